//! [`Constant`]: the tangent of a field that is a constant.
//!
//! Generated code can't see which fields of a struct are constants, and adds to their cotangents, reads their dots, indexes and grows
//! them as it does with others. So this type has whatever generated code asks of a tangent: each operation is that of the structural
//! zero, and does nothing. Invariant: `Constant` is no [`TangentSpace`]. That keeps it apart from all other tangents, so that the
//! runtime's functions have one meaning for those and another one here.

use std::marker::PhantomData;
use std::ops::{Add, AddAssign, Div, Index, IndexMut, Mul, Neg, Sub, SubAssign};

use crate::check::coordinates::{Coordinates, Visitor};
use crate::payload::{NoDot, shape};
use crate::real::Float;
use crate::space::accumulate::{Accumulate, Assign, Reset, SetZero};
use crate::{Differentiable, TangentSpace};

/// The tangent of a field that is marked `#[constant]`: it holds nothing and behaves like a zero.
///
/// ```
/// use ad_runtime::{Constant, prelude::*};
///
/// #[derive(Differentiable)]
/// struct Line {
///     slope: f64,
///     #[constant]
///     offset: f64,
/// }
///
/// #[differentiate]
/// fn at(line: &Line, x: f64) -> f64 {
///     line.slope * x + line.offset
/// }
///
/// let line = Line { slope: 2.0, offset: 1.0 };
/// assert_eq!(at::grad(&line, 3.0), (LineTangent { slope: 3.0, offset: Constant }, 2.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Constant;

/// A constant has no derivative itself.
#[diagnostic::do_not_recommend]
impl Differentiable for Constant {
    type Tangent = ();

    #[inline]
    fn zero_tangent(&self) {}

    #[inline]
    fn same_shape(&self, _: &Constant) -> bool {
        true
    }
}

#[diagnostic::do_not_recommend]
impl Coordinates for Constant {
    type Owned = Constant;

    fn replaced(&self, _: &mut Visitor<'_>) -> Constant {
        Constant
    }
}

impl<T: Float> AddAssign<T> for Constant {
    #[inline]
    fn add_assign(&mut self, _: T) {}
}

impl<T: Float> SubAssign<T> for Constant {
    #[inline]
    fn sub_assign(&mut self, _: T) {}
}

impl<T: Float> Add<T> for Constant {
    type Output = T;

    #[inline]
    fn add(self, other: T) -> T {
        other
    }
}

impl<T: Float> Sub<T> for Constant {
    type Output = T;

    #[inline]
    fn sub(self, other: T) -> T {
        -other
    }
}

impl<T: Float> Mul<T> for Constant {
    type Output = Constant;

    #[inline]
    fn mul(self, _: T) -> Constant {
        Constant
    }
}

impl<T: Float> Div<T> for Constant {
    type Output = Constant;

    #[inline]
    fn div(self, _: T) -> Constant {
        Constant
    }
}

impl Neg for Constant {
    type Output = Constant;

    #[inline]
    fn neg(self) -> Constant {
        Constant
    }
}

impl Add for Constant {
    type Output = Constant;

    #[inline]
    fn add(self, _: Constant) -> Constant {
        Constant
    }
}

impl Sub for Constant {
    type Output = Constant;

    #[inline]
    fn sub(self, _: Constant) -> Constant {
        Constant
    }
}

impl AddAssign for Constant {
    #[inline]
    fn add_assign(&mut self, _: Constant) {}
}

impl SubAssign for Constant {
    #[inline]
    fn sub_assign(&mut self, _: Constant) {}
}

macro_rules! floats {
    ($($float:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Mul<Constant> for $float {
            type Output = Constant;

            #[inline]
            fn mul(self, _: Constant) -> Constant {
                Constant
            }
        }

        #[diagnostic::do_not_recommend]
        impl Add<Constant> for $float {
            type Output = $float;

            #[inline]
            fn add(self, _: Constant) -> $float {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl Sub<Constant> for $float {
            type Output = $float;

            #[inline]
            fn sub(self, _: Constant) -> $float {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl AddAssign<Constant> for $float {
            #[inline]
            fn add_assign(&mut self, _: Constant) {}
        }

        #[diagnostic::do_not_recommend]
        impl SubAssign<Constant> for $float {
            #[inline]
            fn sub_assign(&mut self, _: Constant) {}
        }
    )*};
}

floats!(f64 f32);

impl<I> Index<I> for Constant {
    type Output = Constant;

    #[inline]
    fn index(&self, _: I) -> &Constant {
        self
    }
}

impl<I> IndexMut<I> for Constant {
    #[inline]
    fn index_mut(&mut self, _: I) -> &mut Constant {
        self
    }
}

/// What generated code calls on the tangents of lists, `Option`s and of what is handed on.
#[doc(hidden)]
impl Constant {
    #[inline]
    pub fn push<T>(&mut self, _: T) {}

    #[inline]
    pub fn pop(&mut self) -> Option<Constant> {
        Some(Constant)
    }

    #[inline]
    pub fn extend<T>(&mut self, _: T) {}

    #[inline]
    pub fn insert<T>(&mut self, _: usize, _: T) {}

    #[inline]
    pub fn remove(&mut self, _: usize) -> Constant {
        Constant
    }

    #[inline]
    pub fn swap(&mut self, _: usize, _: usize) {}

    #[inline]
    pub fn reverse(&mut self) {}

    #[inline]
    pub fn rotate_left(&mut self, _: usize) {}

    #[inline]
    pub fn rotate_right(&mut self, _: usize) {}

    #[inline]
    pub fn to_vec(&self) -> Constant {
        Constant
    }

    /// Nobody wants the cotangent of a constant.
    #[inline]
    pub fn wanted_bar<T: ?Sized>(&mut self) -> Option<&mut T> {
        None
    }

    /// A constant has no dot.
    #[inline]
    pub fn wanted_dot<T: ?Sized>(&self) -> Option<&T> {
        None
    }

    /// Nor has it as a receiver.
    #[inline]
    pub fn receiver_dot(&self) -> NoDot {
        NoDot
    }

    /// The same, to be changed.
    #[inline]
    pub fn receiver_dot_mut(&mut self) -> NoDot {
        NoDot
    }

    /// A part of a constant is a constant.
    #[inline]
    pub fn within<V: ?Sized, U: ?Sized>(&self, _: Type<V>, _: impl FnOnce(&V) -> &U) -> &Constant {
        self
    }

    /// The same, to be changed.
    #[inline]
    pub fn within_mut<V: ?Sized, U: ?Sized>(
        &mut self,
        _: Type<V>,
        _: impl FnOnce(&mut V) -> &mut U,
    ) -> &mut Constant {
        self
    }
}

/// What is handed on to another derivative: all tangents but [`Constant`], whose own methods of these names come first.
pub trait Wanted {
    /// A bar.
    #[inline]
    fn wanted_bar(&mut self) -> Option<&mut Self> {
        Some(self)
    }

    /// A dot.
    #[inline]
    fn wanted_dot(&self) -> Option<&Self> {
        Some(self)
    }

    /// A receiver's dot.
    #[inline]
    fn receiver_dot(&self) -> Option<&Self> {
        Some(self)
    }

    /// The same, to be changed.
    #[inline]
    fn receiver_dot_mut(&mut self) -> Option<&mut Self> {
        Some(self)
    }

    /// A part of it.
    #[inline]
    fn within<V: ?Sized, U: ?Sized>(&self, _: Type<V>, part: impl FnOnce(&Self) -> &U) -> &U {
        part(self)
    }

    /// The same, to be changed.
    #[inline]
    fn within_mut<V: ?Sized, U: ?Sized>(
        &mut self,
        _: Type<V>,
        part: impl FnOnce(&mut Self) -> &mut U,
    ) -> &mut U {
        part(self)
    }
}

/// The type of a variable, of which nothing is kept.
pub struct Type<V: ?Sized>(PhantomData<fn(&V)>);

impl<V: ?Sized> Type<V> {
    /// A type that is inferred.
    #[inline]
    #[allow(clippy::new_without_default, reason = "generated code says what it means")]
    pub fn new() -> Type<V> {
        Type(PhantomData)
    }

    /// It is the type of this value.
    #[inline]
    pub fn is(self, _: &V) {}

    /// The type of a part.
    #[inline]
    pub fn at<U: ?Sized>(self, _: impl FnOnce(&V) -> &U) -> Type<U> {
        Type(PhantomData)
    }
}

impl<V: ?Sized> Clone for Type<V> {
    #[inline]
    fn clone(&self) -> Type<V> {
        *self
    }
}

impl<V: ?Sized> Copy for Type<V> {}

/// The type of a value.
#[inline]
pub fn type_of<V: ?Sized>(_: &V) -> Type<V> {
    Type(PhantomData)
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<V: ?Sized> Type<$pointer> {
            /// What a pointer points to.
            #[inline]
            pub fn pointee(self) -> Type<V> {
                Type(PhantomData)
            }
        }
    )*};
}

pointers!(&V &mut V Box<V> std::rc::Rc<V> std::sync::Arc<V>);

/// What other types than pointers point to: themselves.
pub trait Pointer: Sized {
    /// The same type.
    #[inline]
    fn pointee(self) -> Self {
        self
    }
}

impl<V: ?Sized> Pointer for Type<V> {}

impl<T: ?Sized> Wanted for T {}

/// The bar of a place whose tangent may be [`Constant`](crate::Constant), as another pullback wants it: `Some(&mut place)` or `None`.
#[doc(hidden)]
#[macro_export]
macro_rules! bar {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::Wanted as _;
        // Not the value itself: the callee may want a slice of what is an array here.
        match $place.wanted_bar() {
            ::core::option::Option::Some(bar) => ::core::option::Option::Some(bar),
            ::core::option::Option::None => ::core::option::Option::None,
        }
    }};
}

/// The dot of such a place, as another tangent wants it.
#[doc(hidden)]
#[macro_export]
macro_rules! dot {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::Wanted as _;
        match $place.wanted_dot() {
            ::core::option::Option::Some(dot) => ::core::option::Option::Some(dot),
            ::core::option::Option::None => ::core::option::Option::None,
        }
    }};
}

/// A tangent that was read from where it may be a [`Constant`], as the tangent of a value.
pub trait Fit<V: Differentiable + ?Sized> {
    /// Itself, or the zero tangent at the value.
    fn fit(self, value: &V) -> V::Tangent;
}

impl<T: TangentSpace, V: Differentiable<Tangent = T> + ?Sized> Fit<V> for T {
    #[inline]
    fn fit(self, _: &V) -> T {
        self
    }
}

impl<V: Differentiable + ?Sized> Fit<V> for Constant {
    #[inline]
    fn fit(self, value: &V) -> V::Tangent {
        value.zero_tangent()
    }
}

/// The tangent of a value that was copied from a place, given what is at that place's tangent.
#[inline]
pub fn fitted<V: Differentiable + ?Sized>(value: &V, tangent: impl Fit<V>) -> V::Tangent {
    tangent.fit(value)
}

/// What is kept of a value in the forward sweep, should its cotangent come from a constant field: its zero tangent. Where the field is
/// none, nothing is kept.
pub trait Keep<V: ?Sized> {
    /// What is kept.
    fn keep(value: &V) -> Self;
}

/// What is kept of a value that has tangents.
#[derive(Clone, Copy, Debug)]
pub struct Kept<K>(K);

/// The zero tangent of a value.
#[derive(Clone, Copy, Debug)]
pub struct Zero<T>(T);

/// What is kept of a value that has none: only a constant field holds it.
#[derive(Clone, Copy, Debug)]
pub struct NoTangent;

impl<V: ?Sized> Keep<V> for () {
    #[inline]
    fn keep(_: &V) {}
}

impl<T, V: Differentiable<Tangent = T> + ?Sized> Keep<V> for Zero<T> {
    #[inline]
    fn keep(value: &V) -> Zero<T> {
        Zero(value.zero_tangent())
    }
}

/// What is kept of a value; its type is inferred from where it is used.
#[inline]
pub fn keep<V: Differentiable + ?Sized, K: Keep<V>>(value: &V) -> Kept<K> {
    Kept(K::keep(value))
}

/// A cotangent that was read from the cotangent of a field, as that of the value which was put there.
pub trait Refit<K> {
    /// The cotangent's type.
    type Cotangent;

    /// Itself, or what was kept.
    fn refit(self, kept: K) -> Self::Cotangent;
}

impl<T: TangentSpace> Refit<Kept<()>> for T {
    type Cotangent = T;

    #[inline]
    fn refit(self, _: Kept<()>) -> T {
        self
    }
}

impl<T> Refit<Kept<Zero<T>>> for Constant {
    type Cotangent = T;

    #[inline]
    fn refit(self, kept: Kept<Zero<T>>) -> T {
        kept.0.0
    }
}

impl Refit<NoTangent> for Constant {
    type Cotangent = Constant;

    #[inline]
    fn refit(self, _: NoTangent) -> Constant {
        Constant
    }
}

/// A cotangent that was read from the cotangent of a field, as that of the value which was put there.
#[inline]
pub fn refitted<R: Refit<K>, K>(cotangent: R, kept: K) -> R::Cotangent {
    cotangent.refit(kept)
}

/// A value that never changes, of which generated code asks whether its type has tangents: by the methods of [`Tangible`] if it has, else by
/// those of [`Intangible`], which method resolution finds later.
#[derive(Clone, Copy, Debug)]
pub struct Value<'v, V: ?Sized>(pub &'v V);

/// What is done with a value that has tangents.
pub trait Tangible<V: Differentiable + ?Sized> {
    /// See [`fitted`].
    fn fit<T: Fit<V>>(&self, tangent: T) -> V::Tangent;

    /// See [`keep`].
    fn keep<K: Keep<V>>(&self) -> Kept<K>;

    /// See [`shape`](crate::payload::shape).
    fn shape(&self, new: &V) -> Option<V::Tangent>
    where
        V: Sized;
}

impl<V: Differentiable + ?Sized> Tangible<V> for Value<'_, V> {
    #[inline]
    fn fit<T: Fit<V>>(&self, tangent: T) -> V::Tangent {
        tangent.fit(self.0)
    }

    #[inline]
    fn keep<K: Keep<V>>(&self) -> Kept<K> {
        keep(self.0)
    }

    #[inline]
    fn shape(&self, new: &V) -> Option<V::Tangent>
    where
        V: Sized,
    {
        shape(self.0, new)
    }
}

/// What is done with a value that has none: it comes from a constant.
pub trait Intangible {
    /// The tangent is that of a constant.
    #[inline]
    fn fit(&self, tangent: Constant) -> Constant {
        tangent
    }

    /// Nothing is kept.
    #[inline]
    fn keep(&self) -> NoTangent {
        NoTangent
    }

    /// There is no shape.
    #[inline]
    fn shape<T>(&self, _: &T) -> NoTangent {
        NoTangent
    }
}

impl<V: ?Sized> Intangible for &Value<'_, V> {}

/// The tangent of a value that never changes, copied from a place, given what is at that place's tangent.
#[doc(hidden)]
#[macro_export]
macro_rules! fitted {
    ($value:expr, $tangent:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($value)).fit($tangent)
    }};
}

/// What is kept of a value that never changes.
#[doc(hidden)]
#[macro_export]
macro_rules! keep {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($value)).keep()
    }};
}

/// The zero tangent of what a field held, should the new value be of another shape.
#[doc(hidden)]
#[macro_export]
macro_rules! shape {
    ($old:expr, $new:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($old)).shape($new)
    }};
}

/// What `pop` takes out of a constant list.
impl<T, V: Differentiable<Tangent = Option<T>>> Fit<V> for Option<Constant> {
    #[inline]
    fn fit(self, value: &V) -> Option<T> {
        value.zero_tangent()
    }
}

#[diagnostic::do_not_recommend]
impl<V> Accumulate<V> for Constant {
    #[inline]
    fn add(&mut self, _: V) {}
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace> Accumulate<Constant> for T {
    #[inline]
    fn add(&mut self, _: Constant) {}
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace> Accumulate<Constant> for [T] {
    #[inline]
    fn add(&mut self, _: Constant) {}
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace> Accumulate<&Constant> for T {
    #[inline]
    fn add(&mut self, _: &Constant) {}
}

#[diagnostic::do_not_recommend]
impl SetZero for Constant {
    #[inline]
    fn set_zero(&mut self) {}
}

impl<V> Assign<V> for Constant {
    #[inline]
    fn assign(&mut self, _: V) {}
}

impl<S> Reset<S> for Constant {
    #[inline]
    fn reset(&mut self, _: S) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private::{accumulate, assign, neg, reset, set_zero};

    #[test]
    fn is_a_zero() {
        let c = Constant;
        assert_eq!((1.5 + c, 1.5 - c, c + 1.5_f32, c - 1.5), (1.5, 1.5, 1.5, -1.5));
        assert_eq!((2.0 * c, c * 2.0, c / 2.0, -c, c + c, c - c, neg(c)), (c, c, c, c, c, c, c));
        let mut x = 2.0;
        x += c;
        x -= c;
        accumulate(&mut x, c);
        assert_eq!(x, 2.0);
        assert_eq!((fitted(&7.0, c), fitted(&[1.0, 2.0][..], c)), (0.0, vec![0.0, 0.0]));
        assert_eq!((fitted(&7.0, 1.5), fitted(&3_usize, c)), (1.5, ()));
    }

    #[test]
    fn takes_whatever_is_done_to_it() {
        let mut c = Constant;
        c += 1.0;
        c -= 1.0_f32;
        c[3][1..2][0] += 2.0;
        c.push(1.0);
        c.insert(0, vec![1.0]);
        c.extend(Some(1.0));
        c.swap(0, 1);
        accumulate(&mut c, vec![1.0]);
        assign(&mut c, 2.0);
        reset(&mut c, Some(2.0));
        set_zero(&mut c);
        assert_eq!((c.pop(), c.remove(7), c.to_vec(), c), (Some(c), c, c, Constant));
    }

    #[test]
    fn is_not_handed_on() {
        fn wants(bar: Option<&mut [f64]>) -> bool {
            bar.is_some()
        }
        fn wants_one(dot: Option<&f64>) -> bool {
            dot.is_some()
        }
        let (mut list, mut array, mut none) = (vec![1.0], [1.0, 2.0], Constant);
        assert!(wants(bar!(list)) && wants(bar!(array)) && wants(bar!(list[..])));
        assert!(!wants(bar!(none)) && !wants_one(dot!(none)) && wants_one(dot!(list[0])));
    }
}
