//! Algebra over the real numbers, on a copy of the primal that derivatives alone are made of: `simplify = "real"`.
//!
//! In: a function past the gate, and its facts. Out: the same function, in which some values have a *twin*: another variable, by other operations, that is equal over the reals.
//! What the result depends on goes through twins, and derivatives through these; the plain variables stay, since the value beside a derivative is that of the plain function, bit for bit
//! ([`Twins`]). What only a value needs then carries no derivative.
//!
//! A value is followed as a [`Form`](forms::Form), `± a b … / (c d …) · exp(w)`, through products, quotients, powers and sums, so that where its logarithm is wanted, or a quotient of two of
//! them, no exponential is formed that may be infinite. The rules are the table [`RULES`]: each is an identity of the reals wherever its left side is defined, and none is used for what carries no
//! derivative.
//!
//! ```text
//! name        left side                    right side                            sound because
//! ln_exp      ln(c·exp(w))                 w + ln c                              ln is the inverse of exp, and turns products into sums; c > 0 where the left side is defined
//! ln_1p_exp   ln(1 + c·exp(w))             m + ln(exp(−m) + c·exp(w − m))        the same, for any m; here m = max(0, w)
//! quotient    c·exp(v) / (d·exp(w))        (c/d)·exp(v − w)                      exp(v) / exp(w) = exp(v − w)
//! product     c·exp(v) · d·exp(w)          (c·d)·exp(v + w)                      exp(v) · exp(w) = exp(v + w)
//! exp_ln      exp(ln a + ln b − ln c + w)  (a·b/c)·exp(w)                        exp(ln a) = a where ln a is defined
//! root        √(x·x)                       |x|                                   both are ≥ 0, with equal squares
//! cancel      x·y/y,  x/y·y                x                                     y ≠ 0 where the left side is defined, or is the limit where it is a quotient's
//! itself      x/x                          1                                     the same
//! variance    Σ x²/n − (Σ x/n)²            Σ (x − m)²/n, m = Σ x/n               Σ (x − m)² = Σ x² − 2·m·Σ x + n·m², of n terms
//! nothing     x + y − y,  x − y + y        x                                     addition has inverses
//! ```
//!
//! and of sums, wherever such a rule wants their form ([`sums`]):
//!
//! ```text
//! two terms   c·exp(v) ± d·exp(w)          (c·exp(v − m) ± d·exp(w − m))·exp(m)  for any m; m = max(v, w), as a constant: no derivative goes through what the result doesn't depend on
//! a loop      s = Σⱼ cⱼ·exp(wⱼ)            (Σⱼ cⱼ·exp(wⱼ − m))·exp(m)            the same; m = maxⱼ wⱼ, by a loop of its own for the sum
//! ```
//!
//! So softmax, `exp(zᵢ) / Σⱼ exp(zⱼ)`, is `exp(zᵢ − m) / r` with `r = Σⱼ exp(zⱼ − m)`, its logarithm `zᵢ − m − ln r`, and the gradient of `−Σ pᵢ ln(..)` by `zᵢ` is `softmax(z)ᵢ·Σⱼ pⱼ − pᵢ`: see P. Blanchard,
//! D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax functions", IMA J. Numer. Anal. 41 (2021).
//!
//! Invariants: every plain statement stays as it is and where it is; what is added computes with numbers alone, has no effect, and uses only what is there. A value that has no twin, or
//! goes where none can follow (a call, a list, a parameter that is written to), is used as it is: its derivative is the plain one. Deliberately absent: logarithms of what isn't seen in
//! the same function; sums over several loops one in another, and over the user's own iterators.

mod forms;
mod known;
mod rules;
mod storage;
mod sums;
mod totals;
mod twins;
mod variance;

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::ir::{Atom, Function, Role, Twins, VarId};

#[cfg(test)]
pub use rules::RULES;
use twins::Walk;

/// How often the walk is repeated at most, until it is known what has to be there.
const ROUNDS: usize = 8;

/// What has to be there for twins, which is known only once it was tried.
#[derive(Clone, Default, PartialEq, Eq)]
struct Plan {
    /// The mutable variables that have twins.
    storage: BTreeSet<VarId>,
    /// The sums whose forms are used; none if that isn't known yet.
    sums: Option<BTreeSet<VarId>>,
}

/// A function by whose derivatives those of the plain one are computed, and its facts; by what its parameters are differentiated.
pub fn real(primal: &Function, facts: &Facts, inputs: &[VarId]) -> (Function, Facts) {
    let mut plan = Plan::default();
    for _ in 0..ROUNDS {
        let (function, found) = Walk::of(primal, facts, &plan);
        if found == plan {
            return (function.clone(), refreshed(&function, facts, inputs));
        }
        // Storage is asked for as long as some is missing; then what isn't used is left out.
        let is_missing = found.storage != plan.storage;
        plan.storage = found.storage;
        plan.sums = if is_missing { plan.sums } else { found.sums };
    }
    (primal.clone(), facts.clone())
}

/// The facts of the function with its twins; what is known of types stays.
fn refreshed(function: &Function, facts: &Facts, inputs: &[VarId]) -> Facts {
    let Facts { handed_on, types, named, instances, floats, .. } = facts.clone();
    Facts { handed_on, types, named, instances, floats, ..Facts::of(function, inputs) }
}

/// A derivative that returns the value of the plain function. What of the twins only their own value was for may go.
pub fn returned(mut function: Function) -> Function {
    let Some(Twins { value, made }) = function.twins.take() else { return function };
    if let (Some(value), Some(first)) = (value, function.body.results.first_mut()) {
        *first = Atom::Var(value);
    }
    for var in &mut function.vars[made] {
        var.role = Role::Record;
    }
    function
}
