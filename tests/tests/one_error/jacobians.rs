//! Jacobians of functions that have none, and of some that do.

use super::compile::Case;

const OF_ONE_NUMBER: &[(&str, &str)] = &[
    (
        "jacobian_of_a_number",
        "#[differentiate] fn f(x: f64) -> f64 { x * x }
         fn main() { f::jacobian(1.0); }",
    ),
    (
        "jacobian_by_a_mode",
        "#[differentiate] fn f(x: f64, n: usize) -> f64 { x * n as f64 }
         fn main() { let j = f::jacobian_reverse(1.0, 2); println!(\"{j:?}\"); }",
    ),
    (
        "jacobian_with_the_value",
        "#[differentiate(forward)] fn f(x: f32) -> f32 { x * x }
         fn main() { let (y, j) = f::value_and_jacobian(1.0); }",
    ),
    (
        "jacobian_into_a_list",
        "#[differentiate] fn f(x: f64, #[constant] y: f64) -> f64 { x * y }
         fn main() { f::jacobian_into(1.0, 2.0, &mut [0.0]); }",
    ),
    (
        "jacobian_of_another_name",
        "type Length = f64;
         #[differentiate] fn f(x: Length) -> Length { x * x }
         fn main() { f::jacobian(1.0); }",
    ),
    (
        "jacobian_of_a_generic_number",
        "#[differentiate] fn f<T: Real>(x: T) -> T { x * x }
         fn main() { f::jacobian(1.0); }",
    ),
    (
        "jacobian_of_a_method",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P { fn f(#[constant] &self, x: f64) -> f64 { self.k * x } }
         fn main() { P { k: 1.0 }.f_jacobian(1.0); }",
    ),
];

const OF_CHANGED_CONSTANTS: &[(&str, &str)] = &[
    (
        "jacobian_with_a_counter",
        "#[differentiate] fn f(x: f64, y: f64, #[constant] n: &mut usize) -> f64 { *n += 1; x * y }
         fn main() { f::jacobian(1.0, 2.0, &mut 0); }",
    ),
    (
        "jacobian_of_a_method_with_a_counter",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P { fn f(&self, x: f64, #[constant] n: &mut usize) -> f64 { *n += 1; self.k * x } }
         fn main() { P { k: 1.0 }.f_jacobian_into(1.0, &mut 0, &mut [0.0; 2]); }",
    ),
];

const INTO_OTHER_PLACES: &[(&str, &str)] = &[
    (
        "jacobian_into_a_number",
        "#[differentiate] fn f(x: f64, y: f64) -> f64 { x * y }
         fn main() { f::jacobian_into(1.0, 2.0, &mut 0.0); }",
    ),
    (
        "jacobian_into_other_floats",
        "#[differentiate] fn f(x: &[f64]) -> f64 { x[0] * x[1] }
         fn main() { f::jacobian_into(&[1.0, 2.0], &mut vec![0.0_f32; 2]); }",
    ),
];

const OF_TOO_MANY: &[(&str, &str)] = &[(
    "jacobian_by_seventeen",
    "#[differentiate] fn f(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64, g: f64, h: f64, i: f64, j: f64, k: f64, l: f64, m: f64, n: f64, o: f64, p: f64, q: &[f64]) -> f64 {
         a + b * c + d + e + f + g + h + i + j + k + l + m + n + o + p + q[0]
     }
     fn main() { f::jacobian(1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., &[1.]); }",
)];

const OF_LANES: &[(&str, &str, &str)] = &[
    (
        "no_lanes",
        "#[differentiate(lanes = 0)] fn f(x: &[f64; 3]) -> f64 { x[0] * x[1] }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "an integer from 2 to 16",
    ),
    (
        "one_lane",
        "#[differentiate(lanes = 1)] fn f(x: &[f64; 3]) -> f64 { x[0] * x[1] }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "an integer from 2 to 16",
    ),
    (
        "too_many_lanes",
        "#[differentiate(lanes = 17)] fn f(x: &[f64; 3]) -> f64 { x[0] * x[1] }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "an integer from 2 to 16",
    ),
    (
        "lanes_of_words",
        "#[differentiate(lanes = \"four\")] fn f(x: &[f64; 3]) -> f64 { x[0] * x[1] }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "an integer from 2 to 16",
    ),
    (
        "lanes_in_reverse",
        "#[differentiate(reverse, lanes)] fn f(x: &[f64; 3]) -> f64 { x[0] * x[1] }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "this function has none by forward mode",
    ),
    (
        "lanes_of_a_method_of_a_trait",
        "#[differentiate(lanes)] trait Energy { fn energy(&self, x: f64, y: f64) -> f64; }
         fn main() {}",
        "`lanes` on a trait",
    ),
    (
        "lanes_of_a_method_of_an_item",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P { fn f(&self, x: f64) -> f64 { self.k * x } }
         #[differentiate(lanes)] fn f(x: &[f64; 3], #[constant] all: &[P]) -> f64 {
             let mut s = 0.0;
             for p in all { s += p.f(x[0]); }
             s
         }
         fn main() { f::jacobian(&[1.0; 3], &[P { k: 1.0 }]); }",
        "a call that is made once for each lane",
    ),
    (
        "lanes_of_a_call_that_counts",
        "#[differentiate] fn step(h: &mut f64, #[constant] n: &mut usize) { *h *= 1.5; *n += 1; }
         #[differentiate(lanes)] fn f(x: &[f64; 3]) -> f64 {
             let mut n = 0;
             let mut h = x[0];
             step(&mut h, &mut n);
             h * x[1]
         }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "a call that is made once for each lane",
    ),
    (
        "lanes_of_a_call_of_noise",
        "fn noise() -> f64 { 0.5 }
         #[primitive(partials(h = 1.0))] fn disturbed(h: f64) -> f64 { h + noise() }
         #[differentiate(lanes)] fn f(x: &[f64; 3]) -> f64 { disturbed(x[0]) * x[1] }
         fn main() { f::jacobian(&[1.0; 3]); }",
        "a call is made once for each direction",
    ),
];

const RIGHT: &[(&str, &str)] = &[
    (
        "jacobians_of_ones_own",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P {
             fn f(&self, x: f64) -> f64 { self.k * x }
             fn f_jacobian(&self) -> usize { 1 }
         }
         fn main() { let _: usize = P { k: 1.0 }.f_jacobian(); P { k: 1.0 }.f_jacobian_into(1.0, &mut [0.0; 2]); }",
    ),
    (
        "many_parameters_without_jacobians",
        "#[differentiate] fn f(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64, g: f64, h: f64, i: f64, j: f64, k: f64, l: f64, m: f64, n: f64, o: f64, p: f64, q: f64) -> f64 {
             a + b * c + d + e + f + g + h + i + j + k + l + m + n + o + p + q
         }
         fn main() { f::grad(1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1.); }",
    ),
    (
        "a_lifetime_in_a_jacobian",
        "#[derive(Clone, Differentiable)] struct View<'a> { x: &'a [f64], k: f64 }
         #[differentiate] fn f(view: &View<'_>, y: f64) -> f64 { view.x[0] * view.k * y }
         fn main() { f::jacobian_into(&View { x: &[1.0], k: 2.0 }, 3.0, &mut [0.0; 3]); }",
    ),
];

/// Of functions that take one number to one number.
pub fn of_one_number() -> Vec<Case> {
    cases(OF_ONE_NUMBER)
}

/// Of functions that can't be called again at the same point.
pub fn of_changed_constants() -> Vec<Case> {
    cases(OF_CHANGED_CONSTANTS)
}

/// Into what is no matrix.
pub fn into_other_places() -> Vec<Case> {
    cases(INTO_OTHER_PLACES)
}

/// In so many directions at once, of functions that can't be, and each with what is said.
pub fn of_lanes() -> impl Iterator<Item = (Case, &'static str)> {
    OF_LANES.iter().map(|(name, code, message)| {
        let case = cases(&[(name, code)]).remove(0);
        (case, *message)
    })
}

/// By more parameters than there are tuples of.
pub fn of_too_many() -> Vec<Case> {
    cases(OF_TOO_MANY)
}

/// Programs without mistakes.
pub fn right() -> Vec<Case> {
    let cases = RIGHT.iter().map(|(name, code)| Case::new(*name, *code));
    cases.map(|case| Case { causes: 0, ..case }).collect()
}

fn cases(of: &[(&str, &str)]) -> Vec<Case> {
    of.iter().map(|(name, code)| Case::new(*name, *code)).collect()
}
