//! The table of contents: tokens to tokens.
//!
//! ```text
//! tokens → args, signature → lower → [ir] → exits → views → receivers → lengths → literals → ruled → open → kinds → sink → reads → proofs → activity, stability → check → certify, numbers
//!        ═ the gate: nothing after it can fail ═
//!        → tangent | adjoint | elimination → simplify → select → emit → interface → tokens
//! ```

mod access;
mod accumulation;
mod constant;
mod demands;
mod higher;
mod lanes;
mod items;
mod marks;
mod objects;
mod owned;
mod predicate;
mod refused;
mod repeated;
mod rule;
mod strip;
mod traits;

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use crate::adjoint::{self, Form};
pub use crate::bodies::inputs;
pub use higher::of_tangent;
pub use predicate::may_be_called_again;
use strip::StripHelpers;

#[cfg(test)]
pub use crate::analyse::analyse;
use crate::analyse::{Analysed, analyse_all, assure};
use crate::analysis::Facts;
use crate::args::{self, Config};
use crate::bodies::{has_gradient, over_the_reals, repeatable};
use crate::configured::{Configuration, under};
use crate::diag::Diagnostics;
use crate::groups::Whole;
use crate::hygiene;
use crate::interface::{self, Bodies, Owned, Proofs};
use crate::ir::{Function, verify::Phase};
use crate::methods::{Derivatives, Method, is_differentiate};
use crate::signature::{Param, Signature, Written};
use crate::{
    closures, dump, emit, keeping, lint, lower, methods, recursion, select, simplify, tangent, ty,
};

/// `#[differentiate(args)] item`: the item as it was, and its derivatives beside it. After an error
/// the item still stands, so that no secondary errors follow. Nothing but these tokens decides what comes out.
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(error) = refused::repeated(&item) {
        // What the other one makes of the item is enough.
        return quote!(#item #error);
    }
    let error = match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(mut function) => {
            Whole.visit_item_fn_mut(&mut function);
            let derivatives = of_function(args, &function);
            StripHelpers.visit_item_fn_mut(&mut function);
            return quote!(#function #derivatives);
        }
        Err(error) => error,
    };
    let error = match syn::parse2::<syn::Item>(item.clone()) {
        Ok(syn::Item::Impl(mut block)) => {
            Whole.visit_item_impl_mut(&mut block);
            let mut diagnostics = Diagnostics::default();
            let mut config = args::read_of_block(&mut diagnostics, args, block.trait_.is_some());
            if interface::is_made(&block) {
                config.inherent.get_or_insert(syn::parse_quote!(inherent));
            }
            let overload = methods::operator::overload(&block);
            let way = methods::access::way(&block);
            let is_other = overload.is_none() && way.is_none();
            if block.trait_.is_some() && config.inherent.is_none() && is_other {
                return traits::of_implementation(&config, diagnostics, block);
            }
            let derivatives = of_block(&config, diagnostics, &block);
            let is_of_std = interface::is_of_std(&config, &block);
            StripHelpers.visit_item_impl_mut(&mut block);
            return quote!(#block #derivatives #is_of_std);
        }
        Ok(syn::Item::Trait(mut item)) => {
            Whole.visit_item_trait_mut(&mut item);
            return traits::of_trait(args, item);
        }
        Ok(other) => refused::not_a_function(&other),
        Err(_) => error,
    };
    let error = error.into_compile_error();
    quote!(#item #error)
}

/// The derivatives of a function, or everything that is wrong with it, for each configuration of its code.
fn of_function(args: TokenStream, item: &syn::ItemFn) -> TokenStream {
    let Some(configurations) = Configuration::all_of(&mut item.clone()) else {
        return refused::too_many_configurations(&item.sig.ident);
    };
    let derivatives = configurations.into_iter().enumerate().map(|(part, configuration)| {
        let mut item = item.clone();
        configuration.strip(&mut item);
        configuration.only(of_configured(args.clone(), &item, part))
    });
    derivatives.collect()
}

fn of_configured(args: TokenStream, item: &syn::ItemFn, part: usize) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let config = Config { part, ..args::read(&mut diagnostics, args) };
    if refused::is_taken(&mut diagnostics, &config, item) {
        return diagnostics.finish().err().map(syn::Error::into_compile_error).unwrap_or_default();
    }
    let mut signature = Signature::read(&mut diagnostics, &item.vis, &item.sig, &config);
    signature.docs = interface::own_docs(&item.attrs);
    if signature.is_predicate() {
        refused::dumps_nothing(&mut diagnostics, &config);
        let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
        let hidden = predicate::predicate(&config, &mut signature, &item.block);
        let alias = interface::alias(&signature, item);
        return quote!(#errors #hidden #alias);
    }
    note_functions(&mut signature, &config, &item.block);
    signature.written = written(&signature, &item.attrs, (&item.sig, &item.block));
    // What is called by its own name has no derivatives, if these have another.
    let (name, body) = (signature.beside.to_string(), item.block.to_token_stream());
    recursion::note(&mut signature, &config, recursion::calls_itself(&name, false, &body));
    let alias = interface::alias(&signature, item);
    let derivatives =
        differentiate(diagnostics, &config, &signature, (&item.block, Some(&item.attrs)));
    quote!(#alias #derivatives)
}

/// The code of a function once more, without what only this macro knows.
fn written(
    signature: &Signature,
    attrs: &[syn::Attribute],
    (item, body): (&syn::Signature, &syn::Block),
) -> Option<Written> {
    let (mut item, mut body) = (item.clone(), body.clone());
    StripHelpers.visit_signature_mut(&mut item);
    StripHelpers.visit_block_mut(&mut body);
    Written::of(signature, attrs, (&item, &body))
}

/// Notes which parameters are functions that derivatives go through.
fn note_functions(signature: &mut Signature, config: &Config, body: &syn::Block) {
    let may_be = |param: &Param| signature.function(param).is_some();
    let positions = match signature.stands.is_of_trait() {
        false => lower::functions_called(signature, body, may_be),
        // Each `impl` has to go through the same ones, whatever its body is. Objects have no generic methods.
        true => {
            let params = signature.params.iter().enumerate();
            let functions = params.filter(|(_, param)| config.objects.is_none() && may_be(param));
            functions.map(|(i, _)| i).collect()
        }
    };
    signature.note_functions(&positions);
}

/// The derivatives of the functions in an `impl` block.
fn of_block(config: &Config, mut diagnostics: Diagnostics, block: &syn::ItemImpl) -> TokenStream {
    if let Some(overload) = methods::operator::overload(block) {
        let rule = rule::of_operator(&mut diagnostics, config, block, overload);
        let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
        return quote!(#errors #rule);
    }
    if let Some(way) = methods::access::way(block) {
        let places = access::of_access(&mut diagnostics, config, block, way);
        let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
        return quote!(#errors #places);
    }
    let methods = methods::read(&mut diagnostics, config, block);
    let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
    let is_in_trait = block.trait_.is_some();
    let derivatives = methods.into_iter().map(|method| of_method(method, is_in_trait));
    quote!(#errors #(#derivatives)*)
}

/// The derivatives of one of them.
fn of_method(mut method: Method, is_in_trait: bool) -> TokenStream {
    let (item, signature) = (method.item, &mut method.signature);
    let cfgs: Vec<_> = method.cfgs.iter().map(ToTokens::to_token_stream).collect();
    let configured = |derivatives| under(&cfgs, method.configuration.only(derivatives));
    if let Some(part) = &method.lent {
        return configured(interface::lent_part(&method.config, part));
    }
    let Some(diagnostics) = method.diagnostics else {
        let mut diagnostics = Diagnostics::default();
        refused::dumps_nothing(&mut diagnostics, &method.config);
        if let Err(error) = diagnostics.finish() {
            return configured(error.into_compile_error());
        }
        return configured(match method.derivatives {
            Derivatives::Constant => constant::constant(&method.config, signature, &method.made),
            _ => predicate::predicate(&method.config, signature, &method.body),
        });
    };
    let (name, body) = (signature.ident.to_string(), method.body.to_token_stream());
    note_functions(signature, &method.config, &method.body);
    signature.written = written(signature, &item.attrs, (&item.sig, &item.block));
    recursion::note(signature, &method.config, recursion::calls_itself(&name, true, &body));
    // What a trait's function depends on is up to the trait.
    let attrs = (!is_in_trait).then_some(&item.attrs);
    let body = (&method.body, attrs);
    let is_asked_for = item.attrs.iter().any(is_differentiate);
    configured(match derivatives(diagnostics, &method.config, &method.signature, body) {
        // Nobody asked for these in particular, and callers are told that there are none.
        Err(_) if method.signature.collects && !is_asked_for => TokenStream::new(),
        Ok(derivatives) | Err(derivatives) => derivatives,
    })
}

/// The derivatives of a function, or everything that is wrong with it.
fn differentiate(
    diagnostics: Diagnostics,
    config: &Config,
    signature: &Signature,
    body: (&syn::Block, Option<&Vec<syn::Attribute>>),
) -> TokenStream {
    let (Ok(made) | Err(made)) = derivatives(diagnostics, config, signature, body);
    made
}

/// The same; as an error, everything that is wrong. With the function's attributes given, it is warned about if its derivatives are always zero.
fn derivatives(
    mut diagnostics: Diagnostics,
    config: &Config,
    signature: &Signature,
    (body, attrs): (&syn::Block, Option<&Vec<syn::Attribute>>),
) -> Result<TokenStream, TokenStream> {
    let is_readable = !diagnostics.any();
    let is_opaque = ty::holds_opaque(&signature.output) && !is_readable;
    if signature.refuses_output() || is_opaque {
        // Whatever is wrong with the body comes of that.
        let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
        return Err(errors.unwrap_or_default());
    }
    let Analysed { function: primal, facts, closures } =
        analyse_all(&mut diagnostics, signature, body);
    items::refuse_effects(&mut diagnostics, signature, || {
        repeatable(config, signature, &primal, &facts).is_some()
    });
    lanes::check(&mut diagnostics, config, signature, (&primal, &facts));
    let graph = accumulation::graph(&mut diagnostics, config, signature, (&primal, &facts));
    if let Err(errors) = diagnostics.finish() {
        let stubs = is_readable.then(|| stubs(config, signature));
        let errors = errors.into_compile_error();
        return Err(quote!(#stubs #errors));
    }
    // The gate. Nothing below can fail.
    let primal = with_closures(config, primal, closures);
    let (mut primal, facts) = over_the_reals(config, signature, (primal, facts));
    let asserted = repeated::asserted(config, signature, &mut primal);
    let repeatable = repeatable(config, signature, &primal, &facts);
    let takes_functions = signature.functions().next().is_some();
    let bodies = Bodies {
        tangent: config.forward.then(|| tangent_body(config, signature, &primal, &facts)),
        pullback: config.reverse.then(|| pullback_body(config, signature, &primal, &facts)),
        gradient: has_gradient(config, signature, &primal)
            .then(|| gradient_body(config, signature, &primal, &facts)),
        value: takes_functions
            .then(|| emit::body(&selected(finished(primal.clone())), &config.runtime)),
        owned: match config.reverse {
            true => owned::owned(config, signature, &primal, (&facts, repeatable.as_deref())),
            false => Owned::Same,
        },
        repeatable: emit::repeatable(repeatable.as_deref(), &config.runtime),
    };
    let bodies = items::asserted(config, signature, bodies);
    let mut dumped = dump::dump(config, signature, &primal, (&facts, body));
    let bodies = match signature.stands.is_of_trait() {
        true => dump::inside(std::mem::take(&mut dumped), bodies),
        false => bodies,
    };
    let dumped = lint::unless_allowed(attrs.map_or(&[], |attrs| attrs), dumped);
    let params = signature.params.iter().map(|param| match &param.pattern {
        Some(pattern) => pattern.to_token_stream(),
        None => param.name.to_token_stream(),
    });
    let of_names = hygiene::proofs(&primal.names, &quote!(#(#params)* #body));
    let of_types = emit::claims(&lower::claims_of(signature), &config.runtime);
    let of_methods = marks::of_one_block(signature, &config.runtime);
    let of_types = quote!(#of_types #of_names #of_methods);
    let of_values = emit::proofs(&primal, &config.runtime).unwrap_or_default();
    let proofs = Proofs { of_types, of_values };
    let higher = higher::functions(config, signature, &primal, &facts);
    let jacobian = graph.map(|graph| accumulation::jacobian(config, signature, graph));
    let (in_lanes, asserted_of_lanes) = lanes::functions(config, signature, &primal, &facts);
    let more = (proofs, quote!(#higher #jacobian #in_lanes));
    let interface = interface::interface_with(config, signature, bodies, more);
    let warning = attrs.and_then(|attrs| lint::always_zero(signature, &primal, &facts, attrs));
    Ok(quote!(#interface #asserted #asserted_of_lanes #warning #dumped))
}

/// After an error in the body: the derivatives without bodies, so that their uses are no errors too.
fn stubs(config: &Config, signature: &Signature) -> TokenStream {
    let config = &Config { lanes: None, ..config.clone() };
    let bodies = Bodies {
        gradient: (config.reverse && signature.is_scalar()).then(never),
        // It can't be called with what stands for a function.
        value: signature.functions().next().is_some().then(never),
        repeatable: quote!(true),
        ..stub_bodies(config, signature)
    };
    let (higher, jacobian) =
        (higher::stubs(config, signature), accumulation::stub(config, signature));
    let more = (Proofs::default(), quote!(#higher #jacobian));
    interface::interface_with(config, signature, bodies, more)
}

fn never() -> TokenStream {
    quote!({ ::core::unreachable!("not compiled") })
}

/// The bodies of derivatives that nothing is known of.
fn stub_bodies(config: &Config, signature: &Signature) -> Bodies {
    let (never, params) = (never(), interface::pullback_parameters(config, signature));
    let pullback = quote!({ (#never, move |#params| {}) });
    Bodies {
        tangent: config.forward.then_some(never),
        pullback: config.reverse.then(|| pullback.clone()),
        owned: Owned::Body { body: pullback, held: Vec::new() },
        ..Bodies::default()
    }
}

fn finished(function: Function) -> Function {
    assure(&function, Phase::Derivative);
    let function = simplify::simplify(function);
    assure(&function, Phase::Simplified);
    function
}

/// A body with its rules, to be emitted.
fn selected(function: Function) -> Function {
    let function = select::select(function);
    assure(&function, Phase::Selected);
    function
}

fn tangent_body(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> TokenStream {
    emit::body(&selected(tangent_of(signature, primal, facts)), &config.runtime)
}

fn tangent_of(signature: &Signature, primal: &Function, facts: &Facts) -> Function {
    let dots: Vec<_> = signature
        .params
        .iter()
        .zip(&primal.params)
        .filter(|(param, _)| param.differentiable || param.function.is_some())
        .map(|(param, var)| (*var, param.dot()))
        .collect();
    finished(tangent::tangent(primal, facts, &dots))
}

fn gradient_body(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> TokenStream {
    let inputs = (&*inputs(signature, primal), &signature.value_bar());
    let gradient =
        finished(adjoint::adjoint(primal, facts, inputs, Form::Gradient, config.strategy));
    emit::body(
        &selected(keeping::kept(gradient, keeping::Gone::Exclusive, &config.runtime)),
        &config.runtime,
    )
}

fn pullback_body(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> TokenStream {
    let inputs = (&*inputs(signature, primal), &signature.value_bar());
    // Whoever passes dots has them for himself afterwards.
    let (facts, gone) = match signature.lifted {
        0 => (facts.clone(), keeping::Gone::Exclusive),
        n => (facts.given(primal, primal.params.len() >> n), keeping::Gone::Lent),
    };
    let pullback =
        finished(adjoint::adjoint(primal, &facts, inputs, Form::Pullback, config.strategy));
    let pullback = selected(keeping::kept(pullback, gone, &config.runtime));
    let params = interface::pullback_parameters(config, signature);
    let start = interface::pullback_start(signature);
    let boxes = (&config.runtime, signature.boxes_of());
    emit::body_with_closure(&pullback, (&params, &start), boxes)
}

/// A function with the code of its closures.
fn with_closures(
    config: &Config,
    mut function: Function,
    closures: Vec<(Signature, usize, Analysed)>,
) -> Function {
    let code = closures.into_iter().map(|(signature, n_captures, analysed)| {
        let primal = with_closures(config, analysed.function, analysed.closures);
        Rc::new(closures::code(config, (&signature, n_captures), &primal, &analysed.facts))
    });
    function.closures = code.collect();
    function
}
