//! The user's tokens that are passed through: which variables they mention.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::flow::Loop;
use super::scopes::Binding;
use super::uses::{Use, uses};
use super::{Lower, constant, item};
use crate::formats;
use crate::hygiene;
use crate::ir::{VarId, Verbatim};
use crate::library::macros;
use crate::message::Message;
use crate::spelled::{is_given, is_in_path, names_argument};
use crate::unsupported;

impl Lower<'_> {
    /// Tokens to pass through, with the variables that they mention. Complains at once about what
    /// can't be passed through wherever it stands: exits and `await`.
    pub(super) fn verbatim(
        &mut self,
        tokens: TokenStream,
        complaint: Option<(TokenStream, Message)>,
        writes: bool,
    ) -> Verbatim {
        let tokens = constant::unwrapped(tokens);
        let mut captures = Vec::new();
        let around = Around { in_macro: false, writes, ..Around::MACRO };
        self.scan_code(tokens.clone(), &mut captures, &around);
        Verbatim { tokens, captures, complaint, writes, once: false }
    }

    /// The variables in what a macro is given: nobody knows what it makes of that.
    pub(super) fn scan(&mut self, tokens: TokenStream, captures: &mut Vec<(Ident, VarId)>) {
        self.scan_code(tokens, captures, &Around::MACRO);
    }

    fn scan_code(
        &mut self,
        tokens: TokenStream,
        captures: &mut Vec<(Ident, VarId)>,
        around: &Around<'_>,
    ) {
        // After one dot stands a field or a method, after two the end of a range; after `'` a label or a lifetime.
        let (mut dots, mut is_macro, mut is_label) = (0, around.in_macro, false);
        let tokens: Vec<_> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            let is_member = dots == 1;
            let punct = punct(token);
            dots = if punct == Some('.') { dots + 1 } else { 0 };
            let in_macro = is_macro;
            is_macro = around.in_macro || punct == Some('!');
            let is_named = std::mem::replace(&mut is_label, punct == Some('\''));
            match token.clone() {
                TokenTree::Group(group) => {
                    let inside = Around { in_macro, is_format: false, ..*around };
                    self.scan_code(group.stream(), captures, &inside);
                }
                TokenTree::Ident(name) if is_member && name != "await" => {}
                TokenTree::Ident(_) if !around.in_macro && is_in_path(&tokens, i) => {}
                TokenTree::Ident(_) if around.is_format && names_argument(&tokens, i) => {}
                TokenTree::Ident(name) if is_named => self.scan_label(name),
                TokenTree::Ident(name) if hygiene::is_among(&name, around.bound) => {}
                TokenTree::Ident(name) => self.scan_name(name, captures, around.writes),
                TokenTree::Punct(punct) if punct.as_char() == '?' => {
                    self.diagnostics.error(punct, unsupported::EXIT_IN_VERBATIM);
                }
                TokenTree::Literal(literal) => {
                    let mut names = formats::names(&literal);
                    names.retain(|name| !hygiene::is_among(name, around.bound));
                    names.retain(|name| !around.is_format || !is_given(&tokens, name));
                    names
                        .into_iter()
                        .for_each(|name| self.scan_name(name, captures, around.writes));
                }
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// A label that a macro is given: it may leave what bears it.
    fn scan_label(&mut self, name: Ident) {
        let is_around = |around: &Loop| around.label.as_ref() == Some(&name);
        if self.loops.iter().any(is_around) {
            self.diagnostics.error(name, unsupported::EXIT_IN_VERBATIM);
        }
    }

    /// The variables in constant code. What leaves it is known to leave nothing around it, but for what is in macros.
    pub(super) fn scan_own(&mut self, tokens: TokenStream, captures: &mut Vec<(Ident, VarId)>) {
        self.refuse_everywhere(tokens.clone());
        let Some(uses) = uses(&tokens) else {
            return self.scan(tokens, captures);
        };
        for found in uses {
            match found {
                Use::Name(name) => self.scan_name(name, captures, true),
                Use::Macro { path, tokens, bound } => {
                    let name = path.segments.last().map(|last| last.ident.to_string());
                    let is_format = name.is_some_and(|name| macros::takes_format(&name));
                    let around = Around { bound: &bound, is_format, ..Around::MACRO };
                    self.scan_code(tokens, captures, &around);
                }
            }
        }
    }

    /// What is refused wherever it stands.
    fn refuse_everywhere(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.refuse_everywhere(group.stream()),
                TokenTree::Ident(name) if name == "await" => {
                    self.diagnostics.error(name, unsupported::AWAIT);
                }
                TokenTree::Ident(name) if name == "unsafe" => {
                    self.diagnostics.error(name, unsupported::UNSAFE_BLOCK);
                }
                _ => {}
            }
        }
    }

    /// A variable that tokens mention, which may write to it.
    fn scan_name(&mut self, name: Ident, captures: &mut Vec<(Ident, VarId)>, writes: bool) {
        if is_exit(&name) {
            self.diagnostics.error(name, unsupported::EXIT_IN_VERBATIM);
        } else if name == "await" {
            self.diagnostics.error(name, unsupported::AWAIT);
        } else if name == "unsafe" {
            self.diagnostics.error(name, unsupported::UNSAFE_BLOCK);
        } else if hygiene::is_among(&name, captures.iter().map(|(known, _)| known)) {
            // One capture serves all of its uses.
        } else if let Some(Binding::Place(place, mode)) = self.binding(&name).cloned() {
            // Tokens need a variable.
            let borrowed = self.borrow(place, writes && mode == item::Mode::RefMut);
            let var = self.temp(borrowed, name.span());
            captures.push((name, var));
        } else if matches!(
            self.binding(&name),
            Some(Binding::Closure(_) | Binding::Stream(_) | Binding::Cursor(_))
        ) {
            self.diagnostics.error(name, unsupported::CLOSURE_IN_VERBATIM);
        } else if let Some(var) = self.lookup(&name) {
            captures.push((name, var));
        }
    }

    /// The variables that tokens mention.
    pub(super) fn mentions(&self, tokens: TokenStream, found: &mut Vec<(Ident, VarId)>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.mentions(group.stream(), found),
                TokenTree::Ident(name) => {
                    let var = self.lookup(&name);
                    let is_new = !hygiene::is_among(&name, found.iter().map(|(known, _)| known));
                    found.extend(var.filter(|_| is_new).map(|var| (name, var)));
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

/// Where tokens stand.
#[derive(Clone, Copy)]
struct Around<'a> {
    /// A macro is given them.
    in_macro: bool,
    /// What is bound there by code that is passed through.
    bound: &'a [Ident],
    /// The macro is one that writes a text: `x = 1.0` names an argument.
    is_format: bool,
    /// Variables may be changed there.
    writes: bool,
}

impl Around<'_> {
    /// In a macro of which nothing is known.
    const MACRO: Around<'static> =
        Around { in_macro: true, bound: &[], is_format: false, writes: true };
}

fn punct(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

fn is_exit(name: &Ident) -> bool {
    ["return", "break", "continue"].iter().any(|exit| name == exit)
}
