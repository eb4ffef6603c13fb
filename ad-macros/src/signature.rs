//! A function's signature as the derivatives see it: which parameters carry tangents, of which type.
//!
//! In: `syn::Signature`, the configuration and the `impl` block around, if any. Out: [`Signature`], whose
//! types are settled: what stands here without an error can be differentiated or is a constant.
//! `read` reads and complains, `types` writes the types of tangents. Deliberately absent: bodies.

mod named;
mod functions;
mod keys;
mod iterators;
mod lifted;
mod lifetimes;
mod opaque;
mod param;
mod read;
mod types;
mod written;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use syn::spanned::Spanned;

use crate::kind::{Kind, Scope};
use crate::known::{self, having_tangents};
use crate::ty::peel;
pub use functions::{Argument, FunctionType, MOST_PARAMETERS as MOST_GIVEN};
pub use lifetimes::without_lifetimes;
pub use named::printed;
pub use param::Param;
pub use read::{Around, is_called};
pub use types::delimited;
pub use written::{Asked, Written};

/// Where a function stands, and where its derivatives do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stands {
    /// Alone: they are functions of a type beside it.
    #[default]
    Alone,
    /// In a block: they are functions of the block's type.
    InBlock,
    /// In a trait with derivatives: they are functions of the trait.
    InTrait {
        /// Whether it has a body there, so that an `impl` may do without.
        provided: bool,
    },
    /// In an `impl` of such a trait: they are what that trait demands.
    InImplementation,
    /// In the trait behind the objects of such a trait: `self` is of whatever type, and its tangents are in boxes.
    InObject,
}

impl Stands {
    /// Whether the trait says what the derivatives' signatures are.
    pub fn is_of_trait(self) -> bool {
        matches!(self, Stands::InTrait { .. } | Stands::InImplementation | Stands::InObject)
    }

    /// Whether nothing is known of the type but that it implements a trait.
    pub fn is_in_trait(self) -> bool {
        matches!(self, Stands::InTrait { .. })
    }
}

/// What is needed of a function's signature to differentiate it.
#[derive(Clone)]
pub struct Signature {
    /// The function's name.
    pub ident: Ident,
    /// The name of the type beside the function, by which its derivatives are found.
    pub beside: Ident,
    /// The user's comment on it, as far as it is text.
    pub docs: Vec<String>,
    /// Its code once more, if it can stand in a constant.
    pub written: Option<Written>,
    /// The function's visibility, which its derivatives share.
    pub vis: syn::Visibility,
    /// Where the runtime is.
    pub runtime: syn::Path,
    /// The highest order of derivatives that it has.
    pub order: usize,
    /// Which derivative of the function it is, as a function of its own.
    pub form: Option<&'static str>,
    /// How many times it is the tangent of the function, as a function of its own.
    pub lifted: usize,
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
    /// Where it stands.
    pub stands: Stands,
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
    /// Whether the pullback is boxed, because the function is one of several that call one another.
    pub boxed: bool,
    /// Whether the function calls one of its own name, and boxes what it keeps of that.
    pub recursive: bool,
    /// Whether it results in an iterator, of whose items the derivatives make a list, which is the result here.
    pub collects: bool,
    /// The names of the functions in its block.
    siblings: Vec<Ident>,
    /// The names of the methods in its block that result in iterators.
    pub iterators: Vec<Ident>,
    /// The owned tangent of the result.
    output_tangent: TokenStream,
    /// The same as people read it.
    shown_output_tangent: TokenStream,
}

/// Whether a function results in an iterator, of which its derivatives make a list.
pub fn results_in_iterator(item: &syn::Signature) -> bool {
    iterators::as_list(item).is_some()
}

impl Signature {
    /// What bodies of derivatives call a parameter: `this` if it is a `self` that they own, or have to bind.
    pub fn inner_name(&self, param: &Param) -> Ident {
        match param.takes_self() || (param.is_self() && self.written.is_some()) {
            true => Ident::new("this", Span::mixed_site()),
            false => param.name.clone(),
        }
    }

    /// Whether its result has no tangent, for all to see, and nothing else goes out.
    pub fn is_plain(&self) -> bool {
        let is_seen = self.output_kind.is_settled() && !self.output_kind.may_carry_tangent();
        is_seen
            && !self.lends()
            && !self.collects
            && !self.refuses_output()
            && !self.params.is_empty()
            && self.generics_in_scope.params.is_empty()
            && !self.params.iter().any(Param::is_mut_ref)
    }

    /// The name of the type whose function it is.
    pub fn name_of_self(&self) -> Option<&Ident> {
        match self.self_ty.as_ref().map(peel)? {
            syn::Type::Path(ty) => ty.path.segments.last().map(|last| &last.ident),
            _ => None,
        }
    }

    /// The same, if it boxes what it keeps of its own calls.
    pub fn boxes_of(&self) -> Option<String> {
        let name = self.name_of_self().map(Ident::to_string);
        self.recursive.then(|| name.unwrap_or_else(|| "Self".to_string()))
    }

    /// The names of its parameters.
    pub fn names(&self) -> Vec<&Ident> {
        self.params.iter().map(|param| &param.name).collect()
    }

    /// Whether the result borrows what isn't static.
    fn lends(&self) -> bool {
        let text = self.output.to_token_stream().to_string().replace(' ', "");
        text.replace("&'static", "").contains('&')
    }

    /// Whether it only selects: what it results in has no tangent, which rustc is asked for, and nothing else goes out.
    pub fn is_predicate(&self) -> bool {
        let is_seen = match peel(&self.output) {
            syn::Type::Path(path) if path.path.segments.last().is_some_and(is_ordering) => true,
            _ => self.output_kind.is_settled() && !self.output_kind.may_carry_tangent(),
        };
        let is_opaque = matches!(
            peel(&self.output),
            syn::Type::ImplTrait(_) | syn::Type::FnPtr(_) | syn::Type::TraitObject(_)
        );
        is_seen
            && !self.lends()
            && !self.collects
            && !is_opaque
            && !self.is_unit()
            && !self.params.iter().any(Param::is_mut_ref)
    }

    /// The parameters with respect to which derivatives are wanted.
    pub fn wanted(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.differentiable)
    }

    /// Whether anybody but other derivatives asks for its own: of parameters, and not by the trait that it implements.
    pub fn is_asked(&self) -> bool {
        self.stands != Stands::InImplementation && self.wanted().next().is_some()
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

    /// Whether among the types of what is differentiated, and of the result, are some that the macro can't see through. Those that a
    /// closure leaves out say nothing.
    pub fn has_unseen(&self) -> bool {
        let mut types = self.wanted().map(|param| &param.ty).chain([&self.output]);
        let is_written = |ty: &syn::Type| !crate::ty::holds_inferred(ty);
        types.any(|ty| self.unseen(ty).iter().any(is_written))
    }

    /// The types in it that may have no tangents and depend on no generics.
    pub fn doubtful(&self) -> Vec<syn::Type> {
        let types = self.wanted().map(|param| &param.ty).chain([&self.output]);
        types.flat_map(|ty| self.doubtful_in(ty)).collect()
    }

    /// The types in a type that may have no tangents and depend on no generics.
    pub fn doubtful_in(&self, ty: &syn::Type) -> Vec<syn::Type> {
        // What is written needs no path of the runtime.
        let runtime = &syn::parse_quote!(runtime);
        types::Writer { runtime, scope: &self.scope, shown: false }.doubtful(ty)
    }

    /// The trait to ask a type in this signature for its tangent by.
    pub fn asked(&self, ty: &syn::Type, runtime: &syn::Path) -> TokenStream {
        let parts = types::Writer { runtime, scope: &self.scope, shown: false }.doubtful(ty);
        having_tangents(&parts, runtime, ty.span())
    }

    /// The constant, true, that a type in this signature has a tangent, where rustc can make that out.
    pub fn proof(&self, ty: &syn::Type, runtime: &syn::Path) -> TokenStream {
        let parts = types::Writer { runtime, scope: &self.scope, shown: false }.doubtful(ty);
        known::shown_proof(&parts, runtime)
    }

    /// The types of the parameters, as those of a function that is a value, and the lifetimes that are elided in them.
    pub fn arguments<'t>(
        &self,
        types: impl Iterator<Item = &'t syn::Type>,
        runtime: &syn::Path,
    ) -> (Vec<Argument>, Vec<syn::Lifetime>) {
        types::Writer { runtime, scope: &self.scope, shown: false }.arguments(types)
    }

    /// Whether a parameter is of a type of functions with derivatives, and nothing says that it is a constant.
    pub fn function(&self, param: &Param) -> Option<FunctionType> {
        // What is given to a `FnMut` changes nothing either: a closure that does is no value.
        let (function, _) =
            FunctionType::of_any(&param.ty, &self.generics).filter(|_| param.is_open)?;
        let has_tangent = Kind::of_in(&function.output, &self.scope).may_carry_tangent();
        (param.pattern.is_none() && has_tangent).then_some(function)
    }

    /// Whether such a function is given nothing that has a tangent: what it results in depends on what it captures alone. A `fn` captures nothing, and what may
    /// change what it captures, a generator, stays a constant.
    pub fn is_source(&self, param: &Param) -> bool {
        if !FunctionType::captures(&param.ty, &self.generics) {
            return false;
        }
        let has_none = |ty: &syn::Type| {
            let kind = Kind::of_in(ty, &self.scope);
            kind.is_settled() && !kind.may_carry_tangent()
        };
        self.function(param).is_some_and(|function| function.inputs.iter().all(has_none))
    }

    /// Whether a parameter is a function, of whatever use.
    pub fn takes_function(&self, position: usize) -> bool {
        let param = self.params.get(position);
        param.is_some_and(|param| FunctionType::of_any(&param.ty, &self.generics).is_some())
    }

    /// Notes which parameters are functions that derivatives go through.
    pub fn note_functions(&mut self, positions: &[usize]) {
        for (i, position) in positions.iter().enumerate() {
            let Some(mut function) = self.function(&self.params[*position]) else { continue };
            if function.name == "Given" {
                function.name = format_ident!("Given{}", i + 1, span = Span::mixed_site());
            }
            self.params[*position].function = Some(function);
        }
    }

    /// The parameters that are such functions.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionType> {
        self.params.iter().filter_map(|param| param.function.as_ref())
    }

    /// The owned tangent of a type in this signature.
    pub fn tangent(&self, ty: &syn::Type, runtime: &syn::Path) -> TokenStream {
        types::Writer { runtime, scope: &self.scope, shown: false }.tangent(ty)
    }

    /// The name of one of the derivatives: `grad`, or `loss_grad` of a method `loss`.
    pub fn derivative(&self, name: &str) -> Ident {
        let form = self.form.map(|form| format!("{form}_")).unwrap_or_default();
        let name = &format!("{form}{}{name}", "tangent_".repeat(self.lifted));
        // Who looks for the definition of a derivative is led to the function.
        let span = self.ident.span().resolved_at(Span::mixed_site());
        if self.stands == Stands::InObject {
            // The value's own stand beside it.
            return format_ident!("{}_object", self.own_derivative(name), span = span);
        }
        match &self.self_ty {
            None => Ident::new(name, span),
            Some(_) => {
                let function = self.ident.to_string();
                format_ident!("{}_{name}", function.trim_start_matches("r#"), span = span)
            }
        }
    }

    /// Whether another function of its block has this name.
    pub fn has_sibling(&self, name: &Ident) -> bool {
        self.siblings.contains(name)
    }

    /// The name of one of the derivatives of the method behind an object.
    pub fn own_derivative(&self, name: &str) -> Ident {
        let function = self.ident.to_string();
        format_ident!("{}_{name}", function.trim_start_matches("r#"), span = Span::mixed_site())
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

    /// Whether the result may be a float by another name, so that there is a gradient. Beside a method, that may have the name of
    /// a function of the user's: there only a name can be one, and none of the functions around.
    pub fn may_be_scalar(&self) -> bool {
        if self.self_ty.is_none() {
            return !self.is_unit();
        }
        let is_name = match peel(&self.output) {
            syn::Type::Path(path) => {
                let is_plain = |segment: &syn::PathSegment| segment.arguments.is_none();
                path.qself.is_none()
                    && path.path.segments.iter().all(is_plain)
                    && path.path.segments.first().is_none_or(|first| first.ident != "Self")
            }
            _ => false,
        };
        let names = ["value_and_grad", "grad", "grad_into", "accumulate_grad"];
        let mut names = names.map(|name| self.derivative(name)).into_iter();
        is_name && self.output_kind == Kind::Unknown && !names.any(|n| self.siblings.contains(&n))
    }

    /// The body that the derivatives are made of, if it isn't the function's.
    pub fn collected(&self, body: &syn::Block) -> Option<syn::Block> {
        self.collects.then(|| iterators::collected(body, &self.output))
    }

    /// Whether there is no result but what `&mut` parameters point to.
    pub fn is_unit(&self) -> bool {
        self.output_kind == Kind::Unit
    }

    /// The owned tangent of the result.
    pub fn output_tangent(&self) -> TokenStream {
        self.output_tangent.clone()
    }

    /// The same, in what is read by people.
    pub fn shown_output_tangent(&self) -> TokenStream {
        self.shown_output_tangent.clone()
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

/// Types of std without a tangent of which only the name is seen.
fn is_ordering(segment: &syn::PathSegment) -> bool {
    segment.ident == "Ordering" || segment.ident == "FpCategory"
}

/// The tangent of the one parameter, or a tuple of them.
fn one_or_tuple<'a>(params: impl Iterator<Item = &'a Param>) -> TokenStream {
    let tangents: Vec<_> = params.map(Param::shown_tangent).collect();
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
    types::Writer { runtime, scope: &Scope::default(), shown: false }.tangent(ty)
}
