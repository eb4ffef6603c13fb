//! Operators of types with fields: no number has any.

use expect_test::expect;

use super::{accepted, refused};

#[test]
fn of_what_has_fields() {
    refused(
        "fn f(v: V2, t: f64) -> f64 { let w = v * t; let u = 2.0 * w; u.x }",
        expect![[r#"
            1:49..1:50 `u` unsupported: an operator of a type of your own
                note: in `f`, `u` depends on the parameter `v`
                help: write the operation as a function or a method with `#[differentiate]`, and call that
                note: see "An operator of a type of your own" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(jobs: &[Job]) -> f64 { let mut sum = 0.0; for job in jobs { let half = job.end / 2; sum += half.0; } sum }",
        expect![[r#"
            1:70..1:74 `half` unsupported: an operator of a type of your own
                help: write the operation as a function or a method with `#[differentiate]`, and call that
                note: see "An operator of a type of your own" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(p: &mut Particle, t: f64) { p.at += scaled(p.velocity, t); p.at.x *= 2.0; }",
        expect![[r#"
            1:39..1:41 `+=` unsupported: an operator of a type of your own
                note: in `f`, this depends on the parameter `p`
                help: write the operation as a function or a method with `#[differentiate]`, and call that
                note: see "An operator of a type of your own" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(v: V2) -> f64 { let V2 { x, y } = -v; x * y }",
        expect![[r#"
            1:26..1:37 `V2 { x, y }` unsupported: an operator of a type of your own
                note: in `f`, this depends on the parameter `v`
                help: write the operation as a function or a method with `#[differentiate]`, and call that
                note: see "An operator of a type of your own" in `ad_runtime::errors`
        "#]],
    );
}

/// The fields are numbers, and so is what is made of constants, or with methods.
#[test]
fn of_fields() {
    accepted("fn f(v: &V2, t: f64) -> f64 { let w = v.x * t; -w * v.y }");
    accepted("fn f(x: f64, #[constant] a: V2) -> f64 { let b = a * 2.0; b.x * x }");
    accepted("fn f(v: V2, t: f64) -> f64 { let w = v.scaled(t); w.x * t }");
    accepted("fn f(xs: &[(f64, f64)]) -> f64 { xs[0].0 * xs[1].1 }");
}
