//! Methods of types of one's own by names of lists' methods, where nothing says whose they are.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Stack {
    top: f64,
    #[constant]
    depth: usize,
}

#[differentiate]
impl Stack {
    fn len(&self) -> usize {
        self.depth
    }

    fn push(&mut self, x: f64) {
        self.top += x;
        self.depth += 1;
    }

    fn pop(&mut self) -> Option<f64> {
        self.depth -= 1;
        Some(self.top)
    }

    fn clear(&mut self) {
        self.top *= 3.0;
        self.depth = 0;
    }

    fn truncate(&mut self, n: usize) {
        self.top *= n as f64;
    }

    fn reserve(&mut self, n: usize) {
        self.top += n as f64;
    }

    fn extend_from_slice(&mut self, x: &[f64]) {
        self.top *= x[0];
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Machine {
    stack: Stack,
}

#[differentiate]
fn cleared(machine: &mut Machine, x: f64) -> f64 {
    machine.stack.clear(); // refused
    machine.stack.top * x
}

#[differentiate]
fn truncated(machines: &mut [Machine], x: f64) -> f64 {
    machines[0].stack.truncate(2); // refused
    machines[0].stack.top * x
}

#[differentiate]
fn reserved(machine: &mut Machine, x: f64) -> f64 {
    machine.stack.reserve(2); // refused
    machine.stack.top * x
}

#[differentiate]
fn extended(machine: &mut Machine, x: f64) -> f64 {
    machine.stack.extend_from_slice(&[x, 1.0]); // refused
    machine.stack.top * x
}

/// A constant that is changed.
#[derive(Clone, Debug)]
struct Log(f64);

impl Log {
    fn swap(&mut self, i: usize, j: usize) {
        self.0 += (i + j) as f64;
    }

    fn len(&self) -> usize {
        3
    }

    fn remove(&mut self, i: usize) -> f64 {
        i as f64
    }

    fn swap_remove(&mut self, i: usize) -> f64 {
        self.0 *= 2.0;
        i as f64
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Logged {
    at: f64,
    #[constant]
    log: Log,
}

#[differentiate]
fn removed(logged: &mut Logged, x: f64) -> f64 {
    let first = logged.log.swap_remove(0); // refused
    logged.at * x * first * logged.log.0
}

fn main() {}
