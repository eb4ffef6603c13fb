use ad_runtime::prelude::*;

// What the tangent can't be is said where it is wanted.
#[derive(Differentiable)]
#[differentiable(derive(Eq, Copy))]
struct Wanted {
    list: Vec<f64>,
}

// What it borrows can't be changed.
#[derive(Differentiable)]
struct View<'a> {
    list: &'a [f64],
}

fn descend<V: ad_runtime::Parameters>(value: &mut V, bar: &V::Tangent) {
    value.add_scaled(-0.1, bar);
}

fn main() {
    let mut view = View { list: &[1.0] };
    let bar = view.zero_tangent();
    view.add_scaled(1.0, &bar);
    descend(&mut view, &bar);
    Wanted { list: vec![1.0] }.add_scaled(1.0, &bar);
}
