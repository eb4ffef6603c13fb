//! What only one branch uses is computed in that branch.
//!
//! ```text
//! let r = a / b; if b != 0.0 { r } else { 0.0 }    ⟶   if b != 0.0 { let r = a / b; r } else { 0.0 }
//! ```
//!
//! In: a function. Out: one that computes the same, bit for bit. Were `r` computed before the branch, its
//! cotangent would be a zero that meets an infinite partial derivative, and 0 · ∞ would make the
//! gradient NaN at a point where it exists. What a condition looks at stays where it is; the branch gets a
//! copy. Only operations on differentiated floats are moved: they have no effects and can't panic. A constant has no cotangent, and stays where it is: nobody knows what
//! an operator of the user's does.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::activity;
use crate::analysis::storage::Storage;
use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Block, Expr, Function, Stmt, VarId, visit};

/// Moves computations into the one branch that uses them.
pub fn sink(mut function: Function, inputs: &[VarId]) -> Function {
    let (varied, _) = activity::activity(&function, inputs);
    let mut body = std::mem::take(&mut function.body);
    let storage = Storage::of(&function);
    let used = Used::of(&body, &storage);
    Sink { function: &mut function, storage, varied }.block(&mut body, used);
    Function { body, ..function }
}

/// What a block uses of what is declared around it, and the same for the blocks inside it.
struct Used {
    vars: BTreeSet<VarId>,
    /// The storage that is written to, or may be.
    writes: BTreeSet<VarId>,
    /// For each statement with blocks, those.
    inner: Vec<Vec<Used>>,
}

impl Used {
    fn of(block: &Block, storage: &Storage) -> Used {
        let mut used = Used { vars: BTreeSet::new(), writes: BTreeSet::new(), inner: Vec::new() };
        for stmt in &block.stmts {
            visit::stmt(stmt, &mut |use_| used.note(use_, storage));
            let blocks: Vec<_> =
                visit::blocks(stmt).into_iter().map(|block| Used::of(block, storage)).collect();
            for inner in &blocks {
                used.vars.extend(&inner.vars);
                used.writes.extend(&inner.writes);
            }
            used.inner.extend(Some(blocks).filter(|blocks| !blocks.is_empty()));
        }
        used.vars.extend(block.results.iter().filter_map(Atom::var));
        for var in block.stmts.iter().flat_map(visit::defines) {
            used.vars.remove(&var);
            used.writes.remove(&var);
        }
        used
    }

    fn note(&mut self, use_: visit::Use, storage: &Storage) {
        self.vars.extend(visit::used_var(use_));
        self.writes.extend(written(use_).map(|var| storage.base(var)));
    }

    fn rename(&mut self, from: VarId, to: VarId) {
        for block in self.inner.iter_mut().flatten().filter(|block| block.vars.contains(&from)) {
            block.vars.insert(to);
            block.rename(from, to);
        }
    }
}

/// The variable that a use writes to, or may.
fn written(use_: visit::Use) -> Option<VarId> {
    match use_ {
        visit::Use::Write(place) => Some(place.root),
        visit::Use::Name(var) => Some(var),
        visit::Use::Place(_) | visit::Use::Value(_) => None,
    }
}

/// Who uses a variable, of the statements after the one at hand.
#[derive(Default)]
struct Users {
    /// A statement that only looks at it does.
    is_looked_at: bool,
    /// The only other statement, unless there are several.
    only: Option<usize>,
    several: bool,
    /// That statement is a branch or a `match`, and uses it on this side, unless on several.
    side: Option<usize>,
    several_sides: bool,
    /// Elsewhere than on a side of a branch.
    elsewhere: bool,
}

/// Where a statement of a block uses something.
#[derive(Clone, Copy)]
enum Where {
    Looking,
    Side(usize, usize),
    Elsewhere(usize),
}

impl Users {
    fn note(&mut self, place: Where) {
        let user = match place {
            Where::Looking => return self.is_looked_at = true,
            Where::Side(user, side) => {
                self.several_sides |= self.side.is_some_and(|other| other != side);
                self.side = Some(side);
                user
            }
            Where::Elsewhere(user) => {
                self.elsewhere = true;
                user
            }
        };
        self.several |= self.only.is_some_and(|only| only != user);
        self.only = Some(user);
    }

    /// The branch, and which side of it, that alone uses the variable.
    fn target(&self) -> Option<(usize, usize)> {
        let is_one = !self.several && !self.elsewhere && !self.several_sides;
        self.only.filter(|_| is_one).zip(self.side)
    }
}

/// What is known of the statements after the one at hand.
#[derive(Default)]
struct After {
    users: BTreeMap<VarId, Users>,
    /// The first statement that writes to storage.
    writers: BTreeMap<VarId, usize>,
}

impl After {
    fn note(&mut self, var: VarId, place: Where) {
        self.users.entry(var).or_default().note(place);
    }

    fn note_stmt(&mut self, (i, stmt): (usize, &Stmt), blocks: &[Used], storage: &Storage) {
        let own = if is_looking(stmt) { Where::Looking } else { Where::Elsewhere(i) };
        visit::stmt(stmt, &mut |use_| {
            visit::used_var(use_).into_iter().for_each(|var| self.note(var, own));
            self.writers.extend(written(use_).map(|var| (storage.base(var), i)));
        });
        for (side, block) in blocks.iter().enumerate() {
            let place = match (stmt, side) {
                (Stmt::If { .. } | Stmt::Match { .. }, side) => Where::Side(i, side),
                _ => Where::Elsewhere(i),
            };
            block.vars.iter().for_each(|var| self.note(*var, place));
            self.writers.extend(block.writes.iter().map(|var| (*var, i)));
        }
    }
}

struct Sink<'a> {
    function: &'a mut Function,
    storage: Storage,
    /// What depends on what is differentiated.
    varied: Vec<bool>,
}

impl Sink<'_> {
    /// From the last statement to the first, so that chains move; outer blocks before inner ones, so that they
    /// move all the way.
    fn block(&mut self, block: &mut Block, mut used: Used) {
        let results: BTreeSet<_> = block.results.iter().filter_map(Atom::var).collect();
        let mut stmts: Vec<_> = std::mem::take(&mut block.stmts).into_iter().map(Some).collect();
        let mut after = After::default();
        // What has moved, last first.
        let mut moved: BTreeMap<(usize, usize), Vec<Stmt>> = BTreeMap::new();
        let mut inner: BTreeMap<usize, Vec<Used>> = BTreeMap::new();
        for i in (0..stmts.len()).rev() {
            let Some(stmt) = stmts[i].take() else { continue };
            if !visit::blocks(&stmt).is_empty() {
                inner.insert(i, used.inner.pop().unwrap_or_default());
            }
            let goal = self.goal(&stmt, &results, &after);
            if let Some((var, (target, side), stays)) = goal {
                let place = Where::Side(target, side);
                visit::stmt(&stmt, &mut |use_| {
                    visit::used_var(use_).into_iter().for_each(|var| after.note(var, place));
                });
                let mut copy = stmt.clone();
                if stays
                    && let Some(branch) = stmts[target].as_mut().and_then(|s| nth_block(s, side))
                    && let Some(sides) = inner.get_mut(&target)
                {
                    let name = self.copy(var);
                    let names = Renaming::from([(var, Atom::Var(name))]);
                    rename_deep(branch, &names);
                    sides[side].rename(var, name);
                    moved.entry((target, side)).or_default().iter_mut().for_each(|stmt| {
                        rename::uses(stmt, &names);
                    });
                    rename::definitions(&mut copy, &names);
                }
                moved.entry((target, side)).or_default().push(copy);
                if !stays {
                    continue;
                }
            }
            let blocks = inner.get(&i).map(Vec::as_slice).unwrap_or_default();
            after.note_stmt((i, &stmt), blocks, &self.storage);
            stmts[i] = Some(stmt);
        }
        for ((target, side), code) in moved {
            if let Some(branch) = stmts[target].as_mut().and_then(|stmt| nth_block(stmt, side)) {
                branch.stmts.splice(0..0, code.into_iter().rev());
            }
        }
        for (i, blocks) in inner {
            let Some(stmt) = stmts[i].as_mut() else { continue };
            for (block, used) in visit::blocks_mut(stmt).into_iter().zip(blocks) {
                self.block(block, used);
            }
        }
        block.stmts = stmts.into_iter().flatten().collect();
    }

    /// What a statement defines, where alone that is used, and whether it must be known here too: nowhere if it can't move.
    fn goal(
        &self,
        stmt: &Stmt,
        results: &BTreeSet<VarId>,
        after: &After,
    ) -> Option<(VarId, (usize, usize), bool)> {
        let var = self.movable(stmt).filter(|var| !results.contains(var))?;
        let users = after.users.get(&var)?;
        let (target, side) = users.target()?;
        // What it reads mustn't be written to before that.
        let mut changes = false;
        visit::stmt(stmt, &mut |use_| {
            if let visit::Use::Place(place) = use_ {
                changes |= self
                    .storage
                    .all(place.root)
                    .any(|var| after.writers.get(&var).is_some_and(|writer| *writer < target));
            }
        });
        (!changes).then_some((var, (target, side), users.is_looked_at))
    }

    /// A variable for the same value, in a branch.
    fn copy(&mut self, var: VarId) -> VarId {
        let copy = self.function.add_copy(var);
        self.storage.push(copy);
        self.varied.push(self.varied[var.0]);
        copy
    }

    /// The variable that a statement defines, if it can be computed elsewhere.
    fn movable(&self, stmt: &Stmt) -> Option<VarId> {
        let Stmt::Let { var, expr, .. } = stmt else { return None };
        let is_float = self.function.var(*var).ty.guess.is_float();
        let is_pure = matches!(
            expr,
            Expr::Atom(_)
                | Expr::Unary(..)
                | Expr::Binary(..)
                | Expr::Method { .. }
                | Expr::Cast(..)
        ) || matches!(expr, Expr::Read(place) if place.projections.is_empty());
        let is_varied = self.varied[var.0];
        (is_varied && is_float && is_pure && !self.function.var(*var).mutable).then_some(*var)
    }
}

fn nth_block(stmt: &mut Stmt, side: usize) -> Option<&mut Block> {
    visit::blocks_mut(stmt).into_iter().nth(side)
}

/// Whether a statement only looks at values: a comparison, an assertion.
fn is_looking(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Let { expr: Expr::Binary(op, ..), .. } => op.is_comparison(),
        Stmt::Let { expr: Expr::Verbatim(verbatim), .. } | Stmt::Verbatim { verbatim, .. } => {
            verbatim.complaint.is_none()
        }
        _ => false,
    }
}

fn rename_deep(block: &mut Block, names: &Renaming) {
    for stmt in &mut block.stmts {
        rename::uses(stmt, names);
        visit::blocks_mut(stmt).into_iter().for_each(|inner| rename_deep(inner, names));
    }
    rename::results(block, names);
}
