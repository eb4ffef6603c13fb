//! `c.into()`: what compiles only if the method is std's.

/// What anything can be converted into, by std's `into` alone.
pub struct Converted<T>(pub T);

impl<T> From<T> for Converted<T> {
    fn from(value: T) -> Converted<T> {
        Converted(value)
    }
}

/// A value of the same type. Nobody runs it.
pub fn value_of<T>(_: &T) -> T {
    unreachable!("never run")
}
