//! Jacobians and Hessians in several directions at once: `cargo bench -p ad-tests --bench lanes`.

use std::hint::black_box;
use std::time::Duration;

use ad_tests::adbench::Hand;
use ad_tests::hand;
use ad_tests::interleaved::{Entrant, race};

fn main() {
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
