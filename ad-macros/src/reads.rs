//! Reads of one number that nothing has written to between become one read.
//!
//! In: a function. Out: the same with fewer temporaries, so that the reverse sweep has one value to keep
//! where the user wrote `x[i]` three times.

use std::collections::BTreeSet;

use crate::analysis::{copied::copied, stability::bases};
use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Block, Expr, Function, Place, Stmt, VarId, visit};

/// Merges repeated reads of numbers.
pub fn merge(mut function: Function) -> Function {
    let mut body = std::mem::take(&mut function.body);
    let copied = copied(&Function { body: body.clone(), ..function.clone() });
    let merge = Merge { bases: bases(&function), copied, function: &function };
    merge.block(&mut body, &mut Vec::new(), &mut Renaming::new());
    Function { body, ..function }
}

/// The places whose present values temporaries hold.
type Known = Vec<(Place, VarId)>;

struct Merge<'a> {
    function: &'a Function,
    bases: Vec<VarId>,
    /// What is taken to be `Copy`.
    copied: BTreeSet<VarId>,
}

impl Merge<'_> {
    fn block(&self, code: &mut Block, known: &mut Known, names: &mut Renaming) {
        code.stmts.retain_mut(|stmt| {
            rename::uses(stmt, names);
            if let Stmt::For { .. } | Stmt::Each { .. } | Stmt::While { .. } = stmt {
                self.forget_written(stmt, known);
            }
            for inner in visit::blocks_mut(stmt) {
                self.block(inner, &mut known.clone(), names);
            }
            self.forget_written(stmt, known);
            let Stmt::Let { var, expr: Expr::Read(place), .. } = stmt else { return true };
            let target = self.function.var(*var);
            let vars = &self.function.vars;
            // An index of a type of the user's is a call.
            let is_number = crate::kinds::of_place(vars, place).is_copy()
                && crate::kinds::known::unseen_list(vars, place).is_none();
            let is_whole = place.projections.is_empty() && self.copied.contains(&place.root);
            if !(is_number || is_whole) || target.mutable || target.ty.written.is_some() {
                return true;
            }
            match known.iter().find(|(read, by)| {
                read == place && vars[by.0].ty.looked_through == target.ty.looked_through
            }) {
                Some((_, temporary)) if !target.user => {
                    names.insert(*var, Atom::Var(*temporary));
                    false
                }
                _ => {
                    known.push((place.clone(), *var));
                    true
                }
            }
        });
        rename::results(code, names);
    }

    fn forget_written(&self, stmt: &Stmt, known: &mut Known) {
        if known.is_empty() {
            return;
        }
        let base = |var: VarId| self.bases[var.0];
        visit::deep_stmt(stmt, &mut |use_| match use_ {
            visit::Use::Write(place) => {
                known.retain(|(read, _)| base(read.root) != base(place.root))
            }
            // Verbatim tokens may write to what they mention.
            visit::Use::Name(var) if self.function.var(var).mutable => {
                known.retain(|(read, _)| base(read.root) != base(var));
            }
            _ => {}
        });
    }
}
