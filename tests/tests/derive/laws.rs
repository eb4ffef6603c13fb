//! What holds for every tangent: the laws of a vector space, and of moving about in it.

use super::*;

/// The laws of a tangent space, and the round trip through coordinates.
pub(super) fn check_laws<V>(value: &V)
where
    V: Differentiable + Coordinates,
    V::Owned: Coordinates,
    V::Tangent: Coordinates<Owned = V::Tangent>,
{
    check_tangents(value);
    let floats = |value: &V| entries(value).iter().map(|float| float.value).collect::<Vec<_>>();
    let along: Vec<f64> = (0..floats(value).len()).map(|i| i as f64 - 1.5).collect();
    let by_two = moved(value, &mut Entries::new(&along), 2.0);
    let by_two: Vec<f64> = entries(&by_two).iter().map(|float| float.value).collect();
    let expected: Vec<f64> = floats(value).iter().zip(&along).map(|(x, d)| x + 2.0 * d).collect();
    assert_eq!(by_two, expected);
    let dot = tangent_of(value, &mut Entries::new(&along));
    assert_eq!(entries(&dot).len(), along.len(), "a tangent has its value's coordinates");
    assert_eq!(listing("x", value).places, listing("x", &dot).places);
}

/// The laws that need no coordinates of the value.
fn check_tangents<V>(value: &V)
where
    V: Differentiable,
    V::Tangent: Coordinates<Owned = V::Tangent>,
{
    let list = |t: &V::Tangent| entries(t).iter().map(|float| float.value).collect::<Vec<_>>();
    let zero = value.zero_tangent();
    assert!(list(&zero).iter().all(|entry| *entry == 0.0));
    assert!(value.same_shape(value) && zero.same_shape(&zero));
    let len = list(&zero).len();
    let directions: Vec<Vec<f64>> =
        [1.0, -2.0].map(|step| (1..=len).map(|i| step * i as f64 + 0.5).collect()).into();
    let [a, b] = [0, 1].map(|i| tangent_of(value, &mut Entries::new(&directions[i])));
    let mut sum = a.clone();
    sum.accumulate(&b);
    let added = directions[0].iter().zip(&directions[1]).map(|(a, b)| a + b);
    assert_eq!(list(&sum), added.collect::<Vec<_>>());
    let product: f64 = directions[0].iter().zip(&directions[1]).map(|(a, b)| a * b).sum();
    assert_eq!(a.dot(&b), product);
    let mut twice = a.clone();
    twice.scale(2.0);
    let mut same = a.clone();
    same.accumulate(&a);
    assert_eq!(list(&twice), list(&same));
    assert_eq!(list(&a.zero_like()), list(&zero));
    twice.set_zero();
    assert_eq!(list(&twice), list(&zero));
}

#[test]
fn tangents_keep_the_laws() {
    check_laws(&model());
    check_laws(&Point::new(1.0, 2.0));
    check_laws(&Pair(1.0, 2.0));
    check_laws(&Unit);
    check_laws(&Empty {});
    check_laws(&Settings { range: 0..3, name: "s" });
    check_laws(&Labelled { x: 1.0, label: "l" });
    check_laws(&Wrapper(2.0));
    check_laws(&Outer { inner: Wrapper(2.0), list: vec![Wrapper(1.0); 3] });
    check_laws(&Arrays {
        matrix: ad_runtime::ndarray::Array2::ones((2, 3)),
        vector: ad_runtime::ndarray::Array1::ones(2),
    });
    check_laws(&OfItems { items: vec![1.0], rest: [2.0].into_iter() });
    check_laws(&tree());
    check_laws(&GenericTree {
        value: 1.0,
        children: vec![GenericTree { value: 2.0, children: vec![] }],
    });
    check_laws(&Large { array: [1.5; 40] });
    check_laws(&Sized0 { array: [1.5; 5] });
    check_laws(&shown(2.0));
    check_laws(&Axis::Y);
    shapes_of_enum().iter().for_each(check_laws);
    check_laws(&Either::<f64, Pair, char>::Left(1.0));
    check_laws(&Either::<f64, Pair, char>::Right { b: Pair(1.0, 2.0) });
    check_laws(&OneVariant::Only(1.0));
    check_laws(&Results { option: Some(Pair(1.0, 2.0)), result: Ok(2.0), boxed: Box::new(3.0) });
    check_laws(&Results { option: None, result: Err("no".into()), boxed: Box::new(3.0) });
    check_laws(&Renamed { x: 1.0, inner: Pair(2.0, 3.0) });
}

#[test]
fn tangents_are_owned() {
    let (rows, label) = (vec![1.0, 2.0], "l".to_string());
    let columns = [&rows[..1], &rows[..]];
    let data = Data { rows: &rows, columns: &columns, label: &label };
    check_tangents(&data);
    check_tangents(&Nested { data, many: &[data, data] });
    let vector = ad_runtime::ndarray::arr1(&[1.0, 2.0]);
    check_tangents(&Views { vector: vector.view() });
    check_tangents(&Unsized(&rows[..]));
    let generic = Generic {
        one: 1.0,
        array: [2.0; 3],
        borrowed: &rows[0],
        borrowed_list: columns.to_vec(),
        pair: (3.0, 2),
        other: "other",
        phantom: PhantomData,
    };
    check_tangents(&generic);
    assert_eq!((data.label, generic.other), ("l", "other"));
    let dot = data.zero_tangent();
    drop(rows);
    assert_eq!(
        dot,
        DataTangent { rows: vec![0.0; 2], columns: vec![vec![0.0], vec![0.0; 2]], label: Constant }
    );
}

#[test]
fn literals() {
    let mut origin: PointTangent = Point::new(0.0, 0.0).zero_tangent();
    origin.x = 2.0;
    let dot = ModelTangent {
        weights: vec![[0.0; 3]; 2],
        bias: 1.0,
        origin,
        name: Constant,
        steps: (),
        r#type: Some(1.0),
    };
    assert_eq!(dot.dot(&dot), 6.0);
    assert_eq!(PairTangent(1.0, 2.0).dot(&PairTangent(3.0, 4.0)), 11.0);
    assert_eq!(UnitTangent, UnitTangent.zero_like());
    assert_eq!(EmptyTangent {}, Empty {}.zero_tangent());
    assert_eq!(SettingsTangent { range: Constant, name: Constant }, SettingsTangent::default());
    let circle = ShapeTangent::Circle { center: PairTangent(0.0, 0.0), radius: 0.0 };
    assert_eq!(shapes_of_enum()[0].zero_tangent(), circle);
    let polygon = ShapeTangent::Polygon(vec![PairTangent::default(); 3], Constant, ());
    assert_eq!(shapes_of_enum()[1].zero_tangent(), polygon);
    assert_eq!(Shape::Nothing.zero_tangent(), ShapeTangent::Nothing);
    assert_eq!(
        GenericTangent::<f64, 1> {
            one: 0.0,
            array: [0.0],
            borrowed: 0.0,
            borrowed_list: vec![],
            pair: (0.0, ()),
            other: Constant,
            phantom: Constant,
        }
        .array,
        [0.0]
    );
    let results = Results { option: None, result: Err("no".into()), boxed: Box::new(3.0) };
    assert_eq!(
        results.zero_tangent(),
        ResultsTangent { option: None, result: Err(()), boxed: 0.0 }
    );
    assert_eq!(Point::new(1.0, 2.0).n(), 7);
}

#[test]
fn constants() {
    let () = Axis::X.zero_tangent();
    let _: fn(&Never) -> <Never as Differentiable>::Tangent = |never| match *never {};
}

/// The point is that these compile.
#[test]
fn std_traits_of_tangents() {
    fn copy<T: Copy>() {}
    fn all<T: Clone + std::fmt::Debug + PartialEq>() {}
    fn default<T: Default>() {}
    copy::<PointTangent>();
    copy::<PairTangent>();
    copy::<UnitTangent>();
    copy::<WrapperTangent<f64>>();
    copy::<WrapperTangent<Wrapper<[f64; 3]>>>();
    copy::<Sized0Tangent<3>>();
    copy::<OneVariantTangent>();
    copy::<EitherTangent<f64, usize>>();
    all::<ModelTangent>();
    all::<ShapeTangent>();
    all::<TreeTangent>();
    all::<GenericTreeTangent<f64>>();
    all::<DataTangent>();
    all::<LargeTangent>();
    all::<EitherTangent<Model, Tree>>();
    all::<<Shown<f64> as Differentiable>::Tangent>();
    default::<ModelTangent>();
    default::<TreeTangent>();
    default::<OuterTangent<f64>>();
    assert_eq!(format!("{:?}", WrapperTangent::<f64>(1.0)), "WrapperTangent(1.0)");
    let left: EitherTangent<f64, f64> = EitherTangent::Left(1.0);
    assert_eq!(
        format!("{left:?} {:?}", EitherTangent::<f64, f64>::Right { b: 2.0 }),
        "Left(1.0) Right { b: 2.0 }"
    );
    assert_ne!(left, EitherTangent::Right { b: 1.0 });
}

#[test]
fn tangents_without_std_traits() {
    let value = OfHandmade { handmade: Handmade, generic: Wrapper(Handmade) };
    let mut dot = OfHandmadeTangent { handmade: Bare(2.0), generic: WrapperTangent(Bare(3.0)) };
    dot.accumulate(&value.zero_tangent());
    assert_eq!(dot.clone().dot(&dot), 13.0);
    assert!(!value.same_shape(&value), "nothing is known of handmade types");
    let opaque = Opaque { x: 1.0, function: Box::new(f64::sin) };
    assert_eq!(opaque.zero_tangent().x, (opaque.function)(0.0));
}

#[test]
fn same_shapes() {
    let [circle, polygon, nothing] = shapes_of_enum();
    assert!(!circle.same_shape(&polygon) && !polygon.same_shape(&nothing));
    assert!(polygon.same_shape(&Shape::Polygon(vec![Pair(0.0, 0.0); 3], "other", Axis::Y)));
    assert!(!polygon.same_shape(&Shape::Polygon(vec![], "triangle", Axis::X)));
    assert!(!polygon.zero_tangent().same_shape(&circle.zero_tangent()));
    let mut longer = model();
    longer.weights.push([0.0; 3]);
    assert!(!model().same_shape(&longer));
    let other = Model { name: "other".into(), steps: 9, ..model() };
    assert!(model().same_shape(&other));
    assert!(!model().same_shape(&Model { r#type: None, ..model() }));
}

#[test]
fn places() {
    let places = listing("m", &model()).places;
    let expected = ["m.weights[0][0]", "m.bias", "m.origin.x", "m.origin.y", "m.type"];
    assert!(expected.iter().all(|place| places.iter().any(|one| one == place)), "{places:?}");
    assert_eq!(listing("s", &shapes_of_enum()[0]).places, ["s.center.0", "s.center.1", "s.radius"]);
}

#[test]
#[should_panic(expected = "tangents of different variants of `Shape` belong to different points")]
fn different_variants_are_not_added() {
    let [circle, polygon, _] = shapes_of_enum();
    circle.zero_tangent().accumulate(&polygon.zero_tangent());
}

#[test]
#[should_panic(expected = "tangents of different variants of `Shape` belong to different points")]
fn different_variants_have_no_product() {
    let [circle, polygon, _] = shapes_of_enum();
    circle.zero_tangent().dot(&polygon.zero_tangent());
}
