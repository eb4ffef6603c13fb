//! `Option` and `Result` alike, lists, and the shapes of what is overwritten: for generated code that doesn't know which type it
//! has before it.

mod lists;
mod receivers;

use crate::Constant;
use crate::space::Point;

pub use lists::list;
pub use receivers::{FromReceiverDot, receiver_form};

/// What may hold something: `Option` and `Result`, and the tangents of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an `Option` nor a `Result`",
    label = "a method of this name is differentiated only on `Option` and `Result`",
    note = "if it is an array or a matrix, say so where it is bound, `let w: [f64; 3] = ..`, `let w: Vector3<f64> = ..`: `map` is differentiated where that is known; \
            if it is a type of yours with such a method, call that by its path, `Vec3::map(&v, |x| ..)`"
)]
pub trait Holder {
    /// What it may hold.
    type Content;

    /// A reference to what it holds.
    fn get(&self) -> Option<&Self::Content>;
}

/// What may be changed in what it holds.
pub trait HolderMut: Holder {
    /// A reference to what it holds, to be changed.
    fn get_mut(&mut self) -> Option<&mut Self::Content>;
}

/// What a pattern bound by reference: what it refers to.
impl<H: Holder + ?Sized> Holder for &H {
    type Content = H::Content;

    #[inline]
    fn get(&self) -> Option<&H::Content> {
        (**self).get()
    }
}

/// `Option` and `Result`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an `Option` nor a `Result`",
    label = "a method of this name is differentiated only on `Option` and `Result`",
    note = "if it is an array, say so where it is bound, `let w: [f64; 3] = ..`: `map` is differentiated on arrays that are known to be arrays; \
            if it is a type of yours with such a method, call that by its path, `Vec3::map(&v, |x| ..)`"
)]
pub trait Payload: Holder + Sized {
    /// The same type around another content.
    type Around<U>: Payload<Content = U>;

    /// The same type without an error.
    type Outcome: Payload<Content = Self::Content>;

    /// A copy without the error.
    fn outcome(&self) -> Self::Outcome
    where
        Self::Content: Clone;

    /// What holds a content.
    fn success(content: Self::Content) -> Self;

    /// What holds no content, for the same reason as this; none if this holds one.
    fn failure<U>(self) -> Option<Self::Around<U>>;
}

impl<T> Holder for Option<T> {
    type Content = T;

    #[inline]
    fn get(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> HolderMut for Option<T> {
    #[inline]
    fn get_mut(&mut self) -> Option<&mut T> {
        self.as_mut()
    }
}

impl<T> Payload for Option<T> {
    type Around<U> = Option<U>;
    type Outcome = Option<T>;

    #[inline]
    fn outcome(&self) -> Option<T>
    where
        T: Clone,
    {
        self.clone()
    }

    #[inline]
    fn success(content: T) -> Option<T> {
        Some(content)
    }

    #[inline]
    fn failure<U>(self) -> Option<Option<U>> {
        self.is_none().then_some(None)
    }
}

impl<T, E> Holder for Result<T, E> {
    type Content = T;

    #[inline]
    fn get(&self) -> Option<&T> {
        self.as_ref().ok()
    }
}

impl<T, E> HolderMut for Result<T, E> {
    #[inline]
    fn get_mut(&mut self) -> Option<&mut T> {
        self.as_mut().ok()
    }
}

impl<T, E> Payload for Result<T, E> {
    type Around<U> = Result<U, E>;
    type Outcome = Result<T, ()>;

    #[inline]
    fn outcome(&self) -> Result<T, ()>
    where
        T: Clone,
    {
        match self {
            Ok(content) => Ok(content.clone()),
            Err(_) => Err(()),
        }
    }

    #[inline]
    fn success(content: T) -> Result<T, E> {
        Ok(content)
    }

    #[inline]
    fn failure<U>(self) -> Option<Result<U, E>> {
        self.err().map(Err)
    }
}

/// What is in a constant is constant.
#[diagnostic::do_not_recommend]
impl Holder for Constant {
    type Content = Constant;

    #[inline]
    fn get(&self) -> Option<&Constant> {
        Some(self)
    }
}

impl HolderMut for Constant {
    #[inline]
    fn get_mut(&mut self) -> Option<&mut Constant> {
        Some(self)
    }
}

/// What `flatten` takes apart: lists, `Option` and `Result`.
#[diagnostic::on_unimplemented(
    message = "`flatten` over items of type `{Self}` is not differentiated",
    label = "only `flatten` over `Vec`s, slices, arrays, `Option`s and `Result`s is differentiated",
    note = "write it with `flat_map`, or as a loop"
)]
pub trait Items {
    /// A list of what it holds.
    type Items: ?Sized;

    /// All that it holds.
    fn items(&self) -> &Self::Items;

    /// All that it holds, to be changed.
    fn items_mut(&mut self) -> &mut Self::Items;
}

macro_rules! items {
    ($([$($generics:tt)*] $ty:ty: $items:ident, $items_mut:ident;)*) => {$(
        impl<T, $($generics)*> Items for $ty {
            type Items = [T];

            #[inline]
            fn items(&self) -> &[T] {
                self.$items()
            }

            #[inline]
            fn items_mut(&mut self) -> &mut [T] {
                self.$items_mut()
            }
        }
    )*};
}

items! {
    [] [T]: as_ref, as_mut;
    [const N: usize] [T; N]: as_slice, as_mut_slice;
    [] Vec<T>: as_slice, as_mut_slice;
    [] Option<T>: as_slice, as_mut_slice;
}

impl<T, E> Items for Result<T, E> {
    type Items = [T];

    #[inline]
    fn items(&self) -> &[T] {
        self.as_ref().map_or(&[], std::slice::from_ref)
    }

    #[inline]
    fn items_mut(&mut self) -> &mut [T] {
        self.as_mut().map_or(&mut [], std::slice::from_mut)
    }
}

#[diagnostic::do_not_recommend]
impl Items for Constant {
    type Items = Constant;

    #[inline]
    fn items(&self) -> &Constant {
        self
    }

    #[inline]
    fn items_mut(&mut self) -> &mut Constant {
        self
    }
}

impl<I: Items + ?Sized> Items for &I {
    type Items = I::Items;

    #[inline]
    fn items(&self) -> &I::Items {
        (**self).items()
    }

    #[inline]
    fn items_mut(&mut self) -> &mut I::Items {
        unreachable!("what is borrowed is not changed")
    }
}

/// All that is there.
#[inline]
pub fn items<I: Items + ?Sized>(value: &I) -> &I::Items {
    value.items()
}

/// All that is there, to be changed.
#[inline]
pub fn items_mut<I: Items + ?Sized>(value: &mut I) -> &mut I::Items {
    value.items_mut()
}

/// `Some(content)` or `Ok(content)`, whichever is wanted.
#[inline]
pub fn success<P: Payload>(content: P::Content) -> P {
    P::success(content)
}

/// `None`, or the same error.
///
/// # Panics
/// If there is something; generated code asks before.
#[inline]
pub fn failure<P: Payload, U>(value: P) -> P::Around<U> {
    value.failure().expect("nothing is there")
}

/// A copy without the error, of which there is only one.
#[inline]
pub fn outcome<P: Payload<Content: Clone>>(value: &P) -> P::Outcome {
    value.outcome()
}

/// Whether there is something.
#[inline]
pub fn has_payload<P: Holder>(value: &P) -> bool {
    value.get().is_some()
}

/// What is there.
///
/// # Panics
/// If there is nothing; generated code asks before.
#[inline]
pub fn payload<P: Holder>(value: &P) -> &P::Content {
    value.get().expect("something is there")
}

/// What is there, to be changed.
///
/// # Panics
/// If there is nothing; generated code asks before.
#[inline]
pub fn payload_mut<P: HolderMut>(value: &mut P) -> &mut P::Content {
    value.get_mut().expect("something is there")
}

/// The zero tangent at `old`, should `new` be of another shape.
#[inline]
pub fn shape<V: Point + ?Sized>(old: &V, new: &V) -> Option<V::Tangent> {
    if old.same_shape(new) { None } else { Some(old.zero_tangent()) }
}

/// The dot of a method's receiver, as callers pass it: they can't know whether the method takes `&self` or `&mut self`.
pub trait ReceiverDot<T> {
    /// The dot, to be read.
    fn shared(&self) -> Option<&T>;
}

/// The first argument of a call by path, `Model::energy(m, x)`: a receiver that the hidden functions of a method take by
/// reference, or any other value.
pub trait Given<'a, T> {
    /// In the form that is wanted.
    fn given(value: &'a mut Option<T>) -> Self;
}

impl<'a, T> Given<'a, T> for &'a T {
    #[inline]
    fn given(value: &'a mut Option<T>) -> &'a T {
        value.as_ref().expect("it was just put there")
    }
}

impl<'a, T> Given<'a, T> for T {
    #[inline]
    fn given(value: &'a mut Option<T>) -> T {
        value.take().expect("it was just put there")
    }
}

/// A value in the form that is wanted.
#[inline]
pub fn given<'a, T, U: Given<'a, T>>(value: &'a mut Option<T>) -> U {
    U::given(value)
}

/// The dot of a receiver that the method changes.
pub trait ReceiverDotMut<T> {
    /// The dot, to be changed.
    fn exclusive(&mut self) -> Option<&mut T>;
}

/// No dot: the receiver has no derivative.
#[derive(Clone, Copy, Debug)]
pub struct NoDot;

impl<T> ReceiverDot<T> for NoDot {
    #[inline]
    fn shared(&self) -> Option<&T> {
        None
    }
}

impl<T> ReceiverDot<T> for Option<&T> {
    #[inline]
    fn shared(&self) -> Option<&T> {
        *self
    }
}

/// Of a receiver that is passed by value, by the method's path.
impl<T> ReceiverDot<T> for Option<T> {
    #[inline]
    fn shared(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> ReceiverDot<T> for Option<&mut T> {
    #[inline]
    fn shared(&self) -> Option<&T> {
        self.as_deref()
    }
}

impl<T> ReceiverDotMut<T> for NoDot {
    #[inline]
    fn exclusive(&mut self) -> Option<&mut T> {
        None
    }
}

impl<T> ReceiverDotMut<T> for Option<&mut T> {
    #[inline]
    fn exclusive(&mut self) -> Option<&mut T> {
        self.as_deref_mut()
    }
}
