//! Errors for the user: collected, underlined, and impossible to forget.
//!
//! In: tokens and a message, from `args`, `signature`, `lower`, `check`, `elimination` and `derive/read`. Out: one `syn::Error` that
//! holds them all. Invariant: a [`Diagnostics`] is always read, by [`Diagnostics::finish`].
//!
//! The span rules:
//! 1. Errors are made from tokens ([`Diagnostics::error`]), never by joining spans: on stable Rust
//!    only tokens underline a whole expression.
//! 2. The smallest guilty tokens: the operator, not the statement.
//! 3. Names that the macro makes have `Span::mixed_site()`, located at the user's tokens they come from.
//! 4. Every IR node keeps the span of the tokens it was lowered from.
//! 5. What rustc says better (types, borrows, unknown names) is left to rustc: the user's function
//!    is emitted again, untouched, whatever happens here.

use quote::ToTokens;

/// The errors found so far. Must be closed with [`Diagnostics::finish`].
#[derive(Default)]
pub struct Diagnostics {
    errors: Vec<syn::Error>,
    finished: bool,
}

impl Diagnostics {
    /// Adds an error that underlines `tokens`.
    pub fn error(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.errors.push(syn::Error::new_spanned(tokens, message));
    }

    /// Adds an error at one span.
    pub fn error_at(&mut self, span: proc_macro2::Span, message: impl std::fmt::Display) {
        self.errors.push(syn::Error::new(span, message));
    }

    /// Adds an error that a parser returned.
    pub fn add(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// Whether an error has been found.
    pub fn any(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Closes it without a word: what it was about is left alone.
    pub fn forget(mut self) {
        self.finished = true;
    }

    /// The gate: `Ok` if nothing was wrong, else all errors as one.
    pub fn finish(mut self) -> syn::Result<()> {
        self.finished = true;
        let errors = std::mem::take(&mut self.errors).into_iter();
        match errors.reduce(|mut all, error| {
            all.combine(error);
            all
        }) {
            Some(all) => Err(all),
            None => Ok(()),
        }
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        debug_assert!(self.finished || std::thread::panicking(), "diagnostics were never read");
    }
}
