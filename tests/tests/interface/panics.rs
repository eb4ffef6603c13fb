//! A panic of the function is a panic of its derivatives, with the same message.

use super::*;

#[differentiate]
fn element(x: &[f64], i: usize) -> f64 {
    assert!(x.len() != 1, "a single element, {}", x[0]);
    x[i] * x[i]
}

macro_rules! same_message {
    ($($name:ident $call:expr;)*) => {$(
        mod $name {
            use super::*;

            #[test]
            #[should_panic(expected = "index out of bounds: the len is 2 but the index is 5")]
            fn out_of_bounds() {
                $call(&[1.0, 2.0], 5);
            }

            #[test]
            #[should_panic(expected = "a single element, 7")]
            fn assertion() {
                $call(&[7.0], 0);
            }
        }
    )*};
}

same_message! {
    function element;
    value_and_grad element::value_and_grad;
    vjp (|x, i| element::vjp(x, i).0);
    jvp (|x, i| element::jvp(x, i, x));
}
