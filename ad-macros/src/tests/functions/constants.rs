//! What is passed as a function and has no derivative.

use expect_test::expect;

use super::check_functions;
use crate::tests::support::check_errors;

/// What is called with constants alone stays a constant, and so does what is marked as one.
#[test]
fn constants() {
    let of_constants = "fn f(g: impl Fn(f64) -> f64, x: f64) -> f64 { g(2.0) * x }";
    check_functions(
        of_constants,
        &["tangent"],
        expect![[r#"
            fn tangent<Impl1: Fn(f64) -> f64>(
                g: Impl1,
                x: f64,
                g_dot: ::std::option::Option<()>,
                x_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                let x_dot = x_dot.unwrap_or_default();
                {
                    let t0 = ::ad_runtime::private::number_of(
                        match (g(2.0)) {
                            ref constant => {
                                use ::ad_runtime::private::ConstantNumber as _;
                                ::ad_runtime::private::constant_number_in(constant);
                                constant.constant_number()
                            }
                        },
                    );
                    let t1 = t0 * x;
                    (t1, t0 * x_dot)
                }
            }
        "#]],
    );
    check_errors(
        "",
        "fn f(#[constant] g: impl Fn(f64) -> f64, x: f64) -> f64 { g(x) }",
        expect![[r#"
            1:59..1:60 `g` unsupported: this call with differentiated arguments
                note: in `f`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
}
