//! What generated code calls. Not for people, and not covered by semantic versioning.
//!
//! Invariant: the macros name nothing of this crate but what stands here, the items of
//! [`prim`](crate::prim), and the types `check::Report` and `check::Mismatch`.

use crate::check::coordinates;
use crate::space::accumulate::{Accumulate, Assign, Reset, SetZero};

pub use crate::asked::{AsksNobody, AsksOfCallable, AsksOfKnown, Unasked, Whom};
pub use crate::bars::{fresh, give_back, give_back_unbounded, unbounded};
pub use crate::beyond::Beyond;
pub use crate::bounds::{Bounded, ByFloat, ByNoBound, ByOtherReal, ByReal};
pub use crate::check::compare::check;
pub use crate::check::coordinates::joined;
pub use crate::check::coordinates::{
    Coordinates, Entries, KnownCoordinates, Listed, Listing, OwnedCoordinates, Visitor, copied,
    entries, listing,
};
pub use crate::checkpoint::{Behind, Checkpoints, repeatable_in_lanes, repeatable_step};
pub use crate::constant::Constant;
pub use crate::construct::{
    Built, Constructor1, Constructor2, Constructor3, Constructor4, Constructor5, Constructor6,
    TupleStruct,
};
pub use crate::container::{array_of, container_like, gathered};
pub use crate::conversions::{Converted, value_of};
pub use crate::copies::{Copied, CopiedByClone, CopiedByNothing, CopiedByParts};
pub use crate::cows::{cow, into_cow};
pub use crate::crates::constructors::{
    PullbackForm, Standing, TangentForm, ValueForm, names as constructors,
};
pub use crate::crates::parts::{ItsOwnValue, Part};
pub use crate::crates::traits as crates;
pub use crate::deques::{DequeMethods, HigherDequeMethods};

pub use crate::dynamic::{
    DynTangent, Erased, ObjectOf, PassedAs, changed_object, moved_object, object, object_dot,
    object_mut, regained,
};
pub use crate::failures::failed;
pub use crate::fit::{
    Fit, Ignored, Intangible, IsConstant, Keep, NoTangent, PassedDot, Refit, Tangible, Value,
    ValueDot, Wanted, fitted, keep, passed_dot, refitted, value_dot,
};
pub use crate::found::{
    AskedFor, FoundAnother, FoundOf, NoMethod, NoPointer, NoPointerAt, NoWay, PointerOnTheWay,
    WayOf1, WayOf2, WayOf3, WayOf4, WayOfArray, WayOfArrayBehind, WayOfMore,
};
pub use crate::functions::{Closure, ConstantFunction, DualClosure};
pub use crate::given::{
    AsBar, Captured, CapturesNothing, Capturing, DotOf, Kept, KeptCounted, KeptOtherwise,
    KeptUnchanged, KeptUncopied, Known, LentFunction, PassedFunction, Repeating, Repeats,
    TakesFunctions, Unnamed, captured, captured_function, no_captures, repeats,
};
#[cfg(feature = "ndarray")]
pub use crate::hessian::rows;
pub use crate::hessian::{HessianTarget, hessian_diagonal, hessian_in_lanes, hessian_into, square};
pub use crate::indices::{
    ChangedByRule, ChangedThrough, DerefWithoutIndex, IndexedByRule, Places, Said, Through,
    Unchanging, WithRule, WithoutRule, has_places, in_module, index_in, index_mut_in,
    is_tangent_of, list_in,
};
pub use crate::integers::{IntegerMethods, SignedMethods, UnsignedMethods};
pub use crate::jacobian::{
    CalledOften, Composite, Fresh, Inputs, Jacobian, Mode, SeveralNumbers, Target, jacobian,
    jacobian_in_lanes, no_mode,
};
pub use crate::keeping::{KeptByCopy, KeptByItself, Resulted, Resulting};
pub use crate::keys::{ByItself, ByKey, IndexOf, Key, KeyOf, Keyed, LendsParts, LentBy, key_in};
pub use crate::lengths::LengthMethods;
pub use crate::lent::{
    Lending, Lent, Nothing, Owner, Owns, Plainly, Pointing, WithoutTangent, nothing_in,
};
pub use crate::lists::{MaybeList, NoList, OfConstants, std_list_in};
pub use crate::mapped::{Mapped, mapped_in};
pub use crate::maps::{
    FindsOut, LooksUp, Map, MapKey, MapMethods, Places as MapPlaces, key_of, keys,
};
pub use crate::methods::{FloatMethods, HigherFloatMethods};
pub use crate::names::{
    Agree, Apart, Collected, HasList, Named, NoItems, OfItself, OfTrait, Pair, TakenForCopies,
    TakenForFloats, TakenForStds, TakenForStdsMut, TakenForStdsOwned, agree, any, any_lists,
    any_reference, macros, pair, same_function, same_result, same_type,
};
pub use crate::of_std::{AList, ANumber, AnOperand, IsOther, IsStd};
pub use crate::parameters::{Misfit, MovedBy};
pub use crate::payload::{
    FromReceiverDot, Given, NoDot, ReceiverDot, ReceiverDotMut, failure, given, has_payload, items,
    items_mut, list, outcome, payload, payload_mut, receiver_form, shape, success,
};
pub use crate::pointee::{
    ArrayIn, ByReference, ByValue, Iterated, IteratorIn, ListItem, TakenForAnIterator, iterator_in,
};
pub use crate::ranges::ContainsMethods;
pub use crate::real::Float;
pub use crate::recursion::{Differs, Edge, Same, edge};
pub use crate::rules::conversions::{
    converted, converted_again, converted_value, converted_value_again,
};
pub use crate::rules::totals::{said, said_beside};
pub use crate::rules::{components, repeatable_operator};
pub use crate::sorting::Sorting;
pub use crate::space::boxed::BoxedSpace;
pub use crate::space::choice::different_variants;
pub use crate::space::known::{HasTangent, TangentIsCopy, zero_bar};
pub use crate::space::{Differentiable, Point, TangentSpace};
pub use crate::sparse::{FreshHessian, FreshJacobian};
pub use crate::std_values::{std_option_in, std_value_in};
pub use crate::steady::{Steady, steady};
pub use crate::tangents::{
    cast_like, cast_tangent, difference, integer_in, neg, number_in, scaled, scaled_by_nonzero,
    sum, twice, unscaled, whole, zero_or_scaled, zero_or_unscaled,
};
pub use crate::types::{
    ItemsOf, Look, Looked, Pointer, PointerType, Referred, Type, type_by, type_of,
};
pub use crate::underived::{
    At, AtMut, Bar as UnderivedBar, Certified, Done, Dot as UnderivedDot, Handed, Marked,
    NotMarked, OfConstant, OfDerived, OfDifferentiated, OrElse, Pointee, Refused, Returned, Seen,
    SeenMut, Underived, UnderivedFunction, Unmarked,
};
pub use crate::undifferentiated::{
    Called, CalledAgain, Derivatives, Differentiated, ForwardMode, Found, HasDerivatives,
    HasMethods, HasMethodsOfOrder, MayBeCalledAgain, Missing, OfOrder, Plain, ReverseMode,
    Selection, Selects, ThereIs, Undifferentiated, Whatever, never, repeatable_gradient, selection,
};
pub use crate::unset::unset;
pub use crate::values::{
    ByCopy, ByNothing, ByPlainClone, ConstantNumber, Inside, OtherOperand, ReferredOperand,
    UnseenOperand, as_written, constant_number_in, number_of, referred_number_in, shared,
    unborrowed, value_first,
};
pub use crate::written::Written;

/// The zero tangent at a value.
#[inline]
pub fn zero_like<V: Point + ?Sized>(value: &V) -> V::Tangent {
    value.zero_tangent()
}

/// What is computed with as a number: a number, or a reference to one.
pub struct Numeric<T>(pub T);

impl<T: Copy> Numeric<&T> {
    /// What the reference points to.
    pub fn number(self) -> T {
        *self.0
    }
}

/// What is no reference is the number itself.
pub trait Number {
    /// Its type.
    type Number;

    /// The number.
    fn number(self) -> Self::Number;
}

impl<T> Number for Numeric<T> {
    type Number = T;

    fn number(self) -> T {
        self.0
    }
}

/// `bar += value`, the value being owned or borrowed.
#[inline]
pub fn accumulate<B: Accumulate<V> + ?Sized, V>(bar: &mut B, value: V) {
    bar.add(value);
}

/// `bar = 0`
#[inline]
pub fn set_zero<B: SetZero + ?Sized>(bar: &mut B) {
    bar.set_zero();
}

/// `bar = value`
#[inline]
pub fn assign<B: Assign<V> + ?Sized, V>(bar: &mut B, value: V) {
    bar.assign(value);
}

/// `bar = 0`, of this shape if it is another one.
#[inline]
pub fn reset<B: Reset<S> + ?Sized, S>(bar: &mut B, shape: S) {
    bar.reset(shape);
}

/// The number one, of the type that is wanted.
#[inline]
pub fn one<T: crate::Real>() -> T {
    T::one()
}

/// A number of a generic type.
#[inline]
pub fn number<T: crate::Real>(value: f64) -> T {
    T::from_f64(value)
}

/// Whether a float is zero, of either sign.
#[inline]
pub fn is_zero<T: crate::Real>(value: T) -> bool {
    value == T::zero()
}

/// The bar, or the dot, of what is lent to a function that takes it for a constant: what the function leaves there is one.
pub trait Cleared {
    /// Makes it zero.
    fn clear(&mut self);
}

impl<T: crate::TangentSpace> Cleared for T {
    #[inline]
    fn clear(&mut self) {
        self.set_zero();
    }
}

impl Cleared for Constant {
    #[inline]
    fn clear(&mut self) {}
}

/// A type that `check` can take apart and put together again.
#[diagnostic::on_unimplemented(
    message = "`check` can't take a `{Self}` apart",
    label = "the floats of a `{Self}` can't be listed",
    note = "`#[derive(Differentiable)]` on a struct or enum makes this possible for it and its tangent"
)]
pub trait Checked: Coordinates<Owned = Self> {}

impl<T: Coordinates<Owned = T>> Checked for T {}

/// The same of a type and its tangent, given the proof that it has one.
#[diagnostic::on_unimplemented(
    message = "`check` can't take a `{Self}` apart",
    label = "the floats of a `{Self}` or of its tangent can't be listed",
    note = "`#[derive(Differentiable)]` on a struct or enum makes this possible for it and its tangent"
)]
pub trait CheckedPoint<const KNOWN: bool>:
    Checked + Differentiable<Tangent: Checked> + Sized
{
}

impl<T: Checked + Differentiable<Tangent: Checked>, const KNOWN: bool> CheckedPoint<KNOWN> for T {}

/// A type of results that `check` can look at, whose tangents it can make, given the proof that it has them.
#[diagnostic::on_unimplemented(
    message = "`check` can't take a `{Self}` apart",
    label = "the floats of a `{Self}` or of its tangent can't be listed",
    note = "`#[derive(Differentiable)]` on a struct or enum makes this possible for it and its tangent"
)]
pub trait CheckedResult<const KNOWN: bool>:
    Listed + Differentiable<Tangent: Checked> + Sized
{
}

impl<T: Listed + Differentiable<Tangent: Checked>, const KNOWN: bool> CheckedResult<KNOWN> for T {}

/// A result of which there is a gradient, with a tangent of type `T`.
#[diagnostic::on_unimplemented(
    message = "a gradient is of functions whose result is one float, not a `{Self}`",
    label = "call `vjp` (reverse mode) or `jvp` (forward mode) instead, which take results of any shape",
    note = "see \"A gradient of several numbers\" in `ad_runtime::errors`"
)]
pub trait OneFloat<T> {
    /// The number one: the cotangent that a gradient starts with.
    fn seed(&self) -> T;
}

#[diagnostic::do_not_recommend]
impl OneFloat<f64> for f64 {
    #[inline]
    fn seed(&self) -> f64 {
        1.0
    }
}

#[diagnostic::do_not_recommend]
impl OneFloat<f32> for f32 {
    #[inline]
    fn seed(&self) -> f32 {
        1.0
    }
}

/// `value + step * along`, where `along` is a list of coordinates.
pub fn moved<V: Coordinates + ?Sized>(value: &V, along: &mut Entries<'_>, step: f64) -> V::Owned {
    coordinates::moved(value, along, step)
}

/// The tangent at `value` with the given coordinates.
pub fn tangent_of<V, T>(value: &V, along: &mut Entries<'_>) -> T
where
    V: Point<Tangent = T> + ?Sized,
    T: Coordinates<Owned = T> + TangentSpace,
{
    coordinates::replaced(&value.zero_tangent(), along)
}

/// `partial · v`, but zero where the partial is, whatever `v` is.
#[inline]
pub fn times<T: crate::Real>(partial: T, v: T) -> T {
    // Asked in this way, most calls come to the product alone: `v` is a number that is known when it is compiled.
    if partial == T::zero() && !v.is_finite() { T::zero() } else { partial * v }
}

/// What a tangent is multiplied by: a float, or a reference to one.
pub trait Factor<T>: Copy {
    /// The float.
    fn number(self) -> T;
}

impl<T: crate::Real> Factor<T> for T {
    #[inline]
    fn number(self) -> T {
        self
    }
}

impl<T: crate::Real> Factor<T> for &T {
    #[inline]
    fn number(self) -> T {
        *self
    }
}

/// A float, or the tangent of a constant, of which nothing comes if it is zero.
pub trait PerhapsZero<B> {
    /// What a product is.
    type Output;

    /// `self · b`, but zero where `self` is.
    fn product(self, b: B) -> Self::Output;

    /// `self · b`, but zero where either is.
    fn product_of_both(self, b: B) -> Self::Output;

    /// `self / b`, but zero where `self` is.
    fn quotient(self, b: B) -> Self::Output;
}

impl<T: crate::Real, B: Factor<T>> PerhapsZero<B> for T {
    type Output = T;

    #[inline]
    fn product(self, b: B) -> T {
        if self == T::zero() { T::zero() } else { self * b.number() }
    }

    #[inline]
    fn product_of_both(self, b: B) -> T {
        let b = b.number();
        // Not `||`, so that there is no jump.
        let is_zero = (self == T::zero()) | (b == T::zero());
        if is_zero { T::zero() } else { self * b }
    }

    #[inline]
    fn quotient(self, b: B) -> T {
        if self == T::zero() { T::zero() } else { self / b.number() }
    }
}

impl<B> PerhapsZero<B> for crate::Constant {
    type Output = crate::Constant;

    #[inline]
    fn product(self, _: B) -> crate::Constant {
        crate::Constant
    }

    #[inline]
    fn product_of_both(self, _: B) -> crate::Constant {
        crate::Constant
    }

    #[inline]
    fn quotient(self, _: B) -> crate::Constant {
        crate::Constant
    }
}

macro_rules! nothing {
    ($($float:ident)*) => {$(
        impl PerhapsZero<crate::Constant> for $float {
            type Output = crate::Constant;

            #[inline]
            fn product(self, _: crate::Constant) -> crate::Constant {
                crate::Constant
            }

            #[inline]
            fn product_of_both(self, _: crate::Constant) -> crate::Constant {
                crate::Constant
            }

            #[inline]
            fn quotient(self, _: crate::Constant) -> crate::Constant {
                crate::Constant
            }
        }
    )*};
}

nothing!(f32 f64);

/// `a · b`, but zero where `a` is, whatever `b` is: `a` may be the cotangent of what isn't used.
#[inline]
pub fn zero_or_product<A: PerhapsZero<B>, B>(a: A, b: B) -> A::Output {
    a.product(b)
}

/// `a · b`, but zero where either is, whatever the other is: `a` may be an infinite cotangent of a root, at zero.
#[inline]
pub fn zero_or_both<A: PerhapsZero<B>, B>(a: A, b: B) -> A::Output {
    a.product_of_both(b)
}

/// `a / b`, but zero where `a` is, whatever `b` is.
#[inline]
pub fn zero_or_quotient<A: PerhapsZero<B>, B>(a: A, b: B) -> A::Output {
    a.quotient(b)
}

/// Fails to compile where a function that results in an iterator calls what isn't known to be repeatable: derivatives make all items, and at once.
#[track_caller]
pub const fn repeatable_items(is_repeatable: bool) {
    assert!(
        is_repeatable,
        "an iterator over differentiated values, out of a function, calls what may do something else whenever an item is made: collect the items in the function, and return the `Vec`, or call functions with `#[differentiate]` that do nothing else"
    );
}
