//! Arithmetic, float methods, variables and assignments.

use syn::{Expr, Ident, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, ident};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::float("arithmetic", arithmetic).core().weight(12),
    Recipe::float("method_smooth", smooth).core().weight(4),
    Recipe::float("method_of_positive", of_positive).core(),
    Recipe::float("method_power", power).core(),
    Recipe::float("method_kinked", kinked).core(),
    Recipe::float("method_step", step).core().weight(1),
    Recipe::float("method_of_two", of_two).core(),
    Recipe::float("method_path", method_path).core().weight(1),
    Recipe::float("stop_gradient", stop_gradient).core().weight(1),
    Recipe::float("block_value", block_value).core().weight(1),
    Recipe::float("integer_cast", integer_cast).core().weight(1),
    Recipe::statements("let", binding).core().weight(6),
    Recipe::statements("let_mut", mutable_binding).core().weight(4),
    Recipe::statements("assignment", assignment).core().weight(3),
    Recipe::statements("compound_assignment", compound_assignment).core().weight(6),
    Recipe::statements("shadowing", shadowing).core(),
    Recipe::statements("sin_cos", sin_cos).core().weight(1),
    // The derivative doesn't always see them (November 2026).
    Recipe::statements("const_item", const_item).weight(1),
    Recipe::statements("const_item_in_block", const_item_in_block).weight(1),
    Recipe::statements("let_later", let_later).weight(1),
];

fn arithmetic(w: &mut Writer) -> Option<Expr> {
    let (a, b, number) = (w.term(), w.term(), w.number());
    Some(match w.random.usize(..9) {
        0 => parse_quote!(#a + #b),
        1 => parse_quote!(#a - #b),
        2 | 3 => parse_quote!(#a * #b),
        4 => parse_quote!(#a / (1.0 + #b * #b)),
        5 => parse_quote!(-#a),
        6 => parse_quote!(#number * #a + #b),
        7 => parse_quote!(#a - #number),
        _ => parse_quote!(#number * #a * #b),
    })
}

fn smooth(w: &mut Writer) -> Option<Expr> {
    let a = w.term();
    let method = ident(w.choose(&["sin", "cos", "tanh", "atan", "asinh"]));
    Some(match w.random.usize(..6) {
        0 => parse_quote!((0.3 * #a).exp().tanh()),
        1 => parse_quote!(#a.tanh().exp_m1()),
        2 => parse_quote!(#a.sin().sinh()),
        _ => parse_quote!(#a.#method()),
    })
}

fn of_positive(w: &mut Writer) -> Option<Expr> {
    let a = w.term();
    Some(match w.random.usize(..5) {
        0 => parse_quote!((#a * #a).ln_1p()),
        1 => parse_quote!((1.0 + #a * #a).sqrt()),
        2 => parse_quote!((2.0 + #a.cos()).ln()),
        3 => parse_quote!((1.5 + #a.sin()).recip()),
        _ => parse_quote!((1.0 + #a * #a).cbrt()),
    })
}

fn power(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (w.term(), w.term());
    Some(match w.random.usize(..4) {
        0 => parse_quote!(#a.powi(2)),
        1 => parse_quote!(#a.tanh().powi(3)),
        2 => parse_quote!((2.0 + #a.sin()).powf(1.5)),
        _ => parse_quote!((1.2 + #a.cos()).powf(#b.sin())),
    })
}

fn kinked(w: &mut Writer) -> Option<Expr> {
    let (a, b, number) = (w.term(), w.term(), w.number());
    Some(match w.random.usize(..5) {
        0 => parse_quote!(#a.abs()),
        1 => parse_quote!(#a.max(#b)),
        2 => parse_quote!(#a.min(#number)),
        3 => parse_quote!(#a.clamp(-0.8, #number)),
        _ => parse_quote!(#a.max(-#number)),
    })
}

fn step(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (w.term(), w.term());
    let method = ident(w.choose(&["floor", "ceil", "round", "signum", "trunc"]));
    Some(parse_quote!(#b * #a.tanh().#method()))
}

fn of_two(w: &mut Writer) -> Option<Expr> {
    let (a, b, number) = (w.term(), w.term(), w.number());
    Some(match w.random.usize(..4) {
        0 => parse_quote!(#a.hypot(1.0 + #b * #b)),
        1 => parse_quote!(#a.atan2(1.5 + #b.cos())),
        2 => parse_quote!(#a.mul_add(#number, #b)),
        _ => parse_quote!(#a.copysign(#b)),
    })
}

fn method_path(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (w.term(), w.term());
    Some(if w.random.bool() { parse_quote!(f64::tanh(#a)) } else { parse_quote!(f64::max(#a, #b)) })
}

fn stop_gradient(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (w.term(), w.term());
    Some(parse_quote!(stop_gradient(#a) * #b))
}

fn block_value(w: &mut Writer) -> Option<Expr> {
    let name = w.name("t");
    let value = w.tame();
    let result = w.inside(|w| {
        w.declare(&name, Ty::Float, false);
        w.term()
    });
    Some(parse_quote!({ let #name = #value; #name * #result }))
}

fn integer_cast(w: &mut Writer) -> Option<Expr> {
    let index = w.find(|ty| matches!(ty, Ty::Index(_)))?.expr;
    let a = w.term();
    Some(parse_quote!(0.25 * #index as f64 * #a))
}

/// `let x = ..;`
fn binding(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (value, name) = (w.tame(), w.name("x"));
    w.declare(&name, Ty::Float, false);
    Some(if w.chance(5) {
        parse_quote!(let #name: f64 = #value;)
    } else {
        parse_quote!(let #name = #value;)
    })
}

/// `let mut x = ..;`
fn mutable_binding(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (value, name) = (w.tame(), w.name("y"));
    w.declare(&name, Ty::Float, true);
    Some(if w.chance(4) {
        parse_quote!(let mut #name: f64 = 0.0;)
    } else {
        parse_quote!(let mut #name = #value;)
    })
}

fn assignment(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| *ty == Ty::Float)?.expr;
    let value = w.tame();
    Some(parse_quote!(#place = #value;))
}

fn compound_assignment(w: &mut Writer) -> Option<Vec<Stmt>> {
    let stmt = w.update()?;
    Some(vec![stmt])
}

fn shadowing(w: &mut Writer) -> Option<Vec<Stmt>> {
    // Not a constant: its name would be a pattern.
    let is_variable = |name: &Ident| !name.to_string().starts_with('C');
    let place = w.find(|ty| *ty == Ty::Float)?;
    let (name, value) = (place.root, w.tame());
    if !is_variable(&name) || place.expr != parse_quote!(#name) {
        return None;
    }
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #value * #name;))
}

fn sin_cos(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (a, s, c) = (w.term(), w.name("s"), w.name("c"));
    w.declare(&s, Ty::Float, false);
    w.declare(&c, Ty::Float, false);
    Some(parse_quote!(let (#s, #c) = #a.sin_cos();))
}

fn const_item(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.depth == 0 { constant(w) } else { None }
}

fn const_item_in_block(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.depth > 0 { constant(w) } else { None }
}

fn constant(w: &mut Writer) -> Option<Vec<Stmt>> {
    let name = w.name("C");
    let number = w.number();
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(const #name: f64 = #number;))
}

/// A variable that is given its value in each branch.
fn let_later(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (name, condition, a, b) = (w.name("x"), w.condition(), w.tame(), w.tame());
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name;
        if #condition { #name = #a; } else { #name = #b; }
    })
}

impl Writer {
    /// `place += ..;`, such that the place stays small.
    pub fn update(&mut self) -> Option<Stmt> {
        let place = self.find_mutable(|ty| *ty == Ty::Float)?.expr;
        Some(self.update_of(&place))
    }

    /// The same of a given place.
    pub fn update_of(&mut self, place: &Expr) -> Stmt {
        let (value, other) = (self.tame(), self.term());
        match self.random.usize(..6) {
            0 => parse_quote!(#place *= #value;),
            1 => parse_quote!(#place -= 0.5 * #value;),
            2 => parse_quote!(#place /= 1.0 + #other * #other;),
            3 => parse_quote!(#place = (#place * #other).sin() + 0.2 * #value;),
            _ => parse_quote!(#place += #value;),
        }
    }
}
