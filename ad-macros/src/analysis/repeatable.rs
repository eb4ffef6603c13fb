//! Repeatability: whether making a call once more gives the same, and does nothing else.
//!
//! In: a function, and the types of its parameters. Out: the callees on which it depends ([`Repeated`]), none if that isn't
//! to be known. What a function does by itself is seen here: std's arithmetic is harmless; a call of what may not
//! be differentiated, a macro that isn't one of std's panics, or a constant of a type that isn't seen (it may hold a `Cell`, or be a
//! `&mut` generator) isn't. What its callees do their own expansions know, and say by a constant beside them
//! (`f::REPEATABLE`) that rustc evaluates. Deliberately absent: names remembered from other items.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

use super::Facts;
use crate::ir::paths::plain;
use crate::ir::{
    Arg, Callee, Expr, Function, Place, Projection, Repeated, Slot, Stmt, Transform, Verbatim,
};
use crate::ir::{VarId, visit};
use crate::library::macros::{self, MacroFact};
use crate::library::{self, Fact, StdType};
use crate::signature::printed;

/// The callees that must be repeatable for the function, which may stand in an `impl` block, to be; none if it isn't, whatever they are. A call of the
/// function itself is as good as the rest of it.
pub fn of_function(function: &Function, facts: &Facts, in_block: bool) -> Option<Vec<Repeated>> {
    // What is imported in the body isn't imported where the constant stands.
    if function.items.iter().any(|item| matches!(item, syn::Item::Use(_))) {
        return None;
    }
    let ranges = ranges(function);
    let mut callees = Vec::new();
    let mut is_known = true;
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        // Whatever has a rule is repeatable: that is asserted where the rule is made.
        Stmt::Call { callee: Callee::Operator(_), .. } => {}
        // Whether a function that it is given may be called again its callers know.
        Stmt::Call { callee: Callee::Value, .. } => {}
        Stmt::Call { callee: Callee::Associated(path), args, .. }
            if is_of_float(facts, path)
                && !args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_))) => {}
        Stmt::Call { callee, .. } => match asked(function, facts, stmt).map(without_given) {
            // A free function isn't the method that it is called like, which asks nobody of its own name.
            Some(asked) if function.name == callee.name() && !is_other(&asked, in_block) => {
                // Another function of this one's name may be this one by another path, which can't ask itself.
                is_known &= is_own(function, &asked, in_block);
            }
            Some(asked) if !is_local(function, &asked) => note(&mut callees, asked),
            _ => is_known = false,
        },
        stmt => {
            if let Some(verbatim) = visit::verbatim(stmt) {
                match constant_made(function, facts, verbatim) {
                    _ if is_float_made(facts, verbatim) => {}
                    Some(asked) => note(&mut callees, asked),
                    None => is_known &= is_harmless(function, &ranges, verbatim),
                }
            }
        }
    });
    is_known.then_some(callees)
}

/// What is asked whether a constant may be made again by the function that makes it, `Matrix::zeros()`, if that is all that is done, and if somebody can be.
fn constant_made(function: &Function, facts: &Facts, verbatim: &Verbatim) -> Option<Repeated> {
    let syn::Expr::Call(call) = syn::parse2(verbatim.tokens.clone()).ok()? else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let is_plain = |arg: &syn::Expr| {
        matches!(arg, syn::Expr::Lit(_) | syn::Expr::Path(_) | syn::Expr::Field(_))
    };
    let is_number = |(_, var): &(Ident, VarId)| function.var(*var).ty.known.is_settled();
    let is_seen = call.args.iter().all(is_plain) && verbatim.captures.iter().all(is_number);
    let of = type_of(function, facts, path).filter(|_| is_seen)?;
    Some(Repeated::Method { of, name: path.path.segments.last()?.ident.clone() })
}

/// Whether code is a call of such a function with nothing but literals.
fn is_float_made(facts: &Facts, verbatim: &Verbatim) -> bool {
    let Ok(syn::Expr::Call(call)) = syn::parse2(verbatim.tokens.clone()) else { return false };
    let syn::Expr::Path(path) = &*call.func else { return false };
    is_of_float(facts, path) && call.args.iter().all(|arg| matches!(arg, syn::Expr::Lit(_)))
}

/// Whether a function is one of floats of std's, `T::zero`. What somebody's trait gives `f64`, or a `T` by another name, is somebody's.
fn is_of_float(facts: &Facts, path: &syn::ExprPath) -> bool {
    let segments: Vec<_> = path.path.segments.iter().collect();
    let [of, name] = segments.as_slice() else { return false };
    path.qself.is_none()
        && facts.floats.contains(&of.ident.to_string())
        && match StdType::of(&of.ident) {
            Some(_) => library::is_made_of_floats(&name.ident),
            None => library::is_made_of_parameters(&name.ident),
        }
}

/// The same of a closure that is given to a function. What functions it captures, and calls or hands on, its callers don't know.
pub fn of_closure(function: &Function, facts: &Facts) -> Option<Vec<Repeated>> {
    let mut callees = of_function(function, facts, false)?;
    visit::deep_stmts(&function.body, &mut |stmt| {
        let given = match of_call(function, facts, stmt) {
            Some(Repeated::Function { given, .. }) => given,
            Some(value @ Repeated::Value(_)) => vec![value],
            _ => Vec::new(),
        };
        given.into_iter().for_each(|given| note(&mut callees, given));
    });
    Some(callees)
}

/// The callees of some statements, the blocks inside them included, and more of them; none if one can't be asked.
pub fn of_calls(
    function: &Function,
    facts: &Facts,
    stmts: &[Stmt],
    more: Vec<Repeated>,
) -> Option<Vec<Repeated>> {
    let mut callees = Vec::new();
    more.into_iter().for_each(|callee| note(&mut callees, callee));
    let mut is_known = true;
    for stmt in stmts {
        visit::deep_stmts_of(stmt, &mut |stmt| {
            if let Stmt::Call { callee, .. } = stmt
                && !matches!(callee, Callee::Operator(_))
            {
                match of_call(function, facts, stmt) {
                    Some(callee) => note(&mut callees, callee),
                    None => is_known = false,
                }
            }
        });
    }
    is_known.then_some(callees)
}

/// What is asked about a call in a function: about a constant, the function of its type that makes it.
fn asked(function: &Function, facts: &Facts, stmt: &Stmt) -> Option<Repeated> {
    let made = || match stmt {
        Stmt::Call { callee: Callee::Associated(path), transform: Transform::Primal, .. } => {
            let of = type_of(function, facts, path)?;
            Some(Repeated::Method { of, name: path.path.segments.last()?.ident.clone() })
        }
        _ => None,
    };
    of_call(function, facts, stmt).or_else(made)
}

/// What is asked whether a call may be made again; none if nobody can be asked.
pub fn of_call(function: &Function, facts: &Facts, stmt: &Stmt) -> Option<Repeated> {
    let Stmt::Call { callee, transform, args, results, .. } = stmt else { return None };
    // What a transform added is the result of one that is.
    let is_active = |var: &VarId| var.0 >= facts.varied.len() || facts.is_active(*var);
    let writes = |arg: &Arg| matches!(arg, Arg::BorrowMut(place) if is_active(&place.root));
    let is_primal = *transform == Transform::Primal;
    if is_primal && !results.iter().any(is_active) && !args.iter().any(writes) {
        // It need have no derivatives.
        return None;
    }
    match callee {
        Callee::Function(path) => Some(Repeated::Function {
            path: plain(path),
            arity: args.len(),
            given: given(function, args),
        }),
        Callee::Given(callee, call) => {
            // Of methods only the pullback is kept.
            let Callee::Function(path) = &**callee else { return None };
            let closures = function.given[*call].iter().filter_map(|slot| match slot {
                Slot::Plain => None,
                Slot::Closure { closure, .. } => function.closures.get(*closure),
            });
            let mut all = given(function, args);
            for closure in closures {
                all.extend(closure.repeatable.clone()?);
            }
            let (path, arity) = (plain(path), function.given[*call].len());
            Some(Repeated::Function { path, arity, given: all })
        }
        Callee::Value => args.first().and_then(|arg| of_value(function, arg)),
        Callee::Method(name, _) => {
            let place = args.first().and_then(Arg::place)?;
            let (of, name) = (facts.types.get(&place.root)?.clone(), name.clone());
            let way = way_of_fields(place)?;
            Some(match way.is_empty() {
                true => Repeated::Method { of, name },
                false => Repeated::OfField { of, way, name },
            })
        }
        Callee::Associated(path) => {
            let of = type_of(function, facts, path)?;
            Some(Repeated::Method { of, name: path.path.segments.last()?.ident.clone() })
        }
        Callee::Operator(_) => None,
    }
}

/// The fields by which a place is reached, through references; none if it is something else.
fn way_of_fields(place: &Place) -> Option<Vec<syn::Member>> {
    let steps = place.projections.iter().filter(|step| **step != Projection::Deref);
    let field = |step: &Projection| match step {
        Projection::Field(member) => Some(member.clone()),
        _ => None,
    };
    steps.map(field).collect()
}

/// The type by whose name an associated function is called, if it is known to be one, and no trait.
fn type_of(function: &Function, facts: &Facts, path: &syn::ExprPath) -> Option<TokenStream> {
    let mut of = path.path.clone();
    of.segments.pop()?;
    of.segments.pop_punct();
    // An item inside of the function may have the name of one outside.
    let is_plain = |item: &syn::Item| matches!(item, syn::Item::Fn(_) | syn::Item::Const(_));
    let is_outside = path.qself.is_none() && function.items.iter().all(is_plain);
    let name = printed(&of);
    if name == "Self" || is_outside && facts.named.contains(&name) {
        return Some(of.to_token_stream());
    }
    facts.instances.get(&name).filter(|_| is_outside).cloned()
}

/// Whether the functions among some arguments may be called again.
fn given(function: &Function, args: &[Arg]) -> Vec<Repeated> {
    let values = args.iter().filter_map(|arg| of_value(function, arg));
    let names = args.iter().filter_map(|arg| function.given_item(arg));
    let names =
        names.map(|path| Repeated::Function { path: plain(path), arity: 1, given: Vec::new() });
    values.chain(names).collect()
}

fn of_value(function: &Function, arg: &Arg) -> Option<Repeated> {
    let given = function.functions.get(&arg.var()?)?;
    Some(Repeated::Value(given.name.clone()))
}

/// A callee, whatever it is given: that its own callers know.
fn without_given(callee: Repeated) -> Repeated {
    match callee {
        Repeated::Function { path, arity, given } => {
            let is_own = |given: &Repeated| !matches!(given, Repeated::Value(_));
            Repeated::Function { path, arity, given: given.into_iter().filter(is_own).collect() }
        }
        callee => callee,
    }
}

fn note(callees: &mut Vec<Repeated>, callee: Repeated) {
    if !callees.iter().any(|known| known.is(&callee)) {
        callees.push(callee);
    }
}

/// Whether a callee of this name is surely the function itself.
fn is_own(function: &Function, callee: &Repeated, in_block: bool) -> bool {
    match callee {
        Repeated::Function { path, .. } => !in_block && path.is_ident(&function.name),
        Repeated::Method { of, .. } => of.to_string() == "Self",
        Repeated::OfField { .. } | Repeated::Value(_) => false,
    }
}

/// Whether a callee of this name is surely another one.
fn is_other(callee: &Repeated, in_block: bool) -> bool {
    let is_method = matches!(callee, Repeated::Method { .. } | Repeated::OfField { .. });
    is_method && !in_block
}

/// Whether a callee, or what it is given, stands inside the function, where nobody outside can ask it.
fn is_local(function: &Function, callee: &Repeated) -> bool {
    let Repeated::Function { path, given, .. } = callee else { return false };
    if given.iter().any(|given| is_local(function, given)) {
        return true;
    }
    let first = path.segments.first().map(|first| &first.ident);
    function.items.iter().any(|item| match item {
        syn::Item::Fn(item) => Some(&item.sig.ident) == first,
        syn::Item::Mod(item) => Some(&item.ident) == first,
        _ => false,
    })
}

/// Whether tokens that are passed through do nothing but look at numbers, or panic.
fn is_harmless(function: &Function, ranges: &BTreeSet<VarId>, verbatim: &Verbatim) -> bool {
    let Verbatim { tokens, captures, .. } = verbatim;
    let is_number = |(_, var): &(_, VarId)| function.var(*var).ty.known.is_settled();
    if captures.iter().all(is_number) && calls_only_std(tokens) || is_range(tokens) {
        return true;
    }
    let is_plain = |capture: &(_, VarId)| is_number(capture) || ranges.contains(&capture.1);
    let Ok(expr) = syn::parse2(tokens.clone()) else { return false };
    let is_made = verbatim.complaint.is_none() && !verbatim.once;
    is_made && is_as_long(&expr) || captures.iter().all(is_plain) && counts(&expr, captures)
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
        if let Stmt::Let { var, expr: Expr::Verbatim(verbatim), .. } = stmt
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
