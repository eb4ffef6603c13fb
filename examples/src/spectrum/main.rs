//! The ten largest eigenvalues of the Hessian of a network's loss: how sharply the loss bends, and in how many directions.
//!
//! `cargo run --release -p examples --bin spectrum` goes some way down the gradient of the digits' network and asks for the eigenvalues there. The Hessian
//! of its 4,810 parameters would have 23 million entries; `faer`'s partial eigensolver needs its products with vectors only, `network_loss::hvp_into`.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use ad_runtime::faer::dyn_stack::{MemBuffer, MemStack};
use ad_runtime::faer::matrix_free::eigen::{
    PartialEigenParams, partial_self_adjoint_eigen, partial_self_adjoint_eigen_scratch,
};
use ad_runtime::faer::{Col, Mat, Par};
use ad_runtime::krylov::HessianOperator;
use ad_runtime::prelude::*;
use examples::data;
use examples::model::{HIDDEN, NETWORK_PARAMS, network_loss};

/// Decides the split of the digits, the network's start and that of the eigensolver.
const SEED: u64 = 1998;

/// Steps along the gradient, and how long they are.
const STEPS: usize = 200;
const RATE: f64 = 0.5;

const EIGENVALUES: usize = 10;

/// Relative to the largest eigenvalue.
const TOLERANCE: f64 = 1e-6;

fn main() -> Result<(), Box<dyn Error>> {
    let (training, _) = data::load(SEED)?;
    let (images, labels) = (&training.images[..], &training.labels[..]);
    let mut random = fastrand::Rng::with_seed(SEED);
    let scale = 1.0 / (HIDDEN as f64).sqrt();
    let mut params: Vec<f64> = (0..NETWORK_PARAMS).map(|_| scale * (random.f64() - 0.5)).collect();
    for _ in 0..STEPS {
        params.add_scaled(-RATE, &network_loss::grad(&params, images, labels));
    }
    println!("loss {:.4} after {STEPS} steps", network_loss(&params, images, labels));

    let products = AtomicUsize::new(0);
    let hessian = HessianOperator::new(NETWORK_PARAMS, |v: &[f64], out: &mut [f64]| {
        products.fetch_add(1, Ordering::Relaxed);
        network_loss::hvp_into(&params, images, labels, v, out);
    });
    let start = Col::from_fn(NETWORK_PARAMS, |_| random.f64() - 0.5);
    let start = &start * (1.0 / start.norm_l2());
    let settings = PartialEigenParams::default();
    let room = partial_self_adjoint_eigen_scratch(&hessian, EIGENVALUES, Par::Seq, settings);
    let mut memory = MemBuffer::new(room);
    let mut vectors = Mat::zeros(NETWORK_PARAMS, EIGENVALUES);
    let mut values = [0.0; EIGENVALUES];
    let begin = Instant::now();
    let info = partial_self_adjoint_eigen(
        vectors.as_mut(),
        &mut values,
        &hessian,
        start.as_ref(),
        TOLERANCE,
        Par::Seq,
        MemStack::new(&mut memory),
        settings,
    );
    let seconds = begin.elapsed().as_secs_f64();
    println!(
        "{} eigenvalues, {} products, {seconds:.1} s",
        info.n_converged_eigen,
        products.load(Ordering::Relaxed)
    );

    for (j, value) in values.iter().enumerate() {
        let v: Vec<f64> = (0..NETWORK_PARAMS).map(|i| vectors[(i, j)]).collect();
        let image = network_loss::hvp(&params, images, labels, &v);
        let residual = image.iter().zip(&v).map(|(hv, v)| (hv - value * v).powi(2)).sum::<f64>();
        println!("{value:9.5}   |H v - λ v| = {:.1e}", residual.sqrt());
    }

    let seconds = |compute: &mut dyn FnMut()| {
        let begin = Instant::now();
        (0..10).for_each(|_| compute());
        begin.elapsed().as_secs_f64() / 10.0
    };
    let v: Vec<f64> = (0..NETWORK_PARAMS).map(|i| vectors[(i, 0)]).collect();
    let mut out = vec![0.0; NETWORK_PARAMS];
    let gradient = seconds(&mut || _ = network_loss::grad_into(&params, images, labels, &mut out));
    let product = seconds(&mut || network_loss::hvp_into(&params, images, labels, &v, &mut out));
    println!("a product takes {:.1} ms, {:.1} gradients", 1e3 * product, product / gradient);
    Ok(())
}
