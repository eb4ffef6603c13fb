//! A random program: `syn` items, and what its checks have to know of it.
//!
//! Programs are syntax trees of `syn`: they are written with quasi-quotes, and taken apart by its visitors.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, Item, ItemFn, Type, parse_quote};

/// What a variable, parameter, field or result is.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// `f64`
    Float,
    /// `usize`, smaller than that.
    Index(usize),
    /// `bool`
    Flag,
    /// Some `f64`s, so many of them.
    List(List, usize),
    /// So many rows of so many `f64`s: `Vec<Vec<f64>>`, or an array of arrays.
    Rows(List, usize, usize),
    /// `(f64, f64)`
    Pair,
    /// `Option<f64>`
    Maybe,
    /// One of the program's structs.
    Struct(Structure),
    /// `&T`, of a struct.
    Ref(Box<Ty>),
}

/// The ways to hold a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum List {
    Slice,
    SliceMut,
    Array,
    Vec,
}

/// A struct: its name and its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    pub name: Ident,
    pub fields: Vec<(Ident, Ty)>,
}

impl Ty {
    /// The type in Rust.
    pub fn rust(&self) -> Type {
        match self {
            Ty::Float => parse_quote!(f64),
            Ty::Index(_) => parse_quote!(usize),
            Ty::Flag => parse_quote!(bool),
            Ty::List(List::Slice, _) => parse_quote!(&[f64]),
            Ty::List(List::SliceMut, _) => parse_quote!(&mut [f64]),
            Ty::List(List::Array, n) => {
                let n = int(*n);
                parse_quote!([f64; #n])
            }
            Ty::List(List::Vec, _) => parse_quote!(Vec<f64>),
            Ty::Rows(List::Array, n, m) => {
                let (n, m) = (int(*n), int(*m));
                parse_quote!([[f64; #m]; #n])
            }
            Ty::Rows(..) => parse_quote!(Vec<Vec<f64>>),
            Ty::Pair => parse_quote!((f64, f64)),
            Ty::Maybe => parse_quote!(Option<f64>),
            Ty::Struct(structure) => {
                let name = &structure.name;
                parse_quote!(#name)
            }
            Ty::Ref(of) => {
                let of = of.rust();
                parse_quote!(&#of)
            }
        }
    }

    /// Whether it holds a float, so that it has derivatives.
    pub fn is_differentiable(&self) -> bool {
        !matches!(self, Ty::Index(_) | Ty::Flag)
    }
}

/// A parameter of the main function, and its value where that is a constant.
#[derive(Clone, Debug)]
pub struct Param {
    pub ty: Ty,
    /// The value of an integer; for an `Option` whether it is `None`.
    pub constant: usize,
}

/// A random program.
#[derive(Clone, Debug)]
pub struct Program {
    /// `p17`: of the main function and its module.
    pub name: String,
    /// Structs, enums, impls and helper functions.
    pub items: Vec<Item>,
    /// The function that is examined.
    pub main: ItemFn,
    /// Its parameters.
    pub params: Vec<Param>,
    /// The type of its result.
    pub result: Ty,
    /// The points at which it is examined: the floats of all parameters, one after the other.
    pub points: Vec<Vec<f64>>,
    /// The names of the constructs in it.
    pub used: BTreeSet<&'static str>,
}

impl Program {
    /// Gives the main function, and the module, another name.
    pub fn rename(&mut self, name: &str) {
        self.main.sig.ident = ident(name);
        self.name = name.into();
    }

    /// A measure of how much there is to read.
    pub fn size(&self) -> usize {
        let items = self.items.iter().map(ToTokens::to_token_stream);
        items.chain([self.main.to_token_stream()]).map(count).sum()
    }
}

fn count(tokens: TokenStream) -> usize {
    let inner = |tree| match tree {
        proc_macro2::TokenTree::Group(group) => 1 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(inner).sum()
}

/// `3`
pub fn int(n: usize) -> Expr {
    let literal = Literal::usize_unsuffixed(n);
    parse_quote!(#literal)
}

/// `0.5`, `-0.5`
pub fn float(x: f64) -> Expr {
    let literal = Literal::f64_unsuffixed(x.abs());
    if x < 0.0 { parse_quote!(-#literal) } else { parse_quote!(#literal) }
}

/// A name.
pub fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The expression as an operand or receiver: in parentheses if it needs them.
pub fn operand(expr: Expr) -> Expr {
    match expr {
        Expr::Path(_)
        | Expr::Lit(_)
        | Expr::Paren(_)
        | Expr::Call(_)
        | Expr::MethodCall(_)
        | Expr::Index(_)
        | Expr::Field(_)
        | Expr::Tuple(_)
        | Expr::Array(_) => expr,
        other => {
            let tokens = quote!((#other));
            parse_quote!(#tokens)
        }
    }
}
