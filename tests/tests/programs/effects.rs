//! Functions with effects: a derivative calls them as often as the function does, in the same order, and with the same results.
//!
//! The numbers that are drawn depend on how often was drawn before, so a second run would give others. Before each run the
//! state is set back, which makes finite differences an oracle.

use std::cell::{Cell, RefCell};

use ad_runtime::prelude::*;

thread_local! {
    /// What was drawn, and by whom.
    static DRAWN: RefCell<Vec<(&'static str, u64)>> = const { RefCell::new(Vec::new()) };
}

/// The next number of a global generator.
fn draw(who: &'static str) -> f64 {
    DRAWN.with(|drawn| {
        let mut drawn = drawn.borrow_mut();
        let n = drawn.len() as u64 + 1;
        drawn.push((who, n));
        0.5 + (n * 7 % 11) as f64 / 11.0
    })
}

/// A generator with its own state.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> f64 {
        self.0 += 1;
        DRAWN.with(|drawn| drawn.borrow_mut().push(("rng", self.0)));
        0.5 + (self.0 * 5 % 13) as f64 / 13.0
    }
}

/// What generators have in common.
trait Source {
    fn unit(&mut self) -> f64;
}

impl Source for Rng {
    fn unit(&mut self) -> f64 {
        self.next()
    }
}

/// A generator behind a shared reference.
struct Draws(Cell<u64>);

impl Draws {
    fn next(&self) -> f64 {
        self.0.set(self.0.get() + 1);
        DRAWN.with(|drawn| drawn.borrow_mut().push(("cell", self.0.get())));
        0.5 + (self.0.get() * 3 % 7) as f64 / 7.0
    }
}

type Log = Vec<(&'static str, u64)>;

/// What a run results in, and what it did.
fn logged<R>(run: impl FnOnce() -> R) -> (R, Log) {
    DRAWN.with(|drawn| drawn.borrow_mut().clear());
    let result = run();
    (result, DRAWN.with(|drawn| drawn.take()))
}

/// Compares a function of one number, its gradient, its `vjp` and its `jvp`: values, effects, and derivatives with
/// differences.
fn examine(
    what: &str,
    x: f64,
    value: impl Fn(f64) -> f64,
    gradient: impl Fn(f64) -> (f64, f64),
    vjp: impl Fn(f64) -> (f64, f64),
    jvp: impl Fn(f64) -> (f64, f64),
) {
    let (plain, log) = logged(|| value(x));
    assert!(!log.is_empty(), "{what} does nothing");
    let h = 1e-5;
    let difference = (logged(|| value(x + h)).0 - logged(|| value(x - h)).0) / (2.0 * h);
    let modes: [(&str, &dyn Fn(f64) -> (f64, f64)); 3] =
        [("gradient", &gradient), ("vjp", &vjp), ("jvp", &jvp)];
    for (mode, derivative) in modes {
        let ((value, slope), done) = logged(|| derivative(x));
        assert_eq!(value.to_bits(), plain.to_bits(), "the value of {what} by {mode}");
        assert_eq!(done, log, "what {what} does by {mode}");
        let error = (slope - difference).abs() / difference.abs().max(1.0);
        assert!(error < 1e-7, "{what} by {mode}: {slope} is not {difference}");
    }
}

/// Examines functions of one number and, perhaps, of things that are made anew for each run.
macro_rules! examine {
    ($module:ident::$function:ident, $x:expr $(, $more:expr)*) => {
        examine(
            concat!(stringify!($module), "::", stringify!($function)),
            $x,
            |x| $module::$function(x $(, $more)*),
            |x| $module::$function::value_and_grad(x $(, $more)*),
            |x| match $module::$function::vjp(x $(, $more)*) {
                (value, pullback) => (value, pullback(1.0)),
            },
            |x| $module::$function::jvp(x $(, $more)*, 1.0),
        )
    };
}

mod declared;
mod generators;
mod iterators;
mod methods;
mod operators;
mod order;
mod parameters;

/// The same functions with their loops reversed in different ways.
macro_rules! with_strategy {
    ($module:ident, $strategy:literal) => {
        mod $module {
            use super::*;

            #[differentiate(strategy = $strategy)]
            pub fn step(p: f64) -> f64 {
                p * draw("step")
            }

            #[differentiate(strategy = $strategy)]
            pub fn pure(p: f64) -> f64 {
                p.sin() + p
            }

            /// What calls a function with an effect has one.
            #[differentiate(strategy = $strategy)]
            pub fn through(p: f64) -> f64 {
                pure(p) * step(p)
            }

            #[differentiate(strategy = $strategy)]
            pub fn weighted(v: &[f64]) -> f64 {
                let w = draw("weighted");
                w * v[0] * v[0] + v[v.len() - 1] / w
            }

            #[differentiate(strategy = $strategy)]
            pub fn drift(v: &[f64], #[constant] draws: &Draws) -> f64 {
                draws.next() * v[0] * v[0]
            }

            #[differentiate(strategy = $strategy)]
            pub fn path(v: &[f64], #[constant] rng: &mut Rng) -> f64 {
                let mut p = v[0];
                for i in 0..v.len() {
                    p = p * rng.next() + v[i];
                }
                p
            }

            #[differentiate(strategy = $strategy)]
            pub fn a_sum(x: f64) -> f64 {
                let mut sum = 0.0;
                for _ in 0..4 {
                    sum += step(x) * x;
                }
                sum
            }

            #[differentiate(strategy = $strategy)]
            pub fn nested_loops(x: f64) -> f64 {
                let mut sum = 0.0;
                for _ in 0..3 {
                    let mut p = x;
                    for _ in 0..3 {
                        p = step(p) * pure(x);
                    }
                    sum += p;
                }
                sum.ln()
            }

            #[differentiate(strategy = $strategy)]
            pub fn pure_nested_loops(x: f64) -> f64 {
                let mut sum = 0.0;
                for _ in 0..3 {
                    let mut p = x;
                    for _ in 0..3 {
                        p = pure(p) * x;
                    }
                    sum += p;
                }
                sum.ln() * step(x)
            }

            #[differentiate(strategy = $strategy)]
            pub fn nested_through_another(x: f64) -> f64 {
                let mut sum = 0.0;
                for i in 0..3 {
                    let mut p = x;
                    let mut n = 0;
                    while n < 2 {
                        p = through(p) * x + i as f64;
                        n += 1;
                    }
                    sum += p.ln();
                }
                sum
            }

            #[differentiate(strategy = $strategy)]
            pub fn branches(x: f64) -> f64 {
                let mut p = x;
                for i in 0..5 {
                    if i % 2 == 0 {
                        let v = [p, x];
                        p = weighted(&v);
                    } else if p > 2.0 {
                        p = step(p).sqrt();
                    }
                }
                p
            }

            /// The list changes after the call.
            #[differentiate(strategy = $strategy)]
            pub fn recalled(x: f64) -> f64 {
                let mut v = vec![x, x * x];
                for _ in 0..3 {
                    let d = weighted(&v);
                    v[0] = d.sqrt();
                }
                v[0] * v[1]
            }

            /// The list lives for an iteration.
            #[differentiate(strategy = $strategy)]
            pub fn lent_in_a_loop(x: f64) -> f64 {
                let mut sum = 1.0;
                for i in 0..4 {
                    let v = [x, x * sum, i as f64];
                    sum += weighted(&v);
                }
                sum.ln()
            }

            #[differentiate(strategy = $strategy)]
            pub fn with_a_cell(x: f64, #[constant] draws: &Draws) -> f64 {
                let mut v = vec![x];
                for _ in 0..2 {
                    let d = drift(&v, draws);
                    v[0] = d;
                }
                v[0]
            }

            /// Its own generator is used, and no copy of it.
            #[differentiate(strategy = $strategy)]
            pub fn with_its_own_cell(x: f64) -> f64 {
                let draws = Draws(Cell::new(0));
                let mut v = vec![x];
                for _ in 0..2 {
                    let inner = Draws(Cell::new(4));
                    let d = drift(&v, &draws) + drift(&[x], &inner);
                    v[0] = d;
                }
                v[0]
            }

            #[differentiate(strategy = $strategy)]
            pub fn with_a_generator(x: f64, #[constant] rng: &mut Rng) -> f64 {
                let mut sum = 0.0;
                for i in 0..3 {
                    let v = [x, x + i as f64];
                    sum += path(&v, rng);
                    sum += path(&v[..1], &mut *rng);
                }
                sum * sum
            }

            #[differentiate(strategy = $strategy)]
            pub fn with_its_own_generator(x: f64) -> f64 {
                let mut rng = Rng(2);
                let mut v = vec![x, 2.0];
                for _ in 0..3 {
                    v[0] = path(&v, &mut rng).sqrt();
                }
                v[0] + path(&v, &mut rng)
            }

            #[differentiate(strategy = $strategy)]
            pub fn by_trait<S: Source>(x: f64, #[constant] source: &mut S) -> f64 {
                (x * source.unit()).sin()
            }

            /// A generator that is handed on may hold what it was given, as far as one can see: only its type says that it doesn't.
            #[differentiate(strategy = $strategy)]
            pub fn lent_and_used(x: f64, #[constant] rng: &mut Rng) -> f64 {
                let mut sum = rng.next() * x;
                for _ in 0..2 {
                    sum += path(&[x, 1.5], rng);
                    if rng.next() > 2.5 || sum > 1e3 {
                        sum *= (0..2).map(|_| 0.2 * rng.next()).sum::<f64>() * x;
                    }
                }
                sum * sum
            }

            #[differentiate(strategy = $strategy)]
            pub fn lent_by_trait(x: f64, #[constant] rng: &mut impl Source) -> f64 {
                let mut sum = 0.5;
                for _ in 0..2 {
                    sum += by_trait(x, rng);
                    sum *= 0.3 * rng.unit() * x;
                }
                sum
            }

            /// What a call in a condition draws.
            #[differentiate(strategy = $strategy)]
            pub fn conditions(x: f64) -> f64 {
                let mut p = x;
                let mut n = 0;
                while step(p) < 4.0 && n < 8 {
                    let mut q = p;
                    for _ in 0..2 {
                        q = pure(q);
                    }
                    p += 0.1 * q;
                    n += 1;
                }
                p
            }

            /// Pullbacks of functions that make such calls themselves.
            #[differentiate(strategy = $strategy)]
            pub fn of_all(x: f64, #[constant] rng: &mut Rng, #[constant] draws: &Draws) -> f64 {
                let mut sum = 0.0;
                for _ in 0..2 {
                    sum += nested_loops(x) + recalled(x) + lent_in_a_loop(x);
                    sum += branches(x) * with_a_cell(x, draws);
                    sum += with_a_generator(x, rng) + conditions(x);
                }
                sum
            }
        }

        #[test]
        fn $module() {
            examine!($module::a_sum, 0.7);
            examine!($module::nested_loops, 0.9);
            examine!($module::pure_nested_loops, 0.9);
            examine!($module::nested_through_another, 1.1);
            examine!($module::branches, 1.3);
            examine!($module::recalled, 1.3);
            examine!($module::lent_in_a_loop, 0.6);
            examine!($module::with_a_cell, 1.1, &Draws(Cell::new(0)));
            examine!($module::with_its_own_cell, 1.1);
            examine!($module::with_a_generator, 0.8, &mut Rng(0));
            examine!($module::with_its_own_generator, 0.8);
            examine!($module::lent_and_used, 0.8, &mut Rng(0));
            examine!($module::lent_by_trait, 0.8, &mut Rng(0));
            examine!($module::conditions, 0.8);
            examine!($module::of_all, 0.8, &mut Rng(0), &Draws(Cell::new(0)));
        }
    };
}

with_strategy!(fuse, "fuse");
with_strategy!(replay, "replay");
with_strategy!(store, "store");

static ASKED: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

/// What std is asked by its whole path isn't harmless for that.
#[differentiate]
fn asks(list: &[f64]) -> f64 {
    let n = ::core::sync::atomic::AtomicUsize::fetch_add(
        &ASKED,
        1,
        ::core::sync::atomic::Ordering::Relaxed,
    );
    list[0] * list[1] * (n as f64 + 1.0)
}

#[differentiate]
fn asking(x: f64, y: f64) -> f64 {
    let mut list = [x, y];
    let mut sum = 0.0;
    for _ in 0..3 {
        sum += asks(&list);
        list[0] *= 1.5;
    }
    sum
}

#[test]
fn what_core_is_asked_for_counts() {
    // One after another: the count is one of the process.
    let counted = |run: &dyn Fn() -> f64| {
        ASKED.store(0, std::sync::atomic::Ordering::Relaxed);
        (run(), ASKED.load(std::sync::atomic::Ordering::Relaxed))
    };
    let plain = counted(&|| asking(0.5, 0.7));
    assert_eq!(counted(&|| asking::value_and_grad(0.5, 0.7).0), plain);
    assert_eq!(counted(&|| asking::vjp(0.5, 0.7).0), plain);
    let step = 1e-6;
    let slope = (counted(&|| asking(0.5 + step, 0.7)).0 - counted(&|| asking(0.5 - step, 0.7)).0)
        / (2.0 * step);
    let by_x = counted(&|| asking::grad(0.5, 0.7).0).0;
    assert!((by_x - slope).abs() < 1e-8, "{by_x} is not {slope}");
}

#[test]
fn what_says_that_it_may_be_called_again() {
    assert!(fuse::pure::REPEATABLE);
    assert!(!fuse::step::REPEATABLE && !fuse::through::REPEATABLE);
    assert!(!fuse::drift::REPEATABLE && !fuse::path::REPEATABLE && !fuse::a_sum::REPEATABLE);
    assert!(calls_pure::REPEATABLE);
}

#[differentiate]
fn calls_pure(x: f64) -> f64 {
    assert!(x.is_finite(), "{x} is finite");
    let mut v = vec![x, 1.0];
    v[0] = fuse::pure(v[1] * x);
    v[0] * fuse::pure(x)
}

#[differentiate]
fn itself(x: f64, n: usize) -> f64 {
    if n == 0 { x } else { itself(x * x, n - 1) + calls_pure(x) }
}
