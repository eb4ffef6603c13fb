//! The coordinates of each type that is [`Differentiable`](crate::Differentiable).

use std::borrow::Cow;
use std::collections::VecDeque;
use std::marker::PhantomData;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::coordinates::{Coordinates, Listed, Visitor};

macro_rules! float {
    ($($float:ident)*) => {$(
        impl Listed for $float {
            fn listed(&self, visitor: &mut Visitor<'_>) {
                visitor.float(f64::from(*self), f64::from($float::EPSILON));
            }
        }

        impl Coordinates for $float {
            type Owned = $float;

            fn replaced(&self, visitor: &mut Visitor<'_>) -> $float {
                visitor.float(f64::from(*self), f64::from($float::EPSILON)) as $float
            }
        }
    )*};
}

float!(f64 f32);

macro_rules! constant {
    ($($ty:ty),*) => {$(
        impl Listed for $ty {
            fn listed(&self, _: &mut Visitor<'_>) {}
        }

        impl Coordinates for $ty {
            type Owned = <$ty as ToOwned>::Owned;

            fn replaced(&self, _: &mut Visitor<'_>) -> Self::Owned {
                self.to_owned()
            }
        }
    )*};
}

constant!(
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    bool,
    char,
    str,
    String,
    std::cmp::Ordering,
    std::num::FpCategory,
    ()
);

impl<T: ?Sized> Listed for PhantomData<T> {
    fn listed(&self, _: &mut Visitor<'_>) {}
}

impl<T: ?Sized> Coordinates for PhantomData<T> {
    type Owned = PhantomData<T>;

    fn replaced(&self, _: &mut Visitor<'_>) -> PhantomData<T> {
        PhantomData
    }
}

macro_rules! pointer {
    ($($pointer:ty)*) => {$(
        impl<T: Listed + ?Sized> Listed for $pointer {
            fn listed(&self, visitor: &mut Visitor<'_>) {
                (**self).listed(visitor);
            }
        }

        impl<T: Coordinates + ?Sized> Coordinates for $pointer {
            type Owned = T::Owned;

            fn replaced(&self, visitor: &mut Visitor<'_>) -> T::Owned {
                (**self).replaced(visitor)
            }
        }
    )*};
}

pointer!(&T &mut T);

impl<T: Listed + ?Sized> Listed for Box<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        (**self).listed(visitor);
    }
}

impl<T: Coordinates> Coordinates for Box<T> {
    type Owned = Box<T::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        Box::new((**self).replaced(visitor))
    }
}

macro_rules! counted {
    ($($counted:ident)*) => {$(
        impl<T: Listed + ?Sized> Listed for $counted<T> {
            fn listed(&self, visitor: &mut Visitor<'_>) {
                (**self).listed(visitor);
            }
        }

        impl<T: Coordinates> Coordinates for $counted<T> {
            type Owned = $counted<T::Owned>;

            fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
                <$counted<_>>::new((**self).replaced(visitor))
            }
        }
    )*};
}

counted!(Rc Arc);

#[diagnostic::do_not_recommend]
impl<T: Listed + ToOwned + ?Sized> Listed for Cow<'_, T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        (**self).listed(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T> Coordinates for Cow<'a, T>
where
    T: Coordinates + ToOwned<Owned = <T as Coordinates>::Owned> + ?Sized,
{
    type Owned = Cow<'a, T>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Cow<'a, T> {
        Cow::Owned((**self).replaced(visitor))
    }
}

impl<T: Coordinates> Coordinates for Box<[T]> {
    type Owned = Box<[T::Owned]>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        (**self).replaced(visitor).into_boxed_slice()
    }
}

impl<T: Listed> Listed for [T] {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        let entries = self.iter().enumerate();
        entries.for_each(|(i, entry)| visitor.look(format_args!("[{i}]"), entry));
    }
}

impl<T: Coordinates> Coordinates for [T] {
    type Owned = Vec<T::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        let entries = self.iter().enumerate();
        entries.map(|(i, entry)| visitor.part(format_args!("[{i}]"), entry)).collect()
    }
}

impl<T: Listed> Listed for Vec<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.as_slice().listed(visitor);
    }
}

impl<T: Coordinates> Coordinates for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        self.as_slice().replaced(visitor)
    }
}

impl<T: Listed> Listed for VecDeque<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        let entries = self.iter().enumerate();
        entries.for_each(|(i, entry)| visitor.look(format_args!("[{i}]"), entry));
    }
}

impl<T: Coordinates> Coordinates for VecDeque<T> {
    type Owned = VecDeque<T::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        let entries = self.iter().enumerate();
        entries.map(|(i, entry)| visitor.part(format_args!("[{i}]"), entry)).collect()
    }
}

impl<T: Listed, const N: usize> Listed for [T; N] {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.as_slice().listed(visitor);
    }
}

impl<T: Coordinates, const N: usize> Coordinates for [T; N] {
    type Owned = [T::Owned; N];

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        std::array::from_fn(|i| visitor.part(format_args!("[{i}]"), &self[i]))
    }
}

impl<T: Listed> Listed for Option<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.iter().for_each(|value| value.listed(visitor));
    }
}

impl<T: Coordinates> Coordinates for Option<T> {
    type Owned = Option<T::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        self.as_ref().map(|value| value.replaced(visitor))
    }
}

/// An error is a constant, of any type.
impl<T: Listed, E> Listed for Result<T, E> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.iter().for_each(|value| value.listed(visitor));
    }
}

impl<T: Coordinates, E: Clone> Coordinates for Result<T, E> {
    type Owned = Result<T::Owned, E>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        self.as_ref().map(|value| value.replaced(visitor)).map_err(E::clone)
    }
}

impl<T: Listed> Listed for Range<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        visitor.look(format_args!(".start"), &self.start);
        visitor.look(format_args!(".end"), &self.end);
    }
}

impl<T: Coordinates> Coordinates for Range<T> {
    type Owned = Range<T::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        let start = visitor.part(format_args!(".start"), &self.start);
        start..visitor.part(format_args!(".end"), &self.end)
    }
}

macro_rules! tuple {
    ($($T:ident $index:tt),+) => {
        impl<$($T: Listed),+> Listed for ($($T,)+) {
            fn listed(&self, visitor: &mut Visitor<'_>) {
                $(visitor.look(format_args!(".{}", $index), &self.$index);)+
            }
        }

        impl<$($T: Coordinates),+> Coordinates for ($($T,)+) {
            type Owned = ($($T::Owned,)+);

            fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
                ($(visitor.part(format_args!(".{}", $index), &self.$index),)+)
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

#[cfg(feature = "ndarray")]
impl<S, D> Listed for ndarray::ArrayBase<S, D>
where
    S: ndarray::Data,
    S::Elem: Listed,
    D: ndarray::Dimension,
{
    fn listed(&self, visitor: &mut Visitor<'_>) {
        use ndarray::IntoDimension;

        for (index, entry) in self.indexed_iter() {
            let index = index.into_dimension();
            visitor.look(format_args!("{:?}", index.slice()), entry);
        }
    }
}

#[cfg(feature = "ndarray")]
impl<S, D> Coordinates for ndarray::ArrayBase<S, D>
where
    S: ndarray::Data,
    S::Elem: Coordinates,
    D: ndarray::Dimension,
{
    type Owned = ndarray::Array<<S::Elem as Coordinates>::Owned, D>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        use ndarray::IntoDimension;

        let entries = self.indexed_iter().map(|(index, entry)| {
            let index = index.into_dimension();
            visitor.part(format_args!("{:?}", index.slice()), entry)
        });
        let entries: Vec<_> = entries.collect();
        ndarray::Array::from_shape_vec(self.raw_dim(), entries)
            .expect("a copy of an array has its shape")
    }
}
