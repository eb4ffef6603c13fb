//! Guards whose types' names are spelled in all ways, unit structs too: no spelling makes a constant of them.

use ad_runtime::prelude::*;

use super::{Timer, log, timer};

/// A name without a small letter.
struct GPU(u32);

struct IO;

/// A name without a capital.
#[allow(non_camel_case_types)]
struct lock(u32);

#[allow(non_camel_case_types)]
struct unit;

struct D {
    id: u32,
}

macro_rules! say_when_dropped {
    ($($ty:ty, $of:expr;)*) => {
        $(
            impl Drop for $ty {
                fn drop(&mut self) {
                    let id: fn(&Self) -> u32 = $of;
                    log(id(self));
                }
            }
        )*
    };
}

say_when_dropped! {
    GPU, |gpu| gpu.0;
    IO, |_| 77;
    lock, |guard| guard.0;
    unit, |_| 78;
    D, |d| d.id;
}

impl GPU {
    fn gain(&self) -> f64 {
        1.5 + f64::from(self.0)
    }
}

impl std::ops::Mul<f64> for GPU {
    type Output = D;

    fn mul(self, _: f64) -> D {
        D { id: self.0 + 10 }
    }
}

const N: usize = 2;

fn noted(id: u32) -> f64 {
    log(id);
    1.25
}

#[differentiate]
fn gained(#[constant] gpu: &GPU, x: f64) -> f64 {
    log(50);
    x * gpu.gain()
}

#[differentiate]
fn bound(x: f64) -> f64 {
    let _a = GPU(4);
    log(100);
    let _b = IO;
    let _c = unit;
    log(101);
    let _d = lock(5);
    let _e = Some(D { id: 6 });
    let f = (GPU(7), [GPU(8), GPU(9)]);
    log(102);
    x * x * f.0.gain()
}

#[differentiate]
fn let_go_of_at_once(x: f64) -> f64 {
    #[allow(path_statements)]
    {
        IO;
    }
    GPU(4);
    let _ = IO;
    log(100);
    let _a = GPU(3) * 2.0;
    log(101);
    let b;
    b = GPU(5);
    log(102);
    x * x * b.gain()
}

#[differentiate]
fn chosen(x: f64) -> f64 {
    let a = if x > 0.0 { GPU(1) } else { GPU(2) };
    log(3);
    let s = x * a.gain();
    if s > 0.0 {
        let _b = IO;
        return s * s * noted(5);
    }
    s
}

#[differentiate]
fn in_loops(x: f64) -> f64 {
    let n = N;
    let mut s = x;
    for i in 0..n {
        let a = GPU(i as u32);
        if i == 1 {
            s += x * a.gain();
            continue;
        }
        s *= x * a.gain() * noted(8);
    }
    s * [x, 1.0, x * x][n] * noted(200)
}

#[differentiate]
fn arms_of_a_guard(x: f64) -> f64 {
    let a = match Timer(4) {
        _held if x > 0.5 => noted(3) * x,
        held => held.gain() * x,
    };
    log(100);
    let b = match GPU(5) {
        held if a > 10.0 => held.gain() * x,
        held => held.gain() * noted(6) * a,
    };
    log(101);
    let c = match (GPU(7), b) {
        (held, z) if z > 0.0 => held.gain() * z * x,
        (_, z) => z,
    };
    log(102);
    let d = match timer(8) {
        _ if c > 0.0 => c * noted(9),
        _ => x,
    };
    d * noted(200)
}

#[differentiate]
fn looked_into(x: f64) -> f64 {
    let o = Some(GPU(1));
    let a = if let Some(held) = o { held.gain() * x } else { x };
    log(100);
    let b = if let Some(held) = Some(GPU(2)) { held.gain() * a * x } else { x };
    log(101);
    let c = match Some(IO) {
        None => x,
        _ => b * noted(3),
    };
    log(102);
    c * noted(200)
}

#[differentiate]
fn passed_on(x: f64) -> f64 {
    let a = GPU(4).gain() * x * noted(1);
    log(100);
    let b = gained(&GPU(5), a) * noted(2);
    log(101);
    b * b
}

mod order {
    use super::super::logged;

    same_order! {
        bound
        let_go_of_at_once
        chosen
        in_loops
        arms_of_a_guard
        looked_into
        passed_on
    }
}
