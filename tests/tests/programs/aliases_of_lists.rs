//! Types by other names: `type Mat = Vec<Vec<f64>>`, as parameters, results, variables and fields.

use ad_runtime::prelude::*;

type Row = Vec<f64>;
type Mat = Vec<Row>;
type V3 = [f64; 3];
type Mat3 = [V3; 3];

#[differentiate]
fn times(a: &Mat, b: &Mat) -> Mat {
    let mut out: Mat = vec![vec![0.0; b[0].len()]; a.len()];
    for i in 0..a.len() {
        for j in 0..b[0].len() {
            for k in 0..b.len() {
                out[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    out
}

#[differentiate]
fn transposed(m: &Mat) -> Mat {
    (0..m[0].len()).map(|j| m.iter().map(|row| row[j]).collect()).collect()
}

#[differentiate]
fn quadratic(m: &Mat, x: &Row) -> f64 {
    let product = times(m, &transposed(m));
    let mx: Row =
        product.iter().map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>()).collect();
    let mut total = 0.0;
    for (i, row) in product.iter().enumerate() {
        total += row[i];
    }
    mx.iter().zip(x).map(|(a, b)| a * b).sum::<f64>() + total
}

#[differentiate]
fn changed(m: &Mat, k: f64) -> f64 {
    let mut out: Mat = m.iter().map(|row| row.iter().map(|x| x * k).collect()).collect();
    let last: Row = vec![k, k * k];
    out.push(last);
    out.swap(0, 1);
    let taken = out.pop().unwrap();
    out[0][0] * taken[1] + out[1][1] + out.len() as f64
}

#[differentiate]
fn cross(a: &V3, b: &V3) -> V3 {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[differentiate]
fn turned(a: &V3, b: &V3) -> f64 {
    let c: V3 = cross(a, b);
    let mut moved = c;
    moved[0] += 1.0;
    let [x, y, z] = moved;
    let sum: V3 = std::array::from_fn(|i| a[i] + c[i]);
    c.iter().map(|v| v * v).sum::<f64>().sqrt() * x + y * z + sum[1]
}

#[differentiate]
fn about_z(angle: f64) -> Mat3 {
    let mut m = [[0.0; 3]; 3];
    for i in 0..3 {
        m[i][i] = 1.0;
    }
    let (s, c) = angle.sin_cos();
    m[0][0] = c;
    m[0][1] = -s;
    m[1][0] = s;
    m[1][1] = c;
    m
}

#[differentiate]
fn rotated(angle: f64, v: &V3) -> f64 {
    let m = about_z(angle);
    let mut out: V3 = [0.0; 3];
    for i in 0..3 {
        for j in 0..3 {
            out[i] += m[i][j] * v[j];
        }
    }
    out[0] * out[1] + out[2]
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Body {
    position: V3,
    velocity: V3,
    weights: Row,
}

#[differentiate]
impl Body {
    fn step(&mut self, dt: f64) -> f64 {
        for i in 0..3 {
            self.position[i] += dt * self.velocity[i];
        }
        for (p, v) in self.position.iter_mut().zip(&self.velocity) {
            *p += v * dt;
        }
        self.weights.push(dt * dt);
        self.position[0] * self.weights.iter().sum::<f64>()
    }
}

#[differentiate]
fn flattened(m: &[[f64; 2]], k: f64) -> f64 {
    m.as_flattened().iter().map(|v| v * v * k).sum::<f64>() + m.as_flattened()[1]
}

programs! {
    quadratic(&m, &x) -> scalar at (vec![vec![0.3, 0.4, -0.2], vec![1.1, 0.2, 0.6]], vec![0.7, -0.4]);
    changed(&m, k) -> scalar at (vec![vec![0.3, 0.4], vec![1.1, 0.2]], 1.7);
    turned(&a, &b) -> scalar at ([0.3, 0.4, -0.2], [1.1, 0.2, 0.6]);
    rotated(angle, &v) -> scalar at (0.4, [1.1, 0.2, 0.6]);
    flattened(&m, k) -> scalar at ([[0.3, 0.4], [1.1, 0.2]], 1.7);
}

#[test]
fn fields() {
    let mut body =
        Body { position: [0.1, 0.2, 0.3], velocity: [0.4, -0.5, 0.6], weights: vec![1.5] };
    body.step_check(0.3).unwrap();
}
