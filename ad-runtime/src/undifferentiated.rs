//! What stands in for a derivative that doesn't exist, so that the error says what to do.
//!
//! Generated code calls `f::pullback` where the user calls `f`. If `f` has no derivatives there is no
//! such type, and rustc could only say that it can't find a module `f`. So generated code
//! imports `f` under another name, over a glob import of that name from [`derivatives!`]: where a
//! type `f` exists it wins, and where not, the call is one of [`Undifferentiated`], whose bound fails
//! with a message.

/// The bound that fails.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function (or `#[primitive(..)]`, with a rule of your own), \
            or take its arguments out of the derivative with `stop_gradient(..)`; \
            a method that returns a reference has none: return an owned value"
)]
pub trait Differentiated {
    /// What its derivatives return.
    type Derivative;
}

/// The derivatives of a function of `ARITY` parameters that has none. `T` makes the bound one that is
/// checked where the function is called.
pub struct Undifferentiated<T, const ARITY: usize>(T);

macro_rules! undifferentiated {
    ($arity:literal: $($arg:ident)*) => {
        impl<T> Undifferentiated<T, $arity> {
            /// Stands for the function itself.
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            pub fn value<$($arg),*>($(_: $arg),*) -> T::Derivative
            where
                T: Differentiated,
            {
                unreachable!("the bound never holds")
            }

            /// Stands for the pullback.
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            pub fn pullback<$($arg),*>($(_: $arg),*) -> T::Derivative
            where
                T: Differentiated,
            {
                unreachable!("the bound never holds")
            }

            /// Stands for the tangent.
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            pub fn tangent<$($arg),*>($(_: $arg,)* $(_: Option<$arg>),*) -> T::Derivative
            where
                T: Differentiated,
            {
                unreachable!("the bound never holds")
            }
        }
    };
}

// One line for each arity: rustc shows the line in a note.
undifferentiated!(1: A);
undifferentiated!(2: A B);
undifferentiated!(3: A B C);
undifferentiated!(4: A B C D);
undifferentiated!(5: A B C D E);
undifferentiated!(6: A B C D E F);
undifferentiated!(7: A B C D E F G);
undifferentiated!(8: A B C D E F G H);
undifferentiated!(9: A B C D E F G H I);
undifferentiated!(10: A B C D E F G H I J);
undifferentiated!(11: A B C D E F G H I J K);
undifferentiated!(12: A B C D E F G H I J K L);

/// What a function without reverse mode fails at when a reverse sweep calls it.
#[diagnostic::on_unimplemented(
    message = "this function has no reverse mode",
    label = "called by a function that is differentiated in reverse mode",
    note = "remove the option `forward` from its `#[differentiate(..)]`, give its `#[primitive(..)]` a `bprop`, \
            or add `forward` to the calling function's `#[differentiate]`"
)]
pub trait ReverseMode {
    /// What its pullback returns.
    type Derivative;
}

/// What a function without forward mode fails at when a forward sweep calls it.
#[diagnostic::on_unimplemented(
    message = "this function has no forward mode",
    label = "called by a function that is differentiated in forward mode",
    note = "remove the option `reverse` from its `#[differentiate(..)]`, give its `#[primitive(..)]` a `jvp`, \
            or add `reverse` to the calling function's `#[differentiate]`"
)]
pub trait ForwardMode {
    /// What its tangent returns.
    type Derivative;
}

/// Imports the derivatives of functions: `f as f_derivative, 2;` for an `f` of two parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! derivatives {
    ($($function:path as $name:ident, $arity:literal;)*) => {
        mod undifferentiated {
            $(pub type $name = $crate::private::Undifferentiated<(), $arity>;)*
        }
        use undifferentiated::*;
        $(use $function as $name;)*
    };
}
