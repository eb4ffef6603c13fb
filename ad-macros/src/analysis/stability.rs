//! Stability: which values can be computed again in the reverse sweep.
//!
//! In: a function. Out: for each variable, whether every place that its definition reads is left
//! alone from there to the end of the forward sweep, so that computing it again gives the same.
//! Immutable operands don't matter here. A loop's writes count as later for all of its body,
//! except to what the body itself declares.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Arg, Atom, Block, Function, Stmt, VarId, visit};

/// What is the same when the reverse sweep comes.
pub struct Stability {
    /// For each variable, whether its definition reads only places that are not written to later.
    pub stable: Vec<bool>,
    /// For each call, by its result, what it reads that is.
    pub changing: BTreeMap<VarId, BTreeSet<VarId>>,
    /// The variables that hold references to what may be changed, or gone, when the reverse sweep comes.
    pub passing: BTreeSet<VarId>,
    /// The parameters that refer to what is the caller's again then.
    pub lent: BTreeSet<VarId>,
}

/// What can be computed again when the reverse sweep comes.
pub fn stability(function: &Function) -> Stability {
    // What the caller lent to be changed is the caller's again when the reverse sweep comes.
    among(function, &|param| function.var(param).ty.is_exclusive())
}

/// The same if nothing that the caller lent is there when the reverse sweep comes.
pub fn owned(function: &Function) -> Stability {
    among(function, &|param| function.var(param).ty.is_reference())
}

/// The same of a closure, whose arguments aren't there then, but what it captures, its first parameters, is, unless it is lent to be changed.
pub fn given(function: &Function, n_captures: usize) -> Stability {
    let captured = &function.params[..n_captures];
    among(function, &|param| {
        let ty = &function.var(param).ty;
        ty.is_exclusive() || (ty.is_reference() && !captured.contains(&param))
    })
}

/// The same if some parameters change after the function's end.
fn among(function: &Function, is_lent: &dyn Fn(VarId) -> bool) -> Stability {
    let mut walk = Walk {
        lent_by_name: &function.lent_by_name,
        stable: vec![true; function.vars.len()],
        changing: BTreeMap::new(),
        bases: bases(function),
        mutable: function.vars.iter().map(|var| var.mutable).collect(),
        references: function.vars.iter().map(|var| var.ty.is_reference()).collect(),
    };
    let lent = function.params.iter().copied().filter(|param| is_lent(*param));
    let lent: BTreeSet<_> = lent.collect();
    // Nobody knows what the user's own code may have bound references to.
    let unseen = (0..function.vars.len()).map(VarId).filter(|var| function.var(*var).ty.unseen);
    let mut later: BTreeSet<_> = lent.iter().copied().chain(unseen).collect();
    let is_gone = |var: &VarId| {
        let is_own = !function.params.contains(var) && !function.var(*var).ty.is_reference();
        is_own || later.contains(var)
    };
    let holders = super::rebound::holders(function).into_iter();
    let holders = holders.filter(|(_, held)| held.iter().any(is_gone));
    let passing: BTreeSet<_> = holders.map(|(holder, _)| holder).collect();
    later.extend(&passing);
    walk.block(&function.body, &mut later);
    walk.through_references(function);
    Stability { stable: walk.stable, changing: walk.changing, passing, lent }
}

/// For each variable, the variable whose storage it borrows from in the end, itself if none.
pub fn bases(function: &Function) -> Vec<VarId> {
    let mut bases: Vec<_> = (0..function.vars.len()).map(VarId).collect();
    let mut note = |stmt: &Stmt| {
        let Stmt::Let { var, expr, .. } = stmt else { return };
        let bound = function.var(*var);
        // What a variable refers to that refers to something else later isn't one variable's.
        if !bound.ty.is_reference() || (bound.mutable && bound.ty.is_shared()) {
            return;
        }
        let mut from = None;
        visit::expr(expr, &mut |used| match used {
            visit::Use::Place(place) | visit::Use::Write(place) => from = Some(place.root),
            visit::Use::Value(atom) if from.is_none() => from = atom.var(),
            _ => {}
        });
        if let Some(from) = from {
            bases[var.0] = bases[from.0];
        }
    };
    visit::deep_stmts(&function.body, &mut note);
    if let Some(closure) = &function.closure {
        visit::deep_stmts(&closure.body, &mut note);
    }
    bases
}

struct Walk<'a> {
    lent_by_name: &'a BTreeSet<VarId>,
    stable: Vec<bool>,
    changing: BTreeMap<VarId, BTreeSet<VarId>>,
    bases: Vec<VarId>,
    mutable: Vec<bool>,
    references: Vec<bool>,
}

impl Walk<'_> {
    /// Walks backwards; `later` holds what is written to after the point reached.
    fn block(&mut self, block: &Block, later: &mut BTreeSet<VarId>) {
        for stmt in block.stmts.iter().rev() {
            self.stmt(stmt, later);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, later: &mut BTreeSet<VarId>) {
        let mut changing = BTreeSet::new();
        // What a function is lent to be changed isn't kept by its pullback.
        let mut lent: Vec<_> = match stmt {
            Stmt::Call { results, args, callee, .. } => {
                let skipped = match self.lent_by_name.contains(&results[0]) {
                    true => args.len(),
                    false => usize::from(callee.is_method()),
                };
                args.iter()
                    .skip(skipped)
                    .filter_map(|arg| match arg {
                        Arg::BorrowMut(place) => Some(place),
                        _ => None,
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        lent.dedup();
        visit::stmt(stmt, &mut |used| {
            if let visit::Use::Place(place) = used
                && lent.contains(&place)
            {
                return;
            }
            let var = match used {
                visit::Use::Place(place) => place.root,
                visit::Use::Name(var) => var,
                // A reference as an argument.
                visit::Use::Value(atom) => match atom.var() {
                    Some(var) if self.bases[var.0] != var || self.references[var.0] => var,
                    _ => return,
                },
                visit::Use::Write(_) => return,
            };
            let base = self.bases[var.0];
            if later.contains(&base) {
                changing.insert(base);
            }
        });
        for var in visit::defines(stmt) {
            self.stable[var.0] = changing.is_empty();
        }
        if let Stmt::Call { results, .. } = stmt {
            self.changing.insert(results[0], changing);
        }
        match stmt {
            Stmt::If { then, otherwise, .. } => {
                let mut after_else = later.clone();
                self.block(otherwise, &mut after_else);
                self.block(then, later);
                later.append(&mut after_else);
            }
            Stmt::Match { arms, .. } => {
                let mut all = later.clone();
                for arm in arms.iter().rev() {
                    let mut after = later.clone();
                    self.block(arm, &mut after);
                    all.append(&mut after);
                }
                *later = all;
            }
            Stmt::For { .. } | Stmt::Each { .. } | Stmt::While { .. } => {
                // An iterator is advanced before each iteration.
                later.extend(self.writes(stmt));
                for block in visit::blocks(stmt) {
                    let inner = declared(block);
                    later.extend(self.written(block).difference(&inner));
                }
                for block in visit::blocks(stmt).into_iter().rev() {
                    self.block(block, later);
                }
            }
            _ => later.extend(self.writes(stmt)),
        }
    }

    /// What is read through a shared reference changes only when nobody has it any more, unless it is a reference into what another reference refers to,
    /// which is another one meanwhile: `let first = &list[0]; list = other; *first`. Neither is there again then.
    fn through_references(&mut self, function: &Function) {
        let mut is_settled = false;
        while !is_settled {
            is_settled = true;
            visit::deep_stmts(&function.body, &mut |stmt| {
                let gone = self.gone(function, stmt);
                if gone.is_empty() {
                    return;
                }
                for var in visit::defines(stmt) {
                    is_settled &= !std::mem::replace(&mut self.stable[var.0], false);
                }
                if let Stmt::Call { results, .. } = stmt {
                    let gone = gone.into_iter().map(|var| self.bases[var.0]);
                    self.changing.entry(results[0]).or_default().extend(gone);
                }
            });
        }
    }

    /// The shared references that a statement uses, or results in, which aren't there again.
    fn gone(&self, function: &Function, stmt: &Stmt) -> BTreeSet<VarId> {
        let mut used = BTreeSet::new();
        visit::stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
        let blocks = visit::blocks(stmt);
        used.extend(blocks.iter().flat_map(|block| block.results.iter().filter_map(Atom::var)));
        used.retain(|var| function.var(*var).ty.is_shared() && !self.stable[var.0]);
        used
    }

    /// The variables that a statement itself writes to.
    fn writes(&self, stmt: &Stmt) -> BTreeSet<VarId> {
        let mut written = BTreeSet::new();
        if let Some(verbatim) = visit::verbatim(stmt).filter(|verbatim| verbatim.writes) {
            let captured = verbatim.captures.iter().map(|(_, var)| *var);
            written.extend(captured.filter(|var| self.mutable[var.0]));
        }
        visit::stmt(stmt, &mut |used| {
            if let visit::Use::Write(place) = used {
                written.insert(self.bases[place.root.0]);
            }
        });
        written
    }

    /// The variables that are written to anywhere in a block.
    fn written(&self, block: &Block) -> BTreeSet<VarId> {
        let mut written = BTreeSet::new();
        visit::deep_stmts(block, &mut |stmt| written.append(&mut self.writes(stmt)));
        written
    }
}

/// The variables that are declared anywhere in a block.
fn declared(block: &Block) -> BTreeSet<VarId> {
    let mut declared = BTreeSet::new();
    visit::deep_stmts(block, &mut |stmt| {
        declared.extend(visit::defines(stmt));
        declared.extend(visit::binds(stmt));
    });
    declared
}
