//! Constants of types that the macro can't see, where they meet differentiated values.

use std::cell::Cell;
use std::marker::PhantomData;

/// A number.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` is no number that a differentiated value can be computed with",
    label = "here it meets a differentiated value",
    note = "write the operation as a function with `#[differentiate]` (or `#[primitive(..)]`) and call that"
)]
pub trait Value: Copy + Operand {}

macro_rules! numbers {
    ($marker:ident: $($number:ty)*) => {
        $(impl $marker for $number {})*
    };
}

numbers!(Value: f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

/// The number that a value is, or refers to.
///
/// Generated code calls it as a method: that looks through references, and leaves the type of a literal open, which what it is
/// computed with decides. Through an associated type nothing of this would be inferred.
pub trait ConstantNumber: Value {
    /// The number.
    #[inline]
    fn constant_number(&self) -> Found<Self> {
        Found(*self)
    }
}

impl<T: Value> ConstantNumber for T {}

/// What [`ConstantNumber`] has found. Nobody else makes one, so another method of that name isn't taken for it.
pub struct Found<T>(T);

/// The number itself.
#[inline]
pub fn number_of<T: Value>(found: Found<T>) -> T {
    found.0
}

/// What an operator may meet a differentiated value with: a number, or a reference to one. What only dereferences to one has operators of its own.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` is no number that a differentiated value can be computed with",
    label = "here it meets a differentiated value",
    note = "write the operation as a function with `#[differentiate]` (or `#[primitive(..)]`) and call that"
)]
pub trait Operand {}

numbers!(Operand: f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

impl<T: Operand + ?Sized> Operand for &T {}
impl<T: Operand + ?Sized> Operand for &mut T {}

/// Compiles if the constant is a number.
#[inline]
pub fn constant_number_in<T: Operand + ?Sized>(_: &T) {}

/// What operators do the same with, whether they are given it or a reference to it.
#[diagnostic::on_unimplemented(
    message = "an operator on a reference to a constant of type `{Self}`, beside differentiated values",
    label = "it may be another operator than that of `{Self}`",
    note = "compute this before, where nothing differentiated takes part: `let value = &a * b;`"
)]
pub trait Referred {}

numbers!(Referred: f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

/// Compiles if the constant, which a reference was looked through to, is a number.
#[inline]
pub fn referred_number_in<T: Referred>(_: &T) {}

/// Of what rustc takes the value of `list[i] += value` before the place; of all else the place comes first.
#[diagnostic::on_unimplemented(
    message = "unsupported: an index and a value of a compound assignment on a `{Self}`, both of which call something",
    label = "which one is called first would have to be known",
    note = "compute the value before: `let value = ..; list[i] += value;`",
    note = "see \"A compound assignment whose order matters\" in `ad_runtime::errors`"
)]
pub trait ValueFirst {}

numbers!(ValueFirst: f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

/// Compiles if the value comes first.
#[inline]
pub fn value_first<T: ValueFirst>(_: &T) {}

/// What lends nothing to be changed: a `&mut` reference can't be copied.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` is passed by value beside differentiated values",
    label = "it may lend what the function changes",
    note = "pass a reference to it, `&value` or `&mut value`, or implement `Clone` for it",
    note = "see \"A constant that is passed by value\" in `ad_runtime::errors`"
)]
pub trait Shared {}

impl<T: Clone> Shared for T {}

/// The value.
#[inline]
pub fn shared<T: Shared>(value: T) -> T {
    value
}

/// A constant of a type that isn't seen, as an operand beside a `B`: by [`ReferredOperand`] or [`OtherOperand`], which method resolution tries in
/// this order. Neither holds a borrow.
pub struct UnseenOperand<T, B: ?Sized>(Cell<Option<T>>, PhantomData<fn(&B)>);

impl<T, B: ?Sized> UnseenOperand<T, B> {
    /// The operand, to be asked for once.
    #[inline]
    pub fn beside(value: T, _: &B) -> UnseenOperand<T, B> {
        UnseenOperand(Cell::new(Some(value)), PhantomData)
    }

    fn take(&self) -> T {
        self.0.take().expect("an operand is asked for once")
    }
}

/// A reference to a number, beside a number: there the number does the same.
pub trait ReferredOperand<T> {
    /// The number.
    fn operand(&self) -> T;
}

impl<T: Value, B: Value> ReferredOperand<T> for UnseenOperand<&T, B> {
    #[inline]
    fn operand(&self) -> T {
        *self.take()
    }
}

/// Anything else: which operator it is depends on its type.
pub trait OtherOperand<T> {
    /// The value itself.
    fn operand(&self) -> T;
}

impl<T: Shared + 'static, B: ?Sized> OtherOperand<T> for &UnseenOperand<T, B> {
    #[inline]
    fn operand(&self) -> T {
        self.take()
    }
}

/// An operation by its rule, which has the type that it has as it is written: of two floats without types rustc says so for operators only.
#[inline]
pub fn as_written<A, B, O, R>(
    (a, b): (A, B),
    by_rule: impl FnOnce(A, B) -> (O, R),
    _written: impl FnOnce(A, B) -> O,
) -> (O, R) {
    by_rule(a, b)
}

/// A value that holds no borrow.
#[inline]
pub fn unborrowed<T: Shared + 'static>(value: T) -> T {
    value
}

/// What is taken out of a constant that keeps it: [`ByCopy`], [`ByPlainClone`] or [`ByNothing`], which method resolution tries in this order.
pub struct Inside<'a, T>(pub &'a T);

/// What is `Copy`.
pub trait ByCopy<T> {
    /// A copy.
    fn taken_out(&self) -> T;
}

impl<T: Copy> ByCopy<T> for &&Inside<'_, T> {
    #[inline]
    fn taken_out(&self) -> T {
        *self.0
    }
}

/// What is made of std's texts and lists, whose clones nobody can tell from what they are of.
pub trait ByPlainClone<T> {
    /// A clone.
    fn taken_out(&self) -> T;
}

impl<T: PlainClone> ByPlainClone<T> for &Inside<'_, T> {
    #[inline]
    fn taken_out(&self) -> T {
        self.0.clone()
    }
}

/// What is neither.
pub trait ByNothing<T> {
    /// Doesn't compile.
    fn taken_out(&self) -> T
    where
        T: PlainClone;
}

impl<T> ByNothing<T> for Inside<'_, T> {
    #[inline]
    fn taken_out(&self) -> T
    where
        T: PlainClone,
    {
        self.0.clone()
    }
}

/// A type whose `Clone` does nothing but clone.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` is moved into an arm of a `match` with differentiated values",
    label = "its `Clone` may do something that the function doesn't",
    note = "match on a reference, `match &value`"
)]
pub trait PlainClone: Clone {}

macro_rules! plain_clones {
    ($($ty:ty)*) => {
        $(impl PlainClone for $ty {})*
    };
}

plain_clones!(f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char String);

impl PlainClone for () {}
impl<T: ?Sized> PlainClone for &T {}
impl<T: PlainClone> PlainClone for Vec<T> {}
impl<T: PlainClone> PlainClone for std::collections::VecDeque<T> {}
impl<K: PlainClone, V: PlainClone> PlainClone for std::collections::BTreeMap<K, V> {}
impl<K: PlainClone, V: PlainClone> PlainClone for std::collections::HashMap<K, V> {}
impl<T: PlainClone> PlainClone for Box<T> {}
impl<T: PlainClone> PlainClone for Option<T> {}
impl<T: PlainClone> PlainClone for std::ops::Range<T> {}
impl<T: PlainClone, E: PlainClone> PlainClone for Result<T, E> {}
impl<T: PlainClone, const N: usize> PlainClone for [T; N] {}
impl<T: PlainClone, U: PlainClone> PlainClone for (T, U) {}
impl<T: PlainClone, U: PlainClone, V: PlainClone> PlainClone for (T, U, V) {}
