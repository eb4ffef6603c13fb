//! What a name was taken for, where only rustc knows what it means.

use proc_macro2::{Ident, Span, TokenStream};

/// A name of the user's, and the meaning that the derivatives rely on. `emit` writes what compiles only if it has that meaning.
#[derive(Clone, Debug)]
pub enum Claim {
    /// In a pattern that may fail, a new variable: no constant, unit struct or variant.
    Variable(Ident),
    /// A variant of std's `Option` or `Result`.
    Variant(syn::Path),
    /// A function of std's, by this path and by the user's.
    Function { std: TokenStream, path: syn::Path },
    /// The `stop_gradient` of the runtime.
    StopGradient(syn::Path),
    /// A type of std's, by this path and by the user's.
    Type { std: TokenStream, path: TokenStream },
    /// A method of slices, which no trait in scope gives to `Vec`s or arrays.
    Method(Ident),
    /// A method of floats, of what is a reference to one, or may be.
    MethodOfReference(Ident),
    /// The method that copies numbers, which no trait in scope gives them by value.
    Copied(Ident),
    /// A macro of std's.
    Macro(syn::Path),
    /// A macro of `itertools`.
    Joining(syn::Path),
    /// A method of `itertools`, on an iterator of std's.
    Itertools(Ident),
    /// A type parameter with these bounds, whose methods by the names of floats' are these.
    Floats { param: Ident, bounds: Vec<syn::TypeParamBound>, methods: Methods, span: Span },
}

/// Which methods of floats: how many traits have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Methods {
    /// All traits of floats.
    Common,
    /// This library's and `num_traits::Float`.
    OfFloat,
    /// This library's alone.
    OfReal,
}
