//! Whole Jacobians of straight lines of numbers: by elimination of vertices in the cheapest order, by a tangent for each input, by a pullback for each result, each at
//! a thousand points: `cargo bench -p ad-tests --bench accumulation`. The table begins with the function itself.

use std::hint::black_box;
use std::time::Duration;

use ad_tests::accumulation::{bottlenecks, bow_tie, dipole, hand, layers, roe};
use ad_tests::interleaved::{Entrant, race};

const N_POINTS: usize = 1000;

/// The unit vectors.
fn units<const N: usize>() -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }))
}

/// Near these numbers, all of them different.
fn points<const N: usize>(at: [f64; N]) -> Vec<[f64; N]> {
    let near = |i: usize, j: usize| at[j] * (1.0 + 0.1 * ((7 * i + 3 * j) as f64).sin());
    (0..N_POINTS).map(|i| std::array::from_fn(|j| near(i, j))).collect()
}

fn entrant<'a, const N: usize, R>(
    name: &'a str,
    points: &'a [[f64; N]],
    run: impl Fn([f64; N]) -> R + 'a,
) -> Entrant<'a> {
    Entrant::new(name, move || {
        for point in points {
            black_box(run(black_box(*point)));
        }
    })
}

/// Times a function's value and its Jacobian in three ways.
macro_rules! race {
    ($title:expr, $points:expr, $value:expr, $markowitz:expr, $forward:expr, $reverse:expr $(,)?) => {{
        let points = &$points[..];
        let entrants = vec![
            entrant("value", points, $value),
            entrant("elimination", points, $markowitz),
            entrant("tangents", points, $forward),
            entrant("pullbacks", points, $reverse),
        ];
        println!("{}", race($title, Duration::from_secs(3), entrants));
    }};
}

fn scalars() {
    race!(
        "bow tie, 6 to 6",
        points([0.3, 0.2, 0.9, 1.4, -0.2, 2.0]),
        |[a, b, c, d, p, q]| bow_tie(a, b, c, d, p, q),
        |[a, b, c, d, p, q]| bow_tie::value_and_jacobian_markowitz(a, b, c, d, p, q),
        |[a, b, c, d, p, q]| {
            units().map(|[u, v, w, x, y, z]| bow_tie::jvp(a, b, c, d, p, q, u, v, w, x, y, z))
        },
        |[a, b, c, d, p, q]| units().map(|bar| bow_tie::vjp(a, b, c, d, p, q).1(bar)),
    );
    race!(
        "layers of two, 2 to 2",
        points([0.7, 1.3]),
        |[a, b]| layers(a, b),
        |[a, b]| layers::value_and_jacobian_markowitz(a, b),
        |[a, b]| units().map(|[v, w]| layers::jvp(a, b, v, w)),
        |[a, b]| units().map(|[v, w]| layers::vjp(a, b).1((v, w))),
    );
    race!(
        "layers of four and one, 4 to 4",
        points([0.7, 1.3, -0.4, 0.9]),
        |[x, y, z, w]| bottlenecks(x, y, z, w),
        |[x, y, z, w]| bottlenecks::value_and_jacobian_markowitz(x, y, z, w),
        |[x, y, z, w]| units().map(|[p, q, r, s]| bottlenecks::jvp(x, y, z, w, p, q, r, s)),
        |[x, y, z, w]| units().map(|bar| bottlenecks::vjp(x, y, z, w).1(bar)),
    );
    race!(
        "Roe's flux, 6 to 3",
        points([1.2, 0.4, 2.8, 0.9, -0.3, 2.1]),
        |[a, b, c, d, e, f]| roe(a, b, c, d, e, f),
        |[a, b, c, d, e, f]| roe::value_and_jacobian_markowitz(a, b, c, d, e, f),
        |[a, b, c, d, e, f]| {
            units().map(|[u, v, w, x, y, z]| roe::jvp(a, b, c, d, e, f, u, v, w, x, y, z))
        },
        |[a, b, c, d, e, f]| units().map(|[u, v, w]| roe::vjp(a, b, c, d, e, f).1((u, v, w))),
    );
}

fn lists() {
    let lengths = [1.0, 0.8, 0.7, 0.5, 0.3, 0.2];
    race!(
        "arm, 12 to 3",
        points([0.3, -0.7, 1.1, 0.4, -0.2, 0.9]),
        |theta| hand(&theta, &lengths),
        |theta| hand::value_and_jacobian_markowitz(&theta, &lengths),
        |theta| {
            let zero = [0.0; 6];
            let by_theta = units().map(|unit| hand::jvp(&theta, &lengths, &unit, &zero));
            (by_theta, units().map(|unit| hand::jvp(&theta, &lengths, &zero, &unit)))
        },
        |theta| units().map(|bar| hand::vjp(&theta, &lengths).1(bar)),
    );
    let sums = [-0.69, -0.044, -1.57, -1.31, -2.65, 2.0, -12.6, 9.48];
    race!(
        "heart dipole, 8 to 8",
        points([-0.299, 0.186, -0.0273, 0.0254, -0.474, 0.474, -0.0892, 0.0892]),
        |x| dipole(&x, &sums),
        |x| dipole::value_and_jacobian_markowitz(&x, &sums),
        |x| units().map(|unit| dipole::jvp(&x, &sums, &unit)),
        |x| units().map(|unit| dipole::vjp(&x, &sums).1(unit)),
    );
}

/// The multiplications by the chain rule in each of the three ways.
macro_rules! counts {
    ($($f:ident),*) => {
        $(println!(
            "{}: elimination {}, tangents {}, pullbacks {}",
            stringify!($f),
            $f::JACOBIAN_MULTIPLICATIONS,
            $f::FORWARD_MULTIPLICATIONS,
            $f::REVERSE_MULTIPLICATIONS,
        );)*
    };
}

fn main() {
    println!("multiplications:");
    counts!(bow_tie, layers, bottlenecks, roe, hand, dipole);
    scalars();
    lists();
}
