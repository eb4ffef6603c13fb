//! What a Jacobian by elimination is of: the parameters and the results that there are entries for.
//!
//! In: a signature. Out: a [`Shape`], or errors at the types that have none.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::diag::Diagnostics;
use crate::kind::Kind;
use crate::signature::{Param, Signature, Stands};
use crate::ty::peel;
use crate::unsupported;

/// The parameters and results of a function whose Jacobian is wanted.
#[derive(Clone, Debug)]
pub struct Shape {
    /// For each parameter that derivatives are wanted by, whether it is a list.
    pub lists: Vec<bool>,
    /// How many numbers it results in; none if the result is one number itself.
    pub n_rows: Option<usize>,
    /// The type of all floats.
    pub float: TokenStream,
}

impl Shape {
    /// Reads it off a signature.
    pub fn read(diagnostics: &mut Diagnostics, signature: &Signature) -> Option<Shape> {
        let mut float: Option<TokenStream> = None;
        let mut is_the_float = |ty: &syn::Type| match ty {
            syn::Type::Path(path) if Kind::of(peel(ty)) == Kind::Float => {
                let path = path.to_token_stream();
                float.get_or_insert_with(|| path.clone()).to_string() == path.to_string()
            }
            _ => false,
        };
        let mut lists = Vec::new();
        for param in signature.wanted() {
            match list_of(param) {
                Some((is_list, ty)) if is_the_float(ty) => lists.push(is_list),
                _ => diagnostics.error(&param.ty, unsupported::JACOBIAN_PARAMETER),
            }
        }
        if lists.len() < signature.wanted().count() {
            return None;
        }
        let rows = rows(peel(&signature.output))
            .filter(|(_, items)| items.iter().all(|ty| is_the_float(ty)));
        if rows.is_none() || signature.collects {
            diagnostics.error(&signature.output, unsupported::JACOBIAN_RESULT);
        }
        let (n_rows, _) = rows?;
        if lists == [false] && n_rows.is_none() {
            // The option of a block is about those methods that there is something of to order.
            if signature.stands == Stands::Alone {
                diagnostics.error(&signature.output, unsupported::JACOBIAN_OF_ONE_NUMBER);
            }
            return None;
        }
        Some(Shape { lists, n_rows, float: float? })
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.n_rows.unwrap_or(1)
    }

    /// Whether all parameters are numbers.
    pub fn is_of_numbers(&self) -> bool {
        !self.lists.contains(&true)
    }
}

/// Whether a parameter is a list, and the type of its items, or its own.
fn list_of(param: &Param) -> Option<(bool, &syn::Type)> {
    if param.is_mut_ref() || param.is_self() || param.function.is_some() {
        return None;
    }
    let ty = match peel(&param.ty) {
        syn::Type::Reference(ty) => peel(&ty.elem),
        ty => ty,
    };
    Some(match ty {
        syn::Type::Array(ty) => (true, peel(&ty.elem)),
        syn::Type::Slice(ty) => (true, peel(&ty.elem)),
        ty => (false, ty),
    })
}

/// How many numbers there are in a result, none if it is one itself, and their types.
fn rows(output: &syn::Type) -> Option<(Option<usize>, Vec<&syn::Type>)> {
    Some(match output {
        syn::Type::Tuple(ty) if !ty.elems.is_empty() => {
            (Some(ty.elems.len()), ty.elems.iter().map(peel).collect())
        }
        syn::Type::Array(ty) => match &ty.len {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(len), .. }) => {
                (Some(len.base10_parse().ok()?), vec![peel(&ty.elem)])
            }
            _ => return None,
        },
        ty => (None, vec![ty]),
    })
}
