//! The walk over calls: of functions, methods and closures, and what may get a derivative by them.

use quote::ToTokens;

use super::names::{Given, Name};
use super::walk::Walk;
use super::{Seen, kinds, plain};
use crate::ir::paths::is_std_variant;
use crate::kind::Kind;
use crate::library::{self, Adapter, Fact, Lowering, StdType};
use crate::lower::uses::{Use, uses};

impl Walk<'_> {
    /// A closure, and what is known of what it is called with.
    pub(super) fn closure(&mut self, closure: &mut syn::ExprClosure, given: &Given) -> Seen {
        self.names.enter();
        let mut params = Vec::new();
        for (i, input) in closure.inputs.iter().enumerate() {
            let kind = given.kind.clone().filter(|_| i >= given.first);
            let origins = given.origins.clone();
            let known = Name { kind, origins, refers: true, ..Name::default() };
            params.extend(self.pattern(input, &known));
        }
        let code = closure.to_token_stream();
        let body = self.expr(&mut closure.body);
        self.names.leave();
        // It refers to all that it captures.
        let mut captured = Seen::default();
        for found in uses(&code).unwrap_or_default() {
            match found {
                Use::Name(name) => captured.roots.extend(self.names.find(&name)),
                Use::Macro { tokens, .. } => self.tokens(tokens, false, &mut captured),
            }
        }
        let (tainted, roots) = (body.mentions, captured.roots);
        Seen { tainted, roots, leaves: false, params, kind: None, diverges: false, ..body }
    }

    /// What is passed to a call beside something that may hold a derivative may come to hold one: what it lends to be changed.
    fn passed(&mut self, args: &[(bool, Seen)], receiver_is_tainted: bool) {
        for (i, (is_name, arg)) in args.iter().enumerate() {
            let is_tainted = |(j, (_, other)): (usize, &(bool, Seen))| j != i && other.tainted;
            let beside = receiver_is_tainted || args.iter().enumerate().any(is_tainted);
            if beside && arg.lends {
                arg.roots.iter().for_each(|root| self.names.write(*root));
            }
            if (beside || arg.tainted) && *is_name && !arg.params.is_empty() {
                arg.roots.iter().for_each(|root| self.names.call(*root));
            }
        }
    }

    fn args<'e>(
        &mut self,
        args: impl Iterator<Item = &'e mut syn::Expr>,
        mut walk: impl FnMut(&mut Self, &mut syn::Expr) -> Seen,
    ) -> Vec<(bool, Seen)> {
        args.map(|arg| (matches!(arg, syn::Expr::Path(_)), walk(self, arg))).collect()
    }

    /// The arguments of a method. A closure is called with what is in the receiver.
    fn method_args(
        &mut self,
        receiver: &Seen,
        call: &mut syn::ExprMethodCall,
    ) -> Vec<(bool, Seen)> {
        let first = library::items(&call.method.to_string());
        let is_seen = receiver.is_list() || receiver.is_chain || receiver.is_numbered;
        let is_of_items = is_seen && first.is_some();
        let given = Given {
            first: first.unwrap_or_default(),
            kind: kinds::item(receiver).filter(|_| is_of_items),
            origins: receiver.origins(),
        };
        self.args(call.args.iter_mut(), |walk, arg| match arg {
            syn::Expr::Closure(closure) => walk.closure(closure, &given),
            arg => walk.expr(arg),
        })
    }

    /// Whether an argument is the name of a closure, or lends one, that holds no derivative.
    fn is_constant_closure(&self, arg: &Seen) -> bool {
        let [root] = *arg.roots else { return false };
        self.names.get(root).is_closure && !arg.tainted
    }

    pub(super) fn call(&mut self, call: &mut syn::ExprCall) -> Seen {
        let callee = self.parts(&mut call.func);
        let args = self.args(call.args.iter_mut(), Self::argument);
        let n_args = args.len();
        let mut seen = Seen { is_code: true, ..Seen::default() };
        seen.add(&callee);
        args.iter().for_each(|(_, arg)| seen.add_value(arg));
        seen.tainted |= callee.tainted;
        // A function takes a closure as a constant: it calls it with constants.
        let takes_constants = callee.roots.is_empty() && !is_std_function(&call.func);
        if seen.tainted && !takes_constants {
            callee.roots.iter().for_each(|root| self.names.call(*root));
            callee.params.iter().for_each(|param| self.names.taint(*param));
            let closures = args.iter().filter(|(is_name, _)| !is_name);
            let params: Vec<_> = closures.flat_map(|(_, arg)| arg.params.clone()).collect();
            params.into_iter().for_each(|param| self.names.taint(param));
        }
        let is_passed = |arg: &Seen| !takes_constants || !self.is_constant_closure(arg);
        let passed: Vec<_> = args.iter().filter(|(_, arg)| is_passed(arg)).cloned().collect();
        self.passed(&passed, callee.tainted);
        if let syn::Expr::Path(path) = &*call.func
            && callee.roots.is_empty()
        {
            let is_plain = plain::is_function(&path.path, n_args);
            let is_known = plain::is_known(&path.path, n_args) || is_std_variant(&path.path);
            seen.is_of_items = !is_known || args.iter().any(|(_, arg)| arg.is_of_items);
            seen.is_code = !is_plain || args.iter().any(|(_, arg)| arg.is_code);
            seen.kind = vec_of(&path.path);
            if path.path.segments.last().is_some_and(|last| last.ident == "stop_gradient") {
                seen.tainted = false;
                seen.kind = args.first().and_then(|(_, arg)| arg.kind.clone());
            }
        }
        seen
    }

    /// What a method keeps that is called with a derivative, unless it is one of numbers: such a one may be the user's, of what isn't seen
    /// to be a number.
    fn kept_by(&mut self, receiver: &Seen, name: &str, n_args: usize) {
        let is_number = receiver.kind.as_ref().is_some_and(Kind::is_of_numbers)
            || !receiver.roots.iter().any(|root| self.names.get(*root).mutable);
        if is_number && plain::is_of_numbers(name, n_args) {
            return;
        }
        for root in receiver.roots.clone() {
            let known = self.names.get(root);
            let is_std = library::is(name, Fact::Std) || library::is(name, Fact::WritesShared);
            if known.mutable || known.lends || is_std {
                self.names.write(root);
            }
        }
    }

    pub(super) fn method_call(&mut self, call: &mut syn::ExprMethodCall) -> Seen {
        let name = call.method.to_string();
        let receiver = self.expr(&mut call.receiver);
        let args = self.method_args(&receiver, call);
        let mut seen = Seen { is_code: true, ..Seen::default() };
        seen.add_value(&receiver);
        args.iter().for_each(|(_, arg)| seen.add_value(arg));
        let n_args = args.len();
        let is_tainted = args.iter().any(|(_, arg)| arg.tainted);
        // A method of the user's takes a closure as a constant, as functions do.
        let takes_constants = !library::is(&name, Fact::Std) && !library::gives_entries(&name);
        let is_lent = |arg: &syn::Expr| matches!(arg, syn::Expr::Reference(_));
        if seen.tainted {
            let before = library::items(&name).filter(|_| !receiver.tainted);
            let n_tainted = before.unwrap_or(usize::MAX);
            for (expr, (is_name, arg)) in call.args.iter().zip(&args) {
                if *is_name || (takes_constants && is_lent(expr)) {
                    continue;
                }
                arg.params.iter().take(n_tainted).for_each(|param| self.names.taint(*param));
            }
        }
        let is_passed = |arg: &Seen| !takes_constants || !self.is_constant_closure(arg);
        let adapter = library::adapter(&name);
        let joins = n_args == 1 && matches!(adapter, Some(Adapter::Zip | Adapter::Chain));
        if !joins {
            let passed: Vec<_> = args.iter().filter(|(_, arg)| is_passed(arg)).cloned().collect();
            self.passed(&passed, receiver.tainted);
        }
        // What calls closures with items only looks at them, if the closures do.
        let only_looks = receiver.is_chain || library::items(&name).is_some() || joins;
        if is_tainted && !only_looks {
            self.kept_by(&receiver, &name, n_args);
        }
        // An iterator or an option of the user's own.
        let is_of_std = !takes_constants && has_closure(&call.args);
        if is_tainted && is_of_std && is_own(&call.receiver, &receiver) {
            self.wrap(&mut call.receiver, &receiver);
        }
        if seen.tainted && joins {
            let (arg, of) = (&mut call.args[0], &args[0].1);
            let is_taken = of.is_list() && of.is_consumed() && !of.is_chain;
            if is_own(arg, of)
                || is_taken
                || matches!(arg, syn::Expr::Reference(lent) if lent.mutability.is_some())
            {
                self.wrap_all(arg, of);
            }
        }
        let of_list = receiver.is_list();
        seen.is_code = receiver.is_code
            // A method with a number's name is the user's, if the receiver isn't known to be a number.
            || !(of_list || receiver.kind.as_ref().is_some_and(Kind::is_of_numbers))
            || args.iter().any(|(_, arg)| arg.is_code)
            || !plain::is_method(&name, n_args, of_list);
        let is_asked = library::known(&name, n_args, Fact::Plain)
            .any(|row| matches!(row.lowering, Lowering::Len | Lowering::Look(_)));
        if of_list && is_asked {
            (seen.tainted, seen.kind, seen.lends) = (false, Some(Kind::Int), false);
            return seen;
        }
        seen.lends |= name.ends_with("_mut")
            || receiver.roots.iter().any(|root| self.names.get(*root).mutable);
        seen.is_of_copies = matches!(adapter, Some(Adapter::Copied))
            || (receiver.is_of_copies && adapter.is_some_and(keeps_items));
        seen.lends &= !seen.is_of_copies;
        seen.is_numbered = matches!(adapter, Some(Adapter::Enumerate))
            || (receiver.is_numbered && adapter.is_some_and(keeps_items));
        let args: Vec<_> = args.into_iter().map(|(_, arg)| arg).collect();
        seen.kind = kinds::chained(&receiver, &name, &args);
        seen.is_chain = seen.kind.is_some();
        if seen.kind.is_none() && !seen.is_code {
            seen.kind = receiver.kind;
        }
        if seen.is_number() {
            seen.lends = false;
            seen.roots.clear();
        }
        seen
    }
}

/// Whether the items of an iterator are the same afterwards, or numbered.
fn keeps_items(adapter: Adapter) -> bool {
    use Adapter::{
        Enumerate, Filter, Inspect, Rev, Same, Skip, SkipWhile, StepBy, Take, TakeWhile,
    };
    matches!(
        adapter,
        Enumerate | Filter | Inspect | Rev | Same | Skip | SkipWhile | StepBy | Take | TakeWhile
    )
}

/// Whether a function may be one of std's, which call the closures that they are given with what else they are given.
fn is_std_function(function: &syn::Expr) -> bool {
    let syn::Expr::Path(path) = function else { return true };
    let mut segments = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let is_std = |name: &str| ["std", "core", "alloc", "array", "iter", "mem"].contains(&name);
    segments.next().is_none_or(|name| name == "from_fn") || segments.any(|of| is_std(&of))
}

/// The kind of what an associated function of `Vec` makes.
fn vec_of(path: &syn::Path) -> Option<Kind> {
    let of = path.segments.iter().rev().nth(1)?;
    (StdType::of(&of.ident) == Some(StdType::Vec)).then(|| Kind::List(Box::new(Kind::Unknown)))
}

/// Whether an expression is the name of a constant that isn't known to be a list, or a reference to one.
fn is_own(expr: &syn::Expr, seen: &Seen) -> bool {
    match expr {
        syn::Expr::Reference(lent) => is_own(&lent.expr, seen),
        syn::Expr::Paren(inner) => is_own(&inner.expr, seen),
        syn::Expr::Path(_) | syn::Expr::Field(_) => !seen.is_list() && seen.params.is_empty(),
        _ => false,
    }
}

fn has_closure<'e>(args: impl IntoIterator<Item = &'e syn::Expr>) -> bool {
    args.into_iter().any(|arg| matches!(arg, syn::Expr::Closure(_)))
}
