//! Which variables depend on the direction, by dataflow; and whether that leaves control flow alone.
//!
//! In: a function and the parameters that belong to a direction. Out: the variables there is one of for each lane. Bigger than need be is right too: it costs
//! a copy. So there is one answer for a variable, whatever is in it at a time, and what may be written through a reference is as the reference is.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use super::Refused;
use crate::ir::visit::{self, Use};
use crate::ir::{Arg, Atom, Block, Exit, Expr, Function, Place, Projection, Role, Stmt, VarId};

/// Which variables depend on the direction.
pub struct Depends {
    /// By number.
    vars: Vec<bool>,
    /// Stacks and slots by their numbers, and the one that stands for all that are the same.
    same: BTreeMap<VarId, VarId>,
    /// For each stack or slot, which of the values of a record do.
    values: BTreeMap<VarId, BTreeSet<usize>>,
    /// For each stack or slot, the stack or slot that is the value of that number.
    inside: BTreeMap<(VarId, usize), VarId>,
    /// Values with their tangents, which functions that are tangents result in: the first doesn't depend on the direction.
    pairs: BTreeSet<VarId>,
    /// For each stack or slot, which of the values of a record are such.
    recorded_pairs: BTreeSet<(VarId, usize)>,
    /// Whether that holds of all of them.
    has_pairs: bool,
    changed: bool,
}

impl Depends {
    /// The smallest answer.
    pub fn of(function: &Function, directions: &[VarId]) -> Depends {
        let mut depends = Depends {
            vars: vec![false; function.vars.len()],
            same: BTreeMap::new(),
            values: BTreeMap::new(),
            inside: BTreeMap::new(),
            pairs: BTreeSet::new(),
            recorded_pairs: BTreeSet::new(),
            has_pairs: true,
            changed: true,
        };
        visit::deep_stmts(&function.body, &mut |stmt| {
            if let Stmt::Push { stack, .. }
            | Stmt::Pop { stack, .. }
            | Stmt::Fill { slot: stack, .. }
            | Stmt::Unpack { slot: stack, .. } = stmt
            {
                depends.same.insert(*stack, *stack);
            }
        });
        directions.iter().for_each(|var| depends.mark(*var));
        while std::mem::take(&mut depends.changed) {
            depends.block(function, &function.body);
        }
        depends
    }

    /// Whether a variable does.
    pub fn var(&self, var: VarId) -> bool {
        self.vars[var.0]
    }

    /// Whether an atom does.
    pub fn atom(&self, atom: &Atom) -> bool {
        atom.var().is_some_and(|var| self.var(var))
    }

    /// Whether the value of that number does, in the records of a stack or slot.
    pub fn value(&self, stack: VarId, i: usize) -> bool {
        self.values.get(&self.root(stack)).is_some_and(|values| values.contains(&i))
    }

    /// Whether a statement, which holds no blocks, is written once for each lane.
    pub fn stmt(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Let { var, .. } => self.var(*var),
            Stmt::Call { results, args, dots, .. } => {
                let lent = args.iter().chain(dots.iter().flatten());
                let mut lent = lent.filter_map(changed);
                results.iter().any(|var| self.var(*var)) || lent.any(|var| self.var(var))
            }
            Stmt::Store { place, .. }
            | Stmt::Clear { place, .. }
            | Stmt::Reset { place, .. }
            | Stmt::Mutate { place, .. }
            | Stmt::Swap { first: place, .. } => self.var(place.root),
            Stmt::Pull { pullback, .. } => self.var(*pullback),
            _ => false,
        }
    }

    fn mark(&mut self, var: VarId) {
        // A stack isn't copied: its records are longer.
        if !self.same.contains_key(&var) && !std::mem::replace(&mut self.vars[var.0], true) {
            self.changed = true;
        }
    }

    fn root(&self, stack: VarId) -> VarId {
        match self.same.get(&stack) {
            Some(of) if *of != stack => self.root(*of),
            _ => stack,
        }
    }

    fn is_stack(&self, var: VarId) -> bool {
        self.same.contains_key(&var)
    }

    /// Two variables that hold one thing.
    fn unite(&mut self, a: VarId, b: VarId) {
        if !self.is_stack(a) && !self.is_stack(b) {
            return self.alike(a, b);
        }
        for var in [a, b] {
            self.same.entry(var).or_insert(var);
        }
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        self.changed = true;
        self.same.insert(b, a);
        let values = self.values.remove(&b).unwrap_or_default();
        self.values.entry(a).or_default().extend(values);
        let inside: Vec<_> = self.inside.iter().filter(|((of, _), _)| *of == b).collect();
        let inside: Vec<_> = inside.into_iter().map(|((_, i), var)| (*i, *var)).collect();
        inside.into_iter().for_each(|(i, var)| self.hold((a, i), var));
    }

    /// Both do, or neither.
    fn alike(&mut self, a: VarId, b: VarId) {
        match (self.var(a), self.var(b)) {
            (true, false) => self.mark(b),
            (false, true) => self.mark(a),
            _ => {}
        }
    }

    /// A stack or slot is a value in the records of another.
    fn hold(&mut self, (stack, i): (VarId, usize), var: VarId) {
        match self.inside.get(&(stack, i)) {
            Some(other) => self.unite(*other, var),
            None => {
                self.inside.insert((stack, i), var);
            }
        }
    }

    /// A value that goes into a record, or comes out of one.
    fn recorded(&mut self, f: &Function, (stack, i): (VarId, usize), var: VarId, is_taken: bool) {
        let root = self.root(stack);
        let is_record = f.var(var).role == Role::Record;
        if is_record {
            self.hold((root, i), var);
        }
        if self.var(var) && self.values.entry(root).or_default().insert(i) {
            self.changed = true;
        }
        if !is_taken && self.pairs.contains(&var) && self.recorded_pairs.insert((root, i)) {
            self.changed = true;
        }
        if is_taken && self.recorded_pairs.contains(&(root, i)) {
            self.pairs.insert(var);
        }
        // A pullback is called once.
        if self.value(root, i) && (is_taken || is_record) {
            self.mark(var);
        }
    }

    fn block(&mut self, f: &Function, block: &Block) {
        for stmt in &block.stmts {
            self.statement(f, stmt);
            visit::blocks(stmt).into_iter().for_each(|inner| self.block(f, inner));
        }
    }

    fn statement(&mut self, f: &Function, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, .. } => self.value_of(f, *var, expr),
            Stmt::Call { .. } => self.call(stmt),
            Stmt::Store { place, value, .. } => {
                if self.atom(value) {
                    self.mark(place.root);
                }
                let exclusive = value.var().filter(|var| f.var(*var).ty.is_exclusive());
                exclusive.into_iter().for_each(|var| self.alike(place.root, var));
            }
            Stmt::Reset { place, shape, .. } if self.atom(shape) => self.mark(place.root),
            Stmt::Mutate { results, place, args, .. } => {
                if args.iter().any(|arg| self.atom(arg)) {
                    self.mark(place.root);
                }
                if self.var(place.root) {
                    results.iter().for_each(|var| self.mark(*var));
                }
            }
            Stmt::Swap { first, second, .. } => self.alike(first.root, second.root),
            Stmt::If { results, then, otherwise, .. } => {
                self.branches(f, results, &[then, otherwise]);
            }
            Stmt::Match { results, arms, .. } => {
                self.branches(f, results, &arms.iter().collect::<Vec<_>>());
            }
            Stmt::Push { stack, values } | Stmt::Fill { slot: stack, values } => {
                for (i, value) in values.iter().enumerate() {
                    let var = value.var().into_iter();
                    var.for_each(|var| self.recorded(f, (*stack, i), var, false));
                }
            }
            Stmt::Pop { stack, vars } | Stmt::Unpack { slot: stack, vars, .. } => {
                for (i, var) in vars.iter().enumerate() {
                    self.recorded(f, (*stack, i), *var, true);
                }
            }
            Stmt::Pull { .. } => self.pull(stmt),
            _ => {}
        }
    }

    /// What a variable is defined by.
    fn value_of(&mut self, f: &Function, var: VarId, expr: &Expr) {
        match expr {
            // The dots of all lanes are as long as what they belong to.
            Expr::Len(_) => return,
            Expr::Read(Place { root, projections }) | Expr::Taken(Place { root, projections })
                if projections.is_empty() && f.var(var).role == Role::Record =>
            {
                return self.unite(var, *root);
            }
            Expr::Read(Place { root, projections }) if self.is_value(*root, projections) => return,
            Expr::Atom(Atom::Var(value)) if f.var(var).role == Role::Record => {
                return self.unite(var, *value);
            }
            _ => {}
        }
        let mut used = BTreeSet::new();
        visit::expr(expr, &mut |use_| used.extend(visit::used_var(use_)));
        if used.iter().any(|var| self.var(*var)) {
            self.mark(var);
        }
        // What is written through it is written there.
        let lends = matches!(expr, Expr::Borrow { mutable: true, .. });
        if self.var(var) && (lends || f.var(var).ty.is_exclusive()) {
            let lent = |of: &&VarId| lends || f.var(**of).ty.is_exclusive();
            used.iter().filter(lent).for_each(|of| self.mark(*of));
        }
    }

    /// Whether a place is the value in a pair.
    fn is_value(&self, root: VarId, projections: &[Projection]) -> bool {
        let is_first = match projections.first() {
            Some(Projection::Field(syn::Member::Unnamed(member))) => member.index == 0,
            _ => false,
        };
        is_first && self.has_pairs && self.pairs.contains(&root)
    }

    fn branches(&mut self, f: &Function, results: &[VarId], blocks: &[&Block]) {
        for (i, result) in results.iter().enumerate() {
            for value in blocks.iter().filter_map(|block| block.results.get(i)) {
                let Some(var) = value.var() else { continue };
                match f.var(*result).role == Role::Record || f.var(*result).ty.is_exclusive() {
                    true => self.unite(*result, var),
                    false if self.var(var) => self.mark(*result),
                    false => {}
                }
            }
        }
    }

    /// Derivatives of what is handed a direction depend on it, and so does the value if the arguments do.
    fn call(&mut self, stmt: &Stmt) {
        let Stmt::Call { results, callee, args, dots, .. } = stmt else {
            unreachable!("called on a call")
        };
        if callee.lifted().0 == 1 {
            self.pairs.extend(results.first());
            let mut values = args[..args.len() / 2].iter().filter_map(Arg::var);
            if self.has_pairs && values.any(|var| self.var(var)) {
                (self.has_pairs, self.changed) = (false, true);
            }
        }
        let of_arg = |arg: &Arg| arg.var().is_some_and(|var| self.var(var));
        let (by_args, by_dots) = (args.iter().any(of_arg), dots.iter().flatten().any(of_arg));
        if by_args || by_dots {
            // The value comes first.
            results.iter().skip(usize::from(!by_args)).for_each(|var| self.mark(*var));
        }
        if by_args || by_dots || self.stmt(stmt) {
            let args = args.iter().filter(|_| by_args);
            let lent: Vec<_> = args.chain(dots.iter().flatten()).filter_map(changed).collect();
            lent.into_iter().for_each(|var| self.mark(var));
        }
    }

    fn pull(&mut self, stmt: &Stmt) {
        let Stmt::Pull { pullback, cotangent, bars, dots, .. } = stmt else {
            unreachable!("called on a pull")
        };
        let of_dots = dots.iter().flat_map(|(_, bars)| bars);
        let bars: Vec<_> = bars.iter().chain(of_dots).flatten().map(|bar| bar.root).collect();
        let by_dot = dots.as_ref().is_some_and(|(dot, _)| self.atom(dot));
        let does = self.var(*pullback) || self.atom(cotangent) || by_dot;
        if does || bars.iter().any(|bar| self.var(*bar)) {
            self.mark(*pullback);
            bars.into_iter().for_each(|bar| self.mark(bar));
        }
    }

    /// The calls that are made once for each lane.
    pub fn repeated(&self, function: &Function) -> Vec<Stmt> {
        let mut calls = Vec::new();
        visit::deep_stmts(&function.body, &mut |stmt| {
            if matches!(stmt, Stmt::Call { .. }) && self.stmt(stmt) {
                calls.push(stmt.clone());
            }
        });
        calls
    }

    /// Whether there may be lanes.
    pub fn check(&self, function: &Function) -> Result<(), Refused> {
        let mut refused = None;
        visit::deep_stmts(&function.body, &mut |stmt| {
            refused = refused.or(self.refused(function, stmt));
        });
        refused.map_or(Ok(()), Err)
    }

    fn refused(&self, f: &Function, stmt: &Stmt) -> Option<Refused> {
        let no = |span: Span| Some(Refused { span });
        let of_place = |place: &Place| {
            let mut does = false;
            visit::indices(place, &mut |use_| does |= self.used(use_));
            does
        };
        let mut by_index = false;
        visit::stmt(stmt, &mut |use_| {
            if let Use::Place(place) | Use::Write(place) = use_ {
                by_index |= of_place(place);
            }
        });
        if by_index {
            return no(span(f, stmt));
        }
        match stmt {
            Stmt::If { cond: atom, span, .. } | Stmt::Match { index: atom, span, .. }
                if self.atom(atom) =>
            {
                no(*span)
            }
            Stmt::For { var, range, until, span, .. } => {
                let mut does = self.var(*var) || until.is_some_and(|until| self.var(until));
                visit::range(range, &mut |use_| does |= self.used(use_));
                does.then_some(Refused { span: *span })
            }
            Stmt::Each { pattern, source, until, span, .. } => {
                let captures = source.verbatim().captures.iter().map(|(_, var)| *var);
                let mut vars = captures.chain(pattern.ids()).chain(*until);
                vars.any(|var| self.var(var)).then_some(Refused { span: *span })
            }
            Stmt::While { cond, span, .. } if cond.results.iter().any(|atom| self.atom(atom)) => {
                no(*span)
            }
            Stmt::Let {
                expr: Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim), span, ..
            } => {
                let mut vars = verbatim.captures.iter();
                vars.any(|(_, var)| self.var(*var)).then_some(Refused { span: *span })
            }
            Stmt::Verbatim { verbatim, .. } => {
                let var = verbatim.captures.iter().find(|(_, var)| self.var(*var));
                var.and_then(|(_, var)| no(f.var(*var).span))
            }
            Stmt::Snapshot { state, span, .. } => {
                let does = state.iter().any(|place| self.var(place.root));
                does.then_some(Refused { span: *span })
            }
            Stmt::Call { args, span, .. } if self.stmt(stmt) => {
                let mut lent = args.iter().filter_map(|arg| match arg {
                    Arg::Value(Atom::Var(var)) if f.var(*var).ty.is_exclusive() => Some(*var),
                    arg => changed(arg),
                });
                lent.any(|var| !self.var(var)).then_some(Refused { span: *span })
            }
            Stmt::Exit { exit: Exit::Return(atom), span } if self.atom(atom) => no(*span),
            _ => None,
        }
    }

    fn used(&self, used: Use) -> bool {
        visit::used_var(used).is_some_and(|var| self.var(var))
    }
}

/// What an argument lends to be changed.
fn changed(arg: &Arg) -> Option<VarId> {
    match arg {
        Arg::BorrowMut(place) => Some(place.root),
        _ => None,
    }
}

fn span(f: &Function, stmt: &Stmt) -> Span {
    match stmt {
        Stmt::Let { span, .. }
        | Stmt::Call { span, .. }
        | Stmt::Store { span, .. }
        | Stmt::Clear { span, .. }
        | Stmt::Reset { span, .. }
        | Stmt::Mutate { span, .. }
        | Stmt::Swap { span, .. }
        | Stmt::Pull { span, .. }
        | Stmt::Prove { span, .. } => *span,
        _ => f.name.span(),
    }
}
