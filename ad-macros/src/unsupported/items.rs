//! Items and signatures.

use proc_macro2::Ident;

use crate::message::Message;

/// `#[differentiate]` on something that is not a function.
pub const NOT_A_FUNCTION: Message = Message::new(
    "unsupported: `#[differentiate]` on an item that is not a function",
    "put it on a `fn`, an `impl` or a `trait`",
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
/// `#[differentiate(inherent)] impl Trait for f64`.
pub const IMPL_TYPE: Message = Message::new(
    "unsupported: an `impl` for a type that can't have methods of this crate",
    "put `#[differentiate]` on a free function, or on the trait and this `impl`, without `inherent`",
);
/// `impl Not for P`, `impl Iterator for P`.
pub const TRAIT_OF_STD: Message = Message::new(
    "unsupported: an `impl` of a trait of std that has no derivatives",
    "of std's traits the operators `Add`, `Sub`, `Mul`, `Div`, `Rem`, `Neg` and their assigning forms have derivatives, and `Sum`, `Product`, `Index`, `IndexMut`, `Deref`, `DerefMut`, `From` and `Default`: write a method of another name, or `#[differentiate(inherent)]` for calls of this one, `p.not()`; a trait of your own by this name wants a path, `self::Not`",
);
/// `impl Energy for [f64]`
pub const IMPL_WITHOUT_SIZE: Message = Message::new(
    "unsupported: an `impl` for a type without a size; its derivatives take and make values of it",
    "implement the trait for `Vec<f64>`, for `[f64; N]` or for a type of your own around it",
);
/// `impl Energy for Spring { methods!(); }`
pub const MACRO_IN_IMPLEMENTATION: Message = Message::new(
    "unsupported: a macro among the functions of an `impl` of a trait; what it stands for isn't seen here",
    "write the functions out, since those that the trait has a body for have derivatives of that body else",
);
/// `impl Special for &f64 { fn erf(self) -> f64 { .. } }`
pub const SELF_OF_REFERENCE: Message = Message::new(
    "unsupported: a method by `self` of a reference; calls of its derivatives would find those of what it refers to",
    "implement the trait for the value alone, or take `&self`",
);
/// C variadics and the like.
pub const PARAMETER: Message = Message::new("unsupported: this parameter", "write `name: Type`");
/// `fn f($x: f64, x: f64)` with `x` for `$x`.
pub const PARAMETERS_OF_ONE_NAME: Message = Message::new(
    "unsupported: two parameters that are spelled alike",
    "give one of them another name; a macro's parameter and its caller's are two, but their derivatives are named after them",
);
/// `*const f64`
pub const POINTER_PARAMETER: Message = Message::new(
    "unsupported: a raw pointer as a parameter to differentiate by",
    "take a reference or a slice, or mark the parameter `#[constant]`",
);
/// `-> &mut [f64]`.
pub const REFERENCE_OUTPUT: Message = Message::new(
    "unsupported: returning a `&mut` reference",
    "let the caller borrow the part, `&mut x[1..]`, or return an index",
);
/// `-> Option<&f64>`.
pub const REFERENCE_IN_OUTPUT: Message = Message::new(
    "unsupported: returning a value that holds a reference",
    "return what it refers to, `Option<f64>`, or a reference to a part of the arguments",
);
/// `-> impl Iterator<Item = &mut f64>`.
pub const ITERATOR_OUTPUT: Message = Message::new(
    "unsupported: returning this iterator over differentiated values",
    "write its items out, `impl Iterator<Item = &f64>`, which are not to be changed; or return the list, `&[f64]` or a `Vec<f64>`, and iterate over that",
);
/// `fn f(x: &[f64]) -> impl Iterator<Item = f64> { x.iter().map(|x| noise() * x) }`
pub const ITERATOR_EFFECTS: Message = Message::new(
    "unsupported: returning an iterator that may do something else whenever an item is made",
    "collect the items in the function, and return the `Vec`; or let its closures call functions with `#[differentiate]` that do nothing else, and look at numbers and lists of std's",
);
/// `fn f(x: f64) -> impl Iterator<Item = f64> { (1..).map(|i| x * i as f64) }`
pub const ITERATOR_RESULT_WITHOUT_END: Message = Message::new(
    "unsupported: returning an iterator of which nobody sees that it ends",
    "end it by a number, `.take(n)`, or return a `Vec`",
);
/// No parameter carries a tangent.
pub const NO_FLOAT_INPUT: Message = Message::new(
    "no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`",
    "free a parameter, or remove the attribute",
);
/// The result carries no tangent.
pub const NO_FLOAT_OUTPUT: Message = Message::new(
    "no output to differentiate: the result holds no `f64` or `f32`",
    "return a float (or a `bool` or an integer that selects), or remove the attribute",
);

/// `m: &HashMap<&str, f64>`
pub const KEYS_OF_REFERENCES: Message = Message::new(
    "unsupported: a map to differentiate by whose keys are references",
    "let it own its keys, `HashMap<String, f64>`, or say that they are there for ever, `HashMap<&'static str, f64>`",
);

/// `c: &Cell<f64>`
pub fn std_parameter(name: &str) -> Message {
    Message::made(
        format!("unsupported: a parameter of std's type `{name}` to differentiate by"),
        format!(
            "pass its content (a float, an array, a slice, a `Vec`), or mark the parameter `#[constant]`; \
             one of your own by this name wants a path, `self::{name}`"
        ),
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
