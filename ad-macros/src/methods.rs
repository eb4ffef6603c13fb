//! `#[differentiate] impl`: the functions of the block that have derivatives, each with its options and its
//! signature.
//!
//! In: the block and its options. Out: a [`Method`] for each function that has something to differentiate, and
//! what is wrong. What has no float to see in its result (`fn len(&self) -> usize`) has derivatives that do nothing, for its callers. Deliberately
//! absent: bodies, which are `pipeline`'s.

pub mod access;
pub mod constants;
mod keys;
pub mod operator;
mod totals;
mod traits;

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use crate::access::Access;
use crate::args::{self, Config};
use crate::configured::Configuration;
use crate::diag::Diagnostics;
use crate::interface::name_elided_of_block;
use crate::kind::Kind;
use crate::library::StdType;
use crate::signature::{Around, Signature, Stands, is_called, results_in_iterator};
use crate::ty::peel;
use crate::unsupported;

pub use traits::{is_of_objects, of_implementation, of_objects, of_trait};

/// What a function of a block has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivatives {
    /// Its derivatives.
    Some,
    /// Its result has no tangent: callers find derivatives that do nothing.
    Plain,
    /// That a call of it may be made again: it makes a constant.
    Constant,
    /// The part of the tangent that it lends to be changed.
    Lent,
    /// None: it was left out, or there is nothing to see that could be differentiated.
    None,
}

/// A function of a block, to be differentiated.
pub struct Method {
    /// As it was written, in its configuration.
    pub item: syn::ImplItemFn,
    /// The one that its code is of.
    pub configuration: Configuration,
    /// Its body, without associated types of the block.
    pub body: syn::Block,
    /// Its options, and for the rest those of the block.
    pub config: Config,
    /// Its signature.
    pub signature: Signature,
    /// The attributes that may leave it out: `#[cfg(..)]`.
    pub cfgs: Vec<syn::Attribute>,
    /// What of derivatives it has.
    pub derivatives: Derivatives,
    /// If it makes a constant: by what.
    pub made: constants::Made,
    /// If it lends a part to be changed: which.
    pub lent: Option<Access>,
    /// What is wrong with its options and its signature, if it has derivatives of its own.
    pub diagnostics: Option<Diagnostics>,
}

/// The functions to differentiate; complains about the block.
pub fn read(diagnostics: &mut Diagnostics, config: &Config, block: &syn::ItemImpl) -> Vec<Method> {
    let is_named = matches!(peel(&block.self_ty), syn::Type::Path(_));
    let is_parameter = match peel(&block.self_ty) {
        syn::Type::Path(ty) => {
            let mut params = block.generics.type_params();
            params.any(|param| ty.path.is_ident(&param.ident))
        }
        _ => false,
    };
    if !is_named || is_parameter || Kind::of(&block.self_ty) != Kind::Unknown {
        diagnostics.error(&block.self_ty, unsupported::IMPL_TYPE);
        return Vec::new();
    }
    let functions = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(item) => Some((item.clone(), Stands::InBlock)),
        _ => None,
    });
    let functions: Vec<_> = functions.collect();
    let mut methods =
        of_functions(diagnostics, config, &functions, (&around(block), &Associated::of(block)));
    methods.retain(|method| method.derivatives != Derivatives::None);
    if block.trait_.is_some() {
        // The functions of a trait have no visibility of their own.
        for method in &mut methods {
            method.signature.vis = syn::parse_quote!(pub);
        }
    }
    methods
}

/// The functions of a block or a trait, each as it stands there.
fn of_functions(
    diagnostics: &mut Diagnostics,
    config: &Config,
    functions: &[(syn::ImplItemFn, Stands)],
    (around, associated): (&Around, &Associated),
) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    for (item, stands) in functions {
        let Some(configurations) = Configuration::all_of(&mut item.clone()) else {
            diagnostics.error(&item.sig.ident, unsupported::CONFIGURATIONS);
            continue;
        };
        let around = Around { stands: *stands, ..around.clone() };
        for configuration in configurations {
            methods.push(method(config, item, configuration, (&around, associated)));
        }
    }
    for name in config.wrt.iter().flatten() {
        let knows = |method: &Method| method.signature.wanted().any(|param| param.name == *name);
        if !methods.iter().any(knows) {
            diagnostics.error(name, unsupported::wrt_in_no_method(name));
        }
    }
    methods
}

/// A function, and what of derivatives it has.
fn method(
    config: &Config,
    item: &syn::ImplItemFn,
    configuration: Configuration,
    (around, associated): (&Around, &Associated),
) -> Method {
    let mut item = item.clone();
    configuration.strip(&mut item);
    let mut diagnostics = Diagnostics::default();
    let attributes: Vec<_> = item.attrs.iter().filter(|attr| is_differentiate(attr)).collect();
    let mut own = config.clone();
    for attribute in &attributes {
        if let syn::Meta::List(list) = &attribute.meta {
            own = args::read_of_method(&mut diagnostics, &own, list.tokens.clone());
        }
    }
    let is_skipped = own.skip.is_some() && !diagnostics.any();
    let is_own_wrt = own.wrt != config.wrt;
    if !is_own_wrt {
        // The block's `wrt` says of each function what it can.
        let has = |name: &Ident| item.sig.inputs.iter().any(|input| is_called(input, name));
        own.wrt = own.wrt.map(|wrt| wrt.into_iter().filter(has).collect());
    }
    let mut sig = item.sig.clone();
    associated.clone().visit_signature_mut(&mut sig);
    let mut body = item.block.clone();
    associated.clone().visit_block_mut(&mut body);
    let signature = Signature::of(&item.vis, &sig, &own, around);
    if signature.stands.is_of_trait() {
        args::refuse_jacobian(&mut diagnostics, &mut own);
    }
    let is_asked_for = !attributes.is_empty();
    let cfgs = item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let cfgs = cfgs.cloned().collect();
    let only_selects = signature.is_predicate() && signature.wanted().next().is_some();
    let has_none = !signature.has_derivatives() && (!is_asked_for || only_selects);
    let made = (signature.stands == Stands::InBlock)
        .then(|| constants::made(&item.sig, &item.block, signature.name_of_self()))
        .flatten();
    let lent = (signature.stands == Stands::InBlock && signature.refuses_output())
        .then(|| {
            let item = syn::ImplItemFn { sig: sig.clone(), block: body.clone(), ..item.clone() };
            access::lent(&item, (around.self_ty.as_ref()?, &around.generics))
        })
        .flatten();
    let derivatives = match () {
        _ if is_skipped => Derivatives::None,
        _ if lent.is_some() => Derivatives::Lent,
        _ if has_none && !signature.is_plain() && !is_asked_for => match made {
            Some(_) => Derivatives::Constant,
            None => Derivatives::None,
        },
        _ if has_none => Derivatives::Plain,
        _ => Derivatives::Some,
    };
    let mut signature = signature;
    let diagnostics = if derivatives == Derivatives::Some {
        signature.complain(&mut diagnostics, &item.sig, own.wrt.as_deref().filter(|_| is_own_wrt));
        Some(diagnostics)
    } else {
        diagnostics.forget();
        for param in &mut signature.params {
            // Types that nobody asked to have tangents.
            param.differentiable &= param.kind.is_settled();
        }
        None
    };
    let writes_nothing = derivatives != Derivatives::Some
        || signature.stands == (Stands::InTrait { provided: false });
    if writes_nothing && config.dump.is_some() {
        // What the block asks for is asked of those that have derivatives.
        own.dump = None;
    }
    let config = own;
    let made = made.unwrap_or_default();
    Method {
        item,
        configuration,
        body,
        config,
        signature,
        cfgs,
        derivatives,
        made,
        lent,
        diagnostics,
    }
}

/// Whether an attribute is this macro, on a function of the block.
pub fn is_differentiate(attribute: &syn::Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "differentiate")
}

/// The block as surroundings. Generics that only a trait mentions can't stand on an inherent block; they move to the
/// functions.
fn around(block: &syn::ItemImpl) -> Around {
    let mut self_ty = (*block.self_ty).clone();
    let mut self_trait = block.trait_.as_ref().map(|(path, _)| path.clone());
    let mut generics = block.generics.clone();
    name_elided_of_block(&mut self_ty, self_trait.as_mut(), &mut generics);
    let mentioned = Names::of(&self_ty);
    let mut moved = syn::Generics::default();
    let (stay, go) = generics.params.into_iter().partition::<Vec<_>, _>(|param| match param {
        syn::GenericParam::Lifetime(param) => mentioned.has(&param.lifetime.ident),
        syn::GenericParam::Type(param) => mentioned.has(&param.ident),
        syn::GenericParam::Const(param) => mentioned.has(&param.ident),
    });
    generics.params = stay.into_iter().collect();
    moved.params = go.into_iter().collect();
    if !moved.params.is_empty() {
        moved.where_clause = generics.where_clause.take();
    }
    let (names, iterators) = (names_of(block), iterators_of(block));
    let stands = Stands::InBlock;
    let made = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => match &function.sig.output {
            syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
            syn::ReturnType::Default => None,
        },
        _ => None,
    });
    let made = made.collect();
    let mut floats = PlainFloats(false);
    floats.visit_item_impl(block);
    let has_floats = floats.0;
    Around {
        stands,
        self_ty: Some(self_ty),
        self_trait,
        generics,
        moved,
        names,
        iterators,
        made,
        has_floats,
    }
}

/// Whether plain floats are computed with: a float type has its name, or a literal is an operand.
struct PlainFloats(bool);

impl Visit<'_> for PlainFloats {
    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        let last = ty.path.segments.last();
        self.0 |= last.is_some_and(|last| StdType::of(&last.ident) == Some(StdType::Float));
        visit::visit_type_path(self, ty);
    }

    fn visit_expr_binary(&mut self, binary: &syn::ExprBinary) {
        let is_literal = |expr: &syn::Expr| {
            matches!(expr, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Float(_), .. }))
        };
        self.0 |= is_literal(&binary.left) || is_literal(&binary.right);
        visit::visit_expr_binary(self, binary);
    }
}

fn names_of(block: &syn::ItemImpl) -> Vec<Ident> {
    let names = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function.sig.ident.clone()),
        _ => None,
    });
    names.collect()
}

/// The names of a type's own methods that result in iterators.
fn iterators_of(block: &syn::ItemImpl) -> Vec<Ident> {
    let names = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => {
            let is_one = function.sig.receiver().is_some() && results_in_iterator(&function.sig);
            is_one.then(|| function.sig.ident.clone())
        }
        _ => None,
    });
    names.filter(|_| block.trait_.is_none()).collect()
}

/// The names in a piece of code.
struct Names(Vec<String>);

impl Names {
    fn of(ty: &syn::Type) -> Names {
        let mut names = Names(Vec::new());
        names.visit_type(ty);
        names
    }

    fn has(&self, name: &Ident) -> bool {
        self.0.iter().any(|known| name == known)
    }
}

impl Visit<'_> for Names {
    fn visit_ident(&mut self, ident: &Ident) {
        self.0.push(ident.to_string());
    }
}

/// The associated types that a block defines, which are put in the place of `Self::Name`: that is
/// ambiguous in an inherent block.
#[derive(Clone, Default)]
struct Associated(Vec<(Ident, syn::Type)>);

impl Associated {
    fn of(block: &syn::ItemImpl) -> Associated {
        let types = block.items.iter().filter_map(|item| match item {
            syn::ImplItem::Type(item) => Some((item.ident.clone(), item.ty.clone())),
            _ => None,
        });
        Associated(types.collect())
    }

    /// The type of this name of the block's.
    fn known(&self, this: &syn::PathSegment, name: &syn::PathSegment) -> Option<&syn::Type> {
        let known = self.0.iter().find(|(known, _)| *known == name.ident);
        known.filter(|_| this.ident == "Self").map(|(_, ty)| ty)
    }
}

impl VisitMut for Associated {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let syn::Type::Path(path) = &*ty {
            let segments: Vec<_> = path.path.segments.iter().collect();
            if let [this, name] = segments[..]
                && let Some(known) = self.known(this, name)
            {
                *ty = known.clone();
            }
        }
        visit_mut::visit_type_mut(self, ty);
    }

    /// `Self::Out::new`, `Self::Out { x }`
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let mut segments = path.segments.iter();
        if let (Some(this), Some(name)) = (segments.next(), segments.next())
            && let Some(syn::Type::Path(known)) = self.known(this, name)
            && known.qself.is_none()
        {
            let mut full = known.path.clone();
            for segment in &mut full.segments {
                if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                    arguments.colon2_token.get_or_insert_default();
                }
            }
            full.segments.extend(segments.cloned());
            *path = full;
        }
        visit_mut::visit_path_mut(self, path);
    }
}
