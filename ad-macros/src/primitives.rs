//! The table of std's float methods, with which `lower` recognises them.
//!
//! In: a method's name. Out: how many operands it has and, for each operand that matters, which
//! values its partial derivative needs. The rules themselves (values, partials, corners) are in the
//! runtime's `prim`, one `#[primitive]` per entry: the partial by parameter `p` of `f` is
//! `prim::f::times_dp(..uses, v)`. Invariant, tested there: this table and the runtime agree.
//!
//! Deliberately absent: `sin_cos`, which is lowered into `sin` and `cos`.

pub mod integers;
mod listing;

pub use listing::listing;

/// A float method of std.
#[derive(Debug)]
pub struct Primitive {
    /// Its name, in std as in the runtime's `prim`.
    pub name: &'static str,
    /// The number of operands, `self` included.
    pub arity: usize,
    /// The operands with a derivative that isn't zero everywhere; none for a step function.
    pub partials: &'static [Partial],
}

impl Primitive {
    /// Whether integers have a method of this name too.
    pub fn has_integers(&self) -> bool {
        integers::method(self.name).is_some()
    }

    /// Whether it uses one of its operands and leaves out the others.
    pub fn chooses(&self) -> bool {
        ["max", "min", "clamp"].contains(&self.name)
    }

    /// Whether it is finite, and its slope zero, where an operand is infinite.
    pub fn saturates(&self) -> bool {
        let names = ["exp", "exp2", "exp_m1", "tanh", "atan", "atan2", "recip", "powi", "powf"];
        names.contains(&self.name)
    }

    /// Whether it has a pole, or grows so fast that it soon is infinite.
    pub fn may_be_infinite(&self) -> bool {
        let names = [
            "ln", "log2", "log10", "ln_1p", "log", "exp", "exp2", "exp_m1", "sinh", "cosh", "tan",
            "atanh", "recip", "powi", "powf",
        ];
        names.contains(&self.name)
    }

    /// Whether its slope is infinite somewhere where its value is finite.
    pub fn is_steep(&self) -> bool {
        ["sqrt", "cbrt", "powf", "asin", "acos", "acosh"].contains(&self.name)
    }
}

/// The derivative by one operand.
#[derive(Debug)]
pub struct Partial {
    /// The position of the operand.
    pub operand: usize,
    /// The name of the runtime's parameter, as in `times_d{param}`.
    pub param: &'static str,
    /// What `times_d{param}` takes before the value to be multiplied.
    pub uses: &'static [Use],
}

/// A value that a partial is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The operand at this position.
    Operand(usize),
    /// The method's result.
    Out,
}

/// The arguments that a partial derivative is written over.
pub fn arguments<A: Clone>(uses: &[Use], args: &[A], out: &A) -> Vec<A> {
    uses.iter()
        .map(|used| match used {
            Use::Operand(i) => args[*i].clone(),
            Use::Out => out.clone(),
        })
        .collect()
}

/// The primitive that is std's float method `name`.
pub fn method(name: &str) -> Option<&'static Primitive> {
    all().iter().find(|primitive| primitive.name == name)
}

/// Every primitive that is a float method of std.
pub fn all() -> &'static [Primitive] {
    PRIMITIVES
}

use Use::{Operand, Out};

/// The primitive that the remainder's derivative is written with.
pub const TRUNC: &Primitive = &step("trunc", 1);

const X: Use = Operand(0);
const Y: Use = Operand(1);
const Z: Use = Operand(2);

const PRIMITIVES: &[Primitive] = &[
    // Steps: the derivative is zero wherever there is one.
    step("signum", 1),
    step("floor", 1),
    step("ceil", 1),
    step("round", 1),
    step("round_ties_even", 1),
    step("trunc", 1),
    step("div_euclid", 2),
    // One operand; the partial is a constant.
    primitive("fract", 1, &[by(0, "x", &[])]),
    primitive("to_degrees", 1, &[by(0, "x", &[])]),
    primitive("to_radians", 1, &[by(0, "x", &[])]),
    primitive("next_up", 1, &[by(0, "x", &[])]),
    primitive("next_down", 1, &[by(0, "x", &[])]),
    // One operand; the partial is written over it.
    primitive("abs", 1, &[by(0, "x", &[X])]),
    primitive("ln", 1, &[by(0, "x", &[X])]),
    primitive("log2", 1, &[by(0, "x", &[X])]),
    primitive("log10", 1, &[by(0, "x", &[X])]),
    primitive("ln_1p", 1, &[by(0, "x", &[X])]),
    primitive("sin", 1, &[by(0, "x", &[X])]),
    primitive("cos", 1, &[by(0, "x", &[X])]),
    primitive("asin", 1, &[by(0, "x", &[X])]),
    primitive("acos", 1, &[by(0, "x", &[X])]),
    primitive("atan", 1, &[by(0, "x", &[X])]),
    primitive("sinh", 1, &[by(0, "x", &[X])]),
    primitive("cosh", 1, &[by(0, "x", &[X])]),
    primitive("asinh", 1, &[by(0, "x", &[X])]),
    primitive("acosh", 1, &[by(0, "x", &[X])]),
    primitive("atanh", 1, &[by(0, "x", &[X])]),
    // One operand; the partial is written over the result.
    primitive("sqrt", 1, &[by(0, "x", &[Out])]),
    primitive("cbrt", 1, &[by(0, "x", &[Out])]),
    primitive("exp", 1, &[by(0, "x", &[Out])]),
    primitive("exp2", 1, &[by(0, "x", &[Out])]),
    primitive("exp_m1", 1, &[by(0, "x", &[Out])]),
    primitive("tan", 1, &[by(0, "x", &[Out])]),
    primitive("tanh", 1, &[by(0, "x", &[Out])]),
    primitive("recip", 1, &[by(0, "x", &[Out])]),
    // Two operands.
    primitive("powi", 2, &[by(0, "x", &[X, Y])]),
    primitive("powf", 2, &[by(0, "x", &[X, Y]), by(1, "p", &[X, Y, Out])]),
    primitive("log", 2, &[by(0, "x", &[X, Y]), by(1, "base", &[Y, Out])]),
    primitive("hypot", 2, &[by(0, "x", &[X, Out]), by(1, "y", &[Y, Out])]),
    primitive("atan2", 2, &[by(0, "y", &[X, Y]), by(1, "x", &[X, Y])]),
    primitive("copysign", 2, &[by(0, "x", &[X, Y])]),
    primitive("max", 2, &[by(0, "x", &[X, Y]), by(1, "y", &[X, Y])]),
    primitive("min", 2, &[by(0, "x", &[X, Y]), by(1, "y", &[X, Y])]),
    primitive("midpoint", 2, &[by(0, "x", &[]), by(1, "y", &[])]),
    primitive("rem_euclid", 2, &[by(0, "x", &[]), by(1, "y", &[X, Y])]),
    // Three operands.
    primitive("mul_add", 3, &[by(0, "x", &[Y]), by(1, "a", &[X]), by(2, "b", &[])]),
    primitive("clamp", 3, &[by(0, "x", &[X, Y, Z]), by(1, "lo", &[X, Y]), by(2, "hi", &[X, Z])]),
];

const fn step(name: &'static str, arity: usize) -> Primitive {
    Primitive { name, arity, partials: &[] }
}

const fn primitive(name: &'static str, arity: usize, partials: &'static [Partial]) -> Primitive {
    Primitive { name, arity, partials }
}

const fn by(operand: usize, param: &'static str, uses: &'static [Use]) -> Partial {
    Partial { operand, param, uses }
}
