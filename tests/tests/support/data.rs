//! Data.

use ad_runtime::prelude::*;

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
fn integers_from_floats() {
    #[differentiate]
    fn looked_up(table: &[f64], x: f64) -> f64 {
        let i = x as usize;
        let t = x - i as f64;
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
    assert_eq!((bar.weight, bar.activation, x_bar), (24.0, ad_runtime::Constant, 36.0));
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
fn ranges_of_numbers() {
    use std::ops::Range;
    #[differentiate]
    fn scaled(range: Range<f64>, x: f64) -> f64 {
        let inner = range.start..x * x;
        if inner.contains(&x) { (inner.end - inner.start) * range.end } else { x }
    }
    scaled::check(1.0..5.0, 2.0).unwrap();
    assert_eq!(scaled::grad(1.0..5.0, 2.0), (-5.0..3.0, 20.0));
}

#[test]
fn deques() {
    use std::collections::VecDeque;
    #[differentiate]
    fn slid(x: &[f64]) -> f64 {
        let mut window = VecDeque::new();
        let mut sum = 0.0;
        for v in x {
            window.push_back(*v);
            if window.len() > 2 {
                window.pop_front();
            }
            sum += window[0] * window.back().unwrap();
        }
        sum
    }
    slid::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(slid::grad(&[2.0, 3.0, 5.0]), [7.0, 7.0, 3.0]);
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
fn nalgebra_matrices() {
    use ad_runtime::nalgebra::{Matrix2, Vector2};
    #[differentiate]
    fn stretched(m: &Matrix2<f64>, v: &Vector2<f64>) -> f64 {
        let mut w = m * v;
        w.x += m[(0, 1)] * v[1];
        w.dot(&Vector2::new(v.y, 1.0)) / 2.0
    }
    let (m, v) = (Matrix2::new(1.0, 2.0, 3.0, 4.0), Vector2::new(5.0, 6.0));
    stretched::check(&m, &v).unwrap();
    let bars = (Matrix2::new(15.0, 36.0, 2.5, 3.0), Vector2::new(4.5, 28.5));
    assert_eq!(stretched::grad(&m, &v), bars);
}

#[test]
fn nalgebra_entries() {
    use ad_runtime::nalgebra::{Matrix2, Vector2};
    #[differentiate]
    fn bent(v: &Vector2<f64>, k: f64) -> f64 {
        let m = Matrix2::from_fn(|i, j| k * (i + 2 * j) as f64);
        (m * v.map(|x| x * x)).zip_map(v, |a, b| a + k * b).sum()
    }
    let v = Vector2::new(3.0, 4.0);
    bent::check(&v, 2.0).unwrap();
    assert_eq!(bent::grad(&v, 2.0), (Vector2::new(14.0, 82.0), 96.0));
}

#[test]
fn nalgebra_views() {
    use ad_runtime::nalgebra::{Matrix2, Vector2};
    #[differentiate]
    fn first_row(m: &Matrix2<f64>, v: &Vector2<f64>) -> f64 {
        let mut n = *m;
        n.set_column(1, v);
        (m.row(0) * v)[0] + n.row(1).sum()
    }
    let (m, v) = (Matrix2::new(1.0, 2.0, 3.0, 4.0), Vector2::new(5.0, 6.0));
    first_row::check(&m, &v).unwrap();
    let bars = (Matrix2::new(5.0, 6.0, 1.0, 0.0), Vector2::new(1.0, 3.0));
    assert_eq!(first_row::grad(&m, &v), bars);
}

#[test]
fn nalgebra_rotations() {
    use ad_runtime::nalgebra::{UnitQuaternion, Vector3};
    #[differentiate]
    fn turned(angle: f64, v: &Vector3<f64>) -> f64 {
        (UnitQuaternion::from_axis_angle(&Vector3::z_axis(), angle) * v).y
    }
    let v = Vector3::new(3.0, 4.0, 5.0);
    turned::check(0.0, &v).unwrap();
    assert_eq!(turned::grad(0.0, &v), (3.0, Vector3::new(0.0, 1.0, 0.0)));
}

#[test]
fn complex_numbers() {
    use ad_runtime::num_complex::Complex;
    #[differentiate]
    fn real_part(z: Complex<f64>, k: f64) -> f64 {
        let w = z * z * k + Complex::new(k, 1.0);
        w.re + w.norm_sqr() * 0.0
    }
    let z = Complex::new(3.0, 2.0);
    real_part::check(z, 0.5).unwrap();
    assert_eq!(real_part::grad(z, 0.5), (Complex::new(3.0, -2.0), 6.0));
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
