//! A part that is put back into a matrix: what views become that are lent to be changed (`m.row_mut(i).copy_from(&v)`).

#![allow(clippy::type_complexity, reason = "a pullback is a closure of all bars")]

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix};

use crate::crates::methods::Tangent;
use crate::payload::ReceiverDotMut;
use crate::space::Differentiable;
use crate::underived::Marked;

/// `m.ad_put(i, j, &part)`: from a row and a column on. What was there loses its cotangent, which goes to the part.
pub trait PutMethod<R: Dim, C: Dim>: Differentiable + Sized
where
    DefaultAllocator: Allocator<R, C>,
{
    /// That there are derivatives.
    #[inline]
    fn ad_put_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }

    /// The method itself, where nothing is differentiated.
    #[inline]
    fn ad_put<K: Dim, L: Dim>(&mut self, i: usize, j: usize, part: &OMatrix<f64, K, L>)
    where
        DefaultAllocator: Allocator<K, L>,
    {
        self.ad_put_value(i, j, part);
    }

    /// The method itself.
    fn ad_put_value<K: Dim, L: Dim>(&mut self, i: usize, j: usize, part: &OMatrix<f64, K, L>)
    where
        DefaultAllocator: Allocator<K, L>;

    /// Reverse mode.
    fn ad_put_pullback<K: Dim, L: Dim>(
        &mut self,
        i: usize,
        j: usize,
        part: &OMatrix<f64, K, L>,
    ) -> (
        (),
        impl FnOnce(
            (),
            Option<&mut Tangent<Self>>,
            Option<&mut ()>,
            Option<&mut ()>,
            Option<&mut OMatrix<f64, K, L>>,
        ) + use<Self, R, C, K, L>,
    )
    where
        DefaultAllocator: Allocator<K, L>;

    /// The same.
    fn ad_put_owned_pullback<K: Dim, L: Dim>(
        &mut self,
        i: usize,
        j: usize,
        part: &OMatrix<f64, K, L>,
    ) -> (
        (),
        impl FnOnce(
            (),
            Option<&mut Tangent<Self>>,
            Option<&mut ()>,
            Option<&mut ()>,
            Option<&mut OMatrix<f64, K, L>>,
        ) + use<Self, R, C, K, L>,
    )
    where
        DefaultAllocator: Allocator<K, L>,
    {
        self.ad_put_pullback(i, j, part)
    }

    /// Forward mode.
    #[allow(clippy::too_many_arguments, reason = "a dot for each")]
    fn ad_put_tangent<K: Dim, L: Dim>(
        &mut self,
        i: usize,
        j: usize,
        part: &OMatrix<f64, K, L>,
        dot: impl ReceiverDotMut<Tangent<Self>>,
        _: Option<()>,
        _: Option<()>,
        part_dot: Option<&OMatrix<f64, K, L>>,
    ) -> ((), ())
    where
        DefaultAllocator: Allocator<K, L>;
}

impl<R: Dim, C: Dim> PutMethod<R, C> for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    #[inline]
    fn ad_put_value<K: Dim, L: Dim>(&mut self, i: usize, j: usize, part: &OMatrix<f64, K, L>)
    where
        DefaultAllocator: Allocator<K, L>,
    {
        let mut written = self.view_mut((i, j), part.shape());
        written.iter_mut().zip(part.iter()).for_each(|(entry, part)| *entry = *part);
    }

    #[inline]
    #[allow(refining_impl_trait, reason = "what is kept is said more exactly")]
    fn ad_put_pullback<K: Dim, L: Dim>(
        &mut self,
        i: usize,
        j: usize,
        part: &OMatrix<f64, K, L>,
    ) -> (
        (),
        impl FnOnce(
            (),
            Option<&mut Tangent<Self>>,
            Option<&mut ()>,
            Option<&mut ()>,
            Option<&mut OMatrix<f64, K, L>>,
        ) + use<R, C, K, L>,
    )
    where
        DefaultAllocator: Allocator<K, L>,
    {
        self.ad_put_value(i, j, part);
        let shape = part.shape();
        let pullback = move |(),
                             bar: Option<&mut OMatrix<f64, R, C>>,
                             _: Option<&mut ()>,
                             _: Option<&mut ()>,
                             part_bar: Option<&mut OMatrix<f64, K, L>>| {
            let Some(bar) = bar else { return };
            let mut written = bar.view_mut((i, j), shape);
            if let Some(part_bar) = part_bar {
                part_bar.iter_mut().zip(written.iter()).for_each(|(part, bar)| *part += bar);
            }
            written.fill(0.0);
        };
        ((), pullback)
    }

    #[inline]
    fn ad_put_tangent<K: Dim, L: Dim>(
        &mut self,
        i: usize,
        j: usize,
        part: &OMatrix<f64, K, L>,
        mut dot: impl ReceiverDotMut<Tangent<Self>>,
        _: Option<()>,
        _: Option<()>,
        part_dot: Option<&OMatrix<f64, K, L>>,
    ) -> ((), ())
    where
        DefaultAllocator: Allocator<K, L>,
    {
        if let Some(dot) = dot.exclusive() {
            let mut written = dot.view_mut((i, j), part.shape());
            match part_dot {
                Some(part_dot) => {
                    written.iter_mut().zip(part_dot.iter()).for_each(|(dot, part)| *dot = *part);
                }
                None => written.fill(0.0),
            }
        }
        self.ad_put_value(i, j, part);
        ((), ())
    }
}
