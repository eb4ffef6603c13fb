//! ADBench's BA: how far a camera's pictures of points are from where they were seen, and how far weights are from one.

use ad_runtime::differentiate;

/// A point turned by an axis times an angle (O. Rodrigues).
#[differentiate]
pub fn turned(r: &[f64; 3], v: &[f64; 3]) -> [f64; 3] {
    let square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    let cross = |a: &[f64; 3], b: &[f64; 3]| {
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    };
    if square == 0.0 {
        let c = cross(r, v);
        return [v[0] + c[0], v[1] + c[1], v[2] + c[2]];
    }
    let angle = square.sqrt();
    let (sine, cosine) = angle.sin_cos();
    let u = [r[0] / angle, r[1] / angle, r[2] / angle];
    let c = cross(&u, v);
    let along = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) * (1.0 - cosine);
    let mut turned = [0.0; 3];
    for i in 0..3 {
        turned[i] = v[i] * cosine + c[i] * sine + u[i] * along;
    }
    turned
}

/// Where a camera `[r, centre, f, u0, v0, k1, k2]` sees a point.
#[differentiate]
pub fn projected(camera: &[f64], point: &[f64]) -> [f64; 2] {
    let from_camera = [point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]];
    let seen = turned(&[camera[0], camera[1], camera[2]], &from_camera);
    let (a, b) = (seen[0] / seen[2], seen[1] / seen[2]);
    let square = a * a + b * b;
    let lens = 1.0 + camera[9] * square + camera[10] * square * square;
    [a * lens * camera[6] + camera[7], b * lens * camera[6] + camera[8]]
}

/// The weighted errors of all observations, two each, and then those of the weights.
#[differentiate]
pub fn bundle_errors(
    cameras: &[f64],
    points: &[f64],
    weights: &[f64],
    #[constant] observed: &[(usize, usize)],
    #[constant] features: &[f64],
) -> Vec<f64> {
    let n = observed.len();
    let mut errors = vec![0.0; 3 * n];
    for i in 0..n {
        let (camera, point) = observed[i];
        let seen =
            projected(&cameras[11 * camera..11 * camera + 11], &points[3 * point..3 * point + 3]);
        errors[2 * i] = weights[i] * (seen[0] - features[2 * i]);
        errors[2 * i + 1] = weights[i] * (seen[1] - features[2 * i + 1]);
        errors[2 * n + i] = 1.0 - weights[i] * weights[i];
    }
    errors
}
