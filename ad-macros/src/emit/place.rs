//! Places to tokens, and values put together: structs and variants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::expr::postfix;
use super::{Emit, Piece, precedence};
use crate::ir::names;
use crate::ir::paths::is_std_variant;
use crate::ir::{Atom, Expr, Place, Projection, Role, Test, VarId};
use crate::spans;

impl Emit<'_> {
    /// A place as an expression, to be read.
    pub(super) fn place(&mut self, place: &Place) -> TokenStream {
        self.place_as(place, false)
    }

    /// A place as an expression, to be read or to be written to.
    pub(super) fn place_as(&mut self, place: &Place, mutable: bool) -> TokenStream {
        let root = self.f.var(place.root);
        let is_tangent = root.role == Role::Tangent || root.role == Role::Cotangent;
        let is_reference = root.ty.is_reference();
        let mut tokens = self.ident(place.root).into_token_stream();
        let mut within = self.within(place, mutable);
        let last = place.projections.len().saturating_sub(1);
        for (i, projection) in place.projections.iter().enumerate() {
            let step = self.step(projection);
            tokens = match projection {
                _ if within.is_at(i) => self.part(&within, &tokens, projection),
                Projection::Index(_) | Projection::Range { .. } | Projection::Field(_) => {
                    quote!(#tokens #step)
                }
                Projection::Variant { path, member } => {
                    let is_std = is_std_variant(path);
                    let base = match i == 0 && is_reference {
                        true => quote!(*#tokens),
                        false => tokens.clone(),
                    };
                    match path.segments.last() {
                        Some(variant) if is_tangent && !is_std => {
                            let name = names::access(&variant.ident, member, mutable);
                            quote!((*#tokens.#name()))
                        }
                        _ => variant(&base, (path, member), mutable),
                    }
                }
                Projection::Pointee if is_tangent => match i == 0 && is_reference {
                    true => quote!((*#tokens)),
                    false => tokens,
                },
                Projection::Payload
                | Projection::Items
                | Projection::Pointee
                | Projection::Entry(_) => {
                    let base = match i == 0 && is_reference {
                        true => quote!(*#tokens),
                        false => tokens,
                    };
                    self.inside(&base, projection, mutable)
                }
                Projection::Deref if i == 0 && mutable && root.ty.cow && !is_tangent => {
                    quote!((*::std::borrow::Cow::to_mut(&mut #tokens)))
                }
                // A pointer's tangent is that of what it points to.
                Projection::Deref if is_tangent && !(i == 0 && is_reference) => tokens,
                Projection::Deref if i == last => quote!(*#tokens),
                Projection::Deref => quote!((*#tokens)),
                Projection::List | Projection::IfAny => {
                    unreachable!("written where it is changed or passed")
                }
            };
            self.follow(&mut within, projection, &step);
        }
        tokens
    }

    /// `[i]`, `[a..b]` or `.field`; nothing for other projections.
    pub(super) fn step(&mut self, projection: &Projection) -> TokenStream {
        match projection {
            Projection::Index(index) => {
                let index = self.atom(index).tokens;
                quote!([#index])
            }
            Projection::Range { start, end, inclusive } => {
                let mut bound = |bound: &Option<Atom>| {
                    bound.as_ref().map(|atom| self.operand(atom, precedence::OR).tokens)
                };
                let (start, end) = (bound(start), bound(end));
                match inclusive {
                    true => quote!([#start..=#end]),
                    false => quote!([#start..#end]),
                }
            }
            Projection::Field(field) => quote!(.#field),
            _ => TokenStream::new(),
        }
    }

    /// `(*private::payload(&base))`, or `items` of it, or what it has at a key, `(*key.of(&base))`.
    pub(super) fn inside(
        &self,
        base: &TokenStream,
        step: &Projection,
        mutable: bool,
    ) -> TokenStream {
        let runtime = self.runtime;
        let exclusive = mutable.then(|| quote!(mut));
        let name = match step {
            Projection::Items => "items",
            Projection::Entry(_) => "of",
            _ => "payload",
        };
        let name = format!("{name}{}", if mutable { "_mut" } else { "" });
        let name = Ident::new(&name, Span::mixed_site());
        match step {
            // By a method, so that where there is no key nothing more is said.
            Projection::Entry(key) => {
                let key = self.ident(*key);
                quote!((*#key.#name(&#exclusive #base)))
            }
            Projection::Pointee => quote!((*#runtime::pointee!(&#base))),
            _ => quote!((*#runtime::private::#name(&#exclusive #base))),
        }
    }

    /// `match base { Path { member: field, .. } => field, _ => unreachable!() }`
    pub(super) fn taken(&mut self, place: &Place) -> TokenStream {
        let field = Ident::new("field", Span::mixed_site());
        let start = self.ident(place.root).into_token_stream();
        place.projections.iter().fold(start, |base, step| match step {
            Projection::Variant { path, member } => quote!(match #base {
                #path { #member: #field, .. } => #field,
                _ => ::core::unreachable!(),
            }),
            _ => unreachable!("only what is in variants is taken"),
        })
    }

    /// A struct or a variant put together.
    pub(super) fn construct(
        &mut self,
        path: &syn::Path,
        fields: &[(syn::Member, Atom)],
        is_tangent: bool,
    ) -> TokenStream {
        let values: Vec<_> =
            fields.iter().map(|(member, atom)| (member, self.atom(atom).tokens)).collect();
        let path = match is_tangent && is_ok(path) {
            true => quote!(::core::result::Result::<_, ()>::Ok),
            false => path.to_token_stream(),
        };
        let is_tuple = values.iter().all(|(member, _)| matches!(member, syn::Member::Unnamed(_)));
        let items = values.iter().map(|(member, value)| match is_tuple {
            true => value.clone(),
            false => quote!(#member: #value),
        });
        match is_tuple && !values.is_empty() {
            true => quote!(#path(#(#items),*)),
            false => quote!(#path { #(#items),* }),
        }
    }

    /// The value that a variable of this role is bound to.
    pub(super) fn value_of(&mut self, var: VarId, expr: &Expr) -> Piece {
        let role = self.f.var(var).role;
        match expr {
            // Whether it is an `Option` is the user's business.
            Expr::Is { test: Test::Success, .. } => self.expr_at(var, expr),
            Expr::Failure { .. } | Expr::LookUp(..) => self.expr_at(var, expr),
            Expr::Construct { path, fields, like: None } => {
                let is_tangent = role == Role::Tangent || role == Role::Cotangent;
                postfix(self.construct(path, fields, is_tangent))
            }
            expr => self.expr(expr),
        }
    }

    /// An expression that stands where its variable does.
    fn expr_at(&mut self, var: VarId, expr: &Expr) -> Piece {
        let Piece { tokens, precedence } = self.expr(expr);
        Piece { tokens: spans::at(self.f.var(var).span, tokens), precedence }
    }

    /// `&mut` of a place, a reference reborrowed, unless it refers to something else later.
    pub(super) fn place_mut(&mut self, place: &Place) -> TokenStream {
        let root = self.f.var(place.root);
        let tokens = self.place_as(place, true);
        let is_rebound = root.role == Role::Primal && root.mutable && root.ty.is_shared();
        match place.projections.is_empty() && root.ty.is_reference() && !is_rebound {
            true => quote!(&mut *#tokens),
            false => quote!(&mut #tokens),
        }
    }

    pub(super) fn borrow(&mut self, place: &Place, mutable: bool) -> Piece {
        let root = self.f.var(place.root);
        let (is_reference, optional) = (root.ty.is_reference(), root.ty.optional);
        let tokens = match (mutable, optional) {
            (true, true) => {
                let (root, target) = (self.ident(place.root), self.place_mut(place));
                return postfix(quote!(#root.as_deref_mut().map(|#root| #target)));
            }
            (true, false) => self.place_mut(place),
            (false, _) if place.projections.is_empty() && is_reference => self.place(place),
            (false, _) => {
                let place = self.place(place);
                quote!(&#place)
            }
        };
        Piece { tokens, precedence: precedence::UNARY }
    }
}

/// `(*match &base { Path { member: field, .. } => field, _ => unreachable!() })`
pub(super) fn variant(
    base: &TokenStream,
    (path, member): (&syn::Path, &syn::Member),
    mutable: bool,
) -> TokenStream {
    let exclusive = mutable.then(|| quote!(mut));
    let field = Ident::new("field", Span::mixed_site());
    quote!((*match &#exclusive #base {
        #path { #member: #field, .. } => #field,
        _ => ::core::unreachable!(),
    }))
}

/// Whether a path is `Ok`, whose tangent has `()` for an error.
fn is_ok(path: &syn::Path) -> bool {
    let mut segments = path.segments.iter().rev();
    segments.next().is_some_and(|last| last.ident == "Ok")
        && segments.next().is_none_or(|of| of.ident == "Result")
}
