//! Jacobians: `jacobian`, `jacobian_forward`, `jacobian_reverse`, `value_and_jacobian` and `jacobian_into`, and `sparse_jacobian`.
//!
//! In: the header of a function and which modes it has. Out: these functions, over a hidden one. The runtime chooses a mode, makes the directions
//! and the cotangents, and knows shapes (`ad_runtime::jacobian`); what is generated here calls the function and its derivatives.
//! ```text
//! fn jacobian(x: &[f64], n: usize) -> <(Vec<f64>,) as private::Jacobian<Vec<f64>>>::Matrix {
//!     Self::jacobian_by(x, n, (private::Mode::Automatic, private::Fresh::new())).1
//! }
//! fn jacobian_by<JacobianOut: private::Target>(x: &[f64], n: usize, how: (private::Mode, JacobianOut))   // hidden
//!     -> (Vec<f64>, JacobianOut::Filled)
//! {
//!     private::jacobian(
//!         how,
//!         (private::zero_like(x),),
//!         |(x_dot,)| Self::jvp(x, n, x_dot),
//!         |seed, (x_bar,)| {
//!             let (value, pullback) = Self::pullback(x, n);
//!             pullback(seed(&value), Some(x_bar), None);
//!             value
//!         },
//!     )
//! }
//! ```
//! A differentiable `&mut` parameter is copied for each call; what it points to afterwards is a result. Where a constant is lent to be changed, the
//! function can't be called again at the same point: a call of its Jacobian fails with a message. Absent: a function whose name another one of the block has.

mod calls;
mod refused;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use crate::args::Config;
use crate::kind::{self, Kind};
use crate::signature::{Param, Signature, Stands};
use crate::ty::{holds_elided, holds_reference, peel};

use super::check::is_clone;
use super::docs;
use super::elimination::ALIASES;
use super::header::{Header, one_or_tuple};
use super::made;
use calls::{forward, in_lanes, left_in_place, reverse};
use refused::refused;

/// The functions, each with the mode that it is by.
const FUNCTIONS: [(&str, &str); 6] = [
    ("jacobian", "Automatic"),
    ("jacobian_forward", "Forward"),
    ("jacobian_reverse", "Reverse"),
    ("value_and_jacobian", "Automatic"),
    ("jacobian_into", "Automatic"),
    ("sparse_jacobian", "Automatic"),
];

/// Of how many parameters there are Jacobians.
pub const MOST: usize = 16;

/// Which modes a function has.
#[derive(Clone, Copy)]
pub struct Modes {
    pub forward: bool,
    pub reverse: bool,
    /// Whether the Jacobian is made by elimination, which has these names then.
    pub is_eliminated: bool,
    /// How many directions the tangent is made in at once, if it is.
    pub lanes: Option<usize>,
}

impl Modes {
    /// The mode of one of the functions, if there is one.
    fn of(self, mode: &'static str) -> Option<&'static str> {
        match (mode, self.forward, self.reverse) {
            ("Forward", false, _) | ("Reverse", _, false) | (_, false, false) => None,
            (_, true, true) => Some(mode),
            (_, true, false) => Some("Forward"),
            (_, false, true) => Some("Reverse"),
        }
    }
}

/// The Jacobians of a function that is asked for its derivatives.
pub fn functions(header: &Header, modes: Modes) -> Option<TokenStream> {
    let signature = header.signature;
    if signature.stands == Stands::InObject || is_anonymous(&signature.shown_output_tangent()) {
        return None;
    }
    let named = FUNCTIONS.into_iter().filter_map(|(name, mode)| Some((name, modes.of(mode)?)));
    let is_made = |name: &str| ALIASES.iter().any(|(alias, _)| *alias == name);
    let named = named.filter(|(name, _)| !(modes.is_eliminated && is_made(name)));
    let named = named.filter(|(name, _)| !signature.has_sibling(&header.name(name)));
    if header.types().any(|(param, ty)| param.is_mut_ref() && !is_copied(param, ty)) {
        return Some(named.map(|(name, _)| refused(header, name, "CalledOften")).collect());
    }
    if is_of_one_number(signature) {
        return Some(named.map(|(name, _)| refused(header, name, "SeveralNumbers")).collect());
    }
    // Of what a function without a result changes the caller has the value.
    let named = named.filter(|(name, _)| !(signature.is_unit() && *name == "value_and_jacobian"));
    let family = Family::of(header);
    let shown: TokenStream = named.map(|(name, mode)| family.function(name, mode)).collect();
    let hidden = family.hidden(modes);
    Some(header.placed(quote_spanned!(Span::mixed_site()=> #shown #hidden)))
}

/// Whether a function has them.
pub fn has_jacobian(config: &Config, signature: &Signature) -> bool {
    let header = Header::new(config, signature);
    let can_be_called = |(param, ty): (&Param, _)| !param.is_mut_ref() || is_copied(param, ty);
    signature.is_asked()
        && signature.stands != Stands::InObject
        && !is_anonymous(&signature.shown_output_tangent())
        && header.types().all(can_be_called)
        && !is_of_one_number(signature)
}

/// Whether it is seen to take one number to one number.
fn is_of_one_number(signature: &Signature) -> bool {
    let mut wanted = signature.wanted();
    let is_float = |param: Option<&Param>| param.is_some_and(|param| param.kind.is_float());
    is_float(wanted.next())
        && wanted.next().is_none()
        && signature.is_scalar()
        && signature.outputs().next().is_none()
}

/// Whether a parameter is changed, and can be copied for each call.
fn is_copied(param: &Param, ty: &syn::Type) -> bool {
    param.is_output() && kind::object(ty).is_none() && !holds_reference(pointee(ty))
}

/// What a reference points to.
fn pointee(ty: &syn::Type) -> &syn::Type {
    match peel(ty) {
        syn::Type::Reference(reference) => peel(&reference.elem),
        ty => ty,
    }
}

/// Whether a lifetime without a name is in a type, which can't stand in a bound.
fn is_anonymous(ty: &TokenStream) -> bool {
    let mut after_quote = false;
    ty.clone().into_iter().any(|token| {
        let was_after = std::mem::take(&mut after_quote);
        match token {
            TokenTree::Punct(punct) => {
                after_quote = punct.as_char() == '\'';
                false
            }
            TokenTree::Ident(name) => was_after && name == "_",
            TokenTree::Group(group) => is_anonymous(&group.stream()),
            TokenTree::Literal(_) => false,
        }
    })
}

/// What the functions have in common.
struct Family<'a> {
    header: Header<'a>,
    /// The type of the Jacobian, where one can see which it is.
    seen: Option<TokenStream>,
    /// Elsewhere the header with a bound on the tangents: that they have coordinates, and that there is a matrix of their Jacobian.
    bound: Option<[Header<'a>; 2]>,
    /// The tangents of the parameters, in a tuple.
    inputs: TokenStream,
    /// That of the result, with what is changed.
    output: TokenStream,
}

impl<'a> Family<'a> {
    fn of(header: &Header<'a>) -> Family<'a> {
        let (signature, runtime) = (header.signature, header.runtime);
        let shown = signature.wanted().map(Param::shown_tangent);
        let mut tangents: Vec<_> = shown.collect();
        let mut header = header.clone();
        let nameless = |ty: &syn::Type| holds_elided(ty) || is_anonymous(&ty.to_token_stream());
        let mut bound = header.types().filter_map(|(param, ty)| copied(param, ty));
        let has_nameless = bound.any(nameless) || tangents.iter().any(is_anonymous);
        drop(bound);
        if has_nameless {
            header = header.with_lifetimes();
            let wanted = header.types().filter(|(param, _)| param.differentiable);
            tangents = wanted.map(|(_, ty)| signature.tangent(ty, runtime)).collect();
        }
        let changed = signature.wanted().zip(&tangents).filter(|(param, _)| param.is_output());
        let changed = changed.map(|(_, tangent)| tangent.clone());
        let result = (!signature.is_unit()).then(|| signature.shown_output_tangent());
        let output: Vec<_> = result.into_iter().chain(changed).collect();
        let bounds: Vec<_> = header
            .types()
            .filter_map(|(param, ty)| copied(param, ty))
            .map(is_clone_bound)
            .collect();
        if !bounds.is_empty() {
            header.generics.make_where_clause().predicates.extend(bounds);
        }
        let (inputs, output) = (quote!((#(#tangents,)*)), one_or_tuple(&output));
        let mut family = Family { header, inputs, output, seen: None, bound: None };
        family.seen = family.matrix();
        family.bound = match &family.seen {
            Some(_) => None,
            None => Some(["Inputs", "Jacobian"].map(|name| family.bound(name))),
        };
        family
    }

    /// The type of the Jacobian, where one can see which it is.
    fn matrix(&self) -> Option<TokenStream> {
        let signature = self.header.signature;
        let wanted = || signature.wanted();
        let is_seen = |ty: &syn::Type| signature.unseen(ty).is_empty();
        let are_seen = is_seen(&signature.output) && wanted().all(|param| is_seen(&param.ty));
        let n = wanted().count();
        let is_generic = signature.generics_in_scope.type_params().next().is_some();
        if n > MOST || !are_seen || is_generic || signature.outputs().next().is_some() {
            return None;
        }
        if wanted().all(|param| param.kind.is_float()) {
            let row = quote!([f64; #n]);
            return match (&signature.output_kind, peel(&signature.output)) {
                (Kind::Float, _) => Some(row),
                (Kind::List(_), syn::Type::Path(_)) => Some(quote!(::std::vec::Vec<#row>)),
                (Kind::Tuple(items), _) if items.iter().all(Kind::is_float) => {
                    let m = items.len();
                    Some(quote!([#row; #m]))
                }
                (Kind::Array(item), syn::Type::Array(array)) if item.is_float() => {
                    let m = &array.len;
                    Some(quote!([#row; #m]))
                }
                _ => None,
            };
        }
        let runtime = self.header.runtime;
        let blocks = vec![quote!(#runtime::ndarray::Array2<f64>); n];
        cfg!(feature = "ndarray").then(|| one_or_tuple(&blocks))
    }

    /// The header with a bound on the tangents: `for<'any>` keeps rustc from refusing one that doesn't hold where nobody asks.
    fn bound(&self, name: &str) -> Header<'a> {
        let (inputs, output, runtime) = (&self.inputs, &self.output, self.header.runtime);
        let (mut header, name) = (self.header.clone(), made(name));
        let bound = syn::parse_quote_spanned! {Span::mixed_site()=>
            for<'any> #inputs: #runtime::private::#name<#output>
        };
        header.generics.make_where_clause().predicates.push(bound);
        header
    }

    /// `fn jacobian(x, n) -> Matrix { Self::jacobian_by(x, n, (Mode::Automatic, Fresh::new())).1 }`
    fn function(&self, function: &str, mode: &str) -> TokenStream {
        let is_into = function == "jacobian_into";
        let [of_inputs, of_matrix] =
            self.bound.as_ref().map_or([&self.header; 2], <[_; 2]>::each_ref);
        let is_sparse = function == "sparse_jacobian";
        let header = if is_into || is_sparse { of_inputs } else { of_matrix };
        let (signature, runtime) = (header.signature, header.runtime);
        let (vis, name, by) = (header.vis(), header.name(function), header.name("jacobian_by"));
        let (parameters, arguments) = (header.parameters(), header.arguments());
        let (mode, turbofish, output) = (made(mode), turbofish(header), &signature.output);
        let (inputs, tangent, out) = (&self.inputs, &self.output, made("out"));
        let generics = match is_into {
            true => with_out(header),
            false => header.generics.clone(),
        };
        let (generics, _, where_clause) = generics.split_for_impl();
        let (target, out_parameter) = match is_into {
            true => (
                out.to_token_stream(),
                Some(quote_spanned!(Span::mixed_site()=> #out: JacobianOut)),
            ),
            false if is_sparse => (quote!(#runtime::private::FreshJacobian), None),
            false => (quote_spanned!(Span::mixed_site()=> #runtime::private::Fresh::new()), None),
        };
        let matrix = self.seen.clone().unwrap_or_else(|| {
            quote_spanned!(Span::mixed_site()=> <#inputs as #runtime::private::Jacobian<#tangent>>::Matrix)
        });
        let (returned, part) = match function {
            "jacobian_into" => (quote!(-> #output), quote!(.0)),
            "sparse_jacobian" => (quote!(-> #runtime::sparse::SparseJacobian), quote!(.1)),
            "value_and_jacobian" => (quote!(-> (#output, #matrix)), quote!()),
            _ => (quote!(-> #matrix), quote!(.1)),
        };
        let doc = docs::of_jacobian(signature, function);
        quote_spanned! {Span::mixed_site()=>
            #[doc = #doc]
            #[inline]
            #vis fn #name #generics(#parameters #out_parameter) #returned #where_clause {
                Self::#by #turbofish(#arguments (#runtime::private::Mode::#mode, #target))#part
            }
        }
    }

    /// What all of them call.
    fn hidden(&self, modes: Modes) -> TokenStream {
        let header = self.bound.as_ref().map_or(&self.header, |[of_inputs, _]| of_inputs);
        let (signature, runtime) = (header.signature, header.runtime);
        let (vis, name, how) = (header.vis(), header.name("jacobian_by"), made("how"));
        let (parameters, output) = (header.parameters(), &signature.output);
        let generics = with_out(header);
        let (generics, _, where_clause) = generics.split_for_impl();
        let zeros = signature.wanted().map(|param| header.zero(param));
        let none = || quote!(#runtime::private::no_mode());
        let forward = match modes.forward {
            true => forward(header),
            false => {
                let none = none();
                quote_spanned!(Span::mixed_site()=> |_| #none)
            }
        };
        let reverse = match modes.reverse {
            true => reverse(header),
            false => {
                let none = none();
                quote_spanned!(Span::mixed_site()=> |_, _| #none)
            }
        };
        let (inputs, tangent) = (&self.inputs, &self.output);
        let zeros = quote_spanned!(Span::mixed_site()=> (#(#zeros,)*));
        let call = match modes.lanes {
            Some(n) => {
                let lanes = in_lanes(header, n);
                quote_spanned! {Span::mixed_site()=>
                    #runtime::private::jacobian_in_lanes::<#n, #inputs, #tangent, _, _>(
                        #how, ::std::array::from_fn(|_| #zeros), (#forward, #lanes), #reverse
                    )
                }
            }
            None => quote_spanned! {Span::mixed_site()=>
                #runtime::private::jacobian::<#inputs, #tangent, _, _>(#how, #zeros, #forward, #reverse)
            },
        };
        let body = left_in_place(header, call);
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #[inline]
            #vis fn #name #generics(#parameters #how: (#runtime::private::Mode, JacobianOut))
                -> (#output, JacobianOut::Filled)
            #where_clause
            {
                #body
            }
        }
    }
}

/// What has to be `Clone`: what is passed by value is copied for each call, and so is what is changed.
fn copied<'t>(param: &Param, ty: &'t syn::Type) -> Option<&'t syn::Type> {
    match () {
        _ if is_clone(&param.kind) => None,
        _ if param.is_output() => match pointee(ty) {
            syn::Type::Slice(list) => Some(&list.elem),
            ty => Some(ty),
        },
        _ if param.is_ref() => None,
        _ => Some(peel(ty)),
    }
}

fn is_clone_bound(ty: &syn::Type) -> syn::WherePredicate {
    syn::parse_quote_spanned!(Span::mixed_site()=> for<'any> #ty: ::std::clone::Clone)
}

/// The generics with the type of what a Jacobian is written into.
fn with_out(header: &Header) -> syn::Generics {
    let runtime = header.runtime;
    let mut generics = header.generics.clone();
    generics.params.push(syn::parse_quote_spanned! {Span::mixed_site()=>
        JacobianOut: #runtime::private::Target
    });
    generics
}

/// `::<T, N, _>`
pub fn turbofish(header: &Header) -> TokenStream {
    let names = header.generics.params.iter().filter_map(|param| match param {
        syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(param) => Some(&param.ident),
        syn::GenericParam::Const(param) => Some(&param.ident),
    });
    let names: Vec<_> = names.collect();
    match names.is_empty() {
        true => TokenStream::new(),
        false => quote_spanned!(Span::mixed_site()=> ::<#(#names,)* _>),
    }
}
