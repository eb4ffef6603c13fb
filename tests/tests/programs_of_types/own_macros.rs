//! Macros of the user's on constants, in loops: what they expand to stays where it is, which rustc checks, and is run as it was written.

use ad_runtime::prelude::*;

macro_rules! add_and_double {
    ($n:ident) => {
        $n += 1;
        $n *= 2;
    };
}

macro_rules! twice {
    ($k:expr) => {
        $k * 2.0
    };
}

/// A loop of its own, which it leaves.
macro_rules! sum_of_some {
    ($v:ident) => {{
        let mut sum = 0.0;
        for i in 0..5 {
            if i == 1 {
                continue;
            }
            if i == 4 {
                break;
            }
            sum += $v[i];
        }
        sum
    }};
}

macro_rules! leave {
    () => {
        break
    };
}

macro_rules! consume {
    ($v:ident) => {
        drop($v)
    };
}

#[differentiate]
fn mixed(x: f64, y: f64) -> f64 {
    let mut s = x;
    let mut n = 0;
    let list = [1.0, 2.0, 3.0, 4.0, 5.0];
    for i in 0..3 {
        add_and_double!(n);
        let k = twice!(n as f64);
        if i == 1 {
            add_and_double!(n);
        }
        let own = vec![1.0, twice!(0.5)];
        s = s * y * k + sum_of_some!(list) * own[1];
        consume!(own);
        assert!(n > 0, "{n}");
        let mut count = 0;
        for j in 0..9 {
            if j == 2 {
                leave!();
            }
            count += 1;
        }
        s += match i {
            9 => unreachable!("{i}"),
            i if matches!(i, 0 | 2) => y * count as f64,
            _ => twice!(3.0),
        };
    }
    s
}

#[test]
fn macros_in_loops() {
    let (x, y, h) = (0.7, 1.3, 1e-6);
    let expected = [
        (mixed(x + h, y) - mixed(x - h, y)) / (2.0 * h),
        (mixed(x, y + h) - mixed(x, y - h)) / (2.0 * h),
    ];
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-5 * b.abs(), "{a} is not {b}");
    let (value, (dx, dy)) = mixed::value_and_grad(x, y);
    assert_eq!(value, mixed(x, y));
    near(dx, expected[0]);
    near(dy, expected[1]);
    let (value, pullback) = mixed::vjp(x, y);
    assert_eq!(value, mixed(x, y));
    let (dx, dy) = pullback(2.0);
    near(dx, 2.0 * expected[0]);
    near(dy, 2.0 * expected[1]);
    let (value, dx) = mixed::jvp(x, y, 1.0, 0.0);
    assert_eq!(value, mixed(x, y));
    near(dx, expected[0]);
}
