//! The slopes of float methods, written out: Rust, which goes through the compiler as the user's code does, so that they have derivatives of every order.
//!
//! In: a method's partial and the values that it is written over. Out: statements that compute it, and its value. Invariant, tested: they are what the runtime's
//! `times_d..` multiply by, at its test points and corners. Deliberately absent: the signs of zeros at poles, where slopes are infinite on either side.

use proc_macro2::{Ident, Span};
use quote::format_ident;

use super::Lift;
use crate::diag::Diagnostics;
use crate::ir::{Atom, BinOp, Block, Expr, Function, Role, Stmt, Var, VarId, rename, visit};
use crate::kind::Kind;
use crate::primitives::{Primitive, Trait, Use};
use crate::signature::Signature;
use crate::{analyse, args::Config, ir::rename::Renaming};

/// The slope by an operand, over the operands `x`, `y` and `z` and the result `out`.
fn formula(method: &str, operand: usize) -> &'static str {
    match (method, operand) {
        ("fract" | "next_up" | "next_down", _) | ("rem_euclid", 0) | ("mul_add", 2) => "1.0",
        ("to_degrees", _) => "57.29577951308232",
        ("to_radians", _) => "0.017453292519943295",
        ("midpoint", _) => "0.5",
        ("abs", _) => "if x == 0.0 { 0.0 } else { x.signum() }",
        ("copysign", _) => "if x == 0.0 { 0.0 } else { x.signum() * y.signum() }",
        ("recip", _) => "-(out * out)",
        ("mul_add", 0) => "y",
        ("mul_add", 1) => "x",
        ("rem_euclid", _) => "-x.div_euclid(y)",
        ("powf", 0) => {
            // Where `x` is negative, `y` is an integer and a constant: there is a value at integers only.
            "{ let power = x.powf(y - 1.0); if (y == 0.0 && power - power != 0.0) || (power == 0.0 && y - y != 0.0) { 0.0 } else { let times = if x < 0.0 { y.trunc() } else { y }; times * power } }"
        }
        ("powf", _) => {
            "if out == 0.0 || (x == 0.0 && y == 0.0) || (x < 0.0 && out - out == 0.0) { 0.0 } else { out * x.ln() }"
        }
        ("sqrt", _) => "0.5 / out",
        ("cbrt", _) => "1.0 / (3.0 * out * out)",
        ("hypot", 0) => "if out == 0.0 { 0.0 } else { x / out }",
        ("hypot", _) => "if out == 0.0 { 0.0 } else { y / out }",
        ("exp", _) => "out",
        ("exp2", _) => "0.6931471805599453 * out",
        ("exp_m1", _) => "out + 1.0",
        ("ln", _) => "1.0 / x",
        ("log", 0) => "1.0 / (x * y.ln())",
        ("log", _) => {
            "{ let scale = y * y.ln(); if out == 0.0 && scale - scale != 0.0 { 0.0 } else { (0.0 - out) / scale } }"
        }
        ("log2", _) => "1.0 / (x * 0.6931471805599453)",
        ("log10", _) => "1.0 / (x * 2.302585092994046)",
        ("ln_1p", _) => "1.0 / (1.0 + x)",
        ("sin", _) => "x.cos()",
        ("cos", _) => "-x.sin()",
        ("tan", _) => "1.0 + out * out",
        ("asin", _) => "1.0 / ((1.0 - x) * (1.0 + x)).sqrt()",
        ("acos", _) => "-1.0 / ((1.0 - x) * (1.0 + x)).sqrt()",
        ("atan", _) => "1.0 / (1.0 + x * x)",
        ("atan2", 0) => {
            "{ let r = x.hypot(y); if r == 0.0 || r == 1.0 / 0.0 { 0.0 } else { y / r / r } }"
        }
        ("atan2", _) => {
            "{ let r = x.hypot(y); if r == 0.0 || r == 1.0 / 0.0 { 0.0 } else { -x / r / r } }"
        }
        ("sinh", _) => "x.cosh()",
        ("cosh", _) => "x.sinh()",
        ("tanh", _) => "(1.0 + out) * (1.0 - out)",
        ("asinh", _) => "1.0 / x.hypot(1.0)",
        ("acosh", _) => "1.0 / ((x - 1.0).sqrt() * (x + 1.0).sqrt())",
        ("atanh", _) => "1.0 / ((1.0 - x) * (1.0 + x))",
        ("max", 0) => "if x >= y || y != y { 1.0 } else { 0.0 }",
        ("max", _) => "if x >= y || y != y { 0.0 } else { 1.0 }",
        ("min", 0) => "if x <= y || y != y { 1.0 } else { 0.0 }",
        ("min", _) => "if x <= y || y != y { 0.0 } else { 1.0 }",
        ("clamp", 0) => "if x < y || x > z { 0.0 } else { 1.0 }",
        ("clamp", 1) => "if x < y { 1.0 } else { 0.0 }",
        ("clamp", _) => "if x > z { 1.0 } else { 0.0 }",
        (method, operand) => unreachable!("`{method}` has a partial by operand {operand}"),
    }
}

/// `factor * slope`: zero where either is, if the slope may be infinite, or what it is multiplied by.
pub(super) fn product(function: &Function, method: &Primitive, factor: Atom, slope: Atom) -> Expr {
    let is_finite = slope.as_float().is_some_and(f64::is_finite);
    // What isn't chosen may have an infinite slope.
    let may_be_infinite = [Trait::Steep, Trait::MayBeInfinite, Trait::Saturates, Trait::Chooses];
    if slope.as_float() == Some(1.0) {
        return Expr::Atom(factor);
    }
    let kind = crate::kinds::of_atom(&function.vars, &factor);
    let op = match !is_finite && may_be_infinite.iter().any(|what| method.is(*what)) {
        true if kind.is_float() => BinOp::TimesBoth,
        _ => BinOp::Mul,
    };
    Expr::Binary(op, factor, slope)
}

impl Lift {
    /// The slope of a method, for what its partial is written over.
    pub(super) fn slope(
        &mut self,
        code: &mut Vec<Stmt>,
        (method, partial): (&'static Primitive, usize),
        (args, factor): (&[Atom], &Atom),
        span: Span,
    ) -> Atom {
        let partial = &method.partials[partial];
        let kinds = args.iter().chain([factor]);
        let mut kinds = kinds.map(|arg| crate::kinds::of_atom(&self.f.vars, arg));
        let kind = kinds.find(Kind::is_float).unwrap_or(Kind::Float);
        let names: Vec<_> = partial.uses.iter().map(|used| name_of(*used)).collect();
        if method.integer_operand.is_some() {
            return match whole(&args[1]) {
                Some(power) => self.slope_of_power(code, (method, &args[0], power), &kind, span),
                None => self.slope_of_any_power(code, (method, args), &kind, span),
            };
        }
        let body: syn::Expr = syn::parse_str(formula(method.name, partial.operand))
            .unwrap_or_else(|_| unreachable!("the table is Rust"));
        let item: syn::ItemFn = syn::parse_quote!(fn slope(#(#names: f64),*) -> f64 { #body });
        let mut diagnostics = Diagnostics::default();
        let signature = Signature::read(&mut diagnostics, &item.vis, &item.sig, &Config::default());
        let analysed = analyse::analyse_all(&mut diagnostics, &signature, &item.block);
        // Nothing is wrong with it: tests lower every row.
        drop(diagnostics.finish());
        self.inlined(code, analysed.function, args, &kind, span)
    }

    /// `n xⁿ⁻¹`, of an exponent that is written down.
    fn slope_of_power(
        &mut self,
        code: &mut Vec<Stmt>,
        (method, base, power): (&'static Primitive, &Atom, i32),
        kind: &Kind,
        span: Span,
    ) -> Atom {
        let number = |text: &str| Atom::number(text, kind, span);
        let below = match power.checked_sub(1) {
            None | Some(-1) => return number("0.0"),
            Some(0) => return number("1.0"),
            Some(1) => base.clone(),
            Some(below) => {
                let below = syn::LitInt::new(&below.unsigned_abs().to_string(), span);
                let mut below = Atom::Literal(syn::Lit::Int(below));
                if power < 1 {
                    let int = Expr::Unary(crate::ir::UnOp::Neg, below);
                    below = self.float(code, int, Kind::Int, span);
                }
                let args = vec![base.clone(), below];
                self.float(code, Expr::Method { method, path: None, args }, kind.clone(), span)
            }
        };
        let times = number(&format!("{:.1}", f64::from(power).abs()));
        let product = self.float(code, Expr::Binary(BinOp::Mul, times, below), kind.clone(), span);
        match power < 0 {
            true => {
                self.float(code, Expr::Unary(crate::ir::UnOp::Neg, product), kind.clone(), span)
            }
            false => product,
        }
    }

    /// The same of one that isn't: of zero it is zero, whatever `x⁻¹` is.
    fn slope_of_any_power(
        &mut self,
        code: &mut Vec<Stmt>,
        (method, args): (&'static Primitive, &[Atom]),
        kind: &Kind,
        span: Span,
    ) -> Atom {
        let (base, power) = (&args[0], &args[1]);
        let times = Expr::Cast(power.clone(), Box::new(syn::parse_quote!(f64)));
        let mut times = self.float(code, times, Kind::Float, span);
        if *kind != Kind::Float {
            let expr = Expr::CastLike(times, base.clone());
            times = self.float(code, expr, kind.clone(), span);
        }
        let one = Atom::Literal(syn::Lit::Int(syn::LitInt::new("1", span)));
        let below = Expr::Binary(BinOp::Sub, power.clone(), one);
        let below = self.float(code, below, Kind::Int, span);
        let args = vec![base.clone(), below];
        let expr = Expr::Method { method, path: None, args };
        let below = self.float(code, expr, kind.clone(), span);
        self.float(code, Expr::Binary(BinOp::Times, times, below), kind.clone(), span)
    }

    fn float(&mut self, code: &mut Vec<Stmt>, expr: Expr, kind: Kind, span: Span) -> Atom {
        let mut var = Var::new("slope", span.resolved_at(Span::mixed_site()));
        var.ty.is_of(kind);
        let var = self.f.add(var);
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }

    /// The body of a function of floats, for these arguments.
    fn inlined(
        &mut self,
        code: &mut Vec<Stmt>,
        function: Function,
        args: &[Atom],
        kind: &Kind,
        span: Span,
    ) -> Atom {
        let mut names = Renaming::new();
        for (i, var) in function.vars.iter().enumerate() {
            let mut copy = Var { span, user: false, name: "slope".to_string(), ..var.clone() };
            if copy.ty.guess == Kind::Float {
                copy.ty.is_of(kind.clone());
            }
            copy.role = Role::Primal;
            copy.ty.written = None;
            names.insert(VarId(i), Atom::Var(self.f.add(copy)));
        }
        for (param, arg) in function.params.iter().zip(args) {
            names.insert(*param, arg.clone());
        }
        let mut body = function.body;
        renamed(&mut body, &names, kind);
        code.extend(body.stmts);
        body.results.remove(0)
    }
}

fn renamed(block: &mut Block, names: &Renaming, kind: &Kind) {
    for stmt in &mut block.stmts {
        rename::uses(stmt, names);
        rename::definitions(stmt, names);
        if let Stmt::Let { expr, .. } = stmt {
            operands(expr).into_iter().for_each(|atom| number(atom, kind));
        }
        for inner in visit::blocks_mut(stmt) {
            renamed(inner, names, kind);
        }
    }
    rename::results(block, names);
    block.results.iter_mut().for_each(|result| number(result, kind));
}

/// What the expressions of slopes are written over.
fn operands(expr: &mut Expr) -> Vec<&mut Atom> {
    match expr {
        Expr::Atom(atom) | Expr::Unary(_, atom) | Expr::Cast(atom, _) => vec![atom],
        Expr::Binary(_, left, right) => vec![left, right],
        Expr::Method { args, .. } => args.iter_mut().collect(),
        _ => Vec::new(),
    }
}

/// A literal, as a number of this kind.
fn number(atom: &mut Atom, kind: &Kind) {
    if let Atom::Literal(syn::Lit::Float(literal)) = atom {
        *atom = Atom::number(literal.base10_digits(), kind, literal.span());
    }
}

fn name_of(used: Use) -> Ident {
    let name = match used {
        Use::Operand(0) => "x",
        Use::Operand(1) => "y",
        Use::Operand(_) => "z",
        Use::Out => "out",
    };
    format_ident!("{name}")
}

/// The integer, if it is one that is written.
fn whole(atom: &Atom) -> Option<i32> {
    match atom {
        Atom::Literal(syn::Lit::Int(literal)) => literal.base10_parse().ok(),
        _ => None,
    }
}
