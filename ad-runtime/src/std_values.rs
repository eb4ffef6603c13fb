//! What has methods of std's that derivatives write out: a type of the user's may have others by their names.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// What has the methods of `Option` and `Result`, and no others by their names.
#[diagnostic::on_unimplemented(
    message = "this method is taken for the one of an `Option`, and a `{Self}` is none",
    label = "a method of one's own by a name of std's",
    note = "call a method with `#[differentiate]` by its path, `Type::method(&receiver, ..)`, or give it a name that std's methods don't have",
    note = "see \"A method that is taken for std's\" in `ad_runtime::errors`"
)]
pub trait StdOption {}

impl<T> StdOption for Option<T> {}
impl<T, E> StdOption for Result<T, E> {}
impl<T> StdOption for Cell<T> {}
impl<T> StdOption for RefCell<T> {}
impl<T: StdOption + ?Sized> StdOption for Box<T> {}
impl<T: StdOption + ?Sized> StdOption for &T {}
impl<T: StdOption + ?Sized> StdOption for &mut T {}

/// What is of one of std's types.
#[diagnostic::on_unimplemented(
    message = "this method is taken for the one of std's types, and a `{Self}` is none of them",
    label = "a method of one's own by a name of std's",
    note = "call a method with `#[differentiate]` by its path, `Type::method(&receiver, ..)`, or give it a name that std's methods don't have",
    note = "see \"A method that is taken for std's\" in `ad_runtime::errors`"
)]
pub trait StdValue {}

macro_rules! of_std {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> StdValue for $ty {}
    )*};
}

of_std! {
    [] f64; [] f32; [] bool; [] char; [] str; [] String; [] ();
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
    [T] Option<T>; [T, E] Result<T, E>; [T: ?Sized] Box<T>; [T: ?Sized] Rc<T>; [T: ?Sized] Arc<T>;
    [T] Vec<T>; [T] [T]; [T, const N: usize] [T; N]; [T] VecDeque<T>;
    [K, V, S] HashMap<K, V, S>; [K, V] BTreeMap<K, V>;
    [T: ToOwned + ?Sized] Cow<'_, T>; [T: ?Sized] Cell<T>; [T: ?Sized] RefCell<T>;
    [A, B] (A, B); [A, B, C] (A, B, C); [A, B, C, D] (A, B, C, D);
    [T: StdValue + ?Sized] &T; [T: StdValue + ?Sized] &mut T;
}

/// Compiles if the value is an `Option` or a `Result`.
#[inline]
pub fn std_option_in<T: StdOption + ?Sized>(_: &T) {}

/// Compiles if the value is of one of std's types.
#[inline]
pub fn std_value_in<T: StdValue + ?Sized>(_: &T) {}
