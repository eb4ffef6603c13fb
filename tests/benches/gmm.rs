//! How much a gradient of the Gaussian mixture costs: `cargo bench -p ad-tests --bench gmm`.
//!
//! With three arguments, an instance, a row of the table and a number, it calls that row so many times and does
//! nothing else, for whoever counts instructions: see `BENCHMARKS.md`.

use std::hint::black_box;
use std::time::Duration;

use ad_tests::adbench::Gmm;
use ad_tests::gmm::gmm_objective;
use ad_tests::gmm_by_component::gmm_objective_by_component;
use ad_tests::gmm_by_hand;
use ad_tests::gmm_by_hand_mirrored;
use ad_tests::interleaved::{Entrant, race};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.as_slice() {
        [instance, row, n_calls] => {
            let problem = Gmm::read(instance);
            let mut rows = rows(&problem).into_iter();
            let (_, mut call) = rows.find(|(name, _)| name == row).expect("a row of the table");
            (0..n_calls.parse().expect("a number")).for_each(|_: usize| call());
        }
        _ => {
            for instance in ["1k/gmm_d10_K25", "10k/gmm_d10_K25", "1k/gmm_d32_K50"] {
                let problem = Gmm::read(instance);
                let entrants =
                    rows(&problem).into_iter().map(|(name, call)| Entrant::new(name, call));
                println!("{}", race(instance, Duration::from_secs(6), entrants.collect()));
            }
        }
    }
}

type Call<'a> = Box<dyn FnMut() + 'a>;

/// The rows of the table: a name, and one call.
fn rows(problem: &Gmm) -> Vec<(&str, Call<'_>)> {
    vec![
        ("objective", value(problem, gmm_objective)),
        ("objective by component", value(problem, gmm_objective_by_component)),
        ("by hand, mirrored", gradient(problem, gmm_by_hand_mirrored::grad_into)),
        ("by hand, moments", gradient(problem, gmm_by_hand::grad_into)),
        ("gradient", gradient(problem, gmm_objective::grad_into)),
        ("gradient by component", gradient(problem, gmm_objective_by_component::grad_into)),
        ("Hessian times a direction", product(problem)),
    ]
}

fn product(problem: &Gmm) -> Call<'_> {
    let Gmm { alphas, means, icf, x, gamma, m, .. } = problem;
    let direction = |values: &Vec<f64>| (0..values.len()).map(|i| (i % 7) as f64 - 3.0).collect();
    let dots: [Vec<f64>; 3] = [alphas, means, icf].map(direction);
    let [mut a, mut b, mut c] = [alphas, means, icf].map(|values| vec![0.0; values.len()]);
    Box::new(move || {
        let (alphas, [da, db, dc]) = (black_box(alphas), &dots);
        gmm_objective::hvp_into(
            alphas, means, icf, x, *gamma, *m, da, db, dc, &mut a, &mut b, &mut c,
        );
        black_box(&a);
    })
}

fn value<'a>(
    problem: &'a Gmm,
    objective: impl Fn(&[f64], &[f64], &[f64], &[f64], f64, usize) -> f64 + 'a,
) -> Call<'a> {
    let Gmm { alphas, means, icf, x, gamma, m, .. } = problem;
    Box::new(move || {
        black_box(objective(black_box(alphas), means, icf, x, *gamma, *m));
    })
}

fn gradient<'a, F>(problem: &'a Gmm, grad_into: F) -> Call<'a>
where
    F: Fn(&[f64], &[f64], &[f64], &[f64], f64, usize, &mut [f64], &mut [f64], &mut [f64]) -> f64,
    F: 'a,
{
    let Gmm { alphas, means, icf, x, gamma, m, .. } = problem;
    let [mut a, mut b, mut c] = [alphas, means, icf].map(|values| vec![0.0; values.len()]);
    Box::new(move || {
        let alphas = black_box(alphas);
        black_box(grad_into(alphas, means, icf, x, *gamma, *m, &mut a, &mut b, &mut c));
    })
}
