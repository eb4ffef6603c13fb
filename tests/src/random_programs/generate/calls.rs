//! Helper functions and their calls.

use proc_macro2::Ident;
use syn::{Expr, FnArg, Stmt, parse_quote};

use super::{Helper, Variable, Writer};
use crate::random_programs::ast::{List, Ty, ident, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("helper", helper).core().weight(3),
    Recipe::statements("helper_of_pair", helper_of_pair).core().weight(1),
    Recipe::statements("helper_of_list", helper_of_list).core().weight(1),
    Recipe::float("helper_call", call).core().weight(2),
    Recipe::part("helper_in_loop").core(),
    // If a `Vec` result is inactive, the derivative moves it (November 2026).
    Recipe::part("result_of_list"),
    Recipe::statements("helper_const_generic", const_generic).core().weight(1),
    Recipe::statements("helper_mut_slice", mut_slice),
    Recipe::statements("helper_mut_float", mut_float).weight(1),
    Recipe::statements("helper_generic", generic),
    Recipe::statements("helper_recursive", recursive),
];

impl Writer {
    /// A new helper function with a random body.
    pub fn helper(&mut self, result: Ty) -> Helper {
        let name = self.name("helper");
        let mut params = vec![Ty::Float];
        for ty in [Ty::List(List::Slice, 2), Ty::Float, Ty::Index(3), Ty::List(List::Array, 3)] {
            if self.chance(3) {
                params.push(ty);
            }
        }
        let names: Vec<Ident> = (0..params.len()).map(|i| ident(&format!("q{i}"))).collect();
        let inputs = names.iter().zip(&params).map(|(name, ty)| -> FnArg {
            let ty = ty.rust();
            parse_quote!(#name: #ty)
        });
        let inputs: Vec<_> = inputs.collect();
        let body = self.function(|w| {
            for (name, ty) in names.iter().zip(&params) {
                w.declare(name, ty.clone(), false);
            }
            w.result = Some(result.clone());
            [w.statements(3), vec![Stmt::Expr(w.closing(&result), None)]].concat()
        });
        let output = result.rust();
        self.items.push(parse_quote! {
            #[differentiate]
            fn #name(#(#inputs),*) -> #output { #(#body)* }
        });
        let helper = Helper { name, params, result };
        self.helpers.push(helper.clone());
        helper
    }

    /// A call of it.
    pub fn call(&mut self, helper: &Helper) -> Expr {
        if !self.loops.is_empty() {
            self.is_used("helper_in_loop");
        }
        let args: Vec<_> = helper.params.iter().map(|ty| self.argument(ty)).collect();
        let name = &helper.name;
        parse_quote!(#name(#(#args),*))
    }

    fn argument(&mut self, ty: &Ty) -> Expr {
        match ty {
            Ty::Float => self.term(),
            Ty::Index(n) => self.index(*n),
            Ty::List(List::Slice, n) => match self.list(*n) {
                // A reference to an array isn't taken for a slice behind another one.
                Some((list, m)) if m == *n && list.ty != Ty::List(List::Slice, m) => {
                    let list = list.expr;
                    parse_quote!(&#list)
                }
                Some((list, m)) => {
                    let start = self.random.usize(..m - n + 1);
                    let (list, start, end) = (list.expr, int(start), int(start + n));
                    parse_quote!(&#list[#start..#end])
                }
                None => self.value(ty),
            },
            ty => match self.find(|other| other == ty) {
                Some(place) => {
                    let expr = place.expr;
                    parse_quote!(#expr.clone())
                }
                None => self.value(ty),
            },
        }
    }

    /// The value at the end of a function: of several variables.
    pub fn closing(&mut self, ty: &Ty) -> Expr {
        let leaf = self.tame();
        match ty {
            Ty::Float => {
                let (a, b, c) = (self.leaf(), self.leaf(), self.leaf());
                // Calls of calls would grow.
                if self.in_function {
                    parse_quote!(#leaf + (#a * #b).sin() - 0.5 * #c)
                } else {
                    parse_quote!(#leaf + #a * #b - 0.5 * #c)
                }
            }
            Ty::Pair => {
                let (a, b) = (self.leaf(), self.leaf());
                parse_quote!((#leaf + #a, #b))
            }
            Ty::List(List::Vec, n) if self.part("result_of_list") => match self.list(*n) {
                Some((place, m)) if m == *n => {
                    let list = place.expr;
                    parse_quote!(#list.to_vec())
                }
                _ => self.value(ty),
            },
            // Active by the first float, a parameter.
            Ty::List(list, n) => {
                let is_float =
                    |variable: &&Variable| variable.is_readable && variable.ty == Ty::Float;
                let active = self.scope.iter().find(is_float).map(|variable| variable.expr.clone());
                let mut items = self.items_of_a_list(*n);
                items[0] = parse_quote!(#leaf + 0.3 * #active);
                match list {
                    List::Array => parse_quote!([#(#items),*]),
                    _ => parse_quote!(vec![#(#items),*]),
                }
            }
            _ => self.value(ty),
        }
    }
}

fn helper(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (helper, name) = (w.helper(Ty::Float), w.name("x"));
    let call = w.call(&helper);
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #call;))
}

fn helper_of_pair(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (helper, x, y) = (w.helper(Ty::Pair), w.name("x"), w.name("y"));
    let call = w.call(&helper);
    w.declare(&x, Ty::Float, false);
    w.declare(&y, Ty::Float, true);
    Some(parse_quote!(let (#x, mut #y) = #call;))
}

fn helper_of_list(w: &mut Writer) -> Option<Vec<Stmt>> {
    let list = w.choose(&[List::Vec, List::Array]);
    let (helper, name) = (w.helper(Ty::List(list, 2)), w.name("v"));
    let call = w.call(&helper);
    w.declare(&name, helper.result, true);
    Some(parse_quote!(let mut #name = #call;))
}

/// Of a helper that there is.
fn call(w: &mut Writer) -> Option<Expr> {
    let is_scalar = |helper: &&Helper| helper.result == Ty::Float;
    let helpers: Vec<_> = w.helpers.iter().filter(is_scalar).cloned().collect();
    if helpers.is_empty() {
        return None;
    }
    let helper = w.choose(&helpers);
    Some(w.call(&helper))
}

fn const_generic(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, name, value) = (w.name("norm"), w.name("x"), w.value(&Ty::List(List::Array, 2)));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f<const N: usize>(x: &[f64; N], y: f64) -> f64 {
            let mut sum = 1.0;
            for i in 0..N {
                sum += x[i] * x[i] * y;
            }
            sum.sin()
        }
    });
    let term = w.term();
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #f(&#value, #term);))
}

/// It reads and writes what is lent to it: some pairs.
fn mut_slice(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, n) = w.list_mut(2)?;
    let (f, list, end) = (w.name("smooth"), place.expr, int(n - n % 2));
    let (a, v) = (ident("a"), ident("v"));
    let body = w.function(|w| {
        w.declare(&v, Ty::List(List::SliceMut, 2), true);
        w.declare(&a, Ty::Float, false);
        [w.statements(2), w.update().into_iter().collect()].concat()
    });
    let name = w.name("x");
    let value = w.inside(|w| {
        w.hide(&place.root);
        w.tame()
    });
    Some(if n % 2 == 0 && w.random.bool() {
        w.items.push(parse_quote! {
            #[differentiate]
            fn #f(v: &mut [f64], a: f64) { #(#body)* v[0] += a * v[1]; }
        });
        parse_quote!(#f(&mut #list[..], #value);)
    } else {
        w.items.push(parse_quote! {
            #[differentiate]
            fn #f(v: &mut [f64], a: f64) -> f64 { #(#body)* let old = v[0]; v[0] = v[1] * a; old }
        });
        w.declare(&name, Ty::Float, false);
        parse_quote!(let #name = #f(&mut #list[..#end], #value);)
    })
}

fn mut_float(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| *ty == Ty::Float)?;
    let (f, expr) = (w.name("bump"), place.expr);
    let value = w.inside(|w| {
        w.hide(&place.root);
        w.tame()
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(x: &mut f64, a: f64) { *x = (*x * a).sin() + 0.5 * *x; }
    });
    Some(parse_quote!(#f(&mut #expr, #value);))
}

fn generic(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, _) = w.list(1)?;
    let (f, list, name, term) = (w.name("generic"), list.expr, w.name("x"), w.term());
    w.items.push(match w.random.usize(..3) {
        0 => parse_quote! {
            #[differentiate]
            fn #f<T: Real>(x: &[T], y: T) -> T {
                let mut sum = T::zero();
                for i in 0..x.len() { sum += x[i] * y.cos(); }
                sum.tanh()
            }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f<T: Real>(x: &[T], y: T) -> T {
                let half = T::from_f64(0.5);
                if y > half { x[0] * y.sin() } else { half * y - x[0] * x[0] }
            }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f<T>(x: &[T], y: T) -> T where T: Real {
                let mut product = T::one();
                for &item in x.iter() { product *= item.cos() + y * T::from_f64(0.25); }
                product
            }
        },
    });
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #f(&#list[..], #term);))
}

/// As deep as an integer says.
fn recursive(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, name, depth) = (w.name("recursive"), w.name("x"), int(1 + w.random.usize(..4)));
    let body = w.function(|w| {
        w.declare(&ident("x"), Ty::Float, false);
        w.declare(&ident("n"), Ty::Index(5), false);
        w.tame()
    });
    w.items.push(if w.random.bool() {
        parse_quote! {
            #[differentiate]
            fn #f(x: f64, n: usize) -> f64 {
                if n == 0 { return x; }
                #f(#body, n - 1) * 0.8 + x.sin()
            }
        }
    } else {
        parse_quote! {
            #[differentiate]
            fn #f(x: f64, n: usize) -> f64 {
                if n < 2 { x * 0.5 } else { #f(x * 0.7, n - 1) + #f(#body, n - 2) }
            }
        }
    });
    let term = w.term();
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #f(#term, #depth);))
}
