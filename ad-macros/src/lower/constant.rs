//! Constant code: statements and expressions in which nothing differentiated takes part.
//!
//! In: a function's signature and its body. Out: the body, in which the largest constant pieces of code are wrapped ([`written`]):
//! they are the user's own code, and are emitted as they stand, so that they do what they do as often, as late and as long.
//!
//! Which local names may depend on a differentiated parameter is found by a fixpoint over the body ([`names`], [`walk`]): a name is
//! *tainted* once one of its values, or something that it may refer to, may hold a derivative. What mentions no tainted name and
//! leaves nothing around it is constant. Of that, what is *plain* ([`plain`]) isn't wrapped: literals, names, elements, arithmetic. It has no
//! effects, and `lower` knows more of it: which integers are indices, which values are had again by computing them again.
//!
//! Invariant: taint errs to the side of the derivative. `check` sees the same code again, by what the IR says. Deliberately absent: types, and
//! what the names of functions might mean; where a name decides, it is between two roads that are both right.

mod calls;
mod flow;
mod kinds;
mod macros;
mod names;
pub(super) mod plain;
mod references;
mod tokens;
mod walk;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::kind::Kind;
use crate::signature::Signature;
use names::Names;
pub(super) use tokens::{Clean, cleaned, unwrapped};
use walk::Walk;

/// Wraps the constant code in a body.
pub(super) fn mark(signature: &Signature, body: &mut syn::Block) {
    let mut names = Names::default();
    loop {
        names.begin();
        Walk::new(&mut names, signature, false).body(body);
        if !names.has_changed() {
            break;
        }
    }
    names.begin();
    Walk::new(&mut names, signature, true).body(body);
}

/// The tokens of constant code, if an expression is that.
pub(super) fn written(expr: &syn::Expr) -> Option<&TokenStream> {
    match expr {
        syn::Expr::Macro(call) => tokens_of(&call.mac),
        _ => None,
    }
}

fn tokens_of(mac: &syn::Macro) -> Option<&TokenStream> {
    let is_mark = mac
        .path
        .segments
        .first()
        .is_some_and(|first| matches!(&first.arguments, syn::PathArguments::AngleBracketed(_)));
    is_mark.then_some(&mac.tokens)
}

/// The statements of constant code, if a macro stands for that; an error if they can't be read.
pub(super) fn statements(mac: &syn::Macro) -> Option<syn::Result<Vec<syn::Stmt>>> {
    let tokens = tokens_of(mac)?.clone();
    Some(syn::parse::Parser::parse2(syn::Block::parse_within, tokens))
}

/// Whether constant code is an iterator for all to see: of a list, by the name of its last method.
pub(super) fn is_iterator(expr: &syn::Expr) -> bool {
    let Some(tokens) = written(expr) else { return false };
    match syn::parse2(tokens.clone()) {
        Ok(syn::Expr::MethodCall(call)) => {
            crate::library::makes_iterators(&call.method.to_string())
        }
        Ok(syn::Expr::Range(_)) => true,
        Ok(syn::Expr::Macro(call)) => super::joined::is_joining(&call.mac.path),
        _ => false,
    }
}

/// Constant code as an iterator, with the proof that it is one, which says nothing else.
pub(super) fn proved_iterator(expr: &syn::Expr, runtime: &syn::Path) -> Option<syn::Expr> {
    let tokens = written(expr)?;
    let span = span_of(tokens);
    let at = span.resolved_at(Span::mixed_site());
    let taken = quote_spanned!(at=> #runtime::private::TakenForAnIterator);
    let proof = Ident::new("ad_iterator", at);
    Some(wrapped(quote!(#taken(#tokens).#proof().into_iter()), span))
}

/// The name of the macro that constant code is wrapped in.
const MARK: &str = "__constant_code";

/// The path of the macro that constant code is wrapped in: one that can't be written.
fn path(span: Span) -> syn::Path {
    let arguments = syn::AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: Default::default(),
        gt_token: Default::default(),
    };
    let arguments = syn::PathArguments::AngleBracketed(arguments);
    syn::PathSegment { ident: Ident::new(MARK, span), arguments }.into()
}

/// Constant code, wrapped.
fn wrapped(tokens: TokenStream, span: Span) -> syn::Expr {
    syn::Expr::Macro(syn::ExprMacro {
        attrs: Vec::new(),
        mac: syn::Macro {
            path: path(span),
            bang_token: Default::default(),
            delimiter: syn::MacroDelimiter::Brace(Default::default()),
            tokens,
        },
    })
}

/// What was seen of an expression.
#[derive(Clone, Default)]
struct Seen {
    /// Its value may hold a derivative.
    tainted: bool,
    /// A tainted name is in it.
    mentions: bool,
    /// It may leave the function.
    leaves: bool,
    /// It may leave loops around it: the labels that it does that with.
    breaks: Vec<Option<Ident>>,
    /// It has no value, for it panics.
    diverges: bool,
    /// More than literals, names, elements and arithmetic.
    is_code: bool,
    /// An item is in it, a struct's constructor perhaps: its value may do something when it is dropped.
    is_of_items: bool,
    /// An iterator over a list that is known to be one, or over numbers, whose items `lower` takes by number.
    is_chain: bool,
    /// Its value may be, or hold, a `&mut` reference.
    lends: bool,
    /// An iterator over copies: its items can't.
    is_of_copies: bool,
    /// An iterator whose items are pairs of a number and an item, whatever it is over.
    is_numbered: bool,
    /// It may be taken for a reference.
    refers: bool,
    /// The names in it.
    roots: Vec<usize>,
    /// The parameters of a closure.
    params: Vec<usize>,
    /// What is seen of its type.
    kind: Option<Kind>,
}

impl Seen {
    /// Whether it may be emitted as it stands.
    fn is_constant(&self) -> bool {
        !self.mentions && !self.leaves && self.breaks.is_empty()
    }

    /// Takes in what was seen of a part, but for its value.
    fn add(&mut self, part: &Seen) {
        self.add_before(part);
        self.roots.extend(part.roots.iter().copied());
    }

    /// Takes in what comes before the value: a statement, a condition. The value refers to nothing of it.
    fn add_before(&mut self, part: &Seen) {
        self.mentions |= part.mentions;
        self.leaves |= part.leaves;
        self.is_code |= part.is_code;
        self.is_of_items |= part.is_of_items;
        if !part.breaks.is_empty() {
            // The value of a `break` is in it.
            self.roots.extend(part.roots.iter().copied());
        }
        self.breaks.extend(part.breaks.iter().cloned());
    }

    /// Takes in a part whose value is a part of the value.
    fn add_value(&mut self, part: &Seen) {
        self.add(part);
        self.tainted |= part.tainted;
        self.lends |= part.lends;
        self.refers |= part.refers;
    }

    /// What a part of its value may be borrowed from: items that are copies, from nothing that can be written to.
    fn origins(&self) -> Vec<usize> {
        match self.is_of_copies {
            true => Vec::new(),
            false => self.roots.clone(),
        }
    }

    /// Whether it is a number itself, not a reference to one.
    fn is_number(&self) -> bool {
        matches!(self.kind, Some(Kind::Float | Kind::Int | Kind::Bool)) && !self.refers
    }

    /// Whether it may be of one of the user's types, which may do something when it is dropped.
    fn may_be_dropped(&self) -> bool {
        self.is_of_items && !self.is_number()
    }

    /// Whether a list would be moved out of, by whoever takes its items by value: they aren't known to be numbers.
    fn is_consumed(&self) -> bool {
        let is_of_numbers = self.kind.as_ref().is_some_and(Kind::is_of_numbers);
        !self.mentions && !self.refers && !is_of_numbers
    }

    fn is_list(&self) -> bool {
        matches!(self.kind, Some(Kind::List(_) | Kind::Array(_)))
    }
}

/// The span of an expression, for what stands for it.
fn span_of(tokens: &impl ToTokens) -> Span {
    syn::spanned::Spanned::span(tokens)
}
