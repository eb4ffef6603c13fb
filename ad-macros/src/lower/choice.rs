//! `match` as one statement: an index says which arm it is, and the arms stand side by side.
//!
//! In: the arms of a `match` on a place, without guards. Out: a [`Stmt::Match`]; where an arm leaves early, one branch for each
//! arm, which `exits` can take apart. What else there is to match is in `matching`.

use proc_macro2::Span;

use super::Lower;
use super::flow::leaves;
use super::item::Item;
use super::matching::{Way, Ways};
use super::pattern::{is_irrefutable, without_names};
use crate::ir::{Atom, Block, Exit, Expr, Stmt, Test, visit};
use crate::kind::{Held, Kind};

/// Fewer arms are branches.
const MIN_ARMS: usize = 3;

/// An arm's statements and its value.
type Arm = (Vec<Stmt>, Atom);

impl Lower<'_> {
    /// The value of a `match`; none if it isn't one of those that become one statement.
    pub(super) fn choice(
        &mut self,
        item: &Item,
        Ways { ways, may_fail }: Ways,
        ty: Option<&syn::Type>,
        span: Span,
    ) -> Option<Atom> {
        let Item::Place(place, _) = item else { return None };
        let (last, others) = ways.split_last()?;
        let is_plain = |way: &Way| way.guard.is_none() && !looks_through(&way.pattern);
        let is_refutable = |way: &Way| !is_irrefutable(&way.pattern);
        let is_choice =
            ways.len() >= MIN_ARMS && ways.iter().all(is_plain) && others.iter().all(is_refutable);
        if !is_choice {
            return None;
        }
        let mut arms = Vec::new();
        for way in ways {
            arms.push(self.scoped(|cx| {
                match may_fail {
                    true => cx.bind_fallible(&way.pattern, item.clone()),
                    false => cx.bind(&way.pattern, item.clone(), None),
                }
                cx.side(way.body, ty)
            }));
        }
        if arms.iter().any(|(stmts, _)| may_exit(stmts)) {
            return Some(self.chain(item, others, arms, span));
        }
        let mut patterns: Vec<_> = others.iter().map(|way| without_names(&way.pattern)).collect();
        patterns.push(match is_irrefutable(&last.pattern) {
            true => quote::quote!(_),
            false => without_names(&last.pattern),
        });
        let index = self.result_var(Kind::Int, span);
        let expr = Expr::Is { place: place.clone(), test: Test::Which(patterns) };
        self.stmts.push(Stmt::Let { var: index, expr, span });
        Some(self.join_all(Atom::Var(index), arms, span))
    }

    /// One branch for each arm, from the last to the first.
    fn chain(&mut self, item: &Item, others: &[Way], mut arms: Vec<Arm>, span: Span) -> Atom {
        let mut rest = arms.pop().unwrap_or((Vec::new(), Atom::Unit));
        for (way, arm) in others.iter().zip(arms).rev() {
            rest = self.scoped(|cx| match cx.test(&way.pattern, item) {
                Some(cond) => {
                    let value = cx.join(cond, arm, rest, true, span);
                    cx.atom(value, span)
                }
                None => {
                    cx.stmts.extend(arm.0);
                    arm.1
                }
            });
        }
        self.stmts.extend(rest.0);
        rest.1
    }

    /// The statement with these arms, and its value if it has one.
    fn join_all(&mut self, index: Atom, arms: Vec<Arm>, span: Span) -> Atom {
        let ends: Vec<_> = arms.iter().map(|(stmts, _)| leaves(stmts)).collect();
        let has_value =
            ends.iter().zip(&arms).all(|(end, (_, value))| *end || *value != Atom::Unit)
                && !ends.iter().all(|end| *end);
        let arms: Vec<_> = arms
            .into_iter()
            .zip(ends)
            .map(|((stmts, value), end)| {
                let results = if has_value && !end { vec![value] } else { Vec::new() };
                Block { stmts, results }
            })
            .collect();
        let result = has_value.then(|| {
            let values = || arms.iter().flat_map(|arm| &arm.results);
            let kind = values().map(|value| self.kind(value)).find(|kind| *kind != Kind::Unknown);
            let held = match values().any(|value| self.refers(value)) {
                true => Held::Reference,
                false => Held::Owned,
            };
            let result = self.result_var(kind.unwrap_or(Kind::Unknown), span);
            self.function.vars[result.0].ty.held = held;
            result
        });
        let results = result.into_iter().collect();
        self.stmts.push(Stmt::Match { results, index, arms, span });
        result.map_or(Atom::Unit, Atom::Var)
    }
}

/// Whether a pattern looks through a reference, which may stand for a place of its own.
fn looks_through(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Paren(inner) => looks_through(&inner.pat),
        syn::Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, sub)| looks_through(sub)),
        syn::Pat::Or(or) => or.cases.iter().any(looks_through),
        pattern => matches!(pattern, syn::Pat::Reference(_)),
    }
}

/// Whether statements may leave what is around them, other than by a panic.
fn may_exit(stmts: &[Stmt]) -> bool {
    let mut found = false;
    let mut note = |stmt: &Stmt| {
        found |= matches!(stmt, Stmt::Exit { exit, .. } if !matches!(exit, Exit::Diverge));
    };
    stmts.iter().for_each(|stmt| visit::deep_stmts_of(stmt, &mut note));
    found
}
