//! Calls of methods: of floats, of what std has, of the user's types.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::Lower;

use super::syntax::may_change;
use crate::ir::{Arg, Atom, Callee, CloneBy, Expr, Place, Projection, Slot, Stmt, Transform};
use crate::kind::{Kind, Whose};
use crate::kinds;
use crate::library::{self, Consumer, Fact, Lowering, Selected};
use crate::primitives;
use crate::unsupported;

impl Lower<'_> {
    /// A method: of a type of the user's if that is known, else what std has of that name, else the user's.
    pub(super) fn method_call(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Expr {
        let name = call.method.to_string();
        if let Some(value) = self.otherwise_written(call, ty) {
            return value;
        }
        if let Some(value) = self.method_of_others(call) {
            return value;
        }
        if call.turbofish.is_none()
            && let Some(method) =
                primitives::method(&name).filter(|m| m.arity == call.args.len() + 1)
            && !call.args.iter().any(|arg| matches!(arg, syn::Expr::Reference(_)))
        {
            self.claim_of_reference(call);
            let operands = std::iter::once(&*call.receiver).chain(&call.args);
            let args = operands.map(|operand| self.operand(operand)).collect();
            return Expr::Method { method, path: None, args };
        }
        if self.is_chain(&call.receiver)
            && let Some(value) = self.consume(call, ty)
        {
            return value;
        }
        if let Some(value) = self.seen_method(call) {
            return value;
        }
        if let Some(value) = self.converted_number(call, ty) {
            return value;
        }
        if let Some(value) = self.array_of_list(call, ty) {
            return value;
        }
        if let Some(value) = self.bool_method(call) {
            return value;
        }
        // A reference to an element can't be a value: these are the user's, which return something else.
        let is_element =
            call.args.len() < 2 && library::named(&name).any(|row| hands_out(row.lowering));
        if is_element
            && self.is_unseen(&call.receiver)
            && let Some(value) = self.user_method(call)
        {
            return value;
        }
        if let Some(value) = self.optional_value(call, ty) {
            return value;
        }
        if let Some(value) = self.list_method(call) {
            return value;
        }
        if let Some(value) = self.option_method(call, ty) {
            return value;
        }
        if let Some(value) = self.user_method(call) {
            return value;
        }
        let value = self.refused_method(call);
        match call.turbofish.as_ref().and_then(|turbofish| turbofish.args.first()) {
            // A list of constants: `text.chars().collect::<Vec<char>>()`.
            Some(syn::GenericArgument::Type(ty))
                if library::consumer(&name) == Some(Consumer::Collect) =>
            {
                let kind = self.kind_of(ty);
                let list = self.temp(value, call.method.span());
                self.function.vars[list.0].ty.known = kind.clone();
                self.function.vars[list.0].ty.guess = kind;
                self.function.vars[list.0].ty.written = Some(ty.to_token_stream());
                Expr::Atom(Atom::Var(list))
            }
            _ => value,
        }
    }

    /// A method of a type of the user's, of another crate's, or of a map.
    fn method_of_others(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        match self.entries_method(call) {
            None if self.has_own_methods(call) || self.changes_entries(call) => {
                self.user_method(call)
            }
            None => self.method_of_maps(call),
            value => value,
        }
    }

    /// A method that nobody knows.
    pub(super) fn refused_method(&mut self, call: &syn::ExprMethodCall) -> Expr {
        let expr = syn::Expr::MethodCall(call.clone());
        match self.no_value(&call.args).filter(|_| self.is_users(&call.receiver)) {
            Some(closure) => self.unknown(&expr, closure, unsupported::CLOSURE),
            None => {
                let guilty = self.unknown_in(call);
                let name = guilty.method.to_string();
                let message = match self.is_map(&guilty.receiver) {
                    true => unsupported::map_method(&name),
                    false => unsupported::unknown_method(&name),
                };
                let guilty = &guilty.method;
                self.unknown(&expr, guilty, message)
            }
        }
    }

    /// `sin_cos`, and methods that only look at their receiver or copy it; none if the method is another one.
    fn seen_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let name = call.method.to_string();
        let lowering = library::lowerings(&name, call.args.len()).find(|lowering| {
            use Lowering::{Copy, Len, Look, SinCos, View};
            matches!(lowering, SinCos | Len | Copy(_) | View(_) | Look(_))
        });
        match lowering {
            Some(Lowering::SinCos) => {
                let value = self.operand(&call.receiver);
                Some(self.sin_cos(value, call.method.span()))
            }
            Some(Lowering::Len) if !self.is_chain(&call.receiver) => {
                let place = self.place(&call.receiver)?;
                let is_seen = self.is_seen(&place);
                let len = Expr::Len(place);
                if is_seen {
                    return Some(len);
                }
                let asked = self.temp(len, call.method.span());
                let ty = &mut self.function.vars[asked.0].ty;
                (ty.counted, ty.guess) = (true, Kind::Unknown);
                Some(Expr::Atom(Atom::Var(asked)))
            }
            Some(Lowering::Copy(CloneBy::IntoBoxedSlice)) => self.boxed_slice(call),
            Some(Lowering::Copy(by)) => {
                self.claim_of_copy(call, by);
                let place = self.place_or_temp(&call.receiver)?;
                Some(Expr::Clone { place, by })
            }
            Some(Lowering::View(mutable)) => {
                let place = self.place_or_temp(&call.receiver)?;
                let all = Projection::Range { start: None, end: None, inclusive: false };
                Some(Expr::Borrow { place: self.part_of_list(&place, all), mutable })
            }
            Some(Lowering::Look(selected @ (Selected::Ordering | Selected::PartialOrdering))) => {
                match self.ordering(call) {
                    Some((value, true)) => Some(value),
                    Some((value, false)) => Some(self.typed(value, selected, call.method.span())),
                    None => self.selected(call, selected),
                }
            }
            _ => self.selected(call, library::selected(&name, call.args.len())?),
        }
    }

    /// `list.into_boxed_slice()`
    fn boxed_slice(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let start = self.stmts.len();
        // A copy of a copy is a copy.
        let list = match &*call.receiver {
            syn::Expr::MethodCall(copy)
                if library::copies(&copy.method.to_string(), 0) == Some(CloneBy::ToVec) =>
            {
                &copy.receiver
            }
            _ => &call.receiver,
        };
        let place = self.place_or_temp(list)?;
        let is_list = self.is_seen(&place);
        if !is_list {
            self.stmts.truncate(start);
        }
        is_list.then_some(Expr::Clone { place, by: CloneBy::IntoBoxedSlice })
    }

    /// A method whose result carries no derivative, by tokens.
    fn selected(&mut self, call: &syn::ExprMethodCall, selected: Selected) -> Option<Expr> {
        if may_change(&call.to_token_stream()) {
            return None;
        }
        let place = self.place(&call.receiver);
        let is_seen = place.is_some_and(|place| self.is_seen(&place));
        // The user's own may change what it is called on.
        let verbatim = Expr::Verbatim(self.verbatim(call.to_token_stream(), None, !is_seen));
        Some(match is_seen {
            true => verbatim,
            false => self.typed(verbatim, selected, call.method.span()),
        })
    }

    /// The method that isn't known in a chain of an iterator's: `rchunks` in `x.rchunks(2).map(..).sum()`.
    fn unknown_in<'c>(&self, call: &'c syn::ExprMethodCall) -> &'c syn::ExprMethodCall {
        match &*call.receiver {
            syn::Expr::MethodCall(inner)
                if library::is_of_iterators(&call.method.to_string())
                    && !self.is_chain(&call.receiver) =>
            {
                self.unknown_in(inner)
            }
            _ => call,
        }
    }

    /// Whether the macro knows what a place holds, so that its methods are std's.
    fn is_seen(&self, place: &Place) -> bool {
        let kind = kinds::known::of_place(&self.function.vars, place);
        !matches!(kind, Kind::Unknown | Kind::Struct(_))
    }

    /// Whether a place is a trait object.
    fn is_object(&self, place: &Place) -> bool {
        self.function.var(place.root).ty.object.is_some()
    }

    /// What a method like `len` returns, if it is what it is called: of a type of the user's, another method may have the name.
    fn typed(&mut self, value: Expr, selected: Selected, span: Span) -> Expr {
        let value = self.temp(value, span);
        let (known, ty) = match selected {
            Selected::Count => (Kind::Int, quote::quote!(usize)),
            Selected::Bool => (Kind::Bool, quote::quote!(bool)),
            Selected::Ordering => (Kind::Other, quote::quote!(::core::cmp::Ordering)),
            Selected::PartialOrdering => {
                (Kind::Other, quote::quote!(::core::option::Option<::core::cmp::Ordering>))
            }
            Selected::Category => (Kind::Other, quote::quote!(::core::num::FpCategory)),
            Selected::Found => (
                Kind::Other,
                quote::quote!(::core::result::Result<::core::primitive::usize, ::core::primitive::usize>),
            ),
        };
        self.function.vars[value.0].ty.known = known;
        self.function.vars[value.0].ty.written = Some(ty);
        Expr::Atom(Atom::Var(value))
    }

    /// Whether a method is one of a type of the user's, and not one that all types mean the same by.
    pub(super) fn has_own_methods(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        let mut everyones = library::known(&name, call.args.len(), Fact::Everyones);
        everyones.next().is_none() && self.is_users(&call.receiver)
    }

    /// Whether a receiver is a variable of a type of the user's.
    pub(super) fn is_users(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::Paren(inner) => self.is_users(&inner.expr),
            syn::Expr::Reference(inner) => self.is_users(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let var = name.and_then(|name| self.lookup(name));
                var.is_some_and(|var| self.function.var(var).ty.is_nominal())
            }
            _ => false,
        }
    }

    /// Whether a receiver is what a call of the user's returned, whose type isn't known.
    pub(super) fn is_unseen(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::Paren(inner) => self.is_unseen(&inner.expr),
            syn::Expr::Reference(inner) => self.is_unseen(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let var = name.and_then(|name| self.lookup(name));
                var.is_some_and(|var| self.function.var(var).ty.is_opaque())
            }
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let is_copy = matches!(
                    library::copies(&name, call.args.len()),
                    Some(CloneBy::Clone | CloneBy::ToOwned)
                );
                let has_method = self.is_users(&call.receiver) || self.is_unseen(&call.receiver);
                match is_copy {
                    _ if self.is_of_entries(call) => true,
                    true => self.is_unseen(&call.receiver),
                    false => !library::is(&name, Fact::Std) || (has_method && !is_refused(&name)),
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

    /// Whether a method by the name of one of iterators is another one: it has other operands, or is called on a part of something, or on an item, which isn't seen to be
    /// of std's. Of iterators nothing is differentiated but those that are chains.
    fn is_no_iterators(&mut self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        if !library::is_of_iterators(&name) {
            return false;
        }
        let is_std = [Fact::Refused, Fact::RefusedOfValues]
            .iter()
            .any(|fact| library::is_with(&name, call.args.len(), *fact));
        let start = self.stmts.len();
        let place = self.place(&call.receiver);
        self.stmts.truncate(start);
        let is_unseen = place.is_some_and(|place| {
            let is_option = place.projections.is_empty() && self.function.var(place.root).ty.option;
            !is_option && crate::kinds::of_place(&self.function.vars, &place) == Kind::Unknown
        });
        !is_std || is_unseen || self.is_of_no_iterator(&call.receiver)
    }

    /// Whether something is what such a method results in, that is given no closure.
    fn is_of_no_iterator(&mut self, expr: &syn::Expr) -> bool {
        let syn::Expr::MethodCall(call) = expr else { return false };
        let is_closure = |arg: &syn::Expr| matches!(arg, syn::Expr::Closure(_));
        !call.args.iter().any(is_closure) && self.is_no_iterators(call)
    }

    /// Whether a method may be one of std's that has no derivative.
    fn may_be_std(&mut self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        // Only an iterator that the macro knows has these, and a function with derivatives returns no cell and the like.
        let is_sum = call.args.is_empty()
            && matches!(library::consumer(&name), Some(Consumer::Sum | Consumer::Product));
        let is_place = match &*call.receiver {
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) => true,
            // An operator's result is no iterator.
            syn::Expr::Paren(inner) => {
                matches!(&*inner.expr, syn::Expr::Binary(_)) || is_negative(&inner.expr)
            }
            _ => false,
        };
        match self.is_unseen(&call.receiver) {
            _ if is_sum && is_place && call.turbofish.is_none() => false,
            true => library::is(&name, Fact::RefusedOfValues),
            false => {
                is_refused(&name)
                    && !self.is_users(&call.receiver)
                    && !((is_place || self.is_of_no_iterator(&call.receiver))
                        && self.is_no_iterators(call))
            }
        }
    }

    /// A method that is not one of std's: one of the user's.
    pub(super) fn user_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let name = call.method.to_string();
        let may_be_std = self.may_be_std(call);
        // `collect::<Vec<u8>>()` of an iterator that isn't known.
        let is_collected = call.turbofish.is_some()
            && library::is_of_iterators(&name)
            && !self.is_users(&call.receiver);
        let is_of_iterator = self.is_chain(&call.receiver) || is_collected;
        if may_be_std || is_of_iterator || self.no_value(&call.args).is_some() {
            return None;
        }
        let start = self.stmts.len();
        let mut receiver = self.place_or_temp(&call.receiver)?;
        // What std's types do with a closure is up to them, and objects have no generic methods.
        let is_self =
            matches!(&*call.receiver, syn::Expr::Path(path) if path.path.is_ident("self"));
        let is_std = library::takes_closure(&name, call.args.len())
            && !is_self
            && !self.is_users(&call.receiver);
        let takes_none = is_std || self.is_seen(&receiver) || self.is_object(&receiver);
        if takes_none && call.args.iter().any(|arg| matches!(arg, syn::Expr::Closure(_))) {
            self.stmts.truncate(start);
            return None;
        }
        let start = self.stmts.len();
        let given = (!takes_none).then(|| self.given_args(call.args.iter())).flatten();
        let (args, slots) = match given {
            Some((args, slots)) => (args, Some(slots)),
            None => (call.args.iter().map(|arg| self.arg(arg)).collect(), None),
        };
        let by_name = slots.is_none() && super::call::lends_by_name(&call.args, &args);
        if self.is_changed_since(start, &receiver) {
            // It is taken by value then, before the arguments are computed.
            let later = self.stmts.split_off(start);
            receiver = self.copied_place(receiver, call.span());
            self.stmts.extend(later);
        }
        let root = self.function.var(receiver.root);
        let receiver = match root.may_be_changed() {
            true => Arg::BorrowMut(receiver),
            false => Arg::Borrow(receiver),
        };
        let args = std::iter::once(receiver).chain(args).collect();
        let callee = Callee::Method(call.method.clone(), call.turbofish.clone().map(Box::new));
        let callee = match slots {
            Some(slots) => self.given(callee, [vec![Slot::Plain], slots].concat()),
            None => callee,
        };
        let result = self.result_var(Kind::Unknown, call.span());
        self.function.vars[result.0].ty.whose = Whose::Opaque;
        self.function.vars[result.0].ty.entries = library::makes_entries(&name);
        self.function.lent_by_name.extend(by_name.then_some(result));
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee,
            transform: Transform::Primal,
            args,
            dots: Vec::new(),
            span: call.method.span(),
        });
        Some(Expr::Atom(Atom::Var(result)))
    }
}

fn is_negative(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)))
}

/// Whether a method is one of std's that can't be differentiated.
fn is_refused(name: &str) -> bool {
    library::is(name, Fact::Refused) || library::is(name, Fact::RefusedOfValues)
}

/// Whether it hands out an element to be looked at.
fn hands_out(lowering: Lowering) -> bool {
    matches!(lowering, Lowering::Element(_, false))
}
