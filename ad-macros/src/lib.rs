//! The macros of `ad-runtime`. Use them through that crate.
//!
//! This file is the doorway: the attributes and their documentation. `pipeline` is the table of contents.

mod pipeline;

mod args;
mod bodies;
mod bounded;
mod configured;
mod diag;
mod keeping;
mod kind;
mod known;
mod library;
mod message;
mod methods;
mod page;
mod recursion;
mod signature;
mod spans;
mod ty;
mod unsupported;
mod views;

mod ir;
mod lengths;
mod lint;
mod literals;
mod lower;
mod exits;
mod formats;
mod groups;
mod hygiene;
mod in_errors;
mod kinds;
mod open;
mod operators;
mod overloads;
mod proofs;
mod receivers;
mod ruled;
mod rules;
mod sink;
mod spelled;
mod reads;
mod referred;
mod analyse;
mod analysis;
mod check;
mod checkpoints;
mod certify;
mod closures;
mod tangent;
mod lift;
mod access;
mod adjoint;
mod elimination;
mod lanes;
mod select;
mod simplify;
mod emit;

mod interface;
mod numbers;
mod primitive;
mod primitives;
mod derive;
mod dump;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

#[doc = include_str!("../docs/primitive.md")]
#[proc_macro_attribute]
pub fn primitive(args: TokenStream, item: TokenStream) -> TokenStream {
    primitive::expand(args.into(), item.into()).into()
}

/// Gives a function its derivatives.
///
/// The function stays as it is. Beside it stands a type of the same name, whose associated functions are the
/// derivatives; a `use` of the function imports both.
/// ```
/// # use ad_runtime::prelude::*;
/// #[differentiate]
/// fn rosenbrock(x: f64, y: f64) -> f64 {
///     (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
/// }
///
/// let (x_bar, y_bar) = rosenbrock::grad(1.0, 2.0);
/// assert_eq!((x_bar, y_bar), (-400.0, 200.0));
/// ```
///
/// | function | returns |
/// |---|---|
/// | `f::grad(args..)`, `f::value_and_grad(args..)` | the gradient `∂f/∂args` of a scalar result, in reverse mode |
/// | `f::grad_into(args.., bars..)` | the value; each bar is overwritten with its cotangent |
/// | `f::accumulate_grad(args.., bars..)` | the value; each cotangent is added to its bar, nothing is allocated for the result |
/// | `f::vjp(args..)` | the value and the pullback `y_bar ↦ Jᵀ y_bar`, for any result |
/// | `f::jvp(args.., dots..)` | the value and the tangent `J x_dot`, for any result, in forward mode |
/// | `f::check(args..)` | whether both modes and finite differences agree at this point |
///
/// `dots` and `bars` are one for each differentiable parameter, in order, after all arguments. A dot mirrors its
/// parameter (`&[f64]` for `&[f64]`); a bar is `&mut` of the tangent (`&mut f64`, `&mut [f64]`). The tangent of `f64`
/// is `f64`, of `&[f64]` and `Vec<f64>` it is `Vec<f64>`, of arrays and tuples it is made of their elements' tangents; integers
/// and `bool`s have none. The value computed beside a derivative is bit for bit what the function returns.
///
/// # Types
///
/// A parameter of a type that the macro doesn't know (`&Model`) is differentiable: its tangent is
/// `<Model as Differentiable>::Tangent`, in signatures [`Tangent`](../ad_runtime/type.Tangent.html)`<Model, { _ }>`. [`#[derive(Differentiable)]`](derive@Differentiable) makes it, `ModelTangent`, with the same
/// fields; without it there is an error at the parameter, unless the parameter is `#[constant]`. Functions, `String`s and
/// lists of what has no derivative are constants. The tangent of an `Option` or of an enum has the variant that the value has.
///
/// # `&mut` parameters
///
/// A differentiable `&mut` parameter is input and output at once, and so are its dot and its bar, which are `&mut` too:
///
/// | | on entry | on exit |
/// |---|---|---|
/// | dot, of `jvp` | the tangent of what the parameter was | the tangent of what it is now |
/// | bar, of `accumulate_grad`, `grad_into` and the pullback | the cotangent of what the parameter is after the call | the cotangent of what it was before |
///
/// What it points to changes as by the function. The bar of `grad_into` is not overwritten, since it is an input. `grad` and
/// `value_and_grad` differentiate the result alone, as if nobody looked at the parameter again, and return its cotangent among the others. The pullback of
/// `vjp` takes the bar after the value's cotangent, which is left out where the function returns nothing, and returns the other parameters' cotangents.
/// ```
/// # use ad_runtime::prelude::*;
/// /// x ← a x, and their sum.
/// #[differentiate]
/// fn scale(x: &mut [f64], a: f64) -> f64 {
///     let mut sum = 0.0;
///     for v in x.iter_mut() {
///         *v *= a;
///         sum += *v;
///     }
///     sum
/// }
///
/// assert_eq!(scale::grad(&mut [1.0, 2.0], 3.0), (vec![3.0, 3.0], 3.0));
/// let (mut x, mut x_dot) = ([1.0, 2.0], [1.0, 0.0]);
/// assert_eq!(scale::jvp(&mut x, 3.0, &mut x_dot, 0.0), (9.0, 3.0));
/// assert_eq!((x, x_dot), ([3.0, 6.0], [3.0, 0.0]));
/// let (mut x_bar, mut a_bar) = ([0.0, 10.0], 0.0);
/// scale::accumulate_grad(&mut [1.0, 2.0], 3.0, &mut x_bar, &mut a_bar);
/// assert_eq!((x_bar, a_bar), ([3.0, 33.0], 23.0));
/// let mut x = [1.0, 2.0];
/// let (sum, pullback) = scale::vjp(&mut x, 3.0);
/// let mut x_bar = [0.0, 10.0];
/// assert_eq!((sum, pullback(1.0, &mut x_bar), x_bar), (9.0, 23.0, [3.0, 33.0]));
/// ```
///
/// # Methods
///
/// On an `impl` block each function that has floats to see gets derivatives beside it, named after it: `model.loss_grad(x)`,
/// `loss_value_and_grad`, `loss_grad_into`, `loss_accumulate_grad`, `loss_vjp`, `loss_jvp`, `loss_check`; `Model::new_jvp(x, x_dot)` for
/// one without `self`. `self` is the first parameter; `#[constant] &self` leaves it out. Options stand on the block, or on a
/// function, where `#[differentiate(wrt(x))]` replaces the block's, and `#[differentiate(skip)]` leaves the function out.
/// ```
/// # use ad_runtime::prelude::*;
/// #[derive(Differentiable)]
/// struct Line { slope: f64, offset: f64 }
///
/// #[differentiate]
/// impl Line {
///     fn at(&self, x: f64) -> f64 { self.slope * x + self.offset }
///     fn loss(&self, x: f64, #[constant] y: f64) -> f64 { (self.at(x) - y).powi(2) }
/// }
///
/// let line = Line { slope: 2.0, offset: 1.0 };
/// let (bar, x_bar) = line.loss_grad(3.0, 6.0);
/// assert_eq!((bar, x_bar), (LineTangent { slope: 6.0, offset: 2.0 }, 4.0));
/// ```
///
/// # Traits
///
/// On a trait its methods get derivatives too, and so do all that implement it: the attribute stands on the trait and on each `impl`. They are methods of the trait,
/// and are there for types that have tangents. Default methods are differentiated, and may be overridden. The attribute on the `impl`
/// can't see the trait: types of parameters and results are to be written alike in both, and `#[constant]`s and options repeated.
/// ```
/// # use ad_runtime::prelude::*;
/// #[differentiate]
/// trait Energy {
///     fn energy(&self, x: f64) -> f64;
///     fn difference(&self, x: f64) -> f64 { self.energy(x) - self.energy(1.0) }
/// }
///
/// #[derive(Differentiable)]
/// struct Spring { k: f64 }
///
/// #[differentiate]
/// impl Energy for Spring {
///     fn energy(&self, x: f64) -> f64 { self.k * x * x }
/// }
///
/// #[differentiate]
/// fn total<M: Energy>(model: &M, x: f64) -> f64 {
///     model.difference(x) + Energy::energy(model, 2.0 * x)
/// }
///
/// let (bar, x_bar) = total::grad(&Spring { k: 2.0 }, 3.0);
/// assert_eq!((bar.k, x_bar), (9.0 - 1.0 + 36.0, 12.0 + 48.0));
/// ```
/// `#[differentiate(dyn)]` on the trait and on each `impl` gives derivatives to its objects: a `Box<dyn Energy>` has the tangent [`DynTangent`](../ad_runtime/struct.DynTangent.html),
/// which holds that of the value's own type. For that the trait is implemented for `Box<dyn Energy>` and `&dyn Energy` too.
///
/// # Operators, indices, conversions
/// An `impl` of an operator (`Mul<f64>`, `AddAssign`, `Sum`, ..) implements its rule, and `v * k` has a derivative. An `impl` of `Index`, `IndexMut`, `Deref` or `DerefMut` is made for the tangent's type too, `Vec3Tangent`, by the
/// same code, so that `v[i]` has one: its body goes to fields and elements, `&self.rows[i].x`, by `match` and `if` over what is no part of `self`; what is changed is written like what is looked at. Of an `impl` of
/// `From` derivatives are the type's own functions: `Vec3::from(list)`, and `list.into()` where the type is said.
///
/// # Other traits
/// A trait without the attribute, of another crate say, has no derivatives. `#[differentiate(inherent)]` on an `impl` of it makes functions of the type's own of them, which are found where
/// the methods are called on the type, not through the trait.
///
/// # Generics
///
/// The derivatives have the generics of the function: lifetimes, const generics, types. A type parameter is a float where it
/// is the type of a value, `fn f<T: Real>(x: &[T]) -> T`: the derivatives are there for `f64` and `f32`. The methods of
/// `Real` and of `num_traits::Float` are differentiated by their names. One that is bound by a trait of one's own is a model, `fn f<M: Energy>(model: &M, x: f64) -> f64`, for which it has to be
/// `Differentiable`, unless the function makes values of it: there `S: State + Differentiable` says that it is no float.
///
/// # Recursion
///
/// Functions may call themselves: the pullbacks of these calls are boxed, an allocation for each call that is reversed, and the reverse
/// sweep goes as deep as the calls did. Where several functions call one another, one of them needs the option `boxed`, which boxes its pullback for
/// all that call it. Without it rustc says "cannot resolve opaque type" (E0720), since each pullback's type would contain itself. A boxed pullback isn't `Send`;
/// others are, where what they hold is.
/// ```
/// # use ad_runtime::prelude::*;
/// #[differentiate]
/// fn even(x: f64, n: u32) -> f64 { if n == 0 { x } else { odd(x, n - 1) * x } }
/// #[differentiate(boxed)]
/// fn odd(x: f64, n: u32) -> f64 { if n == 0 { 1.0 } else { even(x, n - 1) + x } }
///
/// // x (x + x)
/// assert_eq!(even::grad(3.0, 2), 12.0);
/// ```
///
/// # Closures and iterators
///
/// A closure is a piece of the function: where it is called its body stands, with what it captures and changes; so it can't be handed
/// on to another function. A chain of iterators becomes the loop that it means, with the adapters' closures as its body, and `collect` a
/// `Vec` that is pushed to. Their derivatives are those of the loops. An iterator that is kept and advanced by hand is refused, as is one without an end.
///
/// Reverse mode stores what it can't cheaply compute again, for each iteration. `#[checkpoint]` on a `for`, `while` or `loop` keeps the states
/// before some iterations instead, and computes the others again: about √(2n) of n, with which no iteration is run more than twice beside its reversal; or with
/// `#[checkpoint(snapshots = k)]` at most k, by the binomial schedule of Griewank and Walther (*Revolve*, ACM TOMS 26(1), 2000), which
/// needs the fewest runs. A state is what the body changes of what is declared around it, of any type that is `Clone`. What
/// the body calls must be known to be repeatable. `ad_runtime::checkpoint` has the theory.
///
/// # Patterns, `?` and early exits
///
/// `match`, `if let`, `let else` and `?` are branches: the derivative is that of the branch that was taken, and which one it is
/// has none. The tangent and the cotangent of `Some(y)` are `Some(..)`, of `None` they are `None`; of `Ok(y)` they are `Ok(..)`, of `Err(e)` they are
/// `Err(())`: errors are constants.
///
/// # Operators
///
/// Operators are those of numbers: on differentiated values of other types they don't compile. Write the operation as a function or
/// a method with `#[differentiate]`. `clone()` is taken for a copy.
///
/// # Kinks and poles
///
/// Where a function has no derivative, the convention is its primitive's: `abs'(0) = 0`, `max` and `min` at a tie give
/// theirs to the first argument, steps have 0, `sqrt'(0) = +∞`. The documentation of `ad_runtime::prim` has all.
///
/// # Options
///
/// - `wrt(x, w)`: only these parameters are differentiated by. The others are constants, as by `#[constant]`, also where a differentiated function calls this one.
/// - `forward`, `reverse`: only this mode is made.
/// - `dyn`, on a trait and each `impl` of it: its objects have derivatives.
/// - `inherent`, on an `impl` of a trait without derivatives: they are the type's own functions.
/// - `boxed`: the pullback is boxed, for one of several functions that call one another.
/// - `name = energy_ad`, on a function: its derivatives are `energy_ad::grad` and so on, where something else is called `energy` as a type is: a module
///   in `use energy::energy;`. The function itself has that name too, and differentiated functions call it so, `energy_ad(x)`.
/// - `jacobian = "markowitz"`, on a straight line of numbers: `f::jacobian` multiplies the partials of single operations in the cheapest order that was found, by
///   elimination of the vertices of the function's graph (Griewank and Walther, *Evaluating Derivatives*, 2nd ed., chapters 9 and 10): forward, reverse, or that of Markowitz. The documentation of `f::jacobian` says how many multiplications that takes.
/// - `lanes`, or `lanes = n`: Jacobians and Hessians are computed four or `n` columns at a time, the function once for them; bit for bit the same. Costs code.
/// - `simplify = "real"`: derivatives are rewritten by identities of the real numbers, which may change how they are rounded, and don't overflow where the function does on
///   the way: logarithms and quotients of exponentials and of their sums, as in `−Σ pᵢ ln(exp(zᵢ) / Σⱼ exp(zⱼ))`, `exp(ln a + ln b)`, `√(x·x)`, `x·y/y`, a variance as the difference of two means. The value beside a derivative stays
///   that of the function, bit for bit. Without the option every operation is that of the chain rule.
/// - `dump`: the derivatives are written as formatted Rust to `target/ad-dump/<crate>/<function>.rs` (a method's to `<Type>.<method>.rs`), before and after simplification, with comments that say how each
///   loop is reversed and why, what an iteration keeps, in bytes, and what is computed again. rustc says where, by the use of a deprecated constant.
/// - `crate = path`: where `ad-runtime` is.
///
/// `#[constant]` on a parameter makes it a constant, for callers too: what they pass there gets no derivative
/// through it. `#[constant] let v = e;` and `stop_gradient(e)` cut `e` off from the derivative.
///
/// # Errors
///
/// What can't be differentiated is a compile error on its own tokens, and only where a differentiated value
/// goes through it. Nothing gets a derivative of zero because it isn't understood. `docs/errors.md` in the sources of `ad-macros`
/// lists all errors, with an example and a cure for each.
///
/// Where the result depends on no differentiable parameter at all, so that every derivative is zero, there is a warning (rustc calls
/// it the use of a deprecated constant). There is none where `stop_gradient` or `#[constant] let` makes it so, nor with
/// `#[allow(deprecated)]` on the function.
///
/// # Panics
///
/// The derivatives panic where the function does, with its message. A bar or dot that is too short panics too, and one that has
/// another variant than its value (`None` for a `Some`).
///
/// # Documentation links
///
/// Since `f` is a function and a type, a link to the function in documentation is written `` [`f()`] ``.
#[proc_macro_attribute]
pub fn differentiate(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand(args.into(), item.into()).into()
}

/// Makes a struct or an enum a type with derivatives.
///
/// Beside `struct Model` stands `ModelTangent`, with the same fields, of the same visibility; each has the type of its
/// tangent (`f64` for `f64`, `Vec<f64>` for `&[f64]` and `Vec<f64>`, `InnerTangent` for a nested `Inner`).
/// It is what derivatives by a `Model` are: gradients, and the directions that one differentiates along.
/// ```
/// use ad_runtime::{Constant, TangentSpace, prelude::*};
///
/// #[derive(Differentiable)]
/// struct Line {
///     slope: f64,
///     offset: f64,
///     points: Vec<(f64, f64)>,
///     #[constant]
///     name: String,
/// }
///
/// let line = Line { slope: 2.0, offset: 1.0, points: vec![(0.5, 2.5)], name: "l".into() };
/// // A tangent is written as a literal, or starts as zero, of the value's shape.
/// let dot = LineTangent { slope: 1.0, offset: 0.0, points: vec![(0.0, 3.0)], name: Constant };
/// let mut bar = line.zero_tangent();
/// bar.accumulate(&dot);
/// bar.scale(2.0);
/// assert_eq!((bar.slope, bar.dot(&dot)), (2.0, 20.0));
/// ```
/// An enum's tangent is an enum with the same variants; tangents at different variants belong to different points, and adding
/// them panics. The tangent of an enum that has only unit variants is `()`: it is a constant.
/// ```
/// # use ad_runtime::prelude::*;
/// #[derive(Differentiable)]
/// enum Shape {
///     Circle { radius: f64 },
///     Rectangle(f64, f64),
///     Nothing,
/// }
///
/// assert_eq!(Shape::Rectangle(2.0, 3.0).zero_tangent(), ShapeTangent::Rectangle(0.0, 0.0));
/// ```
/// `#[constant]` on a field makes it a constant, whose tangent is [`Constant`](https://docs.rs/ad-runtime/latest/ad_runtime/struct.Constant.html):
/// it holds nothing and behaves like a zero. The field's type can be any. What is put into it is constant
/// from then on, as by `stop_gradient`. The types of the other fields must be differentiable. Borrows don't appear in the tangent, which is owned. A type parameter
/// of a field that is not constant gets the bound `T: Differentiable`.
///
/// The tangent is `Clone`; it is `Copy`, `Debug`, `Default` (a struct's) and `PartialEq` if the tangents of its fields are. `#[differentiable(derive(Serialize, Hash))]`
/// on the item derives others for it.
/// What can be done with values and tangents, such as `line.add_scaled(-0.1, &bar)`, is in
/// [a table](https://docs.rs/ad-runtime/latest/ad_runtime/parameters/index.html).
///
/// `#[differentiable(add, sub, neg, scale)]` on a struct says that its operators act by component, whoever wrote them, a derive or a macro of another crate: they are differentiated
/// as they are, without `#[differentiate]` on an `impl`. `add` is about `+` and `+=`, `sub` about `-` and `-=`, `neg` about `-v`, and `scale` about `v * k`, `k * v`, `v / k`, `*=` and `/=`, `k` being an
/// `f64`; `scale(f32)` and `scale(T)` name another float. Of each it is about all that there are with the type as their result, by value and by reference; that there is one rustc sees to, but for a generic type.
/// What is said is believed: `check` tells if it isn't so. An operator that acts in another way has `#[differentiate]` on its `impl`, and isn't among the options.
/// `#[differentiable(default)]` says that the type's `Default`, derived or written by hand, gives the same each time and does nothing else: the bodies of its operators, `sum` among them, may begin with `Vec2::default()`.
/// ```
/// # use ad_runtime::prelude::*;
/// use std::ops::{Add, Mul};
///
/// #[derive(Clone, Copy, Differentiable)]
/// #[differentiable(add, scale)]
/// struct Vec2 { x: f64, y: f64 }
///
/// // As `derive_more` writes them.
/// impl Add for Vec2 {
///     type Output = Vec2;
///     fn add(self, other: Vec2) -> Vec2 { Vec2 { x: self.x + other.x, y: self.y + other.y } }
/// }
/// impl Mul<f64> for Vec2 {
///     type Output = Vec2;
///     fn mul(self, k: f64) -> Vec2 { Vec2 { x: self.x * k, y: self.y * k } }
/// }
///
/// #[differentiate]
/// fn height(v: Vec2, w: Vec2, k: f64) -> f64 {
///     (v * k + w).y
/// }
///
/// let (v, w) = (Vec2 { x: 1.0, y: 3.0 }, Vec2 { x: 2.0, y: 5.0 });
/// assert_eq!(height::grad(v, w, 2.0), (Vec2Tangent { x: 0.0, y: 2.0 }, Vec2Tangent { x: 0.0, y: 1.0 }, 3.0));
/// ```
///
/// `check` works with the type, if what it borrows are fields (`&[f64]`, not `Vec<&f64>`), whose copies are never freed; its constant fields must be `Clone`.
///
/// Of two types that contain one another one says so, `#[differentiable(recursive(Leaf))] struct Branch { leaves: Vec<Leaf> }`: else rustc would ask in a circle what their tangents can do.
///
/// `#[differentiable(crate = path)]` on the item says where `ad-runtime` is.
#[proc_macro_derive(Differentiable, attributes(constant, differentiable))]
pub fn differentiable(item: TokenStream) -> TokenStream {
    derive::expand(item.into()).into()
}

/// The table of primitives as code, for the runtime's tests.
#[doc(hidden)]
#[proc_macro]
pub fn primitive_listing(tokens: TokenStream) -> TokenStream {
    primitives::listing(tokens.into()).into()
}

/// The page of errors as text, for the documentation of `ad-runtime`.
#[doc(hidden)]
#[proc_macro]
pub fn errors_page(_: TokenStream) -> TokenStream {
    // The examples of what is refused are no programs.
    let page = page::TEXT.replace("```rust\n", "```rust,ignore\n");
    let page = page.trim_start_matches("# Errors\n");
    proc_macro::TokenTree::Literal(proc_macro::Literal::string(page)).into()
}
