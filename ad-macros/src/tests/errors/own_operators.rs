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

/// Which operator it is depends on the reference, and a `&mut` has no tangent to be given back by.
#[test]
fn of_exclusive_references() {
    refused(
        "fn f(v: &mut V2, t: f64) -> f64 { let w = v * t; w.x }",
        expect![[r#"
        1:39..1:40 `w` unsupported: an operator on a `&mut` reference to a differentiated value
            note: in `f`, `w` depends on the parameter `t`
            help: write `*r` or `&*r` for the operand, whichever has the operator
            note: see "An operator on a `&mut` reference" in `ad_runtime::errors`
    "#]],
    );
    refused(
        "fn f(vs: &mut [V2], w: V2) -> f64 { let mut sum = w; for v in vs.iter_mut() { sum += v; } sum.x }",
        expect![[r#"
            1:83..1:85 `+=` unsupported: an operator on a `&mut` reference to a differentiated value
                note: in `f`, `sum` depends on the parameter `w`
                help: write `*r` or `&*r` for the operand, whichever has the operator
                note: see "An operator on a `&mut` reference" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "impl Mul<f64> for &mut V2 { type Output = V2; fn mul(self, k: f64) -> V2 { V2 { x: self.x * k } } }",
        expect![[r#"
            1:19..1:26 `&mut V2` unsupported: an operator on a `&mut` reference to a differentiated value
                help: write `*r` or `&*r` for the operand, whichever has the operator
                note: see "An operator on a `&mut` reference" in `ad_runtime::errors`
        "#]],
    );
    accepted("fn f(v: &mut V2, t: f64) -> f64 { let w = *v * t + &*v * t; w.x }");
    accepted("fn f(v: &mut V2, t: f64) -> f64 { let r = &*v; let w = r * t; w.x }");
    accepted(
        "fn f(vs: &mut [V2], t: f64) -> f64 { let r = &vs[0]; let mut sum = r * t; for v in &*vs { sum += v * t; } sum.x }",
    );
}

/// Of types that aren't seen nobody knows whether the index comes first.
#[test]
fn order_of_assignments() {
    refused(
        "fn f(vs: &[V2], t: f64) -> f64 { let mut l = vs.to_vec(); let mut i = 0; l[i] += { i = 1; t }; l[i].x }",
        expect![[r#"
            1:79..1:81 `+=` unsupported: an index and a value of a compound assignment one of which may change the other
                help: compute the value before: `let value = ..; list[i] += value;`
                note: see "A compound assignment whose order matters" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f<T: Real>(x: T, v: &mut [T]) -> T { let mut i = 0; v[i] += next(&mut i, x); v[0] }",
        expect![[r#"
            1:61..1:63 `+=` unsupported: an index and a value of a compound assignment one of which may change the other
                help: compute the value before: `let value = ..; list[i] += value;`
                note: see "A compound assignment whose order matters" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(vs: &[V2], t: f64) -> f64 { let mut l = vs.to_vec(); let mut c = counter(); l[c.at] += scaled(t, c.next()); l[0].x }",
        expect![[r#"
            1:90..1:92 `+=` unsupported: an index and a value of a compound assignment one of which may change the other
                help: compute the value before: `let value = ..; list[i] += value;`
                note: see "A compound assignment whose order matters" in `ad_runtime::errors`
        "#]],
    );
    for changes in [
        "let mut k = 0; l[next(&mut k)] += t * k as f64;",
        "let mut k = 0; l[{ k += 1; k }] += t * k as f64;",
        "let mut st = vec![1]; l[st.pop().unwrap()] += t * st.len() as f64;",
        "let mut r = rng(); *l.get_mut(r.below(3)).unwrap() += scaled(t, r.below(2));",
    ] {
        let head = "fn f(vs: &[V2], t: f64) -> f64 { let mut l = vs.to_vec();";
        super::refused_somehow(&format!("{head} {changes} l[0].x }}"), "may change the other");
    }
    accepted(
        "fn f(xs: &[f64], t: f64) -> f64 { let mut l = xs.to_vec(); let mut i = 0; l[i] += { i = 1; t }; l[i] }",
    );
    accepted(
        "fn f(vs: &[V2], t: f64) -> f64 { let mut l = vs.to_vec(); for i in 0..l.len() { l[i] += scaled(t); } l[0].x }",
    );
    accepted(
        "fn f(vs: &[V2], t: f64) -> f64 { let mut l = vs.to_vec(); let k = 3_usize; l[k.min(2)] += scaled(t.powi(2)); l[0].x }",
    );
    accepted(
        "fn f(g: &mut Grid, t: f64) -> f64 { g.cells[g.at] += g.gain(t); g.cells[g.at] -= scaled(t, g.at); g.cells[0] }",
    );
}
