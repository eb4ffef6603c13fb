//! Constant code: it is the user's own in a derivative too, and does what it does as often, as late and as long.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{LazyLock, Mutex};

use ad_runtime::prelude::*;

/// A source whose answers depend on how often it was asked.
struct Source(Cell<u32>);

impl Source {
    fn draw(&self) -> f64 {
        self.0.set(self.0.get() + 1);
        f64::from(self.0.get())
    }

    fn many(&self) -> impl Iterator<Item = f64> + '_ {
        (0..10).map(|_| self.draw())
    }

    fn endless(&self) -> impl Iterator<Item = f64> + '_ {
        std::iter::from_fn(|| Some(self.draw()))
    }
}

fn source() -> Source {
    Source(Cell::new(0))
}

#[differentiate]
fn collections(x: f64, #[constant] labels: &[u8], #[constant] w: &[f64]) -> f64 {
    let distinct: HashSet<u8> = labels.iter().copied().collect();
    let (places, values): (Vec<usize>, Vec<f64>) = w.iter().copied().enumerate().unzip();
    let mut counts = BTreeMap::new();
    for label in labels {
        *counts.entry(label).or_insert(0) += 1;
    }
    let most = counts.values().max().unwrap();
    x * x * distinct.len() as f64 * values[places[1]] * *most as f64
}

#[test]
fn collections_of_constants() {
    assert_eq!(collections::grad(5.0, &[1, 2, 1], &[3.0, 4.0]), 2.0 * 5.0 * 2.0 * 4.0 * 2.0);
    collections::check(5.0, &[1, 2, 1], &[3.0, 4.0]).unwrap();
}

#[differentiate]
fn by_hand(x: f64, #[constant] coefficients: &[f64]) -> f64 {
    let mut rest = coefficients.iter();
    let mut y = *rest.next().unwrap();
    for c in rest {
        y = y * x + *c;
    }
    y
}

#[differentiate]
fn by_hand_while(x: f64, #[constant] coefficients: &[f64]) -> f64 {
    let mut rest = coefficients.iter();
    let mut y = 0.0;
    while let Some(c) = rest.next() {
        y = y * x + c;
        if *c > 2.5 {
            break;
        }
    }
    y + rest.len() as f64 * x
}

#[test]
fn iterators_advanced_by_hand() {
    assert_eq!(by_hand::value_and_grad(2.0, &[1.0, 2.0, 3.0]), (11.0, 6.0));
    assert_eq!(by_hand_while::value_and_grad(2.0, &[1.0, 2.0, 3.0, 4.0]), (13.0, 7.0));
    by_hand::check(0.3, &[1.0, 2.0, 3.0]).unwrap();
    by_hand_while::check(0.3, &[1.0, 2.0, 3.0, 4.0]).unwrap();
}

#[differentiate]
fn left_early(x: f64, #[constant] source: &Source) -> f64 {
    let mut sum = 0.0;
    for w in source.many() {
        if w > 3.5 {
            break;
        }
        sum += w * x * x;
    }
    sum * (source.draw() - 1.0)
}

#[differentiate]
fn endless(x: f64, #[constant] source: &Source) -> f64 {
    let mut y = x;
    for w in source.endless() {
        if w > 4.0 {
            return y * w;
        }
        if w == 2.0 {
            continue;
        }
        y = y.sin() * w;
    }
    y
}

#[test]
fn a_source_is_asked_as_often() {
    let (plain, own) = (source(), source());
    assert_eq!(left_early::value_and_grad(3.0, &own), (left_early(3.0, &plain), 6.0 * 6.0 * 4.0));
    assert_eq!((own.0.get(), plain.0.get()), (5, 5));
    let (plain, own) = (source(), source());
    let (value, gradient) = endless::value_and_grad(0.4, &own);
    assert_eq!((value, own.0.get()), (endless(0.4, &plain), 5));
    let step = 1e-6;
    let slope = (endless(0.4 + step, &source()) - endless(0.4 - step, &source())) / (2.0 * step);
    assert!((gradient - slope).abs() < 1e-7);
    let again = source();
    let (same, dot) = endless::jvp(0.4, &again, 1.0);
    assert_eq!(same, value);
    assert!((dot - gradient).abs() < 1e-12 * gradient.abs());
    assert_eq!(again.0.get(), 5);
}

#[differentiate]
fn nested(x: &[f64], #[constant] groups: &BTreeMap<String, Vec<usize>>) -> f64 {
    let mut product = 1.0;
    for (name, group) in groups {
        let scale = name.len() as f64;
        for i in group {
            product *= x[*i] * scale;
        }
    }
    product
}

#[test]
fn maps_of_lists() {
    let groups = BTreeMap::from([("a".to_string(), vec![0, 1]), ("bc".to_string(), vec![1])]);
    assert_eq!(nested::grad(&[2.0, 3.0], &groups), [18.0, 24.0]);
    nested::check(&[2.0, 3.0], &groups).unwrap();
}

static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| vec![1.0, 2.0]);
static LARGE: [f64; 2_000_000] = [0.5; 2_000_000];

#[differentiate]
fn over_statics(x: f64) -> f64 {
    let mut sum = TABLE.iter().map(|w| w * x * x).sum::<f64>();
    for w in LARGE.iter() {
        sum += w * x;
    }
    sum
}

#[test]
fn statics_stay_where_they_are() {
    assert_eq!(over_statics::grad(2.0), 12.0 + 1_000_000.0);
}

#[differentiate]
fn by_iterator<I: IntoIterator<Item = f64>>(x: f64, #[constant] coefficients: I) -> f64 {
    coefficients.into_iter().fold(0.0, |sum, c| sum * x + c)
}

#[differentiate]
fn by_indices<I: IntoIterator<Item = usize>>(x: &[f64], indices: I) -> f64 {
    let mut sum = 0.0;
    for i in indices {
        sum += x[i] * x[i];
    }
    sum
}

#[test]
fn iterators_as_parameters() {
    assert_eq!(by_iterator::value_and_grad(2.0, [1.0, 2.0, 3.0]), (11.0, 6.0));
    assert_eq!(by_indices::grad(&[2.0, 3.0], vec![1, 1]), [0.0, 12.0]);
    assert_eq!(by_indices::grad(&[2.0, 3.0], 0..2), [4.0, 6.0]);
}

#[differentiate]
fn zipped(x: &[f64], #[constant] source: &Source) -> f64 {
    x.iter().zip(source.endless()).map(|(x, w)| x * x * w).sum()
}

#[test]
fn a_list_beside_an_endless_iterator() {
    let own = source();
    assert_eq!(zipped::value_and_grad(&[2.0, 3.0], &own), (22.0, vec![4.0, 12.0]));
    assert_eq!(own.0.get(), 2);
}

#[differentiate]
fn guarded(x: f64, #[constant] cell: &RefCell<Vec<f64>>, #[constant] lock: &Mutex<f64>) -> f64 {
    let a = cell.borrow()[0];
    cell.replace(vec![3.0]);
    let y = x * cell.borrow()[0] * a;
    *lock.lock().unwrap() += 1.0;
    let held = lock.lock().unwrap();
    y * x * *held
}

struct Timer<'a>(&'a Cell<i32>);

impl Timer<'_> {
    fn value(&self) -> f64 {
        1.0
    }
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() * 10);
    }
}

fn timer(cell: &Cell<i32>) -> Timer<'_> {
    Timer(cell)
}

#[differentiate]
fn timed(x: f64, #[constant] cell: &Cell<i32>) -> f64 {
    let a = timer(cell).value();
    x * x * a * cell.get() as f64
}

#[test]
fn temporaries_end_where_they_end() {
    let value = guarded::value_and_grad(2.0, &RefCell::new(vec![2.0]), &Mutex::new(1.0));
    assert_eq!(value, (48.0, 48.0));
    assert_eq!(timed::value_and_grad(2.0, &Cell::new(1)), (40.0, 40.0));
}

#[differentiate]
fn parsed(x: f64, #[constant] exponent: &str, n: i64) -> f64 {
    let e = exponent.parse::<i32>().unwrap();
    let m: i32 = n.try_into().unwrap();
    x.powi(e) * x.powi(m)
}

#[differentiate]
fn looked_up(x: f64, #[constant] config: &HashMap<String, f64>, #[constant] name: &str) -> f64 {
    let k = config.get(name).copied().unwrap_or(1.0);
    let other = if let Some(k) = config.get("other") { k * x } else { x };
    k * x * other * config.get(name).map_or(1.0, |k| k + 1.0)
}

#[test]
fn text_and_maps() {
    assert_eq!(parsed::grad(2.0, "2", 1), 12.0);
    let config = HashMap::from([("k".to_string(), 3.0), ("other".to_string(), 2.0)]);
    assert_eq!(looked_up::grad(2.0, &config, "k"), 2.0 * 2.0 * 3.0 * 2.0 * 4.0);
    looked_up::check(2.0, &config, "absent").unwrap();
}

struct Generator(u32);

impl Generator {
    fn next(&mut self) -> f64 {
        self.0 += 1;
        f64::from(self.0)
    }
}

fn handed_on(generator: &mut Generator) -> f64 {
    generator.next() + generator.next()
}

#[differentiate]
fn drawn(x: &[f64], #[constant] generator: &mut Generator) -> f64 {
    let mut y = 1.0;
    for v in x {
        let noise = handed_on(generator);
        y *= v * noise;
        if generator.0 > 5 {
            generator.0 = 0;
        }
    }
    y * generator.next()
}

#[test]
fn generators_are_handed_on() {
    let (mut plain, mut own) = (Generator(0), Generator(0));
    let x = [0.5, 2.0, 3.0, 1.5];
    let (value, gradient) = drawn::value_and_grad(&x, &mut own);
    assert_eq!((value, own.0), (drawn(&x, &mut plain), plain.0));
    for (g, x) in gradient.iter().zip(&x) {
        assert!((g - value / x).abs() < 1e-12 * value.abs());
    }
}

/// What a constant reference points to changes after it was read.
#[differentiate]
fn changed_behind(x: f64) -> f64 {
    let mut table = vec![1.0, 2.0, 3.0];
    let mut y = x;
    for i in 0..3 {
        let r = &mut table;
        y = y * y * r[i];
        r.reverse();
        r.push(y_free(i));
    }
    y * table.len() as f64
}

fn y_free(i: usize) -> f64 {
    i as f64 + 0.5
}

#[test]
fn what_was_read_is_kept() {
    changed_behind::check(0.7).unwrap();
}

#[differentiate]
fn counted_out(x: &[f64], n: usize) -> f64 {
    let mut p = 1.0;
    for i in (0..x.len()).rev() {
        p *= x[i];
        if i == n {
            break;
        }
    }
    let mut q = 1.0;
    for i in 1..=x.len() {
        q = q * x[i - 1] + p;
        if i > n {
            return q * p;
        }
    }
    q
}

#[test]
fn loops_that_end_early_count() {
    for n in 0..5 {
        counted_out::check(&[0.5, 1.5, 0.8, 1.2], n).unwrap();
    }
}

/// The value of a branch refers to nothing that its statements mention: the guard stays the user's.
#[differentiate]
fn guarded_in_a_branch(x: f64) -> f64 {
    let scaled = x * 2.0;
    let y = if scaled > 0.1 {
        let shared = Mutex::new(1.75);
        let mut sum = 0.25;
        {
            let mut guard = shared.lock().unwrap();
            for _ in 0..2 {
                *guard = 0.5 * *guard + 0.0625;
                sum = 0.5 * sum + *guard * x;
            }
        }
        sum.tanh()
    } else {
        scaled
    };
    y.copysign(y).tanh() + (scaled * x).sin() - 0.5 * y
}

#[derive(Clone, Debug, Differentiable)]
struct Tally {
    count: f64,
    sum: f64,
}

#[differentiate]
impl Tally {
    fn grow(&mut self, by: f64) {
        self.sum += by;
    }
}

/// Copies out of a guard may be put into what is changed.
#[differentiate]
fn copied_out_of_a_guard(x: f64) -> f64 {
    let cell = RefCell::new(vec![0.75, 0.5]);
    let mut sum = 0.25;
    let guard = cell.borrow();
    for (i, item) in guard.iter().copied().enumerate() {
        let mut all = vec![Tally { count: item, sum: item }];
        all[0].grow(x * item);
        sum += all[0].count * item * all[0].sum + i as f64 * x;
    }
    sum
}

#[differentiate]
fn drift(place: &mut [f64], speed: &[f64]) -> f64 {
    place[0] += speed[0];
    place[0] * speed[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Motion {
    place: Vec<f64>,
    speed: Vec<f64>,
}

/// So may copies that a pattern takes.
#[differentiate]
fn taken_out_of_a_guard(x: f64) -> f64 {
    let cell = RefCell::new(vec![2.25, 0.75]);
    let (mut sum, both) = (0.25, [x, x * x]);
    {
        let mut guard = cell.borrow_mut();
        guard[0] = 0.25;
        for &item in guard.iter() {
            sum = 0.5 * sum + 0.25 * item * x;
            let mut motion = Motion {
                place: vec![(if both[0] < 0.1 { both[1] } else { item }).sin(), 0.5],
                speed: vec![item * x, (item - 0.25).atan()],
            };
            sum += drift(&mut motion.place, &motion.speed);
            motion.speed[0] -= x;
            sum += motion.speed[0];
        }
        guard[1] *= 0.5;
    }
    sum * cell.borrow()[1]
}

#[test]
fn guards_stay_the_users() {
    for x in [-0.7, 0.3, 1.2] {
        taken_out_of_a_guard::check(x).unwrap();
        guarded_in_a_branch::check(x).unwrap();
        copied_out_of_a_guard::check(x).unwrap();
    }
}
