//! Functions that `macro_rules!` write. Names of the macro's that are spelled like the caller's are others.

use syn::{Item, Stmt, parse_quote};

use super::{Helper, Writer};
use crate::random_programs::ast::{Ty, ident};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("macro_function", macro_function),
    Recipe::statements("macro_function_clash", macro_function_clash),
    Recipe::statements("macro_functions", macro_functions).weight(1),
];

fn call(w: &mut Writer, f: syn::Ident, n: usize) -> Vec<Stmt> {
    let helper = Helper { name: f, params: vec![Ty::Float; n], result: Ty::Float };
    w.helpers.push(helper.clone());
    let (call, x) = (w.call(&helper), w.name("x"));
    w.declare(&x, Ty::Float, false);
    parse_quote!(let #x = #call;)
}

/// All names are the caller's, or none is.
fn macro_function(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (rules, f, number) = (w.name("make"), w.name("made"), w.number());
    let body = w.function(|w| {
        w.declare(&ident("a"), Ty::Float, false);
        w.tame()
    });
    let items: [Item; 2] = match w.random.usize(..3) {
        0 => [
            parse_quote! {
                macro_rules! #rules {
                    ($name:ident, $factor:expr) => {
                        #[differentiate]
                        pub fn $name(a: f64, b: f64) -> f64 {
                            let t = $factor * a;
                            (t * b).sin() + #body
                        }
                    };
                }
            },
            parse_quote!(#rules! { #f, #number }),
        ],
        1 => [
            parse_quote! {
                macro_rules! #rules {
                    ($name:ident, $a:ident, $b:ident, $value:expr) => {
                        #[differentiate]
                        pub fn $name($a: f64, $b: f64) -> f64 { $value }
                    };
                }
            },
            parse_quote!(#rules! { #f, a, b, #body + 0.5 * b }),
        ],
        _ => [
            parse_quote! {
                macro_rules! #rules {
                    ($(#[$attribute:meta])* fn $name:ident($($param:ident),*) $body:block) => {
                        $(#[$attribute])*
                        pub fn $name($($param: f64),*) -> f64 $body
                    };
                }
            },
            parse_quote!(#rules! { #[differentiate] fn #f(a, b) { let t = #body; t * b } }),
        ],
    };
    w.items.extend(items);
    Some(call(w, f, 2))
}

/// A local of the macro's is spelled like a name of the caller's: they are two variables.
fn macro_function_clash(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (rules, f, number) = (w.name("make"), w.name("made"), w.number());
    let name = ident(w.choose(&["scale", "error"]));
    let model = w.function(|w| {
        w.declare(&name, Ty::Float, false);
        w.tame()
    });
    let rule: Item = match w.random.usize(..3) {
        0 => parse_quote! {
            macro_rules! #rules {
                ($name:ident, $x:ident, $model:expr) => {
                    #[differentiate]
                    pub fn $name($x: f64, target: f64) -> f64 {
                        let scale = #number;
                        let error = $model - target;
                        let sum = scale * error;
                        sum.sin() * scale
                    }
                };
            }
        },
        1 => parse_quote! {
            macro_rules! #rules {
                ($name:ident, $x:ident, $model:expr) => {
                    #[differentiate]
                    pub fn $name($x: f64, other: f64) -> f64 {
                        let mut sum = 0.5 * $x;
                        let mut error = 0.0;
                        for scale in 0..2 {
                            error += 0.25 * $model * scale as f64;
                            sum = 0.5 * sum * other + $x;
                        }
                        sum.sin() + error
                    }
                };
            }
        },
        _ => parse_quote! {
            macro_rules! #rules {
                ($name:ident, $x:ident, $model:expr) => {
                    #[differentiate]
                    pub fn $name($x: f64, sum: f64) -> f64 {
                        let scale = |error: f64| (error * $x).sin() + $model;
                        let other = scale(sum);
                        other * $x
                    }
                };
            }
        },
    };
    w.items.push(rule);
    w.items.push(parse_quote!(#rules! { #f, #name, 0.5 * #name + #model }));
    Some(call(w, f, 2))
}

/// Several functions by one macro.
fn macro_functions(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (rules, f, g) = (w.name("make"), w.name("made"), w.name("made"));
    let (a, b) = (w.number(), w.number());
    w.items.push(parse_quote! {
        macro_rules! #rules {
            ($($name:ident => $factor:literal),*) => {
                $(
                    #[differentiate]
                    pub fn $name(x: f64) -> f64 { ($factor * x).sin() * x }
                )*
            };
        }
    });
    w.items.push(parse_quote!(#rules! { #f => #a, #g => #b }));
    Some([call(w, f, 1), call(w, g, 1)].concat())
}
