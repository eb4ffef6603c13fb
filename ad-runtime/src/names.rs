//! Names: that they mean what the macros took them for.
//!
//! The macros see how a name is spelled, not what it means. Where that decides something, generated code holds an expression, which
//! nobody runs, that compiles only if the name means it.

/// Any value, for a pattern to say of which type.
pub fn any<T>() -> T {
    unreachable!("nobody runs this")
}

/// What a name stands for.
pub struct Named<T>(pub T);

/// The type of what a pattern with a new variable matches here; no constant is of it.
pub struct Anything;

/// Of a constant's type nothing is a new variable.
#[diagnostic::on_unimplemented(
    message = "unsupported: a constant, unit struct or variant in a pattern, by a name that is taken for a new variable",
    label = "this name is no new variable",
    note = "write its path, `self::NAME` or `Kind::Name`, or give it a name that begins with a capital",
    note = "see \"A constant by a variable's name\" in `ad_runtime::errors`"
)]
pub trait NewVariable<T> {}

impl NewVariable<Anything> for Anything {}

/// std's `Option`.
#[diagnostic::on_unimplemented(
    message = "unsupported: another `{Self}` under the name of a variant of std's `Option`",
    label = "this is taken for std's",
    note = "give it a name of its own",
    note = "see \"An item by a name of std's\" in `ad_runtime::errors`"
)]
pub trait StdOption {}

impl StdOption for Option<()> {}

/// std's `Result`.
#[diagnostic::on_unimplemented(
    message = "unsupported: another `{Self}` under the name of a variant of std's `Result`",
    label = "this is taken for std's",
    note = "give it a name of its own",
    note = "see \"An item by a name of std's\" in `ad_runtime::errors`"
)]
pub trait StdResult {}

impl StdResult for Result<(), ()> {}

impl<T> Named<T> {
    /// Compiles only if the name is a new variable.
    pub fn is_variable(self)
    where
        Anything: NewVariable<T>,
    {
    }

    /// Compiles only if it is of std's `Option`.
    pub fn is_option(self)
    where
        T: StdOption,
    {
    }

    /// Compiles only if it is of std's `Result`.
    pub fn is_result(self)
    where
        T: StdResult,
    {
    }
}

/// Whether two functions are one: each has a type of its own.
#[diagnostic::on_unimplemented(
    message = "unsupported: a function of one's own by the name of one that the derivatives know",
    label = "this is taken for std's, or for `stop_gradient`",
    note = "give it a name of its own, or call it by another path",
    note = "see \"An item by a name of std's\" in `ad_runtime::errors`"
)]
pub trait SameFunction<F> {}

impl<F> SameFunction<F> for F {}

/// Compiles only if both are one function.
pub fn same_function<F, G: SameFunction<F>>(_: F, _: G) {}

/// What items may be collected into.
#[diagnostic::on_unimplemented(
    message = "unsupported: `collect` into a `{Self}`",
    label = "this is taken for a `Vec` by another name",
    note = "collect into a `Vec<_>` and convert that",
    note = "see \"`collect` into something else\" in `ad_runtime::errors`"
)]
pub trait Collected {
    /// Itself.
    type List;

    /// That it is one.
    const KNOWN: bool = true;
}

impl<T> Collected for Vec<T> {
    type List = Vec<T>;
}

/// The same, where it is known.
pub trait HasList<const KNOWN: bool> {
    /// Itself.
    type List;
}

impl<C: Collected> HasList<true> for C {
    type List = C::List;
}

/// An iterator that nobody else knows.
pub struct NoItems(());

impl Iterator for NoItems {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        None
    }
}

/// Compiles only if both result in the same type.
pub fn same_result<T>(_: impl FnOnce(NoItems) -> T, _: impl FnOnce(NoItems) -> T) {}

/// Whether two types are one.
#[diagnostic::on_unimplemented(
    message = "unsupported: a type of one's own by the name of one of std's",
    label = "this is taken for `{T}`",
    note = "give it a name of its own",
    note = "see \"An item by a name of std's\" in `ad_runtime::errors`"
)]
pub trait SameType<T: ?Sized> {}

impl<T: ?Sized> SameType<T> for T {}

/// Compiles only if both are one type.
pub fn same_type<T: ?Sized, U: SameType<T> + ?Sized>() {}

/// Two functions, each of which has a type of its own.
pub struct Pair<F, G>(F, G);

/// Two functions.
pub fn pair<F, G>(f: F, g: G) -> Pair<F, G> {
    Pair(f, g)
}

/// A path of a type means a trait's function.
pub struct OfTrait;

/// It means one of the type's own.
pub struct OfItself;

impl<F> Pair<F, F> {
    /// They are one.
    pub fn which(&self) -> OfTrait {
        OfTrait
    }
}

/// They are two.
pub trait Apart {
    /// They are two.
    fn which(&self) -> OfItself;
}

impl<F, G> Apart for Pair<F, G> {
    fn which(&self) -> OfItself {
        OfItself
    }
}

/// Whether a method and its derivatives are of the same block.
#[diagnostic::on_unimplemented(
    message = "unsupported: a method of the type's own by the name of one of this trait's, which calls would find, and the trait's derivatives with it",
    label = "the type has another method of this name",
    note = "give it another name, or put `#[differentiate]` on its block",
    note = "see \"A method by the name of a trait's\" in `ad_runtime::errors`"
)]
pub trait Agree {}

#[diagnostic::do_not_recommend]
impl Agree for (OfTrait, OfTrait) {}
#[diagnostic::do_not_recommend]
impl Agree for (OfItself, OfItself) {}
// So that rustc takes neither for granted.
#[diagnostic::do_not_recommend]
impl Agree for (OfTrait, Anything) {}
#[diagnostic::do_not_recommend]
impl Agree for (OfItself, Anything) {}

/// Compiles only if a method and its derivatives are of the same block.
pub fn agree<M, D>(_: M, _: D)
where
    (M, D): Agree,
{
}

/// std's macros that the derivatives know. Imported by a glob, each is ambiguous where another macro has its name.
pub mod macros {
    pub use std::{
        assert, assert_eq, assert_ne, debug_assert, debug_assert_eq, debug_assert_ne, eprint,
        eprintln, format, matches, panic, print, println, todo, unimplemented, unreachable, vec,
    };
}

/// A list and an array, and by what it is seen of what they are.
pub fn any_lists<T, const N: usize>() -> (Vec<T>, [T; N], ([(); N], T)) {
    any()
}

/// Methods by the names of slices', which a call finds before these: where another trait has one of them too, rustc calls it ambiguous.
macro_rules! methods_of_slices {
    ($($name:ident)*) => {
        methods_of_slices!(TakenForStds (&self) $($name)*);
        methods_of_slices!(TakenForStdsMut (&mut self) $($name)*);
        methods_of_slices!(TakenForStdsOwned (self) $($name)*);
    };
    ($of:ident $receiver:tt $($name:ident)*) => {
        /// What is called on a list, and taken for the method of slices.
        #[allow(clippy::wrong_self_convention, reason = "they are called as others are, whatever these take")]
        pub trait $of: Sized {
            $(
                /// Found only where no other method of the name is.
                fn $name $receiver {}
            )*
        }
        impl<T> $of for Vec<T> {}
        impl<T, const N: usize> $of for [T; N] {}
    };
}

methods_of_slices! {
    iter iter_mut windows chunks chunks_mut chunks_exact chunks_exact_mut swap reverse
    rotate_left rotate_right fill copy_from_slice clone_from_slice contains to_vec first
    first_mut last last_mut get get_mut split_at split_at_mut split_first split_first_mut
    split_last split_last_mut sort_by sort_unstable_by sort_by_key sort_unstable_by_key
    sort_by_cached_key copy_within rchunks concat as_flattened binary_search_by partition_point
}

/// The method that copies floats, which a call finds before std's: where another trait has one too, rustc calls it ambiguous.
pub trait TakenForCopies: Sized {
    /// Found only where no other method of the name takes them by value.
    #[allow(clippy::should_implement_trait, reason = "it has that name")]
    fn clone(self) {}
}

impl TakenForCopies for f64 {}
impl TakenForCopies for f32 {}

/// A reference to a float, and one by which it is changed.
pub fn any_reference<'a, T>() -> (&'a T, &'a mut T) {
    any()
}

/// Methods by the names of floats', which a call on a reference to one finds before those: where another trait has one of them too, rustc calls it ambiguous.
macro_rules! methods_of_references {
    ($($name:ident)*) => {
        /// What is called on a reference to a float, and taken for the float's method.
        pub trait TakenForFloats: Sized {
            $(
                /// Found only where no other method of the name is.
                fn $name(self) {}
            )*
        }
    };
}

methods_of_references! {
    abs acos acosh asin asinh atan atan2 atanh cbrt ceil clamp copysign cos cosh div_euclid exp
    exp2 exp_m1 floor fract hypot ln ln_1p log log10 log2 max midpoint min mul_add next_down
    next_up powf powi recip rem_euclid round round_ties_even signum sin sinh sqrt tan tanh
    to_degrees to_radians trunc
}

impl TakenForFloats for &f64 {}
impl TakenForFloats for &f32 {}
impl TakenForFloats for &mut f64 {}
impl TakenForFloats for &mut f32 {}
