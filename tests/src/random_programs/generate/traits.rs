//! Traits with derivatives: required and default methods, for structs, floats and what holds another; through bounds, by path and as objects.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Expr, Item, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, ident};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("trait_bound", bound).weight(2),
    Recipe::statements("trait_path", path).weight(1),
    Recipe::statements("trait_method_of_type", of_type).weight(1),
    Recipe::statements("trait_object", object).weight(2),
    Recipe::statements("trait_objects_in_list", objects).weight(1),
    Recipe::part("trait_default_overridden"),
    Recipe::part("trait_of_float"),
    Recipe::part("trait_mut_self"),
    Recipe::part("trait_object_lent"),
    Recipe::part("trait_object_of_differentiated"),
];

/// A trait, and what implements it.
#[derive(Clone)]
struct Trait {
    name: Ident,
    /// A struct of two floats, `k` and `l`.
    spring: Ident,
    has_float: bool,
    has_change: bool,
}

/// A body with these floats, one of which may be behind `self`.
fn body(w: &mut Writer, floats: &[Expr], statements: usize) -> Vec<Stmt> {
    w.function(|w| {
        for (i, expr) in floats.iter().enumerate() {
            w.declare_as(&ident(&format!("field{i}")), Ty::Float, false, expr.clone());
        }
        w.result = Some(Ty::Float);
        let before = if statements > 0 { w.statements(statements) } else { Vec::new() };
        [before, vec![Stmt::Expr(w.tame(), None)]].concat()
    })
}

/// A new trait. Its default method calls the required one.
fn declared(w: &mut Writer, is_dyn: bool) -> Trait {
    let attribute: TokenStream =
        if is_dyn { quote!(differentiate(dyn )) } else { quote!(differentiate) };
    let (name, spring) = (w.name("Energy"), w.name("Spring"));
    let x: Expr = parse_quote!(x);
    let energy: Expr = parse_quote!(self.energy(x));
    let default = body(w, &[x.clone(), energy], 1);
    let (k, l): (Expr, Expr) = (parse_quote!(self.k), parse_quote!(self.l));
    let of_spring = body(w, &[x.clone(), k.clone(), l.clone()], 2);
    let has_change = w.part("trait_mut_self");
    let change: Option<TokenStream> = has_change.then(|| {
        quote! {
            fn change(&mut self, by: f64);
            fn twice(&mut self, by: f64) { self.change(by); self.change(0.5 * by); }
        }
    });
    w.items.push(parse_quote! {
        #[#attribute]
        pub trait #name {
            fn energy(&self, x: f64) -> f64;
            fn total(&self, x: f64, y: f64) -> f64 { let z = { #(#default)* }; z.sin() * y + self.energy(0.5 * y) }
            #change
        }
    });
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub struct #spring { pub k: f64, pub l: f64 }
    });
    let change = has_change.then(|| {
        quote!(
            fn change(&mut self, by: f64) {
                self.k = (self.k + by * self.l).sin();
            }
        )
    });
    let overridden = w.part("trait_default_overridden").then(|| {
        let total = body(w, &[x.clone(), k, l, parse_quote!(y)], 1);
        quote!(fn total(&self, x: f64, y: f64) -> f64 { #(#total)* })
    });
    w.items.push(parse_quote! {
        #[#attribute]
        impl #name for #spring {
            fn energy(&self, x: f64) -> f64 { #(#of_spring)* }
            #overridden
            #change
        }
    });
    // Methods of two traits by one name would be two methods of a float's.
    let has_float = w.part("trait_of_float") && w.is_first("trait_of_float");
    if has_float {
        let of_float = body(w, &[x, parse_quote!((*self))], 1);
        let change = has_change.then(|| {
            quote!(
                fn change(&mut self, by: f64) {
                    *self = 0.5 * *self + by;
                }
            )
        });
        let item: Item = parse_quote! {
            #[#attribute]
            impl #name for f64 {
                fn energy(&self, x: f64) -> f64 { #(#of_float)* }
                #change
            }
        };
        w.items.push(item);
    }
    Trait { name, spring, has_float, has_change }
}

/// A value that implements it.
fn model(w: &mut Writer, of: &Trait) -> Expr {
    let (a, b, spring) = (w.tame(), w.tame(), &of.spring);
    match of.has_float && w.random.bool() {
        true => parse_quote!((#a)),
        false => parse_quote!(#spring { k: #a, l: #b }),
    }
}

/// A value for an object: of constants, or of what is differentiated.
fn object_of(w: &mut Writer, of: &Trait) -> Expr {
    if w.part("trait_object_of_differentiated") {
        return model(w, of);
    }
    let (a, b, spring) = (w.number(), w.number(), &of.spring);
    parse_quote!(#spring { k: #a, l: #b })
}

/// What a function does with a model `m`, at `x`.
fn use_of_model(w: &mut Writer, of: &Trait) -> Vec<Stmt> {
    let value = w.function(|w| {
        w.declare(&ident("x"), Ty::Float, false);
        w.tame()
    });
    let name = &of.name;
    match w.random.usize(..5) {
        0 => parse_quote!(m.energy(x) * m.total(#value, x)),
        1 => parse_quote! {
            let mut sum = x;
            for _ in 0..3 { sum = (m.energy(sum) + 0.5 * m.total(x, sum)).sin(); }
            sum
        },
        2 => {
            parse_quote!(if m.energy(x) > 0.2 { m.total(x, #value) } else { x * m.energy(#value) })
        }
        3 => parse_quote! {
            let y = #name::energy(m, x);
            let z = #name::total(m, y, #value);
            y * z + x
        },
        _ => parse_quote!([x, 0.5].iter().map(|v| m.energy(*v)).sum::<f64>() * #value),
    }
}

fn bound(w: &mut Writer) -> Option<Vec<Stmt>> {
    let of = declared(w, false);
    let (f, name, body) = (w.name("through"), &of.name, use_of_model(w, &of));
    let item: Item = match w.random.usize(..3) {
        0 => parse_quote! {
            #[differentiate]
            fn #f<M: #name>(m: &M, x: f64) -> f64 { #(#body)* }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f(m: &impl #name, x: f64) -> f64 { #(#body)* }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f<M>(m: &M, x: f64) -> f64 where M: #name + Clone { #(#body)* }
        },
    };
    w.items.push(item);
    let (x, m, value, term) = (w.name("x"), w.name("m"), model(w, &of), w.term());
    w.declare(&x, Ty::Float, false);
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let #x = #f(&#value, #term);),
        1 => parse_quote!(let #m = #value; let #x = #f(&#m, #term) + #f(&#m, 0.5);),
        _ => parse_quote! {
            let #m = #value;
            let mut #x = #term;
            for _ in 0..2 { #x = #f(&#m, #x).sin(); }
        },
    })
}

fn path(w: &mut Writer) -> Option<Vec<Stmt>> {
    let of = declared(w, false);
    let (name, spring, x, m) = (&of.name, &of.spring, w.name("x"), w.name("m"));
    let [a, b, c] = [(); 3].map(|()| w.tame());
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    Some(match w.random.bool() {
        true => parse_quote! {
            let #m = #spring { k: #a, l: #b };
            let #x = #name::energy(&#m, #term) + <#spring as #name>::total(&#m, #c, 0.5);
        },
        false => parse_quote! {
            let #m = #spring { k: #a, l: #b };
            let mut #x = #c;
            for _ in 0..2 { #x = (#name::total(&#m, #x, #term) * 0.5).sin(); }
        },
    })
}

fn of_type(w: &mut Writer) -> Option<Vec<Stmt>> {
    let of = declared(w, false);
    let (spring, x, m) = (&of.spring, w.name("x"), w.name("m"));
    let [a, b, c] = [(); 3].map(|()| w.tame());
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    let change: Option<Stmt> = of.has_change.then(|| match w.random.bool() {
        true => parse_quote!(#m.twice(#c);),
        false => parse_quote!(for _ in 0..2 { #m.change(0.5 * #m.energy(0.25)); }),
    });
    Some(parse_quote! {
        let mut #m = #spring { k: #a, l: #b };
        #change
        let #x = #m.energy(#term) * 0.5 + #m.total(0.25, #c);
    })
}

fn object(w: &mut Writer) -> Option<Vec<Stmt>> {
    let of = declared(w, true);
    let (f, name, body) = (w.name("dynamic"), &of.name, use_of_model(w, &of));
    let is_box = !w.part("trait_object_lent");
    let ty: syn::Type = match is_box {
        true => parse_quote!(&Box<dyn #name>),
        false => parse_quote!(&dyn #name),
    };
    // A path needs the object itself.
    let body: Vec<Stmt> = match is_box {
        true => parse_quote!(m.total(x, 0.5) + m.energy(x).sin()),
        false => body,
    };
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(m: #ty, x: f64) -> f64 { #(#body)* }
    });
    let (x, m, value, term) = (w.name("x"), w.name("m"), object_of(w, &of), w.term());
    w.declare(&x, Ty::Float, false);
    Some(match is_box {
        true => parse_quote! {
            let #m: Box<dyn #name> = Box::new(#value);
            let #x = #f(&#m, #term);
        },
        false => parse_quote! {
            let #m = #value;
            let #x = #f(&#m, #term);
        },
    })
}

fn objects(w: &mut Writer) -> Option<Vec<Stmt>> {
    let of = declared(w, true);
    let (f, name, number) = (w.name("dynamic"), &of.name, w.number());
    w.items.push(match w.random.usize(..3) {
        0 => parse_quote! {
            #[differentiate]
            fn #f(list: &[Box<dyn #name>], x: f64) -> f64 {
                let mut h = x;
                for m in list { h = (m.energy(h) * #number).sin(); }
                h
            }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f(list: &[Box<dyn #name>], x: f64) -> f64 {
                let mut sum: f64 = 0.0;
                for i in 0..list.len() { sum += list[i].total(x, #number) * sum.cos(); }
                sum
            }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f(list: &[Box<dyn #name>], x: f64) -> f64 {
                list.iter().map(|m| m.energy(x) * #number).sum::<f64>() * x
            }
        },
    });
    let (x, list, a, b, term) =
        (w.name("x"), w.name("models"), object_of(w, &of), object_of(w, &of), w.term());
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #list: Vec<Box<dyn #name>> = vec![Box::new(#a), Box::new(#b)];
        let #x = #f(&#list, #term);
    })
}
