//! `?` in functions whose result is an `Option` or a `Result` by another name: which of them it is the types say.

/// What `?` makes of a failure, in a function that results in this.
#[diagnostic::on_unimplemented(
    message = "a `?` that makes a `{O}` of a `{Self}` has no derivative",
    label = "only a `?` of an `Option` in an `Option`, and of a `Result` in a `Result`, is differentiated"
)]
pub trait Fails<O> {
    /// The failure; none if it is none.
    fn failed(self) -> Option<O>;
}

impl<T, U> Fails<Option<U>> for Option<T> {
    #[inline]
    fn failed(self) -> Option<Option<U>> {
        self.is_none().then_some(None)
    }
}

impl<T, U, E, F: From<E>> Fails<Result<U, F>> for Result<T, E> {
    #[inline]
    fn failed(self) -> Option<Result<U, F>> {
        self.err().map(|error| Err(F::from(error)))
    }
}

impl<T, U> Fails<Option<U>> for &Option<T> {
    #[inline]
    fn failed(self) -> Option<Option<U>> {
        self.as_ref().failed()
    }
}

impl<'a, T, U, E, F: From<&'a E>> Fails<Result<U, F>> for &'a Result<T, E> {
    #[inline]
    fn failed(self) -> Option<Result<U, F>> {
        self.as_ref().failed()
    }
}

/// `return value?`, of what failed.
///
/// # Panics
/// If it didn't; generated code asks before.
#[inline]
pub fn failed<P: Fails<O>, O>(value: P) -> O {
    value.failed().expect("nothing is there")
}
