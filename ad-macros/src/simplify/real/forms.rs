//! Values as `± a b … / (c d …) · exp(k v + l w + …)`.
//!
//! In: forms of operands. Out: the form of what an operation makes of them, and statements that compute what is wanted of it. Atoms in a form are immutable
//! variables and literals, so that it means the same wherever they are in scope.

use proc_macro2::Span;

use crate::ir::{Atom, BinOp, Expr, Function, Place, Stmt, StoreOp, UnOp, Var, VarId};
use crate::kind::Kind;
use crate::primitives;

/// A value, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub negative: bool,
    pub num: Vec<Atom>,
    pub den: Vec<Atom>,
    /// What is in the exponent, with how much of it; none where there is no exponential.
    pub exponent: Vec<(f64, Atom)>,
    /// Whether there is an exponential, which may have cancelled.
    pub is_exp: bool,
}

/// How many factors and terms a form has at most.
const MOST: usize = 12;

impl Form {
    /// A value that isn't taken apart.
    pub fn plain(atom: Atom) -> Form {
        match atom.as_float() {
            Some(1.0) => Form::default(),
            _ => Form { num: vec![atom], ..Form::default() },
        }
    }

    /// The exponential of a sum.
    pub fn exp(exponent: Vec<(f64, Atom)>) -> Form {
        Form { exponent, is_exp: true, ..Form::default() }
    }

    /// The product; none if it is too long.
    pub fn times(&self, other: &Form) -> Option<Form> {
        let mut product = self.clone();
        product.negative ^= other.negative;
        product.is_exp |= other.is_exp;
        for atom in &other.num {
            product.multiply(atom.clone());
        }
        for atom in &other.den {
            product.divide(atom.clone());
        }
        for (factor, atom) in &other.exponent {
            add(&mut product.exponent, *factor, atom.clone());
        }
        let n = product.num.len() + product.den.len() + product.exponent.len();
        (n <= MOST).then_some(product)
    }

    /// One divided by it.
    pub fn inverse(&self) -> Form {
        let exponent = self.exponent.iter().map(|(factor, atom)| (-factor, atom.clone()));
        Form {
            num: self.den.clone(),
            den: self.num.clone(),
            exponent: exponent.collect(),
            ..self.clone()
        }
    }

    fn multiply(&mut self, atom: Atom) {
        match self.den.iter().position(|there| *there == atom) {
            Some(i) => drop(self.den.remove(i)),
            None => self.num.push(atom),
        }
    }

    fn divide(&mut self, atom: Atom) {
        match self.num.iter().position(|there| *there == atom) {
            Some(i) => drop(self.num.remove(i)),
            None => self.den.push(atom),
        }
    }

    /// Whether it is nothing but an exponential.
    pub fn is_pure(&self) -> bool {
        self.is_exp && self.num.is_empty() && self.den.is_empty() && !self.negative
    }

    /// The atoms in it.
    pub fn atoms(&self) -> impl Iterator<Item = &Atom> {
        let factors = self.num.iter().chain(&self.den);
        factors.chain(self.exponent.iter().map(|(_, atom)| atom))
    }
}

/// Adds a multiple of something to a sum; what cancels goes.
pub(super) fn add(sum: &mut Vec<(f64, Atom)>, factor: f64, atom: Atom) {
    match sum.iter_mut().find(|(_, there)| *there == atom) {
        Some((there, _)) => *there += factor,
        None => sum.push((factor, atom)),
    }
    sum.retain(|(factor, _)| *factor != 0.0);
}

/// Writes what computes forms, after the statements that are there.
pub(super) struct Writer<'a> {
    pub function: &'a mut Function,
    pub code: &'a mut Vec<Stmt>,
    pub span: Span,
    /// The kind of all numbers that are made.
    pub kind: Kind,
}

impl Writer<'_> {
    pub fn number(&self, value: f64) -> Atom {
        Atom::number(&format!("{value:?}"), &self.kind, self.span)
    }

    fn var(&mut self, name: &str, mutable: bool) -> VarId {
        let mut var = Var::new(name, self.span.resolved_at(Span::mixed_site()));
        var.ty.is_of(self.kind.clone());
        var.mutable = mutable;
        self.function.add(var)
    }

    /// A temporary.
    pub fn temp(&mut self, expr: Expr) -> Atom {
        if let Expr::Atom(atom) = expr {
            return atom;
        }
        let var = self.var("t", false);
        self.code.push(Stmt::Let { var, expr, span: self.span });
        Atom::Var(var)
    }

    /// Storage that begins with a value.
    pub fn storage(&mut self, name: &str, first: Atom) -> VarId {
        let var = self.var(name, true);
        self.code.push(Stmt::Let { var, expr: Expr::Atom(first), span: self.span });
        var
    }

    pub fn store(&mut self, var: VarId, op: StoreOp, value: Atom) {
        self.code.push(Stmt::Store { place: Place::whole(var), op, value, span: self.span });
    }

    pub fn binary(&mut self, op: BinOp, left: Atom, right: Atom) -> Atom {
        self.temp(Expr::Binary(op, left, right))
    }

    /// A method of floats.
    pub fn method(&mut self, name: &str, args: Vec<Atom>) -> Atom {
        let Some(method) = primitives::method(name) else {
            unreachable!("a method in the table of primitives")
        };
        self.temp(Expr::Method { method, path: None, args })
    }

    /// `Σ k·a`; none if it is empty.
    pub fn sum(&mut self, terms: &[(f64, Atom)]) -> Option<Atom> {
        // What is added comes first: no negation is needed.
        let (plus, minus): (Vec<_>, Vec<_>) = terms.iter().partition(|(factor, _)| *factor > 0.0);
        let mut sum: Option<Atom> = None;
        for (factor, atom) in plus.into_iter().chain(minus) {
            let term = match factor.abs() {
                1.0 => atom.clone(),
                size => {
                    let size = self.number(size);
                    self.binary(BinOp::Mul, size, atom.clone())
                }
            };
            sum = Some(match (sum, *factor > 0.0) {
                (None, true) => term,
                (None, false) => self.temp(Expr::Unary(UnOp::Neg, term)),
                (Some(sum), true) => self.binary(BinOp::Add, sum, term),
                (Some(sum), false) => self.binary(BinOp::Sub, sum, term),
            });
        }
        sum
    }

    /// The factors before the exponential, without their sign; none if they are 1.
    pub fn factors(&mut self, form: &Form) -> Option<Atom> {
        let mut product: Option<Atom> = None;
        for atom in &form.num {
            product = Some(match product {
                None => atom.clone(),
                Some(product) => self.binary(BinOp::Mul, product, atom.clone()),
            });
        }
        for atom in &form.den {
            let product_of = product.take().unwrap_or_else(|| self.number(1.0));
            product = Some(self.binary(BinOp::Div, product_of, atom.clone()));
        }
        product
    }

    /// The value, times `exp(−shift)`.
    pub fn shifted(&mut self, form: &Form, shift: Option<&Atom>) -> Atom {
        let sum = self.sum(&form.exponent);
        let exponent = match (sum, shift) {
            (Some(sum), Some(shift)) => Some(self.binary(BinOp::Sub, sum, shift.clone())),
            (None, Some(shift)) => Some(self.temp(Expr::Unary(UnOp::Neg, shift.clone()))),
            (sum, None) => sum,
        };
        let exp = exponent.map(|exponent| self.method("exp", vec![exponent]));
        let value = match (self.factors(form), exp) {
            (Some(factors), Some(exp)) => self.binary(BinOp::Mul, factors, exp),
            (Some(value), None) | (None, Some(value)) => value,
            (None, None) => self.number(1.0),
        };
        match form.negative {
            true => self.temp(Expr::Unary(UnOp::Neg, value)),
            false => value,
        }
    }

    /// The value.
    pub fn value(&mut self, form: &Form) -> Atom {
        self.shifted(form, None)
    }

    /// Its logarithm, the form being positive: of factors that are written down it is one too. Of a quotient only as a whole is it known that it is positive.
    pub fn ln(&mut self, form: &Form) -> Atom {
        let mut terms = form.exponent.clone();
        let is_known = |atom: &&Atom| atom.as_float().is_some_and(|number| number > 0.0);
        let ln_of = |atoms: &[Atom]| {
            let known = atoms.iter().filter(is_known).filter_map(Atom::as_float);
            known.map(f64::ln).sum::<f64>()
        };
        let constant = ln_of(&form.num) - ln_of(&form.den);
        let others = |atoms: &[Atom]| {
            let others = atoms.iter().filter(|atom| !is_known(atom));
            others.cloned().collect::<Vec<_>>()
        };
        let (num, den) = (others(&form.num), others(&form.den));
        let (sign, num, den) = match num.is_empty() {
            true => (-1.0, den, num),
            false => (1.0, num, den),
        };
        if let Some(factors) = self.factors(&Form { num, den, ..Form::default() }) {
            let ln = self.method("ln", vec![factors]);
            add(&mut terms, sign, ln);
        }
        if constant != 0.0 {
            let size = self.number(constant.abs());
            add(&mut terms, constant.signum(), size);
        }
        self.sum(&terms).unwrap_or_else(|| self.number(0.0))
    }

    /// `a ± b` as `r·exp(m)`: the two.
    pub fn two_terms(&mut self, [a, b]: [&Form; 2], is_minus: bool) -> (Atom, Atom) {
        let exponents = [a, b].map(|form| self.sum(&form.exponent).map(|sum| self.stopped(sum)));
        let shift = match exponents {
            [Some(a), Some(b)] => self.method("max", vec![a, b]),
            [Some(one), None] | [None, Some(one)] => {
                let zero = self.number(0.0);
                self.method("max", vec![one, zero])
            }
            [None, None] => self.number(0.0),
        };
        let [a, b] = [a, b].map(|form| self.shifted(form, Some(&shift)));
        let op = if is_minus { BinOp::Sub } else { BinOp::Add };
        (self.binary(op, a, b), shift)
    }

    /// A value as a constant.
    pub fn stopped(&mut self, atom: Atom) -> Atom {
        match atom.var() {
            Some(_) => self.temp(Expr::Stop(atom)),
            None => atom,
        }
    }
}
