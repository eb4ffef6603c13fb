//! Snapshots of a loop's state hold the dots of what they hold, as do those that are restored.

use super::Tangent;
use crate::ir::{Act, Stmt};

impl Tangent<'_> {
    pub(super) fn snapshot(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        let Stmt::Snapshot { act, record, state, results, span } = stmt else {
            unreachable!("called on a snapshot")
        };
        let dots: Vec<_> = state.iter().filter_map(|place| self.dotted(place)).collect();
        let state = state.iter().cloned().chain(dots).collect();
        let mut results = results.clone();
        if let Act::Resume = act {
            let active: Vec<_> = results.iter().map(|var| self.is_active(*var)).collect();
            self.add_dots(&mut results, &active);
        }
        let (act, record, span) = (act.clone(), *record, *span);
        code.push(Stmt::Snapshot { act, record, state, results, span });
    }
}
