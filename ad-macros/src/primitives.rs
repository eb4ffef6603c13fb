//! The table of std's float methods, with which `lower` recognises them.
//!
//! In: a method's name. Out: how many operands it has and, for each operand that matters, which
//! values its partial derivative needs. The rules themselves (values, partials, corners) are in the
//! runtime's `prim`, one `#[primitive]` per entry: the partial by parameter `p` of `f` is
//! `prim::f::times_dp(..uses, v)`. Invariant, tested there: this table and the runtime agree.
//!
//! Deliberately absent: `sin_cos`, which is lowered into `sin` and `cos`.

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
    /// The operand that is an integer.
    pub integer_operand: Option<usize>,
    traits: &'static [Trait],
}

impl Primitive {
    /// Whether something is known of it.
    pub fn is(&self, trait_: Trait) -> bool {
        self.traits.contains(&trait_)
    }

    /// Whether it is a power with an exponent that is written down, which is infinite where its base is.
    pub fn is_fixed_power(&self, is_literal: impl Fn(usize) -> bool) -> bool {
        self.integer_operand.is_some_and(is_literal)
    }
}

/// What a method of floats is, beside its partials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// It costs about as much as an addition.
    Cheap,
    /// It uses one of its operands and leaves out the others.
    Chooses,
    /// It is finite, and its slope zero, where an operand is infinite.
    Saturates,
    /// It has a pole, or grows so fast that it soon is infinite.
    MayBeInfinite,
    /// Its slope is infinite somewhere where its value is finite.
    Steep,
    /// `num_traits::Float` has it, and not all traits of floats.
    OfFloat,
    /// Of the traits of floats this library's alone has it.
    OfReal,
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

use Trait::{Cheap, Chooses, MayBeInfinite, OfFloat, OfReal, Saturates, Steep};
use Use::{Operand, Out};

/// Those that what isn't a method is written with: the remainder's derivative, the shorter of two lists, `sin_cos`.
pub static TRUNC: &Primitive = &ROUNDED;
pub static MIN: &Primitive = &SMALLER;
pub static SIN: &Primitive = &SINE;
pub static COS: &Primitive = &COSINE;

const X: Use = Operand(0);
const Y: Use = Operand(1);
const Z: Use = Operand(2);

const ROUNDED: Primitive = step("trunc", 1).with(&[Cheap]);
const SMALLER: Primitive =
    primitive("min", 2, &[by(0, "x", &[X, Y]), by(1, "y", &[X, Y])]).with(&[Cheap, Chooses]);
const SINE: Primitive = primitive("sin", 1, &[by(0, "x", &[X])]);
const COSINE: Primitive = primitive("cos", 1, &[by(0, "x", &[X])]);

const PRIMITIVES: &[Primitive] = &[
    // Steps: the derivative is zero wherever there is one.
    step("signum", 1).with(&[Cheap]),
    step("floor", 1).with(&[Cheap]),
    step("ceil", 1).with(&[Cheap]),
    step("round", 1),
    step("round_ties_even", 1).with(&[OfReal]),
    ROUNDED,
    step("div_euclid", 2).with(&[OfReal]),
    // One operand; the partial is a constant.
    primitive("fract", 1, &[by(0, "x", &[])]),
    primitive("to_degrees", 1, &[by(0, "x", &[])]).with(&[Cheap]),
    primitive("to_radians", 1, &[by(0, "x", &[])]).with(&[Cheap]),
    primitive("next_up", 1, &[by(0, "x", &[])]).with(&[OfReal]),
    primitive("next_down", 1, &[by(0, "x", &[])]).with(&[OfReal]),
    // One operand; the partial is written over it.
    primitive("abs", 1, &[by(0, "x", &[X])]).with(&[Cheap]),
    primitive("ln", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    primitive("log2", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    primitive("log10", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    primitive("ln_1p", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    SINE,
    COSINE,
    primitive("asin", 1, &[by(0, "x", &[X])]).with(&[Steep]),
    primitive("acos", 1, &[by(0, "x", &[X])]).with(&[Steep]),
    primitive("atan", 1, &[by(0, "x", &[X])]).with(&[Saturates]),
    primitive("sinh", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    primitive("cosh", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    primitive("asinh", 1, &[by(0, "x", &[X])]),
    primitive("acosh", 1, &[by(0, "x", &[X])]).with(&[Steep]),
    primitive("atanh", 1, &[by(0, "x", &[X])]).with(&[MayBeInfinite]),
    // One operand; the partial is written over the result.
    primitive("sqrt", 1, &[by(0, "x", &[Out])]).with(&[Cheap, Steep]),
    primitive("cbrt", 1, &[by(0, "x", &[Out])]).with(&[Steep]),
    primitive("exp", 1, &[by(0, "x", &[Out])]).with(&[Saturates, MayBeInfinite]),
    primitive("exp2", 1, &[by(0, "x", &[Out])]).with(&[Saturates, MayBeInfinite]),
    primitive("exp_m1", 1, &[by(0, "x", &[Out])]).with(&[Saturates, MayBeInfinite]),
    primitive("tan", 1, &[by(0, "x", &[Out])]).with(&[MayBeInfinite]),
    primitive("tanh", 1, &[by(0, "x", &[Out])]).with(&[Saturates]),
    primitive("recip", 1, &[by(0, "x", &[Out])]).with(&[Cheap, Saturates, MayBeInfinite]),
    // Two operands.
    primitive("powi", 2, &[by(0, "x", &[X, Y])]).with_integer(1).with(&[Saturates, MayBeInfinite]),
    primitive("powf", 2, &[by(0, "x", &[X, Y]), by(1, "p", &[X, Y, Out])]).with(&[
        Saturates,
        MayBeInfinite,
        Steep,
    ]),
    primitive("log", 2, &[by(0, "x", &[X, Y]), by(1, "base", &[Y, Out])]).with(&[MayBeInfinite]),
    primitive("hypot", 2, &[by(0, "x", &[X, Out]), by(1, "y", &[Y, Out])]),
    primitive("atan2", 2, &[by(0, "y", &[X, Y]), by(1, "x", &[X, Y])]).with(&[Saturates]),
    primitive("copysign", 2, &[by(0, "x", &[X, Y])]).with(&[Cheap, OfFloat]),
    primitive("max", 2, &[by(0, "x", &[X, Y]), by(1, "y", &[X, Y])]).with(&[Cheap, Chooses]),
    SMALLER,
    primitive("midpoint", 2, &[by(0, "x", &[]), by(1, "y", &[])]).with(&[Cheap, OfReal]),
    primitive("rem_euclid", 2, &[by(0, "x", &[]), by(1, "y", &[X, Y])]).with(&[OfReal]),
    // Three operands.
    primitive("mul_add", 3, &[by(0, "x", &[Y]), by(1, "a", &[X]), by(2, "b", &[])]).with(&[Cheap]),
    primitive("clamp", 3, &[by(0, "x", &[X, Y, Z]), by(1, "lo", &[X, Y]), by(2, "hi", &[X, Z])])
        .with(&[Cheap, Chooses, OfFloat]),
];

const fn step(name: &'static str, arity: usize) -> Primitive {
    primitive(name, arity, &[])
}

const fn primitive(name: &'static str, arity: usize, partials: &'static [Partial]) -> Primitive {
    Primitive { name, arity, partials, integer_operand: None, traits: &[] }
}

impl Primitive {
    const fn with(self, traits: &'static [Trait]) -> Primitive {
        Primitive { traits, ..self }
    }

    const fn with_integer(self, operand: usize) -> Primitive {
        Primitive { integer_operand: Some(operand), ..self }
    }
}

const fn by(operand: usize, param: &'static str, uses: &'static [Use]) -> Partial {
    Partial { operand, param, uses }
}
