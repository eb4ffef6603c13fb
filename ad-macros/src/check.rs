//! What can be wrong once the facts are known; the last place that may complain.
//!
//! In: a function and its facts. Out: errors. After it stands the gate: the transforms can't fail.

use std::collections::BTreeSet;

use crate::analysis::{Facts, activity};
use crate::diag::Diagnostics;
use crate::ir::{
    Arg, Atom, Block, Callee, Expr, Function, Stmt, Transform, VarId, Verbatim, visit,
};
use crate::signature::Kind;
use crate::unsupported;

/// Complains about each construct that a derivative would have to go through and can't.
pub fn check(diagnostics: &mut Diagnostics, function: &Function, facts: &Facts) {
    let selected = selected(function, facts);
    let (tainted, relevant) = through_verbatim(function, facts);
    let bases = crate::analysis::stability::bases(function);
    let mut check = Check { diagnostics, function, facts, selected, tainted, relevant, bases };
    check.block(&function.body);
}

struct Check<'a> {
    diagnostics: &'a mut Diagnostics,
    function: &'a Function,
    facts: &'a Facts,
    /// Integers that were cast from varied floats, and what is computed from them.
    selected: BTreeSet<VarId>,
    /// Depends on a differentiated input, be it through tokens that are passed through.
    tainted: Vec<bool>,
    /// The output depends on it, be it through such tokens.
    relevant: Vec<bool>,
    /// For each variable, the one whose storage it borrows.
    bases: Vec<VarId>,
}

impl Check<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.stmt(stmt);
            visit::blocks(stmt).into_iter().for_each(|block| self.block(block));
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, span } => {
                if let Expr::Verbatim(verbatim) = expr {
                    self.verbatim(verbatim, self.relevant[var.0]);
                }
                if self.facts.useful[var.0] {
                    self.selected_as_float(expr, *span);
                }
                self.references(*var, expr, *span);
            }
            Stmt::Verbatim { verbatim, .. } => self.verbatim(verbatim, true),
            Stmt::If { results, span, .. } => {
                let is_reference = |var: &VarId| self.function.var(*var).reference;
                if results.iter().any(|var| is_reference(var) && self.facts.is_active(*var)) {
                    self.diagnostics.error_at(*span, unsupported::BRANCH_REFERENCE);
                }
            }
            Stmt::Call { results, transform: Transform::Primal, callee, args, .. } => {
                let is_useful = self.facts.useful[results[0].0];
                if let Some(span) = self.lent_twice(args, callee) {
                    self.diagnostics.error(span, unsupported::LENT_TWICE);
                }
                let has_selected = args.iter().any(|arg| match arg {
                    Arg::Value(atom) => self.is_selected(atom),
                    Arg::Borrow(place) | Arg::BorrowMut(place) => {
                        self.selected.contains(&place.root)
                    }
                });
                if is_useful && has_selected {
                    self.diagnostics.error(callee, unsupported::SELECTED_ARGUMENT);
                }
            }
            _ => {}
        }
    }

    /// Whether two arguments are parts of one list, one of them to be changed: `f(left, right)` after `split_at_mut`.
    fn lent_twice<'c>(&self, args: &[Arg], callee: &'c Callee) -> Option<&'c Callee> {
        let base = |arg: &Arg| arg.place().map(|place| self.bases[place.root.0]);
        let is_shared = |i: usize| {
            let other = |(j, other): (usize, &Arg)| j != i && base(other) == base(&args[i]);
            matches!(args[i], Arg::BorrowMut(_)) && args.iter().enumerate().any(other)
        };
        (0..args.len()).any(is_shared).then_some(callee)
    }

    fn is_varied(&self, var: VarId) -> bool {
        self.facts.varied[var.0]
    }

    fn is_selected(&self, atom: &Atom) -> bool {
        atom.var().is_some_and(|var| self.selected.contains(&var))
    }

    /// Tokens that are passed through may mention varied values only to look at them.
    fn verbatim(&mut self, verbatim: &Verbatim, has_useful_result: bool) {
        let Some((guilty, message)) = &verbatim.complaint else {
            return;
        };
        let mut captured = verbatim.captures.iter().map(|(_, var)| *var);
        let varied =
            captured.clone().any(|var| self.tainted[var.0] || self.selected.contains(&var));
        let mutable = captured.clone().any(|var| self.function.var(var).mutable);
        let writes_active = verbatim.writes
            && captured.any(|var| self.function.var(var).mutable && self.facts.is_active(var));
        if (varied && (has_useful_result || (verbatim.writes && mutable))) || writes_active {
            self.diagnostics.error(guilty, message);
        }
    }

    /// An integer that was cast from a varied float may select, but not come back as a float.
    fn selected_as_float(&mut self, expr: &Expr, span: proc_macro2::Span) {
        let back = match expr {
            Expr::Cast(atom, ty) => {
                let to_float = matches!(Kind::of(ty), Kind::Float | Kind::Unknown);
                if to_float && Kind::of(ty) == Kind::Unknown && self.is_varied_atom(atom) {
                    self.diagnostics.error(ty, unsupported::CAST_TYPE);
                }
                to_float && self.is_selected(atom)
            }
            Expr::Method { args, .. } => args.iter().any(|arg| self.is_selected(arg)),
            Expr::Binary(_, left, right) => self.is_selected(left) || self.is_selected(right),
            Expr::Verbatim(verbatim) => {
                verbatim.captures.iter().any(|(_, var)| self.selected.contains(var))
            }
            _ => false,
        };
        if back {
            self.diagnostics.error_at(span, unsupported::SELECTED_AS_FLOAT);
        }
    }

    fn is_varied_atom(&self, atom: &Atom) -> bool {
        atom.var().is_some_and(|var| self.is_varied(var))
    }

    /// A reference to active storage may be bound to a name, but not put into other values.
    fn references(&mut self, var: VarId, expr: &Expr, span: proc_macro2::Span) {
        let constructed;
        let items = match expr {
            Expr::List { items, .. } | Expr::Tuple(items) => items.as_slice(),
            Expr::Construct { fields, .. } => {
                constructed = fields.iter().map(|(_, atom)| atom.clone()).collect::<Vec<_>>();
                &constructed
            }
            Expr::Repeat { item, .. } => std::slice::from_ref(item),
            _ => &[],
        };
        let held = items.iter().filter_map(Atom::var);
        let is_active = |var: VarId| self.facts.is_active(var);
        let holds = held.into_iter().any(|var| self.function.var(var).reference && is_active(var));
        let is_rebindable =
            self.function.var(var).mutable && self.function.var(var).reference && is_active(var);
        if holds || is_rebindable {
            self.diagnostics.error_at(span, unsupported::REFERENCE_VALUE);
        }
    }
}

/// Which variables depend on an input, and on which the output depends, if what is passed through
/// hands everything on that it mentions: (tainted, relevant).
fn through_verbatim(function: &Function, facts: &Facts) -> (Vec<bool>, Vec<bool>) {
    let mut edges = activity::dependences(function);
    visit::deep_stmts(&function.body, &mut |stmt| {
        let (verbatim, result) = match stmt {
            Stmt::Let { var, expr: Expr::Verbatim(verbatim), .. } => (verbatim, Some(*var)),
            Stmt::Verbatim { verbatim } => (verbatim, None),
            _ => return,
        };
        if verbatim.complaint.is_none() {
            return;
        }
        let captured = || verbatim.captures.iter().map(|(_, var)| *var);
        let written = captured().filter(|var| verbatim.writes && function.var(*var).mutable);
        for to in written.chain(result) {
            edges.extend(captured().map(|from| (from, to)));
        }
    });
    let (mut tainted, mut relevant) = (facts.varied.clone(), facts.useful.clone());
    while edges.iter().fold(false, |changed, (from, to)| {
        let flips = tainted[from.0] && !tainted[to.0];
        tainted[to.0] |= flips;
        changed | flips
    }) {}
    while edges.iter().rev().fold(false, |changed, (from, to)| {
        let flips = relevant[to.0] && !relevant[from.0];
        relevant[from.0] |= flips;
        changed | flips
    }) {}
    (tainted, relevant)
}

/// The integers that depend on varied floats through casts.
fn selected(function: &Function, facts: &Facts) -> BTreeSet<VarId> {
    let mut selected = BTreeSet::new();
    loop {
        let before = selected.len();
        let is_varied = |atom: &Atom| atom.var().is_some_and(|var| facts.varied[var.0]);
        visit::deep_stmts(&function.body, &mut |stmt| match stmt {
            Stmt::Let { var, expr: Expr::Cast(atom, ty), .. } => {
                let from = is_varied(atom) || atom.var().is_some_and(|a| selected.contains(&a));
                if from && Kind::of(ty) == Kind::Int {
                    selected.insert(*var);
                }
            }
            Stmt::Let { expr: Expr::Len(_) | Expr::Stop(_), .. } => {}
            Stmt::Let { expr: Expr::Binary(op, ..), .. } if op.is_comparison() => {}
            Stmt::Let { var, expr, .. } if !function.var(*var).kind.is_float() => {
                let mut from_selected = false;
                visit::expr(expr, &mut |use_| match use_ {
                    // What an index selects is not the index.
                    visit::Use::Value(atom) if !is_index(expr) => {
                        from_selected |= atom.var().is_some_and(|var| selected.contains(&var));
                    }
                    visit::Use::Value(_) => {}
                    visit::Use::Place(place) | visit::Use::Write(place) => {
                        from_selected |= selected.contains(&place.root);
                    }
                    visit::Use::Name(var) => from_selected |= selected.contains(&var),
                });
                if from_selected {
                    selected.insert(*var);
                }
            }
            Stmt::Store { place, value, .. }
                if value.var().is_some_and(|var| selected.contains(&var)) =>
            {
                selected.insert(place.root);
            }
            Stmt::If { results, then, otherwise, .. } => {
                for (i, result) in results.iter().enumerate() {
                    let values = [then, otherwise].map(|block| block.results.get(i));
                    let mut values = values.into_iter().flatten().filter_map(Atom::var);
                    if values.any(|var| selected.contains(&var)) {
                        selected.insert(*result);
                    }
                }
            }
            _ => {}
        });
        if selected.len() == before {
            return selected;
        }
    }
}

/// Whether an expression's value operands are indices into a place.
fn is_index(expr: &Expr) -> bool {
    matches!(expr, Expr::Read(_) | Expr::Borrow { .. } | Expr::Clone { .. })
}
