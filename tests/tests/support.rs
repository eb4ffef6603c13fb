//! The support table of the README, row by row: a test has the name of its row.
//!
//! Each test is a small program with `check` and one derivative that is known. [`table_is_complete`] compares the
//! names in the README with the functions of this file, and the refused rows with the page of errors.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, clippy::unwrap_used, unused_assignments)]

use ad_runtime::prelude::*;

// Control flow.

#[test]
fn if_else() {
    #[differentiate]
    fn piecewise(x: f64) -> f64 {
        let mut y = if x > 1.0 && x < 5.0 { x * x } else { -x };
        if y < 0.0 {
            y = 2.0 * y;
        } else if y > 100.0 {
            y = 100.0;
        }
        y
    }
    piecewise::check(3.0).unwrap();
    assert_eq!((piecewise::grad(3.0), piecewise::grad(0.5)), (6.0, -2.0));
}

#[test]
fn match_on_integers() {
    #[differentiate]
    fn by_degree(x: f64, degree: i32) -> f64 {
        match degree {
            0 => 1.0,
            1 | 2 => x,
            n @ 3..=5 => x.powi(n),
            n if n % 2 == 0 => 2.0 * x,
            _ => -x,
        }
    }
    by_degree::check(2.0, 3).unwrap();
    assert_eq!([2, 3, 6, 7].map(|n| by_degree::grad(2.0, n)), [1.0, 12.0, 2.0, -1.0]);
}

#[test]
fn match_on_enums() {
    #[derive(Clone, Debug, Differentiable)]
    enum Shape {
        Circle(f64),
        Rectangle { width: f64, height: f64 },
        Nothing,
    }
    #[differentiate]
    fn area(shape: &Shape) -> f64 {
        match shape {
            Shape::Circle(r) => 3.0 * r * r,
            Shape::Rectangle { width, height } => width * height,
            Shape::Nothing => 0.0,
        }
    }
    let rectangle = Shape::Rectangle { width: 2.0, height: 3.0 };
    area::check(&rectangle).unwrap();
    area::check(&Shape::Nothing).unwrap();
    assert_eq!(area::grad(&rectangle), ShapeTangent::Rectangle { width: 3.0, height: 2.0 });
    assert_eq!(area::grad(&Shape::Circle(2.0)), ShapeTangent::Circle(12.0));
}

#[test]
fn if_let() {
    #[differentiate]
    fn doubled(x: f64, y: f64) -> f64 {
        let bonus = if x > 1.0 { Some(x * y) } else { None };
        if let Some(b) = bonus { b + x } else { y }
    }
    doubled::check(2.0, 3.0).unwrap();
    assert_eq!(doubled::grad(2.0, 3.0), (4.0, 2.0));
}

#[test]
fn let_else() {
    #[differentiate]
    fn ends(x: &[f64]) -> f64 {
        let (Some(first), Some(last)) = (x.first(), x.last()) else { return 0.0 };
        first * last
    }
    ends::check(&[2.0, 5.0, 3.0]).unwrap();
    assert_eq!(ends::grad(&[2.0, 5.0, 3.0]), [3.0, 0.0, 2.0]);
}

#[test]
fn while_let() {
    #[differentiate]
    fn drained(x: &[f64]) -> f64 {
        let mut stack = x.to_vec();
        let mut sum = 0.0;
        while let Some(top) = stack.pop() {
            sum = 0.5 * sum + top * top;
        }
        sum
    }
    drained::check(&[1.0, 2.0]).unwrap();
    assert_eq!(drained::grad(&[1.0, 2.0]), [2.0, 2.0]);
}

#[test]
fn for_over_ranges() {
    #[differentiate]
    fn weighted(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            sum += x[i] * i as f64;
        }
        for i in (0..x.len()).rev().step_by(2) {
            sum *= x[i];
        }
        for _ in 1..=2 {
            sum *= 2.0;
        }
        sum
    }
    weighted::check(&[5.0, 2.0]).unwrap();
    assert_eq!(weighted::grad(&[5.0, 2.0]), [0.0, 16.0]);
}

#[test]
fn while_and_loop() {
    #[differentiate]
    fn grown(x: f64) -> f64 {
        let mut y = x;
        while y < 10.0 {
            y *= x;
        }
        loop {
            y -= 1.0;
            if y < 5.0 {
                return y * y;
            }
        }
    }
    grown::check(1.5).unwrap();
    // (x⁶ - 7)²
    assert_eq!(grown::grad(1.5), 2.0 * (1.5_f64.powi(6) - 7.0) * 6.0 * 1.5_f64.powi(5));
}

#[test]
fn break_and_continue() {
    #[differentiate]
    fn picked(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        'rows: for i in 0..x.len() {
            for j in 0..x.len() {
                if j > i {
                    continue 'rows;
                }
                if x[j] < 0.0 {
                    break 'rows;
                }
                sum += x[i] * x[j];
            }
        }
        sum
    }
    picked::check(&[1.0, 2.0, -3.0]).unwrap();
    // The last row is left at its last entry.
    assert_eq!(picked::grad(&[1.0, 2.0, -3.0]), [1.0, 2.0, 3.0]);
}

#[test]
fn break_with_value() {
    #[differentiate]
    fn first_above(x: f64) -> f64 {
        let mut y = x;
        let reached = loop {
            y *= 2.0;
            if y > 10.0 {
                break y * y;
            }
        };
        reached + x
    }
    first_above::check(3.0).unwrap();
    assert_eq!(first_above::grad(3.0), 97.0);
}

#[test]
fn labelled_block() {
    #[differentiate]
    fn found(x: f64, y: f64) -> f64 {
        let z = 'found: {
            if x > 2.0 {
                break 'found x * y;
            }
            x + y
        };
        z * z
    }
    found::check(3.0, 2.0).unwrap();
    assert_eq!((found::grad(3.0, 2.0), found::grad(1.0, 2.0)), ((24.0, 36.0), (6.0, 6.0)));
}

#[test]
fn early_return() {
    #[differentiate]
    fn product_until(x: &[f64], limit: f64) -> f64 {
        let mut product = 1.0;
        for &v in x {
            if v > limit {
                return product * v;
            }
            product *= v;
        }
        product
    }
    product_until::check(&[2.0, 5.0, 9.0], 4.0).unwrap();
    assert_eq!(product_until::grad(&[2.0, 5.0, 9.0], 4.0), (vec![5.0, 2.0, 0.0], 0.0));
}

#[test]
fn option_question_mark() {
    #[differentiate]
    fn reciprocal(x: f64) -> Option<f64> {
        if x == 0.0 { None } else { Some(1.0 / x) }
    }
    #[differentiate]
    fn both(x: f64, y: f64) -> Option<f64> {
        Some(reciprocal(x)? * reciprocal(y)?)
    }
    both::check(2.0, 4.0).unwrap();
    both::check(2.0, 0.0).unwrap();
    assert_eq!(both::vjp(2.0, 4.0).1(Some(1.0)), (-0.0625, -0.03125));
}

#[test]
fn result_question_mark() {
    #[derive(Clone, Debug)]
    struct Negative;
    #[differentiate]
    fn checked_square(x: f64) -> Result<f64, Negative> {
        if x < 0.0 {
            return Err(Negative);
        }
        Ok(x * x)
    }
    #[differentiate]
    fn sum_of_squares(x: &[f64]) -> Result<f64, Negative> {
        let mut sum = 0.0;
        for &v in x {
            sum += checked_square(v)?;
        }
        Ok(sum)
    }
    #[differentiate]
    fn or_first(x: &[f64]) -> f64 {
        match sum_of_squares(x) {
            Ok(sum) => sum,
            Err(_) => x[0],
        }
    }
    or_first::check(&[2.0, 3.0]).unwrap();
    assert_eq!(or_first::grad(&[2.0, 3.0]), [4.0, 6.0]);
    assert_eq!(or_first::grad(&[2.0, -3.0]), [1.0, 0.0]);
}

#[test]
fn late_initialization() {
    #[differentiate]
    fn larger(x: f64, y: f64) -> f64 {
        let z;
        if x > y {
            z = x * 2.0;
        } else {
            z = y * x;
        }
        z * z
    }
    larger::check(3.0, 2.0).unwrap();
    assert_eq!(larger::grad(3.0, 2.0), (24.0, 0.0));
}

#[test]
fn assertions_and_printing() {
    #[differentiate]
    fn asserted(x: f64) -> f64 {
        assert!(x > 0.0, "negative: {x}");
        let y = x * x;
        debug_assert_ne!(y, 0.0);
        if y > 1e9 {
            panic!("too large");
        }
        print!("");
        y
    }
    asserted::check(3.0).unwrap();
    assert_eq!(asserted::grad(3.0), 6.0);
}

// Data.

#[test]
fn operators() {
    #[differentiate]
    fn mixed(x: f64, y: &f64) -> f64 {
        let mut z = -x * y + x / 2.0;
        z -= y * y;
        z *= 2.0;
        z % 1000.0
    }
    mixed::check(3.0, &2.0).unwrap();
    assert_eq!(mixed::grad(3.0, &2.0), (-3.0, -14.0));
}

#[test]
fn float_methods() {
    #[differentiate]
    fn methods(x: f64) -> f64 {
        x.powi(3) + f64::max(x, 1.0) + x.sqrt().mul_add(2.0, std::f64::consts::PI) + x.abs()
    }
    methods::check(4.0).unwrap();
    assert_eq!(methods::grad(4.0), 48.0 + 1.0 + 0.5 + 1.0);
}

#[test]
fn single_precision() {
    #[differentiate]
    fn cast(x: f32, y: f64) -> f32 {
        let z = x as f64 * y;
        z as f32 * 2.0
    }
    cast::check(3.0, 2.0).unwrap();
    assert_eq!(cast::grad(3.0, 2.0), (4.0_f32, 6.0_f64));
}

#[test]
fn integers_that_select() {
    #[differentiate]
    fn looked_up(table: &[f64], x: f64) -> f64 {
        let i = x as usize;
        let t = x - x.floor();
        table[i] * (1.0 - t) + table[i + 1] * t
    }
    looked_up::check(&[1.0, 4.0, 9.0], 1.25).unwrap();
    assert_eq!(looked_up::grad(&[1.0, 4.0, 9.0], 1.25), (vec![0.0, 0.75, 0.25], 5.0));
}

#[test]
fn tuples() {
    #[differentiate]
    fn paired(p: (f64, (f64, usize))) -> f64 {
        let (x, (y, n)) = p;
        let mut q = (x * y, p.1.0);
        q.0 += x;
        q.0 * q.1 * n as f64
    }
    paired::check((2.0, (3.0, 1))).unwrap();
    assert_eq!(paired::grad((2.0, (3.0, 1))), (12.0, (14.0, ())));
}

#[test]
fn arrays() {
    #[differentiate]
    fn determinant(m: &[[f64; 2]; 2]) -> f64 {
        let mut a = *m;
        a[0][0] *= 2.0;
        a[0][0] * a[1][1] - a[0][1] * a[1][0]
    }
    let m = [[1.0, 2.0], [3.0, 4.0]];
    determinant::check(&m).unwrap();
    assert_eq!(determinant::grad(&m), [[8.0, -3.0], [-2.0, 2.0]]);
}

#[test]
fn array_patterns() {
    #[differentiate]
    fn taken_apart(p: [f64; 3], q: &[f64]) -> f64 {
        let [a, _, c] = p;
        match q {
            [] => a,
            [one] => one * a,
            [first, .., last] => first * last * c,
        }
    }
    taken_apart::check([1.0, 2.0, 3.0], &[4.0, 5.0]).unwrap();
    assert_eq!(
        taken_apart::grad([1.0, 2.0, 3.0], &[4.0, 5.0]),
        ([0.0, 0.0, 20.0], vec![15.0, 12.0])
    );
}

#[test]
fn vec_of_vecs() {
    #[differentiate]
    fn bilinear(m: &[Vec<f64>], x: &[f64]) -> f64 {
        let mut rows = vec![vec![0.0; x.len()]; m.len()];
        let mut sum = 0.0;
        for i in 0..m.len() {
            for j in 0..x.len() {
                rows[i][j] = m[i][j] * x[j];
                sum += rows[i][j] * x[i];
            }
        }
        sum
    }
    let m = [vec![1.0, 2.0], vec![3.0, 4.0]];
    bilinear::check(&m, &[1.0, 2.0]).unwrap();
    assert_eq!(bilinear::grad(&m, &[1.0, 2.0]).0, [[1.0, 2.0], [2.0, 4.0]]);
}

#[test]
fn derive_struct() {
    #[derive(Clone, Debug, Differentiable)]
    struct Point {
        x: f64,
        y: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Particle {
        at: Point,
        masses: Vec<f64>,
        id: usize,
    }
    #[differentiate]
    fn moment(p: &Particle) -> f64 {
        let Point { x, y } = &p.at;
        p.masses[p.id] * (x * x + y * y)
    }
    let p = Particle { at: Point { x: 1.0, y: 2.0 }, masses: vec![7.0, 3.0], id: 1 };
    moment::check(&p).unwrap();
    let bar = moment::grad(&p);
    assert_eq!((bar.at.x, bar.at.y, bar.masses, bar.id), (6.0, 12.0, vec![0.0, 5.0], ()));
}

#[test]
fn tuple_struct() {
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Pair(f64, f64);
    #[differentiate]
    fn product(p: Pair) -> f64 {
        let Pair(a, b) = p;
        a * b * p.0
    }
    product::check(Pair(2.0, 3.0)).unwrap();
    assert_eq!(product::grad(Pair(2.0, 3.0)), PairTangent(12.0, 4.0));
}

#[test]
fn struct_update() {
    #[derive(Clone, Debug, Differentiable)]
    struct Point {
        x: f64,
        y: f64,
        z: f64,
    }
    #[differentiate]
    fn updated(p: &Point) -> f64 {
        let mut q = Point { x: p.y * 2.0, ..p.clone() };
        q.z += q.x;
        q.x * q.y * q.z
    }
    let p = Point { x: 9.0, y: 1.0, z: 3.0 };
    updated::check(&p).unwrap();
    // 2 y² (z + 2 y)
    assert_eq!(updated::grad(&p), PointTangent { x: 0.0, y: 24.0, z: 2.0 });
}

#[test]
fn constant_field() {
    #[derive(Clone, Debug)]
    enum Activation {
        Square,
        Identity,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Neuron {
        weight: f64,
        #[constant]
        activation: Activation,
        #[constant]
        bias: f64,
        #[constant]
        inputs: Vec<f64>,
    }
    #[differentiate]
    fn fire(n: &Neuron, x: f64) -> f64 {
        let z = n.weight * x + n.bias * n.inputs.iter().map(|i| i * x).sum::<f64>();
        match n.activation {
            Activation::Square => z * z,
            Activation::Identity => z,
        }
    }
    let neuron =
        |activation| Neuron { weight: 3.0, activation, bias: 0.5, inputs: vec![1.0, -1.0] };
    fire::check(&neuron(Activation::Square), 2.0).unwrap();
    let (bar, x_bar) = fire::grad(&neuron(Activation::Square), 2.0);
    assert_eq!((bar.weight, bar.activation, x_bar), (24.0, (), 36.0));
    assert_eq!(fire::grad(&neuron(Activation::Identity), 2.0).1, 3.0);
}

#[test]
fn derive_generic_struct() {
    #[derive(Clone, Debug, Differentiable)]
    struct Line<T> {
        slope: T,
        offset: T,
    }
    #[differentiate]
    fn at<T: Real>(line: &Line<T>, x: T) -> T {
        line.slope * x + line.offset
    }
    let line = Line { slope: 2.0, offset: 1.0 };
    at::check(&line, 3.0).unwrap();
    let (bar, x_bar) = at::grad(&line, 3.0);
    assert_eq!((bar.slope, bar.offset, x_bar), (3.0, 1.0, 2.0));
}

#[test]
fn vec_of_structs() {
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        mass: f64,
        at: f64,
    }
    #[differentiate]
    fn moment(bodies: &[Body]) -> f64 {
        let mut moved = bodies.to_vec();
        for body in moved.iter_mut() {
            body.at += 1.0;
        }
        moved.push(Body { mass: moved[0].at, at: 2.0 });
        moved.iter().map(|b| b.mass * b.at).sum()
    }
    let bodies = [Body { mass: 2.0, at: 3.0 }, Body { mass: 5.0, at: 0.0 }];
    moment::check(&bodies).unwrap();
    let bars = moment::grad(&bodies);
    assert_eq!((bars[0].mass, bars[0].at, bars[1].mass, bars[1].at), (4.0, 4.0, 1.0, 5.0));
}

#[test]
fn option_values() {
    #[differentiate]
    fn optional(x: Option<f64>, y: f64) -> f64 {
        let doubled = x.map(|v| v * y);
        doubled.unwrap_or(y * y) + x.map_or(0.0, |v| v * v)
    }
    optional::check(Some(3.0), 2.0).unwrap();
    assert_eq!(optional::grad(Some(3.0), 2.0), (Some(8.0), 3.0));
    assert_eq!(optional::grad(None, 2.0), (None, 4.0));
}

#[test]
fn boxed_values() {
    #[differentiate]
    fn boxed(x: f64, y: Box<f64>) -> f64 {
        let mut z = Box::new(x * *y);
        *z += x;
        *z * *z
    }
    boxed::check(2.0, Box::new(3.0)).unwrap();
    assert_eq!(boxed::grad(2.0, Box::new(3.0)).0, 64.0);
}

#[test]
fn recursive_enum() {
    #[derive(Clone, Debug, Differentiable)]
    enum Expression {
        Number(f64),
        Sum(Vec<Expression>),
        Product(Vec<Expression>),
    }
    use Expression::{Number, Product, Sum};
    #[differentiate]
    fn evaluate(e: &Expression) -> f64 {
        match e {
            Expression::Number(x) => *x,
            Expression::Sum(terms) => {
                let mut sum = 0.0;
                for term in terms {
                    sum += evaluate(term);
                }
                sum
            }
            Expression::Product(factors) => {
                let mut product = 1.0;
                for factor in factors {
                    product *= evaluate(factor);
                }
                product
            }
        }
    }
    let product = Product(vec![Number(3.0), Sum(vec![Number(2.0), Number(5.0)])]);
    evaluate::check(&product).unwrap();
    let three = ExpressionTangent::Number(3.0);
    let sum = ExpressionTangent::Sum(vec![three.clone(), three]);
    let factors = vec![ExpressionTangent::Number(7.0), sum];
    assert_eq!(evaluate::grad(&product), ExpressionTangent::Product(factors));
}

#[test]
fn ndarray_elements() {
    use ad_runtime::ndarray::{Array1, Array2, arr1, arr2};
    #[differentiate]
    fn first_row(m: &Array2<f64>, x: &Array1<f64>) -> f64 {
        let mut sum = 0.0;
        for j in 0..x.len() {
            sum += m[[0, j]] * x[j];
        }
        sum
    }
    let (m, x) = (arr2(&[[1.0, 2.0], [3.0, 4.0]]), arr1(&[5.0, 6.0]));
    first_row::check(&m, &x).unwrap();
    assert_eq!(first_row::grad(&m, &x), (arr2(&[[5.0, 6.0], [0.0, 0.0]]), arr1(&[1.0, 2.0])));
}

#[test]
fn items_inside() {
    #[differentiate]
    fn with_items(x: f64) -> f64 {
        const SCALE: f64 = 2.0;
        static SHIFTS: [f64; 2] = [1.0, 3.0];
        type Number = f64;
        fn shifted(a: f64) -> f64 {
            a * a + SHIFTS[1]
        }
        let y: Number = shifted(x);
        y * SCALE
    }
    with_items::check(3.0).unwrap();
    assert_eq!(with_items::grad(3.0), 12.0);
}

#[test]
fn constants_and_stop_gradient() {
    #[differentiate]
    fn partly(x: f64, #[constant] w: f64) -> f64 {
        #[constant]
        let scale = x * w;
        scale * x + stop_gradient(x) * x
    }
    // Differences see what the derivative is cut off from, so that there is no `check`.
    assert_eq!(partly::value_and_grad(2.0, 3.0), (16.0, 8.0));
    assert_eq!(partly::jvp(2.0, 3.0, 1.0), (16.0, 8.0));
}

// Functions.

#[differentiate]
fn shared_square(x: f64) -> f64 {
    x * x
}

mod elsewhere {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn product(x: &[f64], y: f64) -> f64 {
        x[0] * y
    }
}

#[test]
fn calls() {
    use elsewhere::product;
    #[differentiate]
    fn outer(x: &[f64], y: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            sum += product(&x[i..], y) * shared_square(y) + elsewhere::product(x, y);
        }
        sum
    }
    outer::check(&[3.0, 5.0], 2.0).unwrap();
    assert_eq!(outer::grad(&[3.0, 5.0], 2.0).0, [12.0, 8.0]);
}

#[test]
fn primitives() {
    #[primitive(partials(x = 1.0 / (1.0 + (-x).exp())))]
    fn softplus(x: f64) -> f64 {
        x.exp().ln_1p()
    }
    #[differentiate]
    fn twice(x: f64) -> f64 {
        2.0 * softplus(x)
    }
    twice::check(0.0).unwrap();
    assert_eq!(twice::grad(0.0), 1.0);
}

#[test]
fn results_of_any_shape() {
    #[derive(Clone, Debug, Differentiable)]
    struct Both {
        sum: f64,
        list: Vec<f64>,
    }
    #[differentiate]
    fn both(x: f64, y: f64) -> Both {
        Both { sum: x + y, list: vec![x * y, y] }
    }
    #[differentiate]
    fn tuple(x: f64, n: usize) -> (f64, [f64; 2], usize) {
        (x * x, [x, 2.0 * x], n)
    }
    both::check(2.0, 3.0).unwrap();
    tuple::check(2.0, 7).unwrap();
    assert_eq!(both::vjp(2.0, 3.0).1(BothTangent { sum: 1.0, list: vec![1.0, 0.0] }), (4.0, 3.0));
    assert_eq!(tuple::jvp(2.0, 7, 1.0).1, (4.0, [1.0, 2.0], ()));
}

#[test]
fn recursion() {
    #[differentiate]
    fn power(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { x * power(x, n - 1) }
    }
    power::check(2.0, 5).unwrap();
    assert_eq!(power::grad(2.0, 5), 80.0);
}

#[test]
fn mutual_recursion() {
    #[differentiate]
    fn even(x: f64, n: u32) -> f64 {
        if n == 0 { x } else { odd(x, n - 1) * x }
    }
    #[differentiate]
    fn odd(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { even(x, n - 1) + x }
    }
    even::check(3.0, 3).unwrap();
    // (x · 1 + x) x
    assert_eq!(even::grad(3.0, 3), 12.0);
}

#[test]
fn generic_real() {
    #[differentiate]
    fn sum_of_squares<T: Real>(x: &[T]) -> T {
        let mut sum = T::zero();
        for v in x {
            sum += *v * *v;
        }
        sum
    }
    sum_of_squares::check(&[1.0, 2.0]).unwrap();
    assert_eq!(sum_of_squares::grad(&[1.0, 2.0]), [2.0, 4.0]);
    assert_eq!(sum_of_squares::grad(&[1.0_f32, 2.0]), [2.0_f32, 4.0]);
}

#[test]
fn num_traits_float() {
    use num_traits::Float;
    #[differentiate]
    fn hinge<T: Float>(x: T, y: T) -> T {
        if x > T::zero() { x * y.powi(2) } else { T::one() - y }
    }
    hinge::check(2.0, 3.0).unwrap();
    assert_eq!((hinge::grad(2.0, 3.0), hinge::grad(-2.0_f32, 3.0)), ((9.0, 12.0), (0.0, -1.0)));
}

#[test]
fn const_generics() {
    #[differentiate]
    fn dot<const N: usize>(x: &[f64; N], y: &[f64; N]) -> f64 {
        let mut sum = 0.0;
        for i in 0..N {
            sum += x[i] * y[i];
        }
        sum
    }
    dot::check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(dot::grad(&[1.0, 2.0], &[3.0, 4.0]), ([3.0, 4.0], [1.0, 2.0]));
}

#[test]
fn lifetimes() {
    #[differentiate]
    fn first<'a, 'b: 'a>(x: &'a [f64], y: &'b [f64]) -> f64 {
        x[0] * y[0]
    }
    first::check(&[2.0], &[3.0]).unwrap();
    assert_eq!(first::grad(&[2.0], &[3.0]), (vec![3.0], vec![2.0]));
}

#[test]
fn function_parameter() {
    #[differentiate]
    fn chosen<F: Fn(usize) -> usize>(x: &[f64], which: F) -> f64 {
        let i = which(x.len());
        x[i] * x[i]
    }
    chosen::check(&[2.0, 3.0], |n| n - 1).unwrap();
    assert_eq!(chosen::grad(&[2.0, 3.0], |n| n - 1), [0.0, 6.0]);
}

#[test]
fn mut_slice_parameter() {
    #[differentiate]
    fn scale(x: &mut [f64], by: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            x[i] *= by;
            sum += x[i];
        }
        sum
    }
    #[differentiate]
    fn scaled(x: &[f64], by: f64) -> f64 {
        let mut y = x.to_vec();
        let sum = scale(&mut y, by);
        scale(&mut y[1..], sum)
    }
    scale::check(&mut [2.0, 3.0], 5.0).unwrap();
    scaled::check(&[2.0, 3.0], 5.0).unwrap();
    // (x₀ + x₁) by · x₁ by
    assert_eq!(scaled::grad(&[2.0, 3.0], 5.0), (vec![75.0, 200.0], 150.0));
}

#[test]
fn mut_vec_parameter() {
    #[differentiate]
    fn append_square(x: &mut Vec<f64>, total: &mut f64) {
        let last = x[x.len() - 1];
        x.push(last * last);
        *total += last;
    }
    #[differentiate]
    fn appended(x: &[f64]) -> f64 {
        let (mut y, mut total) = (x.to_vec(), 0.0);
        append_square(&mut y, &mut total);
        append_square(&mut y, &mut total);
        y[y.len() - 1] + total
    }
    appended::check(&[2.0]).unwrap();
    // x⁴ + x + x²
    assert_eq!(appended::grad(&[2.0]), [37.0]);
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Model {
    slope: f64,
    offset: f64,
}

trait Energy {
    fn energy(&self, x: f64) -> f64;
}

#[differentiate]
impl Model {
    const SCALE: f64 = 2.0;

    fn new(slope: f64) -> Self {
        Self { slope, offset: slope * Self::SCALE }
    }

    fn at(&self, x: f64) -> f64 {
        self.slope * x + self.offset
    }

    fn loss(&self, x: f64) -> f64 {
        let y = self.at(x);
        y * y
    }

    fn shifted(mut self, by: f64) -> Self {
        self.offset += by;
        self
    }

    fn scale(&mut self, by: f64) {
        self.slope *= by;
        self.offset *= by;
    }
}

#[differentiate]
impl Energy for Model {
    fn energy(&self, x: f64) -> f64 {
        self.at(x) * x
    }
}

#[test]
fn method_by_reference() {
    let model = Model { slope: 2.0, offset: 1.0 };
    model.loss_check(3.0).unwrap();
    let (bar, x_bar) = model.loss_grad(3.0);
    assert_eq!((bar.slope, bar.offset, x_bar), (42.0, 14.0, 28.0));
}

#[test]
fn method_by_value() {
    #[differentiate]
    fn chained(x: f64) -> f64 {
        Model { slope: x, offset: 1.0 }.shifted(x * x).at(3.0)
    }
    chained::check(2.0).unwrap();
    assert_eq!(chained::grad(2.0), 7.0);
}

#[test]
fn method_by_mut_self() {
    #[differentiate]
    fn grown(model: &Model, by: f64) -> f64 {
        let mut model = model.clone();
        for _ in 0..2 {
            model.scale(by);
        }
        model.at(1.0)
    }
    let model = Model { slope: 2.0, offset: 1.0 };
    grown::check(&model, 3.0).unwrap();
    let (bar, by_bar) = grown::grad(&model, 3.0);
    assert_eq!((bar.slope, bar.offset, by_bar), (9.0, 9.0, 18.0));
}

#[test]
fn associated_function() {
    #[differentiate]
    fn made(x: f64) -> f64 {
        Model::new(x).at(x)
    }
    made::check(3.0).unwrap();
    // x² + 2 x
    assert_eq!(made::grad(3.0), 8.0);
    assert_eq!(Model::new_jvp(3.0, 1.0).1, ModelTangent { slope: 1.0, offset: 2.0 });
}

#[test]
fn trait_implementation() {
    #[differentiate]
    fn total(model: &Model, x: &[f64]) -> f64 {
        x.iter().map(|&x| model.energy(x)).sum()
    }
    let model = Model { slope: 2.0, offset: 1.0 };
    model.energy_check(3.0).unwrap();
    total::check(&model, &[1.0, 3.0]).unwrap();
    assert_eq!(model.energy_grad(3.0).1, 13.0);
    assert_eq!(total::grad(&model, &[1.0, 3.0]).1, [5.0, 13.0]);
}

#[derive(Clone, Debug, Differentiable)]
struct Polynomial<T> {
    coefficients: Vec<T>,
}

#[differentiate]
impl<T: Real> Polynomial<T> {
    fn at(&self, x: T) -> T {
        let mut y = T::zero();
        for i in (0..self.coefficients.len()).rev() {
            y = y * x + self.coefficients[i];
        }
        y
    }
}

#[test]
fn generic_impl() {
    let p = Polynomial { coefficients: vec![1.0, 2.0, 3.0] };
    p.at_check(2.0).unwrap();
    let (bar, x_bar) = p.at_grad(2.0);
    assert_eq!((bar.coefficients, x_bar), (vec![1.0, 2.0, 4.0], 14.0));
}

macro_rules! powers {
    ($($name:ident $n:literal)*) => {$(
        #[differentiate]
        fn $name(x: f64) -> f64 {
            let mut y = 1.0;
            for _ in 0..$n {
                y *= x;
            }
            y
        }
    )*};
}

powers!(square 2 cube 3);

#[test]
fn macro_rules_functions() {
    #[differentiate]
    fn both(x: f64) -> f64 {
        square(x) + cube(x)
    }
    both::check(2.0).unwrap();
    assert_eq!(both::grad(2.0), 16.0);
}

// Places and views.

#[test]
fn overwriting() {
    #[differentiate]
    fn overwritten(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        for i in 1..a.len() {
            a[i] = a[i - 1] * a[i];
        }
        a[0] = 0.0;
        (a[0], a[1]) = (a[1], a[2]);
        a[0] + a[1]
    }
    overwritten::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(overwritten::grad(&[2.0, 3.0, 5.0]), [18.0, 12.0, 6.0]);
}

#[test]
fn nested_places() {
    #[derive(Clone, Debug, Differentiable)]
    struct State {
        x: [f64; 2],
        pair: (f64, Vec<f64>),
    }
    #[differentiate]
    fn changed(state: &State) -> f64 {
        let mut s = state.clone();
        s.x[0] *= s.pair.0;
        s.pair.1[0] += s.x[0];
        s.pair.1[0] * s.x[1]
    }
    let state = State { x: [2.0, 3.0], pair: (5.0, vec![1.0]) };
    changed::check(&state).unwrap();
    let bar = changed::grad(&state);
    assert_eq!((bar.x, bar.pair), ([15.0, 11.0], (6.0, vec![3.0])));
}

#[test]
fn views() {
    #[differentiate]
    fn viewed(x: &[f64]) -> f64 {
        let middle = &x[1..x.len() - 1];
        let head = &middle[..2];
        head[0] * head[1] * x[0]
    }
    viewed::check(&[2.0, 3.0, 5.0, 7.0]).unwrap();
    assert_eq!(viewed::grad(&[2.0, 3.0, 5.0, 7.0]), [15.0, 10.0, 6.0, 0.0]);
}

#[test]
fn mutable_views() {
    #[differentiate]
    fn through_views(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let tail = &mut a[1..];
        tail[0] *= tail[1];
        let first = &mut a[0];
        *first *= 2.0;
        a[0] * a[1]
    }
    through_views::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(through_views::grad(&[2.0, 3.0, 5.0]), [30.0, 20.0, 12.0]);
}

#[test]
fn split_at_mut() {
    #[differentiate]
    fn crossed(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let (left, right) = a.split_at_mut(1);
        left[0] *= right[0];
        right[0] += left[0];
        a[0] + a[1]
    }
    crossed::check(&[2.0, 3.0]).unwrap();
    // 2 x₀ x₁ + x₁
    assert_eq!(crossed::grad(&[2.0, 3.0]), [6.0, 5.0]);
}

#[test]
fn push_and_pop() {
    #[differentiate]
    fn stacked(x: f64, y: f64) -> f64 {
        let mut stack = Vec::new();
        stack.push(x);
        stack.push(x * y);
        let top = stack.pop().unwrap();
        stack.push(top * top);
        stack[0] + stack[1]
    }
    stacked::check(2.0, 3.0).unwrap();
    assert_eq!(stacked::grad(2.0, 3.0), (37.0, 24.0));
}

#[test]
fn insert_and_remove() {
    #[differentiate]
    fn edited(x: &[f64], y: f64) -> f64 {
        let mut a = x.to_vec();
        a.insert(1, y * y);
        let removed = a.remove(0);
        a.extend_from_slice(x);
        a.truncate(3);
        a[0] * removed + a[2]
    }
    edited::check(&[2.0, 5.0], 3.0).unwrap();
    assert_eq!(edited::grad(&[2.0, 5.0], 3.0), (vec![10.0, 0.0], 12.0));
}

#[test]
fn reordering() {
    #[differentiate]
    fn reordered(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        a.swap(0, 2);
        a.reverse();
        a.rotate_left(1);
        let mut b = vec![0.0; 3];
        b.copy_from_slice(&a);
        b[2..].fill(1.0);
        b[0] + 2.0 * b[1] + a[2] * 3.0
    }
    reordered::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(reordered::grad(&[2.0, 3.0, 5.0]), [3.0, 1.0, 2.0]);
}

#[test]
fn mem_swap() {
    #[differentiate]
    fn stepped(x: &[f64]) -> f64 {
        let mut now = x.to_vec();
        let mut next = vec![0.0; x.len()];
        for _ in 0..2 {
            for i in 0..now.len() {
                next[i] = now[i] * now[now.len() - 1 - i];
            }
            std::mem::swap(&mut now, &mut next);
        }
        let first = std::mem::replace(&mut now[0], 1.0);
        first + std::mem::take(&mut next)[0] * now[0]
    }
    stepped::check(&[2.0, 3.0]).unwrap();
    // x₀² x₁² + x₀ x₁
    assert_eq!(stepped::grad(&[2.0, 3.0]), [39.0, 26.0]);
}

// Iterators and closures.

#[test]
fn for_over_elements() {
    #[differentiate]
    fn weighted(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for v in x {
            sum += v * v;
        }
        for (i, v) in x.iter().enumerate() {
            sum += v * i as f64;
        }
        sum
    }
    weighted::check(&[2.0, 3.0]).unwrap();
    assert_eq!(weighted::grad(&[2.0, 3.0]), [4.0, 7.0]);
}

#[test]
fn iterator_map_and_sum() {
    #[differentiate]
    fn sums(x: &[f64]) -> f64 {
        x.iter().map(|v| v * v).sum::<f64>() + x.iter().product::<f64>()
    }
    sums::check(&[2.0, 3.0]).unwrap();
    assert_eq!(sums::grad(&[2.0, 3.0]), [7.0, 8.0]);
}

#[test]
fn iterator_zip() {
    #[differentiate]
    fn dot(x: &[f64], y: &[f64]) -> f64 {
        x.iter().zip(y).map(|(a, b)| a * b).sum()
    }
    dot::check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(dot::grad(&[1.0, 2.0], &[3.0, 4.0]), (vec![3.0, 4.0], vec![1.0, 2.0]));
}

#[test]
fn iterator_fold() {
    #[differentiate]
    fn horner(c: &[f64], x: f64) -> f64 {
        c.iter().rev().fold(0.0, |y, c| y * x + c)
    }
    horner::check(&[1.0, 2.0, 3.0], 2.0).unwrap();
    assert_eq!(horner::grad(&[1.0, 2.0, 3.0], 2.0), (vec![1.0, 2.0, 4.0], 14.0));
}

#[test]
fn iterator_windows() {
    #[differentiate]
    fn roughness(x: &[f64]) -> f64 {
        x.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum::<f64>()
            + x.chunks(2).map(|c| c.iter().product::<f64>()).sum::<f64>()
    }
    roughness::check(&[1.0, 3.0, 4.0]).unwrap();
    assert_eq!(roughness::grad(&[1.0, 3.0, 4.0]), [-1.0, 3.0, 3.0]);
}

#[test]
fn iterator_filter() {
    #[differentiate]
    fn positive(x: &[f64]) -> f64 {
        x.iter().filter(|v| **v > 0.0).map(|v| v * v).sum::<f64>()
            + x.iter().filter_map(|v| if *v < 0.0 { Some(-v) } else { None }).sum::<f64>()
    }
    positive::check(&[2.0, -3.0]).unwrap();
    assert_eq!(positive::grad(&[2.0, -3.0]), [4.0, -1.0]);
}

#[test]
fn iterator_adapters() {
    #[differentiate]
    fn adapted(x: &[f64], y: &[f64]) -> f64 {
        let a: f64 = x.iter().skip(1).step_by(2).take(1).map(|v| v * v).sum();
        let b: f64 = x.iter().chain(y).rev().take(1).sum();
        let c: f64 = x.iter().take_while(|v| **v < 3.0).copied().product();
        a + b + c
    }
    adapted::check(&[2.0, 3.0], &[5.0]).unwrap();
    assert_eq!(adapted::grad(&[2.0, 3.0], &[5.0]), (vec![1.0, 6.0], vec![1.0]));
}

#[test]
fn iterator_scan() {
    #[differentiate]
    fn running(x: &[f64]) -> f64 {
        x.iter()
            .scan(0.0, |state, v| {
                *state += v;
                Some(*state)
            })
            .map(|s| s * s)
            .sum()
    }
    running::check(&[1.0, 2.0]).unwrap();
    assert_eq!(running::grad(&[1.0, 2.0]), [8.0, 6.0]);
}

#[test]
fn iterator_flat_map() {
    #[differentiate]
    fn flattened(x: &[f64], n: usize) -> f64 {
        x.iter().flat_map(|v| (0..n).map(move |k| v * k as f64)).map(|t| t * t).sum()
    }
    flattened::check(&[1.0, 2.0], 3).unwrap();
    assert_eq!(flattened::grad(&[1.0, 2.0], 3), [10.0, 20.0]);
}

#[test]
fn iterator_extremes() {
    #[differentiate]
    fn spread(x: &[f64]) -> f64 {
        let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let min = x.iter().min_by(|a, b| a.total_cmp(b)).unwrap();
        let other = x.iter().copied().reduce(f64::max).unwrap();
        max * other - min
    }
    spread::check(&[2.0, 5.0, 3.0]).unwrap();
    assert_eq!(spread::grad(&[2.0, 5.0, 3.0]), [-1.0, 10.0, 0.0]);
}

#[test]
fn iterator_in_place() {
    #[differentiate]
    fn changed(x: &[f64]) -> f64 {
        let mut y = x.to_vec();
        y.iter_mut().for_each(|v| *v *= 2.0);
        for (a, b) in y.iter_mut().zip(x) {
            *a *= b;
        }
        y.into_iter().sum()
    }
    changed::check(&[2.0, 3.0]).unwrap();
    assert_eq!(changed::grad(&[2.0, 3.0]), [8.0, 12.0]);
}

#[test]
fn collect_into_vec() {
    #[differentiate]
    fn doubled(x: &[f64]) -> Vec<f64> {
        let squares: Vec<f64> = x.iter().map(|v| v * v).collect();
        squares.iter().map(|s| 2.0 * s).collect::<Vec<_>>()
    }
    doubled::check(&[2.0, 3.0]).unwrap();
    assert_eq!(doubled::vjp(&[2.0, 3.0]).1(vec![1.0, 10.0]), [8.0, 120.0]);
}

#[test]
fn array_from_fn() {
    #[differentiate]
    fn neighbours(p: [f64; 3]) -> f64 {
        let q: [f64; 3] = std::array::from_fn(|i| p[i] * p[(i + 1) % 3]);
        q.map(|v| 2.0 * v).iter().sum()
    }
    neighbours::check([1.0, 2.0, 3.0]).unwrap();
    assert_eq!(neighbours::grad([1.0, 2.0, 3.0]), [10.0, 8.0, 6.0]);
}

#[test]
fn array_of_a_list() {
    #[differentiate]
    fn converted(x: &[f64]) -> f64 {
        let squares: [f64; 3] = x.iter().map(|x| x * x).collect::<Vec<_>>().try_into().unwrap();
        let mut sum = 0.0;
        for pair in x.chunks(2) {
            let pair: &[f64; 2] = pair.try_into().expect("pairs");
            sum += squares[2] * pair[0] * pair[1];
        }
        sum
    }
    // x₂² x₀ x₁, but the last chunk has one element.
    let message = std::panic::catch_unwind(|| converted::grad(&[1.0, 2.0, 3.0])).unwrap_err();
    assert_eq!(message.downcast_ref::<String>().unwrap(), "pairs");

    #[differentiate]
    fn firsts(x: &[f64]) -> [f64; 2] {
        x[..2].try_into().unwrap()
    }
    #[differentiate]
    fn pairs(x: &[f64]) -> f64 {
        let [a, b] = firsts(x);
        let rest: [f64; 2] = x[2..].try_into().unwrap();
        a * b * b + rest[0] * rest[1]
    }
    pairs::check(&[1.0, 2.0, 3.0, 4.0]).unwrap();
    assert_eq!(pairs::grad(&[1.0, 2.0, 3.0, 4.0]), [4.0, 4.0, 4.0, 3.0]);
}

#[test]
fn closure_capturing_active_values() {
    #[differentiate]
    fn applied(x: f64, y: f64) -> f64 {
        let scale = 2.0 * y;
        let f = |t: f64| t * t * scale + x;
        let g = |a: f64, b: f64| f(a) * b;
        g(x, 1.0) + f(3.0)
    }
    applied::check(2.0, 5.0).unwrap();
    // 2 y (x² + 9) + 2 x
    assert_eq!(applied::grad(2.0, 5.0), (42.0, 26.0));
}

#[test]
fn closure_changing_captures() {
    #[differentiate]
    fn counted(x: f64) -> f64 {
        let mut total = 0.0;
        let mut add = |v: f64| total += v * x;
        add(1.0);
        add(x);
        total
    }
    counted::check(3.0).unwrap();
    assert_eq!(counted::grad(3.0), 7.0);
}

#[test]
fn closure_returning_early() {
    #[differentiate]
    fn clipped(x: &[f64]) -> f64 {
        let clip = |v: f64| {
            if v > 1.0 {
                return 2.0 * v - 1.0;
            }
            v * v
        };
        x.iter().map(|&v| clip(v)).sum()
    }
    clipped::check(&[0.5, 3.0]).unwrap();
    assert_eq!(clipped::grad(&[0.5, 3.0]), [1.0, 2.0]);
}

// The table.

/// The cells of the README's rows between a heading and the next of its level.
fn rows<'a>(readme: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let start = readme.find(heading).expect("the README has this heading") + heading.len();
    let section = readme[start..].split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what"));
    rows.map(|row| row.trim_matches('|').rsplitn(3, " | ").map(str::trim).collect()).collect()
}

/// The link to a heading of a page, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    letters.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn table_is_complete() {
    let (readme, source) = (include_str!("../../README.md"), include_str!("support.rs"));
    let page = include_str!("../../ad-macros/docs/errors.md");
    let anchors: Vec<_> = page.lines().filter_map(|l| l.strip_prefix("### ")).map(anchor).collect();
    let mut named = Vec::new();
    for row in rows(readme, "\n## What is supported\n") {
        let [proof, verdict, what] = row[..] else { panic!("not three cells: {row:?}") };
        match verdict {
            "refused" => {
                let (_, link) = proof.split_once("errors.md#").expect("a link to an error");
                let link = link.trim_end_matches(')');
                assert!(anchors.iter().any(|a| a == link), "`{what}` links to no error: {link}");
            }
            _ => named.push(proof.trim_matches('`')),
        }
    }
    let tests = source.split("\n#[test]\nfn ").skip(1);
    let tests: Vec<_> = tests.map(|test| &test[..test.find('(').unwrap()]).collect();
    let tests: Vec<_> = tests.into_iter().filter(|name| *name != "table_is_complete").collect();
    assert_eq!(named, tests, "the rows of the README and the tests of this file, in their order");
}
