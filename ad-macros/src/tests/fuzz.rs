//! Whatever the macros are fed, they answer with tokens: they never panic and never hang, their output stays small, and
//! what comes out of Rust is Rust.
//!
//! ```text
//! corpus ─→ input (copied, mutated, spliced, made up) ─→ trial (expand, judge) ─→ shrink ─→ report
//! ```
//! An input is a function of its number alone, so that each can be had again:
//! ```text
//! cargo test -p ad-macros --lib fuzz                                             # as CI does
//! AD_FUZZ_INPUTS=1000000 cargo test --profile fuzz -p ad-macros --lib fuzz -- --nocapture     # 15 minutes
//! AD_FUZZ_FIRST=1234 AD_FUZZ_INPUTS=1 cargo test -p ad-macros --lib fuzz -- --nocapture
//! ```
//! The profile `fuzz` is optimised and yet has the verifier of the IR. What fails is made as small as it goes and printed; it
//! becomes a case of `fuzz/found.rs`.

pub mod corpus;
mod found;
mod grammar;
pub mod input;
mod mutate;
mod shrink;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use input::{Input, Inputs};
use trial::{Outcome, Trial};

/// What CI looks at.
const N_INPUTS: u64 = 1500;
/// A thread's worth of inputs: what they leave behind in `proc_macro2` goes with the thread.
const N_IN_BATCH: u64 = 2000;
/// How long one input may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// Room for debug builds, whose frames are large.
const STACK: usize = 256 << 20;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn arbitrary_inputs() {
    let first = setting("AD_FUZZ_FIRST").unwrap_or(0);
    let end = first + setting("AD_FUZZ_INPUTS").unwrap_or(N_INPUTS);
    let started = Instant::now();
    let mut report = Report::default();
    let mut next = first;
    while next < end {
        let to = end.min(next + N_IN_BATCH);
        let known = report.failures.keys().cloned().collect();
        report.add(batch(next, to, known));
        next = to;
        if (next - first).is_multiple_of(20_000) {
            println!("{} inputs after {:.0?}", next - first, started.elapsed());
        }
    }
    println!("{report}");
    assert!(report.failures.is_empty(), "{} kinds of failures\n{report}", report.failures.len());
}

/// Tries inputs in a thread of their own, and watches over it. Failures of the kinds `known` are only counted.
fn batch(first: u64, end: u64, known: BTreeSet<String>) -> Report {
    let current = Arc::new(AtomicU64::new(first));
    let (sender, receiver) = mpsc::channel();
    let worker = {
        let current = Arc::clone(&current);
        move || {
            let inputs = Inputs::new();
            let mut report = Report::default();
            for number in first..end {
                current.store(number, Ordering::Relaxed);
                let input = inputs.input(number);
                report.note(number, &input, trial::run(&input), &known);
            }
            let _ = sender.send(report);
        }
    };
    let worker = thread::Builder::new().stack_size(STACK).spawn(worker).expect("a thread");
    let mut seen = (first, Instant::now());
    loop {
        match receiver.recv_timeout(Duration::from_millis(200)) {
            Ok(report) => return report,
            Err(RecvTimeoutError::Disconnected) => {
                let _ = worker.join();
                panic!("the test itself panics at input {}", current.load(Ordering::Relaxed));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        let number = current.load(Ordering::Relaxed);
        if number != seen.0 {
            seen = (number, Instant::now());
        }
        if seen.1.elapsed() > PATIENCE {
            panic!("input {number} hangs:\n{}", Inputs::new().input(number));
        }
    }
}

/// What has been seen.
#[derive(Default)]
struct Report {
    inputs: u64,
    expanded: u64,
    refused: u64,
    no_items: u64,
    slowest: (Duration, u64),
    largest: (usize, u64),
    /// How many failures there were of each kind, and the first of them.
    failures: BTreeMap<String, (u64, String)>,
}

impl Report {
    fn note(&mut self, number: u64, input: &Input, trial: Trial, known: &BTreeSet<String>) {
        self.inputs += 1;
        self.slowest = self.slowest.max((trial.time, number));
        self.largest = self.largest.max((trial.n_tokens, number));
        match trial.outcome {
            Outcome::Expanded => self.expanded += 1,
            Outcome::Refused => self.refused += 1,
            Outcome::NoItem => self.no_items += 1,
            Outcome::Failed(failure) => {
                let key = failure.key();
                let first = || match known.contains(&key) {
                    true => (0, String::new()),
                    false => {
                        let small = shrink::shrink(input, &key);
                        (0, format!("input {number}: {failure}\n{small}"))
                    }
                };
                self.failures.entry(key.clone()).or_insert_with(first).0 += 1;
            }
        }
    }

    fn add(&mut self, other: Report) {
        self.inputs += other.inputs;
        self.expanded += other.expanded;
        self.refused += other.refused;
        self.no_items += other.no_items;
        self.slowest = self.slowest.max(other.slowest);
        self.largest = self.largest.max(other.largest);
        for (key, (n, text)) in other.failures {
            self.failures.entry(key).or_insert((0, text)).0 += n;
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Report { inputs, expanded, refused, no_items, slowest, largest, failures } = self;
        writeln!(
            f,
            "{inputs} inputs: {expanded} expanded, {refused} refused, {no_items} no items"
        )?;
        writeln!(
            f,
            "slowest: {:?} (input {}); largest: {} tokens (input {})",
            slowest.0, slowest.1, largest.0, largest.1
        )?;
        let total: u64 = failures.values().map(|(n, _)| n).sum();
        writeln!(f, "{total} failures of {} kinds", failures.len())?;
        for (kind, (n, text)) in failures {
            writeln!(f, "--- {n} x {kind}\n{text}")?;
        }
        Ok(())
    }
}
