//! A variance as the difference of two means, which cancels almost entirely where the mean is large: the rule, and the loop by which it is computed.
//!
//! ```text
//! q = Σⱼ xⱼ·xⱼ;  s = Σⱼ xⱼ;  m = s/n;  v = q/n − m·m
//!
//! let mut w = 0;  for j in 0..n { S'; d = x − m; w += d·d }                 v = w/n
//! ```
//!
//! `n` has to be the number of terms, the length that the loop runs to; both sums may be of one loop, or of two that read the same. What they read is written to nowhere in the function.

use super::forms::Writer;
use super::known::{Known, Right, Variance, method, operands};
use super::totals::{Total, rerun};
use crate::ir::{Atom, BinOp, Block, Expr, Place, Projection, Stmt, StoreOp};

/// `q/n − m·m`
pub(super) fn variance(known: &dyn Known, expr: &Expr) -> Option<Right> {
    let [of_squares, square] = operands(expr, BinOp::Sub)?;
    let mean = squared(known.definition(square)?)?;
    let [squares, n] = operands(known.definition(of_squares)?, BinOp::Div)?;
    let [sum, also_n] = operands(known.definition(mean)?, BinOp::Div)?;
    let (squares, sum) = (known.total(squares)?, known.total(sum)?);
    let x = squared(squares.definition(&squares.value)?)?;
    let here = Side { known, total: squares };
    let there = Side { known, total: sum };
    let is_count = |n: &Atom, total: &Total| match known.definition(n) {
        Some(Expr::Cast(count, _)) => total.runs_to(|end| same(known, count, end)),
        _ => false,
    };
    let is_variance = squares.op == StoreOp::Add
        && sum.op == StoreOp::Add
        && is_count(n, squares)
        && is_count(also_n, sum)
        && same(known, n, also_n)
        && alike((&here, x), (&there, &sum.value))
        && squares.reads().all(|place| known.stays(place))
        && sum.reads().all(|place| known.stays(place));
    let (squares, x) = (squares.clone(), x.clone());
    let variance = Variance { squares, x, mean: mean.clone(), n: n.clone() };
    is_variance.then(|| Right::Variance(Box::new(variance)))
}

/// What a value is the square of.
fn squared(definition: &Expr) -> Option<&Atom> {
    if let Some([a, b]) = operands(definition, BinOp::Mul) {
        return (a == b && a.var().is_some()).then_some(a);
    }
    match method(definition, "powi")? {
        [x, Atom::Literal(syn::Lit::Int(n))] if n.base10_digits() == "2" => Some(x),
        _ => None,
    }
}

/// A loop, as the place where a value is looked at.
struct Side<'a> {
    known: &'a dyn Known,
    total: &'a Total,
}

impl Side<'_> {
    fn definition(&self, atom: &Atom) -> Option<&Expr> {
        self.total.definition(atom).or_else(|| self.known.definition(atom))
    }
}

/// Whether two values outside of loops are equal: one variable, or the same computation, as two lengths of one list.
fn same(known: &dyn Known, a: &Atom, b: &Atom) -> bool {
    if a == b {
        return true;
    }
    match (known.definition(a), known.definition(b)) {
        (Some(Expr::Len(a)), Some(Expr::Len(b))) => a == b && known.stays(a),
        (Some(Expr::Cast(a, to)), Some(Expr::Cast(b, other))) => to == other && same(known, a, b),
        _ => false,
    }
}

/// Whether a value in one loop is what another is in its own, iteration by iteration.
fn alike((here, a): (&Side, &Atom), (there, b): (&Side, &Atom)) -> bool {
    let is_counter = |side: &Side, atom: &Atom| atom.var() == Some(side.total.counter);
    if (a == b && here.total.counter == there.total.counter)
        || (is_counter(here, a) && is_counter(there, b))
    {
        return true;
    }
    match (here.definition(a), there.definition(b)) {
        (Some(Expr::Read(a)), Some(Expr::Read(b))) => {
            let mut steps = a.projections.iter().zip(&b.projections);
            a.root == b.root
                && a.projections.len() == b.projections.len()
                && steps.all(|(a, b)| match (a, b) {
                    (Projection::Index(a), Projection::Index(b)) => alike((here, a), (there, b)),
                    (a, b) => a == b,
                })
        }
        (None, None) => a == b,
        _ => false,
    }
}

impl Writer<'_> {
    /// The variance, by a loop of its own.
    pub fn variance(&mut self, variance: &Variance) -> Atom {
        let Variance { squares, x, mean, n } = variance;
        let zero = self.number(0.0);
        let total = self.storage("spread", zero);
        let (span, kind) = (self.span, self.kind.clone());
        let (var, mut stmts, names) = rerun(self.function, squares.counter, &squares.slice);
        let x = x.var().and_then(|x| names.get(&x)).unwrap_or(x).clone();
        let mut inner = Writer { function: self.function, code: &mut stmts, span, kind };
        let distance = inner.binary(BinOp::Sub, x, mean.clone());
        let square = inner.binary(BinOp::Mul, distance.clone(), distance);
        inner.store(total, StoreOp::Add, square);
        let (range, body) = (squares.range.clone(), Block { stmts, results: Vec::new() });
        self.code.push(Stmt::For { var, range, body, until: None, span });
        let total = self.temp(Expr::Read(Place::whole(total)));
        self.binary(BinOp::Div, total, n.clone())
    }
}
