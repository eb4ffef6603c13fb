//! Closures of iterators that change something, or may: nobody knows what a function does that isn't std's.
//!
//! A stream is run item by item, or its items are had by number; std's iterators are lazy. The two differ where items are
//! skipped, or collected before they are used: nobody can tell, unless making an item changes something. Then it is run
//! item by item where that is what std does, and refused elsewhere.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

use crate::hygiene;
use crate::library::macros::{self, MacroFact, never_returns};
use crate::library::{self, Fact};
use crate::lower::Lower;
use crate::lower::constant;
use crate::lower::scopes::{Closure, Indexed, Stream};
use crate::lower::syntax::compound;
use crate::unsupported;

impl Stream {
    /// Whether making an item changes anything, or may.
    pub(super) fn has_effects(&self, lower: &Lower) -> bool {
        let of_itself = match self {
            Stream::Indexed(indexed) | Stream::Combinations(indexed, _) => {
                indexed.has_effects(lower)
            }
            // Nobody knows; and what goes on afterwards is advanced.
            Stream::Own(_) | Stream::ZipOwn(_, _, false) | Stream::Rest(..) => true,
            // Rustc looks after it.
            Stream::Steady(_) | Stream::ZipOwn(_, _, true) => false,
            Stream::Zip(_, other) => other.has_effects(lower),
            stream => stream.closure().is_some_and(|(f, n)| lower.closure_has_effects(f, n)),
        };
        of_itself || self.sources().iter().any(|source| source.has_effects(lower))
    }

    /// Whether an iterator of the user's own is in it.
    fn is_made_late(&self) -> bool {
        matches!(self, Stream::Own(_) | Stream::Steady(_) | Stream::ZipOwn(..))
            || self.sources().iter().any(|source| source.is_made_late())
    }
}

impl Lower<'_> {
    /// Before the first one of two iterators is zipped. How many of its items std makes where the second one is shorter is up
    /// to std: with some iterators one more than there are pairs.
    pub(super) fn refuse_uneven(&mut self, first: &Stream, second: &Stream, span: Span) {
        let is_even = match (first, second) {
            (_, Stream::Indexed(second)) if second.len().is_none() => true,
            (Stream::Indexed(first), Stream::Indexed(second)) => first.len() == second.len(),
            _ => false,
        };
        if !is_even {
            self.refuse_effects(first, span);
        }
    }

    /// Before items are skipped or collected.
    pub(super) fn refuse_effects(&mut self, stream: &Stream, span: Span) {
        if stream.has_effects(self) {
            self.diagnostics.error_at(span, unsupported::EFFECTS_IN_ITERATOR);
        }
    }

    /// Before the closure of a search is called for items after the one that is found.
    pub(in crate::lower) fn refuse_effects_of(&mut self, f: &Closure, span: Span) {
        if self.closure_has_effects(f, 0) {
            self.diagnostics.error_at(span, unsupported::EFFECTS_IN_ITERATOR);
        }
    }

    /// Before a list is sorted: how often std compares nobody knows, nor what that calls.
    pub(in crate::lower) fn refuse_changes_of(&mut self, f: &Closure, span: Span) {
        let changes = f.written().is_some_and(|closure| self.effects_of(closure, 0, false));
        if changes {
            self.diagnostics.error_at(span, unsupported::COMPARISON_CHANGES);
        }
    }

    /// Before something is computed ahead of an iterator of the user's own, which is made where its loop begins.
    pub(super) fn refuse_late(&mut self, stream: &Stream, expr: &syn::Expr) {
        if stream.is_made_late() && self.have_effects([expr]) {
            self.diagnostics.error(expr, unsupported::EFFECTS_BEFORE_ITERATOR);
        }
    }

    /// Whether computing any of these changes a variable, or may.
    pub(in crate::lower) fn have_effects<'e>(
        &self,
        exprs: impl IntoIterator<Item = &'e syn::Expr>,
    ) -> bool {
        let mut effects = Effects::of(self, Vec::new());
        for expr in exprs {
            let mut names = Names::default();
            names.visit_expr(expr);
            effects.own = names.0;
            effects.visit_expr(expr);
        }
        effects.found
    }

    fn statements_have_effects(&self, statements: &[syn::Stmt]) -> bool {
        let mut names = Names::default();
        statements.iter().for_each(|statement| names.visit_stmt(statement));
        let mut effects = Effects::of(self, names.0);
        statements.iter().for_each(|statement| effects.visit_stmt(statement));
        effects.found
    }

    /// Whether a closure changes what isn't its own, or may; the first parameters may be such that it may change what they refer to.
    pub(super) fn closure_has_effects(&self, closure: &Closure, n_own: usize) -> bool {
        let Some(closure) = closure.written() else {
            let is_known = |path| [1, 2].into_iter().any(|n_args| is_known_function(path, n_args));
            return !closure.path().is_some_and(is_known);
        };
        self.effects_of(closure, n_own, true)
    }

    /// The same of one that is written; what it calls may count as harmless.
    fn effects_of(&self, closure: &syn::ExprClosure, n_own: usize, counts_calls: bool) -> bool {
        let mut names = Names::default();
        closure.inputs.iter().for_each(|input| names.visit_pat(input));
        let params = std::mem::take(&mut names.0);
        closure.inputs.iter().take(n_own).for_each(|input| names.visit_pat(input));
        names.visit_expr(&closure.body);
        let mut effects = Effects { params, counts_calls, ..Effects::of(self, names.0) };
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
    /// Whether calls of what nobody knows count.
    counts_calls: bool,
    found: bool,
}

impl<'a, 'l> Effects<'a, 'l> {
    fn of(lower: &'a Lower<'l>, own: Vec<syn::Ident>) -> Effects<'a, 'l> {
        Effects { own, params: Vec::new(), lower, counts_calls: true, found: false }
    }

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
        if is_ordering(&call.receiver) {
            return false;
        }
        let is_mutator = library::is(&name, Fact::Writes)
            || name.ends_with("_mut")
            || name.starts_with("extend_")
            || name.starts_with("copy_");
        let is_mutable = || {
            let var = root(&call.receiver).and_then(|root| self.lower.lookup(root));
            var.is_some_and(|var| {
                let var = self.lower.function.var(var);
                var.mutable || var.ty.is_exclusive()
            })
        };
        // Of an iterator, they adapt it.
        let is_chain = self.lower.is_chain(&call.receiver);
        let advances = library::is(&name, Fact::Advances);
        ((is_mutator || advances) && !is_chain) || (!library::is(&name, Fact::Std) && is_mutable())
    }

    /// Whether nobody knows what a method does: it isn't one of std's.
    fn is_unknown_method(&self, call: &syn::ExprMethodCall) -> bool {
        // A cell's `get()` isn't a list's `get(i)`: what it gives may be another thing later.
        let is_std = library::is_with(&call.method.to_string(), call.args.len(), Fact::Std);
        !is_std || self.lower.is_users(&call.receiver)
    }
}

impl<'ast> Visit<'ast> for Effects<'_, '_> {
    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        self.change(&assign.left);
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        if compound(&binary.op).is_some() {
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
        self.found |= self.counts_calls && self.is_unknown_method(call);
        visit::visit_expr_method_call(self, call);
    }

    // A call of a closure that may change what it has captured.
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func
            && let Some(name) = path.path.get_ident()
            && let Some(closure) = self.lower.lookup_closure(name)
        {
            self.found |= self.lower.closure_has_effects(&closure, 0);
        } else {
            self.found |= self.counts_calls && !is_known_function(&call.func, call.args.len());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let statements = match constant::statements(mac) {
            Some(statements) => statements,
            None if is_harmless(mac) => mac.parse_body_with(operands),
            None => return self.found = true,
        };
        match statements {
            Ok(statements) => self.found |= self.lower.statements_have_effects(&statements),
            Err(_) => self.found = true,
        }
    }
}

/// Whether an expression is how two values compare: `reverse` makes another one of it.
fn is_ordering(expr: &syn::Expr) -> bool {
    let syn::Expr::MethodCall(call) = expr else { return false };
    let selected = library::selected(&call.method.to_string(), call.args.len());
    selected == Some(library::Selected::Ordering) || is_ordering(&call.receiver)
}

/// What is computed in a macro, with commas between.
fn operands(input: ParseStream) -> syn::Result<Vec<syn::Stmt>> {
    let operands = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated(input)?;
    Ok(operands.into_iter().map(|operand| syn::Stmt::Expr(operand, None)).collect())
}

/// Whether a function is one of floats, or makes a value of std's: it changes nothing.
fn is_known_function(function: &syn::Expr, n_args: usize) -> bool {
    let syn::Expr::Path(path) = function else { return false };
    let is_value =
        || ["Some", "Ok", "Err", "stop_gradient"].iter().any(|name| path.path.is_ident(name));
    is_value() || (path.path.segments.len() > 1 && constant::plain::is_function(&path.path, n_args))
}

/// Whether a macro does nothing but compute what stands in it, or panic.
fn is_harmless(mac: &syn::Macro) -> bool {
    let is = |fact| {
        let name = mac.path.get_ident().map(ToString::to_string);
        name.is_some_and(|name| macros::is(&name, fact))
    };
    never_returns(mac) || is(MacroFact::Checks) || is(MacroFact::Makes)
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
    fn has_effects(&self, lower: &Lower) -> bool {
        self.closures().into_iter().any(|f| lower.closure_has_effects(f, 0))
    }
}
