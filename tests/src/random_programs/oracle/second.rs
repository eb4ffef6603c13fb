//! Second derivatives of a program at a point, in two random directions `v` and `u`.
//!
//! They come from products with the Hessian, and from the program's tangent, which is differentiated by either mode. Of
//! each, and of both directions exchanged:
//!
//! 1. the value, if there is one, is the first derivative, bit for bit but for the sign of a zero, and the effects are the plain function's;
//! 2. all are the same number, `u · H v = v · H u`;
//! 3. it is the slope of the first derivative by central differences. Where something is frozen, which a first
//!    derivative elsewhere doesn't know, it is the slope of differences of the plain function.
//!
//! Third derivatives are not looked at.

use super::{
    FLAT, Finding, Floats, MODES, Program, bits, by_differences, catch, cotangent, direction, dot,
    is_frozen, largest, moved, replay, with_effects,
};

/// The step along `u` where the first derivative itself is by differences: no slope of it is taken, so it is larger.
const STEP_OF_VALUES: f64 = 1e-3;
/// Smaller slopes of differences are compared as if they were of this size.
const FLAT_OF_VALUES: f64 = 1e-1;

/// Where second derivatives are taken, and in which directions.
struct Place<'a> {
    x: &'a [f64],
    v: Floats,
    u: Floats,
    /// What the result is weighed with.
    y_bar: Floats,
    effects: &'a [usize],
}

/// A second derivative by some way, and the largest product that is in it.
struct Product {
    way: &'static str,
    slope: f64,
    size: f64,
}

/// Compares second derivatives, if there are any, with each other and with differences.
pub fn examine(
    program: &Program,
    x: &[f64],
    (value, effects): (&[f64], &[usize]),
    n: usize,
) -> Finding {
    let n = 2 * n as u64;
    let y_bar = cotangent(program, value);
    let (v, u) = (direction(x.len(), n + 1), direction(x.len(), n + 2));
    let place = Place { x, v, u, y_bar, effects };
    let products = match catch(|| products(program, &place)) {
        Ok(Ok(products)) => products,
        Ok(Err(what)) => return Finding::Wrong(what),
        Err(message) => return Finding::Panic(format!("second {message:?}")),
    };
    let Some(first) = products.first() else { return Finding::Ok };
    let scale = products.iter().fold(1e-6, |scale: f64, product| scale.max(product.size));
    let modes: Vec<_> = products.iter().map(|product| (product.way, product.slope)).collect();
    // Not a number is not near.
    if !modes.iter().all(|(_, slope)| (slope - first.slope).abs() <= MODES * scale) {
        return Finding::Wrong(format!("second-modes {modes:?}"));
    }
    let at = |step: f64| catch(|| slope(program, &place, step)).and_then(|slope| slope);
    let Ok(here) = at(0.0) else { return Finding::Kink };
    let flat = if is_frozen() { FLAT_OF_VALUES } else { FLAT };
    match by_differences(at, here, &modes, flat * here.abs().max(1.0)) {
        Finding::Wrong(what) => Finding::Wrong(format!("second-{what}")),
        other => other,
    }
}

/// The second derivatives by all ways that there are.
fn products(program: &Program, place: &Place) -> Result<Vec<Product>, String> {
    let Place { x, v, u, y_bar, .. } = place;
    let mut products = Vec::new();
    if let Some(hvp) = program.hvp {
        for (way, v, u) in [("hvp", v, u), ("hvp-exchanged", u, v)] {
            let (product, had) = with_effects(|| hvp(x, v));
            same_effects(way, &had, place)?;
            products.push(weighed(way, u, &product));
        }
    }
    if let Some(tangent_jvp) = program.tangent_jvp {
        for (way, v, u) in [("tangent-jvp", v, u), ("tangent-jvp-exchanged", u, v)] {
            let ((value_dot, value_dot_dot), had) = with_effects(|| tangent_jvp(x, v, u));
            same_effects(way, &had, place)?;
            same_tangent(way, program, &value_dot, x, v)?;
            products.push(weighed(way, y_bar, &value_dot_dot));
        }
    }
    if let Some(tangent_vjp) = program.tangent_vjp {
        for (way, v, u) in [("tangent-vjp", v, u), ("tangent-vjp-exchanged", u, v)] {
            let ((value_dot, bars), had) = with_effects(|| tangent_vjp(x, v, y_bar));
            same_effects(way, &had, place)?;
            same_tangent(way, program, &value_dot, x, v)?;
            let (x_bar, v_bar) = bars.split_at(x.len());
            products.push(weighed(way, u, x_bar));
            same_gradient(way, program, place, (v, v_bar))?;
        }
    }
    Ok(products)
}

fn weighed(way: &'static str, weights: &[f64], product: &[f64]) -> Product {
    Product { way, slope: dot(weights, product), size: largest(weights, product) }
}

fn same_effects(way: &str, had: &[usize], place: &Place) -> Result<(), String> {
    match had == place.effects {
        true => Ok(()),
        false => Err(format!("effects-of-{way} {had:?} are not {:?}", place.effects)),
    }
}

/// The value of the tangent's derivative is the tangent, but for the sign of a zero: slopes are written out there, and `0 * -1` is `-0`.
fn same_tangent(
    way: &str,
    program: &Program,
    value_dot: &[f64],
    x: &[f64],
    v: &[f64],
) -> Result<(), String> {
    let Some(jvp) = program.jvp else { return Ok(()) };
    let expected = with_effects(|| jvp(x, v)).0.1;
    let unsigned = |floats: &[f64]| floats.iter().map(|float| float + 0.0).collect::<Floats>();
    match bits(&unsigned(value_dot)) == bits(&unsigned(&expected)) {
        true => Ok(()),
        false => Err(format!("tangent-of-{way} {value_dot:?} is not {expected:?}")),
    }
}

/// The cotangent of the tangent's direction is the gradient, as the tangent is linear in it.
fn same_gradient(
    way: &str,
    program: &Program,
    Place { x, y_bar, .. }: &Place,
    (v, v_bar): (&[f64], &[f64]),
) -> Result<(), String> {
    let Some(jvp) = program.jvp else { return Ok(()) };
    let value_dot = with_effects(|| jvp(x, v)).0.1;
    let (slope, expected) = (dot(v_bar, v), dot(y_bar, &value_dot));
    let scale = largest(v_bar, v).max(largest(y_bar, &value_dot)).max(1e-6);
    match (slope - expected).abs() <= MODES * scale {
        true => Ok(()),
        false => Err(format!("cotangent-of-direction-of-{way} {slope} is not {expected}")),
    }
}

/// The first derivative in the direction `u`, a step along `v` from the point.
fn slope(program: &Program, place: &Place, step: f64) -> Result<f64, String> {
    let Place { x, v, u, y_bar, .. } = place;
    let x = moved(x, v, step);
    if is_frozen() {
        return slope_of_values(program, &x, u, y_bar);
    }
    let slope = match (program.gradient, program.jvp) {
        (Some(gradient), _) => with_effects(|| dot(&gradient(&x).1, u)).0,
        (None, Some(jvp)) => with_effects(|| dot(y_bar, &jvp(&x, u).1)).0,
        (None, None) => return Err("no first derivative".into()),
    };
    Ok(slope)
}

/// The same by differences, of two steps with Richardson extrapolation; an error if they see a kink.
fn slope_of_values(program: &Program, x: &[f64], u: &[f64], y_bar: &[f64]) -> Result<f64, String> {
    let value = |step: f64| {
        let moved = moved(x, u, step);
        with_effects(|| replay(|| dot(&(program.plain)(&moved), y_bar))).0
    };
    let by = |step: f64| (value(step) - value(-step)) / (2.0 * step);
    let (coarse, fine) = (by(STEP_OF_VALUES), by(STEP_OF_VALUES / 2.0));
    match (coarse - fine).abs() <= 1e-3 * fine.abs().max(FLAT) {
        true => Ok((4.0 * fine - coarse) / 3.0),
        false => Err("a kink".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{check, frozen};
    use super::*;

    /// `x² y + y³ (x frozen)` at a point, by a Hessian that is off.
    fn hessian(off: [f64; 4], frozen_x: f64) -> impl Fn(&[f64], &[f64]) -> Floats {
        move |x, v| {
            let [xx, xy, yx, yy] = off;
            let (xx, xy) = (2.0 * x[1] + xx, 2.0 * x[0] + xy);
            let (yx, yy) = (2.0 * x[0] + yx, 6.0 * x[1] * frozen_x + yy);
            vec![xx * v[0] + xy * v[1], yx * v[0] + yy * v[1]]
        }
    }

    fn by_product(off: [f64; 4]) -> String {
        let plain = |x: &[f64]| vec![x[0] * x[0] * x[1] + x[1].powi(3)];
        check(&Program {
            points: &[&[0.5, -1.2]],
            plain: &plain,
            primal: None,
            gradient: Some(&|x| {
                (plain(x), vec![2.0 * x[0] * x[1], x[0] * x[0] + 3.0 * x[1] * x[1]])
            }),
            vjp: None,
            jvp: None,
            hvp: Some(&hessian(off, 1.0)),
            tangent_jvp: None,
            tangent_vjp: None,
        })
    }

    #[test]
    fn tells_right_from_wrong_products() {
        assert_eq!(by_product([0.0; 4]), "ok");
        assert!(by_product([1e-3, 0.0, 0.0, 0.0]).starts_with("wrong second-slopes"));
        assert!(by_product([0.0, 1e-3, 0.0, 0.0]).starts_with("wrong second-modes"));
        assert!(by_product([0.0, f64::NAN, 0.0, 0.0]).starts_with("wrong second-modes"));
    }

    /// With something that is frozen, by the tangent; each answer is off by so much.
    fn by_tangent(value_off: f64, forward_off: f64, reverse_off: f64, v_bar_off: f64) -> String {
        let plain = |x: &[f64]| vec![x[0] * x[0] * x[1] + x[1].powi(3) * frozen(x[0])];
        let value = |x: &[f64]| vec![x[0] * x[0] * x[1] + x[1].powi(3) * x[0]];
        let gradient = |x: &[f64]| vec![2.0 * x[0] * x[1], x[0] * x[0] + 3.0 * x[1] * x[1] * x[0]];
        let tangent = |x: &[f64], v: &[f64]| vec![dot(&gradient(x), v)];
        check(&Program {
            points: &[&[0.5, -1.2]],
            plain: &plain,
            primal: None,
            gradient: None,
            vjp: None,
            jvp: Some(&|x, v| (value(x), tangent(x, v))),
            hvp: None,
            tangent_jvp: Some(&|x, v, u| {
                let product = hessian([forward_off, 0.0, 0.0, 0.0], x[0])(x, v);
                (vec![tangent(x, v)[0] + value_off], vec![dot(&product, u)])
            }),
            tangent_vjp: Some(&|x, v, y_bar| {
                let x_bar = hessian([reverse_off, 0.0, 0.0, 0.0], x[0])(x, v);
                let v_bar = gradient(x).into_iter().map(|g| g + v_bar_off);
                let bars = x_bar.into_iter().chain(v_bar).map(|bar| bar * y_bar[0]);
                (tangent(x, v), bars.collect())
            }),
        })
    }

    #[test]
    fn tells_right_from_wrong_tangents() {
        assert_eq!(by_tangent(0.0, 0.0, 0.0, 0.0), "ok");
        assert!(by_tangent(1e-15, 0.0, 0.0, 0.0).starts_with("wrong tangent-of-tangent-jvp"));
        assert!(by_tangent(0.0, 1e-7, 0.0, 0.0).starts_with("wrong second-modes"));
        assert!(by_tangent(0.0, 1e-3, 1e-3, 0.0).starts_with("wrong second-slopes"));
        assert!(by_tangent(0.0, 0.0, 0.0, 1e-3).starts_with("wrong cotangent-of-direction"));
    }
}
