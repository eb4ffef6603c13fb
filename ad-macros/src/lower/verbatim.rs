//! The user's tokens that are passed through: which variables they mention.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};

use super::flow::Loop;
use super::scopes::Binding;
use super::{Lower, constant, item};
use crate::formats;
use crate::hygiene;
use crate::ir::{VarId, Verbatim};
use crate::message::Message;
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
        self.scan_code(tokens.clone(), &mut captures, false);
        Verbatim { tokens, captures, complaint, writes, once: false }
    }

    /// The variables in what a macro is given: nobody knows what it makes of that.
    pub(super) fn scan(&mut self, tokens: TokenStream, captures: &mut Vec<(Ident, VarId)>) {
        self.scan_code(tokens, captures, true);
    }

    fn scan_code(
        &mut self,
        tokens: TokenStream,
        captures: &mut Vec<(Ident, VarId)>,
        in_macro: bool,
    ) {
        // After one dot stands a field or a method, after two the end of a range; after `'` a label or a lifetime.
        let (mut dots, mut is_macro, mut is_label) = (0, in_macro, false);
        let tokens: Vec<_> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            let is_member = dots == 1;
            let punct = punct(token);
            dots = if punct == Some('.') { dots + 1 } else { 0 };
            let is_given = is_macro;
            is_macro = in_macro || punct == Some('!');
            let is_named = std::mem::replace(&mut is_label, punct == Some('\''));
            match token.clone() {
                TokenTree::Group(group) => self.scan_code(group.stream(), captures, is_given),
                TokenTree::Ident(name) if is_member && name != "await" => {}
                TokenTree::Ident(_) if !in_macro && is_in_path(&tokens, i) => {}
                TokenTree::Ident(name) if is_named => self.scan_label(name),
                TokenTree::Ident(name) => self.scan_name(name, captures),
                TokenTree::Punct(punct) if punct.as_char() == '?' => {
                    self.diagnostics.error(punct, unsupported::EXIT_IN_VERBATIM);
                }
                TokenTree::Literal(literal) => self.scan_format(&literal, captures),
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
        let (mut dots, mut is_macro) = (0, false);
        let tokens: Vec<_> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            let is_member = dots == 1;
            match token.clone() {
                TokenTree::Ident(_) if is_in_path(&tokens, i) => {}
                TokenTree::Group(group) if is_macro => self.scan(group.stream(), captures),
                TokenTree::Group(group) => self.scan_own(group.stream(), captures),
                TokenTree::Ident(name) if !is_member && !is_exit(&name) => {
                    self.scan_name(name, captures);
                }
                TokenTree::Literal(literal) => self.scan_format(&literal, captures),
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            let punct = punct(token);
            dots = if punct == Some('.') { dots + 1 } else { 0 };
            is_macro = punct == Some('!');
        }
    }

    pub(super) fn scan_name(&mut self, name: Ident, captures: &mut Vec<(Ident, VarId)>) {
        if is_exit(&name) {
            self.diagnostics.error(name, unsupported::EXIT_IN_VERBATIM);
        } else if name == "await" {
            self.diagnostics.error(name, unsupported::AWAIT);
        } else if name == "unsafe" {
            self.diagnostics.error(name, unsupported::UNSAFE_BLOCK);
        } else if let Some(Binding::Place(place, mode)) = self.binding(&name).cloned() {
            // Tokens need a variable.
            let borrowed = self.borrow(place, mode == item::Mode::RefMut);
            let var = self.temp(borrowed, name.span());
            captures.push((name, var));
        } else if matches!(self.binding(&name), Some(Binding::Closure(_) | Binding::Stream(_))) {
            self.diagnostics.error(name, unsupported::CLOSURE_IN_VERBATIM);
        } else if let Some(var) = self.lookup(&name)
            && !hygiene::is_among(&name, captures.iter().map(|(known, _)| known))
        {
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

    /// The names that a format string captures: `"{x}"`.
    pub(super) fn scan_format(
        &mut self,
        literal: &proc_macro2::Literal,
        captures: &mut Vec<(Ident, VarId)>,
    ) {
        for name in formats::names(literal) {
            self.scan_name(name, captures);
        }
    }
}

fn punct(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

/// Whether a name is part of a path of several, `Vec::new`: that is no variable, whatever it is called.
fn is_in_path(tokens: &[TokenTree], index: usize) -> bool {
    let is_separator = |at: usize| {
        let first = matches!(
            tokens.get(at),
            Some(TokenTree::Punct(punct))
                if punct.as_char() == ':' && punct.spacing() == Spacing::Joint
        );
        first && tokens.get(at + 1).and_then(punct) == Some(':')
    };
    is_separator(index + 1) || (index > 1 && is_separator(index - 2))
}

fn is_exit(name: &Ident) -> bool {
    ["return", "break", "continue"].iter().any(|exit| name == exit)
}
