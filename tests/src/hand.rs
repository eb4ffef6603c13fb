//! ADBench's HAND objective, simple: a skinned mesh of a hand against measured points, by 26 parameters of its pose.
//!
//! Rotations are by flexion and abduction of the fingers' bones, one after the other along each finger; a vertex hangs on some bones, each with a weight; all
//! vertices are posed, and the residuals are of those that measured points correspond to. In: [`adbench::Hand`](crate::adbench::Hand). Out: three
//! residuals for each point. The modules have the same function with derivatives in so many directions at once.

use ad_runtime::prelude::*;

/// The first three rows of a homogeneous matrix.
pub type Affine = [[f64; 4]; 3];

/// A bone: its parent, if it has one, and what places it in the hand at rest.
#[derive(Clone, Debug)]
pub struct Bone {
    /// The bone that it hangs on, which comes before it.
    pub parent: Option<usize>,
    /// From the bone to its parent.
    pub relative: Affine,
    /// From the hand to the bone.
    pub inverse: Affine,
}

/// A vertex of the mesh.
#[derive(Clone, Debug)]
pub struct Vertex {
    /// Where it is at rest.
    pub at: [f64; 3],
    /// The bones that it hangs on, and how much.
    pub weights: Vec<(usize, f64)>,
}

/// A measured point, and the vertex that it corresponds to.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// The number of the vertex.
    pub vertex: usize,
    /// The point.
    pub at: [f64; 3],
}

/// The product of two matrices.
#[differentiate]
pub fn product(a: &Affine, b: &Affine) -> Affine {
    let mut c = [[0.0; 4]; 3];
    for i in 0..3 {
        for j in 0..4 {
            c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
        }
        c[i][3] += a[i][3];
    }
    c
}

/// The rotation of a bone, by its flexion and its abduction.
#[differentiate]
pub fn bend(flexion: f64, abduction: f64) -> Affine {
    let (sx, cx) = (flexion.sin(), flexion.cos());
    let (sz, cz) = (abduction.sin(), abduction.cos());
    [[cz, -sz * cx, sz * sx, 0.0], [sz, cz * cx, -cz * sx, 0.0], [0.0, sx, cx, 0.0]]
}

/// The rotation about an axis, by its length.
#[differentiate]
pub fn rotation(x: f64, y: f64, z: f64) -> [[f64; 3]; 3] {
    let squared = x * x + y * y + z * z;
    if squared < 1e-8 {
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    }
    let angle = squared.sqrt();
    let (x, y, z, s, c) = (x / angle, y / angle, z / angle, angle.sin(), angle.cos());
    [
        [x * x + (1.0 - x * x) * c, x * y * (1.0 - c) - z * s, x * z * (1.0 - c) + y * s],
        [x * y * (1.0 - c) + z * s, y * y + (1.0 - y * y) * c, y * z * (1.0 - c) - x * s],
        [x * z * (1.0 - c) - y * s, z * y * (1.0 - c) + x * s, z * z + (1.0 - z * z) * c],
    ]
}

macro_rules! hand {
    ($($name:ident, $doc:literal: ($($lanes:tt)*);)*) => {$(
        #[doc = $doc]
        pub mod $name {
            use super::*;

            /// The residuals.
            #[differentiate(forward, $($lanes)*)]
            #[allow(clippy::needless_range_loop)] // The core language loops over ranges.
            pub fn residuals(
                theta: &[f64; 26],
                #[constant] bones: &[Bone],
                #[constant] vertices: &[Vertex],
                #[constant] measured: &[Measured],
            ) -> Vec<f64> {
                let mut absolute = vec![[[0.0; 4]; 3]; bones.len()];
                let mut bent = vec![[[0.0; 4]; 3]; bones.len()];
                for b in 0..bones.len() {
                    // Bones of a finger come in fours, of which the first is stiff; so are the wrist and the forearm.
                    let of_four = b + 3;
                    let (finger, joint) = (of_four / 4, of_four % 4);
                    let is_stiff = b == 0 || b == 21 || joint == 0;
                    let relative = if is_stiff {
                        bones[b].relative
                    } else if joint == 1 {
                        let first = 6 + 4 * (finger - 1);
                        product(&bones[b].relative, &bend(theta[first], theta[first + 1]))
                    } else {
                        product(&bones[b].relative, &bend(theta[6 + 4 * (finger - 1) + joint], 0.0))
                    };
                    absolute[b] = match bones[b].parent {
                        None => relative,
                        Some(parent) => product(&absolute[parent], &relative),
                    };
                    bent[b] = product(&absolute[b], &bones[b].inverse);
                }
                let r = rotation(theta[0], theta[1], theta[2]);
                let mut posed = vec![[0.0; 3]; vertices.len()];
                for v in 0..vertices.len() {
                    let p = vertices[v].at;
                    let mut h = [0.0; 3];
                    for (b, weight) in &vertices[v].weights {
                        for i in 0..3 {
                            let row = bent[*b][i];
                            h[i] += weight * (row[0] * p[0] + row[1] * p[1] + row[2] * p[2] + row[3]);
                        }
                    }
                    for i in 0..3 {
                        posed[v][i] = r[i][0] * h[0] + r[i][1] * h[1] + r[i][2] * h[2] + theta[3 + i];
                    }
                }
                let mut off = Vec::with_capacity(3 * measured.len());
                for m in measured {
                    for i in 0..3 {
                        off.push(m.at[i] - posed[m.vertex][i]);
                    }
                }
                off
            }
        }
    )*};
}

hand! {
    single, "One direction at a time.": ();
    two, "Two.": (lanes = 2);
    four, "Four.": (lanes = 4);
    eight, "Eight.": (lanes = 8);
    thirteen, "Thirteen, half of them.": (lanes = 13);
}
