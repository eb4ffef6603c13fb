//! `loose`: what may be in a constant field, or point into one.

use expect_test::{Expect, expect};

use super::support::program::Program;
use crate::analysis::loose::Loose;
use crate::ir::{Place, print, visit};

/// Behind each statement: which of the places that it reads may have the tangent `Constant`.
fn check(source: &str, expect: Expect) {
    let program = Program::parse(source);
    let primal = &program.main().primal;
    let loose = Loose::of(primal);
    let mut found = std::collections::BTreeMap::new();
    visit::deep_stmts(&primal.body, &mut |stmt| {
        let mut is_loose = false;
        visit::stmt(stmt, &mut |used| {
            if let visit::Use::Place(place) = used {
                is_loose |= loose.place(&primal.vars, place);
            }
        });
        for var in visit::defines(stmt) {
            is_loose |= loose.place(&primal.vars, &Place::whole(var));
            found.insert(var, is_loose);
        }
    });
    let comment = |var| match found.get(&var) {
        Some(true) => " // loose".to_string(),
        _ => String::new(),
    };
    expect.assert_eq(&print::print_with(primal, &comment));
}

/// A number that is read out of a field is none any more; what is borrowed from it is.
#[test]
fn fields_and_what_points_into_them() {
    check(
        "fn f(p: &Params, x: f64) -> f64 {
            let scale = p.scale;
            let data = &p.data;
            let first = data[0];
            scale * x + first
        }",
        expect![[r#"
            fn f(p, x) {
                let scale = p.scale; // loose
                let data = &p.data; // loose
                let first = data[0]; // loose
                let t0 = scale * x;
                let t1 = t0 + first;
                t1
            }
        "#]],
    );
}

/// Of tuples and lists all is seen.
#[test]
fn tuples_and_lists() {
    check(
        "fn f(xs: &[f64], pair: (f64, f64)) -> f64 { let part = &xs[1..]; pair.0 * part[0] }",
        expect![[r#"
            fn f(xs, pair) {
                let part = &xs[1..];
                let t0 = pair.0;
                let t1 = part[0];
                let t2 = t0 * t1;
                t2
            }
        "#]],
    );
}

/// In `Some` is what the type says, in a variant of one's own there may be a constant.
#[test]
fn variants() {
    check(
        "fn f(shape: &Shape, o: Option<f64>) -> f64 {
            match shape { Shape::Circle(r) => *r, Shape::Square(a) => *a * o.unwrap_or(2.0) }
        }",
        expect![[r#"
            fn f(shape, o) {
                let t0 = shape is Shape :: Circle (_);
                let t7 = if t0 {
                    let r = &shape.Shape::Circle.0; // loose
                    let t1 = *r; // loose
                    t1
                } else {
                    let a = &shape.Shape::Square.0; // loose
                    prove a;
                    let t2 = *a; // loose
                    let t3 = o is a success;
                    let t5 = if t3 {
                        let t4 = o.payload;
                        t4
                    } else {
                        2.0
                    }
                    let t6 = t2 * t5;
                    t6
                }
                t7
            }
        "#]],
    );
}
