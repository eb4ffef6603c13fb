//! Values and tangents as lists of floats.

use std::slice;

/// A type that holds floats in a fixed order.
pub trait Floats: Clone {
    /// Visits the floats.
    fn visit(&mut self, visitor: &mut dyn FnMut(&mut f64));

    /// The floats.
    fn floats(&self) -> Vec<f64> {
        let mut floats = Vec::new();
        self.clone().visit(&mut |float| floats.push(*float));
        floats
    }

    /// Replaces the floats by the next ones.
    fn refill(&mut self, with: &mut slice::Iter<f64>) {
        self.visit(&mut |float| *float = *with.next().expect("as many floats as before"));
    }
}

impl Floats for f64 {
    fn visit(&mut self, visitor: &mut dyn FnMut(&mut f64)) {
        visitor(self);
    }
}

impl Floats for f32 {
    fn visit(&mut self, visitor: &mut dyn FnMut(&mut f64)) {
        let mut wide = f64::from(*self);
        visitor(&mut wide);
        *self = wide as f32;
    }
}

impl<T: Floats> Floats for Vec<T> {
    fn visit(&mut self, visitor: &mut dyn FnMut(&mut f64)) {
        self.iter_mut().for_each(|item| item.visit(visitor));
    }
}

impl<T: Floats, const N: usize> Floats for [T; N] {
    fn visit(&mut self, visitor: &mut dyn FnMut(&mut f64)) {
        self.iter_mut().for_each(|item| item.visit(visitor));
    }
}

macro_rules! without_floats {
    ($($ty:ty)*) => {$(
        impl Floats for $ty {
            fn visit(&mut self, _: &mut dyn FnMut(&mut f64)) {}
        }
    )*};
}

without_floats!(() bool i32 u32 usize);

macro_rules! tuples {
    ($($($T:ident $index:tt)+;)*) => {$(
        impl<$($T: Floats),+> Floats for ($($T,)+) {
            fn visit(&mut self, visitor: &mut dyn FnMut(&mut f64)) {
                $(self.$index.visit(visitor);)+
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
}
