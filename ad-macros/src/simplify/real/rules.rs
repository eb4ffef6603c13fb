//! The table of rules. Each is a row: its equation, why it holds, and what finds its left side.

use super::forms::{Form, add};
use super::known::{Known, Right, method, operands};
use super::variance::variance;
use crate::ir::{Atom, BinOp, Expr, UnOp};

/// An identity of the reals.
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What is looked for.
    pub left: &'static str,
    /// What is put there.
    pub right: &'static str,
    /// Why both are equal wherever the left side is defined.
    pub because: &'static str,
    /// Finds the left side.
    pub(super) find: fn(&dyn Known, &Expr) -> Option<Right>,
}

impl Rule {
    /// The rule in words.
    pub(super) fn words(&self) -> String {
        let Rule { name, left, right, because, .. } = self;
        format!("Over the reals, {left} = {right} (`{name}`), since {because}.")
    }
}

/// In this order: the first that fits is used.
pub const RULES: &[Rule] = &[
    Rule {
        name: "itself",
        left: "x / x",
        right: "1",
        because: "x ≠ 0 where the left side is defined, and elsewhere it is the limit",
        find: itself,
    },
    Rule {
        name: "cancel",
        left: "x·y / y, x / y · y",
        right: "x",
        because: "y ≠ 0 where the left side is defined, and elsewhere it is the limit",
        find: cancel,
    },
    Rule {
        name: "nothing",
        left: "x + y − y, x − y + y, x − x",
        right: "x, x, 0",
        because: "addition has inverses",
        find: nothing,
    },
    Rule {
        name: "ln_exp",
        left: "ln(c·exp(w))",
        right: "w + ln c",
        because: "ln turns products into sums and is the inverse of exp; c > 0 where the left side is defined",
        find: ln_exp,
    },
    Rule {
        name: "ln_1p_exp",
        left: "ln(1 + c·exp(w))",
        right: "m + ln(exp(−m) + c·exp(w − m)), m = max(0, w)",
        because: "1 = exp(−m)·exp(m) for any m, and ln turns products into sums",
        find: ln_1p_exp,
    },
    Rule {
        name: "quotient",
        left: "c·exp(v) / (d·exp(w))",
        right: "(c/d)·exp(v − w)",
        because: "exp(v) / exp(w) = exp(v − w)",
        find: quotient,
    },
    Rule {
        name: "product",
        left: "c·exp(v) · d·exp(w)",
        right: "(c·d)·exp(v + w)",
        because: "exp(v) · exp(w) = exp(v + w)",
        find: product,
    },
    Rule {
        name: "exp_ln",
        left: "exp(ln a + ln b − ln c + w)",
        right: "(a·b/c)·exp(w)",
        because: "exp(ln a) = a where ln a is defined",
        find: exp_ln,
    },
    Rule {
        name: "variance",
        left: "Σ x²/n − (Σ x/n)²",
        right: "Σ (x − m)²/n, m = Σ x/n",
        because: "Σ (x − m)² = Σ x² − 2·m·Σ x + n·m² for n terms",
        find: variance,
    },
    Rule {
        name: "root",
        left: "√(x·x)",
        right: "|x|",
        because: "neither is negative, and their squares are equal",
        find: root,
    },
];

/// How deep a sum in an exponent is looked into.
const DEPTH: usize = 6;

/// The form of what an operation makes, but for sums.
pub(super) fn form(known: &dyn Known, expr: &Expr) -> Option<Form> {
    let form = match expr {
        Expr::Atom(atom) => known.form(atom),
        Expr::Unary(UnOp::Neg, atom) => {
            let form = known.form(atom);
            Form { negative: !form.negative, ..form }
        }
        Expr::Binary(BinOp::Mul, left, right) => known.form(left).times(&known.form(right))?,
        Expr::Binary(BinOp::Div, left, right) => {
            known.form(left).times(&known.form(right).inverse())?
        }
        expr => of_method(known, expr)?,
    };
    form.is_exp.then_some(form)
}

fn of_method(known: &dyn Known, expr: &Expr) -> Option<Form> {
    if let Some([x]) = method(expr, "exp") {
        return exp(known, x);
    }
    if let Some([x]) = method(expr, "recip") {
        return Some(known.form(x).inverse());
    }
    if let Some([x, n]) = method(expr, "powi") {
        return power(&known.form(x), n);
    }
    if let Some([x]) = method(expr, "sqrt") {
        let form = known.form(x);
        let half = form.exponent.iter().map(|(factor, atom)| (factor / 2.0, atom.clone()));
        return form.is_pure().then(|| Form { exponent: half.collect(), ..form.clone() });
    }
    None
}

/// An exponential: what are logarithms in its exponent become factors.
fn exp(known: &dyn Known, x: &Atom) -> Option<Form> {
    let mut terms = Vec::new();
    linear(known, x, (1.0, DEPTH), &mut terms);
    let (mut form, mut found) = (Form::exp(Vec::new()), false);
    for (factor, atom) in terms {
        let of = known.definition(&atom).and_then(|of| method(of, "ln"));
        match (of, factor) {
            (Some([of]), 1.0) => form = form.times(&Form::plain(of.clone()))?,
            (Some([of]), -1.0) => form = form.times(&Form::plain(of.clone()).inverse())?,
            _ => {
                add(&mut form.exponent, factor, atom);
                continue;
            }
        }
        found = true;
    }
    match found {
        true => Some(Form { is_exp: true, ..form }),
        false => x.var().map(|_| Form::exp(vec![(1.0, x.clone())])),
    }
}

/// A value as a sum of multiples of others.
fn linear(
    known: &dyn Known,
    atom: &Atom,
    (factor, depth): (f64, usize),
    sum: &mut Vec<(f64, Atom)>,
) {
    let definition = known.definition(atom).filter(|_| depth > 0);
    let inner = depth.saturating_sub(1);
    match definition {
        Some(Expr::Binary(BinOp::Add, left, right)) => {
            linear(known, left, (factor, inner), sum);
            linear(known, right, (factor, inner), sum);
        }
        Some(Expr::Binary(BinOp::Sub, left, right)) => {
            linear(known, left, (factor, inner), sum);
            linear(known, right, (-factor, inner), sum);
        }
        Some(Expr::Unary(UnOp::Neg, of)) => linear(known, of, (-factor, inner), sum),
        _ => add(sum, factor, atom.clone()),
    }
}

/// A power with an exponent that is written down.
fn power(form: &Form, n: &Atom) -> Option<Form> {
    let Atom::Literal(syn::Lit::Int(n)) = n else { return None };
    let n: u32 = n.base10_parse().ok().filter(|n| (1..=4).contains(n))?;
    (1..n).try_fold(form.clone(), |product, _| product.times(form))
}

fn itself(_: &dyn Known, expr: &Expr) -> Option<Right> {
    let [x, y] = operands(expr, BinOp::Div)?;
    (x == y && x.var().is_some()).then_some(Right::Number(1.0))
}

fn cancel(known: &dyn Known, expr: &Expr) -> Option<Right> {
    if let Some([product, y]) = operands(expr, BinOp::Div) {
        let [a, b] = operands(known.definition(product)?, BinOp::Mul)?;
        return other([a, b], y).map(Right::Atom);
    }
    let [a, b] = operands(expr, BinOp::Mul)?;
    [(a, b), (b, a)].into_iter().find_map(|(quotient, y)| {
        let [x, of] = operands(known.definition(quotient)?, BinOp::Div)?;
        (of == y && y.var().is_some()).then(|| Right::Atom(x.clone()))
    })
}

fn nothing(known: &dyn Known, expr: &Expr) -> Option<Right> {
    if let Some([sum, y]) = operands(expr, BinOp::Sub) {
        if sum == y && y.var().is_some() {
            return Some(Right::Number(0.0));
        }
        let [a, b] = operands(known.definition(sum)?, BinOp::Add)?;
        return other([a, b], y).map(Right::Atom);
    }
    let [a, b] = operands(expr, BinOp::Add)?;
    [(a, b), (b, a)].into_iter().find_map(|(difference, y)| {
        let [x, of] = operands(known.definition(difference)?, BinOp::Sub)?;
        (of == y && y.var().is_some()).then(|| Right::Atom(x.clone()))
    })
}

/// The one of two that isn't this one.
fn other([a, b]: [&Atom; 2], one: &Atom) -> Option<Atom> {
    match one.var() {
        Some(_) if b == one => Some(a.clone()),
        Some(_) if a == one => Some(b.clone()),
        _ => None,
    }
}

fn ln_exp(known: &dyn Known, expr: &Expr) -> Option<Right> {
    let [x] = method(expr, "ln")? else { return None };
    let form = known.form(x);
    (form.is_exp && !form.negative).then_some(Right::Ln(form))
}

fn ln_1p_exp(known: &dyn Known, expr: &Expr) -> Option<Right> {
    let [x] = method(expr, "ln_1p")? else { return None };
    let form = known.form(x);
    (form.is_exp && !form.exponent.is_empty()).then_some(Right::LnOneMore(form))
}

fn quotient(known: &dyn Known, expr: &Expr) -> Option<Right> {
    let below = match operands(expr, BinOp::Div) {
        Some([_, below]) => below,
        None => method(expr, "recip")?.first()?,
    };
    known.form(below).is_exp.then(|| form(known, expr)).flatten().map(Right::Value)
}

fn product(known: &dyn Known, expr: &Expr) -> Option<Right> {
    let [a, b] = operands(expr, BinOp::Mul)?;
    let are_both = known.form(a).is_exp && known.form(b).is_exp;
    are_both.then(|| form(known, expr)).flatten().map(Right::Value)
}

fn exp_ln(known: &dyn Known, expr: &Expr) -> Option<Right> {
    method(expr, "exp")?;
    let form = form(known, expr)?;
    let has_factors = !form.num.is_empty() || !form.den.is_empty();
    has_factors.then_some(Right::Value(form))
}

fn root(known: &dyn Known, expr: &Expr) -> Option<Right> {
    let [square] = method(expr, "sqrt")? else { return None };
    let definition = known.definition(square)?;
    let x = match operands(definition, BinOp::Mul) {
        Some([a, b]) => (a == b && a.var().is_some()).then_some(a),
        None => match method(definition, "powi")? {
            [x, Atom::Literal(syn::Lit::Int(n))] if n.base10_digits() == "2" => Some(x),
            _ => None,
        },
    };
    x.map(|x| Right::Abs(x.clone()))
}
