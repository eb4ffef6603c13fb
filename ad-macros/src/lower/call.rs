//! Calls: float methods, functions with derivatives, macros, and what is passed through.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use super::item::Item;
use super::{Lower, is_variant};
use crate::ir::{Arg, Atom, Callee, Expr, Place, Projection, Stmt, Transform};
use crate::primitives;
use crate::signature::Kind;
use crate::unsupported;

/// Methods of floats, lists and integers whose result only selects or describes: it carries no
/// derivative even where the receiver is active.
const SELECTING: &[&str] = &[
    "is_nan",
    "is_infinite",
    "is_finite",
    "is_normal",
    "is_subnormal",
    "is_sign_positive",
    "is_sign_negative",
    "total_cmp",
    "partial_cmp",
    "classify",
    "is_empty",
    "capacity",
    "len",
];

/// Macros that only look at their arguments.
const LOOKING: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "print",
    "println",
    "eprint",
    "eprintln",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
];

impl Lower<'_> {
    pub(super) fn call(&mut self, call: &syn::ExprCall, ty: Option<&syn::Type>) -> Expr {
        let expr = syn::Expr::Call(call.clone());
        let callee = match &*call.func {
            syn::Expr::Path(callee) => callee,
            syn::Expr::Paren(inner) if matches!(&*inner.expr, syn::Expr::Closure(_)) => {
                return self.call_closure(call);
            }
            other => return self.unknown(&expr, other, unsupported::CALLEE),
        };
        if let Some(name) = callee.path.get_ident()
            && self.lookup_closure(name).is_some()
        {
            return self.call_closure(call);
        }
        let name = match callee.path.segments.last() {
            Some(last) if callee.qself.is_none() => last.ident.to_string(),
            _ => return self.unknown(&expr, callee, unsupported::CALLEE),
        };
        if name == "stop_gradient" && call.args.len() == 1 {
            let value = self.value(&call.args[0]);
            return Expr::Stop(value);
        }
        if let Some(value) = self.float_path(&callee.path, &name, call) {
            return value;
        }
        if let Some(value) = self.std_call(&callee.path, &name, call, ty) {
            return value;
        }
        if let Some(std) = unsupported::std_type(&callee.path) {
            return self.unknown(&expr, callee, unsupported::std_value(std));
        }
        let local = callee.path.get_ident().and_then(|name| self.binding(name));
        let is_constructor = name.starts_with(char::is_uppercase);
        let is_associated = callee.path.segments.len() > 1
            && callee.path.segments.iter().rev().nth(1).is_some_and(|segment| {
                let name = segment.ident.to_string();
                name.starts_with(char::is_uppercase) || is_builtin(&name)
            });
        let of_builtin = callee.path.segments.iter().rev().nth(1);
        let of_builtin = of_builtin.is_some_and(|segment| is_builtin(&segment.ident.to_string()));
        if is_constructor && local.is_none() {
            let field = |i| syn::Member::Unnamed(syn::Index::from(i));
            let fields = call.args.iter().enumerate();
            let fields: Vec<_> = fields.map(|(i, arg)| (field(i), self.value(arg))).collect();
            let path = self.resolved(&callee.path);
            let kind = match is_variant(&path) {
                true => Kind::Unknown,
                false => self.kind_of(&syn::parse_quote!(#path)),
            };
            let fields = self.frozen(fields, &kind, call.span());
            return self.constructed(path, fields, kind, call.span());
        }
        let has_closure = call.args.iter().any(|arg| matches!(arg, syn::Expr::Closure(_)));
        if local.is_some() || of_builtin || (has_closure && is_associated) {
            return self.unknown(&expr, callee, unsupported::CALLEE);
        }
        let args = call.args.iter().map(|arg| self.arg(arg)).collect();
        let mut path = callee.path.clone();
        let path = match is_associated {
            true => Callee::Associated(path),
            false => {
                if let Some(last) = path.segments.last_mut() {
                    last.arguments = syn::PathArguments::None;
                }
                Callee::Function(path)
            }
        };
        let result = self.result_var(Kind::Unknown, call.span());
        let of_float = callee.path.segments.iter().rev().nth(1).is_some_and(|segment| {
            let name = segment.ident.to_string();
            self.floats.contains(&name) || FLOATS.contains(&name.as_str())
        });
        self.function.vars[result.0].nominal = is_associated && !of_float;
        self.function.vars[result.0].opaque = !is_associated;
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee: path,
            transform: Transform::Primal,
            args,
            dots: Vec::new(),
            span: callee.span(),
        });
        Expr::Atom(Atom::Var(result))
    }

    fn call_closure(&mut self, call: &syn::ExprCall) -> Expr {
        let args = call.args.iter().map(|arg| self.argument_item(arg)).collect();
        match self.callable(&call.func) {
            Some(closure) => {
                let item = self.apply(&closure, args, call.span());
                self.item_value(item, call.span())
            }
            None => self.unknown(&syn::Expr::Call(call.clone()), &call.func, unsupported::CALLEE),
        }
    }

    /// An argument of a closure: a number's value is taken now, a borrowed place is looked through to.
    fn argument_item(&mut self, arg: &syn::Expr) -> Item {
        let item = self.item(arg);
        self.settled(item, arg.span())
    }

    /// Functions of std: constructors, and what works on memory; none if the path is none of these.
    fn std_call(
        &mut self,
        path: &syn::Path,
        name: &str,
        call: &syn::ExprCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        if let Some(value) = self.memory(path, call) {
            return Some(value);
        }
        let of = path.segments.iter().rev().nth(1)?.ident.to_string();
        match (of.as_str(), name, call.args.len()) {
            ("Vec", "new", 0) => Some(Expr::List { items: Vec::new(), vec: true }),
            ("Vec", "with_capacity", 1) => {
                self.value(&call.args[0]);
                Some(Expr::List { items: Vec::new(), vec: true })
            }
            ("Vec", "from", 1) => {
                if let syn::Expr::Array(array) = &call.args[0] {
                    let items = array.elems.iter().map(|item| self.value(item)).collect();
                    return Some(Expr::List { items, vec: true });
                }
                let place = self.place_or_temp(&call.args[0])?;
                Some(Expr::Clone { place, method: "to_vec" })
            }
            ("Box", "new", 1) => {
                let value = self.value(&call.args[0]);
                let fields = vec![(crate::exits::some_field(), value)];
                Some(Expr::Construct { path: path.clone(), fields, like: None })
            }
            ("array", "from_fn", 1) => self.array_from_fn(call, path, ty),
            _ => None,
        }
    }

    fn arg(&mut self, arg: &syn::Expr) -> Arg {
        match arg {
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                match self.place_or_temp(&reference.expr) {
                    Some(place) => Arg::Borrow(place),
                    None => Arg::Value(self.value(arg)),
                }
            }
            syn::Expr::Reference(reference) => match self.place(&reference.expr) {
                Some(place) if self.is_writable(&place) => Arg::BorrowMut(place),
                Some(_) => Arg::Value(self.value(arg)),
                None => {
                    // A temporary that the callee may write to.
                    let value = self.rhs(&reference.expr);
                    let var = self.temp(value, arg.span());
                    self.function.vars[var.0].mutable = true;
                    Arg::BorrowMut(Place::whole(var))
                }
            },
            syn::Expr::Path(path) if self.alias(path).is_some() => match self.alias(path) {
                Some((place, super::item::Mode::RefMut)) => Arg::BorrowMut(place),
                Some((place, _)) => Arg::Borrow(place),
                None => Arg::Value(self.value(arg)),
            },
            arg => {
                let value = self.value(arg);
                match value.var().filter(|var| self.function.var(*var).exclusive) {
                    // A `&mut` that is handed on is borrowed again.
                    Some(var) => Arg::BorrowMut(Place::whole(var).then(Projection::Deref)),
                    None => Arg::Value(value),
                }
            }
        }
    }

    /// Whether a receiver is a variable of a type of the user's.
    pub(super) fn is_users(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::Paren(inner) => self.is_users(&inner.expr),
            syn::Expr::Reference(inner) => self.is_users(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let var = name.and_then(|name| self.lookup(name));
                var.is_some_and(|var| self.function.var(var).nominal)
            }
            _ => false,
        }
    }

    /// Whether a receiver is what a call of the user's returned, whose type isn't known.
    fn is_unseen(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::Paren(inner) => self.is_unseen(&inner.expr),
            syn::Expr::Reference(inner) => self.is_unseen(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let var = name.and_then(|name| self.lookup(name));
                var.is_some_and(|var| self.function.var(var).opaque)
            }
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let is_copy = matches!(name.as_str(), "clone" | "to_owned") && call.args.is_empty();
                let has_method = self.is_users(&call.receiver) || self.is_unseen(&call.receiver);
                match is_copy {
                    true => self.is_unseen(&call.receiver),
                    false => !is_std(&name) || (has_method && !unsupported::is_std_method(&name)),
                }
            }
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => path.path.get_ident().is_some_and(|name| {
                    let is_constructor = name.to_string().starts_with(char::is_uppercase);
                    !is_constructor && name != "stop_gradient" && self.binding(name).is_none()
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// A method that is not one of std's: one of the user's.
    fn user_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let is_closure = |arg: &syn::Expr| matches!(arg, syn::Expr::Closure(_));
        let name = call.method.to_string();
        // Only an iterator that the macro knows has these, and a function with derivatives returns no cell and the like.
        let is_sum = matches!(name.as_str(), "sum" | "product") && call.args.is_empty();
        let is_place = matches!(
            &*call.receiver,
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_)
        );
        let may_be_std = match self.is_unseen(&call.receiver) {
            _ if is_sum && is_place && call.turbofish.is_none() => false,
            true => unsupported::is_value_method(&name),
            false => unsupported::is_std_method(&name) && !self.is_users(&call.receiver),
        };
        // `collect::<Vec<u8>>()` of an iterator that isn't known.
        let is_collected = call.turbofish.is_some() && super::iter::is_method(&name);
        let is_of_iterator = self.is_chain(&call.receiver) || is_collected;
        if may_be_std || is_of_iterator || call.args.iter().any(is_closure) {
            return None;
        }
        let receiver = self.place_or_temp(&call.receiver)?;
        let root = self.function.var(receiver.root);
        let may_change = match root.reference {
            true => root.exclusive,
            false => root.mutable,
        };
        let receiver = match may_change {
            true => Arg::BorrowMut(receiver),
            false => Arg::Borrow(receiver),
        };
        let mut args = vec![receiver];
        args.extend(call.args.iter().map(|arg| self.arg(arg)));
        let result = self.result_var(Kind::Unknown, call.span());
        self.function.vars[result.0].opaque = true;
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee: Callee::Method(call.method.clone()),
            transform: Transform::Primal,
            args,
            dots: Vec::new(),
            span: call.method.span(),
        });
        Some(Expr::Atom(Atom::Var(result)))
    }

    /// `f64::sin(x)`, `f64::from(x)`, and their `f32` forms.
    fn float_path(&mut self, path: &syn::Path, name: &str, call: &syn::ExprCall) -> Option<Expr> {
        let ty = path.segments.iter().rev().nth(1)?;
        let of = ty.ident.to_string();
        if !FLOATS.contains(&of.as_str()) && !self.floats.contains(&of) {
            return None;
        }
        if name == "from" && call.args.len() == 1 && (of == "f64" || of == "f32") {
            let value = self.operand(&call.args[0]);
            // What is converted without loss is what `as` makes of it.
            if matches!(self.kind(&value), Kind::Float | Kind::Int) {
                let mut ty = path.clone();
                ty.segments.pop();
                ty.segments.pop_punct();
                return Some(Expr::Cast(value, Box::new(syn::parse_quote!(#ty))));
            }
            return None;
        }
        if name == "sin_cos" && call.args.len() == 1 {
            let value = self.operand(&call.args[0]);
            return self.sin_cos(value, call.span());
        }
        let method = primitives::method(name).filter(|m| m.arity == call.args.len())?;
        let args = call.args.iter().map(|arg| self.operand(arg)).collect();
        Some(Expr::Method { method, path: Some(path.clone()), args })
    }

    fn sin_cos(&mut self, value: Atom, span: proc_macro2::Span) -> Option<Expr> {
        let mut half = |name| {
            let method = primitives::method(name)?;
            let expr = Expr::Method { method, path: None, args: vec![value.clone()] };
            Some(Atom::Var(self.temp(expr, span)))
        };
        Some(Expr::Tuple(vec![half("sin")?, half("cos")?]))
    }

    pub(super) fn method_call(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Expr {
        let expr = syn::Expr::MethodCall(call.clone());
        let name = call.method.to_string();
        if self.is_users(&call.receiver)
            && !(matches!(name.as_str(), "clone" | "to_owned" | "len" | "is_empty")
                && call.args.is_empty())
            && let Some(value) = self.user_method(call)
        {
            return value;
        }
        if call.turbofish.is_none()
            && let Some(method) =
                primitives::method(&name).filter(|m| m.arity == call.args.len() + 1)
        {
            let operands = std::iter::once(&*call.receiver).chain(&call.args);
            let args = operands.map(|operand| self.operand(operand)).collect();
            return Expr::Method { method, path: None, args };
        }
        if self.is_chain(&call.receiver)
            && let Some(value) = self.consume(call, ty)
        {
            return value;
        }
        match (name.as_str(), call.args.len()) {
            ("sin_cos", 0) => {
                let value = self.operand(&call.receiver);
                match self.sin_cos(value, call.method.span()) {
                    Some(pair) => return pair,
                    None => return Expr::Atom(Atom::Unit),
                }
            }
            ("len", 0) if !self.is_chain(&call.receiver) => {
                if let Some(place) = self.place(&call.receiver) {
                    let is_seen = self.is_seen(&place);
                    let len = Expr::Len(place);
                    return if is_seen { len } else { self.typed(len, &name, call.method.span()) };
                }
            }
            ("clone" | "to_vec" | "to_owned", 0) => {
                if let Some(place) = self.place_or_temp(&call.receiver) {
                    let methods = ["clone", "to_vec", "to_owned"];
                    let method = methods.into_iter().find(|m| *m == name).unwrap_or("clone");
                    return Expr::Clone { place, method };
                }
            }
            ("as_slice" | "as_mut_slice", 0) => {
                if let Some(place) = self.place_or_temp(&call.receiver) {
                    let all =
                        crate::ir::Projection::Range { start: None, end: None, inclusive: false };
                    let mutable = name == "as_mut_slice";
                    return Expr::Borrow { place: place.then(all), mutable };
                }
            }
            ("partial_cmp" | "total_cmp", 1) if self.is_comparison(call) => {
                return self.comparison(call);
            }
            (name, _) if SELECTING.contains(&name) && !may_change(&expr.to_token_stream()) => {
                let place = self.place(&call.receiver);
                let verbatim = Expr::Verbatim(self.verbatim(expr.to_token_stream(), None, false));
                return match place.is_some_and(|place| self.is_seen(&place)) {
                    true => verbatim,
                    false => self.typed(verbatim, name, call.method.span()),
                };
            }
            _ => {}
        }
        if let Some(value) = self.bool_method(call) {
            return value;
        }
        // A reference to an element can't be a value: these are the user's, which return something else.
        let is_element = matches!(name.as_str(), "get" | "first" | "last") && call.args.len() < 2;
        if is_element
            && self.is_unseen(&call.receiver)
            && let Some(value) = self.user_method(call)
        {
            return value;
        }
        if let Some(item) = self.optional(call) {
            return self.item_value(item, call.method.span());
        }
        if let Some(value) = self.list_method(call) {
            return value;
        }
        if let Some(value) = self.option_method(call) {
            return value;
        }
        if let Some(value) = self.user_method(call) {
            return value;
        }
        let guilty = &self.unknown_in(call).method;
        let message = unsupported::unknown_method(&guilty.to_string());
        let value = self.unknown(&expr, guilty, message);
        match call.turbofish.as_ref().and_then(|turbofish| turbofish.args.first()) {
            // A list of constants: `text.chars().collect::<Vec<char>>()`.
            Some(syn::GenericArgument::Type(ty)) if name == "collect" => {
                let kind = self.kind_of(ty);
                let list = self.temp(value, call.method.span());
                self.function.vars[list.0].kind = kind;
                self.function.vars[list.0].ty = Some(ty.to_token_stream());
                Expr::Atom(Atom::Var(list))
            }
            _ => value,
        }
    }

    /// The method that isn't known in a chain of an iterator's: `rchunks` in `x.rchunks(2).map(..).sum()`.
    fn unknown_in<'c>(&self, call: &'c syn::ExprMethodCall) -> &'c syn::ExprMethodCall {
        match &*call.receiver {
            syn::Expr::MethodCall(inner)
                if super::iter::is_method(&call.method.to_string())
                    && !self.is_chain(&call.receiver) =>
            {
                self.unknown_in(inner)
            }
            _ => call,
        }
    }

    /// Whether `a.partial_cmp(b)` is about two floats that have names here: those of items of a loop, say, of which only the
    /// macro knows whether they are references.
    fn is_comparison(&mut self, call: &syn::ExprMethodCall) -> bool {
        [&*call.receiver, pointee(&call.args[0])].into_iter().all(|operand| {
            let base = match operand {
                syn::Expr::Field(field) => &*field.base,
                operand => operand,
            };
            matches!(base, syn::Expr::Path(_))
                && self.place(operand).is_some_and(|place| {
                    crate::kinds::of_place(&self.function.vars, &place).is_float()
                })
        })
    }

    /// `a.partial_cmp(b)` over the floats themselves.
    fn comparison(&mut self, call: &syn::ExprMethodCall) -> Expr {
        let operands = [self.operand(&call.receiver), self.operand(pointee(&call.args[0]))];
        let (method, span) = (&call.method, call.method.span());
        let ordering = self.verbatim_of(operands, |[a, b]| quote::quote!(#a.#method(&#b)), span);
        Expr::Atom(Atom::Var(ordering))
    }

    /// Whether the macro knows what a place holds, so that its methods are std's.
    fn is_seen(&self, place: &Place) -> bool {
        let kind = crate::kinds::of_place(&self.function.vars, place);
        !matches!(kind, Kind::Unknown | Kind::Struct(_))
    }

    /// What a method like `len` returns, if it is what it is called: of a type of the user's, another method may have the name.
    fn typed(&mut self, value: Expr, name: &str, span: proc_macro2::Span) -> Expr {
        let value = self.temp(value, span);
        self.function.vars[value.0].ty = Some(match name {
            "len" | "capacity" => quote::quote!(usize),
            "partial_cmp" => quote::quote!(::core::option::Option<::core::cmp::Ordering>),
            "total_cmp" => quote::quote!(::core::cmp::Ordering),
            "classify" => quote::quote!(::core::num::FpCategory),
            _ => quote::quote!(bool),
        });
        Expr::Atom(Atom::Var(value))
    }

    pub(super) fn macro_expr(&mut self, mac: &syn::Macro) -> Expr {
        let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            "vec" => return self.vec(mac),
            "asm" | "naked_asm" | "global_asm" => {
                self.diagnostics.error(&mac.path, unsupported::ASM);
                return Expr::Atom(Atom::Unit);
            }
            _ => {}
        }
        if LOOKING.contains(&name.as_str()) {
            let changes = may_change(&mac.tokens);
            let complaint =
                changes.then(|| (mac.path.to_token_stream(), unsupported::MACRO_CHANGES));
            return Expr::Verbatim(self.verbatim(mac.to_token_stream(), complaint, changes));
        }
        let complaint = Some((mac.path.to_token_stream(), unsupported::unknown_macro(&name)));
        Expr::Verbatim(self.verbatim(mac.to_token_stream(), complaint, true))
    }

    /// A macro in statement position; `vec![..]` and the like may still be the block's value.
    pub(super) fn macro_stmt(&mut self, mac: &syn::Macro) -> Atom {
        match self.macro_expr(mac) {
            Expr::Verbatim(verbatim) => {
                self.stmts.push(Stmt::Verbatim { verbatim });
                self.diverge(mac);
                Atom::Unit
            }
            expr => self.atom(expr, mac.span()),
        }
    }

    /// What comes after a `panic!` is never run.
    pub(super) fn diverge(&mut self, mac: &syn::Macro) {
        if super::expr::is_panic(mac) {
            let exit = crate::ir::Exit::Diverge;
            self.stmts.push(Stmt::Exit { exit, span: mac.span() });
        }
    }

    fn vec(&mut self, mac: &syn::Macro) -> Expr {
        let repeat = |input: syn::parse::ParseStream| {
            let item: syn::Expr = input.parse()?;
            input.parse::<syn::Token![;]>()?;
            let len: syn::Expr = input.parse()?;
            Ok((item, len))
        };
        if let Ok((item, len)) = repeat.parse2(mac.tokens.clone()) {
            let (item, len) = (self.value(&item), self.value(&len));
            return Expr::Repeat { item, len, vec: true };
        }
        match Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(mac.tokens.clone()) {
            Ok(items) => {
                let items = items.iter().map(|item| self.value(item)).collect();
                Expr::List { items, vec: true }
            }
            Err(error) => {
                self.diagnostics.add(error);
                Expr::Atom(Atom::Unit)
            }
        }
    }
}

/// The types and traits by whose paths float methods are called.
const FLOATS: &[&str] = &["f64", "f32", "Float", "Real"];

/// Methods that are known to leave their receiver as it is, beside those of floats.
const PURE: &[&str] = &[
    "iter",
    "len",
    "to_string",
    "clone",
    "to_vec",
    "to_owned",
    "as_slice",
    "first",
    "last",
    "get",
    "unwrap",
    "is_some",
    "is_none",
    "sum",
    "product",
    "map",
    "filter",
    "fold",
    "all",
    "any",
    "copied",
    "cloned",
    "zip",
    "enumerate",
    "windows",
    "chunks",
    "rev",
    "count",
    "contains",
    "cmp",
    "pow",
];

/// Whether tokens that look at variables may change one on the way: blocks, `mut`, compound assignments,
/// methods that aren't known to be pure.
pub(crate) fn may_change(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().any(|(i, token)| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Brace || may_change(&group.stream())
        }
        TokenTree::Ident(ident) if ident == "mut" => true,
        TokenTree::Ident(ident) => {
            let is_called = matches!(tokens.get(i + 1), Some(TokenTree::Group(_)));
            let is_method = i > 0
                && matches!(&tokens[i - 1], TokenTree::Punct(punct) if punct.as_char() == '.');
            let name = ident.to_string();
            let is_pure = [PURE, SELECTING].iter().any(|list| list.contains(&name.as_str()))
                || primitives::method(&name).is_some();
            is_called && is_method && !is_pure
        }
        TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint => {
            let is_operator = "+-*/%&|^".contains(punct.as_char());
            let then = tokens.get(i + 1);
            is_operator && matches!(then, Some(TokenTree::Punct(next)) if next.as_char() == '=')
        }
        _ => false,
    })
}

/// `x` of `&x`.
fn pointee(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Reference(reference) => &reference.expr,
        expr => expr,
    }
}

/// Whether a name is one of the methods of std that the macro knows.
fn is_std(name: &str) -> bool {
    let is_known = unsupported::is_std_method(name) || super::iter::is_method(name);
    let others = [
        "to_vec",
        "as_slice",
        "len",
        "first",
        "last",
        "get",
        "unwrap_or",
        "ok",
        "as_ref",
        "swap_remove",
        "sin_cos",
        "copied",
        "cloned",
        "and_then",
        "get_mut",
        "unwrap_or_else",
        "unwrap_or_default",
        "is_empty",
        "contains",
        "chars",
        "trim",
        "parse",
        "cmp",
    ];
    is_known
        || PURE.contains(&name)
        || SELECTING.contains(&name)
        || others.contains(&name)
        || primitives::method(name).is_some()
        || crate::ir::Mutator::of_method(name).is_some()
}

/// Primitive types, whose associated functions are not user functions.
fn is_builtin(name: &str) -> bool {
    [
        "f64", "f32", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
        "i128", "isize", "bool", "char", "str",
    ]
    .contains(&name)
}
