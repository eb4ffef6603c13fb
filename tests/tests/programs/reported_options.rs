//! Programs of new users with `Option` and `Result` that didn't do at first: each says what was wrong.

use ad_runtime::prelude::*;

/// The pair that `unwrap` takes out was put together of references.
#[differentiate]
fn split_first_unwrap(x: &[f64]) -> f64 {
    let (head, tail) = x.split_first().unwrap();
    let (last, before) = x.split_last().expect("not empty");
    head * tail[0] + last * last * before[1]
}

#[differentiate]
fn split_first_question(x: &[f64]) -> Option<f64> {
    let (head, tail) = x.split_first()?;
    Some(head * tail.last()?)
}

#[differentiate]
fn split_in_place(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    let (head, tail) = y.split_first_mut().unwrap();
    *head *= tail[0];
    tail[1] += *head * tail[0];
    y[0] * y[2]
}

/// Refused: the reference was put into a `Result`.
#[differentiate]
fn first_ok_or(x: &[f64]) -> Result<f64, &'static str> {
    let a = root(x[1])?;
    let b = x.first().ok_or("empty")?;
    let c = x.get(7).ok_or_else(|| "short");
    let (d, _) = x.split_last().ok_or("empty")?;
    Ok(if c.is_err() { a * b * d } else { 0.0 })
}

/// `then` was taken for a method of the user's.
#[differentiate]
fn bool_then(x: f64) -> Option<f64> {
    let a = (x > 0.0).then(|| x.ln())?;
    let is_small = x < 2.0;
    let b = is_small.then_some(x * a);
    Some(b.unwrap_or(3.0 * x) + (x > 7.0).then(|| x).map_or(a, |v| v * v))
}

#[derive(Clone, Debug, Differentiable)]
struct Pid {
    kd: f64,
    last: Option<f64>,
}

/// `replace` was taken for a method of the user's.
#[differentiate]
impl Pid {
    fn step(&mut self, e: f64) -> f64 {
        let d = match self.last.replace(e * e) {
            Some(last) => e - last,
            None => 0.0,
        };
        self.kd * d
    }

    fn two(&self, a: f64, b: f64) -> f64 {
        let mut pid = self.clone();
        pid.step(a) + pid.step(b)
    }
}

#[differentiate]
fn replaced(x: &[f64]) -> f64 {
    let mut last = None;
    let mut sum = 0.0;
    for v in x {
        if let Some(before) = last.replace(*v) {
            sum += before * v;
        }
    }
    sum + last.unwrap_or(0.0)
}

#[differentiate]
fn root(x: f64) -> Result<f64, &'static str> {
    if x < 0.0 { Err("negative") } else { Ok(x.sqrt()) }
}

#[differentiate]
fn reciprocal(x: f64) -> Option<f64> {
    if x == 0.0 { None } else { Some(1.0 / x) }
}

programs! {
    split_first_unwrap(&x) -> scalar at ([0.5, 1.5, -0.7]);
    split_in_place(&x) -> scalar at ([0.5, 1.5, -0.7]);
    replaced(&x) -> scalar at ([0.5, 1.5, -0.7]);
    variants_named_like_those_of_std(x) -> scalar at (2.0), (0.5), (-1.5);
    annotated_result(x) -> scalar at (2.0), (-1.5);
}

#[test]
fn pairs_that_are_taken_out() {
    split_first_question::check(&[0.5, 1.5]).unwrap();
    split_first_question::check(&[0.5]).unwrap();
    split_first_question::check(&[]).unwrap();
}

#[test]
fn references_or_an_error() {
    first_ok_or::check(&[0.5, 1.5]).unwrap();
    first_ok_or::check(&[0.5, -1.5]).unwrap();
    assert_eq!(first_ok_or::jvp(&[0.5, 4.0], &[1.0, 0.0]).1, Ok(8.0));
}

#[test]
fn options_of_conditions() {
    for x in [0.4, -0.4, 3.0, 8.0] {
        bool_then::check(x).unwrap();
    }
}

#[test]
fn replaced_fields() {
    Pid { kd: 0.1, last: None }.two_check(1.0, 2.5).unwrap();
    Pid { kd: 0.1, last: Some(0.3) }.two_check(1.0, 2.5).unwrap();
}

/// Refused: a method on the error, which depends on `x` only where no derivative is.
#[differentiate]
fn map_err_to_string(x: f64) -> Result<f64, String> {
    let r = root(x).map_err(|e| e.to_string())?;
    Ok(r * x)
}

#[differentiate]
fn described(x: f64) -> Result<f64, String> {
    if x > 0.0 { Ok(x.ln()) } else { Err(format!("{x} is not positive")) }
}

/// The operator on the error was differentiated.
#[differentiate]
fn map_err_operator(x: f64) -> Result<f64, String> {
    let r = described(x).map_err(|e| e + "!")?;
    let s = match described(r) {
        Ok(s) => s,
        Err(e) => return Err(e.to_uppercase() + "?"),
    };
    Ok(r * s)
}

/// The content of the error was differentiated, and had no tangent.
#[differentiate]
fn float_as_error(x: f64) -> Result<f64, f64> {
    if x > 0.0 { Ok(x.sqrt()) } else { Err(x) }
}

#[differentiate]
fn float_errors(x: f64) -> f64 {
    match float_as_error(x) {
        Ok(v) => v * x,
        Err(e) => {
            if e < -1.0 {
                x
            } else {
                x * x
            }
        }
    }
}

#[test]
fn errors_are_constants() {
    for x in [1.2, 3.0, 0.5, -1.0] {
        map_err_to_string::check(x).unwrap();
        map_err_operator::check(x).unwrap();
    }
    assert_eq!(map_err_operator(-1.0).unwrap_err(), "-1 is not positive!");
    assert_eq!(float_as_error::jvp(-2.0, 1.0), (Err(-2.0), Err(())));
    assert_eq!(float_as_error::vjp(-2.0).1(Err(())), 0.0);
    assert_eq!([-2.0, -0.5].map(float_errors::grad), [1.0, -1.0]);
    float_errors::check(2.0).unwrap();
}

/// `and_then` and its kin on the `Result` of a call were taken for those of `Option`.
#[differentiate]
fn result_and_then(x: f64) -> f64 {
    root(x).and_then(|v| root(v - 0.5)).expect("two roots")
}

#[differentiate]
fn result_methods(x: f64, y: f64) -> f64 {
    let a = root(x).unwrap_or_else(|_| 2.0 * x);
    let b = root(x * y).map(|v| v * y).unwrap_or(x - y);
    let c = root(y).map_or(y, |v| v * x) + root(y).map_or_else(|e| x * e.len() as f64, |v| v);
    let d = root(x).or_else(|_| root(y)).or(root(-x)).unwrap_or(1.0);
    let e = root(y).ok().map(|v| v * x).unwrap_or(a);
    let both = root(x).and_then(|v| root(y).map(|w| v * w)).map_err(|e| e.len());
    let f = match both {
        Ok(v) => v * v,
        Err(n) => x * n as f64,
    };
    a * b + c * d + e * f
}

#[differentiate]
fn chained(x: f64) -> Result<f64, String> {
    let y = root(x).map_err(|e| format!("{e}!")).and_then(|v| described(v - 1.0))?;
    described(y).or_else(|e| if x > 3.0 { Ok(x * x) } else { Err(e + "?") }).map(|v| v * y)
}

/// The same of an `Option` of a call.
#[differentiate]
fn option_methods(x: f64, y: f64) -> f64 {
    let a = reciprocal(x).and_then(|v| reciprocal(v - y)).unwrap_or_else(|| 2.0 * x);
    let b = reciprocal(y).map(|v| v * x).or(Some(x)).map_or_else(|| y, |v| v * a);
    let c = reciprocal(x).or_else(|| reciprocal(y)).ok_or("none").unwrap_or(3.0 * y);
    a * b + c
}

#[test]
fn methods_of_results() {
    result_and_then::check(1.0).unwrap();
    for (x, y) in [(1.5, 0.7), (-1.5, 0.7), (1.5, -0.7), (-1.5, -0.7)] {
        result_methods::check(x, y).unwrap();
        option_methods::check(x, y).unwrap();
    }
    option_methods::check(0.5, 2.0).unwrap();
    for x in [-1.0, 0.5, 2.0, 3.5, 30.0] {
        chained::check(x).unwrap();
    }
    assert_eq!(chained(-1.0).unwrap_err(), "negative!");
    let error = chained::jvp(2.0, 1.0).0.unwrap_err();
    assert_eq!(error, chained(2.0).unwrap_err());
}

/// `flatten` took the `Option`s for lists.
#[differentiate]
fn flattened_options(x: &[Option<f64>]) -> f64 {
    let mut sum = x.iter().flatten().map(|v| v * v).sum::<f64>();
    for v in x.to_vec().into_iter().flatten() {
        sum += v * x[0].unwrap_or(1.0);
    }
    sum
}

#[differentiate]
fn flattened_results(x: &[f64]) -> f64 {
    let roots: f64 = x.iter().map(|v| root(*v)).flatten().sum();
    let large = x.iter().map(|v| (*v > 1.0).then(|| v * v)).flatten();
    roots + large.map(|v| v * x[0]).sum::<f64>()
}

#[test]
fn flattened() {
    flattened_options::check(&[Some(1.0), None, Some(2.0)]).unwrap();
    flattened_options::check(&[None, Some(2.0)]).unwrap();
    flattened_results::check(&[1.5, 2.0, -1.0]).unwrap();
}

/// An error that there is only one of was cloned.
#[derive(Debug, PartialEq)]
enum Unsolvable {
    Singular(usize),
    Diverges,
}

impl From<&'static str> for Unsolvable {
    fn from(_: &'static str) -> Unsolvable {
        Unsolvable::Diverges
    }
}

#[differentiate]
fn product_of_roots(x: &[f64]) -> Result<f64, Unsolvable> {
    let mut product = 1.0;
    for i in 0..x.len() {
        if x[i] < -3.0 {
            return Err(Unsolvable::Singular(i));
        }
        for j in 0..i {
            product *= root(x[j])?;
            if product > 1e9 {
                return Err(Unsolvable::Diverges);
            }
        }
        product += x[i];
    }
    Ok(product)
}

#[differentiate]
fn unique_errors(x: &[f64]) -> Result<f64, Unsolvable> {
    let a = product_of_roots(x)?;
    let b = match product_of_roots(&x[1..]) {
        Ok(b) => b * a,
        Err(Unsolvable::Singular(1)) => a,
        Err(e) => return Err(e),
    };
    let c = product_of_roots(&x[2..]).and_then(|c| root(c - 0.1).map_err(|e| e.into()));
    let d = product_of_roots(&x[2..]).map(|d| d * a).unwrap_or_else(|_| a * a);
    let e = match c {
        Ok(c) => Ok(c * d),
        Err(e) => Err(e),
    };
    Ok(b * e? + d)
}

#[differentiate]
fn boxed_error(x: &[f64]) -> Result<f64, Box<dyn std::error::Error>> {
    let mut sum = 0.0;
    for v in x {
        if *v < -3.0 {
            return Err("small".into());
        }
        sum += root(*v)? * x[0];
    }
    Ok(sum)
}

#[differentiate]
fn with_unique_errors(x: &[f64]) -> f64 {
    unique_errors(x).unwrap_or(x[0] * x[1]) + boxed_error(x).unwrap_or_else(|_| x[1] * x[1])
}

#[test]
fn errors_that_are_not_clone() {
    let x = [1.5, 0.7, 2.3, 1.1];
    with_unique_errors::check(&x).unwrap();
    for i in 0..4 {
        for value in [-4.0, -1.0] {
            let mut x = x;
            x[i] = value;
            with_unique_errors::check(&x).unwrap();
        }
    }
    assert_eq!(unique_errors(&[1.5, -4.0, 2.3, 1.1]), Err(Unsolvable::Singular(1)));
    assert_eq!(unique_errors::vjp(&[1.5, -4.0, 2.3]).0, Err(Unsolvable::Singular(1)));
    assert_eq!(unique_errors::jvp(&[-1.5, 1.0], &[0.0; 2]).0, Err(Unsolvable::Diverges));
    assert_eq!(boxed_error::vjp(&[1.5, -4.0]).0.unwrap_err().to_string(), "small");
}

/// Variants of an enum of one's own that are named like those of std were taken for these.
#[derive(Clone, Debug, Differentiable)]
enum Outcome {
    None,
    Ok(f64),
    Err(f64),
}

#[differentiate]
fn variants_named_like_those_of_std(x: f64) -> f64 {
    let outcome = match x {
        x if x > 1.0 => Outcome::Ok(x * x),
        x if x < 0.0 => Outcome::Err(x),
        _ => Outcome::None,
    };
    match outcome {
        Outcome::Ok(v) => v * x,
        Outcome::Err(e) => e * e,
        Outcome::None => x,
    }
}

/// The error of the tangent had no type.
#[differentiate]
fn annotated_result(x: f64) -> f64 {
    let other: Result<f64, f64> = Ok(x);
    float_as_error(x).or(other).map(|v| v * x).unwrap_or(0.0)
}

#[derive(Clone, Debug, Default, Differentiable)]
struct Stretch {
    by: f64,
    times: usize,
}

/// The default was a `0.0`, of whatever type the `Option` was.
#[differentiate]
fn defaults_of_any_type(x: &[f64], n: usize) -> f64 {
    let integer = if n > 1 { Some(n) } else { None };
    let list = if n > 1 { Some(vec![x[0] * x[1]]) } else { None };
    let pair = if x[0] > 1.5 { Some((x[0], x[1].sin())) } else { None };
    let array = if n > 1 { Some([x[0] * x[0]; 2]) } else { None };
    let stretch = if n > 1 { Some(Stretch { by: x[0], times: n }) } else { None };
    let (list, pair) = (list.unwrap_or_default(), pair.unwrap_or_default());
    let (array, stretch) = (array.unwrap_or_default(), stretch.unwrap_or_default());
    let element = x.get(n).copied().unwrap_or_default();
    x[0] * integer.unwrap_or_default() as f64
        + list.iter().sum::<f64>() * list.len() as f64
        + pair.0 * pair.1
        + array[0] * array[1]
        + stretch.by * stretch.times as f64
        + element * x[1]
}

#[test]
fn defaults_of_any_type_are_right() {
    for n in 0..3 {
        defaults_of_any_type::check(&[1.2, 2.3, 0.3], n).unwrap();
        defaults_of_any_type::check(&[1.7, 2.3, 0.3], n).unwrap();
    }
}
