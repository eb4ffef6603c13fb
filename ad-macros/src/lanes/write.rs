//! The code itself: what depends on the direction, once for each lane.
//!
//! In: a function, and which of its variables depend on the direction. Out: the function with a variable for each lane in the place of each of those.

use proc_macro2::Span;

use super::depends::Depends;
use super::name;
use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Block, Function, Role, Stmt, Var, VarId, visit};

/// The function for so many lanes.
pub fn write(mut function: Function, depends: &Depends, n: usize) -> Function {
    let mut lanes = vec![Renaming::new(); n];
    let vars = (0..function.vars.len()).map(VarId).filter(|var| depends.var(*var));
    for var in vars.collect::<Vec<_>>() {
        let is_param = function.params.contains(&var);
        for (lane, names) in lanes.iter_mut().enumerate().skip(1) {
            let copy = function.add_copy(var);
            if is_param {
                function.vars[copy.0].name = name(&function.vars[var.0].name, lane);
            }
            names.insert(var, Atom::Var(copy));
        }
    }
    let body = std::mem::take(&mut function.body);
    let mut write = Write { f: function, depends, lanes };
    let params = std::mem::take(&mut write.f.params);
    write.f.params = write.defined(&params, |depends, _, var| depends.var(var));
    let mut body = write.block(body, |_| false);
    let results = std::mem::take(&mut body.results);
    for result in results {
        write.result(&mut body, &result, write.depends.atom(&result));
    }
    Function { body, ..write.f }
}

struct Write<'a> {
    f: Function,
    depends: &'a Depends,
    /// For each lane, the names of what depends on the direction; of the first they are as they are.
    lanes: Vec<Renaming>,
}

impl Write<'_> {
    /// A block; those of its results that are flagged are followed by those of the other lanes.
    fn block(&mut self, block: Block, is_laned: impl Fn(usize) -> bool) -> Block {
        let mut code = Block::default();
        for stmt in block.stmts {
            self.stmt(&mut code.stmts, stmt);
        }
        for (i, result) in block.results.iter().enumerate() {
            self.result(&mut code, result, is_laned(i));
        }
        code
    }

    fn result(&self, block: &mut Block, result: &Atom, is_laned: bool) {
        match is_laned {
            true => block.results.extend(self.atoms(result)),
            false => block.results.push(result.clone()),
        }
    }

    /// An atom in each lane.
    fn atoms(&self, atom: &Atom) -> Vec<Atom> {
        let of = |names: &Renaming| atom.var().and_then(|var| names.get(&var)).cloned();
        self.lanes.iter().map(|names| of(names).unwrap_or_else(|| atom.clone())).collect()
    }

    /// The variables that are defined in the place of these.
    fn defined(
        &self,
        vars: &[VarId],
        is_laned: impl Fn(&Depends, usize, VarId) -> bool,
    ) -> Vec<VarId> {
        let mut all = Vec::new();
        for (i, var) in vars.iter().enumerate() {
            match is_laned(self.depends, i, *var) {
                true => all.extend(self.atoms(&Atom::Var(*var)).iter().filter_map(Atom::var)),
                false => all.push(*var),
            }
        }
        all
    }

    fn stmt(&mut self, code: &mut Vec<Stmt>, stmt: Stmt) {
        let of_vars = |depends: &Depends, _, var| depends.var(var);
        code.push(match stmt {
            Stmt::If { results, cond, then, otherwise, span } => {
                let flags: Vec<_> = results.iter().map(|var| self.depends.var(*var)).collect();
                let then = self.block(then, |i| flags[i]);
                let otherwise = self.block(otherwise, |i| flags[i]);
                Stmt::If { results: self.defined(&results, of_vars), cond, then, otherwise, span }
            }
            Stmt::Match { results, index, arms, span } => {
                let flags: Vec<_> = results.iter().map(|var| self.depends.var(*var)).collect();
                let arms = arms.into_iter().map(|arm| self.block(arm, |i| flags[i])).collect();
                Stmt::Match { results: self.defined(&results, of_vars), index, arms, span }
            }
            Stmt::Push { stack, values } => {
                Stmt::Push { stack, values: self.recorded(stack, &values) }
            }
            Stmt::Fill { slot, values } => {
                Stmt::Fill { slot, values: self.recorded(slot, &values) }
            }
            Stmt::Pop { stack, vars } => Stmt::Pop { stack, vars: self.taken(stack, &vars) },
            Stmt::Unpack { slot, vars, body } => {
                let body = self.block(body, |_| false);
                Stmt::Unpack { slot, vars: self.taken(slot, &vars), body }
            }
            mut stmt => {
                if self.depends.stmt(&stmt) {
                    return self.in_each(code, &stmt);
                }
                for inner in visit::blocks_mut(&mut stmt) {
                    *inner = self.block(std::mem::take(inner), |_| false);
                }
                stmt
            }
        });
    }

    fn recorded(&self, stack: VarId, values: &[Atom]) -> Vec<Atom> {
        let mut all = Vec::new();
        for (i, value) in values.iter().enumerate() {
            match self.depends.value(stack, i) {
                true => all.extend(self.atoms(value)),
                false => all.push(value.clone()),
            }
        }
        all
    }

    fn taken(&self, stack: VarId, vars: &[VarId]) -> Vec<VarId> {
        self.defined(vars, |depends, i, _| depends.value(stack, i))
    }

    /// A statement in each lane; what it defines that doesn't depend on the direction is that of the first.
    fn in_each(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        let defined = visit::defines(stmt);
        for lane in 0..self.lanes.len() {
            let mut names = self.lanes[lane].clone();
            for var in defined.iter().filter(|var| lane > 0 && !self.depends.var(**var)) {
                let mut unused = Var::new("_", Span::mixed_site());
                unused.role = Role::Record;
                names.insert(*var, Atom::Var(self.f.add(unused)));
            }
            let mut copy = stmt.clone();
            rename::uses(&mut copy, &names);
            rename::definitions(&mut copy, &names);
            code.push(copy);
        }
    }
}
