//! Constants of unknown type that meet differentiated values.
//!
//! ```text
//! y = k * x                      let n = number(k); y = n * x        `k: &f64`, out of a map, say
//! y = f(x, k)                    let s = shared(k); y = f(x, s)
//! y = Mul(x, k)                  let o = operand(k, &x); y = Mul(x, o)
//! ```
//!
//! In: a checked function. Out: one whose rules are over numbers: what `k` refers to need not be there any more when the reverse sweep comes.
//! What a differentiated function gets beside a differentiated value isn't a `&mut` reference to a constant: then the derivative
//! would be lost. rustc sees to both.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};

use crate::analysis::{Facts, elsewhere::elsewhere};
use crate::ir::rename::{self, Renaming};
use crate::ir::{
    Arg, Atom, Block, Callee, Expr, Function, Must, Place, Stmt, Var, VarId, Verbatim, visit,
};
use crate::kind::Held;
use crate::lower::is_closure;

/// Takes numbers out of constants, where rules need them.
pub fn numbers(mut function: Function, facts: &mut Facts) -> Function {
    let elsewhere = elsewhere(&function);
    let mut body = std::mem::take(&mut function.body);
    let mut wanted = BTreeSet::new();
    visit::deep_stmts(&body, &mut |stmt| wanted.extend(operands(&function, facts, stmt)));
    let made = BTreeMap::new();
    let closures = closures(&body);
    let mut numbers = Numbers { function: &mut function, facts, made, wanted, elsewhere, closures };
    let params = numbers.function.params.clone();
    let mut code = Vec::new();
    params.into_iter().for_each(|param| numbers.define(&mut code, param));
    numbers.block(&mut body);
    body.stmts.splice(0..0, code);
    // What is new carries no derivative.
    facts.extend(function.vars.len());
    Function { body, ..function }
}

struct Numbers<'a> {
    function: &'a mut Function,
    facts: &'a Facts,
    /// The numbers that stand for constants.
    made: BTreeMap<VarId, VarId>,
    /// The constants that must be numbers.
    wanted: BTreeSet<VarId>,
    /// What may refer to who knows what.
    elsewhere: BTreeSet<VarId>,
    /// The closures that are written in calls: no references, and rustc knows their types by where they stand.
    closures: BTreeSet<VarId>,
}

impl Numbers<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut code = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            self.taken_out(&mut stmt);
            self.shared(&mut code, &mut stmt);
            let found = operands(self.function, self.facts, &stmt);
            let names: Renaming = found
                .into_iter()
                .filter_map(|var| Some((var, Atom::Var(*self.made.get(&var)?))))
                .collect();
            rename::uses(&mut stmt, &names);
            let binds = visit::binds(&stmt);
            for inner in visit::blocks_mut(&mut stmt) {
                let mut start = Vec::new();
                binds.iter().for_each(|var| self.define(&mut start, *var));
                self.block(inner);
                inner.stmts.splice(0..0, start);
            }
            let defined = visit::defines(&stmt);
            code.push(stmt);
            defined.into_iter().for_each(|var| self.define(&mut code, var));
        }
        block.stmts = code;
    }

    /// What has no name is made a number at once: what it is borrowed from need not live on.
    fn taken_out(&mut self, stmt: &mut Stmt) {
        if let Stmt::Let { var, expr, .. } = stmt
            && self.wanted.contains(var)
            && !self.function.var(*var).user
            && let Expr::Verbatim(verbatim) = expr
        {
            *expr = Expr::Proof(Must::Number, verbatim.clone());
            self.wanted.remove(var);
        }
    }

    /// The number of a constant, right after it is there.
    fn define(&mut self, code: &mut Vec<Stmt>, of: VarId) {
        if self.wanted.contains(&of) {
            let number = self.proof(code, Must::Number, (of, None));
            self.made.insert(of, number);
        }
    }

    /// What a constant is taken for, beside another value.
    fn proof(
        &mut self,
        code: &mut Vec<Stmt>,
        proof: Must,
        (of, beside): (VarId, Option<VarId>),
    ) -> VarId {
        let original = self.function.var(of);
        let span = original.span.resolved_at(Span::mixed_site());
        let mut var = Var::new("t", span);
        var.ty.guess = original.ty.guess.clone();
        var.ty.unseen = proof == Must::Shared;
        let var = self.function.add(var);
        let [name, other] = ["constant", "beside"].map(|name| Ident::new(name, span));
        let of = match beside {
            None => Verbatim::made(quote::quote!(#name), vec![(name, of)]),
            Some(beside) => {
                let refers = self.function.var(beside).ty.is_reference();
                let deref = refers.then(|| quote::quote!(*));
                let tokens = quote::quote!(#name, &#deref #other);
                Verbatim::made(tokens, vec![(name, of), (other, beside)])
            }
        };
        code.push(Stmt::Let { var, expr: Expr::Proof(proof, of), span });
        var
    }

    /// What is passed to a differentiated function by value.
    fn shared(&mut self, code: &mut Vec<Stmt>, stmt: &mut Stmt) {
        // Whether anything comes of it nobody knows: it may be stored where nobody sees it.
        let is_varied = |var: VarId| self.facts.varied.get(var.0).copied().unwrap_or(false);
        let Stmt::Call { results, callee, args, .. } = stmt else { return };
        let is_operator = matches!(callee, Callee::Operator(_));
        if !args.iter().filter_map(Arg::var).chain([results[0]]).any(is_varied) {
            return;
        }
        let vars: Vec<_> = args.iter().map(value).collect();
        let lent: Vec<_> = args.iter().enumerate().filter_map(|(i, arg)| lent(i, arg)).collect();
        let lent = if is_operator { lent } else { Vec::new() };
        for (i, arg) in args.iter_mut().enumerate() {
            if let Arg::Value(Atom::Var(var)) = arg
                && (self.function.var(*var).is_unseen_constant() || self.elsewhere.contains(var))
                && !self.function.var(*var).ty.known.is_settled()
                && !self.function.var(*var).ty.closure
                && !self.closures.contains(var)
                && !self.function.named.contains_key(var)
                && !is_varied(*var)
            {
                let mut others = vars.iter().enumerate().filter(|(j, _)| *j != i);
                let beside = others.find_map(|(_, other)| *other);
                let beside = beside.or_else(|| {
                    let (_, place) = lent.iter().find(|(j, _)| *j != i)?;
                    let mut other = Var::new("t", self.function.var(*var).span);
                    other.ty.held = Held::Reference;
                    let other = self.function.add(other);
                    let expr = Expr::Borrow { place: place.clone(), mutable: false };
                    code.push(Stmt::Let { var: other, expr, span: self.function.var(*var).span });
                    Some(other)
                });
                let ty = &self.function.var(*var).ty;
                // A parameter that is seen to refer to a value of the user's.
                let is_lent = ty.is_shared() && ty.is_nominal();
                let (proof, beside) = match (is_operator, beside) {
                    (false, _) => (Must::Shared, None),
                    (true, _) if is_lent => (Must::Shared, None),
                    (true, None) => (Must::Unborrowed, None),
                    (true, beside) => (Must::Operand, beside),
                };
                *arg = Arg::Value(Atom::Var(self.proof(code, proof, (*var, beside))));
            }
        }
    }
}

/// The variable that is an argument by value.
fn value(arg: &Arg) -> Option<VarId> {
    match arg {
        Arg::Value(atom) => atom.var(),
        Arg::Borrow(_) | Arg::BorrowMut(_) => None,
    }
}

/// The place that an argument is a reference to.
fn lent(i: usize, arg: &Arg) -> Option<(usize, Place)> {
    match arg {
        Arg::Borrow(place) => Some((i, place.clone())),
        Arg::Value(_) | Arg::BorrowMut(_) => None,
    }
}

/// What is a closure, as it is written.
pub fn closures(body: &Block) -> BTreeSet<VarId> {
    let mut found = BTreeSet::new();
    visit::deep_stmts(body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Verbatim(code), .. } = stmt
            && is_closure(&code.tokens)
        {
            found.insert(*var);
        }
    });
    found
}

/// The constants of unknown type that rules of a statement are written over.
fn operands(function: &Function, facts: &Facts, stmt: &Stmt) -> Vec<VarId> {
    let Stmt::Let { var, expr, .. } = stmt else { return Vec::new() };
    if var.0 >= facts.varied.len() || !facts.is_active(*var) {
        return Vec::new();
    }
    let atoms = match expr {
        Expr::Binary(op, left, right) if !op.is_comparison() => vec![left, right],
        Expr::Method { args, .. } => args.iter().collect(),
        _ => Vec::new(),
    };
    let vars = atoms.into_iter().filter_map(Atom::var);
    vars.filter(|var| function.var(*var).is_unseen_constant() && !facts.varied[var.0]).collect()
}
