//! Tokens to a [`Rule`] and a [`Signature`] that fit each other. The only file of these that complains.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Meta, Token};

use crate::args::{self, Config};
use crate::diag::Diagnostics;
use crate::signature::{Kind, Signature};
use crate::unsupported;

use super::{Partial, Rule};
use crate::interface::is_scalar;

/// The options of `#[primitive(..)]`; no rule after an error.
pub fn options(diagnostics: &mut Diagnostics, tokens: TokenStream) -> (Config, Option<Rule>) {
    let mut config = Config::default();
    let (mut partials, mut bprop, mut jvp) = (None, None, None);
    let is_empty = tokens.is_empty();
    let options = args::options(diagnostics, tokens.clone());
    for option in &options {
        match args::name(option).as_str() {
            "partials" => partials = Some(read_partials(diagnostics, option)),
            "bprop" => bprop = read_path(diagnostics, option),
            "jvp" => jvp = read_path(diagnostics, option),
            "crate" => args::read_crate(diagnostics, option, &mut config),
            _ => diagnostics.error(option, unsupported::PRIMITIVE_OPTION),
        }
    }
    let form = |name: &str| options.iter().find(|option| args::name(option) == name);
    let long_form = form("bprop").or(form("jvp"));
    match (form("partials"), long_form) {
        (Some(_), Some(long_form)) => diagnostics.error(long_form, unsupported::PRIMITIVE_FORMS),
        (None, None) if is_empty => {
            diagnostics.error_at(proc_macro2::Span::call_site(), unsupported::PRIMITIVE_NO_RULE)
        }
        (None, None) if !diagnostics.any() => {
            diagnostics.error(&tokens, unsupported::PRIMITIVE_NO_RULE)
        }
        _ => {}
    }
    if diagnostics.any() {
        return (config, None);
    }
    let rule = match partials {
        Some(partials) => Rule::Partials(partials),
        None => Rule::Functions { bprop, jvp },
    };
    (config, Some(rule))
}

/// `bprop = path`
fn read_path(diagnostics: &mut Diagnostics, option: &Meta) -> Option<syn::Path> {
    match args::value(option) {
        Some(Expr::Path(path)) if path.qself.is_none() => Some(path.path.clone()),
        _ => {
            diagnostics.error(option, unsupported::primitive_path(&args::name(option)));
            None
        }
    }
}

/// `partials(x = .., p = ..)`, without those that are given a second time.
fn read_partials(diagnostics: &mut Diagnostics, option: &Meta) -> Vec<Partial> {
    let Meta::List(list) = option else {
        diagnostics.error(option, unsupported::PRIMITIVE_PARTIALS);
        return Vec::new();
    };
    let parser = Punctuated::<Partial, Token![,]>::parse_terminated;
    let parsed = match list.parse_args_with(parser) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.add(error);
            return Vec::new();
        }
    };
    let mut partials: Vec<Partial> = Vec::new();
    for partial in parsed {
        let name = &partial.param;
        match partials.iter().any(|first| first.param == *name) {
            true => diagnostics.error(name, unsupported::partial_repeated(name)),
            false => partials.push(partial),
        }
    }
    partials
}

impl Parse for Partial {
    fn parse(input: ParseStream) -> syn::Result<Partial> {
        let param = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Partial { param, expr: input.parse()? })
    }
}

/// The function's signature, a type parameter `T: Real` being a float.
///
/// It is read as if it were written for `f64`; then the types are put back as they were.
pub fn signature(diagnostics: &mut Diagnostics, function: &syn::ItemFn) -> Signature {
    let mut for_f64 = function.sig.clone();
    for_f64.generics.params = Punctuated::new();
    let mut floats = ReplaceFloats { names: float_parameters(&function.sig.generics) };
    for input in &mut for_f64.inputs {
        floats.visit_fn_arg_mut(input);
    }
    floats.visit_return_type_mut(&mut for_f64.output);

    let mut signature = Signature::read(diagnostics, &function.vis, &for_f64, None);
    let inputs = function.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(input) => Some(input),
        _ => None,
    });
    for (param, input) in signature.params.iter_mut().zip(inputs) {
        param.ty = (*input.ty).clone();
    }
    if let syn::ReturnType::Type(_, output) = &function.sig.output {
        signature.output = (**output).clone();
    }
    signature.generics = function.sig.generics.clone();
    signature
}

/// The type parameters with the bound `Real`.
fn float_parameters(generics: &syn::Generics) -> Vec<Ident> {
    let is_real = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "Real")
        }
        _ => false,
    };
    let bounds_in_where = |name: &Ident| {
        generics.where_clause.iter().flat_map(|clause| &clause.predicates).any(|predicate| {
            match predicate {
                syn::WherePredicate::Type(predicate) => {
                    matches!(&predicate.bounded_ty, syn::Type::Path(ty) if ty.path.is_ident(name))
                        && predicate.bounds.iter().any(is_real)
                }
                _ => false,
            }
        })
    };
    let floats = generics
        .type_params()
        .filter(|param| param.bounds.iter().any(is_real) || bounds_in_where(&param.ident));
    floats.map(|param| param.ident.clone()).collect()
}

/// Replaces the type parameters that are floats by `f64`.
struct ReplaceFloats {
    names: Vec<Ident>,
}

impl VisitMut for ReplaceFloats {
    fn visit_type_path_mut(&mut self, ty: &mut syn::TypePath) {
        match ty.path.get_ident() {
            Some(name) if self.names.contains(name) => {
                ty.path = Ident::new("f64", name.span()).into();
            }
            _ => visit_mut::visit_type_path_mut(self, ty),
        }
    }
}

/// The rule, its partials in parameter order, where it fits the signature.
pub fn against_signature(diagnostics: &mut Diagnostics, rule: Rule, signature: &Signature) -> Rule {
    let partials = match rule {
        Rule::Partials(partials) => partials,
        rule => return rule,
    };
    if !diagnostics.any() && signature.output_kind != Kind::Float {
        diagnostics.error(&signature.output, unsupported::PARTIALS_OUTPUT);
    }
    for partial in &partials {
        let name = &partial.param;
        match signature.params.iter().find(|param| param.name == *name) {
            None => diagnostics.error(name, unsupported::partial_unknown(name, &signature.params)),
            Some(param) if !param.differentiable => {
                diagnostics.error(name, unsupported::partial_of_constant(name))
            }
            Some(_) => {}
        }
    }
    for param in &signature.params {
        if param.name == "out" {
            diagnostics.error(&param.name, unsupported::PARTIALS_OUT);
        } else if param.differentiable && !is_scalar(param) {
            diagnostics.error(&param.ty, unsupported::PARTIALS_PARAMETER);
        } else if param.differentiable && !partials.iter().any(|p| p.param == param.name) {
            diagnostics.error(&param.name, unsupported::partial_missing(&param.name));
        }
    }
    let position = |name: &Ident| signature.params.iter().position(|param| param.name == *name);
    let mut partials = partials;
    partials.sort_by_key(|partial| position(&partial.param));
    Rule::Partials(partials)
}
