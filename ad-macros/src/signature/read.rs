//! `syn::Signature` to [`Signature`]; the only file of these that complains.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};

use super::keys;
use super::types::{Types, Writer};
use super::{FunctionType, Param, Signature, Stands, is_constant, iterators, lifetimes, opaque};
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::hygiene::spelled;
use crate::ir::names;
use crate::kind::{Kind, Scope, Values};
use crate::library::StdType;
use crate::ty::{arguments, holds_elided, holds_exclusive, holds_iterator, holds_reference, peel};
use crate::unsupported;

/// The `impl` block around a function; empty around a free one.
#[derive(Clone, Default)]
pub struct Around {
    /// What it is.
    pub stands: Stands,
    /// The block's type.
    pub self_ty: Option<syn::Type>,
    /// The trait that it implements.
    pub self_trait: Option<syn::Path>,
    /// Its generics.
    pub generics: syn::Generics,
    /// Generics that only the trait mentions, which the derivatives declare themselves.
    pub moved: syn::Generics,
    /// The names of its functions.
    pub names: Vec<Ident>,
    /// The names of its methods that result in iterators.
    pub iterators: Vec<Ident>,
    /// The types of what its functions make, if all of these say what the block's type parameters are.
    pub made: Vec<syn::Type>,
    /// Whether plain floats are computed with in it.
    pub has_floats: bool,
}

impl Signature {
    /// Reads a free function's signature, and says what is wrong with it.
    /// Strips nothing: `#[constant]` stays on `item`.
    pub fn read(
        diagnostics: &mut Diagnostics,
        vis: &syn::Visibility,
        item: &syn::Signature,
        config: &Config,
    ) -> Signature {
        let signature = Signature::of(vis, item, config, &Around::default());
        signature.complain(diagnostics, item, config.wrt.as_deref());
        signature
    }

    /// The signature of a function in its surroundings.
    pub fn of(
        vis: &syn::Visibility,
        item: &syn::Signature,
        config: &Config,
        around: &Around,
    ) -> Signature {
        let list = iterators::as_list(item).filter(|_| !around.stands.is_of_trait());
        let item = &lifetimes::named(list.as_ref().unwrap_or(item), &around.generics);
        // After an unknown name in `wrt`, all parameters count, so that later errors are seen too.
        let has_param = |name: &Ident| item.inputs.iter().any(|input| is_called(input, name));
        let wrt = config.wrt.as_deref().filter(|wrt| wrt.iter().all(has_param));
        let output: syn::Type = match &item.output {
            syn::ReturnType::Default => syn::parse_quote!(()),
            // Bounds without a `dyn`, which may end in a `+`, are one type wherever they are written.
            syn::ReturnType::Type(_, ty) if matches!(**ty, syn::Type::TraitObject(_)) => {
                syn::parse_quote!((#ty))
            }
            syn::ReturnType::Type(_, ty) => (**ty).clone(),
        };
        let mut generics = both(&around.moved, &item.generics);
        let is_method = around.self_ty.is_some();
        let inputs = item.inputs.iter().filter(|input| is_method || !is_receiver(input));
        let mut params: Vec<_> =
            inputs.enumerate().map(|(i, input)| read_param(i, input, wrt)).collect();
        tell_stems_apart(&mut params);
        opaque::name_models(&mut params, &mut generics);
        let generics_in_scope = both(&around.generics, &generics);
        let values = params.iter().filter(|param| param.differentiable);
        let (changed, given): (Vec<_>, Vec<_>) = values.partition(|param| is_filled(&param.ty));
        let [changed, given] = [changed, given].map(|params| params.into_iter().map(|p| &p.ty));
        let values = Values {
            given: given.collect(),
            made: changed.chain([&output]).collect(),
            made_around: &around.made,
            has_floats: around.has_floats,
        };
        let is_of_trait = around.stands.is_of_trait();
        let self_ty = around.self_ty.as_ref();
        let scope = Scope::new(&generics_in_scope, self_ty, &values, is_of_trait);
        let [writer, shown] =
            [false, true].map(|shown| Writer { runtime: &config.runtime, scope: &scope, shown });
        for param in &mut params {
            param.kind = Kind::of_in(&param.ty, &scope);
            param.differentiable &= param.kind.may_carry_tangent();
            [param.types, param.shown] =
                [&writer, &shown].map(|writer| types_of(param, around, writer));
        }
        Signature {
            ident: item.ident.clone(),
            beside: config.name.clone().unwrap_or_else(|| item.ident.clone()),
            docs: Vec::new(),
            written: None,
            vis: vis.clone(),
            order: config.order,
            form: None,
            lifted: 0,
            runtime: config.runtime.clone(),
            generics,
            own_generics: item.generics.clone(),
            params,
            output_kind: Kind::of_in(&output, &scope),
            output_tangent: writer.tangent(&output),
            shown_output_tangent: shown.tangent(&output),
            output,
            stands: around.stands,
            self_ty: around.self_ty.clone(),
            self_trait: around.self_trait.clone(),
            generics_around: around.generics.clone(),
            generics_in_scope,
            scope,
            boxed: false,
            recursive: false,
            siblings: around.names.clone(),
            iterators: around.iterators.clone(),
            collects: list.is_some(),
        }
    }

    /// The signature of a closure in the function's body, made a function of these parameters. No types are written of it.
    pub fn of_closure(
        &self,
        params: Vec<(Ident, syn::Type, Option<FunctionType>)>,
        output: syn::Type,
        span: Span,
    ) -> Signature {
        let params = params.into_iter().map(|(name, ty, function)| {
            let kind = Kind::of_in(&ty, &self.scope);
            let differentiable = function.is_none() && kind.may_carry_tangent();
            let (pattern, mutable, is_open) = (None, false, true);
            let (types, shown, dot_of) = (Types::default(), Types::default(), None);
            Param {
                stem: names::stem(&name.to_string()).to_string(),
                name,
                pattern,
                mutable,
                ty,
                kind,
                differentiable,
                is_open,
                function,
                dot_of,
                lifted: 0,
                types,
                shown,
            }
        });
        Signature {
            ident: Ident::new("closure", span),
            beside: Ident::new("closure", span),
            docs: Vec::new(),
            written: None,
            vis: syn::Visibility::Inherited,
            order: self.order,
            form: None,
            lifted: 0,
            runtime: self.runtime.clone(),
            generics: self.generics.clone(),
            own_generics: self.own_generics.clone(),
            params: params.collect(),
            output_kind: Kind::of_in(&output, &self.scope),
            output_tangent: TokenStream::new(),
            shown_output_tangent: TokenStream::new(),
            output,
            stands: Stands::Alone,
            self_ty: None,
            self_trait: None,
            generics_around: self.generics_around.clone(),
            generics_in_scope: self.generics_in_scope.clone(),
            scope: self.scope.clone(),
            boxed: false,
            recursive: false,
            siblings: Vec::new(),
            iterators: Vec::new(),
            collects: false,
        }
    }

    /// Whether there is anything to differentiate: an input, or a function that captures some, and an output.
    pub fn has_derivatives(&self) -> bool {
        self.has_input() && !self.refuses_output() && self.has_output()
    }

    fn has_input(&self) -> bool {
        self.wanted().next().is_some() || self.params.iter().any(|param| self.is_source(param))
    }

    /// Whether the result has no derivatives: it is a reference to what is lent to be changed, or by a function of a trait, or an iterator.
    pub fn refuses_output(&self) -> bool {
        match peel(&self.output) {
            syn::Type::Reference(of) => of.mutability.is_some() || self.stands.is_of_trait(),
            output => holds_iterator(output) || self.refers_inside(),
        }
    }

    /// Whether the result holds references that have no derivatives: to be changed, in a list, in what a function of a trait results in.
    fn refers_inside(&self) -> bool {
        !matches!(peel(&self.output), syn::Type::Reference(_))
            && (holds_elided(&self.output)
                || holds_exclusive(&self.output)
                || (self.stands.is_of_trait() && holds_reference(&self.output)))
    }

    fn has_output(&self) -> bool {
        self.output_kind.may_carry_tangent() || self.outputs().next().is_some()
    }

    /// Says what is wrong with `item`, which this is the signature of.
    pub fn complain(
        &self,
        diagnostics: &mut Diagnostics,
        item: &syn::Signature,
        wrt: Option<&[Ident]>,
    ) {
        refuse_qualifiers(diagnostics, item);
        if let (Some(receiver), None) = (item.receiver(), &self.self_ty) {
            diagnostics.error(receiver, unsupported::METHOD);
        }
        for name in wrt.unwrap_or_default() {
            match self.params.iter().find(|param| param.name == *name) {
                None => diagnostics.error(name, unsupported::wrt_unknown(name, &self.names())),
                Some(param) if !param.differentiable => {
                    diagnostics.error(name, unsupported::wrt_constant(name))
                }
                Some(_) => {}
            }
        }
        for (i, param) in self.params.iter().enumerate() {
            let is_alike = |other: &Param| spelled(&other.name) == spelled(&param.name);
            if self.params[..i].iter().any(is_alike) {
                diagnostics.error(&param.name, unsupported::PARAMETERS_OF_ONE_NAME);
            }
        }
        let differentiable = self.params.iter().filter(|param| param.differentiable);
        differentiable.for_each(|param| refuse_type(diagnostics, &param.ty));
        let types = self.params.iter().filter(|param| param.differentiable).map(|param| &param.ty);
        let result = Some(&self.output).filter(|_| !self.refuses_output());
        types.chain(result).for_each(|ty| keys::refuse(diagnostics, ty));
        let function = FnName(item);
        if !diagnostics.any() && !self.has_input() {
            diagnostics.error(&function, unsupported::NO_FLOAT_INPUT);
        }
        if self.refuses_output() {
            let message = match self.refers_inside() {
                _ if holds_iterator(&self.output) => unsupported::ITERATOR_OUTPUT,
                true => unsupported::REFERENCE_IN_OUTPUT,
                false => unsupported::REFERENCE_OUTPUT,
            };
            diagnostics.error(&self.output, message);
        } else if !self.has_output() && !self.is_predicate() {
            match &item.output {
                syn::ReturnType::Default => {
                    diagnostics.error(&function, unsupported::NO_FLOAT_OUTPUT)
                }
                syn::ReturnType::Type(_, ty) => diagnostics.error(ty, unsupported::NO_FLOAT_OUTPUT),
            }
        }
    }
}

/// Says what is wrong with the type of a parameter to differentiate by.
fn refuse_type(diagnostics: &mut Diagnostics, ty: &syn::Type) {
    if let Some(name) = unsupported::std_type_in(ty) {
        return diagnostics.error(ty, unsupported::std_parameter(name));
    }
    match peel(ty) {
        syn::Type::Ptr(_) => diagnostics.error(ty, unsupported::POINTER_PARAMETER),
        syn::Type::Reference(ty) => refuse_type(diagnostics, &ty.elem),
        syn::Type::Slice(ty) => refuse_type(diagnostics, &ty.elem),
        syn::Type::Array(ty) => refuse_type(diagnostics, &ty.elem),
        syn::Type::Tuple(ty) => ty.elems.iter().for_each(|ty| refuse_type(diagnostics, ty)),
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            let arguments = last.into_iter().flat_map(arguments);
            let is_std =
                last.and_then(|last| StdType::of(&last.ident)).is_some_and(StdType::is_around);
            arguments.filter(|_| is_std).for_each(|ty| refuse_type(diagnostics, ty));
        }
        _ => {}
    }
}

/// The generics of a block and of a function in it, lifetimes first.
fn both(outer: &syn::Generics, inner: &syn::Generics) -> syn::Generics {
    let mut generics = outer.clone();
    generics.params.extend(inner.params.iter().cloned());
    if let Some(clause) = &inner.where_clause {
        let predicates = &mut generics.make_where_clause().predicates;
        predicates.extend(clause.predicates.iter().cloned());
    }
    generics
}

/// Whether a type is written as one of the arguments of the trait around, `Layer<Vec<f64>>`: there it is a type parameter, of which nobody sees that it is a list.
fn is_argument(around: &Around, ty: &syn::Type) -> bool {
    let ty = match peel(ty) {
        syn::Type::Reference(ty) => peel(&ty.elem),
        ty => ty,
    };
    let last = around.self_trait.as_ref().and_then(|of| of.segments.last());
    last.into_iter().flat_map(arguments).any(|argument| peel(argument) == ty)
}

/// Whether a parameter is for values that the function makes: `&mut [T]`.
fn is_filled(ty: &syn::Type) -> bool {
    matches!(peel(ty), syn::Type::Reference(ty) if ty.mutability.is_some() && !matches!(peel(&ty.elem), syn::Type::Path(path) if path.path.get_ident().is_some()))
}

fn is_receiver(input: &syn::FnArg) -> bool {
    matches!(input, syn::FnArg::Receiver(_))
}

/// Whether a parameter has this name.
pub fn is_called(input: &syn::FnArg, name: &Ident) -> bool {
    match input {
        syn::FnArg::Typed(input) => {
            matches!(&*input.pat, syn::Pat::Ident(pat) if pat.ident == *name)
        }
        syn::FnArg::Receiver(_) => name == "self",
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

/// A parameter whose kind is not known yet; differentiable if it isn't marked as a constant.
fn read_param(position: usize, input: &syn::FnArg, wrt: Option<&[Ident]>) -> Param {
    let (name, pattern, mutable, ty, attrs) = match input {
        syn::FnArg::Receiver(receiver) => {
            let name = Ident::new("self", receiver.self_token.span);
            (name, None, receiver.mutability.is_some(), receiver_type(receiver), &receiver.attrs)
        }
        syn::FnArg::Typed(input) => {
            let (name, pattern, mutable) = match &*input.pat {
                syn::Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                    (pat.ident.clone(), None, pat.mutability.is_some())
                }
                pat => {
                    let name = format_ident!("p{position}", span = Span::mixed_site());
                    (name, Some(pat.clone()), false)
                }
            };
            (name, pattern, mutable, (*input.ty).clone(), &input.attrs)
        }
    };
    let is_wanted = wrt.is_none_or(|names| names.contains(&name));
    let differentiable = is_wanted && !attrs.iter().any(is_constant);
    let (types, shown, is_open) = (Types::default(), Types::default(), differentiable);
    let function = None;
    Param {
        stem: names::stem(&name.to_string()).to_string(),
        name,
        pattern,
        mutable,
        ty,
        kind: Kind::Unknown,
        differentiable,
        is_open,
        function,
        dot_of: None,
        lifted: 0,
        types,
        shown,
    }
}

/// Of a parameter `x` beside one that is called `x_dot` itself, the names that are made begin with `x_1`: a tangent has both as parameters.
fn tell_stems_apart(params: &mut [Param]) {
    let called: Vec<_> = params.iter().map(|param| param.stem.clone()).collect();
    for param in params {
        let stems = (0..).map(|n| match n {
            0 => param.stem.clone(),
            n => format!("{}_{n}", param.stem),
        });
        let is_free = |stem: &String| {
            let dot = format!("{stem}_dot");
            !called.iter().any(|name| name.starts_with(&dot))
        };
        param.stem = stems.into_iter().find(is_free).unwrap_or_default();
    }
}

/// `&Self` for `&self`.
fn receiver_type(receiver: &syn::Receiver) -> syn::Type {
    let this = Ident::new("Self", receiver.self_token.span);
    match &receiver.kind {
        syn::ReceiverKind::Reference(and, lifetime, mutability) => {
            syn::parse_quote!(#and #lifetime #mutability #this)
        }
        syn::ReceiverKind::Typed(_, ty) => (**ty).clone(),
        _ => syn::parse_quote!(#this),
    }
}

/// The types that go with a parameter.
fn types_of(param: &Param, around: &Around, writer: &Writer) -> Types {
    match around.stands {
        Stands::InObject if param.is_self() => writer.types_of_object(&param.ty),
        Stands::InImplementation if is_argument(around, &param.ty) => {
            writer.types_of_argument(&param.ty)
        }
        _ => writer.types(&param.ty),
    }
}
