//! Roots at zero, of what is zero to first order: norms at the origin, deviations of equal numbers. A factor that is zero makes nothing of a root's infinite cotangent, so
//! that both modes say zero; a derivative that is infinite stays so.

use ad_runtime::prelude::*;

#[differentiate]
fn norm(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

#[differentiate]
fn norm_by_powers(x: f64, y: f64) -> f64 {
    (x.powi(2) + y.powf(2.0)).sqrt()
}

#[differentiate]
fn norm_in_a_branch(x: f64, y: f64) -> f64 {
    let r = (x * x + y * y).sqrt();
    if x < 1.0 { r } else { 2.0 * x }
}

#[differentiate]
fn norm_of_a_list(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum.sqrt()
}

#[differentiate]
fn norm_by_iterators(x: &[f64]) -> f64 {
    x.iter().map(|v| v.powi(2)).sum::<f64>().sqrt()
}

#[differentiate]
fn deviation(x: &[f64]) -> f64 {
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    let mut squares = vec![0.0; x.len()];
    for i in 0..x.len() {
        let d = x[i] - mean;
        squares[i] = d * d;
    }
    (squares.iter().sum::<f64>() / x.len() as f64).sqrt()
}

#[differentiate]
fn chord(angle: f64) -> f64 {
    (2.0 - 2.0 * angle.cos()).sqrt()
}

#[differentiate]
fn geometric_mean(x: f64, y: f64) -> f64 {
    (x * y).sqrt()
}

#[differentiate]
fn distances(x: &[f64], k: f64) -> f64 {
    let mut energy = 0.0;
    for i in 1..x.len() {
        let d = x[i] - x[i - 1];
        let length = (d * d).sqrt();
        energy += k * (length - 1.0) * (length - 1.0);
    }
    energy
}

#[differentiate]
fn apart(p: [f64; 2], x: f64, y: f64) -> f64 {
    let (dx, dy) = (p[0] - x, p[1] - y);
    let squared = match dx > 10.0 {
        true => dx * dx,
        false => dx * dx + dy * dy,
    };
    squared.cbrt() + squared.sqrt()
}

#[differentiate]
fn fourth_root(x: f64, y: f64) -> f64 {
    (x * x * y).sqrt().sqrt()
}

#[differentiate]
fn steep(x: f64) -> f64 {
    let y = 3.0 * x;
    y.sqrt()
}

programs! {
    norm(x, y) -> scalar at (3.0, -4.0);
    norm_by_powers(x, y) -> scalar at (3.0, -4.0);
    norm_in_a_branch(x, y) -> scalar at (0.5, -4.0), (1.5, 2.0);
    norm_of_a_list(&x) -> scalar at ([1.0, -2.0, 0.5]);
    norm_by_iterators(&x) -> scalar at ([1.0, -2.0, 0.5]);
    deviation(&x) -> scalar at ([1.0, -2.0, 0.5]);
    chord(x) -> scalar at (0.7);
    geometric_mean(x, y) -> scalar at (0.7, 0.2);
    distances(&x, k) -> scalar at ([0.1, 0.5, -0.7], 2.0);
    apart(p, x, y) -> scalar at ([1.0, 2.0], 0.3, 0.4);
    fourth_root(x, y) -> scalar at (0.7, 0.2);
    steep(x) -> scalar at (0.7);
}

mod at_zero {
    use super::*;

    programs! {
        norm(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
        norm_by_powers(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
        norm_in_a_branch(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
        norm_of_a_list(&x) -> scalar at ([0.0; 3]) is [0.0, 0.0, 0.0];
        norm_by_iterators(&x) -> scalar at ([0.0; 3]) is [0.0, 0.0, 0.0];
        deviation(&x) -> scalar at ([0.5; 4]) is [0.0, 0.0, 0.0, 0.0];
        chord(x) -> scalar at (0.0) is [0.0];
        geometric_mean(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
        distances(&x, k) -> scalar at ([0.5; 3], 2.0) is [0.0, 0.0, 0.0, 2.0];
        apart(p, x, y) -> scalar at ([1.0, 2.0], 1.0, 2.0) is [0.0, 0.0, 0.0, 0.0];
        fourth_root(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
        steep(x) -> scalar at (0.0) is [f64::INFINITY];
    }
}

mod of_fields {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }

    #[differentiate]
    impl Vec2 {
        fn norm(&self) -> f64 {
            (self.x * self.x + self.y * self.y).sqrt()
        }

        fn norm_by_powers(self) -> f64 {
            (self.x.powi(2) + self.y.powi(2)).sqrt()
        }

        fn norm_by_names(&self) -> f64 {
            let Vec2 { x, y } = *self;
            let squared = x * x + y * y;
            squared.sqrt()
        }
    }

    #[differentiate]
    fn norm(x: f64, y: f64) -> f64 {
        2.0 * Vec2 { x, y }.norm()
    }

    #[differentiate]
    fn norm_by_powers(x: f64, y: f64) -> f64 {
        let v = Vec2 { x, y };
        v.norm_by_powers()
    }

    #[differentiate]
    fn norm_by_names(x: f64, y: f64) -> f64 {
        let v = Vec2 { x, y };
        v.norm_by_names()
    }

    #[differentiate]
    fn of_parts(x: f64, y: f64) -> f64 {
        let vertices = [Vec2 { x: 3.0, y: -4.0 }, Vec2 { x, y }];
        let mut length = 0.0;
        for v in &vertices {
            length += (v.x * v.x + v.y * v.y).sqrt();
        }
        length
    }

    programs! {
        norm(x, y) -> scalar at (3.0, -4.0);
        norm_by_powers(x, y) -> scalar at (3.0, -4.0);
        norm_by_names(x, y) -> scalar at (3.0, -4.0);
        of_parts(x, y) -> scalar at (3.0, -4.0);
    }

    mod at_zero {
        use super::*;

        programs! {
            norm(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
            norm_by_powers(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
            norm_by_names(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
            of_parts(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
        }
    }
}
