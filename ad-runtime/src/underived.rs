//! Methods of what may be a constant, `self.mode.gain()` and `rng.next()`, and functions that are given nothing else: where there are no derivatives,
//! what stands in for them calls the method or function itself, and takes no other cotangents than those of constants.

mod constants;

use std::fmt;
use std::marker::PhantomData;

use crate::Constant;
use crate::fit::Ignored;
use crate::undifferentiated::Derivatives;

pub use constants::OfConstant;

/// The receiver of a method, looked through pointers as method resolution does.
pub struct At<'v, V: ?Sized>(pub &'v V);

/// The same, to be changed.
pub struct AtMut<'v, V: ?Sized>(pub &'v mut V);

/// The way to these, and to [`Returned`]: by a method, so that rustc wants to know the value's type. Of what comes of a call without derivatives that is an error,
/// and not whatever fits.
pub trait Seen<'v, V: ?Sized> {
    /// The value.
    fn ad_at(self) -> At<'v, V>;

    /// The value, which a call returned.
    fn ad_returned(self) -> Returned<'v, V>
    where
        V: Sized;
}

impl<'v, V: ?Sized> Seen<'v, V> for &'v V {
    #[inline]
    fn ad_at(self) -> At<'v, V> {
        At(self)
    }

    #[inline]
    fn ad_returned(self) -> Returned<'v, V>
    where
        V: Sized,
    {
        Returned(self)
    }
}

/// The same of what is changed.
pub trait SeenMut<'v, V: ?Sized> {
    /// The value.
    fn ad_at_mut(self) -> AtMut<'v, V>;
}

impl<'v, V: ?Sized> SeenMut<'v, V> for &'v mut V {
    #[inline]
    fn ad_at_mut(self) -> AtMut<'v, V> {
        AtMut(self)
    }
}

// Trait objects have what the pointers to them have.
macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<'v, T> At<'v, $pointer> {
            /// What the pointer points to.
            #[inline]
            pub fn pointee(self) -> &'v T {
                self.0
            }
        }
    )*};
}

pointers!(Box<T> std::rc::Rc<T> std::sync::Arc<T> &mut T);

impl<'p, T> At<'_, &'p T> {
    /// What the reference refers to, for as long as it does.
    #[inline]
    pub fn pointee(self) -> &'p T {
        self.0
    }
}

impl<'v, T> AtMut<'v, Box<T>> {
    /// What the pointer points to.
    #[inline]
    pub fn pointee(self) -> &'v mut T {
        self.0
    }
}

impl<'v, T> AtMut<'v, &mut T> {
    /// What the pointer points to.
    #[inline]
    pub fn pointee(self) -> &'v mut T {
        self.0
    }
}

impl<'v, T> AtMut<'v, &T> {
    /// What the pointer points to.
    #[inline]
    pub fn pointee(self) -> &'v T {
        self.0
    }
}

/// Receivers that are no pointers.
pub trait Pointee {
    /// The receiver.
    type Receiver;

    /// The receiver itself.
    fn pointee(self) -> Self::Receiver;
}

impl<'v, V: ?Sized> Pointee for At<'v, V> {
    type Receiver = &'v V;

    #[inline]
    fn pointee(self) -> &'v V {
        self.0
    }
}

impl<'v, V: ?Sized> Pointee for AtMut<'v, V> {
    type Receiver = &'v mut V;

    #[inline]
    fn pointee(self) -> &'v mut V {
        self.0
    }
}

/// What says of a receiver that there are derivatives of a method, those of a `V`.
pub struct Marked<V: ?Sized>(PhantomData<fn(&V)>);

impl<V: ?Sized> Marked<V> {
    /// Says it.
    #[inline]
    pub fn by(_: &V) -> Marked<V> {
        Marked(PhantomData)
    }

    /// The receiver, whose methods are called.
    #[inline]
    pub fn of<R: ?Sized>(self, receiver: &mut R) -> &mut R {
        receiver
    }
}

impl<V: ?Sized> fmt::Debug for Marked<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Marked")
    }
}

/// What says that there are none.
#[derive(Clone, Copy, Debug)]
pub struct NotMarked;

impl NotMarked {
    /// In its place what has the methods that stand in for them.
    #[inline]
    pub fn of<V: ?Sized>(self, receiver: &mut V) -> Unmarked<'_, V> {
        Unmarked(receiver)
    }
}

/// A receiver without derivatives of a method.
pub struct Unmarked<'v, V: ?Sized>(pub &'v V);

/// What a method without derivatives has instead of a value.
#[derive(Clone, Copy, Debug)]
pub struct Underived;

impl Underived {
    /// It is no value.
    #[inline]
    pub fn ad_is_there(&self) -> bool {
        false
    }

    /// Never called.
    #[inline]
    pub fn ad_value<V>(self) -> V {
        unreachable!("asked for only if it is there")
    }

    /// What is behind this is the call of the function itself.
    #[inline]
    pub fn ad_is_missing(self) {}

    /// No dot.
    #[inline]
    pub fn ad_dot_done(self) -> Constant {
        Constant
    }
}

/// All other values and dots, which derivatives returned.
pub trait Done: Sized {
    /// It is the value.
    #[inline]
    fn ad_is_there(&self) -> bool {
        true
    }

    /// The value.
    #[inline]
    fn ad_value(self) -> Self {
        self
    }

    /// Never called: what is behind this isn't reached.
    #[inline]
    fn ad_is_missing(self) -> ! {
        unreachable!("it is there")
    }

    /// The dot.
    #[inline]
    fn ad_dot_done(self) -> Self {
        self
    }
}

impl<T> Done for T {}

impl Underived {
    /// What is called in its place, of whatever type.
    #[inline]
    pub fn ad_or_else<T>(self, call: impl FnOnce() -> T) -> T {
        call()
    }
}

/// All other values, which have no need of it.
pub trait OrElse: Sized {
    /// The value.
    #[inline]
    fn ad_or_else<T>(self, _: impl FnOnce() -> T) -> Self {
        self
    }
}

impl<T> OrElse for T {}

/// What a method without derivatives would have to have.
#[diagnostic::on_unimplemented(
    message = "a function or method is called with a value that depends on a differentiated parameter, and has no derivatives",
    label = "called with such a value",
    note = "put `#[differentiate]` on it, or mark the field or the variable that it is called on `#[constant]` if that holds nothing to differentiate; \
            take its other arguments out of the derivative with `stop_gradient(..)`",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait HasDerivatives {}

/// Something is handed to what has no derivatives, that would be lost.
#[derive(Clone, Copy, Debug)]
pub struct Lost;

/// Nothing is lost; and what there is, if that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Kept<T>(pub T);

/// What is asked for where something is lost. It isn't there: rustc says why not, where it is asked for, and makes an error of the expression at once.
pub trait Refused {
    /// Never called.
    fn ad_kept(&self) {}
}

impl<T: HasDerivatives> Refused for T {}

impl<T> Kept<T> {
    /// It.
    #[inline]
    pub fn ad_kept(self) -> T {
        self.0
    }
}

impl Underived {
    /// A value goes in, though none comes back: it might be kept, and handed back another way.
    pub fn ad_certified(self) -> Lost {
        Lost
    }
}

/// All other values, which derivatives returned.
pub trait Certified: Sized {
    /// The value.
    #[inline]
    fn ad_certified(self) -> Kept<Self> {
        Kept(self)
    }
}

impl<T> Certified for T {}

/// A cotangent or a dot that is handed over.
pub struct Handed<D>(pub D);

impl<D: OfConstant> Handed<D> {
    /// It is that of a constant.
    pub fn lost(self) -> Kept<()> {
        Kept(())
    }
}

/// All others.
pub trait OfDifferentiated: Sized {
    /// It isn't.
    fn lost(self) -> Lost {
        Lost
    }
}

impl<D> OfDifferentiated for Handed<D> {}

/// A pullback, or a dot that was returned, to which something was handed.
pub struct Returned<'r, T>(pub &'r T);

impl Returned<'_, Underived> {
    /// Of what has no derivatives: it matters what was handed over.
    pub fn given<H>(self, handed: H) -> H {
        handed
    }
}

/// Of what has derivatives: it doesn't matter.
pub trait OfDerived: Sized {
    /// Nothing is lost.
    fn given<H>(self, _: H) -> Kept<()> {
        Kept(())
    }
}

impl<T> OfDerived for Returned<'_, T> {}

macro_rules! stand_ins {
    ($($($bar:ident)*;)*) => {$(
        impl<R> Returned<'_, fn(R, $($bar<'_>),*)> {
            /// The same of pullbacks.
            pub fn given<H>(self, handed: H) -> H {
                handed
            }
        }
    )*};
}

stand_ins! {
    Bar;
    Bar Bar;
    Bar Bar Bar;
    Bar Bar Bar Bar;
    Bar Bar Bar Bar Bar;
    Bar Bar Bar Bar Bar Bar;
    Bar Bar Bar Bar Bar Bar Bar;
    Bar Bar Bar Bar Bar Bar Bar Bar;
}

/// What stands in for the derivatives of a function of `ARITY` parameters that is called with nothing but constants, and need have none.
pub struct UnderivedFunction<const ARITY: usize>;

#[diagnostic::do_not_recommend]
impl<const ARITY: usize> Derivatives for UnderivedFunction<ARITY> {}

impl<const ARITY: usize> UnderivedFunction<ARITY> {
    /// Nothing is known of the function.
    pub const REPEATABLE: bool = false;
}

/// A pullback's bar, of a constant.
pub type Bar<'b> = Option<&'b mut dyn OfConstant>;

/// A tangent's dot. Whether it is that of a constant is asked beside the call ([`Handed`]).
pub type Dot<'d> = Option<&'d dyn Ignored>;

macro_rules! underived_functions {
    ($($arity:literal: $($given:ident $arg:ident $bar:ident $dot:ident)*;)*) => {$(
        impl UnderivedFunction<$arity> {
            /// Stands for the function itself.
            #[inline]
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            pub fn value<$($arg),*>($(_: $arg),*) -> Underived {
                Underived
            }

            /// Stands for the pullback.
            #[inline]
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            #[allow(clippy::type_complexity, reason = "a pullback's type")]
            pub fn pullback<$($arg,)* R>(
                $(_: $arg),*
            ) -> (Underived, fn(R, $($bar<'_>),*)) {
                fn nothing<R>(_: R, $(_: $bar<'_>),*) {}
                (Underived, nothing)
            }

            /// Stands for the pullback that borrows nothing.
            #[inline]
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            #[allow(clippy::type_complexity, reason = "a pullback's type")]
            pub fn owned_pullback<$($arg,)* R>(
                $($given: $arg),*
            ) -> (Underived, fn(R, $($bar<'_>),*)) {
                Self::pullback($($given),*)
            }

            /// Stands for the tangent.
            #[inline]
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            pub fn tangent<$($arg),*>($(_: $arg,)* $(_: $dot<'_>),*) -> (Underived, Underived) {
                (Underived, Underived)
            }
        }
    )*};
}

underived_functions! {
    1: a A Bar Dot;
    2: a A Bar Dot b B Bar Dot;
    3: a A Bar Dot b B Bar Dot c C Bar Dot;
    4: a A Bar Dot b B Bar Dot c C Bar Dot d D Bar Dot;
    5: a A Bar Dot b B Bar Dot c C Bar Dot d D Bar Dot e E Bar Dot;
    6: a A Bar Dot b B Bar Dot c C Bar Dot d D Bar Dot e E Bar Dot f F Bar Dot;
    7: a A Bar Dot b B Bar Dot c C Bar Dot d D Bar Dot e E Bar Dot f F Bar Dot g G Bar Dot;
    8: a A Bar Dot b B Bar Dot c C Bar Dot d D Bar Dot e E Bar Dot f F Bar Dot g G Bar Dot h H Bar Dot;
}
