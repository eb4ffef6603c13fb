//! Hidden state: what answers differently each time, and counts how often it is asked.
//!
//! All of it goes through the oracle's `tick`, which counts the effects of a run.

use proc_macro2::Ident;
use syn::{Expr, Stmt, parse_quote};

use super::{Helper, Writer};
use crate::random_programs::ast::{Constant, Ty, ident, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("effect_draw", draw),
    Recipe::float("effect_in_expression", draw_in_expression).weight(1),
    Recipe::statements("effect_in_helper", in_helper),
    Recipe::statements("effect_in_helper_of_list", in_helper_of_list),
    Recipe::statements("effect_in_helper_mut", in_helper_mut).weight(1),
    Recipe::statements("effect_in_method", in_method).weight(1),
    Recipe::statements("effect_in_recursion", in_recursion).weight(1),
    Recipe::statements("effect_generator", generator),
    Recipe::statements("effect_generator_handed_on", handed_on).weight(1),
    Recipe::statements("effect_counter", counter),
    Recipe::statements("effect_on_drop", on_drop).weight(1),
    Recipe::statements("effect_in_closure", in_closure).weight(1),
    Recipe::statements("effect_in_nested_loops", in_nested_loops),
];

impl Writer {
    /// The type and functions that a constant with state needs.
    pub fn need_state(&mut self, of: Constant) {
        match of {
            Constant::Rng => self.once("Rng", |id| {
                vec![
                    parse_quote!(
                        pub struct Rng(pub usize);
                    ),
                    parse_quote! {
                        impl Rng {
                            pub fn next(&mut self) -> f64 {
                                tick(#id);
                                self.0 += 1;
                                0.5 + 0.125 * (self.0 % 5) as f64
                            }
                        }
                    },
                ]
            }),
            Constant::Draws => self.once("Draws", |id| {
                vec![
                    parse_quote!(
                        pub struct Draws(pub std::cell::Cell<usize>);
                    ),
                    parse_quote! {
                        impl Draws {
                            pub fn next(&self) -> f64 {
                                tick(#id);
                                self.0.set(self.0.get() + 1);
                                0.5 + 0.125 * (self.0.get() % 5) as f64
                            }
                        }
                    },
                ]
            }),
            _ => {}
        }
    }

    /// A function without parameters or attribute that returns another number each time.
    pub fn source(&mut self) -> Ident {
        let name = ident("draw");
        self.once("draw", |id| {
            vec![parse_quote! {
                pub fn draw() -> f64 {
                    0.5 + 0.125 * (tick(#id) % 4) as f64
                }
            }]
        });
        name
    }
}

fn draw(w: &mut Writer) -> Option<Vec<Stmt>> {
    let draw = w.source();
    Some(match w.random.usize(..3) {
        0 => vec![w.let_product(parse_quote!(#draw()))],
        1 => {
            let k = w.name("k");
            let stmt = w.let_product(parse_quote!(#k));
            parse_quote!(let #k = #draw() * 0.75; #stmt)
        }
        _ => {
            let condition: Expr = parse_quote!(#draw() > 0.7);
            let (then, otherwise) = (w.update()?, w.update()?);
            parse_quote!(if #condition { #then } else { #otherwise })
        }
    })
}

fn draw_in_expression(w: &mut Writer) -> Option<Expr> {
    let (draw, a) = (w.source(), w.term());
    Some(if w.random.bool() { parse_quote!(#draw() * #a) } else { parse_quote!(#a * #draw()) })
}

/// A differentiated function with a state of its own, which is called in loops too.
fn in_helper(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (draw, f, name) = (w.source(), w.name("helper"), w.name("x"));
    let body = w.function(|w| {
        w.declare(&ident("a"), Ty::Float, false);
        w.tame()
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(a: f64) -> f64 { let k = #draw(); k * #body }
    });
    w.helpers.push(Helper { name: f.clone(), params: vec![Ty::Float], result: Ty::Float });
    let term = w.term();
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #f(#term);))
}

/// What is lent to it changes later, so that its pullback can't borrow it.
fn in_helper_of_list(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, _) = w.list_mut(2)?;
    let (draw, f, list, name) = (w.source(), w.name("helper"), place.expr, w.name("d"));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(v: &[f64], a: f64) -> f64 { (#draw() * v[0] * v[1] + a).sin() }
    });
    let term = w.inside(|w| {
        w.hide(&place.root);
        w.tame()
    });
    let (n, index) = (int(1 + w.random.usize(..3)), w.index(2));
    Some(if w.random.bool() {
        parse_quote! {
            for _ in 0..#n {
                let #name = #f(&#list[..], #term);
                #list[#index] = #name;
            }
        }
    } else {
        w.declare(&name, Ty::Float, false);
        parse_quote! {
            let #name = #f(&#list, #term);
            #list[#index] += 0.5 * #name;
        }
    })
}

fn in_helper_mut(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, _) = w.list_mut(2)?;
    let (draw, f, list) = (w.source(), w.name("helper"), place.expr);
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(v: &mut [f64], a: f64) { v[0] = (#draw() * v[0] * v[1]).sin() + 0.25 * a; }
    });
    let term = w.inside(|w| {
        w.hide(&place.root);
        w.tame()
    });
    Some(if w.random.bool() {
        parse_quote!(for _ in 0..2 { #f(&mut #list[..], #term); })
    } else {
        parse_quote!(#f(&mut #list[..2], #term);)
    })
}

fn in_method(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (draw, ty, body, name) = (w.source(), w.name("Walk"), w.name("walk"), w.name("x"));
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub struct #ty { pub at: f64 }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        impl #ty {
            pub fn advance(&mut self, by: f64) { self.at += 0.5 * (by * #draw()).sin(); }
            pub fn look(&self, by: f64) -> f64 { (self.at * by).cos() * #draw() }
        }
    });
    let (start, a, b) = (w.tame(), w.tame(), w.term());
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let mut #body = #ty { at: #start };
        for _ in 0..2 { #body.advance(#a); }
        let #name = #body.look(#b);
    })
}

fn in_recursion(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (draw, f, name, depth) =
        (w.source(), w.name("recursive"), w.name("x"), int(1 + w.random.usize(..3)));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(x: f64, n: usize) -> f64 {
            if n == 0 { return x * #draw(); }
            #f((x * #draw()).sin(), n - 1) * 0.75 + x.sin()
        }
    });
    let term = w.term();
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #f(#term, #depth);))
}

/// A generator that is advanced by `&mut self`: one of its own, or one that is a parameter.
fn a_generator(w: &mut Writer, code: &mut Vec<Stmt>) -> (Expr, Expr) {
    w.need_state(Constant::Rng);
    if let Some(place) = w.find_mutable(|ty| *ty == Ty::Lent(Constant::Rng))
        && w.random.bool()
    {
        return (place.expr.clone(), place.expr);
    }
    let (name, start) = (w.name("rng"), int(w.random.usize(..3)));
    code.push(parse_quote!(let mut #name = Rng(#start);));
    (parse_quote!(#name), parse_quote!(&mut #name))
}

fn generator(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (rng, _) = a_generator(w, &mut code);
    let (sum, k) = (w.name("sum"), w.name("k"));
    match w.random.usize(..3) {
        0 => code.push(w.let_product(parse_quote!(#rng.next()))),
        1 => {
            let body = w.summing(&sum, &[&k]);
            w.declare(&sum, Ty::Float, true);
            code.extend::<Vec<Stmt>>(parse_quote! {
                let mut #sum = 0.25;
                for _ in 0..3 {
                    let #k = #rng.next();
                    #(#body)*
                }
            });
        }
        _ => {
            let body = w.summing(&sum, &[&k]);
            w.declare(&sum, Ty::Float, true);
            code.extend::<Vec<Stmt>>(parse_quote! {
                let mut #sum = 0.25;
                loop {
                    let #k = #rng.next();
                    if #k > 0.9 { break; }
                    #(#body)*
                }
            });
        }
    }
    Some(code)
}

fn handed_on(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (_, rng) = a_generator(w, &mut code);
    let (f, sum, term) = (w.name("path"), w.name("sum"), w.term());
    let body = w.function(|w| {
        w.declare(&ident("a"), Ty::Float, false);
        w.tame()
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(a: f64, #[constant] rng: &mut Rng) -> f64 { rng.next() * #body + 0.25 * rng.next() }
    });
    w.declare(&sum, Ty::Float, true);
    code.extend::<Vec<Stmt>>(parse_quote! {
        let mut #sum = 0.25;
        for _ in 0..2 { #sum = 0.5 * #sum + #f(#term, #rng); }
    });
    Some(code)
}

fn counter(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_state(Constant::Draws);
    let mut code = Vec::new();
    let (draws, lent) = w.constant(Constant::Draws, &mut code);
    match w.random.usize(..3) {
        0 => code.push(w.let_product(parse_quote!(#draws.next()))),
        1 => {
            let (list, _) = w.list_mut(1)?;
            let (list, f, d) = (list.expr, w.name("drift"), w.name("d"));
            w.items.push(parse_quote! {
                #[differentiate]
                fn #f(v: &[f64], #[constant] draws: &Draws) -> f64 {
                    (draws.next() * v[0] * v[0]).sin()
                }
            });
            code.push(parse_quote! {
                for _ in 0..2 {
                    let #d = #f(&#list, #lent);
                    #list[0] = #d;
                }
            });
        }
        _ => {
            let (sum, k) = (w.name("sum"), w.name("k"));
            let body = w.summing(&sum, &[&k]);
            w.declare(&sum, Ty::Float, true);
            code.extend::<Vec<Stmt>>(parse_quote! {
                let mut #sum = 0.25;
                for #k in (0..3).map(|_| #draws.next()) { #(#body)* }
            });
        }
    }
    Some(code)
}

/// A temporary whose drop is seen, at the end of its statement, or of the head of a loop; or a guard, at the end of its block.
fn on_drop(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.once("Timer", |id| {
        vec![
            parse_quote!(
                pub struct Timer(pub usize);
            ),
            parse_quote! {
                impl Timer {
                    pub fn value(&self) -> f64 { 0.5 + 0.125 * (tick(#id) % 3) as f64 }
                    pub fn is_below(&self, n: usize) -> bool { n + tick(#id) % 2 < 3 }
                    pub fn part(&self, n: usize) -> Option<f64> { (n < 2).then(|| self.value()) }
                }
            },
            parse_quote! {
                impl Drop for Timer {
                    fn drop(&mut self) { tick(self.0); }
                }
            },
            parse_quote!(
                pub fn timer() -> Timer {
                    Timer(91)
                }
            ),
        ]
    });
    let (guard, update) = (w.name("guard"), w.update()?);
    let mut code = Vec::new();
    match w.random.usize(..5) {
        0 => code.push(w.let_product(parse_quote!(timer().value()))),
        head @ (3 | 4) => {
            let (sum, k, n) = (w.name("sum"), w.name("k"), w.name("n"));
            let body = w.summing(&sum, &[&k]);
            w.declare(&sum, Ty::Float, true);
            code.extend::<Vec<Stmt>>(match head {
                3 => parse_quote! {
                    let (mut #sum, mut #n) = (0.25, 0);
                    while timer().is_below(#n) { #n += 1; let #k = timer().value(); #(#body)* }
                },
                _ => parse_quote! {
                    let (mut #sum, mut #n) = (0.25, 0);
                    while let Some(#k) = timer().part(#n) { #n += 1; #(#body)* }
                },
            });
        }
        1 => code.push(parse_quote!({ let #guard = Timer(92); #update })),
        _ => {
            code.push(parse_quote!(let #guard = Timer(93);));
            code.push(w.let_product(parse_quote!((#guard.value() + timer().value()))));
            code.push(parse_quote!(drop(#guard);));
        }
    }
    code.push(w.let_product(parse_quote!((0.5 + 0.25 * (tick(91) % 3) as f64))));
    Some(code)
}

fn in_closure(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (draw, f, x, t) = (w.source(), w.name("f"), w.name("x"), w.name("t"));
    let body = w.inside(|w| {
        w.declare(&t, Ty::Float, false);
        w.tame()
    });
    let (a, b) = (w.tame(), w.term());
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #f = |#t: f64| #draw() * #body;
        let #x = #f(#a) + #f(#f(#b));
    })
}

/// The loop that is replayed where that is allowed.
fn in_nested_loops(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (draw, f, sum, p, start) =
        (w.source(), w.name("step"), w.name("sum"), w.name("p"), w.tame());
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(price: f64) -> f64 { (price * #draw()).sin() + 0.25 * price }
    });
    let factor = w.inside(|w| {
        w.declare(&p, Ty::Float, false);
        w.tame()
    });
    w.declare(&sum, Ty::Float, true);
    let step: Stmt = match w.random.usize(..3) {
        0 => parse_quote!(#p = #f(#p) * #factor;),
        1 => parse_quote!(#p = (#draw() * #p).sin() * #factor;),
        _ => parse_quote!(if #draw() > 0.6 { #p = (#p * #factor).sin(); } else { #p *= 0.5; }),
    };
    Some(parse_quote! {
        let mut #sum = 0.0;
        for _ in 0..2 {
            let mut #p = #start;
            for _ in 0..2 { #step }
            #sum += 0.5 * #p;
        }
    })
}
