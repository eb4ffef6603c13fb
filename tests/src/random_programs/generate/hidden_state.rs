//! State that a caller can't see: in statics, in what is local to a thread, behind traits, in guards that are held.

use proc_macro2::Ident;
use syn::{Expr, Item, Stmt, parse_quote};

use super::{Helper, Writer};
use crate::random_programs::ast::{Constant, Ty, ident, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("effect_static", of_static),
    Recipe::statements("effect_in_static_of_callee", static_of_callee),
    Recipe::statements("effect_generator_generic", generic_generator).weight(1),
    Recipe::statements("effect_in_two_calls", in_two_calls).weight(1),
    Recipe::statements("constant_guard_over_loop", guard_over_loop),
    Recipe::statements("constant_lock_over_loop", lock_over_loop).weight(1),
];

/// A static, and how it is counted on, from zero in each run: the first effect of a run starts it again.
fn counted(kind: usize, id: &Expr) -> (Item, Vec<Stmt>) {
    match kind {
        0 => (
            parse_quote! {
                static CALLS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
            },
            parse_quote! {
                if tick(#id) == 0 { CALLS.store(0, std::sync::atomic::Ordering::Relaxed); }
                let n = CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            },
        ),
        1 => (
            parse_quote! {
                thread_local! { static SEEN: std::cell::Cell<usize> = const { std::cell::Cell::new(0) }; }
            },
            parse_quote! {
                if tick(#id) == 0 { SEEN.set(0); }
                SEEN.set(SEEN.get() + 1);
                let n = SEEN.get();
            },
        ),
        _ => (
            parse_quote! {
                static LAST: std::sync::Mutex<Vec<usize>> = std::sync::Mutex::new(Vec::new());
            },
            parse_quote! {
                let mut last = LAST.lock().unwrap();
                if tick(#id) == 0 { last.clear(); }
                last.push(1);
                let n = last.len();
            },
        ),
    }
}

/// A function without the attribute whose state is a static.
fn of_static(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (name, kind) = (ident("ask"), w.random.usize(..3));
    w.once("ask", |id| {
        let (state, count) = counted(kind, &id);
        vec![parse_quote!(pub fn ask() -> f64 { #state #(#count)* 0.5 + 0.125 * (n % 5) as f64 })]
    });
    let (sum, k) = (w.name("sum"), w.name("k"));
    Some(if w.random.bool() {
        vec![w.let_product(parse_quote!(#name()))]
    } else {
        let body = w.summing(&sum, &[&k]);
        w.declare(&sum, Ty::Float, true);
        parse_quote! {
            let mut #sum = 0.25;
            for _ in 0..2 { let #k = #name(); #(#body)* }
        }
    })
}

/// A differentiated function that counts its own calls, by a static elsewhere: inside of it that would be refused.
fn static_of_callee(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, x, kind) = (ident("counting"), w.name("x"), w.random.usize(..3));
    w.once("counting", |id| {
        let (state, count) = counted(kind, &id);
        vec![
            parse_quote!(pub fn counted_calls() -> usize { #state #(#count)* n }),
            parse_quote! {
                #[differentiate]
                pub fn counting(a: f64) -> f64 {
                    let n = counted_calls();
                    (a * (0.5 + 0.125 * (n % 3) as f64)).sin()
                }
            },
        ]
    });
    let term = w.term();
    if w.random.bool() {
        w.helpers.push(Helper { name: f.clone(), params: vec![Ty::Float], result: Ty::Float });
    }
    w.declare(&x, Ty::Float, w.allows("let_mut"));
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let mut #x = #f(#term);),
        1 => parse_quote!(let mut #x = #term; for _ in 0..3 { #x = #f(#x); }),
        _ => parse_quote! {
            let mut #x = 0.0;
            for _ in 0..2 {
                let mut y = #term;
                for _ in 0..2 { y = #f(y) + 0.25 * y; }
                #x += 0.5 * y;
            }
        },
    })
}

/// A generator of any type.
fn generic_generator(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_state(Constant::Rng);
    w.once("Source", |_| {
        vec![
            parse_quote!(
                pub trait Source {
                    fn unit(&mut self) -> f64;
                }
            ),
            parse_quote!(impl Source for Rng { fn unit(&mut self) -> f64 { self.next() } }),
        ]
    });
    let (f, rng, sum, term) = (w.name("sampled"), w.name("rng"), w.name("sum"), w.term());
    let body = sample(w);
    let item: Item = match w.random.bool() {
        true => parse_quote! {
            #[differentiate]
            fn #f<R: Source>(a: f64, #[constant] rng: &mut R) -> f64 { #body }
        },
        false => parse_quote! {
            #[differentiate]
            fn #f(a: f64, #[constant] rng: &mut impl Source) -> f64 { #body }
        },
    };
    w.items.push(item);
    w.declare(&sum, Ty::Float, true);
    Some(parse_quote! {
        let mut #rng = Rng(1);
        let mut #sum = #rng.next();
        for _ in 0..2 { #sum = 0.5 * #sum + #f(#term, &mut #rng); }
    })
}

fn sample(w: &mut Writer) -> Expr {
    let number = w.number();
    match w.random.usize(..3) {
        0 => parse_quote!(rng.unit() * a.sin() + #number * rng.unit()),
        1 => parse_quote!(if rng.unit() > 0.7 { a * a * rng.unit() } else { #number * a }),
        _ => parse_quote!({
            let mut sum = 0.0;
            for _ in 0..2 { sum += (rng.unit() * a).sin() * #number; }
            sum
        }),
    }
}

/// The arguments of a call have effects too, and so have both operands.
fn in_two_calls(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (draw, f, x) = (w.source(), w.name("pair"), w.name("x"));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(a: f64, b: f64, #[constant] k: f64) -> f64 { (a * k).sin() + b * #draw() }
    });
    let (a, b) = (w.term(), w.term());
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #x = #f(#draw() * #a, #f(#b, #draw(), #draw()), #draw()) - #f(#a, #b, 0.5);
    })
}

/// The items that a guard holds, in a loop.
fn held(w: &mut Writer, guard: &Ident, sum: &Ident, item: &Ident) -> Stmt {
    let (i, body) = (w.name("i"), w.summing(sum, &[item]));
    match w.random.usize(..3) {
        0 => parse_quote!(for #i in 0..2 { let #item = #guard[#i]; #(#body)* }),
        1 => parse_quote!(for &#item in #guard.iter() { #(#body)* }),
        _ => parse_quote! {
            for (#i, #item) in #guard.iter().copied().enumerate() {
                #sum *= 0.5 + 0.125 * #i as f64;
                #(#body)*
            }
        },
    }
}

fn guard_over_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (cell, _) = w.constant(Constant::Shared, &mut code);
    let (guard, sum, item) = (w.name("guard"), w.name("sum"), w.name("item"));
    // The guard is held: nothing else may borrow the cell there.
    let (number, walk) = w.inside(|w| {
        w.scope.iter_mut().filter(|v| is_cell(&v.ty)).for_each(|v| v.is_readable = false);
        (w.number(), held(w, &guard, &sum, &item))
    });
    w.declare(&sum, Ty::Float, true);
    code.extend::<Vec<Stmt>>(match w.random.usize(..3) {
        0 => parse_quote! {
            let mut #sum = 0.25;
            { let #guard = #cell.borrow(); #walk }
        },
        1 => parse_quote! {
            let mut #sum = 0.25;
            let #guard = #cell.borrow();
            #walk
            drop(#guard);
        },
        _ => parse_quote! {
            let mut #sum = 0.25;
            {
                let mut #guard = #cell.borrow_mut();
                #guard[0] = #number;
                #walk
                #guard[1] *= 0.5;
            }
        },
    });
    code.push(w.let_product(parse_quote!(#cell.borrow()[1])));
    Some(code)
}

fn is_cell(ty: &Ty) -> bool {
    use Constant::{Lock, Shared};
    matches!(ty, Ty::Constant(Shared | Lock) | Ty::Lent(Shared | Lock))
}

fn lock_over_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (lock, _) = w.constant(Constant::Lock, &mut code);
    let (guard, sum, n) = (w.name("guard"), w.name("sum"), int(2 + w.random.usize(..2)));
    let number = w.number();
    let term = w.inside(|w| {
        w.scope.iter_mut().filter(|v| is_cell(&v.ty)).for_each(|v| v.is_readable = false);
        w.term()
    });
    w.declare(&sum, Ty::Float, true);
    code.extend::<Vec<Stmt>>(parse_quote! {
        let mut #sum = 0.25;
        {
            let mut #guard = #lock.lock().unwrap();
            for _ in 0..#n {
                *#guard = 0.5 * *#guard + 0.25 * #number;
                #sum = 0.5 * #sum + *#guard * #term;
            }
        }
    });
    Some(code)
}
