//! Makes a failing program smaller, as long as it fails in the same way.
//!
//! Reductions are tried many at a time, each as a program of its own in one batch. What then still fails is applied
//! together, or in parts if that is too much, and so on.

use std::collections::BTreeSet;
use std::io;

use super::ast::Program;
use super::compile::Verdict;
use super::reduce;

/// How often a batch of smaller programs is compiled.
const N_ROUNDS: usize = 12;
/// How many programs such a batch has.
pub const N_TRIALS: usize = 60;

/// The smallest program that was found to fail as this one does, and how it fails; `examine` says how those of a batch do.
pub fn shrink(
    examine: &mut impl FnMut(&[Program]) -> io::Result<Vec<Verdict>>,
    program: Program,
    verdict: Verdict,
) -> io::Result<(Program, Verdict)> {
    let mut best = (program, verdict);
    for round in 0..N_ROUNDS {
        let numbers = chosen(reduce::count(&best.0), round);
        let singles: Vec<_> = numbers.into_iter().map(|n| BTreeSet::from([n])).collect();
        let succeeded = trial(examine, &best, &singles)?;
        let mut found: Vec<usize> = succeeded.iter().flat_map(|(set, ..)| set.clone()).collect();
        found.sort_unstable();
        // All at once, every second one, each half, ..
        let halves = |i: usize| move |(k, n): (usize, &usize)| (k >> i & 1 == 0).then_some(*n);
        let mut sets = vec![found.iter().copied().collect::<BTreeSet<_>>()];
        for i in 0..3 {
            sets.push(found.iter().enumerate().filter_map(halves(i)).collect());
            sets.push(found.iter().rev().enumerate().filter_map(halves(i)).collect());
        }
        for start in [0, found.len() / 2] {
            sets.push(found[start..start + found.len() / 2].iter().copied().collect());
        }
        sets.retain(|set| set.len() > 1);
        let together = match sets.is_empty() {
            true => Vec::new(),
            false => trial(examine, &best, &sets)?,
        };
        let smaller = succeeded.into_iter().chain(together).min_by_key(|(_, p, _)| p.size());
        match smaller {
            Some((_, program, verdict)) if program.size() < best.0.size() => {
                eprintln!("{}: {} tokens", program.name, program.size());
                best = (program, verdict);
            }
            _ if round > 2 => break,
            _ => {}
        }
    }
    Ok(best)
}

/// Which reductions are tried: all, or every so many of them, others in each round.
fn chosen(count: usize, round: usize) -> Vec<usize> {
    let stride = count.div_ceil(N_TRIALS).max(1);
    (0..count).skip(round % stride).step_by(stride).collect()
}

/// Which of these sets of reductions leave the failure as it is.
fn trial(
    examine: &mut impl FnMut(&[Program]) -> io::Result<Vec<Verdict>>,
    (program, verdict): &(Program, Verdict),
    sets: &[BTreeSet<usize>],
) -> io::Result<Vec<(BTreeSet<usize>, Program, Verdict)>> {
    let reduced = sets.iter().enumerate().map(|(i, set)| {
        let mut reduced = reduce::apply(program, set.clone());
        reduced.rename(&format!("{}_{i}", program.name));
        reduced
    });
    let reduced: Vec<Program> = reduced.collect();
    let verdicts = examine(&reduced)?;
    let trials = sets.iter().cloned().zip(reduced).zip(verdicts);
    let same = trials.filter(|(_, other)| other.is_like(verdict));
    Ok(same
        .map(|((set, mut reduced), verdict)| {
            reduced.rename(&program.name);
            (set, reduced, verdict)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::super::{generate, print, recipe};
    use super::*;

    /// Whatever a reduction takes away, what is left can be parsed: whether it is well-typed rustc says.
    #[test]
    fn every_smaller_program_can_be_printed() {
        let recipes = recipe::allowed("all", "").expect("the constructs exist");
        for n in 0..5 {
            let program = generate::program(22, n, &recipes, &[""]);
            let size = program.size();
            let mut examine = |programs: &[Program]| {
                programs.iter().for_each(|program| {
                    syn::parse_str::<syn::File>(&print::differentiated(program))
                        .unwrap_or_else(|error| panic!("{}: {error}", program.name));
                });
                Ok(vec![Verdict::Wrong("always".into()); programs.len()])
            };
            let (small, _) = shrink(&mut examine, program, Verdict::Wrong("always".into()))
                .expect("nothing is written");
            assert!(small.size() < size / 2, "{n}: {} of {size} tokens", small.size());
        }
    }
}
