//! Types of one's own with operators, and other things whose names are those of std's.
//!
//! Operators on differentiated values of one's own types may be refused: at the operator, and with nothing else.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::Ty;
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("newtype", newtype),
    Recipe::statements("newtype_operator", newtype_operator).weight(1),
    Recipe::statements("vector_operator", vector_operator).weight(1),
    Recipe::statements("own_method_names", own_methods),
    Recipe::statements("struct_constant_field", constant_field),
    Recipe::statements("unit_enum", unit_enum).weight(1),
];

/// A newtype, used without its operators.
fn newtype(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, name, value) = (w.name("Secs"), w.name("secs"), w.tame());
    w.items.push(parse_quote! {
        #[derive(Clone, Copy, Debug, Differentiable)]
        pub struct #ty(pub f64);
    });
    w.declare_as(&name, Ty::Float, false, parse_quote!(#name.0));
    Some(parse_quote!(let #name = #ty(#value);))
}

fn newtype_operator(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, name, other, x) = (w.name("Secs"), w.name("secs"), w.name("secs"), w.name("x"));
    let (value, number, index) = (w.tame(), w.number(), w.index(3));
    w.items.push(parse_quote! {
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Differentiable)]
        pub struct #ty(pub f64);
    });
    let (operator, expr): (syn::Item, Expr) = match w.random.usize(..5) {
        0 => (
            parse_quote! {
                impl std::ops::Div<u32> for #ty {
                    type Output = #ty;
                    fn div(self, k: u32) -> #ty { #ty(self.0 / k as f64) }
                }
            },
            parse_quote!(#name / 2),
        ),
        1 => (
            parse_quote! {
                impl std::ops::Mul<usize> for #ty {
                    type Output = #ty;
                    fn mul(self, k: usize) -> #ty { #ty(self.0 * (1.0 + k as f64)) }
                }
            },
            parse_quote!(#name * (#index)),
        ),
        2 => (
            parse_quote! {
                impl std::ops::Mul<f64> for #ty {
                    type Output = #ty;
                    fn mul(self, k: f64) -> #ty { #ty(self.0 * k) }
                }
            },
            parse_quote!(#name * #number),
        ),
        3 => (
            parse_quote! {
                impl std::ops::Neg for #ty {
                    type Output = #ty;
                    fn neg(self) -> #ty { #ty(1.0 - self.0) }
                }
            },
            parse_quote!(-#name),
        ),
        _ => (
            parse_quote! {
                impl std::ops::Rem<i32> for #ty {
                    type Output = #ty;
                    fn rem(self, k: i32) -> #ty { #ty(0.5 * self.0 + k as f64) }
                }
            },
            parse_quote!(#name % 3),
        ),
    };
    w.items.push(operator);
    w.declare(&x, Ty::Float, false);
    // In a list, or behind a reference, the type is seen even less.
    Some(match w.random.usize(..3) {
        0 => parse_quote! {
            let #name = #ty(#value);
            let #other = #expr;
            let #x = #other.0;
        },
        1 => parse_quote! {
            let #name = [#ty(#value), #ty(0.5)][0];
            let #x = (#expr).0;
        },
        _ => parse_quote! {
            let mut #x = 0.0;
            for #name in vec![#ty(#value), #ty(0.5)] {
                let #other = #expr;
                #x += 0.5 * #other.0;
            }
        },
    })
}

fn vector_operator(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, v, sum, x) = (w.name("V2"), w.name("v"), w.name("sum"), w.name("x"));
    let (a, b, number, term) = (w.tame(), w.tame(), w.number(), w.term());
    w.items.push(parse_quote! {
        #[derive(Clone, Copy, Debug, Differentiable)]
        pub struct #ty { pub a: f64, pub b: f64 }
    });
    let (operator, use_): (syn::Item, Vec<Stmt>) = match w.random.usize(..4) {
        0 => (
            parse_quote! {
                impl std::ops::Mul<f64> for #ty {
                    type Output = #ty;
                    fn mul(self, k: f64) -> #ty { #ty { a: self.a * k, b: self.b * k } }
                }
            },
            parse_quote!(let #sum = #v * #term;),
        ),
        1 => (
            parse_quote! {
                impl std::ops::Mul<#ty> for f64 {
                    type Output = #ty;
                    fn mul(self, v: #ty) -> #ty { #ty { a: v.a * self, b: v.b * self } }
                }
            },
            parse_quote!(let #sum = #number * #v;),
        ),
        2 => (
            parse_quote! {
                impl std::ops::AddAssign for #ty {
                    fn add_assign(&mut self, o: #ty) { self.a += o.a; self.b += o.b; }
                }
            },
            parse_quote!(let mut #sum = #v; #sum += #v;),
        ),
        _ => (
            parse_quote! {
                impl std::ops::Sub<&#ty> for #ty {
                    type Output = #ty;
                    fn sub(self, o: &#ty) -> #ty { #ty { a: self.a - 0.5 * o.a, b: self.b - 0.5 * o.b } }
                }
            },
            parse_quote!(let #sum = #v - &#v;),
        ),
    };
    w.items.push(operator);
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #v = #ty { a: #a, b: #b };
        #(#use_)*
        let #x = #sum.a + 0.5 * #sum.b;
    })
}

/// Methods with the names of std's, which mean something else.
fn own_methods(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, outer, name, x) = (w.name("Stats"), w.name("Both"), w.name("stats"), w.name("x"));
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Default, Differentiable)]
        pub struct #ty { pub n: f64, pub sum: f64 }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        impl #ty {
            pub fn push(&mut self, x: f64) { self.n += 1.0; self.sum += 0.5 * (x * x).sin(); }
            pub fn exp(&self) -> f64 { (0.5 * self.sum).sin() }
            pub fn max(&self, other: f64) -> f64 { self.sum - other }
        }
    });
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Default, Differentiable)]
        pub struct #outer { pub all: #ty, pub list: Vec<#ty> }
    });
    let (a, b) = (w.tame(), w.tame());
    w.declare(&x, Ty::Float, false);
    Some(match w.random.usize(..4) {
        0 => parse_quote! {
            let mut #name = #ty { n: 0.0, sum: #b };
            #name.push(#a);
            let #x = #name.sum + #name.exp();
        },
        1 => parse_quote! {
            let mut #name = #outer { all: #ty { n: 0.0, sum: #b }, list: vec![#ty { n: 1.0, sum: #a }] };
            #name.all.push(#a);
            let #x = #name.all.sum + #name.list[0].sum;
        },
        2 => parse_quote! {
            let mut #name = #outer { all: #ty { n: 0.0, sum: 0.5 }, list: vec![#ty { n: 1.0, sum: #a }] };
            #name.list[0].push(#b);
            let #x = #name.list[0].exp() * #name.all.max(#b);
        },
        _ => parse_quote! {
            let #name = #ty { n: 0.0, sum: #b };
            let #x = #name.max(#a) + #name.exp();
        },
    })
}

/// A struct with a constant field, read before or after it stands.
fn constant_field(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, f, name, x) = (w.name("Spring"), w.name("energy"), w.name("spring"), w.name("x"));
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        pub struct #ty {
            pub stiffness: f64,
            #[constant]
            pub rest: f64,
            #[constant]
            pub label: String,
        }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(spring: &#ty, at: f64) -> f64 {
            let d = (at - spring.rest).sin();
            spring.stiffness * d * d * spring.rest
        }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        impl #ty {
            pub fn pull(&self, at: f64) -> f64 { (self.stiffness * (at - self.rest)).sin() }
            pub fn tighten(&mut self, by: f64) { self.stiffness += by * self.rest; }
        }
    });
    let (a, number, term) = (w.tame(), w.number(), w.term());
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let mut #name = #ty { stiffness: #a, rest: #number, label: "spring".to_string() };
        #name.tighten(#term.sin());
        let #x = #f(&#name, #term) + #name.pull(#a);
    })
}

fn unit_enum(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (ty, f, name, x) = (w.name("Mode"), w.name("moded"), w.name("mode"), w.name("x"));
    w.items.push(parse_quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #ty { Slow, Fast }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(x: f64, #[constant] mode: #ty) -> f64 {
            match mode { #ty::Slow => 0.5 * x, #ty::Fast => x.sin() }
        }
    });
    let (index, term) = (w.index(3), w.term());
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #name = if #index == 1 { #ty::Slow } else { #ty::Fast };
        let #x = #f(#term, #name) + if #name == #ty::Fast { 0.25 } else { 0.5 };
    })
}
