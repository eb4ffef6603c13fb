//! Where the value of a `return` waits until the loops around it have ended.
//!
//! ```text
//! for .. { if c { return v; } S; } r      ⟶   for .. until done { if c { result = v; returned = true; done = true; } else { S; } }
//!                                              if returned { result } else { r }
//! ```
//!
//! A `Result` that is made where it is returned waits in two parts, since nobody knows whether an error can be copied: `Ok(v)` as `v`, and `Err(e)` as it is, to be taken out once.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use quote::quote;

use super::{Exits, boolean, set, when};
use crate::ir::paths::{is_error, is_ok, some_field};
use crate::ir::{Atom, Block, Exit, Expr, Stmt, Var, VarId, Verbatim, visit};
use crate::kind::Kind;
use crate::ty;

/// The storage for values that are returned out of loops.
#[derive(Default)]
pub(super) struct Waiting {
    /// The flag that says that something waits.
    returned: Option<VarId>,
    /// Where a value waits, and of what kind it is.
    result: Option<(VarId, Kind)>,
    /// Where an `Err` waits, and the flag that says that it is one.
    error: Option<(VarId, VarId)>,
    /// If all that is returned is `Ok(v)` or `Err(e)`: how each is made.
    made: Option<BTreeMap<VarId, Made>>,
    /// What was read where it waits: it is still there for the next loop around. And what needn't be made, because it waits in parts.
    pub(super) noted: Vec<VarId>,
}

/// `Ok(v)`, by its path, or an `Err`.
#[derive(Clone)]
enum Made {
    Ok(syn::Path, Atom),
    Err,
}

impl Waiting {
    /// What the `return`s of a function need.
    pub(super) fn of(body: &Block) -> Waiting {
        let (mut made, mut returned) = (BTreeMap::new(), Vec::new());
        visit::deep_stmts(body, &mut |stmt| match stmt {
            Stmt::Let { var, expr: Expr::Construct { path, fields, .. }, .. } => {
                let how = match fields.as_slice() {
                    [_] if is_error(path) => Some(Made::Err),
                    [(_, value)] if is_ok(path) => Some(Made::Ok(path.clone(), value.clone())),
                    _ => None,
                };
                made.extend(how.map(|how| (*var, how)));
            }
            Stmt::Exit { exit: Exit::Return(value), .. } => returned.push(value.var()),
            _ => {}
        });
        let is_made = |value: &Option<VarId>| value.is_some_and(|var| made.contains_key(&var));
        let made = returned.iter().all(is_made).then_some(made);
        Waiting { made, ..Waiting::default() }
    }

    /// The path of `Ok`, if values wait without it.
    fn ok(&self) -> Option<syn::Path> {
        self.made.as_ref()?.values().find_map(|made| match made {
            Made::Ok(path, _) => Some(path.clone()),
            Made::Err => None,
        })
    }
}

impl Exits<'_> {
    /// Declares what is used of the storage.
    pub(super) fn declare_waiting(&mut self, body: &mut Block) {
        let no = |flag: VarId, span| Stmt::Let {
            var: flag,
            expr: Expr::Atom(boolean(false, span)),
            span,
        };
        let mut code = Vec::new();
        if let Some((slot, kind)) = &self.waiting.result {
            code.push(self.declare_slot(*slot, kind, self.function.var(*slot).span));
        }
        if let Some((slot, failed)) = self.waiting.error {
            let span = self.function.var(slot).span;
            code.push(self.declare_slot(slot, &Kind::Unknown, span));
            code.push(no(failed, span));
        }
        let returned = self.waiting.returned.into_iter();
        code.extend(returned.map(|flag| no(flag, self.function.var(flag).span)));
        body.stmts.splice(0..0, code);
    }

    /// The flag that says that something was returned.
    pub(super) fn returned(&mut self, span: Span) -> VarId {
        let flag = self.waiting.returned.unwrap_or_else(|| self.flag("returned", span));
        self.waiting.returned = Some(flag);
        flag
    }

    /// The slot for a returned value.
    fn result(&mut self, span: Span) -> (VarId, Kind) {
        if let Some(result) = &self.waiting.result {
            return result.clone();
        }
        let kind = match &self.waiting.made {
            Some(_) => ty::payload(self.output).map_or(Kind::Unknown, Kind::of),
            None => self.value_kind(),
        };
        let result = (self.slot("result", &kind, span), kind);
        self.waiting.result = Some(result.clone());
        result
    }

    /// The slot for a returned error and its flag.
    fn error(&mut self, span: Span) -> (VarId, VarId) {
        if let Some(error) = self.waiting.error {
            return error;
        }
        let error = (self.slot("error", &Kind::Unknown, span), self.flag("failed", span));
        self.waiting.error = Some(error);
        error
    }

    /// The statements that note a `return` for later.
    pub(super) fn note_return(&mut self, value: Atom, span: Span) -> Vec<Stmt> {
        let var = value.var();
        if var.is_some_and(|var| self.waiting.noted.contains(&var)) {
            return Vec::new();
        }
        let made = self.waiting.made.as_ref();
        let made = made.and_then(|made| made.get(&var?).cloned());
        let mut code = Vec::new();
        match made {
            // The error is a constant, and may be anything.
            Some(Made::Err) => {
                let (slot, failed) = self.error(span);
                let stopped = self.function.add(Var::new("t", span));
                code.push(Stmt::Let { var: stopped, expr: Expr::Stop(value), span });
                self.fill_slot(&mut code, slot, Atom::Var(stopped), &Kind::Unknown, span);
                code.push(set(failed, boolean(true, span), span));
            }
            made => {
                let (slot, kind) = self.result(span);
                let value = match made {
                    Some(Made::Ok(_, payload)) => {
                        self.waiting.noted.extend(var);
                        payload
                    }
                    _ => value,
                };
                if !matches!(value, Atom::Unit) {
                    self.fill_slot(&mut code, slot, value, &kind, span);
                }
            }
        }
        code.push(set(self.returned(span), boolean(true, span), span));
        code
    }

    /// `if returned { return result; }`
    pub(super) fn return_if_noted(&mut self, code: &mut Vec<Stmt>, span: Span) {
        let returned = self.returned(span);
        let cond = self.read(code, returned, span);
        let mut stmts = Vec::new();
        if let Some((slot, failed)) = self.waiting.error {
            let failed = self.read(&mut stmts, failed, span);
            let mut taking = Vec::new();
            let taken = self.take(&mut taking, slot, span);
            self.leave_with(&mut taking, taken, span);
            match self.waiting.result {
                Some(_) => stmts.push(when(failed, taking, span)),
                None => stmts = taking,
            }
        }
        if let Some((slot, kind)) = self.waiting.result.clone() {
            let value = match kind {
                Kind::Unit => Atom::Unit,
                kind => self.read_slot(&mut stmts, slot, &kind, span),
            };
            self.waiting.noted.extend(value.var());
            let value = match self.waiting.ok() {
                Some(path) => self.construct(&mut stmts, path, value, span),
                None => value,
            };
            self.leave_with(&mut stmts, value, span);
        }
        code.push(when(cond, stmts, span));
    }

    /// `return value;`
    fn leave_with(&mut self, code: &mut Vec<Stmt>, value: Atom, span: Span) {
        self.waiting.noted.extend(value.var());
        code.push(Stmt::Exit { exit: Exit::Return(value), span });
    }

    /// What a slot holds, which is moved out.
    fn take(&mut self, code: &mut Vec<Stmt>, slot: VarId, span: Span) -> Atom {
        let taken = self.function.add(Var::new("t", span));
        let name = Ident::new("error", Span::mixed_site());
        let tokens =
            quote!(::core::option::Option::unwrap(::core::option::Option::take(&mut #name)));
        let taking = Verbatim::made(tokens, vec![(name, slot)]);
        let taking = Verbatim { writes: true, once: true, ..taking };
        code.push(Stmt::Let { var: taken, expr: Expr::Verbatim(taking), span });
        Atom::Var(taken)
    }

    fn construct(
        &mut self,
        code: &mut Vec<Stmt>,
        path: syn::Path,
        value: Atom,
        span: Span,
    ) -> Atom {
        let var = self.function.add(Var::new("t", span));
        let fields = vec![(some_field(), value)];
        let expr = Expr::Construct { path, fields, like: None };
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }
}
