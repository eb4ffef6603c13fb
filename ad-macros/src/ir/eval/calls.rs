//! What a statement calls: a function, or the pullback of a call before.

use std::rc::Rc;

use super::value::Value;
use super::{Frame, Pullback, call, pull};
use crate::ir::{Arg, Atom, Callee, Place, Transform, VarId};

impl Frame<'_> {
    /// The values that a call defines: the value, then the pullback and the tangent if it has them.
    pub(super) fn call(
        &self,
        callee: &Callee,
        transform: Transform,
        args: &[Arg],
        dots: &[Option<Arg>],
    ) -> Vec<Value> {
        let operand = |arg: &Arg| match arg {
            Arg::Value(atom) => self.atom(atom),
            Arg::Borrow(place) | Arg::BorrowMut(place) => self.reference(place),
        };
        let (lifted, callee) = callee.lifted();
        let callee = match callee {
            Callee::Function(path) => self.world.callee(path, lifted, transform),
            // One that floats have: nothing else is interpreted.
            Callee::Method(name, _) => self.world.callee(&name.clone().into(), lifted, transform),
            Callee::Associated(_) | Callee::Derivative(..) => {
                panic!("associated functions are not interpreted")
            }
            Callee::Operator(_) => panic!("operators of other types are not interpreted"),
            Callee::Value | Callee::Given(..) | Callee::Tangent(_) => {
                panic!("functions as values are not interpreted")
            }
        };
        let mut values: Vec<_> = args.iter().map(operand).collect();
        for i in args.len() >> lifted..values.len() {
            // What isn't passed is a zero.
            if let Value::Unit = values[i] {
                values[i] = values[i % (args.len() >> lifted)].zero_like();
            }
        }
        for (i, _) in callee.dotted.iter().enumerate().filter(|(_, dotted)| **dotted) {
            values.push(match &dots[i] {
                Some(dot) => operand(dot),
                None => values[i].zero_like(),
            });
        }
        let outcome = call(self.world, &callee.function, values);
        let mut results = outcome.results;
        if results.is_empty() {
            results.push(Value::Unit);
        }
        results.splice(1..1, outcome.pullback.map(Value::Pullback));
        results
    }

    pub(super) fn pull(
        &self,
        pullback: VarId,
        cotangent: Value,
        bars: &[Option<Place>],
        dots: Option<&(Atom, Vec<Option<Place>>)>,
    ) {
        let mut args = vec![cotangent];
        args.extend(self.bars(bars));
        if let Some((dot, bars)) = dots {
            args.push(self.atom(dot).owned());
            args.extend(self.bars(bars));
        }
        pull(self.world, &self.pullback(pullback), args);
    }

    /// The same of an infinite cotangent, `unit * ∞`: nothing comes of what is zero.
    pub(super) fn pull_unbounded(&self, pullback: VarId, unit: f64, bars: &[Option<Place>]) {
        let bars = self.bars(bars);
        let fresh = bars.iter().map(|bar| match bar {
            Value::Ref(bar) => bar.read().zero_like().borrowed(),
            other => other.clone(),
        });
        let fresh: Vec<_> = fresh.collect();
        let args = [Value::Float(unit)].into_iter().chain(fresh.iter().cloned()).collect();
        pull(self.world, &self.pullback(pullback), args);
        for (bar, made) in bars.iter().zip(fresh) {
            if let Value::Ref(bar) = bar {
                bar.write(bar.read().plus(1.0, &made.owned().unbounded()));
            }
        }
    }

    fn bars(&self, bars: &[Option<Place>]) -> Vec<Value> {
        let bar =
            |bar: &Option<Place>| bar.as_ref().map_or(Value::Unwanted, |bar| self.reference(bar));
        bars.iter().map(bar).collect()
    }

    fn pullback(&self, pullback: VarId) -> Rc<Pullback> {
        match self.atom(&Atom::Var(pullback)) {
            Value::Pullback(pullback) => pullback,
            _ => panic!("only a pullback can be pulled"),
        }
    }
}
