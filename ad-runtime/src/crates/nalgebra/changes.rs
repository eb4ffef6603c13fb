//! Methods that write something into a matrix: what was there before loses its cotangent, which goes to what was written.

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix, OVector, RowOVector, U1};

use crate::crates::methods::Tangent;
use crate::payload::ReceiverDotMut;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

/// Such a method: what it does, to a dot too, and what of the bar goes to what was written, before that part of it becomes zero.
macro_rules! changes {
    ($(
        $(#[$doc:meta])*
        $Trait:ident[$($G:ident: $B:path),*]($This:ty; $($bounds:tt)*)
        $value:ident $pullback:ident $owned:ident $tangent:ident $marked:ident:
        |$x:ident $(, $i:ident)*; $a:ident: $A:ty, $Dot:ty| { $change:expr }
        back |$bar:ident| $back:block
        forth { $zero:expr }
    )*) => {$(
        $(#[$doc])*
        pub trait $Trait<$($G: $B),*>: Differentiable + Sized
        where
            $($bounds)*
        {
            /// That there are derivatives.
            #[inline]
            fn $marked(&self) -> Marked<Self> {
                Marked::by(self)
            }

            /// The method itself.
            fn $value(&mut self, $($i: usize,)* $a: $A);

            /// Reverse mode.
            fn $pullback(
                &mut self,
                $($i: usize,)*
                $a: $A,
            ) -> (
                (),
                impl FnOnce(
                    (),
                    Option<&mut Tangent<Self>>,
                    $(changes!(@ $i Option<&mut ()>),)*
                    Option<&mut Tangent<$A>>,
                ) + use<Self, $($G),*>,
            );

            /// The same.
            fn $owned(
                &mut self,
                $($i: usize,)*
                $a: $A,
            ) -> (
                (),
                impl FnOnce(
                    (),
                    Option<&mut Tangent<Self>>,
                    $(changes!(@ $i Option<&mut ()>),)*
                    Option<&mut Tangent<$A>>,
                ) + use<Self, $($G),*>,
            );

            /// Forward mode.
            fn $tangent(
                &mut self,
                $($i: usize,)*
                $a: $A,
                dot: impl ReceiverDotMut<Tangent<Self>>,
                $(_: changes!(@ $i Option<()>),)*
                operand_dot: Option<$Dot>,
            ) -> ((), ());
        }

        impl<$($G: $B),*> $Trait<$($G),*> for $This
        where
            $($bounds)*
        {
            #[inline]
            fn $value(&mut self, $($i: usize,)* $a: $A) {
                let $x = self;
                $change;
            }

            #[inline]
            fn $pullback(
                &mut self,
                $($i: usize,)*
                $a: $A,
            ) -> (
                (),
                impl FnOnce(
                    (),
                    Option<&mut Tangent<Self>>,
                    $(changes!(@ $i Option<&mut ()>),)*
                    Option<&mut Tangent<$A>>,
                ) + use<$($G),*>,
            ) {
                self.$value($($i,)* $a);
                let pullback = move |(),
                                     bar: Option<&mut Tangent<Self>>,
                                     $(_: changes!(@ $i Option<&mut ()>),)*
                                     operand_bar: Option<&mut Tangent<$A>>| {
                    let Some($bar) = bar else { return };
                    let part = $back;
                    if let Some(operand_bar) = operand_bar {
                        operand_bar.accumulate(&part);
                    }
                };
                ((), pullback)
            }

            #[inline]
            fn $owned(
                &mut self,
                $($i: usize,)*
                $a: $A,
            ) -> (
                (),
                impl FnOnce(
                    (),
                    Option<&mut Tangent<Self>>,
                    $(changes!(@ $i Option<&mut ()>),)*
                    Option<&mut Tangent<$A>>,
                ) + use<$($G),*>,
            ) {
                self.$pullback($($i,)* $a)
            }

            #[inline]
            fn $tangent(
                &mut self,
                $($i: usize,)*
                $a: $A,
                mut dot: impl ReceiverDotMut<Tangent<Self>>,
                $(_: changes!(@ $i Option<()>),)*
                operand_dot: Option<$Dot>,
            ) -> ((), ()) {
                if let Some($x) = dot.exclusive() {
                    match operand_dot {
                        Some($a) => $change,
                        None => $zero,
                    }
                }
                self.$value($($i,)* $a);
                ((), ())
            }
        }
    )*};
    (@ $i:ident $ty:ty) => { $ty };
}

changes! {
    /// One number for all entries.
    FillMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    fill_value fill_pullback fill_owned_pullback fill_tangent fill_marked:
    |x; entry: f64, f64| { x.fill(entry) }
    back |bar| {
        let part = bar.sum();
        bar.fill(0.0);
        part
    }
    forth { x.fill(0.0) }

    /// For a row.
    FillRowMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    fill_row_value fill_row_pullback fill_row_owned_pullback fill_row_tangent fill_row_marked:
    |x, i; entry: f64, f64| { x.fill_row(i, entry) }
    back |bar| {
        let part = bar.row(i).sum();
        bar.fill_row(i, 0.0);
        part
    }
    forth { x.fill_row(i, 0.0) }

    /// For a column.
    FillColumnMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    fill_column_value fill_column_pullback fill_column_owned_pullback fill_column_tangent fill_column_marked:
    |x, j; entry: f64, f64| { x.fill_column(j, entry) }
    back |bar| {
        let part = bar.column(j).sum();
        bar.fill_column(j, 0.0);
        part
    }
    forth { x.fill_column(j, 0.0) }

    /// All entries.
    CopyFromMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    copy_from_value copy_from_pullback copy_from_owned_pullback copy_from_tangent copy_from_marked:
    |x; other: &OMatrix<f64, R, C>, &OMatrix<f64, R, C>| { copy(x, other) }
    back |bar| {
        let part = bar.clone();
        bar.fill(0.0);
        part
    }
    forth { x.fill(0.0) }

    /// A row.
    SetRowMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<U1, C>)
    set_row_value set_row_pullback set_row_owned_pullback set_row_tangent set_row_marked:
    |x, i; row: &RowOVector<f64, C>, &RowOVector<f64, C>| { copy_row(x, i, row) }
    back |bar| {
        let part = bar.row(i).into_owned();
        bar.fill_row(i, 0.0);
        part
    }
    forth { x.fill_row(i, 0.0) }

    /// A column.
    SetColumnMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<R>)
    set_column_value set_column_pullback set_column_owned_pullback set_column_tangent set_column_marked:
    |x, j; column: &OVector<f64, R>, &OVector<f64, R>| { copy_column(x, j, column) }
    back |bar| {
        let part = bar.column(j).into_owned();
        bar.fill_column(j, 0.0);
        part
    }
    forth { x.fill_column(j, 0.0) }
}

/// Of shapes that nalgebra compares.
fn copy<R: Dim, C: Dim>(x: &mut OMatrix<f64, R, C>, other: &OMatrix<f64, R, C>)
where
    DefaultAllocator: Allocator<R, C>,
{
    x.copy_from(other);
}

fn copy_row<R: Dim, C: Dim>(x: &mut OMatrix<f64, R, C>, i: usize, row: &RowOVector<f64, C>)
where
    DefaultAllocator: Allocator<R, C> + Allocator<U1, C>,
{
    x.row_mut(i).copy_from(row);
}

fn copy_column<R: Dim, C: Dim>(x: &mut OMatrix<f64, R, C>, j: usize, column: &OVector<f64, R>)
where
    DefaultAllocator: Allocator<R, C> + Allocator<R>,
{
    x.column_mut(j).copy_from(column);
}
