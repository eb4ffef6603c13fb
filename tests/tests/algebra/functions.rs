//! Each rule on a function of a few numbers: against differences where the plain function is finite, against closed forms and `num-dual` where it isn't.

use ad_runtime::prelude::*;

use super::{dual, is_near};

macro_rules! both_ways {
    ($($name:ident, $plain:ident($x:ident) = $body:expr;)*) => {
        $(
            #[differentiate(simplify = "real")]
            fn $name($x: f64) -> f64 {
                $body
            }

            #[differentiate]
            fn $plain($x: f64) -> f64 {
                $body
            }
        )*
    };
}

both_ways! {
    ln_sigmoid, plain_ln_sigmoid(x) = (1.0 / (1.0 + (-x).exp())).ln();
    sigmoid, plain_sigmoid(x) = 1.0 / (1.0 + (-x).exp());
    sigmoid_of_two, plain_sigmoid_of_two(x) = x.exp() / (x.exp() + 1.0);
    softplus, plain_softplus(x) = x.exp().ln_1p();
    softplus_by_ln, plain_softplus_by_ln(x) = (1.0 + x.exp()).ln();
    root, plain_root(x) = (x * x).sqrt();
    root_of_power, plain_root_of_power(x) = x.powi(2).sqrt();
    ln_of_exp, plain_ln_of_exp(x) = x.exp().ln();
    ln_of_product, plain_ln_of_product(x) = (3.0 * x.exp() * (2.0 * x).exp()).ln();
    ln_of_root, plain_ln_of_root(x) = x.exp().sqrt().ln();
    ln_of_power, plain_ln_of_power(x) = x.exp().powi(3).ln();
    reciprocal, plain_reciprocal(x) = (x.exp().recip() / 2.0).ln();
    product, plain_product(x) = x.exp() * (1.0 - x).exp() + x;
    tanh_by_exps, plain_tanh_by_exps(x) = (x.exp() - (-x).exp()) / (x.exp() + (-x).exp());
    itself, plain_itself(x) = x / x + x;
    cancelled, plain_cancelled(x) = x * 3.0 * x / x;
    divided_first, plain_divided_first(x) = 2.0 / x * x + x;
    ln_of_quotient, plain_ln_of_quotient(x) = ((x - 9.0) * x.exp() / (x - 7.0)).ln();
    nothing, plain_nothing(x) = (x + 2.0) - x + (x - x) + 3.0 * x;
}

type F = fn(f64) -> f64;

/// Each with its plain form, and where that is differentiated without trouble.
const ALL: &[(&str, F, F, F)] = &[
    ("ln_sigmoid", ln_sigmoid, ln_sigmoid::grad, plain_ln_sigmoid::grad),
    ("sigmoid", sigmoid, sigmoid::grad, plain_sigmoid::grad),
    ("sigmoid_of_two", sigmoid_of_two, sigmoid_of_two::grad, plain_sigmoid_of_two::grad),
    ("softplus", softplus, softplus::grad, plain_softplus::grad),
    ("softplus_by_ln", softplus_by_ln, softplus_by_ln::grad, plain_softplus_by_ln::grad),
    ("root", root, root::grad, plain_root::grad),
    ("root_of_power", root_of_power, root_of_power::grad, plain_root_of_power::grad),
    ("ln_of_exp", ln_of_exp, ln_of_exp::grad, plain_ln_of_exp::grad),
    ("ln_of_product", ln_of_product, ln_of_product::grad, plain_ln_of_product::grad),
    ("ln_of_root", ln_of_root, ln_of_root::grad, plain_ln_of_root::grad),
    ("ln_of_power", ln_of_power, ln_of_power::grad, plain_ln_of_power::grad),
    ("reciprocal", reciprocal, reciprocal::grad, plain_reciprocal::grad),
    ("product", product, product::grad, plain_product::grad),
    ("tanh_by_exps", tanh_by_exps, tanh_by_exps::grad, plain_tanh_by_exps::grad),
    ("itself", itself, itself::grad, plain_itself::grad),
    ("cancelled", cancelled, cancelled::grad, plain_cancelled::grad),
    ("divided_first", divided_first, divided_first::grad, plain_divided_first::grad),
    ("ln_of_quotient", ln_of_quotient, ln_of_quotient::grad, plain_ln_of_quotient::grad),
    ("nothing", nothing, nothing::grad, plain_nothing::grad),
];

#[test]
fn derivatives_are_those_of_the_function() {
    for (name, f, grad, plain) in ALL {
        for x in [-3.1, -0.7, 0.2, 1.3, 4.0] {
            let slopes = super::differences(|x| f(x[0]), &[x]);
            assert!(
                is_near(grad(x), slopes[0], 1e-8),
                "{name} at {x}: {} and {}",
                grad(x),
                slopes[0]
            );
            assert!(
                is_near(grad(x), plain(x), 1e-12),
                "{name} at {x}: {} and {}",
                grad(x),
                plain(x)
            );
        }
    }
}

#[test]
fn values_keep_their_bits() {
    for x in [-800.0, -3.1, 0.0, 0.2, 4.0, 800.0] {
        assert_eq!(ln_sigmoid::value_and_grad(x).0.to_bits(), ln_sigmoid(x).to_bits());
        assert_eq!(ln_sigmoid::jvp(x, 1.0).0.to_bits(), plain_ln_sigmoid(x).to_bits());
        assert_eq!(tanh_by_exps::vjp(x).0.to_bits(), tanh_by_exps(x).to_bits());
        assert_eq!(itself::vjp(x).0.to_bits(), plain_itself(x).to_bits());
        assert_eq!(nothing::value_and_grad(x).0.to_bits(), plain_nothing(x).to_bits());
    }
}

#[test]
fn where_exponentials_are_infinite_or_nothing() {
    for x in [-1000.0, -745.0, -300.0, -40.0, 0.0, 40.0, 300.0, 745.0, 1000.0] {
        let of_sigmoid = dual::slope_of_sigmoid(x);
        let sigmoid_of = dual::sigmoid(x);
        let close = |name: &str, found: f64, expected: f64| {
            assert!(
                (found - expected).abs() <= 1e-12 * expected.abs() + 1e-300,
                "{name} at {x}: {found} and {expected}"
            );
        };
        close("ln_sigmoid", ln_sigmoid::grad(x), dual::sigmoid(-x));
        close("sigmoid", sigmoid::grad(x), of_sigmoid);
        // Of a sum of two a softmax is left, whose slope is s·(1 − s).
        assert!((sigmoid_of_two::grad(x) - of_sigmoid).abs() < 1e-15, "at {x}");
        close("softplus", softplus::grad(x), sigmoid_of);
        close("softplus_by_ln", softplus_by_ln::grad(x), sigmoid_of);
        close("ln_of_exp", ln_of_exp::grad(x), 1.0);
        close("ln_of_product", ln_of_product::grad(x), 3.0);
        close("ln_of_root", ln_of_root::grad(x), 0.5);
        close("ln_of_power", ln_of_power::grad(x), 3.0);
        close("reciprocal", reciprocal::grad(x), -1.0);
        close("product", product::grad(x), 1.0);
        // Where `num-dual` forms infinite exponentials, the slope is nothing.
        let of_tanh = if x.abs() > 200.0 { 0.0 } else { dual::slope_of_tanh(x) };
        assert!(
            (tanh_by_exps::grad(x) - of_tanh).abs() < 1e-15,
            "at {x}: {}",
            tanh_by_exps::grad(x)
        );
    }
    // The plain ones are wrong there: infinite, nothing, or no number.
    for (found, right) in [
        (plain_ln_sigmoid::grad(-1000.0), 1.0),
        (plain_softplus_by_ln::grad(1000.0), 1.0),
        (plain_tanh_by_exps::grad(1000.0), 0.0),
        (plain_ln_of_product::grad(-1000.0), 3.0),
    ] {
        assert!(!is_near(found, right, 1e-3), "{found} and {right}");
    }
}

#[test]
fn at_zero() {
    assert_eq!((root::grad(0.0), root_of_power::grad(0.0)), (0.0, 0.0));
    assert_eq!((root::grad(1e-200), root::grad(-1e-200)), (1.0, -1.0));
    assert_eq!(itself::grad(0.0), 1.0);
    assert_eq!(cancelled::grad(0.0), 3.0);
    assert_eq!(divided_first::grad(0.0), 1.0);
    assert!(plain_itself::grad(0.0).is_nan());
}

#[differentiate(simplify = "real")]
fn of_logarithms(a: f64, b: f64) -> f64 {
    (a.ln() + b.ln()).exp()
}

#[differentiate(simplify = "real")]
fn quotient_of_logarithms(a: f64, b: f64, c: f64) -> f64 {
    let sum = a.ln() + b.ln();
    (sum - c.ln() + a).exp()
}

#[test]
fn exponentials_of_logarithms() {
    for (a, b) in [(0.3, 2.0), (1e200, 1e150), (1e-200, 1e-150), (0.0, 3.0)] {
        assert_eq!(of_logarithms::grad(a, b), (b, a));
        assert_eq!(of_logarithms::value_and_grad(a, b).0.to_bits(), of_logarithms(a, b).to_bits());
    }
    let (a, b, c) = (0.4_f64, 1.7_f64, 0.6_f64);
    let e = a.exp();
    let expected = [b / c * e * (1.0 + a), a / c * e, -a * b / (c * c) * e];
    let found = quotient_of_logarithms::grad(a, b, c);
    super::assert_near(&[found.0, found.1, found.2], &expected, 1e-14);
}

/// What branches results in goes through the twins of both; what is used elsewhere stays plain.
#[differentiate(simplify = "real")]
fn branches(x: f64, y: f64) -> f64 {
    let e = x.exp();
    let l = if y > 0.0 { (e / (1.0 + e)).ln() } else { -e };
    let mut sum = l * y;
    let mut i = 0;
    while i < 2 {
        sum += (e * y.exp()).ln() * l;
        i += 1;
    }
    sum.sin() + e.min(2.0)
}

#[differentiate]
fn plain_branches(x: f64, y: f64) -> f64 {
    let e = x.exp();
    let l = if y > 0.0 { (e / (1.0 + e)).ln() } else { -e };
    let mut sum = l * y;
    let mut i = 0;
    while i < 2 {
        sum += (e * y.exp()).ln() * l;
        i += 1;
    }
    sum.sin() + e.min(2.0)
}

#[test]
fn through_branches_and_loops() {
    for (x, y) in [(0.3, 0.9), (-0.4, -0.6), (1.1, 2.0)] {
        let (found, plain) = (branches::grad(x, y), plain_branches::grad(x, y));
        super::assert_near(&[found.0, found.1], &[plain.0, plain.1], 1e-13);
        assert_eq!(branches::value_and_grad(x, y).0.to_bits(), branches(x, y).to_bits());
        branches::check(x, y).expect("derivatives that fit the function");
    }
}

/// Of any float, and through a function that is a parameter.
#[differentiate(simplify = "real")]
fn generic<T: Real>(x: T) -> T {
    (x.exp() / (T::one() + x.exp())).ln()
}

#[differentiate(simplify = "real")]
fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) + (x.exp() * x.exp()).ln()
}

#[differentiate(simplify = "real")]
fn given(x: f64) -> f64 {
    applied(|t: f64| (1.0 / (1.0 + (-t).exp())).ln(), x)
}

#[test]
fn of_any_float_and_in_closures() {
    assert!(is_near(generic::grad(0.3), dual::sigmoid(-0.3), 1e-14));
    assert!(is_near(f64::from(generic::grad(0.3_f32)), dual::sigmoid(-0.3), 1e-6));
    for x in [-1000.0, 0.3, 1000.0] {
        assert!(is_near(given::grad(x), dual::sigmoid(-x) + 2.0, 1e-13), "{}", given::grad(x));
    }
}
