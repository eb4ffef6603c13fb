//! A function's signature as the derivatives see it: which parameters carry tangents, of which type.
//!
//! In: `syn::Signature` and the configuration. Out: [`Signature`], whose types are settled: what
//! stands here without an error can be differentiated or is a constant. Deliberately absent: bodies.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::diag::Diagnostics;
use crate::unsupported;

/// A best-effort sketch of a type: what the macro can see from signatures, literals and methods.
///
/// It decides how lean the emitted code is, never whether it is right: where it says
/// [`Kind::Unknown`], emitted code asks the runtime's traits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `f64` or `f32`.
    Float,
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
    /// Not known to the macro.
    Unknown,
}

impl Kind {
    /// Whether a value of this kind may carry a tangent.
    pub fn may_carry_tangent(&self) -> bool {
        match self {
            Kind::Float | Kind::Unknown => true,
            Kind::Int | Kind::Bool | Kind::Unit | Kind::Other => false,
            Kind::Tuple(items) => items.iter().any(Kind::may_carry_tangent),
            Kind::List(item) | Kind::Array(item) => item.may_carry_tangent(),
            Kind::Struct(_) => true,
        }
    }

    /// Whether values of this kind are certainly `Copy`.
    pub fn is_copy(&self) -> bool {
        match self {
            Kind::Float | Kind::Int | Kind::Bool | Kind::Unit => true,
            Kind::Tuple(items) => items.iter().all(Kind::is_copy),
            Kind::Array(item) => item.is_copy(),
            Kind::List(_) | Kind::Struct(_) | Kind::Other | Kind::Unknown => false,
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
        match (self, member) {
            (Kind::Tuple(items), syn::Member::Unnamed(index)) => {
                items.get(index.index as usize).cloned().unwrap_or(Kind::Unknown)
            }
            (Kind::Struct(fields), member) => {
                fields.get(&member_name(member)).cloned().unwrap_or(Kind::Unknown)
            }
            _ => Kind::Unknown,
        }
    }

    /// The sketch of a type as written.
    pub fn of(ty: &syn::Type) -> Kind {
        match ty {
            syn::Type::Paren(ty) => Kind::of(&ty.elem),
            syn::Type::Group(ty) => Kind::of(&ty.elem),
            syn::Type::Reference(ty) => Kind::of(&ty.elem),
            syn::Type::Slice(ty) => Kind::List(Box::new(Kind::of(&ty.elem))),
            syn::Type::Array(ty) => Kind::Array(Box::new(Kind::of(&ty.elem))),
            syn::Type::Tuple(ty) if ty.elems.is_empty() => Kind::Unit,
            syn::Type::Tuple(ty) => Kind::Tuple(ty.elems.iter().map(Kind::of).collect()),
            syn::Type::FnPtr(_) | syn::Type::ImplTrait(_) => Kind::Other,
            syn::Type::Path(ty) => Kind::of_path(&ty.path),
            _ => Kind::Unknown,
        }
    }

    fn of_path(path: &syn::Path) -> Kind {
        let Some(last) = path.segments.last() else { return Kind::Unknown };
        match last.ident.to_string().as_str() {
            "f64" | "f32" => Kind::Float,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
            | "i128" | "isize" => Kind::Int,
            "bool" => Kind::Bool,
            "char" | "str" | "String" => Kind::Other,
            "Vec" => match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
                    Some(syn::GenericArgument::Type(item)) => Kind::List(Box::new(Kind::of(item))),
                    _ => Kind::Unknown,
                },
                _ => Kind::List(Box::new(Kind::Unknown)),
            },
            _ => Kind::Unknown,
        }
    }

    /// Whether [`tangent_type`] can write the tangent of such a type down.
    fn is_settled(&self) -> bool {
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
    /// The type as written.
    pub ty: syn::Type,
    /// The sketch of the type, references looked through.
    pub kind: Kind,
    /// Whether derivatives with respect to it are wanted: its type carries a tangent, and neither
    /// `#[constant]` nor `wrt(..)` makes it a constant.
    pub differentiable: bool,
}

impl Param {
    /// Whether the parameter is a reference.
    pub fn is_ref(&self) -> bool {
        matches!(peel(&self.ty), syn::Type::Reference(_))
    }

    /// Whether the parameter is a `&mut` reference.
    pub fn is_exclusive(&self) -> bool {
        is_mut_ref(&self.ty)
    }

    /// Whether the parameter's type carries a tangent, wanted or not.
    pub fn has_tangent(&self) -> bool {
        self.kind.is_settled() && self.kind.may_carry_tangent()
    }

    /// The owned tangent: `Vec<f64>` for `&[f64]`.
    pub fn tangent(&self) -> TokenStream {
        tangent_type(&self.ty)
    }

    /// The type of a dot: mirrors the parameter's (`&[f64]` for `&[f64]`).
    pub fn dot_type(&self) -> TokenStream {
        match peel(&self.ty) {
            syn::Type::Reference(reference) => {
                let pointee = unsized_tangent_type(&reference.elem);
                quote!(& #pointee)
            }
            ty => tangent_type(ty),
        }
    }

    /// What a bar points to: `[f64]` for a list of unknown length, else the tangent.
    pub fn bar_target(&self) -> TokenStream {
        match peel(&self.ty) {
            syn::Type::Reference(reference) => list_target(&reference.elem),
            ty => list_target(ty),
        }
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
        self.name.to_string().trim_start_matches("r#").trim_start_matches('_').to_string()
    }
}

/// What is needed of a function's signature to differentiate it.
pub struct Signature {
    /// The function's name.
    pub ident: Ident,
    /// The function's visibility, which its derivatives share.
    pub vis: syn::Visibility,
    /// Its generics.
    pub generics: syn::Generics,
    /// Its parameters.
    pub params: Vec<Param>,
    /// The return type.
    pub output: syn::Type,
    /// The sketch of the return type.
    pub output_kind: Kind,
}

impl Signature {
    /// The parameters with respect to which derivatives are wanted.
    pub fn wanted(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.differentiable)
    }

    /// The name of the result's cotangent, which no parameter's bar has.
    pub fn value_bar(&self) -> Ident {
        let taken = self.params.iter().any(|param| param.bar() == "value_bar");
        Ident::new(if taken { "result_bar" } else { "value_bar" }, Span::mixed_site())
    }

    /// Whether the result is one float, so that there is a gradient.
    pub fn is_scalar(&self) -> bool {
        self.output_kind == Kind::Float
    }

    /// The owned tangent of the result.
    pub fn output_tangent(&self) -> TokenStream {
        tangent_type(&self.output)
    }

    /// The type of `grad`: the tangent of the one wanted parameter, or a tuple of them.
    pub fn grad_type(&self) -> TokenStream {
        let tangents: Vec<_> = self.wanted().map(Param::tangent).collect();
        match tangents.as_slice() {
            [only] => only.clone(),
            _ => quote!((#(#tangents),*)),
        }
    }

    /// Reads a function's signature. `wrt`, if given, names the only parameters to differentiate by.
    /// Strips nothing: `#[constant]` stays on `item`.
    pub fn read(
        diagnostics: &mut Diagnostics,
        vis: &syn::Visibility,
        signature: &syn::Signature,
        wrt: Option<&[Ident]>,
    ) -> Signature {
        refuse_qualifiers(diagnostics, signature);
        // After an unknown name in `wrt`, all parameters count, so that later errors are seen too.
        let is_param = |name: &Ident| signature.inputs.iter().any(|input| names(input, name));
        let known = wrt.filter(|wrt| wrt.iter().all(is_param));
        let mut params = Vec::new();
        for (position, input) in signature.inputs.iter().enumerate() {
            match input {
                syn::FnArg::Receiver(receiver) => {
                    diagnostics.error(receiver, unsupported::RECEIVER)
                }
                syn::FnArg::Typed(input) => {
                    params.push(read_param(diagnostics, position, input, known))
                }
            }
        }
        for name in wrt.unwrap_or_default() {
            match params.iter().find(|param| param.name == *name) {
                None => diagnostics.error(name, unsupported::wrt_unknown(name, &params)),
                Some(param) if !param.differentiable => {
                    diagnostics.error(name, unsupported::wrt_constant(name))
                }
                Some(_) => {}
            }
        }
        let output = match &signature.output {
            syn::ReturnType::Default => syn::parse_quote!(()),
            syn::ReturnType::Type(_, ty) => (**ty).clone(),
        };
        let output_kind = Kind::of(&output);
        let function = FnName(signature);
        if !diagnostics.any() && !params.iter().any(|param| param.differentiable) {
            diagnostics.error(&function, unsupported::NO_FLOAT_INPUT);
        }
        if matches!(peel(&output), syn::Type::Reference(_)) {
            diagnostics.error(&output, unsupported::REFERENCE_OUTPUT);
        } else if !output_kind.may_carry_tangent() {
            match &signature.output {
                syn::ReturnType::Default => {
                    diagnostics.error(&function, unsupported::NO_FLOAT_OUTPUT)
                }
                syn::ReturnType::Type(_, ty) => diagnostics.error(ty, unsupported::NO_FLOAT_OUTPUT),
            }
        } else if !output_kind.is_settled() {
            diagnostics.error(&output, unsupported::OUTPUT_TYPE);
        }
        Signature {
            ident: signature.ident.clone(),
            vis: vis.clone(),
            generics: signature.generics.clone(),
            params,
            output,
            output_kind,
        }
    }
}

/// Whether a parameter has this name.
fn names(input: &syn::FnArg, name: &Ident) -> bool {
    match input {
        syn::FnArg::Typed(input) => {
            matches!(&*input.pat, syn::Pat::Ident(pat) if pat.ident == *name)
        }
        syn::FnArg::Receiver(_) => false,
    }
}

/// `fn name`, to underline a function without its body.
struct FnName<'a>(&'a syn::Signature);

impl ToTokens for FnName<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.fn_token.to_tokens(tokens);
        self.0.ident.to_tokens(tokens);
    }
}

fn refuse_qualifiers(diagnostics: &mut Diagnostics, signature: &syn::Signature) {
    if let Some(token) = &signature.asyncness {
        diagnostics.error(token, unsupported::ASYNC_FN);
    }
    if !matches!(signature.safety, syn::Safety::Default) {
        diagnostics.error(&signature.safety, unsupported::UNSAFE_FN);
    }
    if let Some(abi) = &signature.abi {
        diagnostics.error(abi, unsupported::EXTERN_FN);
    }
    if let Some(variadic) = &signature.variadic {
        diagnostics.error(variadic, unsupported::PARAMETER);
    }
}

fn read_param(
    diagnostics: &mut Diagnostics,
    position: usize,
    input: &syn::PatType,
    wrt: Option<&[Ident]>,
) -> Param {
    let (name, pattern, mutable) = match &*input.pat {
        syn::Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
            (pat.ident.clone(), None, pat.mutability.is_some())
        }
        pat => {
            let name = format_ident!("p{position}", span = Span::mixed_site());
            (name, Some(pat.clone()), false)
        }
    };
    let kind = Kind::of(&input.ty);
    let constant = input.attrs.iter().any(is_constant)
        || wrt.is_some_and(|names| names.iter().all(|wanted| *wanted != name));
    let mut differentiable = !constant && kind.may_carry_tangent();
    if differentiable && !kind.is_settled() {
        diagnostics.error(&input.ty, unsupported::PARAMETER_TYPE);
        differentiable = false;
    } else if differentiable && is_mut_ref(&input.ty) {
        diagnostics.error(&input.ty, unsupported::MUT_PARAMETER);
        differentiable = false;
    }
    Param { name, pattern, mutable, ty: (*input.ty).clone(), kind, differentiable }
}

/// Whether an attribute is the macro's `#[constant]`.
pub fn is_constant(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("constant")
}

fn is_mut_ref(ty: &syn::Type) -> bool {
    matches!(peel(ty), syn::Type::Reference(reference) if reference.mutability.is_some())
}

/// A type without the parentheses and groups around it.
pub fn peel(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Paren(ty) => peel(&ty.elem),
        syn::Type::Group(ty) => peel(&ty.elem),
        ty => ty,
    }
}

/// The owned tangent of a settled type, as tokens.
///
/// It mirrors the type, as the runtime's `Differentiable` does: the tangent of a `Vec<usize>` inside a
/// tuple is a `Vec<()>`.
pub fn tangent_type(ty: &syn::Type) -> TokenStream {
    match peel(ty) {
        syn::Type::Reference(reference) => tangent_type(&reference.elem),
        syn::Type::Slice(slice) => {
            let item = tangent_type(&slice.elem);
            quote!(::std::vec::Vec<#item>)
        }
        syn::Type::Array(array) => {
            let (item, len) = (tangent_type(&array.elem), &array.len);
            quote!([#item; #len])
        }
        syn::Type::Tuple(tuple) => {
            let items = tuple.elems.iter().map(tangent_type);
            quote!((#(#items,)*))
        }
        syn::Type::Path(path) => match vec_item(path) {
            Some(item) => {
                let item = tangent_type(item);
                quote!(::std::vec::Vec<#item>)
            }
            None => leaf_tangent_type(ty),
        },
        ty => leaf_tangent_type(ty),
    }
}

/// `f64` for `f64`, `()` for `usize`.
fn leaf_tangent_type(ty: &syn::Type) -> TokenStream {
    match Kind::of(ty).may_carry_tangent() {
        true => ty.to_token_stream(),
        false => quote!(()),
    }
}

/// Like [`tangent_type`], but a slice stays a slice.
fn unsized_tangent_type(ty: &syn::Type) -> TokenStream {
    match peel(ty) {
        syn::Type::Slice(slice) => {
            let item = tangent_type(&slice.elem);
            quote!([#item])
        }
        ty => tangent_type(ty),
    }
}

/// Like [`tangent_type`], but a slice or a `Vec` is a slice.
fn list_target(ty: &syn::Type) -> TokenStream {
    match peel(ty) {
        syn::Type::Path(path) => match vec_item(path) {
            Some(item) if Kind::of(ty).may_carry_tangent() => {
                let item = tangent_type(item);
                quote!([#item])
            }
            _ => tangent_type(ty),
        },
        ty => unsized_tangent_type(ty),
    }
}

fn vec_item(path: &syn::TypePath) -> Option<&syn::Type> {
    let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(syn::GenericArgument::Type(item)) => Some(item),
        _ => None,
    }
}
