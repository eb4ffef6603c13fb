//! Tokens to a [`Rule`] and a [`Signature`] that fit each other. The only file of these that complains.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Meta, Token};

use crate::args::{self, Config};
use crate::diag::Diagnostics;
use crate::signature::Signature;
use crate::unsupported;

use super::{Partial, Rule};
use crate::interface::{is_scalar, own_docs};

/// The options of `#[primitive(..)]`; no rule after an error; and whether it is promised that the function may be called again.
pub fn options(diagnostics: &mut Diagnostics, tokens: TokenStream) -> (Config, Option<Rule>, bool) {
    let mut config = Config::default();
    let (mut partials, mut bprop, mut jvp, mut repeatable) = (None, None, None, false);
    let is_empty = tokens.is_empty();
    let options = args::options(diagnostics, tokens.clone());
    for option in &options {
        match args::name(option).as_str() {
            "partials" => partials = Some(read_partials(diagnostics, option)),
            "bprop" => bprop = read_path(diagnostics, option),
            "jvp" => jvp = read_path(diagnostics, option),
            "crate" => args::read_crate(diagnostics, option, &mut config),
            "name" => config.name = args::read_name(diagnostics, option),
            "repeatable" => {
                repeatable = args::read_flag(diagnostics, option.clone()).is_some();
            }
            "order" => config.order = args::read_order(diagnostics, option).unwrap_or(config.order),
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
        return (config, None, false);
    }
    let rule = match partials {
        Some(partials) => Rule::Partials(partials),
        None => {
            config.reverse = bprop.is_some();
            Rule::Functions { bprop, jvp }
        }
    };
    (config, Some(rule), repeatable)
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

/// The function's signature.
pub fn signature(
    diagnostics: &mut Diagnostics,
    config: &Config,
    function: &syn::ItemFn,
) -> Signature {
    let mut signature = Signature::read(diagnostics, &function.vis, &function.sig, config);
    signature.docs = own_docs(&function.attrs);
    for param in signature.outputs() {
        diagnostics.error(&param.ty, unsupported::PRIMITIVE_OUTPUT);
    }
    if signature.is_predicate() {
        diagnostics.error(&signature.output, unsupported::NO_FLOAT_OUTPUT);
    }
    signature
}

/// The rule, its partials in parameter order, where it fits the signature.
pub fn against_signature(diagnostics: &mut Diagnostics, rule: Rule, signature: &Signature) -> Rule {
    let partials = match rule {
        Rule::Partials(partials) => partials,
        rule => return rule,
    };
    if !diagnostics.any() && !signature.is_scalar() {
        diagnostics.error(&signature.output, unsupported::PARTIALS_OUTPUT);
    }
    for partial in &partials {
        let name = &partial.param;
        match signature.params.iter().find(|param| param.name == *name) {
            None => diagnostics.error(name, unsupported::partial_unknown(name, &signature.names())),
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
