//! Whom the caller of a method asks what a function is to that, by its name: the receiver where it may be one, else nobody.
//!
//! A function without derivatives is one error where the receiver is asked; a constant is what it is. Method resolution tries [`AsksOfKnown`], [`AsksOfCallable`] and [`AsksNobody`]
//! in this order.

use crate::given::Known;

/// What is passed by a name, as a function and as a value.
pub struct Whom<'a, F, V: ?Sized>(pub F, pub &'a V);

/// Of a function with derivatives.
pub trait AsksOfKnown {
    /// The receiver.
    fn whom<R>(&self, receiver: R) -> R;
}

impl<F: Known, V: ?Sized> AsksOfKnown for &&Whom<'_, F, V> {
    #[inline]
    fn whom<R>(&self, receiver: R) -> R {
        receiver
    }
}

/// Of another function, which the receiver refuses.
pub trait AsksOfCallable<Args> {
    /// The receiver.
    fn whom<R>(&self, receiver: R) -> R;
}

impl<F, V: Callable<Args> + ?Sized, Args> AsksOfCallable<Args> for &Whom<'_, F, V> {
    #[inline]
    fn whom<R>(&self, receiver: R) -> R {
        receiver
    }
}

/// Of what is no function.
pub trait AsksNobody {
    /// Nobody.
    fn whom<R>(&self, receiver: R) -> Unasked;
}

impl<F, V: ?Sized> AsksNobody for Whom<'_, F, V> {
    #[inline]
    fn whom<R>(&self, _: R) -> Unasked {
        Unasked
    }
}

/// A function of these arguments.
pub trait Callable<Args> {}

macro_rules! callable {
    ($($arg:ident)*) => {
        impl<V: Fn($($arg),*) -> R + ?Sized, R, $($arg),*> Callable<(R, $($arg,)*)> for V {}
    };
}

callable!();
callable!(A);
callable!(A B);
callable!(A B C);
callable!(A B C D);
callable!(A B C D E);
callable!(A B C D E G);

/// Nobody, to whom everything is what it is.
pub struct Unasked;
