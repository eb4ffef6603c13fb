//! Fields of enums without floats; `Option`s that a pattern binds by reference; arguments made of integers; functions that demand something of what they are given.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
enum Before {
    Nothing,
    Negated,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
enum After {
    Sine,
    Square,
}

#[derive(Clone, Debug, Differentiable)]
struct Formula {
    before: Before,
    after: After,
    scale: f64,
}

#[differentiate]
fn of_formula(f: &Formula, x: f64) -> f64 {
    let x = match f.before {
        Before::Nothing => x,
        Before::Negated => -x,
    };
    match f.after {
        After::Sine => (f.scale * x).sin(),
        After::Square => f.scale * x * x,
    }
}

#[derive(Clone, Debug, Differentiable)]
enum Joint {
    Revolute { theta: f64, max: Option<f64> },
    Fixed,
}

#[differentiate]
impl Joint {
    fn angle(&self) -> f64 {
        match self {
            Joint::Revolute { theta, max } => match max {
                Some(m) => theta.min(*m) * m,
                None => *theta,
            },
            Joint::Fixed => 0.0,
        }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Bounds {
    low: Option<f64>,
    high: Option<f64>,
}

#[differentiate]
fn within(bounds: &Bounds, x: f64) -> f64 {
    let Bounds { low, high } = bounds;
    let x = match low {
        Some(low) => x.max(*low),
        None => x,
    };
    if let Some(high) = high { x.min(*high) * high } else { x }
}

#[test]
fn options_and_enums() {
    for before in [Before::Nothing, Before::Negated] {
        for after in [After::Sine, After::Square] {
            of_formula::check(&Formula { before, after, scale: 0.7 }, 0.4).unwrap();
        }
    }
    Joint::Revolute { theta: 0.3, max: Some(1.5) }.angle_check().unwrap();
    Joint::Revolute { theta: 2.3, max: Some(1.5) }.angle_check().unwrap();
    Joint::Revolute { theta: 2.3, max: None }.angle_check().unwrap();
    Joint::Fixed.angle_check().unwrap();
    within::check(&Bounds { low: Some(0.2), high: Some(0.9) }, 1.5).unwrap();
    within::check(&Bounds { low: Some(0.2), high: None }, 0.1).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Grid {
    #[constant]
    shape: [usize; 2],
    data: Vec<f64>,
}

#[differentiate]
impl Grid {
    fn zeros(shape: [usize; 2]) -> Grid {
        Grid { shape, data: vec![0.0; shape[0] * shape[1]] }
    }

    fn rows(&self) -> usize {
        self.shape[0]
    }

    fn cols(&self) -> usize {
        self.shape[1]
    }

    fn transposed(&self) -> Grid {
        let mut out = Grid::zeros([self.cols(), self.rows()]);
        for i in 0..self.rows() {
            for j in 0..self.cols() {
                out.data[j * self.rows() + i] = self.data[i * self.cols() + j];
            }
        }
        out
    }

    fn total(&self) -> f64 {
        let t = self.transposed();
        t.data.iter().enumerate().map(|(i, x)| x * x * i as f64).sum()
    }
}

#[test]
fn shapes_of_integers() {
    Grid { shape: [2, 3], data: vec![0.1, 0.4, -0.3, 0.8, 0.2, 0.7] }.total_check().unwrap();
}

#[differentiate]
fn slope(xs: &[f64]) -> f64 {
    assert!(xs[0] < xs[1], "not sorted: {xs:?}");
    1.0 / (xs[1] - xs[0])
}

#[test]
fn checked_where_it_does_not_panic() {
    slope::check(&[2.5, 3.0]).unwrap();
    slope::check(&[2.5, 2.5001]).unwrap();
}

#[test]
#[should_panic(expected = "not sorted")]
fn checked_where_it_panics() {
    let _ = slope::check(&[3.5, 3.0]);
}
