//! Every construct that is refused, once: what it is, and what to do instead.
//!
//! The tests of error messages name these constants. Form: `unsupported: <what>; <instead>`,
//! lower case, no final dot.

use proc_macro2::Ident;

use crate::signature::Param;

// Items and signatures.

/// `#[differentiate]` on something that is not a function.
pub const NOT_A_FUNCTION: &str = "unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`";
/// `async fn`.
pub const ASYNC_FN: &str = "unsupported: an `async` function; differentiate a plain function and call it from the `async` one";
/// `unsafe fn`.
pub const UNSAFE_FN: &str =
    "unsupported: an `unsafe` function; give it a `#[primitive]` with a rule of your own";
/// `extern "C" fn`.
pub const EXTERN_FN: &str = "unsupported: an `extern` function; differentiate a plain function and call it from the `extern` one";
/// `self`, outside of a block with the attribute.
pub const METHOD: &str = "unsupported: the attribute on a method alone; put `#[differentiate]` on the `impl` block, and `#[differentiate(skip)]` on the methods that it shall leave out";
/// `impl Trait for f64`.
pub const IMPL_TYPE: &str = "unsupported: an `impl` for a type that can't have methods of this crate; put `#[differentiate]` on a free function";
/// C variadics and the like.
pub const PARAMETER: &str = "unsupported: this parameter; write `name: Type`";
/// `-> &[f64]`.
pub const REFERENCE_OUTPUT: &str =
    "unsupported: returning a reference; return an owned value (`f64`, an array, a `Vec`)";
/// No parameter carries a tangent.
pub const NO_FLOAT_INPUT: &str = "no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; free a parameter, or remove the attribute";
/// The result carries no tangent.
pub const NO_FLOAT_OUTPUT: &str = "no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove the attribute";

/// `wrt(name)` of something that isn't a parameter.
pub fn wrt_unknown(name: &Ident, params: &[Param]) -> String {
    let names: Vec<_> = params.iter().map(|param| format!("`{}`", param.name)).collect();
    format!("`{name}` is not a parameter of this function; its parameters are {}", names.join(", "))
}

/// `wrt(n)` of a parameter that can't be differentiated by.
pub fn wrt_constant(name: &Ident) -> String {
    format!(
        "`{name}` carries no derivative: it is `#[constant]` or holds no float; leave it out of `wrt(..)`"
    )
}

/// `#[differentiate(wrt(z))] impl` without a parameter `z` anywhere.
pub fn wrt_in_no_method(name: &Ident) -> String {
    format!(
        "`{name}` is not a differentiable parameter of any function in this block; leave it out of `wrt(..)`"
    )
}

// Statements and expressions.

/// `let x;`
pub const LET_WITHOUT_VALUE: &str =
    "unsupported: `let` without a value; give the variable its value where it is declared";
/// `let .. else`
pub const LET_ELSE: &str = "unsupported: `let .. else`; use `if` and `else`";
/// Patterns other than names, `_` and tuples.
pub const PATTERN: &str = "unsupported: this pattern; use a name, `_` or a tuple of these";
/// Functions, structs and the like inside the function.
pub const INNER_ITEM: &str = "unsupported: an item inside a differentiated function (other than `use` and `const`); move it out of the function";
/// `if let`
pub const IF_LET: &str = "unsupported: `if let`; use `if` with a condition";
/// `while let`
pub const WHILE_LET: &str = "unsupported: `while let`; use `while` with a condition";
/// A branch whose value is a reference.
pub const BRANCH_REFERENCE: &str = "unsupported: a branch whose value is a reference; choose the index or the bounds in the branch and borrow after it";
/// `for` over anything but ranges.
pub const FOR_ITERATOR: &str = "unsupported: `for` over anything but a range; loop over the indices, `for i in 0..xs.len()` (`.rev()` and `.step_by(k)` are fine)";
/// `for (a, b) in ..`
pub const FOR_PATTERN: &str = "unsupported: this loop pattern; use a name or `_`";
/// `break value`
pub const BREAK_VALUE: &str =
    "unsupported: `break` with a value; assign it to a variable before the `break`";
/// Adapters of iterators with something that is neither a closure nor a function.
pub const ITERATOR_CLOSURE: &str = "unsupported: an iterator's method with anything but a closure or a function; write the closure in its place, `|x| ..`";
/// `(0..)` alone.
pub const ENDLESS_ITERATOR: &str = "unsupported: an iterator without an end; give it one with `take(n)` or `zip`";
/// `collect::<HashMap<_, _>>()`
pub const COLLECT_TYPE: &str =
    "unsupported: `collect` into anything but a `Vec`; collect into a `Vec<_>` and convert that";
/// A local closure inside tokens that are passed through.
pub const CLOSURE_IN_VERBATIM: &str = "unsupported: a local closure or iterator inside a macro or an expression that is passed through; bind its value with `let` before";
/// A `const` of an inner block whose name means something else around it.
pub const HIDING_ITEM: &str = "unsupported: an item of an inner block whose name occurs outside of the block too; give it a name of its own, or move it to the start of the function";
/// `f(left, right)` after `split_at_mut`.
pub const LENT_TWICE: &str = "unsupported: a call with two parts of one list, one of which it may change; pass the list and the position, or copy one part before";
/// `static mut`
pub const STATIC_MUT: &str = "unsupported: `static mut` in a differentiated function; pass what changes as a parameter";
/// A label that is not one of the loops around.
pub const LABEL: &str = "unsupported: a label of something that is not a loop; use `if` and `else`";
/// `match`
pub const MATCH: &str = "unsupported: `match` on or with values that depend on a differentiated parameter; use `if` and `else`";
/// Closures.
pub const CLOSURE: &str = "unsupported: a closure that captures values that depend on a differentiated parameter; write a function with `#[differentiate]` and pass them to it";
/// Struct literals.
pub const STRUCT: &str = "unsupported: a struct made of values that depend on a differentiated parameter; use a tuple or an array";
/// A range as a value.
pub const RANGE_VALUE: &str = "unsupported: a range of values that depend on a differentiated parameter; use ranges in `for` and in `[..]`";
/// Named fields.
pub const FIELD: &str = "unsupported: a field or element of a value of this type; use tuples, arrays, slices and `Vec`, or mark the parameter `#[constant]`";
/// `&mut`
pub const BORROW_MUT: &str = "unsupported: a mutable borrow of a value that depends on a differentiated parameter; assign to its elements, `x[i] = ..`";
/// `f(&mut x)`
pub const MUT_ARGUMENT: &str = "unsupported: a call with a mutable borrow of a value that depends on a differentiated parameter; return the changed value instead";
/// `*x` of something that isn't a reference parameter.
pub const DEREF: &str =
    "unsupported: this dereference; only a variable that is a reference can be dereferenced";
/// A place that can't be assigned to.
pub const ASSIGN_TARGET: &str = "unsupported: an assignment to this place; assign to a local `let mut` variable, its elements or its tuple fields";
/// Calls of anything but a path to a function.
pub const CALLEE: &str = "unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`";
/// Exits and `?` inside tokens that are passed through.
pub const EXIT_IN_VERBATIM: &str = "unsupported: an early exit inside an expression that the macro passes through; move the expression into a function of its own";
/// Everything else.
pub const EXPRESSION: &str = "unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative";

/// `println!("{}", { y *= 2.0; y })`
pub const MACRO_CHANGES: &str = "unsupported: a macro whose arguments may change a variable, with values that depend on a differentiated parameter; make the change before the macro";

/// Methods of std that have no derivative here: what calls them is refused, and not taken for a method of the user's.
const STD_METHODS: &[&str] = &[
    "push_str", "retain", "drain", "split_off", "splice", "dedup", "dedup_by", "sort", "sort_by",
    "sort_by_key", "sort_unstable", "sort_unstable_by", "sort_unstable_by_key", "select_nth_unstable",
    "concat", "join", "iter", "into_iter", "iter_mut", "sum", "product", "map", "fold", "zip",
    "collect", "enumerate", "filter", "for_each", "windows", "chunks", "chunks_exact", "peek",
    "swap_with_slice", "copy_within", "get_unchecked", "as_ptr", "as_mut_ptr", "to_bits", "borrow", "borrow_mut", "lock", "unwrap", "expect", "entry", "or_insert", "try_into", "into",
];

/// Whether a method is one of std's that can't be differentiated.
pub fn is_std_method(name: &str) -> bool {
    STD_METHODS.contains(&name)
}

/// A method that is not in the table.
pub fn unknown_method(name: &str) -> String {
    let instead = match name {
        "push" | "pop" | "extend" | "insert" | "remove" | "resize" | "clear" | "truncate" => {
            "make the `Vec` in its full length, `vec![0.0; n]`, and assign to its elements"
        }
        "swap" | "fill" | "copy_from_slice" | "clone_from_slice" | "reverse" | "rotate_left"
        | "rotate_right" | "sort" | "sort_by" | "sort_unstable_by" => {
            "assign to the elements in a loop, `x[i] = ..`"
        }
        "iter" | "into_iter" | "iter_mut" | "sum" | "product" | "map" | "fold" | "zip"
        | "collect" | "enumerate" | "filter" | "for_each" | "windows" | "chunks"
        | "chunks_exact" => "loop over the indices, `for i in 0..x.len()`",
        "first" | "last" | "get" | "split_at" | "split_first" | "split_last" => {
            "index it, `x[0]`, `x[x.len() - 1]`, or borrow a part, `&x[a..b]`"
        }
        _ => {
            "write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`"
        }
    };
    format!(
        "unsupported: the method `{name}` on a value that depends on a differentiated parameter; {instead}"
    )
}

/// A macro that is not in the table.
pub fn unknown_macro(name: &str) -> String {
    format!(
        "unsupported: the macro `{name}!` with values that depend on a differentiated parameter; write what it expands to, or take the values out of the derivative with `stop_gradient`"
    )
}

// Options of the attributes.

/// `forward` and `reverse` at once.
pub const BOTH_MODES: &str = "`forward` and `reverse` each leave the other mode out; leave both options out to have both modes";
/// `dump`.
pub const DUMP: &str =
    "unsupported: `dump`, which is not available yet; look at the derivative with `cargo expand`";
/// `order = 2` and above.
pub const HIGHER_ORDER: &str = "unsupported: derivatives above the first, which are not available yet; use `order = 1`, or leave the option out";
/// `order = "two"`.
pub const OPTION_ORDER: &str = "`order` is a positive integer; write `order = 1`";
/// An option that doesn't exist.
pub const OPTION: &str = "unknown option of `#[differentiate]`; the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1`, `crate = path`, and `skip` on methods";
/// `skip` on something else than a method.
pub const OPTION_SKIP: &str = "`skip` leaves a method out of the derivatives of its `impl` block; to leave this item out, remove the attribute";
/// `crate` without a path.
pub const OPTION_CRATE: &str = "`crate` names the path of the runtime; write `crate = some::path`";
/// `wrt` without names.
pub const OPTION_WRT: &str =
    "`wrt` lists the parameters to differentiate by; write `wrt(x)` or `wrt(x, w)`";

/// `forward = true`.
pub fn option_flag(name: &str) -> String {
    format!("`{name}` is an option without a value; write `{name}` alone")
}

/// `forward, forward`.
pub fn repeated_option(name: &str) -> String {
    format!("`{name}` is given twice; remove this one")
}

/// `wrt(x, x)`.
pub fn wrt_repeated(name: &Ident) -> String {
    format!("`{name}` is listed twice; remove this one")
}

// `#[primitive]`.

/// `#[primitive]` on something that is not a function.
pub const PRIMITIVE_NOT_A_FUNCTION: &str =
    "unsupported: `#[primitive]` on an item that is not a function; put it on a `fn`";
/// An option that doesn't exist.
pub const PRIMITIVE_OPTION: &str = "unknown option of `#[primitive]`; the options are `partials(x = ..)`, or `bprop = path` and `jvp = path`, and `crate = path`";
/// Neither form.
pub const PRIMITIVE_NO_RULE: &str =
    "a primitive needs a rule; write `partials(x = ..)`, or `bprop = path` and `jvp = path`";
/// `&mut` in a primitive.
pub const PRIMITIVE_OUTPUT: &str = "unsupported: a primitive with a differentiable `&mut` parameter; return the changed value, or mark the parameter `#[constant]`";
/// Both forms.
pub const PRIMITIVE_FORMS: &str =
    "`partials(..)` makes both modes already; leave out either it or `bprop` and `jvp`";
/// `partials = ..`
pub const PRIMITIVE_PARTIALS: &str =
    "`partials` lists one derivative for each differentiable parameter; write `partials(x = ..)`";
/// A result that is not one float.
pub const PARTIALS_OUTPUT: &str = "unsupported: `partials(..)` of a result that is not one float; use `bprop = path` and `jvp = path`";
/// A parameter that is not one float.
pub const PARTIALS_PARAMETER: &str = "unsupported: `partials(..)` with a parameter that is not one float by value; mark it `#[constant]`, or use `bprop = path` and `jvp = path`";
/// A parameter named `out`.
pub const PARTIALS_OUT: &str =
    "`out` is the function's value in `partials(..)`; give this parameter another name";

/// `bprop = 3`
pub fn primitive_path(name: &str) -> String {
    format!("`{name}` names a function; write `{name} = some::path`")
}

/// `partials(x = .., x = ..)`
pub fn partial_repeated(name: &Ident) -> String {
    format!("the derivative by `{name}` is given twice; remove this one")
}

/// `partials(z = ..)` without a parameter `z`.
pub fn partial_unknown(name: &Ident, params: &[Param]) -> String {
    wrt_unknown(name, params)
}

/// `partials(n = ..)` for `n: i32`.
pub fn partial_of_constant(name: &Ident) -> String {
    format!(
        "`{name}` carries no derivative: it is `#[constant]` or holds no float; leave it out of `partials(..)`"
    )
}

/// A float without a partial.
pub fn partial_missing(name: &Ident) -> String {
    format!(
        "no derivative by `{name}`; add `{name} = ..` to `partials(..)`, or mark the parameter `#[constant]`"
    )
}

// `#[derive(Differentiable)]`.

/// A union.
pub const UNION: &str =
    "unsupported: `#[derive(Differentiable)]` on a union; make it a struct or an enum";
/// `#[constant(..)]`.
pub const CONSTANT_ARGUMENTS: &str = "`#[constant]` takes no arguments; write `#[constant]` alone";
/// `#[constant]` on a type or a variant.
pub const CONSTANT_NOT_A_FIELD: &str = "unsupported: `#[constant]` on something that is not a field; put it on each field that is a constant";
/// An option that doesn't exist.
pub const DERIVE_OPTION: &str = "unknown option of `#[derive(Differentiable)]`; the only one is `#[differentiable(crate = path)]`";
/// `#[differentiable(..)]` on a field or a variant.
pub const DERIVE_OPTION_PLACE: &str = "unsupported: `#[differentiable(..)]` on a field or a variant; put it on the struct or enum (a field that is not to be differentiated is marked `#[constant]`)";

// What depends on the facts.

/// An integer cast from an active float comes back as a float.
pub const SELECTED_AS_FLOAT: &str = "unsupported: an integer that was cast from a value that depends on a differentiated parameter, used as a number; its derivative is zero almost everywhere: use it only to select (an index, a bound, a condition), or say `stop_gradient(x)` before the cast";
/// Such an integer as an argument.
pub const SELECTED_ARGUMENT: &str = "unsupported: this call with an integer that was cast from a value that depends on a differentiated parameter; say `stop_gradient(x)` before the cast";
/// A cast to a type that the macro doesn't know.
pub const CAST_TYPE: &str = "unsupported: a cast of a value that depends on a differentiated parameter to this type; write `f64`, `f32` or an integer type";
/// References in tuples, arrays, mutable variables.
pub const REFERENCE_VALUE: &str = "unsupported: a reference to differentiated values inside another value or in a `mut` variable; bind it with `let` and use it directly";
/// An early exit that can't be made structured.
pub const EARLY_EXIT: &str =
    "unsupported: this early exit; use `if` and `else`, or a condition in the `while`";
/// Attributes inside the function.
pub const ATTRIBUTE: &str = "unsupported: this attribute inside a differentiated function; remove it, or move the code into a function of its own";
