//! A small vector with differentiated operators: by value and by reference, by floats on either side, in loops, lists and other types.

use syn::{Expr, Item, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, ident, int, operand};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("operators_of_vectors", vector).weight(3),
    Recipe::statements("operators_that_assign", assigned),
    Recipe::float("operators_with_scalar_result", product),
    Recipe::statements("operators_in_loops", steps),
    Recipe::statements("operators_in_lists", in_lists).weight(1),
    Recipe::part("operators_in_closures"),
    Recipe::statements("operators_in_helpers", in_helper).weight(1),
    Recipe::statements("operators_in_branches", in_branches).weight(1),
    Recipe::statements("operators_of_nested_types", nested).weight(1),
];

impl Writer {
    /// The vector and its operators, which are written in one way or another.
    pub fn need_vector(&mut self) {
        let mut choices = [(); 4].map(|()| self.random.bool()).into_iter();
        let mut either = |a: Expr, b: Expr| if choices.next() == Some(true) { a } else { b };
        let sum = either(
            parse_quote!(Vector { a: self.a + o.a, b: self.b + o.b }),
            parse_quote!({
                let Vector { a, b } = o;
                Self { a: self.a + a, b: b + self.b }
            }),
        );
        let by_float = either(
            parse_quote!(Vector { a: self.a * k, b: self.b * k }),
            parse_quote!({
                let mut v = self;
                v.a *= k;
                v.b *= k;
                v
            }),
        );
        let from_left =
            either(parse_quote!(v * self), parse_quote!(Vector { a: self * v.a, b: v.b * self }));
        let negative =
            either(parse_quote!(Vector { a: -self.a, b: -self.b }), parse_quote!(self * -1.0));
        self.once("Vector", |_| {
            let by_value: [Item; 6] = [
                parse_quote! {
                    #[derive(Clone, Copy, Debug, Differentiable)]
                    pub struct Vector { pub a: f64, pub b: f64 }
                },
                parse_quote! {
                    #[differentiate]
                    impl std::ops::Add for Vector {
                        type Output = Vector;
                        fn add(self, o: Vector) -> Vector { #sum }
                    }
                },
                parse_quote! {
                    #[differentiate]
                    impl std::ops::Sub for Vector {
                        type Output = Vector;
                        fn sub(mut self, o: Self) -> Self::Output {
                            self.a -= o.a;
                            self.b -= o.b;
                            self
                        }
                    }
                },
                parse_quote! {
                    #[differentiate]
                    impl std::ops::Mul<f64> for Vector {
                        type Output = Self;
                        fn mul(self, k: f64) -> Self { #by_float }
                    }
                },
                parse_quote! {
                    #[differentiate]
                    impl std::ops::Mul<Vector> for f64 {
                        type Output = Vector;
                        fn mul(self, v: Vector) -> Vector { #from_left }
                    }
                },
                parse_quote! {
                    #[differentiate]
                    impl std::ops::Neg for Vector {
                        type Output = Vector;
                        fn neg(self) -> Vector { #negative }
                    }
                },
            ];
            by_value.into_iter().chain(others()).collect()
        });
    }

    /// A vector as an operand, of operators so deep.
    pub fn vector(&mut self, depth: usize) -> Expr {
        if depth == 0 || self.chance(5) {
            return match self.find(|ty| *ty == Ty::Vector) {
                Some(place) => place.expr,
                None => self.value(&Ty::Vector),
            };
        }
        let a = self.vector(depth - 1);
        let vector = match self.random.usize(..8) {
            0 | 1 => {
                let b = self.vector(depth - 1);
                parse_quote!(#a + #b)
            }
            2 => {
                let b = self.vector(depth - 1);
                parse_quote!(#a - #b)
            }
            3 => {
                let b = self.vector(depth - 1);
                parse_quote!(&#a + &#b)
            }
            4 => {
                let number = self.number();
                parse_quote!(#number * #a)
            }
            5 => {
                let factor = self.tame();
                parse_quote!((#factor) * #a)
            }
            6 => {
                let factor = operand(self.tame());
                parse_quote!(#a * #factor)
            }
            _ => parse_quote!(-#a),
        };
        operand(vector)
    }

    fn vector_variable(&mut self) -> Option<Expr> {
        self.find_mutable(|ty| *ty == Ty::Vector).map(|place| place.expr)
    }
}

/// Operators that result in numbers, are by reference, or assign.
fn others() -> [Item; 7] {
    [
        parse_quote! {
            #[differentiate]
            impl std::ops::Mul for Vector {
                type Output = f64;
                fn mul(self, Vector { a, b }: Vector) -> f64 { self.a * a + self.b * b }
            }
        },
        parse_quote! {
            #[differentiate]
            impl std::ops::Mul<&Vector> for &Vector {
                type Output = f64;
                fn mul(self, o: &Vector) -> f64 { self.a * o.a + self.b * o.b }
            }
        },
        parse_quote! {
            #[differentiate]
            impl<'a> std::ops::Add<&'a Vector> for &Vector {
                type Output = Vector;
                fn add(self, o: &'a Vector) -> Vector { *self + *o }
            }
        },
        parse_quote! {
            #[differentiate]
            impl std::ops::AddAssign for Vector {
                fn add_assign(&mut self, o: Vector) { self.a += o.a; self.b += o.b; }
            }
        },
        parse_quote! {
            #[differentiate]
            impl std::ops::AddAssign<&Vector> for Vector {
                fn add_assign(&mut self, o: &Vector) { self.a += o.a; self.b += o.b; }
            }
        },
        parse_quote! {
            #[differentiate]
            impl std::ops::SubAssign for Vector {
                fn sub_assign(&mut self, o: Vector) { *self += -o; }
            }
        },
        parse_quote! {
            #[differentiate]
            impl std::ops::MulAssign<f64> for Vector {
                fn mul_assign(&mut self, k: f64) { self.a *= k; self.b *= k; }
            }
        },
    ]
}

fn vector(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_vector();
    let (name, value) = (w.name("v"), w.vector(2));
    w.declare(&name, Ty::Vector, true);
    Some(match w.random.bool() {
        true => parse_quote!(let mut #name = #value;),
        false => parse_quote!(let mut #name: Vector = 0.5 * #value;),
    })
}

fn assigned(w: &mut Writer) -> Option<Vec<Stmt>> {
    let v = w.vector_variable()?;
    let (value, factor) = (w.vector(1), w.tame());
    Some(match w.random.usize(..5) {
        0 => parse_quote!(#v += #value;),
        1 => parse_quote!(#v -= #value;),
        2 => parse_quote!(#v *= #factor;),
        3 => {
            let other = w.name("w");
            w.declare(&other, Ty::Vector, true);
            parse_quote!(let mut #other = #value; #v *= 0.5; #v += &#other;)
        }
        _ => parse_quote!(#v = #value;),
    })
}

fn product(w: &mut Writer) -> Option<Expr> {
    w.need_vector();
    let (a, b) = (w.vector(1), w.vector(1));
    Some(match w.random.usize(..3) {
        0 => parse_quote!(#a * #b),
        1 => parse_quote!(&#a * &#b),
        _ => parse_quote!((#a * #b).sin()),
    })
}

fn steps(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_vector();
    let (v, i, n) = (w.name("v"), w.name("i"), 1 + w.random.usize(..4));
    let start = w.vector(1);
    w.loops.push(None);
    let body = w.inside(|w| {
        w.declare(&i, Ty::Index(n), false);
        w.declare(&v, Ty::Vector, true);
        let (term, other) = (w.tame(), w.vector(1));
        let step: Vec<Stmt> = match w.random.usize(..4) {
            0 => parse_quote!(#v = #v * 0.5 + #other * (#term);),
            1 => parse_quote!(#v *= #term; #v += #other;),
            2 => parse_quote!(let k1 = #other * 0.25; let k2 = #v + k1 * (#term); #v = 0.5 * (k1 + k2);),
            _ => parse_quote!(if #v * #v > 1.0 { #v *= 0.5; } else { #v -= #other * 0.25; }),
        };
        [step, w.statements(2)].concat()
    });
    w.loops.pop();
    w.declare(&v, Ty::Vector, true);
    let n = int(n);
    Some(parse_quote! {
        let mut #v = #start;
        for #i in 0..#n { #(#body)* }
    })
}

fn in_lists(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_vector();
    let (list, v, x) = (w.name("vectors"), w.name("v"), w.name("x"));
    let (a, b, term) = (w.vector(1), w.vector(1), w.tame());
    w.declare(&v, Ty::Vector, true);
    w.declare(&x, Ty::Float, false);
    let list_of: Stmt = match w.random.bool() {
        true => parse_quote!(let #list = vec![#a, #b];),
        false => parse_quote!(let #list = [#a, #b];),
    };
    let n = if w.part("operators_in_closures") { 4 } else { 2 };
    let rest: Vec<Stmt> = match w.random.usize(..n) {
        0 => parse_quote! {
            let mut #v = #list[1];
            for item in &#list { #v += *item * (#term); }
            let #x = (#list[0] * #v).sin();
        },
        1 => parse_quote! {
            let mut #v = Vector { a: 0.0, b: 0.5 };
            for i in 0..2 { #v -= #list[i] * (#term); }
            let #x = #list[1] * #v * 0.25;
        },
        2 => parse_quote! {
            let mut #v = #list.iter().fold(#list[0], |a, b| &a + b);
            let #x: f64 = #list.iter().map(|a| (a * a).sin()).sum();
        },
        _ => parse_quote! {
            let scaled: Vec<Vector> = #list.iter().map(|&a| a * (#term)).collect();
            let mut #v = scaled[0] - #list[1];
            let #x = (scaled[1] * #v).tanh();
        },
    };
    Some([vec![list_of], rest].concat())
}

/// Functions of vectors, by value and by reference.
fn in_helper(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_vector();
    let (f, v) = (w.name("turned"), w.name("v"));
    let by_reference = w.random.bool();
    let body = w.function(|w| {
        let p = ident("p");
        let expr: Expr = if by_reference { parse_quote!((*p)) } else { parse_quote!(p) };
        w.declare_as(&p, Ty::Vector, false, expr);
        w.declare(&ident("k"), Ty::Float, false);
        let statements = w.statements(3);
        let end = w.vector(2);
        [statements, vec![Stmt::Expr(parse_quote!(#end * 0.5), None)]].concat()
    });
    let ty: syn::Type = if by_reference { parse_quote!(&Vector) } else { parse_quote!(Vector) };
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(p: #ty, k: f64) -> Vector { #(#body)* }
    });
    let (value, term) = (w.vector(1), w.term());
    w.declare(&v, Ty::Vector, true);
    Some(match by_reference {
        true => parse_quote!(let mut #v = #f(&#value, #term);),
        false => parse_quote!(let mut #v = #f(#value, #term) + #value;),
    })
}

fn in_branches(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_vector();
    let (v, condition) = (w.name("v"), w.condition());
    let [a, b, c] = [(); 3].map(|()| w.vector(1));
    w.declare(&v, Ty::Vector, true);
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let mut #v = if #condition { #a } else { #b };),
        1 => parse_quote! {
            let mut #v = #a;
            if #condition { #v += #b; } else { #v = #c - #v; }
        },
        _ => parse_quote! {
            let maybe = if #condition { Some(#a) } else { None };
            let mut #v = match maybe { Some(v) => v * 0.5, None => #b };
        },
    })
}

/// Operators of a type whose fields have them.
fn nested(w: &mut Writer) -> Option<Vec<Stmt>> {
    w.need_vector();
    w.once("Motion", |_| {
        vec![
            parse_quote! {
                #[derive(Clone, Copy, Debug, Differentiable)]
                pub struct Motion { pub at: Vector, pub speed: Vector, pub mass: f64 }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::Add for Motion {
                    type Output = Motion;
                    fn add(self, o: Motion) -> Motion {
                        Motion { at: self.at + o.at, speed: self.speed + o.speed, mass: self.mass }
                    }
                }
            },
            parse_quote! {
                #[differentiate]
                impl std::ops::Mul<f64> for Motion {
                    type Output = Self;
                    fn mul(self, k: f64) -> Self {
                        Motion { at: self.at * k, speed: k * self.speed, ..self }
                    }
                }
            },
        ]
    });
    let (slope, state, v, n) =
        (w.name("slope"), w.name("state"), w.name("v"), int(1 + w.random.usize(..3)));
    let force = w.function(|w| {
        w.declare_as(&ident("s"), Ty::Vector, false, parse_quote!(s.at));
        w.declare(&ident("k"), Ty::Float, false);
        w.vector(1)
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #slope(s: Motion, k: f64) -> Motion {
            Motion { at: s.speed, speed: #force * (0.5 * s.mass) - s.speed * k.sin(), mass: 0.0 }
        }
    });
    let (a, b, mass, term) = (w.vector(1), w.vector(1), w.tame(), w.term());
    let step: Vec<Stmt> = match w.random.usize(..3) {
        0 => parse_quote!(#state = #state + #slope(#state, #term) * 0.25;),
        1 => parse_quote! {
            let k1 = #slope(#state, 0.5);
            let k2 = #slope(#state + k1 * 0.25, #term);
            #state = #state + (k1 + k2) * 0.125;
        },
        _ => parse_quote! {
            #state.at += #state.speed * 0.25;
            #state.speed -= #state.at * (0.25 * #state.mass);
        },
    };
    w.declare(&v, Ty::Vector, true);
    Some(parse_quote! {
        let mut #state = Motion { at: #a, speed: #b, mass: #mass };
        for _ in 0..#n { #(#step)* }
        let mut #v = #state.at * 0.5 - #state.speed * #state.mass;
    })
}
