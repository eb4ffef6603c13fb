//! Methods that lend what is in constant fields, beside what is differentiated: their dots are zeros of the shape of what is lent.

use ad_runtime::Constant;
use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Table {
    scale: f64,
    #[constant]
    fixed: Vec<f64>,
    fitted: Vec<f64>,
}

#[differentiate(order = 2)]
impl Table {
    fn fixed(&self) -> &[f64] {
        &self.fixed
    }

    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn chosen(&self, is_fixed: bool) -> &[f64] {
        if is_fixed { &self.fixed } else { &self.fitted }
    }
}

#[differentiate]
fn read(table: &Table, x: f64) -> f64 {
    let fixed = table.fixed();
    let fitted = table.fitted();
    let chosen = table.chosen(x > 0.0);
    fixed[0] * x * fitted[0] * table.scale + chosen[1] * x * x
}

#[test]
fn lent_by_methods() {
    let table = Table { scale: 0.5, fixed: vec![0.3, 0.4], fitted: vec![1.1, 1.2] };
    read::check(&table, 1.2).expect("the derivatives are right");
    read::check(&table, -1.2).expect("the derivatives are right");
    let table_dot = TableTangent { scale: 1.0, fixed: Constant, fitted: vec![1.0, 2.0] };
    let (fixed, fixed_dot) = table.fixed_jvp(&table_dot);
    assert_eq!((fixed, fixed_dot), (&[0.3, 0.4][..], vec![0.0, 0.0]));
    assert_eq!(table.chosen_jvp(false, &table_dot).1, [1.0, 2.0]);
}
