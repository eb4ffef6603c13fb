//! The walk over expressions: which of them may hold a derivative, and which are constant.

use quote::ToTokens;
use syn::visit_mut::VisitMut;

use super::names::{Name, Names};
use super::{Seen, cleaned, kinds, plain, span_of, wrapped};
use crate::kind::{Kind, Scope};
use crate::library::{self, Adapter, Fact, Lowering, StdType};
use crate::lower::syntax;
use crate::signature::Signature;

/// One walk.
pub(super) struct Walk<'a> {
    pub(super) names: &'a mut Names,
    signature: &'a Signature,
    /// Whether constant code is wrapped now.
    pub(super) marks: bool,
}

impl<'a> Walk<'a> {
    pub fn new(names: &'a mut Names, signature: &'a Signature, marks: bool) -> Walk<'a> {
        Walk { names, signature, marks }
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.signature.scope
    }

    /// The function's body.
    pub fn body(&mut self, body: &mut syn::Block) {
        for param in &self.signature.params {
            let lends = param.is_mut_ref();
            let known = Name {
                tainted: param.differentiable,
                mutable: param.mutable || lends,
                fixed: !param.differentiable,
                lends,
                kind: Some(param.kind.clone()).filter(|kind| *kind != Kind::Unknown),
                ..Name::default()
            };
            match &param.pattern {
                Some(pattern) => self.pattern(&pattern.clone(), &known),
                None => vec![self.names.declare(&param.name, known)],
            };
        }
        self.block(body);
    }

    /// An expression; wrapped if it is constant and more than plain.
    pub(super) fn expr(&mut self, expr: &mut syn::Expr) -> Seen {
        let seen = self.parts(expr);
        if seen.is_code && !seen.is_chain {
            self.wrap(expr, &seen);
        }
        seen
    }

    /// An expression that is passed to a function: iterators too.
    fn argument(&mut self, expr: &mut syn::Expr) -> Seen {
        let seen = self.parts(expr);
        if seen.is_code {
            self.wrap(expr, &seen);
        }
        seen
    }

    /// Wraps an expression if it is constant, whatever else it is.
    pub(super) fn wrap(&mut self, expr: &mut syn::Expr, seen: &Seen) {
        // What is lent to be changed is changed where it is, not in a copy.
        let is_value = match expr {
            syn::Expr::Closure(_) | syn::Expr::Range(_) => false,
            syn::Expr::Reference(reference) => reference.mutability.is_none(),
            _ => true,
        };
        if let syn::Expr::Paren(syn::ExprParen { expr: inner, .. })
        | syn::Expr::Group(syn::ExprGroup { expr: inner, .. }) = expr
        {
            return self.wrap(inner, seen);
        }
        if is_value {
            self.wrap_all(expr, seen);
        }
    }

    /// The same of what a loop runs over, which may as well be lent to be changed: the loop is the user's own.
    pub(super) fn wrap_all(&mut self, expr: &mut syn::Expr, seen: &Seen) {
        if self.marks && seen.is_constant() && !seen.diverges {
            let span = syntax::key_span(expr);
            *expr = wrapped(cleaned(expr, |clean, expr| clean.visit_expr_mut(expr)), span);
        }
    }

    /// The same without a wrap around the whole.
    pub(super) fn parts(&mut self, expr: &mut syn::Expr) -> Seen {
        match expr {
            syn::Expr::Paren(inner) => self.parts(&mut inner.expr),
            syn::Expr::Group(inner) => self.parts(&mut inner.expr),
            syn::Expr::Lit(literal) => self.literal(literal),
            syn::Expr::Path(path) => self.path(path),
            syn::Expr::Unary(unary) => {
                let inner = self.expr(&mut unary.expr);
                Seen { diverges: false, is_chain: false, ..inner }
            }
            syn::Expr::Cast(cast) => {
                let inner = self.expr(&mut cast.expr);
                let kind = Kind::of_in(&cast.ty, self.scope());
                // An integer holds no derivative.
                let tainted = inner.tainted && kind.may_carry_tangent();
                Seen { tainted, kind: Some(kind), is_chain: false, lends: false, ..inner }
            }
            syn::Expr::Binary(binary) => self.binary(binary),
            syn::Expr::Assign(assign) => {
                let value = self.expr(&mut assign.right);
                self.stored(&mut assign.left, &value)
            }
            syn::Expr::Index(index) => {
                let base = self.expr(&mut index.expr);
                let at = self.expr(&mut index.index);
                let is_range = matches!(&*index.index, syn::Expr::Range(_));
                let kind = if is_range { base.kind.clone() } else { kinds::item(&base) };
                // What is indexed by a reference is no list: that is left as it was written.
                let is_code = matches!(&*index.index, syn::Expr::Reference(_));
                let mut seen = Seen { kind, is_code, ..Seen::default() };
                seen.add_value(&base);
                seen.add_value(&at);
                seen
            }
            syn::Expr::Field(field) => {
                let base = self.expr(&mut field.base);
                let kind = kinds::field(&base, &field.member);
                Seen { kind, is_chain: false, ..base }
            }
            syn::Expr::Reference(reference) => {
                let inner = self.expr(&mut reference.expr);
                let lends = inner.lends || reference.mutability.is_some();
                Seen { lends, is_chain: false, diverges: false, ..inner }
            }
            syn::Expr::Range(range) => {
                let mut seen = Seen::default();
                for bound in range.start.iter_mut().chain(&mut range.end) {
                    let bound = self.expr(bound);
                    seen.add_value(&bound);
                }
                seen.is_chain = true;
                seen.kind = Some(Kind::List(Box::new(Kind::Int)));
                seen
            }
            syn::Expr::Tuple(tuple) => {
                let seen = self.all(tuple.elems.iter_mut());
                let kinds = seen.1.into_iter().map(|kind| kind.unwrap_or(Kind::Unknown));
                Seen { kind: Some(Kind::Tuple(kinds.collect())), ..seen.0 }
            }
            syn::Expr::Array(array) => {
                let (seen, kinds) = self.all(array.elems.iter_mut());
                let item = kinds::of_items(kinds);
                Seen { kind: Some(Kind::Array(Box::new(item))), ..seen }
            }
            syn::Expr::Repeat(repeat) => {
                let (seen, kinds) = self.all([&mut *repeat.expr, &mut *repeat.len].into_iter());
                let item = kinds::of_items(kinds);
                Seen { kind: Some(Kind::Array(Box::new(item))), ..seen }
            }
            syn::Expr::Struct(value) => {
                let mut seen = self.all(value.fields.iter_mut().map(|field| &mut field.expr)).0;
                if let Some(rest) = &mut value.rest {
                    // `..Default::default()` is of the type that is wanted.
                    seen.add_value(&self.parts(rest));
                }
                seen
            }
            syn::Expr::Call(call) => self.call(call),
            syn::Expr::MethodCall(call) => self.method_call(call),
            syn::Expr::Closure(closure) => self.closure(closure),
            syn::Expr::Macro(call) => self.macro_call(&call.mac),
            expr => self.flow(expr),
        }
    }

    /// Values that are put together.
    pub(super) fn all<'e>(
        &mut self,
        exprs: impl Iterator<Item = &'e mut syn::Expr>,
    ) -> (Seen, Vec<Option<Kind>>) {
        let (mut seen, mut kinds) = (Seen::default(), Vec::new());
        for expr in exprs {
            let part = self.expr(expr);
            seen.add_value(&part);
            kinds.push(part.kind);
        }
        (seen, kinds)
    }

    fn literal(&mut self, literal: &syn::ExprLit) -> Seen {
        let kind = match &literal.lit {
            syn::Lit::Float(_) => Kind::Float,
            syn::Lit::Int(int) if int.suffix().starts_with('f') => Kind::Float,
            syn::Lit::Int(_) => Kind::Int,
            syn::Lit::Bool(_) => Kind::Bool,
            _ => Kind::Other,
        };
        Seen { kind: Some(kind), ..Seen::default() }
    }

    fn path(&mut self, path: &syn::ExprPath) -> Seen {
        let name = path.path.get_ident().filter(|_| path.qself.is_none());
        let Some(id) = name.and_then(|name| self.names.find(name)) else { return Seen::default() };
        let name = self.names.get(id);
        Seen {
            tainted: name.tainted,
            mentions: name.tainted,
            lends: name.lends,
            roots: vec![id],
            kind: name.kind.clone(),
            params: name.params.clone(),
            ..Seen::default()
        }
    }

    fn binary(&mut self, binary: &mut syn::ExprBinary) -> Seen {
        if syntax::compound(&binary.op).is_some() {
            let value = self.expr(&mut binary.right);
            return self.stored(&mut binary.left, &value);
        }
        let (left, right) = (self.expr(&mut binary.left), self.expr(&mut binary.right));
        let mut seen = Seen::default();
        seen.add_value(&left);
        seen.add_value(&right);
        use syn::BinOp::{And, Eq, Ge, Gt, Le, Lt, Ne, Or};
        if matches!(binary.op, And(_) | Or(_) | Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_)) {
            // Of any type, these are `bool`.
            (seen.tainted, seen.kind) = (false, Some(Kind::Bool));
        } else if left.kind == right.kind {
            seen.kind = left.kind;
        }
        // What an operator results in refers to nothing.
        seen.lends = false;
        seen.roots.clear();
        seen
    }

    /// A value is stored at a place.
    fn stored(&mut self, place: &mut syn::Expr, value: &Seen) -> Seen {
        let is_whole = matches!(place, syn::Expr::Path(_));
        let place = self.place(place);
        if value.tainted {
            for root in &place.roots {
                match is_whole {
                    true => self.names.taint(*root),
                    false => self.names.write(*root),
                }
            }
        }
        let mut seen = Seen::default();
        seen.add(&place);
        seen.add(value);
        seen
    }

    /// A place that is written to: what it is in isn't taken out of it.
    fn place(&mut self, place: &mut syn::Expr) -> Seen {
        match place {
            syn::Expr::Paren(inner) => self.place(&mut inner.expr),
            syn::Expr::Field(field) => self.place(&mut field.base),
            syn::Expr::Unary(unary) => self.place(&mut unary.expr),
            syn::Expr::Index(index) => {
                let mut seen = self.place(&mut index.expr);
                seen.add(&self.expr(&mut index.index));
                seen
            }
            place => self.parts(place),
        }
    }

    fn closure(&mut self, closure: &mut syn::ExprClosure) -> Seen {
        self.names.enter();
        let mut params = Vec::new();
        for input in &closure.inputs {
            params.extend(self.pattern(input, &Name::default()));
        }
        let code = closure.body.to_token_stream();
        let body = self.expr(&mut closure.body);
        self.names.leave();
        // It refers to all that it captures.
        let mut captured = Seen::default();
        self.tokens(code, &mut captured);
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
        wraps_chains: bool,
    ) -> Vec<(bool, Seen)> {
        let args = args.map(|arg| {
            let is_name = matches!(arg, syn::Expr::Path(_));
            (is_name, if wraps_chains { self.argument(arg) } else { self.expr(arg) })
        });
        args.collect()
    }

    fn call(&mut self, call: &mut syn::ExprCall) -> Seen {
        let callee = self.parts(&mut call.func);
        let args = self.args(call.args.iter_mut(), true);
        let n_args = args.len();
        let mut seen = Seen { is_code: true, ..Seen::default() };
        seen.add(&callee);
        args.iter().for_each(|(_, arg)| seen.add_value(arg));
        seen.tainted |= callee.tainted;
        if seen.tainted {
            callee.roots.iter().for_each(|root| self.names.call(*root));
            callee.params.iter().for_each(|param| self.names.taint(*param));
            let closures = args.iter().filter(|(is_name, _)| !is_name);
            let params: Vec<_> = closures.flat_map(|(_, arg)| arg.params.clone()).collect();
            params.into_iter().for_each(|param| self.names.taint(param));
        }
        self.passed(&args, callee.tainted);
        if let syn::Expr::Path(path) = &*call.func
            && callee.roots.is_empty()
        {
            let is_plain = plain::is_function(&path.path, n_args);
            seen.is_code = !is_plain || args.iter().any(|(_, arg)| arg.is_code);
            if path.path.segments.last().is_some_and(|last| last.ident == "stop_gradient") {
                seen.tainted = false;
            }
            seen.kind = vec_of(&path.path);
        }
        seen
    }

    fn method_call(&mut self, call: &mut syn::ExprMethodCall) -> Seen {
        let name = call.method.to_string();
        let receiver = self.expr(&mut call.receiver);
        let args = self.args(call.args.iter_mut(), false);
        let mut seen = Seen { is_code: true, ..Seen::default() };
        seen.add_value(&receiver);
        args.iter().for_each(|(_, arg)| seen.add_value(arg));
        let n_args = args.len();
        let is_tainted = args.iter().any(|(_, arg)| arg.tainted);
        if seen.tainted {
            let n_tainted = match library::items(&name).filter(|_| !receiver.tainted) {
                Some(n) => n,
                None => usize::MAX,
            };
            for (is_name, arg) in &args {
                if *is_name {
                    continue;
                }
                arg.params.iter().take(n_tainted).for_each(|param| self.names.taint(*param));
            }
        }
        self.passed(&args, receiver.tainted);
        // What is called with a derivative may keep it, unless it is a method of numbers.
        if is_tainted && !plain::is_of_numbers(&name, n_args) {
            for root in receiver.roots.clone() {
                let known = self.names.get(root);
                let is_std =
                    library::is(&name, Fact::Std) || library::is(&name, Fact::WritesShared);
                if known.mutable || known.lends || is_std {
                    self.names.write(root);
                }
            }
        }
        // An iterator or an option of the user's own.
        if is_tainted && is_own(&call.receiver, &receiver) && has_closure(&call.args) {
            self.wrap(&mut call.receiver, &receiver);
        }
        let joins = matches!(library::adapter(&name), Some(Adapter::Zip | Adapter::Chain));
        if seen.tainted && joins && n_args == 1 {
            let (arg, of) = (&mut call.args[0], &args[0].1);
            if is_own(arg, of) {
                self.wrap(arg, of);
            }
        }
        let of_list = receiver.is_list();
        seen.is_code = receiver.is_code
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
        let args: Vec<_> = args.into_iter().map(|(_, arg)| arg).collect();
        seen.kind = kinds::chained(&receiver, &name, &args);
        seen.is_chain = seen.kind.is_some();
        if seen.kind.is_none() && !seen.is_code {
            seen.kind = receiver.kind;
        }
        seen
    }
}

/// The kind of what an associated function of `Vec` makes.
fn vec_of(path: &syn::Path) -> Option<Kind> {
    let of = path.segments.iter().rev().nth(1)?;
    (StdType::of(&of.ident) == Some(StdType::Vec)).then(|| Kind::List(Box::new(Kind::Unknown)))
}

/// Whether an expression is the name of a constant that isn't known to be a list.
fn is_own(expr: &syn::Expr, seen: &Seen) -> bool {
    matches!(expr, syn::Expr::Path(_)) && !seen.is_list() && seen.params.is_empty()
}

fn has_closure<'e>(args: impl IntoIterator<Item = &'e syn::Expr>) -> bool {
    args.into_iter().any(|arg| matches!(arg, syn::Expr::Closure(_)))
}

/// Code that no mark can stand in the place of.
pub(super) fn wrapped_statement<T: ToTokens + Clone>(
    code: &T,
    clean: impl FnOnce(&mut super::tokens::Clean, &mut T),
) -> syn::Expr {
    wrapped(cleaned(code, clean), span_of(code))
}
