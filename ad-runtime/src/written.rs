//! Whether the code that derivatives are made of compiles.

/// What values go through that are made of such code. Where rustc knows that it doesn't compile, it can't make out the constant, and
/// says nothing of what becomes of these values.
#[derive(Clone, Copy)]
pub struct Written<const COMPILES: bool>;

impl<const COMPILES: bool> Written<COMPILES> {
    /// The same value: of a method whose type can't be made out the result is an error already.
    #[inline(always)]
    pub fn same<T>(self, value: T) -> T {
        value
    }
}

/// Makes errors of variables if code doesn't compile: of those with another name from there on, those with the same, and those that may be changed.
/// Builds without debug assertions don't ask.
#[doc(hidden)]
#[macro_export]
macro_rules! written {
    ($compiles:expr; [$($new:ident = $old:expr),*] $($kept:ident),*; $($mutable:ident),*) => {
        $(
            #[cfg(not(debug_assertions))]
            let $new = $old;
        )*
        #[cfg(debug_assertions)]
        let written = $crate::private::Written::<{ $compiles }>;
        $(
            #[cfg(debug_assertions)]
            let $new = written.same($old);
        )*
        $(
            #[cfg(debug_assertions)]
            #[allow(clippy::shadow_reuse)]
            let $kept = written.same($kept);
        )*
        $(
            #[cfg(debug_assertions)]
            #[allow(clippy::shadow_reuse)]
            let mut $mutable = written.same($mutable);
        )*
    };
}
