//! Every construct that is refused, once: what it is, and what to do instead.
//!
//! Form: `unsupported: <what>`, lower case, no final dot; in the next lines a note, which `check` makes and which says
//! what the value depends on, and `help: <what to do instead>`. `docs/errors.md` shows an example and a cure for each, and
//! `tests/errors_page.rs` runs them. `library` has the names of std's methods and types that are refused.

mod library;

use proc_macro2::Ident;

use crate::message::Message;

pub use library::{is_shared_write, is_std_method, is_value_method, std_type, std_type_in};

// Items and signatures.

/// `#[differentiate]` on something that is not a function.
pub const NOT_A_FUNCTION: Message = Message::new(
    "unsupported: `#[differentiate]` on an item that is not a function",
    "put it on a `fn` or an `impl`",
);
/// `async fn`.
pub const ASYNC_FN: Message = Message::new(
    "unsupported: an `async` function",
    "differentiate a plain function and call it from the `async` one",
);
/// `unsafe fn`.
pub const UNSAFE_FN: Message = Message::new(
    "unsupported: an `unsafe` function",
    "call it in a safe function with `#[primitive]` and a rule of your own",
);
/// `extern "C" fn`.
pub const EXTERN_FN: Message = Message::new(
    "unsupported: an `extern` function",
    "differentiate a plain function and call it from the `extern` one",
);
/// `self`, outside of a block with the attribute.
pub const METHOD: Message = Message::new(
    "unsupported: the attribute on a method alone",
    "put `#[differentiate]` on the `impl` block, and `#[differentiate(skip)]` on the methods that it shall leave out",
);
/// `impl Trait for f64`.
pub const IMPL_TYPE: Message = Message::new(
    "unsupported: an `impl` for a type that can't have methods of this crate",
    "put `#[differentiate]` on a free function",
);
/// C variadics and the like.
pub const PARAMETER: Message = Message::new("unsupported: this parameter", "write `name: Type`");
/// `&dyn Trait`
pub const DYN_PARAMETER: Message = Message::new(
    "unsupported: a `dyn` parameter to differentiate by; what is behind it is not known here",
    "mark the parameter `#[constant]`, or make it generic, `model: &M`",
);
/// `*const f64`
pub const POINTER_PARAMETER: Message = Message::new(
    "unsupported: a raw pointer as a parameter to differentiate by",
    "take a reference or a slice, or mark the parameter `#[constant]`",
);
/// `-> &[f64]`.
pub const REFERENCE_OUTPUT: Message = Message::new(
    "unsupported: returning a reference",
    "return an owned value (`f64`, an array, a `Vec`)",
);
/// No parameter carries a tangent.
pub const NO_FLOAT_INPUT: Message = Message::new(
    "no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`",
    "free a parameter, or remove the attribute",
);
/// The result carries no tangent.
pub const NO_FLOAT_OUTPUT: Message = Message::new(
    "no output to differentiate: the result holds no `f64` or `f32`",
    "return a float, or remove the attribute",
);

/// `c: &Cell<f64>`
pub fn std_parameter(name: &str) -> Message {
    Message::made(
        format!("unsupported: a parameter of std's type `{name}` to differentiate by"),
        "pass its content (a float, an array, a slice, a `Vec`), or mark the parameter `#[constant]`",
    )
}

/// `wrt(name)` of something that isn't a parameter.
pub fn wrt_unknown(name: &Ident, params: &[&Ident]) -> Message {
    let names: Vec<_> = params.iter().map(|param| format!("`{param}`")).collect();
    Message::made(
        format!("`{name}` is not a parameter of this function"),
        format!("its parameters are {}", names.join(", ")),
    )
}

/// `wrt(n)` of a parameter that can't be differentiated by.
pub fn wrt_constant(name: &Ident) -> Message {
    Message::made(
        format!("`{name}` carries no derivative: it is `#[constant]` or holds no float"),
        "leave it out of `wrt(..)`",
    )
}

/// `#[differentiate(wrt(z))] impl` without a parameter `z` anywhere.
pub fn wrt_in_no_method(name: &Ident) -> Message {
    Message::made(
        format!("`{name}` is not a differentiable parameter of any function in this block"),
        "leave it out of `wrt(..)`",
    )
}

/// The warning about a derivative that is always zero.
pub fn always_zero(name: &Ident) -> Message {
    Message::made(
        format!(
            "the result of `{name}` does not depend differentiably on any of its parameters: its derivatives are zero"
        ),
        "let it depend on one, or say that it is meant: `stop_gradient(..)` around what the result is made of, or `#[constant]` on its `let`",
    )
}

// Statements and expressions.

/// Patterns that can't be taken apart.
pub const PATTERN: Message = Message::new(
    "unsupported: this pattern",
    "bind each value to a name of its own, and take it apart with `match` or by its fields and indices",
);
/// Macros and modules inside the function.
pub const INNER_ITEM: Message = Message::new(
    "unsupported: a module or a macro's definition inside a differentiated function",
    "move it out of the function",
);
/// A branch whose value is a reference.
pub const BRANCH_REFERENCE: Message = Message::new(
    "unsupported: a branch whose value is a reference to differentiated values",
    "choose the index or the bounds in the branch and borrow after it",
);
/// Adapters of iterators with something that is neither a closure nor a function.
pub const ITERATOR_CLOSURE: Message = Message::new(
    "unsupported: an iterator's method with anything but a closure or a function",
    "write the closure in its place, `|x| ..`",
);
/// `iter_mut().max_by(..)`
pub const FOUND_EXCLUSIVE: Message = Message::new(
    "unsupported: an element that is found to be changed",
    "find its index with `position` or in a loop, and change `xs[i]`",
);
/// `(0..)` alone.
pub const ENDLESS_ITERATOR: Message =
    Message::new("unsupported: an iterator without an end", "give it one with `take(n)` or `zip`");
/// `it.next()`
pub const ITERATOR_NEXT: Message = Message::new(
    "unsupported: an iterator that is advanced by hand",
    "loop over it with `for`, or go by indices, `xs[i]`",
);
/// `use Shape::*; match s { Ball(r) => .., Cube(a) => .. }`
pub const IMPORTED_VARIANT: Message = Message::new(
    "unsupported: a variant without the name of its enum",
    "write it as `Shape::Ball(..)`; if it is a struct, put `#[derive(Differentiable)]` on it, before the function",
);
/// `x.expect({ n += 1; "no value" })`
pub const EFFECTS_IN_MESSAGE: Message = Message::new(
    "unsupported: a message that changes a variable when it is computed",
    "compute it before, with `let`",
);
/// `xs.iter().map(|x| { sum += x; sum }).step_by(2)`
pub const EFFECTS_IN_ITERATOR: Message = Message::new(
    "unsupported: a closure that changes a variable, in an iterator of which items are skipped or collected",
    "write a loop, or collect the items into a `Vec` first",
);
/// `collect::<HashMap<_, _>>()`
pub const COLLECT_TYPE: Message = Message::new(
    "unsupported: `collect` into anything but a `Vec`",
    "collect into a `Vec<_>` and convert that",
);
/// A local closure inside tokens that are passed through.
pub const CLOSURE_IN_VERBATIM: Message = Message::new(
    "unsupported: a local closure or iterator inside a macro or an expression that is passed through",
    "bind its value with `let` before",
);
/// A `const` of an inner block whose name means something else around it.
pub const HIDING_ITEM: Message = Message::new(
    "unsupported: an item of an inner block whose name occurs outside of the block too",
    "give it a name of its own, or move it to the start of the function",
);
/// `f(left, right)` after `split_at_mut`.
pub const LENT_TWICE: Message = Message::new(
    "unsupported: a call with two parts of one differentiated list, one of which it may change",
    "pass the list and the position, or copy one part before",
);
/// `static mut`
pub const STATIC_MUT: Message = Message::new(
    "unsupported: `static mut` in a differentiated function",
    "pass what changes as a parameter",
);
/// A label that is not one of the loops around.
pub const LABEL: Message = Message::new(
    "unsupported: a label of something that is not a loop or a block around",
    "use `if` and `else`",
);
/// Closures that can't be inlined.
pub const CLOSURE: Message = Message::new(
    "unsupported: a closure of differentiated values that is handed on or calls itself",
    "write a function with `#[differentiate]` and pass it the values",
);
/// A range as a value.
pub const RANGE_VALUE: Message = Message::new(
    "unsupported: a range of differentiated values",
    "use ranges in `for` and in `[..]`",
);
/// Named fields.
pub const FIELD: Message = Message::new(
    "unsupported: an element of a differentiated value of this type",
    "use arrays, slices and `Vec`, one index at a time, or mark the parameter `#[constant]`",
);
/// `&mut`
pub const BORROW_MUT: Message = Message::new(
    "unsupported: this mutable borrow of a differentiated value",
    "bind the value with `let mut` before, and borrow that",
);
/// `*x` of something that isn't a reference.
pub const DEREF: Message = Message::new(
    "unsupported: this dereference of a differentiated value",
    "bind the value with `let` before, and dereference that",
);
/// A place that can't be assigned to.
pub const ASSIGN_TARGET: Message = Message::new(
    "unsupported: an assignment to this place",
    "assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields",
);
/// Calls of anything but a path to a function.
pub const CALLEE: Message = Message::new(
    "unsupported: this call with differentiated arguments",
    "call a function or method that has `#[differentiate]` or `#[primitive]`",
);
/// Exits and `?` inside tokens that are passed through.
pub const EXIT_IN_VERBATIM: Message = Message::new(
    "unsupported: an early exit inside an expression that the macro passes through",
    "bind the value with `let` before",
);
/// `unsafe { .. }`
pub const UNSAFE_BLOCK: Message = Message::new(
    "unsupported: an `unsafe` block in a differentiated function",
    "move it into a safe function, with `#[primitive]` if it has a derivative",
);
/// `&x as *const f64`, `&raw const x`
pub const RAW_POINTER: Message = Message::new(
    "unsupported: a raw pointer in a differentiated function",
    "use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative",
);
/// `async { .. }`
pub const ASYNC_BLOCK: Message = Message::new(
    "unsupported: an `async` block in a differentiated function",
    "compute the value in the plain function and await it in its caller",
);
/// `.await`
pub const AWAIT: Message = Message::new(
    "unsupported: `.await` in a differentiated function",
    "await the value in the caller and pass it as a parameter",
);
/// `yield x`
pub const YIELD: Message = Message::new(
    "unsupported: `yield` in a differentiated function",
    "collect the values in a `Vec` and return it",
);
/// `asm!(..)`
pub const ASM: Message = Message::new(
    "unsupported: inline assembly in a differentiated function",
    "move it into a function with `#[primitive]` and a rule of your own",
);
/// Everything else.
pub const EXPRESSION: Message = Message::new(
    "unsupported: this expression in a differentiated function",
    "move it into a function of its own, with `#[primitive]` if it has a derivative",
);
/// `println!("{}", { y *= 2.0; y })`
pub const MACRO_CHANGES: Message = Message::new(
    "unsupported: a macro whose arguments may change a variable, with differentiated values",
    "make the change before the macro",
);

/// A method that has no derivative.
pub fn unknown_method(name: &str) -> Message {
    let help = match name {
        "sort" | "sort_by" | "sort_unstable" | "sort_unstable_by" => {
            "sort the indices by `stop_gradient(..)` of the values and read them in that order"
        }
        "concat" | "join" => "collect with `flat_map` into a `Vec`",
        "cycle" | "rchunks" | "rchunks_exact" | "chunk_by" => {
            "go by indices: `xs[i % xs.len()]`, `&xs[start..end]`"
        }
        "drain" | "split_off" | "splice" => {
            "copy the part, `xs[start..end].to_vec()`, and take it out with `truncate` or `remove`"
        }
        _ => {
            "write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`"
        }
    };
    Message::made(format!("unsupported: the method `{name}` on a differentiated value"), help)
}

/// A macro that is not in the table.
pub fn unknown_macro(name: &str) -> Message {
    Message::made(
        format!("unsupported: the macro `{name}!` with differentiated values"),
        "write what it expands to, or take the values out of the derivative with `stop_gradient`",
    )
}

/// `Cell::new(x)`
pub fn std_value(name: &str) -> Message {
    let help = match name {
        "Rc" | "Arc" | "Weak" | "Cow" | "Pin" => {
            "use the value itself, a reference to it, or a `Box`"
        }
        "HashMap" | "HashSet" | "BTreeMap" | "BTreeSet" | "VecDeque" | "LinkedList"
        | "BinaryHeap" => "use a `Vec`, with the keys in another",
        _ => "use a `let mut` variable, and pass `&mut` where it is to be changed",
    };
    let what = format!("unsupported: std's type `{name}` around differentiated values");
    Message::made(what, help).of_type()
}

// Options of the attributes.

/// `forward` and `reverse` at once.
pub const BOTH_MODES: Message = Message::new(
    "`forward` and `reverse` each leave the other mode out",
    "leave both options out to have both modes",
);
/// `dump`.
pub const DUMP: Message = Message::new(
    "unsupported: `dump`, which is not available yet",
    "look at the derivative with `cargo expand`",
);
/// `order = 2` and above.
pub const HIGHER_ORDER: Message = Message::new(
    "unsupported: derivatives above the first, which are not available yet",
    "use `order = 1`, or leave the option out",
);
/// `order = "two"`.
pub const OPTION_ORDER: Message =
    Message::new("`order` is a positive integer", "write `order = 1`");
/// An option that doesn't exist.
pub const OPTION: Message = Message::new(
    "unknown option of `#[differentiate]`",
    "the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1`, `crate = path`, and `skip` on methods",
);
/// `skip` on something else than a method.
pub const OPTION_SKIP: Message = Message::new(
    "`skip` leaves a method out of the derivatives of its `impl` block",
    "to leave this item out, remove the attribute",
);
/// `crate` without a path.
pub const OPTION_CRATE: Message =
    Message::new("`crate` names the path of the runtime", "write `crate = some::path`");
/// `wrt` without names.
pub const OPTION_WRT: Message =
    Message::new("`wrt` lists the parameters to differentiate by", "write `wrt(x)` or `wrt(x, w)`");

/// `forward = true`.
pub fn option_flag(name: &str) -> Message {
    Message::made(format!("`{name}` is an option without a value"), format!("write `{name}` alone"))
}

/// `forward, forward`.
pub fn repeated_option(name: &str) -> Message {
    Message::made(format!("`{name}` is given twice"), "remove this one")
}

/// `wrt(x, x)`.
pub fn wrt_repeated(name: &Ident) -> Message {
    Message::made(format!("`{name}` is listed twice"), "remove this one")
}

// `#[primitive]`.

/// `#[primitive]` on something that is not a function.
pub const PRIMITIVE_NOT_A_FUNCTION: Message = Message::new(
    "unsupported: `#[primitive]` on an item that is not a function",
    "put it on a `fn`",
);
/// An option that doesn't exist.
pub const PRIMITIVE_OPTION: Message = Message::new(
    "unknown option of `#[primitive]`",
    "the options are `partials(x = ..)`, or `bprop = path` and `jvp = path`, and `crate = path`",
);
/// Neither form.
pub const PRIMITIVE_NO_RULE: Message = Message::new(
    "a primitive needs a rule",
    "write `partials(x = ..)`, or `bprop = path` and `jvp = path`",
);
/// `&mut` in a primitive.
pub const PRIMITIVE_OUTPUT: Message = Message::new(
    "unsupported: a primitive with a differentiable `&mut` parameter",
    "return the changed value, or mark the parameter `#[constant]`",
);
/// Both forms.
pub const PRIMITIVE_FORMS: Message = Message::new(
    "`partials(..)` makes both modes already",
    "leave out either it or `bprop` and `jvp`",
);
/// `partials = ..`
pub const PRIMITIVE_PARTIALS: Message = Message::new(
    "`partials` lists one derivative for each differentiable parameter",
    "write `partials(x = ..)`",
);
/// A result that is not one float.
pub const PARTIALS_OUTPUT: Message = Message::new(
    "unsupported: `partials(..)` of a result that is not one float",
    "use `bprop = path` and `jvp = path`",
);
/// A parameter that is not one float.
pub const PARTIALS_PARAMETER: Message = Message::new(
    "unsupported: `partials(..)` with a parameter that is not one float by value",
    "mark it `#[constant]`, or use `bprop = path` and `jvp = path`",
);
/// A parameter named `out`.
pub const PARTIALS_OUT: Message = Message::new(
    "`out` is the function's value in `partials(..)`",
    "give this parameter another name",
);

/// `bprop = 3`
pub fn primitive_path(name: &str) -> Message {
    Message::made(format!("`{name}` names a function"), format!("write `{name} = some::path`"))
}

/// `partials(x = .., x = ..)`
pub fn partial_repeated(name: &Ident) -> Message {
    Message::made(format!("the derivative by `{name}` is given twice"), "remove this one")
}

/// `partials(z = ..)` without a parameter `z`.
pub fn partial_unknown(name: &Ident, params: &[&Ident]) -> Message {
    wrt_unknown(name, params)
}

/// `partials(n = ..)` for `n: i32`.
pub fn partial_of_constant(name: &Ident) -> Message {
    Message::made(
        format!("`{name}` carries no derivative: it is `#[constant]` or holds no float"),
        "leave it out of `partials(..)`",
    )
}

/// A float without a partial.
pub fn partial_missing(name: &Ident) -> Message {
    Message::made(
        format!("no derivative by `{name}`"),
        format!("add `{name} = ..` to `partials(..)`, or mark the parameter `#[constant]`"),
    )
}

// `#[derive(Differentiable)]`.

/// A union.
pub const UNION: Message = Message::new(
    "unsupported: `#[derive(Differentiable)]` on a union",
    "make it a struct or an enum",
);
/// `#[constant(..)]`.
pub const CONSTANT_ARGUMENTS: Message =
    Message::new("`#[constant]` takes no arguments", "write `#[constant]` alone");
/// `#[constant]` on a type or a variant.
pub const CONSTANT_NOT_A_FIELD: Message = Message::new(
    "unsupported: `#[constant]` on something that is not a field",
    "put it on each field that is a constant",
);
/// An option that doesn't exist.
pub const DERIVE_OPTION: Message = Message::new(
    "unknown option of `#[derive(Differentiable)]`",
    "the only one is `#[differentiable(crate = path)]`",
);
/// `#[differentiable(..)]` on a field or a variant.
pub const DERIVE_OPTION_PLACE: Message = Message::new(
    "unsupported: `#[differentiable(..)]` on a field or a variant",
    "put it on the struct or enum (a field that is not to be differentiated is marked `#[constant]`)",
);

// What depends on the facts.

/// An integer cast from an active float comes back as a float.
pub const SELECTED_AS_FLOAT: Message = Message::new(
    "unsupported: an integer that was cast from a differentiated value, used as a number; its derivative is zero almost everywhere",
    "use it only to select (an index, a bound, a condition), or say `stop_gradient(x)` before the cast",
);
/// Such an integer as an argument.
pub const SELECTED_ARGUMENT: Message = Message::new(
    "unsupported: this call with an integer that was cast from a differentiated value",
    "say `stop_gradient(x)` before the cast",
);
/// A cast to a type that the macro doesn't know.
pub const CAST_TYPE: Message = Message::new(
    "unsupported: a cast of a differentiated value to this type",
    "write `f64`, `f32` or an integer type",
);
/// References in tuples and arrays.
pub const REFERENCE_VALUE: Message = Message::new(
    "unsupported: a reference to differentiated values inside another value",
    "bind it with `let` and use it directly",
);
/// `Err(e) => 2.0 * e`
pub const ERROR_CONTENT: Message = Message::new(
    "unsupported: a derivative through what is in an `Err`; an error is a constant",
    "return what is to be differentiated in `Ok`, or take it out of the derivative with `stop_gradient(..)`",
);
/// References in mutable variables.
pub const REFERENCE_VARIABLE: Message = Message::new(
    "unsupported: a reference to differentiated values in a `mut` variable",
    "let the variable be an index, or the start of the part, and borrow where it is used, `&x[start..]`; of two lists that take turns, swap the content: `mem::swap(&mut a, &mut b)`",
);
/// An early exit that can't be made structured.
pub const EARLY_EXIT: Message = Message::new(
    "unsupported: this early exit",
    "use `if` and `else`, or a condition in the `while`",
);
/// Attributes inside the function.
pub const ATTRIBUTE: Message = Message::new(
    "unsupported: this attribute inside a differentiated function",
    "remove it, or move the code into a function of its own",
);
