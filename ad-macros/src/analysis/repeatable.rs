//! Repeatability: whether making a call once more gives the same, and does nothing else.
//!
//! In: a function, and the types of its parameters. Out: the callees on which it depends ([`Repeated`]), none if that isn't
//! to be known. What a function does by itself is seen here: std's arithmetic is harmless; a call of what may not
//! be differentiated, a macro that isn't one of std's panics, or a constant of a type that isn't seen (it may hold a `Cell`, or be a
//! `&mut` generator) isn't. What its callees do their own expansions know, and say by a constant beside them
//! (`f::REPEATABLE`) that rustc evaluates. Deliberately absent: names remembered from other items.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

use super::Facts;
use super::looks::{self, Looks};
use super::selects;
use crate::ir::paths::plain;
use crate::ir::{Arg, Callee, Function, Repeated, Slot, Stmt, Transform, Verbatim};
use crate::ir::{VarId, visit};
use crate::library::{self, StdType};
use crate::overloads::Overload;
use crate::signature::printed;

/// The callees that must be repeatable for the function, which may stand in an `impl` block, to be; none if it isn't, whatever they are. A call of the
/// function itself is as good as the rest of it.
pub fn of_function(function: &Function, facts: &Facts, in_block: bool) -> Option<Vec<Repeated>> {
    let asked = of_body(function, facts, in_block);
    asked.unknown.is_none().then_some(asked.callees)
}

/// What a function's body calls.
#[derive(Default)]
pub struct Called {
    /// The callees that must be repeatable.
    pub callees: Vec<Repeated>,
    /// The first thing of which nobody knows whether it is.
    pub unknown: Option<Span>,
}

impl Called {
    fn unknown(&mut self, at: Span) {
        self.unknown.get_or_insert(at);
    }
}

/// What must be repeatable for a function to be.
pub fn of_body(function: &Function, facts: &Facts, in_block: bool) -> Called {
    // What is imported in the body isn't imported where the constant stands.
    let imports = function.items.iter().find(|item| matches!(item, syn::Item::Use(_)));
    let called = Called { unknown: imports.map(Spanned::span), ..Called::default() };
    of_stmts(function, facts, (called, in_block), &function.body.stmts)
}

/// What must be repeatable for a loop of a function to be.
pub fn of_loop(function: &Function, facts: &Facts, stmt: &Stmt, in_block: bool) -> Called {
    of_stmts(function, facts, (Called::default(), in_block), std::slice::from_ref(stmt))
}

fn of_stmts(
    function: &Function,
    facts: &Facts,
    (mut called, in_block): (Called, bool),
    stmts: &[Stmt],
) -> Called {
    let mut looks = Looks::of(function, facts);
    let mut note_stmt = |stmt: &Stmt| match stmt {
        // In a rule it is asked where it is called.
        Stmt::Call { callee: Callee::Operator(Overload::From(_)), span, .. } => {
            if !function.is_rule {
                called.unknown(*span);
            }
        }
        // Whatever has another rule is repeatable: that is asserted where the rule is made.
        Stmt::Call { callee, .. } if callee.is_operator() => looks.note_operator(stmt),
        // Whether a function that it is given may be called again its callers know.
        Stmt::Call { callee: Callee::Value, .. } => {}
        Stmt::Call { callee: Callee::Associated(path), args, .. }
            if is_of_float(facts, path)
                && !args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_))) => {}
        Stmt::Call { callee: Callee::Method(..), .. }
            if looks.asked_of_call(stmt, &mut |asked| note(&mut called.callees, asked)) => {}
        Stmt::Call { callee, span, .. } => match asked(function, facts, stmt).map(without_given) {
            // A free function isn't the method that it is called like, which asks nobody of its own name.
            Some(asked) if function.name == callee.name() && !is_other(&asked, in_block) => {
                // Another function of this one's name may be this one by another path, which can't ask itself.
                if !is_own(function, &asked, in_block) {
                    called.unknown(*span);
                }
            }
            Some(asked) if !is_local(function, &asked) => {
                looks.note_result(stmt, &asked);
                note(&mut called.callees, asked);
            }
            _ => called.unknown(*span),
        },
        stmt => {
            if let Some(verbatim) = visit::verbatim(stmt) {
                match constant_made(function, facts, verbatim) {
                    _ if is_float_made(function, facts, verbatim) => {}
                    Some(asked) => note(&mut called.callees, asked),
                    None => match looks.asked(verbatim) {
                        Some(asked) => {
                            asked.into_iter().for_each(|asked| note(&mut called.callees, asked))
                        }
                        None => called.unknown(place_of(&verbatim.tokens)),
                    },
                }
            }
        }
    };
    stmts.iter().for_each(|stmt| visit::deep_stmts_of(stmt, &mut note_stmt));
    called
}

/// Where code of the user's stands: of a macro in a labelled block of ours, `'stays: { stop!() }`, where that does.
fn place_of(tokens: &TokenStream) -> Span {
    let mut parts = tokens.clone().into_iter();
    let is_block = matches!(parts.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '\'');
    let block = parts.find_map(|part| match part {
        TokenTree::Group(group) if is_block => Some(group.stream()),
        _ => None,
    });
    block.map_or_else(|| tokens.span(), |block| place_of(&block))
}

/// What must be repeatable, or of std, for a function that only selects to be repeatable; none if it isn't.
pub fn of_selection(function: &Function, facts: &Facts) -> Option<Vec<Repeated>> {
    let mut looks = Looks::of(function, facts);
    visit::deep_stmts(&function.body, &mut |stmt| {
        let asked = asked(function, facts, stmt);
        asked.into_iter().for_each(|asked| looks.note_result(stmt, &asked));
    });
    selects::asked(function, facts, &looks)
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

/// Whether code is a call of such a function with nothing but literals and numbers.
fn is_float_made(function: &Function, facts: &Facts, verbatim: &Verbatim) -> bool {
    let Ok(syn::Expr::Call(call)) = syn::parse2(verbatim.tokens.clone()) else { return false };
    let syn::Expr::Path(path) = &*call.func else { return false };
    let is_number = |(_, var): &(Ident, VarId)| function.var(*var).ty.known.is_settled();
    let is_seen = !verbatim.captures.is_empty() && verbatim.captures.iter().all(is_number);
    let is_plain = |arg: &syn::Expr| match arg {
        syn::Expr::Lit(_) => true,
        arg => is_seen && matches!(arg, syn::Expr::Path(_)),
    };
    is_of_float(facts, path) && call.args.iter().all(is_plain)
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
                && !callee.is_operator()
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
    // A method that only selects need have no derivatives, but the type can be asked.
    let selects = || match stmt {
        Stmt::Call { callee: Callee::Method(..), .. } => of_callee(function, facts, stmt),
        _ => None,
    };
    of_call(function, facts, stmt).or_else(made).or_else(selects)
}

/// What is asked whether a call may be made again; none if nobody can be asked.
pub fn of_call(function: &Function, facts: &Facts, stmt: &Stmt) -> Option<Repeated> {
    let Stmt::Call { transform, args, results, .. } = stmt else { return None };
    // What a transform added is the result of one that is.
    let is_active = |var: &VarId| var.0 >= facts.varied.len() || facts.is_active(*var);
    let writes = |arg: &Arg| matches!(arg, Arg::BorrowMut(place) if is_active(&place.root));
    let is_primal = *transform == Transform::Primal;
    if is_primal && !results.iter().any(is_active) && !args.iter().any(writes) {
        // It need have no derivatives.
        return None;
    }
    of_callee(function, facts, stmt)
}

/// What is asked about what is called, whatever it is given.
fn of_callee(function: &Function, facts: &Facts, stmt: &Stmt) -> Option<Repeated> {
    let Stmt::Call { callee, args, .. } = stmt else { return None };
    of_called(function, facts, callee, args)
}

fn of_called(
    function: &Function,
    facts: &Facts,
    callee: &Callee,
    args: &[Arg],
) -> Option<Repeated> {
    match callee {
        // It does what the function does, and computes.
        Callee::Tangent(callee) => of_called(function, facts, callee, &args[..args.len() / 2]),
        Callee::Function(path) | Callee::Derivative(path, _) => Some(Repeated::Function {
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
            let way = looks::way_of_fields(place)?;
            Some(match way.is_empty() {
                true => Repeated::Method { of, name },
                false => Repeated::of_field(of, way, name),
            })
        }
        Callee::Associated(path) => {
            let of = type_of(function, facts, path)?;
            Some(Repeated::Method { of, name: path.path.segments.last()?.ident.clone() })
        }
        Callee::Operator(_) => None,
    }
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
        Repeated::OfField { .. } | Repeated::Std { .. } => false,
        Repeated::Either(_) | Repeated::Value(_) | Repeated::Scalar { .. } => false,
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
