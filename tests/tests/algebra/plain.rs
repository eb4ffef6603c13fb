//! Without the option derivatives are computed by the operations that the function has: bit for bit those of the chain rule, written by hand.

use ad_runtime::prelude::*;

#[differentiate]
fn cancelled(x: f64, y: f64) -> f64 {
    x * y / y + (x * x).sqrt() + (x.ln() + y.ln()).exp() + ((x + y) - y)
}

/// The chain rule, from the last operation to the first.
fn by_hand(x: f64, y: f64) -> (f64, f64) {
    let (product, root) = (x * y, (x * x).sqrt());
    let exp = (x.ln() + y.ln()).exp();
    let quotient = product / y;
    // x + y − y
    let (mut x_bar, mut y_bar) = (0.0, -1.0);
    let t_bar = 1.0;
    x_bar += t_bar;
    y_bar += t_bar;
    // exp(ln x + ln y)
    y_bar += exp / y;
    x_bar += exp / x;
    // √(x·x)
    x_bar += 2.0 * ((0.5 / root) * x);
    // x·y / y
    let product_bar = 1.0 / y;
    y_bar += -(product_bar * quotient);
    x_bar += product_bar * y;
    y_bar += product_bar * x;
    (x_bar, y_bar)
}

#[test]
fn the_chain_rule_and_nothing_else() {
    for (x, y) in [(0.3, 0.7), (1.9, 3.3), (1e5, 0.1), (123.456, 1e-7)] {
        let (found, expected) = (cancelled::grad(x, y), by_hand(x, y));
        let off = |a: f64, b: f64| ((a - b) / b).abs();
        assert!(off(found.0, expected.0) < 1e-15, "{found:?} and {expected:?}");
        assert!(off(found.1, expected.1) < 1e-9, "{found:?} and {expected:?}");
    }
    // What cancels over the reals doesn't here: the rounding of the quotient, and of the sum, is that of the function's own operations.
    let (x, y) = (123.456, 1e-7);
    let y_bar = cancelled::grad(x, y).1;
    assert_ne!(y_bar, x);
    assert_eq!(cancelled::value_and_grad(x, y).0.to_bits(), cancelled(x, y).to_bits());
}
