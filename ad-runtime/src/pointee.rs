//! Items of lists of which the macro can't see whether they are references.

/// An item, where it is: looked through by [`ByReference`], or taken as it is by [`ByValue`], which method resolution tries in this order.
pub struct ListItem<'i, T>(pub &'i T);

/// A reference.
pub trait ByReference<'i> {
    /// What it refers to.
    type Pointee: ?Sized;

    /// It.
    fn pointee(&self) -> &'i Self::Pointee;
}

impl<'i, T: ?Sized> ByReference<'i> for ListItem<'i, &T> {
    type Pointee = T;

    #[inline]
    fn pointee(&self) -> &'i T {
        self.0
    }
}

/// Anything else.
pub trait ByValue<'i, T> {
    /// The value.
    fn pointee(&self) -> &'i T;
}

impl<'i, T> ByValue<'i, T> for &ListItem<'i, T> {
    #[inline]
    fn pointee(&self) -> &'i T {
        self.0
    }
}

/// What is done with an iterator in derivatives has a list in its place: an iterator it must be.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` that is taken for an iterator is none",
    label = "called with a method by the name of one of iterators'",
    note = "bind it with its type before, `let values: Values = ..`, or give the method another name"
)]
pub trait Iterates {}

impl<I: Iterator> Iterates for I {}

/// Compiles if it is an iterator.
#[inline]
pub fn iterator_in<T: Iterates>(_: &T) {}

/// What is taken for an iterator: of what is none nothing more is said than that.
pub struct TakenForAnIterator<T>(pub T);

impl<T: Iterates> TakenForAnIterator<T> {
    /// The iterator.
    #[inline]
    pub fn ad_iterator(self) -> T {
        self.0
    }
}

/// Compiles by [`ArrayIn`], if it is an array, or else by [`IteratorIn`], if it is an iterator.
pub struct Iterated<'i, T>(pub &'i T);

/// An array.
pub trait ArrayIn {
    /// It is one.
    #[inline]
    fn is_iterated(&self) {}
}

impl<T, const N: usize> ArrayIn for Iterated<'_, [T; N]> {}

/// An iterator.
pub trait IteratorIn {
    /// It is one.
    #[inline]
    fn is_iterated(&self) {}
}

impl<T: Iterates> IteratorIn for &Iterated<'_, T> {}
