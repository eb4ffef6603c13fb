//! Values as parameters: steps along tangents, coordinates, norms, in place; each method against the others.

use ad_runtime::Parameters;
use ad_runtime::ndarray::{arr1, arr2};
use ad_runtime::parameters::{Misfit, MovedBy};
use serde::{Deserialize, Serialize};

use super::*;

/// What follows from the coordinates, of a value or a tangent.
fn check_coordinates<V: Parameters>(value: &mut V) {
    let listed: Vec<f64> = entries(value).iter().map(|float| float.value).collect();
    let len = listed.len();
    assert_eq!((value.to_coordinates(), value.n_coordinates()), (listed.clone(), len));
    let mut copied = vec![7.0; len];
    value.coordinates_into(&mut copied);
    assert_eq!(copied, listed);
    let (names, values): (Vec<_>, Vec<_>) = value.named_coordinates().into_iter().unzip();
    assert_eq!(values, listed);
    let places = listing("", value).places;
    assert_eq!(names, places.iter().map(|place| place.trim_start_matches('.')).collect::<Vec<_>>());
    let others: Vec<f64> = (0..len).map(|i| 1.5 - i as f64).collect();
    value.set_coordinates(&others);
    assert_eq!(value.to_coordinates(), others);
    assert_eq!(value.max_norm(), others.iter().fold(0.0, |max: f64, x| max.max(x.abs())));
    value.map_coordinates(|x| 2.0 * x);
    assert_eq!(value.to_coordinates(), others.iter().map(|x| 2.0 * x).collect::<Vec<_>>());
    value.set_coordinates(&listed);
    assert_eq!(value.to_coordinates(), listed);
}

/// A step along a tangent is that of the coordinates, and the products of tangents are those of theirs.
fn check_steps<V>(value: &mut V)
where
    V: Parameters,
    V::Tangent: Parameters,
{
    check_coordinates(value);
    let at = value.to_coordinates();
    let [mut a, mut b] = [value.zero_tangent(), value.zero_tangent()];
    assert_eq!((a.n_coordinates(), a.max_norm()), (at.len(), 0.0));
    check_coordinates(&mut a);
    let [along, other] = [0.5, -3.0].map(|first| {
        let numbered = at.iter().zip(0..).map(|(_, i)| first + f64::from(i));
        numbered.collect::<Vec<f64>>()
    });
    a.set_coordinates(&along);
    b.set_coordinates(&other);
    value.add_scaled(0.25, &a);
    let moved = at.iter().zip(&along).map(|(x, d)| x + 0.25 * d);
    assert_eq!(value.to_coordinates(), moved.collect::<Vec<_>>());
    value.set_coordinates(&at);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    assert_eq!(a.inner_product(&b), product(&along, &other));
    assert_eq!(a.euclidean_norm(), product(&along, &along).sqrt());
    b.scale_by(-2.0);
    assert_eq!(b.to_coordinates(), other.iter().map(|x| -2.0 * x).collect::<Vec<_>>());
    // What is added is there.
    let mut sum = a.clone();
    TangentSpace::accumulate(&mut sum, &b);
    assert_eq!(sum.euclidean_norm(), {
        a.accumulate(&b);
        a.euclidean_norm()
    });
}

/// A slice has the methods of its items in a row.
fn check_slice(slice: &mut [f64]) {
    let at = slice.to_coordinates();
    assert_eq!((slice.n_coordinates(), slice.max_norm()), (3, 3.0));
    assert_eq!(
        (at.as_slice(), slice.named_coordinates()[1].clone()),
        (&*slice, ("[1]".into(), 2.0))
    );
    slice.add_scaled(0.5, &vec![2.0, 0.0, -2.0]);
    assert_eq!(slice, [2.0, 2.0, 2.0]);
    slice.map_coordinates(|x| x * x);
    let mut copied = [0.0; 3];
    slice.coordinates_into(&mut copied);
    assert_eq!(copied, [4.0; 3]);
    slice.set_coordinates(&at);
    assert_eq!(slice.to_coordinates(), at);
}

/// The same, of what there are copies of.
fn check_all<V>(value: &V)
where
    V: Parameters + Coordinates<Owned = V>,
    V::Tangent: Parameters + Coordinates<Owned = V::Tangent>,
{
    let at = value.to_coordinates();
    let mut copy = value.with_coordinates(&at);
    check_steps(&mut copy);
    assert_eq!(copy.to_coordinates(), at);
    let mut tangent = value.zero_tangent().with_coordinates(&at);
    check_steps_among(&mut tangent);
    let others: Vec<f64> = at.iter().map(|x| x - 1.0).collect();
    assert_eq!(value.with_coordinates(&others).to_coordinates(), others);
}

/// A tangent moves along others.
fn check_steps_among<T: TangentSpace + Parameters>(tangent: &mut T) {
    let before = tangent.to_coordinates();
    let along = tangent.clone();
    tangent.add_scaled(-0.5, &along);
    assert_eq!(tangent.to_coordinates(), before.iter().map(|x| 0.5 * x).collect::<Vec<_>>());
}

#[test]
fn every_derived_type() {
    check_all(&model());
    check_all(&Point::new(1.0, 2.0));
    check_all(&Pair(1.0, 2.0));
    check_all(&Unit);
    check_all(&Empty {});
    check_all(&Settings { range: 0..3, name: "s" });
    check_all(&Labelled { x: 1.0, label: "l" });
    check_all(&Outer { inner: Wrapper(2.0), list: vec![Wrapper(1.0); 3] });
    check_all(&Arrays { matrix: arr2(&[[1.0, 2.0], [3.0, 4.0]]), vector: arr1(&[5.0]) });
    check_all(&OfItems { items: vec![1.0], rest: [2.0].into_iter() });
    check_all(&tree());
    check_all(&GenericTree {
        value: 1.0,
        children: vec![GenericTree { value: 2.0, children: vec![] }],
    });
    check_all(&Large { array: [1.5; 40] });
    check_all(&Sized0 { array: [1.5; 5] });
    check_all(&shown(2.0));
    check_all(&Axis::Y);
    shapes_of_enum().iter().for_each(check_all);
    check_all(&Either::<f64, Pair, char>::Left(1.0));
    check_all(&Either::<f64, Pair, char>::Right { b: Pair(1.0, 2.0) });
    check_all(&OneVariant::Only(1.0));
    check_all(&Results { option: Some(Pair(1.0, 2.0)), result: Ok(2.0), boxed: Box::new(3.0) });
    check_all(&Results { option: None, result: Err("no".into()), boxed: Box::new(3.0) });
    check_all(&Renamed { x: 1.0, inner: Pair(2.0, 3.0) });
    check_all(&Named { label: "l", x: 1.0 });
}

#[test]
fn types_of_std() {
    check_all(&1.5);
    check_all(&2.5_f32);
    check_all(&3_usize);
    check_all(&"text".to_string());
    check_all(&(1.0, [2.0_f32; 2], vec![Some(3.0), None], 4_u8, true));
    check_all(&vec![vec![1.0], vec![], vec![2.0, 3.0]]);
    check_all(&Ok::<f64, String>(1.0));
    check_all(&Box::new([1.0, 2.0]));
    check_all(&vec![1.0, 2.0].into_boxed_slice());
    check_all(&arr2(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]));
    check_all(&arr2(&[[1.0, 2.0], [3.0, 4.0]]).reversed_axes());
    check_slice(&mut [1.0, 2.0, 3.0][..]);
    check_steps(&mut arr2(&[[1.0, 2.0], [3.0, 4.0]]).column_mut(1));
    check_coordinates(&mut (std::cmp::Ordering::Less, Constant));
}

/// What is borrowed for changes, and values of which there are no copies.
#[test]
fn values_without_clone() {
    let (mut list, mut one) = (vec![1.0, 2.0], 3.0);
    check_steps(&mut Borrowing { list: &mut list, one: &mut one });
    assert_eq!((list, one), (vec![1.0, 2.0], 3.0));
    let mut opaque = Opaque { x: 1.0, function: Box::new(f64::sin) };
    check_steps(&mut opaque);
    opaque.add_scaled(2.0, &OpaqueTangent { x: 0.5, function: Constant });
    assert_eq!((opaque.function)(0.0) + opaque.x, 2.0);
}

/// The gradient by coordinates is that of the function of coordinates.
#[test]
fn gradients_are_by_the_coordinates() {
    let model = model();
    let bar = curved::grad(&model).to_coordinates();
    assert_eq!(bar.len(), model.n_coordinates());
    let at = model.to_coordinates();
    for (i, slope) in bar.iter().enumerate() {
        // An `f32` among them has 24 digits.
        let [there, here] = [1.0, -1.0].map(|step| {
            let mut moved = at.clone();
            moved[i] += step / 1024.0;
            curved(&model.with_coordinates(&moved))
        });
        let difference = 512.0 * (there - here);
        assert!(
            (difference - slope).abs() < 1e-5 * (1.0 + slope.abs()),
            "{i}: {difference} {slope}"
        );
    }
    let mut moved = model.clone();
    moved.add_scaled(-1e-3, &curved::grad(&model));
    assert!(curved(&moved) < curved(&model));
    assert_eq!((moved.name, moved.steps), (model.name, model.steps));
}

#[differentiate]
fn curved(model: &Model) -> f64 {
    let mut sum = (model.bias * model.origin.x).sin() + (model.origin.y as f64).powi(2);
    for row in &model.weights {
        sum += row[0] * row[1] * model.bias + row[2].powi(2);
    }
    match model.r#type {
        Some(value) => sum + value * value * model.bias,
        None => sum,
    }
}

#[test]
fn names() {
    let names = |names: Vec<(String, f64)>| names.into_iter().map(|(name, _)| name).collect();
    let found: Vec<String> = names(model().named_coordinates());
    assert_eq!(&found[..2], ["weights[0][0]", "weights[0][1]"]);
    assert_eq!(&found[6..], ["bias", "origin.x", "origin.y", "type"]);
    let found: Vec<String> = names(curved::grad(&model()).named_coordinates());
    assert_eq!(found[6], "bias");
    let found: Vec<String> = names(arr2(&[[1.0], [2.0]]).named_coordinates());
    assert_eq!(found, ["[0, 0]", "[1, 0]"]);
    assert_eq!(1.0.named_coordinates(), [(String::new(), 1.0)]);
    assert_eq!((2.0, Pair(3.0, 4.0)).named_coordinates()[2].0, "1.1");
}

#[test]
fn norms() {
    assert_eq!([1.0, -3.0, 2.0].max_norm(), 3.0);
    assert!(vec![1.0, f64::NAN, 2.0].max_norm().is_nan());
    assert_eq!(Vec::<f64>::new().max_norm(), 0.0);
    assert_eq!(PairTangent(3.0, -4.0).euclidean_norm(), 5.0);
}

/// Nothing is said of methods of one's own by the same names.
#[test]
fn methods_of_ones_own_come_first() {
    let mut own = Own { x: 1.0 };
    own.add_scaled(2.0);
    assert_eq!((own.x, own.max_norm()), (3.0, "own"));
}

#[derive(Differentiable)]
struct Own {
    x: f64,
}

impl Own {
    fn add_scaled(&mut self, by: f64) {
        self.x += by;
    }

    fn max_norm(&self) -> &'static str {
        "own"
    }
}

#[derive(Differentiable)]
struct Borrowing<'a> {
    list: &'a mut [f64],
    one: &'a mut f64,
}

/// A text that isn't marked.
#[derive(Differentiable)]
struct Named {
    label: &'static str,
    x: f64,
}

#[derive(Differentiable)]
struct Network {
    layers: Vec<Layer>,
    table: ad_runtime::ndarray::Array2<f64>,
    shape: Shape,
    extra: (f64, Option<f64>),
}

#[derive(Differentiable)]
struct Layer {
    weights: Vec<f64>,
}

fn network() -> Network {
    let layer = |n| Layer { weights: vec![1.0; n] };
    let layers = vec![layer(2), layer(3)];
    Network { layers, table: arr2(&[[1.0, 2.0]]), shape: Shape::Nothing, extra: (1.0, None) }
}

/// What is said of a tangent that `change` has made to be of another shape.
fn misfit(change: impl Fn(&mut NetworkTangent)) -> String {
    let mut network = network();
    let mut bar = network.zero_tangent();
    change(&mut bar);
    let found: Result<(), Misfit> = MovedBy::move_along(&mut network, 1.0, &bar);
    found.expect_err("another shape").to_string()
}

#[test]
fn other_shapes() {
    let said = misfit(|bar| bar.layers[1].weights.push(0.0));
    assert_eq!(said, "`layers[1].weights` has 3 entries, and its tangent has 4");
    let said = misfit(|bar| bar.layers.truncate(1));
    assert_eq!(said, "`layers` has 2 entries, and its tangent has 1");
    let said = misfit(|bar| bar.table = arr2(&[[1.0], [2.0]]));
    assert_eq!(said, "`table` is of the shape [1, 2], and its tangent of [2, 1]");
    let said = misfit(|bar| bar.shape = shapes_of_enum()[0].zero_tangent());
    assert_eq!(said, "`shape` is another variant of `Shape` than its tangent");
    let said = misfit(|bar| bar.extra.1 = Some(1.0));
    assert_eq!(said, "`extra.1` is another variant of `Option` than its tangent");
    let said = MovedBy::move_along(&mut vec![1.0], 1.0, &vec![]).expect_err("too short");
    assert_eq!(said.to_string(), "the value has 1 entry, and its tangent has 0");
}

#[test]
#[should_panic = "`layers[0].weights` has 2 entries, and its tangent has 3: a tangent has the shape of its value"]
fn steps_along_other_shapes() {
    let mut bar = network().zero_tangent();
    bar.layers[0].weights.push(0.0);
    network().add_scaled(1.0, &bar);
}

#[test]
#[should_panic = "the value has 8 coordinates, not 2"]
fn too_few_coordinates() {
    network().set_coordinates(&[1.0, 2.0]);
}

#[test]
#[should_panic = "the value has 2 coordinates, not 3"]
fn too_many_coordinates() {
    let _ = Pair(1.0, 2.0).with_coordinates(&[1.0, 2.0, 3.0]);
}

#[test]
#[should_panic = "the value has 2 coordinates, not 1"]
fn too_short_a_slice() {
    Pair(1.0, 2.0).coordinates_into(&mut [0.0]);
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
#[differentiable(derive(Serialize, serde::Deserialize, PartialEq, PartialOrd, Clone))]
struct Stored {
    list: Vec<f64>,
    #[constant]
    name: String,
    steps: u32,
    kind: StoredKind,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
#[differentiable(derive(Serialize), crate = renamed::runtime)]
#[differentiable(derive(Deserialize, PartialOrd))]
enum StoredKind {
    One(f64),
    Two { pair: (f64, f64) },
}

/// Traits of one's own choice: what was differentiated by is stored and read again.
#[test]
fn traits_of_the_tangent() {
    let kind = StoredKind::Two { pair: (1.0, 2.0) };
    let stored = Stored { list: vec![1.0], name: "n".to_string(), steps: 3, kind };
    let tangent = stored.zero_tangent().with_coordinates(&[1.5, 2.5, 3.5]);
    let text = serde_json::to_string(&tangent).expect("a text");
    let expected = r#"{"list":[1.5],"name":null,"steps":null,"kind":{"Two":{"pair":[2.5,3.5]}}}"#;
    assert_eq!(text, expected);
    let back: StoredTangent = serde_json::from_str(&text).expect("a tangent");
    assert_eq!(back, tangent);
    assert!(back >= tangent && StoredKind::One(1.0).zero_tangent() < back.kind);
}
