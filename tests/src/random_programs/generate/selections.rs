//! What only selects: predicates, integers from floats; and errors.

use syn::{Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, float, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::condition("predicate", predicate),
    Recipe::statements("integer_of_float", integer_of_float),
    Recipe::statements("table_lookup", table_lookup).weight(1),
    Recipe::statements("integer_result", integer_result).weight(1),
    Recipe::statements("result_of_unit", result_of_unit),
    Recipe::statements("result_with_message", result_with_message).weight(1),
    Recipe::statements("early_returns", early_returns).weight(1),
];

fn predicate(w: &mut Writer) -> Option<syn::Expr> {
    let (f, number) = (w.name("holds"), w.number());
    if w.random.bool()
        && let Some((list, _)) = w.list(1)
    {
        let list = list.expr;
        w.items.push(match w.random.usize(..3) {
            0 => parse_quote!(fn #f(p: &[f64]) -> bool { p.iter().all(|v| *v > -#number) }),
            1 => parse_quote! {
                #[differentiate]
                fn #f(p: &[f64]) -> bool { p.iter().any(|v| (0.0..=#number).contains(v)) }
            },
            _ => parse_quote! {
                #[differentiate]
                fn #f(p: &[f64]) -> bool {
                    for v in p { if *v > #number { return false; } }
                    true
                }
            },
        });
        return Some(parse_quote!(#f(&#list[..])));
    }
    let (a, b) = (w.term(), w.term());
    w.items.push(match w.random.bool() {
        true => parse_quote!(fn #f(a: f64, b: f64) -> bool { a < b || a > #number }),
        false => parse_quote! {
            #[differentiate]
            fn #f(a: f64, b: f64) -> bool { let c = a * b; c.sin() < #number * a }
        },
    });
    Some(if w.random.bool() { parse_quote!(#f(#a, #b)) } else { parse_quote!(!#f(#a, #b)) })
}

fn integer_of_float(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (i, rest, x, term) = (w.name("i"), w.name("rest"), w.name("x"), w.term());
    w.declare(&rest, Ty::Float, false);
    Some(match w.random.usize(..4) {
        0 => parse_quote! {
            let #x = 3.0 * #term.sin();
            let #i = #x as i64;
            let #rest = #x - #i as f64;
        },
        1 => parse_quote! {
            let #i = (4.0 * #term.abs().tanh()) as usize;
            let #rest = (0.25 * #i as f64) * #term;
        },
        2 => parse_quote! {
            let #i = (2.5 * #term.sin()).floor() as i32;
            let #rest = if #i % 2 == 0 { #term.sin() } else { 0.5 * #term };
        },
        _ => parse_quote! {
            let mut #i = (3.0 * #term.cos()).round() as i32;
            #i += 1;
            let #rest = #term * f64::from(#i) * 0.25;
        },
    })
}

fn table_lookup(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (t, i, f, x, term) = (w.name("t"), w.name("i"), w.name("f"), w.name("x"), w.term());
    let numbers: Vec<_> = (0..4).map(|_| w.number()).collect();
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #t = 3.0 * #term.sin().abs();
        let #i = (#t as usize).min(2);
        let #f = #t - #i as f64;
        let #x = {
            let table = [#(#numbers),*];
            table[#i] * (1.0 - #f) + table[#i + 1] * #f
        };
    })
}

/// A function of differentiated arguments whose result is an integer.
fn integer_result(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (list, n, f, x, i) = (list.expr, int(n), w.name("largest"), w.name("x"), w.name("i"));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(v: &[f64]) -> usize {
            let mut at = 0;
            for i in 1..v.len() { if v[i] > v[at] { at = i; } }
            at
        }
    });
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #i = #f(&#list[..]);
        let #x = #list[#i] * #term + 0.125 * (#i % #n) as f64;
    })
}

fn result_of_unit(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (check, f, x, number) = (w.name("check"), w.name("checked"), w.name("x"), w.number());
    let (item, error): (syn::Item, syn::Type) = match w.random.usize(..3) {
        0 => (
            parse_quote! {
                #[differentiate]
                fn #check(x: f64) -> Result<(), String> {
                    if x > #number { return Err(format!("{x} is too large")); }
                    Ok(())
                }
            },
            parse_quote!(String),
        ),
        1 => (
            parse_quote! {
                #[differentiate]
                fn #check(x: f64) -> Result<(), usize> { if x > #number { Err(3) } else { Ok(()) } }
            },
            parse_quote!(usize),
        ),
        _ => (
            parse_quote! {
                #[differentiate]
                fn #check(x: f64) -> Result<(), &'static str> {
                    if x.abs() > 0.5 + #number { Err("too far") } else { Ok(()) }
                }
            },
            parse_quote!(&'static str),
        ),
    };
    w.items.push(item);
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(x: f64) -> Result<f64, #error> {
            #check(x)?;
            let y = (x * x).sin();
            #check(y)?;
            Ok(y * #number)
        }
    });
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let #x = #f(#term).unwrap_or(0.25);),
        1 => parse_quote!(let #x = match #f(#term) { Ok(y) => y, Err(_) => 0.5 * #term };),
        _ => parse_quote!(let #x = if let Ok(y) = #f(#term) { y * y } else { 0.5 };),
    })
}

fn result_with_message(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, x, number) = (w.name("guarded"), w.name("x"), w.number());
    w.items.push(match w.random.usize(..3) {
        0 => parse_quote! {
            #[differentiate]
            fn #f(x: f64) -> Result<f64, String> {
                if x > #number {
                    let message = format!("{:.2} > {}", x, #number);
                    return Err(message);
                }
                Ok(x.sin())
            }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f(x: f64) -> Result<f64, Box<dyn std::error::Error>> {
                if x < -#number { return Err("too small".into()); }
                let k: f64 = "0.75".parse()?;
                Ok(k * x.sin())
            }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f(x: f64) -> Result<f64, String> {
                let k = "0.5".parse::<f64>().map_err(|e| e.to_string())?;
                if x > #number { Err(String::from("large")) } else { Ok(k * x * x) }
            }
        },
    });
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    Some(match w.random.bool() {
        true => parse_quote!(let #x = #f(#term.sin()).unwrap_or(0.25);),
        false => parse_quote! {
            let #x = match #f(#term.sin()) { Ok(y) => y, Err(e) => { eprintln!("{e}"); 0.25 } };
        },
    })
}

/// A function with many ways out.
fn early_returns(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, x) = (w.name("cases"), w.name("x"));
    let n = 3 + w.random.usize(..5);
    let cases: Vec<Stmt> = (0..n)
        .map(|i| {
            let (bound, factor) = (float(-1.0 + 0.3 * i as f64), w.number());
            match w.random.usize(..3) {
                0 => parse_quote!(if x < #bound { return #factor * x; }),
                1 => parse_quote!(if x < #bound { sum += #factor; return sum * x.sin(); }),
                _ => parse_quote! {
                    for _ in 0..2 {
                        sum += x * #factor;
                        if sum < #bound { return sum; }
                    }
                },
            }
        })
        .collect();
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(x: f64) -> f64 {
            let mut sum = 0.0;
            #(#cases)*
            sum + x
        }
    });
    let term = w.term();
    w.declare(&x, Ty::Float, false);
    Some(parse_quote!(let #x = #f(#term).sin();))
}
