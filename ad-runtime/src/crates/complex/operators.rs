//! The rules of complex numbers' operators, with complex and with real operands, by value and by reference.

use num_complex::Complex;

use super::partial::{back, forth};
use crate::crates::methods::Bar;
use crate::rules::{
    AddRule, DivRule, MulRule, NegRule, ProductRule, SubRule, SumOfReferencesRule, SumRule,
};

/// `Value` is of which type an operand is without its reference, and its tangent.
macro_rules! binary {
    ($($Rule:ident $pullback:ident $tangent:ident $op:tt |$a:ident, $b:ident, $y:ident| $by_a:expr, $by_b:expr;)*) => {$(
        binary!(@operands $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; Complex<f64>, Complex<f64>);
        binary!(@operands $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; Complex<f64>, f64);
        binary!(@operands $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; f64, Complex<f64>);
    )*};
    (@operands $Rule:ident $pullback:ident $tangent:ident $op:tt |$a:ident, $b:ident, $y:ident| $by_a:expr, $by_b:expr; $Left:ty, $Right:ty) => {
        binary!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; $Left, $Right; $Left, $Right);
        binary!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; $Left, $Right; &$Left, $Right);
        binary!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; $Left, $Right; $Left, &$Right);
        binary!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; $Left, $Right; &$Left, &$Right);
    };
    (@one $Rule:ident $pullback:ident $tangent:ident $op:tt |$a:ident, $b:ident, $y:ident| $by_a:expr, $by_b:expr; $Left:ty, $Right:ty; $L:ty, $R:ty) => {
        #[diagnostic::do_not_recommend]
        impl $Rule<$R> for $L {
            #[inline]
            #[allow(clippy::clone_on_copy, reason = "of a reference it is the number")]
            #[allow(unused_variables, reason = "not every partial is of both operands")]
            fn $pullback(
                self,
                right: $R,
            ) -> (
                Complex<f64>,
                impl FnOnce(Complex<f64>, Option<&mut $Left>, Option<&mut $Right>),
            ) {
                let ($a, $b): ($Left, $Right) = (self.clone(), right.clone());
                let $y = $a $op $b;
                let pullback = move |bar: Complex<f64>,
                                     left_bar: Option<&mut $Left>,
                                     right_bar: Option<&mut $Right>| {
                    if !bar.is_nothing() {
                        back($by_a, bar, left_bar);
                        back($by_b, bar, right_bar);
                    }
                };
                ($y, pullback)
            }

            #[inline]
            #[allow(clippy::clone_on_copy, reason = "of a reference it is the number")]
            #[allow(unused_variables, reason = "not every partial is of both operands")]
            fn $tangent(
                self,
                right: $R,
                left_dot: Option<&$Left>,
                right_dot: Option<&$Right>,
            ) -> (Complex<f64>, Complex<f64>) {
                let ($a, $b): ($Left, $Right) = (self.clone(), right.clone());
                let $y = $a $op $b;
                ($y, forth($by_a, left_dot) + forth($by_b, right_dot))
            }
        }
    };
}

binary! {
    AddRule add_pullback add_tangent + |a, b, y| 1.0, 1.0;
    SubRule sub_pullback sub_tangent - |a, b, y| 1.0, -1.0;
    MulRule mul_pullback mul_tangent * |a, b, y| b, a;
    DivRule div_pullback div_tangent / |a, b, y| 1.0 / b, -(y / b);
}

macro_rules! negative {
    ($($Operand:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl NegRule for $Operand {
            #[inline]
            fn neg_pullback(
                self,
            ) -> (Complex<f64>, impl FnOnce(Complex<f64>, Option<&mut Complex<f64>>)) {
                (-self, |bar: Complex<f64>, operand_bar: Option<&mut Complex<f64>>| {
                    back(-1.0, bar, operand_bar);
                })
            }

            #[inline]
            fn neg_tangent(
                self,
                operand_dot: Option<&Complex<f64>>,
            ) -> (Complex<f64>, Complex<f64>) {
                (-self, forth(-1.0, operand_dot))
            }
        }
    )*};
}

negative!(Complex<f64> &Complex<f64>);

/// The sum of numbers: each item's bar is the sum's.
macro_rules! sums {
    ($($Rule:ident $each:ident $pullback:ident $tangent:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl $Rule for Complex<f64> {
            fn $pullback(
                items: Vec<Complex<f64>>,
            ) -> (Complex<f64>, impl FnOnce(Complex<f64>, Option<&mut Vec<Complex<f64>>>)) {
                let value = items.$each().sum();
                (value, |bar, items_bar: Option<&mut Vec<Complex<f64>>>| {
                    items_bar.into_iter().flatten().for_each(|item_bar| *item_bar += bar);
                })
            }

            fn $tangent(
                items: Vec<Complex<f64>>,
                items_dot: Option<&Vec<Complex<f64>>>,
            ) -> (Complex<f64>, Complex<f64>) {
                (items.$each().sum(), items_dot.into_iter().flatten().sum())
            }
        }
    )*};
}

sums! {
    SumRule into_iter sum_pullback sum_tangent;
    SumOfReferencesRule iter sum_of_references_pullback sum_of_references_tangent;
}

/// The product of numbers: the partial by an item is the product of the others.
#[diagnostic::do_not_recommend]
impl ProductRule for Complex<f64> {
    fn product_pullback(
        items: Vec<Complex<f64>>,
    ) -> (Complex<f64>, impl FnOnce(Complex<f64>, Option<&mut Vec<Complex<f64>>>)) {
        let value = items.iter().product();
        let pullback = move |bar: Complex<f64>, items_bar: Option<&mut Vec<Complex<f64>>>| {
            let Some(items_bar) = items_bar.filter(|_| !bar.is_nothing()) else { return };
            let mut before = vec![Complex::new(1.0, 0.0)];
            before.extend(items.iter().scan(before[0], |product, item| {
                *product *= item;
                Some(*product)
            }));
            let mut after = Complex::new(1.0, 0.0);
            for (i, item) in items.iter().enumerate().rev() {
                items_bar[i] += (before[i] * after).conj() * bar;
                after *= item;
            }
        };
        (value, pullback)
    }

    fn product_tangent(
        items: Vec<Complex<f64>>,
        items_dot: Option<&Vec<Complex<f64>>>,
    ) -> (Complex<f64>, Complex<f64>) {
        let value = items.iter().product();
        let (mut product, mut dot) = (Complex::new(1.0, 0.0), Complex::new(0.0, 0.0));
        for (i, item) in items.iter().enumerate() {
            dot = dot * item + items_dot.map_or(Complex::new(0.0, 0.0), |dots| product * dots[i]);
            product *= item;
        }
        (value, dot)
    }
}
