//! Points made of coordinates and of vectors.

use nalgebra::{Point, Point1, Point2, Point3, Point4, SVector};

use crate::crates::constructors::{constructed, constructed_from};

constructed_from! {
    [const D: usize] SVector<f64, D> => Point<f64, D>;
    [const D: usize] [f64; D] => Point<f64, D>;
}

constructed! {
    [] new(x: f64) -> Point1<f64> [] { Point1::new(x) }
    keep () { () }
    back |kept, bar| { (bar.x,) }
    forth { Point1::new(x) }

    [] new(x: f64, y: f64) -> Point2<f64> [] { Point2::new(x, y) }
    keep () { () }
    back |kept, bar| { (bar.x, bar.y) }
    forth { Point2::new(x, y) }

    [] new(x: f64, y: f64, z: f64) -> Point3<f64> [] { Point3::new(x, y, z) }
    keep () { () }
    back |kept, bar| { (bar.x, bar.y, bar.z) }
    forth { Point3::new(x, y, z) }

    [] new(x: f64, y: f64, z: f64, w: f64) -> Point4<f64> [] { Point4::new(x, y, z, w) }
    keep () { () }
    back |kept, bar| { (bar.x, bar.y, bar.z, bar.w) }
    forth { Point4::new(x, y, z, w) }

    [const D: usize] from(coords: SVector<f64, D>) -> Point<f64, D> [] { Self::from(coords) }
    keep () { () }
    back |kept, bar| { (bar.coords,) }
    forth { Self::from(coords) }

    [const D: usize] from(coords: [f64; D]) -> Point<f64, D> [] { Self::from(coords) }
    keep () { () }
    back |kept, bar| { (bar.coords.into(),) }
    forth { Self::from(coords) }

    ['l, const D: usize] from_slice(coords: &'l [f64]) -> Point<f64, D> [] { Self::from_slice(coords) }
    keep () { () }
    back |kept, bar| { (bar.coords.as_slice().to_vec(),) }
    forth { Self::from_slice(&coords) }
}
