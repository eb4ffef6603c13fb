//! That a method's derivatives are those of the method itself: rustc looks for both by their names, and may find them of two types.
//!
//! `w.value()` is `w`'s own method, where it has one; `w.value_pullback()` may be found of what `w` dereferences to, if that method has no derivatives. So generated code asks
//! by `w.value_marked()` whose derivatives are found, and of each pointer on the way there whether it has the method itself ([`own!`](crate::own)).

use std::marker::PhantomData;
use std::ops::Deref;

use crate::underived::{At, Marked, NotMarked};

/// Whose derivatives were found, and what the method is called on.
pub struct FoundIn<V: ?Sized, P: ?Sized>(PhantomData<fn(&V)>, PhantomData<fn(&P)>);

impl<V: ?Sized> Marked<V> {
    /// Found as a method of this.
    #[inline]
    pub fn ad_in<P: ?Sized>(self, _: &P) -> FoundIn<V, P> {
        FoundIn(PhantomData, PhantomData)
    }
}

impl<V: ?Sized> Marked<V> {
    /// What was found of the pointers matters.
    #[inline]
    pub fn ad_of<F>(self, found: F) -> F {
        found
    }
}

impl NotMarked {
    /// It doesn't: the method itself is called.
    #[inline]
    pub fn ad_of<F>(self, _: F) -> OfItself {
        OfItself
    }
}

macro_rules! pointers_at {
    ($($pointer:ty)*) => {$(
        impl<T> At<'_, $pointer> {
            /// The pointer.
            #[inline]
            pub fn ad_pointer<'p>(self) -> &'p mut $pointer {
                never()
            }
        }
    )*};
}

pointers_at!(Box<T> std::rc::Rc<T> std::sync::Arc<T>);

/// What is no pointer that is looked through.
pub trait NoPointerAt: Sized {
    /// No pointer.
    #[inline]
    fn ad_pointer<'p>(self) -> &'p mut NoPointer {
        never()
    }
}

impl<V: ?Sized> NoPointerAt for At<'_, V> {}

/// A pointer on the way, which has to have no method by the name.
pub struct OnTheWay<P: ?Sized>(PhantomData<fn(&P)>);

/// In the place of a pointer where there is none: it has no methods.
pub struct NoPointer;

/// What references refer to has the methods that are called on them.
impl<T: ?Sized> OnTheWay<&T> {
    /// No pointer.
    #[inline]
    pub fn ad_pointer<'p>(self) -> &'p mut NoPointer {
        never()
    }
}

impl<T: ?Sized> OnTheWay<&mut T> {
    /// No pointer.
    #[inline]
    pub fn ad_pointer<'p>(self) -> &'p mut NoPointer {
        never()
    }
}

/// All other pointers.
pub trait PointerOnTheWay<P: ?Sized> {
    /// It.
    fn ad_pointer<'p>(self) -> &'p mut P;
}

impl<P: ?Sized> PointerOnTheWay<P> for OnTheWay<P> {
    #[inline]
    fn ad_pointer<'p>(self) -> &'p mut P {
        never()
    }
}

/// Never called.
fn never() -> ! {
    unreachable!("what is asked for its type isn't run")
}

/// What is on the way, and nothing, or what there is too much of.
pub type Way<A = NoPointer, B = NoPointer, C = NoPointer, D = NoPointer, More = NoMethod> =
    (OnTheWay<A>, OnTheWay<B>, OnTheWay<C>, OnTheWay<D>, More);

macro_rules! ways {
    ($($(#[$doc:meta])* $trait:ident for [$($of:tt)*] $found:ty, $($way:ty),*;)*) => {$(
        $(#[$doc])*
        pub trait $trait {
            /// What is on the way.
            type OnIt;

            /// It.
            #[inline]
            fn ad_way(&self) -> Self::OnIt {
                never()
            }
        }

        impl<$($of)*> $trait for $found {
            type OnIt = Way<$($way),*>;
        }
    )*};
}

/// What a pointer points to.
type To<P> = <P as Deref>::Target;

ways! {
    /// What has the method: found first.
    NoWay for [V: ?Sized] &&&&FoundIn<V, V>,;
    /// An array, which has the methods of slices.
    WayOfArray for [T, const N: usize] &&&&FoundIn<[T], [T; N]>, [T; N];
    /// What points to that.
    WayOf1 for [V: ?Sized, P: Deref<Target = V> + ?Sized] &&&FoundIn<V, P>, P;
    /// What points to an array.
    WayOfArrayBehind for [T, P: Deref<Target = [T; N]> + ?Sized, const N: usize] &&&FoundIn<[T], P>, P, [T; N];
    /// Two pointers.
    WayOf2 for [V: ?Sized, P: Deref<Target: Deref<Target = V>> + ?Sized] &&FoundIn<V, P>, P, To<P>;
    /// Three.
    WayOf3 for [V: ?Sized, P: Deref<Target: Deref<Target: Deref<Target = V>>> + ?Sized] &FoundIn<V, P>,
        P, To<P>, To<To<P>>;
    /// Four.
    WayOf4 for [V: ?Sized, P: Deref<Target: Deref<Target: Deref<Target: Deref<Target = V>>>> + ?Sized] FoundIn<V, P>,
        P, To<P>, To<To<P>>, To<To<To<P>>>;
}

/// More pointers than are asked.
pub struct Pointers;

/// A way that is too long: found last.
pub trait WayOfMore: Sized {
    /// What is said of it.
    #[inline]
    #[allow(clippy::type_complexity, reason = "it is that of the others")]
    fn ad_way(self) -> Way<NoPointer, NoPointer, NoPointer, NoPointer, Pointers> {
        never()
    }
}

impl<V: ?Sized, P: ?Sized> WayOfMore for FoundIn<V, P> {}

/// What stands in for a method by the name where there is none.
pub struct NoMethod;

/// What was found of four pointers, and whether there are more.
pub struct FoundOf<A, B, C, D, More>(pub A, pub B, pub C, pub D, pub More);

impl FoundOf<NoMethod, NoMethod, NoMethod, NoMethod, NoMethod> {
    /// Nothing: the derivatives are the method's own.
    #[inline]
    pub fn ad_found(self) -> OfItself {
        OfItself
    }
}

/// Something: found second.
pub trait FoundAnother {
    /// Another method.
    #[inline]
    fn ad_found(&self) -> OfAnother {
        OfAnother
    }
}

impl<A, B, C, D, More> FoundAnother for FoundOf<A, B, C, D, More> {}

/// The derivatives are the method's own.
pub struct OfItself;

impl OfItself {
    /// So be it.
    #[inline]
    pub fn ad_own(self) {}
}

/// They are another method's.
pub struct OfAnother;

/// What nothing has: rustc says so where it is asked for, once, and makes an error of the expression.
#[diagnostic::on_unimplemented(
    message = "this method's derivatives are those of another method",
    label = "what it is called on dereferences to what has derivatives of a method by this name",
    note = "if that is the method, call it on what has it, `(*m).value()`; if it is another one, put `#[differentiate]` on its `impl`, or give it another name",
    note = "see \"A method behind a `Deref`\" in `ad_runtime::errors`"
)]
pub trait ItsOwn {}

/// That it is asked for.
pub trait AskedFor {
    /// Never called.
    fn ad_own(&self) {}
}

impl<T: ItsOwn> AskedFor for T {}
