//! Closures of iterators that change something.
//!
//! A stream is run item by item, or its items are had by number; std's iterators are lazy. The two differ where items are
//! skipped, or collected before they are used: nobody can tell, unless making an item changes something. That is refused.

use proc_macro2::Span;
use syn::visit::{self, Visit};

use super::{Indexed, Stream};
use crate::hygiene;
use crate::ir::Mutator;
use crate::lower::Lower;
use crate::lower::closure::Closure;
use crate::unsupported;

impl Stream {
    /// Whether making an item changes anything.
    pub(super) fn has_effects(&self, lower: &Lower) -> bool {
        match self {
            Stream::Indexed(indexed) => indexed.has_effects(lower),
            // Nobody knows.
            Stream::Own(_) | Stream::ZipOwn(..) => true,
            Stream::Map(inner, f)
            | Stream::Filter(inner, f)
            | Stream::FilterMap(inner, f)
            | Stream::TakeWhile(inner, f)
            | Stream::MapWhile(inner, f)
            | Stream::SkipWhile(inner, f)
            | Stream::Inspect(inner, f)
            | Stream::FlatMap(inner, f) => {
                lower.closure_has_effects(f, 0) || inner.has_effects(lower)
            }
            // Its first parameter is the state.
            Stream::Scan(inner, _, f) => {
                lower.closure_has_effects(f, 1) || inner.has_effects(lower)
            }
            Stream::Copied(inner)
            | Stream::Enumerate(inner)
            | Stream::Skip(inner, _)
            | Stream::Take(inner, _)
            | Stream::Flatten(inner) => inner.has_effects(lower),
            Stream::Zip(inner, other) => inner.has_effects(lower) || other.has_effects(lower),
            Stream::Chain(first, second) => first.has_effects(lower) || second.has_effects(lower),
        }
    }
}

impl Lower<'_> {
    /// Before items are skipped or collected.
    pub(super) fn refuse_effects(&mut self, stream: &Stream, span: Span) {
        if stream.has_effects(self) {
            self.diagnostics.error_at(span, unsupported::EFFECTS_IN_ITERATOR);
        }
    }

    /// Before the closure of a search is called for items after the one that is found.
    pub(super) fn refuse_effects_of(&mut self, f: &Closure, span: Span) {
        if self.closure_has_effects(f, 0) {
            self.diagnostics.error_at(span, unsupported::EFFECTS_IN_ITERATOR);
        }
    }

    /// Whether computing any of these changes a variable.
    pub(in crate::lower) fn have_effects<'e>(
        &self,
        exprs: impl IntoIterator<Item = &'e syn::Expr>,
    ) -> bool {
        let mut effects =
            Effects { own: Vec::new(), params: Vec::new(), lower: self, found: false };
        for expr in exprs {
            let mut names = Names::default();
            names.visit_expr(expr);
            effects.own = names.0;
            effects.visit_expr(expr);
        }
        effects.found
    }

    /// Whether a closure changes what isn't its own; the first parameters may be such that it may change what they refer to.
    pub(super) fn closure_has_effects(&self, closure: &Closure, n_own: usize) -> bool {
        let Some(closure) = closure.written() else { return false };
        let mut names = Names::default();
        closure.inputs.iter().for_each(|input| names.visit_pat(input));
        let params = std::mem::take(&mut names.0);
        closure.inputs.iter().take(n_own).for_each(|input| names.visit_pat(input));
        names.visit_expr(&closure.body);
        let mut effects = Effects { own: names.0, params, lower: self, found: false };
        effects.visit_expr(&closure.body);
        effects.found
    }
}

/// The names that patterns bind.
#[derive(Default)]
struct Names(Vec<syn::Ident>);

impl Visit<'_> for Names {
    fn visit_pat_ident(&mut self, name: &syn::PatIdent) {
        self.0.push(name.ident.clone());
        visit::visit_pat_ident(self, name);
    }
}

struct Effects<'a, 'l> {
    /// Variables that are declared inside, and what may be changed through.
    own: Vec<syn::Ident>,
    /// They are its own too, but not what they may refer to.
    params: Vec<syn::Ident>,
    lower: &'a Lower<'l>,
    found: bool,
}

impl Effects<'_, '_> {
    fn change(&mut self, place: &syn::Expr) {
        let is_whole = matches!(place, syn::Expr::Path(_));
        let root = root(place);
        self.found |= !root.is_some_and(|root| {
            hygiene::is_among(root, &self.own)
                || (is_whole && hygiene::is_among(root, &self.params))
        });
    }

    /// Whether a method may change its receiver: one that is known to, or an unknown one of what can be changed.
    fn may_change(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        let writes = ["swap", "fill", "take", "replace", "extend", "truncate", "clear", "resize"];
        let is_mutator = Mutator::of_method(&name).is_some()
            || writes.contains(&name.as_str())
            || name.ends_with("_mut")
            || name.starts_with("extend_")
            || name.starts_with("copy_");
        let is_mutable = || {
            let var = root(&call.receiver).and_then(|root| self.lower.lookup(root));
            var.is_some_and(|var| {
                let var = self.lower.function.var(var);
                var.mutable || var.exclusive
            })
        };
        // Of an iterator, they adapt it.
        (is_mutator && !self.lower.is_chain(&call.receiver))
            || (!crate::lower::method::is_std(&name) && is_mutable())
    }
}

impl<'ast> Visit<'ast> for Effects<'_, '_> {
    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        self.change(&assign.left);
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        if crate::lower::operators::compound(&binary.op).is_some() {
            self.change(&binary.left);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
        if reference.mutability.is_some() {
            self.change(&reference.expr);
        }
        visit::visit_expr_reference(self, reference);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if self.may_change(call) {
            self.change(&call.receiver);
        }
        visit::visit_expr_method_call(self, call);
    }

    // A call of a closure that may change what it has captured.
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func
            && let Some(name) = path.path.get_ident()
            && let Some(closure) = self.lower.lookup_closure(name)
        {
            self.found |= self.lower.closure_has_effects(&closure, 0);
        }
        visit::visit_expr_call(self, call);
    }
}

/// The variable of a place.
fn root(place: &syn::Expr) -> Option<&syn::Ident> {
    match place {
        syn::Expr::Path(path) => path.path.get_ident(),
        syn::Expr::Field(field) => root(&field.base),
        syn::Expr::Index(index) => root(&index.expr),
        syn::Expr::Paren(inner) => root(&inner.expr),
        syn::Expr::Unary(unary) => root(&unary.expr),
        syn::Expr::MethodCall(call) => root(&call.receiver),
        _ => None,
    }
}

impl Indexed {
    pub(super) fn has_effects(&self, lower: &Lower) -> bool {
        self.closures().into_iter().any(|f| lower.closure_has_effects(f, 0))
    }
}
