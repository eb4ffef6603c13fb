//! Geodesy: distances on spheres and ellipsoids, projections behind traits.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct LatLon {
    pub lat: f64,
    pub lon: f64,
}

#[differentiate]
impl LatLon {
    pub fn from_degrees(lat: f64, lon: f64) -> Self {
        LatLon { lat: lat.to_radians(), lon: lon.to_radians() }
    }
}

/// A model of the Earth. After the crate `nav-types`, `Ellipsoid`.
pub trait Ellipsoid {
    const A: f64;
    const F: f64;

    fn b() -> f64 {
        Self::A * (1.0 - Self::F)
    }

    fn e2() -> f64 {
        Self::F * (2.0 - Self::F)
    }
}

pub struct Wgs84;

impl Ellipsoid for Wgs84 {
    const A: f64 = 6_378_137.0;
    const F: f64 = 1.0 / 298.257223563;
}

pub struct Clarke1866;

impl Ellipsoid for Clarke1866 {
    const A: f64 = 6_378_206.4;
    const F: f64 = 1.0 / 294.978698214;
}

/// A great circle's length. After Sinnott 1984; crate `haversine`.
#[differentiate]
pub fn haversine(from: LatLon, to: LatLon) -> f64 {
    const R: f64 = 6_371_008.8;
    let d_lat = to.lat - from.lat;
    let d_lon = to.lon - from.lon;
    let a =
        (d_lat / 2.0).sin().powi(2) + from.lat.cos() * to.lat.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * R * a.sqrt().atan2((1.0 - a).sqrt())
}

/// A geodesic's length. After Vincenty 1975; crate `geo`, `VincentyDistance`.
#[differentiate]
pub fn vincenty<E: Ellipsoid>(from: LatLon, to: LatLon) -> Result<f64, &'static str> {
    let (a, b, f) = (E::A, E::b(), E::F);
    let l = to.lon - from.lon;
    let u1 = ((1.0 - f) * from.lat.tan()).atan();
    let u2 = ((1.0 - f) * to.lat.tan()).atan();
    let (sin_u1, cos_u1) = u1.sin_cos();
    let (sin_u2, cos_u2) = u2.sin_cos();

    let mut lambda = l;
    let mut iterations = 100;
    let (mut sin_sigma, mut cos_sigma, mut sigma, mut cos_sq_alpha, mut cos_2sm);
    loop {
        let (sin_l, cos_l) = lambda.sin_cos();
        sin_sigma =
            ((cos_u2 * sin_l).powi(2) + (cos_u1 * sin_u2 - sin_u1 * cos_u2 * cos_l).powi(2)).sqrt();
        if sin_sigma == 0.0 {
            return Ok(0.0);
        }
        cos_sigma = sin_u1 * sin_u2 + cos_u1 * cos_u2 * cos_l;
        sigma = sin_sigma.atan2(cos_sigma);
        let sin_alpha = cos_u1 * cos_u2 * sin_l / sin_sigma;
        cos_sq_alpha = 1.0 - sin_alpha * sin_alpha;
        cos_2sm = if cos_sq_alpha == 0.0 {
            0.0
        } else {
            cos_sigma - 2.0 * sin_u1 * sin_u2 / cos_sq_alpha
        };
        let c = f / 16.0 * cos_sq_alpha * (4.0 + f * (4.0 - 3.0 * cos_sq_alpha));
        let lambda_prev = lambda;
        lambda = l
            + (1.0 - c)
                * f
                * sin_alpha
                * (sigma
                    + c * sin_sigma * (cos_2sm + c * cos_sigma * (2.0 * cos_2sm * cos_2sm - 1.0)));
        if (lambda - lambda_prev).abs() <= 1e-13 {
            break;
        }
        iterations -= 1;
        if iterations == 0 {
            return Err("it doesn't converge");
        }
    }
    let u_sq = cos_sq_alpha * (a * a - b * b) / (b * b);
    let big_a = 1.0 + u_sq / 16384.0 * (4096.0 + u_sq * (-768.0 + u_sq * (320.0 - 175.0 * u_sq)));
    let big_b = u_sq / 1024.0 * (256.0 + u_sq * (-128.0 + u_sq * (74.0 - 47.0 * u_sq)));
    let delta_sigma = big_b
        * sin_sigma
        * (cos_2sm
            + big_b / 4.0
                * (cos_sigma * (2.0 * cos_2sm.powi(2) - 1.0)
                    - big_b / 6.0
                        * cos_2sm
                        * (4.0 * sin_sigma.powi(2) - 3.0)
                        * (4.0 * cos_2sm.powi(2) - 3.0)));
    Ok(b * big_a * (sigma - delta_sigma))
}

/// On two ellipsoids.
#[differentiate]
pub fn difference_of_ellipsoids(from: LatLon, to: LatLon) -> f64 {
    match (vincenty::<Wgs84>(from, to), vincenty::<Clarke1866>(from, to)) {
        (Ok(a), Ok(b)) => a - b,
        _ => f64::NAN,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Ecef {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[differentiate]
impl From<(LatLon, f64)> for Ecef {
    fn from((at, height): (LatLon, f64)) -> Ecef {
        let n = Wgs84::A / (1.0 - Wgs84::e2() * at.lat.sin().powi(2)).sqrt();
        Ecef {
            x: (n + height) * at.lat.cos() * at.lon.cos(),
            y: (n + height) * at.lat.cos() * at.lon.sin(),
            z: (n * (1.0 - Wgs84::e2()) + height) * at.lat.sin(),
        }
    }
}

/// Through the Earth. After the crate `nav-types`, `ECEF`.
#[differentiate]
pub fn chord(a: LatLon, ha: f64, b: LatLon, hb: f64) -> f64 {
    let p: Ecef = (a, ha).into();
    let q: Ecef = (b, hb).into();
    ((p.x - q.x).powi(2) + (p.y - q.y).powi(2) + (p.z - q.z).powi(2)).sqrt()
}

/// Latitude and height from Cartesian coordinates. After Bowring 1976; crate `map_3d`.
#[differentiate]
pub fn ecef_to_geodetic(p: Ecef) -> (LatLon, f64) {
    let (a, b, e2) = (Wgs84::A, Wgs84::b(), Wgs84::e2());
    let ep2 = (a * a - b * b) / (b * b);
    let r = p.x.hypot(p.y);
    let theta = (p.z * a).atan2(r * b);
    let lat = (p.z + ep2 * b * theta.sin().powi(3)).atan2(r - e2 * a * theta.cos().powi(3));
    let n = a / (1.0 - e2 * lat.sin().powi(2)).sqrt();
    (LatLon { lat, lon: p.y.atan2(p.x) }, r / lat.cos() - n)
}

/// A map.
#[differentiate(dyn)]
pub trait Projection {
    fn forward(&self, p: LatLon) -> (f64, f64);

    /// How much longer a northward step is on the map.
    fn scale_north(&self, p: LatLon) -> f64 {
        let h = 1e-4;
        let (x0, y0) = self.forward(LatLon { lat: p.lat - h, ..p });
        let (x1, y1) = self.forward(LatLon { lat: p.lat + h, ..p });
        (x1 - x0).hypot(y1 - y0) / (2.0 * h)
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Mercator {
    pub lon0: f64,
}

#[differentiate(dyn)]
impl Projection for Mercator {
    fn forward(&self, p: LatLon) -> (f64, f64) {
        (p.lon - self.lon0, (FRAC_PI_4 + p.lat / 2.0).tan().ln())
    }
}

/// After Snyder, "Map Projections: A Working Manual", 15.
#[derive(Clone, Debug, Differentiable)]
pub struct LambertConic {
    n: f64,
    f: f64,
    rho0: f64,
    lon0: f64,
}

#[differentiate]
impl LambertConic {
    pub fn new(lat1: f64, lat2: f64, origin: LatLon) -> Self {
        let t = |lat: f64| (FRAC_PI_4 + lat / 2.0).tan();
        let n = if (lat1 - lat2).abs() < 1e-10 {
            lat1.sin()
        } else {
            (lat1.cos() / lat2.cos()).ln() / (t(lat2) / t(lat1)).ln()
        };
        let f = lat1.cos() * t(lat1).powf(n) / n;
        let rho0 = f / t(origin.lat).powf(n);
        Self { n, f, rho0, lon0: origin.lon }
    }
}

#[differentiate(dyn)]
impl Projection for LambertConic {
    fn forward(&self, p: LatLon) -> (f64, f64) {
        let rho = self.f / (FRAC_PI_4 + p.lat / 2.0).tan().powf(self.n);
        let theta = self.n * (p.lon - self.lon0);
        (rho * theta.sin(), self.rho0 - rho * theta.cos())
    }
}

/// After Snyder, 24.
#[derive(Clone, Debug, Differentiable)]
pub struct AzimuthalEqualArea(pub LatLon);

#[differentiate(dyn)]
impl Projection for AzimuthalEqualArea {
    fn forward(&self, p: LatLon) -> (f64, f64) {
        let LatLon { lat: phi0, lon: lam0 } = self.0;
        let dl = p.lon - lam0;
        let cos_c = phi0.sin() * p.lat.sin() + phi0.cos() * p.lat.cos() * dl.cos();
        let k = (2.0 / (1.0 + cos_c)).sqrt();
        (
            k * p.lat.cos() * dl.sin(),
            k * (phi0.cos() * p.lat.sin() - phi0.sin() * p.lat.cos() * dl.cos()),
        )
    }
}

/// How much a route is stretched on a map. After the crate `proj`.
#[differentiate]
pub fn distortion(map: &dyn Projection, route: &[LatLon]) -> f64 {
    let points: Vec<(f64, f64)> = route.iter().map(|&p| map.forward(p)).collect();
    let drawn: f64 = points.windows(2).map(|w| (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1)).sum();
    let walked: f64 = route.windows(2).map(|w| haversine(w[0], w[1])).sum();
    drawn / walked * 6.4e6 + map.scale_north(route[0])
}

/// The same for a map that is known.
#[differentiate]
pub fn distortion_of<P: Projection>(map: &P, route: &[LatLon]) -> f64 {
    let points: Vec<(f64, f64)> = route.iter().map(|&p| map.forward(p)).collect();
    points.windows(2).map(|w| (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1)).sum()
}

/// A polygon's area on the sphere. After Chamberlain and Duquette 2007; crate `geo`, `ChamberlainDuquetteArea`.
#[differentiate]
pub fn spherical_area(ring: &[LatLon]) -> f64 {
    const R: f64 = 6_371_008.8;
    let n = ring.len();
    if n < 3 {
        return 0.0;
    }
    let mut total = 0.0;
    for i in 0..n {
        let (lower, middle, upper) = match i {
            _ if i == n - 2 => (n - 2, n - 1, 0),
            _ if i == n - 1 => (n - 1, 0, 1),
            _ => (i, i + 1, i + 2),
        };
        total += (ring[upper].lon - ring[lower].lon) * ring[middle].lat.sin();
    }
    (-total * R * R / 2.0).abs()
}

/// Where one arrives. After Williams, "Aviation Formulary"; crate `geo`, `HaversineDestination`.
#[differentiate]
pub fn destination(from: LatLon, bearing: f64, distance: f64) -> LatLon {
    let rad = distance / 6_371_008.8;
    let lat = (from.lat.sin() * rad.cos() + from.lat.cos() * rad.sin() * bearing.cos()).asin();
    let lon = (bearing.sin() * rad.sin() * from.lat.cos())
        .atan2(rad.cos() - from.lat.sin() * lat.sin())
        + from.lon;
    let lon = (lon + 3.0 * PI) % (2.0 * PI) - PI;
    LatLon { lat: lat.clamp(-FRAC_PI_2, FRAC_PI_2), lon }
}

/// Off a track. After Williams, "Aviation Formulary".
#[differentiate]
pub fn cross_track(start: LatLon, end: LatLon, p: LatLon) -> f64 {
    let bearing = |a: &LatLon, b: &LatLon| {
        let dl = b.lon - a.lon;
        let y = dl.sin() * b.lat.cos();
        let x = a.lat.cos() * b.lat.sin() - a.lat.sin() * b.lat.cos() * dl.cos();
        y.atan2(x)
    };
    let d13 = haversine(start, p) / 6_371_008.8;
    (d13.sin() * (bearing(&start, &p) - bearing(&start, &end)).sin()).asin() * 6_371_008.8
}

/// The stretch of one map, by its parameters.
#[differentiate]
fn distortion_of_conic(lat1: f64, lat2: f64, origin: LatLon, route: &[LatLon]) -> f64 {
    distortion(&LambertConic::new(lat1, lat2, origin), route)
}

/// A length on one map.
#[differentiate]
fn distortion_of_mercator(map: &Mercator, route: &[LatLon]) -> f64 {
    distortion_of(map, route)
}

corpus! {
    haversine(from, to) at (paris(), vienna());
    difference_of_ellipsoids(from, to) at (paris(), vienna());
    chord(a, ha, b, hb) at (paris(), 35.0, vienna(), 190.0);
    ecef_to_geodetic(p) at (Ecef { x: 4.2e6, y: 1.7e5, z: 4.78e6 });
    distortion_of_conic(lat1, lat2, origin, &route) at (0.7, 0.9, LatLon { lat: 0.8, lon: 0.1 }, vec![paris(), vienna(), LatLon { lat: 0.7, lon: 0.4 }]);
    distortion_of_mercator(&map, &route) at (Mercator { lon0: 0.2 }, vec![paris(), vienna()]);
    spherical_area(&ring) at (vec![paris(), vienna(), LatLon { lat: 0.7, lon: 0.4 }, LatLon { lat: 0.6, lon: 0.2 }]);
    destination(from, bearing, distance) at (paris(), 1.1, 5e5);
    cross_track(start, end, p) at (paris(), vienna(), LatLon { lat: 0.83, lon: 0.2 });
}

fn paris() -> LatLon {
    LatLon::from_degrees(48.86, 2.35)
}

fn vienna() -> LatLon {
    LatLon::from_degrees(48.21, 16.37)
}
