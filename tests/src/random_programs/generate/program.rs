//! The main function: its parameters, its result, the points.

use syn::{FnArg, Stmt, parse_quote};

use super::layout::lay_out;
use super::{Strategies, Writer};
use crate::random_programs::ast::{Constant, List, Param, Program, Ty, ident};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::part("parameter_slice").core(),
    Recipe::part("parameter_vec").core(),
    Recipe::part("parameter_array").core(),
    Recipe::part("parameter_tuple").core(),
    Recipe::part("parameter_integer").core(),
    Recipe::part("parameter_struct"),
    Recipe::part("parameter_option"),
    Recipe::part("parameter_mut_slice"),
    Recipe::part("result_tuple").core(),
    Recipe::part("result_array").core(),
    Recipe::part("result_vec").core(),
];

/// How many points a program is examined at.
const N_POINTS: usize = 3;

/// The program of this number, of the constructs that have recipes.
pub fn program(seed: u64, number: usize, recipes: &[Recipe], strategies: Strategies) -> Program {
    let mut w = Writer::new(seed.wrapping_mul(1_000_003).wrapping_add(number as u64), recipes);
    let name = ident(&format!("p{number}"));
    let params = params(&mut w);
    let result = result(&mut w, &params);
    let mut inputs: Vec<FnArg> = Vec::new();
    for (i, param) in params.iter().enumerate() {
        let (name, ty) = (ident(&format!("u{i}")), param.ty.rust());
        // Names of parameters that may be changed.
        let is_owned =
            matches!(param.ty, Ty::Float | Ty::List(List::Vec | List::Array, _) | Ty::Pair);
        let is_mut = is_owned && w.chance(3);
        let is_mutable =
            is_mut || matches!(param.ty, Ty::List(List::SliceMut, _) | Ty::Lent(Constant::Rng));
        inputs.push(match is_mut {
            _ if matches!(param.ty, Ty::Lent(_)) => parse_quote!(#[constant] #name: #ty),
            true => parse_quote!(mut #name: #ty),
            false => parse_quote!(#name: #ty),
        });
        w.declare(&name, param.ty.clone(), is_mutable);
    }
    w.result = Some(result.clone());
    let mut body = Vec::new();
    while body.len() < 4 + w.random.usize(..7) && w.fuel > 0 {
        body.extend(w.statement());
    }
    body.push(Stmt::Expr(w.closing(&result), None));
    let output = result.rust();
    let n_floats = params.iter().map(Param::n_floats).sum();
    let points = (0..N_POINTS).map(|_| point(&mut w, n_floats)).collect();
    let mut main = parse_quote! {
        #[differentiate]
        pub fn #name(#(#inputs),*) -> #output { #(#body)* }
    };
    let items = std::mem::take(&mut w.items);
    let (items, main_at) = lay_out(&mut w, items, &mut main);
    Program {
        name: name.to_string(),
        main,
        main_at,
        strategy: strategies[number % strategies.len()],
        order: 1,
        points,
        items,
        params,
        result,
        used: w.used,
    }
}

fn params(w: &mut Writer) -> Vec<Param> {
    let mut types = vec![Ty::Float];
    let length = 2 + w.random.usize(..3);
    for (name, ty) in [
        ("parameter_slice", Ty::List(List::Slice, length)),
        ("parameter_slice", Ty::List(List::Slice, 3)),
        ("parameter_vec", Ty::List(List::Vec, 2)),
        ("parameter_array", Ty::List(List::Array, 3)),
        ("parameter_tuple", Ty::Pair),
        ("parameter_integer", Ty::Index(5)),
        ("parameter_option", Ty::Maybe),
        ("parameter_mut_slice", Ty::List(List::SliceMut, 3)),
    ] {
        if w.part(name) {
            types.push(ty);
        }
    }
    if w.random.bool() {
        types.push(Ty::Float);
    }
    if w.part("parameter_struct") {
        types.push(Ty::Ref(Box::new(Ty::Struct(w.a_structure()))));
    }
    w.constant_parameters(&mut types);
    w.random.shuffle(&mut types);
    types.into_iter().map(|ty| Param { ty, constant: w.random.usize(..5) }).collect()
}

fn result(w: &mut Writer, params: &[Param]) -> Ty {
    // What `vjp` of a mutable borrow gives isn't settled.
    if params.iter().any(|param| matches!(param.ty, Ty::List(List::SliceMut, _))) {
        return Ty::Float;
    }
    let n = 1 + w.random.usize(..3);
    for (name, ty) in [
        ("result_tuple", Ty::Pair),
        ("result_array", Ty::List(List::Array, 2)),
        ("result_vec", Ty::List(List::Vec, n)),
    ] {
        if w.random.usize(..3) == 0 && w.part(name) {
            return ty;
        }
    }
    Ty::Float
}

/// Floats of few digits, away from zero, one, and each other.
fn point(w: &mut Writer, n: usize) -> Vec<f64> {
    let coordinate = |_| (w.random.f64() * 3000.0 - 1500.0).round() / 1000.0 + 0.000_37;
    (0..n).map(coordinate).collect()
}

impl Param {
    /// How many floats there are in an argument.
    pub fn n_floats(&self) -> usize {
        match (&self.ty, self.constant) {
            (Ty::Maybe, 0) => 0,
            (ty, _) => ty.n_floats(),
        }
    }
}

impl Ty {
    /// How many floats there are in a value.
    pub fn n_floats(&self) -> usize {
        match self {
            Ty::Float | Ty::Maybe => 1,
            Ty::Index(_) | Ty::Flag | Ty::Constant(_) | Ty::Lent(_) => 0,
            Ty::List(_, n) => *n,
            Ty::Rows(_, n, m) => n * m,
            Ty::Pair | Ty::Vector => 2,
            Ty::Struct(structure) => structure.fields.iter().map(|(_, ty)| ty.n_floats()).sum(),
            Ty::Ref(of) => of.n_floats(),
        }
    }
}
