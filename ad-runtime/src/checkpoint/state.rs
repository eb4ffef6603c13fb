//! States of loops: what is copied of each variable.

use std::borrow::{Borrow, BorrowMut};
use std::ops::{Deref, DerefMut};

/// What a snapshot can be taken of: whatever is `Clone`.
#[diagnostic::on_unimplemented(
    message = "`#[checkpoint]` keeps copies of what its loop changes, and `{Self}` can't be copied",
    label = "a loop with this attribute changes a `{Self}`",
    note = "`#[derive(Clone)]` on `{Self}`, or leave `#[checkpoint]` out"
)]
pub trait Snapshot {
    /// A copy.
    fn copied(&self) -> Self;
    /// A copy in the place of another, whose memory is used again.
    fn copy_into(&self, other: &mut Self);
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Snapshot for T {
    fn copied(&self) -> T {
        self.clone()
    }

    fn copy_into(&self, other: &mut T) {
        other.clone_from(self);
    }
}

/// The variables of a state, borrowed: `(&x, (&y, ()))`.
pub trait State {
    /// The same, owned: `(x, (y, ()))`.
    type Owned;
    /// A copy.
    fn copied(self) -> Self::Owned;
    /// A copy in the place of another.
    fn copy_into(self, kept: &mut Self::Owned);
}

/// The variables of a state, to be changed: `(&mut x, (&mut y, ()))`.
pub trait Restored<S> {
    /// Makes them what they were.
    fn restore(self, kept: &S);
}

impl State for () {
    type Owned = ();

    fn copied(self) {}

    fn copy_into(self, _: &mut ()) {}
}

impl Restored<()> for () {
    fn restore(self, _: &()) {}
}

impl<T: Snapshot, R: State> State for (&T, R) {
    type Owned = (T, R::Owned);

    fn copied(self) -> Self::Owned {
        (self.0.copied(), self.1.copied())
    }

    fn copy_into(self, kept: &mut Self::Owned) {
        self.0.copy_into(&mut kept.0);
        self.1.copy_into(&mut kept.1);
    }
}

impl<T: Snapshot, S, R: Restored<S>> Restored<(T, S)> for (&mut T, R) {
    fn restore(self, kept: &(T, S)) {
        kept.0.copy_into(self.0);
        self.1.restore(&kept.1);
    }
}

/// What a reference refers to, as a part of a state.
pub struct Behind<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized + ToOwned<Owned: BorrowMut<T>>, R: State> State for (Behind<'_, T>, R) {
    type Owned = (Held<T>, R::Owned);

    fn copied(self) -> Self::Owned {
        (Held(self.0.0.to_owned()), self.1.copied())
    }

    fn copy_into(self, kept: &mut Self::Owned) {
        self.0.0.clone_into(&mut kept.0.0);
        self.1.copy_into(&mut kept.1);
    }
}

/// A copy of what a reference refers to.
pub struct Held<T: ?Sized + ToOwned>(T::Owned);

impl<T: ?Sized + ToOwned> Clone for Held<T> {
    fn clone(&self) -> Held<T> {
        let value: &T = self.0.borrow();
        Held(value.to_owned())
    }

    fn clone_from(&mut self, other: &Held<T>) {
        let value: &T = other.0.borrow();
        value.clone_into(&mut self.0);
    }
}

impl<T: ?Sized + ToOwned> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.borrow()
    }
}

impl<T: ?Sized + ToOwned<Owned: BorrowMut<T>>> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.borrow_mut()
    }
}
