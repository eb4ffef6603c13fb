//! What depends on what is differentiated.

use crate::message::Message;

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
/// `&mut` references in mutable variables.
pub const REFERENCE_VARIABLE: Message = Message::new(
    "unsupported: a `&mut` reference to differentiated values in a `mut` variable",
    "let the variable be an index and borrow where it is used, `&mut x[i]`; of two lists that take turns, swap the content: `mem::swap(&mut a, &mut b)`",
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
/// Five different conditions of `#[cfg(..)]` inside of one function.
pub const CONFIGURATIONS: Message = Message::new(
    "unsupported: more than four different conditions in the `#[cfg(..)]`s of a differentiated function",
    "put what depends on them into functions of their own",
);
