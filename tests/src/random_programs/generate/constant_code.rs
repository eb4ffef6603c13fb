//! Constant code: text, closures, macros, attributes, types of one's own.

use syn::{Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::Ty;
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("constant_text", text),
    Recipe::statements("constant_closure", closure),
    Recipe::statements("constant_macro", macros),
    Recipe::statements("constant_cfg", cfg).weight(1),
    Recipe::statements("constant_config", config).weight(1),
];

fn text(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (text, number, index) = (w.name("text"), w.name("number"), w.index(3));
    let mut code: Vec<Stmt> = match w.random.usize(..4) {
        0 => parse_quote!(let #number: f64 = "0.75".parse().unwrap();),
        1 => parse_quote! {
            let #text = format!("0.{}5", #index);
            let #number = #text.parse::<f64>().unwrap();
        },
        2 => parse_quote! {
            let #number: f64 = "0.5, 0.25, 0.125".split(',').map(|part| part.trim().parse::<f64>().unwrap()).sum();
        },
        _ => parse_quote! {
            let mut #text = String::new();
            for i in 0..#index { #text.push_str(&i.to_string()); }
            let #number = 0.25 * #text.len() as f64;
        },
    };
    code.push(w.let_product(parse_quote!(#number)));
    Some(code)
}

fn closure(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, n, index, number) = (w.name("weigh"), w.name("n"), w.index(3), w.number());
    Some(match w.random.usize(..3) {
        0 => {
            let first = w.let_product(parse_quote!(#f(#index)));
            let second = w.let_product(parse_quote!(#f(2)));
            parse_quote!(let #f = |k: usize| k as f64 * 0.25 + #number; #first #second)
        }
        1 => {
            let first = w.let_product(parse_quote!(#f()));
            let second = w.let_product(parse_quote!(#f()));
            parse_quote! {
                let mut #n = #number;
                let mut #f = || { #n *= 0.75; #n };
                #first
                #second
            }
        }
        _ => {
            let first = w.let_product(parse_quote!(#f[1](#number)));
            parse_quote! {
                let #f: Vec<Box<dyn Fn(f64) -> f64>> = vec![Box::new(|k| k), Box::new(move |k| 0.5 * k)];
                #first
            }
        }
    })
}

fn macros(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (leaf, index, name) = (w.leaf(), w.index(3), w.name("k"));
    Some(match w.random.usize(..6) {
        0 => parse_quote!(assert!(#leaf.is_finite(), "not a number: {}", #leaf);),
        1 => parse_quote!(debug_assert!(#index < 3);),
        2 => parse_quote!(eprintln!("{} {:.3}", #index, #leaf);),
        3 => {
            let product = w.let_product(parse_quote!((0.25 * #name as f64)));
            parse_quote!(let #name = dbg!(#index + 1); #product)
        }
        4 => parse_quote!(assert_ne!(#index, 17, "in {}", stringify!(f));),
        _ => {
            let product = w.let_product(parse_quote!((if #name { 0.5 } else { 0.25 })));
            parse_quote!(let #name = matches!(#index, 0 | 2); #product)
        }
    })
}

fn cfg(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (name, number, a, b) = (w.name("x"), w.number(), w.tame(), w.tame());
    w.declare(&name, Ty::Float, false);
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let #name = if cfg!(debug_assertions) { #a } else { #b };),
        1 => parse_quote! {
            #[cfg(not(any()))]
            let #name = #a;
            #[cfg(any())]
            let #name = #number;
        },
        _ => parse_quote! {
            #[cfg(any())]
            eprintln!("{}", nothing);
            let #name = #b;
        },
    })
}

/// A type without the derive, of all sorts of fields.
fn config(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, name, number) = (w.name("Config"), w.name("config"), w.number());
    w.items.push(parse_quote! {
        pub struct #ty {
            pub scale: f64,
            pub name: String,
            pub steps: Vec<usize>,
        }
    });
    w.items.push(parse_quote! {
        impl #ty {
            pub fn new(scale: f64) -> Self {
                Self { scale, name: "name".into(), steps: vec![1, 2] }
            }
            pub fn weight(&self, i: usize) -> f64 {
                self.scale * self.steps[i % 2] as f64 * 0.25
            }
        }
    });
    let mut code: Vec<Stmt> = parse_quote!(let #name = #ty::new(#number););
    let index = w.index(2);
    code.push(match w.random.usize(..4) {
        0 => w.let_product(parse_quote!(#name.scale)),
        1 => w.let_product(parse_quote!(#name.weight(#index))),
        2 => w.let_product(parse_quote!((0.25 * #name.name.len() as f64))),
        _ => w.let_product(parse_quote!((0.25 * #name.steps[#index] as f64))),
    });
    Some(code)
}
