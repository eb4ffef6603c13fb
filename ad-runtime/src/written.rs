//! Whether the code that derivatives are made of compiles.

/// What values go through that are made of such code. Where rustc knows that it doesn't compile, it can't make out the constant, and
/// says nothing of what becomes of these values.
#[derive(Clone, Copy)]
pub struct Written<const COMPILES: bool>;

impl<const COMPILES: bool> Written<COMPILES> {
    /// The same value: of a method whose type can't be made out the result is an error already.
    #[inline(always)]
    pub fn same<T>(self, value: T) -> T {
        value
    }
}
