//! The harness itself: it notices derivatives that are wrong, in either mode.

use ad_runtime::prelude::*;

fn square(x: f64) -> f64 {
    x * x
}

fn rule(x: f64, _y: f64, v: f64) -> f64 {
    2.0 * x * v
}

/// Off by one part in a million.
fn wrong_rule(x: f64, _y: f64, v: f64) -> f64 {
    2.000_002 * x * v
}

#[primitive(bprop = wrong_rule, jvp = rule)]
fn wrong_in_reverse(x: f64) -> f64 {
    square(x)
}

#[primitive(bprop = rule, jvp = wrong_rule)]
fn wrong_in_forward(x: f64) -> f64 {
    square(x)
}

#[primitive(bprop = wrong_rule, jvp = wrong_rule)]
fn wrong_in_both(x: f64) -> f64 {
    square(x)
}

/// Right in itself, but not what num-dual is given.
#[differentiate]
fn other_than_dual(x: f64) -> f64 {
    x * x
}

mod dual {
    use crate::harness::dual::Dual;

    pub fn other_than_dual(x: Dual) -> Dual {
        x * x * (1.0 + 1e-11 * x)
    }
}

macro_rules! notices {
    ($($name:ident $kind:tt, $message:literal;)*) => {
        mod tests {
            use $crate::harness::{self, Argument, Program, floats::Floats};

            $(
                #[test]
                #[should_panic(expected = $message)]
                #[allow(unused_mut)]
                fn $name() {
                    let point = (1.5,);
                    program!(point, super::$name, scalar, $kind (x)).examine();
                }
            )*
        }
    };
}

notices! {
    wrong_in_reverse [], "vjp says";
    wrong_in_forward [], "vjp says";
    wrong_in_both [], "by differences";
    other_than_dual [dual], "num-dual says";
}
