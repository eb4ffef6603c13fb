//! What can be wrong once the facts are known; the last place that may complain.
//!
//! In: a function and its facts. Out: errors. After it stands the gate: the transforms can't fail.

mod because;
mod cows;
mod foreign;
mod higher;
mod inside;

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;

use crate::analysis::elsewhere::elsewhere;
use crate::analysis::overlap::{Owners, apart, disjoint};
use crate::analysis::writes::{Way, writes};
use crate::analysis::{Facts, activity};
use crate::diag::Diagnostics;
use crate::ir::paths::is_std_variant;
use crate::ir::{
    Arg, Atom, Block, Expr, Function, Mutator, Pattern, Place, Projection, Stmt, StoreOp,
    Transform, UnOp, VarId, Verbatim, visit,
};
use crate::kind::{Held, Kind};
use crate::message::Message;
use crate::signature::Signature;
use crate::unsupported;
use because::Because;
use foreign::Foreign;
use inside::Inside;

/// Complains about each construct that a derivative would have to go through and can't. What would be refused because a generator that
/// is declared a constant was handed on, and may have been given something to keep, is left to rustc: such generators are
/// returned, and what has no tangent keeps no derivative.
pub fn check(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    function: &Function,
    facts: &Facts,
) -> BTreeSet<VarId> {
    if higher::inside(diagnostics, function, facts) {
        return BTreeSet::new();
    }
    let trusted = generators(signature, function, facts);
    let complains = |trusted: &BTreeSet<VarId>| {
        let mut trial = Diagnostics::default();
        examine(&mut trial, signature, function, facts, trusted);
        let complains = trial.any();
        trial.forget();
        complains
    };
    let nothing = BTreeSet::new();
    let is_asked = !diagnostics.any() && !trusted.is_empty();
    if is_asked && complains(&nothing) && !complains(&trusted) {
        return trusted;
    }
    examine(diagnostics, signature, function, facts, &nothing);
    higher::check(diagnostics, signature, function, facts);
    nothing
}

/// Parameters that are declared constants and only handed on; and those of a type that nobody sees, `&mut impl Source`.
fn generators(signature: &Signature, function: &Function, facts: &Facts) -> BTreeSet<VarId> {
    let params = signature.params.iter().zip(&function.params);
    let constants = params
        .filter(|(param, _)| !param.differentiable && param.function.is_none())
        .map(|(_, var)| *var);
    let is_opaque = |var: &VarId| function.var(*var).ty.known == Kind::Other;
    constants.filter(|var| facts.handed_on.contains(var) || is_opaque(var)).collect()
}

fn examine(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    function: &Function,
    facts: &Facts,
    trusted: &BTreeSet<VarId>,
) {
    let foreign = Foreign::of(signature, function);
    let mut edges = activity::dependences(function);
    edges.extend(foreign.edges(function));
    edges.extend(bits(function));
    edges.retain(|(from, to)| !trusted.contains(from) && !trusted.contains(to));
    let (tainted, relevant) = reached(&edges, facts);
    let because = Because::new(signature, function, edges);
    let bases = crate::analysis::stability::bases(function);
    let elsewhere = elsewhere(function);
    let owners = Owners::of(function);
    let inside = Inside::of(function, facts, &bases);
    let lent = inside.lends_own();
    let mut misused = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| misused.extend(inside.misused(stmt)));
    let mut check = Check {
        diagnostics,
        function,
        facts,
        trusted,
        tainted,
        relevant,
        because,
        bases,
        owners,
        elsewhere,
        refused: BTreeSet::new(),
    };
    for (param, name) in &foreign.params {
        if check.tainted[param.0] && check.relevant[param.0] {
            let span = function.var(*param).span;
            check.error_at(span, &unsupported::std_value(name), [*param]);
        }
    }
    check.block(&function.body);
    for (span, cow) in cows::asked(function) {
        if check.tainted[cow.0] {
            check.error_at(span, &unsupported::COW_VARIANT, [cow]);
        }
    }
    if let Some(lent) = lent {
        let message = &unsupported::REFERENCE_IN_OUTPUT;
        check.diagnostics.error(&signature.output, check.text(message, []));
        misused.retain(|var| *var != lent);
    }
    for var in misused {
        let span = function.var(var).span;
        check.error_at(span, &unsupported::REFERENCE_VALUE, [var]);
    }
    if !check.diagnostics.any() {
        check.stores_elsewhere();
    }
}

struct Check<'a> {
    diagnostics: &'a mut Diagnostics,
    function: &'a Function,
    facts: &'a Facts,
    /// What is proved to hold no derivative.
    trusted: &'a BTreeSet<VarId>,
    /// Depends on a differentiated input, be it through tokens that are passed through.
    tainted: Vec<bool>,
    /// The output depends on it, be it through such tokens.
    relevant: Vec<bool>,
    /// Why.
    because: Because<'a>,
    /// For each variable, the one whose storage it borrows.
    bases: Vec<VarId>,
    /// The places that are borrowed.
    owners: Owners,
    /// What may be a reference to who knows what.
    elsewhere: BTreeSet<VarId>,
    /// What came of code that was refused.
    refused: BTreeSet<VarId>,
}

impl Check<'_> {
    /// An error, with the note that says what the guilty variables depend on.
    fn error(
        &mut self,
        tokens: impl ToTokens,
        message: &Message,
        guilty: impl IntoIterator<Item = VarId>,
    ) {
        let text = self.text(message, guilty);
        self.diagnostics.error(tokens, text);
    }

    fn error_at(&mut self, span: Span, message: &Message, guilty: impl IntoIterator<Item = VarId>) {
        let text = self.text(message, guilty);
        self.diagnostics.error_at(span, text);
    }

    fn text(&self, message: &Message, guilty: impl IntoIterator<Item = VarId>) -> String {
        match self.because.note(guilty) {
            Some(note) => message.noted(&note),
            None => message.to_string(),
        }
    }

    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.stmt(stmt);
            visit::blocks(stmt).into_iter().for_each(|block| self.block(block));
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, span } => {
                if let Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim) = expr {
                    self.verbatim(verbatim, &[*var]);
                }
                if self.facts.useful[var.0] {
                    self.cast(expr);
                }
                self.references(*var, expr, *span);
                match expr {
                    Expr::Binary(op, left, right) if !op.is_comparison() => {
                        self.exclusive(&[left, right], *span, *var);
                    }
                    Expr::Unary(UnOp::Neg, operand) => self.exclusive(&[operand], *span, *var),
                    _ => {}
                }
                if let Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. } =
                    expr
                    && self.facts.is_active(*var)
                    && self.function.var(*var).ty.guess.is_float()
                    && place.projections.iter().any(is_in_error)
                {
                    self.error_at(*span, &unsupported::ERROR_CONTENT, [*var]);
                }
            }
            Stmt::Store { place, op, value, span } if *op != StoreOp::Set => {
                self.exclusive(&[value], *span, place.root);
            }
            Stmt::Mutate { args, span, op, .. } => {
                let mut vars = args.iter().filter_map(Atom::var);
                let is_such = |var: &VarId| {
                    let ty = &self.function.var(*var).ty;
                    let is_held = ty.is_shared() && *op == Mutator::Push;
                    ty.is_reference() && !is_held && self.facts.is_active(*var)
                };
                if let Some(guilty) = vars.find(is_such) {
                    self.error_at(*span, &unsupported::REFERENCE_VALUE, [guilty]);
                }
            }
            Stmt::Verbatim { verbatim, lets } => {
                let results = lets.as_ref().map(Pattern::ids).unwrap_or_default();
                self.verbatim(verbatim, &results);
            }
            Stmt::Each { pattern, source, .. } => self.verbatim(source.verbatim(), &pattern.ids()),
            Stmt::If { results, span, .. } | Stmt::Match { results, span, .. } => {
                self.exclusive_results(results, &visit::blocks(stmt), *span);
            }
            Stmt::Call { transform: Transform::Primal, callee, args, .. } => {
                if let Some(guilty) = self.lent_twice(args) {
                    self.error(callee, &unsupported::LENT_TWICE, [guilty]);
                }
            }
            _ => {}
        }
    }

    /// A branch whose value is a `&mut` reference. What is shared has a cotangent of its own.
    fn exclusive_results(&mut self, results: &[VarId], blocks: &[&Block], span: Span) {
        let is_exclusive = |var: VarId| self.function.var(var).ty.is_exclusive();
        let guilty = results.iter().enumerate().find(|(i, result)| {
            let mut values = blocks.iter().filter_map(|block| block.results.get(*i)?.var());
            self.facts.is_active(**result) && (is_exclusive(**result) || values.any(is_exclusive))
        });
        if let Some((_, result)) = guilty {
            self.error_at(span, &unsupported::BRANCH_REFERENCE, [*result]);
        }
    }

    /// An operator on a `&mut` reference is one of the user's: numbers have none.
    fn exclusive(&mut self, operands: &[&Atom], span: Span, result: VarId) {
        let mut vars = operands.iter().filter_map(|operand| operand.var());
        let is_such = |var: &VarId| {
            self.function.var(*var).ty.looked_through == Some(Held::Exclusive)
                && self.facts.varied[var.0]
        };
        if vars.any(|var| is_such(&var)) {
            self.error_at(span, &unsupported::EXCLUSIVE_OPERAND, [result]);
        }
    }

    /// Stores of differentiated values where nobody sees them. Where something else is wrong, that is mostly why.
    fn stores_elsewhere(&mut self) {
        let mut stores = Vec::new();
        visit::deep_stmts(&self.function.body, &mut |stmt| {
            let writes = writes(stmt, &self.facts.varied);
            stores.extend(writes.into_iter().filter(|write| write.way == Way::Stored));
        });
        stores.retain(|write| self.is_elsewhere(write.place));
        for write in stores {
            self.error_at(write.span, &unsupported::ASSIGN_TARGET, [write.value]);
        }
    }

    /// Whether a place is behind a reference to what nobody sees: `*map.entry(key).or_insert(0.0)`.
    fn is_elsewhere(&self, place: &Place) -> bool {
        let is_behind = place.projections.iter().any(|step| matches!(step, Projection::Deref));
        self.elsewhere.contains(&place.root)
            && (is_behind || !self.function.var(place.root).mutable)
    }

    /// A differentiated list of which two arguments are parts, one of them to be changed: `f(left, right)` after
    /// `split_at_mut`.
    fn lent_twice(&self, args: &[Arg]) -> Option<VarId> {
        let base = |place: &Place| self.bases[place.root.0];
        let places: Vec<_> = args.iter().map(Arg::place).collect();
        let may_share = |one: &Place, other: &Place| {
            base(one) == base(other)
                && !apart(&self.owners.resolve(one), &self.owners.resolve(other))
                && !disjoint(one, other)
        };
        let is_shared = |i: usize| {
            let other = |(j, other): (usize, &Option<&Place>)| {
                j != i && places[i].zip(*other).is_some_and(|(one, other)| may_share(one, other))
            };
            matches!(args[i], Arg::BorrowMut(_)) && places.iter().enumerate().any(other)
        };
        let guilty = (0..args.len()).find(|i| is_shared(*i))?;
        args[guilty].var().filter(|var| self.is_varied(*var))
    }

    fn is_varied(&self, var: VarId) -> bool {
        self.facts.varied[var.0]
    }

    /// Tokens that are passed through may mention varied values only to look at them.
    fn verbatim(&mut self, verbatim: &Verbatim, results: &[VarId]) {
        let Some((tokens, message)) = &verbatim.complaint else {
            return;
        };
        if verbatim.once && self.diagnostics.any() {
            // What is wrong makes what was constant none.
            return;
        }
        let captured = foreign::exposed(verbatim);
        let is_mutable = |var: &VarId| self.function.var(*var).mutable;
        let is_trusted = |var: &VarId| self.trusted.contains(var);
        let is_guilty = |var: &VarId| self.tainted[var.0] && !is_trusted(var);
        let guilty: Vec<_> = captured.iter().copied().filter(is_guilty).collect();
        let has_useful_result =
            results.is_empty() || results.iter().any(|var| self.relevant[var.0]);
        // What is captured may be changed, and what is changed may be read later.
        let changes = verbatim.writes && captured.iter().any(is_mutable);
        let writes_active = verbatim.writes
            && captured
                .iter()
                .any(|var| is_mutable(var) && self.facts.is_active(*var) && !is_trusted(var));
        // What was passed through gets its content later: `let mut map = HashMap::new(); map.insert(k, x);`
        let is_filled = |var: &&VarId| self.tainted[var.0] && self.relevant[var.0];
        let filled =
            results.iter().find(|var| (message.is_of_type || verbatim.once) && is_filled(var));
        let guilty = match filled {
            _ if (!guilty.is_empty() && (has_useful_result || changes)) || writes_active => {
                if guilty.is_empty() {
                    captured
                } else {
                    guilty
                }
            }
            Some(var) => vec![*var],
            None => return,
        };
        // What is done with what comes of refused code alone is no other mistake.
        if guilty.iter().all(|var| self.because.is_otherwise(*var, &self.refused)) {
            self.error(tokens, message, guilty);
        }
        self.refused.extend(results);
    }

    /// A cast of a varied float is one to a float, or to an integer, which is a constant.
    fn cast(&mut self, expr: &Expr) {
        if let Expr::Cast(atom, ty) = expr
            && Kind::of(ty) == Kind::Unknown
            && let Some(var) = atom.var().filter(|var| self.is_varied(*var))
        {
            self.error(ty, &unsupported::CAST_TYPE, [var]);
        }
    }

    /// A reference to active storage may be bound to a name, and be in an `Option` or a tuple, but not in other values.
    fn references(&mut self, var: VarId, expr: &Expr, span: Span) {
        let constructed;
        let is_exclusive =
            |atom: &&Atom| atom.var().is_some_and(|var| self.function.var(var).ty.is_exclusive());
        let items = match expr {
            // What is shared is a part of the tuple, the list or the `Option`, as by value.
            Expr::List { items, vec: true } | Expr::Tuple(items) => {
                constructed = items.iter().filter(is_exclusive).cloned().collect::<Vec<_>>();
                &constructed
            }
            Expr::Construct { path, fields, .. } if is_std_variant(path) => {
                let fields = fields.iter().map(|(_, atom)| atom);
                constructed = fields.filter(is_exclusive).cloned().collect::<Vec<_>>();
                &constructed
            }
            Expr::List { items, .. } => items.as_slice(),
            Expr::Construct { fields, .. } => {
                constructed = fields.iter().map(|(_, atom)| atom.clone()).collect::<Vec<_>>();
                &constructed
            }
            Expr::Repeat { item, .. } => std::slice::from_ref(item),
            Expr::Success(value) | Expr::Boxed { value, .. } => std::slice::from_ref(value),
            _ => &[],
        };
        let is_guilty =
            |var: &VarId| self.function.var(*var).ty.is_reference() && self.facts.is_active(*var);
        if let Some(guilty) = items.iter().filter_map(Atom::var).find(is_guilty) {
            self.error_at(span, &unsupported::REFERENCE_VALUE, [guilty]);
        } else if self.function.var(var).mutable
            && self.function.var(var).ty.is_exclusive()
            && is_guilty(&var)
        {
            self.error_at(span, &unsupported::REFERENCE_VARIABLE, [var]);
        }
    }
}

/// The step to what is in an `Err`.
fn is_in_error(step: &Projection) -> bool {
    matches!(step, Projection::Variant { path, .. } if crate::ir::paths::is_error(path))
}

/// Which variables depend on an input, and on which the output depends, by these dependences: (tainted, relevant).
fn reached(edges: &[(VarId, VarId)], facts: &Facts) -> (Vec<bool>, Vec<bool>) {
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

/// The dependences through operators on bits, which have no derivative: `f64::from_bits(x.to_bits() >> 1)`.
fn bits(function: &Function) -> Vec<(VarId, VarId)> {
    let mut edges = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Let { var, expr: Expr::Binary(op, left, right), .. } if op.is_bitwise() => {
            edges.extend([left, right].into_iter().filter_map(Atom::var).map(|from| (from, *var)));
        }
        Stmt::Let { var, expr: Expr::Unary(UnOp::Not, atom), .. } => {
            edges.extend(atom.var().map(|from| (from, *var)));
        }
        _ => {}
    });
    edges
}
