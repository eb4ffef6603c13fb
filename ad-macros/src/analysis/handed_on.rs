//! What is only handed on: constants that the function does nothing with but lend them to others.
//!
//! ```text
//! let mut rng = Rng::new(7);
//! total += path(x, &mut rng);        may put into `rng` what depends on `x`, as far as one can see from here
//! ```
//!
//! In: a function and what its variables depend on. Out: such variables, whose types need have no tangent. If they have none,
//! nobody differentiates by them: their cotangents are nothing ([`Expr::Unwanted`]), which rustc finds out.

use std::collections::BTreeSet;

use super::{Facts, stability};
use crate::ir::paths::{self, is_in_capitals};
use crate::ir::{
    Arg, Atom, Callee, Expr, Function, HandedOn, Place, Projection, Stmt, VarId, visit,
};
use crate::kind::Kind;
use crate::kinds;

/// The largest number of parameters of a function that may do without derivatives.
const MOST_PARAMS: usize = 8;

/// The variables that are constant but for what calls do to them. What is differentiated by has a tangent, and so have its copies.
pub fn handed_on(
    function: &Function,
    inputs: &[VarId],
    bases: &[VarId],
    varied: &[bool],
) -> BTreeSet<VarId> {
    let is_unseen = |var: VarId| !function.var(var).ty.guess.is_settled() && bases[var.0] == var;
    let params = function.params.iter().filter(|var| !inputs.contains(var));
    let mut found: BTreeSet<_> = params.copied().filter(|var| is_unseen(*var)).collect();
    let mut touched = BTreeSet::new();
    let mut copies = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Let { var, expr: Expr::Clone { place, .. }, .. }
            if is_unseen(*var) && place.projections.is_empty() =>
        {
            copies.push((*var, bases[place.root.0]));
            found.insert(*var);
        }
        Stmt::Let { var, expr, .. } => {
            let mut is_constant = true;
            visit::expr(expr, &mut |use_| {
                let Some(used) = visit::used_var(use_) else { return };
                is_constant &= !varied[used.0];
                let is_view =
                    matches!(expr, Expr::Borrow { .. }) && function.var(*var).ty.is_reference();
                if varied[var.0] && !is_view {
                    touched.insert(bases[used.0]);
                }
            });
            if is_constant && is_unseen(*var) {
                found.insert(*var);
            }
        }
        Stmt::Call { .. } | Stmt::Verbatim { .. } => {}
        stmt => {
            let mut touch =
                |use_| touched.extend(visit::used_var(use_).map(|var: VarId| bases[var.0]));
            visit::stmt(stmt, &mut touch);
            for block in visit::blocks(stmt) {
                block.results.iter().for_each(|atom| touch(visit::Use::Value(atom)));
            }
        }
    });
    let results: BTreeSet<_> = function.body.results.iter().filter_map(Atom::var).collect();
    touched.extend(results);
    // A copy is as good as what it is made of.
    for _ in &copies {
        for (copy, of) in &copies {
            if touched.contains(copy) || touched.contains(of) || !found.contains(of) {
                touched.extend([*copy, *of]);
            }
        }
    }
    found.retain(|var| varied[var.0] && !touched.contains(var));
    found
}

/// Notes which variables these are. They are of a type of the user's, and no pointer to one, by its name, or by that of what makes
/// it, `Rng(7)`. And which calls are of constants alone: arguments that aren't places are written twice, where what is called is called in
/// place of its derivatives.
pub fn note(function: &mut Function, facts: &Facts) {
    let mut own: BTreeSet<_> = (0..function.vars.len()).map(VarId).collect();
    own.retain(|var| function.var(*var).ty.is_nominal());
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Call { results, callee: Callee::Function(path), .. } if is_in_capitals(path) => {
            own.extend(results);
        }
        Stmt::Let { var, expr: Expr::Atom(Atom::Var(from)), .. } if own.contains(from) => {
            own.insert(*var);
        }
        _ => {}
    });
    for result in calls_of_constants(function, facts) {
        function.vars[result.0].may_be_underived = true;
    }
    for var in &facts.handed_on {
        let seen = if own.contains(var) { HandedOn::Own } else { HandedOn::Unseen };
        function.vars[var.0].handed_on = Some(seen);
    }
}

/// The results of calls that are lent such constants, or parts of whatever types, `self.order` and `self.len()`, and given nothing else but constants.
fn calls_of_constants(function: &Function, facts: &Facts) -> Vec<VarId> {
    let bases = stability::bases(function);
    let base =
        |arg: &Arg| arg.place().map(|place| place.root).or(arg.var()).map(|var| bases[var.0]);
    let is_lent = |arg: &Arg| base(arg).is_some_and(|base| facts.handed_on.contains(&base));
    let is_constant =
        |arg: &Arg| is_lent(arg) || base(arg).is_none_or(|base| !facts.varied[base.0]);
    let (mut ranges, mut parts, mut results) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    // Associated functions by one name are one to ask.
    let mut of_varied = BTreeSet::new();
    let mut associated = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Let { var, expr, .. } if is_range(expr) => {
            ranges.insert(*var);
        }
        Stmt::Let { var, expr: Expr::Read(place), .. } if is_part(function, *var, place) => {
            parts.insert(*var);
        }
        // `[self.rows(), self.cols()]`
        Stmt::Let { var, expr: Expr::List { items, vec: false } | Expr::Tuple(items), .. } => {
            let is_part = |atom: &Atom| atom.var().is_some_and(|var| parts.contains(&var));
            let is_constant = |atom: &Atom| atom.var().is_none_or(|var| !facts.varied[var.0]);
            if items.iter().any(is_part) && items.iter().all(|of| is_part(of) || is_constant(of)) {
                parts.insert(*var);
            }
        }
        // What is made of such parts, `self.rows * self.cols`.
        Stmt::Call { results: values, callee, args, .. } if callee.is_operator() => {
            let is_part =
                |arg: &Arg| matches!(arg, Arg::Value(Atom::Var(var)) if parts.contains(var));
            if args.iter().any(is_part) && args.iter().all(|arg| is_part(arg) || is_constant(arg)) {
                parts.extend(values);
            }
        }
        Stmt::Call { results: values, callee, args, .. } if args.len() <= MOST_PARAMS => {
            let is_part = |arg: &Arg| match arg {
                Arg::Value(Atom::Var(var)) => callee.is_named() && parts.contains(var),
                Arg::Borrow(place) => callee.is_named() && is_unseen_part(function, place),
                _ => false,
            };
            let is_range = |arg: &Arg| arg.var().is_some_and(|var| ranges.contains(&var));
            let is_copy = |arg: &Arg| arg.is_copy(&function.vars) || is_range(arg);
            let may_be_constant = |arg: &Arg| is_part(arg) || is_constant(arg) && is_copy(arg);
            // Whether a part carries nothing is asked where something comes back for it.
            let is_asked = || values.iter().any(|value| facts.is_active(*value));
            let is_of_constants = args.iter().all(may_be_constant)
                && args.iter().any(|arg| is_lent(arg) || is_part(arg))
                && (!args.iter().any(is_part) || is_asked());
            match (callee, is_of_constants) {
                // What is given functions has derivatives: it makes values of them.
                (Callee::Given(..), _) => {}
                (Callee::Associated(_), true) => associated.push((callee.name(), values.clone())),
                (Callee::Associated(_), false) => {
                    of_varied.insert(callee.name());
                }
                (_, true) => results.extend(values),
                (_, false) => {}
            }
            // What a call resulted in, `self.n_rows()`, may be an integer.
            parts.extend(values.iter().filter(|value| is_unseen(function, **value)));
        }
        Stmt::Call { callee: callee @ Callee::Associated(_), .. } => {
            of_varied.insert(callee.name());
        }
        _ => {}
    });
    associated.retain(|(name, _)| !of_varied.contains(name));
    results.extend(associated.into_iter().flat_map(|(_, values)| values));
    results
}

/// Whether a variable is read from a part whose type isn't seen.
fn is_part(function: &Function, var: VarId, place: &Place) -> bool {
    is_unseen(function, var) && !place.projections.is_empty()
}

/// Whether nothing is known of the type of a part.
fn is_unseen_part(function: &Function, place: &Place) -> bool {
    let is_part = place.projections.iter().any(|step| matches!(step, Projection::Field(_)));
    is_part && kinds::known::of_place(&function.vars, place) == Kind::Unknown
}

/// Whether nothing is known of a variable's type, or that it carries nothing.
fn is_unseen(function: &Function, var: VarId) -> bool {
    let kind = kinds::known::of_atom(&function.vars, &Atom::Var(var));
    kind == Kind::Unknown || (kind.is_settled() && !kind.may_carry_tangent())
}

/// A range, `-1.0..1.0`, is cloned.
fn is_range(expr: &Expr) -> bool {
    match expr {
        Expr::Verbatim(verbatim) => {
            matches!(syn::parse2(verbatim.tokens.clone()), Ok(syn::Expr::Range(_)))
        }
        Expr::Construct { path, .. } => paths::is_range(path),
        _ => false,
    }
}
