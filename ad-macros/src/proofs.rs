//! Proofs: what was guessed of a type, and matters, is for rustc to check.
//!
//! In: a function with its guessed and its known kinds. Out: the same, in which every guess that shapes a derivative is proved, and known
//! from there on. A guess matters if, by what is known alone, the value carries a derivative, or is an operand of what does. That it
//! is a number (its rules are then those of numbers) or an integer (it has no derivative) is a [`Stmt::Prove`] beside its
//! definition; of a place in a parameter, and of a constant, it is said once in [`Function::proofs`], which nobody runs.
//! A wrong guess doesn't compile. Deliberately absent: operators between values of which nothing is guessed have a proof too, since there
//! are no rules but those of numbers.

mod indices;
mod owned;
mod without_tangents;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use crate::analysis::activity;
use crate::ir::{
    Atom, Block, Expr, Function, Place, Projection, Proof, Stmt, StoreOp, Subject, UnOp, Var,
    VarId, What, visit,
};
use crate::kind::Kind;
use crate::kinds::{self, known};

pub use owned::owned;
pub use without_tangents::without_tangents;

/// Adds the proofs that a function's derivatives by `inputs` need.
pub fn prove(mut function: Function, inputs: &[VarId]) -> Function {
    let (varied, useful) = activity::activity(&function, inputs);
    let mut body = std::mem::take(&mut function.body);
    let mut prover = Prover {
        definitions: definitions(&body),
        used_at: uses(&body),
        varied,
        useful,
        made: indices::made(&body),
        lists: Vec::new(),
        some_gone: indices::some_gone(&function, &body),
        ruled: BTreeSet::new(),
        numbers: BTreeSet::new(),
        f: function,
    };
    prover.block(&mut body);
    Function { body, ..prover.f }
}

struct Prover {
    f: Function,
    /// What immutable variables are.
    definitions: BTreeMap<VarId, Expr>,
    /// The operator that a variable is first an operand of.
    used_at: BTreeMap<VarId, Span>,
    /// By what is known alone.
    varied: Vec<bool>,
    useful: Vec<bool>,
    /// The variables that statements of their own make.
    made: BTreeSet<VarId>,
    /// The proofs that variables are lists, which stand where these are made.
    lists: Vec<Stmt>,
    /// Whether a variable of which parts were taken is gone: another one stands for it, of which nothing was noted.
    some_gone: bool,
    /// What is proved to have an index with a rule, and whether one to be changed.
    ruled: BTreeSet<(VarId, String, bool)>,
    /// Proved to be numbers, of whatever kind.
    numbers: BTreeSet<VarId>,
}

impl Prover {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.block(inner));
            let (mut before, mut after) = (Vec::new(), Vec::new());
            if let Stmt::Prove { place, what, span } = &stmt {
                block.stmts.extend(self.require(place, *what, *span));
                continue;
            }
            self.lists(&stmt, &mut before);
            self.stmt(&stmt, &mut before, &mut after);
            block.stmts.append(&mut before);
            block.stmts.push(stmt);
            block.stmts.append(&mut after);
        }
        self.say_lists(block);
    }

    fn stmt(&mut self, stmt: &Stmt, before: &mut Vec<Stmt>, after: &mut Vec<Stmt>) {
        match stmt {
            Stmt::Let { var, expr, span } => self.definition(*var, expr, *span, before, after),
            Stmt::If { results, then, otherwise, span, .. } => {
                for (i, result) in results.iter().enumerate() {
                    let values = [then, otherwise].map(|block| block.results.get(i));
                    for value in values.into_iter().flatten() {
                        self.learn(*result, &known::of_atom(&self.f.vars, value));
                    }
                    self.result(*result, *span, after);
                }
            }
            Stmt::Call { results, span, .. } => {
                results.iter().for_each(|result| self.result(*result, *span, after));
            }
            Stmt::Mutate { results, place, span, .. } => {
                let element = known::of_place(&self.f.vars, place).element();
                for result in results {
                    self.learn(*result, &element);
                    self.result(*result, *span, after);
                }
            }
            Stmt::Store { place, op, value, span } if self.is_active(place.root) => {
                if *op != StoreOp::Set {
                    self.constants(std::slice::from_ref(value), *span, before);
                }
                let stored = known::of_atom(&self.f.vars, value);
                if *op == StoreOp::Set && stored.is_number() {
                    self.learn_place(place, &stored);
                }
                let guess = kinds::of_place(&self.f.vars, place);
                let is_known = known::of_place(&self.f.vars, place).is_number();
                if !is_known && (guess.is_number() || *op != StoreOp::Set) {
                    let what = what(&guess);
                    before.extend(self.require(place, what, *span));
                    self.learn_place(place, &guess);
                }
            }
            _ => {}
        }
    }

    /// What an expression needs, and what is known of its value then.
    fn definition(
        &mut self,
        var: VarId,
        expr: &Expr,
        span: Span,
        before: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
    ) {
        self.learn(var, &known::of_expr(&self.f.vars, expr));
        if !self.is_active(var) {
            self.referred(expr, span, before);
        }
        match expr {
            Expr::Unary(UnOp::Not, operand) => self.flat(operand, span, before),
            Expr::Binary(op, operand, _) if op.is_bitwise() => self.flat(operand, span, before),
            Expr::Method { method, path: None, args } if method.partials.is_empty() => {
                self.flat(&args[0], span, before);
            }
            _ if !self.is_active(var) => {}
            Expr::Read(place) if !place.projections.is_empty() => {
                let guess = self.f.var(var).ty.guess.clone();
                if self.f.var(var).ty.is_guessed_number() {
                    let span = self.used_at.get(&var).copied().unwrap_or(span);
                    match place.projections.iter().any(is_inside) {
                        true => after.extend(self.require(&Place::whole(var), what(&guess), span)),
                        false => before.extend(self.require(place, what(&guess), span)),
                    }
                    self.learn_place(place, &guess);
                    self.learn(var, &guess);
                    self.numbers.insert(var);
                }
            }
            Expr::Binary(op, left, right) if !op.is_comparison() => {
                let operands = [left.clone(), right.clone()];
                let is_taken_out = |operand: &&Atom| {
                    let var = operand.var().map(|var| self.f.var(var));
                    var.is_some_and(Var::is_unseen_constant)
                };
                // Those are proved where they are made numbers (`numbers`).
                let rest: Vec<_> =
                    operands.iter().filter(|operand| !is_taken_out(operand)).cloned().collect();
                self.constants(&rest, span, before);
                self.operator(var, &operands, span, after);
            }
            Expr::Unary(UnOp::Neg, operand) => {
                self.operator(var, std::slice::from_ref(operand), span, after);
            }
            Expr::Method { path: None, args, .. } => {
                if !self.operand(&args[0], span)
                    && let Some(receiver) = args[0].var()
                {
                    before.push(Stmt::Prove {
                        place: Place::whole(receiver),
                        what: What::Number,
                        span,
                    });
                    self.numbers.insert(receiver);
                }
                let guess = self.f.var(var).ty.guess.clone();
                self.learn(var, &guess);
            }
            // It is as its content is.
            Expr::Boxed { .. } => {}
            _ => self.result(var, span, after),
        }
    }

    /// An operator, whose operands or whose result must be numbers.
    fn operator(&mut self, var: VarId, operands: &[Atom], span: Span, after: &mut Vec<Stmt>) {
        // Each is looked at, also after one that is no number.
        let are_numbers: Vec<_> =
            operands.iter().map(|operand| self.operand(operand, span)).collect();
        let are_numbers = !are_numbers.contains(&false);
        let guess = self.f.var(var).ty.guess.clone();
        match are_numbers {
            true => {
                self.learn(var, &guess);
                self.numbers.insert(var);
            }
            false if self.f.var(var).ty.known.is_number() => {}
            false => {
                after.extend(self.require(&Place::whole(var), what(&guess), span));
                self.learn(var, &guess);
                self.numbers.insert(var);
            }
        }
    }

    /// Constants that meet differentiated values must be numbers: the operator would be the user's else, also if its result is a number.
    fn constants(&mut self, operands: &[Atom], span: Span, before: &mut Vec<Stmt>) {
        for operand in operands {
            if operand.var().is_some_and(|var| self.varied[var.0]) || self.operand(operand, span) {
                continue;
            }
            if let Some(var) = operand.var() {
                let place = Place::whole(var);
                before.push(Stmt::Prove { place, what: What::ConstantNumber, span });
                self.numbers.insert(var);
            }
        }
    }

    /// Whether an operand is known or proved to be a number; if it is one of a parameter or a constant, it is proved.
    fn operand(&mut self, operand: &Atom, span: Span) -> bool {
        match operand {
            Atom::Var(var) => {
                let data = self.f.var(*var);
                if data.ty.known.is_number()
                    || data.ty.known == Kind::Bool
                    || self.numbers.contains(var)
                {
                    return true;
                }
                let place = Place::whole(*var);
                let Some(place) =
                    self.resolve(&place).and_then(|place| timeless(&self.f.vars, &place))
                else {
                    return false;
                };
                self.note(Subject::Place(place), What::Number, span);
                self.numbers.insert(*var)
            }
            Atom::Constant(path) => {
                self.note(Subject::Constant(path.clone()), What::Number, span);
                true
            }
            Atom::Unit => false,
            Atom::Literal(_) | Atom::Number { .. } | Atom::Length(_) => true,
        }
    }

    /// The operand of what carries no derivative, and is what it is called of nothing but numbers.
    fn flat(&mut self, operand: &Atom, span: Span, before: &mut Vec<Stmt>) {
        let Some(var) = operand.var() else { return };
        let is_hidden = self.varied[var.0] && !self.f.var(var).mutable;
        if is_hidden && !self.operand(operand, span) {
            before.push(Stmt::Prove { place: Place::whole(var), what: What::Number, span });
            self.numbers.insert(var);
        }
    }

    /// The operands of a constant operator that stand behind references: they are numbers, or the operator is another one.
    fn referred(&mut self, expr: &Expr, span: Span, before: &mut Vec<Stmt>) {
        let operands: Vec<&Atom> = match expr {
            Expr::Unary(_, operand) => vec![operand],
            Expr::Binary(op, left, right) if !op.is_comparison() => vec![left, right],
            Expr::Method { args, .. } => args.iter().collect(),
            _ => return,
        };
        for var in operands.into_iter().filter_map(Atom::var) {
            let data = self.f.var(var);
            if data.ty.looked_through.is_some() && !data.ty.known.is_of_numbers() {
                let place = Place::whole(var);
                before.push(Stmt::Prove { place, what: What::ReferredNumber, span });
            }
        }
    }

    /// What a statement results in, if its kind is guessed and matters.
    fn result(&mut self, var: VarId, span: Span, after: &mut Vec<Stmt>) {
        let data = self.f.var(var);
        let guess = data.ty.guess.clone();
        if self.is_active(var) && data.ty.is_guessed_number() {
            let span = self.used_at.get(&var).copied().unwrap_or(span);
            after.extend(self.require(&Place::whole(var), what(&guess), span));
            self.learn(var, &guess);
            self.numbers.insert(var);
        }
    }

    /// A proof: noted if it is about a parameter, else to be written down here.
    fn require(&mut self, place: &Place, what: What, span: Span) -> Option<Stmt> {
        match self.resolve(place).and_then(|place| timeless(&self.f.vars, &place)) {
            Some(place) => {
                self.note(Subject::Place(place), what, span);
                None
            }
            None => Some(Stmt::Prove { place: place.clone(), what, span }),
        }
    }

    fn note(&mut self, subject: Subject, what: What, span: Span) {
        let is_known = |proof: &Proof| proof.subject == subject && proof.what == what;
        if !self.f.proofs.iter().any(is_known) {
            self.f.proofs.push(Proof { subject, what, span });
        }
    }

    /// The place in a parameter that a place is, if it is one.
    fn resolve(&self, place: &Place) -> Option<Place> {
        if self.f.params.contains(&place.root) {
            return Some(place.clone());
        }
        let definition = self.definitions.get(&place.root)?;
        let mut base = match definition {
            Expr::Atom(Atom::Var(var)) => Place::whole(*var),
            Expr::Read(base) | Expr::Borrow { place: base, .. } => base.clone(),
            _ => return None,
        };
        let mut rest = place.projections.as_slice();
        if let (Expr::Borrow { .. }, [Projection::Deref, inner @ ..]) = (definition, rest) {
            rest = inner;
        }
        base.projections.extend(rest.iter().cloned());
        self.resolve(&base)
    }

    fn learn(&mut self, var: VarId, kind: &Kind) {
        self.f.vars[var.0].ty.learn(kind);
    }

    fn learn_place(&mut self, place: &Place, kind: &Kind) {
        let kind = known::learned(&self.f.vars, place, kind.clone());
        self.learn(place.root, &kind);
    }

    fn is_active(&self, var: VarId) -> bool {
        self.varied[var.0] && self.useful[var.0]
    }
}

/// A step into a variant: a place that is long to write.
fn is_inside(step: &Projection) -> bool {
    use Projection::{Items, Payload, Pointee, Variant};
    matches!(step, Variant { .. } | Payload | Items | Pointee)
}

/// What a guess takes a value for.
fn what(guess: &Kind) -> What {
    match guess {
        Kind::Int => What::Integer,
        _ => What::Number,
    }
}

/// The same place where only the parameters are known: its indices zero. None if there is an index that isn't a number.
fn timeless(vars: &[Var], place: &Place) -> Option<Place> {
    let zero = || Atom::Literal(syn::Lit::Int(syn::LitInt::new("0", Span::mixed_site())));
    let step = |step: &Projection| match step {
        Projection::Index(index) if kinds::of_atom(vars, index) == Kind::Int => {
            Some(Projection::Index(zero()))
        }
        Projection::Index(_) | Projection::Entry(_) => None,
        Projection::Range { .. } => {
            Some(Projection::Range { start: None, end: None, inclusive: false })
        }
        Projection::Field(_) | Projection::Deref => Some(step.clone()),
        Projection::Pointee
        | Projection::Variant { .. }
        | Projection::Payload
        | Projection::Items => None,
        Projection::List | Projection::IfAny => unreachable!("comes with `select`"),
    };
    let projections = place.projections.iter().map(step).collect::<Option<Vec<_>>>()?;
    Some(Place { root: place.root, projections })
}

/// What the immutable variables of a block are.
fn definitions(block: &Block) -> BTreeMap<VarId, Expr> {
    let mut definitions = BTreeMap::new();
    visit::deep_stmts(block, &mut |stmt| {
        if let Stmt::Let { var, expr, .. } = stmt {
            definitions.insert(*var, expr.clone());
        }
    });
    definitions
}

/// Where each variable is first an operand.
fn uses(block: &Block) -> BTreeMap<VarId, Span> {
    let mut uses = BTreeMap::new();
    visit::deep_stmts(block, &mut |stmt| {
        let Stmt::Let { expr, span, .. } = stmt else { return };
        let operands: Vec<&Atom> = match expr {
            Expr::Unary(_, operand) => vec![operand],
            Expr::Binary(op, left, right) if !op.is_comparison() => vec![left, right],
            Expr::Method { args, .. } => args.iter().collect(),
            _ => return,
        };
        for var in operands.into_iter().filter_map(Atom::var) {
            uses.entry(var).or_insert(*span);
        }
    });
    uses
}
