//! What a value is written to may be part of something else, through a `&mut` reference that is somewhere in it.

use ad_runtime::prelude::*;
use std::cell::Cell;
use std::sync::Mutex;

struct View<'a> {
    at: &'a mut [f64],
}

struct Pair {
    a: Vec<f64>,
}

impl Pair {
    fn at(&mut self) -> &mut f64 {
        &mut self.a[0]
    }

    fn top(&mut self) -> Option<&mut f64> {
        self.a.get_mut(0)
    }

    fn all(&mut self) -> &mut Vec<f64> {
        &mut self.a
    }

    fn view(&mut self) -> View<'_> {
        View { at: &mut self.a }
    }

    fn look(&self) -> f64 {
        self.a[0]
    }
}

fn pair() -> Pair {
    Pair { a: vec![2.0, 1.0] }
}

#[differentiate]
fn step(w: &mut f64, x: f64) {
    *w += x * x;
}

#[derive(Differentiable, Clone)]
struct Own {
    v: f64,
}

#[differentiate]
impl Own {
    fn put(&mut self, x: f64) {
        self.v = x;
    }
}

struct Owner {
    own: Own,
}

impl Owner {
    fn at(&mut self) -> &mut Own {
        &mut self.own
    }
}

// What calls without derivatives return.

#[differentiate]
fn lent_on(x: f64) -> f64 {
    let mut p = pair();
    step(p.at(), x); // refused
    p.look() * x
}

#[differentiate]
fn matched_and_lent(x: f64) -> f64 {
    let mut p = pair();
    if let Some(w) = p.top() { // refused
        step(w, x);
    }
    p.look() * x
}

#[differentiate]
fn matched_and_stored(x: f64) -> f64 {
    let mut p = pair();
    if let Some(w) = p.top() {
        *w = x * x; // refused
    }
    p.look() * x
}

#[differentiate]
fn chosen_and_stored(x: f64) -> f64 {
    let (mut p, mut q) = (pair(), pair());
    let w = if x > 0.0 { p.at() } else { q.at() };
    *w = x * x; // refused
    p.look() * x
}

#[differentiate]
fn wrapped(x: f64) -> f64 {
    let mut p = pair();
    let w = Some(p.at());
    if let Some(w) = w { // refused
        step(w, x);
    }
    p.look() * x
}

#[differentiate]
fn by_a_view(x: f64) -> f64 {
    let mut p = pair();
    let mut v = p.view();
    v.at[0] = x * x; // refused
    p.look() * x
}

#[differentiate]
fn by_a_view_that_is_wrapped(x: f64) -> f64 {
    let mut p = pair();
    let mut v = Some(p.view());
    if let Some(v) = &mut v {
        v.at[0] = x * x; // refused
    }
    p.look() * x
}

#[differentiate]
fn by_one_of_views(x: f64) -> f64 {
    let mut p = pair();
    let mut v = vec![p.view()];
    v[0].at[0] = x * x; // refused
    p.look() * x
}

#[differentiate]
fn lent_by_a_view(x: f64) -> f64 {
    let mut p = pair();
    let mut v = p.view();
    step(&mut v.at[0], x); // refused
    p.look() * x
}

#[differentiate]
fn by_a_list(x: f64) -> f64 {
    let mut p = pair();
    let mut w = p.all();
    w[0] = x * x; // refused
    p.look() * x
}

#[differentiate]
fn filled(x: f64) -> f64 {
    let mut p = pair();
    let mut w = p.all();
    w.fill(x * x); // refused
    p.look() * x
}

#[differentiate]
fn grown(x: f64) -> f64 {
    let mut p = pair();
    let mut w: &mut Vec<f64> = p.all();
    w.push(x * x); // refused
    p.a[2] * x
}

#[differentiate]
fn swapped(x: f64) -> f64 {
    let mut p = pair();
    let mut w = p.all();
    let mut y = x * x;
    std::mem::swap(&mut w[0], &mut y); // refused
    p.look() * x
}

#[differentiate]
fn by_a_method(x: f64) -> f64 {
    let mut p = Owner { own: Own { v: 2.0 } };
    let w = p.at();
    w.put(x * x); // refused
    p.own.v * x
}

// What references that are seen are put into.

#[differentiate]
fn in_a_struct(x: f64) -> f64 {
    let mut p = vec![2.0];
    let mut v = View { at: &mut p };
    v.at[0] = x * x; // refused
    p[0] * x
}

#[differentiate]
fn in_a_tuple(x: f64) -> f64 {
    let mut p = vec![2.0];
    let mut v = (&mut p, 1);
    v.0[0] = x * x; // refused
    p[0] * x
}

#[differentiate]
fn in_a_list(x: f64) -> f64 {
    let mut p = vec![2.0];
    let mut v = vec![];
    v.push(&mut p);
    v[0][0] = x * x; // refused
    p[0] * x
}

#[differentiate]
fn in_an_option(x: f64) -> f64 {
    let mut p = vec![2.0];
    let v = Some(&mut p);
    if let Some(q) = v {
        q[0] = x * x; // refused
    }
    p[0] * x
}

#[differentiate]
fn in_a_box(x: f64) -> f64 {
    let mut p = vec![2.0];
    let mut v = Box::new(&mut p);
    v[0] = x * x; // refused
    p[0] * x
}

#[derive(Differentiable)]
struct Window<'a> {
    gain: f64,
    #[constant]
    at: &'a mut [f64],
}

#[differentiate]
fn in_a_constant_field(x: f64) -> f64 {
    let mut p = vec![2.0];
    let mut v = Window { gain: 1.0, at: &mut p };
    v.at[0] = x * x; // refused
    p[0] * x
}

// References to references.

#[differentiate]
fn of_a_view(x: f64) -> f64 {
    let mut p = pair();
    let mut v = p.view();
    let r = &mut v;
    r.at[0] = x * x; // refused
    p.look() * x
}

#[differentiate]
fn of_a_match(x: f64) -> f64 {
    let mut p = pair();
    if let Some(w) = p.top() {
        let r = &mut *w; // refused
        *r += x * x;
    }
    p.look() * x
}

// References in tuples, and what is found in them or by a call.

#[differentiate]
fn out_of_a_tuple(x: f64) -> f64 {
    let mut p = 2.0;
    let v = (&mut p, 1.0);
    let r = v.0;
    *r += x * x; // refused
    p * x
}

#[differentiate]
fn add(to: &mut f64, x: f64) {
    *to += x;
}

#[differentiate]
fn passed_on(x: f64) -> f64 {
    let mut p = 2.0;
    let v = (&mut p, 1.0);
    add(v.0, x * x); // refused
    p * x
}

fn same(p: &mut f64) -> &mut f64 {
    p
}

#[differentiate]
fn found_by_a_call(x: f64) -> f64 {
    let mut p = 2.0;
    let r = same(&mut p); // refused
    add(r, x * x);
    p * x
}

// What nobody lends.

static STATE: Mutex<[f64; 2]> = Mutex::new([2.0, 2.0]);

#[differentiate]
fn of_a_static(x: f64) -> f64 {
    step(&mut STATE.lock().unwrap()[0], x); // refused
    STATE.lock().unwrap()[0] * x
}

#[differentiate]
fn of_a_cell(x: f64, #[constant] cell: &std::cell::RefCell<Vec<f64>>) -> f64 {
    {
        let mut guard = cell.borrow_mut();
        guard[0] = x * x; // refused
    }
    let z = cell.borrow()[0];
    z * x
}

// What is declared a constant, and isn't.

#[differentiate]
fn declared(x: f64) -> f64 {
    #[constant]
    let mut p = owner();
    p.own.put(x); // refused
    p.own.v * x
}

fn owner() -> Owner {
    Owner { own: Own { v: 2.0 } }
}

#[differentiate]
fn exchanged(x: f64) -> f64 {
    let c = cell();
    let d = Cell::new(x); // refused
    c.swap(&d);
    c.get() * x
}

fn cell() -> Cell<f64> {
    Cell::new(1.0)
}

/// It has no derivatives.
struct Record {
    last: f64,
    shared: Cell<f64>,
}

impl Record {
    fn log(&mut self, v: f64) {
        self.last = v;
    }

    fn exp_m1(&self, v: f64) {
        self.shared.set(v);
    }
}

fn record() -> Record {
    Record { last: 0.0, shared: Cell::new(0.0) }
}

#[differentiate]
fn by_a_name_of_stds(x: f64) -> f64 {
    let mut r = record();
    r.log(x * x); // refused
    r.last * x
}

#[differentiate]
fn by_a_shared_reference(x: f64) -> f64 {
    let r = record();
    r.exp_m1(x * x); // refused
    r.shared.get() * x
}

mod f32 {
    pub fn max(a: f64, b: f64) -> f64 {
        a * b
    }
}

#[differentiate]
fn of_a_module(x: f64) -> f64 {
    f32::max(x, x * x) // refused
}

fn main() {}
