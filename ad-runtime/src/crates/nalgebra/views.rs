//! Views that are only read: each is a part by value, and its cotangent is added to that part of the matrix's.

use nalgebra::allocator::Allocator;
use nalgebra::{Const, DefaultAllocator, Dim, DimName, Dyn, OMatrix, OVector, RowOVector, U1};

use crate::crates::methods::{Bar, Tangent, unary};
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

/// A method that hands out a part, by its place and its size.
macro_rules! views {
    ($(
        $(#[$doc:meta])*
        $Trait:ident[$($G:ident: $B:path),*](; $($bounds:tt)*)
        $value:ident $pullback:ident $owned:ident $tangent:ident $marked:ident:
        <$($n:ident),*>($($i:ident: $I:ty),*) -> $Y:ty [$($bound:tt)*] |$x:ident| { $part:expr } |$bar:ident| { $part_bar:expr }
    )*) => {$(
        $(#[$doc])*
        pub trait $Trait<$($G: $B),*>: Differentiable + Sized
        where
            $($bounds)*
        {
            /// That there are derivatives, whatever may be changed.
            #[inline]
            fn $marked(&self) -> Marked<Self> {
                Marked::by(self)
            }

            /// The part itself.
            fn $value<$(const $n: usize),*>(&self, $($i: $I),*) -> $Y
            where
                $($bound)*;

            /// Reverse mode.
            fn $pullback<$(const $n: usize),*>(
                &self,
                $($i: $I),*
            ) -> (
                $Y,
                impl FnOnce(
                    Tangent<$Y>,
                    Option<&mut Tangent<Self>>,
                    $(Option<&mut Tangent<$I>>),*
                ) + use<Self, $($G,)* $($n),*>,
            )
            where
                $($bound)*;

            /// The same.
            fn $owned<$(const $n: usize),*>(
                &self,
                $($i: $I),*
            ) -> (
                $Y,
                impl FnOnce(
                    Tangent<$Y>,
                    Option<&mut Tangent<Self>>,
                    $(Option<&mut Tangent<$I>>),*
                ) + use<Self, $($G,)* $($n),*>,
            )
            where
                $($bound)*;

            /// Forward mode.
            fn $tangent<$(const $n: usize),*>(
                &self,
                $($i: $I,)*
                dot: impl ReceiverDot<Tangent<Self>>,
                $(_: Option<Tangent<$I>>),*
            ) -> ($Y, Tangent<$Y>)
            where
                $($bound)*;
        }

        impl<$($G: $B),*> $Trait<$($G),*> for OMatrix<f64, R, C>
        where
            $($bounds)*
        {
            #[inline]
            fn $value<$(const $n: usize),*>(&self, $($i: $I),*) -> $Y
            where
                $($bound)*
            {
                let $x = self;
                $part.into_owned()
            }

            #[inline]
            fn $pullback<$(const $n: usize),*>(
                &self,
                $($i: $I),*
            ) -> (
                $Y,
                impl FnOnce(
                    Tangent<$Y>,
                    Option<&mut Tangent<Self>>,
                    $(Option<&mut Tangent<$I>>),*
                ) + use<$($G,)* $($n),*>,
            )
            where
                $($bound)*
            {
                let pullback = move |part_bar: Tangent<$Y>,
                                     bar: Option<&mut Tangent<Self>>,
                                     $(_: Option<&mut Tangent<$I>>),*| {
                    if let Some($bar) = bar {
                        let entries = part_bar.iter();
                        $part_bar.iter_mut().zip(entries).for_each(|(bar, entry)| *bar += entry);
                    }
                };
                (self.$value($($i),*), pullback)
            }

            #[inline]
            fn $owned<$(const $n: usize),*>(
                &self,
                $($i: $I),*
            ) -> (
                $Y,
                impl FnOnce(
                    Tangent<$Y>,
                    Option<&mut Tangent<Self>>,
                    $(Option<&mut Tangent<$I>>),*
                ) + use<$($G,)* $($n),*>,
            )
            where
                $($bound)*
            {
                self.$pullback($($i),*)
            }

            #[inline]
            fn $tangent<$(const $n: usize),*>(
                &self,
                $($i: $I,)*
                dot: impl ReceiverDot<Tangent<Self>>,
                $(_: Option<Tangent<$I>>),*
            ) -> ($Y, Tangent<$Y>)
            where
                $($bound)*
            {
                let value = self.$value($($i),*);
                let part_dot = match dot.shared() {
                    Some($x) => $part.into_owned(),
                    None => value.zero_tangent(),
                };
                (value, part_dot)
            }
        }
    )*};
}

views! {
    /// A row.
    RowMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C> + Allocator<U1, C>)
    row_value row_pullback row_owned_pullback row_tangent row_marked:
    <>(i: usize) -> RowOVector<f64, C> [] |m| { m.row(i) } |m| { m.row_mut(i) }

    /// A column.
    ColumnMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C> + Allocator<R>)
    column_value column_pullback column_owned_pullback column_tangent column_marked:
    <>(j: usize) -> OVector<f64, R> [] |m| { m.column(j) } |m| { m.column_mut(j) }

    /// So many rows.
    RowsMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C> + Allocator<Dyn, C>)
    rows_value rows_pullback rows_owned_pullback rows_tangent rows_marked:
    <>(i: usize, n: usize) -> OMatrix<f64, Dyn, C> [] |m| { m.rows(i, n) } |m| { m.rows_mut(i, n) }

    /// So many columns.
    ColumnsMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C> + Allocator<R, Dyn>)
    columns_value columns_pullback columns_owned_pullback columns_tangent columns_marked:
    <>(j: usize, n: usize) -> OMatrix<f64, R, Dyn> [] |m| { m.columns(j, n) } |m| { m.columns_mut(j, n) }

    /// A part.
    ViewMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C> + Allocator<Dyn, Dyn>)
    view_value view_pullback view_owned_pullback view_tangent view_marked:
    <>(start: (usize, usize), size: (usize, usize)) -> OMatrix<f64, Dyn, Dyn> [] |m| { m.view(start, size) } |m| { m.view_mut(start, size) }

    /// A part of static size.
    FixedViewMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C>)
    fixed_view_value fixed_view_pullback fixed_view_owned_pullback fixed_view_tangent fixed_view_marked:
    <K, L>(i: usize, j: usize) -> OMatrix<f64, Const<K>, Const<L>> [DefaultAllocator: Allocator<Const<K>, Const<L>>] |m| { m.fixed_view::<K, L>(i, j) } |m| { m.fixed_view_mut::<K, L>(i, j) }

    /// So many rows.
    FixedRowsMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C>)
    fixed_rows_value fixed_rows_pullback fixed_rows_owned_pullback fixed_rows_tangent fixed_rows_marked:
    <K>(i: usize) -> OMatrix<f64, Const<K>, C> [DefaultAllocator: Allocator<Const<K>, C>] |m| { m.fixed_rows::<K>(i) } |m| { m.fixed_rows_mut::<K>(i) }

    /// So many columns.
    FixedColumnsMethod[R: Dim, C: Dim](; DefaultAllocator: Allocator<R, C>)
    fixed_columns_value fixed_columns_pullback fixed_columns_owned_pullback fixed_columns_tangent fixed_columns_marked:
    <K>(j: usize) -> OMatrix<f64, R, Const<K>> [DefaultAllocator: Allocator<R, Const<K>>] |m| { m.fixed_columns::<K>(j) } |m| { m.fixed_columns_mut::<K>(j) }
}

unary! {
    /// A view is by value already.
    IntoOwnedMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    into_owned_value into_owned_pullback into_owned_owned_pullback into_owned_tangent into_owned_marked: |x| -> OMatrix<f64, R, C> { x.clone() }
    keep |y| { () }
    back |y, bar| { bar }
    forth |y, dot| { dot.clone() }

    /// The bar is that of the entries on the diagonal.
    DiagonalMethod[D: Dim](OMatrix<f64, D, D>; DefaultAllocator: Allocator<D, D> + Allocator<D>)
    diagonal_value diagonal_pullback diagonal_owned_pullback diagonal_tangent diagonal_marked: |x| -> OVector<f64, D> { x.diagonal() }
    keep |y| { () }
    back |y, bar| { OMatrix::from_diagonal(&bar) }
    forth |y, dot| { dot.diagonal() }

    /// What was left out has none.
    UpperTriangleMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    upper_triangle_value upper_triangle_pullback upper_triangle_owned_pullback upper_triangle_tangent upper_triangle_marked: |x| -> OMatrix<f64, R, C> { x.upper_triangle() }
    keep |y| { () }
    back |y, bar| { bar.upper_triangle() }
    forth |y, dot| { dot.upper_triangle() }

    /// What was left out has none.
    LowerTriangleMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    lower_triangle_value lower_triangle_pullback lower_triangle_owned_pullback lower_triangle_tangent lower_triangle_marked: |x| -> OMatrix<f64, R, C> { x.lower_triangle() }
    keep |y| { () }
    back |y, bar| { bar.lower_triangle() }
    forth |y, dot| { dot.lower_triangle() }
}

/// `v.xy()`, some of the entries, by name.
macro_rules! picked {
    ($($Trait:ident $value:ident $pullback:ident $owned:ident $tangent:ident $marked:ident: $n:literal [$($i:literal),*];)*) => {
        unary! {$(
            /// Each has the bar of what it was picked for.
            $Trait[D: DimName](OVector<f64, D>; DefaultAllocator: Allocator<D> + Allocator<Const<$n>>)
            $value $pullback $owned $tangent $marked: |x| -> OVector<f64, Const<$n>> { picked(x, [$($i),*]) }
            keep |y| { () }
            back |y, bar| {
                let mut back = x.zero_tangent();
                for (i, bar) in [$($i),*].into_iter().zip(bar.iter()) {
                    back[i] = *bar;
                }
                back
            }
            forth |y, dot| { picked(dot, [$($i),*]) }
        )*}
    };
}

/// The entries of these numbers.
fn picked<D: Dim, const N: usize>(
    x: &OVector<f64, D>,
    numbers: [usize; N],
) -> OVector<f64, Const<N>>
where
    DefaultAllocator: Allocator<D> + Allocator<Const<N>>,
{
    OVector::from_fn_generic(Const, Const, |i, _| x[numbers[i]])
}

picked! {
    XyMethod xy_value xy_pullback xy_owned_pullback xy_tangent xy_marked: 2 [0, 1];
    XzMethod xz_value xz_pullback xz_owned_pullback xz_tangent xz_marked: 2 [0, 2];
    YzMethod yz_value yz_pullback yz_owned_pullback yz_tangent yz_marked: 2 [1, 2];
    XyzMethod xyz_value xyz_pullback xyz_owned_pullback xyz_tangent xyz_marked: 3 [0, 1, 2];
}
