//! References that are assigned while something that was taken from them is still in use.
//!
//! ```text
//! let (head, tail) = rest.split_at(1);      let mut rest_before = rest;
//! rest = tail;                              let (head, tail) = rest_before.split_at(1);
//! head[0] * rest[0]                         rest = tail; ..
//! ```
//!
//! A name for a part, for an iterator or for a closure stands for a way from a variable; of a reference that is assigned the way would lead elsewhere from then on. So it begins at another
//! variable, which is a reference with a derivative of its own. In: an expression, the names for what comes of it, and the code that sees them. Out: the expression over such variables, if
//! one is needed.

use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use super::bindings::names;
use super::scopes::Binding;
use super::{Lower, constant};
use crate::formats;
use crate::hygiene;
use crate::library::{self, Lowering};
use crate::unsupported;

impl Lower<'_> {
    /// A `let` before the statements that see its names.
    pub(super) fn local_before(
        &mut self,
        stmt: &syn::Stmt,
        after: &[syn::Stmt],
    ) -> Option<syn::Stmt> {
        let syn::Stmt::Local(local) = stmt else { return None };
        let init = local.init.as_ref().filter(|init| constant::written(&init.expr).is_none())?;
        let names = names_in(&local.pat);
        let mut local = local.clone();
        if let (syn::Expr::Path(path), syn::Pat::Ident(name)) = (&*init.expr, &mut local.pat)
            && let Some(root) = path.path.get_ident()
            && name.mutability.is_none()
            && self.is_assigned_reference(root)
            && outlive(&names, root, after)
        {
            // `let old = current;` is such a variable itself.
            name.mutability = Some(syn::Token![mut](name.ident.span()));
            return Some(syn::Stmt::Local(local));
        }
        let expr = self.before(&init.expr, &names, &[after])?;
        if let Some(init) = &mut local.init {
            *init.expr = expr;
        }
        Some(syn::Stmt::Local(local))
    }

    /// What a `match` looks at, before its arms.
    pub(super) fn matched_before(&mut self, choice: &syn::ExprMatch) -> Option<syn::Expr> {
        let names: Vec<_> = choice.arms.iter().flat_map(|arm| names_in(&arm.pat)).collect();
        let bodies: Vec<_> = choice.arms.iter().map(|arm| statements(&arm.body)).collect();
        let bodies: Vec<_> = bodies.iter().map(Vec::as_slice).collect();
        self.before(&choice.expr, &names, &bodies)
    }

    /// A condition with `let`, before the block that sees its names.
    pub(super) fn condition_before(
        &mut self,
        condition: &syn::Expr,
        block: &syn::Block,
    ) -> Option<syn::Expr> {
        let syn::Expr::Let(condition) = condition else { return None };
        let expr = self.before(&condition.expr, &names_in(&condition.pat), &[&block.stmts])?;
        Some(syn::Expr::Let(syn::ExprLet { expr: Box::new(expr), ..condition.clone() }))
    }

    /// What is iterated over, before a body that may assign what it is made of.
    pub(super) fn iterated_before(&mut self, of: &syn::ExprForLoop) -> Option<syn::Expr> {
        let is_assigned = |root: &Ident| {
            let mut assigns = Assigns { root, found: false };
            assigns.visit_block(&of.body);
            assigns.found
        };
        self.replaced(&of.expr, &is_assigned)
    }

    fn before(
        &mut self,
        expr: &syn::Expr,
        names: &[Ident],
        after: &[&[syn::Stmt]],
    ) -> Option<syn::Expr> {
        if names.is_empty() || is_value(expr) {
            return None;
        }
        let outlives = |root: &Ident| after.iter().any(|stmts| outlive(names, root, stmts));
        self.replaced(expr, &outlives)
    }

    /// The expression over variables of their own, in the places of references of which this is so.
    fn replaced(
        &mut self,
        expr: &syn::Expr,
        is_needed: &dyn Fn(&Ident) -> bool,
    ) -> Option<syn::Expr> {
        let mut roots = Roots(Vec::new());
        roots.visit_expr(expr);
        roots.0.retain(|root| self.is_assigned_reference(root) && is_needed(root));
        if roots.0.is_empty() {
            return None;
        }
        let mut expr = expr.clone();
        for root in roots.0 {
            let before = format_ident!("{}_before", root, span = Span::mixed_site());
            let copy: syn::Stmt = syn::parse_quote!(let mut #before = #root;);
            if let syn::Stmt::Local(copy) = &copy {
                self.local(copy);
            }
            Replace { root: &root, by: &before }.visit_expr_mut(&mut expr);
        }
        Some(expr)
    }

    /// Whether a name is that of a variable that is a reference, and may refer to something else later.
    fn is_assigned_reference(&self, name: &Ident) -> bool {
        let Some(Binding::Var(var)) = self.binding(name) else { return false };
        let var = self.function.var(*var);
        var.mutable && var.ty.is_shared()
    }
}

impl Lower<'_> {
    /// Complains about a reference that is assigned in a block that is an operand, an argument or a part of a tuple: what stands beside it is of before or of afterwards, and the
    /// order would have to be kept.
    pub(super) fn refuse_assigned_inside(&mut self, stmt: &syn::Stmt) {
        let mut inside = Inside { in_operand: false, found: Vec::new() };
        match stmt {
            syn::Stmt::Local(local) => {
                local.init.iter().for_each(|init| inside.visit_expr(&init.expr));
            }
            syn::Stmt::Expr(expr, _) => inside.visit_expr(expr),
            syn::Stmt::Item(_) | syn::Stmt::Macro(_) => {}
        }
        for name in inside.found {
            if self.is_assigned_reference(&name) {
                self.diagnostics.error(name, unsupported::ASSIGNED_INSIDE);
            }
        }
    }
}

/// The names that are assigned in blocks that are operands. Statements in other blocks are looked at when it is their turn.
struct Inside {
    in_operand: bool,
    found: Vec<Ident>,
}

impl<'a> Visit<'a> for Inside {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        let outer = self.in_operand;
        match expr {
            syn::Expr::Closure(_) => return,
            syn::Expr::Assign(assign) if outer => {
                let is_part = matches!(&*assign.left, syn::Expr::Field(_) | syn::Expr::Index(_));
                let mut roots = Roots(Vec::new());
                roots.visit_expr(&assign.left);
                self.found.extend(roots.0.into_iter().filter(|_| !is_part));
            }
            syn::Expr::Tuple(_)
            | syn::Expr::Call(_)
            | syn::Expr::MethodCall(_)
            | syn::Expr::Binary(_)
            | syn::Expr::Array(_)
            | syn::Expr::Struct(_)
            | syn::Expr::Index(_) => self.in_operand = true,
            _ => {}
        }
        visit::visit_expr(self, expr);
        self.in_operand = outer;
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        if self.in_operand {
            visit::visit_block(self, block);
        }
    }
}

fn names_in(pattern: &syn::Pat) -> Vec<Ident> {
    names(pattern).into_iter().map(|name| name.ident).collect()
}

/// Whether an expression is a value of its own, which refers to nothing.
fn is_value(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_value(&inner.expr),
        syn::Expr::Try(inner) => is_value(&inner.expr),
        syn::Expr::Reference(_) | syn::Expr::Path(_) | syn::Expr::Tuple(_) => false,
        syn::Expr::Closure(closure) => closure.capture.is_none(),
        syn::Expr::MethodCall(call) => {
            let name = call.method.to_string();
            library::becomes(&name, Lowering::Len) || !library::is_of_std(&name)
        }
        _ => true,
    }
}

/// Whether a name is mentioned after a reference was assigned.
fn outlive(names: &[Ident], root: &Ident, stmts: &[syn::Stmt]) -> bool {
    let mut is_assigned = false;
    for stmt in stmts {
        let mut assigns = Assigns { root, found: false };
        assigns.visit_stmt(stmt);
        let is_mentioned = || {
            formats::mentioned(stmt.to_token_stream())
                .iter()
                .any(|name| hygiene::is_among(name, names))
        };
        let is_plain = matches!(stmt, syn::Stmt::Expr(syn::Expr::Assign(_), _));
        if (is_assigned || (assigns.found && !is_plain)) && is_mentioned() {
            return true;
        }
        is_assigned |= assigns.found;
    }
    false
}

fn statements(body: &syn::Expr) -> Vec<syn::Stmt> {
    match body {
        syn::Expr::Block(block) => block.block.stmts.clone(),
        body => vec![syn::Stmt::Expr(body.clone(), None)],
    }
}

/// The names in an expression that may be variables'.
struct Roots(Vec<Ident>);

impl<'a> Visit<'a> for Roots {
    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        if let Some(name) = path.path.get_ident()
            && !hygiene::is_among(name, &self.0)
        {
            self.0.push(name.clone());
        }
    }
}

/// Whether code assigns a variable.
struct Assigns<'n> {
    root: &'n Ident,
    found: bool,
}

impl<'a> Visit<'a> for Assigns<'_> {
    fn visit_expr_assign(&mut self, assign: &'a syn::ExprAssign) {
        let is_part = matches!(&*assign.left, syn::Expr::Field(_) | syn::Expr::Index(_));
        let mut roots = Roots(Vec::new());
        roots.visit_expr(&assign.left);
        self.found |= !is_part && hygiene::is_among(self.root, &roots.0);
        visit::visit_expr_assign(self, assign);
    }
}

struct Replace<'n> {
    root: &'n Ident,
    by: &'n Ident,
}

impl VisitMut for Replace<'_> {
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        if path.path.get_ident().is_some_and(|name| hygiene::same(name, self.root)) {
            path.path = self.by.clone().into();
        }
        visit_mut::visit_expr_path_mut(self, path);
    }
}
