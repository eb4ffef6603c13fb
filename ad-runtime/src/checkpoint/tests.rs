//! The number of steps and of snapshots against the theory: the formula, and all ways to place snapshots.

use super::*;

/// The steps that were run, each of which checks that the state is the right one; and the most snapshots.
fn run(n: usize, snapshots: Option<usize>, known: Option<usize>) -> (u128, usize) {
    let mut state = (0, vec![0; 3]);
    let mut steps = 0;
    let mut checkpoints = Checkpoints::new(snapshots, known, (&state.0, (&state.1, ())));
    let step = |state: &mut (usize, Vec<usize>), number: usize| {
        assert_eq!((state.0, state.1[0]), (number, number), "of {n}");
        *state = (number + 1, vec![number + 1; 3]);
    };
    for i in 0..n {
        assert!(checkpoints.take((&state.0, (&state.1, ()))));
        assert_eq!(checkpoints.number(), i);
        step(&mut state, i);
        steps += 1;
    }
    let (number, (list, ())) = checkpoints.first();
    let mut again = (number, list);
    for i in (0..n).rev() {
        assert!(checkpoints.restore((&mut again.0, (&mut again.1, ()))));
        while checkpoints.take((&again.0, (&again.1, ()))) {
            step(&mut again, checkpoints.number());
            steps += 1;
        }
        assert_eq!(checkpoints.number(), i);
        step(&mut again, i);
    }
    assert!(!checkpoints.restore((&mut again.0, (&mut again.1, ()))));
    (steps, checkpoints.states.len())
}

/// The least number of steps that reverse `l` steps, of which the last needn't be run, by trying all places of the second snapshot.
fn by_trial(n: usize, most: usize) -> Vec<Vec<u128>> {
    let mut least = vec![vec![0; most + 1]; n + 1];
    for l in 2..=n {
        least[l][1] = (l * (l - 1) / 2) as u128;
        for s in 2..=most {
            let at = |m: usize| m as u128 + least[m][s] + least[l - m][s - 1];
            least[l][s] = (1..l).map(at).min().expect("two parts or more");
        }
    }
    least
}

#[test]
fn binomial_schedules_need_the_least_number_of_steps() {
    let least = by_trial(121, 12);
    for n in 0..=120 {
        for (k, least) in least[n + 1].iter().enumerate().skip(1) {
            let (steps, states) = run(n, Some(k), Some(n));
            assert_eq!(steps, *least, "{n} steps, {k} snapshots");
            assert_eq!(steps, least_steps(n as u64, k as u64), "{n} steps, {k} snapshots");
            assert!(states <= k, "{states} states of {k}, {n} steps");
        }
    }
}

#[test]
fn long_loops_need_what_the_formula_says() {
    for (n, k) in [(10_000, 3), (10_000, 10), (100_000, 30), (1_000, 1_000), (1_000, 5_000)] {
        let (steps, states) = run(n, Some(k), Some(n));
        assert_eq!(steps, least_steps(n as u64, k as u64));
        assert!(states <= k);
    }
}

#[test]
fn without_a_number_no_step_is_run_more_than_twice() {
    for n in (0..=300).chain([1_000, 10_000, 99_999]) {
        let (steps, states) = run(n, None, Some(n));
        assert!(steps <= 2 * n as u128, "{steps} steps of {n}");
        assert!(states as f64 <= (2.0 * n as f64).sqrt() + 2.0, "{states} states, {n} steps");
    }
}

#[test]
fn loops_of_which_nobody_knows_the_length() {
    for n in (0..=300).chain([1_000, 10_000, 99_999]) {
        let (steps, states) = run(n, None, None);
        assert!(steps <= 2 * n as u128, "{steps} steps of {n}");
        assert!(states as f64 <= 3.0 * (n as f64).sqrt() + 2.0, "{states} states, {n} steps");
        for k in [1, 2, 3, 7, 20] {
            if n <= 1_000 {
                assert!(run(n, Some(k), None).1 <= k);
            }
        }
    }
    for (n, k) in [(10_000, 20), (9_000, 7), (5_000, 3), (3_000, 2)] {
        let (steps, _) = run(n, Some(k), None);
        let least = least_steps(n as u64, k as u64);
        assert!(steps < 2 * least, "{steps} steps and not {least} of {n} with {k} snapshots");
    }
}

#[test]
fn loops_that_end_early() {
    for n in 0..60 {
        for k in 1..6 {
            let (_, states) = run(n, Some(k), Some(100));
            assert!(states <= k);
        }
        run(n, None, Some(100));
    }
}

#[test]
fn what_references_refer_to() {
    let mut list = vec![1.0, 2.0];
    let lent: &mut [f64] = &mut list;
    let mut checkpoints = Checkpoints::new(Some(2), Some(2), (Behind(&*lent), ()));
    checkpoints.take((Behind(&*lent), ()));
    lent[0] = 5.0;
    let (mut held, ()) = checkpoints.first();
    assert_eq!(*held, [1.0, 2.0]);
    let changed: &mut [f64] = &mut held;
    changed[1] = 7.0;
    assert!(checkpoints.restore((&mut held, ())));
    assert_eq!(*held, [1.0, 2.0]);
}

#[test]
#[should_panic(expected = "needs a snapshot")]
fn no_snapshots() {
    Checkpoints::new(Some(0), Some(1), ());
}
