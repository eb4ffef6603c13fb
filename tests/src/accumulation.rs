//! Straight lines of numbers, whose Jacobians are accumulated in the cheapest order: what `tests/eliminations` checks and the benchmark `accumulation` times.

use ad_runtime::prelude::*;

/// s = sin a + e^b + c³ + ln d + tanh p + 1/q, t = s e^{−s/5}; sin t, cos t, t², √t, atan t, t − 1/t.
#[differentiate(jacobian = "markowitz")]
pub fn bow_tie(a: f64, b: f64, c: f64, d: f64, p: f64, q: f64) -> [f64; 6] {
    let s = a.sin() + b.exp() + c * c * c + d.ln() + p.tanh() + 1.0 / q;
    let t = s * (-s / 5.0).exp();
    [t.sin(), t.cos(), t * t, t.sqrt(), t.atan(), t - 1.0 / t]
}

/// Six times (a, b) ← (tanh(0.8 a − 0.3 b), sin(a b)).
#[differentiate(jacobian = "markowitz")]
pub fn layers(a: f64, b: f64) -> (f64, f64) {
    let (a, b) = ((0.8 * a - 0.3 * b).tanh(), (a * b).sin());
    let (a, b) = ((0.8 * a - 0.3 * b).tanh(), (a * b).sin());
    let (a, b) = ((0.8 * a - 0.3 * b).tanh(), (a * b).sin());
    let (a, b) = ((0.8 * a - 0.3 * b).tanh(), (a * b).sin());
    let (a, b) = ((0.8 * a - 0.3 * b).tanh(), (a * b).sin());
    ((0.8 * a - 0.3 * b).tanh(), (a * b).sin())
}

/// Layers of one and of four in turn, as in an encoder.
#[differentiate(jacobian = "markowitz")]
pub fn bottlenecks(x: f64, y: f64, z: f64, w: f64) -> [f64; 4] {
    let s = (x * y + z * w).tanh();
    let (x, y, z, w) = (s.sin(), s.cos(), s * s, (0.5 * s).exp());
    let s = (x * y + z * w).tanh();
    let (x, y, z, w) = (s.sin(), s.cos(), s * s, (0.5 * s).exp());
    let s = (x * y + z * w).tanh();
    [s.sin(), s.cos(), s * s, (0.5 * s).exp()]
}

/// Mass, momentum and energy that flow from the left to the right; γ = 1.4.
#[differentiate(jacobian = "markowitz")]
pub fn roe(rho_l: f64, m_l: f64, e_l: f64, rho_r: f64, m_r: f64, e_r: f64) -> (f64, f64, f64) {
    let (u_l, u_r) = (m_l / rho_l, m_r / rho_r);
    let (p_l, p_r) = (0.4 * (e_l - 0.5 * m_l * u_l), 0.4 * (e_r - 0.5 * m_r * u_r));
    let (h_l, h_r) = ((e_l + p_l) / rho_l, (e_r + p_r) / rho_r);
    // Averages with the roots of the densities as weights.
    let (w_l, w_r) = (rho_l.sqrt(), rho_r.sqrt());
    let w = 1.0 / (w_l + w_r);
    let u = (w_l * u_l + w_r * u_r) * w;
    let h = (w_l * h_l + w_r * h_r) * w;
    let a2 = 0.4 * (h - 0.5 * u * u);
    let (a, rho) = (a2.sqrt(), w_l * w_r);
    // The strengths of the three waves, times their speeds.
    let (dp, du) = (p_r - p_l, u_r - u_l);
    let (half, cross) = (0.5 / a2, rho * a * du);
    let s1 = (u - a).abs() * ((dp - cross) * half);
    let s2 = u.abs() * (rho_r - rho_l - 2.0 * dp * half);
    let s3 = (u + a).abs() * ((dp + cross) * half);
    (
        0.5 * (m_l + m_r - (s1 + s2 + s3)),
        0.5 * (m_l * u_l + p_l + m_r * u_r + p_r - (s1 * (u - a) + s2 * u + s3 * (u + a))),
        0.5 * (m_l * h_l + m_r * h_r - (s1 * (h - u * a) + s2 * (0.5 * u * u) + s3 * (h + u * a))),
    )
}

/// x = Σ lᵢ cos(φᵢ), y = Σ lᵢ sin(φᵢ), φ₅, where φᵢ = θ₀ + .. + θᵢ: a rotation and a shift for each link, from the hand on.
#[differentiate(jacobian = "markowitz")]
pub fn hand(theta: &[f64; 6], l: &[f64; 6]) -> [f64; 3] {
    let (x, y) = (l[5] * theta[5].cos(), l[5] * theta[5].sin());
    let (x, s, c) = (x + l[4], theta[4].sin(), theta[4].cos());
    let (x, y) = (c * x - s * y, s * x + c * y);
    let (x, s, c) = (x + l[3], theta[3].sin(), theta[3].cos());
    let (x, y) = (c * x - s * y, s * x + c * y);
    let (x, s, c) = (x + l[2], theta[2].sin(), theta[2].cos());
    let (x, y) = (c * x - s * y, s * x + c * y);
    let (x, s, c) = (x + l[1], theta[1].sin(), theta[1].cos());
    let (x, y) = (c * x - s * y, s * x + c * y);
    let (x, s, c) = (x + l[0], theta[0].sin(), theta[0].cos());
    let (x, y) = (c * x - s * y, s * x + c * y);
    [x, y, theta[0] + theta[1] + theta[2] + theta[3] + theta[4] + theta[5]]
}

/// The residuals; x = (a, b, c, d, t, u, v, w), and the measured sums are constants.
#[differentiate(jacobian = "markowitz")]
pub fn dipole(x: &[f64; 8], #[constant] sums: &[f64; 8]) -> [f64; 8] {
    let [a, b, c, d, t, u, v, w] = *x;
    let (tt_vv, tv2) = (t * t - v * v, 2.0 * t * v);
    let (uu_ww, uw2) = (u * u - w * w, 2.0 * u * w);
    let (t3, v3) = (t * (t * t - 3.0 * v * v), v * (v * v - 3.0 * t * t));
    let (u3, w3) = (u * (u * u - 3.0 * w * w), w * (w * w - 3.0 * u * u));
    [
        a + b - sums[0],
        c + d - sums[1],
        t * a + u * b - v * c - w * d - sums[2],
        v * a + w * b + t * c + u * d - sums[3],
        a * tt_vv - c * tv2 + b * uu_ww - d * uw2 - sums[4],
        c * tt_vv + a * tv2 + d * uu_ww + b * uw2 - sums[5],
        a * t3 + c * v3 + b * u3 + d * w3 - sums[6],
        c * t3 - a * v3 + d * u3 - b * w3 - sums[7],
    ]
}
