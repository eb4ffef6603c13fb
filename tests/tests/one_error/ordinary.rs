//! Mistakes in the function itself, of which rustc knows without its derivatives.

/// A name, what is said, and the program.
pub const ORDINARY: &[(&str, &str, &str)] = &[
    (
        "moved",
        "borrow of moved value: `p`",
        "#[derive(Differentiable)] struct P { x: Vec<f64> }
         #[differentiate] fn total(p: P) -> f64 { p.x[0] }
         #[differentiate] fn f(p: P) -> f64 { total(p) * p.x[0] }",
    ),
    (
        "other_branch",
        "mismatched types",
        "#[differentiate] fn f(x: f64) -> f64 { if x > 0.0 { x } else { 0 } }",
    ),
    (
        "no_branch",
        "may be missing an `else` clause",
        "#[differentiate] fn f(x: f64) -> f64 { if x > 0.0 { x * x } }",
    ),
    ("no_result", "mismatched types", "#[differentiate] fn f(x: f64) -> f64 { x * x; }"),
    (
        "compared",
        "mismatched types",
        "#[differentiate] fn f(x: f64) -> f64 { if x == 1 { x } else { x * x } }",
    ),
    ("integer_power", "mismatched types", "#[differentiate] fn f(x: f64) -> f64 { x.powf(2) }"),
    (
        "integer_result",
        "mismatched types",
        "#[differentiate] fn f(x: f64) -> f64 { let y = x * x; if y > 1.0 { return 1; } 0.5 * y }",
    ),
];
