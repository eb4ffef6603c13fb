//! Closures that are written in the call of a function: values, which that function may go through.
//!
//! ```text
//! simpson(|x| x.powf(p) * w[0], a, b)
//! ```
//! is a call with `p` and `w` among its arguments, in the place of the closure that captures them, and the closure a function of
//! `p`, `w` and `x` with derivatives of its own. In: the call. Out: its arguments, and that function ([`GivenClosure`]). Whether the function
//! that is called goes through the closure, or takes it as a constant, its own expansion knows (`emit/given`).
//!
//! What a closure changes of what it captures is nothing that comes back, so such a closure is no value; nor is one that captures nothing that may hold a
//! derivative and calls what may have none: that is left to whoever takes it as a constant.

mod body;
mod composed;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

use body::{Body, LookedAt};
use composed::{idents, is_same, named};

use super::scopes::{Binding, Scopes, lookup};
use super::uses::{Use, uses};
use super::{Lower, constant};
use crate::hygiene;
use crate::ir::{Arg, Atom, Callee, Function, Place, Projection, Slot, VarId};
use crate::kind::{Kind, Whose};
use crate::signature::{FunctionType, Signature};

/// A closure that is given to a function, as a function of what it captures and of its parameters.
pub(crate) struct GivenClosure {
    /// Its parameters: what it captures first.
    pub signature: Signature,
    /// How many of these it captures.
    pub n_captures: usize,
    /// Its body.
    pub function: Function,
    /// The closures that are given to functions in it.
    pub closures: Vec<GivenClosure>,
}

/// What a closure captures: its name in the closure, what is passed for it, and what is seen of its type.
struct Capture {
    name: Ident,
    arg: Arg,
    ty: syn::Type,
    function: Option<FunctionType>,
    /// Whether that is a reference to a value that the name stands for.
    lent: bool,
}

impl Lower<'_> {
    /// The arguments of a call, and for each that is a closure, which of them it captures; none if no closure is a value.
    pub(super) fn given_args<'e>(
        &mut self,
        args: impl Iterator<Item = &'e syn::Expr> + Clone,
    ) -> Option<(Vec<Arg>, Vec<Slot>)> {
        if !args.clone().any(|arg| self.closure_value(arg).is_some()) {
            return None;
        }
        let (mut flat, mut slots) = (Vec::new(), Vec::new());
        for arg in args {
            match self.closure_value(arg) {
                Some((closure, names)) => {
                    let captures = names.iter().map(|name| self.capture(name));
                    let captures: Vec<_> = captures.collect();
                    let n_captures = captures.len();
                    flat.extend(captures.iter().map(|capture| capture.arg.clone()));
                    let borrowed = is_reference(arg);
                    let closure = self.given_closure(&closure, captures);
                    slots.push(Slot::Closure { closure, captures: n_captures, borrowed });
                }
                None => {
                    flat.push(self.arg(arg));
                    slots.push(Slot::Plain);
                }
            }
        }
        Some((flat, slots))
    }

    /// What is called with such arguments.
    pub(super) fn given(&mut self, callee: Callee, slots: Vec<Slot>) -> Callee {
        self.function.given.push(slots);
        Callee::Given(Box::new(callee), self.function.given.len() - 1)
    }

    /// The body of a closure among some arguments that is no value.
    pub(super) fn no_value<'e>(
        &self,
        args: impl IntoIterator<Item = &'e syn::Expr>,
    ) -> Option<&'e syn::Expr> {
        args.into_iter().find_map(|arg| match arg {
            syn::Expr::Closure(closure) if self.closure_value(arg).is_none() => {
                Some(&*closure.body)
            }
            _ => None,
        })
    }

    /// The closure that an argument is, without marks, and the names that it captures; none if it is no value.
    fn closure_value(&self, arg: &syn::Expr) -> Option<(syn::ExprClosure, Vec<Ident>)> {
        if let Some(tokens) = constant::written(arg) {
            return self.closure_value(&syn::parse2(tokens.clone()).ok()?);
        }
        let closure = match arg {
            syn::Expr::Closure(closure) => closure,
            syn::Expr::Paren(inner) => return self.closure_value(&inner.expr),
            syn::Expr::Reference(inner) if inner.mutability.is_none() => {
                return self.closure_value(&inner.expr);
            }
            syn::Expr::Path(path) => return self.named_closure(path),
            _ => return None,
        };
        self.as_value(closure, &self.scopes)
    }

    /// The closure that a name stands for, if what it captures is still what it was.
    fn named_closure(&self, path: &syn::ExprPath) -> Option<(syn::ExprClosure, Vec<Ident>)> {
        let name = path.path.get_ident()?;
        // A constant closure may be called with what isn't constant.
        let own = || self.own_closures.get(&self.lookup(name)?).cloned();
        let closure = self.lookup_closure(name).or_else(own)?;
        let (written, scopes) = closure.parts()?;
        let (closure, names) = self.as_value(written, scopes)?;
        let is_same = |name: &Ident| is_same(lookup(scopes, name), self.binding(name));
        names.iter().all(is_same).then_some((closure, names))
    }

    /// A closure without marks, and the names that it captures; none if it is no value.
    fn as_value(
        &self,
        closure: &syn::ExprClosure,
        scopes: &Scopes,
    ) -> Option<(syn::ExprClosure, Vec<Ident>)> {
        let closure = self.composed(closure, scopes, 0)?;
        if !closure.inputs.iter().all(is_name) || closure.inputs.is_empty() {
            return None;
        }
        let names = self.captured_names(&closure)?;
        let body = Body::of(&closure, &names, self.signature);
        let may_hold = |name: &Ident| match self.binding(name) {
            Some(Binding::Var(var)) => {
                let known = &self.function.var(*var).ty.known;
                !known.is_settled() || known.may_carry_tangent()
            }
            _ => true,
        };
        let is_differentiated = names.iter().any(|name| self.is_tainted(name) && may_hold(name));
        let is_value = !body.changes && (is_differentiated || !body.calls);
        is_value.then_some((closure, names))
    }

    /// The variables that a closure captures; none if it captures what is no variable.
    fn captured_names(&self, closure: &syn::ExprClosure) -> Option<Vec<Ident>> {
        let mut names: Vec<Ident> = Vec::new();
        let mut add = |name: &Ident| -> bool {
            match self.binding(name) {
                None => true,
                Some(Binding::Closure(_) | Binding::Stream(_) | Binding::Cursor(_)) => false,
                Some(Binding::Var(_) | Binding::Place(..)) => {
                    if !hygiene::is_among(name, &names) {
                        names.push(name.clone());
                    }
                    true
                }
            }
        };
        for found in uses(&closure.to_token_stream())? {
            let is_variable = match found {
                Use::Name(name) => add(&name),
                Use::Macro { tokens, bound, .. } => {
                    let mut all = Vec::new();
                    idents(tokens, &mut all);
                    all.retain(|name| !hygiene::is_among(name, &bound));
                    all.iter().all(&mut add)
                }
            };
            if !is_variable {
                return None;
            }
        }
        Some(names)
    }

    fn capture(&mut self, name: &Ident) -> Capture {
        let name = name.clone();
        let inferred: syn::Type = syn::parse_quote!(_);
        let var = match self.binding(&name).cloned() {
            Some(Binding::Place(place, _)) => {
                let kind = crate::kinds::of_place(&self.function.vars, &place);
                let ty = self.type_of_kind(&kind).unwrap_or(inferred);
                return Capture {
                    name,
                    arg: Arg::Borrow(place),
                    ty: syn::parse_quote!(&#ty),
                    function: None,
                    lent: false,
                };
            }
            Some(Binding::Var(var)) => var,
            _ => unreachable!("only variables are captured"),
        };
        if self.function.functions.contains_key(&var) {
            let arg = Arg::Borrow(Place::whole(var));
            let position = self.function.params.iter().position(|param| *param == var);
            let param = position.and_then(|position| self.signature.params.get(position));
            let function = param.and_then(|param| param.function.clone());
            return Capture { name, arg, ty: inferred, function, lent: false };
        }
        let known = self.function.var(var).clone();
        let declared = self.declared_type(var);
        if known.ty.is_reference() {
            let place = Place::whole(var);
            let arg = match known.ty.is_exclusive() {
                true => Arg::Borrow(place.then(Projection::Deref)),
                false => Arg::Value(Atom::Var(var)),
            };
            let ty = declared
                .or_else(|| self.type_of_kind(&known.ty.guess).map(|ty| syn::parse_quote!(&#ty)));
            let ty = ty.unwrap_or_else(|| syn::parse_quote!(&_));
            let ty = match ty {
                syn::Type::Reference(reference) => {
                    let elem = &reference.elem;
                    syn::parse_quote!(&#elem)
                }
                ty => syn::parse_quote!(&#ty),
            };
            // In a closure in a closure it is a reference to what both capture.
            return Capture { name, arg, ty, function: None, lent: self.lent.contains(&var) };
        }
        let is_known =
            matches!(known.ty.known, Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool);
        // Among types of the user's, what operators make may be one of them.
        let is_guess_good = is_known || !self.mentions_own();
        let is_number = is_known || (is_guess_good && known.ty.guess.is_float());
        let guessed = is_guess_good.then(|| self.type_of_kind(&known.ty.guess)).flatten();
        let ty = declared.or(guessed).unwrap_or(inferred);
        match is_number {
            true => {
                let value = self.read(Place::whole(var));
                let value = match known.mutable {
                    true => self.atom(value, name.span()),
                    false => Atom::Var(var),
                };
                Capture { name, arg: Arg::Value(value), ty, function: None, lent: false }
            }
            false => {
                let arg = Arg::Borrow(Place::whole(var));
                Capture { name, arg, ty: syn::parse_quote!(&#ty), function: None, lent: true }
            }
        }
    }

    /// Whose the type of what is captured is: more may be seen of that than can be written.
    fn whose_captured(&self, capture: &Capture) -> Whose {
        let is_part = capture.arg.place().is_some_and(|place| {
            place.projections.iter().any(|step| !matches!(step, Projection::Deref))
        });
        match capture.arg.var().filter(|_| !is_part) {
            Some(var) => self.function.var(var).ty.whose,
            None => Whose::Unsaid,
        }
    }

    /// The type of a variable, if it is written somewhere.
    pub(super) fn declared_type(&self, var: VarId) -> Option<syn::Type> {
        if let Some(ty) = &self.function.var(var).ty.written {
            return syn::parse2(ty.clone()).ok();
        }
        let position = self.function.params.iter().position(|param| *param == var)?;
        Some(self.signature.params.get(position)?.ty.clone())
    }

    /// A type of this kind.
    fn type_of_kind(&self, kind: &Kind) -> Option<syn::Type> {
        match kind {
            Kind::Float => syn::parse2(self.float.clone()).ok(),
            Kind::Real(name) => Some(syn::parse_quote!(#name)),
            Kind::Int => Some(syn::parse_quote!(i64)),
            Kind::Bool => Some(syn::parse_quote!(bool)),
            Kind::List(item) | Kind::Array(item) => {
                let item = self.type_of_kind(item)?;
                Some(syn::parse_quote!([#item]))
            }
            _ => None,
        }
    }

    /// The number of a closure, made a function.
    fn given_closure(&mut self, closure: &syn::ExprClosure, captures: Vec<Capture>) -> usize {
        let (looked_at, n_captures) = (LookedAt::of(&closure.body), captures.len());
        let lent: Vec<_> = captures.iter().map(|capture| capture.lent).collect();
        let whose: Vec<_> = captures.iter().map(|capture| self.whose_captured(capture)).collect();
        let this = Ident::new("this_one", place_of_self(closure).resolved_at(Span::mixed_site()));
        let params = captures.into_iter().map(|capture| match capture.name == "self" {
            true => (this.clone(), capture.ty, capture.function),
            false => (capture.name, capture.ty, capture.function),
        });
        let own = closure.inputs.iter().filter_map(named).map(|(name, ty)| {
            let is_one_of = |names: &[Ident]| names.iter().any(|of| hygiene::same(of, &name));
            let ty = ty.unwrap_or_else(|| match () {
                _ if is_one_of(&looked_at.lists) => syn::parse_quote!(&[_]),
                _ if is_one_of(&looked_at.parts) => syn::parse_quote!(&_),
                _ if is_one_of(&looked_at.indices) => syn::parse_quote!(usize),
                _ => syn::parse_quote!(_),
            });
            (name, ty, None)
        });
        let output = match &closure.output {
            syn::ReturnType::Default => syn::parse_quote!(_),
            syn::ReturnType::Type(_, ty) => (**ty).clone(),
        };
        let signature =
            self.signature.of_closure(params.chain(own).collect(), output, closure.body.span());
        let body: syn::Block = match &*closure.body {
            syn::Expr::Block(block) if block.label.is_none() => block.block.clone(),
            body => syn::parse_quote!({ #body }),
        };
        let body = renamed(body.to_token_stream(), &this);
        let body = syn::parse2(body).unwrap_or_else(|_| syn::parse_quote!({}));
        let (mut function, closures) =
            super::lower_lent(self.diagnostics, &signature, &body, &lent);
        for (param, whose) in function.params.iter().zip(whose) {
            let captured = &mut function.vars[param.0].ty;
            if captured.whose == Whose::Unsaid {
                captured.whose = whose;
            }
        }
        // What is proved of names is proved of the whole function's.
        self.function.names.extend(function.names.iter().cloned());
        self.given.push(GivenClosure { signature, n_captures, function, closures });
        self.given.len() - 1
    }

    /// Whether a name may hold a derivative.
    fn is_tainted(&self, name: &Ident) -> bool {
        let var = match self.binding(name) {
            Some(Binding::Var(var)) => *var,
            Some(Binding::Place(place, _)) => place.root,
            _ => return true,
        };
        let var_of = self.function.var(var);
        match self.function.params.iter().position(|param| *param == var) {
            Some(position) => self
                .signature
                .params
                .get(position)
                .is_none_or(|param| param.differentiable || param.function.is_some()),
            None => !var_of.ty.unseen && !var_of.declared,
        }
    }
}

/// Whether an argument is lent.
fn is_reference(arg: &syn::Expr) -> bool {
    match constant::written(arg) {
        Some(tokens) => matches!(syn::parse2(tokens.clone()), Ok(syn::Expr::Reference(_))),
        None => matches!(arg, syn::Expr::Reference(_)),
    }
}

/// Whether a pattern is a name, with or without a type.
fn is_name(pattern: &syn::Pat) -> bool {
    named(pattern).is_some()
}

/// Where a closure mentions `self` first, if it does.
fn place_of_self(closure: &syn::ExprClosure) -> Span {
    let mut mentioned = Vec::new();
    idents(closure.body.to_token_stream(), &mut mentioned);
    let found = mentioned.iter().find(|name| *name == "self");
    found.map_or_else(Span::mixed_site, Ident::span)
}

/// Tokens in which `self`, which can only be a method's, has another name.
fn renamed(tokens: TokenStream, this: &Ident) -> TokenStream {
    let rename = |token| match token {
        TokenTree::Group(group) => {
            let mut inside =
                proc_macro2::Group::new(group.delimiter(), renamed(group.stream(), this));
            inside.set_span(group.span());
            TokenTree::Group(inside)
        }
        TokenTree::Ident(name) if name == "self" => TokenTree::Ident(this.clone()),
        token => token,
    };
    tokens.into_iter().map(rename).collect()
}
