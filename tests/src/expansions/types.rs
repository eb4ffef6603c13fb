//! Types with `#[derive(Differentiable)]`.

use std::marker::PhantomData;

use ad_runtime::prelude::*;

/// Named fields.
#[derive(Differentiable, Clone, Debug)]
pub struct Model {
    /// A list.
    pub weights: Vec<f64>,
    /// Scalars.
    pub(crate) bias: [f32; 2],
    /// Another type.
    pub line: Line,
    /// A constant.
    #[constant]
    pub name: String,
    /// A keyword.
    pub r#type: Option<(f64, usize)>,
}

/// A tuple.
#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Line(pub f64, pub(crate) f64);

/// Nothing.
#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Nothing;

/// Generics of every kind.
#[derive(Differentiable, Clone, Debug)]
pub struct Generic<'a, T: Real, U = String, const N: usize = 2>
where
    U: Clone,
{
    /// Owned.
    pub owned: [T; N],
    /// Borrowed.
    pub borrowed: &'a [T],
    /// Another type.
    pub wrapped: Wrapped<T>,
    /// A constant.
    #[constant]
    pub constant: &'a U,
    /// Nothing.
    pub phantom: PhantomData<U>,
}

/// One parameter.
#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Wrapped<T> {
    /// Its value.
    pub value: T,
}

/// Unit variants.
#[derive(Differentiable, Clone, Copy, Debug)]
pub enum Axis {
    /// One.
    X,
    /// Another.
    Y,
}

/// All kinds of variants.
#[derive(Differentiable, Clone, Debug)]
#[allow(non_camel_case_types)]
pub enum Shape<T> {
    /// Named fields.
    Circle {
        /// A scalar.
        radius: T,
        /// Another type.
        center: Line,
    },
    /// A tuple.
    polygon(Vec<Line>, #[constant] String, Axis),
    /// Nothing.
    Empty,
}

/// A type of types.
#[derive(Differentiable, Clone, Debug, Default)]
pub struct Tree {
    /// A scalar.
    pub value: f64,
    /// The type itself.
    pub children: Vec<Tree>,
}
