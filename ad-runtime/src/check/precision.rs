//! How precisely a function computes, as far as its values tell.
//!
//! In: a function of one step, near 0. Out: whether it has the noise of single precision: it takes `f64`s, but computes
//! in `f32` on the way, or with numbers so large that as little is left. Along equal steps high differences vanish of what
//! is smooth, and rounding errors stay (Hamming's difference tables; Moré and Wild, *Estimating computational noise*, SIAM
//! J. Sci. Comput. 33, 2011). Those of double precision are the same at any step. Those of single precision are jumps, which are seen
//! only where the points are farther apart than these, and which no order makes smaller. A fast wave may look so from afar, but not at
//! all distances.

/// Closer than single precision tells apart.
const NARROW: f64 = 1.0 / (1_u64 << 40) as f64;
/// So far apart that points have several numbers of single precision between them, and closer, as far as there are any.
const WIDE: [f64; 4] = [
    1.0 / (1_u64 << 16) as f64,
    1.0 / (1_u64 << 20) as f64,
    1.0 / (1_u64 << 24) as f64,
    1.0 / (1_u64 << 28) as f64,
];
const N_POINTS: usize = 13;
/// Differences of so high orders are taken.
const ORDER: usize = 8;
/// By how much of the values there jumps are larger than double precision's rounding.
const COARSE: f64 = 64.0 * f64::EPSILON;
/// By how much they are larger than the errors at narrow points.
const JUMP: f64 = 64.0;
/// What is smooth loses more than this by two orders.
const STEADY: f64 = 0.05;

/// Whether any output of `at` is as coarse as single precision.
pub fn is_single(at: &mut dyn FnMut(f64) -> Vec<f64>, n_outputs: usize) -> bool {
    let narrow = Table::new(at, NARROW);
    let wide = WIDE.map(|step| Table::new(at, step));
    let is_single = |i: usize| {
        let looks = wide.each_ref().map(|table| {
            let floor = (JUMP * narrow.error(ORDER, i)).max(COARSE * table.size(i));
            let [low, middle, high] = [ORDER - 4, ORDER - 2, ORDER].map(|k| table.error(k, i));
            (low > floor).then_some(high > STEADY * middle && middle > STEADY * low)
        });
        looks.contains(&Some(true)) && !looks.contains(&Some(false))
    };
    (0..n_outputs).any(is_single)
}

/// The values at equal steps, and their differences of each order.
struct Table {
    rows: Vec<Vec<Vec<f64>>>,
}

impl Table {
    /// All points are on one side, since there may be a kink at the point itself.
    fn new(at: &mut dyn FnMut(f64) -> Vec<f64>, step: f64) -> Table {
        let minus = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect();
        let mut rows = vec![(1..=N_POINTS).map(|k| at(k as f64 * step)).collect::<Vec<_>>()];
        for order in 1..=ORDER {
            rows.push(rows[order - 1].windows(2).map(|pair| minus(&pair[1], &pair[0])).collect());
        }
        Table { rows }
    }

    /// Of one output, as far as it is there.
    fn of(&self, order: usize, output: usize) -> impl Iterator<Item = f64> {
        self.rows[order].iter().filter_map(move |row| row.get(output).copied())
    }

    /// The magnitude of an output.
    fn size(&self, output: usize) -> f64 {
        self.of(0, output).map(f64::abs).fold(0.0, f64::max)
    }

    /// The largest difference of an order, over what it makes of independent errors.
    fn error(&self, order: usize, output: usize) -> f64 {
        let differences = self.of(order, output).map(f64::abs);
        let growth: f64 = (1..=order).map(|k| 4.0 - 2.0 / k as f64).product();
        differences.fold(0.0, f64::max) / growth.sqrt()
    }
}
