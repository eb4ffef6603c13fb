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
    /// The program's own vector, which has operators.
    Vector,
    /// `Option<f64>`
    Maybe,
    /// One of the program's structs.
    Struct(Structure),
    /// `&T`, of a struct.
    Ref(Box<Ty>),
    /// What has no derivative.
    Constant(Constant),
    /// The same, borrowed; mutably if something with state is.
    Lent(Constant),
}

/// Values without a derivative that are more than numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant {
    /// `HashMap<usize, f64>`, with the keys 0, 1, 2.
    Map,
    /// `BTreeMap<String, f64>`, with the keys `"k"` and `"long name"`.
    Names,
    /// `BTreeSet<usize>`
    Set,
    /// The program's own generator, which is advanced by `&mut self`.
    Rng,
    /// The program's own counter, which is advanced by `&self`.
    Draws,
    /// `RefCell<Vec<f64>>`, of two elements at least.
    Shared,
    /// `Mutex<f64>`
    Lock,
}

impl Constant {
    /// The type in Rust.
    pub fn rust(self) -> Type {
        match self {
            Constant::Map => parse_quote!(std::collections::HashMap<usize, f64>),
            Constant::Names => parse_quote!(std::collections::BTreeMap<String, f64>),
            Constant::Set => parse_quote!(std::collections::BTreeSet<usize>),
            Constant::Rng => parse_quote!(Rng),
            Constant::Draws => parse_quote!(Draws),
            Constant::Shared => parse_quote!(std::cell::RefCell<Vec<f64>>),
            Constant::Lock => parse_quote!(std::sync::Mutex<f64>),
        }
    }

    /// A value, by an integer. The program's own types are in a module.
    pub fn value(self, n: usize, module: &TokenStream) -> Expr {
        let (key, number) = (int(n % 3), float(0.25 + 0.5 * n as f64));
        match self {
            Constant::Map => {
                parse_quote!(std::collections::HashMap::from([(#key, #number), (7, 0.75_f64)]))
            }
            Constant::Names => parse_quote! {
                std::collections::BTreeMap::from([
                    ("k".to_string(), #number),
                    ("long name".to_string(), 0.75_f64),
                ])
            },
            Constant::Set => parse_quote!(std::collections::BTreeSet::from([1, #key, 4])),
            Constant::Rng => parse_quote!(#module Rng(#key)),
            Constant::Draws => parse_quote!(#module Draws(std::cell::Cell::new(#key))),
            Constant::Shared => parse_quote!(std::cell::RefCell::new(vec![#number, 0.75_f64])),
            Constant::Lock => parse_quote!(std::sync::Mutex::<f64>::new(#number)),
        }
    }
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
            Ty::Vector => parse_quote!(Vector),
            Ty::Maybe => parse_quote!(Option<f64>),
            Ty::Struct(structure) => {
                let name = &structure.name;
                parse_quote!(#name)
            }
            Ty::Ref(of) => {
                let of = of.rust();
                parse_quote!(&#of)
            }
            Ty::Constant(constant) => constant.rust(),
            Ty::Lent(constant) => {
                let of = constant.rust();
                match constant {
                    Constant::Rng => parse_quote!(&mut #of),
                    _ => parse_quote!(&#of),
                }
            }
        }
    }

    /// Whether it holds a float, so that it has derivatives.
    pub fn is_differentiable(&self) -> bool {
        !matches!(self, Ty::Index(_) | Ty::Flag | Ty::Constant(_) | Ty::Lent(_))
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
    /// Before which item it stands.
    pub main_at: usize,
    /// How its loops are reversed; empty if that isn't said.
    pub strategy: &'static str,
    /// Up to which order its functions have derivatives.
    pub order: usize,
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
