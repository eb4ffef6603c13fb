//! Names that are spelled alike and mean different things, as rustc tells them apart.

use ad_runtime::prelude::*;

/// A function whose locals are the macro's and whose parameter and formula are the caller's.
macro_rules! squared_error {
    ($name:ident, $x:ident, $model:expr) => {
        #[differentiate]
        fn $name($x: f64, target: f64) -> f64 {
            let scale = 2.0;
            let error = $model - target;
            let weighted = scale * error;
            weighted * weighted
        }
    };
}

squared_error!(parameter_of_the_caller, scale, scale * scale * 0.5);
squared_error!(parameter_of_another_name, error, error.sin() * error);

/// Mutable variables, loops and closures of both.
macro_rules! summed {
    ($name:ident, $x:ident, $i:ident, $term:expr) => {
        #[differentiate]
        fn $name($x: &[f64]) -> f64 {
            let mut sum = 0.0;
            for $i in 0..$x.len() {
                let i = 0;
                let term = $term;
                sum += term * $x[i];
            }
            let square = |x: f64| x * x;
            square(sum) + $x.iter().map(|x| x * square(*x)).sum::<f64>()
        }
    };
}

summed!(loops_of_the_caller, x, i, x[i].sin() * i as f64);
summed!(list_of_the_macros_name, sum, term, sum[term] * sum[term]);
summed!(index_of_the_closures_name, square, x, square[x].exp());

/// `break` out of a loop of the macro's, and out of one of the caller's, that have one label.
macro_rules! searched {
    ($name:ident, $x:ident, $leave:expr) => {
        #[allow(unused_labels)]
        #[differentiate]
        fn $name($x: f64) -> f64 {
            let mut y = $x;
            'search: for _ in 0..4 {
                'inner: for _ in 0..3 {
                    y = y * 0.9 + $x;
                    if y > 3.0 {
                        break 'search;
                    }
                    $leave
                }
                y *= 1.1;
            }
            y
        }
    };
}

searched!(
    label_of_the_caller,
    x,
    'search: loop {
        if x > 0.5 {
            break 'search;
        }
        break;
    }
);

/// Panics and assertions mention the variables that their tokens mean.
macro_rules! asserted {
    ($name:ident, $x:ident, $y:expr, $($assertion:tt)*) => {
        #[differentiate]
        fn $name($x: f64) -> f64 {
            let y = $y;
            let mut z = y * $x;
            assert!(z < 100.0, "{z} of {y} is too much");
            $($assertion)*
            z += y.sin();
            z
        }
    };
}

asserted!(formats_of_both, z, z.exp(), assert!(z < 2.0, "{z} is too much, {:?}", z););
asserted!(names_in_arguments, y, y * y, debug_assert!((0.0..9.0).contains(&y), "{y:.3}"););

/// Patterns.
macro_rules! chosen {
    ($name:ident, $p:ident, $some:expr) => {
        #[differentiate]
        fn $name($p: (f64, f64), q: f64) -> f64 {
            let other = if q > 0.0 { Some(q) } else { None };
            let (a, b) = $p;
            let c = match other {
                Some(a) if a > b => a * $some,
                Some(b) => b - $some,
                None => $some,
            };
            if let Some(b) = other { c * b + a } else { c * a }
        }
    };
}

chosen!(patterns_of_both, a, a.0 * a.1);
chosen!(pattern_of_another_name, b, b.1.cos() + b.0);

/// Formulas of the caller are not torn apart.
macro_rules! scaled {
    ($name:ident, $x:ident, $factor:expr, $formula:expr) => {
        #[differentiate]
        fn $name($x: f64) -> f64 {
            assert!($factor * 2 > 1, "{}", $formula * 2.0);
            2.0 * $formula * ($factor * 3) as f64 - $formula.sin()
        }
    };
}

scaled!(formulas_stay_whole, x, 1 + 2, x + x * x);
scaled!(signs_stay_whole, x, 2 - 1, -x);

/// A macro in a macro: three variables of one name.
macro_rules! nested {
    ($name:ident, $x:ident) => {
        nested!(@inner $name, $x, t, { let t = $x * 3.0; t.sin() });
    };
    (@inner $name:ident, $x:ident, $t:ident, $body:expr) => {
        #[differentiate]
        fn $name($x: f64) -> f64 {
            let $t = $x * $x;
            let t = $t + 1.0;
            t * $body + $t / $x
        }
    };
}

nested!(macros_in_macros, t);
nested!(macros_in_macros_with_another_name, x);

/// `r#x` is `x`.
#[differentiate]
fn raw_names(r#x: f64, r#type: f64) -> f64 {
    let r#y = x * r#type;
    let z = y * r#x;
    z + r#z.sin() * r#type
}

/// Methods that a macro writes.
macro_rules! methods {
    ($type:ident, $self:ident, $x:ident, $body:expr) => {
        #[differentiate]
        impl $type {
            fn energy(&$self, $x: f64) -> f64 {
                let gain = $x * 2.0;
                let energy = $body;
                energy * gain
            }
        }
    };
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Amplifier {
    gain: f64,
}

methods!(Amplifier, self, gain, self.gain * gain.sin());

#[differentiate]
fn methods_of_macros(gain: f64, x: f64) -> f64 {
    Amplifier { gain }.energy(x)
}

programs! {
    parameter_of_the_caller(scale, target) -> scalar at (0.3, 0.7), (-2.0, 1.0);
    parameter_of_another_name(x, target) -> scalar at (0.3, 0.7);
    loops_of_the_caller(&x) -> scalar at ([0.5, 1.5, -0.25]);
    list_of_the_macros_name(&x) -> scalar at ([0.5, 1.5, -0.25]);
    index_of_the_closures_name(&x) -> scalar at ([0.5, 1.5, -0.25]);
    label_of_the_caller(x) -> scalar at (0.3), (0.7);
    formats_of_both(x) -> scalar at (0.5);
    names_in_arguments(x) -> scalar at (0.5);
    patterns_of_both(p, q) -> scalar at ((0.5, 1.5), 2.0), ((0.5, 1.5), 0.7), ((0.5, 1.5), -1.0);
    pattern_of_another_name(p, q) -> scalar at ((0.5, 1.5), 2.0), ((0.5, 1.5), -1.0);
    formulas_stay_whole(x) -> scalar at (0.4);
    signs_stay_whole(x) -> scalar at (0.4);
    macros_in_macros(x) -> scalar at (0.4);
    macros_in_macros_with_another_name(x) -> scalar at (0.4);
    raw_names(x, y) -> scalar at (0.4, 1.5);
    methods_of_macros(gain, x) -> scalar at (0.4, 1.5);
    names_in_paths(x) -> scalar at (0.4), (-1.5);
}

/// Variables that are called as parts of paths are: `RefCell::new` mentions no `new`.
#[differentiate]
fn names_in_paths(x: f64) -> f64 {
    let new = x * 0.5;
    let (max, std) = (x * x, x.sin());
    let cell = std::cell::RefCell::new(vec![1.75, 0.75]);
    cell.borrow_mut().push(1.25);
    let largest = cell.borrow().iter().copied().fold(0.0, f64::max);
    largest * new + max * std
}

/// The plain function is what it is without the attribute.
#[test]
fn plain_functions_stay_whole() {
    assert_eq!(formulas_stay_whole(1.0), 36.0 - 2.0_f64.sin());
    assert_eq!(signs_stay_whole(1.0), -6.0 + 1.0_f64.sin());
}

/// Names of std's by other paths, and beside modules of the same names.
mod by_other_paths {
    use std::{f64, mem};

    use ad_runtime::prelude::*;

    pub type Result<T> = std::result::Result<T, String>;

    #[differentiate]
    pub fn listed(x: f64, y: f64) -> Result<f64> {
        let mut list = std::vec![f64::max(x, y), x * y, f64::consts::PI * x];
        let mut other = std::vec::Vec::<f64>::with_capacity(2);
        std::assert!(x < f64::MAX, "too large");
        mem::swap(&mut list, &mut other);
        let first = std::mem::take(&mut other);
        match first.first() {
            std::option::Option::Some(value) => Result::Ok(value * first[1] + first[2]),
            Option::None => Ok(x),
        }
    }
}

/// A name that begins with a capital is a variable in patterns where a parameter or a `let` has it.
#[allow(non_snake_case)]
#[differentiate]
fn capitals_of_variables(N: f64, x: f64) -> f64 {
    let K = x * N;
    let first = match Some(x * 2.0) {
        Some(K) if K > 100.0 => K,
        Some(N) => N * N,
        None => N,
    };
    let second = match x {
        K if K < 100.0 => K.sin(),
        _ => K,
    };
    first * K + second * N
}

#[test]
fn names_by_other_paths() {
    let (value, pullback) = by_other_paths::listed::vjp(2.0, 0.5);
    assert_eq!(value, Ok(2.0 + 2.0 * std::f64::consts::PI));
    let (x_bar, y_bar) = pullback(Ok(1.0));
    assert!((x_bar - (4.0 * 0.5 + std::f64::consts::PI)).abs() < 1e-12);
    assert!((y_bar - 4.0).abs() < 1e-12);
}

#[test]
fn capitals_that_are_variables() {
    // (2 x)^2 x N + sin(x) N
    let (n, x) = (1.5_f64, 0.7_f64);
    let (value, (n_bar, x_bar)) = capitals_of_variables::value_and_grad(n, x);
    assert!((value - (4.0 * x.powi(3) * n + x.sin() * n)).abs() < 1e-12);
    assert!((n_bar - (4.0 * x.powi(3) + x.sin())).abs() < 1e-12);
    assert!((x_bar - (12.0 * x * x * n + x.cos() * n)).abs() < 1e-12);
    capitals_of_variables::check(n, x).unwrap();
}
