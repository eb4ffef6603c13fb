//! Operators, comparisons and indices of constants of one's own types: they are evaluated where they stand, once, also where only one branch uses what they result in.

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Index, Mul, Neg, Not, Sub};

use super::*;

/// A number that counts what is done with it, and whose operators depend on that.
#[derive(Clone, Copy)]
pub struct Counted(f64);

impl Neg for Counted {
    type Output = f64;
    fn neg(self) -> f64 {
        -self.0 * draw("neg")
    }
}

impl Not for Counted {
    type Output = bool;
    fn not(self) -> bool {
        self.0 * draw("not") < 0.0
    }
}

impl Add for Counted {
    type Output = Counted;
    fn add(self, other: Counted) -> Counted {
        Counted(self.0 + other.0 * draw("add"))
    }
}

impl AddAssign for Counted {
    fn add_assign(&mut self, other: Counted) {
        self.0 += other.0 * draw("add_assign");
    }
}

impl Sub for Counted {
    type Output = f64;
    fn sub(self, other: Counted) -> f64 {
        self.0 * draw("sub") - other.0
    }
}

impl Mul for Counted {
    type Output = f64;
    fn mul(self, other: Counted) -> f64 {
        self.0 * other.0 * draw("mul")
    }
}

impl Mul<f64> for Counted {
    type Output = f64;
    fn mul(self, other: f64) -> f64 {
        self.0 * other * draw("scaled")
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Counted) -> bool {
        self.0 * draw("eq") == other.0
    }
}

impl PartialOrd for Counted {
    fn partial_cmp(&self, other: &Counted) -> Option<Ordering> {
        draw("cmp");
        self.0.partial_cmp(&other.0)
    }
}

/// A table that counts look-ups.
pub struct Table(Vec<f64>);

impl Index<usize> for Table {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        draw("index");
        &self.0[i]
    }
}

pub struct Setting {
    n: Counted,
    table: Table,
}

macro_rules! with_strategy {
    ($module:ident, $strategy:literal) => {
        mod $module {
            use super::*;

            #[differentiate(strategy = $strategy)]
            pub fn in_a_branch(x: f64, #[constant] n: Counted) -> f64 {
                let a = -n;
                let b = n * 2.0;
                if x > 0.0 { x * a } else { x * b }
            }

            #[differentiate(strategy = $strategy)]
            pub fn of_fields(x: f64, #[constant] s: &Setting) -> f64 {
                let a = -s.n;
                let b = s.table[1];
                let c = s.n - s.n;
                let scaled = if x * c < 30.0 { x * a } else { x * b };
                if s.n < s.n { scaled } else { scaled * scaled * (s.n * s.n) }
            }

            #[differentiate(strategy = $strategy)]
            pub fn returned(x: f64, #[constant] s: &Setting) -> f64 {
                let a = -s.n;
                let b = s.table[0];
                if x < -5.0 {
                    return a * x;
                }
                let c = s.table[1];
                x * b * c
            }

            #[differentiate(strategy = $strategy)]
            pub fn of_a_sum(x: f64, #[constant] s: &Setting) -> f64 {
                let mut sum = 0.0;
                for i in 0..3 {
                    sum += x * x + s.table[i] + (-s.n);
                }
                sum
            }

            #[differentiate(strategy = $strategy)]
            pub fn in_a_loop(x: f64, #[constant] s: &Setting) -> f64 {
                let mut y = x;
                for i in 0..3 {
                    y = y * (-s.n) * s.table[i] * y.sin() + (s.n * 2.0);
                }
                y * y
            }

            #[differentiate(strategy = $strategy)]
            pub fn of_changing(x: f64, #[constant] s: &Setting) -> f64 {
                let mut n = s.n;
                let mut y = x;
                for _ in 0..3 {
                    n += s.n;
                    y = y * y.cos() * (n * 2.0);
                }
                y
            }

            #[differentiate(strategy = $strategy)]
            pub fn not_used(x: f64, #[constant] s: &Setting) -> f64 {
                let _ = -s.n;
                let _is = s.n == s.n;
                let _looked_up = s.table[0];
                x * x
            }

            #[differentiate(strategy = $strategy)]
            pub fn conditions(x: f64, #[constant] s: &Setting) -> f64 {
                let mut y = x;
                for i in 0..3 {
                    if s.n == s.n {
                        y = y * y;
                    } else if (s.n < s.n || !s.n) && i > 0 {
                        y *= 2.0;
                    } else {
                        y = y.sin() * (-(s.n + s.n));
                    }
                }
                y
            }
        }
    };
}

with_strategy!(best, "fuse");
with_strategy!(replayed, "replay");
with_strategy!(stored, "store");

#[test]
fn operators_of_constants_are_evaluated_where_they_stand() {
    let n = Counted(0.5);
    let setting = Setting { n, table: Table(vec![0.3, 0.4, 0.6]) };
    macro_rules! each {
        ($($module:ident)*) => {$(
            examine!($module::in_a_branch, 0.3, n);
            examine!($module::of_fields, 0.3, &setting);
            examine!($module::returned, 0.3, &setting);
            examine!($module::of_a_sum, 0.3, &setting);
            examine!($module::in_a_loop, 0.3, &setting);
            examine!($module::of_changing, 0.3, &setting);
            examine!($module::not_used, 0.3, &setting);
            examine!($module::conditions, 0.3, &setting);
        )*};
    }
    each!(best replayed stored);
}
