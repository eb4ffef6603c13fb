//! What a generated binary examines its programs with.
//!
//! This file and [`second`] are compiled into the generated binaries too, so they need nothing but std. A program is a few functions of
//! flat lists of floats. At each point:
//!
//! 1. every mode's value is the plain function's, bit for bit, and its effects ([`tick`]) are the same, in the same order;
//! 2. `⟨y_bar, J x_dot⟩ = ⟨Jᵀ y_bar, x_dot⟩` in a random direction;
//! 3. both are the slope by central differences with two step sizes and Richardson extrapolation, unless the step sizes
//!    say different things: then there is a kink nearby, and differences say nothing;
//! 4. with second derivatives, all of that of the derivatives: see [`second`].

#[path = "oracle/second.rs"]
mod second;

use std::any::Any;
use std::cell::RefCell;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

/// How far the modes may be apart.
const MODES: f64 = 1e-9;
/// How far they may be from differences.
const DIFFERENCES: f64 = 1e-5;
/// How far the differences of two steps may be apart.
const STEPS: f64 = 1e-3;
/// Smaller slopes are compared as if they were of this size.
const FLAT: f64 = 1e-3;
/// The larger step.
const STEP: f64 = 2e-4;

type Floats = Vec<f64>;
/// A function of a point.
type Value<'a> = &'a dyn Fn(&[f64]) -> Floats;
/// The value at a point, and the gradient.
type Gradient<'a> = &'a dyn Fn(&[f64]) -> (Floats, Floats);
/// The value at a point, and what the Jacobian makes of the second list.
type Derivative<'a> = &'a dyn Fn(&[f64], &[f64]) -> (Floats, Floats);
/// The Hessian at a point, times a direction.
type Product<'a> = &'a dyn Fn(&[f64], &[f64]) -> Floats;
/// The derivative at a point in a direction, and what its own derivative makes of the third list.
type Twice<'a> = &'a dyn Fn(&[f64], &[f64], &[f64]) -> (Floats, Floats);
/// A program's name, and what examines it.
type Named<'a> = (&'a str, fn() -> String);

/// A program as functions of lists of floats; those that there are.
pub struct Program<'a> {
    pub points: &'a [&'a [f64]],
    /// The function without the attribute, whose `stop_gradient` is [`frozen`].
    pub plain: Value<'a>,
    /// The function with the attribute.
    pub primal: Option<Value<'a>>,
    /// Of a point: the value and the gradient.
    pub gradient: Option<Gradient<'a>>,
    /// Of a point and a cotangent of the result: the value and the pulled back cotangent.
    pub vjp: Option<Derivative<'a>>,
    /// Of a point and a direction: the value and its tangent.
    pub jvp: Option<Derivative<'a>>,
    /// Of a point and a direction: the derivative of the gradient in it.
    pub hvp: Option<Product<'a>>,
    /// Of a point, a direction, and a direction of the point: the tangent and its tangent.
    pub tangent_jvp: Option<Twice<'a>>,
    /// Of a point, a direction, and a cotangent: the tangent, and the cotangents of the point and of the direction.
    pub tangent_vjp: Option<Twice<'a>>,
}

/// What is found at a point.
enum Finding {
    Ok,
    /// There is a kink nearby, so that differences say nothing; the modes agree.
    Kink,
    Wrong(String),
    /// A derivative panics where the function doesn't.
    Panic(String),
    /// The function itself panics or returns no number: the generator's mistake.
    Flaw(String),
}

/// Examines programs, and prints a line for each.
pub fn run(programs: &[Named]) {
    set_hook(Box::new(|_| {}));
    for (name, check) in programs {
        println!("{name} {}", check());
        std::io::stdout().flush().expect("stdout is open");
    }
}

/// Examines a program: `ok`, `kink`, `wrong ..`, `panic ..` or `flaw ..`.
pub fn check(program: &Program) -> String {
    let mut is_near_a_kink = false;
    for (n, point) in program.points.iter().enumerate() {
        match examine(program, point, n) {
            Finding::Ok => {}
            Finding::Kink => is_near_a_kink = true,
            Finding::Wrong(what) => return format!("wrong {what} at {point:?}"),
            Finding::Panic(what) => return format!("panic {what} at {point:?}"),
            Finding::Flaw(what) => return format!("flaw {what} at {point:?}"),
        }
    }
    if is_near_a_kink { "kink".into() } else { "ok".into() }
}

fn examine(program: &Program, x: &[f64], n: usize) -> Finding {
    let (value, effects) = match catch(|| with_effects(|| record(|| (program.plain)(x)))) {
        Ok(both) => both,
        Err(message) => return Finding::Flaw(format!("panic {message:?}")),
    };
    if !value.iter().all(|y| y.is_finite() && y.abs() < 1e6) {
        return Finding::Flaw(format!("value {value:?}"));
    }
    let first = match catch(|| derivatives(program, x, (&value, &effects), n)) {
        Ok(Ok(None)) => Finding::Ok,
        Ok(Ok(Some(slopes))) => compare(program, x, &value, &slopes),
        Ok(Err(what)) => Finding::Wrong(what),
        Err(message) => Finding::Panic(format!("{message:?}")),
    };
    let is_near_a_kink = match first {
        Finding::Ok => false,
        Finding::Kink => true,
        Finding::Wrong(_) | Finding::Panic(_) | Finding::Flaw(_) => return first,
    };
    match second::examine(program, x, (&value, &effects), n) {
        Finding::Ok if is_near_a_kink => Finding::Kink,
        second => second,
    }
}

/// The slope in a direction, by each mode, of the product of the value and `y_bar`.
struct Slopes {
    x_dot: Floats,
    y_bar: Floats,
    modes: Vec<(&'static str, f64)>,
}

/// The slopes by all modes, if there are any; an error if they or the values differ.
fn derivatives(
    program: &Program,
    x: &[f64],
    (value, effects): (&[f64], &[usize]),
    n: usize,
) -> Result<Option<Slopes>, String> {
    let x_dot = direction(x.len(), 2 * n as u64 + 1);
    let y_bar = cotangent(program, value);
    let mut modes = Vec::new();
    let same = |what: &str, other: &[f64]| match bits(value) == bits(other) {
        true => Ok(()),
        false => Err(format!("value-of-{what} {other:?} is not {value:?}")),
    };
    let same_effects = |what: &str, other: &[usize]| match effects == other {
        true => Ok(()),
        false => Err(format!("effects-of-{what} {other:?} are not {effects:?}")),
    };
    if let Some(primal) = program.primal {
        let (primal_value, had) = with_effects(|| primal(x));
        same("primal", &primal_value)?;
        same_effects("primal", &had)?;
    }
    if let Some(jvp) = program.jvp {
        let ((jvp_value, value_dot), had) = with_effects(|| jvp(x, &x_dot));
        same("jvp", &jvp_value)?;
        same_effects("jvp", &had)?;
        modes.push(("jvp", dot(&y_bar, &value_dot), largest(&y_bar, &value_dot)));
    }
    if let Some(gradient) = program.gradient {
        let ((gradient_value, x_bar), had) = with_effects(|| gradient(x));
        same("value_and_grad", &gradient_value)?;
        same_effects("value_and_grad", &had)?;
        modes.push(("grad", dot(&x_bar, &x_dot), largest(&x_bar, &x_dot)));
    }
    if let Some(vjp) = program.vjp {
        let ((vjp_value, x_bar), had) = with_effects(|| vjp(x, &y_bar));
        same("vjp", &vjp_value)?;
        same_effects("vjp", &had)?;
        modes.push(("vjp", dot(&x_bar, &x_dot), largest(&x_bar, &x_dot)));
    }
    let Some(&(_, slope, _)) = modes.first() else { return Ok(None) };
    let scale = modes.iter().fold(1e-6, |scale: f64, mode| scale.max(mode.2));
    let modes: Vec<_> = modes.into_iter().map(|(name, slope, _)| (name, slope)).collect();
    // Not a number is not near.
    if !modes.iter().all(|(_, other)| (other - slope).abs() <= MODES * scale) {
        return Err(format!("modes {modes:?}"));
    }
    Ok(Some(Slopes { x_dot, y_bar, modes }))
}

/// What the result is weighed with.
fn cotangent(program: &Program, value: &[f64]) -> Floats {
    if program.gradient.is_some() { vec![1.0] } else { direction(value.len(), 7) }
}

/// Compares the slopes with differences.
fn compare(program: &Program, x: &[f64], value: &[f64], slopes: &Slopes) -> Finding {
    let at = |step: f64| {
        let moved = moved(x, &slopes.x_dot, step);
        let value = catch(|| with_effects(|| replay(|| (program.plain)(&moved))));
        value.map(|(y, _)| dot(&y, &slopes.y_bar))
    };
    by_differences(at, dot(value, &slopes.y_bar), &slopes.modes, FLAT)
}

fn moved(x: &[f64], x_dot: &[f64], step: f64) -> Floats {
    x.iter().zip(x_dot).map(|(x, dot)| x + step * dot).collect()
}

/// Compares slopes with differences of what is `here` at the point, and `at` a step from it; slopes below `flat` are like it.
fn by_differences(
    at: impl Fn(f64) -> Result<f64, String>,
    here: f64,
    modes: &[(&'static str, f64)],
    flat: f64,
) -> Finding {
    let mut sides = Vec::new();
    for step in [STEP, -STEP, STEP / 2.0, -STEP / 2.0] {
        match at(step) {
            Ok(y) => sides.push((y - here) / step),
            Err(_) => return Finding::Kink,
        }
    }
    let (coarse, fine) = ((sides[0] + sides[1]) / 2.0, (sides[2] + sides[3]) / 2.0);
    let slope = (4.0 * fine - coarse) / 3.0;
    let scale = slope.abs().max(flat);
    let (coarse_bend, fine_bend) = ((sides[0] - sides[1]).abs(), (sides[2] - sides[3]).abs());
    let is_smooth = (coarse - fine).abs() <= STEPS * scale
        && (fine_bend <= 0.75 * coarse_bend || fine_bend <= DIFFERENCES * scale);
    // Richardson's error is far below the distance of the two.
    let near = (DIFFERENCES * scale).max((coarse - fine).abs());
    let is_near = modes.iter().all(|(_, mode)| (mode - slope).abs() <= near);
    match (is_smooth, is_near) {
        (true, true) => Finding::Ok,
        (true, false) => Finding::Wrong(format!(
            "slopes {modes:?}, by differences {slope} ({coarse} and {fine})"
        )),
        (false, _) => Finding::Kink,
    }
}

fn catch<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| text.to_string());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

thread_local! {
    /// The effects that were had, in order.
    static EFFECTS: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// An effect of a program, by its number: how often it was had before.
pub fn tick(effect: usize) -> usize {
    EFFECTS.with_borrow_mut(|effects| {
        effects.push(effect);
        effects.iter().filter(|other| **other == effect).count() - 1
    })
}

/// The effects of something, as if there had been none before.
fn with_effects<T>(f: impl FnOnce() -> T) -> (T, Vec<usize>) {
    EFFECTS.take();
    let value = f();
    (value, EFFECTS.take())
}

/// What [`frozen`] has returned at the point itself.
#[derive(Default)]
struct Frozen {
    values: Vec<Box<dyn Any>>,
    /// Which of them is given back next; nothing while they are recorded.
    next: Option<usize>,
}

thread_local! {
    static FROZEN: RefCell<Frozen> = RefCell::default();
}

/// `stop_gradient` of the plain function: near a point it is what it was at the point, so that differences
/// see a constant.
pub fn frozen<T: Clone + 'static>(x: T) -> T {
    FROZEN.with_borrow_mut(|frozen| match &mut frozen.next {
        None => {
            frozen.values.push(Box::new(x.clone()));
            x
        }
        Some(next) => {
            *next += 1;
            let value = frozen.values.get(*next - 1).and_then(|value| value.downcast_ref::<T>());
            value.expect("the same calls as at the point").clone()
        }
    })
}

fn record<T>(f: impl FnOnce() -> T) -> T {
    FROZEN.take();
    f()
}

/// Whether something was frozen at the point.
fn is_frozen() -> bool {
    FROZEN.with_borrow(|frozen| !frozen.values.is_empty())
}

fn replay<T>(f: impl FnOnce() -> T) -> T {
    FROZEN.with_borrow_mut(|frozen| frozen.next = Some(0));
    f()
}

/// Random numbers between 0.25 and 1, of either sign.
fn direction(n: usize, seed: u64) -> Floats {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let unit = (state >> 11) as f64 / (1u64 << 53) as f64;
        let signed = 1.5 * unit - 0.75;
        signed + 0.25 * signed.signum()
    };
    (0..n).map(|_| next()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len(), "a derivative of another shape");
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn largest(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a * b).abs()).fold(0.0, f64::max)
}

fn bits(floats: &[f64]) -> Vec<u64> {
    floats.iter().map(|float| float.to_bits()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `x y + |x| + stop_gradient(x)` at a point, by derivatives that are off in one entry each.
    fn answer(point: [f64; 2], value_off: f64, grad_off: f64, jvp_off: f64) -> String {
        let plain = |x: &[f64]| vec![x[0] * x[1] + x[0].abs() + frozen(x[0])];
        let gradient = |x: &[f64]| vec![x[1] + x[0].signum() + grad_off, x[0]];
        let y = |x: &[f64]| x[0] * x[1] + x[0].abs() + x[0];
        check(&Program {
            points: &[&point],
            plain: &plain,
            primal: None,
            gradient: Some(&|x| (vec![y(x) + value_off], gradient(x))),
            vjp: None,
            jvp: Some(&|x, x_dot| {
                let slope = (x[1] + x[0].signum()) * x_dot[0] + (x[0] + jvp_off) * x_dot[1];
                (vec![y(x)], vec![slope])
            }),
            hvp: None,
            tangent_jvp: None,
            tangent_vjp: None,
        })
    }

    #[test]
    fn tells_right_from_wrong() {
        let point = [0.5, -1.2];
        assert_eq!(answer(point, 0.0, 0.0, 0.0), "ok");
        assert!(answer(point, 1e-15, 0.0, 0.0).starts_with("wrong value-of-value_and_grad"));
        assert!(answer(point, 0.0, 1e-7, 0.0).starts_with("wrong modes"));
        assert!(answer(point, 0.0, 0.0, 1e-7).starts_with("wrong modes"));
        assert!(answer(point, 0.0, f64::NAN, 0.0).starts_with("wrong modes"));
        // Both modes are wrong by the same amount in the direction that is taken.
        let x_dot = direction(2, 1);
        let (grad_off, jvp_off) = (1e-3 / x_dot[0], 1e-3 / x_dot[1]);
        assert!(answer(point, 0.0, grad_off, jvp_off).starts_with("wrong slopes"));
    }

    #[test]
    fn sees_kinks() {
        for x in [0.0, 1e-5, -1e-5] {
            assert_eq!(answer([x, -1.2], 0.0, 0.0, 0.0), "kink");
        }
    }

    #[test]
    fn tells_whose_panic_it_is() {
        let ok = |x: &[f64]| vec![x[0]];
        let broken = |_: &[f64]| -> Floats { panic!("index out of bounds") };
        let program = Program {
            points: &[&[1.0]],
            plain: &ok,
            primal: Some(&broken),
            gradient: None,
            vjp: None,
            jvp: None,
            hvp: None,
            tangent_jvp: None,
            tangent_vjp: None,
        };
        assert!(check(&program).starts_with("panic \"index out of bounds\""));
        assert!(check(&Program { plain: &broken, ..program }).starts_with("flaw"));
    }
}
