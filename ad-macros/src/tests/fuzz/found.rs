//! What was found: inputs that made a macro panic, once.

/// Types, for where the tests of other crates are not at hand.
pub const TYPES: &str = "
    struct Model<'a, T> { weights: Vec<T>, bias: f64, #[constant] name: &'a str }
    struct Pair(f64, [f64; 2]);
    struct Unit;
    enum Shape { Circle { radius: f64 }, Rectangle(f64, f64), Nothing }
    enum Color { Red, Green = 3 }
    #[differentiable(crate = ad)] struct Other<const N: usize> where f64: Copy { x: [f64; N] }
    impl Model<'_, f64> {
        fn loss(&self, x: &[f64]) -> f64 { self.weights[0] * x[0] + Self::other(self.bias) }
        #[differentiate(skip)]
        fn other(x: f64) -> f64 { x }
        fn step(&mut self, by: f64) { self.bias -= by; }
    }
";

use proc_macro2::TokenStream;

use super::input::{Input, Macro};
use super::trial::{self, Outcome};
use crate::tests::support::tokens;

/// An input that failed once; whether it is refused now.
fn is_refused(of: Macro, args: &str, item: &str) -> bool {
    let input = Input { of, args: tokens(args), item: tokens(item) };
    match trial::run(&input).outcome {
        Outcome::Expanded => false,
        Outcome::Refused => true,
        Outcome::NoItem => panic!("no item: {input}"),
        Outcome::Failed(failure) => panic!("{failure}\n{input}"),
    }
}

fn derive(item: &str) -> bool {
    is_refused(Macro::Derive, "", item)
}

fn differentiate(item: &str) -> bool {
    is_refused(Macro::Differentiate, "", item)
}

/// It hung: a branch was restructured until no exit was left in it.
#[test]
fn exits_of_loops_that_are_not_there() {
    assert!(differentiate("fn f(x: f64) -> f64 { if x > 0.0 { if x > 1.0 { break; } } x }"));
    assert!(differentiate("fn f(x: f64) -> f64 { if x > 0.0 { if x > 1.0 { continue 'a; } } x }"));
}

#[test]
fn lengths_of_arrays() {
    assert!(!differentiate("fn f(x: f64) -> f64 { let a = [x; 2 * N + 1]; a[0] }"));
    assert!(!differentiate("fn f(x: f64) -> f64 { let a = [x; { 3 }]; a[0] }"));
    let item = tokens("fn f(x: f64) -> f64 { let mut a = [x; 2 * N]; a[1] *= x; a[0] * a[1] }");
    let input = Input { of: Macro::Differentiate, args: TokenStream::new(), item };
    let expansion = input.expand().to_string();
    assert!(expansion.contains("; 2 * N]") && !expansion.contains("length"), "{expansion}");
}

#[test]
fn values_of_other_types_than_the_result() {
    differentiate("fn f(x: f64) -> f64 { (0.0, x) }");
}

#[test]
fn struct_literals_in_heads() {
    let struct_ = "S { n: x }";
    differentiate(&format!("fn f(x: f64) -> f64 {{ if ({struct_}) {{ x }} else {{ 1.0 }} }}"));
    differentiate(&format!("fn f(x: f64) -> f64 {{ if ({struct_}) {{ }} x }}"));
    differentiate(&format!("fn f(x: f64) -> f64 {{ while ({struct_}) {{ }} x }}"));
    differentiate(&format!("fn f(x: f64) -> f64 {{ for i in 0..({struct_}) {{ }} x }}"));
    differentiate(&format!("fn f(x: f64) -> f64 {{ if ({struct_}) == x {{ x }} else {{ 1.0 }} }}"));
}

#[test]
fn methods_with_raw_names() {
    assert!(!differentiate("fn f(x: f64) -> f64 { x.r#type() * M::r#fn(x) }"));
}

#[test]
fn semicolons() {
    assert!(!differentiate("fn f(x: f64) -> f64 { ;; let y = x * x;; y }"));
}

#[test]
fn borrows_of_what_mutable_variables_point_to() {
    differentiate("fn f(x: f64) -> f64 { let z; S { x: &*z } }");
}

/// It panicked: the warning of derivatives that are always zero names the function.
#[test]
fn functions_with_raw_names() {
    assert!(!differentiate("fn r#type(a: f64, b: f64) -> f64 { 1.0 }"));
}

/// The emitted condition ended at the brace of the range's block.
#[test]
fn ranges_with_blocks_in_conditions() {
    differentiate("fn f(x: f64) -> f64 { (if (.. { }) { 1.0 } else { 1.0 }) * x }");
}

/// It panicked: a `let` in braces is a statement that doesn't end.
#[test]
fn lengths_that_are_no_values() {
    assert!(differentiate("fn f(x: f64) -> f64 { [0.0; let s = 2.0]; x }"));
    assert!(differentiate("fn f(x: f64) -> f64 { [0.0; let s = 2.0 && x > s]; x }"));
    differentiate("fn f(x: f64) -> f64 { [0.0; (let s = 2.0)]; x }");
}

/// There was a field `_` in the tangent.
#[test]
fn fields_without_names() {
    derive("struct S { _: usize }");
}

/// It panicked: such a type doesn't end before `as`.
#[test]
fn types_with_bounds() {
    derive("struct S { a: f64 + }");
    derive("struct S { a: dyn A + B, b: impl C + D }");
}

/// A variable of a constant block that gets its value later, or none.
#[test]
fn a_variable_without_a_value_in_a_constant_block() {
    let item = "fn f(y: f64) -> f64 { { push(); let x; x = 2; } let z = y; z }";
    assert!(!is_refused(Macro::Differentiate, "", item));
}

/// A comparison began with a block.
#[test]
fn numbers_of_unknown_types_that_are_compared() {
    assert!(!differentiate("fn f(s: &Secs) -> f64 { match s { Secs(x) if x() > 1.0 => x } }"));
}
