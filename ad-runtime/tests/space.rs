//! Tangent spaces: shapes, operations, and the pairs that can be accumulated.

use ad_runtime::private::{accumulate, set_zero, zero_like};
use ad_runtime::{Differentiable, TangentSpace};

#[test]
fn zeros_have_the_shape_of_the_value() {
    assert_eq!(zero_like(&2.5), 0.0);
    assert_eq!(zero_like(&2.5f32), 0.0f32);
    assert_eq!(zero_like(&[1.0, 2.0][..]), vec![0.0, 0.0]);
    assert_eq!(zero_like(&vec![[1.0, 2.0]]), vec![[0.0, 0.0]]);
    assert_eq!(zero_like(&(1.0, 3_usize, &[1.0, 2.0][..])), (0.0, (), vec![0.0, 0.0]));
    assert_eq!(zero_like(&[Some(1.0), None]), [Some(0.0), None]);
    assert_eq!(zero_like(&vec![1_u8, 2]), vec![(), ()]);
    assert_eq!(zero_like(&Box::new(1.0)), 0.0);
    zero_like("text");
}

#[test]
fn bars_accept_owned_and_borrowed_lists() {
    let mut bar = vec![1.0, 2.0];
    accumulate(&mut bar, vec![1.0, 1.0]);
    accumulate(&mut bar, &vec![1.0, 1.0]);
    accumulate(&mut bar, &[1.0, 1.0][..]);
    accumulate(&mut bar, [1.0, 1.0]);
    accumulate(&mut bar[..], vec![1.0, 1.0]);
    accumulate(&mut bar[..], &vec![1.0, 1.0]);
    accumulate(&mut bar[..], &[1.0, 1.0][..]);
    accumulate(&mut bar[1..], [1.0]);
    assert_eq!(bar, [8.0, 10.0]);
    let mut fixed = [0.0; 2];
    accumulate(&mut fixed, bar);
    accumulate(&mut fixed, &[1.0, 1.0]);
    accumulate(&mut fixed[0], 1.0);
    assert_eq!(fixed, [10.0, 11.0]);
    let mut pairs = vec![(1.0, vec![1.0])];
    accumulate(&mut pairs[..], vec![(1.0, vec![2.0])]);
    assert_eq!(pairs, [(2.0, vec![3.0])]);
    set_zero(&mut pairs[..]);
    set_zero(&mut fixed);
    assert_eq!((pairs, fixed), (vec![(0.0, vec![0.0])], [0.0; 2]));
}

#[test]
#[should_panic(expected = "tangents of 2 and of 1 entries belong to different points")]
fn lists_of_different_lengths_are_refused() {
    accumulate(&mut vec![1.0, 2.0], vec![1.0]);
}

/// The axioms that a check relies on, at one element.
fn is_a_space<T: TangentSpace + PartialEq + std::fmt::Debug>(element: T) {
    let mut twice = element.clone();
    twice.accumulate(&element);
    let mut scaled = element.clone();
    scaled.scale(2.0);
    assert_eq!(twice, scaled);
    assert_eq!(twice.dot(&element), 2.0 * element.dot(&element));
    assert_eq!(element.zero_like(), element.zero_tangent());
    assert_eq!(element.zero_like().dot(&element), 0.0);
    twice.set_zero();
    assert_eq!(twice, element.zero_like());
}

#[test]
fn every_tangent_is_an_element_of_a_space() {
    is_a_space(1.5);
    is_a_space(-0.25f32);
    is_a_space(());
    is_a_space(vec![1.0, -2.0]);
    is_a_space([[1.0], [2.0]]);
    is_a_space((1.0, vec![2.0], (), [3.0]));
    is_a_space(vec![Some(1.0), None]);
}

#[cfg(feature = "ndarray")]
#[test]
fn arrays_and_views_have_arrays() {
    use ad_runtime::ndarray::array;

    let matrix = array![[1.0, 2.0], [3.0, 4.0]];
    is_a_space(matrix.clone());
    assert_eq!(zero_like(&matrix.row(0)), array![0.0, 0.0]);
    let mut bar = zero_like(&matrix);
    accumulate(&mut bar, &matrix);
    accumulate(&mut bar, matrix.clone());
    assert_eq!(bar, array![[2.0, 4.0], [6.0, 8.0]]);
}

#[test]
fn same_shapes() {
    assert!(1.0_f64.same_shape(&2.0) && 1_u8.same_shape(&2) && "a".same_shape(&"bc"));
    assert!(vec![1.0; 3].same_shape(&vec![2.0; 3]) && !vec![1.0; 3].same_shape(&vec![1.0; 2]));
    assert!([[1.0]; 2].same_shape(&[[2.0]; 2]) && ![vec![1.0]].same_shape(&[vec![]]));
    assert!(!(1.0, vec![1.0]).same_shape(&(1.0, vec![])));
    assert!(Some(1.0).same_shape(&Some(2.0)) && !Some(1.0).same_shape(&None));
    assert!(Box::new(&1.0).same_shape(&Box::new(&2.0)));
    let [ok, other, err]: [Result<Vec<f64>, &str>; 3] = [Ok(vec![1.0]), Ok(vec![]), Err("no")];
    assert!(ok.same_shape(&ok) && !ok.same_shape(&other) && !ok.same_shape(&err));
    assert!(err.same_shape(&Err("never")));
}

#[test]
fn results() {
    let mut bar = Ok::<_, String>(vec![1.0, 2.0]).zero_tangent();
    bar.accumulate(&Ok(vec![3.0, 4.0]));
    bar.scale(2.0);
    assert_eq!(bar, Ok(vec![6.0, 8.0]));
    assert_eq!((bar.dot(&bar), bar.zero_like()), (100.0, Ok(vec![0.0; 2])));
    let mut error = Err::<f64, _>("no").zero_tangent();
    error.accumulate(&Err(()));
    assert_eq!((error, error.dot(&error)), (Err(()), 0.0));
}

#[test]
#[should_panic(expected = "tangents of different variants of `Result` belong to different points")]
fn results_of_different_variants() {
    Ok::<f64, ()>(1.0).zero_tangent().accumulate(&Err(()));
}
