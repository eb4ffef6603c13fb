//! Straight-line code: operators, shadowing, blocks, tuples, `let mut`.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn rosenbrock(x: f64, y: f64) -> f64 {
        (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
    }

    fn shadowed(x: f64) -> f64 {
        let x = x * x + 1.0;
        let y = {
            let x = x.sqrt();
            let x = x.sin() * x;
            x - 0.5
        };
        let x = x / y;
        x * y.exp() + x
    }

    fn polar(r: f64, phi: f64) -> (f64, f64) {
        let (sin, cos) = phi.sin_cos();
        (r * cos, r * sin)
    }

    fn nested_tuples(a: f64, b: f64, c: f64) -> f64 {
        let pair = (a * b, (b * c, c.sin()));
        let (ab, (bc, sin)) = pair;
        let (_, second) = pair;
        ab * sin + bc / (1.0 + second.0 * second.0) - pair.1.1 * pair.0
    }

    fn compound_assignments(x: f64, y: f64) -> f64 {
        let mut z = x;
        z += y * z;
        z -= x / y;
        z *= z;
        z /= 1.0 + y * y;
        z *= 0.5;
        z += 1.0;
        z
    }

    fn tuple_fields(x: f64, y: f64) -> f64 {
        let mut state = (x, y * y);
        state.0 += state.1;
        state.1 *= state.0;
        state.0 = state.1 - state.0 * x;
        state.1 /= 2.0;
        state.0 * state.1
    }

    fn swaps(x: f64, y: f64) -> f64 {
        let mut a = x.sin();
        let mut b = y * x;
        let t = a;
        a = b;
        b = t;
        let mut c = a * a;
        (a, b) = (b + c, a);
        (b, c) = (c, b);
        a - 2.0 * b + c * a
    }

    /// Heron's formula.
    fn triangle_area(a: f64, b: f64, c: f64) -> f64 {
        let s = (a + b + c) / 2.0;
        (s * (s - a) * (s - b) * (s - c)).sqrt()
    }

    fn overwritten(x: f64) -> f64 {
        let mut y = x * 3.0;
        let kept = y.exp();
        y = x.cos();
        let product = y * kept;
        y = 2.0 * x;
        product / y
    }

    /// The distance of two points on the unit sphere.
    fn haversine(from: (f64, f64), to: (f64, f64)) -> f64 {
        let (latitude, longitude) = (to.0 - from.0, to.1 - from.1);
        let a = (latitude / 2.0).sin().powi(2)
            + from.0.cos() * to.0.cos() * (longitude / 2.0).sin().powi(2);
        2.0 * a.sqrt().asin()
    }
}

#[differentiate]
fn black_scholes(spot: f64, strike: f64, volatility: f64, rate: f64, years: f64) -> f64 {
    let spread = volatility * years.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * years) / spread;
    let d2 = d1 - spread;
    // The logistic approximation of the normal distribution.
    let n1 = 1.0 / (1.0 + (-1.702 * d1).exp());
    let n2 = 1.0 / (1.0 + (-1.702 * d2).exp());
    spot * n1 - strike * (-rate * years).exp() * n2
}

#[differentiate]
fn unused(x: f64, _y: f64, z: f64) -> f64 {
    let _w = z.exp();
    let square = x * x;
    let _ = square * z;
    square
}

#[differentiate]
fn negations(x: f64) -> f64 {
    let y = -x;
    let z = -(-y * x) - -1.0;
    -z * -y + -(2.0 * x)
}

programs! {
    rosenbrock(x, y) -> scalar, dual at (1.0, 2.0), (-1.2, 1.0);
    shadowed(x) -> scalar, dual at (0.7), (-1.3);
    polar(r, phi) -> vector, dual at (2.0, 0.4), (-1.0, 2.5);
    nested_tuples(a, b, c) -> scalar, dual at (0.5, -1.5, 2.0);
    compound_assignments(x, y) -> scalar, dual at (1.5, 0.7), (-0.3, -2.0);
    tuple_fields(x, y) -> scalar, dual at (0.9, 1.7);
    swaps(x, y) -> scalar, dual at (0.4, -1.1);
    triangle_area(a, b, c) -> scalar, dual at (3.0, 4.0, 5.0), (1.0, 1.2, 0.9);
    overwritten(x) -> scalar, dual at (0.8), (-0.6);
    haversine(from, to) -> scalar, dual at ((0.9, 0.2), (0.6, -1.4));
    black_scholes(spot, strike, volatility, rate, years) -> scalar
        at (100.0, 105.0, 0.2, 0.03, 1.5);
    unused(x, y, z) -> scalar at (1.5, 2.0, 0.3);
    negations(x) -> scalar at (1.3), (-0.4);
}
