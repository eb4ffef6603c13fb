//! What the body of a closure does, as far as its tokens show: what it changes and calls, and what of its parameters it looks at.

use proc_macro2::Ident;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::composed::{idents, named};
use crate::library::macros::{self, MacroFact};
use crate::library::{self, Fact, Lowering};
use crate::lower::bindings::names;
use crate::lower::constant;
use crate::signature::Signature;
use crate::{hygiene, primitives};

/// What a closure's body does.
pub struct Body<'a> {
    /// What it captures.
    pub names: &'a [Ident],
    /// It changes something that it captures.
    pub changes: bool,
    /// It calls methods or macros that may have no derivatives, with something of its parameters or of what it captures. What a function is called with is its own matter.
    pub calls: bool,
}

impl<'a> Body<'a> {
    /// What the body of this closure does, which captures these names.
    pub fn of(closure: &syn::ExprClosure, names: &'a [Ident], around: &Signature) -> Body<'a> {
        let mut body = Body { names, changes: false, calls: false };
        body.visit_expr(&closure.body);
        body.calls = body.calls && calls_with_params(closure, names, around);
        body
    }

    fn changed(&mut self, place: &syn::Expr) {
        match place {
            syn::Expr::Paren(inner) => self.changed(&inner.expr),
            syn::Expr::Field(inner) => self.changed(&inner.base),
            syn::Expr::Index(inner) => self.changed(&inner.expr),
            syn::Expr::Unary(inner) => self.changed(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                self.changes |= name.is_some_and(|name| hygiene::is_among(name, self.names));
            }
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Body<'_> {
    fn visit_expr_assign(&mut self, assign: &'a syn::ExprAssign) {
        self.changed(&assign.left);
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        if crate::lower::syntax::compound(&binary.op).is_some() {
            self.changed(&binary.left);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_reference(&mut self, reference: &'a syn::ExprReference) {
        if reference.mutability.is_some() {
            self.changed(&reference.expr);
        }
        visit::visit_expr_reference(self, reference);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let name = call.method.to_string();
        let mut lowerings = library::lowerings(&name, call.args.len());
        let is_lowered = lowerings.any(|lowering| lowering != Lowering::None);
        let only_looks =
            library::is(&name, Fact::Pure) && !library::is(&name, Fact::RefusedOfValues);
        self.calls |= primitives::method(&name).is_none() && !is_lowered && !only_looks;
        if library::is(&name, Fact::Writes) {
            self.changed(&call.receiver);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        if let Some(statements) = constant::statements(mac) {
            let mut mentioned = Vec::new();
            idents(mac.tokens.clone(), &mut mentioned);
            if mentioned.iter().any(|name| hygiene::is_among(name, self.names)) {
                statements.into_iter().flatten().for_each(|stmt| Visit::visit_stmt(self, &stmt));
            }
            return;
        }
        let name = mac.path.get_ident().map(Ident::to_string).unwrap_or_default();
        self.calls |= !macros::is(&name, MacroFact::Makes) && !macros::is(&name, MacroFact::Looks);
    }
}

/// Whether a closure calls what may have no derivatives with something of its parameters, or of what it captures.
fn calls_with_params(closure: &syn::ExprClosure, names: &[Ident], around: &Signature) -> bool {
    let params = closure.inputs.iter().filter_map(named);
    let params = params.map(|(name, ty)| (name, ty.unwrap_or_else(|| syn::parse_quote!(_)), None));
    let unseen: syn::Type = syn::parse_quote!(_);
    let signature = around.of_closure(params.collect(), unseen, closure.body.span());
    let body = &closure.body;
    let mut block: syn::Block = syn::parse_quote!({ #body });
    constant::mark(&signature, &mut block);
    let mut body = Body { names, changes: false, calls: false };
    body.visit_block(&block);
    body.calls
}

/// The names of which parts are looked at: the parameters among them are references, which closures are lent.
#[derive(Default)]
pub struct LookedAt {
    /// They are indexed, or their items are asked for.
    pub lists: Vec<Ident>,
    /// They have fields, or methods that no float has.
    pub parts: Vec<Ident>,
    /// Lists are indexed by them.
    pub indices: Vec<Ident>,
}

impl LookedAt {
    /// What is looked at in a closure's body.
    pub fn of(body: &syn::Expr) -> LookedAt {
        let mut looked_at = LookedAt::default();
        looked_at.visit_expr(body);
        looked_at
    }
}

fn name_of(expr: &syn::Expr) -> Option<Ident> {
    match expr {
        syn::Expr::Path(path) => path.path.get_ident().cloned(),
        syn::Expr::Paren(inner) => name_of(&inner.expr),
        _ => None,
    }
}

impl<'a> Visit<'a> for LookedAt {
    fn visit_expr_index(&mut self, index: &'a syn::ExprIndex) {
        self.lists.extend(name_of(&index.expr));
        self.indices.extend(name_of(&index.index));
        visit::visit_expr_index(self, index);
    }

    fn visit_expr_field(&mut self, field: &'a syn::ExprField) {
        self.parts.extend(name_of(&field.base));
        visit::visit_expr_field(self, field);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let name = call.method.to_string();
        if primitives::method(&name).is_none() && !library::is_of_floats_alone(&name) {
            let of_list = library::is(&name, Fact::Std);
            let names = if of_list { &mut self.lists } else { &mut self.parts };
            names.extend(name_of(&call.receiver));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        let mut inside = LookedAt::of(&closure.body);
        let params: Vec<_> =
            closure.inputs.iter().flat_map(names).map(|name| name.ident.clone()).collect();
        let others = |names: &mut Vec<Ident>| {
            names.retain(|name| !hygiene::is_among(name, &params));
            std::mem::take(names)
        };
        self.lists.extend(others(&mut inside.lists));
        self.parts.extend(others(&mut inside.parts));
        self.indices.extend(others(&mut inside.indices));
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let parse = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(args) = mac.parse_body_with(parse) {
            args.iter().for_each(|arg| self.visit_expr(arg));
        }
    }
}
