//! The options of `#[differentiate(..)]`: tokens to [`Config`].
//!
//! In: the tokens between the parentheses. Out: a [`Config`], whole even after an error. Invariant:
//! every mistake is reported, each on its own tokens, and none stops the reading of the others.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Meta, Token};

use crate::diag::Diagnostics;
use crate::unsupported;

/// What the user asked for.
#[derive(Clone)]
pub struct Config {
    /// `wrt(x, w)`: the only parameters to differentiate by.
    pub wrt: Option<Vec<Ident>>,
    /// Whether forward mode is emitted.
    pub forward: bool,
    /// Whether reverse mode is emitted.
    pub reverse: bool,
    /// `crate = path`: where the runtime is.
    pub runtime: syn::Path,
    /// `name = energy_ad`: what the type beside a function is called, where its own name is taken; and the function by that name.
    pub name: Option<Ident>,
    /// `boxed`: the pullback is boxed, for functions that call one another.
    pub boxed: bool,
    /// `skip`: no derivatives of this method.
    pub skip: Option<Meta>,
    /// `inherent`: the derivatives of an `impl` of a trait are the type's own functions, for a trait without derivatives.
    pub inherent: Option<Meta>,
    /// `dyn`: the objects of the trait have derivatives.
    pub objects: Option<Meta>,
    /// `order = 2`: derivatives of derivatives up to that order.
    pub order: usize,
    /// `jacobian = "markowitz"`: there is a Jacobian by elimination of vertices.
    pub markowitz: Option<Meta>,
    /// `lanes = 4`: Jacobians and Hessians are made so many columns at a time.
    pub lanes: Option<Lanes>,
    /// `simplify = "real"`: derivatives are rewritten by identities of the real numbers, which may change how they are rounded.
    pub real: bool,
    /// `dump`: the derivatives are written to a file too.
    pub dump: Option<Ident>,
    /// Of a function with several configurations, the number of the one at hand.
    pub part: usize,
    /// `strategy = "store"`: how loops are reversed. For tests, so that each way is seen on every loop.
    pub strategy: Strategy,
}

/// The option `lanes`.
#[derive(Clone)]
pub struct Lanes {
    /// How many there are.
    pub n: usize,
    /// As it is written.
    pub option: Meta,
}

/// How the loops of a function are reversed, where the loop allows it; see `adjoint::loops`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// Fused if that is possible, else replayed if that is worth it, else stored.
    #[default]
    Best,
    /// Replayed if that is possible, else stored.
    Replay,
    /// Stored.
    Store,
    /// By snapshots, as if each loop that may be run again had `#[checkpoint]`.
    Checkpoint,
}

impl Default for Config {
    fn default() -> Config {
        let runtime = syn::parse_quote!(::ad_runtime);
        Config {
            wrt: None,
            forward: true,
            reverse: true,
            boxed: false,
            runtime,
            name: None,
            skip: None,
            inherent: None,
            objects: None,
            order: 1,
            markowitz: None,
            lanes: None,
            real: false,
            dump: None,
            part: 0,
            strategy: Strategy::Best,
        }
    }
}

/// Reads the options of `#[differentiate(..)]` on a function.
pub fn read(diagnostics: &mut Diagnostics, tokens: TokenStream) -> Config {
    let config = read_any(diagnostics, tokens);
    if let Some(inherent) = &config.inherent {
        diagnostics.error(inherent, unsupported::OPTION_INHERENT);
    }
    if let Some(objects) = &config.objects {
        diagnostics.error(objects, unsupported::OPTION_DYN);
    }
    config
}

/// A block, a trait or a method has no type beside it.
fn refuse_name(diagnostics: &mut Diagnostics, config: &mut Config) {
    if let Some(name) = config.name.take() {
        diagnostics.error(name, unsupported::OPTION_NAME_OF_METHODS);
    }
}

/// Reads the options of a method, which replace those of its `impl`.
pub fn read_of_method(
    diagnostics: &mut Diagnostics,
    config: &Config,
    tokens: TokenStream,
) -> Config {
    let mut config = read_over(diagnostics, config, tokens);
    refuse_name(diagnostics, &mut config);
    config
}

fn read_any(diagnostics: &mut Diagnostics, tokens: TokenStream) -> Config {
    let mut config = read_over(diagnostics, &Config::default(), tokens);
    if let (Some(objects), true) = (&config.objects, config.order > 1) {
        diagnostics.error(objects, unsupported::HIGHER_ORDER_OF_OBJECTS);
        // They have those of first order.
        config.order = 1;
    }
    if let Some(skip) = &config.skip {
        diagnostics.error(skip, unsupported::OPTION_SKIP);
    }
    config
}

/// Reads the options of an `impl`, which may be one of a trait.
pub fn read_of_block(diagnostics: &mut Diagnostics, tokens: TokenStream, of_trait: bool) -> Config {
    let mut config = read_any(diagnostics, tokens);
    refuse_name(diagnostics, &mut config);
    if let (Some(inherent), false) = (&config.inherent, of_trait) {
        diagnostics.error(inherent, unsupported::OPTION_INHERENT);
    }
    if let (Some(objects), true) = (&config.objects, !of_trait || config.inherent.is_some()) {
        diagnostics.error(objects, unsupported::OPTION_DYN);
    }
    if of_trait {
        refuse_jacobian(diagnostics, &mut config);
    }
    config
}

/// Reads the options of a trait.
pub fn read_of_trait(diagnostics: &mut Diagnostics, tokens: TokenStream) -> Config {
    let mut config = read_any(diagnostics, tokens);
    refuse_name(diagnostics, &mut config);
    if let Some(inherent) = &config.inherent {
        diagnostics.error(inherent, unsupported::OPTION_INHERENT);
    }
    refuse_jacobian(diagnostics, &mut config);
    config
}

/// A trait says what derivatives there are, of operators and of its own methods.
pub fn refuse_jacobian(diagnostics: &mut Diagnostics, config: &mut Config) {
    if let Some(option) = config.markowitz.take() {
        diagnostics.error(option, unsupported::JACOBIAN_OF_TRAIT);
    }
    if let Some(lanes) = config.lanes.take() {
        diagnostics.error(lanes.option, unsupported::LANES_OF_TRAIT);
    }
}

fn read_over(diagnostics: &mut Diagnostics, config: &Config, tokens: TokenStream) -> Config {
    let mut config = config.clone();
    let mut mode: Option<Meta> = None;
    for option in options(diagnostics, tokens) {
        match name(&option).as_str() {
            "wrt" => config.wrt = read_wrt(diagnostics, &option),
            "crate" => read_crate(diagnostics, &option, &mut config),
            "name" => config.name = read_name(diagnostics, &option),
            "forward" | "reverse" if mode.is_some() => {
                diagnostics.error(&option, unsupported::BOTH_MODES)
            }
            "forward" => {
                (config.forward, config.reverse) = (true, false);
                mode = read_flag(diagnostics, option);
            }
            "reverse" => {
                (config.forward, config.reverse) = (false, true);
                mode = read_flag(diagnostics, option);
            }
            "boxed" => config.boxed = read_flag(diagnostics, option).is_some(),
            "skip" => config.skip = read_flag(diagnostics, option),
            "r#dyn" => config.objects = read_flag(diagnostics, option),
            "inherent" => config.inherent = read_flag(diagnostics, option),
            "jacobian" => config.markowitz = read_jacobian(diagnostics, option),
            "lanes" => config.lanes = read_lanes(diagnostics, option),
            "strategy" => read_strategy(diagnostics, &option, &mut config),
            "simplify" => config.real = read_simplify(diagnostics, &option),
            "order" => config.order = read_order(diagnostics, &option).unwrap_or(config.order),
            "dump" => config.dump = read_flag(diagnostics, option).and_then(word),
            _ => diagnostics.error(&option, unsupported::OPTION),
        }
    }
    config
}

/// The options, without those that are given a second time.
pub fn options(diagnostics: &mut Diagnostics, tokens: TokenStream) -> Vec<Meta> {
    // A keyword is no path.
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(word) if word == "dyn" => Ident::new_raw("dyn", word.span()).into(),
        token => token,
    });
    let options = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(tokens.collect());
    let options = match options {
        Ok(options) => options,
        Err(error) => {
            diagnostics.add(error);
            return Vec::new();
        }
    };
    let mut first_ones: Vec<Meta> = Vec::new();
    for option in options {
        match first_ones.iter().any(|first| name(first) == name(&option)) {
            true => diagnostics.error(&option, unsupported::repeated_option(&name(&option))),
            false => first_ones.push(option),
        }
    }
    first_ones
}

/// The name of an option; empty for a path of several segments.
pub fn name(option: &Meta) -> String {
    option.path().get_ident().map(Ident::to_string).unwrap_or_default()
}

/// `crate = path`.
pub fn read_crate(diagnostics: &mut Diagnostics, option: &Meta, config: &mut Config) {
    match value(option) {
        Some(Expr::Path(path)) if path.qself.is_none() => config.runtime = path.path.clone(),
        _ => diagnostics.error(option, unsupported::OPTION_CRATE),
    }
}

/// `name = energy_ad`.
pub fn read_name(diagnostics: &mut Diagnostics, option: &Meta) -> Option<Ident> {
    let name = match value(option) {
        Some(Expr::Path(path)) => path.path.get_ident().cloned(),
        _ => None,
    };
    if name.is_none() {
        diagnostics.error(option, unsupported::OPTION_NAME);
    }
    name
}

/// The expression of `name = expression`.
pub fn value(option: &Meta) -> Option<&Expr> {
    match option {
        Meta::NameValue(option) => Some(&option.value),
        _ => None,
    }
}

/// `wrt(x, w)`.
fn read_wrt(diagnostics: &mut Diagnostics, option: &Meta) -> Option<Vec<Ident>> {
    // `self` too.
    let parser = |input: ParseStream| {
        Punctuated::<Ident, Token![,]>::parse_terminated_with(input, Ident::parse_any)
    };
    let names = match option {
        Meta::List(list) => list.parse_args_with(parser).ok().filter(|names| !names.is_empty()),
        _ => None,
    };
    let Some(names) = names else {
        diagnostics.error(option, unsupported::OPTION_WRT);
        return None;
    };
    let mut wanted: Vec<Ident> = Vec::new();
    for name in names {
        match wanted.contains(&name) {
            true => diagnostics.error(&name, unsupported::wrt_repeated(&name)),
            false => wanted.push(name),
        }
    }
    Some(wanted)
}

/// `forward` or `reverse`: a word and nothing more.
pub fn read_flag(diagnostics: &mut Diagnostics, option: Meta) -> Option<Meta> {
    if !matches!(option, Meta::Path(_)) {
        diagnostics.error(&option, unsupported::option_flag(&name(&option)));
    }
    Some(option)
}

/// The word that an option is.
fn word(option: Meta) -> Option<Ident> {
    option.path().get_ident().cloned()
}

/// `strategy = "fuse"`, `"replay"` or `"store"`.
fn read_strategy(diagnostics: &mut Diagnostics, option: &Meta, config: &mut Config) {
    match text(option).as_str() {
        "fuse" => config.strategy = Strategy::Best,
        "replay" => config.strategy = Strategy::Replay,
        "store" => config.strategy = Strategy::Store,
        "checkpoint" => config.strategy = Strategy::Checkpoint,
        _ => diagnostics.error(option, unsupported::OPTION),
    }
}

/// `jacobian = "markowitz"`.
fn read_jacobian(diagnostics: &mut Diagnostics, option: Meta) -> Option<Meta> {
    let is_known = match value(&option) {
        Some(Expr::Lit(syn::ExprLit { lit: Lit::Str(name), .. })) => name.value() == "markowitz",
        _ => false,
    };
    if !is_known {
        diagnostics.error(&option, unsupported::JACOBIAN);
    }
    Some(option).filter(|_| is_known)
}

/// `simplify = "real"`, and nothing else.
fn read_simplify(diagnostics: &mut Diagnostics, option: &Meta) -> bool {
    let is_real = text(option) == "real";
    if !is_real {
        diagnostics.error(option, unsupported::OPTION_SIMPLIFY);
    }
    is_real
}

/// The text of `name = "text"`; empty if it is something else.
fn text(option: &Meta) -> String {
    match value(option) {
        Some(Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. })) => text.value(),
        _ => String::new(),
    }
}

/// `order = 2`.
pub fn read_order(diagnostics: &mut Diagnostics, option: &Meta) -> Option<usize> {
    let order = match value(option) {
        Some(Expr::Lit(syn::ExprLit { lit: Lit::Int(order), .. })) => {
            order.base10_parse::<usize>().ok()
        }
        _ => None,
    };
    let order = order.filter(|order| (1..=HIGHEST_ORDER).contains(order));
    if order.is_none() {
        diagnostics.error(option, unsupported::OPTION_ORDER);
    }
    order
}

/// `lanes` or `lanes = 4`.
fn read_lanes(diagnostics: &mut Diagnostics, option: Meta) -> Option<Lanes> {
    let n = match (&option, value(&option)) {
        (Meta::Path(_), _) => Some(LANES),
        (_, Some(Expr::Lit(syn::ExprLit { lit: Lit::Int(n), .. }))) => n.base10_parse().ok(),
        _ => None,
    };
    match n.filter(|n| (2..=MOST_LANES).contains(n)) {
        Some(n) => Some(Lanes { n, option }),
        None => {
            diagnostics.error(option, unsupported::OPTION_LANES);
            None
        }
    }
}

/// How many lanes there are if nobody says, by measurement (BENCHMARKS.md).
const LANES: usize = 4;

/// Each lane is as much code as a tangent has beside its function.
const MOST_LANES: usize = 16;

/// Each order doubles the code.
const HIGHEST_ORDER: usize = 8;
