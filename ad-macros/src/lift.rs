//! The tangent of a function as a function of its own, in the language of primal functions: either mode is applied to it again. That is how derivatives close, at any order.
//!
//! ```text
//! what `tangent` writes                    what stands for it
//! sin::times_dx(x, ẋ)                      ẋ cos(x)                      the slope, written out (`slopes`)
//! clear place                              place = 0
//! let y, ẏ = f[tangent](x, n; ẋ, _)        let pair = f::tangent(x, n, ẋ, ()); let y = pair.0; let ẏ = pair.1
//! ```
//!
//! In: a function, its facts and the dots of its parameters. Out: a function of these parameters, and then of their dots, that results in the value and its
//! tangent, a pair, or in the tangent alone. Invariant: what comes out is verified as a primal function is. Reverse mode applied to it is the pullback of the
//! tangent: of a scalar's, with the value's cotangent zero, that is the product of the Hessian with the dots. Deliberately absent: tangents of pullbacks,
//! which are the same numbers by the symmetry of second derivatives; `tangent` makes them of what `adjoint` returns, and tests compare the two.

mod slopes;

use proc_macro2::{Ident, Span};

use crate::analysis::{Facts, loose::Loose};
use crate::ir::{
    Arg, Atom, Block, Callee, CloneBy, Expr, Function, Place, Projection, Role, Stmt, StoreOp,
    Transform,
};
use crate::ir::{Var, VarId, visit};
use crate::kind::Kind;
use crate::tangent;

/// What a lifted function results in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The value and its tangent.
    Pair,
    /// The tangent.
    Tangent,
}

/// The tangent of a function as a function. `dots` says of each parameter whether it has a dot that matters, and the dot's name.
pub fn lift(
    function: &Function,
    facts: &Facts,
    dots: &[(bool, Ident)],
    wanted: Wanted,
) -> Function {
    let params = function.params.iter().zip(dots);
    let made = params.filter(|(_, (is_made, _))| *is_made);
    let made: Vec<_> = made.map(|(param, (_, name))| (*param, name.clone())).collect();
    let mut lifted = tangent::differentiable(function, facts, &made);
    // One for each parameter, so that callers needn't know of which there are.
    let mut made = lifted.params.split_off(function.params.len()).into_iter().peekable();
    for (is_made, name) in dots {
        let unit = || {
            let mut unit = Var::new(name.to_string(), name.span());
            (unit.role, unit.user) = (Role::Tangent, false);
            unit.ty.is_of(Kind::Unit);
            unit
        };
        let dot = made.next_if(|_| *is_made).unwrap_or_else(|| lifted.add(unit()));
        lifted.params.push(dot);
    }
    let body = std::mem::take(&mut lifted.body);
    let mut cx = Lift { f: lifted, loose: Loose::of(function) };
    let mut body = cx.block(body);
    cx.result(&mut body, wanted);
    Function { body, ..cx.f }
}

struct Lift {
    f: Function,
    /// The places whose tangent may be that of a constant field.
    loose: Loose,
}

impl Lift {
    fn block(&mut self, block: Block) -> Block {
        let mut stmts = Vec::new();
        for stmt in block.stmts {
            self.stmt(&mut stmts, stmt);
        }
        Block { stmts, results: block.results }
    }

    fn stmt(&mut self, code: &mut Vec<Stmt>, mut stmt: Stmt) {
        match stmt {
            Stmt::Let { var, expr: Expr::Partial { method, partial, args, factor }, span } => {
                let slope = self.slope(code, (method, partial), (&args, &factor), span);
                let expr = slopes::product(&self.f, method, factor, slope);
                code.push(Stmt::Let { var, expr, span });
            }
            Stmt::Clear { place, span } => {
                let kind = crate::kinds::of_place(&self.f.vars, &place);
                let zero = match kind.is_float() {
                    true => Atom::number("0.0", &kind, span),
                    false => self.zero_of(code, &place, span),
                };
                code.push(Stmt::Store { place, op: StoreOp::Set, value: zero, span });
            }
            Stmt::Call { transform: Transform::Tangent, .. } => self.call(code, stmt),
            _ => {
                for block in visit::blocks_mut(&mut stmt) {
                    let inner = std::mem::take(block);
                    *block = self.block(inner);
                }
                code.push(stmt);
            }
        }
    }

    fn zero_of(&mut self, code: &mut Vec<Stmt>, place: &Place, span: Span) -> Atom {
        let mut zero = Var::new("zero", span.resolved_at(Span::mixed_site()));
        zero.role = Role::Tangent;
        zero.ty.guess = crate::kinds::of_place(&self.f.vars, place);
        let zero = self.f.add(zero);
        code.push(Stmt::Let { var: zero, expr: Expr::ZeroLike(place.clone()), span });
        Atom::Var(zero)
    }

    /// A dot as an argument like others: where it is lent from what may be the tangent of a constant field, a copy that has the type of a tangent of what is lent.
    fn passed(&mut self, code: &mut Vec<Stmt>, lent: Option<&Arg>, dot: Arg, span: Span) -> Arg {
        let (Arg::Borrow(place), Some(lent)) = (&dot, lent.and_then(Arg::place)) else {
            return dot;
        };
        if !self.loose.place(&self.f.vars, lent) {
            return dot;
        }
        let place = place.clone();
        let mut read = Var::new("t", span.resolved_at(Span::mixed_site()));
        read.role = Role::Tangent;
        read.ty.guess = crate::kinds::of_place(&self.f.vars, &place);
        let (read, fitted) = (self.f.add(read.clone()), self.f.add(read));
        let expr = Expr::Clone { place, by: CloneBy::ToOwned };
        code.push(Stmt::Let { var: read, expr, span });
        let expr = Expr::Fitted(Atom::Var(read), lent.clone());
        code.push(Stmt::Let { var: fitted, expr, span });
        Arg::Borrow(Place::whole(fitted))
    }

    /// The call of a tangent, as one of a function that results in a pair.
    fn call(&mut self, code: &mut Vec<Stmt>, stmt: Stmt) {
        let Stmt::Call { results, callee, args, dots, span, .. } = stmt else {
            unreachable!("called on a call")
        };
        let dots = dots.into_iter().enumerate().map(|(i, dot)| match dot {
            Some(dot) => self.passed(code, args.get(i), dot, span),
            None => Arg::Value(Atom::Unit),
        });
        let dots: Vec<_> = dots.collect();
        let mut pair = Var::new("pair", span.resolved_at(Span::mixed_site()));
        let kinds = results.iter().map(|result| self.f.var(*result).ty.guess.clone());
        pair.ty.guess = Kind::Tuple(kinds.collect());
        pair.may_be_underived = self.f.var(results[0]).may_be_underived;
        let pair = self.f.add(pair);
        if self.f.lent_by_name.contains(&results[0]) {
            self.f.lent_by_name.insert(pair);
        }
        code.push(Stmt::Call {
            results: vec![pair],
            callee: Callee::Tangent(Box::new(callee)),
            transform: Transform::Primal,
            args: args.into_iter().chain(dots).collect(),
            dots: Vec::new(),
            span,
        });
        for (i, result) in results.into_iter().enumerate() {
            let field = Projection::Field(syn::Member::Unnamed(syn::Index::from(i)));
            let expr = Expr::Read(Place::whole(pair).then(field));
            code.push(Stmt::Let { var: result, expr, span });
        }
    }

    /// What the function results in.
    fn result(&mut self, body: &mut Block, wanted: Wanted) {
        let span = self.f.name.span().resolved_at(Span::mixed_site());
        match (wanted, body.results.as_slice()) {
            (Wanted::Pair, [value, dot]) => {
                let kinds = [value, dot].map(|atom| crate::kinds::of_atom(&self.f.vars, atom));
                let mut pair = Var::new("pair", span);
                pair.ty.guess = Kind::Tuple(kinds.to_vec());
                let pair = self.f.add(pair);
                let expr = Expr::Tuple(body.results.clone());
                body.stmts.push(Stmt::Let { var: pair, expr, span });
                self.beside(body, pair, span);
                body.results = vec![Atom::Var(pair)];
            }
            (Wanted::Pair, []) => {
                let pair = self.f.add(Var::new("pair", span));
                let expr = Expr::Tuple(vec![Atom::Unit, Atom::Unit]);
                body.stmts.push(Stmt::Let { var: pair, expr, span });
                body.results = vec![Atom::Var(pair)];
            }
            (Wanted::Tangent, [_, _]) => {
                body.results.remove(0);
                if let Some(twins) = &mut self.f.twins {
                    twins.value = None;
                }
            }
            _ => {}
        }
    }

    /// The pair that derivatives of this one return, if they return another value than the one that they are made of.
    fn beside(&mut self, body: &mut Block, pair: VarId, span: Span) {
        let plain = self.f.twins.as_ref().and_then(|twins| twins.value);
        let Some(plain) = plain else { return };
        let beside = self.f.add_copy(pair);
        let expr = Expr::Tuple(vec![Atom::Var(plain), body.results[1].clone()]);
        body.stmts.push(Stmt::Let { var: beside, expr, span });
        if let Some(twins) = &mut self.f.twins {
            twins.value = Some(beside);
        }
    }
}
