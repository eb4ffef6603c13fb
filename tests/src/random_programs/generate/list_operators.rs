//! A list with differentiated operators by reference: it isn't `Copy`.

use syn::{Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[Recipe::statements("operators_of_lists", of_lists)];

fn need_series(w: &mut Writer) {
    w.once("Series", |_| {
        vec![
            parse_quote! {
                #[derive(Clone, Debug, Differentiable)]
                pub struct Series { pub items: Vec<f64> }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::Add<&Series> for &Series {
                    type Output = Series;
                    fn add(self, o: &Series) -> Series {
                        Series { items: self.items.iter().zip(&o.items).map(|(a, b)| a + b).collect() }
                    }
                }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::Mul<f64> for &Series {
                    type Output = Series;
                    fn mul(self, k: f64) -> Series {
                        let mut items = self.items.clone();
                        for v in &mut items { *v *= k; }
                        Series { items }
                    }
                }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::Mul<&Series> for &Series {
                    type Output = f64;
                    fn mul(self, o: &Series) -> f64 {
                        let mut sum = 0.0;
                        for i in 0..self.items.len() { sum += self.items[i] * o.items[i]; }
                        sum
                    }
                }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::Sub for Series {
                    type Output = Series;
                    fn sub(mut self, o: Series) -> Series {
                        for i in 0..o.items.len() { self.items[i] -= o.items[i]; }
                        self
                    }
                }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::AddAssign<&Series> for Series {
                    fn add_assign(&mut self, o: &Series) {
                        for (a, b) in self.items.iter_mut().zip(&o.items) { *a += b; }
                    }
                }
            },
        ]
    });
}

fn of_lists(w: &mut Writer) -> Option<Vec<Stmt>> {
    need_series(w);
    let (s, t, u, x) = (w.name("s"), w.name("t"), w.name("both"), w.name("x"));
    let [a, b, c, d] = [(); 4].map(|()| w.tame());
    let (term, number, n) = (w.tame(), w.number(), int(1 + w.random.usize(..3)));
    w.declare(&x, Ty::Float, w.allows("let_mut"));
    let rest: Vec<Stmt> = match w.random.usize(..5) {
        0 => parse_quote! {
            let #u = &(&#s + &#t) * (#term);
            let mut #x = (&#u * &#s).sin();
        },
        1 => parse_quote! {
            let mut #u = #s.clone();
            for _ in 0..#n { #u = &(&#u + &#t) * #number; }
            let mut #x = 0.25 * (&#u * &#s);
        },
        2 => parse_quote! {
            let mut #u = &#t * (#term);
            for i in 0..#n { #u += &#s; #u.items[i % 2] *= 0.5; }
            let mut #x = #u.items[0] * #u.items[1] * 0.25;
        },
        3 => parse_quote! {
            let #u = #s.clone() - &#t * (#term);
            let mut #x = (&#u * &#u).tanh() + #s.items[1];
        },
        _ => parse_quote! {
            let mut #x = 0.0;
            for item in &[#s, #t] { #x = 0.5 * #x + (item * item).sin() * (#term); }
        },
    };
    let lists: Vec<Stmt> = parse_quote! {
        let #s = Series { items: vec![#a, #b] };
        let #t = Series { items: vec![#c, #d] };
    };
    Some([lists, rest].concat())
}
