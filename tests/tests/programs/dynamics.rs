//! Iterations: Newton's, fixed points, ODE steps, filters, cells.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn newton_sqrt(a: f64) -> f64 {
        let mut x = a;
        while (x * x - a).abs() > 1e-13 * a {
            x = 0.5 * (x + a / x);
        }
        x
    }

    /// Kepler's equation `e = m + eccentricity · sin e`.
    fn eccentric_anomaly(m: f64, eccentricity: f64) -> f64 {
        let mut e = m;
        let mut step = f64::from(1.0);
        let mut n = 0;
        while step.abs() > 1e-13 && n < 50 {
            step = (e - eccentricity * e.sin() - m) / (1.0 - eccentricity * e.cos());
            e -= step;
            n += 1;
        }
        e
    }

    fn bisection(c: f64) -> f64 {
        let mut lo = f64::from(0.0);
        let mut hi = 2.0 + c * 0.5;
        for _ in 0..6 {
            let middle = 0.5 * (lo + hi);
            if middle * middle * middle + middle > c {
                hi = middle;
            } else {
                lo = middle;
            }
        }
        // One step of the secant method.
        let (f_lo, f_hi) = (lo.powi(3) + lo - c, hi.powi(3) + hi - c);
        lo - f_lo * (hi - lo) / (f_hi - f_lo)
    }

    fn euler(rate: f64, y: f64, n: usize) -> f64 {
        let mut y = y;
        let dt = 0.1;
        for i in 0..n {
            y += dt * (rate * y * (1.0 - y) + 0.1 * f64::from((i % 3) as u8 as i32));
        }
        y
    }

    /// The Lorenz system by the classical Runge–Kutta method.
    fn runge_kutta(state: [f64; 3], parameters: &[f64; 3]) -> [f64; 3] {
        let mut s = state;
        let h = 0.02;
        for _ in 0..4 {
            let mut slopes = [[f64::from(0.0); 3]; 4];
            let mut total = [f64::from(0.0); 3];
            for stage in 0..4 {
                let mut p = s;
                if stage > 0 {
                    let step = if stage == 3 { h } else { 0.5 * h };
                    for k in 0..3 {
                        p[k] += slopes[stage - 1][k] * step;
                    }
                }
                slopes[stage][0] = parameters[0] * (p[1] - p[0]);
                slopes[stage][1] = p[0] * (parameters[1] - p[2]) - p[1];
                slopes[stage][2] = p[0] * p[1] - parameters[2] * p[2];
                let weight = if stage == 0 || stage == 3 { 1.0 } else { 2.0 };
                for k in 0..3 {
                    total[k] += slopes[stage][k] * weight;
                }
            }
            for k in 0..3 {
                s[k] += total[k] * h / 6.0;
            }
        }
        s
    }

    /// A harmonic oscillator by velocity Verlet; energy at the end.
    fn verlet(x: f64, v: f64, stiffness: f64) -> f64 {
        let (mut x, mut v) = (x, v);
        let mut a = -stiffness * x;
        let mut t = 0.0;
        while t < 1.0 {
            v += 0.5 * 0.05 * a;
            x += 0.05 * v;
            a = -stiffness * x - 0.1 * x.powi(3);
            v += 0.5 * 0.05 * a;
            t += 0.05;
        }
        0.5 * v * v + 0.5 * stiffness * x * x
    }

    /// Heat in a rod: two buffers in turn.
    fn heat(start: &[f64], conductivity: f64) -> f64 {
        let n = start.len();
        let mut now = start.to_vec();
        let mut next = start.to_vec();
        for _ in 0..4 {
            for i in 1..n - 1 {
                next[i] = now[i] + conductivity * (now[i - 1] - 2.0 * now[i] + now[i + 1]);
            }
            (now, next) = (next, now);
        }
        let mut sum = f64::from(0.0);
        for i in 0..n {
            sum += now[i] * now[i] + 0.1 * next[i];
        }
        sum
    }

    /// A Kalman filter in one dimension: the negative log-likelihood of the measurements.
    fn kalman(measurements: &[f64], process: f64, noise: f64) -> f64 {
        let mut mean = f64::from(0.0);
        let mut variance = f64::from(1.0);
        let mut cost = f64::from(0.0);
        for i in 0..measurements.len() {
            variance += process * process;
            let s = variance + noise * noise;
            let innovation = measurements[i] - mean;
            let gain = variance / s;
            mean += gain * innovation;
            variance *= 1.0 - gain;
            cost += 0.5 * (innovation * innovation / s + s.ln());
        }
        cost
    }

    /// An LSTM cell run over a sequence.
    fn lstm(inputs: &[f64], weights: &[f64]) -> f64 {
        let mut hidden = f64::from(0.0);
        let mut cell = f64::from(0.0);
        for t in 0..inputs.len() {
            let mut gates = [f64::from(0.0); 4];
            for g in 0..4 {
                let z = weights[3 * g] * inputs[t] + weights[3 * g + 1] * hidden + weights[3 * g + 2];
                gates[g] = if g == 3 { z.tanh() } else { 1.0 / (1.0 + (-z).exp()) };
            }
            cell = gates[0] * cell + gates[1] * gates[3];
            hidden = gates[2] * cell.tanh();
        }
        hidden
    }

    /// Gradient descent on a quadratic, the iterate carried along.
    fn descent(x: &[f64], curvature: &[f64], rate: f64) -> f64 {
        let mut p = x.to_vec();
        let mut velocity = vec![f64::from(0.0); x.len()];
        for _ in 0..6 {
            for i in 0..p.len() {
                velocity[i] = 0.9 * velocity[i] - rate * curvature[i] * p[i];
                p[i] += velocity[i];
            }
        }
        let mut loss = f64::from(0.0);
        for i in 0..p.len() {
            loss += 0.5 * curvature[i] * p[i] * p[i];
        }
        loss
    }

    /// The arithmetic-geometric mean.
    fn agm(a: f64, b: f64) -> f64 {
        let (mut a, mut b) = (a, b);
        while (a - b).abs() > 1e-14 {
            (a, b) = (0.5 * (a + b), (a * b).sqrt());
        }
        0.5 * (a + b)
    }
}

/// Two bodies; positions and velocities flat in one list.
#[differentiate]
fn two_bodies(start: &[f64], mass: f64) -> Vec<f64> {
    let mut s = start.to_vec();
    for _ in 0..5 {
        let (dx, dy) = (s[2] - s[0], s[3] - s[1]);
        let r = (dx * dx + dy * dy + 0.01).sqrt();
        let pull = mass / (r * r * r);
        s[4] += 0.1 * pull * dx;
        s[5] += 0.1 * pull * dy;
        s[6] -= 0.1 * pull * dx;
        s[7] -= 0.1 * pull * dy;
        for k in 0..4 {
            s[k] += s[k + 4] * 0.1;
        }
    }
    s
}

programs! {
    newton_sqrt(a) -> scalar, dual at (2.0), (0.3);
    eccentric_anomaly(m, eccentricity) -> scalar, dual at (0.8, 0.3), (2.5, 0.6);
    bisection(c) -> scalar, dual at (1.3);
    euler(rate, y, const n) -> scalar, dual at (0.8, 0.2, 12), (0.8, 0.2, 0);
    runge_kutta(state, &parameters) -> vector, dual at ([1.0, 0.5, -0.7], [10.0, 28.0, 2.6]);
    verlet(x, v, stiffness) -> scalar, dual at (0.7, -0.2, 1.5);
    two_bodies(&start, mass) -> vector at (vec![0.0, 0.1, 1.0, -0.2, 0.0, 0.3, 0.1, -0.3], 0.8);
    heat(&start, conductivity) -> scalar, dual at (vec![0.0, 1.0, 0.5, -0.3, 0.8], 0.2);
    kalman(&measurements, process, noise) -> scalar, dual at (vec![0.3, 0.5, 0.1, 0.9], 0.2, 0.5);
    lstm(&inputs, &weights) -> scalar, dual
        at (vec![0.5, -1.0, 0.3],
            vec![0.1, -0.4, 0.7, 0.3, 0.2, -0.5, 0.9, 0.4, 0.1, -0.6, 0.8, 0.2]);
    descent(&x, &curvature, rate) -> scalar, dual at (vec![1.0, -0.5], vec![0.7, 1.9], 0.1);
    agm(a, b) -> scalar, dual at (1.0, 2.0), (0.3, 5.0);
}
