//! Parameters that are functions, and are lent lists.

use expect_test::expect;

use super::check_functions;

#[test]
fn a_parameter_that_is_lent_lists() {
    check_functions(
        "fn f(g: &dyn Fn(&[f64]) -> f64, x: f64) -> f64 { let y = vec![x, 2.0 * x]; g(&y) }",
        &["closure_0"],
        expect![[r#"
            fn closure_0<Beside0, Beside1, Captured, Value, Pullback, Kept, const REPEATABLE: bool>(
                _: (
                    ::ad_runtime::private::Captured<Captured>,
                    ::ad_runtime::private::Repeats<REPEATABLE>,
                    (Beside0, Beside1),
                ),
                value: Value,
                pullback: Pullback,
            ) -> ::ad_runtime::private::Closure<Value, Pullback, Captured, REPEATABLE>
            where
                Value: for<'given0> ::std::ops::Fn(&'given0 [f64]) -> f64,
                Pullback: for<'given0> ::std::ops::Fn(&'given0 [f64]) -> (f64, Kept),
                Kept: ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut Captured>,
                    ::std::option::Option<&mut [f64]>,
                ),
            {
                ::ad_runtime::private::Closure::new(value, pullback)
            }
        "#]],
    );
}
