//! Which fields of structs are constants: those that are marked, integers and text, and lists and tuples of these.
//!
//! `#[derive(Differentiable)]` sees that a field is marked `#[constant]`; a function that reads the field doesn't. So
//! the macro remembers, over the whole compilation of a crate, the structs that it derived for ([`Structs`]). In a
//! function they are known by their last name ([`Structs::sketch`]); that it was the right struct is for rustc to say,
//! by [`Sketched::proof`]. A struct of another crate, or one that comes later, isn't known: its constant fields are
//! taken for differentiable ones, which doesn't compile.
//!
//! Deliberately absent: the memory itself, which is `lib.rs`'s; here everything depends on the arguments alone.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::kind::{Kind, Scope};

use crate::ty::{peel, std_argument};

/// How deep structs in structs are looked into.
const DEPTH: usize = 4;

/// The structs that are known: their fields, by name.
#[derive(Clone, Debug, Default)]
pub struct Structs(BTreeMap<String, BTreeMap<String, Field>>);

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Field {
    Constant,
    /// Its type, as text: tokens don't outlive an expansion.
    Of(String),
}

/// What is known of a type.
#[derive(Clone, Debug)]
pub struct Sketched {
    /// The type as written.
    pub ty: syn::Type,
    /// The ways to its constants: `.eps`, `.bodies[0].id`.
    constants: Vec<TokenStream>,
}

impl Sketched {
    /// An expression that compiles only if the tangents of all constants in a type are `()`.
    pub fn proof(&self, runtime: &syn::Path) -> TokenStream {
        let (ty, constants) = (&self.ty, &self.constants);
        quote_spanned! {Span::mixed_site()=>
            let _ = |tangent: &<#ty as #runtime::private::Differentiable>::Tangent| {
                #(#runtime::private::constant(&tangent #constants);)*
            };
        }
    }
}

impl Structs {
    /// No structs yet.
    pub const fn new() -> Structs {
        Structs(BTreeMap::new())
    }

    /// Notes a struct. Of several of one name, what they agree on is known.
    pub fn add<'a>(
        &mut self,
        name: &str,
        fields: impl Iterator<Item = (&'a syn::Member, &'a syn::Type, bool)>,
    ) {
        let fields = fields.map(|(member, ty, constant)| {
            let field = match constant {
                true => Field::Constant,
                false => Field::Of(ty.to_token_stream().to_string()),
            };
            (member.to_token_stream().to_string(), field)
        });
        let fields: BTreeMap<_, _> = fields.collect();
        match self.0.get_mut(name) {
            Some(known) => known.retain(|field, what| fields.get(field) == Some(what)),
            None => {
                self.0.insert(name.to_string(), fields);
            }
        }
    }

    /// The kind of a type in which there are constants; none if there are none.
    pub fn sketch(&self, ty: &syn::Type, scope: &Scope) -> Option<(Kind, Sketched)> {
        let mut constants = Vec::new();
        let kind = self.kind(ty, scope, DEPTH, &TokenStream::new(), &mut constants)?;
        let mut ty = ty.clone();
        while let syn::Type::Reference(reference) = peel(&ty) {
            ty = (*reference.elem).clone();
        }
        Some((kind, Sketched { ty, constants }))
    }

    fn kind(
        &self,
        ty: &syn::Type,
        scope: &Scope,
        depth: usize,
        way: &TokenStream,
        constants: &mut Vec<TokenStream>,
    ) -> Option<Kind> {
        let at = |step: TokenStream| quote_spanned!(Span::mixed_site()=> #way #step);
        let list = |ty, constants: &mut _| {
            let way = at(quote_spanned!(Span::mixed_site()=> [0]));
            self.kind(ty, scope, depth, &way, constants).map(Box::new)
        };
        if depth < DEPTH
            && let Some(kind) = plain(ty)
        {
            constants.push(way.clone());
            return Some(kind);
        }
        match peel(ty) {
            syn::Type::Reference(ty) => self.kind(&ty.elem, scope, depth, way, constants),
            syn::Type::Tuple(tuple) => {
                let mut item = |(i, ty)| {
                    let index = syn::Index::from(i);
                    let way = at(quote_spanned!(Span::mixed_site()=> .#index));
                    self.kind(ty, scope, depth, &way, constants)
                };
                let kinds: Vec<_> = tuple.elems.iter().enumerate().map(&mut item).collect();
                let is_known = kinds.iter().any(Option::is_some);
                let seen = kinds.into_iter().zip(&tuple.elems);
                let kinds = seen.map(|(kind, ty)| kind.unwrap_or_else(|| Kind::of_in(ty, scope)));
                is_known.then(|| Kind::Tuple(kinds.collect()))
            }
            syn::Type::Slice(ty) => list(&ty.elem, constants).map(Kind::List),
            syn::Type::Array(ty) => list(&ty.elem, constants).map(Kind::Array),
            syn::Type::Path(path) => match std_argument(path) {
                Some(("Vec", item)) => list(item, constants).map(Kind::List),
                Some(_) => None,
                None if Kind::of_in(ty, scope) != Kind::Unknown || depth == 0 => None,
                None => {
                    let name = path.path.segments.last()?.ident.to_string();
                    let mut kinds = BTreeMap::new();
                    for (field, what) in self.0.get(&name)? {
                        let member: syn::Member = syn::parse_str(field).ok()?;
                        let way = at(quote_spanned!(Span::mixed_site()=> .#member));
                        let kind = match what {
                            Field::Constant => {
                                constants.push(way);
                                Some(Kind::Constant)
                            }
                            Field::Of(ty) => {
                                let ty = syn::parse_str(ty).ok()?;
                                self.kind(&ty, scope, depth - 1, &way, constants)
                            }
                        };
                        kinds.extend(kind.map(|kind| (field.clone(), kind)));
                    }
                    (!kinds.is_empty()).then_some(Kind::Struct(kinds))
                }
            },
            _ => None,
        }
    }
}

/// The kind of a type whose tangent is nothing.
fn plain(ty: &syn::Type) -> Option<Kind> {
    let kind = Kind::of(ty);
    matches!(kind, Kind::Int | Kind::Bool | Kind::Other).then_some(kind)
}
