//! What a transform computes, against what it should: with the interpreter, at a few points.
//!
//! - The value beside a derivative is the primal's, bit for bit, and so is it after every pass before.
//! - Forward mode agrees with finite differences, column by column; reverse mode, in both forms, with
//!   forward mode.
//! - Reverse mode does so however the loops are reversed.
//! - Simplifying changes nothing: it keeps every value, so all of this is done before and after it.
//! - Nor does it what the types are taken for: all of this is done with the rules of numbers, and with those of unknown types ([`stages`]).
//! - The tangent of the adjoint agrees with finite differences of the adjoint ([`check_second`]).

mod eliminated;
mod second;

pub use eliminated::{check_eliminated, check_orders};
pub use second::{check_hessians, check_second};

use crate::adjoint::Form;
use crate::args::Strategy;
use crate::ir::eval::{self, Location, Value};
use crate::ir::{Function, print};
use crate::lift::Wanted;

use super::leaves::{all_leaves, leaves, with_leaves};
use super::program::{Analysed, Program};
use super::samples::Samples;
use super::stages::{last_stage, stages};

/// How many points a function is looked at.
const N_POINTS: usize = 3;
/// Every way to reverse a loop.
const STRATEGIES: [Strategy; 4] =
    [Strategy::Best, Strategy::Replay, Strategy::Store, Strategy::Checkpoint];

/// Checks the values and the first derivatives of a program's main function.
pub fn check(program: &Program) {
    for seed in 0..N_POINTS {
        let at = Point::sample(program, seed);
        let value = at.value(&at.main.primal);
        assert_same(&value, &at.value(&at.main.lowered), "lowered", &at.main.lowered);
        let jacobian = at.differences(|at| leaves(&at.value(&at.main.primal)));
        for simplified in [false, true] {
            at.check_tangent(&value, &jacobian, simplified);
            at.check_pullback(&value, &jacobian, simplified);
            if at.main.signature.is_scalar() {
                at.check_gradient(&value, &jacobian, simplified);
            }
        }
    }
}

/// Checks the tangent as a function of its own, so many times: its values, and the derivatives of either mode.
pub fn check_lifted(program: &Program, times: usize) {
    let mut lifted = program.main().clone();
    for _ in 0..times {
        lifted = lifted.lifted(Wanted::Pair);
    }
    // The points of the function itself are looked at by other tests.
    for seed in 0..1 {
        let mut at = Point::sample(program, seed);
        let n_params = at.args.len();
        let mut entries = (seed..).map(|i| 0.6 - 0.35 * (i % 5) as f64);
        for i in n_params..lifted.signature.params.len() {
            let zero = at.args[i % n_params].zero_like();
            at.args.push(match lifted.signature.params[i].differentiable {
                true => with_leaves(&zero, &mut entries),
                false => Value::Unit,
            });
        }
        at.main = &lifted;
        let value = at.value(&at.main.primal);
        let jacobian = at.differences(|at| leaves(&at.value(&at.main.primal)));
        for simplified in [false, true] {
            at.check_tangent(&value, &jacobian, simplified);
            at.check_pullback(&value, &jacobian, simplified);
        }
    }
}

/// For programs that nobody chose the points for: forward mode and both forms of reverse mode agree to
/// many digits, and with finite differences wherever those agree with themselves.
pub fn check_modes(program: &Program) -> Result<(), String> {
    for seed in 0..N_POINTS {
        let at = Point::sample(program, seed);
        for simplified in [false, true] {
            let forward = at.forward(simplified);
            let forms = [Form::Pullback, Form::Gradient, Form::Owned];
            let ways = STRATEGIES.map(|strategy| forms.map(|form| (form, strategy)));
            let reverse: Vec<_> =
                ways.concat().into_iter().map(|way| at.reverse(way, simplified)).collect();
            if !reverse.iter().all(|reverse| near(&forward, reverse, 1e-10)) {
                return Err(format!("forward {forward:?}, reverse {reverse:?}"));
            }
            let [ahead, behind] = [1e-6, -1e-6].map(|step| at.slopes(step));
            let is_smooth = near(&ahead, &behind, 1e-4);
            if is_smooth && !near(&forward, &ahead, 1e-3) {
                return Err(format!("forward {forward:?}, differences {ahead:?}"));
            }
        }
    }
    Ok(())
}

/// Equal up to a relative error, absolute below one.
fn near(a: &[f64], b: &[f64], tolerance: f64) -> bool {
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= tolerance * a.abs().max(1.0);
    a.len() == b.len() && a.iter().zip(b).all(near)
}

/// Checks that the main functions of two programs have the same values.
pub fn assert_equal(one: &Program, other: &Program) {
    for seed in 0..N_POINTS {
        let (at, again) = (Point::sample(one, seed), Point::sample(other, seed));
        let values = (at.value(&at.main.primal), again.value(&again.main.primal));
        assert_same(&values.0, &values.1, "emitted", &again.main.primal);
    }
}

/// The arguments of a program's main function, references looked through.
#[derive(Clone)]
struct Point<'a> {
    program: &'a Program,
    main: &'a Analysed,
    args: Vec<Value>,
}

impl<'a> Point<'a> {
    fn sample(program: &'a Program, seed: usize) -> Point<'a> {
        let main = program.main();
        let mut samples = Samples { program, seed, drawn: 0 };
        let args = main.signature.params.iter().map(|param| samples.of(&param.ty)).collect();
        Point { program, main, args }
    }

    /// The arguments as the function wants them.
    fn passed(&self) -> Vec<Value> {
        let args = self.args.iter().enumerate();
        args.map(|(i, arg)| if self.main.is_ref(i) { arg.clone().borrowed() } else { arg.clone() })
            .collect()
    }

    fn wanted(&self) -> impl Iterator<Item = usize> {
        let params = self.main.signature.params.iter().enumerate();
        params.filter(|(_, param)| param.differentiable).map(|(i, _)| i)
    }

    /// The floats that derivatives are taken by.
    fn inputs(&self) -> Vec<f64> {
        self.wanted().flat_map(|i| leaves(&self.args[i])).collect()
    }

    /// The same point with other inputs.
    fn with_inputs(&self, inputs: &[f64]) -> Point<'a> {
        let mut point = self.clone();
        let mut inputs = inputs.iter().copied();
        for i in self.wanted() {
            point.args[i] = with_leaves(&self.args[i], &mut inputs);
        }
        point
    }

    /// A tangent for each wanted parameter, together the `i`th unit vector.
    fn unit(&self, i: usize) -> Vec<Value> {
        let mut entries = (0..).map(|j| if i == j { 1.0 } else { 0.0 });
        let zeros = self.wanted().map(|i| self.args[i].zero_like());
        zeros.map(|zero| with_leaves(&zero, &mut entries)).collect()
    }

    /// A zero for each wanted parameter, to be added to.
    fn bars(&self) -> Vec<Location> {
        self.wanted().map(|i| Location::new(self.args[i].zero_like())).collect()
    }

    fn value(&self, primal: &Function) -> Value {
        eval::call(self.program, primal, self.passed()).results.remove(0)
    }

    /// Central differences of anything; a row for each input.
    fn plain_differences(&self, step: f64, f: impl Fn(&Point) -> Vec<f64>) -> Vec<Vec<f64>> {
        let inputs = self.inputs();
        let (_, stops) = self.program.note_stops(|| f(self));
        let moved = |i: usize, step: f64| {
            let mut inputs = inputs.clone();
            inputs[i] += step;
            self.program.freeze_stops(&stops, || f(&self.with_inputs(&inputs)))
        };
        let difference = |i| {
            let (ahead, behind) = (moved(i, step), moved(i, -step));
            ahead.iter().zip(behind).map(|(a, b)| (a - b) / (2.0 * step)).collect()
        };
        (0..inputs.len()).map(difference).collect()
    }

    /// The same with one step of Richardson's extrapolation.
    fn differences(&self, f: impl Fn(&Point) -> Vec<f64>) -> Vec<Vec<f64>> {
        let (coarse, fine) = (self.plain_differences(2e-3, &f), self.plain_differences(1e-3, &f));
        let extrapolate = |(fine, coarse): (&f64, &f64)| (4.0 * fine - coarse) / 3.0;
        let rows = fine.iter().zip(&coarse);
        rows.map(|(fine, coarse)| fine.iter().zip(coarse).map(extrapolate).collect()).collect()
    }

    /// One-sided differences of a scalar function: which side, the sign of the step says.
    fn slopes(&self, step: f64) -> Vec<f64> {
        let inputs = self.inputs();
        let value = |at: &Point| at.value(&at.main.primal).owned();
        let (here, stops) = self.program.note_stops(|| leaves(&value(self))[0]);
        let slope = |i| {
            let mut inputs = inputs.clone();
            inputs[i] += step;
            let moved = self.with_inputs(&inputs);
            let there = self.program.freeze_stops(&stops, || leaves(&value(&moved))[0]);
            (there - here) / step
        };
        (0..inputs.len()).map(slope).collect()
    }

    /// The gradient of a scalar function by forward mode, a direction at a time.
    fn forward(&self, simplified: bool) -> Vec<f64> {
        let tangent = last_stage(self.main.tangent(), simplified);
        let derivative = |i| {
            let args = self.passed().into_iter().chain(self.unit(i)).collect();
            leaves(&eval::call(self.program, &tangent, args).results[1])
        };
        (0..self.inputs().len()).flat_map(derivative).collect()
    }

    /// The gradient of a scalar function by reverse mode.
    fn reverse(&self, (form, strategy): (Form, Strategy), simplified: bool) -> Vec<f64> {
        let adjoint = last_stage(self.main.adjoint_by(form, strategy), simplified);
        match form {
            Form::Gradient => self.gradient(&adjoint).1,
            Form::Pullback | Form::Owned => self.pulled(&adjoint, &Value::Float(1.0)).1,
        }
    }

    /// The value and, for a cotangent of it, the cotangents of the inputs.
    fn pulled(&self, pullback: &Function, value_bar: &Value) -> (Value, Vec<f64>) {
        self.pulled_after(pullback, value_bar, false)
    }

    /// The same, perhaps after what was lent has changed.
    fn pulled_after(
        &self,
        pullback: &Function,
        value_bar: &Value,
        has_changed: bool,
    ) -> (Value, Vec<f64>) {
        let args = self.passed();
        let outcome = eval::call(self.program, pullback, args.clone());
        for arg in args.iter().filter(|_| has_changed) {
            if let Value::Ref(location) = arg {
                let now = location.read();
                location.write(with_leaves(&now, &mut std::iter::repeat(f64::NAN)));
            }
        }
        let bars = self.bars();
        let closure = outcome.pullback.expect("a pullback");
        let mut args = vec![value_bar.clone()];
        args.extend(self.optional(&bars));
        eval::pull(self.program, &closure, args);
        (outcome.results[0].clone(), all_leaves(&bars))
    }

    /// A reference to a bar for each wanted parameter, and nothing for the others.
    fn optional(&self, bars: &[Location]) -> Vec<Value> {
        let mut bars = bars.iter().cloned();
        let params = self.main.signature.params.iter();
        params
            .map(|param| match param.differentiable {
                true => Value::Ref(bars.next().expect("a bar for each wanted parameter")),
                false => Value::Unwanted,
            })
            .collect()
    }

    fn check_tangent(&self, value: &Value, jacobian: &[Vec<f64>], simplified: bool) {
        for tangent in stages(self.main.tangent(), simplified) {
            for (i, column) in jacobian.iter().enumerate() {
                let mut args = self.passed();
                args.extend(self.unit(i));
                let results = eval::call(self.program, &tangent, args).results;
                assert_same(value, &results[0], "tangent", &tangent);
                assert_close(column, &leaves(&results[1]), &tangent);
            }
        }
    }

    fn check_pullback(&self, value: &Value, jacobian: &[Vec<f64>], simplified: bool) {
        let forms = [Form::Pullback, Form::Owned];
        let ways = STRATEGIES.map(|strategy| forms.map(|form| (form, strategy))).concat();
        for ((form, strategy), may_repeat) in
            ways.into_iter().flat_map(|way| [(way, false), (way, true)])
        {
            self.program.may_repeat.set(may_repeat);
            let adjoint = self.main.adjoint_by(form, strategy);
            for pullback in stages(adjoint, simplified) {
                self.check_rows(value, jacobian, &pullback, form == Form::Owned);
            }
        }
    }

    /// A pullback against the rows of the Jacobian.
    fn check_rows(
        &self,
        value: &Value,
        jacobian: &[Vec<f64>],
        pullback: &Function,
        is_owned: bool,
    ) {
        for j in 0..leaves(value).len() {
            let mut entries = (0..).map(|i| if i == j { 1.0 } else { 0.0 });
            let value_bar = with_leaves(&value.zero_like(), &mut entries);
            let (pulled_value, bars) = self.pulled_after(pullback, &value_bar, is_owned);
            assert_same(value, &pulled_value, "pullback", pullback);
            let row: Vec<_> = jacobian.iter().map(|column| column[j]).collect();
            assert_close(&row, &bars, pullback);
        }
    }

    fn check_gradient(&self, value: &Value, jacobian: &[Vec<f64>], simplified: bool) {
        let row: Vec<_> = jacobian.iter().map(|column| column[0]).collect();
        for (strategy, may_repeat) in
            STRATEGIES.into_iter().flat_map(|strategy| [(strategy, false), (strategy, true)])
        {
            self.program.may_repeat.set(may_repeat);
            let adjoint = self.main.adjoint_by(Form::Gradient, strategy);
            for gradient in stages(adjoint, simplified) {
                let (gradient_value, bars) = self.gradient(&gradient);
                assert_same(value, &gradient_value, "gradient", &gradient);
                assert_close(&row, &bars, &gradient);
            }
        }
    }

    /// The value and its gradient.
    fn gradient(&self, gradient: &Function) -> (Value, Vec<f64>) {
        let bars = self.bars();
        let mut args = self.passed();
        args.extend(bars.iter().cloned().map(Value::Ref));
        let mut outcome = eval::call(self.program, gradient, args);
        (outcome.results.remove(0), all_leaves(&bars))
    }
}

fn assert_same(expected: &Value, found: &Value, what: &str, function: &Function) {
    let bits = |value: &Value| leaves(value).into_iter().map(f64::to_bits).collect::<Vec<_>>();
    assert_eq!(bits(expected), bits(found), "the {what} value in\n{}", print::print(function));
}

/// Equal up to the error of finite differences.
fn assert_close(expected: &[f64], found: &[f64], function: &Function) {
    assert!(
        near(expected, found, 1e-7),
        "expected {expected:?}, found {found:?} in\n{}",
        print::print(function)
    );
}
