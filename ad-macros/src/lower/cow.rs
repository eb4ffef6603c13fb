//! `Cow`s: what they hold, owned or borrowed.
//!
//! ```text
//! let v: Cow<[f64]> = if c { Cow::Borrowed(x) } else { Cow::Owned(list) };
//! v.to_mut()[0] *= 2.0;         v.into_owned()
//! ```
//! In: what makes one, and its methods. Out: one that owns what it holds, always: a copy of what it would borrow, so that nothing has to be known of how long
//! that lives and whether it changes. Its tangent is that of what it holds, and `*v` is a place. Deliberately absent: what asks which of the two it is (a `match`), which is refused.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::Lower;
use crate::ir::{Atom, CloneBy, Expr, Place, Projection};
use crate::library::{self, Lowering, StdType};
use crate::ty::is_cow;

impl Lower<'_> {
    /// `Cow::Borrowed(x)`, `Cow::Owned(list)`, `Cow::from(x)`
    pub(super) fn cow_made(
        &mut self,
        path: &syn::Path,
        call: &syn::ExprCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let (of, name) = variant(path)?;
        let [arg] = call.args.iter().collect::<Vec<_>>()[..] else { return None };
        let written = (!of.arguments.is_none()).then(|| syn::parse_quote!(#of));
        let ty = ty.filter(|ty| is_cow(ty)).or(written.as_ref());
        if name == "Borrowed" {
            return self.cow_of_borrowed(arg, ty);
        }
        if name == "Owned" {
            let value = self.value(arg);
            let expr = Expr::Boxed { path: path.clone(), value, object: None };
            return Some(self.typed_cow(expr, ty, arg.span()));
        }
        library::is_from(name).then(|| self.converted_cow(arg, ty))
    }

    /// A copy of what a `Cow` borrows.
    fn cow_of_borrowed(&mut self, arg: &syn::Expr, ty: Option<&syn::Type>) -> Option<Expr> {
        let item = self.item(arg);
        let place = self.item_place(item, arg.span());
        let place = self.looked_through(place);
        Some(self.typed_cow(Expr::Clone { place, by: CloneBy::Cow }, ty, arg.span()))
    }

    /// `x.into()` where a `Cow` is wanted.
    pub(super) fn cow_conversion(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let ty = ty.filter(|ty| is_cow(ty))?;
        let is_into = library::becomes(&call.method.to_string(), Lowering::Into);
        is_into.then(|| self.converted_cow(&call.receiver, Some(ty)))
    }

    /// What becomes a `Cow`: a copy of what a reference refers to, or a value. Whatever that is, its tangent is the `Cow`'s, or rustc says so.
    fn converted_cow(&mut self, value: &syn::Expr, ty: Option<&syn::Type>) -> Expr {
        let item = self.item(value);
        if self.is_reference(&item) {
            let place = self.item_place(item, value.span());
            let place = self.looked_through(place);
            return self.typed_cow(Expr::Clone { place, by: CloneBy::Cow }, ty, value.span());
        }
        let atom = self.item_atom(item, value.span());
        let runtime = &self.signature.runtime;
        let path = syn::parse_quote!(#runtime::private::into_cow);
        let expr = Expr::Boxed { path, value: atom, object: None };
        self.typed_cow(expr, ty, value.span())
    }

    /// A `Cow` of the type that is wanted, where that is written.
    fn typed_cow(&mut self, expr: Expr, ty: Option<&syn::Type>, span: Span) -> Expr {
        let made = self.temp(expr, span);
        let sketch = &mut self.function.vars[made.0].ty;
        (sketch.cow, sketch.written) = (true, ty.map(ToTokens::to_token_stream));
        Expr::Atom(Atom::Var(made))
    }

    /// Whether an expression's value is a `Cow`.
    pub(super) fn is_cow_value(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Clone { by: CloneBy::Cow, .. } => true,
            Expr::Borrow { .. } => false,
            expr => self.original(expr).is_some_and(|var| var.ty.cow && !var.ty.is_reference()),
        }
    }

    /// The place of what a variable holds that is a `Cow`.
    fn cow(&mut self, receiver: &syn::Expr) -> Option<Place> {
        let syn::Expr::Path(path) = receiver else { return None };
        let var = self.lookup(path.path.get_ident()?)?;
        let ty = &self.function.var(var).ty;
        let is_one = ty.cow && !ty.is_reference();
        is_one.then(|| Place::whole(var).then(Projection::Deref))
    }

    /// `v.to_mut()`: what is changed.
    pub(super) fn changed_cow(&mut self, call: &syn::ExprMethodCall) -> Option<Place> {
        let is_it = library::becomes(&call.method.to_string(), Lowering::ToMut);
        if is_it && call.args.is_empty() { self.cow(&call.receiver) } else { None }
    }

    /// `v.into_owned()`, and `v.to_mut()` as a value.
    pub(super) fn method_of_cow(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        if let Some(place) = self.changed_cow(call) {
            return Some(Expr::Borrow { place, mutable: true });
        }
        let is_it = library::becomes(&call.method.to_string(), Lowering::IntoOwned);
        let place = if is_it { self.cow(&call.receiver)? } else { return None };
        Some(Expr::Clone { place, by: CloneBy::ToOwned })
    }
}

/// The segments of `Cow::Owned`.
fn variant(path: &syn::Path) -> Option<(&syn::PathSegment, &proc_macro2::Ident)> {
    let mut segments = path.segments.iter().rev();
    let (name, of) = (segments.next()?, segments.next()?);
    (StdType::of(&of.ident) == Some(StdType::Cow)).then_some((of, &name.ident))
}
