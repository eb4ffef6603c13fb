//! Operators with a constant's tangent, which is zero.

use std::ops::{Add, AddAssign, Div, Index, IndexMut, Mul, Neg, Sub, SubAssign};

use super::Constant;
use crate::TangentSpace;
use crate::real::Float;
use crate::space::accumulate::{Accumulate, Assign, Reset, SetZero};

impl<T: Float> AddAssign<T> for Constant {
    #[inline]
    fn add_assign(&mut self, _: T) {}
}

impl<T: Float> SubAssign<T> for Constant {
    #[inline]
    fn sub_assign(&mut self, _: T) {}
}

impl<T: Float> Add<T> for Constant {
    type Output = T;

    #[inline]
    fn add(self, other: T) -> T {
        other
    }
}

impl<T: Float> Sub<T> for Constant {
    type Output = T;

    #[inline]
    fn sub(self, other: T) -> T {
        -other
    }
}

impl<T: Float> Mul<T> for Constant {
    type Output = Constant;

    #[inline]
    fn mul(self, _: T) -> Constant {
        Constant
    }
}

impl<T: Float> Div<T> for Constant {
    type Output = Constant;

    #[inline]
    fn div(self, _: T) -> Constant {
        Constant
    }
}

impl Neg for Constant {
    type Output = Constant;

    #[inline]
    fn neg(self) -> Constant {
        Constant
    }
}

impl Add for Constant {
    type Output = Constant;

    #[inline]
    fn add(self, _: Constant) -> Constant {
        Constant
    }
}

impl Sub for Constant {
    type Output = Constant;

    #[inline]
    fn sub(self, _: Constant) -> Constant {
        Constant
    }
}

impl AddAssign for Constant {
    #[inline]
    fn add_assign(&mut self, _: Constant) {}
}

impl SubAssign for Constant {
    #[inline]
    fn sub_assign(&mut self, _: Constant) {}
}

macro_rules! floats {
    ($($float:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Mul<Constant> for $float {
            type Output = Constant;

            #[inline]
            fn mul(self, _: Constant) -> Constant {
                Constant
            }
        }

        #[diagnostic::do_not_recommend]
        impl Add<Constant> for $float {
            type Output = $float;

            #[inline]
            fn add(self, _: Constant) -> $float {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl Sub<Constant> for $float {
            type Output = $float;

            #[inline]
            fn sub(self, _: Constant) -> $float {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl AddAssign<Constant> for $float {
            #[inline]
            fn add_assign(&mut self, _: Constant) {}
        }

        #[diagnostic::do_not_recommend]
        impl SubAssign<Constant> for $float {
            #[inline]
            fn sub_assign(&mut self, _: Constant) {}
        }
    )*};
}

floats!(f64 f32);

impl<I> Index<I> for Constant {
    type Output = Constant;

    #[inline]
    fn index(&self, _: I) -> &Constant {
        self
    }
}

impl<I> IndexMut<I> for Constant {
    #[inline]
    fn index_mut(&mut self, _: I) -> &mut Constant {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<V> Accumulate<V> for Constant {
    #[inline]
    fn add(&mut self, _: V) {}
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace> Accumulate<Constant> for T {
    #[inline]
    fn add(&mut self, _: Constant) {}
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace> Accumulate<Constant> for [T] {
    #[inline]
    fn add(&mut self, _: Constant) {}
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace> Accumulate<&Constant> for T {
    #[inline]
    fn add(&mut self, _: &Constant) {}
}

#[diagnostic::do_not_recommend]
impl SetZero for Constant {
    #[inline]
    fn set_zero(&mut self) {}
}

impl<V> Assign<V> for Constant {
    #[inline]
    fn assign(&mut self, _: V) {}
}

impl<S> Reset<S> for Constant {
    #[inline]
    fn reset(&mut self, _: S) {}
}
