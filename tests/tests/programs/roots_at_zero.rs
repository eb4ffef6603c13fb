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

/// What a root is taken of is what a function, a method or an operator of one's own results in.
mod through_calls {
    use super::*;

    #[differentiate]
    fn dot(x: &[f64], y: &[f64]) -> f64 {
        x.iter().zip(y).map(|(a, b)| a * b).sum()
    }

    #[differentiate]
    fn norm_by_a_call(x: &[f64]) -> f64 {
        dot(x, x).sqrt()
    }

    #[differentiate]
    fn distance(p: &[f64; 2], q: &[f64; 2]) -> f64 {
        let apart = |i: usize| p[i] - q[i];
        squared(apart(0), apart(1)).sqrt()
    }

    #[differentiate]
    fn squared(x: f64, y: f64) -> f64 {
        x * x + y * y
    }

    #[derive(Clone, Copy, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }

    #[differentiate]
    impl std::ops::Sub for Vec2 {
        type Output = Vec2;

        fn sub(self, other: Vec2) -> Vec2 {
            Vec2 { x: self.x - other.x, y: self.y - other.y }
        }
    }

    /// The dot product.
    #[differentiate]
    impl std::ops::Mul for Vec2 {
        type Output = f64;

        fn mul(self, other: Vec2) -> f64 {
            self.x * other.x + self.y * other.y
        }
    }

    #[differentiate]
    impl Vec2 {
        fn dot(self, other: Vec2) -> f64 {
            self.x * other.x + self.y * other.y
        }

        fn length(self) -> f64 {
            self.dot(self).sqrt()
        }

        fn length_by_the_operator(self) -> f64 {
            (self * self).sqrt()
        }
    }

    /// Two springs, of which one is as short as can be, and a power of a length.
    #[differentiate]
    fn springs(x: &[f64; 4], k: f64) -> f64 {
        let at = |i: usize| Vec2 { x: x[2 * i], y: x[2 * i + 1] };
        let (a, b) = (at(0), at(1));
        0.5 * k * (b - a).length().powi(2) + (a - b).length_by_the_operator() + a.dot(b).powf(0.5)
    }

    #[differentiate]
    fn root_by_a_call(x: f64, y: f64) -> f64 {
        weighted(x, y, 3.0).sqrt()
    }

    #[differentiate]
    fn weighted(x: f64, y: f64, k: f64) -> f64 {
        k * x - y * y
    }

    #[differentiate]
    fn root_of_a_single(x: f32, y: f32) -> f32 {
        squared_single(x, y).cbrt()
    }

    #[differentiate]
    fn squared_single(x: f32, y: f32) -> f32 {
        x * x + y * y
    }

    programs! {
        norm_by_a_call(&x) -> scalar at ([1.0, -2.0, 0.5]);
        distance(&p, &q) -> scalar at ([1.0, -2.0], [0.5, 0.7]);
        springs(&x, k) -> scalar at ([1.0, -2.0, -0.5, -0.7], 2.0);
        root_by_a_call(x, y) -> scalar at (2.0, 0.7);
    }

    #[test]
    fn of_a_single() {
        assert_eq!(root_of_a_single::grad(0.0, 0.0), (0.0, 0.0));
        let (x_bar, _) = root_of_a_single::grad(0.5, -0.25);
        let closed = 2.0 / 3.0 * 0.5 / (0.5f32 * 0.5 + 0.25 * 0.25).powf(2.0 / 3.0);
        assert!((x_bar - closed).abs() < 1e-6);
    }

    mod at_zero {
        use super::*;

        programs! {
            norm_by_a_call(&x) -> scalar at ([0.0; 3]) is [0.0, 0.0, 0.0];
            distance(&p, &q) -> scalar at ([1.0, -2.0], [1.0, -2.0]) is [0.0, 0.0, 0.0, 0.0];
            springs(&x, k) -> scalar at ([0.0; 4], 2.0) is [0.0, 0.0, 0.0, 0.0, 0.0];
            root_by_a_call(x, y) -> scalar at (0.0, 0.0) is [f64::INFINITY, 0.0];
        }
    }
}
