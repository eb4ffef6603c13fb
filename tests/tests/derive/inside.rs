//! Types in functions, and out of macros.

use super::laws::check_laws;
use super::*;

#[test]
fn inside_functions() {
    #[derive(Differentiable)]
    struct Local {
        x: f64,
    }
    assert_eq!(Local { x: 1.0 }.zero_tangent().x, 0.0);
    assert!(Local { x: 1.0 }.same_shape(&Local { x: 2.0 }));
}

macro_rules! declare {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        #[derive(Differentiable, Clone, Debug)]
        struct $name {
            $($field: $ty,)*
        }
    };
}

declare!(FromMacro { x: f64, list: Vec<f32>, pair: Pair });

#[test]
fn inside_macros() {
    check_laws(&FromMacro { x: 1.0, list: vec![2.0], pair: Pair(3.0, 4.0) });
    let _: FromMacroTangent =
        FromMacroTangent { x: 1.0, list: vec![2.0], pair: PairTangent(3.0, 4.0) };
}
