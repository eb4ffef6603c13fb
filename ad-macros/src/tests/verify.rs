//! The verifier accepts what the passes make (every other test says so) and rejects what is broken.

use crate::adjoint::Form;
use crate::ir::verify::{Phase, verify};
use crate::ir::{Atom, Exit, Function, Stmt, VarId, visit};

use super::support::program::Program;

fn primal(source: &str) -> Function {
    Program::parse(source).main().primal.clone()
}

fn named(function: &Function, name: &str) -> VarId {
    VarId(function.vars.iter().position(|var| var.name == name).expect("a variable of this name"))
}

fn assert_rejected(function: &Function, reason: &str) {
    assert_rejected_as(function, Phase::Derivative, reason);
}

fn assert_rejected_as(function: &Function, phase: Phase, reason: &str) {
    let error = verify(function, phase).expect_err("a violation");
    assert!(error.contains(reason), "{error}");
}

#[test]
fn a_use_before_the_definition() {
    let mut function = primal("fn f(x: f64) -> f64 { let a = x * x; let b = a * x; b }");
    assert_eq!(verify(&function, Phase::Derivative), Ok(()));
    function.body.stmts.swap(0, 1);
    assert_rejected(&function, "`a` (VarId(1)) is used where it is not defined");
}

#[test]
fn a_use_without_a_definition() {
    let mut function = primal("fn f(x: f64) -> f64 { let a = x * x; a * x }");
    function.body.stmts.remove(0);
    assert_rejected(&function, "`a` (VarId(1)) is used where it is not defined");
}

#[test]
fn a_use_outside_of_the_block() {
    let source = "fn f(x: f64) -> f64 { if x > 0.0 { let inner = x * x; inner } else { x } }";
    let mut function = primal(source);
    function.body.results = vec![Atom::Var(named(&function, "inner"))];
    assert_rejected(&function, "`inner` (VarId(2)) is used where it is not defined");
}

#[test]
fn a_variable_of_one_branch_in_the_other() {
    let source = "fn f(x: f64) -> f64 { if x > 0.0 { let inner = x * x; inner } else { x } }";
    let mut function = primal(source);
    let inner = named(&function, "inner");
    let branch = visit::blocks_mut(&mut function.body.stmts[1]).remove(1);
    branch.results = vec![Atom::Var(inner)];
    assert_rejected(&function, "`inner` (VarId(2)) is used where it is not defined");
}

#[test]
fn a_counter_outside_of_its_loop() {
    let source = "fn f(x: f64) -> f64 { let mut s = x; for counter in 0..3 { s *= x; } s }";
    let mut function = primal(source);
    function.body.results = vec![Atom::Var(named(&function, "counter"))];
    assert_rejected(&function, "`counter` (VarId(2)) is used where it is not defined");
}

#[test]
fn a_mutable_variable_as_an_atom() {
    let mut function = primal("fn f(x: f64) -> f64 { let mut a = x; a *= x; a }");
    function.body.results = vec![Atom::Var(named(&function, "a"))];
    assert_rejected(&function, "`a` (VarId(1)) is mutable and used as an atom");
}

#[test]
fn a_place_without_its_root() {
    let mut function = primal("fn f(x: &[f64]) -> f64 { let a = x.to_vec(); a[1] }");
    function.body.stmts.remove(0);
    assert_rejected(&function, "`a` (VarId(1)) is used where it is not defined");
}

#[test]
fn a_stack_that_nobody_declares() {
    let source = "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p = (p * x[i]).sin(); } p }";
    let mut function = Program::parse(source).main().adjoint(Form::Gradient);
    assert_eq!(verify(&function, Phase::Derivative), Ok(()));
    let stack = named(&function, "saved");
    function.body.stmts.retain(|stmt| !matches!(stmt, Stmt::Let { var, .. } if *var == stack));
    assert_rejected(&function, "is used where it is not defined");
}

#[test]
fn what_the_closure_defines_in_the_body() {
    let mut function =
        Program::parse("fn f(x: f64) -> f64 { x.sin() }").main().adjoint(Form::Pullback);
    assert_eq!(verify(&function, Phase::Derivative), Ok(()));
    function.body.results.push(Atom::Var(named(&function, "value_bar")));
    assert_rejected(&function, "`value_bar` (VarId(3)) is used where it is not defined");
}

#[test]
fn a_second_definition() {
    let source = "fn f(x: f64) -> f64 { let a = x * x; let b = a * x; b }";
    let mut function = primal(source);
    function.body.stmts.insert(1, function.body.stmts[0].clone());
    assert_rejected_as(&function, Phase::Primal, "`a` (VarId(1)) is defined twice");
    assert_eq!(verify(&function, Phase::Derivative), Ok(()));
}

#[test]
fn a_definition_in_both_branches_is_none_twice() {
    let source = "fn f(x: f64) -> f64 { if x > 1.0 { return x; } let a = x * x; a }";
    assert_eq!(verify(&primal(source), Phase::Primal), Ok(()));
}

#[test]
fn an_exit_after_the_exits_are_gone() {
    let mut function = primal("fn f(x: f64) -> f64 { let a = x * x; a }");
    let span = proc_macro2::Span::call_site();
    function.body.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
    assert_rejected_as(&function, Phase::Primal, "a statement of another phase than Primal");
}

#[test]
fn a_stack_before_the_transforms() {
    let source = "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p = (p * x[i]).sin(); } p }";
    let function = Program::parse(source).main().adjoint(Form::Gradient);
    assert_rejected_as(&function, Phase::Primal, "a statement of another phase than Primal");
}

#[test]
fn a_method_without_its_operand() {
    let mut function = primal("fn f(x: f64, y: f64) -> f64 { x.hypot(y) }");
    if let Stmt::Let { expr: crate::ir::Expr::Method { args, .. }, .. } =
        &mut function.body.stmts[0]
    {
        args.pop();
    }
    assert_rejected(&function, "1 operands and not 2");
}

#[test]
fn a_branch_with_a_value_too_many() {
    let source = "fn f(x: f64) -> f64 { let y = if x > 0.0 { x * x } else { x }; y }";
    let mut function = primal(source);
    let x = function.params[0];
    visit::blocks_mut(&mut function.body.stmts[1]).remove(1).results.push(Atom::Var(x));
    assert_rejected(&function, "2 results of a block and not 1");
}

#[test]
fn a_record_of_another_length() {
    let source = "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p = (p * x[i]).sin(); } p }";
    let mut function = Program::parse(source).main().adjoint(Form::Gradient);
    let mut first = true;
    for stmt in &mut function.body.stmts {
        for block in visit::blocks_mut(stmt) {
            for stmt in &mut block.stmts {
                if let Stmt::Push { values, .. } = stmt
                    && std::mem::take(&mut first)
                {
                    values.push(Atom::Unit);
                }
            }
        }
    }
    assert_rejected(&function, "variables and not");
}
