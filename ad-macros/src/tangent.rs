//! Forward mode: the tangent of a function.
//!
//! In: a function (a primal, or one that `adjoint` made) and its facts. Out: a function of the same
//! IR that takes a dot for each input and returns its results followed by their dots. Each
//! statement stays as it is; beside it stands the statement for the tangent.
//!
//! ```text
//! y = a op b       ẏ = ± ∂op/∂a ȧ ± ∂op/∂b ḃ   the table of `operators`
//! y = m(a, b)      ẏ = ∂m/∂a ȧ + ∂m/∂b ḃ       the runtime's rules, `m::times_da`
//! y = place        ẏ = dotted place
//! place = v        place = v; dotted place = v̇
//! push (v)         push (v, v̇)
//! ```
//!
//! A structural zero is never written down, but where a variable needs a value: the dot of storage
//! that starts with a constant, or of a branch's inactive result.

mod call;
mod expr;
mod lean;
mod operator;
mod records;
mod snapshot;
pub mod steep;
mod store;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};

use crate::analysis::{Facts, loose::Loose};
use crate::ir::paths::is_none;
use crate::ir::{
    Atom, Block, CloneBy, Closure, Expr, Function, Pattern, Place, Projection, Role, Stmt,
};
use crate::ir::{Var, VarId};
use crate::kind::{Held, Kind};

/// The tangent of a function with respect to `inputs`, whose dots get the names given.
pub fn tangent(function: &Function, facts: &Facts, inputs: &[(VarId, Ident)]) -> Function {
    with_lean(function, facts, inputs, lean::lean(function))
}

/// The same, to be differentiated: each dot is of the tangent type of its value, none the tangent of a constant field, to which nothing could be added.
pub fn differentiable(function: &Function, facts: &Facts, inputs: &[(VarId, Ident)]) -> Function {
    with_lean(function, facts, inputs, vec![false; function.vars.len()])
}

fn with_lean(
    function: &Function,
    facts: &Facts,
    inputs: &[(VarId, Ident)],
    lean: Vec<bool>,
) -> Function {
    let mut cx = Tangent {
        f: Function { body: Block::default(), closure: None, ..function.clone() },
        facts,
        loose: Loose::of(function),
        lean,
        constants: BTreeSet::new(),
        dots: BTreeMap::new(),
        records: BTreeMap::new(),
        steep: steep::products(function),
        infinite: steep::quotients(function),
    };
    cx.read_records(function);
    for (input, name) in inputs {
        let dot = cx.add_dot(*input);
        cx.f.vars[dot.0].name = name.to_string();
        cx.f.vars[dot.0].span = name.span();
        cx.f.params.push(dot);
    }
    let own = cx.own_dots();
    let mut body = cx.block(&function.body);
    body.stmts.splice(0..0, own);
    for result in &function.body.results {
        let span = cx.f.name.span().resolved_at(Span::mixed_site());
        let dot = cx.owned_dot(&mut body.stmts, result, span);
        body.results.push(dot);
    }
    let closure = function.closure.as_ref().map(|closure| cx.closure(closure));
    Function { body, closure, ..cx.f }
}

struct Tangent<'a> {
    f: Function,
    facts: &'a Facts,
    /// The places whose tangent may be `Constant`.
    loose: Loose,
    /// The variables whose dot may be so too.
    lean: Vec<bool>,
    /// Those of them whose dot may indeed be `Constant`.
    constants: BTreeSet<VarId>,
    /// The dots of active variables.
    dots: BTreeMap<VarId, VarId>,
    /// For each stack and slot, which of its values travel with their dots.
    records: BTreeMap<VarId, Vec<bool>>,
    /// Variables whose dots may be infinite where their values are not.
    steep: BTreeSet<VarId>,
    /// Variables that may be infinite, and their dots with them, so that what is divided by them is zero.
    infinite: BTreeSet<VarId>,
}

impl Tangent<'_> {
    fn is_active(&self, var: VarId) -> bool {
        self.facts.is_active(var)
    }

    /// Whether a variable stands for a place, whose dot is its own.
    fn is_place(&self, var: VarId) -> bool {
        self.f.var(var).ty.is_reference() && !self.facts.rebound.contains(&var)
    }

    /// The dot of a result that is a reference, or of what is put into an `Option`, a tuple or a list: a copy, as there may be nothing that lends it.
    fn owned(&mut self, code: &mut Vec<Stmt>, dot: Atom, span: Span) -> Atom {
        let Some(var) = dot.var().filter(|var| self.f.var(*var).ty.is_reference()) else {
            return dot;
        };
        let place = Place::whole(var).then(Projection::Deref);
        let owned = self.f.add(Var::new("t", span));
        self.f.vars[owned.0].role = Role::Tangent;
        let expr = Expr::Clone { place, by: CloneBy::ToOwned };
        code.push(Stmt::Let { var: owned, expr, span });
        Atom::Var(owned)
    }

    /// The owned dot of such a value: that of a reference into a constant field is one of what is referred to.
    fn owned_dot(&mut self, code: &mut Vec<Stmt>, value: &Atom, span: Span) -> Atom {
        let dot = self.dot_or_zero(code, value, span);
        let dot = self.owned(code, dot, span);
        let is_reference = |var: &VarId| {
            let of = self.f.var(*var);
            self.is_active(*var) && of.ty.is_reference() && of.handed_on.is_none()
        };
        let lent = value.var().filter(is_reference).map(Place::whole);
        match lent.filter(|lent| self.loose.place(&self.f.vars, lent)) {
            Some(lent) => self.temp(code, Expr::Fitted(dot, lent.then(Projection::Deref)), span),
            None => dot,
        }
    }

    /// Whether what a place holds carries a derivative.
    fn is_active_place(&self, place: &Place) -> bool {
        self.is_active(place.root) && crate::kinds::carries(&self.f.vars, place)
    }

    /// Dots for what may be changed through a parameter that nobody differentiates by: what is put there may be read again.
    fn own_dots(&mut self) -> Vec<Stmt> {
        let mut code = Vec::new();
        for param in self.f.params.clone() {
            let is_lent =
                self.f.var(param).ty.is_exclusive() && self.f.var(param).role == Role::Primal;
            if !is_lent || !self.is_active(param) || self.dots.contains_key(&param) {
                continue;
            }
            let span = self.f.var(param).span.resolved_at(Span::mixed_site());
            let mut own = Var { mutable: true, ..Var::new("zero", span) };
            own.role = Role::Tangent;
            own.ty.guess = self.f.var(param).ty.guess.clone();
            let own = self.f.add(own);
            let dot = self.add_dot(param);
            self.f.vars[dot.0].name = format!("{}_dot", self.f.var(param).name);
            self.f.vars[dot.0].of = None;
            // What is stored there needs a tangent.
            let is_stored =
                !self.facts.handed_on.contains(&param) && !self.f.var(param).ty.guess.is_settled();
            let place = Place::whole(param);
            let expr = if is_stored { Expr::ZeroLike(place) } else { Expr::Unwanted(place) };
            code.push(Stmt::Let { var: own, expr, span });
            let expr = Expr::Borrow { place: Place::whole(own), mutable: true };
            code.push(Stmt::Let { var: dot, expr, span });
        }
        code
    }

    fn closure(&mut self, closure: &Closure) -> Closure {
        let dots: Vec<_> = closure.params.iter().map(|param| self.add_dot(*param)).collect();
        let body = self.block(&closure.body);
        Closure { params: closure.params.iter().copied().chain(dots).collect(), body }
    }

    /// The dot of a variable, made if there is none yet: a variable may be defined twice, in the
    /// forward sweep and again in the reverse sweep.
    fn add_dot(&mut self, var: VarId) -> VarId {
        if let Some(dot) = self.dots.get(&var) {
            return *dot;
        }
        let primal = self.f.var(var);
        let dot = Var {
            name: "dot".to_string(),
            of: Some(var),
            span: primal.span.resolved_at(Span::mixed_site()),
            role: Role::Tangent,
            user: false,
            ty: primal.ty.copied(),
            ..primal.clone()
        };
        let dot = self.f.add(dot);
        self.dots.insert(var, dot);
        dot
    }

    /// The dots of what the user's own pattern binds, and what is differentiated may be put into later: zero so far.
    fn bound_dots(&mut self, code: &mut Vec<Stmt>, pattern: &Pattern) {
        let mut bound = pattern.ids();
        bound.retain(|var| self.is_active(*var));
        for var in bound {
            let span = self.f.var(var).span.resolved_at(Span::mixed_site());
            let expr = self.zero(var, &Expr::Atom(Atom::Unit), span);
            code.push(Stmt::Let { var: self.add_dot(var), expr, span });
        }
    }

    /// The dot of an atom; none if it is structurally zero.
    fn dot(&self, atom: &Atom) -> Option<Atom> {
        let var = atom.var().filter(|var| self.is_active(*var))?;
        self.dots.get(&var).map(|dot| Atom::Var(*dot))
    }

    fn dotted(&self, place: &Place) -> Option<Place> {
        let active = self.is_active_place(place);
        let dot = self.dots.get(&place.root).filter(|_| active)?;
        let mut dotted = place.rooted_at(*dot);
        // The dot of a reference that a call or a branch resulted in is owned.
        let is_owned = !self.f.var(*dot).ty.is_reference() && !self.f.var(*dot).ty.optional;
        if is_owned && dotted.projections.first() == Some(&Projection::Deref) {
            dotted.projections.remove(0);
        }
        Some(dotted)
    }

    fn temp(&mut self, code: &mut Vec<Stmt>, expr: Expr, span: Span) -> Atom {
        if let Expr::Atom(atom) = expr {
            return atom;
        }
        let mut var = Var::new("t", span);
        var.role = Role::Tangent;
        var.ty.guess = crate::kinds::of_expr(&self.f.vars, &expr);
        let var = self.f.add(var);
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }

    fn dot_or_zero(&mut self, code: &mut Vec<Stmt>, atom: &Atom, span: Span) -> Atom {
        if let Some(dot) = self.dot(atom) {
            return dot;
        }
        let zero = Atom::float("0.0", span);
        match (crate::kinds::of_atom(&self.f.vars, atom), atom) {
            (Kind::Float, _) => zero,
            // The tangent of `None` is `None`.
            (_, Atom::Constant(path)) if is_none(path) => atom.clone(),
            (kind @ Kind::Real(_), _) => Atom::number("0.0", &kind, span),
            (_, Atom::Var(var)) => self.temp(code, Expr::ZeroLike(Place::whole(*var)), span),
            (_, atom) => {
                let var = self.f.add(Var::new("t", span));
                code.push(Stmt::Let { var, expr: Expr::Atom(atom.clone()), span });
                self.temp(code, Expr::ZeroLike(Place::whole(var)), span)
            }
        }
    }

    fn block(&mut self, block: &Block) -> Block {
        let mut code = Vec::new();
        for stmt in &block.stmts {
            self.stmt(&mut code, stmt);
        }
        Block { stmts: code, results: block.results.clone() }
    }

    fn stmt(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, span } => {
                // Stacks and slots hold the dots of what they hold.
                if !self.is_active(*var) || self.f.var(*var).role == Role::Record {
                    return code.push(stmt.clone());
                }
                self.dotted_let(code, *var, expr, *span);
            }
            Stmt::Call { .. } => self.call(code, stmt),
            Stmt::Store { place, op, value, span } => {
                self.store(code, stmt, (place, *op, value), *span);
            }
            Stmt::Clear { place, span } => {
                code.push(stmt.clone());
                if let Some(place) = self.dotted(place) {
                    code.push(Stmt::Clear { place, span: *span });
                }
            }
            Stmt::Reset { place, shape, span } => {
                code.push(stmt.clone());
                if let Some(place) = self.dotted(place) {
                    code.push(Stmt::Reset { place, shape: shape.clone(), span: *span });
                }
            }
            Stmt::Mutate { results, op, place, args, span } => {
                let dotted = self.dotted(place);
                let dots = dotted.as_ref().map(|_| self.mutator_args(code, *op, args, *span));
                code.push(stmt.clone());
                if let (Some(place), Some(args)) = (dotted, dots) {
                    self.mutate_dots(code, results, *op, (place, args), *span);
                }
            }
            Stmt::Swap { first, second, span } => {
                code.push(stmt.clone());
                if let (Some(first), Some(second)) = (self.dotted(first), self.dotted(second)) {
                    code.push(Stmt::Swap { first, second, span: *span });
                }
            }
            Stmt::If { results, cond, then, otherwise, span } => {
                let active: Vec<_> = results.iter().map(|var| self.is_active(*var)).collect();
                let then = self.branch(then, &active, *span);
                let otherwise = self.branch(otherwise, &active, *span);
                let mut results = results.clone();
                self.add_dots_of_branches(&mut results, &active);
                code.push(Stmt::If { results, cond: cond.clone(), then, otherwise, span: *span });
            }
            Stmt::Match { results, index, arms, span } => {
                let active: Vec<_> = results.iter().map(|var| self.is_active(*var)).collect();
                let arms = arms.iter().map(|arm| self.branch(arm, &active, *span)).collect();
                let mut results = results.clone();
                self.add_dots_of_branches(&mut results, &active);
                code.push(Stmt::Match { results, index: index.clone(), arms, span: *span });
            }
            Stmt::For { var, range, body, until, span } => {
                let (body, range, until) = (self.block(body), range.clone(), *until);
                code.push(Stmt::For { var: *var, range, body, until, span: *span });
            }
            Stmt::Each { pattern, source, body, until, span } => {
                let mut dots = Vec::new();
                self.bound_dots(&mut dots, pattern);
                let mut body = self.block(body);
                body.stmts.splice(0..0, dots);
                let (pattern, source) = (pattern.clone(), source.clone());
                code.push(Stmt::Each { pattern, source, body, until: *until, span: *span });
            }
            Stmt::While { cond, body, span } => {
                let (cond, body) = (self.block(cond), self.block(body));
                code.push(Stmt::While { cond, body, span: *span });
            }
            Stmt::Snapshot { .. } => self.snapshot(code, stmt),
            Stmt::Push { stack, values } => {
                let values = self.with_dots(code, *stack, values);
                code.push(Stmt::Push { stack: *stack, values });
            }
            Stmt::Fill { slot, values } => {
                let values = self.with_dots(code, *slot, values);
                code.push(Stmt::Fill { slot: *slot, values });
            }
            Stmt::Pop { stack, vars } => {
                let mut vars = vars.clone();
                let active = self.records[stack].clone();
                self.add_dots(&mut vars, &active);
                code.push(Stmt::Pop { stack: *stack, vars });
            }
            Stmt::Unpack { slot, vars, body } => {
                let mut vars = vars.clone();
                let active = self.records[slot].clone();
                self.add_dots(&mut vars, &active);
                let body = self.block(body);
                code.push(Stmt::Unpack { slot: *slot, vars, body });
            }
            Stmt::Pull { .. } => self.pull(code, stmt),
            // Nothing is reversed.
            Stmt::Checkpointed { .. } => {}
            Stmt::Prove { .. } | Stmt::Note(_) => code.push(stmt.clone()),
            Stmt::Verbatim { lets, .. } => {
                code.push(stmt.clone());
                lets.iter().for_each(|pattern| self.bound_dots(code, pattern));
            }
            Stmt::Exit { .. } => unreachable!("`exits` has made all exits structured"),
        }
    }

    /// A pullback of the function that is differentiated, which has a tangent too.
    fn pull(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        let Stmt::Pull { cotangent, bars, span, .. } = stmt else {
            unreachable!("called on a pull")
        };
        let dot = self.dot_or_zero(code, cotangent, *span);
        let dotted = |bar: &Option<Place>| bar.as_ref().and_then(|bar| self.dotted(bar));
        let of_bars = bars.iter().map(dotted).collect();
        let mut pulled = stmt.clone();
        if let Stmt::Pull { dots, steep, .. } = &mut pulled {
            (*dots, *steep) = (Some((dot, of_bars)), false);
        }
        code.push(pulled);
    }

    fn branch(&mut self, block: &Block, active: &[bool], span: Span) -> Block {
        let mut dotted = self.block(block);
        for (result, active) in block.results.iter().zip(active) {
            if *active {
                let dot = self.owned_dot(&mut dotted.stmts, result, span);
                dotted.results.push(dot);
            }
        }
        dotted
    }

    /// The same of what branches result in, whose dots are owned.
    fn add_dots_of_branches(&mut self, vars: &mut Vec<VarId>, active: &[bool]) {
        let n = vars.len();
        self.add_dots(vars, active);
        for dot in &vars[n..] {
            self.f.vars[dot.0].ty.held = Held::Owned;
        }
    }

    /// Appends the dots of the variables that are flagged.
    fn add_dots(&mut self, vars: &mut Vec<VarId>, active: &[bool]) {
        for (var, active) in vars.clone().into_iter().zip(active) {
            if *active && self.f.var(var).role != Role::Record {
                vars.push(self.add_dot(var));
            }
        }
    }
}
