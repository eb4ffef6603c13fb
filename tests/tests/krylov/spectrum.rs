//! The ten largest eigenvalues of the Hessian of a small network's loss on handwritten digits, by products alone.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

use ad_runtime::faer::dyn_stack::{MemBuffer, MemStack};
use ad_runtime::faer::matrix_free::eigen::{
    PartialEigenParams, partial_self_adjoint_eigen, partial_self_adjoint_eigen_scratch,
};
use ad_runtime::faer::{Col, Mat, Par, Side};
use ad_runtime::krylov::HessianOperator;
use ad_runtime::prelude::*;
use flate2::read::GzDecoder;

use super::dense;

const FILE: &[u8] = include_bytes!("../../../examples/data/digits.csv.gz");

/// Of a picture: means of four by four pixels.
const INPUTS: usize = 4;
const HIDDEN: usize = 5;
const CLASSES: usize = 10;
const PARAMS: usize = (INPUTS + 1) * HIDDEN + (HIDDEN + 1) * CLASSES;

/// How many pictures.
const IMAGES: usize = 60;

fn digits() -> (Vec<f64>, Vec<usize>) {
    let mut text = String::new();
    GzDecoder::new(FILE).read_to_string(&mut text).expect("a compressed text");
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for line in text.lines().take(IMAGES) {
        let row: Vec<f64> = line.split(',').map(|v| v.parse().expect("a number")).collect();
        for quarter in 0..INPUTS {
            let (top, left) = (quarter / 2 * 4, quarter % 2 * 4);
            let sum: f64 = (0..16).map(|i| row[(top + i / 4) * 8 + left + i % 4]).sum();
            images.push(sum / 128.0);
        }
        labels.push(row[64] as usize);
    }
    (images, labels)
}

/// The mean cross-entropy of a network with one hidden layer.
#[differentiate(order = 2)]
fn loss(params: &[f64], #[constant] images: &[f64], labels: &[usize]) -> f64 {
    let output = &params[(INPUTS + 1) * HIDDEN..];
    let mut sum = 0.0;
    for n in 0..labels.len() {
        let mut scores = [0.0; CLASSES];
        for c in 0..CLASSES {
            scores[c] = output[HIDDEN * CLASSES + c];
        }
        for h in 0..HIDDEN {
            let row = &params[h * (INPUTS + 1)..(h + 1) * (INPUTS + 1)];
            let mut z = row[INPUTS];
            for i in 0..INPUTS {
                z += row[i] * images[n * INPUTS + i];
            }
            let unit = z.tanh();
            for c in 0..CLASSES {
                scores[c] += unit * output[h * CLASSES + c];
            }
        }
        let mut total = 0.0;
        for c in 0..CLASSES {
            total += scores[c].exp();
        }
        sum += total.ln() - scores[labels[n]];
    }
    sum / labels.len() as f64
}

#[test]
fn the_ten_largest_eigenvalues() {
    let (images, labels) = digits();
    let mut random = fastrand::Rng::with_seed(1998);
    let params: Vec<f64> = (0..PARAMS).map(|_| 2.0 * random.f64() - 1.0).collect();
    let products = AtomicUsize::new(0);
    let hessian = HessianOperator::new(PARAMS, |v: &[f64], out: &mut [f64]| {
        products.fetch_add(1, Ordering::Relaxed);
        out.copy_from_slice(&loss::hvp(&params, &images, &labels, v));
    });

    let start = Col::from_fn(PARAMS, |_| random.f64() - 0.5);
    let start = &start * (1.0 / start.norm_l2());
    let (mut vectors, mut values) = (Mat::zeros(PARAMS, 10), [0.0; 10]);
    let settings = PartialEigenParams::default();
    let mut memory =
        MemBuffer::new(partial_self_adjoint_eigen_scratch(&hessian, 10, Par::Seq, settings));
    let info = partial_self_adjoint_eigen(
        vectors.as_mut(),
        &mut values,
        &hessian,
        start.as_ref(),
        1e-10,
        Par::Seq,
        MemStack::new(&mut memory),
        settings,
    );
    assert_eq!(info.n_converged_eigen, 10);

    let matrix = dense(&loss::hessian(&params, &images, &labels));
    let mut expected = matrix.self_adjoint_eigenvalues(Side::Lower).expect("converges");
    expected.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
    for (value, expected) in values.iter().zip(&expected) {
        assert!((value - expected).abs() < 1e-9 * values[0], "{values:?}, not {expected}");
    }
    for (j, value) in values.iter().enumerate() {
        let v: Vec<f64> = (0..PARAMS).map(|i| vectors[(i, j)]).collect();
        let image = loss::hvp(&params, &images, &labels, &v);
        let most = image.iter().zip(&v).fold(0.0, |m: f64, (hv, v)| m.max((hv - value * v).abs()));
        assert!(most < 1e-7, "{most}");
    }
    let products = products.into_inner();
    assert!(products > 10 && products < 20 * PARAMS, "{products}");
}
