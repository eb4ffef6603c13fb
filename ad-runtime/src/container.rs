//! What `map` goes through item by item, for generated code that doesn't know which of these it has: arrays, `Option` and `Result`.

use crate::Differentiable;

/// An array, an `Option` or a `Result`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an array nor an `Option` nor a `Result`",
    label = "a method of this name is differentiated on these where nothing says what it is called on",
    note = "if it is of a type of your own or a matrix, say so where it is bound, `let w: Vec3 = ..`, `let w: &Vector3<f64> = ..`"
)]
pub trait Container {
    /// The same around other items.
    type Around<U>;

    /// The tangent of that, by those of the items.
    type Dots<D>;

    /// As many items as this has, or the same error.
    fn like<U>(&self, item: impl FnMut() -> U) -> Self::Around<U>;

    /// These items, as many as this has, or the same error.
    fn gathered<U>(&self, items: Vec<U>) -> Self::Around<U>;

    /// The tangent of that.
    fn gathered_dots<D>(&self, dots: Vec<D>) -> Self::Dots<D>;

    /// The tangents of the items.
    fn scattered<D>(dots: Self::Dots<D>) -> Vec<D>;
}

impl<T, const N: usize> Container for [T; N] {
    type Around<U> = [U; N];
    type Dots<D> = [D; N];

    #[inline]
    fn like<U>(&self, mut item: impl FnMut() -> U) -> [U; N] {
        std::array::from_fn(|_| item())
    }

    #[inline]
    fn gathered<U>(&self, items: Vec<U>) -> [U; N] {
        let Ok(array) = items.try_into() else { unreachable!("as many as this has") };
        array
    }

    #[inline]
    fn gathered_dots<D>(&self, dots: Vec<D>) -> [D; N] {
        self.gathered(dots)
    }

    #[inline]
    fn scattered<D>(dots: [D; N]) -> Vec<D> {
        dots.into()
    }
}

impl<T> Container for Option<T> {
    type Around<U> = Option<U>;
    type Dots<D> = Option<D>;

    #[inline]
    fn like<U>(&self, mut item: impl FnMut() -> U) -> Option<U> {
        self.as_ref().map(|_| item())
    }

    #[inline]
    fn gathered<U>(&self, mut items: Vec<U>) -> Option<U> {
        items.pop()
    }

    #[inline]
    fn gathered_dots<D>(&self, mut dots: Vec<D>) -> Option<D> {
        dots.pop()
    }

    #[inline]
    fn scattered<D>(dots: Option<D>) -> Vec<D> {
        dots.into_iter().collect()
    }
}

impl<T, E: Clone> Container for Result<T, E> {
    type Around<U> = Result<U, E>;
    type Dots<D> = Result<D, ()>;

    #[inline]
    fn like<U>(&self, mut item: impl FnMut() -> U) -> Result<U, E> {
        match self {
            Ok(_) => Ok(item()),
            Err(error) => Err(error.clone()),
        }
    }

    #[inline]
    fn gathered<U>(&self, mut items: Vec<U>) -> Result<U, E> {
        self.like(|| items.pop().expect("as many as this has"))
    }

    #[inline]
    fn gathered_dots<D>(&self, mut dots: Vec<D>) -> Result<D, ()> {
        dots.pop().ok_or(())
    }

    #[inline]
    fn scattered<D>(dots: Result<D, ()>) -> Vec<D> {
        dots.into_iter().collect()
    }
}

impl<C: Container> Container for &C {
    type Around<U> = C::Around<U>;
    type Dots<D> = C::Dots<D>;

    #[inline]
    fn like<U>(&self, item: impl FnMut() -> U) -> C::Around<U> {
        C::like(self, item)
    }

    #[inline]
    fn gathered<U>(&self, items: Vec<U>) -> C::Around<U> {
        C::gathered(self, items)
    }

    #[inline]
    fn gathered_dots<D>(&self, dots: Vec<D>) -> C::Dots<D> {
        C::gathered_dots(self, dots)
    }

    #[inline]
    fn scattered<D>(dots: C::Dots<D>) -> Vec<D> {
        C::scattered(dots)
    }
}

/// An array of as many as its type says.
#[inline]
pub fn array_of<U, const N: usize>(mut item: impl FnMut() -> U) -> [U; N] {
    std::array::from_fn(|_| item())
}

/// What has as many items.
#[inline]
pub fn container_like<C: Container, U>(value: &C, item: impl FnMut() -> U) -> C::Around<U> {
    value.like(item)
}

/// Items in a container that holds as many as another.
#[inline]
pub fn gathered<C: Container, U>(like: C, items: Vec<U>) -> C::Around<U> {
    like.gathered(items)
}

/// The derivatives of [`gathered()`].
#[allow(non_camel_case_types, reason = "named like its function")]
pub struct gathered {}

impl crate::undifferentiated::Derivatives for gathered {}

/// The tangent of a container that holds as many items as another.
type Dots<C, U> = <C as Container>::Dots<<U as Differentiable>::Tangent>;

/// The cotangent of items.
type Bars<'b, U> = Option<&'b mut Vec<<U as Differentiable>::Tangent>>;

impl gathered {
    /// It does nothing but move what it is given.
    pub const REPEATABLE: bool = true;

    /// The function itself.
    #[inline]
    pub fn value<C: Container, U>(like: C, items: Vec<U>) -> C::Around<U> {
        like.gathered(items)
    }

    /// Reverse mode.
    #[inline]
    #[allow(clippy::type_complexity, reason = "what a pullback is of is said in its type")]
    pub fn pullback<C: Container, U: Differentiable>(
        like: C,
        items: Vec<U>,
    ) -> (C::Around<U>, fn(Dots<C, U>, Option<&mut ()>, Bars<'_, U>))
    where
        C::Around<U>: Differentiable<Tangent = Dots<C, U>>,
    {
        (like.gathered(items), |bar, _, items_bar| {
            for (item_bar, bar) in items_bar.into_iter().flatten().zip(C::scattered(bar)) {
                crate::TangentSpace::accumulate(item_bar, &bar);
            }
        })
    }

    /// The same.
    #[inline]
    #[allow(clippy::type_complexity, reason = "what a pullback is of is said in its type")]
    pub fn owned_pullback<C: Container, U: Differentiable>(
        like: C,
        items: Vec<U>,
    ) -> (C::Around<U>, fn(Dots<C, U>, Option<&mut ()>, Bars<'_, U>))
    where
        C::Around<U>: Differentiable<Tangent = Dots<C, U>>,
    {
        gathered::pullback(like, items)
    }

    /// Forward mode.
    #[inline]
    pub fn tangent<C: Container, U: Differentiable>(
        like: C,
        items: Vec<U>,
        _: Option<()>,
        items_dot: Option<Vec<U::Tangent>>,
    ) -> (C::Around<U>, Dots<C, U>) {
        let dots = items_dot.unwrap_or_else(|| items.zero_tangent());
        let dot = like.gathered_dots(dots);
        (like.gathered(items), dot)
    }
}
