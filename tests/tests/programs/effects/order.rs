//! The order of effects within one expression.

use super::*;

#[differentiate]
fn of_a_comparison(x: f64) -> f64 {
    let u = [x * x, x];
    (if (draw("left") * x) >= 0.1 * (draw("right") * u[0]) { u[0] } else { u[1] }).tanh()
}

#[differentiate]
fn of_operands(x: f64) -> f64 {
    let u = [x * x, x];
    (draw("left") * 2.0) * x - (draw("right") * u[0]) * (draw("last") + draw("very last"))
}

#[differentiate]
fn of_arguments(x: f64) -> f64 {
    let u = [x * x, x];
    ((draw("left") * x).max(0.1 * (draw("right") * u[0])))
        .mul_add(draw("factor") * u[1], -draw("sum"))
}

#[differentiate]
fn of_conditions(x: f64) -> f64 {
    let u = [x * x, x];
    let is_large = draw("left") * 2.0 > draw("right") + u[0].floor() && draw("and") > 0.1;
    let n = (draw("up") * 3.0) as usize + (draw("down") * u[1].abs()) as usize;
    if is_large { u[n % 2] * draw("then") } else { x - draw("otherwise") * u[0] }
}

#[test]
fn effects_within_an_expression_keep_their_order() {
    examine!(self::of_a_comparison, 0.7);
    examine!(self::of_operands, 0.7);
    examine!(self::of_arguments, 0.7);
    examine!(self::of_conditions, 0.7);
}
