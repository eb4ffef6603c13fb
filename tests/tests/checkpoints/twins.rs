//! Functions that differ by the attribute alone.

/// Declares two functions: what stands before the loop, the attribute, the loop, and what stands behind it.
macro_rules! twins {
    ($($name:ident $plain:ident ($($params:tt)*) -> $result:ty {
        { $($before:tt)* } ($($mark:tt)*) { $($looped:tt)* } { $($after:tt)* }
    })*) => {
        $(
            #[differentiate]
            fn $name($($params)*) -> $result {
                $($before)*
                #[$($mark)*]
                $($looped)*
                $($after)*
            }

            #[differentiate]
            fn $plain($($params)*) -> $result {
                $($before)*
                $($looped)*
                $($after)*
            }
        )*
    };
}

/// Compares two functions at some arguments: values and gradients with each other, and with finite differences.
macro_rules! alike {
    ($name:ident $plain:ident ($($arg:expr),*)) => {
        let (value, gradient) = $name::value_and_grad($($arg),*);
        let (plain_value, plain_gradient) = $plain::value_and_grad($($arg),*);
        assert_eq!(value, plain_value, stringify!($name));
        $crate::twins::assert_near(stringify!($name), &gradient, &plain_gradient);
        // A pullback, which comes later.
        let (value, pullback) = $name::vjp($($arg),*);
        assert_eq!(value, plain_value, stringify!($name));
        $crate::twins::assert_near(stringify!($name), &pullback(1.0), &plain_gradient);
        $name::check($($arg),*).unwrap();
    };
}

/// All floats in a value, as it is printed.
fn numbers(value: &impl std::fmt::Debug) -> Vec<f64> {
    let text = format!("{value:?}");
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    text.split(|c| !is_part(c)).filter_map(|word| word.parse().ok()).collect()
}

/// Fails unless two values are equal to twelve digits.
pub fn assert_near(name: &str, found: &impl std::fmt::Debug, expected: &impl std::fmt::Debug) {
    let [found, expected] = [numbers(found), numbers(expected)];
    assert!(!expected.is_empty() && found.len() == expected.len(), "{name}");
    for (a, b) in found.iter().zip(&expected) {
        assert!((a - b).abs() <= 1e-12 * b.abs().max(1e-3), "{name}: {found:?} and {expected:?}");
    }
}
