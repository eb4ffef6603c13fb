//! The walk over macros: the names in their tokens.

use proc_macro2::{TokenStream, TokenTree};

use super::walk::Walk;
use super::{Seen, kinds};
use crate::formats;
use crate::kind::Kind;
use crate::library::macros::{self, MacroFact};
use crate::lower::joined;
use crate::lower::syntax::{self, may_change};
use crate::spelled::{is_given, names_argument};

impl Walk<'_> {
    /// A macro; one that joins iterators, where it mentions what is differentiated, becomes the chain that it stands for.
    pub(super) fn macro_expr(&mut self, expr: &mut syn::Expr) -> Seen {
        let syn::Expr::Macro(call) = expr else { return self.parts(expr) };
        if joined::is_joining(&call.mac.path) {
            let mut seen = Seen { is_code: true, ..Seen::default() };
            self.tokens(call.mac.tokens.clone(), false, &mut seen);
            if let Some(chain) = joined::chain(&call.mac).filter(|_| seen.mentions) {
                *expr = chain;
                return self.parts(expr);
            }
        }
        self.macro_call(&call.mac)
    }

    /// The names in tokens that nobody reads.
    pub(super) fn macro_call(&mut self, mac: &syn::Macro) -> Seen {
        let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let mut seen = Seen { is_code: true, ..Seen::default() };
        let is_vec = name == macros::VEC;
        if is_vec && let Some(mut items) = syntax::items(&mac.tokens) {
            let marks = std::mem::take(&mut self.marks);
            let (mut all, kinds) = self.all(items.iter_mut());
            self.marks = marks;
            let item = kinds::of_items(kinds);
            all.kind = Some(Kind::List(Box::new(item)));
            return all;
        }
        self.tokens(mac.tokens.clone(), macros::takes_format(&name), &mut seen);
        seen.tainted = seen.mentions;
        seen.leaves |= macros::is(&name, MacroFact::Assembly);
        seen.diverges = macros::is(&name, MacroFact::NeverReturns);
        let only_looks = macros::is(&name, MacroFact::Looks);
        seen.is_code = !only_looks || may_change(&mac.tokens);
        if seen.mentions && (!only_looks || may_change(&mac.tokens)) {
            seen.roots.clone().into_iter().for_each(|root| self.names.write(root));
        }
        seen
    }

    /// The names in what a macro is given, be it one that writes a text.
    pub(super) fn tokens(&mut self, tokens: TokenStream, is_format: bool, seen: &mut Seen) {
        let mut dots = 0;
        let tokens: Vec<_> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().cloned().enumerate() {
            let is_member = dots == 1;
            let is_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
            dots = if is_dot { dots + 1 } else { 0 };
            let names = match token {
                TokenTree::Group(group) => {
                    self.tokens(group.stream(), false, seen);
                    continue;
                }
                TokenTree::Ident(_) if is_format && names_argument(&tokens, at) => {
                    continue;
                }
                TokenTree::Ident(name) if !is_member => {
                    let leaves = ["return", "break", "continue", "await"];
                    seen.leaves |= leaves.iter().any(|leave| name == leave);
                    vec![name]
                }
                TokenTree::Literal(literal) => {
                    let mut names = formats::names(&literal);
                    names.retain(|name| !is_format || !is_given(&tokens, name));
                    names
                }
                TokenTree::Punct(punct) => {
                    seen.leaves |= punct.as_char() == '?';
                    continue;
                }
                TokenTree::Ident(_) => continue,
            };
            for id in names.iter().filter_map(|name| self.names.find(name)) {
                seen.roots.push(id);
                seen.mentions |= self.names.get(id).tainted;
            }
        }
    }
}
