//! Which values may be written where they are used.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Atom, Block, Expr, Function, Projection, Stmt, Transform, VarId, visit};

/// For each variable, whether it is a temporary with one use, in the block that defines it; and
/// whether it is used at all.
pub(super) fn inlinable(function: &Function) -> (Vec<bool>, Vec<bool>) {
    let n = function.vars.len();
    let mut count = Count {
        uses: vec![0; n],
        defined_in: vec![0; n],
        used_in: vec![0; n],
        blocks: 0,
        literals: literals(function),
    };
    count.block(&function.body);
    if let Some(closure) = &function.closure {
        count.block(&closure.body);
    }
    let inline = function.vars.iter().enumerate().map(|(i, var)| {
        let is_temporary = !var.user && !var.mutable && var.ty.written.is_none();
        let is_local = count.uses[i] == 1 && count.defined_in[i] == count.used_in[i];
        is_temporary && is_local && count.defined_in[i] != 0
    });
    let inline = inline.collect();
    let used = count.uses.iter().map(|uses| *uses > 0).collect();
    (inline, used)
}

/// The temporaries that are literals: borrowed as such, `&1.0`, they live for ever, as in the user's code. One that has a name there may be of a type
/// that what else is done with it says.
pub(super) fn literals(function: &Function) -> BTreeMap<VarId, syn::Lit> {
    let mut literals = BTreeMap::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Atom(Atom::Literal(literal)), .. } = stmt {
            let var_of = function.var(*var);
            if !var_of.user && !var_of.mutable && var_of.ty.written.is_none() {
                literals.insert(*var, literal.clone());
            }
        }
    });
    literals
}

struct Count {
    uses: Vec<usize>,
    /// The number of the block that defines a variable so that it may be inlined; 0 for none.
    defined_in: Vec<usize>,
    used_in: Vec<usize>,
    blocks: usize,
    /// What is borrowed as the literal that it is isn't used there.
    literals: BTreeMap<VarId, syn::Lit>,
}

impl Count {
    fn block(&mut self, block: &Block) {
        self.blocks += 1;
        let here = self.blocks;
        for stmt in &block.stmts {
            if !self.borrows_literal(stmt) {
                visit::stmt(stmt, &mut |use_| self.note(use_, here));
            }
            if let Some(var) = simple_definition(stmt) {
                self.defined_in[var.0] = here;
            }
            for inner in visit::blocks(stmt) {
                self.block(inner);
            }
        }
        for result in &block.results {
            self.note(visit::Use::Value(result), here);
        }
    }

    fn borrows_literal(&self, stmt: &Stmt) -> bool {
        let Stmt::Let { expr: Expr::Borrow { place, mutable: false }, .. } = stmt else {
            return false;
        };
        place.projections.is_empty() && self.literals.contains_key(&place.root)
    }

    fn note(&mut self, use_: visit::Use, block: usize) {
        let Some(var) = visit::used_var(use_) else { return };
        self.uses[var.0] += 1;
        self.used_in[var.0] = match use_ {
            visit::Use::Value(_) => block,
            // Places need a variable, and verbatim tokens a name.
            _ => usize::MAX,
        };
    }
}

/// The variable that a statement defines as one expression.
fn simple_definition(stmt: &Stmt) -> Option<VarId> {
    match stmt {
        Stmt::Let { expr: Expr::Borrow { mutable: true, .. } | Expr::Stack { .. }, .. } => None,
        Stmt::Let { var, .. } => Some(*var),
        Stmt::Call { results, transform: Transform::Primal, .. } => Some(results[0]),
        Stmt::If { results, .. } | Stmt::Match { results, .. } if results.len() == 1 => {
            Some(results[0])
        }
        _ => None,
    }
}

/// The variables that are borrows of parts of slices, `&mut x[a..b]`.
pub(super) fn slices(function: &Function) -> BTreeSet<VarId> {
    let mut slices = BTreeSet::new();
    let mut note = |stmt: &Stmt| {
        if let Stmt::Let { var, expr: Expr::Borrow { place, .. }, .. } = stmt
            && let Some(Projection::Range { .. }) = place.projections.last()
        {
            slices.insert(*var);
        }
    };
    visit::deep_stmts(&function.body, &mut note);
    if let Some(closure) = &function.closure {
        visit::deep_stmts(&closure.body, &mut note);
    }
    slices
}
