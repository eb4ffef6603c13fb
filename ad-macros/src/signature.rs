//! A function's signature as the derivatives see it: which parameters carry tangents, of which type.
//!
//! In: `syn::Signature`, the configuration and the `impl` block around, if any. Out: [`Signature`], whose
//! types are settled: what stands here without an error can be differentiated or is a constant.
//! `read` reads and complains, `scope` says which type parameters are floats, `types` writes the types
//! of tangents. Deliberately absent: bodies.

mod read;
mod scope;
mod types;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

pub use read::{Around, is_called};
pub use scope::{Scope, is_real};
use types::Types;
pub use types::{delimited, holds_reference, std_argument};

/// A best-effort sketch of a type: what the macro can see from signatures, literals and methods.
///
/// It decides how lean the emitted code is, never whether it is right: where it says
/// [`Kind::Unknown`], emitted code asks the runtime's traits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `f64` or `f32`.
    Float,
    /// A float of the type parameter with this name, `T: Real`: no literal can be written for it.
    Real(Ident),
    /// Any integer type.
    Int,
    /// `bool`.
    Bool,
    /// `()`.
    Unit,
    /// A tuple.
    Tuple(Vec<Kind>),
    /// A slice or a `Vec`, with the kind of its elements.
    List(Box<Kind>),
    /// An array, with the kind of its elements.
    Array(Box<Kind>),
    /// A struct of which the kinds of some fields are known.
    Struct(BTreeMap<String, Kind>),
    /// A type that holds no floats to differentiate (`&str`, `char`, `String`, a function).
    Other,
    /// A constant field, whatever its type.
    Constant,
    /// Not known to the macro.
    Unknown,
}

impl Kind {
    /// Whether a value of this kind may carry a tangent.
    pub fn may_carry_tangent(&self) -> bool {
        match self {
            Kind::Float | Kind::Real(_) | Kind::Unknown => true,
            Kind::Int | Kind::Bool | Kind::Unit | Kind::Other | Kind::Constant => false,
            Kind::Tuple(items) => items.iter().any(Kind::may_carry_tangent),
            Kind::List(item) | Kind::Array(item) => item.may_carry_tangent(),
            Kind::Struct(_) => true,
        }
    }

    /// Whether this is one float.
    pub fn is_float(&self) -> bool {
        matches!(self, Kind::Float | Kind::Real(_))
    }

    /// The type parameter of the floats in it, if there is one.
    pub fn real(&self) -> Option<&Ident> {
        match self {
            Kind::Real(name) => Some(name),
            Kind::Tuple(items) => items.iter().find_map(Kind::real),
            Kind::List(item) | Kind::Array(item) => item.real(),
            _ => None,
        }
    }

    /// Whether values of this kind are certainly `Copy`.
    pub fn is_copy(&self) -> bool {
        match self {
            Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool | Kind::Unit => true,
            Kind::Tuple(items) => items.iter().all(Kind::is_copy),
            Kind::Array(item) => item.is_copy(),
            Kind::List(_) | Kind::Struct(_) | Kind::Other | Kind::Constant | Kind::Unknown => false,
        }
    }

    /// The kind of an element, if this is a list.
    pub fn element(&self) -> Kind {
        match self {
            Kind::List(item) | Kind::Array(item) => (**item).clone(),
            _ => Kind::Unknown,
        }
    }

    /// The kind of a field.
    pub fn field(&self, member: &syn::Member) -> Kind {
        self.known_field(member).cloned().unwrap_or(Kind::Unknown)
    }

    /// The kind of a field, if it is known.
    pub fn known_field(&self, member: &syn::Member) -> Option<&Kind> {
        match (self, member) {
            (Kind::Tuple(items), syn::Member::Unnamed(index)) => items.get(index.index as usize),
            (Kind::Struct(fields), member) => fields.get(&member_name(member)),
            _ => None,
        }
    }

    /// The sketch of a type as written, where no generics are in scope.
    pub fn of(ty: &syn::Type) -> Kind {
        Kind::of_in(ty, &Scope::default())
    }

    /// The sketch of a type as written.
    pub fn of_in(ty: &syn::Type, scope: &Scope) -> Kind {
        let of = |ty: &syn::Type| Kind::of_in(ty, scope);
        match ty {
            syn::Type::Paren(ty) => of(&ty.elem),
            syn::Type::Group(ty) => of(&ty.elem),
            syn::Type::Reference(ty) => of(&ty.elem),
            syn::Type::Slice(ty) => Kind::List(Box::new(of(&ty.elem))),
            syn::Type::Array(ty) => Kind::Array(Box::new(of(&ty.elem))),
            syn::Type::Tuple(ty) if ty.elems.is_empty() => Kind::Unit,
            syn::Type::Tuple(ty) => Kind::Tuple(ty.elems.iter().map(of).collect()),
            syn::Type::FnPtr(_) | syn::Type::ImplTrait(_) => Kind::Other,
            syn::Type::TraitObject(ty) if ty.bounds.iter().any(scope::is_fn) => Kind::Other,
            syn::Type::Path(ty) if ty.qself.is_none() => Kind::of_path(&ty.path, scope),
            _ => Kind::Unknown,
        }
    }

    fn of_path(path: &syn::Path, scope: &Scope) -> Kind {
        let Some(last) = path.segments.last() else { return Kind::Unknown };
        if let Some(kind) = path.get_ident().and_then(|name| scope.kind(name)) {
            return kind;
        }
        match last.ident.to_string().as_str() {
            "f64" | "f32" => Kind::Float,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
            | "i128" | "isize" => Kind::Int,
            "bool" => Kind::Bool,
            "char" | "str" | "String" => Kind::Other,
            "Vec" => match types::argument(last) {
                Some(item) => Kind::List(Box::new(Kind::of_in(item, scope))),
                None if last.arguments.is_empty() => Kind::List(Box::new(Kind::Unknown)),
                None => Kind::Unknown,
            },
            "Option" | "Box" | "Result" if types::arguments(last).next().is_some() => {
                let mut kinds = types::arguments(last).map(|ty| Kind::of_in(ty, scope));
                match kinds.all(|kind| kind.is_settled() && !kind.may_carry_tangent()) {
                    true => Kind::Other,
                    false => Kind::Unknown,
                }
            }
            _ => Kind::Unknown,
        }
    }

    /// Whether the macro sees all of the type.
    pub fn is_settled(&self) -> bool {
        match self {
            Kind::Unknown => false,
            Kind::Tuple(items) => items.iter().all(Kind::is_settled),
            Kind::List(item) | Kind::Array(item) => item.is_settled(),
            Kind::Struct(_) => false,
            _ => true,
        }
    }
}

/// The name of a field, `mass` or `0`.
fn member_name(member: &syn::Member) -> String {
    member.to_token_stream().to_string()
}

impl Kind {
    /// A struct of which one field is known.
    pub fn with_field(member: &syn::Member, kind: Kind) -> Kind {
        Kind::Struct(BTreeMap::from([(member_name(member), kind)]))
    }
}

/// One parameter of a differentiated function.
pub struct Param {
    /// Its name; a pattern (`(a, b): (f64, f64)`) gets a name of the macro's.
    pub name: Ident,
    /// The pattern, where it is more than a name.
    pub pattern: Option<syn::Pat>,
    /// `mut x: ..`
    pub mutable: bool,
    /// The type as written; `&Self` for `&self`.
    pub ty: syn::Type,
    /// The sketch of the type, references looked through.
    pub kind: Kind,
    /// Whether derivatives with respect to it are wanted: its type carries a tangent, and neither
    /// `#[constant]` nor `wrt(..)` makes it a constant.
    pub differentiable: bool,
    /// The types of its tangent, its dot and its bar.
    types: Types,
}

impl Param {
    /// Whether the parameter is a reference.
    pub fn is_ref(&self) -> bool {
        matches!(peel(&self.ty), syn::Type::Reference(_))
    }

    /// Whether the parameter is a `&mut` reference.
    pub fn is_mut_ref(&self) -> bool {
        matches!(peel(&self.ty), syn::Type::Reference(ty) if ty.mutability.is_some())
    }

    /// Whether it is input and output at once: a differentiable `&mut`.
    pub fn is_output(&self) -> bool {
        self.differentiable && self.is_mut_ref()
    }

    /// Whether the parameter is `self`.
    pub fn is_self(&self) -> bool {
        self.name == "self"
    }

    /// Whether the parameter's type carries a tangent that callers know of, wanted or not.
    pub fn has_tangent(&self) -> bool {
        self.differentiable || (self.kind.is_settled() && self.kind.may_carry_tangent())
    }

    /// The owned tangent: `Vec<f64>` for `&[f64]`.
    pub fn tangent(&self) -> TokenStream {
        self.types.tangent.clone()
    }

    /// The type of a dot: mirrors the parameter's (`&[f64]` for `&[f64]`).
    pub fn dot_type(&self) -> TokenStream {
        self.types.dot.clone()
    }

    /// What a bar points to: `[f64]` for a list of unknown length, else the tangent.
    pub fn bar_target(&self) -> TokenStream {
        self.types.bar.clone()
    }

    /// The name of its tangent.
    pub fn dot(&self) -> Ident {
        format_ident!("{}_dot", self.plain_name(), span = self.made_span())
    }

    /// The name of its cotangent.
    pub fn bar(&self) -> Ident {
        format_ident!("{}_bar", self.plain_name(), span = self.made_span())
    }

    fn made_span(&self) -> Span {
        self.name.span().resolved_at(Span::mixed_site())
    }

    fn plain_name(&self) -> String {
        crate::ir::names::stem(&self.name.to_string()).to_string()
    }
}

/// What is needed of a function's signature to differentiate it.
pub struct Signature {
    /// The function's name.
    pub ident: Ident,
    /// The function's visibility, which its derivatives share.
    pub vis: syn::Visibility,
    /// Its own generics, and those of its block that the derivatives must declare themselves.
    pub generics: syn::Generics,
    /// Its own generics.
    pub own_generics: syn::Generics,
    /// Its parameters, `self` included, by that name.
    pub params: Vec<Param>,
    /// The return type.
    pub output: syn::Type,
    /// The sketch of the return type.
    pub output_kind: Kind,
    /// The type of the `impl` block that the function stands in.
    pub self_ty: Option<syn::Type>,
    /// The trait that this block implements.
    pub self_trait: Option<syn::Path>,
    /// The generics of that block.
    pub generics_around: syn::Generics,
    /// The generics of the block and of the function.
    pub generics_in_scope: syn::Generics,
    /// The names of types that are known: the type parameters that are floats.
    pub scope: Scope,
    /// Whether the pullback is boxed, because the function may call itself.
    pub boxed: bool,
    /// The owned tangent of the result.
    output_tangent: TokenStream,
}

impl Signature {
    /// Whether its result has no tangent, for all to see, and nothing else goes out.
    pub fn is_plain(&self) -> bool {
        let is_seen = self.output_kind.is_settled() && !self.output_kind.may_carry_tangent();
        let has_borrow = self.output.to_token_stream().to_string().contains('&');
        is_seen
            && !has_borrow
            && !self.params.is_empty()
            && self.generics_in_scope.params.is_empty()
            && !self.params.iter().any(Param::is_mut_ref)
    }

    /// The parameters with respect to which derivatives are wanted.
    pub fn wanted(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.differentiable)
    }

    /// The parameters that are outputs too: differentiable `&mut`.
    pub fn outputs(&self) -> impl Iterator<Item = &Param> {
        self.wanted().filter(|param| param.is_mut_ref())
    }

    /// The parameters that `vjp` returns the gradient by: wanted, and no outputs.
    pub fn inputs(&self) -> impl Iterator<Item = &Param> {
        self.wanted().filter(|param| !param.is_mut_ref())
    }

    /// The types in a type that the macro can't see through.
    pub fn unseen(&self, ty: &syn::Type) -> Vec<syn::Type> {
        types::unseen(ty, &self.scope)
    }

    /// The owned tangent of a type in this signature.
    pub fn tangent(&self, ty: &syn::Type, runtime: &syn::Path) -> TokenStream {
        types::Writer { runtime, scope: &self.scope }.tangent(ty)
    }

    /// The name of one of the derivatives: `grad`, or `loss_grad` of a method `loss`.
    pub fn derivative(&self, name: &str) -> Ident {
        let span = Span::mixed_site();
        match &self.self_ty {
            None => Ident::new(name, span),
            Some(_) => {
                let function = self.ident.to_string();
                format_ident!("{}_{name}", function.trim_start_matches("r#"), span = span)
            }
        }
    }

    /// The name of the result's cotangent, which no parameter's bar has.
    pub fn value_bar(&self) -> Ident {
        let taken = self.params.iter().any(|param| param.bar() == "value_bar");
        Ident::new(if taken { "result_bar" } else { "value_bar" }, Span::mixed_site())
    }

    /// Whether the result is one float, so that there is a gradient.
    pub fn is_scalar(&self) -> bool {
        self.output_kind.is_float()
    }

    /// Whether there is no result but what `&mut` parameters point to.
    pub fn is_unit(&self) -> bool {
        self.output_kind == Kind::Unit
    }

    /// The owned tangent of the result.
    pub fn output_tangent(&self) -> TokenStream {
        self.output_tangent.clone()
    }

    /// The type of `grad`: the tangent of the one wanted parameter, or a tuple of them.
    pub fn grad_type(&self) -> TokenStream {
        one_or_tuple(self.wanted())
    }

    /// What a pullback returns: the tangents of the parameters that are inputs only.
    pub fn vjp_type(&self) -> TokenStream {
        one_or_tuple(self.inputs())
    }
}

/// The tangent of the one parameter, or a tuple of them.
fn one_or_tuple<'a>(params: impl Iterator<Item = &'a Param>) -> TokenStream {
    let tangents: Vec<_> = params.map(Param::tangent).collect();
    match tangents.as_slice() {
        [only] => only.clone(),
        _ => quote!((#(#tangents),*)),
    }
}

/// Whether an attribute is the macro's `#[constant]`.
pub fn is_constant(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("constant")
}

/// The owned tangent of a type outside of signatures.
pub fn tangent_of(ty: &syn::Type, runtime: &syn::Path) -> TokenStream {
    types::Writer { runtime, scope: &Scope::default() }.tangent(ty)
}

/// A type without the parentheses and groups around it.
pub fn peel(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Paren(ty) => peel(&ty.elem),
        syn::Type::Group(ty) => peel(&ty.elem),
        ty => ty,
    }
}
