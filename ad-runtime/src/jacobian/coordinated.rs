//! Tangents as lists of numbers: the rows of a Jacobian for what a function results in, its columns for a parameter.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;

use super::matrix::Matrix;
use crate::parameters::MovedBy;

/// Whether a tangent is one number, by which a matrix has an array's shape.
pub trait Count {
    /// The same of two parameters: one number each, or more.
    type And<B: Count>: Count;

    /// The Jacobian of `M` such results by `N` numbers.
    type Rows<const N: usize, const M: usize>: Matrix;

    /// That of a result with the tangent `Y` by `N` parameters: by `N` numbers, or in blocks.
    type Of<Y: Coordinated, const N: usize, Blocks: Matrix>: Matrix;
}

/// One number.
#[derive(Clone, Copy, Debug)]
pub enum One {}

/// Any number of them.
#[derive(Clone, Copy, Debug)]
pub enum Many {}

impl Count for One {
    type And<B: Count> = B;
    type Rows<const N: usize, const M: usize> = [[f64; N]; M];
    type Of<Y: Coordinated, const N: usize, Blocks: Matrix> = Y::Rows<N>;
}

impl Count for Many {
    type And<B: Count> = Many;
    type Rows<const N: usize, const M: usize> = Vec<[f64; N]>;
    type Of<Y: Coordinated, const N: usize, Blocks: Matrix> = Blocks;
}

/// A tangent whose coordinates are the rows or the columns of a Jacobian, in the order of
/// [`to_coordinates`](crate::Parameters::to_coordinates).
#[diagnostic::on_unimplemented(
    message = "no Jacobian is known of what has the tangent `{Self}`",
    label = "its coordinates can't be rows or columns",
    note = "of a tangent of your own say so by `impl ad_runtime::jacobian::Composite for ..`, beside its `MovedBy`; \
            `jvp` and `vjp` take tangents of any type"
)]
pub trait Coordinated: MovedBy<Self> + Sized {
    /// Whether it is one number.
    type Count: Count;

    /// The Jacobian of a result with this tangent by `N` numbers.
    type Rows<const N: usize>: Matrix;

    /// How many numbers it holds, if its type says so.
    const WIDTH: Option<usize> = None;

    /// How many numbers it holds.
    fn width(&mut self) -> usize {
        Self::WIDTH.unwrap_or_else(|| {
            let mut width = 0;
            self.change_coordinates(&mut |value| {
                width += 1;
                value
            });
            width
        })
    }

    /// Replaces the number at `index`.
    fn put(&mut self, index: usize, number: f64) {
        let mut at = 0;
        self.change_coordinates(&mut |value| {
            at += 1;
            if at == index + 1 { number } else { value }
        });
    }
}

/// What holds several numbers, and no list or array of floats: tangents of structs and enums, which the derive marks by this. Results of such types have a `Vec` of rows.
pub trait Composite {}

impl<T: Composite + MovedBy<T>> Coordinated for T {
    type Count = Many;
    type Rows<const N: usize> = Vec<[f64; N]>;
}

macro_rules! float {
    ($($float:ident)*) => {$(
        impl Coordinated for $float {
            type Count = One;
            type Rows<const N: usize> = [f64; N];
            const WIDTH: Option<usize> = Some(1);

            #[inline]
            fn put(&mut self, _: usize, number: f64) {
                *self = number as $float;
            }
        }
    )*};
}

float!(f64 f32);

/// Where the numbers of an item are, each of which has as many.
#[inline]
fn put_in<T: Coordinated>(items: &mut [T], index: usize, number: f64) {
    let mut rest = index;
    match T::WIDTH {
        Some(0) => {}
        Some(width) => {
            if let Some(item) = items.get_mut(index / width) {
                item.put(index % width, number);
            }
        }
        None => {
            for item in items {
                let width = item.width();
                if rest < width {
                    return item.put(rest, number);
                }
                rest -= width;
            }
        }
    }
}

fn total<T: Coordinated>(items: &mut [T]) -> usize {
    match T::WIDTH {
        Some(width) => items.len() * width,
        None => items.iter_mut().map(T::width).sum(),
    }
}

impl<T: Coordinated> Coordinated for Vec<T> {
    type Count = Many;
    type Rows<const N: usize> = Vec<[f64; N]>;

    fn width(&mut self) -> usize {
        total(self)
    }

    #[inline]
    fn put(&mut self, index: usize, number: f64) {
        put_in(self, index, number);
    }
}

impl<T: Coordinated, const M: usize> Coordinated for [T; M] {
    type Count = Many;
    type Rows<const N: usize> = <T::Count as Count>::Rows<N, M>;
    const WIDTH: Option<usize> = match T::WIDTH {
        Some(width) => Some(M * width),
        None => None,
    };

    #[inline]
    fn put(&mut self, index: usize, number: f64) {
        put_in(self, index, number);
    }
}

impl<T: Composite> Composite for Box<T> {}

/// What is of other shapes than an array has a row for each of its numbers.
macro_rules! composite {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Composite for $ty {}
    )*};
}

composite! {
    [] ();
    [] crate::DynTangent;
    [T] Option<T>;
    [T] Result<T, ()>;
    [T] Range<T>;
    [T] VecDeque<T>;
    [K, T] BTreeMap<K, T>;
    [K, T, S] HashMap<K, T, S>;
}

#[cfg(feature = "num-complex")]
composite!([T] num_complex::Complex<T>;);

#[cfg(feature = "nalgebra")]
composite! {
    [T, R, C, S] nalgebra::Matrix<T, R, C, S>;
    [T] crate::Along<T>;
    [R, const D: usize] crate::IsometryTangent<R, D>;
}

#[cfg(feature = "ndarray")]
impl<T: Coordinated, D: ndarray::Dimension> Coordinated for ndarray::Array<T, D> {
    type Count = Many;
    type Rows<const N: usize> = ndarray::Array2<f64>;

    fn width(&mut self) -> usize {
        match T::WIDTH {
            Some(width) => self.len() * width,
            None => self.iter_mut().map(T::width).sum(),
        }
    }

    #[inline]
    fn put(&mut self, index: usize, number: f64) {
        match self.as_slice_mut() {
            Some(items) => put_in(items, index, number),
            None => {
                let mut rest = index;
                for item in self.iter_mut() {
                    let width = item.width();
                    if rest < width {
                        return item.put(rest, number);
                    }
                    rest -= width;
                }
            }
        }
    }
}

macro_rules! tuple {
    ($len:literal: $First:ident $first:tt $($T:ident $index:tt)*) => {
        impl<$First: Coordinated, $($T: Coordinated),*> Coordinated for ($First, $($T,)*) {
            type Count = Many;
            type Rows<const N: usize> =
                <tuple!(@and $First $($T)*) as Count>::Rows<N, $len>;
            const WIDTH: Option<usize> = {
                let widths = [$First::WIDTH, $($T::WIDTH),*];
                let (mut sum, mut i) = (0, 0);
                loop {
                    if i == widths.len() {
                        break Some(sum);
                    }
                    match widths[i] {
                        Some(width) => sum += width,
                        None => break None,
                    }
                    i += 1;
                }
            };
        }
    };
    (@and $Last:ident) => { $Last::Count };
    (@and $First:ident $($T:ident)+) => {
        <$First::Count as Count>::And<tuple!(@and $($T)+)>
    };
}

tuple!(1: A 0);
tuple!(2: A 0 B 1);
tuple!(3: A 0 B 1 C 2);
tuple!(4: A 0 B 1 C 2 D 3);
tuple!(5: A 0 B 1 C 2 D 3 E 4);
tuple!(6: A 0 B 1 C 2 D 3 E 4 F 5);
tuple!(7: A 0 B 1 C 2 D 3 E 4 F 5 G 6);
tuple!(8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
