//! Derivatives are visible where the function is.

use ad_runtime::prelude::*;

mod shapes {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn area(r: f64) -> f64 {
        half_area(r) * 2.0
    }

    #[differentiate]
    pub(crate) fn circumference(r: f64) -> f64 {
        6.0 * r
    }

    #[differentiate]
    fn half_area(r: f64) -> f64 {
        1.5 * r * r
    }
}

use shapes::{area, circumference as around};

#[test]
fn one_import_brings_both() {
    assert_eq!((area(2.0), area::grad(2.0)), (12.0, 12.0));
    assert_eq!((around(2.0), around::grad(2.0)), (12.0, 6.0));
    assert_eq!(shapes::area::jvp(1.0, 2.0), (3.0, 12.0));
}

#[test]
fn functions_in_functions() {
    #[differentiate]
    fn inner(x: f64) -> f64 {
        x * x
    }
    #[differentiate]
    fn outer(x: f64) -> f64 {
        inner(x) + area(x)
    }
    assert_eq!(outer::grad(1.0), 8.0);
}
