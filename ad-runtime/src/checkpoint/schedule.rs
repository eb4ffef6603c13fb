//! When a snapshot is taken, and which is restored.
//!
//! In: how many snapshots there may be, and how many steps there are, if that is known. Out: numbers of steps and of slots.
//! Invariant: the snapshots stand in the order of their steps, the first of them before step 0. Deliberately absent: the states themselves.
//!
//! What comes after the loop counts as one more step, which is run once and never again: so a loop of `n` steps is reversed like
//! `n + 1` steps of which the last is reversed without being run.

/// The decisions of one loop.
#[derive(Clone, Debug)]
pub(crate) struct Schedule {
    /// How many snapshots there may be now.
    limit: usize,
    /// How many there may be in the reverse sweep; none if that follows from the number of steps.
    most: Option<usize>,
    /// The distance of snapshots, as long as nobody knows how many steps there are.
    distance: Option<usize>,
    /// The last step, which is reversed first: the one at hand in the reverse sweep.
    last: usize,
    /// The snapshots: before which step, and in which slot.
    taken: Vec<(usize, usize)>,
    /// Slots that were used and are free.
    free: Vec<usize>,
    n_slots: usize,
    /// The step before which the next snapshot is taken.
    next: usize,
    /// The step that comes next.
    at: usize,
    /// The step that is run or reversed now.
    number: usize,
    /// The step that isn't run but reversed, from the reverse sweep on.
    target: Option<usize>,
}

impl Schedule {
    pub(crate) fn new(snapshots: Option<usize>, steps: Option<usize>) -> Schedule {
        assert!(snapshots != Some(0), "`#[checkpoint]` needs a snapshot to begin from");
        let limit = match (snapshots, steps) {
            (Some(snapshots), Some(_)) => snapshots,
            (None, Some(steps)) => for_two_runs(steps),
            // The others are for the steps between two of them.
            (Some(snapshots), None) => snapshots.div_ceil(2),
            (None, None) => 1,
        };
        Schedule {
            limit,
            most: snapshots,
            distance: steps.is_none().then_some(1),
            last: steps.unwrap_or(usize::MAX),
            taken: Vec::new(),
            free: Vec::new(),
            n_slots: 0,
            next: 0,
            at: 0,
            number: 0,
            target: None,
        }
    }

    /// Whether the step that comes next is to be reversed, about which is asked.
    pub(crate) fn is_there(&mut self) -> bool {
        self.number = self.at;
        self.target == Some(self.at)
    }

    /// The step of which that was asked.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// Whether a snapshot is to be taken before the step that comes next.
    pub(crate) fn takes(&mut self) -> bool {
        if self.at != self.next {
            return false;
        }
        if self.taken.len() >= self.limit
            && let Some(distance) = self.distance
        {
            self.thin(distance.saturating_mul(2));
        }
        let is_here = self.distance.is_none_or(|distance| self.at.is_multiple_of(distance));
        let takes = is_here && self.taken.len() < self.limit;
        if !takes {
            self.plan();
        }
        takes
    }

    /// Counts a step.
    pub(crate) fn step(&mut self) {
        self.at += 1;
    }

    /// The slot for a snapshot before the step that comes next.
    pub(crate) fn slot(&mut self) -> usize {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.n_slots += 1;
            self.n_slots - 1
        });
        self.taken.push((self.at, slot));
        self.plan();
        slot
    }

    /// The slot of the last snapshot before the last step that isn't reversed yet.
    pub(crate) fn restore(&mut self) -> Option<usize> {
        let end = self.target.unwrap_or_else(|| self.turn());
        let target = end.checked_sub(1)?;
        while let Some((_, slot)) = self.taken.pop_if(|(step, _)| *step > target) {
            self.free.push(slot);
        }
        let (step, slot) = *self.taken.last()?;
        (self.at, self.last, self.target) = (step, target, Some(target));
        self.plan();
        Some(slot)
    }

    /// The number of steps, which is known now.
    fn turn(&mut self) -> usize {
        if let Some(distance) = self.distance.take() {
            // If it may be any number, all states between two snapshots are kept.
            self.limit = self.most.unwrap_or(self.taken.len() + distance);
        }
        self.at
    }

    /// Drops the snapshots that aren't at this distance.
    fn thin(&mut self, distance: usize) {
        self.distance = Some(distance);
        if self.most.is_none() {
            self.limit = distance;
        }
        let free = &mut self.free;
        self.taken.retain(|(step, slot)| {
            let stays = step.is_multiple_of(distance);
            if !stays {
                free.push(*slot);
            }
            stays
        });
    }

    /// Plans the next snapshot, from where the last one was taken or restored, or would have been.
    fn plan(&mut self) {
        self.next = match self.distance {
            Some(distance) => (self.at / distance + 1).saturating_mul(distance),
            None => {
                let n_steps = (self.last - self.at).saturating_add(1);
                let n_snapshots = self.limit.saturating_sub(self.taken.len()) + 1;
                match n_snapshots > 1 && n_steps > 1 {
                    true => self.at + split(n_steps, n_snapshots),
                    false => usize::MAX,
                }
            }
        };
    }
}

/// After how many of some steps the second of some snapshots is taken, the first of which stands before them.
///
/// With `r` the least number of runs that will do, the steps before the second snapshot have to be reversed in `r − 1` runs by all snapshots, those after it
/// in `r` by the others: as few as that allows, and as `r − 2` runs need.
fn split(n_steps: usize, n_snapshots: usize) -> usize {
    let (l, s) = (n_steps as u128, n_snapshots.min(n_steps) as u128);
    // C(s + r, s) for r − 2, r − 1 and r.
    let (mut r, mut before, mut less, mut most) = (1, 0, 1, s + 1);
    while most < l {
        r += 1;
        (before, less, most) = (less, most, most * (s + r) / r);
    }
    // C(s − 1 + r, s − 1)
    let others = most * s / (s + r);
    l.saturating_sub(others).max(before).max(1) as usize
}

/// The least number of snapshots with which no step of a loop is run more than twice: `C(k + 2, 2) ≥ n + 1`.
fn for_two_runs(steps: usize) -> usize {
    let n = steps as u128 + 1;
    let reversed = |k: u128| (k + 2) * (k + 1) / 2;
    let mut k = (2 * n).isqrt();
    while k > 1 && reversed(k - 1) >= n {
        k -= 1;
    }
    k.max(1) as usize
}

/// How often the steps of a loop are run, all in all, to run it and to reverse it with so many snapshots, beside the `steps` runs in which each is
/// reversed: the least number possible, `r (n + 1) − C(k + r, k + 1)`, where `r` is the least number with `C(k + r, k) ≥ n + 1`
/// (Griewank and Walther, ACM TOMS 26(1), 2000, theorem 1, of the steps and what comes after them).
///
/// ```
/// use ad_runtime::checkpoint::least_steps;
///
/// // Each state is kept: no step is run twice.
/// assert_eq!(least_steps(10, 10), 10);
/// // Only the first is: all from the beginning, again and again.
/// assert_eq!(least_steps(10, 1), 10 + 9 * 10 / 2);
/// ```
///
/// # Panics
/// Panics if `snapshots` is zero.
pub fn least_steps(steps: u64, snapshots: u64) -> u128 {
    assert!(snapshots > 0, "a loop is reversed from a snapshot");
    let (n, k) = (u128::from(steps) + 1, u128::from(snapshots.min(steps.saturating_add(1))));
    // C(k + r, k) and C(k + r, k + 1).
    let (mut r, mut most) = (1, k + 1);
    while most < n {
        r += 1;
        most = most * (k + r) / r;
    }
    r * n - most * r / (k + 1)
}
