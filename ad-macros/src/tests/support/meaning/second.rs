//! Second derivatives: forward over reverse, against finite differences of reverse mode, and the forms of it against one another.

use super::{N_POINTS, Point, assert_close, near};
use crate::adjoint::Form;
use crate::ir::Function;
use crate::ir::eval::{self, Value};
use crate::tests::support::leaves::{all_leaves, with_leaves};
use crate::tests::support::program::Program;
use crate::tests::support::stages::{finished, stages};

/// Checks the second derivatives: forward over reverse, for both forms of reverse mode.
pub fn check_second(program: &Program) {
    for seed in 0..N_POINTS {
        let at = Point::sample(program, seed);
        for simplified in [false, true] {
            at.check_pullback_tangent(simplified);
            if at.main.signature.is_scalar() {
                at.check_gradient_tangent(simplified);
            }
        }
    }
}

/// For programs that nobody chose the points for, without `stop_gradient`: the tangents of both forms of reverse mode give the same
/// Hessian, and it is symmetric.
pub fn check_hessians(program: &Program) -> Result<(), String> {
    for seed in 0..N_POINTS {
        let at = Point::sample(program, seed);
        let [hessian, other] = [Form::Gradient, Form::Pullback].map(|form| at.hessian(form));
        let transposed = |i| hessian.iter().map(|row| row[i]).collect();
        let transposed: Vec<Vec<f64>> = (0..hessian.len()).map(transposed).collect();
        for expected in [other, transposed] {
            if !near(&hessian.concat(), &expected.concat(), 1e-8) {
                return Err(format!("{hessian:?} is not {expected:?}"));
            }
        }
    }
    Ok(())
}

impl Point<'_> {
    /// Forward over reverse in a direction: the bars and their dots.
    fn gradient_tangent(&self, second: &Function, dots: Vec<Value>) -> (Vec<f64>, Vec<f64>) {
        let (bars, bar_dots) = (self.bars(), self.bars());
        let mut args = self.passed();
        args.extend(bars.iter().cloned().map(Value::Ref));
        args.extend(dots);
        args.extend(bar_dots.iter().cloned().map(Value::Ref));
        eval::call(self.program, second, args);
        (all_leaves(&bars), all_leaves(&bar_dots))
    }

    /// The same with a pullback, while the value's cotangent moves too.
    fn pullback_tangent(
        &self,
        second: &Function,
        dots: Vec<Value>,
        [value_bar, value_bar_dot]: [&Value; 2],
    ) -> (Vec<f64>, Vec<f64>) {
        let (bars, bar_dots) = (self.bars(), self.bars());
        let args = self.passed().into_iter().chain(dots).collect();
        let outcome = eval::call(self.program, second, args);
        let mut args = vec![value_bar.clone()];
        args.extend(self.optional(&bars));
        args.push(value_bar_dot.clone());
        args.extend(self.optional(&bar_dots));
        eval::pull(self.program, &outcome.pullback.expect("a pullback"), args);
        (all_leaves(&bars), all_leaves(&bar_dots))
    }

    fn check_gradient_tangent(&self, simplified: bool) {
        let gradient = finished(self.main.adjoint(Form::Gradient), simplified);
        let hessian = self.differences(|at| at.gradient(&gradient).1);
        for second in stages(self.main.tangent_of(&gradient), simplified) {
            for (i, column) in hessian.iter().enumerate() {
                let (bars, bar_dots) = self.gradient_tangent(&second, self.unit(i));
                assert_close(&self.gradient(&gradient).1, &bars, &second);
                assert_close(column, &bar_dots, &second);
            }
        }
    }

    fn check_pullback_tangent(&self, simplified: bool) {
        let pullback = finished(self.main.adjoint(Form::Pullback), simplified);
        let zero_bar = self.value(&self.main.primal).zero_like();
        let value_bar = with_leaves(&zero_bar, &mut (1..).map(|i| 0.7 + 0.4 * f64::from(i)));
        let value_bar_dot = with_leaves(&zero_bar, &mut (1..).map(|i| 0.3 - 0.2 * f64::from(i)));
        let by_seed = self.pulled(&pullback, &value_bar_dot).1;
        let by_inputs = self.differences(|at| at.pulled(&pullback, &value_bar).1);
        for second in stages(self.main.tangent_of(&pullback), simplified) {
            for (i, column) in by_inputs.iter().enumerate() {
                let seeds = [&value_bar, &value_bar_dot];
                let (bars, bar_dots) = self.pullback_tangent(&second, self.unit(i), seeds);
                let expected: Vec<_> = column.iter().zip(&by_seed).map(|(a, b)| a + b).collect();
                assert_close(&self.pulled(&pullback, &value_bar).1, &bars, &second);
                assert_close(&expected, &bar_dots, &second);
            }
        }
    }

    /// The columns of a scalar function's Hessian.
    fn hessian(&self, form: Form) -> Vec<Vec<f64>> {
        let adjoint = finished(self.main.adjoint(form), true);
        let second = finished(self.main.tangent_of(&adjoint), true);
        let seeds = [&Value::Float(1.0), &Value::Float(0.0)];
        let column = |i| match form {
            Form::Gradient => self.gradient_tangent(&second, self.unit(i)).1,
            Form::Pullback | Form::Owned => self.pullback_tangent(&second, self.unit(i), seeds).1,
        };
        (0..self.inputs().len()).map(column).collect()
    }
}
