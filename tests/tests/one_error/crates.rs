//! What has no derivative of types of other crates, and a function of one's own by the name of one that has.

use super::compile::Case;

const CASES: &[(&str, &str)] = &[
    ("method_of_a_matrix", "fn f(m: &Matrix2<f64>) -> f64 { m.lp_norm(3) }"),
    (
        "rotation",
        "fn f(x: f64) -> f64 { let q = UnitQuaternion::new(Vector3::new(x, x, x)); q.powf(x).w }",
    ),
    (
        "map_of_ones_own",
        "fn f(m: &Own, k: f64) -> f64 { m.map(|x| x * k).x * Vector2::new(k, k).x }",
    ),
    ("method_by_another_path", "fn f(m: &Matrix2<f64>) -> f64 { Matrix2::dot(m, m) }"),
    (
        "method_that_changes_a_vector",
        "fn f(x: f64) -> f64 { let mut v = Vector2::new(x, x); v.set_magnitude(x); v.x }",
    ),
    ("constructor", "fn f(x: f64) -> f64 { Scale3::new(x, 1.0, 2.0).x }"),
    ("constructor_of_ones_own", "fn f(x: f64) -> f64 { Own::new(x).x * x }"),
    (
        "constructors_of_several",
        "fn f(x: f64) -> f64 { Own::new(Vector2::new(x, x).x).x * Complex::new(x, x).re }",
    ),
    ("method_of_a_complex_number", "fn f(z: Complex<f64>) -> f64 { z.l1_norm() }"),
    ("operator", "fn f(z: Complex<f64>) -> f64 { let w = z % z; w.re }"),
];

const SINGLES: &[(&str, &str)] = &[
    ("single_precision", "fn f(m: &Matrix2<f32>, x: f64) -> f64 { x }"),
    ("complex_single_precision", "fn f(z: Complex<f32>, x: f64) -> f64 { x }"),
];

/// Each is a function with one mistake.
pub fn cases() -> Vec<Case> {
    programs(CASES)
}

/// Each is a function with a parameter that has no tangent.
pub fn without_tangents() -> Vec<Case> {
    programs(SINGLES)
}

fn programs(functions: &[(&str, &str)]) -> Vec<Case> {
    let program = |(name, function): &(&str, &str)| {
        let code = format!(
            "use ad_runtime::nalgebra::{{Matrix2, Scale3, UnitQuaternion, Vector2, Vector3}};
            use ad_runtime::num_complex::Complex;
            #[derive(Clone, Debug, Differentiable)] struct Own {{ x: f64 }}
            impl Own {{
                fn new(x: f64) -> Own {{ Own {{ x }} }}
                fn map(&self, f: impl Fn(f64) -> f64) -> Own {{ Own {{ x: f(self.x) }} }}
            }}
            #[differentiate]
            {function}"
        );
        Case::new(format!("crates_{name}"), code)
    };
    functions.iter().map(program).collect()
}
