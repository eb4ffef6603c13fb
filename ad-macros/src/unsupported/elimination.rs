//! What a Jacobian by elimination of vertices is refused of.

use crate::message::Message;

/// `jacobian = "fast"`.
pub const JACOBIAN: Message = Message::new(
    "`jacobian` says in which order the partial derivatives of a Jacobian are multiplied",
    "write `jacobian = \"markowitz\"`, or leave the option out",
);
/// `jacobian = "markowitz"` on a trait or an operator.
pub const JACOBIAN_OF_TRAIT: Message = Message::new(
    "`jacobian = \"markowitz\"` is for functions, and methods in an `impl` without a trait",
    "leave the option out, and put it on a function of its own",
);
/// A struct as a parameter.
pub const JACOBIAN_PARAMETER: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` by a parameter of this type",
    "let it be an `f64`, `[f64; N]`, `&[f64; N]` or `&[f64]`, of one type of floats throughout; mark it `#[constant]`; or leave the option out",
);
/// A list without a length as a result.
pub const JACOBIAN_RESULT: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` of a result of this type",
    "let it be an `f64`, a tuple of them or an array `[f64; 3]`, whose length is a number, or leave the option out",
);
/// `fn f(x: f64) -> f64`
pub const JACOBIAN_OF_ONE_NUMBER: Message = Message::new(
    "`jacobian = \"markowitz\"` of one number by one number: there is nothing to order",
    "call `grad`, and leave the option out",
);
/// `for x in list`
pub const JACOBIAN_LOOP: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` of a function with a loop over what is differentiated",
    "write the steps out, or leave the option out",
);
/// `if x > 0.0 { x } else { -x }`
pub const JACOBIAN_BRANCH: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` of a function with a branch on the way of what is differentiated",
    "write it without a branch, by `max`, `min` or `abs`, or leave the option out",
);
/// `x[i]`
pub const JACOBIAN_INDEX: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` through an index that isn't a number",
    "write the number, `x[2]`, or leave the option out",
);
/// `g(&[x, y])`
pub const JACOBIAN_CALL: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` through this call",
    "pass it numbers, by value or by `&`, and let it result in one; write it out; or leave the option out",
);
/// `Some(x)`
pub const JACOBIAN_VALUE: Message = Message::new(
    "unsupported: `jacobian = \"markowitz\"` through this value",
    "compute with numbers, tuples and arrays of one type of floats, or leave the option out",
);
