//! Noise: Perlin's, simplex, of values, of cells, and their sums.

use std::ops::{Add, Mul, Sub};

use ad_runtime::prelude::*;

const PERMUTATION: [u8; 32] = [
    15, 3, 27, 9, 21, 30, 0, 12, 18, 6, 24, 1, 29, 10, 17, 5, 22, 8, 31, 14, 2, 25, 11, 19, 7, 28,
    4, 16, 23, 13, 26, 20,
];

fn hash(i: i32) -> usize {
    PERMUTATION[(i & 31) as usize] as usize
}

#[differentiate]
fn fade(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

#[differentiate]
fn lerp(t: f64, a: f64, b: f64) -> f64 {
    a + t * (b - a)
}

#[differentiate]
fn grad(hash: usize, x: f64, y: f64, z: f64) -> f64 {
    let h = hash & 15;
    let u = if h < 8 { x } else { y };
    let v = if h < 4 {
        y
    } else if h == 12 || h == 14 {
        x
    } else {
        z
    };
    (if h & 1 == 0 { u } else { -u }) + (if h & 2 == 0 { v } else { -v })
}

/// Improved noise. After Perlin 2002, the reference implementation.
#[differentiate]
pub fn perlin3(x: f64, y: f64, z: f64) -> f64 {
    let xi = x.floor() as i32 & 31;
    let yi = y.floor() as i32 & 31;
    let zi = z.floor() as i32 & 31;
    let x = x - x.floor();
    let y = y - y.floor();
    let z = z - z.floor();
    let (u, v, w) = (fade(x), fade(y), fade(z));
    let a = hash(xi) as i32 + yi;
    let aa = hash(a) as i32 + zi;
    let ab = hash(a + 1) as i32 + zi;
    let b = hash(xi + 1) as i32 + yi;
    let ba = hash(b) as i32 + zi;
    let bb = hash(b + 1) as i32 + zi;
    lerp(
        w,
        lerp(
            v,
            lerp(u, grad(hash(aa), x, y, z), grad(hash(ba), x - 1.0, y, z)),
            lerp(u, grad(hash(ab), x, y - 1.0, z), grad(hash(bb), x - 1.0, y - 1.0, z)),
        ),
        lerp(
            v,
            lerp(u, grad(hash(aa + 1), x, y, z - 1.0), grad(hash(ba + 1), x - 1.0, y, z - 1.0)),
            lerp(
                u,
                grad(hash(ab + 1), x, y - 1.0, z - 1.0),
                grad(hash(bb + 1), x - 1.0, y - 1.0, z - 1.0),
            ),
        ),
    )
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vector2<T> {
    pub x: T,
    pub y: T,
}

#[differentiate]
impl<T> Vector2<T> {
    pub fn new(x: T, y: T) -> Self {
        Self { x, y }
    }
}

#[differentiate]
impl<T: Mul<Output = T> + Add<Output = T> + Copy> Vector2<T> {
    pub fn dot(self, other: Self) -> T {
        self.x * other.x + self.y * other.y
    }

    pub fn magnitude_squared(self) -> T {
        self.dot(self)
    }
}

#[differentiate]
impl<T: Sub<Output = T>> Sub for Vector2<T> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

#[differentiate]
impl<T: Add<Output = T>> Add for Vector2<T> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
impl<T: Mul<Output = T> + Copy> Mul<T> for Vector2<T> {
    type Output = Self;
    fn mul(self, k: T) -> Self {
        Self { x: self.x * k, y: self.y * k }
    }
}

fn gradient2(index: usize) -> Vector2<f64> {
    const DIAG: f64 = std::f64::consts::FRAC_1_SQRT_2;
    match index % 8 {
        0 => Vector2::new(1.0, 0.0),
        1 => Vector2::new(-1.0, 0.0),
        2 => Vector2::new(0.0, 1.0),
        3 => Vector2::new(0.0, -1.0),
        4 => Vector2::new(DIAG, DIAG),
        5 => Vector2::new(-DIAG, DIAG),
        6 => Vector2::new(DIAG, -DIAG),
        7 => Vector2::new(-DIAG, -DIAG),
        _ => unreachable!(),
    }
}

#[differentiate]
fn surflet(corner: (i32, i32), distance: Vector2<f64>) -> f64 {
    let attn = 0.5 - distance.magnitude_squared();
    if attn > 0.0 {
        let index = hash(corner.0 + hash(corner.1) as i32);
        attn.powi(4) * distance.dot(gradient2(index))
    } else {
        0.0
    }
}

/// Simplex noise of two dimensions. After Gustavson, "Simplex noise demystified"; crate `noise`.
#[differentiate]
pub fn simplex2(point: Vector2<f64>) -> f64 {
    const SKEW: f64 = 0.366_025_403_784_438_65;
    const UNSKEW: f64 = 0.211_324_865_405_187_13;
    let skew = (point.x + point.y) * SKEW;
    let cell = ((point.x + skew).floor(), (point.y + skew).floor());
    let unskew = (cell.0 + cell.1) * UNSKEW;
    let d0 = point - Vector2::new(cell.0 - unskew, cell.1 - unskew);
    let order = if d0.x > d0.y { (1, 0) } else { (0, 1) };
    let d1 = d0 - Vector2::new(order.0 as f64 - UNSKEW, order.1 as f64 - UNSKEW);
    let d2 = d0 - Vector2::new(1.0 - 2.0 * UNSKEW, 1.0 - 2.0 * UNSKEW);
    let (i, j) = (cell.0 as i32, cell.1 as i32);
    let total =
        surflet((i, j), d0) + surflet((i + order.0, j + order.1), d1) + surflet((i + 1, j + 1), d2);
    total * 70.0
}

/// A source of noise. After the crate `noise`, `NoiseFn`.
#[differentiate]
pub trait NoiseFn {
    fn get(&self, point: [f64; 2]) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
pub struct Value {
    pub seed: i32,
    pub gain: f64,
}

#[differentiate]
impl NoiseFn for Value {
    fn get(&self, point: [f64; 2]) -> f64 {
        let floored = point.map(f64::floor);
        let near = [floored[0] as i32, floored[1] as i32];
        let corner = |dx: i32, dy: i32| {
            let h = hash(hash(near[0] + dx + self.seed) as i32 + near[1] + dy);
            h as f64 / 31.0 * 2.0 - 1.0
        };
        let u = fade(point[0] - floored[0]);
        let v = fade(point[1] - floored[1]);
        let bottom = lerp(u, corner(0, 0), corner(1, 0));
        let top = lerp(u, corner(0, 1), corner(1, 1));
        self.gain * lerp(v, bottom, top)
    }
}

#[derive(Differentiable)]
pub struct Constant(pub f64);

#[differentiate]
impl NoiseFn for Constant {
    fn get(&self, _point: [f64; 2]) -> f64 {
        self.0
    }
}

#[derive(Differentiable)]
pub struct Fbm<N> {
    pub octaves: usize,
    pub frequency: f64,
    pub lacunarity: f64,
    pub persistence: f64,
    pub source: N,
}

#[differentiate]
impl<N: NoiseFn> NoiseFn for Fbm<N> {
    fn get(&self, mut point: [f64; 2]) -> f64 {
        let mut result = 0.0;
        for p in point.iter_mut() {
            *p *= self.frequency;
        }
        for octave in 0..self.octaves {
            let signal = self.source.get(point);
            result += signal * self.persistence.powi(octave as i32);
            point = point.map(|c| c * self.lacunarity);
        }
        result
    }
}

#[derive(Differentiable)]
pub struct Displace<Source, DX, DY> {
    pub source: Source,
    pub dx: DX,
    pub dy: DY,
}

#[differentiate]
impl<Source, DX, DY> NoiseFn for Displace<Source, DX, DY>
where
    Source: NoiseFn,
    DX: NoiseFn,
    DY: NoiseFn,
{
    fn get(&self, point: [f64; 2]) -> f64 {
        let x = point[0] + self.dx.get(point);
        let y = point[1] + self.dy.get(point);
        self.source.get([x, y])
    }
}

/// Octaves of noise. After the crate `noise`, `Fbm`.
#[differentiate]
pub fn fbm(terrain: &Fbm<Value>, x: f64, y: f64) -> f64 {
    terrain.get([x, y])
}

/// Warped terrain. After the crate `noise`, `Displace`; Quilez, "Domain warping".
#[differentiate]
pub fn warped(terrain: &Displace<Fbm<Value>, Value, Constant>, x: f64, y: f64) -> f64 {
    terrain.get([x, y]).tanh()
}

/// Distance to the nearest of scattered points. After Worley 1996; crate `noise`, `Worley`.
#[differentiate]
pub fn worley(point: [f64; 2], jitter: f64) -> f64 {
    let cell = [point[0].floor() as i32, point[1].floor() as i32];
    let mut best = f64::MAX;
    let mut second = f64::MAX;
    for dx in -1..=1 {
        for dy in -1..=1 {
            let (cx, cy) = (cell[0] + dx, cell[1] + dy);
            let h = hash(hash(cx) as i32 + cy);
            let seed = (
                cx as f64 + 0.5 + jitter * ((h % 8) as f64 / 8.0 - 0.5),
                cy as f64 + 0.5 + jitter * ((h / 8) as f64 / 4.0 - 0.5),
            );
            let d = ((point[0] - seed.0).powi(2) + (point[1] - seed.1).powi(2)).sqrt();
            if d < best {
                second = best;
                best = d;
            } else if d < second {
                second = d;
            }
        }
    }
    second - best
}

/// Ridged octaves. After Musgrave; crate `noise`, `RidgedMulti`.
#[differentiate]
pub fn ridged(x: f64, y: f64, octaves: u32, attenuation: f64, lacunarity: f64) -> f64 {
    let (mut x, mut y) = (x, y);
    let mut weight = 1.0;
    let mut result = 0.0;
    let mut amplitude = 0.5;
    for _ in 0..octaves {
        let mut signal = 1.0 - simplex2(Vector2::new(x, y)).abs();
        signal *= signal;
        signal *= weight;
        weight = (signal / attenuation).clamp(0.0, 1.0);
        result += signal * amplitude;
        amplitude *= 0.5;
        x *= lacunarity;
        y *= lacunarity;
    }
    result
}

corpus! {
    perlin3(x, y, z) at (1.3, 2.6, -0.7), (-3.2, 0.4, 5.5);
    simplex2(point) at (Vector2::new(0.37, 1.21)), (Vector2::new(-2.3, 0.8));
    fbm(&terrain, x, y) at (terrain(), 0.3, 1.7);
    warped(&terrain, x, y) at (island(), 0.3, 1.7);
    worley(point, jitter) at ([0.3, 1.6], 0.8), ([-2.2, 0.9], 0.6);
    ridged(x, y, const octaves, attenuation, lacunarity) at (0.3, 0.7, 3, 2.0, 2.1);
}

fn terrain() -> Fbm<Value> {
    let source = Value { seed: 3, gain: 0.9 };
    Fbm { octaves: 4, frequency: 1.1, lacunarity: 2.1, persistence: 0.5, source }
}

fn island() -> Displace<Fbm<Value>, Value, Constant> {
    Displace { source: terrain(), dx: Value { seed: 7, gain: 0.4 }, dy: Constant(0.3) }
}
