//! Lists, as they are lent.

use crate::Constant;

/// The tangent of a list, for generated code that takes a method for that of a list.
#[diagnostic::on_unimplemented(
    message = "the macro can't see whether this method is one of a list or one of a type of yours",
    label = "taken for the method of a list, but `{Self}` is none",
    note = "say of which type the value is where it is declared: `let mut stats: Stats = ..`"
)]
pub trait List {
    /// Itself.
    type Tangents: ?Sized;

    /// The list.
    fn list(&mut self) -> &mut Self::Tangents;
}

impl<T> List for Vec<T> {
    type Tangents = Vec<T>;

    #[inline]
    fn list(&mut self) -> &mut Vec<T> {
        self
    }
}

impl<T> List for [T] {
    type Tangents = [T];

    #[inline]
    fn list(&mut self) -> &mut [T] {
        self
    }
}

impl<T, const N: usize> List for [T; N] {
    type Tangents = [T; N];

    #[inline]
    fn list(&mut self) -> &mut [T; N] {
        self
    }
}

#[diagnostic::do_not_recommend]
impl List for Constant {
    type Tangents = Constant;

    #[inline]
    fn list(&mut self) -> &mut Constant {
        self
    }
}

/// A list as itself.
#[inline]
pub fn list<L: List + ?Sized>(list: &mut L) -> &mut L::Tangents {
    list.list()
}
