//! The associated functions, of every form of signature that a primitive can have.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms, unused_qualifications)]
#![deny(missing_debug_implementations, single_use_lifetimes, clippy::all)]
#![allow(clippy::unwrap_used)]

use ad_runtime::prelude::*;

#[primitive(partials(x = p * x.powf(p - 1.0), p = out * x.ln()))]
fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

#[test]
fn every_function_of_a_scalar_one() {
    let (x_bar, p_bar) = (6.0, 9.0 * 3f64.ln());
    assert_eq!(power::grad(3.0, 2.0), (x_bar, p_bar));
    assert_eq!(power::value_and_grad(3.0, 2.0), (9.0, (x_bar, p_bar)));
    let (mut x, mut p) = (1.0, 1.0);
    assert_eq!(power::accumulate_grad(3.0, 2.0, &mut x, &mut p), 9.0);
    assert_eq!((x, p), (1.0 + x_bar, 1.0 + p_bar));
    assert_eq!(power::grad_into(3.0, 2.0, &mut x, &mut p), 9.0);
    assert_eq!((x, p), (x_bar, p_bar));
    let (value, pullback) = power::vjp(3.0, 2.0);
    assert_eq!((value, pullback(2.0)), (9.0, (2.0 * x_bar, 2.0 * p_bar)));
    assert_eq!(power::jvp(3.0, 2.0, 1.0, 0.0), (9.0, x_bar));
    assert_eq!(power::jvp(3.0, 2.0, 0.0, 1.0), (9.0, p_bar));
    power::check(3.0, 2.0).unwrap();
}

#[test]
fn the_hidden_ones_take_none_for_any_parameter() {
    assert_eq!(power::tangent(3.0, 2.0, Some(1.0), None), (9.0, 6.0));
    assert_eq!(power::tangent(3.0, 2.0, None, None), (9.0, 0.0));
    let mut x_bar = 1.0;
    power::pullback(3.0, 2.0).1(1.0, Some(&mut x_bar), None);
    assert_eq!(x_bar, 7.0);
    assert_eq!(
        scaled::tangent(&[1.0], [2.0], 3, None, Some([1.0]), None),
        ([3.0, 6.0], [0.0, 3.0])
    );
    scaled::pullback(&[1.0], [2.0], 3).1([1.0, 1.0], None, None, None);
}

/// Lists by reference and by value, and an integer.
#[primitive(bprop = scaled_bprop, jvp = scaled_jvp)]
fn scaled(x: &[f64], v: [f64; 1], n: usize) -> [f64; 2] {
    [x.iter().sum::<f64>() * n as f64, 3.0 * v[0]]
}

fn scaled_bprop(
    x: &[f64],
    _v: &[f64; 1],
    n: usize,
    _y: &[f64; 2],
    y_bar: &[f64; 2],
) -> (Vec<f64>, [f64; 1]) {
    (vec![y_bar[0] * n as f64; x.len()], [y_bar[1] * 3.0])
}

fn scaled_jvp(
    _x: &[f64],
    _v: &[f64; 1],
    n: usize,
    _y: &[f64; 2],
    x_dot: &[f64],
    v_dot: &[f64; 1],
) -> [f64; 2] {
    [x_dot.iter().sum::<f64>() * n as f64, v_dot[0] * 3.0]
}

#[test]
fn a_pullback_outlives_what_it_was_called_with_by_value() {
    let x = vec![1.0, 2.0];
    let (value, pullback) = {
        let (v, n) = ([2.0], 3);
        scaled::vjp(&x, v, n)
    };
    assert_eq!(value, [9.0, 6.0]);
    assert_eq!(pullback([1.0, 2.0]), (vec![3.0, 3.0], [6.0]));
}

/// References in lists, tuples and arrays.
#[primitive(bprop = nested_bprop, jvp = nested_jvp)]
fn nested(rows: &[&[f64]], pair: (&[f64], f64), list: Vec<(f64, &f64)>, fixed: &[&f64; 2]) -> f64 {
    let rows: f64 = rows.iter().map(|row| row.iter().sum::<f64>()).sum();
    rows + pair.0[0] * pair.1 + list[0].0 * list[0].1 + fixed[0] * fixed[1]
}

type NestedBars = (Vec<Vec<f64>>, (Vec<f64>, f64), Vec<(f64, f64)>, [f64; 2]);

fn nested_bprop(
    rows: &[&[f64]],
    pair: &(&[f64], f64),
    list: &[(f64, &f64)],
    fixed: &[&f64; 2],
    _y: f64,
    y_bar: f64,
) -> NestedBars {
    (
        rows.iter().map(|row| vec![y_bar; row.len()]).collect(),
        (vec![pair.1 * y_bar], pair.0[0] * y_bar),
        vec![(list[0].1 * y_bar, list[0].0 * y_bar)],
        [fixed[1] * y_bar, fixed[0] * y_bar],
    )
}

#[allow(clippy::too_many_arguments)]
fn nested_jvp(
    _rows: &[&[f64]],
    pair: &(&[f64], f64),
    list: &[(f64, &f64)],
    fixed: &[&f64; 2],
    _y: f64,
    rows_dot: &[Vec<f64>],
    pair_dot: &(Vec<f64>, f64),
    list_dot: &[(f64, f64)],
    fixed_dot: &[f64; 2],
) -> f64 {
    let rows_dot: f64 = rows_dot.iter().map(|row| row.iter().sum::<f64>()).sum();
    let pair_dot = pair.0[0] * pair_dot.1 + pair_dot.0[0] * pair.1;
    let list_dot = list[0].0 * list_dot[0].1 + list_dot[0].0 * list[0].1;
    rows_dot + pair_dot + list_dot + fixed[0] * fixed_dot[1] + fixed_dot[0] * fixed[1]
}

#[test]
fn references_in_containers() {
    let rows: [&[f64]; 2] = [&[1.0, 2.0], &[3.0]];
    let report = nested::check(&rows, (&[4.0], 2.0), vec![(3.0, &1.0)], &[&2.0, &3.0]).unwrap();
    assert_eq!(report.n_coordinates, 9);
}

/// Constants of all kinds, patterns, a raw name, a parameter with the function's name.
#[primitive(bprop = odd_bprop, jvp = odd_jvp)]
fn odd(
    odd: &[f64],
    (a, b): (f64, f64),
    #[constant] model: Model<'_>,
    g: &impl Fn(f64) -> f64,
    names: &[&str],
    mut r#type: [f64; 2],
) -> Vec<f64> {
    r#type[0] += model.w[0] * names.len() as f64;
    odd.iter().map(|x| g(*x) + a * b + r#type[0]).collect()
}

#[derive(Clone)]
struct Model<'a> {
    w: &'a [f64],
}

type OddBars = (Vec<f64>, (f64, f64), [f64; 2]);

#[allow(clippy::too_many_arguments)]
fn odd_bprop(
    odd: &[f64],
    (a, b): &(f64, f64),
    _model: &Model<'_>,
    g: &impl Fn(f64) -> f64,
    _names: &[&str],
    _type: &[f64; 2],
    _y: &[f64],
    y_bar: &[f64],
) -> OddBars {
    let slope = g(1.0) - g(0.0);
    let total: f64 = y_bar.iter().sum();
    assert_eq!(odd.len(), y_bar.len());
    (y_bar.iter().map(|bar| slope * bar).collect(), (b * total, a * total), [total, 0.0])
}

#[allow(clippy::too_many_arguments)]
fn odd_jvp(
    _odd: &[f64],
    (a, b): &(f64, f64),
    _model: &Model<'_>,
    g: &impl Fn(f64) -> f64,
    _names: &[&str],
    _type: &[f64; 2],
    _y: &[f64],
    odd_dot: &[f64],
    (a_dot, b_dot): &(f64, f64),
    type_dot: &[f64; 2],
) -> Vec<f64> {
    let slope = g(1.0) - g(0.0);
    odd_dot.iter().map(|x_dot| slope * x_dot + a_dot * b + a * b_dot + type_dot[0]).collect()
}

#[test]
fn odd_signatures() {
    let (x, w) = ([1.0, 2.0], vec![1.0]);
    let model = Model { w: &w };
    odd::check(&x, (2.0, 3.0), model.clone(), &|x| 3.0 * x, &["a"], [1.0, 2.0]).unwrap();
    let (_, pullback) = odd::vjp(&x, (2.0, 3.0), model, &|x| 3.0 * x, &[], [1.0, 2.0]);
    assert_eq!(pullback(vec![1.0, 0.0]), (vec![3.0, 0.0], (3.0, 2.0), [1.0, 0.0]));
}

/// A number that only the generics have.
#[primitive(partials(x = T::from_i32(N)))]
fn times<T: Real, const N: i32>(x: T) -> T {
    x * T::from_i32(N)
}

#[test]
fn generics_are_passed_on() {
    assert_eq!(times::grad::<f32, 3>(2.0), 3.0);
    assert_eq!(times::vjp::<f64, 3>(2.0).1(2.0), 6.0);
    times::check::<f64, 3>(2.0).unwrap();
}

#[test]
fn functions_in_functions_have_derivatives() {
    #[primitive(partials(x = 2.0 * x))]
    fn square(x: f64) -> f64 {
        x * x
    }
    assert_eq!(square::grad(3.0), 6.0);
}

type Scalar = f64;

#[differentiate]
fn of_another_name(x: &[Scalar], w: Scalar) -> Scalar {
    let mut sum = w;
    for v in x {
        sum += v * w;
    }
    sum
}

/// The result is one float, which the macro can't see.
#[test]
fn gradients_by_another_name() {
    let x = [2.0, 3.0];
    assert_eq!(of_another_name::grad(&x, 4.0), (vec![4.0, 4.0], 6.0));
    assert_eq!(of_another_name::value_and_grad(&x, 4.0).0, 24.0);
    let (mut x_bar, mut w_bar) = ([1.0, 1.0], 1.0);
    of_another_name::accumulate_grad(&x, 4.0, &mut x_bar, &mut w_bar);
    assert_eq!((x_bar, w_bar), ([5.0, 5.0], 7.0));
    of_another_name::grad_into(&x, 4.0, &mut x_bar, &mut w_bar);
    assert_eq!((x_bar, w_bar), ([4.0, 4.0], 6.0));
    of_another_name::check(&x, 4.0).unwrap();
}
