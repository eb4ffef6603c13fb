//! Branches as tokens: `if`, `&&`, `||`, the conditions of loops.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::{Emit, Pending, Piece, precedence};
use crate::ir::{Atom, Block, Stmt, VarId};

impl<'a> Emit<'a> {
    pub(super) fn branch(
        &mut self,
        code: &mut TokenStream,
        stmt: &'a Stmt,
        results: &[VarId],
        cond: &Atom,
        (then, otherwise): (&'a Block, &'a Block),
    ) {
        let (reads, awaits_effect) = (self.reads(stmt), self.awaits_effect(stmt));
        let cond = self.atom(cond);
        let then_tokens = self.block(then);
        let else_tokens = self.block(otherwise);
        if let [result] = results {
            let logical = self.logical(&cond, (then, &then_tokens), (otherwise, &else_tokens));
            let effect = logical.is_none() || awaits_effect;
            let piece = logical.unwrap_or_else(|| {
                let cond = head(cond.tokens.clone());
                let tokens = quote!(if #cond { #then_tokens } else { #else_tokens });
                Piece { tokens, precedence: precedence::LOWEST }
            });
            let ty = self.f.var(*result).ty.written.clone();
            let pending = Pending { var: *result, piece, reads, subject: None, effect };
            return self.define(code, ty, pending);
        }
        let negated = || match cond.precedence > precedence::UNARY {
            true => head(cond.tokens.clone()),
            false => {
                let cond = &cond.tokens;
                quote!((#cond))
            }
        };
        let value = &head(cond.tokens.clone());
        let tokens = match (results.is_empty(), then_tokens.is_empty(), else_tokens.is_empty()) {
            (true, true, false) => {
                let cond = negated();
                quote!(if !#cond { #else_tokens })
            }
            (true, _, true) => quote!(if #value { #then_tokens }),
            _ => quote!(if #value { #then_tokens } else { #else_tokens }),
        };
        let (pattern, types) = (self.pattern(results), self.types_written(results));
        code.extend(match results.is_empty() {
            true => tokens,
            false => quote!(let #pattern #types = #tokens;),
        });
    }

    /// `match` on what the index was looked up in, if that waits; else on the index.
    pub(super) fn choice(
        &mut self,
        code: &mut TokenStream,
        stmt: &'a Stmt,
        results: &[VarId],
        index: &Atom,
        arms: &'a [Block],
    ) {
        let reads = self.reads(stmt);
        let is_subject = |p: &Pending| Some(p.var) == index.var() && p.subject.is_some();
        let waiting = self.pending.iter().position(is_subject);
        let subject = waiting.and_then(|i| self.pending.remove(i).subject);
        let (subject, arms) = match subject {
            Some((subject, place, patterns)) => {
                let arms = patterns.iter().zip(arms);
                let (arms, binds): (Vec<_>, Vec<_>) =
                    arms.map(|(pattern, arm)| self.arm(place, pattern, arm)).unzip();
                // What is in a list or a field isn't moved out.
                let is_part = binds.contains(&true) && !place.projections.is_empty();
                (if is_part { quote!(&#subject) } else { subject }, arms)
            }
            None => {
                let subject = self.atom(index).tokens;
                let mut numbers: Vec<_> = (0..arms.len() - 1)
                    .map(|i| proc_macro2::Literal::usize_unsuffixed(i).to_token_stream())
                    .collect();
                numbers.push(quote!(_));
                let arms = numbers.iter().zip(arms).map(|(number, arm)| {
                    let arm = self.block(arm);
                    quote!(#number => { #arm })
                });
                (subject, arms.collect::<Vec<_>>())
            }
        };
        let subject = head(subject);
        let tokens = quote!(match #subject { #(#arms)* });
        match results {
            [] => code.extend(tokens),
            [result] => {
                let ty = self.f.var(*result).ty.written.clone();
                let piece = Piece { tokens, precedence: precedence::LOWEST };
                let pending = Pending { var: *result, piece, reads, subject: None, effect: true };
                self.define(code, ty, pending);
            }
            results => {
                let (pattern, types) = (self.pattern(results), self.types_written(results));
                code.extend(quote!(let #pattern #types = #tokens;));
            }
        }
    }

    /// `a && b` and `a || b`, from the branches that they were lowered to.
    pub(super) fn logical(
        &self,
        cond: &Piece,
        (then, then_tokens): (&Block, &TokenStream),
        (otherwise, else_tokens): (&Block, &TokenStream),
    ) -> Option<Piece> {
        let constant = |block: &Block, value: bool| match block.results.as_slice() {
            [Atom::Literal(syn::Lit::Bool(literal))] => {
                block.stmts.is_empty() && literal.value == value
            }
            _ => false,
        };
        // One expression, with nothing before it.
        let is_expression = |tokens: &TokenStream| syn::parse2::<syn::Expr>(tokens.clone()).is_ok();
        let operand = |piece: TokenStream| quote!((#piece));
        let left = match cond.precedence > precedence::AND {
            true => cond.tokens.clone(),
            false => operand(cond.tokens.clone()),
        };
        if constant(otherwise, false) && is_expression(then_tokens) {
            let right = operand(then_tokens.clone());
            return Some(Piece { tokens: quote!(#left && #right), precedence: precedence::AND });
        }
        if constant(then, true) && is_expression(else_tokens) {
            let right = operand(else_tokens.clone());
            return Some(Piece { tokens: quote!(#left || #right), precedence: precedence::OR });
        }
        None
    }

    pub(super) fn condition(&mut self, cond: &'a Block) -> TokenStream {
        let tokens = self.block(cond);
        match syn::parse2::<syn::Expr>(tokens.clone()) {
            Ok(_) => head(tokens),
            Err(_) => quote!({ #tokens }),
        }
    }
}

/// An expression where a block follows: parentheses around one with a brace of its own, which could begin the block.
pub(super) fn head(tokens: TokenStream) -> TokenStream {
    let mut may_begin = false;
    let mut is_ambiguous = false;
    for token in tokens.clone() {
        let brace =
            matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        is_ambiguous |= may_begin && brace;
        may_begin = !matches!(&token, TokenTree::Ident(name) if name == "else");
    }
    if is_ambiguous { quote!((#tokens)) } else { tokens }
}
