//! Structs whose fields are lent side by side, generic enums, many arms, long chains of branches.

use syn::{Arm, Expr, Item, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, float, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("two_fields", two_fields),
    Recipe::statements("solver_of_state", solver_of_state).weight(1),
    Recipe::statements("enum_generic", generic_enum),
    Recipe::statements("match_many_arms", many_arms),
    Recipe::statements("else_if_chain", else_if_chain),
];

/// `drift(&mut s.position, &s.velocity)`
fn two_fields(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, f, name, x) = (w.name("Motion"), w.name("drift"), w.name("motion"), w.name("x"));
    let is_vec = w.random.bool();
    let field: syn::Type = if is_vec { parse_quote!(Vec<f64>) } else { parse_quote!([f64; 2]) };
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub struct #ty { pub position: #field, pub velocity: #field, pub mass: f64 }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(at: &mut [f64], by: &[f64], step: f64) -> f64 {
            let mut sum = 0.0;
            for i in 0..at.len() { at[i] += step * by[i]; sum += (at[i] * by[i]).sin(); }
            sum
        }
    });
    let [a, b, c, mass] = [(); 4].map(|()| w.tame());
    let (first, second): (Expr, Expr) = match is_vec {
        true => (parse_quote!(vec![#a, 0.5]), parse_quote!(vec![#b, #c])),
        false => (parse_quote!([#a, 0.5]), parse_quote!([#b, #c])),
    };
    let (n, factor) = (int(1 + w.random.usize(..3)), w.number());
    w.declare(&x, Ty::Float, true);
    let call: Vec<Stmt> = match w.random.usize(..3) {
        0 => parse_quote! {
            #x += #f(&mut #name.position, &#name.velocity, #factor);
            #name.velocity[0] -= #factor * #name.position[1];
        },
        1 => parse_quote! {
            #f(&mut #name.position, &#name.velocity, #name.mass);
            #f(&mut #name.velocity, &#name.position, -#name.mass);
        },
        _ => parse_quote! {
            #x = 0.5 * #x + #f(&mut #name.position[..], &#name.velocity[..], #name.mass);
            std::mem::swap(&mut #name.position, &mut #name.velocity);
        },
    };
    Some(parse_quote! {
        let mut #name = #ty { position: #first, velocity: #second, mass: #mass };
        let mut #x = 0.25;
        for _ in 0..#n { #(#call)* }
        #x += 0.25 * (#name.position[0] * #name.velocity[1]).sin();
    })
}

/// `self.solver.advance(&mut self.state)`
fn solver_of_state(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (solver, world, name, x) =
        (w.name("Solver"), w.name("World"), w.name("world"), w.name("x"));
    let (draw, number) = (w.source(), w.number());
    let factor: Expr = match w.random.bool() && w.allows("effect_in_method") {
        true => parse_quote!(#draw()),
        false => number,
    };
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub struct #solver { pub gain: f64, pub calls: usize }
    });
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub struct #world { pub solver: #solver, pub state: Vec<f64> }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        impl #solver {
            pub fn advance(&mut self, state: &mut [f64]) {
                self.calls += 1;
                for v in state.iter_mut() { *v = (self.gain * *v * #factor).sin(); }
                self.gain *= 0.75;
            }
        }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        impl #world {
            pub fn run(&mut self, n: usize) -> f64 {
                for _ in 0..n { self.solver.advance(&mut self.state); }
                self.state[0] * self.state[1]
            }
        }
    });
    let (gain, a, b, n) = (w.tame(), w.tame(), w.tame(), int(1 + w.random.usize(..2)));
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let mut #name = #world {
            solver: #solver { gain: #gain, calls: 0 },
            state: vec![#a, #b],
        };
        let #x = #name.run(#n) + #name.run(1) * 0.5;
    })
}

/// An enum with parameters, in a function with parameters and without.
fn generic_enum(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, f, name, x) = (w.name("Shape"), w.name("area"), w.name("shape"), w.name("x"));
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub enum #ty<T> { Round(T), Flat { width: T, height: T }, Empty }
    });
    let item: Item = match w.random.usize(..3) {
        0 => parse_quote! {
            #[differentiate]
            fn #f(shape: &#ty<f64>, k: f64) -> f64 {
                match shape {
                    #ty::Round(r) => k * r * r,
                    #ty::Flat { width, height } => (k * width * height).sin(),
                    #ty::Empty => 0.5 * k,
                }
            }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f(shape: &#ty<f64>, k: f64) -> f64 {
                if let #ty::Flat { width, .. } = shape { return k * *width; }
                match shape { #ty::Round(r) if *r > 0.3 => r.sin() * k, _ => k * k }
            }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f<T: ad_runtime::Real>(shape: &#ty<T>, k: T) -> T {
                match shape {
                    #ty::Round(r) => k * *r,
                    #ty::Flat { width, height } => *width * *height + k,
                    #ty::Empty => k,
                }
            }
        },
    };
    w.items.push(item);
    let (condition, a, b, c, term) = (w.condition(), w.tame(), w.tame(), w.tame(), w.term());
    w.declare(&x, Ty::Float, false);
    Some(match w.random.usize(..3) {
        0 => parse_quote! {
            let #name = if #condition { #ty::Round(#a) } else { #ty::Flat { width: #b, height: #c } };
            let #x = #f(&#name, #term);
        },
        1 => parse_quote! {
            let #name = vec![#ty::Round(#a), #ty::Empty, #ty::Flat { width: #b, height: 0.5 }];
            let mut #x = 0.0;
            for item in &#name { #x += 0.5 * #f(item, #term); }
        },
        _ => parse_quote! {
            let #name: #ty<f64> = #ty::Flat { width: #a, height: #b };
            let #x = match &#name {
                #ty::Flat { width, height } => #f(&#name, *width) - 0.5 * height,
                _ => #term,
            };
        },
    })
}

/// Variants of all forms; the arms are expressions, blocks, calls, returns of a loop.
fn many_arms(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, f, x) = (w.name("Op"), w.name("applied"), w.name("x"));
    let n = 5 + w.random.usize(..8);
    let mut variants: Vec<syn::Variant> = Vec::new();
    let (mut arms, mut values): (Vec<Arm>, Vec<Expr>) = (Vec::new(), Vec::new());
    for i in 0..n {
        let (variant, number, value) = (super::ident(&format!("V{i}")), w.number(), w.tame());
        match w.random.usize(..5) {
            0 => {
                variants.push(parse_quote!(#variant));
                arms.push(parse_quote!(#ty::#variant => #number * x,));
                values.push(parse_quote!(#ty::#variant));
            }
            1 => {
                variants.push(parse_quote!(#variant(f64)));
                arms.push(parse_quote!(#ty::#variant(a) => (a * x).sin(),));
                values.push(parse_quote!(#ty::#variant(#value)));
            }
            2 => {
                variants.push(parse_quote!(#variant { a: f64, n: usize }));
                arms.push(parse_quote!(#ty::#variant { a, n } => {
                    let mut y = x;
                    for _ in 0..*n { y = (y * a).sin(); }
                    y
                }));
                values.push(parse_quote!(#ty::#variant { a: #value, n: 2 }));
            }
            3 => {
                variants.push(parse_quote!(#variant(f64, [f64; 2])));
                arms.push(parse_quote!(#ty::#variant(a, list) => list[0] * x + list[1] * a,));
                values.push(parse_quote!(#ty::#variant(#number, [#value, 0.5])));
            }
            _ => {
                variants.push(parse_quote!(#variant(Vec<f64>)));
                arms.push(parse_quote!(#ty::#variant(list) => list.iter().map(|v| v * x).sum(),));
                values.push(parse_quote!(#ty::#variant(vec![#value, #number])));
            }
        }
    }
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub enum #ty { #(#variants),* }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(op: &#ty, x: f64) -> f64 { match op { #(#arms)* } }
    });
    let (first, second) = (w.choose(&values), w.choose(&values));
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    Some(match w.random.bool() {
        true => parse_quote! {
            let mut #x = #term;
            for op in &[#first, #second] { #x = #f(op, #x).sin(); }
        },
        false => parse_quote!(let #x = #f(&#first, #term) - 0.5 * #f(&#second, 0.25);),
    })
}

/// As a value, or as a statement that changes variables.
fn else_if_chain(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (t, x, n) = (w.name("t"), w.name("x"), 4 + w.random.usize(..6));
    let term = w.term();
    let is_value = w.random.bool();
    let mut chain: Expr = match is_value {
        true => {
            let value = w.tame();
            parse_quote!({ #value })
        }
        false => parse_quote!({}),
    };
    for i in (0..n).rev() {
        let bound = float(-1.0 + 2.0 * i as f64 / n as f64);
        let block: syn::Block = if is_value {
            let value = w.tame();
            match w.chance(4) {
                true => parse_quote!({ let y = #value; y * #t }),
                false => parse_quote!({ #value }),
            }
        } else {
            let update = w.update()?;
            parse_quote!({ #update })
        };
        chain = parse_quote!(if #t < #bound #block else #chain);
    }
    if !is_value {
        return Some(parse_quote!(let #t = 1.5 * #term.sin(); #chain));
    }
    w.declare(&x, Ty::Float, false);
    Some(parse_quote!(let #t = 1.5 * #term.sin(); let #x = #chain;))
}
