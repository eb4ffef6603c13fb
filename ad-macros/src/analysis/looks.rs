//! Code that only looks: tokens that are passed through, and do nothing but look at numbers and at the lengths of lists, or panic.
//!
//! ```text
//! assert_eq!(self.cols, other.rows);        that both fields are std's numbers rustc is asked
//! ```
//!
//! In: a function, and what is known of its variables. Out: what has to be asked for the code to give the same a second time, and to do nothing else; none if it may not.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Expr, Stmt as Written, Token};

use super::Facts;
use crate::ir::{
    Arg, Atom, Callee, Expr as Made, Function, Place, Projection, Proof, Repeated, Std, Stmt,
    Subject, VarId, Verbatim, What, visit,
};
use crate::kind::Kind;
use crate::library::macros::{self, MacroFact, never_returns};
use crate::library::{self, Fact, Receiver};
use crate::primitives;

/// The variables that code may look at.
pub struct Looks<'a> {
    function: &'a Function,
    facts: &'a Facts,
    /// The ranges of std's.
    ranges: BTreeSet<VarId>,
    /// What is read out of a field, and of which.
    parts: BTreeMap<VarId, &'a Place>,
    /// What operators and methods of std's make of numbers, and what has to be asked for it to be one.
    numbers: BTreeMap<VarId, Vec<Repeated>>,
    /// What the user's own methods result in, and whose.
    results: BTreeMap<VarId, (TokenStream, Vec<syn::Member>, Ident)>,
}

impl<'a> Looks<'a> {
    /// Those of a function.
    pub fn of(function: &'a Function, facts: &'a Facts) -> Looks<'a> {
        let (mut parts, mut numbers) = (BTreeMap::new(), BTreeMap::new());
        visit::deep_stmts(&function.body, &mut |stmt| {
            let Stmt::Let { var, expr, .. } = stmt else { return };
            match expr {
                Made::Read(place) | Made::Clone { place, .. } if !function.var(*var).mutable => {
                    parts.insert(*var, place);
                }
                // Of what isn't seen to be a number, that it is one is proved where it stands.
                Made::Binary(..) | Made::Unary(..) => {
                    numbers.insert(*var, Vec::new());
                }
                _ => {}
            }
        });
        Looks {
            function,
            facts,
            ranges: ranges(function),
            parts,
            numbers,
            results: BTreeMap::new(),
        }
    }

    /// What has to be asked about code.
    pub fn asked(&self, verbatim: &Verbatim) -> Option<Vec<Repeated>> {
        let Verbatim { tokens, captures, .. } = verbatim;
        let is_number = |(_, var): &(_, VarId)| self.function.var(*var).ty.known.is_settled();
        if captures.iter().all(is_number) && calls_only_std(tokens) || is_range(tokens) {
            return Some(Vec::new());
        }
        let is_plain =
            |capture: &(_, VarId)| is_number(capture) || self.ranges.contains(&capture.1);
        let is_made = verbatim.complaint.is_none() && !verbatim.once;
        if is_made && is_of_counts(tokens) {
            return Some(Vec::new());
        }
        if let Ok(expr) = syn::parse2(tokens.clone())
            && (is_made && is_as_long(&expr)
                || captures.iter().all(is_plain) && counts(&expr, captures))
        {
            return Some(Vec::new());
        }
        let mut code = Code { looks: self, captures, asked: Vec::new() };
        let written: Vec<Written> = match syn::parse2::<Expr>(tokens.clone()) {
            Ok(expr) => vec![Written::Expr(expr, None)],
            Err(_) => syn::parse::Parser::parse2(syn::Block::parse_within, tokens.clone()).ok()?,
        };
        written.iter().all(|stmt| code.stmt(stmt)).then_some(code.asked)
    }

    /// Whether a call of a method, `self.items.len()` or `n.max(1)`, may be one of std's numbers or lists, given what that has to be asked.
    pub fn asked_of_call(&mut self, stmt: &Stmt, ask: &mut dyn FnMut(Repeated)) -> bool {
        let asked = self.of_method(stmt);
        let may_be = asked.is_some();
        asked.into_iter().flatten().for_each(ask);
        may_be
    }

    /// Notes that an operator makes a number of numbers.
    pub fn note_operator(&mut self, stmt: &Stmt) {
        let Stmt::Call { results, args, .. } = stmt else { return };
        let asked: Option<Vec<_>> =
            args.iter().map(|arg| self.asked_of(arg, Std::Operand)).collect();
        if let Some(asked) = asked {
            self.numbers.insert(results[0], asked.concat());
        }
    }

    /// What is asked in the place of a proof.
    pub fn asked_of_proof(&self, proof: &Proof) -> Option<Repeated> {
        let Subject::Place(place) = &proof.subject else { return None };
        let is = match proof.what {
            What::Integer | What::Number | What::ConstantNumber => Std::Operand,
            What::StdList => Std::List,
            _ => return None,
        };
        self.part(place.root, way_of_fields(place)?, is)
    }

    /// Notes what a method without arguments results in, which may be a number.
    pub fn note_result(&mut self, stmt: &Stmt, asked: &Repeated) {
        if let (Stmt::Call { results, .. }, Repeated::Function { path, arity, .. }) = (stmt, asked)
        {
            let scalar = Repeated::Scalar { path: path.clone(), arity: *arity };
            self.numbers.insert(results[0], vec![scalar]);
        }
        let Stmt::Call { results, callee: Callee::Method(name, _), args, .. } = stmt else {
            return;
        };
        let (of, way) = match asked {
            Repeated::Method { of, .. } => (of, Vec::new()),
            Repeated::OfField { of, way, .. } => (of, way.clone()),
            _ => return,
        };
        if args.len() == 1 {
            self.results.insert(results[0], (of.clone(), way, name.clone()));
        }
    }

    fn of_method(&mut self, stmt: &Stmt) -> Option<Vec<Repeated>> {
        let Stmt::Call { results, callee: Callee::Method(name, _), args, .. } = stmt else {
            return None;
        };
        let [first, args @ ..] = args.as_slice() else { return None };
        let is = receiver(&name.to_string())?;
        let asked = self.asked_of(first, is)?.into_iter().map(|std| match std {
            // It may be a method of the user's.
            Repeated::Std { ref of, ref way, called: None, .. } if first.place().is_some() => {
                let (of, way, name) = (of.clone(), way.clone(), name.clone());
                Repeated::Either(Box::new([std, Repeated::OfField { of, way, name }]))
            }
            asked => asked,
        });
        let mut asked: Vec<_> = asked.collect();
        for arg in args {
            asked.extend(self.asked_of(arg, Std::Operand)?);
        }
        self.numbers.insert(results[0], asked.clone());
        Some(asked)
    }

    pub(super) fn asked_of(&self, arg: &Arg, is: Std) -> Option<Vec<Repeated>> {
        let place = match arg {
            Arg::Value(Atom::Var(var)) => &Place::whole(*var),
            Arg::Borrow(place) => place,
            Arg::Value(_) => return Some(Vec::new()),
            Arg::BorrowMut(_) => return None,
        };
        let way = way_of_fields(place)?;
        match self.known(place.root, is) {
            Some(asked) if way.is_empty() => Some(asked),
            _ => Some(vec![self.part(place.root, way, is)?]),
        }
    }

    /// What has to be asked for a variable to be such a one, if it may be.
    fn known(&self, var: VarId, is: Std) -> Option<Vec<Repeated>> {
        let kind = &self.function.var(var).ty.known;
        let is_seen = match is {
            Std::Operand => kind.is_settled(),
            Std::Number => kind.is_number() || *kind == Kind::Bool,
            Std::List => matches!(kind, Kind::List(_)) && kind.is_settled(),
        };
        match is_seen {
            true => Some(Vec::new()),
            false if is == Std::List => None,
            false => self.numbers.get(&var).cloned().or_else(|| {
                let (of, way, called) = self.results.get(&var)?.clone();
                Some(vec![Repeated::Std { of, way, called: Some(called), is }])
            }),
        }
    }

    /// What is asked of a part of a variable.
    fn part(&self, var: VarId, fields: Vec<syn::Member>, is: Std) -> Option<Repeated> {
        let (root, mut way) = match self.parts.get(&var) {
            Some(place) => (place.root, way_of_fields(place)?),
            None => (var, Vec::new()),
        };
        way.extend(fields);
        let of = self.facts.types.get(&root).filter(|_| !way.is_empty())?.clone();
        Some(Repeated::Std { of, way, called: None, is })
    }
}

/// What a method is called on, if it is one of std's that does nothing but compute, or look at a length.
fn receiver(method: &str) -> Option<Std> {
    let row = library::named(method).find(|row| row.is(Fact::Repeats));
    match row.map(|row| row.of) {
        Some(Receiver::List) => Some(Std::List),
        Some(_) => Some(Std::Number),
        None => primitives::method(method).map(|_| Std::Number),
    }
}

/// Code that is looked through.
struct Code<'a> {
    looks: &'a Looks<'a>,
    captures: &'a [(Ident, VarId)],
    asked: Vec<Repeated>,
}

impl Code<'_> {
    fn stmt(&mut self, stmt: &Written) -> bool {
        match stmt {
            Written::Expr(expr, _) => self.is_number(expr),
            Written::Macro(stmt) => self.is_check(&stmt.mac),
            Written::Local(_) | Written::Item(_) => false,
        }
    }

    fn block(&mut self, block: &syn::Block) -> bool {
        block.stmts.iter().all(|stmt| self.stmt(stmt))
    }

    /// Whether an expression is a number, or nothing, and what it is made of are numbers.
    fn is_number(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Lit(_) => true,
            Expr::Paren(inner) => self.is_number(&inner.expr),
            Expr::Group(inner) => self.is_number(&inner.expr),
            Expr::Cast(inner) => self.is_number(&inner.expr),
            Expr::Reference(inner) => inner.mutability.is_none() && self.is_number(&inner.expr),
            Expr::Unary(inner) => self.is_number(&inner.expr),
            Expr::Binary(binary) => self.is_number(&binary.left) && self.is_number(&binary.right),
            Expr::Block(block) => block.label.is_none() && self.block(&block.block),
            Expr::If(branch) => {
                let or = branch.else_branch.as_ref();
                self.is_number(&branch.cond)
                    && self.block(&branch.then_branch)
                    && or.is_none_or(|(_, or)| self.is_number(or))
            }
            Expr::Macro(inner) => self.is_check(&inner.mac),
            Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let is_called =
                    call.turbofish.is_none() && call.args.iter().all(|arg| self.is_number(arg));
                let is = receiver(&name).filter(|_| is_called);
                is.is_some_and(|is| match &*call.receiver {
                    Expr::Path(_) | Expr::Field(_) => self.is(&call.receiver, is),
                    made => is == Std::Number && self.is_number(made),
                })
            }
            Expr::Path(_) | Expr::Field(_) => self.is(expr, Std::Operand),
            _ => false,
        }
    }

    /// A macro that panics, or does nothing.
    fn is_check(&mut self, mac: &syn::Macro) -> bool {
        // That a macro by such a name is std's is claimed, whatever its path.
        let Some(name) = mac.path.segments.last().map(|last| &last.ident) else { return false };
        // What comes to a `panic!` comes to nothing else, be it called again; and what was configured stays so.
        if never_returns(mac) || *name == macros::CFG {
            return true;
        }
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let args = syn::parse::Parser::parse2(parser, mac.tokens.clone());
        macros::is(&name.to_string(), MacroFact::Checks)
            && args.is_ok_and(|args| args.iter().all(|arg| self.is_number(arg)))
    }

    /// Whether a variable or a field is such a one, as far as it can be asked.
    fn is(&mut self, expr: &Expr, is: Std) -> bool {
        let mut way = Vec::new();
        let mut inner = expr;
        while let Expr::Field(field) = inner {
            way.insert(0, field.member.clone());
            inner = &field.base;
        }
        let Expr::Path(path) = inner else { return false };
        let Some(name) = path.path.get_ident() else { return false };
        let Some((_, var)) = self.captures.iter().find(|(known, _)| known == name) else {
            // A constant.
            return way.is_empty() && is == Std::Operand;
        };
        let asked = match self.looks.known(*var, is) {
            Some(asked) if way.is_empty() => Some(asked),
            _ => self.looks.part(*var, way, is).map(|asked| vec![asked]),
        };
        let may_be = asked.is_some();
        self.asked.extend(asked.into_iter().flatten());
        may_be
    }
}

/// The fields by which a place is reached, through references; none if it is something else.
pub fn way_of_fields(place: &Place) -> Option<Vec<syn::Member>> {
    let steps = place.projections.iter().filter(|step| **step != Projection::Deref);
    let field = |step: &Projection| match step {
        Projection::Field(member) => Some(member.clone()),
        _ => None,
    };
    steps.map(field).collect()
}

/// `private::container_like(&like, || 0.0)`, of the macro's own: a container as long as another, of which every item is overwritten.
fn is_as_long(expr: &syn::Expr) -> bool {
    let syn::Expr::Call(call) = expr else { return false };
    let syn::Expr::Path(path) = &*call.func else { return false };
    let mut names = path.path.segments.iter().rev().map(|segment| &segment.ident);
    names.next().is_some_and(|name| name == "container_like" || name == "array_of")
        && names.next().is_some_and(|name| name == "private")
}

/// The variables that are ranges of std's, by their literals.
fn ranges(function: &Function) -> BTreeSet<VarId> {
    let mut ranges = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Made::Verbatim(verbatim), .. } = stmt
            && is_range(&verbatim.tokens)
        {
            ranges.insert(*var);
        }
    });
    ranges
}

/// `0..n`
fn is_range(tokens: &TokenStream) -> bool {
    let Ok(syn::Expr::Range(range)) = syn::parse2(tokens.clone()) else { return false };
    let mut ends = [range.start, range.end].into_iter().flatten();
    ends.all(|end| match &*end {
        syn::Expr::Path(path) => path.path.get_ident().is_some(),
        syn::Expr::Lit(_) => true,
        _ => false,
    })
}

/// `::core::iter::Iterator::count(::core::clone::Clone::clone(&range))`: functions of std's iterators, of nothing but what is captured.
fn counts(expr: &syn::Expr, captures: &[(Ident, VarId)]) -> bool {
    match expr {
        syn::Expr::Call(call) => {
            let syn::Expr::Path(path) = &*call.func else { return false };
            let std: [syn::Path; 3] = [
                syn::parse_quote!(::core::iter),
                syn::parse_quote!(::core::clone),
                syn::parse_quote!(::core::option),
            ];
            let mut std = std.iter().filter(|_| path.path.leading_colon.is_some());
            let starts = |of: &syn::Path| {
                let segments = path.path.segments.iter().map(|segment| &segment.ident);
                of.segments.iter().map(|segment| &segment.ident).eq(segments.take(2))
            };
            std.any(starts) && call.args.iter().all(|arg| counts(arg, captures))
        }
        syn::Expr::Reference(inner) => {
            // Of a copy.
            let is_own = inner.mutability.is_none() || matches!(*inner.expr, syn::Expr::Call(_));
            is_own && counts(&inner.expr, captures)
        }
        // A capture, or `::core::option::Option::None`: nothing in `core` changes.
        syn::Expr::Path(path) => {
            let is_captured = |name: &Ident| captures.iter().any(|(known, _)| known == name);
            let first = path.path.segments.first().filter(|_| path.path.leading_colon.is_some());
            path.path.get_ident().is_some_and(is_captured)
                || first.is_some_and(|first| first.ident == "core")
        }
        syn::Expr::Range(range) => {
            let mut ends = [&range.start, &range.end].into_iter().flatten();
            ends.all(|end| counts(end, captures))
        }
        syn::Expr::Lit(_) => true,
        _ => false,
    }
}

fn calls_only_std(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let is_punct = |at: Option<&TokenTree>, char| matches!(at, Some(TokenTree::Punct(punct)) if punct.as_char() == char);
    tokens.iter().enumerate().all(|(i, token)| match token {
        TokenTree::Group(group) => calls_only_std(&group.stream()),
        TokenTree::Ident(name) => {
            let next = tokens.get(i + 1);
            let is_macro = is_punct(next, '!') && matches!(tokens.get(i + 2), Some(TokenTree::Group(_)));
            let is_call = matches!(next, Some(TokenTree::Group(group)) if group.delimiter() == proc_macro2::Delimiter::Parenthesis);
            let is_method = i > 0 && is_punct(tokens.get(i - 1), '.');
            // A turbofish begins a call too.
            let is_generic = is_punct(next, ':') && is_punct(tokens.get(i + 3), '<');
            match () {
                _ if is_macro => macros::is(&name.to_string(), MacroFact::Checks),
                _ if is_call => is_method && library::is(&name.to_string(), Fact::Repeats),
                _ => !is_generic,
            }
        }
        _ => true,
    })
}

/// Whether tokens of the macro's own are a function of `usize`s, `usize::div_ceil(n, 2)`.
fn is_of_counts(tokens: &TokenStream) -> bool {
    let Ok(syn::Expr::Call(call)) = syn::parse2(tokens.clone()) else { return false };
    let syn::Expr::Path(path) = &*call.func else { return false };
    path.path.segments.len() == 2
        && path.path.segments[0].ident == "usize"
        && call.args.iter().all(is_sum)
}

/// A variable or a number, or what arithmetic makes of these.
fn is_sum(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
        syn::Expr::Binary(sum) => is_sum(&sum.left) && is_sum(&sum.right),
        _ => false,
    }
}
