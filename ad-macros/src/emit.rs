//! IR to tokens: readable Rust, and the only user of `quote!` for bodies.
//!
//! In: a function that has passed the verifier, after `select`. Out: the tokens of its body. It cannot fail.
//! A-normal form is folded back: a value that is used once, in the block that defines it, is
//! written where it is used, if nothing between changes what it reads ([`Pending`]). So `acc += x[i] * w` comes
//! out as it went in, and no temporary is left that a person wouldn't write.
//! Which rule an operation has isn't decided here, but in `select`. What is seen of types still shapes text: what is moved, so that it is read
//! before that (`stmt`); the way to a part of what may be `Constant` (`fit`); which derivative a call is of, what stands in for one that
//! isn't there, and how values are handed to it (`call`, `callees`), which depends on the name that is called; and which cotangents a loop
//! gets as parameters (`stmt`).

mod arm;
mod asked;
mod branch;
mod claims;
mod store;
mod call;
mod callees;
mod dots;
mod each;
mod edge;
mod expr;
mod fit;
mod found;
mod gates;
mod closures;
mod given;
mod inline;
mod iterators;
mod makers;
mod maps;
mod operation;
mod order;
mod place;
mod pull;
mod reads;
mod rule;
mod snapshot;
mod stmt;
mod underived;
mod verbatim;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::analysis::loose::Loose;
use crate::analysis::storage::Storage;
use crate::ir::{
    Atom, Block, Function, Note, Place, Repeated, Stmt, Subject, VarId, What, names, visit,
};
use crate::spans;
use crate::spelled::names_in;
use callees::Callees;
pub use claims::{claims, of_macro};
pub use edge::MOST_PARAMETERS;
use gates::is_of_places;
use reads::Reads;

/// Emits the body of a function without a closure: `{ ..; (results) }`.
pub fn body(function: &Function, runtime: &syn::Path) -> TokenStream {
    let mut emit = Emit::new(function, runtime);
    emit.name_self();
    let block = emit.block(&function.body);
    let (items, callees, types) = (emit.items(), emit.imports(), emit.types());
    let (gates, _) = emit.gates();
    quote!({ #items #callees #gates #types #block })
}

/// Whether a function may be called again that calls these: an expression of constants.
pub fn repeatable(callees: Option<&[Repeated]>, runtime: &syn::Path) -> TokenStream {
    let Some(repeated) = callees else { return quote!(false) };
    if repeated.is_empty() {
        return quote!(true);
    }
    let callees = Callees::asked(repeated);
    let (imports, all) = (callees.imports(runtime), callees.repeatable(repeated, runtime));
    quote!({ #imports #all })
}

/// Emits the body of a function that returns its value and a closure with these parameters:
/// `{ ..; (value, move |params| { start .. }) }`. What it keeps of its own calls is boxed, given the name of the type that
/// it is of.
pub fn body_with_closure(
    function: &Function,
    (params, start): (&TokenStream, &TokenStream),
    (runtime, boxes): (&syn::Path, Option<String>),
) -> TokenStream {
    let mut emit = Emit::new(function, runtime);
    emit.name_self();
    emit.boxes = boxes;
    let mut forward = emit.lines(function.body.stmts.iter(), &[]);
    emit.write_before(&mut forward, &function.body.results);
    let value = emit.results(&function.body.results);
    emit.pending.clear();
    emit.boxes = None;
    let reverse = function.closure.as_ref().map(|closure| emit.block(&closure.body));
    // No variable of the closure may be hidden by it.
    let mut name = "value".to_string();
    while emit.names.contains(&name) {
        name.push('_');
    }
    let name = Ident::new(&name, Span::mixed_site());
    let (items, callees, types) = (emit.items(), emit.imports(), emit.types());
    let inlined = is_short(function).then(|| quote!(#[inline(always)]));
    let (gates, inside) = emit.gates();
    quote!({ #items #callees #gates #types #forward let #name = #value; (#name, #inlined move |#params| { #start #inside #reverse }) })
}

/// The macro by whose name comments stand in tokens, of which there are some only where they are written to a file.
pub const COMMENT: &str = "ad_comment";

/// The closures of so many statements at most are always inlined.
const SHORT: usize = 64;

/// Whether a closure runs few statements, each once: called, it would cost more than it does, since what it is lent lies in memory, and it has to ask which bars are wanted.
fn is_short(function: &Function) -> bool {
    let Some(closure) = &function.closure else { return false };
    let (mut n_stmts, mut loops) = (0, false);
    visit::deep_stmts(&closure.body, &mut |stmt| {
        n_stmts += usize::from(!matches!(stmt, Stmt::Note(_)));
        loops |= matches!(stmt, Stmt::For { .. } | Stmt::Each { .. } | Stmt::While { .. });
    });
    !loops && n_stmts <= SHORT
}

/// What is taken for granted of parameters, constants and names: an expression that compiles only if it is so, and does nothing.
pub fn proofs(function: &Function, runtime: &syn::Path) -> Option<TokenStream> {
    if function.proofs.is_empty() && function.claims.is_empty() {
        return None;
    }
    let mut emit = Emit::new(function, runtime);
    emit.name_self();
    let items = emit.items();
    let mut code = emit.said_of_places();
    for proof in function.proofs.iter().filter(|proof| !is_of_places(proof.what)) {
        let (value, span) = match &proof.subject {
            Subject::Place(place) => (emit.proved(place, proof.what), proof.span),
            Subject::Constant(path) => (quote!(&#path), path.span()),
        };
        code.extend(emit.proof(&value, proof.what, span));
    }
    let claims = claims(&function.claims, runtime);
    Some(quote!(let _ = || { #items #claims #code };))
}

/// What stands between brackets.
fn inside(token: TokenTree) -> TokenStream {
    match token {
        TokenTree::Group(group) => group.stream(),
        token => token.into(),
    }
}

/// An expression as tokens, with how tightly its outermost operator binds.
#[derive(Clone)]
struct Piece {
    tokens: TokenStream,
    precedence: u8,
}

/// Rust's operator precedences, as far as they matter here.
mod precedence {
    pub const LOWEST: u8 = 0;
    pub const OR: u8 = 10;
    pub const AND: u8 = 15;
    pub const COMPARE: u8 = 20;
    pub const BIT_OR: u8 = 30;
    pub const BIT_XOR: u8 = 35;
    pub const BIT_AND: u8 = 40;
    pub const SHIFT: u8 = 50;
    pub const ADD: u8 = 60;
    pub const MUL: u8 = 70;
    pub const CAST: u8 = 80;
    pub const UNARY: u8 = 90;
    pub const POSTFIX: u8 = 100;
}

/// A value that waits to be written where it is used.
struct Pending<'a> {
    var: VarId,
    piece: Piece,
    /// The storage that it reads.
    reads: Reads<'a>,
    /// Of a [`Test::Which`](crate::ir::Test): what is looked at, as tokens and as a place, and the patterns.
    subject: Option<(TokenStream, &'a Place, &'a [TokenStream])>,
    /// Whether it may do more than compute: then it can't wait past another statement.
    effect: bool,
}

struct Emit<'a> {
    f: &'a Function,
    runtime: &'a syn::Path,
    names: Vec<String>,
    /// The variables that may be written where they are used.
    inline: Vec<bool>,
    /// Whether a variable is used at all.
    used: Vec<bool>,
    pending: Vec<Pending<'a>>,
    /// What was noted of the statement that comes next.
    noted: Vec<&'a Note>,
    callees: Callees,
    /// Whose storage variables read.
    storage: Storage,
    /// The places whose tangent may be `Constant`.
    loose: Loose,
    /// The name of the type whose function it is, if what is kept of the function's own calls is boxed.
    boxes: Option<String>,
    /// The variables whose types are inferred.
    inferred: BTreeSet<VarId>,
    /// The methods that hand out fields of variants of what may be `Constant`, and whether they do so to be changed.
    accesses: BTreeSet<(String, bool)>,
    /// The variables that are borrows of parts of slices.
    slices: BTreeSet<VarId>,
    /// What was asked for its places in the function's own block, and the name of what was said.
    asked: Vec<(VarId, Ident)>,
    /// The parameter that is `self`, if it has got a name.
    receiver: Option<VarId>,
    /// The variables that are literals.
    literals: BTreeMap<VarId, syn::Lit>,
}

impl<'a> Emit<'a> {
    fn new(f: &'a Function, runtime: &'a syn::Path) -> Emit<'a> {
        let (mut inline, mut used) = inline::inlinable(f);
        let (names, pending, callees) = (names::unique(f), Vec::new(), Callees::of(f));
        let slices = inline::slices(f);
        let storage = Storage::of(f);
        let loose = Loose::of(f);
        let inferred = fit::inferred(f, &loose);
        for var in &inferred {
            inline[var.0] = false;
            used[var.0] = true;
        }
        Emit {
            f,
            runtime,
            names,
            inline,
            used,
            pending,
            noted: Vec::new(),
            callees,
            storage,
            loose,
            inferred,
            accesses: BTreeSet::new(),
            boxes: None,
            slices,
            asked: Vec::new(),
            receiver: None,
            literals: inline::literals(f),
        }
    }

    /// What is imported, and what stands behind methods that may not be there.
    fn imports(&self) -> TokenStream {
        let (callees, variants) = (self.callees.imports(self.runtime), self.constant_variants());
        quote!(#variants #callees)
    }

    /// The items inside the function; one whose derivatives are called gets them here.
    fn items(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        let wanted = self.wanted_items();
        for item in &self.f.items {
            if let syn::Item::Fn(function) = item
                && wanted.contains(&&function.sig.ident)
                && !function.attrs.iter().any(crate::methods::is_differentiate)
            {
                let runtime = self.runtime;
                tokens.extend(quote!(#[#runtime::differentiate(crate = #runtime)]));
            }
            item.to_tokens(&mut tokens);
        }
        tokens
    }

    /// The functions inside the function whose derivatives are called, by the function itself or by one of them.
    fn wanted_items(&self) -> Vec<&Ident> {
        let functions = self.f.items.iter().filter_map(|item| match item {
            syn::Item::Fn(function) => Some(function),
            _ => None,
        });
        let functions: Vec<_> = functions.collect();
        let is_called = |name: &&Ident| self.callees.calls(name);
        let mut wanted: Vec<_> = functions.iter().map(|f| &f.sig.ident).filter(is_called).collect();
        let mut next = 0;
        while let Some(name) = wanted.get(next) {
            next += 1;
            let body = functions.iter().find(|f| f.sig.ident == **name).map(|f| &f.block);
            let mut mentioned = BTreeSet::new();
            names_in(body.to_token_stream(), &mut mentioned);
            let new = functions
                .iter()
                .map(|f| &f.sig.ident)
                .filter(|name| mentioned.contains(&name.to_string()) && !wanted.contains(name));
            let new: Vec<_> = new.collect();
            wanted.extend(new);
        }
        wanted
    }

    /// The name of a variable, `_` if it is never used.
    fn ident(&self, var: VarId) -> Ident {
        let (name, var) = (&self.names[var.0], self.f.var(var));
        let span = match var.user {
            true => var.span,
            false => var.span.resolved_at(Span::mixed_site()),
        };
        names::ident(name, span)
    }

    /// The name for a binding: `_` if the variable is never used.
    fn binding(&self, var: VarId) -> TokenStream {
        let ident = self.ident(var);
        match (self.used[var.0], ident == "_") {
            (_, true) | (false, _) => quote!(_),
            (true, false) if self.f.var(var).mutable => quote!(mut #ident),
            (true, false) => quote!(#ident),
        }
    }

    /// A pattern for several variables: `a`, or `(a, b)`.
    fn pattern(&self, vars: &[VarId]) -> TokenStream {
        let bindings: Vec<_> = vars.iter().map(|var| self.binding(*var)).collect();
        match bindings.as_slice() {
            [one] => one.clone(),
            _ => quote!((#(#bindings),*)),
        }
    }

    /// `: (&[f64], _)`, if a type is written among these.
    fn types_written(&self, vars: &[VarId]) -> Option<TokenStream> {
        let written = |var: &VarId| self.f.var(*var).ty.written.clone();
        let is_value = |var: &&VarId| self.f.var(**var).role == crate::ir::Role::Primal;
        if !vars.iter().filter(is_value).any(|var| written(var).is_some()) {
            return None;
        }
        let types = vars.iter().map(|var| match written(var).filter(|_| is_value(&var)) {
            Some(ty) => ty,
            None => quote!(_),
        });
        Some(quote!(: (#(#types),*)))
    }

    /// What a proof looks at: a value, or what is indexed, and by what.
    pub(in crate::emit) fn proved(&mut self, place: &Place, what: What) -> TokenStream {
        if let (What::Converted, []) = (what, place.projections.as_slice()) {
            // A reference may be converted in another way than what it refers to.
            let name = self.ident(place.root);
            return quote!(&#name);
        }
        if is_of_places(what) {
            return self.proof_of_places(place, what);
        }
        self.borrow(place, false).tokens
    }

    /// What compiles only if a value is what it was taken for.
    fn proof(&self, value: &TokenStream, what: What, span: Span) -> TokenStream {
        let (runtime, value) = (self.runtime, spans::at(span, value.clone()));
        match what {
            What::Number => quote_spanned!(span=> #runtime::private::number_in(#value);),
            What::ConstantNumber => {
                quote_spanned!(span=> #runtime::private::constant_number_in(#value);)
            }
            What::ReferredNumber => {
                quote_spanned!(span=> #runtime::private::referred_number_in(#value);)
            }
            What::ValueFirst => quote_spanned!(span=> #runtime::private::value_first(#value);),
            What::Integer => quote_spanned!(span=> #runtime::private::integer_in(#value);),
            What::List | What::Indexed | What::IndexedMut => quote!(#value;),
            What::StdList => quote_spanned!(span=> #runtime::private::std_list_in(#value);),
            What::StdOption => quote_spanned!(span=> #runtime::private::std_option_in(#value);),
            What::StdValue => quote_spanned!(span=> #runtime::private::std_value_in(#value);),
            // Where a type has a method of its own by that name, it makes something else.
            What::Converted => quote_spanned! {span=> if false {
                let _: #runtime::private::Converted<_> = #runtime::private::value_of(#value).into();
            }},
            What::Mapped => quote_spanned!(span=> #runtime::private::mapped_in(#value);),
            // The trait isn't used where the type has a method of that name.
            What::WithoutTangent => quote_spanned! {span=> {
                use #runtime::private::WithoutTangent as _;
                let tangent = #runtime::private::Lent(#value).zero();
                #runtime::private::nothing_in(tangent);
            }},
            // Nobody runs it: what it looks at needn't be there.
            What::Owned => quote_spanned! {span=> if false {
                use #runtime::private::{Lending as _, Owner as _};
                #runtime::private::Lent(#value).lent();
            }},
            What::NoPointer => quote_spanned! {span=> if false {
                use #runtime::private::{Owner as _, Plainly as _, Pointing as _};
                #runtime::private::Lent(#value).pointed();
            }},
        }
    }

    /// The statements of a block and its value, without the braces.
    fn block(&mut self, block: &'a Block) -> TokenStream {
        self.lines(block.stmts.iter(), &block.results)
    }

    fn lines(&mut self, stmts: impl Iterator<Item = &'a Stmt>, results: &[Atom]) -> TokenStream {
        let outer = std::mem::take(&mut self.pending);
        let mut code = TokenStream::new();
        for stmt in stmts {
            self.stmt(&mut code, stmt);
            self.types_after(&mut code, stmt);
            self.gates_after(&mut code, stmt);
        }
        // What is left and not part of the value comes before it.
        let kept: Vec<_> = results.iter().filter_map(Atom::var).collect();
        self.flush(&mut code, |_, pending| !kept.contains(&pending.var));
        self.write_before(&mut code, results);
        let value = self.results(results);
        self.flush(&mut code, |_, _| true);
        self.pending = outer;
        match results.is_empty() {
            true => code,
            false => quote!(#code #value),
        }
    }

    /// What reads a result that is moved out is written down before it.
    fn write_before(&mut self, code: &mut TokenStream, results: &[Atom]) {
        let moves = |var: &VarId| !self.f.var(*var).ty.guess.is_copy();
        let moved: BTreeSet<_> = results.iter().filter_map(Atom::var).filter(moves).collect();
        self.flush_readers(code, &moved);
    }

    /// A value or a tuple of values.
    fn results(&mut self, results: &[Atom]) -> TokenStream {
        let values: Vec<_> = results.iter().map(|atom| self.atom(atom).tokens).collect();
        match values.as_slice() {
            [] => quote!(()),
            [one] => one.clone(),
            _ => quote!((#(#values),*)),
        }
    }
}
