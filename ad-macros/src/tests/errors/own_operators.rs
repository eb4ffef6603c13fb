//! Operators of whatever types: what is refused where they are implemented, and what isn't where they are used.

use expect_test::expect;

use super::{accepted, refused};

/// Whether there is a rule only rustc knows.
#[test]
fn of_what_has_fields() {
    accepted("fn f(v: V2, t: f64) -> f64 { let w = v * t; let u = 2.0 * w; u.x }");
    accepted(
        "fn f(jobs: &[Job]) -> f64 { let mut sum = 0.0; for job in jobs { let half = job.end / 2; sum += half.0; } sum }",
    );
    accepted("fn f(p: &mut Particle, t: f64) { p.at += scaled(p.velocity, t); p.at.x *= 2.0; }");
    accepted("fn f(v: V2) -> f64 { let V2 { x, y } = -v; x * y }");
}

/// The fields are numbers, and so is what is made of constants, or with methods.
#[test]
fn of_fields() {
    accepted("fn f(v: &V2, t: f64) -> f64 { let w = v.x * t; -w * v.y }");
    accepted("fn f(x: f64, #[constant] a: V2) -> f64 { let b = a * 2.0; b.x * x }");
    accepted("fn f(v: V2, t: f64) -> f64 { let w = v.scaled(t); w.x * t }");
    accepted("fn f(xs: &[(f64, f64)]) -> f64 { xs[0].0 * xs[1].1 }");
}

/// A rule has both modes.
#[test]
fn options() {
    refused(
        "impl Neg for V2 { type Output = V2; #[differentiate(forward)] fn neg(self) -> V2 { V2 { x: -self.x } } }",
        expect![[r#"
            1:37..1:62 `#[differentiate(forward)]` an operator's rule has both modes, by both operands
                help: write `#[differentiate]` on the `impl`, without options but `crate`; a right operand that is data is `#[constant]`
                note: see "An option of an operator" in `ad_runtime::errors`
        "#]],
    );
}
