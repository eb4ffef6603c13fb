//! The values of expressions.

use super::value::Value;
use super::{Frame, is_some, methods, operators};
use proc_macro2::TokenStream;

use crate::ir::{Atom, Expr, Place, Test};
use crate::primitives::Primitive;

impl Frame<'_> {
    pub(super) fn expr(&self, expr: &Expr) -> Value {
        match expr {
            Expr::ZeroLike(place) | Expr::Fitted(Atom::Unit, place) => {
                self.wanted(place).read().zero_like()
            }
            Expr::Atom(atom)
            | Expr::CastLike(atom, _)
            | Expr::Fitted(atom, _)
            | Expr::Refitted(atom, _)
            | Expr::Erased(atom)
            | Expr::Regained(atom, _) => self.atom(atom),
            Expr::Stop(atom) => self.world.stopped(self.atom(atom)),
            Expr::Read(place) => self.read(place),
            Expr::Clone { place, .. } => self.wanted(place).read().owned(),
            Expr::Borrow { place, .. } => self.reference(place),
            Expr::Len(place) => Value::from(self.wanted(place).len()),
            Expr::Key(_, index, _) => self.atom(index),
            Expr::Unwanted(place) => self.wanted(place).read().zero_like(),
            Expr::LookUp(..) => panic!("maps are not interpreted"),
            Expr::Unary(op, atom) => operators::unary(*op, &self.atom(atom)),
            Expr::Binary(op, left, right) => {
                operators::binary(*op, &self.atom(left), &self.atom(right))
            }
            Expr::Cast(atom, ty) => operators::cast(&self.atom(atom), ty),
            Expr::Method { method, args, .. } => self.method(method, args),
            Expr::Partial { method, partial, args, factor } => {
                let formula = &methods::method(method.name).partials[*partial];
                Value::Float((formula.value)(&self.floats(args)) * self.atom(factor).float())
            }
            Expr::PartialTangent { method, partial, args, factor, arg_dots, factor_dot } => {
                let formula = &methods::method(method.name).partials[*partial];
                let values = self.floats(args);
                let dot =
                    |dot: &Option<Atom>| dot.as_ref().map_or(0.0, |dot| self.atom(dot).float());
                let gradient = (formula.gradient)(&values).into_iter();
                let change: f64 = gradient.zip(arg_dots).map(|(d, arg_dot)| d * dot(arg_dot)).sum();
                let factor = self.atom(factor).float();
                Value::Float(change * factor + (formula.value)(&values) * dot(factor_dot))
            }
            Expr::List { items, .. } => Value::List(self.atoms(items)),
            Expr::Repeat { item, len, .. } => {
                Value::List(vec![self.atom(item); self.atom(len).index()])
            }
            Expr::Tuple(items) => Value::Tuple(self.atoms(items)),
            Expr::Shape { old, new } => {
                let (old, new) = (self.wanted(old).read(), self.atom(new).owned());
                if old.same_shape(&new) { Value::Unit } else { old.zero_like() }
            }
            Expr::Wanted(bar) => self.read(&Place::whole(*bar)),
            Expr::Construct { path, fields, .. } if is_some(path) => {
                Value::List(fields.iter().map(|(_, value)| self.atom(value)).collect())
            }
            Expr::Is { place, test: Test::Success } => Value::Bool(self.wanted(place).len() > 0),
            Expr::Is { place, test: Test::Which(patterns) } => {
                let value = self.wanted(place).read().index();
                let is_it = |pattern: &TokenStream| covers(pattern, value);
                Value::Int(patterns.iter().position(is_it).expect("one that matches") as i128)
            }
            Expr::Success(value) => Value::List(vec![self.atom(value)]),
            Expr::Boxed { value, .. } => self.atom(value),
            Expr::Is { place, test: Test::Pattern(pattern) }
                if is_of_option(&pattern.to_string()) =>
            {
                let wants_none = pattern.to_string().ends_with("None");
                Value::Bool((self.wanted(place).len() == 0) == wants_none)
            }
            Expr::Is { place, test: Test::Pattern(pattern) }
                if pattern.to_string().starts_with(|c: char| c.is_ascii_digit()) =>
            {
                Value::Bool(covers(pattern, self.wanted(place).read().index()))
            }
            // That of an `Option`.
            Expr::Failure { .. } => Value::List(Vec::new()),
            Expr::Taken(place) => self.read(place),
            Expr::Construct { .. } | Expr::Outcome(_) | Expr::Is { .. } => {
                panic!("structs and enums are not interpreted")
            }
            // What an empty sum is, as `lower` writes it.
            Expr::Verbatim(verbatim) if verbatim.tokens.to_string().contains(":: empty ::") => {
                let is_sum = verbatim.tokens.to_string().contains("sum");
                Value::Float(if is_sum { -0.0 } else { 1.0 })
            }
            Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim) if verbatim.once => {
                self.own(verbatim)
            }
            Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim) => {
                panic!("verbatim tokens have no value: {}", verbatim.tokens)
            }
            Expr::Stack { .. } | Expr::Slot => Value::Records(Vec::new()),
            Expr::Step(range, step) => Value::Int(self.range(range)[self.atom(step).index()]),
            Expr::Kept(_) => Value::Unit,
            Expr::Plain(atom) => self.atom(atom).owned(),
            Expr::Rule { rule, args } => self.rule(rule, args),
            Expr::Repeatable(_) => Value::Bool(self.world.may_repeat()),
        }
    }

    pub(super) fn floats(&self, atoms: &[Atom]) -> Vec<f64> {
        atoms.iter().map(|atom| self.atom(atom).float()).collect()
    }

    pub(super) fn method(&self, method: &Primitive, args: &[Atom]) -> Value {
        if let Value::Int(_) = self.atom(&args[0]).owned() {
            let args: Vec<_> = args.iter().map(|arg| self.atom(arg).int()).collect();
            return Value::Int(methods::int_method(method.name, &args));
        }
        Value::Float((methods::method(method.name).value)(&self.floats(args)))
    }
}

/// Whether a pattern is `Some(_)` or `None`.
pub(super) fn is_of_option(pattern: &str) -> bool {
    let last = pattern.rsplit("::").next().unwrap_or(pattern).trim();
    ["None", "Some (_)", "Some(_)"].contains(&last)
}

/// Whether an integer matches a pattern of literals, ranges and `|`.
fn covers(pattern: &TokenStream, value: usize) -> bool {
    let number = |text: &str| text.trim().trim_start_matches('=').trim().parse::<usize>();
    pattern.to_string().split('|').any(|case| match case.split_once("..") {
        _ if case.trim() == "_" => true,
        Some((start, end)) => {
            let is_inclusive = end.trim().starts_with('=');
            let below = number(end).map_or(true, |end| value < end + usize::from(is_inclusive));
            number(start).map_or(true, |start| value >= start) && below
        }
        None => number(case).expect("an integer") == value,
    })
}
