//! Ways to parts of values that the user's types have: `v[i]` and `*v`, each by one of `std::ops`' traits.
//!
//! Deliberately absent: how they are read (`methods/access`), and what is made of them (`interface/access`).

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};

/// The places that an `impl` goes to.
pub struct Access {
    /// Which trait's.
    pub way: Way,
    /// The trait as the block names it.
    pub path: syn::Path,
    /// The block's type.
    pub self_ty: syn::Type,
    /// The block's generics.
    pub generics: syn::Generics,
    /// The index, as it is bound; none of a pointer.
    pub index: Option<syn::PatType>,
    /// The method that lends a part, if it is none of a trait, and who sees it; its arguments stand for the index.
    pub method: Option<(Ident, syn::Visibility)>,
    /// The type of what is there, if the block says it.
    pub target: Option<syn::Type>,
    /// The attributes that may leave it out: `#[cfg(..)]`.
    pub cfgs: Vec<syn::Attribute>,
    /// Its receiver.
    pub receiver: syn::Receiver,
    /// Its body, with shared references.
    pub body: syn::Block,
    /// The places that it goes to, where what is in `self` says to which, and its body as what makes a key of that.
    pub keyed: Option<Keyed>,
}

/// An index by what the value's own integers make of it.
pub struct Keyed {
    /// What makes a key of an index.
    pub key: syn::Block,
    /// Each place, with what a key has in the place of its indices: `self.entries[key.at[0]]`.
    pub places: Vec<syn::Expr>,
    /// The largest number of indices.
    pub n_indices: usize,
}

/// A way to a part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `v[i]`
    Index,
    /// `v[i]`, to be changed
    IndexMut,
    /// `*v`
    Deref,
    /// `*v`, to be changed
    DerefMut,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 4] = [Way::Index, Way::IndexMut, Way::Deref, Way::DerefMut];

    /// The name of its trait, and of that trait's method.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Way::Index => ("Index", "index"),
            Way::IndexMut => ("IndexMut", "index_mut"),
            Way::Deref => ("Deref", "deref"),
            Way::DerefMut => ("DerefMut", "deref_mut"),
        }
    }

    /// Whether what is there may be changed.
    pub fn changes(self) -> bool {
        matches!(self, Way::IndexMut | Way::DerefMut)
    }
}

impl Access {
    /// A number that is the same for the same code.
    pub fn number(&self) -> u128 {
        let mut text = String::new();
        spell(self.index.as_ref().map(|index| &index.pat).to_token_stream(), &mut text);
        spell(self.body.to_token_stream(), &mut text);
        number(&text)
    }
}

/// The name of what makes a key of the arguments of such a method.
pub fn key_of_method(name: &Ident) -> Ident {
    let span = name.span().resolved_at(Span::mixed_site());
    format_ident!("{}_key", name.to_string().trim_start_matches("r#"), span = span)
}

/// The number by which types tell apart the methods that lend parts.
pub fn number_of_method(name: &Ident) -> Literal {
    Literal::u128_suffixed(number(name.to_string().trim_start_matches("r#")))
}

/// A number of a text: FNV-1a.
fn number(text: &str) -> u128 {
    let step = |number: u128, byte: u8| {
        (number ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
    };
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, step)
}

/// The tokens one by one, whatever stands between them.
fn spell(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("( ", ") "),
                    Delimiter::Brace => ("{ ", "} "),
                    Delimiter::Bracket => ("[ ", "] "),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                spell(group.stream(), text);
                text.push_str(close);
            }
            token => {
                text.push_str(&token.to_string());
                text.push(' ');
            }
        }
    }
}
