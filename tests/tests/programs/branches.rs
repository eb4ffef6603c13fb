//! `if` as statement and as value, guards that return early, conditions of all kinds.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn piecewise(x: f64) -> f64 {
        if x < -1.0 {
            -x - 0.5
        } else if x < 1.0 {
            0.5 * x * x
        } else if x < 3.0 {
            x - 0.5
        } else {
            x.sqrt() + x.ln()
        }
    }

    fn chosen_pair(x: f64, y: f64) -> f64 {
        let (small, large) = if x < y { (x, y) } else { (y, x) };
        let ratio = if large > 0.0 { small / large } else { small };
        ratio * large.exp() - small
    }

    /// Updates some variables in one branch, some in the other.
    fn statement_branches(x: f64, y: f64) -> f64 {
        let mut a = x;
        let mut b = y;
        if a * b > 1.0 {
            a *= b;
            b = a.sqrt();
        } else {
            let t = a + b;
            b -= t * a;
        }
        if b < 0.0 {
            b = -b;
        }
        a * b + a
    }

    fn guarded(x: f64) -> f64 {
        if x < 0.0 {
            return f64::from(0.0);
        }
        if x > 10.0 {
            return x.ln();
        }
        let y = x.sqrt() + 1.0;
        if y > 3.0 {
            return y * x;
        }
        y / (x + 1.0)
    }

    fn nested_branches(x: f64, y: f64, z: f64) -> f64 {
        let mut result = x * y;
        if x > 0.0 {
            if y > x {
                result += z * z;
            } else if z > 1.0 {
                result *= z;
                if result > 4.0 {
                    result = result.sqrt();
                }
            }
            result -= x;
        } else {
            result = z.sin();
        }
        result * result
    }

    /// The real roots of `a x² + b x + c`, without cancellation.
    fn quadratic_roots(a: f64, b: f64, c: f64) -> (f64, f64) {
        let discriminant = b * b - 4.0 * a * c;
        if discriminant < 0.0 {
            return (f64::from(0.0), f64::from(0.0));
        }
        let root = discriminant.sqrt();
        let q = if b < 0.0 { -0.5 * (b - root) } else { -0.5 * (b + root) };
        (q / a, c / q)
    }

    fn huber(residuals: &[f64], delta: f64) -> f64 {
        let mut loss = f64::from(0.0);
        for i in 0..residuals.len() {
            let r = residuals[i].abs();
            loss += if r <= delta { 0.5 * r * r } else { delta * (r - 0.5 * delta) };
        }
        loss
    }

    fn alternating(x: &[f64]) -> f64 {
        let mut up = f64::from(1.0);
        let mut down = f64::from(0.0);
        for i in 0..x.len() {
            if i % 2 == 0 {
                up *= x[i];
            } else if x[i] > 0.0 {
                down += up * x[i];
            } else {
                (up, down) = (down + 1.0, up);
            }
        }
        up + down
    }
}

#[differentiate]
fn flags(x: f64, y: f64, negate: bool, n: usize) -> f64 {
    let is_large = x * y > 2.0;
    let is_even = n % 2 == 0;
    let sign = if negate { -1.0 } else { 1.0 };
    let mut z = if is_large && is_even { x } else { y * x };
    if !is_large || negate && n > 3 {
        z = z * z;
    }
    let both = is_even | is_large;
    if both ^ negate { sign * z } else { sign * z.exp() }
}

#[differentiate]
fn short_circuits(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        // Out of bounds, but for the short circuit.
        if i < x.len() && x[i] > 0.0 {
            sum += x[i].ln();
        }
        if i >= x.len() || x[i] < 0.5 {
            sum *= 0.9;
        }
    }
    sum
}

#[differentiate]
fn values_in_operands(x: f64) -> f64 {
    let y = if is_let_through(stop_gradient(x)) { x } else { 2.0 * x };
    (if y > 1.0 { y } else { y * y + 1.0 }) * (if y < 0.0 { -1.0 } else { x })
}

fn is_let_through(x: f64) -> bool {
    x > 0.25
}

#[differentiate]
fn returns_in_both(x: f64, y: f64) -> f64 {
    let z = x + y;
    if z > 1.0 {
        let w = z.ln();
        return w * x;
    } else if z > 0.0 {
        return z * y;
    }
    z.exp() * x
}

programs! {
    piecewise(x) -> scalar, dual at (-2.0), (0.3), (1.7), (5.0);
    chosen_pair(x, y) -> scalar, dual at (0.5, 1.5), (1.5, 0.5), (-1.0, -2.0);
    statement_branches(x, y) -> scalar, dual at (2.0, 1.5), (0.5, 0.7), (-1.2, 0.4);
    guarded(x) -> scalar, dual at (-1.0), (0.5), (6.0), (20.0);
    nested_branches(x, y, z) -> scalar, dual
        at (1.0, 2.0, 0.5), (2.0, 1.0, 3.0), (2.0, 1.0, 1.1), (2.0, 1.0, 0.5), (-1.0, 1.0, 0.5);
    quadratic_roots(a, b, c) -> vector, dual at (1.0, -3.0, 2.0), (2.0, 5.0, -1.0), (1.0, 0.5, 3.0);
    huber(&residuals, delta) -> scalar, dual at (vec![0.1, -2.0, 1.4, -0.3], 1.0);
    alternating(&x) -> scalar, dual at (vec![0.5, -1.0, 1.5, 2.0, -0.5, -3.0]);
    flags(x, y, const negate, const n) -> scalar
        at (1.5, 2.0, false, 4), (1.5, 2.0, true, 5), (0.5, 1.0, false, 3), (0.5, 1.0, true, 4);
    short_circuits(&x, const n) -> scalar at (vec![0.3, -1.0, 2.0], 5), (vec![0.7, 0.2], 1);
    values_in_operands(x) -> scalar at (2.0), (0.5), (-0.5);
    returns_in_both(x, y) -> scalar at (1.0, 0.7), (0.2, 0.3), (-1.0, 0.2);
}
