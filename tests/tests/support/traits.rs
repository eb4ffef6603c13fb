//! Traits.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Model {
    slope: f64,
    offset: f64,
}

#[differentiate]
trait Potential {
    fn potential(&self, r: f64) -> f64;
    fn force(&self, r: f64) -> f64 {
        self.potential(r + 1.0) - self.potential(r)
    }
}

#[differentiate]
impl Potential for Model {
    fn potential(&self, r: f64) -> f64 {
        self.slope * r * r
    }
}

#[differentiate]
impl<M: Potential + Differentiable> Potential for &M {
    fn potential(&self, r: f64) -> f64 {
        2.0 * (**self).potential(r)
    }
}

#[differentiate]
impl Potential for f64 {
    fn potential(&self, r: f64) -> f64 {
        self * r
    }
}

#[test]
fn trait_with_derivatives() {
    let model = Model { slope: 2.0, offset: 1.0 };
    model.potential_check(3.0).unwrap();
    assert_eq!(model.potential_grad(3.0).1, 12.0);
    assert_eq!((&model).potential_grad(3.0).1, 12.0);
    assert_eq!(Potential::potential_grad(&&model, 3.0).1, 24.0);
    assert_eq!(2.0.potential_grad(3.0), (3.0, 2.0));
}

#[test]
fn default_methods() {
    let model = Model { slope: 2.0, offset: 1.0 };
    model.force_check(3.0).unwrap();
    let (bar, r_bar) = model.force_grad(3.0);
    assert_eq!((bar.slope, r_bar), (7.0, 4.0));
}

#[test]
fn bounds_by_traits() {
    #[differentiate]
    fn sum<M: Potential>(model: &M, other: &impl Potential, r: f64) -> f64 {
        model.force(r)
            + Potential::potential(model, r) * <M as Potential>::potential(model, r)
            + other.force(r)
    }
    let model = Model { slope: 2.0, offset: 1.0 };
    sum::check(&model, &3.0, 1.0).unwrap();
    let (bar, other_bar, r_bar) = sum::grad(&model, &3.0, 1.0);
    assert_eq!((bar.slope, other_bar, r_bar), (7.0, 1.0, 20.0));
}

#[differentiate(dyn)]
trait Layer {
    fn apply(&self, x: f64) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
struct Scale(f64);

#[differentiate(dyn)]
impl Layer for Scale {
    fn apply(&self, x: f64) -> f64 {
        self.0 * x
    }
}

#[differentiate(dyn)]
impl Layer for Model {
    fn apply(&self, x: f64) -> f64 {
        self.slope * x + self.offset
    }
}

#[test]
fn trait_objects() {
    #[differentiate]
    fn network(layers: &[Box<dyn Layer>], last: &dyn Layer, x: f64) -> f64 {
        let mut y = x;
        for layer in layers {
            y = layer.apply(y);
        }
        last.apply(y)
    }
    #[differentiate]
    fn layers(layers: &Vec<Box<dyn Layer>>, x: f64) -> f64 {
        layers.iter().map(|layer| layer.apply(x)).sum()
    }
    let list: Vec<Box<dyn Layer>> =
        vec![Box::new(Scale(2.0)), Box::new(Model { slope: 3.0, offset: 1.0 })];
    let (bars, last_bar, x_bar) = network::grad(&list, &Scale(5.0), 7.0);
    assert_eq!(bars[0].of::<Scale>().map(|bar| bar.0), Some(105.0));
    assert_eq!(bars[1].of::<Model>().map(|bar| (bar.slope, bar.offset)), Some((70.0, 5.0)));
    assert_eq!((last_bar.of::<Scale>().map(|bar| bar.0), x_bar), (Some(43.0), 30.0));
    layers::check(&list, 0.3).unwrap();
}

#[test]
fn passed_as_objects() {
    #[differentiate]
    fn applied(layer: &dyn Layer, x: f64) -> f64 {
        layer.apply(x) * Layer::apply(layer, 2.0)
    }
    #[differentiate]
    fn sum(scale: &Scale, x: f64) -> f64 {
        applied(scale, x) + applied(&Scale(x), 1.0)
    }
    assert_eq!(sum(&Scale(3.0), 5.0), 140.0);
    let (bar, x_bar) = sum::grad(&Scale(3.0), 5.0);
    assert_eq!((bar.0, x_bar), (60.0, 38.0));
    sum::check(&Scale(3.0), 5.0).unwrap();
}

#[test]
fn objects_of_differentiated_values() {
    #[differentiate]
    fn made(x: f64, y: f64) -> f64 {
        let one: Box<dyn Layer> = Box::new(Scale(x * y));
        let list: Vec<Box<dyn Layer>> =
            vec![Box::new(Scale(x)), Box::new(Model { slope: y, offset: 1.0 })];
        let mut z = one.apply(x);
        for layer in &list {
            z = layer.apply(z);
        }
        z
    }
    // x³y² + 1
    assert_eq!(made::grad(2.0, 3.0), (108.0, 48.0));
    made::check(2.0, 3.0).unwrap();
}
