//! Calls of functions: of floats by path, of std, with derivatives, of closures.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::inside::derivative_of;
use super::item::Item;
use super::{Lower, conversions};
use crate::ir::paths::{is_in_capitals, is_variant, resolved};
use crate::ir::{Arg, Atom, Callee, CloneBy, Expr, Place, Projection, Stmt, Transform};
use crate::kind::{Kind, Whose, is_trait_of_std};
use crate::kinds::known;
use crate::library::{self, Lowering, StdType};
use crate::primitives;
use crate::unsupported;

impl Lower<'_> {
    pub(super) fn call(&mut self, call: &syn::ExprCall, ty: Option<&syn::Type>) -> Expr {
        let expr = syn::Expr::Call(call.clone());
        if let Some(function) = self.given_function(&call.func) {
            return self.call_given(function, call);
        }
        let callee = match &*call.func {
            syn::Expr::Path(callee) if callee.qself.is_some() => {
                return self.call_qualified(call, callee, ty);
            }
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
            Some(last) => last.ident.to_string(),
            None => return self.unknown(&expr, callee, unsupported::CALLEE),
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
        if is_counted(&callee.path) {
            return self.unknown(&expr, callee, unsupported::COUNTED);
        }
        if let Some(std) =
            unsupported::std_type_of_call(&callee.path, self.signature.name_of_self())
        {
            return self.unknown(&expr, callee, unsupported::std_value(std));
        }
        let is_local = callee.path.get_ident().is_some_and(|name| self.binding(name).is_some());
        if !is_local && self.is_constructor(&callee.path) {
            return self.constructor_call(&callee.path, call);
        }
        let of = callee.path.segments.iter().rev().nth(1).map(|segment| &segment.ident);
        let is_named = |of: &proc_macro2::Ident| {
            callee.path.segments.len() == 2 && self.types.contains(&of.to_string())
        };
        let is_associated =
            of.is_some_and(|of| of.to_string().starts_with(char::is_uppercase) || is_named(of));
        // Associated functions of these are not the user's.
        let is_primitive = of.and_then(StdType::of).is_some_and(StdType::is_primitive);
        if is_associated
            && !is_local
            && let Some(value) = self.entries_made(call, &name)
        {
            return value;
        }
        if is_local || is_primitive {
            return self.unknown(&expr, callee, unsupported::CALLEE);
        }
        if let (true, Some(closure)) = (is_associated, self.no_value(&call.args)) {
            return self.unknown(&expr, closure, unsupported::CLOSURE);
        }
        if let (false, Some((path, form))) = (is_associated, derivative_of(&callee.path)) {
            return self.call_of(call, Callee::Derivative(path, form), callee.span());
        }
        match is_associated {
            true => match self.method_of_object(call, callee) {
                Some(value) => value,
                None => self.associated(call, callee),
            },
            false => self.call_of(call, Callee::Function(callee.path.clone()), callee.span()),
        }
    }

    /// `<Model as Energy>::energy(..)`
    fn call_qualified(
        &mut self,
        call: &syn::ExprCall,
        callee: &syn::ExprPath,
        ty: Option<&syn::Type>,
    ) -> Expr {
        if let Some(path) = unqualified(callee) {
            let func = syn::ExprPath { attrs: Vec::new(), qself: None, path };
            let func = Box::new(syn::Expr::Path(func));
            return self.call(&syn::ExprCall { func, ..call.clone() }, ty);
        }
        if is_of_own_trait(callee) {
            return self.associated(call, callee);
        }
        // `<Vec3 as From<_>>::from(list)`
        match self.conversion_by_name(call, callee) {
            Some(value) => value,
            None => self.unknown(&syn::Expr::Call(call.clone()), callee, unsupported::CALLEE),
        }
    }

    /// `Complex::new` as `Complex::<f64>::new` in a block of `Complex<f64>`, where the signature has no other: which of them it is would be
    /// for rustc alone to know, and nobody could ask whether it may be called again.
    fn of_block(&self, path: &syn::Path) -> syn::Path {
        let mut path = path.clone();
        if let Some(arguments) = self.signature.arguments_of(&path)
            && let Some(first) = path.segments.first_mut()
        {
            first.arguments = syn::PathArguments::AngleBracketed(arguments);
        }
        path
    }

    /// `Model::energy(..)`, `<Model as Energy>::energy(..)`
    fn associated(&mut self, call: &syn::ExprCall, callee: &syn::ExprPath) -> Expr {
        let of = callee.path.segments.iter().rev().nth(1).map(|segment| segment.ident.to_string());
        if let Some(value) = self.conversion_by_name(call, callee) {
            return value;
        }
        if conversions::is_into(&callee.path) {
            let name = callee.path.segments.last().map(|last| last.ident.to_string());
            let message = unsupported::unknown_method(&name.unwrap_or_default());
            return self.unknown(&syn::Expr::Call(call.clone()), callee, message);
        }
        let path = match (callee.path.segments.first(), self.is_of_trait) {
            // What stands behind a type's own functions would stand beside those of a trait.
            (Some(first), true) if callee.qself.is_none() && first.ident == "Self" => {
                let rest = callee.path.segments.iter().skip(1);
                syn::parse_quote_spanned!(callee.span()=> <#first>#(::#rest)*)
            }
            _ => syn::ExprPath {
                attrs: Vec::new(),
                path: self.of_block(&callee.path),
                ..callee.clone()
            },
        };
        self.call_of(call, Callee::Associated(Box::new(path)), callee.span());
        let Some(Stmt::Call { results, .. }) = self.stmts.last() else {
            unreachable!("it was just put there")
        };
        let result = results[0];
        let name = callee.path.segments.last().map(|last| last.ident.to_string());
        self.function.vars[result.0].ty.entries =
            name.is_some_and(|name| library::makes_itself(&name));
        let is_of_float = of.is_some_and(|of| self.is_float_type(&of));
        let mut around = callee.path.segments.iter().rev().skip(1);
        let is_std =
            around.next().is_some_and(|of| StdType::of(&of.ident).is_some_and(StdType::is_around));
        self.function.vars[result.0].ty.whose = match is_of_float || is_std {
            true => Whose::Unsaid,
            false => Whose::Nominal,
        };
        Expr::Atom(Atom::Var(result))
    }

    /// A call of a function of the user's, which may be given closures.
    fn call_of(&mut self, call: &syn::ExprCall, callee: Callee, span: Span) -> Expr {
        if let Some((args, slots)) = self.given_args(call.args.iter()) {
            let callee = self.given(callee, slots);
            return self.call_with(call, (callee, args), false, span);
        }
        let args: Vec<_> = call.args.iter().map(|arg| self.arg(arg)).collect();
        let by_name = lends_by_name(&call.args, &args);
        self.call_with(call, (callee, args), by_name, span)
    }

    /// The same with its arguments.
    fn call_with(
        &mut self,
        call: &syn::ExprCall,
        (callee, args): (Callee, Vec<Arg>),
        by_name: bool,
        span: Span,
    ) -> Expr {
        let result = self.result_var(Kind::Unknown, call.span());
        self.function.vars[result.0].ty.whose = Whose::Opaque;
        self.function.lent_by_name.extend(by_name.then_some(result));
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee,
            transform: Transform::Primal,
            args,
            dots: Vec::new(),
            span,
        });
        Expr::Atom(Atom::Var(result))
    }

    /// Whether a path is that of a tuple struct or of a variant, as far as one can see: the name is that of a type here. Another
    /// name that begins with a capital may as well be a function's.
    fn is_constructor(&self, path: &syn::Path) -> bool {
        let last = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let is_type = path.is_ident("Self") || self.types.contains(&last);
        // A type parameter has no variants.
        let mut params = self.signature.generics_in_scope.type_params();
        let is_of = |param: &syn::TypeParam| {
            path.segments.first().is_some_and(|of| of.ident == param.ident)
        };
        let is_of_param = path.segments.len() > 1 && params.any(is_of);
        is_in_capitals(path) && !is_of_param && (is_variant(path) || is_type)
    }

    /// A tuple struct, or a variant of an enum.
    fn constructor_call(&mut self, path: &syn::Path, call: &syn::ExprCall) -> Expr {
        let field = |i| syn::Member::Unnamed(syn::Index::from(i));
        let fields = call.args.iter().enumerate();
        let fields: Vec<_> = fields.map(|(i, arg)| (field(i), self.value(arg))).collect();
        let path = resolved(path);
        Expr::Construct { path, fields, like: None }
    }

    /// Whether float methods are called by the path of this type or trait.
    pub(super) fn is_float_type(&self, name: &str) -> bool {
        FLOATS.contains(&name) || self.floats.iter().any(|float| float == name)
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
        if let Some(map) = self.map_made(path, call) {
            return Some(map);
        }
        if let Some(cow) = self.cow_made(path, call, ty) {
            return Some(cow);
        }
        if is_counted(path)
            && call.args.len() == 1
            && library::copies(name, 0) == Some(CloneBy::Clone)
        {
            let pointer = self.item(&call.args[0]);
            let pointer = self.item_place(pointer, call.span());
            let place = self.looked_through(pointer);
            return Some(Expr::Clone { place, by: CloneBy::Clone });
        }
        let of = path.segments.iter().rev().nth(1)?.ident.to_string();
        match (of.as_str(), name, call.args.len()) {
            ("Vec", "new", 0) => Some(self.empty_list(path)),
            ("Vec", "with_capacity", 1) => {
                self.value(&call.args[0]);
                Some(self.empty_list(path))
            }
            ("Vec", "from", 1) => {
                if let syn::Expr::Array(array) = &call.args[0] {
                    let items = array.elems.iter().map(|item| self.value(item)).collect();
                    return Some(Expr::List { items, vec: true });
                }
                let place = self.place_or_temp(&call.args[0])?;
                Some(Expr::Clone { place, by: CloneBy::ToVec })
            }
            ("Box" | "Rc" | "Arc", "new", 1) => Some(self.boxed(path, &call.args[0], ty)),
            ("array", "from_fn", 1) => self.array_from_fn(call, path, ty),
            _ => None,
        }
    }

    /// A list of nothing yet, of items of the type that the path of its constructor says: `Vec::<f64>::new()`.
    fn empty_list(&mut self, path: &syn::Path) -> Expr {
        let empty = Expr::List { items: Vec::new(), vec: true };
        let of = path.segments.iter().rev().nth(1);
        let Some(of) = of.filter(|of| !of.arguments.is_none()) else { return empty };
        let list = self.temp(empty, path.span());
        let ty: syn::Type = syn::parse_quote!(#of);
        let mut sketch = self.function.vars[list.0].ty.clone();
        self.annotate(&mut sketch, &ty);
        self.function.vars[list.0].ty = sketch;
        Expr::Atom(Atom::Var(list))
    }

    /// An argument of a function with derivatives.
    pub(super) fn arg(&mut self, arg: &syn::Expr) -> Arg {
        if let Some(given) = self.function_arg(arg) {
            return given;
        }
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
                    let var = self.own_lent(&reference.expr).unwrap_or_else(|| {
                        let value = self.rhs(&reference.expr);
                        let var = self.temp(value, arg.span());
                        self.function.vars[var.0].mutable = true;
                        var
                    });
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
                match value.var().filter(|var| self.function.var(*var).ty.is_exclusive()) {
                    // A `&mut` that is handed on is borrowed again.
                    Some(var) => Arg::BorrowMut(Place::whole(var).then(Projection::Deref)),
                    None => Arg::Value(value),
                }
            }
        }
    }

    /// `f64::sin(x)`, `f64::from(x)`, and their `f32` forms.
    fn float_path(&mut self, path: &syn::Path, name: &str, call: &syn::ExprCall) -> Option<Expr> {
        let ty = path.segments.iter().rev().nth(1)?;
        let of = ty.ident.to_string();
        if !self.is_float_type(&of) {
            return None;
        }
        if name == "from" && call.args.len() == 1 && (of == "f64" || of == "f32") {
            let start = self.stmts.len();
            let value = self.operand(&call.args[0]);
            // What is converted without loss is what `as` makes of it.
            if matches!(known::of_atom(&self.function.vars, &value), Kind::Float | Kind::Int) {
                let mut ty = path.clone();
                ty.segments.pop();
                ty.segments.pop_punct();
                return Some(Expr::Cast(value, Box::new(syn::parse_quote!(#ty))));
            }
            self.stmts.truncate(start);
            let path = syn::ExprPath { attrs: Vec::new(), qself: None, path: path.clone() };
            let value = self.arg(&call.args[0]);
            return Some(self.conversion_of(path, value, Kind::Float));
        }
        if call.args.len() == 1 && library::becomes(name, Lowering::SinCos) {
            let value = self.operand(&call.args[0]);
            return Some(self.sin_cos(value, call.span()));
        }
        let method = primitives::method(name).filter(|m| m.arity == call.args.len())?;
        let args = call.args.iter().map(|arg| self.operand(arg)).collect();
        Some(Expr::Method { method, path: Some(path.clone()), args })
    }

    /// `(x.sin(), x.cos())`
    pub(super) fn sin_cos(&mut self, value: Atom, span: Span) -> Expr {
        let halves = [primitives::SIN, primitives::COS].map(|method| {
            let expr = Expr::Method { method, path: None, args: vec![value.clone()] };
            Atom::Var(self.temp(expr, span))
        });
        Expr::Tuple(halves.into())
    }
}

/// Whether one of the arguments is a `&mut` reference by its name, which the function may take for a `&`. `&mut *y` says that it doesn't.
pub(super) fn lends_by_name<'e>(
    exprs: impl IntoIterator<Item = &'e syn::Expr>,
    args: &[Arg],
) -> bool {
    exprs.into_iter().zip(args).any(|(expr, arg)| {
        matches!(arg, Arg::BorrowMut(_)) && !matches!(expr, syn::Expr::Reference(_))
    })
}

/// Whether a function is one of `Rc` or `Arc`.
fn is_counted(path: &syn::Path) -> bool {
    let of = path.segments.iter().rev().nth(1);
    of.is_some_and(|of| StdType::of(&of.ident) == Some(StdType::Counted))
}

/// The types and traits by whose paths float methods are called.
const FLOATS: &[&str] = &["f64", "f32", "Float", "Real"];

/// Whether a callee is a function of a trait of the user's, `<M as Energy>::energy`, as far as the name says.
fn is_of_own_trait(callee: &syn::ExprPath) -> bool {
    let Some(qself) = &callee.qself else { return false };
    let of = qself.position.checked_sub(1).and_then(|at| callee.path.segments.get(at));
    qself.position + 1 == callee.path.segments.len()
        && of.is_some_and(|of| !is_trait_of_std(&of.ident))
}

/// `f64::min` for `<f64>::min`, and `Float::exp` for `<T as Float>::exp`, whose argument says which `T` it is.
fn unqualified(callee: &syn::ExprPath) -> Option<syn::Path> {
    let qself = callee.qself.as_ref()?;
    let name = callee.path.segments.last()?;
    if qself.position == 0 {
        let syn::Type::Path(ty) = crate::ty::peel(&qself.ty) else { return None };
        let mut path = ty.path.clone();
        path.segments.push(name.clone());
        return (ty.qself.is_none() && callee.path.segments.len() == 1).then_some(path);
    }
    let of = &callee.path.segments.get(qself.position.checked_sub(1)?)?.ident;
    let is_method = qself.position + 1 == callee.path.segments.len();
    (is_method && (of == "Float" || of == "Real")).then(|| callee.path.clone())
}
