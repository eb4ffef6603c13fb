//! Types that are a vector by another name, and are their own tangents: points, translations, quaternions.

/// Their tangents, by the field that the vector is in.
macro_rules! of_a_vector {
    ($([$($generics:tt)*] $ty:ty, $vector:ident, $zero:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Differentiable for $ty {
            type Tangent = Self;

            #[inline]
            fn zero_tangent(&self) -> Self {
                $zero
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> TangentSpace for $ty {
            #[inline]
            fn zero_like(&self) -> Self {
                $zero
            }

            #[inline]
            fn set_zero(&mut self) {
                self.$vector.fill(0.0);
            }

            #[inline]
            fn accumulate(&mut self, other: &Self) {
                self.$vector += other.$vector;
            }

            #[inline]
            fn scale(&mut self, factor: f64) {
                self.$vector *= factor;
            }

            #[inline]
            fn dot(&self, other: &Self) -> f64 {
                self.$vector.dot(&other.$vector)
            }
        }

        impl<$($generics)*> Bar for $ty {
            #[inline]
            fn is_nothing(&self) -> bool {
                self.$vector.is_nothing()
            }
        }

        impl<$($generics)*> crate::jacobian::Composite for $ty {}

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> MovedBy<$ty> for $ty {
            fn move_along(&mut self, factor: f64, tangent: &Self) -> Result<(), Misfit> {
                self.$vector.move_along(factor, &tangent.$vector)
            }

            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                self.$vector.change_coordinates(change);
            }
        }

        /// Its numbers are found by a pointer into the value itself, `p.x`.
        impl<$($generics)*> Lent<'_, $ty> {
            /// It holds them.
            pub fn lent(self) {}

            /// It points to nothing but them.
            pub fn pointed(self) {}
        }
    )*};
}

pub(super) use of_a_vector;
