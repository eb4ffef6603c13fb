//! Jacobians and Hessians in several directions at once: `cargo bench -p ad-tests --bench lanes`.

use std::hint::black_box;
use std::time::Duration;

use ad_tests::adbench::Hand;
use ad_tests::hand;
use ad_tests::interleaved::{Entrant, race};

/// A chain of springs, each with a potential of its own.
macro_rules! chain {
    ($($name:ident: ($($lanes:tt)*);)*) => {$(
        mod $name {
            use ad_runtime::prelude::*;

            #[differentiate(order = 2, $($lanes)*)]
            pub fn chain(x: &[f64]) -> f64 {
                let mut energy = 0.0;
                for i in 1..x.len() {
                    let off = x[i] - x[i - 1];
                    energy += (1.0 - (-off * off).exp()).powi(2) + 0.1 * (3.0 * x[i]).cos() * off;
                }
                energy
            }
        }
    )*};
}

chain! {
    single: ();
    two: (lanes = 2);
    four: (lanes = 4);
    eight: (lanes = 8);
}

fn hessians() {
    let x: Vec<f64> = (0..64).map(|i| (0.7 * f64::from(i)).sin()).collect();
    let products = || {
        let mut x_dot = vec![0.0; 64];
        for i in 0..64 {
            x_dot[i] = 1.0;
            black_box(single::chain::hvp(black_box(&x), &x_dot));
            x_dot[i] = 0.0;
        }
    };
    macro_rules! hessian {
        ($lanes:ident, $name:literal) => {
            Entrant::new($name, || {
                black_box($lanes::chain::hessian(black_box(&x)));
            })
        };
    }
    let entrants = vec![
        Entrant::new("64 products", products),
        hessian!(single, "hessian"),
        hessian!(two, "hessian, lanes = 2"),
        hessian!(four, "hessian, lanes = 4"),
        hessian!(eight, "hessian, lanes = 8"),
    ];
    println!("{}", race("chain of springs: 64 x 64", Duration::from_secs(4), entrants));
}

fn main() {
    hessians();
    let Hand { theta, bones, vertices, measured, .. } = &Hand::read("simple_small/hand1_t26_c100");
    let tangents = || {
        for i in 0..26 {
            let mut theta_dot = [0.0; 26];
            theta_dot[i] = 1.0;
            black_box(hand::single::residuals::jvp(
                black_box(theta),
                bones,
                vertices,
                measured,
                &theta_dot,
            ));
        }
    };
    macro_rules! jacobian {
        ($lanes:ident, $name:literal) => {
            Entrant::new($name, || {
                let jacobian = hand::$lanes::residuals::jacobian;
                black_box(jacobian(black_box(theta), bones, vertices, measured));
            })
        };
    }
    let entrants = vec![
        Entrant::new("26 tangents", tangents),
        Entrant::new("function", || {
            black_box(hand::single::residuals(black_box(theta), bones, vertices, measured));
        }),
        jacobian!(single, "jacobian"),
        jacobian!(two, "jacobian, lanes = 2"),
        jacobian!(four, "jacobian, lanes = 4"),
        jacobian!(eight, "jacobian, lanes = 8"),
        jacobian!(thirteen, "jacobian, lanes = 13"),
    ];
    println!("{}", race("hand1, simple, small: 300 x 26", Duration::from_secs(4), entrants));
}
