//! Times closures against each other.
//!
//! A machine's speed drifts, so what is to be compared runs in turn: one call of each, then again one of each,
//! until the time is up. Ratios of the medians are then steady where absolute times are not.

use std::fmt;
use std::time::{Duration, Instant};

/// One closure's name and call.
pub struct Entrant<'a> {
    name: &'a str,
    call: Box<dyn FnMut() + 'a>,
}

impl<'a> Entrant<'a> {
    /// A closure under a name; let it end in [`std::hint::black_box`] of its result.
    pub fn new(name: &'a str, call: impl FnMut() + 'a) -> Entrant<'a> {
        Entrant { name, call: Box::new(call) }
    }
}

/// The medians of one run, in the order of the entrants.
pub struct Medians {
    title: String,
    rounds: usize,
    rows: Vec<(String, Duration)>,
}

/// Runs the entrants in turn for about `budget` (after one round to warm up), in at least five rounds.
pub fn race(title: &str, budget: Duration, mut entrants: Vec<Entrant>) -> Medians {
    entrants.iter_mut().for_each(|entrant| (entrant.call)());

    let mut times = vec![Vec::new(); entrants.len()];
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < 5 || start.elapsed() < budget {
        for (entrant, times) in entrants.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (entrant.call)();
            times.push(start.elapsed());
        }
        rounds += 1;
    }

    let names = entrants.iter().map(|entrant| entrant.name.to_string());
    let rows = names.zip(times.into_iter().map(median)).collect();
    Medians { title: title.to_string(), rounds, rows }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// A table: name, median, ratio to the first entrant's median.
impl fmt::Display for Medians {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} rounds", self.title, self.rounds)?;
        let first = self.rows[0].1.as_secs_f64();
        for (name, median) in &self.rows {
            let seconds = median.as_secs_f64();
            writeln!(f, "  {name:<28} {:>9.3} ms {:>7.2} x", seconds * 1e3, seconds / first)?;
        }
        Ok(())
    }
}
