//! `unwrap_or_default` makes a default only where there is nothing.

use ad_runtime::prelude::*;
use std::cell::Cell;

thread_local!(static MADE: Cell<usize> = const { Cell::new(0) });

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
}

impl Default for Spring {
    fn default() -> Spring {
        MADE.set(MADE.get() + 1);
        Spring { k: 2.0 }
    }
}

#[differentiate]
fn some(x: f64) -> f64 {
    Some(Spring { k: x }).unwrap_or_default().k * x
}

#[differentiate]
fn any(x: f64, spring: Option<Spring>, n: Option<usize>) -> f64 {
    spring.unwrap_or_default().k * x * x + n.unwrap_or_default() as f64 * x
}

#[test]
fn as_often_as_in_the_function() {
    let made = |run: &dyn Fn() -> f64| {
        MADE.set(0);
        (run(), MADE.get())
    };
    assert_eq!(made(&|| some(0.5)), made(&|| some::vjp(0.5).0));
    assert_eq!(made(&|| some(0.5)), made(&|| some::jvp(0.5, 1.0).0));
    for spring in [None, Some(Spring { k: 0.4 })] {
        for n in [None, Some(2)] {
            let value = made(&|| any(0.5, spring.clone(), n));
            assert_eq!(value, made(&|| any::vjp(0.5, spring.clone(), n).0));
            assert_eq!(value, made(&|| any::value_and_grad(0.5, spring.clone(), n).0));
            any::check(0.5, spring.clone(), n).unwrap();
        }
    }
}
