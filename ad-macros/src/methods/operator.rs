//! `#[differentiate] impl Mul<f64> for Vec3`: an operator of whatever types.
//!
//! In: the block and its options. Out: an [`Operator`], whose signature has the operands' types as the block names them, with every lifetime named; and what is wrong. The
//! block's type may be any: a reference, a number, a type parameter's `Vec3<T>`. Deliberately absent: bodies, which are `pipeline`'s.

use syn::visit_mut::VisitMut;

use super::{Associated, is_differentiate, totals};
use crate::args::Config;
use crate::configured::Configuration;
use crate::diag::Diagnostics;
use crate::interface::name_elided_of_block;
use crate::overloads::Overload;
use crate::signature::{Around, Signature};
use crate::ty::peel;
use crate::unsupported;

/// An operator, to be differentiated.
pub struct Operator {
    /// Which.
    pub overload: Overload,
    /// The trait as the block names it.
    pub path: syn::Path,
    /// The block's type.
    pub self_ty: syn::Type,
    /// The type of the right operand, or of what is converted; none of a negation.
    pub right: Option<syn::Type>,
    /// The block's generics.
    pub generics: syn::Generics,
    /// The attributes that may leave it out: `#[cfg(..)]`.
    pub cfgs: Vec<syn::Attribute>,
    /// The configuration that its code is of.
    pub configuration: Configuration,
    /// Its body, without associated types of the block.
    pub body: syn::Block,
    /// Its signature.
    pub signature: Signature,
}

/// The operator that a block implements, if it has the name of one, and its method. That the trait is std's rustc is asked.
pub fn overload(block: &syn::ItemImpl) -> Option<Overload> {
    let (path, _) = block.trait_.as_ref()?;
    let overload = Overload::of_trait(path).or_else(|| Overload::of_conversions(path))?;
    let is_its = |item: &syn::ImplItem| match item {
        syn::ImplItem::Fn(item) => item.sig.ident == overload.method(),
        _ => false,
    };
    block.items.iter().any(is_its).then_some(overload)
}

/// The operator in each of its configurations, and what is wrong with it there; complains about the block.
pub fn read(
    diagnostics: &mut Diagnostics,
    config: &Config,
    block: &syn::ItemImpl,
    overload: Overload,
) -> Vec<(Operator, Diagnostics)> {
    let Some((path, _)) = &block.trait_ else { return Vec::new() };
    let (mut path, mut self_ty) = (path.clone(), (*block.self_ty).clone());
    let mut generics = block.generics.clone();
    name_elided_of_block(&mut self_ty, Some(&mut path), &mut generics);
    let right = operand_on_the_right(&overload, &path, &self_ty);
    let is_exclusive = |ty: &&syn::Type| matches!(peel(ty), syn::Type::Reference(reference) if reference.mutability.is_some());
    if let Some(ty) =
        [Some(&*block.self_ty), right.as_ref()].into_iter().flatten().find(is_exclusive)
    {
        diagnostics.error(ty, unsupported::EXCLUSIVE_OPERAND);
        return Vec::new();
    }
    if let Overload::Total(_) = overload {
        totals::without_borrow(&mut path, (&self_ty, right.as_ref()), &mut generics);
    }
    let method = block.items.iter().find_map(|item| match item {
        syn::ImplItem::Fn(item) if item.sig.ident == overload.method() => Some(item),
        _ => None,
    });
    // rustc says what an impl without it lacks.
    let Some(method) = method else { return Vec::new() };
    let options = method.attrs.iter().filter(|attribute| is_differentiate(attribute));
    options.for_each(|option| diagnostics.error(option, unsupported::OPERATOR_OPTION));
    let Some(configurations) = Configuration::all_of(&mut method.clone()) else {
        diagnostics.error(&method.sig.ident, unsupported::CONFIGURATIONS);
        return Vec::new();
    };
    let associated = Associated::of(block);
    let around = Around {
        self_ty: Some(self_ty.clone()),
        self_trait: Some(path.clone()),
        generics: generics.clone(),
        ..Around::default()
    };
    let cfgs = method.attrs.iter().chain(&block.attrs);
    let cfgs: Vec<_> = cfgs.filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect();
    let read = |configuration: Configuration| {
        let mut item = method.clone();
        configuration.strip(&mut item);
        let (mut sig, mut body) = (item.sig.clone(), item.block.clone());
        let mut wrong = Diagnostics::default();
        if let (Overload::Total(total), Some(right)) = (&overload, &right) {
            totals::over_list(&mut wrong, (total, right), &mut sig, &mut body);
        }
        let mut associated = associated.clone();
        associated.visit_signature_mut(&mut sig);
        associated.visit_block_mut(&mut body);
        if !matches!(overload, Overload::Total(_)) {
            with_types_of_block(&mut sig, &self_ty, right.as_ref());
        }
        let signature = Signature::of(&item.vis, &sig, config, &around);
        let mut diagnostics = wrong;
        signature.complain(&mut diagnostics, &sig, None);
        let operator = Operator {
            overload: overload.clone(),
            path: path.clone(),
            self_ty: self_ty.clone(),
            right: right.clone(),
            generics: generics.clone(),
            cfgs: cfgs.clone(),
            configuration,
            body,
            signature,
        };
        (operator, diagnostics)
    };
    configurations.into_iter().map(read).collect()
}

/// The type of what stands on the right, which is the block's own if the trait names none; of a sum, the type of what it adds up.
fn operand_on_the_right(
    overload: &Overload,
    path: &syn::Path,
    self_ty: &syn::Type,
) -> Option<syn::Type> {
    if let Overload::Neg = overload {
        return None;
    }
    let right = right_operand(path).unwrap_or_else(|| self_ty.clone());
    Some(match (overload, peel(&right)) {
        (Overload::Total(_), syn::Type::Reference(item)) => (*item.elem).clone(),
        _ => right,
    })
}

/// `f64` of `Mul<f64>`; `Vec3` of `Sum<&Vec3>`, whose rule is of a list of these.
fn right_operand(path: &syn::Path) -> Option<syn::Type> {
    match &path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                syn::GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            })
        }
        _ => None,
    }
}

/// The operands' types as the block names them: with names for the lifetimes, and for `self` what it is.
fn with_types_of_block(sig: &mut syn::Signature, self_ty: &syn::Type, right: Option<&syn::Type>) {
    for input in &mut sig.inputs {
        match (input, right) {
            (syn::FnArg::Receiver(receiver), _)
                if matches!(receiver.kind, syn::ReceiverKind::Value) =>
            {
                let colon = syn::Token![:](receiver.self_token.span);
                receiver.kind = syn::ReceiverKind::Typed(colon, Box::new(self_ty.clone()));
            }
            (syn::FnArg::Typed(input), Some(right)) => *input.ty = right.clone(),
            _ => {}
        }
    }
}
