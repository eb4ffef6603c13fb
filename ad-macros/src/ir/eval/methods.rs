//! Float methods and constants of std, as the interpreter knows them.
//!
//! For each method its value and, for each partial derivative of [`crate::primitives`], a formula
//! over what that table says it uses, with the formula's own gradient: so much do second
//! derivatives need. The runtime's rules are not asked, so that neither hides the other's mistakes.

use std::f64::consts;

use super::Value;

/// A float method.
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// Its value at the operands.
    pub value: fn(&[f64]) -> f64,
    /// In the order of the table of primitives.
    pub partials: &'static [Partial],
}

/// A partial derivative, over the values that it uses.
pub struct Partial {
    /// The derivative.
    pub value: fn(&[f64]) -> f64,
    /// The derivatives of that by what it uses.
    pub gradient: fn(&[f64]) -> Vec<f64>,
}

/// The float method with this name.
pub fn method(name: &str) -> &'static Method {
    let method = METHODS.iter().find(|method| method.name == name);
    method.unwrap_or_else(|| panic!("the interpreter doesn't know the method `{name}`"))
}

const fn step(name: &'static str, value: fn(&[f64]) -> f64) -> Method {
    Method { name, value, partials: &[] }
}

const fn smooth(
    name: &'static str,
    value: fn(&[f64]) -> f64,
    partials: &'static [Partial],
) -> Method {
    Method { name, value, partials }
}

const fn by(value: fn(&[f64]) -> f64, gradient: fn(&[f64]) -> Vec<f64>) -> Partial {
    Partial { value, gradient }
}

fn one_if(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}

/// All of them.
pub const METHODS: &[Method] = &[
    step("signum", |x| x[0].signum()),
    step("floor", |x| x[0].floor()),
    step("ceil", |x| x[0].ceil()),
    step("round", |x| x[0].round()),
    step("trunc", |x| x[0].trunc()),
    step("div_euclid", |x| x[0].div_euclid(x[1])),
    // u: what the partial uses, in order; y: the method's result among these.
    smooth("fract", |x| x[0].fract(), &[by(|_| 1.0, |_| vec![])]),
    smooth("to_degrees", |x| x[0].to_degrees(), &[by(|_| 180.0 / consts::PI, |_| vec![])]),
    smooth("to_radians", |x| x[0].to_radians(), &[by(|_| consts::PI / 180.0, |_| vec![])]),
    smooth("abs", |x| x[0].abs(), &[by(|u| u[0].signum(), |_| vec![0.0])]),
    smooth("ln", |x| x[0].ln(), &[by(|u| 1.0 / u[0], |u| vec![-1.0 / u[0].powi(2)])]),
    smooth(
        "log2",
        |x| x[0].log2(),
        &[by(|u| consts::LOG2_E / u[0], |u| vec![-consts::LOG2_E / u[0].powi(2)])],
    ),
    smooth(
        "ln_1p",
        |x| x[0].ln_1p(),
        &[by(|u| 1.0 / (1.0 + u[0]), |u| vec![-(1.0 + u[0]).powi(-2)])],
    ),
    smooth("sin", |x| x[0].sin(), &[by(|u| u[0].cos(), |u| vec![-u[0].sin()])]),
    smooth("cos", |x| x[0].cos(), &[by(|u| -u[0].sin(), |u| vec![-u[0].cos()])]),
    smooth(
        "atan",
        |x| x[0].atan(),
        &[by(|u| 1.0 / (1.0 + u[0] * u[0]), |u| vec![-2.0 * u[0] / (1.0 + u[0] * u[0]).powi(2)])],
    ),
    smooth("sinh", |x| x[0].sinh(), &[by(|u| u[0].cosh(), |u| vec![u[0].sinh()])]),
    smooth("cosh", |x| x[0].cosh(), &[by(|u| u[0].sinh(), |u| vec![u[0].cosh()])]),
    smooth("sqrt", |x| x[0].sqrt(), &[by(|y| 0.5 / y[0], |y| vec![-0.5 / y[0].powi(2)])]),
    smooth(
        "cbrt",
        |x| x[0].cbrt(),
        &[by(|y| y[0].powi(-2) / 3.0, |y| vec![-2.0 / 3.0 * y[0].powi(-3)])],
    ),
    smooth("exp", |x| x[0].exp(), &[by(|y| y[0], |_| vec![1.0])]),
    smooth("exp2", |x| x[0].exp2(), &[by(|y| y[0] * consts::LN_2, |_| vec![consts::LN_2])]),
    smooth("exp_m1", |x| x[0].exp_m1(), &[by(|y| y[0] + 1.0, |_| vec![1.0])]),
    smooth("tan", |x| x[0].tan(), &[by(|y| 1.0 + y[0] * y[0], |y| vec![2.0 * y[0]])]),
    smooth("tanh", |x| x[0].tanh(), &[by(|y| 1.0 - y[0] * y[0], |y| vec![-2.0 * y[0]])]),
    smooth("recip", |x| x[0].recip(), &[by(|y| -y[0] * y[0], |y| vec![-2.0 * y[0]])]),
    smooth(
        "powi",
        |x| x[0].powi(x[1] as i32),
        &[by(
            |u| u[1] * u[0].powf(u[1] - 1.0),
            |u| vec![u[1] * (u[1] - 1.0) * u[0].powf(u[1] - 2.0), 0.0],
        )],
    ),
    smooth(
        "powf",
        |x| x[0].powf(x[1]),
        &[
            by(
                |u| u[1] * u[0].powf(u[1] - 1.0),
                |u| {
                    let (x, p) = (u[0], u[1]);
                    vec![p * (p - 1.0) * x.powf(p - 2.0), x.powf(p - 1.0) * (1.0 + p * x.ln())]
                },
            ),
            by(|u| u[2] * u[0].ln(), |u| vec![u[2] / u[0], 0.0, u[0].ln()]),
        ],
    ),
    smooth(
        "hypot",
        |x| x[0].hypot(x[1]),
        &[
            by(|u| u[0] / u[1], |u| vec![1.0 / u[1], -u[0] / u[1].powi(2)]),
            by(|u| u[0] / u[1], |u| vec![1.0 / u[1], -u[0] / u[1].powi(2)]),
        ],
    ),
    smooth(
        "atan2",
        |x| x[0].atan2(x[1]),
        &[
            by(
                |u| u[1] / (u[0] * u[0] + u[1] * u[1]),
                |u| {
                    let (y, x, r4) = (u[0], u[1], (u[0] * u[0] + u[1] * u[1]).powi(2));
                    vec![-2.0 * x * y / r4, (y * y - x * x) / r4]
                },
            ),
            by(
                |u| -u[0] / (u[0] * u[0] + u[1] * u[1]),
                |u| {
                    let (y, x, r4) = (u[0], u[1], (u[0] * u[0] + u[1] * u[1]).powi(2));
                    vec![(y * y - x * x) / r4, 2.0 * x * y / r4]
                },
            ),
        ],
    ),
    smooth(
        "max",
        |x| x[0].max(x[1]),
        &[
            by(|u| one_if(u[0] >= u[1]), |_| vec![0.0, 0.0]),
            by(|u| one_if(u[0] < u[1]), |_| vec![0.0, 0.0]),
        ],
    ),
    smooth(
        "min",
        |x| x[0].min(x[1]),
        &[
            by(|u| one_if(u[0] <= u[1]), |_| vec![0.0, 0.0]),
            by(|u| one_if(u[0] > u[1]), |_| vec![0.0, 0.0]),
        ],
    ),
    smooth(
        "mul_add",
        |x| x[0].mul_add(x[1], x[2]),
        &[by(|u| u[0], |_| vec![1.0]), by(|u| u[0], |_| vec![1.0]), by(|_| 1.0, |_| vec![])],
    ),
];

/// A method of integers that has the name of a float's.
pub(super) fn int_method(name: &str, args: &[i128]) -> i128 {
    match (name, args) {
        ("abs", [a]) => a.abs(),
        ("signum", [a]) => a.signum(),
        ("max", [a, b]) => *a.max(b),
        ("min", [a, b]) => *a.min(b),
        ("rem_euclid", [a, b]) => a.rem_euclid(*b),
        ("clamp", [a, low, high]) => *a.clamp(low, high),
        _ => panic!("the interpreter doesn't know the method `{name}` of integers"),
    }
}

/// A constant of std.
pub fn std_constant(name: &str) -> Option<Value> {
    if name == "None" {
        return Some(Value::List(Vec::new()));
    }
    Some(Value::Float(match name {
        "PI" => consts::PI,
        "TAU" => consts::TAU,
        "E" => consts::E,
        "LN_2" => consts::LN_2,
        "SQRT_2" => consts::SQRT_2,
        "INFINITY" => f64::INFINITY,
        "NEG_INFINITY" => f64::NEG_INFINITY,
        "EPSILON" => f64::EPSILON,
        "MAX" => f64::MAX,
        "MIN" => f64::MIN,
        _ => return None,
    }))
}
