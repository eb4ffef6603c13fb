//! A Jacobian by elimination of vertices against finite differences, whatever the order.

use super::{N_POINTS, Point, assert_close, assert_same};
use crate::elimination::{self, Eliminated, ORDERS};
use crate::ir::eval;
use crate::tests::support::leaves::leaves;
use crate::tests::support::program::Program;
use crate::tests::support::stages::stages;

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

impl Point<'_> {
    fn check_entries(&self, eliminated: &Eliminated, simplified: bool) {
        let value = self.value(&self.main.primal);
        let columns = self.differences(|at| leaves(&at.value(&at.main.primal)));
        let widths: Vec<_> = self.wanted().map(|i| leaves(&self.args[i]).len()).collect();
        let first = |parameter: usize| widths[..parameter].iter().sum::<usize>();
        for function in stages(eliminated.function.clone(), simplified) {
            let results = eval::call(self.program, &function, self.passed()).results;
            assert_same(&value, &results[0], "eliminated", &function);
            let mut jacobian = vec![vec![0.0; leaves(&value).len()]; columns.len()];
            for (entry, found) in eliminated.entries.iter().zip(leaves(&results[1])) {
                let column = first(entry.parameter) + entry.item.unwrap_or(0);
                jacobian[column][entry.row] = found;
            }
            for (expected, found) in columns.iter().zip(&jacobian) {
                assert_close(expected, found, &function);
            }
        }
    }
}
