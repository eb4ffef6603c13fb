//! Methods with names of those of std's lists, on receivers whose type the macro can't see: rustc says whose they are.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Default, Differentiable)]
struct Stats {
    n: f64,
    sum: f64,
    last: f64,
}

#[differentiate]
impl Stats {
    fn push(&mut self, x: f64) {
        self.n += 1.0;
        self.sum += x * x;
        self.last = x;
    }

    fn pop(&mut self) -> f64 {
        self.n -= 1.0;
        let last = self.last * self.sum;
        self.last = 0.0;
        last
    }

    fn insert(&mut self, factor: f64, x: f64) {
        self.sum += factor * x.sin();
    }

    fn remove(&mut self, x: f64) -> f64 {
        self.sum -= x.cos();
        self.sum
    }

    fn swap(&mut self, x: f64, y: f64) {
        (self.sum, self.last) = (self.last * x, self.sum * y);
    }

    fn reverse(&mut self) {
        self.sum = -self.sum;
    }
}

#[derive(Clone, Debug, Default, Differentiable)]
struct Both {
    all: Stats,
    list: Vec<Stats>,
    pair: (Stats, f64),
}

#[differentiate]
impl Both {
    fn one_of_each(&mut self, x: f64, y: f64) -> f64 {
        self.all.push(x);
        self.list[1].push(x * y);
        self.pair.0.push(y);
        self.all.insert(x, y);
        let removed = self.list[0].remove(x);
        self.all.swap(x, y);
        if x > 0.0 {
            self.all.reverse();
        }
        let popped = self.pair.0.pop();
        removed * popped + self.all.sum * self.list[1].sum + self.all.last
    }

    fn in_a_loop(&mut self, x: &[f64]) -> f64 {
        let mut y = 0.0;
        for (i, value) in x.iter().enumerate() {
            self.all.push(value * self.all.sum);
            self.list[i % 2].push(self.all.last);
            y += self.list[i % 2].pop();
        }
        y + self.all.sum
    }
}

fn both() -> Both {
    let one = Stats { n: 1.0, sum: 0.5, last: 0.3 };
    Both { all: one.clone(), list: vec![one.clone(), one.clone()], pair: (one, 0.1) }
}

#[test]
fn methods_of_own_types_in_fields() {
    both().one_of_each_check(0.7, 1.3).unwrap();
    both().one_of_each_check(-0.7, 1.3).unwrap();
    both().in_a_loop_check(&[0.3, 0.9, 1.2]).unwrap();
    let (value, (_, x_bar)) = Both::default().line_value_and_grad(3.0);
    assert_eq!((value, x_bar), (18.0, 12.0));
}

#[differentiate]
impl Both {
    fn line(&mut self, x: f64) -> f64 {
        self.all.push(x);
        if x > 1.0 {
            self.pair.0.push(x);
        }
        self.all.sum + self.pair.0.sum
    }
}

#[differentiate]
fn start(sum: f64) -> Stats {
    Stats { n: 0.0, sum, last: 0.0 }
}

#[differentiate]
fn squares(x: &[f64]) -> f64 {
    let mut stats = start(x[0]);
    for v in x {
        stats.push(*v);
    }
    stats.sum
}

#[differentiate]
fn row(x: f64) -> Vec<f64> {
    vec![x, x * x]
}

#[differentiate]
fn grown(x: f64) -> f64 {
    let mut list = row(x);
    list.push(x.sin());
    list.swap(0, 2);
    let last = list.pop().unwrap();
    last * list[0] * list[1]
}

#[test]
fn what_a_call_returned() {
    assert_eq!(squares::grad(&[3.0, 2.0]), [1.0 + 6.0, 4.0]);
    squares::check(&[3.0, 2.0]).unwrap();
    grown::check(0.7).unwrap();
}

/// What is no number, and has no derivative.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    Hit,
    Miss,
}

#[derive(Clone, Debug, Differentiable)]
struct Track {
    heights: Vec<f64>,
    rows: Vec<Vec<f64>>,
    stats: Vec<Stats>,
    corners: [f64; 3],
    counts: Vec<usize>,
    #[constant]
    weights: Vec<f64>,
    #[constant]
    events: Vec<Event>,
    names: Vec<String>,
}

#[differentiate]
impl Track {
    fn lists(&mut self, x: f64, y: f64) -> f64 {
        self.heights.push(x * y);
        self.heights.insert(0, x.sin());
        self.rows.push(vec![x, y]);
        self.stats.push(Stats { n: 1.0, sum: x * x, last: y });
        self.corners.swap(0, 2);
        self.corners.reverse();
        self.heights.rotate_left(1);
        self.counts.push(2);
        let removed = self.heights.remove(1);
        let row = self.rows.pop().unwrap();
        let stats = self.stats.pop().unwrap();
        let popped = match self.heights.pop() {
            Some(popped) => popped * x,
            None => y,
        };
        removed * popped + row[0] * row[1] + stats.sum * self.corners[0] + self.corners[1].exp()
    }

    fn constants(&mut self, x: f64) -> f64 {
        self.weights.push(2.0);
        self.events.push(if x > 0.0 { Event::Hit } else { Event::Miss });
        self.names.push("one".to_string());
        self.counts.insert(0, 3);
        x * x * self.weights[0] * self.counts[0] as f64
    }

    fn grow(&mut self, x: &[f64]) -> f64 {
        for value in x {
            if *value > 0.0 {
                self.heights.push(value * 2.0);
            } else {
                self.heights.insert(0, value.exp());
            }
        }
        let mut sum = 0.0;
        while let Some(height) = self.heights.pop() {
            sum = 0.5 * sum + height * height;
        }
        sum
    }
}

fn track() -> Track {
    Track {
        heights: vec![0.3, 0.8, 1.1],
        rows: vec![vec![0.1]],
        stats: Vec::new(),
        corners: [0.2, 0.4, 0.9],
        counts: vec![1],
        weights: vec![1.5],
        events: Vec::new(),
        names: Vec::new(),
    }
}

#[test]
fn lists_in_fields() {
    track().lists_check(0.7, 1.3).unwrap();
    track().grow_check(&[0.7, -1.3, 0.2]).unwrap();
    assert_eq!(track().constants_value_and_grad(2.0).1.1, 4.0 * 1.5 * 3.0);
    track().constants_check(2.0).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Buffers {
    values: Vec<f64>,
    others: Vec<f64>,
    corners: [f64; 3],
    #[constant]
    marks: Vec<usize>,
    #[constant]
    scratch: Vec<f64>,
}

#[differentiate]
impl Buffers {
    fn written_out(&mut self, x: f64) -> f64 {
        self.values.reserve(8);
        self.values.truncate(3);
        self.values.resize(5, x * x);
        let removed = self.values.swap_remove(1);
        self.values.extend_from_slice(&[x, removed * x]);
        self.others.extend(self.corners.iter().map(|corner| corner * x));
        self.values.append(&mut self.others);
        self.corners.fill(removed);
        self.corners[1..].copy_from_slice(&self.values[..2]);
        self.marks.clear();
        self.marks.resize(2, 7);
        let mark = self.marks.swap_remove(0) as f64;
        self.scratch.truncate(1);
        self.scratch.fill(mark);
        let mut sum = self.others.len() as f64 + self.scratch[0];
        for i in 0..self.values.len() {
            sum += self.values[i] * self.values[i] * (i + 1) as f64;
        }
        sum * self.corners[0] * self.corners[2] * x
    }
}

#[test]
fn methods_that_are_written_out() {
    let mut buffers = Buffers {
        values: vec![0.3, 0.8, 1.1, 0.4],
        others: vec![0.6],
        corners: [0.2, 0.4, 0.9],
        marks: vec![1, 2, 3],
        scratch: vec![0.5, 0.25],
    };
    buffers.written_out_check(0.7).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Average {
    sum: f64,
    weight: f64,
}

#[differentiate]
impl Average {
    fn clear(&mut self) {
        self.sum = 1.0;
    }

    fn truncate(&mut self, n: usize) {
        self.sum *= n as f64 * self.weight;
    }

    fn fill(&mut self, x: f64) {
        self.sum += x * x;
    }
}

/// Where the type is written it is the user's method.
#[differentiate]
fn of_average(average: &mut Average, mut other: Average, x: f64) -> f64 {
    average.truncate(3);
    other.clear();
    average.fill(x * other.sum);
    Average::fill(average, x);
    average.sum * other.weight * average.weight
}

#[test]
fn own_methods_where_the_type_is_written() {
    let (mut average, other) =
        (Average { sum: 0.7, weight: 1.3 }, Average { sum: 2.0, weight: 0.6 });
    // 0.6 · 1.3 · (3 · 1.3 · 0.7 + 2 · 0.5²)
    let (value, (bar, other_bar, x_bar)) =
        of_average::value_and_grad(&mut average.clone(), other.clone(), 0.5);
    assert!((value - 2.5194).abs() < 1e-12);
    assert!((x_bar - 0.78 * 4.0 * 0.5).abs() < 1e-12);
    assert!((bar.sum - 0.78 * 3.9).abs() < 1e-12);
    assert_eq!(other_bar.sum, 0.0);
    of_average::check(&mut average, other, 0.5).unwrap();
}

#[differentiate]
fn first_powers(x: f64) -> Vec<f64> {
    vec![x, x * x]
}

#[differentiate]
fn of_ends(xs: &[f64]) -> f64 {
    xs[0] + xs[1] * xs[xs.len() - 1]
}

/// What a call returned grows by what is read of it.
#[differentiate]
fn grown_by_itself(x: f64) -> f64 {
    let mut xs = first_powers(x);
    xs.push(xs[0] * x);
    xs.insert(1, xs[2] + xs[0]);
    of_ends(&xs)
}

#[test]
fn a_list_that_a_call_returned_grows_by_its_own_elements() {
    // x + (x² + x) · x²
    assert_eq!(grown_by_itself(2.0), 26.0);
    assert_eq!(grown_by_itself::grad(2.0), 45.0);
    assert_eq!(grown_by_itself::tangent(2.0, Some(1.0)), (26.0, 45.0));
    grown_by_itself::check(2.0).unwrap();
}
