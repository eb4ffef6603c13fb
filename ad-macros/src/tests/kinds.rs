//! `kinds`: what is known of each variable's type.

use expect_test::expect;

use super::support::check_facts;
use super::support::program::Analysed;
use crate::ir::VarId;
use crate::kind::Kind;

fn kind(function: &Analysed, var: VarId) -> String {
    name(&function.primal.var(var).ty.guess)
}

fn name(kind: &Kind) -> String {
    match kind {
        Kind::Tuple(items) => {
            format!("({})", items.iter().map(name).collect::<Vec<_>>().join(", "))
        }
        Kind::List(item) | Kind::Array(item) => format!("[{}]", name(item)),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

#[test]
fn from_signatures_and_literals() {
    check_facts(
        kind,
        "fn f(x: &[f64], n: usize, t: (f64, bool)) -> f64 {
            let a = x[0];
            let b = &x[1..];
            let c = t.1;
            let d = n + 1;
            let e = [(a, d)];
            let g = vec![0.0; d];
            let h = if c { b[0] } else { g[0] };
            h * e[0].0 + d as f64
        }",
        expect![[r#"
            fn f(x, n, t) {
                let a = x[0]; // float
                let b = &x[1..]; // [float]
                let c = t.1; // bool
                let d = n + 1; // int
                let t0 = (a, d); // (float, int)
                let e = [t0]; // [(float, int)]
                let g = vec![0.0; d]; // [float]
                let h = if c {
                    let t1 = b[0]; // float
                    t1
                } else {
                    let t2 = g[0]; // float
                    t2
                }
                let t3 = e[0].0; // float
                let t4 = h * t3; // float
                let t5 = d as f64; // float
                let t6 = t4 + t5; // float
                t6
            }
        "#]],
    );
}

#[test]
fn from_what_only_floats_can_do() {
    check_facts(
        kind,
        "fn g(x: f64) -> f64 { x * x }
        fn f(x: f64) -> f64 {
            let a = g(x);
            let b = g(x);
            let c = g(x);
            let d = g(x);
            let e = a.sin();
            let h = b * 2.0;
            let unknown = c * d;
            e * h + unknown
        }",
        expect![[r#"
            fn f(x) {
                let a = g(x); // unknown
                let b = g(x); // float
                prove b;
                let c = g(x); // float
                prove c;
                let d = g(x); // float
                prove d;
                let e = sin(&a); // float
                prove e;
                let h = b * 2.0; // float
                let unknown = c * d; // float
                let t0 = e * h; // float
                let t1 = t0 + unknown; // float
                t1
            }
        "#]],
    );
}
