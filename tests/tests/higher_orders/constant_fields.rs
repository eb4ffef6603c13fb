//! Constant fields in functions that are called by others: their tangents, of which nothing comes, stand beside what something comes of.

use ad_runtime::Constant;
use ad_runtime::prelude::*;

use super::compared::assert_close;

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    #[constant]
    rest: f64,
    #[constant]
    table: Vec<f64>,
    #[constant]
    range: (f64, f64),
}

#[differentiate(order = 3)]
impl Spring {
    fn energy(&self, at: f64) -> f64 {
        let d = (at - self.rest).sin();
        self.stiffness * d * d * self.rest
    }

    fn by_table(&self, at: f64) -> f64 {
        let mut sum = 0.0;
        for (i, entry) in self.table.iter().enumerate() {
            let weight = self.table[i];
            sum += (at * weight).sin() * entry * self.stiffness;
        }
        sum * self.table[0]
    }
}

#[differentiate(order = 3)]
fn slope_first(spring: &Spring, at: f64) -> f64 {
    let rest = spring.rest;
    let d = (at - rest).sin();
    d * rest * spring.stiffness
}

macro_rules! called {
    ($($name:ident: |$spring:ident, $at:ident| $call:expr;)*) => {$(
        #[differentiate(order = 3)]
        fn $name(stiffness: f64, $at: f64) -> f64 {
            let $spring = Spring { stiffness, rest: 0.5, table: vec![0.3, 1.1], range: (0.4, 0.6) };
            let x = $call;
            (x + stiffness).atan() / (1.0 + x * x)
        }
    )*};
}

called! {
    by_method: |spring, at| spring.energy(at.sin());
    by_function: |spring, at| slope_first(&spring, at);
    by_table: |spring, at| spring.by_table(at);
}

/// What is a pair at a point against differences of pairs along (0.3, 0.4).
fn examine(pair: impl Fn(f64, f64) -> (f64, f64), slope: (f64, f64)) {
    let [a, b] = [1e-5, -1e-5].map(|s| pair(0.7 + 0.3 * s, 1.1 + 0.4 * s));
    let differences = [(a.0 - b.0) / 2e-5, (a.1 - b.1) / 2e-5];
    assert_close(&[slope.0, slope.1], &differences, 1e-8);
}

#[test]
fn in_what_is_called() {
    examine(by_method::grad, by_method::hvp(0.7, 1.1, 0.3, 0.4));
    examine(by_function::grad, by_function::hvp(0.7, 1.1, 0.3, 0.4));
    examine(by_table::grad, by_table::hvp(0.7, 1.1, 0.3, 0.4));
}

#[test]
fn at_third_order() {
    #[differentiate]
    fn curvature(stiffness: f64, at: f64) -> f64 {
        let (by_stiffness, by_at) = by_function::hvp(stiffness, at, 0.3, 0.4);
        0.3 * by_stiffness + 0.4 * by_at
    }
    let product = |stiffness, at| by_function::hvp(stiffness, at, 0.3, 0.4);
    examine(product, curvature::grad(0.7, 1.1));
}

#[test]
fn by_the_struct_itself() {
    let spring = |k| Spring { stiffness: k, rest: 0.5, table: vec![0.3, 1.1], range: (0.4, 0.6) };
    let spring_dot =
        SpringTangent { stiffness: 0.3, rest: Constant, table: Constant, range: Constant };
    let (by_spring, by_at) = slope_first::hvp(&spring(0.7), 1.1, &spring_dot, 0.4);
    let grad = |s: f64| slope_first::grad(&spring(0.7 + 0.3 * s), 1.1 + 0.4 * s);
    let (ahead, behind) = (grad(1e-5), grad(-1e-5));
    let differences =
        [(ahead.0.stiffness - behind.0.stiffness) / 2e-5, (ahead.1 - behind.1) / 2e-5];
    assert_close(&[by_spring.stiffness, by_at], &differences, 1e-8);
}

#[derive(Clone, Debug, Differentiable)]
enum Law {
    Linear {
        k: f64,
        #[constant]
        rest: f64,
    },
    Fixed(f64),
}

#[differentiate(order = 2)]
fn wave(k: f64, at: f64) -> f64 {
    (k * at).sin() * at
}

/// Functions of a spring, and of the same numbers with the spring made inside, whose result is used on.
macro_rules! of_springs {
    ($($name:ident, $made:ident: |$spring:ident, $at:ident| $value:block)*) => {
        $(
            #[differentiate(order = 2)]
            fn $name($spring: &Spring, $at: f64) -> f64 $value

            #[differentiate(order = 2)]
            fn $made(stiffness: f64, at: f64) -> f64 {
                let spring = Spring { stiffness, rest: 0.5, table: vec![0.7, 1.3], range: (0.4, 0.6) };
                let y = $name(&spring, at);
                (y + stiffness).sin() * y
            }
        )*

        #[test]
        fn read_in_all_ways() {
            $(
                let spring = |k| Spring { stiffness: k, rest: 0.5, table: vec![0.7, 1.3], range: (0.4, 0.6) };
                let spring_dot = SpringTangent { stiffness: 0.3, rest: Constant, table: Constant, range: Constant };
                let (by_spring, by_at) = $name::hvp(&spring(0.7), 1.1, &spring_dot, 0.4);
                let grad = |k: f64, at: f64| {
                    let (by_spring, by_at) = $name::grad(&spring(k), at);
                    (by_spring.stiffness, by_at)
                };
                examine(grad, (by_spring.stiffness, by_at));
                examine($made::grad, $made::hvp(0.7, 1.1, 0.3, 0.4));
            )*
        }
    };
}

of_springs! {
    taken_apart, taken_apart_made: |spring, at| {
        let Spring { stiffness, rest, .. } = spring;
        let d = (at - rest).sin();
        stiffness * d * rest
    }
    passed, passed_made: |spring, at| {
        wave(spring.rest, at) * spring.stiffness * spring.rest + wave(spring.stiffness, spring.rest)
    }
    changed, changed_made: |spring, at| {
        let mut t = spring.rest;
        t += at;
        t *= spring.stiffness;
        t.sin() * spring.rest
    }
    in_a_chain, in_a_chain_made: |spring, at| {
        spring.table.iter().map(|w| (w * at).sin() * spring.stiffness * w).sum::<f64>() * spring.rest
    }
    chosen, chosen_made: |spring, at| {
        let r = if at > 0.0 { spring.rest } else { spring.stiffness };
        (r * at).sin() * spring.stiffness * r
    }
    captured, captured_made: |spring, at| {
        let f = |x: f64| (x - spring.rest).sin() * spring.stiffness * spring.rest;
        f(at) + f(at * at)
    }
    in_a_list, in_a_list_made: |spring, at| {
        let v = vec![spring.rest, at, spring.stiffness];
        (v[0] * v[1]).sin() * v[2] * v[0]
    }
    in_a_variant, in_a_variant_made: |spring, at| {
        let law = Law::Linear { k: spring.stiffness * at, rest: 0.3 };
        match law {
            Law::Linear { k, rest } => (k - rest).sin() * rest * k,
            Law::Fixed(x) => x,
        }
    }
    in_a_copy, in_a_copy_made: |spring, at| {
        let mut copy = spring.clone();
        copy.stiffness *= at;
        (copy.stiffness - copy.rest).sin() * copy.rest * copy.stiffness
    }
    in_a_loop, in_a_loop_made: |spring, at| {
        let mut acc = spring.rest;
        for w in &spring.table {
            acc = (acc * at + w).sin() * w;
        }
        acc * spring.stiffness
    }
    by_index, by_index_made: |spring, at| {
        let (mut i, mut x) = (0, at);
        while i < spring.table.len() {
            x = x * spring.table[i] + spring.rest * spring.stiffness;
            i += 1;
        }
        x.sin() * spring.rest
    }
    zipped, zipped_made: |spring, at| {
        let all = spring.table.iter().zip(&spring.table);
        all.fold(at, |acc, (w, a)| (acc * w).sin() * a + spring.stiffness * w)
    }
    of_a_tuple, of_a_tuple_made: |spring, at| {
        let (low, high) = spring.range;
        (low * at).sin() * spring.stiffness * high + spring.range.0 * at * at
    }
    largest, largest_made: |spring, at| {
        let most = spring.table.iter().copied().fold(0.0, f64::max);
        (most * at).sin() * spring.stiffness * most
    }
}
