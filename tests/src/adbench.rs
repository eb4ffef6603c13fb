//! Readers of ADBench's files: a name in, the numbers of an instance out.
//!
//! The files lie in `tests/data/adbench` and hold numbers separated by white space; line breaks mean nothing.
//! Each may be gzipped. A missing or malformed file is a broken checkout, so the readers panic and say which
//! file it is.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::GzDecoder;

use crate::hand::{Bone, Measured, Vertex};

/// A Gaussian mixture problem with its reference value and gradient.
#[derive(Debug, Clone)]
pub struct Gmm {
    /// Unnormalised log-weights, one for each component.
    pub alphas: Vec<f64>,
    /// Means, one row of `d` for each component.
    pub means: Vec<f64>,
    /// Inverse covariance factors, one block of `d(d + 1)/2` for each component.
    pub icf: Vec<f64>,
    /// Points, one row of `d` each.
    pub x: Vec<f64>,
    /// Wishart parameter `γ`.
    pub gamma: f64,
    /// Wishart parameter `m`.
    pub m: usize,
    /// The objective's value here.
    pub value: f64,
    /// Its gradient by `alphas`, `means` and `icf`, in this order.
    pub gradient: Vec<f64>,
}

impl Gmm {
    /// Reads `gmm/{name}.txt` and its references, for example `Gmm::read("1k/gmm_d10_K25")`.
    pub fn read(name: &str) -> Gmm {
        let input = numbers(&format!("gmm/{name}.txt"));
        let [d, k, n] = [input[0], input[1], input[2]].map(|size| size as usize);
        let mut rest = &input[3..];
        let mut take = |count| {
            let (taken, left) = rest.split_at(count);
            rest = left;
            taken.to_vec()
        };
        let (alphas, means) = (take(k), take(k * d));
        let (icf, x) = (take(k * d * (d + 1) / 2), take(n * d));
        let wishart = take(2);
        assert!(rest.is_empty(), "{name}: {} numbers too many", rest.len());

        Gmm {
            alphas,
            means,
            icf,
            x,
            gamma: wishart[0],
            m: wishart[1] as usize,
            value: numbers(&format!("gmm/{name}.F.txt"))[0],
            gradient: numbers(&format!("gmm/{name}.J.txt")),
        }
    }
}

/// A bundle adjustment problem.
#[derive(Debug, Clone)]
pub struct Ba {
    /// Eleven numbers for each camera.
    pub cameras: Vec<f64>,
    /// Three for each point.
    pub points: Vec<f64>,
    /// One for each observation.
    pub weights: Vec<f64>,
    /// Which camera saw which point.
    pub observed: Vec<(usize, usize)>,
    /// Where: two for each observation.
    pub features: Vec<f64>,
}

impl Ba {
    /// Reads `ba/{name}.txt` of this project's own, in which all numbers differ.
    pub fn read(name: &str) -> Ba {
        let input = numbers(&format!("ba/{name}.txt"));
        let [n, m, p] = [input[0], input[1], input[2]].map(|size| size as usize);
        let mut rest = &input[3..];
        let mut take = |count| {
            let (taken, left) = rest.split_at(count);
            rest = left;
            taken.to_vec()
        };
        let (cameras, points, weights) = (take(11 * n), take(3 * m), take(p));
        let pairs = take(2 * p);
        let features = take(2 * p);
        assert!(rest.is_empty(), "{name}: {} numbers too many", rest.len());
        let observed = pairs.chunks(2).map(|pair| (pair[0] as usize, pair[1] as usize));
        Ba { cameras, points, weights, observed: observed.collect(), features }
    }

    /// Reads `ba/{name}.txt` of ADBench's, one camera, point, weight and feature, of which all are copies.
    pub fn repeated(name: &str) -> Ba {
        let input = numbers(&format!("ba/{name}.txt"));
        let [n, m, p] = [input[0], input[1], input[2]].map(|size| size as usize);
        Ba {
            cameras: input[3..14].repeat(n),
            points: input[14..17].repeat(m),
            weights: input[17..18].repeat(p),
            observed: (0..p).map(|i| (i % n, i % m)).collect(),
            features: input[18..20].repeat(p),
        }
    }

    /// The reference values of `ba/{name}.F.txt`.
    pub fn errors(name: &str) -> Vec<f64> {
        numbers(&format!("ba/{name}.F.txt"))
    }

    /// The reference Jacobian of `ba/{name}.J.txt`: rows, columns and entries.
    pub fn jacobian(name: &str) -> (usize, usize, Vec<(usize, usize, f64)>) {
        let all = numbers(&format!("ba/{name}.J.txt"));
        let entries = all[3..].chunks(3);
        let entries = entries.map(|entry| (entry[0] as usize, entry[1] as usize, entry[2]));
        (all[0] as usize, all[1] as usize, entries.collect())
    }

    /// The two rows of an observation and the derivative of its weight's error, of `ba/{name}.block.txt`.
    pub fn block(name: &str) -> (Vec<f64>, Vec<f64>, f64) {
        let path = format!("ba/{name}.block.txt");
        let text = text(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let line = |key: &str| -> Vec<f64> {
            let mut lines = text.lines().filter_map(|line| line.strip_prefix(key));
            let found = lines.next().unwrap_or_else(|| panic!("{path}: no `{key}`"));
            found.split_ascii_whitespace().map(|word| word.parse().expect(key)).collect()
        };
        (line("row0 "), line("row1 "), line("dw_err ")[0])
    }
}

/// A posed hand with its reference residuals and Jacobian.
#[derive(Debug, Clone)]
pub struct Hand {
    /// The pose.
    pub theta: [f64; 26],
    /// The bones, parents before children.
    pub bones: Vec<Bone>,
    /// The mesh.
    pub vertices: Vec<Vertex>,
    /// The measured points.
    pub measured: Vec<Measured>,
    /// The residuals here.
    pub residuals: Vec<f64>,
    /// Their Jacobian, row by row.
    pub jacobian: Vec<f64>,
}

impl Hand {
    /// Reads `hand/{name}.txt`, its references and the small model, for example `Hand::read("simple_small/hand1_t26_c100")`.
    pub fn read(name: &str) -> Hand {
        let input = numbers(&format!("hand/{name}.txt"));
        let n = input[0] as usize;
        let measured = input[2..][..4 * n].chunks_exact(4);
        let measured = measured.map(|m| Measured { vertex: m[0] as usize, at: [m[1], m[2], m[3]] });
        let bones = fields("hand/model_small/bones.txt").into_iter().map(|fields| {
            let numbers: Vec<f64> = fields[1..].iter().map(|field| parsed(field)).collect();
            let affine = |from: usize| {
                let row = |i: usize| std::array::from_fn(|j| numbers[from + 4 * i + j]);
                std::array::from_fn(row)
            };
            let parent = (numbers[0] >= 0.0).then_some(numbers[0] as usize);
            Bone { parent, relative: affine(1), inverse: affine(17) }
        });
        let vertices = fields("hand/model_small/vertices.txt").into_iter().map(|fields| {
            let pairs = fields[9..].chunks_exact(2);
            let weights = pairs.map(|pair| (parsed(&pair[0]) as usize, parsed(&pair[1])));
            Vertex { at: std::array::from_fn(|i| parsed(&fields[i])), weights: weights.collect() }
        });
        Hand {
            theta: input[2 + 4 * n..].try_into().expect("26 parameters"),
            bones: bones.collect(),
            vertices: vertices.collect(),
            measured: measured.collect(),
            residuals: numbers(&format!("hand/{name}.F.txt")),
            jacobian: numbers(&format!("hand/{name}.J.txt")),
        }
    }
}

/// The fields of each line, between colons.
fn fields(path: &str) -> Vec<Vec<String>> {
    let text = text(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.split(':').map(|field| field.trim().to_string()).collect()).collect()
}

fn parsed(field: &str) -> f64 {
    field.parse().unwrap_or_else(|_| panic!("`{field}` is not a number"))
}

/// ADBench's distance of two numbers: `|x - y| / max(1, |x| + |y|)`.
pub fn distance(x: f64, y: f64) -> f64 {
    (x - y).abs() / (x.abs() + y.abs()).max(1.0)
}

/// The largest [`distance`] between entries of two slices of one length; NaN if there is one.
pub fn largest_distance(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "lengths differ");
    let larger = |a: f64, b: f64| if a > b || a.is_nan() { a } else { b };
    x.iter().zip(y).map(|(&x, &y)| distance(x, y)).fold(0.0, larger)
}

/// All numbers of `data/adbench/{path}`, or of `{path}.gz` if only that exists.
fn numbers(path: &str) -> Vec<f64> {
    let text = text(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.split_ascii_whitespace()
        .map(|word| word.parse().unwrap_or_else(|_| panic!("{path}: `{word}` is not a number")))
        .collect()
}

fn text(path: &str) -> io::Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/adbench");
    let mut text = String::new();
    if folder.join(path).exists() {
        File::open(folder.join(path))?.read_to_string(&mut text)?;
    } else {
        let zipped = File::open(folder.join(format!("{path}.gz")))?;
        GzDecoder::new(zipped).read_to_string(&mut text)?;
    }
    Ok(text)
}
