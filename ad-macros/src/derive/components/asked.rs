//! That there is an operator of which something is said.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Rules;
use crate::derive::shape::Acting;
use crate::message::Message;

/// What compiles only if there is such an operator, of a type without generics: of a generic one nobody knows which arguments to ask about.
pub fn asked(rules: &Rules<'_>, acting: &Acting) -> Option<TokenStream> {
    let shape = rules.shape;
    if !shape.generics.params.is_empty() {
        return None;
    }
    let (name, module, place) = (shape.name.to_token_stream(), rules.module(), rules.place);
    let (by, operators): (_, &[&str]) = match acting {
        Acting::Add => (name.clone(), &["ADD", "ADD_ASSIGN"]),
        Acting::Sub => (name.clone(), &["SUB", "SUB_ASSIGN"]),
        Acting::Neg => (quote!(()), &["NEG"]),
        Acting::Scale(by) => (by.to_token_stream(), &["MUL", "DIV", "MUL_ASSIGN", "DIV_ASSIGN"]),
    };
    let taken = |ty: &TokenStream| [ty.clone(), quote!(&#ty)];
    let ordered = [(&name, &by), (&by, &name)];
    let pairs = ordered.into_iter().flat_map(|(left, right)| {
        taken(left)
            .into_iter()
            .flat_map(move |left| taken(right).map(|right| (left.clone(), right)))
    });
    let all = pairs.flat_map(|(left, right)| {
        let name = &name;
        operators
            .iter()
            .map(move |operator| {
                let operator = Ident::new(operator, Span::mixed_site());
                quote_spanned!(place=> <operators::Operands<#left, #right, #name>>::#operator)
            })
            .collect::<Vec<_>>()
    });
    let message = without_operator(acting.name(), &name.to_string()).to_string();
    Some(quote_spanned! {place=>
        const _: () = {
            use #module as operators;
            use operators::WithoutOperators as _;
            operators::there_is_operator(#(#all)||*, #message);
        };
    })
}

/// What rustc is to say.
fn without_operator(option: &str, name: &str) -> Message {
    Message::made(
        format!("`{name}` has no operator that `{option}` says something of"),
        format!("derive or implement one that results in a `{name}`, or leave `{option}` out"),
    )
}
