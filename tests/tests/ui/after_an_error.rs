//! The derivatives of a function that has none are not errors of their own.

use ad_runtime::prelude::*;

mod inner {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn wrong(x: f64) -> f64 {
        format!("{x}").parse().unwrap()
    }
}

use inner::wrong;

#[differentiate]
fn caller(x: f64) -> f64 {
    wrong(x) * inner::wrong(x)
}

fn main() {
    println!("{} {:?}", caller::grad(1.0), wrong::vjp(1.0).0);
}
