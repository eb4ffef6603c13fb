//! The signature of a function's tangent, as a function of its own.
//!
//! In: the signature of `fn f(x: &[f64], n: usize) -> f64`. Out: that of `fn f_tangent(x: &[f64], n: usize, x_dot: &[f64], n_dot: ()) -> (f64, f64)`: a dot for each
//! parameter, so that callers needn't know which of them matter. Derivatives are by those that the function's are by, and by their dots. Where callers pass
//! dots, they are `Option`s of these types (`interface/lifted`).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Types;
use super::{Param, Signature};
use crate::kind::Kind;

impl Signature {
    /// The signature of the tangent.
    pub fn lifted(&self) -> Signature {
        let mut lifted = self.clone();
        lifted.lifted += 1;
        let dots = self.params.iter().enumerate().map(|(i, param)| param.as_dot(i));
        lifted.params.extend(dots);
        lifted.params.iter_mut().for_each(|param| param.lifted = lifted.lifted);
        let (output, output_dot) = (&self.output, &self.output_tangent);
        lifted.output = syn::parse_quote!((#output, #output_dot));
        lifted.output_kind = Kind::Tuple(vec![self.output_kind.clone(), self.output_kind.clone()]);
        let pair = |of: &proc_macro2::TokenStream| quote!((#of, #of));
        lifted.output_tangent = pair(&self.output_tangent);
        lifted.shown_output_tangent = pair(&self.shown_output_tangent);
        lifted
    }

    /// The function's own parameter that another one is the dot of, or of a dot of it.
    pub fn original<'a>(&'a self, param: &'a Param) -> &'a Param {
        match param.dot_of {
            Some(of) => self.original(&self.params[of]),
            None => param,
        }
    }
}

impl Signature {
    /// Another result, and the type of its tangent.
    pub fn results_in(&mut self, output: TokenStream, output_tangent: TokenStream) {
        self.output = syn::parse_quote!(#output);
        self.output_tangent = output_tangent.clone();
        self.shown_output_tangent = output_tangent;
    }
}

impl Param {
    /// Its dot, as a parameter like others, which has a dot by the usual name.
    pub fn as_argument(&self) -> Param {
        let name = format_ident!("{}_along", self.stem, span = self.dot().span());
        let stem = name.to_string();
        Param { name, stem, dot_of: None, ..self.as_dot(0) }
    }

    /// Its dot, as a parameter.
    fn as_dot(&self, position: usize) -> Param {
        // That of a constant is nothing, or whatever callers pass of what the constant is.
        let dot = self.differentiable.then(|| syn::parse2(self.dot_type()).ok()).flatten();
        let ty = dot.unwrap_or_else(|| self.ty.clone());
        let kind = self.kind.clone();
        Param {
            name: self.dot(),
            stem: self.dot().to_string(),
            pattern: None,
            mutable: false,
            ty,
            kind,
            differentiable: self.differentiable,
            is_open: false,
            function: None,
            dot_of: Some(position),
            lifted: self.lifted,
            types: Types::clone(&self.types),
            shown: Types::clone(&self.shown),
        }
    }
}
