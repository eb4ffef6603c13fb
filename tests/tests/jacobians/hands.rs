//! The Jacobian of ADBench's hand, by lanes, against its reference.

use ad_tests::adbench::{Hand, largest_distance};
use ad_tests::hand;

#[test]
fn hands_have_the_jacobian_of_the_reference() {
    let Hand { theta, bones, vertices, measured, residuals, jacobian } =
        &Hand::read("simple_small/hand1_t26_c100");
    let value = hand::single::residuals(theta, bones, vertices, measured);
    assert!(largest_distance(&value, residuals) < 1e-12);
    let single = hand::single::residuals::jacobian(theta, bones, vertices, measured);
    assert!(largest_distance(single.as_slice().expect("row by row"), jacobian) < 1e-10);
    macro_rules! agree {
        ($($lanes:ident),*) => {$(
            assert_eq!(single, hand::$lanes::residuals::jacobian(theta, bones, vertices, measured));
        )*};
    }
    agree!(two, four, eight, thirteen);
}
