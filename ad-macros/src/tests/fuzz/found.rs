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
