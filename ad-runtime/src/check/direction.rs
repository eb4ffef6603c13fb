//! The directions in which a check goes.
//!
//! In: how many coordinates each parameter has, and their scales. Out: directions. Deterministic: the
//! random numbers have a fixed seed.

use std::ops::Range;

/// Up to so many coordinates, each is a direction.
const MAX_COORDINATES: usize = 64;
/// Beyond, so many of them are.
const N_SAMPLED: usize = 32;
/// And so many random directions within each parameter.
const N_RANDOM: usize = 2;

/// A direction, over some of the coordinates.
#[derive(Clone)]
pub struct Direction {
    /// The coordinates that move.
    pub moves: Vec<usize>,
    /// How each coordinate moves.
    pub along: Vec<f64>,
}

impl Direction {
    /// The direction of one coordinate.
    pub fn coordinate(index: usize, scale: &[f64]) -> Direction {
        let mut along = vec![0.0; scale.len()];
        along[index] = scale[index];
        Direction { moves: vec![index], along }
    }

    /// The name of what moves: `x[3]`, or `x[0]..x[9]`.
    pub fn name(&self, places: &[String]) -> String {
        match self.moves[..] {
            [] => String::new(),
            [only] => places[only].clone(),
            [first, .., last] => format!("{}..{}", places[first], places[last]),
        }
    }

    /// The part of this direction that moves only these coordinates.
    pub fn part(&self, moves: &[usize]) -> Direction {
        let mut along = vec![0.0; self.along.len()];
        for &index in moves {
            along[index] = self.along[index];
        }
        Direction { moves: moves.to_vec(), along }
    }
}

/// The directions for a point with these scales, whose parameters have these coordinates.
pub fn directions(scale: &[f64], parameters: &[Range<usize>]) -> Vec<Direction> {
    let n = scale.len();
    if n <= MAX_COORDINATES {
        return (0..n).map(|index| Direction::coordinate(index, scale)).collect();
    }
    let mut random = Random::new();
    let mut directions = Vec::new();
    for parameter in parameters.iter().filter(|parameter| !parameter.is_empty()) {
        for _ in 0..N_RANDOM {
            let mut along = vec![0.0; n];
            for index in parameter.clone() {
                along[index] = scale[index] * random.next();
            }
            directions.push(Direction { moves: parameter.clone().collect(), along });
        }
    }
    // The first, the last, and some between.
    let sampled = (0..N_SAMPLED).map(|i| i * (n - 1) / (N_SAMPLED - 1));
    directions.extend(sampled.map(|index| Direction::coordinate(index, scale)));
    directions
}

/// The cotangents of a result with `n` entries: one for a scalar, else two random ones.
pub fn cotangents(n: usize) -> Vec<Vec<f64>> {
    let mut random = Random::new();
    match n {
        1 => vec![vec![1.0]],
        _ => (0..2).map(|_| (0..n).map(|_| random.next()).collect()).collect(),
    }
}

/// A small generator of numbers (splitmix64).
struct Random {
    state: u64,
}

impl Random {
    fn new() -> Random {
        Random { state: 0x5eed }
    }

    /// A number from 0.5 to 1, of either sign: none is so small that it hides an error.
    fn next(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        let unit = (z >> 11) as f64 / (1_u64 << 53) as f64;
        if z & 1 == 0 { 0.5 + 0.5 * unit } else { -0.5 - 0.5 * unit }
    }
}
