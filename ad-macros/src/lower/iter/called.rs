//! Chains over what a call of the user's results in, which may be an iterator: `self.weights().map(|w| w * k).sum::<f64>()`.
//!
//! In: a chain of methods whose names are those of iterators, over such a call. Out: the same over the call's items, `self.weights().into_iter().map(..)`, as derivatives see them, in
//! a list. That the call is one of an iterator nobody sees: where something in the chain is done by no method that a derivative is known of but by an iterator's,
//! it is taken for one, and the derivatives prove it (`emit/iterators`). So it is where its method stands in the same block, and results in an
//! iterator. What constant code results in is an iterator of the user's own, with the proof around it (`constant::proved_iterator`). Deliberately absent: a sum alone of another one, `net.weights().sum()`, which may be the user's own.

use super::is_self;
use crate::ir::{Atom, Chained, VarId};
use crate::kind::Kind;
use crate::library::{self, Adapter, Consumer, Lowering};
use crate::lower::{Lower, constant};

/// The mark of the call that such a chain begins with.
const MARK: &str = "ad_chained";

/// What is seen of a chain's methods.
#[derive(Default)]
struct Methods {
    /// There are some.
    any: bool,
    /// One of them takes a function.
    closures: bool,
    /// One of them is an iterator's, beyond doubt.
    surely: bool,
    /// Making an item may do something else.
    effects: bool,
}

impl Lower<'_> {
    /// What ends such a chain.
    pub(in crate::lower) fn ended_call(
        &self,
        call: &syn::ExprMethodCall,
    ) -> Option<syn::ExprMethodCall> {
        let name = call.method.to_string();
        let consumer = library::consumer(&name)?;
        if library::adapter(&name).is_some() || self.is_chain(&call.receiver) {
            return None;
        }
        let mut methods = Methods::default();
        let base = self.base(&call.receiver, &mut methods)?;
        let is_only_named = matches!(consumer, Consumer::Next | Consumer::Nth | Consumer::Peek);
        // A variable's may be a method of the user's.
        let collects = matches!(consumer, Consumer::Collect | Consumer::CollectVec)
            && !matches!(base, syn::Expr::Path(_));
        let ends_surely = collects || call.turbofish.is_some() || takes_closure(call);
        let is_surely = ends_surely || methods.surely || (methods.closures && !is_only_named);
        if !is_surely {
            return None;
        }
        let receiver = self.chained(&call.receiver, base, "lazily");
        Some(syn::ExprMethodCall { receiver: Box::new(receiver), ..call.clone() })
    }

    /// Such a chain, where something that can be iterated over is wanted.
    pub(super) fn iterated_call(&self, expr: &syn::Expr) -> Option<syn::Expr> {
        if matches!(expr, syn::Expr::MethodCall(call) if self.is_iterator_of_self(call)) {
            return Some(self.chained(expr, expr, "lazily"));
        }
        if !matches!(expr, syn::Expr::MethodCall(_)) || self.is_chain(expr) {
            return None;
        }
        let mut methods = Methods::default();
        let base = self.base(expr, &mut methods)?;
        // `map` is a method of arrays too, which make all at once: that nobody can tell.
        match methods {
            Methods { any: false, .. } => None,
            Methods { surely: true, .. } => Some(self.chained(expr, base, "lazily")),
            Methods { effects: true, .. } => None,
            _ => Some(self.chained(expr, base, "anyhow")),
        }
    }

    /// Whether a call is one of a method of the same block that results in an iterator, as far as its name says: what is done with it proves that.
    pub(super) fn is_iterator_of_self(&self, call: &syn::ExprMethodCall) -> bool {
        is_self(&call.receiver) && self.signature.iterators.contains(&call.method)
    }

    /// The call that a chain begins with, if it is one of the user's.
    fn base<'e>(&self, expr: &'e syn::Expr, methods: &mut Methods) -> Option<&'e syn::Expr> {
        match expr {
            syn::Expr::Paren(inner) => self.base(&inner.expr, methods),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let is_adapter = library::adapter(&name).is_some()
                    && library::lowerings(&name, call.args.len())
                        .any(|of| matches!(of, Lowering::Adapter(_)));
                if !is_adapter || self.is_users(&call.receiver) {
                    return self.may_be_iterator(expr).then_some(expr);
                }
                methods.any = true;
                methods.closures |= takes_closure(call);
                let is_of_options = library::lowerings(&name, call.args.len())
                    .any(|of| matches!(of, Lowering::Option(_)));
                let numbers = library::adapter(&name) == Some(Adapter::Enumerate);
                let is_plain = call.args.is_empty() && !numbers;
                methods.surely |= !is_of_options && (takes_closure(call) || !is_plain);
                methods.effects |= self.have_effects(&call.args);
                self.base(&call.receiver, methods)
            }
            syn::Expr::Call(_) | syn::Expr::Path(_) => self.may_be_iterator(expr).then_some(expr),
            syn::Expr::Macro(_) if constant::written(expr).is_some() => {
                (!self.has_matrices).then_some(expr)
            }
            _ => None,
        }
    }

    /// Whether something is what a call of the user's resulted in. What is given closures takes them for its own.
    fn may_be_iterator(&self, expr: &syn::Expr) -> bool {
        let has_closures = match expr {
            syn::Expr::MethodCall(call) => {
                self.is_of_entries(call)
                    || self.is_of_std(&call.receiver)
                    || call.args.iter().any(is_closure)
            }
            syn::Expr::Call(call) => call.args.iter().any(is_closure),
            _ => false,
        };
        let is_own = matches!(expr, syn::Expr::MethodCall(call) if self.has_own_methods(call));
        let is_matrix = self.has_matrices && self.has_entries(expr);
        (self.is_unseen(expr) || is_own) && !has_closures && !is_matrix
    }

    /// Whether a receiver is seen to be a list, a map or the like: its methods are std's.
    fn is_of_std(&self, receiver: &syn::Expr) -> bool {
        if self.is_users(receiver) {
            return false;
        }
        let syn::Expr::Path(path) = receiver else { return self.is_map(receiver) };
        let var = path.path.get_ident().and_then(|name| self.lookup(name));
        let is_seen = |var: VarId| {
            !matches!(self.function.var(var).ty.known, Kind::Unknown | Kind::Struct(_))
        };
        self.is_map(receiver) || var.is_some_and(is_seen)
    }

    /// The same chain over the items of its base.
    fn chained(&self, expr: &syn::Expr, base: &syn::Expr, how: &str) -> syn::Expr {
        let begin = constant::proved_iterator(base, &self.signature.runtime);
        chained(expr, base, &begin.unwrap_or_else(|| over_items(base, how)))
    }

    /// Notes how a chain begins with what a call resulted in.
    pub(super) fn note_chained(&mut self, call: &syn::ExprMethodCall, var: VarId) {
        let mark = call.attrs.iter().find(|mark| mark.path().is_ident(MARK));
        let Some(mark) = mark else { return };
        let is_lazy = matches!(mark.parse_args::<syn::Ident>(), Ok(how) if how == "lazily");
        let how = if is_lazy { Chained::Lazily } else { Chained::Anyhow };
        self.note_iterated(&Atom::Var(var));
        self.function.vars[var.0].chained = Some(how);
    }
}

/// Whether a chain over what a call resulted in begins here.
pub(super) fn begins_chain(call: &syn::ExprMethodCall) -> bool {
    call.attrs.iter().any(|mark| mark.path().is_ident(MARK))
}

fn takes_closure(call: &syn::ExprMethodCall) -> bool {
    call.args.iter().any(is_closure)
        || library::items(&call.method.to_string()).is_some_and(|at| call.args.len() > at)
}

fn is_closure(arg: &syn::Expr) -> bool {
    matches!(arg, syn::Expr::Closure(_))
}

/// The items of what a call resulted in.
fn over_items(base: &syn::Expr, how: &str) -> syn::Expr {
    let (how, mark) = (quote::format_ident!("{how}"), quote::format_ident!("{MARK}"));
    let mut call: syn::ExprMethodCall = syn::parse_quote!(#base.into_iter());
    call.attrs.push(syn::parse_quote!(#[#mark(#how)]));
    syn::Expr::MethodCall(call)
}

/// A chain that begins with something else.
fn chained(expr: &syn::Expr, base: &syn::Expr, begin: &syn::Expr) -> syn::Expr {
    if std::ptr::eq(expr, base) {
        return begin.clone();
    }
    match expr {
        syn::Expr::Paren(inner) => chained(&inner.expr, base, begin),
        syn::Expr::MethodCall(call) => syn::Expr::MethodCall(syn::ExprMethodCall {
            receiver: Box::new(chained(&call.receiver, base, begin)),
            ..call.clone()
        }),
        other => other.clone(),
    }
}
