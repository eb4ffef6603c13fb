//! What is seen of the type of an expression's value, at once.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

use super::Lower;
use super::counts::is_usize_type;
use crate::ir::paths::{is_std_variant, is_variant, names_option};
use crate::ir::{Atom, CloneBy, Expr, Projection, UnOp, Var};
use crate::kind::{Held, Kind, Sketch, Whose};
use crate::kinds;
use crate::library::StdType;
use crate::signature::Signature;
use crate::ty::{holds_reference, is_cow, is_option, peel};

/// The float type of a signature: its type parameter, or `f32` where no other is mentioned.
pub(super) fn float_of(signature: &Signature) -> TokenStream {
    let types = signature.params.iter().map(|param| &param.ty).chain([&signature.output]);
    let text: String = types.map(|ty| format!(" {} ", ty.to_token_stream())).collect();
    let mentions = |name: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
    let generic = signature.generics.type_params().find(|param| mentions(&param.ident.to_string()));
    match generic {
        Some(param) => param.ident.to_token_stream(),
        None if mentions("f32") && !mentions("f64") => quote::quote!(f32),
        None => quote::quote!(f64),
    }
}

/// The names of type parameters that are floats.
pub(super) fn floats_of(signature: &Signature) -> Vec<String> {
    let own = signature.generics.type_params().map(|param| &param.ident);
    let own = own.filter(|name| !signature.scope.models.contains(name));
    own.chain(&signature.scope.floats).map(Ident::to_string).collect()
}

impl Lower<'_> {
    /// The kind of a type.
    pub(super) fn kind_of(&self, ty: &syn::Type) -> Kind {
        Kind::of_in(ty, &self.scope)
    }

    /// Whether a type is the user's, as far as one can see: a path that std doesn't have.
    pub(super) fn is_nominal_type(&self, ty: &syn::Type) -> bool {
        let ty = match peel(ty) {
            syn::Type::Reference(reference) => peel(&reference.elem),
            ty => ty,
        };
        let syn::Type::Path(path) = ty else { return false };
        let Some(last) = path.path.segments.last() else { return false };
        let is_std = StdType::stands_around(last);
        !is_std && Kind::of_in(ty, &self.scope) == Kind::Unknown
    }

    /// What an annotation adds to what is seen of a value.
    pub(super) fn annotate(&self, sketch: &mut Sketch, ty: &syn::Type) {
        sketch.known = self.kind_of(ty);
        if sketch.known != Kind::Unknown {
            sketch.guess = sketch.known.clone();
        }
        if self.is_nominal_type(ty) {
            (sketch.whose, sketch.entries) = (Whose::Nominal, true);
        } else if sketch.is_opaque() {
            sketch.whose = Whose::Unsaid;
        }
        sketch.usize |= is_usize_type(ty);
        (sketch.cow, sketch.option) = (is_cow(ty), is_option(ty));
        sketch.written = Some(ty.to_token_stream());
    }

    /// The sketch of a constant of this type, which needs no known type to be one.
    pub(super) fn annotated(&self, ty: &syn::Type) -> Sketch {
        let held = match ty {
            syn::Type::Reference(_) => Held::Reference,
            _ => Held::Owned,
        };
        let entries = self.is_nominal_type(ty);
        let whose = match entries {
            true => Whose::Nominal,
            false => Whose::Unsaid,
        };
        let usize = matches!(ty, syn::Type::Path(path) if path.path.is_ident("usize"));
        Sketch { held, whose, entries, usize, ..Sketch::guessed(self.kind_of(ty)) }
    }

    /// What is seen of the result of a function that is a parameter, by its declared type.
    pub(super) fn result_of(&self, ty: &syn::Type) -> Sketch {
        let mut sketch = Sketch::opaque();
        match self.kind_of(ty) {
            kind if kind.is_settled() => {
                sketch.is_of(kind);
                sketch.whose = Whose::Unsaid;
            }
            _ if self.is_nominal_type(ty) => sketch.whose = Whose::Nominal,
            _ => {}
        }
        sketch
    }

    /// What is seen of the type of an expression's value, however it is bound.
    pub(super) fn sketch(&self, expr: &Expr) -> Sketch {
        Sketch {
            guess: self.guess(expr),
            known: kinds::known::of_expr(&self.function.vars, expr),
            held: self.held(expr),
            whose: self.whose(expr),
            unseen: self.is_own(expr),
            entries: self.makes_entries(expr),
            usize: self.is_usize_value(expr),
            cow: self.is_cow_value(expr),
            option: self.is_option_value(expr),
            part: self.is_part(expr),
            item: self.is_item_value(expr),
            range: is_range(expr),
            ..Sketch::default()
        }
    }

    /// Whose the type of an expression's value is.
    fn whose(&self, expr: &Expr) -> Whose {
        match expr {
            Expr::Construct { path, .. } if !is_variant(path) => Whose::Nominal,
            expr => self.original(expr).map_or(Whose::Unsaid, |var| var.ty.whose),
        }
    }

    /// Whether it is an `Option`, or a reference to one.
    pub(super) fn is_option_value(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Construct { path, .. } | Expr::Atom(Atom::Constant(path)) => names_option(path),
            expr => self.original(expr).is_some_and(|var| var.ty.option),
        }
    }

    /// Whether an operator or a method of matrices makes it.
    fn makes_entries(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Binary(op, ..) => !op.is_comparison(),
            Expr::Unary(op, _) => *op == UnOp::Neg,
            expr => self.original(expr).is_some_and(|var| var.ty.entries),
        }
    }

    /// Whether it is a part of something, or a copy of one.
    fn is_part(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Read(place) | Expr::Borrow { place, .. } if !place.projections.is_empty() => true,
            expr => self.original(expr).is_some_and(|var| var.ty.part),
        }
    }

    /// Whether an expression's value is what the user's code results in, or tokens that are passed through.
    pub(super) fn is_unknown(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Verbatim(verbatim) => verbatim.complaint.is_some(),
            Expr::Read(place) => self.is_in_unknown(place),
            Expr::Atom(Atom::Var(var)) => self.function.var(*var).ty.is_unknown(),
            expr => self.whose(expr) == Whose::Opaque,
        }
    }

    /// Whether a place is such a value or in it.
    pub(super) fn is_in_unknown(&self, place: &crate::ir::Place) -> bool {
        self.function.var(place.root).ty.is_unknown()
    }

    /// Whether a value is such an item.
    fn is_item_value(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Read(place) => self.is_item(place),
            Expr::Atom(Atom::Var(var)) => self.function.var(*var).ty.item,
            _ => false,
        }
    }

    /// Whether a place is an item of a list that nobody sees, or a part of one: it may be a reference.
    pub(super) fn is_item(&self, place: &crate::ir::Place) -> bool {
        let root = self.function.var(place.root);
        let is_list = (root.iterated || root.ty.is_unknown()) && !root.ty.item;
        let is_index = |step: &_| matches!(step, Projection::Index(_));
        (root.ty.item || (is_list && place.projections.iter().any(is_index)))
            && place.projections.iter().all(is_content)
    }

    /// Whether what is in a place is a reference, if it can be copied out: what a call returned holds one, and what is declared so.
    pub(super) fn holds_references(&self, place: &crate::ir::Place) -> bool {
        let is_declared = || {
            let ty = self.declared_type(place.root);
            ty.is_some_and(|ty| matches!(peel(&ty), syn::Type::Path(_)) && holds_reference(&ty))
        };
        self.is_in_unknown(place) || (place.projections.is_empty() && is_declared())
    }

    /// The variable that an expression copies or borrows as a whole.
    pub(super) fn original(&self, expr: &Expr) -> Option<&Var> {
        match expr {
            Expr::Atom(Atom::Var(var)) => Some(self.function.var(*var)),
            Expr::Read(place)
            | Expr::Clone {
                place,
                by: CloneBy::Clone | CloneBy::Same | CloneBy::Kept | CloneBy::ToOwned,
            }
            | Expr::Borrow { place, .. } => {
                place.projections.is_empty().then(|| self.function.var(place.root))
            }
            _ => None,
        }
    }

    /// Whether an atom is a reference.
    pub(super) fn refers(&self, atom: &Atom) -> bool {
        atom.var().is_some_and(|var| self.function.var(var).ty.is_reference())
    }

    /// Whether an expression's value is a reference, and of which sort.
    fn held(&self, expr: &Expr) -> Held {
        match expr {
            Expr::Borrow { mutable: true, .. } => Held::Exclusive,
            Expr::Borrow { mutable: false, .. } => Held::Reference,
            Expr::Atom(Atom::Var(var)) => self.function.var(*var).ty.held,
            Expr::Stop(Atom::Var(var)) if self.function.var(*var).ty.is_reference() => {
                Held::Reference
            }
            Expr::Read(place) if place.projections.is_empty() => {
                self.function.var(place.root).ty.held
            }
            Expr::Verbatim(verbatim) if is_borrow(&verbatim.tokens) => Held::Reference,
            _ => Held::Owned,
        }
    }

    /// The kind that the value of an expression is taken for. What only floats have is of the generic float, where there is one.
    fn guess(&self, expr: &Expr) -> Kind {
        let kind = kinds::of_expr(&self.function.vars, expr);
        let is_seen = match expr {
            Expr::Method { path: None, args, .. } => self.kind(&args[0]) != Kind::Unknown,
            Expr::Method { path: Some(path), .. } => {
                let of = path.segments.iter().rev().nth(1);
                of.is_some_and(|of| StdType::of(&of.ident) == Some(StdType::Float))
            }
            _ => true,
        };
        match self.scope.floats.as_slice() {
            [float] if kind == Kind::Float && !is_seen => Kind::Real(float.clone()),
            _ => kind,
        }
    }

    /// Whether a value is of this kind, and is known to be, or nothing is in sight of which operators might make something else.
    pub(super) fn is_surely(&self, atom: &Atom, kind: &Kind) -> bool {
        let is_known = kinds::known::of_atom(&self.function.vars, atom) == *kind;
        is_known || (self.kind(atom) == *kind && !self.mentions_own())
    }

    /// Whether the function has anything to do with types of the user's, as far as it is read.
    pub(super) fn mentions_own(&self) -> bool {
        self.function.has_unseen || self.function.vars.iter().any(|var| var.ty.is_nominal())
    }

    /// The kind of an atom.
    pub(super) fn kind(&self, atom: &Atom) -> Kind {
        kinds::of_atom(&self.function.vars, atom)
    }
}

/// Whether tokens are `&a`.
fn is_borrow(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().next();
    let may_be = matches!(first, Some(TokenTree::Punct(punct)) if punct.as_char() == '&');
    // `&a * b` begins like that too.
    may_be && matches!(syn::parse2(tokens.clone()), Ok(syn::Expr::Reference(_)))
}

/// Whether it is `a..b`, made there.
fn is_range(expr: &Expr) -> bool {
    matches!(expr, Expr::Construct { path, .. } if crate::ir::paths::is_range(path))
}

/// Whether a step goes to what a list, a tuple or an `Option` holds, and not to a struct's field.
fn is_content(step: &Projection) -> bool {
    match step {
        Projection::Index(_) | Projection::Field(syn::Member::Unnamed(_)) => true,
        Projection::Variant { path, .. } => is_std_variant(path),
        _ => false,
    }
}
