//! Control flow.

use ad_runtime::prelude::*;

#[test]
fn if_else() {
    #[differentiate]
    fn piecewise(x: f64) -> f64 {
        let mut y = if x > 1.0 && x < 5.0 { x * x } else { -x };
        if y < 0.0 {
            y = 2.0 * y;
        } else if y > 100.0 {
            y = 100.0;
        }
        y
    }
    piecewise::check(3.0).unwrap();
    assert_eq!((piecewise::grad(3.0), piecewise::grad(0.5)), (6.0, -2.0));
}

#[test]
fn match_on_integers() {
    #[differentiate]
    fn by_degree(x: f64, degree: i32) -> f64 {
        match degree {
            0 => 1.0,
            1 | 2 => x,
            n @ 3..=5 => x.powi(n),
            n if n % 2 == 0 => 2.0 * x,
            _ => -x,
        }
    }
    by_degree::check(2.0, 3).unwrap();
    assert_eq!([2, 3, 6, 7].map(|n| by_degree::grad(2.0, n)), [1.0, 12.0, 2.0, -1.0]);
}

#[test]
fn match_on_enums() {
    #[derive(Clone, Debug, Differentiable)]
    enum Shape {
        Circle(f64),
        Rectangle { width: f64, height: f64 },
        Nothing,
    }
    #[differentiate]
    fn area(shape: &Shape) -> f64 {
        match shape {
            Shape::Circle(r) => 3.0 * r * r,
            Shape::Rectangle { width, height } => width * height,
            Shape::Nothing => 0.0,
        }
    }
    let rectangle = Shape::Rectangle { width: 2.0, height: 3.0 };
    area::check(&rectangle).unwrap();
    area::check(&Shape::Nothing).unwrap();
    assert_eq!(area::grad(&rectangle), ShapeTangent::Rectangle { width: 3.0, height: 2.0 });
    assert_eq!(area::grad(&Shape::Circle(2.0)), ShapeTangent::Circle(12.0));
}

#[test]
fn matches_macro() {
    #[differentiate]
    fn climbed(x: &[f64]) -> f64 {
        let mut best = None;
        for &v in x {
            if !matches!(best, Some(b) if b >= v) {
                best = Some(v * v);
            }
        }
        best.unwrap_or(0.0)
    }
    climbed::check(&[1.0, 3.0, 2.0]).unwrap();
    assert_eq!(climbed::grad(&[1.0, 3.0, 2.0]), [0.0, 6.0, 0.0]);
}

#[test]
fn if_let() {
    #[differentiate]
    fn doubled(x: f64, y: f64) -> f64 {
        let bonus = if x > 1.0 { Some(x * y) } else { None };
        if let Some(b) = bonus { b + x } else { y }
    }
    doubled::check(2.0, 3.0).unwrap();
    assert_eq!(doubled::grad(2.0, 3.0), (4.0, 2.0));
}

#[test]
fn let_else() {
    #[differentiate]
    fn ends(x: &[f64]) -> f64 {
        let (Some(first), Some(last)) = (x.first(), x.last()) else { return 0.0 };
        first * last
    }
    ends::check(&[2.0, 5.0, 3.0]).unwrap();
    assert_eq!(ends::grad(&[2.0, 5.0, 3.0]), [3.0, 0.0, 2.0]);
}

#[test]
fn while_let() {
    #[differentiate]
    fn drained(x: &[f64]) -> f64 {
        let mut stack = x.to_vec();
        let mut sum = 0.0;
        while let Some(top) = stack.pop() {
            sum = 0.5 * sum + top * top;
        }
        sum
    }
    drained::check(&[1.0, 2.0]).unwrap();
    assert_eq!(drained::grad(&[1.0, 2.0]), [2.0, 2.0]);
}

#[test]
fn for_over_ranges() {
    #[differentiate]
    fn weighted(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            sum += x[i] * i as f64;
        }
        for i in (0..x.len()).rev().step_by(2) {
            sum *= x[i];
        }
        for _ in 1..=2 {
            sum *= 2.0;
        }
        sum
    }
    weighted::check(&[5.0, 2.0]).unwrap();
    assert_eq!(weighted::grad(&[5.0, 2.0]), [0.0, 16.0]);
}

#[test]
fn for_without_end() {
    #[differentiate]
    fn exponential(x: f64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        for i in 1.. {
            term *= x / i as f64;
            sum += term;
            if term.abs() < 1e-16 {
                break;
            }
        }
        sum
    }
    assert!((exponential::grad(0.7) - 0.7_f64.exp()).abs() < 1e-14);
    exponential::check(0.3).unwrap();
}

#[test]
fn while_and_loop() {
    #[differentiate]
    fn grown(x: f64) -> f64 {
        let mut y = x;
        while y < 10.0 {
            y *= x;
        }
        loop {
            y -= 1.0;
            if y < 5.0 {
                return y * y;
            }
        }
    }
    grown::check(1.5).unwrap();
    // (x⁶ - 7)²
    assert_eq!(grown::grad(1.5), 2.0 * (1.5_f64.powi(6) - 7.0) * 6.0 * 1.5_f64.powi(5));
}

#[test]
fn checkpoints() {
    #[differentiate]
    fn decayed(x: f64, n: usize) -> f64 {
        let mut y = x;
        #[checkpoint(snapshots = 2)]
        for _ in 0..n {
            y *= x;
        }
        #[checkpoint]
        while y > 1.0 {
            y /= x;
        }
        y * x
    }
    decayed::check(0.9, 5).unwrap();
    // x⁷
    assert!((decayed::grad(0.9, 5) - 7.0 * 0.9_f64.powi(6)).abs() < 1e-14);
    decayed::check(1.3, 5).unwrap();
}

#[test]
fn break_and_continue() {
    #[differentiate]
    fn picked(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        'rows: for i in 0..x.len() {
            for j in 0..x.len() {
                if j > i {
                    continue 'rows;
                }
                if x[j] < 0.0 {
                    break 'rows;
                }
                sum += x[i] * x[j];
            }
        }
        sum
    }
    picked::check(&[1.0, 2.0, -3.0]).unwrap();
    // The last row is left at its last entry.
    assert_eq!(picked::grad(&[1.0, 2.0, -3.0]), [1.0, 2.0, 3.0]);
}

#[test]
fn break_with_value() {
    #[differentiate]
    fn first_above(x: f64) -> f64 {
        let mut y = x;
        let reached = loop {
            y *= 2.0;
            if y > 10.0 {
                break y * y;
            }
        };
        reached + x
    }
    first_above::check(3.0).unwrap();
    assert_eq!(first_above::grad(3.0), 97.0);
}

#[test]
fn labelled_block() {
    #[differentiate]
    fn found(x: f64, y: f64) -> f64 {
        let z = 'found: {
            if x > 2.0 {
                break 'found x * y;
            }
            x + y
        };
        z * z
    }
    found::check(3.0, 2.0).unwrap();
    assert_eq!((found::grad(3.0, 2.0), found::grad(1.0, 2.0)), ((24.0, 36.0), (6.0, 6.0)));
}

#[test]
fn early_return() {
    #[differentiate]
    fn product_until(x: &[f64], limit: f64) -> f64 {
        let mut product = 1.0;
        for &v in x {
            if v > limit {
                return product * v;
            }
            product *= v;
        }
        product
    }
    product_until::check(&[2.0, 5.0, 9.0], 4.0).unwrap();
    assert_eq!(product_until::grad(&[2.0, 5.0, 9.0], 4.0), (vec![5.0, 2.0, 0.0], 0.0));
}

#[test]
fn option_question_mark() {
    #[differentiate]
    fn reciprocal(x: f64) -> Option<f64> {
        if x == 0.0 { None } else { Some(1.0 / x) }
    }
    #[differentiate]
    fn both(x: f64, y: f64) -> Option<f64> {
        Some(reciprocal(x)? * reciprocal(y)?)
    }
    both::check(2.0, 4.0).unwrap();
    both::check(2.0, 0.0).unwrap();
    assert_eq!(both::vjp(2.0, 4.0).1(Some(1.0)), (-0.0625, -0.03125));
}

#[test]
fn result_question_mark() {
    #[derive(Clone, Debug)]
    struct Negative;
    #[differentiate]
    fn checked_square(x: f64) -> Result<f64, Negative> {
        if x < 0.0 {
            return Err(Negative);
        }
        Ok(x * x)
    }
    #[differentiate]
    fn sum_of_squares(x: &[f64]) -> Result<f64, Negative> {
        let mut sum = 0.0;
        for &v in x {
            sum += checked_square(v)?;
        }
        Ok(sum)
    }
    #[differentiate]
    fn or_first(x: &[f64]) -> f64 {
        match sum_of_squares(x) {
            Ok(sum) => sum,
            Err(_) => x[0],
        }
    }
    or_first::check(&[2.0, 3.0]).unwrap();
    assert_eq!(or_first::grad(&[2.0, 3.0]), [4.0, 6.0]);
    assert_eq!(or_first::grad(&[2.0, -3.0]), [1.0, 0.0]);
}

#[test]
fn late_initialization() {
    #[differentiate]
    fn larger(x: f64, y: f64) -> f64 {
        let z;
        if x > y {
            z = x * 2.0;
        } else {
            z = y * x;
        }
        z * z
    }
    larger::check(3.0, 2.0).unwrap();
    assert_eq!(larger::grad(3.0, 2.0), (24.0, 0.0));
}

#[test]
fn assertions_and_printing() {
    #[differentiate]
    fn asserted(x: f64) -> f64 {
        assert!(x > 0.0, "negative: {x}");
        let y = x * x;
        debug_assert_ne!(y, 0.0);
        if y > 1e9 {
            panic!("too large");
        }
        print!("");
        y
    }
    asserted::check(3.0).unwrap();
    assert_eq!(asserted::grad(3.0), 6.0);
}
