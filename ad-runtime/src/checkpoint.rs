//! Memory against computation: which states of a loop are kept, and which are computed again.
//!
//! The reverse sweep of a loop needs the states before each step, from the last to the first. A loop with `#[checkpoint]` keeps a few of them,
//! *snapshots*, and runs forward from the last of these to the step that is to be reversed; on the way it takes new
//! snapshots in the places of those that are no longer needed.
//!
//! | attribute | snapshots | runs of a step, beside its reversal |
//! |---|---|---|
//! | `#[checkpoint(snapshots = k)]` | `k` | as few as `k` snapshots allow: [`least_steps`] of all |
//! | `#[checkpoint]` | the least number with which no step is run more than twice, at most `√(2n) + 2` | 2 at most |
//! | the same on a `while`, or a loop that may end early | `3 √n + 2` at most | 2 at most |
//!
//! The first two follow the binomial schedule of Griewank and Walther, *Algorithm 799: Revolve*, ACM Transactions on Mathematical Software 26(1),
//! 2000: with `k` snapshots and at most `r` runs of each step, `C(k + r, k)` steps can be reversed and no more. A snapshot stands where
//! the steps behind it are as many as the remaining snapshots can reverse.
//!
//! How long a `while` runs is known when it has ended. Until then its snapshots stand at equal distances, which are doubled, every second snapshot
//! dropped, when there are too many of them, more than half of `k`. Then the steps between each two are reversed by the same schedule, with the snapshots
//! that are left.
//!
//! Deliberately absent: snapshots on disk, and steps of which it is known that they cost more than others.

mod schedule;
mod state;

pub(crate) use schedule::Schedule;
pub use schedule::least_steps;
pub use state::{Behind, Held, Restored, Snapshot, State};

/// The snapshots of one run of a loop, whose state is an `S`.
#[derive(Clone)]
pub struct Checkpoints<S> {
    schedule: Schedule,
    states: Vec<S>,
}

impl<S> Checkpoints<S> {
    /// Before a loop: with at most so many snapshots, if the number is given, of a loop of so many steps, if they are known. The
    /// state is kept as the first.
    ///
    /// # Panics
    /// Panics if there are to be no snapshots.
    pub fn new<A: State<Owned = S>>(
        snapshots: Option<usize>,
        steps: Option<usize>,
        state: A,
    ) -> Checkpoints<S> {
        let mut checkpoints =
            Checkpoints { schedule: Schedule::new(snapshots, steps), states: Vec::new() };
        checkpoints.keep(state);
        checkpoints
    }

    /// Before a step: whether it is to be run, and not to be reversed. Keeps the state if the schedule says so.
    pub fn take<A: State<Owned = S>>(&mut self, state: A) -> bool {
        if self.schedule.is_there() {
            return false;
        }
        if self.schedule.takes() {
            self.keep(state);
        }
        self.schedule.step();
        true
    }

    /// The number of the step that [`take`](Checkpoints::take) was asked of.
    pub fn number(&self) -> usize {
        self.schedule.number()
    }

    fn keep<A: State<Owned = S>>(&mut self, state: A) {
        match self.schedule.slot() {
            slot if slot == self.states.len() => self.states.push(state.copied()),
            slot => state.copy_into(&mut self.states[slot]),
        }
    }

    /// A state of the loop, to be overwritten by others.
    pub fn first(&self) -> S
    where
        S: Clone,
    {
        self.states[0].clone()
    }

    /// In the reverse sweep: whether there is a step left to be reversed. Then `state` is the last that was kept before it.
    pub fn restore<A: Restored<S>>(&mut self, state: A) -> bool {
        let Some(slot) = self.schedule.restore() else { return false };
        state.restore(&self.states[slot]);
        true
    }
}

/// Fails to compile where a step of a loop with `#[checkpoint]` calls what isn't known to be repeatable.
#[track_caller]
pub const fn repeatable_step(is_repeatable: bool) {
    assert!(
        is_repeatable,
        "the steps of a loop with `#[checkpoint]` are run again, and this may do or give something else the second time: compute it before the loop, or leave `#[checkpoint]` out; see \"A step that may give something else the second time\" in `ad_runtime::errors`"
    );
}

/// Fails to compile where a function with the option `lanes` calls what isn't known to be repeatable.
#[track_caller]
pub const fn repeatable_in_lanes(is_repeatable: bool) {
    assert!(
        is_repeatable,
        "with `lanes` a call is made once for each direction, and this may do or give something else the second time: leave `lanes` out; see \"Several directions at once\" in `ad_runtime::errors`"
    );
}

#[cfg(test)]
mod tests;
