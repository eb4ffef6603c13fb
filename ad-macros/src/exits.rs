//! Early exits become structure: after this pass there is no `return`, `break` or `continue`.
//!
//! In: a function with exits. Out: the same function, purely nested. What comes after a branch that
//! always leaves goes into the other branch; a loop that can be left early becomes a `while` with a flag;
//! an exit that leaves several loops leaves them one by one.
//!
//! ```text
//! if c { return a; } S; r            ⟶   if c { a } else { S; r }
//!
//! for i in a..b {                    ⟶   let mut next = a; let mut done = false;
//!     if c { break; }                    while !done && next < b {
//!     S;                                     let i = next; next += 1;
//! }                                          if c { done = true; } else { S; }
//!                                        }
//!
//! if a { if c { return v; } S; } T   ⟶   if a { if c { result = v; returned = true; } else { S; } }
//!                                        if returned { return result; } T
//! ```
//!
//! What is left after that (exits inside the value of a branch) is refused here, before the gate.

mod loops;
mod returns;

use crate::diag::Diagnostics;
use crate::ir::{Atom, Block, Exit, Expr, Function, Place, Role, Stmt, StoreOp, Var, VarId, visit};
use crate::signature::Kind;
use crate::unsupported;
use proc_macro2::Span;

/// Makes all exits structured; complains about those that it can't. `zero` is some value of the
/// function's return type.
pub fn exits(
    diagnostics: &mut Diagnostics,
    mut function: Function,
    output: &syn::Type,
) -> Function {
    let mut body = std::mem::take(&mut function.body);
    let mut exits = Exits { function, output, result: None };
    exits.loops(&mut body);
    exits.returns(&mut body);
    exits.declare_result(&mut body);
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
    /// Where the value of a `return` waits, and the flag that says so.
    result: Option<(VarId, VarId)>,
}

impl Exits<'_> {
    /// A mutable flag.
    fn flag(&mut self, name: &str, span: Span) -> VarId {
        let mut var = Var::new(name, span.resolved_at(Span::mixed_site()));
        (var.kind, var.mutable, var.role) = (Kind::Bool, true, Role::Primal);
        self.function.add(var)
    }

    /// An atom with the present value of a variable.
    fn read(&mut self, code: &mut Vec<Stmt>, var: VarId, span: Span) -> Atom {
        let mut copy = Var::new("t", span);
        copy.kind = self.function.var(var).kind.clone();
        let copy = self.function.add(copy);
        code.push(Stmt::Let { var: copy, expr: Expr::Read(Place::whole(var)), span });
        Atom::Var(copy)
    }

    /// The slot for a returned value and its flag.
    fn result(&mut self, span: Span) -> (VarId, VarId) {
        if let Some(result) = self.result {
            return result;
        }
        let mut var = Var::new("result", span.resolved_at(Span::mixed_site()));
        (var.kind, var.mutable) = (Kind::of(self.output), true);
        let slot = self.function.add(var);
        let flag = self.flag("returned", span);
        self.result = Some((slot, flag));
        (slot, flag)
    }

    fn declare_result(&mut self, body: &mut Block) {
        let Some((slot, flag)) = self.result else { return };
        let span = self.function.var(slot).span;
        let mut code = Vec::new();
        let zero = self.some_value(&mut code, self.output, span);
        code.push(Stmt::Let { var: slot, expr: zero, span });
        code.push(Stmt::Let { var: flag, expr: Expr::Atom(boolean(false, span)), span });
        body.stmts.splice(0..0, code);
    }

    /// Some value of a type, for a slot that is written to before it is read.
    fn some_value(&mut self, code: &mut Vec<Stmt>, ty: &syn::Type, span: Span) -> Expr {
        let mut atom = |cx: &mut Self, ty: &syn::Type| match cx.some_value(code, ty, span) {
            Expr::Atom(atom) => atom,
            expr => {
                let mut var = Var::new("t", span);
                var.kind = Kind::of(ty);
                let var = cx.function.add(var);
                code.push(Stmt::Let { var, expr, span });
                Atom::Var(var)
            }
        };
        match (crate::signature::peel(ty), Kind::of(ty)) {
            (syn::Type::Tuple(tuple), _) => {
                Expr::Tuple(tuple.elems.iter().map(|item| atom(self, item)).collect())
            }
            (syn::Type::Array(array), _) => {
                let item = atom(self, &array.elem);
                let len = &array.len;
                Expr::Repeat { item, len: Atom::Constant(syn::parse_quote!({ #len })), vec: false }
            }
            (_, Kind::List(_)) => Expr::List { items: Vec::new(), vec: true },
            (_, Kind::Int) => Expr::Atom(Atom::Literal(syn::parse_quote!(0))),
            (_, Kind::Bool) => Expr::Atom(boolean(false, span)),
            _ => {
                let mut reals = self.function.vars.iter().filter_map(|var| var.kind.real());
                let real = reals.find(|name| crate::signature::is_name(ty, name));
                let kind = real.map_or(Kind::Float, |name| Kind::Real(name.clone()));
                Expr::Atom(Atom::number("0.0", &kind, span))
            }
        }
    }

    /// An atom of the function's return type, where no value is ever seen.
    fn placeholder(&mut self, code: &mut Vec<Stmt>, span: Span) -> Atom {
        let expr = self.some_value(code, self.output, span);
        let var = Var { kind: Kind::of(self.output), ..Var::new("t", span) };
        let var = self.function.add(var);
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }

    /// The statements that note a `return` for later.
    fn note_return(&mut self, value: Atom, span: Span) -> Vec<Stmt> {
        let (slot, flag) = self.result(span);
        let mut code = vec![set(flag, boolean(true, span), span)];
        if !matches!(value, Atom::Unit) {
            code.insert(0, set(slot, value, span));
        }
        code
    }

    /// `if returned { return result; }`
    fn return_if_noted(&mut self, code: &mut Vec<Stmt>, span: Span) {
        let (slot, flag) = self.result(span);
        let cond = self.read(code, flag, span);
        let mut stmts = Vec::new();
        let value = self.read(&mut stmts, slot, span);
        stmts.push(Stmt::Exit { exit: Exit::Return(value), span });
        code.push(when(cond, stmts, span));
    }
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

/// Whether a statement may leave early, loops inside it aside.
fn may_leave(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Exit { .. } => true,
        Stmt::If { then, otherwise, .. } => {
            then.stmts.iter().chain(&otherwise.stmts).any(may_leave)
        }
        _ => false,
    }
}

/// Whether a block always leaves early.
fn leaves(block: &Block) -> bool {
    block.stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { .. } => true,
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
