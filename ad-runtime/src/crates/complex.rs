//! `num_complex::Complex<f64>`, whose tangent is one: of the real part and of the imaginary part.
//!
//! Of a holomorphic `f`, `ẏ = f'(z) ż` and `z̄ += conj(f'(z)) ȳ`, as the Jacobian of a complex factor is transposed by conjugation. `z.re` and `z.im` are places.

mod assigning;
mod constructors;
mod methods;
mod operators;
mod partial;
mod space;

/// The derivatives of methods.
pub mod traits {
    pub use super::methods::{
        ArgMethod as _, ConjMethod as _, HolomorphicMethods as _, InvMethod as _, NormMethod as _,
        NormSqrMethod as _, ScaleMethod as _, UnscaleMethod as _,
    };
}
