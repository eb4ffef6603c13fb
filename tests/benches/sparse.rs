//! The sparse Jacobian of ADBench's bundle adjustment: `cargo bench -p ad-tests --bench sparse`.
//!
//! Times grow with the number of observations, for the function, for the values and for finding the pattern; entries are compared with ADBench's.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ad_tests::adbench::{Ba, distance};
use ad_tests::bundle::bundle_errors;

/// The median of five runs.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..5)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[2]
}

fn main() {
    println!(
        "observations  entries  tangents  function  values  per entry  / function  pattern  / function  off"
    );
    for name in ["ba1_n49_m7776_p31843", "ba3_n161_m48126_p182072", "ba5_n257_m65132_p225911"] {
        let Ba { cameras, points, weights, observed, features } = Ba::repeated(name);
        let function = median(|| {
            black_box(bundle_errors(&cameras, &points, &weights, &observed, &features));
        });
        let start = Instant::now();
        let mut sparse =
            bundle_errors::sparse_jacobian(&cameras, &points, &weights, &observed, &features);
        let pattern = start.elapsed();
        let values = median(|| {
            black_box(bundle_errors::jacobian_into(
                &cameras,
                &points,
                &weights,
                &observed,
                &features,
                &mut sparse,
            ));
        });
        let (row0, row1, of_weight) = Ba::block(name);
        let (n_cameras, n_points) = (cameras.len(), points.len());
        let mut off = 0.0_f64;
        for (i, (camera, point)) in observed.iter().enumerate() {
            let of_camera = 11 * camera..11 * camera + 11;
            let of_point = n_cameras + 3 * point..n_cameras + 3 * point + 3;
            let weight = n_cameras + n_points + i;
            for (at, column) in of_camera.chain(of_point).chain([weight]).enumerate() {
                off = off.max(distance(sparse.get(2 * i, column), row0[at]));
                off = off.max(distance(sparse.get(2 * i + 1, column), row1[at]));
            }
            off = off.max(distance(sparse.get(2 * observed.len() + i, weight), of_weight));
        }
        let ratio = |of: Duration| of.as_secs_f64() / function.as_secs_f64();
        println!(
            "{:12} {:8} {:9} {:6.2} ms {:4.0} ms {:7.1} ns {:11.1} {:5.2} s {:11.0} {off:.0e}",
            observed.len(),
            sparse.pattern().len(),
            sparse.colours().expect("computed above"),
            1e3 * function.as_secs_f64(),
            1e3 * values.as_secs_f64(),
            1e9 * values.as_secs_f64() / sparse.pattern().len() as f64,
            ratio(values),
            pattern.as_secs_f64(),
            ratio(pattern),
        );
    }
}
