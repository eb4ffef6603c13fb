//! Types of other crates: each function at a few points, in both modes, against finite differences.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, clippy::unwrap_used)]

/// Examines functions of two floats: their value is that of the function itself, bit for bit, and their derivatives are those of differences.
macro_rules! agree {
    ($($name:ident)*) => {$(
        for (x, y) in [(0.7, 1.3), (-0.4, 0.9)] {
            let step = 1e-5;
            let slope = |f: &dyn Fn(f64) -> f64| {
                let central = |step: f64| (f(step) - f(-step)) / (2.0 * step);
                (4.0 * central(step) - central(2.0 * step)) / 3.0
            };
            let by_x = slope(&|step| $name(x + step, y));
            let by_y = slope(&|step| $name(x, y + step));
            let value = $name(x, y).to_bits();
            let near = |what: &str, a: f64, b: f64| {
                let is_near = (a - b).abs() < 1e-7 * (1.0 + b.abs());
                assert!(is_near, "{} {what} at {x}, {y}: {a}, by differences {b}", stringify!($name));
            };
            let (own, gradient) = $name::value_and_grad(x, y);
            assert_eq!(own.to_bits(), value);
            near("grad by x", gradient.0, by_x);
            near("grad by y", gradient.1, by_y);
            let (own, pullback) = $name::vjp(x, y);
            assert_eq!(own.to_bits(), value);
            let pulled = pullback(1.0);
            near("vjp by x", pulled.0, by_x);
            near("vjp by y", pulled.1, by_y);
            let (own, dot) = $name::jvp(x, y, 0.3, -0.7);
            assert_eq!(own.to_bits(), value);
            near("jvp", dot, 0.3 * by_x - 0.7 * by_y);
            $name::check(x, y).unwrap();
        }
    )*};
}

mod complex;
mod lent_views;
mod matrices;
mod matrix_entries;
mod matrix_methods;
mod matrix_parts;
mod matrix_views;
mod mixed;
mod motions;
mod rotations;
mod systems;
