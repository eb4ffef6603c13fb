//! Early exits become structure: after this pass there is no `return`, `break` or `continue`.
//!
//! In: a function with exits. Out: the same function, purely nested. What comes after a branch that
//! always leaves goes into the other branch; a loop that can be left early gets a flag, after which it ends;
//! an exit that leaves several loops leaves them one by one.
//!
//! ```text
//! if c { return a; } S; r            ⟶   if c { a } else { S; r }
//!
//! for i in a..b {                    ⟶   let mut done = false;
//!     if c { break; }                    for i in a..b until done {
//!     S;                                     if c { done = true; } else { S; }
//! }                                      }
//!
//! while d { if c { break; } S; }     ⟶   let mut done = false;
//!                                        while !done && d { if c { done = true; } else { S; } }
//!
//! if a { if c { return v; } S; } T   ⟶   if a { if c { result = v; returned = true; } else { S; } }
//!                                        if returned { return result; } T
//! ```
//!
//! What is left after that (exits inside the value of a branch) is refused here, before the gate.

mod loops;
mod returns;
mod values;
mod waiting;

use crate::diag::Diagnostics;
use crate::ir::paths::{some_field, some_path};
use crate::ir::{Atom, Block, Exit, Expr, Function, Place, Projection, Role, Stmt, StoreOp, Var};
use crate::ir::{VarId, visit};
use crate::kind::{Kind, Sketch};
use crate::unsupported;
use proc_macro2::Span;
use waiting::Waiting;

/// Makes all exits structured; complains about those that it can't. `output` is the function's return type.
pub fn exits(
    diagnostics: &mut Diagnostics,
    mut function: Function,
    output: &syn::Type,
) -> Function {
    let mut body = std::mem::take(&mut function.body);
    let waiting = Waiting::of(&body);
    let mut exits = Exits { function, output, waiting };
    exits.values(&mut body);
    exits.loops(&mut body);
    exits.returns(&mut body);
    exits.declare_waiting(&mut body);
    remove_diverging(&mut body);
    remove_unused(&mut body, std::mem::take(&mut exits.waiting.noted));
    visit::deep_stmts(&body, &mut |stmt| {
        if let Stmt::Exit { span, .. } = stmt {
            diagnostics.error_at(*span, unsupported::EARLY_EXIT);
        }
    });
    Function { body, ..exits.function }
}

struct Exits<'a> {
    function: Function,
    output: &'a syn::Type,
    /// Where the value of a `return` waits.
    waiting: Waiting,
}

impl Exits<'_> {
    /// A mutable flag.
    fn flag(&mut self, name: &str, span: Span) -> VarId {
        let mut var = Var::new(name, span.resolved_at(Span::mixed_site()));
        (var.ty.guess, var.mutable, var.role) = (Kind::Bool, true, Role::Primal);
        self.function.add(var)
    }

    /// An atom with the present value of a variable.
    fn read(&mut self, code: &mut Vec<Stmt>, var: VarId, span: Span) -> Atom {
        let mut copy = Var::new("t", span);
        copy.ty.guess = self.function.var(var).ty.guess.clone();
        let copy = self.function.add(copy);
        code.push(Stmt::Let { var: copy, expr: Expr::Read(Place::whole(var)), span });
        Atom::Var(copy)
    }

    /// The sketch of the function's result.
    fn value_kind(&self) -> Kind {
        Kind::of(self.output)
    }

    /// Storage for a value that comes later: a number, or an `Option`.
    fn slot(&mut self, name: &str, kind: &Kind, span: Span) -> VarId {
        let mut var = Var::new(name, span.resolved_at(Span::mixed_site()));
        var.ty.guess = if first_value(kind, span).is_some() { kind.clone() } else { Kind::Unknown };
        var.mutable = true;
        self.function.add(var)
    }

    fn declare_slot(&self, slot: VarId, kind: &Kind, span: Span) -> Stmt {
        let none = || Atom::Constant(syn::parse_quote!(::core::option::Option::None));
        let first = first_value(kind, span).unwrap_or_else(none);
        Stmt::Let { var: slot, expr: Expr::Atom(first), span }
    }

    fn fill_slot(
        &mut self,
        code: &mut Vec<Stmt>,
        slot: VarId,
        value: Atom,
        kind: &Kind,
        span: Span,
    ) {
        let value = match first_value(kind, span) {
            Some(_) => value,
            None => {
                let fields = vec![(some_field(), value)];
                let expr = Expr::Construct { path: some_path(), fields, like: None };
                let var = self.function.add(Var::new("t", span));
                code.push(Stmt::Let { var, expr, span });
                Atom::Var(var)
            }
        };
        code.push(set(slot, value, span));
    }

    fn read_slot(&mut self, code: &mut Vec<Stmt>, slot: VarId, kind: &Kind, span: Span) -> Atom {
        if first_value(kind, span).is_some() {
            return self.read(code, slot, span);
        }
        let step = Projection::Variant { path: some_path(), member: some_field() };
        let var =
            self.function.add(Var { ty: Sketch::guessed(kind.clone()), ..Var::new("t", span) });
        code.push(Stmt::Let { var, expr: Expr::Read(Place::whole(slot).then(step)), span });
        Atom::Var(var)
    }
}

/// A value of a number's kind, for storage that is written to before it is read.
fn first_value(kind: &Kind, span: Span) -> Option<Atom> {
    Some(match kind {
        Kind::Float => Atom::float("0.0", span),
        Kind::Int => Atom::Literal(syn::parse_quote!(0)),
        Kind::Bool => boolean(false, span),
        Kind::Unit => Atom::Unit,
        _ => return None,
    })
}

fn boolean(value: bool, span: Span) -> Atom {
    Atom::Literal(syn::Lit::Bool(syn::LitBool::new(value, span)))
}

fn set(var: VarId, value: Atom, span: Span) -> Stmt {
    Stmt::Store { place: Place::whole(var), op: StoreOp::Set, value, span }
}

/// `if cond { stmts }`
fn when(cond: Atom, stmts: Vec<Stmt>, span: Span) -> Stmt {
    let then = Block { stmts, results: Vec::new() };
    Stmt::If { results: Vec::new(), cond, then, otherwise: Block::default(), span }
}

/// A panic needs no structure: what comes after it is never run.
fn remove_diverging(block: &mut Block) {
    block.stmts.retain(|stmt| !matches!(stmt, Stmt::Exit { exit: Exit::Diverge, .. }));
    for stmt in &mut block.stmts {
        visit::blocks_mut(stmt).into_iter().for_each(remove_diverging);
    }
}

/// Removes the definitions of those variables that nothing uses.
fn remove_unused(body: &mut Block, mut vars: Vec<VarId>) {
    while !vars.is_empty() {
        let mut unused = vars.clone();
        visit::deep(body, &mut |use_| unused.retain(|var| Some(*var) != visit::used_var(use_)));
        if unused.is_empty() {
            return;
        }
        remove(body, &unused);
        vars.retain(|var| !unused.contains(var));
    }
}

/// Removes the definitions of variables.
fn remove(block: &mut Block, vars: &[VarId]) {
    block.stmts.retain(|stmt| !matches!(stmt, Stmt::Let { var, .. } if vars.contains(var)));
    for stmt in &mut block.stmts {
        visit::blocks_mut(stmt).into_iter().for_each(|block| remove(block, vars));
    }
}

/// Whether a block ends in a panic, so that it has no value.
fn diverges(block: &Block) -> bool {
    block.stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { exit: Exit::Diverge, .. } => true,
        Stmt::If { then, otherwise, .. } => diverges(then) && diverges(otherwise),
        Stmt::Match { arms, .. } => arms.iter().all(diverges),
        _ => false,
    })
}

/// Whether a statement may leave early, loops inside it aside.
fn may_leave(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Exit { exit, .. } => !matches!(exit, Exit::Diverge),
        Stmt::If { then, otherwise, .. } => {
            then.stmts.iter().chain(&otherwise.stmts).any(may_leave)
        }
        _ => false,
    }
}

/// Whether a block always leaves early.
fn leaves(block: &Block) -> bool {
    block.stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { exit, .. } => !matches!(exit, Exit::Diverge),
        Stmt::If { then, otherwise, .. } => leaves(then) && leaves(otherwise),
        _ => false,
    })
}

/// Puts what follows a branch into the one side of it that goes on.
fn move_into(branch: &mut Block, results: &[VarId], rest: Vec<Stmt>, span: Span) {
    let values = std::mem::take(&mut branch.results);
    for (var, value) in results.iter().zip(values) {
        branch.stmts.push(Stmt::Let { var: *var, expr: Expr::Atom(value), span });
    }
    branch.stmts.extend(rest);
}
