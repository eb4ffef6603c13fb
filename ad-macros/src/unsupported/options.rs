//! Options of the attributes, rules of primitives, what the derive refuses.

use proc_macro2::Ident;

use super::wrt_unknown;
use crate::message::Message;

/// `forward` and `reverse` at once.
pub const BOTH_MODES: Message = Message::new(
    "`forward` and `reverse` each leave the other mode out",
    "leave both options out to have both modes",
);
/// `dump` on what has no derivatives of its own.
pub const DUMP_OF_NOTHING: Message = Message::new(
    "`dump` writes derivatives, and there are none of their own here",
    "remove it, or put it on a function with a body whose result is differentiated",
);
/// What has no derivatives of higher order.
pub fn higher_order(what: &str) -> Message {
    Message::made(
        format!("unsupported with `order = 2` and above: {what}"),
        "leave the option out, or write this part out where it is used",
    )
}
/// `let (y, pullback) = f::vjp(x);`
pub fn derivative_inside(form: &Ident) -> Message {
    Message::made(
        format!("unsupported: the derivative of `{form}`"),
        "call `grad`, `value_and_grad` or `jvp`, of a function with `order = 2`, or `hvp`, of one with `order = 3`: the columns of a Jacobian or a Hessian are its products with unit vectors",
    )
}
/// `#[differentiate(dyn, order = 2)]`
pub const HIGHER_ORDER_OF_OBJECTS: Message = Message::new(
    "unsupported: derivatives above the first of objects",
    "leave one of the two options out",
);
/// `order = "two"`.
pub const OPTION_ORDER: Message =
    Message::new("`order` is an integer from 1 to 8", "write `order = 2`");
/// `lanes = 1`.
pub const OPTION_LANES: Message = Message::new(
    "`lanes` is how many columns of a Jacobian or a Hessian are computed at a time, an integer from 2 to 16",
    "write `lanes`, which is `lanes = 4`",
);
/// `lanes` on a trait or an `impl` of one.
pub const LANES_OF_TRAIT: Message = Message::new(
    "unsupported: `lanes` on a trait, on an `impl` of one, or on a function of theirs",
    "remove it, or write a function that takes a type of the trait's",
);
/// `lanes` on a function that has no Jacobian by forward mode.
pub const LANES_OF_NOTHING: Message = Message::new(
    "`lanes` is for the columns of Jacobians and Hessians, and this function has none by forward mode",
    "remove it; or leave out `reverse`, and pass what is changed by value or as a parameter that is differentiated",
);
/// A function with an effect.
pub const LANES_CALL: Message = Message::new(
    "unsupported with `lanes`: a call that is made once for each lane, and may change something or give something else the next time",
    "return what is changed, and make a method of an item a function; or remove `lanes`: a matrix is computed column by column then",
);
/// `simplify = "fast"`.
pub const OPTION_SIMPLIFY: Message = Message::new(
    "`simplify` says by which identities derivatives are rewritten, beyond those that keep every bit: those of the real numbers, `\"real\"`, and no others",
    "write `simplify = \"real\"`, or leave the option out",
);
/// An option that doesn't exist.
pub const OPTION: Message = Message::new(
    "unknown option of `#[differentiate]`",
    "the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = \"real\"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods",
);
/// `name` without a name.
pub const OPTION_NAME: Message = Message::new(
    "`name` says what the type with a function's derivatives is called",
    "write `name = energy_ad`, a name that nothing else has",
);
/// The attribute twice on an item.
pub const REPEATED: Message =
    Message::new("the attribute `#[differentiate]` stands twice on one item", "remove this one");
/// A function by the name of a crate or of a type of Rust's.
pub const NAME_OF_A_CRATE: Message = Message::new(
    "unsupported: derivatives of a function by the name of a crate or of a type of Rust's, which the type with its derivatives would hide",
    "say what that type is called: `#[differentiate(name = std_ad)]`; functions with derivatives call the function by that name too",
);
/// `name` on a method, an `impl` or a trait.
pub const OPTION_NAME_OF_METHODS: Message = Message::new(
    "`name` is for a function, which has a type with its derivatives beside it",
    "remove it: the derivatives of a method `loss` are methods, `loss_grad` and so on",
);
/// `inherent` where there is no trait.
pub const OPTION_INHERENT: Message = Message::new(
    "`inherent` is for the `impl` of a trait",
    "remove it: derivatives of an `impl` without a trait are the type's own functions anyway",
);
/// `dyn` where there is no trait with derivatives.
pub const OPTION_DYN: Message = Message::new(
    "`dyn` is for a trait with derivatives, and for each `impl` of it",
    "remove it, or put it on the trait",
);
/// `dyn` on `trait Layer<T>`.
pub const OBJECTS_OF_GENERICS: Message = Message::new(
    "unsupported: `dyn` on a trait with generics, associated types or constants",
    "put what objects are wanted of into a trait without them",
);
/// `fn new() -> Self` in a trait with `dyn`.
pub const NOT_OF_OBJECTS: Message = Message::new(
    "unsupported: a function without `&self` or with generics that objects of the trait would have to have",
    "give it a body and `where Self: Sized`, or put it into another trait",
);
/// `skip` on something else than a method.
pub const OPTION_SKIP: Message = Message::new(
    "`skip` leaves a method out of the derivatives of its `impl` block",
    "to leave this item out, remove the attribute",
);
/// `#[differentiate(forward)] impl Mul for Vec3`
pub const OPERATOR_OPTION: Message = Message::new(
    "an operator's rule has both modes, by both operands",
    "write `#[differentiate]` on the `impl`, without options but `crate`; a right operand that is data is `#[constant]`",
);
/// `#[differentiate(forward)] impl Index<usize> for Vec3`
pub const ACCESS_OPTION: Message = Message::new(
    "an index is for both modes",
    "write `#[differentiate]` on the `impl`, without options but `crate`",
);
/// `impl Index<usize> for Vec3 { fn index(&self, i: usize) -> &f64 { self.list.get(i).unwrap() } }`
pub const ACCESS: Message = Message::new(
    "it isn't seen that this is the same place of the tangent",
    "go to fields and elements, `&self.rows[i].x`, by `match` and `if` over what isn't a part of `self`; or write a method with `#[differentiate]` that results in the value",
);
/// `impl Sum for Vec3 { fn sum<I: Iterator<Item = Vec3>>(iter: I) -> Vec3 { iter.take(3).fold(..) } }`
pub const TOTAL_OF_SOME: Message = Message::new(
    "it isn't seen that this takes all items, which its rule makes before it begins",
    "name the parameter, and end it by `fold`, `reduce`, `sum` or a `for` loop, in no branch and without `break`, `return` or `?`",
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
    "the options are `partials(x = ..)`, or `bprop = path` and `jvp = path`, and `order = 2`, `repeatable`, `crate = path`, `name = f_ad`",
);
/// The rule says too little.
pub const PRIMITIVE_ORDER: Message = Message::new(
    "`bprop` alone says no tangent of this",
    "give a `jvp = path` as well: with `order` above 1 it is what is differentiated. A `bprop` alone will do for one float as result and floats, slices, \
     `Vec`s and arrays of floats as parameters",
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
    "write `#[differentiable(derive(Serialize, ..))]`, `#[differentiable(add, sub, neg, scale)]`, `#[differentiable(default)]`, `#[differentiable(recursive(Other))]` or `#[differentiable(crate = path)]`",
);
/// `default`
pub const DEFAULT_ARGUMENTS: Message = Message::new(
    "`default` stands alone: the type's `Default` gives the same each time",
    "write `#[differentiable(default)]`",
);
/// `recursive`
pub const RECURSIVE_ARGUMENTS: Message = Message::new(
    "`recursive` names the types that contain this one again",
    "write `recursive(Other)`",
);
/// `add(f64)`
pub const ACTING_ARGUMENTS: Message = Message::new(
    "`add`, `sub` and `neg` take no arguments, and `scale` takes one type",
    "write `#[differentiable(add, sub, neg, scale)]`, or `scale(f32)` for products with an `f32`",
);
/// `add` on an enum.
pub const ACTING_ON_ENUM: Message = Message::new(
    "unsupported: operators by component of an enum",
    "put `#[differentiate]` on the operator's `impl`",
);
/// `derive = "Serialize"`
pub const DERIVE_TRAITS: Message = Message::new(
    "`derive` lists the traits to derive for the tangent",
    "write `derive(Serialize, Deserialize)`",
);
/// `derive(..)` where the tangent is `()`.
pub const DERIVE_WITHOUT_TANGENT: Message = Message::new(
    "unsupported: `derive(..)` for the tangent of an enum of unit variants, which is `()`",
    "leave it out: `()` is no type of its own",
);
/// `#[differentiable(..)]` on a field or a variant.
pub const DERIVE_OPTION_PLACE: Message = Message::new(
    "unsupported: `#[differentiable(..)]` on a field or a variant",
    "put it on the struct or enum (a field that is not to be differentiated is marked `#[constant]`)",
);
