//! `#[cfg(..)]` inside of functions: the derivatives are those of the code that is compiled.

use ad_runtime::prelude::*;

/// A pair of blocks, of which one is the value.
#[differentiate]
fn blocks(x: f64) -> f64 {
    let turn = std::f64::consts::TAU;
    #[cfg(not(target_pointer_width = "16"))]
    {
        x.rem_euclid(turn) * x
    }
    #[cfg(target_pointer_width = "16")]
    {
        nowhere::rem(x, turn)
    }
}

struct Settings {
    #[cfg(debug_assertions)]
    gain: f64,
    #[cfg(not(debug_assertions))]
    gain: f64,
    offset: f64,
}

/// Statements, assignments, arms, fields, arguments and elements.
#[differentiate]
fn everywhere(mut x: f64, n: usize) -> f64 {
    #[cfg(any())]
    let y = x.nowhere();
    #[cfg(not(any()))]
    let y = x.sin();
    #[cfg(any())]
    return x;
    #[cfg(not(test))]
    {
        x *= 100.0;
    }
    #[cfg(test)]
    {
        x *= y;
    }
    #[cfg(any())]
    unsafe {
        nowhere()
    }
    let settings = Settings {
        #[cfg(debug_assertions)]
        gain: 2.0,
        #[cfg(not(debug_assertions))]
        gain: 3.0,
        offset: 0.5,
    };
    let list = [
        #[cfg(any())]
        nowhere(),
        x,
        y,
        #[cfg(all(test, not(any())))]
        x.mul_add(3.0, 0.0),
        #[cfg(not(test))]
        nowhere(),
    ];
    let chosen = match n {
        #[cfg(any())]
        0 => nowhere(),
        0 => list[2] * y,
        #[cfg(test)]
        1 => list[0],
        _ => list[1],
    };
    #[cfg(test)]
    println!("{chosen}");
    settings.gain * chosen + settings.offset
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
}

#[differentiate]
impl Spring {
    fn energy(&self, x: f64) -> f64 {
        #[cfg(test)]
        let scale = 0.5;
        #[cfg(not(test))]
        let scale = 1.0;
        scale * self.stiffness * x * x
    }

    fn both(&self, x: f64, #[cfg(any())] y: Nowhere, #[cfg(test)] y: f64) -> f64 {
        self.energy(x) + self.energy(y)
    }

    #[cfg(any())]
    fn nowhere(&self, x: f64) -> Nowhere {
        x.nowhere()
    }

    #[cfg(unix)]
    fn named(&self, x: f64) -> f64 {
        #[cfg(unix)]
        let y = x * self.stiffness;
        #[cfg(not(unix))]
        let y = x;
        y
    }

    #[cfg(not(unix))]
    fn named(&self, x: f64) -> f64 {
        x * self.stiffness
    }
}

#[test]
fn one_of_two_blocks() {
    assert_eq!(
        blocks::value_and_grad(8.0),
        (blocks(8.0), 8.0_f64.rem_euclid(std::f64::consts::TAU) + 8.0)
    );
    blocks::check(8.0).unwrap();
}

#[test]
fn statements_arms_fields_and_elements() {
    let gain = if cfg!(debug_assertions) { 2.0 } else { 3.0 };
    let x = 0.7_f64;
    let (s, c) = x.sin_cos();
    // 3 (x sin x) sin x, x sin x, sin x
    let derivatives = [3.0 * (s * s + 2.0 * x * s * c), s + x * c, c];
    for (n, derivative) in derivatives.into_iter().enumerate() {
        let (value, grad) = everywhere::value_and_grad(x, n);
        assert_eq!(value, everywhere(x, n));
        assert!((grad - gain * derivative).abs() < 1e-12);
        everywhere::check(x, n).unwrap();
    }
}

#[test]
fn methods_and_parameters() {
    let spring = Spring { stiffness: 3.0 };
    let (value, (bar, x_bar, y_bar)) = spring.both_value_and_grad(2.0, 1.0);
    assert_eq!((value, bar.stiffness, x_bar, y_bar), (7.5, 2.5, 6.0, 3.0));
    spring.both_check(2.0, 1.0).unwrap();
    spring.named_check(2.0).unwrap();
}
