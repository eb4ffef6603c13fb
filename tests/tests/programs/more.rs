//! Ordinary programs of the kinds that people write first.

use ad_runtime::prelude::*;

/// Kalman filter over structs, by hand-made 2×2 algebra.
#[derive(Clone, Copy, Debug, Differentiable)]
struct State {
    x: [f64; 2],
    p: [[f64; 2]; 2],
}

#[differentiate]
impl State {
    fn predict(&self, dt: f64, q: f64) -> State {
        let x = [self.x[0] + dt * self.x[1], self.x[1]];
        let mut p = self.p;
        p[0][0] += dt * (p[1][0] + p[0][1]) + dt * dt * p[1][1] + q;
        p[0][1] += dt * p[1][1];
        p[1][0] += dt * p[1][1];
        p[1][1] += q;
        State { x, p }
    }

    fn update(&mut self, z: f64, r: f64) -> f64 {
        let y = z - self.x[0];
        let s = self.p[0][0] + r;
        let k = [self.p[0][0] / s, self.p[1][0] / s];
        for i in 0..2 {
            self.x[i] += k[i] * y;
        }
        let first = self.p[0];
        for i in 0..2 {
            for j in 0..2 {
                self.p[i][j] -= k[i] * first[j];
            }
        }
        0.5 * (y * y / s + s.ln())
    }
}

#[differentiate]
fn kalman(measurements: &[f64], q: f64, r: f64) -> f64 {
    let mut state = State { x: [0.0, 0.0], p: [[1.0, 0.0], [0.0, 1.0]] };
    let mut nll = 0.0;
    for &z in measurements {
        state = state.predict(0.1, q);
        nll += state.update(z, r);
    }
    nll
}

/// FFT butterflies in place, real and imaginary parts side by side.
#[differentiate]
fn spectrum(signal: &[f64]) -> f64 {
    let n = signal.len();
    let mut re = signal.to_vec();
    let mut im = vec![0.0; n];
    let mut j = 0;
    for i in 1..n {
        let mut bit = n >> 1;
        while j & bit != 0 {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
        if i < j {
            re.swap(i, j);
            im.swap(i, j);
        }
    }
    let mut len = 2;
    while len <= n {
        let angle = -2.0 * std::f64::consts::PI / len as f64;
        for start in (0..n).step_by(len) {
            for k in 0..len / 2 {
                let (s, c) = (angle * k as f64).sin_cos();
                let (a, b) = (start + k, start + k + len / 2);
                let (tr, ti) = (re[b] * c - im[b] * s, re[b] * s + im[b] * c);
                re[b] = re[a] - tr;
                im[b] = im[a] - ti;
                re[a] += tr;
                im[a] += ti;
            }
        }
        len <<= 1;
    }
    re.iter().zip(&im).enumerate().map(|(k, (r, i))| (r * r + i * i) * (k + 1) as f64).sum()
}

/// Gaussian elimination with partial pivoting; rows are swapped on values that only select.
#[differentiate]
fn solved(a: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut m: Vec<Vec<f64>> = a.to_vec();
    let mut x = b.to_vec();
    for k in 0..n {
        let mut pivot = k;
        for i in k + 1..n {
            if m[i][k].abs() > m[pivot][k].abs() {
                pivot = i;
            }
        }
        m.swap(k, pivot);
        x.swap(k, pivot);
        for i in k + 1..n {
            let f = m[i][k] / m[k][k];
            for j in k..n {
                m[i][j] -= f * m[k][j];
            }
            x[i] -= f * x[k];
        }
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            x[i] -= m[i][j] * x[j];
        }
        x[i] /= m[i][i];
    }
    x
}

#[derive(Clone, Debug, Differentiable)]
enum Activation {
    Relu,
    Tanh,
}

#[derive(Clone, Debug, Differentiable)]
struct Dense {
    w: Vec<Vec<f64>>,
    b: Vec<f64>,
    #[constant]
    activation: Activation,
}

#[differentiate]
impl Dense {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        self.w
            .iter()
            .zip(&self.b)
            .map(|(row, b)| {
                let z = row.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + b;
                match self.activation {
                    Activation::Relu => z.max(0.0),
                    Activation::Tanh => z.tanh(),
                }
            })
            .collect()
    }
}

#[differentiate]
fn loss(layers: &[Dense], inputs: &[Vec<f64>], targets: &[f64]) -> f64 {
    let mut total = 0.0;
    for (x, t) in inputs.iter().zip(targets) {
        let y = layers.iter().fold(x.clone(), |a, layer| layer.forward(&a));
        let d = y[0] - t;
        total += d * d;
    }
    total / targets.len() as f64
}

/// Newton's method with an early return, over a `Result`.
#[derive(Clone, Debug, PartialEq)]
enum Failure {
    Diverged(usize),
}

#[differentiate]
fn newton(a: f64, tolerance: f64) -> Result<f64, Failure> {
    let mut x = a;
    for step in 0..50 {
        let f = x * x * x - a;
        let next = x - f / (3.0 * x * x);
        if (next - x).abs() < tolerance {
            return Ok(next);
        }
        if !next.is_finite() {
            return Err(Failure::Diverged(step));
        }
        x = next;
    }
    Err(Failure::Diverged(50))
}

#[differentiate]
fn sum_of_cube_roots(x: &[f64]) -> f64 {
    x.iter().filter_map(|&v| newton(v, 1e-14).ok()).sum()
}

/// Runge and Kutta's method with a closure for the field.
#[differentiate]
fn pendulum(theta: f64, omega: f64, g: f64, steps: usize) -> (f64, f64) {
    let field = |s: (f64, f64)| (s.1, -g * s.0.sin());
    let along = |s: (f64, f64), k: (f64, f64), h: f64| (s.0 + h * k.0, s.1 + h * k.1);
    let h = 0.05;
    let mut s = (theta, omega);
    for _ in 0..steps {
        let k1 = field(s);
        let k2 = field(along(s, k1, 0.5 * h));
        let k3 = field(along(s, k2, 0.5 * h));
        let k4 = field(along(s, k3, h));
        s.0 += h / 6.0 * (k1.0 + 2.0 * k2.0 + 2.0 * k3.0 + k4.0);
        s.1 += h / 6.0 * (k1.1 + 2.0 * k2.1 + 2.0 * k3.1 + k4.1);
    }
    s
}

/// A tree of boxes.
#[derive(Clone, Debug)]
enum Op {
    Add,
    Mul,
}

#[differentiate]
fn reverse_polish(values: &[f64], #[constant] ops: &[Op]) -> f64 {
    let mut stack: Vec<f64> = Vec::new();
    for v in values.iter().take(ops.len() + 1) {
        stack.push(*v);
    }
    for op in ops {
        let (Some(b), Some(a)) = (stack.pop(), stack.pop()) else { return 0.0 };
        stack.push(match op {
            Op::Add => a + b,
            Op::Mul => a * b,
        });
    }
    stack.pop().unwrap_or(0.0)
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

#[differentiate]
fn both_powers(x: f64) -> f64 {
    square(x) + cube(x)
}

#[differentiate]
fn prefix(x: &mut Vec<f64>) {
    for i in 1..x.len() {
        x[i] += x[i - 1];
    }
    x.push(0.5);
}

#[differentiate]
fn prefixed(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    prefix(&mut y);
    y.iter().map(|v| v * v).sum()
}

programs! {
    kalman(&m, q, r) -> scalar at ([0.1, 0.25, 0.32, 0.5], 0.01, 0.2);
    spectrum(&s) -> scalar at ([0.1, 0.25, 0.32, 0.5, -0.3, 0.7, 0.2, 0.9]);
    sum_of_cube_roots(&x) -> scalar at ([2.0, 0.5, 9.0]);
    both_powers(x) -> scalar at (1.7);
    prefixed(&x) -> scalar at ([0.3, 0.5, -0.2]);
}

#[test]
fn of_other_types() {
    solved::check(
        &[vec![0.1, 2.0, 0.3], vec![4.0, -1.0, 0.5], vec![0.3, 0.6, 1.5]],
        &[1.0, 2.0, 3.0],
    )
    .unwrap();
    let dense = |s: f64, activation| Dense {
        w: vec![vec![0.3 * s, -0.2], vec![0.5, 0.7 * s]],
        b: vec![0.1, -0.05],
        activation,
    };
    let layers = [dense(1.0, Activation::Relu), dense(0.7, Activation::Tanh)];
    loss::check(&layers, &[vec![0.4, 0.9], vec![-0.3, 0.2]], &[0.1, 0.6]).unwrap();
    pendulum::check(0.7, 0.1, 9.81, 12).unwrap();
    reverse_polish::check(&[0.7, 0.1, 9.81], &[Op::Add, Op::Mul]).unwrap();
    assert_eq!(newton(-0.0, 1e-14), newton::vjp(-0.0, 1e-14).0);
}
