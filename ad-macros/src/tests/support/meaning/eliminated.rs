//! A Jacobian by elimination of vertices against finite differences, whatever the order.

use super::{N_POINTS, Point, assert_close, assert_same, near};
use crate::elimination::{self, Eliminated, ORDERS};
use crate::ir::Function;
use crate::ir::eval::{self, Value};
use crate::ir::print::print;
use crate::tests::support::leaves::leaves;
use crate::tests::support::program::Program;
use crate::tests::support::stages::{finished, stages};

/// Checks the value and all entries of a program's main function, and that what has no entry is zero.
pub fn check_eliminated(program: &Program) {
    for seed in 0..N_POINTS {
        let at = Point::sample(program, seed);
        for order in ORDERS {
            let eliminated = elimination::eliminate_by(at.main.linearised(), order);
            for simplified in [false, true] {
                at.check_entries(&eliminated, simplified);
            }
        }
    }
}

/// For programs that nobody chose the points for: all orders agree with forward mode to many digits.
pub fn check_orders(program: &Program) {
    for seed in 0..N_POINTS {
        let at = Point::sample(program, seed);
        let value = at.value(&at.main.primal);
        let tangent = finished(at.main.tangent(), true);
        let column = |i| {
            let args = at.passed().into_iter().chain(at.unit(i)).collect();
            leaves(&eval::call(program, &tangent, args).results[1])
        };
        let columns: Vec<_> = (0..at.inputs().len()).map(column).collect();
        for order in ORDERS {
            let eliminated = elimination::eliminate_by(at.main.linearised(), order);
            let function = finished(eliminated.function.clone(), true);
            let jacobian = at.entries(&eliminated, &function, &value);
            let is_near = near(&columns.concat(), &jacobian.concat(), 1e-9);
            assert!(is_near, "{order:?}: {columns:?}, {jacobian:?} in\n{}", print(&function));
        }
    }
}

impl Point<'_> {
    fn check_entries(&self, eliminated: &Eliminated, simplified: bool) {
        let value = self.value(&self.main.primal);
        let columns = self.differences(|at| leaves(&at.value(&at.main.primal)));
        for function in stages(eliminated.function.clone(), simplified) {
            let jacobian = self.entries(eliminated, &function, &value);
            for (expected, found) in columns.iter().zip(&jacobian) {
                assert_close(expected, found, &function);
            }
        }
    }

    /// The columns of the Jacobian that a function results in beside this value.
    fn entries(
        &self,
        eliminated: &Eliminated,
        function: &Function,
        value: &Value,
    ) -> Vec<Vec<f64>> {
        let widths: Vec<_> = self.wanted().map(|i| leaves(&self.args[i]).len()).collect();
        let first = |parameter: usize| widths[..parameter].iter().sum::<usize>();
        let results = eval::call(self.program, function, self.passed()).results;
        assert_same(value, &results[0], "eliminated", function);
        let mut jacobian = vec![vec![0.0; leaves(value).len()]; self.inputs().len()];
        for (entry, found) in eliminated.entries.iter().zip(leaves(&results[1])) {
            let column = first(entry.parameter) + entry.item.unwrap_or(0);
            jacobian[column][entry.row] = found;
        }
        jacobian
    }
}
