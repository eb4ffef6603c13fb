//! What `?` takes out is dereferenced at once; results by another name than `Option` and `Result`; `drop` of what is differentiated.

use ad_runtime::prelude::*;

#[differentiate]
fn first_times_last(x: &[f64]) -> Option<f64> {
    Some(*x.first()? * *x.last()?)
}

#[differentiate]
fn by_error(x: &[f64]) -> Result<f64, String> {
    let second = *x.get(1).ok_or("short".to_string())?;
    Ok(second * 2.0 + *x.iter().find(|v| **v > 0.0).ok_or_else(|| "none".to_string())?)
}

#[differentiate]
fn next_by_hand(x: &[f64]) -> Option<f64> {
    let mut rest = x.iter();
    let first = *rest.next()?;
    Some(first * *rest.next()?)
}

#[derive(Clone, Debug, Differentiable)]
struct Slot {
    held: Option<f64>,
    boxed: Option<Box<f64>>,
}

#[differentiate]
fn out_of_fields(slot: &Slot) -> Option<f64> {
    let held = slot.held.as_ref()?;
    Some(**slot.boxed.as_ref()? * *held * *slot.held.as_ref()?)
}

#[differentiate]
fn out_of_boxes(slot: Slot) -> f64 {
    *slot.boxed.unwrap() * 2.0
}

#[differentiate]
fn boxed_question(x: Option<Box<f64>>) -> Option<f64> {
    Some(*x? * 2.0)
}

#[derive(Clone, Debug, Differentiable)]
struct Grid {
    cells: Vec<f64>,
}

#[differentiate]
impl Grid {
    fn raise(&mut self, #[constant] i: usize, x: f64) -> Option<()> {
        *self.cells.get_mut(i)? += x * x;
        Some(())
    }

    fn raised(&mut self, x: f64) -> Option<f64> {
        self.raise(0, x)?;
        Some(*self.cells.first()? * x)
    }
}

#[test]
fn what_a_question_takes_out_is_dereferenced() {
    for x in [&[2.0, 3.0][..], &[2.0], &[]] {
        first_times_last::check(x).unwrap();
        next_by_hand::check(x).unwrap();
        by_error::check(x).unwrap();
    }
    let slot = Slot { held: Some(2.0), boxed: Some(Box::new(3.0)) };
    assert_eq!(out_of_fields(&slot), Some(12.0));
    out_of_fields::check(&slot).unwrap();
    out_of_fields::check(&Slot { held: None, ..slot.clone() }).unwrap();
    out_of_boxes::check(slot.clone()).unwrap();
    boxed_question::check(slot.boxed).unwrap();
    Grid { cells: vec![1.0, 2.0] }.raised_check(3.0).unwrap();
}

type Maybe<T> = Option<T>;
type Fallible<T> = std::result::Result<T, String>;

/// It isn't `Clone`.
#[derive(Debug)]
struct Negative;

impl From<Negative> for String {
    fn from(_: Negative) -> String {
        "negative".to_string()
    }
}

#[differentiate]
fn logarithm(x: f64) -> Result<f64, Negative> {
    if x > 0.0 { Ok(x.ln()) } else { Err(Negative) }
}

#[differentiate]
fn converted(x: f64, y: f64) -> Fallible<f64> {
    let first = logarithm(x)?;
    if y < 0.0 {
        return Err("y".into());
    }
    Ok(first * logarithm(first * y)?)
}

#[differentiate]
fn in_a_loop(x: &[f64]) -> Fallible<f64> {
    let mut sum = 0.0;
    for v in x {
        sum += converted(*v, 2.0)? * logarithm(*v)?;
    }
    Ok(sum * x.first().ok_or("none".to_string())?)
}

#[differentiate]
fn alias_of_option(held: Maybe<f64>, slot: &Slot) -> Maybe<f64> {
    let value = held?;
    Some(value * value * slot.held? * slot.held.as_ref()?)
}

#[test]
fn results_by_another_name() {
    converted::check(2.0, 3.0).unwrap();
    converted::check(-2.0, 3.0).unwrap();
    for x in [&[2.0, 3.0][..], &[2.0, -3.0], &[]] {
        in_a_loop::check(x).unwrap();
    }
    assert_eq!(in_a_loop::vjp(&[2.0, -3.0]).0, Err("negative".to_string()));
    let slot = Slot { held: Some(2.0), boxed: None };
    alias_of_option::check(Some(3.0), &slot).unwrap();
    alias_of_option::check(None, &slot).unwrap();
    alias_of_option::check(Some(3.0), &Slot { held: None, boxed: None }).unwrap();
}

#[allow(dropping_references)]
#[differentiate]
fn dropped(list: &mut Vec<f64>, x: f64) -> f64 {
    let mut scratch = vec![x; 3];
    scratch[0] *= list[0];
    let sum: f64 = scratch.iter().sum();
    drop(scratch);
    let second = &mut list[1];
    *second += sum;
    drop(second);
    std::mem::drop(vec![x * sum]);
    list[1] * sum
}

mod own {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn drop(x: &mut f64) {
        *x *= *x;
    }
}

/// By a path, and by a closure's name, it is the user's.
#[differentiate]
fn own_drops(x: f64) -> f64 {
    let mut y = x;
    own::drop(&mut y);
    let drop = |v: f64| v * x;
    drop(y)
}

#[test]
fn dropping_changes_nothing() {
    dropped::check(&mut vec![1.0, 2.0], 3.0).unwrap();
    own_drops::check(3.0).unwrap();
    assert_eq!(own_drops::grad(3.0), 27.0);
}
