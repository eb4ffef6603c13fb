//! The walk: each statement as it is, and after it what computes the twins of what it defines.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use super::Plan;
use super::forms::{Form, Writer};
use super::known::{Known, Right};
use super::rules::{self, RULES};
use super::storage::Storage;
use super::totals::Total;
use crate::analysis::Facts;
use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, BinOp, Block, Expr, Function, Note, Place, Stmt, Twins, VarId, visit};
use crate::kind::Kind;

/// The state of the walk.
pub(super) struct Walk<'a> {
    pub(super) function: Function,
    facts: &'a Facts,
    plan: &'a Plan,
    storage: Storage,
    /// What is used in the place of which variable; of a mutable one, its own twin.
    names: Renaming,
    /// What immutable variables are computed by, of twins where there are some.
    definitions: BTreeMap<VarId, Expr>,
    forms: BTreeMap<VarId, Form>,
    /// The variables that stand for sums in forms.
    sum_of: BTreeMap<VarId, VarId>,
    /// The sums of the loops that are behind: what a read of one is.
    loops: BTreeMap<VarId, Form>,
    /// What the loops behind add up.
    pub(super) totals: BTreeMap<VarId, Total>,
    /// The mutable variables that the blocks around declare.
    declared: Vec<BTreeSet<VarId>>,
    found: Plan,
    used: BTreeSet<VarId>,
}

impl Known for Walk<'_> {
    fn form(&self, atom: &Atom) -> Form {
        self.form_of(atom)
    }

    fn definition(&self, atom: &Atom) -> Option<&Expr> {
        self.definitions.get(&atom.var()?)
    }

    fn total(&self, atom: &Atom) -> Option<&Total> {
        match self.definition(atom)? {
            Expr::Read(place) if place.projections.is_empty() => self.totals.get(&place.root),
            Expr::Atom(atom) => self.total(atom),
            _ => None,
        }
    }

    fn stays(&self, place: &Place) -> bool {
        self.storage.stays(place.root)
    }
}

impl<'a> Walk<'a> {
    /// The function with its twins, and what would have to be there for them.
    pub fn of(primal: &Function, facts: &'a Facts, plan: &'a Plan) -> (Function, Plan) {
        let mut function = primal.clone();
        let body = std::mem::take(&mut function.body);
        let mut twins = Walk {
            storage: Storage::of(primal),
            function,
            facts,
            plan,
            names: Renaming::new(),
            definitions: BTreeMap::new(),
            forms: BTreeMap::new(),
            sum_of: BTreeMap::new(),
            loops: BTreeMap::new(),
            totals: BTreeMap::new(),
            declared: Vec::new(),
            found: Plan::default(),
            used: BTreeSet::new(),
        };
        let mut body = twins.block(&body);
        let Walk { mut function, names, found, used, .. } = twins;
        let made = primal.vars.len()..function.vars.len();
        // The result goes through its twin, and is what it was. It may be one that was there before: `x`, of `x + y - y`.
        let mut value = None;
        if let Some(Atom::Var(result)) = body.results.first().cloned()
            && let Some(twin) = names.get(&result)
        {
            value = Some(result);
            body.results[0] = twin.clone();
        }
        function.twins = (value.is_some() || !made.is_empty()).then_some(Twins { value, made });
        function.body = body;
        (function, Plan { sums: Some(used), ..found })
    }

    fn is_active(&self, var: VarId) -> bool {
        var.0 < self.facts.varied.len() && self.facts.is_active(var)
    }

    fn is_number(&self, var: VarId) -> bool {
        let ty = &self.function.var(var).ty;
        ty.guess.is_float() && !ty.is_reference()
    }

    pub(super) fn form_of(&self, atom: &Atom) -> Form {
        let atom = self.renamed_atom(atom);
        let known = atom.var().and_then(|var| self.forms.get(&var));
        known.cloned().unwrap_or_else(|| Form::plain(atom))
    }

    fn renamed_atom(&self, atom: &Atom) -> Atom {
        let twin = atom.var().and_then(|var| self.names.get(&var));
        twin.cloned().unwrap_or_else(|| atom.clone())
    }

    pub(super) fn writer<'b>(
        &'b mut self,
        code: &'b mut Vec<Stmt>,
        of: VarId,
        span: Span,
    ) -> Writer<'b> {
        let kind = match &self.function.var(of).ty.guess {
            Kind::Real(name) => Kind::Real(name.clone()),
            _ => Kind::Float,
        };
        Writer { function: &mut self.function, code, span, kind }
    }

    /// Whether a variable is a sum that this block declares.
    pub(super) fn is_total_here(&self, var: VarId) -> bool {
        let is_here = self.declared.last().is_some_and(|here| here.contains(&var));
        is_here && self.storage.sums.contains(&var) && self.is_active(var)
    }

    /// The same, if its form is to be there.
    pub(super) fn is_sum_here(&self, var: VarId) -> bool {
        self.is_total_here(var) && self.is_wanted(var)
    }

    fn is_wanted(&self, sum: VarId) -> bool {
        self.plan.sums.as_ref().is_none_or(|sums| sums.contains(&sum))
    }

    pub(super) fn note_sum(&mut self, of: VarId, total: Atom, form: Form) {
        self.sum_of.extend(total.var().map(|total| (total, of)));
        self.loops.insert(of, form);
    }

    /// The sums that a form is made of are used.
    pub(super) fn note_used(&mut self, form: &Form) {
        let vars = form.atoms().filter_map(Atom::var);
        self.used.extend(vars.filter_map(|var| self.sum_of.get(&var)));
    }

    fn block(&mut self, block: &Block) -> Block {
        self.declared.push(BTreeSet::new());
        let mut code = Vec::new();
        for stmt in &block.stmts {
            self.stmt(&mut code, stmt);
        }
        self.declared.pop();
        Block { stmts: code, results: block.results.clone() }
    }

    fn stmt(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, span } => {
                code.push(stmt.clone());
                match self.function.var(*var).mutable {
                    true => self.declare(code, *var, expr, *span),
                    false => self.define(code, *var, expr, *span),
                }
            }
            Stmt::Store { place, op, value, span } => {
                code.push(stmt.clone());
                let value_of = self.renamed_atom(value);
                let is_whole = place.projections.is_empty();
                if value_of != *value && is_whole && self.storage.numbers.contains(&place.root) {
                    self.found.storage.insert(place.root);
                }
                if let Some(Atom::Var(twin)) = self.names.get(&place.root).filter(|_| is_whole) {
                    let place = place.rooted_at(*twin);
                    code.push(Stmt::Store { place, op: *op, value: value_of, span: *span });
                }
            }
            Stmt::If { .. } | Stmt::Match { .. } => self.branches(code, stmt),
            Stmt::For { body, .. } => {
                let mut looped = stmt.clone();
                self.inside(&mut looped);
                self.summed(code, body, looped);
            }
            stmt => {
                let mut stmt = stmt.clone();
                self.inside(&mut stmt);
                code.push(stmt);
            }
        }
    }

    fn inside(&mut self, stmt: &mut Stmt) {
        for inner in visit::blocks_mut(stmt) {
            *inner = self.block(&std::mem::take(inner));
        }
    }

    /// The twin of a mutable variable, if it is to have one.
    fn declare(&mut self, code: &mut Vec<Stmt>, var: VarId, expr: &Expr, span: Span) {
        if let Some(here) = self.declared.last_mut() {
            here.insert(var);
        }
        if !self.storage.numbers.contains(&var) {
            return;
        }
        let first = self.renamed(expr);
        let has_other_value = first.is_some();
        if has_other_value && self.is_active(var) {
            self.found.storage.insert(var);
        }
        if self.plan.storage.contains(&var) {
            let twin = self.function.add_copy(var);
            let expr = first.unwrap_or_else(|| expr.clone());
            code.push(Stmt::Let { var: twin, expr, span });
            self.names.insert(var, Atom::Var(twin));
        }
    }

    /// The twin of an immutable one, if there is a rule for it or it is computed by others.
    fn define(&mut self, code: &mut Vec<Stmt>, var: VarId, plain: &Expr, span: Span) {
        let other = self.renamed(plain);
        let expr = other.as_ref().unwrap_or(plain);
        if !self.is_number(var) {
            self.definitions.insert(var, plain.clone());
            // A tuple of twins.
            if let (Some(other), Expr::Tuple(_)) = (other, plain) {
                self.follow(code, var, other, span);
            }
            return;
        }
        let read = match plain {
            Expr::Read(place) if place.projections.is_empty() => self.loops.get(&place.root),
            _ => None,
        };
        let form = read.cloned().or_else(|| rules::form(self, expr));
        let right = match self.is_active(var) {
            true => RULES.iter().find_map(|rule| Some((rule, (rule.find)(self, expr)?))),
            false => None,
        };
        let form = form.or_else(|| self.two_terms(code, var, &expr.clone(), span));
        let expr = expr.clone();
        match (right, other) {
            (Some((rule, right)), _) => {
                code.push(Stmt::Note(Note::Words(vec![rule.words()])));
                let twin = self.written(code, var, right, span);
                self.names.insert(var, twin);
            }
            (None, Some(other)) if self.is_active(var) => self.follow(code, var, other, span),
            _ => {}
        }
        // Whoever is asked for by the plain name is asked for by the twin's.
        let key = self.renamed_atom(&Atom::Var(var)).var();
        if let Some(key) = key {
            self.definitions.entry(key).or_insert(expr);
            if let Some(form) = form {
                self.forms.entry(key).or_insert(form);
            }
        }
    }

    /// A twin by the same operation.
    fn follow(&mut self, code: &mut Vec<Stmt>, var: VarId, expr: Expr, span: Span) {
        let twin = self.function.add_copy(var);
        code.push(Stmt::Let { var: twin, expr, span });
        self.names.insert(var, Atom::Var(twin));
    }

    /// An expression of twins; none if it has none, or isn't one that they can follow.
    fn renamed(&self, expr: &Expr) -> Option<Expr> {
        let can_follow = matches!(
            expr,
            Expr::Atom(_)
                | Expr::Read(_)
                | Expr::Unary(..)
                | Expr::Binary(..)
                | Expr::Method { .. }
                | Expr::Cast(..)
                | Expr::Tuple(_)
        );
        let mut has_twin = false;
        visit::expr(expr, &mut |use_| {
            let var = visit::used_var(use_);
            has_twin |= var.is_some_and(|var| self.names.contains_key(&var));
        });
        if !can_follow || !has_twin {
            return None;
        }
        let (var, span) = (VarId(0), Span::mixed_site());
        let mut stmt = Stmt::Let { var, expr: expr.clone(), span };
        rename::uses(&mut stmt, &self.names);
        match stmt {
            // A number that is written down has no methods, as long as its type is inferred.
            Stmt::Let { expr: Expr::Method { args, .. }, .. } if args[0].var().is_none() => None,
            Stmt::Let { expr, .. } => Some(expr),
            _ => None,
        }
    }

    /// A right side as code: the twin of a variable.
    fn written(&mut self, code: &mut Vec<Stmt>, var: VarId, right: Right, span: Span) -> Atom {
        if let Right::Value(form) | Right::Ln(form) | Right::LnOneMore(form) = &right {
            self.note_used(form);
        }
        let mut writer = self.writer(code, var, span);
        match right {
            Right::Value(form) => writer.value(&form),
            Right::Ln(form) => writer.ln(&form),
            Right::LnOneMore(form) => {
                let one = Form::default();
                let (total, shift) = writer.two_terms([&one, &form], false);
                let form = Form { num: vec![total], ..Form::exp(vec![(1.0, shift)]) };
                writer.ln(&form)
            }
            Right::Abs(x) => writer.method("abs", vec![x]),
            Right::Atom(atom) => atom,
            Right::Number(number) => writer.number(number),
            Right::Variance(variance) => writer.variance(&variance),
        }
    }

    /// The form of a sum of two, one of which is an exponential.
    fn two_terms(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        expr: &Expr,
        span: Span,
    ) -> Option<Form> {
        let (left, right, is_minus) = match expr {
            Expr::Binary(BinOp::Add, left, right) => (left, right, false),
            Expr::Binary(BinOp::Sub, left, right) => (left, right, true),
            _ => return None,
        };
        let [left, right] = [left, right].map(|atom| self.form_of(atom));
        let has_exp = !left.exponent.is_empty() || !right.exponent.is_empty();
        if !has_exp || !self.is_active(var) || !self.is_wanted(var) {
            return None;
        }
        self.note_used(&left);
        self.note_used(&right);
        let mut writer = self.writer(code, var, span);
        let (total, shift) = writer.two_terms([&left, &right], is_minus);
        self.sum_of.extend(total.var().map(|total| (total, var)));
        Some(Form { num: vec![total], ..Form::exp(vec![(1.0, shift)]) })
    }

    /// Branches whose values have twins result in these too.
    fn branches(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        let mut stmt = stmt.clone();
        self.inside(&mut stmt);
        let results = visit::defines(&stmt);
        for (i, result) in results.into_iter().enumerate() {
            let blocks = visit::blocks(&stmt);
            let has_twin = |block: &&Block| {
                block.results.get(i).is_some_and(|atom| self.renamed_atom(atom) != *atom)
            };
            if !self.is_number(result) || !self.is_active(result) || !blocks.iter().any(has_twin) {
                continue;
            }
            let twin = self.function.add_copy(result);
            for block in visit::blocks_mut(&mut stmt) {
                if let Some(atom) = block.results.get(i) {
                    let atom = self.renamed_atom(atom);
                    block.results.push(atom);
                }
            }
            if let Stmt::If { results, .. } | Stmt::Match { results, .. } = &mut stmt {
                results.push(twin);
            }
            self.names.insert(result, Atom::Var(twin));
        }
        code.push(stmt);
    }
}
