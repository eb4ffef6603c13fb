//! Constant code: std's collections, guards and tables, on values that don't depend on a differentiated parameter.

use proc_macro2::Ident;
use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Constant, Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::part("parameter_constant"),
    Recipe::statements("constant_map", map),
    Recipe::statements("constant_map_loop", map_loop).weight(1),
    Recipe::statements("constant_names", names),
    Recipe::statements("constant_set", set).weight(1),
    Recipe::statements("constant_unzip", unzip).weight(1),
    Recipe::statements("constant_guard", guard),
    Recipe::statements("constant_lock", lock).weight(1),
    Recipe::statements("constant_static", table),
    Recipe::statements("constant_lazy", lazy).weight(1),
    Recipe::statements("constant_pairs", pairs).weight(1),
    Recipe::statements("constant_order", order).weight(1),
];

impl Writer {
    /// A variable that holds such a constant, and how it is lent; perhaps a new one.
    pub fn constant(&mut self, of: Constant, code: &mut Vec<Stmt>) -> (Expr, Expr) {
        let found = self.find(|ty| *ty == Ty::Constant(of) || *ty == Ty::Lent(of));
        match found {
            Some(place) if !self.chance(4) => {
                let expr = place.expr;
                match place.ty {
                    Ty::Lent(_) => (expr.clone(), expr),
                    _ => (expr.clone(), parse_quote!(&#expr)),
                }
            }
            _ => {
                let (name, value) = (self.name("constant"), self.value(&Ty::Constant(of)));
                self.declare(&name, Ty::Constant(of), false);
                code.push(parse_quote!(let #name = #value;));
                (parse_quote!(#name), parse_quote!(&#name))
            }
        }
    }

    /// `let x = ..;`, of a constant and a float.
    pub fn let_product(&mut self, constant: Expr) -> Stmt {
        let (name, term) = (self.name("x"), self.term());
        self.declare(&name, Ty::Float, false);
        parse_quote!(let #name = #constant * #term;)
    }

    /// What is done in a loop to a sum, by constants that are floats.
    pub fn summing(&mut self, sum: &Ident, constants: &[&Ident]) -> Vec<Stmt> {
        self.loops.push(None);
        let body = self.inside(|w| {
            for constant in constants {
                w.declare(constant, Ty::Float, false);
            }
            w.declare(sum, Ty::Float, true);
            let term = w.term();
            let constant = constants.first().map(|constant| (*constant).clone());
            let mut body: Vec<Stmt> = match constant {
                Some(k) => parse_quote!(#sum = 0.5 * #sum + 0.25 * #k * #term;),
                None => parse_quote!(#sum = 0.5 * #sum + 0.25 * #term;),
            };
            if w.chance(2) {
                body.extend(w.statements(2));
            }
            body
        });
        self.loops.pop();
        body
    }
}

fn map(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (map, _) = w.constant(Constant::Map, &mut code);
    let key = w.index(3);
    match w.random.usize(..6) {
        0 => code.push(w.let_product(parse_quote!(#map.get(&(#key)).copied().unwrap_or(0.5)))),
        1 => {
            let (name, term, other, k) = (w.name("x"), w.term(), w.tame(), w.name("k"));
            w.declare(&name, Ty::Float, false);
            code.push(parse_quote! {
                let #name = if let Some(#k) = #map.get(&(#key)) { #k * #term } else { #other };
            });
        }
        2 => code.push(w.let_product(parse_quote!((#map[&7] + 0.25)))),
        3 => code.push(w.let_product(parse_quote!((#map.len() as f64 * 0.25)))),
        4 => {
            let condition: Expr = parse_quote!(#map.contains_key(&(#key)));
            let update = w.update()?;
            code.push(parse_quote!(if #condition { #update }));
        }
        _ => {
            let (counts, key, other) = (w.name("counts"), w.index(3), w.index(3));
            code.extend::<Vec<Stmt>>(parse_quote! {
                let mut #counts = std::collections::HashMap::new();
                for i in [#key, #other, 2] {
                    *#counts.entry(i).or_insert(0.5) += 0.25;
                }
            });
            code.push(w.let_product(parse_quote!(#counts[&2])));
        }
    }
    Some(code)
}

/// A loop with a differentiated body over what a map holds.
fn map_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (sum, key, value) = (w.name("sum"), w.name("key"), w.name("value"));
    let mut code = Vec::new();
    let (map, _) = w.constant(Constant::Names, &mut code);
    let body = w.summing(&sum, &[]);
    w.declare(&sum, Ty::Float, true);
    code.push(parse_quote!(let mut #sum = 0.25;));
    code.push(match w.random.usize(..4) {
        0 => parse_quote!(for (#key, #value) in #map.iter() {
            #sum += 0.125 * #value * #key.len() as f64;
            #(#body)*
        }),
        1 => parse_quote!(for #value in #map.values() { #sum += 0.125 * #value; #(#body)* }),
        2 => parse_quote!(for (#key, &#value) in #map.iter().rev() {
            if #key == "k" { continue; }
            #sum += 0.125 * #value;
            #(#body)*
        }),
        _ => parse_quote!(for #key in #map.keys() {
            #sum *= 0.5 + 0.125 * #map[#key];
            #(#body)*
        }),
    });
    Some(code)
}

fn names(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (names, _) = w.constant(Constant::Names, &mut code);
    let constant: Expr = match w.random.usize(..5) {
        0 => parse_quote!(#names["k"]),
        1 => parse_quote!(#names.get("long name").copied().unwrap_or(1.0)),
        2 => parse_quote!(#names.get("other").map_or(0.5, |k| k * 2.0)),
        3 => parse_quote!(#names.values().sum::<f64>()),
        _ => parse_quote!(#names.iter().next().unwrap().1),
    };
    code.push(w.let_product(constant));
    Some(code)
}

fn set(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (distinct, index) = (w.name("distinct"), w.index(4));
    let mut code: Vec<Stmt> = Vec::new();
    if w.random.bool() {
        let (set, _) = w.constant(Constant::Set, &mut code);
        let update = w.update()?;
        code.push(parse_quote!(if #set.contains(&(#index)) { #update }));
        code.push(w.let_product(parse_quote!((0.125 * *#set.iter().max().unwrap() as f64))));
    } else {
        code.push(parse_quote! {
            let #distinct: std::collections::HashSet<usize> = [#index, 2, 1].iter().copied().collect();
        });
        code.push(w.let_product(parse_quote!((0.25 * #distinct.len() as f64))));
    }
    Some(code)
}

fn unzip(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (a, b, index) = (w.name("left"), w.name("right"), w.index(3));
    let mut code: Vec<Stmt> = parse_quote! {
        let (#a, #b): (Vec<usize>, Vec<f64>) = [0.5, 0.75, 0.25].iter().copied().enumerate().unzip();
    };
    code.push(w.let_product(parse_quote!(#b[#a[#index]])));
    Some(code)
}

fn guard(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (cell, _) = w.constant(Constant::Shared, &mut code);
    let number = w.number();
    match w.random.usize(..5) {
        0 => {
            code.push(w.let_product(parse_quote!(#cell.borrow()[0])));
            code.push(parse_quote!(#cell.borrow_mut()[0] = #number;));
        }
        1 => {
            code.push(parse_quote!(#cell.borrow_mut().push(#number);));
            code.push(w.let_product(parse_quote!(#cell.borrow().iter().sum::<f64>().sin())));
        }
        2 => {
            code.push(w.let_product(parse_quote!(#cell.borrow()[1])));
            code.push(parse_quote!(#cell.replace(vec![#number, 0.5]);));
            code.push(w.let_product(parse_quote!(#cell.borrow()[0])));
        }
        3 => {
            let (guard, product) = (w.name("guard"), w.tame());
            let x = w.name("x");
            w.declare(&x, Ty::Float, false);
            code.push(parse_quote! {
                let #x = {
                    let mut #guard = #cell.borrow_mut();
                    #guard[1] = 0.5 * #guard[1] + #number;
                    #guard[1] * #product
                };
            });
        }
        _ => {
            let (sum, item) = (w.name("sum"), w.name("item"));
            w.declare(&sum, Ty::Float, true);
            let term = w.term();
            code.push(parse_quote!(let mut #sum = 0.5;));
            code.push(parse_quote! {
                for #item in #cell.borrow().iter() { #sum = 0.5 * #sum + 0.25 * #item * #term; }
            });
        }
    }
    Some(code)
}

fn lock(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (lock, _) = w.constant(Constant::Lock, &mut code);
    let number = w.number();
    if w.random.bool() {
        code.push(parse_quote!(*#lock.lock().unwrap() += 0.25 * #number;));
    }
    code.push(w.let_product(parse_quote!((*#lock.lock().unwrap()).sin())));
    Some(code)
}

fn table(w: &mut Writer) -> Option<Vec<Stmt>> {
    let name = w.name("TABLE");
    let numbers: Vec<_> = (0..3).map(|_| w.number()).collect();
    w.items.push(parse_quote!(static #name: [f64; 3] = [#(#numbers),*];));
    let mut code = Vec::new();
    if w.random.bool() {
        let index = w.index(3);
        code.push(w.let_product(parse_quote!(#name[#index])));
        return Some(code);
    }
    let (sum, weight, i) = (w.name("sum"), w.name("weight"), w.name("i"));
    let body = w.summing(&sum, &[]);
    w.declare(&sum, Ty::Float, true);
    code.push(parse_quote!(let mut #sum = 0.25;));
    code.push(match w.random.usize(..4) {
        0 => parse_quote!(for #weight in #name.iter() { #sum += 0.25 * #weight; #(#body)* }),
        1 => parse_quote!(for #weight in &#name { #sum *= 0.25 + #weight; #(#body)* }),
        2 => parse_quote!(for #weight in #name { #sum += 0.25 * #weight; #(#body)* }),
        _ => parse_quote!(for (#i, #weight) in #name.iter().enumerate().skip(1) {
            #sum += 0.125 * #weight * #i as f64;
            #(#body)*
        }),
    });
    Some(code)
}

fn lazy(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (name, a, b) = (w.name("LAZY"), w.number(), w.number());
    w.items.push(parse_quote! {
        static #name: std::sync::LazyLock<Vec<f64>> = std::sync::LazyLock::new(|| vec![#a, #b]);
    });
    let index = w.index(2);
    Some(if w.random.bool() {
        vec![w.let_product(parse_quote!(#name[#index]))]
    } else {
        let (sum, weight) = (w.name("sum"), w.name("weight"));
        let body = w.summing(&sum, &[]);
        w.declare(&sum, Ty::Float, true);
        parse_quote! {
            let mut #sum = 0.25;
            for #weight in #name.iter() { #sum += 0.25 * #weight; #(#body)* }
        }
    })
}

fn pairs(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (list, f, a, b, sum) =
        (list.expr, w.name("edges"), w.name("a"), w.name("b"), w.name("sum"));
    let (first, second) = (int(w.random.usize(..n)), int(w.random.usize(..n)));
    let body = w.summing(&sum, &[]);
    w.declare(&sum, Ty::Float, true);
    let is_static = w.random.bool();
    w.items.push(if is_static {
        parse_quote! {
            fn #f() -> &'static [(usize, usize)] { &[(0, #first), (#second, 1)] }
        }
    } else {
        parse_quote!(fn #f() -> Vec<(usize, usize)> { vec![(0, #first), (#second, 1)] })
    });
    Some(match (is_static, w.random.bool()) {
        (true, true) => parse_quote! {
            let mut #sum = 0.5;
            for (#a, #b) in #f() { #sum += 0.25 * #list[*#a] * #list[*#b]; #(#body)* }
        },
        (true, false) => parse_quote! {
            let mut #sum = 0.5;
            for &(#a, #b) in #f() { #sum += 0.25 * #list[#a] * #list[#b]; #(#body)* }
        },
        (false, _) => parse_quote! {
            let mut #sum = 0.5;
            for (#a, #b) in #f() { #sum += 0.25 * #list[#a] * #list[#b]; #(#body)* }
        },
    })
}

fn order(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (list, order, sum, i) = (list.expr, w.name("order"), w.name("sum"), w.name("i"));
    let length = int(n);
    let body = w.summing(&sum, &[]);
    w.declare(&sum, Ty::Float, true);
    let sort: Stmt = match w.random.usize(..3) {
        0 => parse_quote!(#order.sort_by(|a, b| b.cmp(a));),
        1 => parse_quote!(#order.sort_by_key(|i| (i % 2, *i));),
        _ => parse_quote!(#order.retain(|i| i % 2 == 0);),
    };
    Some(parse_quote! {
        let mut #order: Vec<usize> = (0..#length).collect();
        #sort
        let mut #sum = 0.5;
        for #i in #order.iter().rev().take(2) { #sum += 0.25 * #list[*#i]; #(#body)* }
    })
}

impl Writer {
    /// Parameters that are constants of several sorts.
    pub fn constant_parameters(&mut self, types: &mut Vec<Ty>) {
        let all = [
            Constant::Map,
            Constant::Names,
            Constant::Set,
            Constant::Shared,
            Constant::Lock,
            Constant::Rng,
            Constant::Draws,
        ];
        for constant in all {
            // It is lent to be changed.
            if constant == Constant::Rng && !self.allows("effect_generator") {
                continue;
            }
            if self.chance(6) && self.part("parameter_constant") {
                self.need_state(constant);
                types.push(Ty::Lent(constant));
            }
        }
    }
}
