//! What stands in for a derivative that doesn't exist, so that the error says what to do.
//!
//! Generated code calls `f::pullback` where the user calls `f`. If `f` has no derivatives there is no
//! such type, and rustc could only say that it can't find a module `f`. So generated code
//! imports `f` under another name, over a glob import of that name from [`derivatives!`]: where a
//! type `f` exists it wins, and where not, the call is one of [`Missing`], a type that can't be made out: rustc says
//! with our message why not, at the call, and says nothing of what is done with it. Each call of each mode
//! says the same at the same place, and rustc says it once.

/// What fails.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function (or `#[primitive(..)]`, with a rule of your own), \
            or take its arguments out of the derivative with `stop_gradient(..)`; \
            one that returns a `&mut` reference has none: pass what it lends as `&mut *m.at_mut(i)`; one that returns an iterator over `&mut` references, or out of a trait, neither: return a `Vec`; one that returns a reference out of a trait neither: return an owned value; \
            one with the option `name` is called by that name",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait Differentiated {
    /// What can't be made out.
    type Derivatives;
}

/// Whether a function may be called again: what differentiates its gradient asks.
pub struct CalledAgain<const REPEATABLE: bool>;

/// What may be called again.
#[diagnostic::on_unimplemented(
    message = "a gradient is differentiated of a function that may do or give something else the second time",
    label = "its derivative calls the function once more",
    note = "put `#[differentiate]` on what it calls, and take effects and constants that change out of it",
    note = "see \"A derivative inside\" in `ad_runtime::errors`"
)]
pub trait MayBeCalledAgain {
    /// `true`. Where rustc can't make it out, it says so once.
    const KNOWN: bool = true;
}

impl MayBeCalledAgain for CalledAgain<true> {}

/// Compiles only if the function may be called again.
#[inline]
pub const fn repeatable_gradient(is_repeatable: bool) {
    assert!(
        is_repeatable,
        "a gradient is differentiated of a function that may do or give something else the second time: put `#[differentiate]` on what it calls, and take effects and constants that change out of it; see \"A derivative inside\" in `ad_runtime::errors`"
    );
}

/// The derivatives of a function of `ARITY` parameters that has none.
pub type Missing<const ARITY: usize> = Unknown<<() as Differentiated>::Derivatives, ARITY>;

/// The type beside a function, or what stands in for it. Nothing else has it: a type that has the function's name by chance.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no function's derivatives: a type of another kind has the function's name",
    label = "called with a value that depends on a differentiated parameter",
    note = "give the function `#[differentiate(name = f_ad)]`, and call it by that name, `f_ad(..)`",
    note = "see \"A function whose name a type has\" in `ad_runtime::errors`"
)]
pub trait Derivatives {
    /// `true`. Where rustc can't make it out, it says so once.
    const KNOWN: bool = true;
    /// Whether the function results in one float.
    const SCALAR: bool = false;
    /// Whether the function may be called again.
    const REPEATS: bool = true;
}

/// The type beside a function that has derivatives of that order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no derivatives of order {WANTED}",
    label = "a derivative of order {WANTED} goes through it",
    note = "put `#[differentiate(order = {WANTED})]` on it",
    note = "see \"Higher orders\" in `ad_runtime::errors`"
)]
pub trait OfOrder<const WANTED: usize> {
    /// `true`. Where rustc can't make it out, it says so once.
    const KNOWN: bool = true;
}

#[diagnostic::do_not_recommend]
impl<T, const ARITY: usize, const WANTED: usize> OfOrder<WANTED> for Unknown<T, ARITY> {}
#[diagnostic::do_not_recommend]
impl<const ARITY: usize, const WANTED: usize> OfOrder<WANTED> for Undifferentiated<ARITY> {}

#[diagnostic::do_not_recommend]
impl<T, const ARITY: usize> Derivatives for Unknown<T, ARITY> {}
#[diagnostic::do_not_recommend]
impl<const ARITY: usize> Derivatives for Undifferentiated<ARITY> {}

/// The type beside a function, given the proof that it is one.
pub trait HasDerivatives<const KNOWN: bool> {
    /// The type.
    type Itself;
}

impl<T, const KNOWN: bool> HasDerivatives<KNOWN> for T {
    type Itself = T;
}

/// What has the functions that derivatives have.
pub struct Unknown<T, const ARITY: usize>(T);

/// What has methods with derivatives, of the kind `M`. Nothing has those of the kind `()`, which stand behind all methods whose receivers are of unknown types: where
/// there are no derivatives, rustc says so with this message, at the call.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function's `impl` (a method of another crate's type: call a function of your own with `#[primitive(..)]`), \
            or take its arguments out of the derivative with `stop_gradient(..)`; \
            one that returns a `&mut` reference has none: pass what it lends as `&mut *m.at_mut(i)`; one that returns an iterator over `&mut` references, or out of a trait, neither: return a `Vec`; one that returns a reference out of a trait neither: return an owned value",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait HasMethods<M> {}

/// What has methods with derivatives of that order. Nothing has: it stands behind what says that a method has them.
#[diagnostic::on_unimplemented(
    message = "this method has no derivatives of order {WANTED}",
    label = "a derivative of order {WANTED} goes through it",
    note = "put `#[differentiate(order = {WANTED})]` on the method's `impl`, or take its arguments out of the derivative with `stop_gradient(..)`",
    note = "see \"Higher orders\" in `ad_runtime::errors`"
)]
pub trait HasMethodsOfOrder<const WANTED: usize> {}

/// Those of floats.
#[derive(Debug)]
pub enum Floats {}

/// Never called.
#[inline]
pub fn never() -> ! {
    unreachable!("what is asked for its type isn't run")
}

/// What an associated function without derivatives would have to have.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function's `impl`, \
            or take its arguments out of the derivative with `stop_gradient(..)`",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait OfDerivatives {}

/// What a derivative of an associated function returned.
pub struct Called<R>(pub R);

impl Called<Undifferentiated<0>> {
    /// Nothing, and so there is no [`ThereIs::ad_it`]: rustc says why not, and makes an error of the expression at once.
    #[inline]
    pub fn ad_found(self) -> Undifferentiated<0> {
        self.0
    }
}

/// All others, which derivatives returned.
pub trait Found {
    /// What there is.
    type There;

    /// It.
    fn ad_found(self) -> Self::There;
}

impl<R> Found for Called<R> {
    type There = There<R>;

    #[inline]
    fn ad_found(self) -> There<R> {
        There(self.0)
    }
}

/// What there is.
pub struct There<R>(R);

impl<R> There<R> {
    /// It.
    #[inline]
    pub fn ad_it(self) -> R {
        self.0
    }
}

/// What isn't there.
pub trait ThereIs {
    /// Never called.
    fn ad_it(&self) {}
}

impl<const ARITY: usize> ThereIs for Undifferentiated<ARITY> where
    Undifferentiated<ARITY>: OfDerivatives
{
}

/// A function of `ARITY` parameters without derivatives, as far as it may do without.
pub struct Undifferentiated<const ARITY: usize>;

impl<const ARITY: usize> Undifferentiated<ARITY> {
    /// Nothing is known of the function.
    pub const REPEATABLE: bool = false;
}

macro_rules! undifferentiated {
    ($arity:literal $select:ident: $($arg:ident $dot:ident)*) => {
        impl Undifferentiated<$arity> {
            /// Calls the function, which may only select.
            #[inline]
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            #[allow(non_snake_case, reason = "an argument is named like its type")]
            pub fn $select<$($arg: Plain,)* R: Selection>(
                $($arg: $arg,)*
                function: impl FnOnce($($arg),*) -> R,
            ) -> R {
                function($($arg),*)
            }
        }

        missing!($arity: $($arg $dot)*);
    };
}

macro_rules! missing {
    ($arity:literal: $($arg:ident $dot:ident)*) => {
        #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
        impl<T> Unknown<T, $arity> {
            /// Stands for what its derivatives say.
            pub const REPEATABLE: bool = false;

            /// Stands for the function itself.
            pub fn value<$($arg,)* R>($(_: $arg),*) -> R {
                unreachable!("its type is never known")
            }

            /// Stands for the pullback.
            pub fn pullback<$($arg,)* R>($(_: $arg),*) -> R {
                unreachable!("its type is never known")
            }

            /// Stands for the pullback that borrows nothing.
            pub fn owned_pullback<$($arg,)* R>($(_: $arg),*) -> R {
                unreachable!("its type is never known")
            }

            /// Stands for the tangent.
            pub fn tangent<$($arg,)* $($dot,)* R>($(_: $arg,)* $(_: Option<$dot>),*) -> R {
                unreachable!("its type is never known")
            }
        }
    };
}

// One line for each arity: rustc shows the line in a note.
undifferentiated!(1 select1: A1 D1);
undifferentiated!(2 select2: A1 D1 A2 D2);
undifferentiated!(3 select3: A1 D1 A2 D2 A3 D3);
undifferentiated!(4 select4: A1 D1 A2 D2 A3 D3 A4 D4);
undifferentiated!(5 select5: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5);
undifferentiated!(6 select6: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6);
undifferentiated!(7 select7: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7);
undifferentiated!(8 select8: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8);
undifferentiated!(9 select9: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9);
undifferentiated!(10 select10: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10);
undifferentiated!(11 select11: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10 A11 D11);
undifferentiated!(12 select12: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10 A11 D11 A12 D12);

missing!(13: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10 A11 D11 A12 D12 A13 D13);
missing!(14: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10 A11 D11 A12 D12 A13 D13 A14 D14);
missing!(15: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10 A11 D11 A12 D12 A13 D13 A14 D14 A15 D15);
missing!(16: A1 D1 A2 D2 A3 D3 A4 D4 A5 D5 A6 D6 A7 D7 A8 D8 A9 D9 A10 D10 A11 D11 A12 D12 A13 D13 A14 D14 A15 D15 A16 D16);

macro_rules! selects {
    ($($select:ident: $($arg:ident)*;)*) => {
        /// Functions that have derivatives: the type beside them, found after what [`Undifferentiated`] has of the same names.
        #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
        #[allow(non_snake_case, reason = "an argument is named like its type")]
        pub trait Selects {
            $(
                /// Calls the function.
                #[inline]
                fn $select<$($arg,)* R>(
                    $($arg: $arg,)*
                    function: impl FnOnce($($arg),*) -> R,
                ) -> R {
                    function($($arg),*)
                }
            )*
        }
    };
}

impl<T: ?Sized> Selects for T {}

selects! {
    select1: A;
    select2: A B;
    select3: A B C;
    select4: A B C D;
    select5: A B C D E;
    select6: A B C D E F;
    select7: A B C D E F G;
    select8: A B C D E F G H;
    select9: A B C D E F G H I;
    select10: A B C D E F G H I J;
    select11: A B C D E F G H I J K;
    select12: A B C D E F G H I J K L;
}

/// What a function without derivatives may be given, if it is only to select: what can't keep a value and hand it back later.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives, and may keep what it is given in a `{Self}`",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function, or take its arguments out of the derivative with `stop_gradient(..)`; \
            without the attribute a function may be given numbers, texts and lists of them",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait Plain {}

/// What a function without derivatives may result in: it has no tangent.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function (or `#[primitive(..)]`, with a rule of your own), \
            or take its arguments out of the derivative with `stop_gradient(..)`; \
            one that results in `bool`, an integer or a text needs no derivatives",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait Selection {}

/// Nothing: compiles only if a function that results in this only selects.
#[inline]
pub fn selection<R: Selection>() {}

macro_rules! marked {
    ($marker:ident: $($T:ty)*) => {
        $(impl $marker for $T {})*
    };
}

marked!(Plain: f32 f64 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char str String);
impl Plain for () {}
marked!(Selection: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char str String);
marked!(Selection: std::cmp::Ordering std::num::FpCategory);

macro_rules! marked_around {
    ($marker:ident) => {
        impl<T: $marker + ?Sized> $marker for &T {}
        impl<T: $marker> $marker for [T] {}
        impl<T: $marker, const N: usize> $marker for [T; N] {}
        impl<T: $marker> $marker for Vec<T> {}
        impl<T: $marker + ?Sized> $marker for Box<T> {}
        impl<T: $marker> $marker for Option<T> {}
        impl<T: $marker> $marker for std::ops::Range<T> {}
        impl<T: $marker> $marker for std::ops::RangeInclusive<T> {}
        impl<A: $marker, B: $marker> $marker for (A, B) {}
        impl<A: $marker, B: $marker, C: $marker> $marker for (A, B, C) {}
        impl<A: $marker, B: $marker, C: $marker, D: $marker> $marker for (A, B, C, D) {}
    };
}

marked_around!(Plain);
marked_around!(Selection);
impl<T: Plain, E: Plain> Plain for Result<T, E> {}
// An error is a constant.
impl<E> Selection for Result<(), E> {}
impl<T: Selection, E> Selection for Result<T, E> {}

/// Any type, of which nothing matters.
pub trait Whatever {
    /// `()`
    type Nothing;
}

impl<T: ?Sized> Whatever for T {
    type Nothing = ();
}

/// What a function without reverse mode fails at when a reverse sweep calls it.
#[diagnostic::on_unimplemented(
    message = "this function has no reverse mode",
    label = "called by a function that is differentiated in reverse mode",
    note = "remove the option `forward` from its `#[differentiate(..)]`, give its `#[primitive(..)]` a `bprop`, \
            or add `forward` to the calling function's `#[differentiate]`",
    note = "see \"A function without reverse mode\" in `ad_runtime::errors`"
)]
pub trait ReverseMode {
    /// What its pullback returns.
    type Derivative;
}

/// What a function without forward mode fails at when a forward sweep calls it.
#[diagnostic::on_unimplemented(
    message = "this function has no forward mode",
    label = "called by a function that is differentiated in forward mode",
    note = "remove the option `reverse` from its `#[differentiate(..)]`, give its `#[primitive(..)]` a `jvp`, \
            or add `reverse` to the calling function's `#[differentiate]`",
    note = "see \"A function without forward mode\" in `ad_runtime::errors`"
)]
pub trait ForwardMode {
    /// What its tangent returns.
    type Derivative;
}
