//! What a function is given in the place of functions: how the caller's code makes values of names and closures, and takes their cotangents apart.
//!
//! What the types of a closure's parameters are only the function knows that it is given to: it says them by [`TakesFunctions`] beside its
//! derivatives.

use std::borrow::Borrow;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use crate::TangentSpace;
use crate::fit::Ignored;
use crate::functions::FunctionValue;
use crate::space::Point;

/// A copy of an argument, for a pullback that borrows nothing.
pub struct Kept<T: ToOwned + ?Sized>(T::Owned);

impl<T: ToOwned + ?Sized> Kept<T> {
    /// The copy.
    pub fn of(value: &T) -> Kept<T> {
        Kept(value.to_owned())
    }

    /// The argument again.
    pub fn get(&self) -> &T {
        self.0.borrow()
    }
}

impl<T: ToOwned + ?Sized> Clone for Kept<T> {
    fn clone(&self) -> Kept<T> {
        Kept::of(self.get())
    }
}

impl<T: ToOwned + ?Sized> Deref for Kept<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.get()
    }
}

macro_rules! makers {
    ($($named:ident $captures:ident $closure:ident $dual:ident),*) => {$(
        /// A function that is passed by its name.
        #[inline]
        fn $named<V, F>(value: V, _: F) -> V {
            value
        }

        /// What a closure captures.
        #[inline]
        fn $captures<E: CapturesNothing>(captured: Captured<E>) -> Captured<E> {
            captured
        }

        /// A closure, in a reverse sweep.
        #[inline]
        fn $closure<E, V, P, B, const REPEATABLE: bool>(
            _: (Captured<E>, Repeats<REPEATABLE>, B),
            value: V,
            _: P,
        ) -> PassedFunction<V> {
            PassedFunction(value)
        }

        /// A closure, in a forward sweep.
        #[inline]
        fn $dual<E, V, T, B, const REPEATABLE: bool>(
            _: (Captured<E>, Repeats<REPEATABLE>, B),
            value: V,
            _: T,
        ) -> PassedFunction<V> {
            PassedFunction(value)
        }
    )*};
}

/// How a function makes values of functions that it is given, where it doesn't say: constants are what they are.
#[doc(hidden)]
pub trait TakesFunctions {
    makers! {
        named_0 captures_0 closure_0 dual_0, named_1 captures_1 closure_1 dual_1, named_2 captures_2 closure_2 dual_2, named_3 captures_3 closure_3 dual_3,
        named_4 captures_4 closure_4 dual_4, named_5 captures_5 closure_5 dual_5, named_6 captures_6 closure_6 dual_6, named_7 captures_7 closure_7 dual_7,
        named_8 captures_8 closure_8 dual_8, named_9 captures_9 closure_9 dual_9, named_10 captures_10 closure_10 dual_10, named_11 captures_11 closure_11 dual_11
    }
}

impl<T: ?Sized> TakesFunctions for T {}

/// What is passed as a function and is no name of one: out of a variable, a field or a list.
#[doc(hidden)]
pub struct Unnamed;

/// A function with derivatives, as far as that can be known where it is passed.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives that its caller could use",
    label = "given to a function that calls it with differentiated values",
    note = "pass the name of a function with `#[differentiate]`, or write the closure in the call: what comes out of a variable, a field or a \
            list has no place for a derivative",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
#[doc(hidden)]
pub trait Known {
    /// The function.
    type Itself;

    /// The function.
    fn itself(self) -> Self::Itself;
}

/// A closure that is passed to a function as a constant.
#[doc(hidden)]
pub struct PassedFunction<V>(pub V);

impl<V> PassedFunction<V> {
    /// The closure.
    #[inline]
    pub fn ad_passed(self) -> V {
        self.0
    }
}

/// A closure that is lent to a function as a constant.
#[doc(hidden)]
pub struct LentFunction<V>(pub V);

impl<V> LentFunction<V> {
    /// The closure.
    #[inline]
    pub fn ad_passed(&self) -> &V {
        &self.0
    }
}

/// The tangents of what a closure captures: a pair of the first one's and the others', so that there may be any number of them.
#[doc(hidden)]
pub struct Captured<E>(PhantomData<fn() -> E>);

/// Nothing is captured.
#[doc(hidden)]
#[inline]
pub fn no_captures() -> Captured<()> {
    Captured(PhantomData)
}

/// A value is, and others.
#[doc(hidden)]
#[inline]
pub fn captured<V: Point + ?Sized, E>(_: &V, _: Captured<E>) -> Captured<(Option<V::Tangent>, E)> {
    Captured(PhantomData)
}

/// A function is, and others.
#[doc(hidden)]
#[inline]
pub fn captured_function<F: FunctionValue, E>(
    _: &F,
    _: Captured<E>,
) -> Captured<(Option<F::Captured>, E)> {
    Captured(PhantomData)
}

/// Whether a closure may be called again.
#[doc(hidden)]
pub struct Repeats<const REPEATABLE: bool>;

/// What says by its type whether a method may be called again.
#[doc(hidden)]
pub trait Repeating {
    /// Whether that is so.
    const REPEATABLE: bool;
}

impl<const REPEATABLE: bool> Repeating for Repeats<REPEATABLE> {
    const REPEATABLE: bool = REPEATABLE;
}

/// What a closure results in which nobody calls: whether the method may be called again that it is about.
#[doc(hidden)]
pub const fn repeats<T: ?Sized, R: Repeating, F: Fn(&T) -> R>(_: &F) -> bool {
    R::REPEATABLE
}

/// What a function that is a constant captures: nothing that is differentiated.
#[diagnostic::on_unimplemented(
    message = "this closure captures differentiated variables, and is given to a function that takes it as a constant",
    label = "what it captures would lose its derivative",
    note = "remove `#[constant]` from the parameter, which goes through the closure's derivative if it calls it with differentiated values; \
            or capture `stop_gradient(x)`",
    note = "see \"A closure that is handed on\" in `ad_runtime::errors`"
)]
#[doc(hidden)]
pub trait CapturesNothing {}

impl CapturesNothing for () {}

/// The bar of what a closure captured, as a function takes it: none where that takes the closure as a constant, which [`CapturesNothing`] says.
#[doc(hidden)]
pub trait AsBar<B: ?Sized> {
    /// The bar.
    fn as_bar(&mut self) -> Option<&mut B>;
}

impl<A, E> AsBar<(A, E)> for (A, E) {
    #[inline]
    fn as_bar(&mut self) -> Option<&mut (A, E)> {
        Some(self)
    }
}

impl<A, E> AsBar<()> for (A, E) {
    #[inline]
    fn as_bar(&mut self) -> Option<&mut ()> {
        None
    }
}

impl<A, E> AsBar<dyn Ignored> for (A, E) {
    #[inline]
    fn as_bar(&mut self) -> Option<&mut (dyn Ignored + 'static)> {
        None
    }
}

/// What a closure captures, of which it may own a copy: by [`KeptUnchanged`], [`KeptCounted`], [`KeptUncopied`] or [`KeptOtherwise`], which method
/// resolution tries in this order.
#[doc(hidden)]
pub struct Capturing<'a, T: ?Sized>(pub &'a T);

/// What doesn't change while it is lent to others.
#[doc(hidden)]
pub trait KeptUnchanged<T: ToOwned + ?Sized> {
    /// A copy.
    fn kept_capture(&self) -> Arc<Kept<T>>;
}

impl<T: Sync + ToOwned + ?Sized> KeptUnchanged<T> for &&&Capturing<'_, T> {
    #[inline]
    fn kept_capture(&self) -> Arc<Kept<T>> {
        Arc::new(Kept::of(self.0))
    }
}

/// What is shared with its copies.
#[doc(hidden)]
pub trait KeptCounted<T: ?Sized> {
    /// A copy.
    fn kept_capture(&self) -> Arc<Kept<Rc<T>>>;
}

impl<T: ?Sized> KeptCounted<T> for &&Capturing<'_, Rc<T>> {
    #[inline]
    fn kept_capture(&self) -> Arc<Kept<Rc<T>>> {
        Arc::new(Kept::of(self.0))
    }
}

/// What stands for a copy where there is none, which is an error.
#[doc(hidden)]
pub struct NoCopy<T: ?Sized>(PhantomData<fn() -> Arc<T>>);

impl<T: ?Sized> NoCopy<T> {
    /// Nobody has one.
    pub fn get(&self) -> &T {
        unreachable!("what can't be copied doesn't compile")
    }
}

/// What may be copied.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be copied, which it takes that a closure captures it and is given to a function",
    label = "captured by a closure, whose pullback may outlive it",
    note = "put `#[derive(Clone)]` on the type; in a trait, whose `Self` nobody knows to be `Clone`, take numbers out of it before the closure, \
            or call the function in each `impl`",
    note = "see \"A closure that captures what may change\" in `ad_runtime::errors`"
)]
#[doc(hidden)]
pub trait Copyable {}

/// What can't be copied.
#[doc(hidden)]
pub trait KeptUncopied<T: ?Sized> {
    /// Doesn't compile.
    fn kept_capture(&self) -> Arc<NoCopy<T>>
    where
        T: Copyable;
}

impl<T: Sync + ?Sized> KeptUncopied<T> for &Capturing<'_, T> {
    fn kept_capture(&self) -> Arc<NoCopy<T>>
    where
        T: Copyable,
    {
        Arc::new(NoCopy(PhantomData))
    }
}

/// What may change, of which a copy isn't as good.
#[doc(hidden)]
pub trait KeptOtherwise<T: ?Sized> {
    /// Doesn't compile.
    fn kept_capture(&self) -> Arc<NoCopy<T>>
    where
        T: Unchanging;
}

impl<T: ?Sized> KeptOtherwise<T> for Capturing<'_, T> {
    fn kept_capture(&self) -> Arc<NoCopy<T>>
    where
        T: Unchanging,
    {
        Arc::new(NoCopy(PhantomData))
    }
}

/// What can't be changed through a shared reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may change while a closure captures it that is given to a function",
    label = "captured by a closure, whose pullback keeps a copy",
    note = "keep what changes out of the closure, or behind an `Rc`: `Rc<Cell<usize>>`; a type parameter, or a trait's `Self`, is seen not to \
            change by the bounds `Clone + Sync`",
    note = "see \"A closure that captures what may change\" in `ad_runtime::errors`"
)]
#[doc(hidden)]
pub trait Unchanging {}

/// A dot from a zero: itself, or lent.
#[doc(hidden)]
pub trait DotOf<'z, Z: ?Sized> {
    /// The dot.
    fn dot(zero: &'z Z) -> Self;
}

impl<'z, T: TangentSpace> DotOf<'z, T> for T {
    #[inline]
    fn dot(zero: &'z T) -> T {
        zero.clone()
    }
}

impl<'z, T: TangentSpace> DotOf<'z, T> for &'z T {
    #[inline]
    fn dot(zero: &'z T) -> &'z T {
        zero
    }
}

impl<'z, T: TangentSpace> DotOf<'z, Vec<T>> for &'z [T] {
    #[inline]
    fn dot(zero: &'z Vec<T>) -> &'z [T] {
        zero
    }
}
