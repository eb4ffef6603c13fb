//! Snapshots of a loop's state, as the interpreter keeps them: one before every third step. Which schedule is the best the runtime knows, and its
//! own tests count steps.
//!
//! A record is the number of the next step, of the one to be reversed and of the one at hand, and then for each snapshot its step and the state.

use super::{Frame, Value};
use crate::ir::{Act, Place, VarId};

/// So many steps are run again at most.
const DISTANCE: i128 = 3;

impl Frame<'_> {
    pub(super) fn snapshot(
        &mut self,
        act: &Act,
        record: VarId,
        state: &[Place],
        results: &[VarId],
    ) {
        let values = match act {
            Act::Start(_) => {
                let first = self.state(0, state);
                let start = vec![Value::Int(0), Value::Int(-1), Value::Int(0)];
                self.define(record, Value::Records(vec![start, first]));
                Vec::new()
            }
            Act::Finish => vec![self.atom(&super::Atom::Var(record))],
            Act::Resume => {
                let first = self.with_records(record, |records| records[1].clone());
                let whole = self.atom(&super::Atom::Var(record));
                [whole].into_iter().chain(first.into_iter().skip(1)).collect()
            }
            Act::Take => vec![Value::Bool(self.take(record, state))],
            Act::Number => vec![self.with_records(record, |records| records[0][2].clone())],
            Act::Restore => vec![Value::Bool(self.restore(record, state))],
        };
        // Nobody may ask in the forward sweep.
        self.define_all(results, values.into_iter().take(results.len()).collect());
    }

    fn state(&self, step: i128, state: &[Place]) -> Vec<Value> {
        let values = state.iter().map(|place| self.wanted(place).read().owned());
        [Value::Int(step)].into_iter().chain(values).collect()
    }

    fn take(&mut self, record: VarId, state: &[Place]) -> bool {
        let (at, last, target) = self.with_records(record, |records| {
            let last = records.last().expect("a first snapshot")[0].int();
            records[0][2] = records[0][0].clone();
            (records[0][0].int(), last, records[0][1].int())
        });
        if at == target {
            return false;
        }
        if at % DISTANCE == 0 && at > last {
            let kept = self.state(at, state);
            self.with_records(record, |records| records.push(kept));
        }
        self.with_records(record, |records| records[0][0] = Value::Int(at + 1));
        true
    }

    fn restore(&mut self, record: VarId, state: &[Place]) -> bool {
        let kept = self.with_records(record, |records| {
            let end = match records[0][1].int() {
                -1 => records[0][0].int(),
                target => target,
            };
            let target = end - 1;
            while records.last().expect("a first snapshot")[0].int() > target.max(0) {
                records.pop();
            }
            let kept = records.last().expect("a first snapshot").clone();
            records[0] = vec![kept[0].clone(), Value::Int(target), Value::Int(target)];
            (target >= 0).then_some(kept)
        });
        let Some(kept) = kept else { return false };
        for (place, value) in state.iter().zip(&kept[1..]) {
            self.wanted(place).write(value.clone());
        }
        true
    }
}
