//! Operators, and their operands.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::Lower;
use super::build::truth;
use super::syntax::compound;
use crate::ir::{Atom, BinOp, Block, Expr, Place, Projection, Stmt, UnOp};
use crate::kind::{Held, Kind};
use crate::kinds;
use crate::unsupported;

impl Lower<'_> {
    /// An operand of an operator, where a reference to a number stands for the number.
    pub(super) fn operand(&mut self, expr: &syn::Expr) -> Atom {
        if let syn::Expr::Path(path) = expr
            && let Some((place, mode)) = self.alias(path)
        {
            let value = self.read(place);
            let value = self.atom(value, expr.span());
            self.note_looked_through(&value, mode.held());
            return value;
        }
        let atom = self.value(expr);
        let value = self.number(atom, expr.span(), true);
        if let (Some(var), Some(held)) = (value.var(), borrowed(expr)) {
            // `&*r` is another reference than `r`.
            let through = &mut self.function.vars[var.0].ty.looked_through;
            *through = through.map(|_| held);
        }
        value
    }

    /// The operands of a comparison. Both are references, or none: where one is looked through, the other is `&0.0` or `&mut x`.
    fn compared_both(&mut self, left: &syn::Expr, right: &syn::Expr) -> (Atom, Atom) {
        match (pointee(left), pointee(right)) {
            (None, Some(inner)) if self.refers_to_number(left) => {
                (self.compared(left), self.operand(inner))
            }
            (Some(inner), None) if self.refers_to_number(right) => {
                (self.operand(inner), self.compared(right))
            }
            _ => (self.compared(left), self.compared(right)),
        }
    }

    /// Whether [`compared`](Lower::compared) looks through to a number.
    fn refers_to_number(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else { return false };
        let kind = match self.alias(path) {
            Some((place, _)) => kinds::of_place(&self.function.vars, &place),
            None => match path.path.get_ident().and_then(|name| self.lookup(name)) {
                Some(var) if self.function.var(var).ty.is_reference() => {
                    self.function.var(var).ty.guess.clone()
                }
                _ => return false,
            },
        };
        matches!(kind, Kind::Float | Kind::Int)
    }

    /// An operand of a comparison: only what is known to be a number is looked through to.
    pub(super) fn compared(&mut self, expr: &syn::Expr) -> Atom {
        if let syn::Expr::Path(path) = expr
            && let Some((place, _)) = self.alias(path)
            && matches!(kinds::of_place(&self.function.vars, &place), Kind::Float | Kind::Int)
        {
            let value = self.read(place);
            return self.atom(value, expr.span());
        }
        let atom = self.value(expr);
        self.number(atom, expr.span(), false)
    }

    pub(super) fn number(&mut self, atom: Atom, span: Span, any: bool) -> Atom {
        match atom.var().map(|var| self.function.var(var)) {
            Some(var)
                if var.ty.is_reference()
                    && (any || matches!(var.ty.guess, Kind::Float | Kind::Int)) =>
            {
                let (kind, held) = (var.ty.guess.clone(), var.ty.held);
                let Some(root) = atom.var() else { return atom };
                let place = Place::whole(root).then(Projection::Deref);
                let value = self.temp(Expr::Read(place), span);
                self.function.vars[value.0].ty.guess = kind;
                self.function.vars[value.0].ty.held = Held::Owned;
                self.note_looked_through(&Atom::Var(value), held);
                Atom::Var(value)
            }
            _ => atom,
        }
    }

    /// An operand is what a reference points to, not the reference: beside numbers that makes no difference (see `proofs`), beside other types it may (see `ruled`).
    pub(super) fn note_looked_through(&mut self, value: &Atom, held: Held) {
        let Some(var) = value.var().filter(|_| held != Held::Owned) else { return };
        let data = &mut self.function.vars[var.0];
        if !data.user {
            data.ty.looked_through = Some(held);
        }
    }

    pub(super) fn unary(&mut self, unary: &syn::ExprUnary) -> Expr {
        match unary.op {
            syn::UnOp::Neg(_) => {
                let operand = self.operand(&unary.expr);
                Expr::Unary(UnOp::Neg, operand)
            }
            syn::UnOp::Not(_) => {
                let operand = self.operand(&unary.expr);
                Expr::Unary(UnOp::Not, operand)
            }
            _ => {
                let expr = syn::Expr::Unary(unary.clone());
                match self.place(&expr) {
                    Some(place) => self.read(place),
                    None => match &*unary.expr {
                        // `*&x`
                        syn::Expr::Reference(inner) => self.rhs(&inner.expr),
                        inner => match pointer(inner) {
                            Some(ty) => self.unknown(&expr, ty, unsupported::RAW_POINTER),
                            None => self.unknown(&expr, unary.op, unsupported::DEREF),
                        },
                    },
                }
            }
        }
    }

    pub(super) fn binary(&mut self, binary: &syn::ExprBinary) -> Expr {
        match &binary.op {
            syn::BinOp::And(_) | syn::BinOp::Or(_) => return self.short_circuit(binary),
            _ => {}
        }
        if let Some(op) = operator(&binary.op).filter(|op| op.is_comparison()) {
            let (left, right) = self.compared_both(&binary.left, &binary.right);
            return Expr::Binary(op, left, right);
        }
        if let Some(op) = operator(&binary.op) {
            let left = self.operand(&binary.left);
            let right = self.operand(&binary.right);
            let left = self.beside_float(left, &right);
            let right = self.beside_float(right, &left);
            return Expr::Binary(op, left, right);
        }
        match compound(&binary.op) {
            Some(op) => self.compound_assign(op, binary),
            None => {
                self.diagnostics.error(binary.op, unsupported::EXPRESSION);
                Expr::Atom(Atom::Unit)
            }
        }
    }

    /// An integer that is written beside a float, `x * 2`, which rustc refuses in the function itself: a derivative of it says no more.
    fn beside_float(&self, operand: Atom, other: &Atom) -> Atom {
        let is_float =
            other.var().is_some_and(|var| self.function.var(var).ty.known == Kind::Float);
        match &operand {
            Atom::Literal(syn::Lit::Int(int)) if is_float && int.suffix().is_empty() => {
                let float = format!("{}.0", int.base10_digits());
                Atom::Literal(syn::Lit::Float(syn::LitFloat::new(&float, int.span())))
            }
            _ => operand,
        }
    }

    /// `a && b` is `if a { b } else { false }`, `a || b` is `if a { true } else { b }`.
    pub(super) fn short_circuit(&mut self, binary: &syn::ExprBinary) -> Expr {
        let span = binary.op.span();
        let cond = self.full_value(&binary.left);
        let (stmts, right) = self.scoped(|cx| cx.full_value(&binary.right));
        let right = Block { stmts, results: vec![right] };
        let constant = |value| Block { stmts: Vec::new(), results: vec![truth(value, span)] };
        let (then, otherwise) = match binary.op {
            syn::BinOp::And(_) => (right, constant(false)),
            _ => (constant(true), right),
        };
        let result = self.result_var(Kind::Bool, span);
        self.stmts.push(Stmt::If { results: vec![result], cond, then, otherwise, span });
        Expr::Atom(Atom::Var(result))
    }
}

pub(super) fn operator(op: &syn::BinOp) -> Option<BinOp> {
    Some(match op {
        syn::BinOp::Add(_) => BinOp::Add,
        syn::BinOp::Sub(_) => BinOp::Sub,
        syn::BinOp::Mul(_) => BinOp::Mul,
        syn::BinOp::Div(_) => BinOp::Div,
        syn::BinOp::Rem(_) => BinOp::Rem,
        syn::BinOp::BitAnd(_) => BinOp::BitAnd,
        syn::BinOp::BitOr(_) => BinOp::BitOr,
        syn::BinOp::BitXor(_) => BinOp::BitXor,
        syn::BinOp::Shl(_) => BinOp::Shl,
        syn::BinOp::Shr(_) => BinOp::Shr,
        syn::BinOp::Eq(_) => BinOp::Eq,
        syn::BinOp::Ne(_) => BinOp::Ne,
        syn::BinOp::Lt(_) => BinOp::Lt,
        syn::BinOp::Le(_) => BinOp::Le,
        syn::BinOp::Gt(_) => BinOp::Gt,
        syn::BinOp::Ge(_) => BinOp::Ge,
        _ => return None,
    })
}

/// `x` of `&x` and `&mut x`.
fn pointee(expr: &syn::Expr) -> Option<&syn::Expr> {
    match expr {
        syn::Expr::Paren(inner) => pointee(&inner.expr),
        syn::Expr::Reference(reference) => Some(&reference.expr),
        _ => None,
    }
}

/// How an expression borrows what it is of, if it is written so.
fn borrowed(expr: &syn::Expr) -> Option<Held> {
    match expr {
        syn::Expr::Paren(inner) => borrowed(&inner.expr),
        syn::Expr::Reference(reference) => Some(match reference.mutability {
            Some(_) => Held::Exclusive,
            None => Held::Reference,
        }),
        _ => None,
    }
}

/// The raw pointer that an expression is cast to.
pub(super) fn pointer(expr: &syn::Expr) -> Option<&syn::TypePtr> {
    match expr {
        syn::Expr::Paren(inner) => pointer(&inner.expr),
        syn::Expr::Cast(cast) => match crate::ty::peel(&cast.ty) {
            syn::Type::Ptr(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}
