//! Local closures, and functions handed to adapters: inlined where they are called.
//!
//! In: a closure and the items that it is called with. Out: its body's statements and value. A closure sees the names of
//! the place where it was written; one that moves what it captures keeps the values of that moment.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::Lower;
use super::apart::apart;
use super::flow::{Leave, Slot};
use super::item::Item;
use super::scopes::{Binding, Callable, Closure, Scopes};
use crate::hygiene::Name;
use crate::ir::{Atom, Expr, Place, Stmt, Var};
use crate::kind::Sketch;
use crate::unsupported;

/// How deep closures may call closures, so that one that calls itself comes to an end.
const MAX_DEPTH: usize = 32;

impl Lower<'_> {
    /// A closure, with the names that it sees.
    pub(super) fn closure(&mut self, closure: &syn::ExprClosure) -> Closure {
        let mut scopes = self.scopes.clone();
        if closure.capture.is_some() {
            self.keep_captured(closure, &mut scopes);
        }
        Closure::new(Callable::Closure { closure: closure.clone(), scopes })
    }

    /// What is passed where a closure is expected; none if it is neither a closure nor a path.
    pub(super) fn callable(&mut self, expr: &syn::Expr) -> Option<Closure> {
        match expr {
            syn::Expr::Closure(closure) => Some(self.closure(closure)),
            syn::Expr::Paren(inner) => self.callable(&inner.expr),
            syn::Expr::Reference(inner) => self.callable(&inner.expr),
            syn::Expr::Path(path) => {
                let named = path.path.get_ident().and_then(|name| self.lookup_closure(name));
                Some(named.unwrap_or_else(|| Closure::new(Callable::Path(expr.clone()))))
            }
            _ => None,
        }
    }

    /// `move`: mutable variables that are mentioned are copied now.
    fn keep_captured(&mut self, closure: &syn::ExprClosure, scopes: &mut Scopes) {
        let mut captures = Vec::new();
        self.mentions(quote::ToTokens::to_token_stream(&closure.body), &mut captures);
        let mut kept = Vec::new();
        for (name, var) in captures {
            let original = self.function.var(var);
            if !original.mutable || original.ty.is_reference() {
                continue;
            }
            let ty = original.ty.copied();
            let copy = Var { user: false, ty, ..original.clone() };
            let copy = self.function.add(copy);
            let expr = Expr::Read(Place::whole(var));
            self.stmts.push(Stmt::Let { var: copy, expr, span: name.span() });
            kept.push((Name::of(&name), Binding::Var(copy)));
        }
        scopes.push(kept);
    }

    /// The value of a closure's call.
    pub(super) fn apply(&mut self, closure: &Closure, args: Vec<Item>, span: Span) -> Item {
        match closure.callable() {
            Callable::Closure { closure: written, scopes } => {
                if let Some(outlined) =
                    self.outlined(closure).filter(|_| args.len() == written.inputs.len())
                {
                    return self.call_outlined(&outlined, args, span);
                }
                let closure = written;
                let result = self.inline(closure, scopes, args);
                Item::Value(Expr::Atom(result))
            }
            Callable::Path(path) => self.apply_path(path, args, span),
        }
    }

    fn inline(&mut self, closure: &syn::ExprClosure, scopes: &Scopes, args: Vec<Item>) -> Atom {
        self.depth += 1;
        let result = self.inline_once(closure, scopes, args);
        self.depth -= 1;
        result
    }

    fn inline_once(
        &mut self,
        closure: &syn::ExprClosure,
        scopes: &Scopes,
        args: Vec<Item>,
    ) -> Atom {
        if self.depth > MAX_DEPTH {
            self.diagnostics.error(&closure.body, unsupported::CLOSURE);
            return Atom::Unit;
        }
        if args.len() != closure.inputs.len() {
            self.diagnostics.error(&closure.body, unsupported::CLOSURE);
            return Atom::Unit;
        }
        let outer = std::mem::replace(&mut self.scopes, scopes.clone());
        let loops = std::mem::take(&mut self.loops);
        self.scopes.push(Vec::new());
        let mut closure = closure.clone();
        for (i, item) in args.into_iter().enumerate() {
            match apart(&closure.inputs[i], &item, &*closure.body) {
                Some((pattern, item, body)) => {
                    *closure.body = body;
                    self.bind(&pattern, item, None);
                }
                None => self.bind(&closure.inputs[i].clone(), item, None),
            }
        }
        let ty = match &closure.output {
            syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
            syn::ReturnType::Default => None,
        };
        let result = match leaves_early(&closure.body) {
            false => {
                let value = self.full(&closure.body, ty.as_ref());
                self.atom(value, closure.body.span())
            }
            true => self.leaving_block(&closure.body, ty),
        };
        self.loops = loops;
        self.scopes = outer;
        result
    }

    /// A body with `return`s of its own: they leave a block that is run once.
    fn leaving_block(&mut self, body: &syn::Expr, ty: Option<syn::Type>) -> Atom {
        let span = body.span();
        let slot = Slot::new(&mut self.function, span);
        let outer = std::mem::replace(&mut self.leave, Leave::Block(slot));
        let output =
            std::mem::replace(&mut self.output, ty.unwrap_or_else(|| syn::parse_quote!(_)));
        let result = self.run_once(None, slot, span, |cx| cx.value(body));
        self.leave = outer;
        self.output = output;
        result
    }

    /// Goes on inside a closure's body, up to the expression that is its value: for those that return iterators.
    pub(super) fn inside(
        &mut self,
        closure: &Closure,
        args: Vec<Item>,
        span: Span,
        lower: &mut dyn FnMut(&mut Lower<'_>, &syn::Expr),
    ) {
        let Callable::Closure { closure, scopes } = closure.callable() else {
            self.diagnostics.error_at(span, unsupported::ITERATOR_CLOSURE);
            return;
        };
        let outer = std::mem::replace(&mut self.scopes, scopes.clone());
        let loops = std::mem::take(&mut self.loops);
        self.scopes.push(Vec::new());
        for (pattern, item) in closure.inputs.iter().zip(args) {
            self.bind(pattern, item, None);
        }
        let mut body = &*closure.body;
        while let syn::Expr::Block(block) = body {
            let Some((syn::Stmt::Expr(last, None), before)) = block.block.stmts.split_last() else {
                break;
            };
            before.iter().for_each(|stmt| {
                self.stmt(stmt);
            });
            body = last;
        }
        lower(self, body);
        self.loops = loops;
        self.scopes = outer;
    }

    /// The value of a function, `f64::sqrt` or `square`, called with items.
    pub(super) fn apply_path(&mut self, path: &syn::Expr, args: Vec<Item>, span: Span) -> Item {
        // The arguments get names that no user can write.
        self.scopes.push(Vec::new());
        let mut names = Vec::new();
        for (i, item) in args.into_iter().enumerate() {
            let name = quote::format_ident!("__argument_{i}", span = span);
            let atom = self.item_atom(item, span);
            let var = match atom {
                Atom::Var(var) => var,
                atom => {
                    // A name needs a variable.
                    let kind = self.kind(&atom);
                    let var =
                        self.function.add(Var { ty: Sketch::guessed(kind), ..Var::new("t", span) });
                    self.stmts.push(Stmt::Let { var, expr: Expr::Atom(atom), span });
                    var
                }
            };
            self.declare(&name, Binding::Var(var));
            names.push(name);
        }
        let call: syn::Expr = syn::parse_quote!(#path(#(#names),*));
        let value = self.rhs(&call);
        let value = self.atom(value, span);
        self.scopes.pop();
        Item::atom(value)
    }
}

/// Whether `return` or `?` stands in a closure's body.
fn leaves_early(body: &syn::Expr) -> bool {
    struct Exits(bool);
    impl<'a> syn::visit::Visit<'a> for Exits {
        fn visit_expr_return(&mut self, _: &'a syn::ExprReturn) {
            self.0 = true;
        }
        fn visit_expr_try(&mut self, _: &'a syn::ExprTry) {
            self.0 = true;
        }
        // Those of a closure inside are its own.
        fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}
    }
    let mut exits = Exits(false);
    syn::visit::Visit::visit_expr(&mut exits, body);
    exits.0
}
