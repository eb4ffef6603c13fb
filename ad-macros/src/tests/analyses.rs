//! `repeatable`, `handed_on`, `overlap`, `held`, `elsewhere`, `writes`: what the reverse sweep may run again, what it may point into, and
//! what may be part of something else.

use expect_test::{Expect, expect};
use quote::ToTokens;

use super::support::program::Program;
use crate::adjoint::Form;
use crate::analysis::elsewhere::elsewhere;
use crate::analysis::overlap::{Owners, apart};
use crate::analysis::writes::writes;
use crate::analysis::{held, repeatable};
use crate::ir::{Arg, Place, Repeated, Stmt, visit};

fn check_repeatable(source: &str, expect: Expect) {
    let program = Program::parse(source);
    let main = program.main();
    let asked = repeatable::of_function(&main.primal, &main.facts, false);
    expect.assert_eq(&match asked {
        None => "never".to_string(),
        Some(asked) => format!("if these are: {:?}", asked.iter().map(name).collect::<Vec<_>>()),
    });
}

fn name(asked: &Repeated) -> String {
    match asked {
        Repeated::Function { path, arity, .. } => format!("{}/{arity}", path.to_token_stream()),
        Repeated::Method { of, name } => format!("{of}.{name}"),
        Repeated::OfField { of, way, name } => format!("{of}, field {}, .{name}", way.len()),
        Repeated::Std { of, way, called: None, is } => {
            format!("{of}, field {}, {is:?}", way.len())
        }
        Repeated::Std { of, called: Some(called), is, .. } => format!("{of}.{called}(), {is:?}"),
        Repeated::Either(both) => both.each_ref().map(name).join(" or "),
        Repeated::Scalar { path, .. } => format!("{}()", path.to_token_stream()),
        Repeated::Value(name) => name.to_string(),
    }
}

#[test]
fn arithmetic_is_repeatable() {
    check_repeatable(
        "fn f(x: &[f64], n: usize) -> f64 {
            let mut s = 0.0;
            for i in 0..n { if x[i] > 1.0 { s += x[i].sin(); } }
            s
        }",
        expect![[r#"if these are: []"#]],
    );
}

#[test]
fn calls_are_as_repeatable_as_their_callees() {
    check_repeatable(
        "fn f(x: f64, y: &[f64]) -> f64 { g(x) * inner::h(x, y) + g(2.0 * x) }",
        expect![[r#"if these are: ["g/1", "inner :: h/2"]"#]],
    );
}

#[test]
fn code_of_constants_may_do_anything() {
    check_repeatable(
        "fn f(x: f64, n: usize) -> f64 { let k = next(n); x * k as f64 }",
        expect!["never"],
    );
}

#[test]
fn a_panic_of_std_does_nothing_twice() {
    check_repeatable(
        "fn f(x: f64) -> f64 { if x > 2.0 { panic!(\"too large\"); } x * x }",
        expect!["if these are: []"],
    );
}

#[test]
fn a_call_of_itself_asks_nobody() {
    check_repeatable(
        "fn f(x: f64, n: usize) -> f64 { if n == 0 { g(x) } else { x * f(x, n - 1) } }",
        expect![[r#"if these are: ["g/1"]"#]],
    );
}

#[test]
fn what_is_imported_inside_cannot_be_asked() {
    check_repeatable("fn f(x: f64) -> f64 { use inner::g; g(x) }", expect!["never"]);
}

/// The first generator is lent and copied; of the second something is read that meets a differentiated value.
#[test]
fn generators_that_are_lent() {
    let program = Program::parse(
        "fn f(x: f64) -> f64 {
            let mut rng = Rng::new(7);
            let mut other = Rng::new(8);
            let a = path(x, &mut rng);
            let b = path(a, &mut other);
            b * other.last
        }",
    );
    let main = program.main();
    let names = main.facts.handed_on.iter().map(|var| main.primal.var(*var).name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["rng"]);
}

/// Whether the two places that a call is lent can't overlap.
fn are_apart(source: &str) -> bool {
    let item = syn::parse_str(source).expect("a function");
    let function = Program::lower(&item).expect("it can be lowered");
    let owners = Owners::of(&function);
    let mut places: Vec<Place> = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        let Stmt::Call { args, .. } = stmt else { return };
        places.extend(args.iter().filter_map(|arg| match arg {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(owners.resolve(place)),
            _ => None,
        }));
    });
    let [one, other] = places.as_slice() else { panic!("not two places: {}", places.len()) };
    assert_eq!(apart(one, other), apart(other, one));
    apart(one, other)
}

#[test]
fn different_fields_share_nothing() {
    assert!(are_apart("fn f(s: &mut State) { drift(&mut s.pos, &s.vel); }"));
    assert!(are_apart("fn f(s: &mut State) { drift(&mut s.pos.x, &s.vel[1]); }"));
    assert!(!are_apart("fn f(s: &mut State) { drift(&mut s.pos[0], &s.pos[1]); }"));
    assert!(!are_apart("fn f(s: &mut State, o: &mut State) { drift(&mut s.pos, &o.vel); }"));
    assert!(!are_apart("fn f(s: &mut State) { drift(&mut s.inner.left, &s.inner.left); }"));
}

/// The parameters into which an owned pullback points, what is lent by `&` being given.
fn check_held(source: &str, lent: &[usize], expect: Expect) {
    let program = Program::parse(source);
    let params = &program.main().primal.params;
    let lent = lent.iter().map(|i| params[*i]).collect();
    let pullback = held::plain(program.main().adjoint(Form::Owned), &lent);
    let held = held::held(&pullback, &lent);
    let held: Vec<_> = held.iter().map(|var| pullback.var(*var).name.clone()).collect();
    expect.assert_eq(&held.join(", "));
}

/// A number that is found in a constant is taken as one, and points nowhere.
#[test]
fn numbers_point_nowhere() {
    check_held(
        "fn f(x: f64, #[constant] map: &Map) -> f64 { let k = map.get(2); x * k }",
        &[1],
        expect![[r#""#]],
    );
}

/// What is handed on to a call is held by nobody here.
#[test]
fn an_item_that_is_handed_on_points_nowhere() {
    check_held(
        "fn f(x: f64, #[constant] map: &Map) -> f64 { let k = map.get(2); scaled(x, k) * x }",
        &[1],
        expect![""],
    );
}

#[test]
fn lists_of_numbers_are_copied() {
    check_held(
        "fn f(x: &[f64], y: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i] * y[i]; } s * s }",
        &[0, 1],
        expect![[r#""#]],
    );
}

/// A number that is read through such a reference is taken as one.
#[test]
fn what_is_read_through_a_reference_points_nowhere() {
    check_held(
        "fn f(x: f64, #[constant] list: &[i64]) -> f64 { let k = list.iter().max().unwrap(); x * *k as f64 }",
        &[1],
        expect![[r#""#]],
    );
}

/// The variables that may refer to what isn't seen, and then the places that differentiated values come into.
fn check_elsewhere(source: &str, expect: Expect) {
    let program = Program::parse(source);
    let main = program.main();
    let named = |var: &crate::ir::VarId| main.primal.var(*var).name.clone();
    let mut lines: Vec<_> = elsewhere(&main.primal).iter().map(named).collect();
    visit::deep_stmts(&main.primal.body, &mut |stmt| {
        for write in writes(stmt, &main.facts.varied) {
            let (root, way) = (named(&write.place.root), write.way);
            lines.push(format!("{way:?} in {root}, {} deep", write.place.projections.len()));
        }
    });
    expect.assert_eq(&lines.join("\n"));
}

#[test]
fn what_calls_return_may_refer_to_what_they_are_lent() {
    check_elsewhere(
        "fn f(x: f64) -> f64 {
            let mut p = make();
            let mut v = p.view();
            let n = 3.0 * x;
            v.at[0] = n;
            fill(&mut v.at[1], n);
            p.look() * x
        }",
        expect![[r#"
            t
            p
            t
            v
            t
            t
            Stored in v, 2 deep"#]],
    );
}

#[test]
fn references_make_what_they_are_put_into_refer_to_others() {
    check_elsewhere(
        "fn f(x: f64) -> f64 {
            let mut p = vec![1.0];
            let mut q = vec![1.0];
            let mut both = (&mut p, 1.0);
            both.0[0] = x;
            let mut all = vec![];
            all.push(&mut q);
            all[0].push(x);
            let own = (x, 1.0);
            own.0 * x
        }",
        expect![[r#"
            both
            all
            t
            Stored in both, 2 deep"#]],
    );
}
