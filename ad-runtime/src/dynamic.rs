//! Tangents of trait objects: of what is behind a `dyn Layer`, whose type is only known at run time.
//!
//! A trait with `#[differentiate(dyn)]` has objects with derivatives: the tangent of a `dyn Layer`, and so of a `Box<dyn Layer>`, is a [`DynTangent`], which holds the tangent
//! of the value's own type in a box. The macro's part is a trait beside `Layer` that every layer implements, whose functions take and return such tangents; how the
//! two are linked is [`Erased`].

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::check::coordinates::{entries, replaced_by};
use crate::check::{Coordinates, Listed, Visitor};
use crate::fit::Ignored;
use crate::parameters::{Misfit, MovedBy};
use crate::payload::{ReceiverDot, ReceiverDotMut};
use crate::types::Type;
use crate::{Differentiable, TangentSpace};

/// A tangent of whatever type.
trait AnyTangent: Any {
    fn any_clone(&self) -> Box<dyn AnyTangent>;
    fn any_zero_like(&self) -> Box<dyn AnyTangent>;
    fn any_set_zero(&mut self);
    fn any_accumulate(&mut self, other: &dyn AnyTangent);
    fn any_scale(&mut self, factor: f64);
    fn any_dot(&self, other: &dyn AnyTangent) -> f64;
    fn any_listed(&self, visitor: &mut Visitor<'_>);
    fn any_replaced(&self, visitor: &mut Visitor<'_>) -> Box<dyn AnyTangent>;
    fn any_is_like(&self, other: &dyn AnyTangent) -> bool;
}

impl<T: TangentSpace + Coordinates<Owned = T> + 'static> AnyTangent for T {
    fn any_clone(&self) -> Box<dyn AnyTangent> {
        Box::new(self.clone())
    }

    fn any_zero_like(&self) -> Box<dyn AnyTangent> {
        Box::new(self.zero_like())
    }

    fn any_set_zero(&mut self) {
        self.set_zero();
    }

    fn any_accumulate(&mut self, other: &dyn AnyTangent) {
        self.accumulate(alike(other));
    }

    fn any_scale(&mut self, factor: f64) {
        self.scale(factor);
    }

    fn any_dot(&self, other: &dyn AnyTangent) -> f64 {
        self.dot(alike(other))
    }

    fn any_listed(&self, visitor: &mut Visitor<'_>) {
        self.listed(visitor);
    }

    fn any_replaced(&self, visitor: &mut Visitor<'_>) -> Box<dyn AnyTangent> {
        Box::new(self.replaced(visitor))
    }

    fn any_is_like(&self, other: &dyn AnyTangent) -> bool {
        let other: &dyn Any = other;
        other.is::<T>()
    }
}

/// The same tangent, of the type that it is of.
fn alike<T: 'static>(tangent: &dyn AnyTangent) -> &T {
    let tangent: &dyn Any = tangent;
    tangent.downcast_ref().unwrap_or_else(|| of_another_type())
}

#[cold]
#[track_caller]
fn of_another_type() -> ! {
    panic!("a tangent of a trait object is one of another type: they belong to different points")
}

/// The tangent of a trait object, `dyn Layer` or `Box<dyn Layer>`: that of the value's own type, in a box.
///
/// # Panics
/// Operations on two of them panic if they aren't of the same type.
pub struct DynTangent(Box<dyn AnyTangent>);

impl DynTangent {
    /// The tangent, if it is one of a `V`: `net_bar[0].of::<Dense>()`.
    pub fn of<V: Differentiable<Tangent: 'static>>(&self) -> Option<&V::Tangent> {
        let (tangent, whole): (&dyn Any, &dyn Any) = (&*self.0, self);
        // What is behind a pointer to an object is that of what it points to.
        tangent.downcast_ref().or_else(|| whole.downcast_ref())
    }

    /// The same, to be changed.
    pub fn of_mut<V: Differentiable<Tangent: 'static>>(&mut self) -> Option<&mut V::Tangent> {
        let is_whole = (self as &dyn Any).is::<V::Tangent>();
        let tangent: &mut dyn Any = match is_whole {
            true => self,
            false => &mut *self.0,
        };
        tangent.downcast_mut()
    }

    /// The tangent of a value as that of an object.
    #[doc(hidden)]
    pub fn ad_new<T: TangentSpace + Coordinates<Owned = T> + 'static>(tangent: T) -> DynTangent {
        let mut tangent = Some(tangent);
        let whole: &mut dyn Any = &mut tangent;
        let whole = whole.downcast_mut().and_then(Option::<DynTangent>::take);
        match (whole, tangent) {
            (Some(whole), _) => whole,
            (None, Some(tangent)) => DynTangent(Box::new(tangent)),
            (None, None) => unreachable!("it was just put there"),
        }
    }

    /// Runs something with a bar as that of an object.
    #[doc(hidden)]
    pub fn ad_around<T, R>(bar: Option<&mut T>, run: impl FnOnce(Option<&mut DynTangent>) -> R) -> R
    where
        T: TangentSpace + Coordinates<Owned = T> + 'static,
    {
        let Some(bar) = bar else { return run(None) };
        let whole: &mut dyn Any = bar;
        if let Some(whole) = whole.downcast_mut() {
            return run(Some(whole));
        }
        let mut object = DynTangent::ad_new(bar.clone());
        let result = run(Some(&mut object));
        let changed: &mut dyn Any = &mut *object.0;
        std::mem::swap(bar, changed.downcast_mut().unwrap_or_else(|| of_another_type()));
        result
    }

    /// The tangent of a `V`.
    ///
    /// # Panics
    /// If it is another one's.
    #[doc(hidden)]
    pub fn ad_of<V: Differentiable<Tangent: 'static>>(&self) -> &V::Tangent {
        self.of::<V>().unwrap_or_else(|| of_another_type())
    }

    /// The same, to be changed.
    #[doc(hidden)]
    pub fn ad_of_mut<V: Differentiable<Tangent: 'static>>(&mut self) -> &mut V::Tangent {
        self.of_mut::<V>().unwrap_or_else(|| of_another_type())
    }
}

/// The tangent of an object, as that of the value behind it.
#[inline]
pub fn regained<V: Differentiable<Tangent: 'static>>(of: DynTangent, _: Type<V>) -> V::Tangent {
    of.ad_of::<V>().clone()
}

impl Clone for DynTangent {
    fn clone(&self) -> DynTangent {
        DynTangent(self.0.any_clone())
    }
}

impl fmt::Debug for DynTangent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynTangent").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl Differentiable for DynTangent {
    type Tangent = DynTangent;

    fn zero_tangent(&self) -> DynTangent {
        self.zero_like()
    }
}

impl TangentSpace for DynTangent {
    fn zero_like(&self) -> DynTangent {
        DynTangent(self.0.any_zero_like())
    }

    fn set_zero(&mut self) {
        self.0.any_set_zero();
    }

    fn accumulate(&mut self, other: &DynTangent) {
        self.0.any_accumulate(&*other.0);
    }

    fn scale(&mut self, factor: f64) {
        self.0.any_scale(factor);
    }

    fn dot(&self, other: &DynTangent) -> f64 {
        self.0.any_dot(&*other.0)
    }
}

impl Listed for DynTangent {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.0.any_listed(visitor);
    }
}

impl Coordinates for DynTangent {
    type Owned = DynTangent;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> DynTangent {
        DynTangent(self.0.any_replaced(visitor))
    }
}

impl MovedBy<DynTangent> for DynTangent {
    fn move_along(&mut self, factor: f64, tangent: &DynTangent) -> Result<(), Misfit> {
        if !self.0.any_is_like(&*tangent.0) {
            return Err(of_other_type());
        }
        let steps = steps(factor, entries(self).len(), tangent)?;
        let mut steps = steps.into_iter();
        replaced_by(self, &mut |old| old + steps.next().unwrap_or_default());
        Ok(())
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        replaced_by(self, change);
    }
}

/// Moves the value behind an object along its tangent: its floats are replaced, in a copy of it.
pub fn moved_object<V>(value: &mut V, factor: f64, tangent: &DynTangent) -> Result<(), Misfit>
where
    V: Coordinates<Owned = V> + Differentiable<Tangent: 'static>,
{
    if tangent.of::<V>().is_none() {
        return Err(of_other_type());
    }
    let mut steps = steps(factor, entries(value).len(), tangent)?.into_iter();
    replaced_by(value, &mut |old| old + steps.next().unwrap_or_default());
    Ok(())
}

/// Replaces its coordinates.
pub fn changed_object<V: Coordinates<Owned = V>>(
    value: &mut V,
    change: &mut dyn FnMut(f64) -> f64,
) {
    replaced_by(value, change);
}

/// The coordinates of a tangent, scaled, if there are as many as the value has.
fn steps(factor: f64, n: usize, tangent: &DynTangent) -> Result<Vec<f64>, Misfit> {
    let floats = entries(tangent);
    match floats.len() == n {
        true => Ok(floats.into_iter().map(|float| factor * float.value).collect()),
        false => Err(Misfit::lengths(n, floats.len())),
    }
}

#[cold]
fn of_other_type() -> Misfit {
    Misfit::new("is an object of another type than its tangent")
}

/// What of `dyn Layer` the derivatives are: the trait object by which those of the value behind it are found. Its name only the trait's own
/// expansion knows; an `impl` finds it by the name of the trait.
#[diagnostic::on_unimplemented(
    message = "the objects of this trait have no derivatives",
    label = "a method of it is called with differentiated values",
    note = "put `#[differentiate(dyn)]` on the trait and on each `impl` of it, or take the arguments out of the derivative with `stop_gradient(..)`"
)]
pub trait Erased {
    /// `dyn LayerObject`
    type Object: ?Sized;

    /// The same value.
    fn ad_object(&self) -> &Self::Object;

    /// The same, to be changed.
    fn ad_object_mut(&mut self) -> &mut Self::Object;
}

/// What may be passed where an object is taken: a `V` that becomes one, or the object itself. The trait's own expansion says it.
pub trait ObjectOf<V: ?Sized> {
    /// The tangent of what is passed.
    type Tangent;

    /// The object.
    fn object(value: &V) -> &Self;

    /// Runs something with a bar of what is passed, as the object's.
    fn with_bar<R>(
        bar: Option<&mut Self::Tangent>,
        run: impl FnOnce(Option<&mut DynTangent>) -> R,
    ) -> R;

    /// A dot of what is passed, as the object's.
    fn dot(dot: &Self::Tangent) -> Cow<'_, DynTangent>;
}

/// The same of what is passed, whose type only the caller knows. `KNOWN` can't be made out where objects have no tangents.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't seen to become the object of a trait with derivatives",
    label = "passed as an object",
    note = "put `#[differentiate(dyn)]` on the trait and on each `impl` of it, and `#[derive(Differentiable)]` on what implements it"
)]
pub trait PassedAs<O: ?Sized, const KNOWN: bool> {
    /// Its tangent.
    type Tangent;

    /// The object.
    fn object(&self) -> &O;

    /// Runs something with a bar of it, as the object's.
    fn with_bar<R>(
        bar: Option<&mut Self::Tangent>,
        run: impl FnOnce(Option<&mut DynTangent>) -> R,
    ) -> R;

    /// A dot of it, as the object's.
    fn dot(dot: &Self::Tangent) -> Cow<'_, DynTangent>;
}

#[diagnostic::do_not_recommend]
impl<V: ?Sized, O: ObjectOf<V> + ?Sized, const KNOWN: bool> PassedAs<O, KNOWN> for V {
    type Tangent = O::Tangent;

    #[inline]
    fn object(&self) -> &O {
        O::object(self)
    }

    #[inline]
    fn with_bar<R>(
        bar: Option<&mut O::Tangent>,
        run: impl FnOnce(Option<&mut DynTangent>) -> R,
    ) -> R {
        O::with_bar(bar, run)
    }

    #[inline]
    fn dot(dot: &O::Tangent) -> Cow<'_, DynTangent> {
        O::dot(dot)
    }
}

/// What has the derivatives of an object's methods.
#[inline]
pub fn object<O: Erased + ?Sized>(of: &O) -> &O::Object {
    of.ad_object()
}

/// The same, to be changed.
#[inline]
pub fn object_mut<O: Erased + ?Sized>(of: &mut O) -> &mut O::Object {
    of.ad_object_mut()
}

/// The dot of an object, in whichever form its method takes it.
pub trait ObjectDot<'a, D> {
    /// From the form in which a caller has it.
    fn object_dot(dot: &'a mut D) -> Self;
}

impl<'a, D: ReceiverDot<DynTangent>> ObjectDot<'a, D> for Option<&'a DynTangent> {
    #[inline]
    fn object_dot(dot: &'a mut D) -> Option<&'a DynTangent> {
        dot.shared()
    }
}

impl<'a, D: ReceiverDotMut<DynTangent>> ObjectDot<'a, D> for Option<&'a mut DynTangent> {
    #[inline]
    fn object_dot(dot: &'a mut D) -> Option<&'a mut DynTangent> {
        dot.exclusive()
    }
}

/// Of a method whose result has no tangent.
impl<'a, D> ObjectDot<'a, D> for Option<&'a dyn Ignored> {
    #[inline]
    fn object_dot(_: &'a mut D) -> Option<&'a dyn Ignored> {
        None
    }
}

/// The dot of an object, for its method.
#[inline]
pub fn object_dot<'a, D, W: ObjectDot<'a, D>>(dot: &'a mut D) -> W {
    W::object_dot(dot)
}
