//! `#[derive(Differentiable)]`: structs and enums of every shape, in a crate that is strict.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, missing_debug_implementations, missing_copy_implementations)]
#![deny(clippy::all)]

mod circle;
mod inside;
mod laws;
mod parameters;

use std::marker::PhantomData;
use std::ops::Range;

use ad_runtime::check::Coordinates;
use ad_runtime::private::{Entries, entries, listing, moved, tangent_of};
use ad_runtime::{Constant, Real, TangentSpace, prelude::*};

/// Shapes that others may see.
pub mod shapes {
    use ad_runtime::Differentiable;

    /// Named fields, some of them private.
    #[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
    pub struct Point {
        /// One.
        pub x: f64,
        /// Another.
        pub(crate) y: f32,
        n: usize,
    }

    impl Point {
        /// A point.
        pub fn new(x: f64, y: f32) -> Point {
            Point { x, y, n: 7 }
        }

        /// What can't be seen outside.
        pub fn n(&self) -> usize {
            self.n
        }
    }

    /// A private part of a public type.
    #[derive(Differentiable, Clone, Debug, Default)]
    struct Hidden<T> {
        values: Vec<T>,
    }

    /// A type with a private part.
    #[derive(Differentiable, Clone, Debug, Default)]
    pub struct Shown<T> {
        hidden: Hidden<T>,
        /// Seen.
        pub bias: T,
    }

    /// Of all parts.
    pub fn shown<T: Copy>(bias: T) -> Shown<T> {
        Shown { hidden: Hidden { values: vec![bias; 2] }, bias }
    }
}

use shapes::{Point, PointTangent, Shown, shown};

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Model {
    weights: Vec<[f64; 3]>,
    bias: f64,
    origin: Point,
    #[constant]
    name: String,
    steps: u32,
    r#type: Option<f64>,
}

fn model() -> Model {
    Model {
        weights: vec![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
        bias: 0.5,
        origin: Point::new(1.5, 2.5),
        name: "m".to_string(),
        steps: 3,
        r#type: Some(7.5),
    }
}

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct Pair(f64, f64);

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct Unit;

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct Empty {}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Settings {
    #[constant]
    range: Range<usize>,
    #[constant]
    name: &'static str,
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Data<'a, 'b> {
    rows: &'a [f64],
    columns: &'b [&'a [f64]],
    #[constant]
    label: &'b str,
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Nested<'a> {
    data: Data<'a, 'a>,
    many: &'a [Data<'a, 'a>],
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Labelled<'a> {
    x: f64,
    #[constant]
    label: &'a str,
}

#[derive(Differentiable, Clone, Debug)]
struct Generic<'a, T: Real + 'a, U, const N: usize>
where
    U: Clone + Into<String>,
    T: Into<f64>,
{
    one: T,
    array: [T; N],
    borrowed: &'a T,
    borrowed_list: Vec<&'a [T]>,
    pair: (T, usize),
    #[constant]
    other: U,
    phantom: PhantomData<&'a U>,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Wrapper<T = f64>(T);

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Outer<T> {
    inner: Wrapper<T>,
    list: Vec<Wrapper<T>>,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Unsized<'a, T: ?Sized>(&'a T);

#[derive(Differentiable, Clone, Debug)]
struct OfItems<I: Iterator> {
    items: Vec<I::Item>,
    #[constant]
    rest: I,
}

#[derive(Differentiable, Clone, Debug)]
struct Arrays<D: ad_runtime::ndarray::Dimension> {
    matrix: ad_runtime::ndarray::Array<f64, D>,
    vector: ad_runtime::ndarray::Array1<f64>,
}

#[derive(Differentiable, Debug)]
struct Views<'a> {
    vector: ad_runtime::ndarray::ArrayView1<'a, f64>,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Tree {
    value: f64,
    children: Vec<Tree>,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct GenericTree<T> {
    value: T,
    children: Vec<Self>,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Large {
    array: [f64; 40],
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Sized0<const N: usize> {
    array: [f64; N],
}

#[derive(Differentiable)]
struct Opaque {
    x: f64,
    #[constant]
    function: Box<dyn Fn(f64) -> f64>,
}

/// A tangent that has no traits of std's but `Clone`.
#[derive(Clone)]
struct Bare(f64);

#[allow(missing_debug_implementations)]
struct Handmade;

impl Differentiable for Handmade {
    type Tangent = Bare;

    fn zero_tangent(&self) -> Bare {
        Bare(0.0)
    }
}

impl Differentiable for Bare {
    type Tangent = Bare;

    fn zero_tangent(&self) -> Bare {
        Bare(0.0)
    }
}

impl TangentSpace for Bare {
    fn zero_like(&self) -> Bare {
        Bare(0.0)
    }

    fn set_zero(&mut self) {
        self.0 = 0.0;
    }

    fn accumulate(&mut self, other: &Bare) {
        self.0 += other.0;
    }

    fn scale(&mut self, factor: f64) {
        self.0 *= factor;
    }

    fn dot(&self, other: &Bare) -> f64 {
        self.0 * other.0
    }
}

#[derive(Differentiable)]
struct OfHandmade {
    handmade: Handmade,
    generic: Wrapper<Handmade>,
}

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
enum Axis {
    X,
    Y,
}

#[derive(Differentiable)]
enum Never {}

#[derive(Differentiable, Clone, Debug, PartialEq)]
enum Shape {
    Circle { center: Pair, radius: f64 },
    Polygon(Vec<Pair>, #[constant] &'static str, Axis),
    Nothing,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
enum Either<A, B, C> {
    Left(A),
    Right {
        b: B,
    },
    #[allow(dead_code)]
    Constant(#[constant] C),
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
enum OneVariant {
    Only(f64),
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Results {
    option: Option<Pair>,
    result: Result<f64, String>,
    boxed: Box<f64>,
}

mod renamed {
    pub use ad_runtime as runtime;
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
#[differentiable(crate = renamed::runtime)]
struct Renamed {
    x: f64,
    inner: Pair,
}

fn shapes_of_enum() -> [Shape; 3] {
    [
        Shape::Circle { center: Pair(1.0, 2.0), radius: 3.0 },
        Shape::Polygon(vec![Pair(1.0, 2.0); 3], "triangle", Axis::X),
        Shape::Nothing,
    ]
}

fn tree() -> Tree {
    let leaf = |value| Tree { value, children: vec![] };
    Tree { value: 1.0, children: vec![leaf(2.0), leaf(3.0)] }
}
