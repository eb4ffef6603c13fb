//! Constants of types that the macro can't see, where they meet differentiated values.

/// A number, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` is no number that a differentiated value can be computed with",
    label = "here it meets a differentiated value",
    note = "write the operation as a function with `#[differentiate]` (or `#[primitive(..)]`) and call that"
)]
pub trait Value {
    /// The number's own type.
    type Number;

    /// The number.
    fn number(&self) -> Self::Number;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl Value for $number {
                type Number = $number;

                #[inline]
                fn number(&self) -> $number {
                    *self
                }
            }
        )*
    };
}

numbers!(f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl<T: Value + ?Sized> Value for &T {
    type Number = T::Number;

    #[inline]
    fn number(&self) -> T::Number {
        (**self).number()
    }
}

impl<T: Value + ?Sized> Value for &mut T {
    type Number = T::Number;

    #[inline]
    fn number(&self) -> T::Number {
        (**self).number()
    }
}

/// The number that a value is or refers to.
#[inline]
pub fn number_of<T: Value + ?Sized>(value: &T) -> T::Number {
    value.number()
}

/// What lends nothing to be changed: a `&mut` reference can't be copied.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{Self}` is passed by value beside differentiated values",
    label = "it may lend what the function changes",
    note = "pass a reference to it, `&value` or `&mut value`, or implement `Clone` for it"
)]
pub trait Shared {}

impl<T: Clone> Shared for T {}

/// The value.
#[inline]
pub fn shared<T: Shared>(value: T) -> T {
    value
}
