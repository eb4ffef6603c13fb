//! The variables in scope, and the places in them.

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty, float, int};

/// A variable.
#[derive(Clone)]
pub struct Variable {
    pub name: Ident,
    pub ty: Ty,
    pub is_mutable: bool,
    /// Whether it may be read here: not if it is shadowed, moved or borrowed mutably.
    pub is_readable: bool,
    /// How it is read: `x`, or `*x` for a reference to an element.
    pub expr: Expr,
}

/// A variable or a part of it.
#[derive(Clone)]
pub struct Place {
    pub expr: Expr,
    pub ty: Ty,
    /// The variable.
    pub root: Ident,
}

impl Writer {
    /// A variable from here to the end of the block. It shadows others of its name.
    pub fn declare(&mut self, name: &Ident, ty: Ty, is_mutable: bool) {
        self.declare_as(name, ty, is_mutable, parse_quote!(#name));
    }

    /// A variable that is read in a special way.
    pub fn declare_as(&mut self, name: &Ident, ty: Ty, is_mutable: bool, expr: Expr) {
        self.hide(name);
        let name = name.clone();
        self.scope.push(Variable { name, ty, is_mutable, is_readable: true, expr });
    }

    /// The variable isn't seen any more, to the end of the block.
    pub fn hide(&mut self, name: &Ident) {
        for variable in self.scope.iter_mut().filter(|variable| variable.name == *name) {
            variable.is_readable = false;
        }
    }

    /// The variable doesn't change any more, to the end of the block.
    pub fn freeze(&mut self, name: &Ident) {
        for variable in self.scope.iter_mut().filter(|variable| variable.name == *name) {
            variable.is_mutable = false;
        }
    }

    /// No variable changes any more, to the end of the block.
    pub fn freeze_all(&mut self) {
        self.scope.iter_mut().for_each(|variable| variable.is_mutable = false);
    }

    /// A place that is such.
    pub fn find(&mut self, is_wanted: impl Fn(&Ty) -> bool) -> Option<Place> {
        self.find_among(false, is_wanted)
    }

    /// A place that is such and may be changed.
    pub fn find_mutable(&mut self, is_wanted: impl Fn(&Ty) -> bool) -> Option<Place> {
        self.find_among(true, is_wanted)
    }

    fn find_among(&mut self, mutable: bool, is_wanted: impl Fn(&Ty) -> bool) -> Option<Place> {
        let is_visible =
            |variable: &&Variable| variable.is_readable && (variable.is_mutable || !mutable);
        let visible: Vec<_> = self.scope.iter().filter(is_visible).cloned().collect();
        // Those that were declared last are the most interesting.
        let mut found = Vec::new();
        for variable in visible {
            let Variable { expr, ty, name, .. } = variable;
            found.extend(
                self.parts(Place { expr, ty, root: name })
                    .into_iter()
                    .rev()
                    .find(|part| is_wanted(&part.ty)),
            );
        }
        let n = found.len();
        let at = self.random.usize(..n.max(1)).max(self.random.usize(..n.max(1)));
        (n > 0).then(|| found.swap_remove(at))
    }

    /// A place and, by chance, a part of it, a part of that, ..
    fn parts(&mut self, place: Place) -> Vec<Place> {
        let Place { expr, root, .. } = place.clone();
        let part: Option<(Expr, Ty)> = match place.ty.clone() {
            Ty::List(_, n) if n > 0 => {
                let index = self.index(n);
                Some((parse_quote!(#expr[#index]), Ty::Float))
            }
            Ty::Rows(list, n, m) => {
                let index = self.index(n);
                Some((parse_quote!(#expr[#index]), Ty::List(list, m)))
            }
            Ty::Pair if self.random.bool() => Some((parse_quote!(#expr.0), Ty::Float)),
            Ty::Pair => Some((parse_quote!(#expr.1), Ty::Float)),
            Ty::Vector if self.random.bool() => Some((parse_quote!(#expr.a), Ty::Float)),
            Ty::Vector => Some((parse_quote!(#expr.b), Ty::Float)),
            Ty::Struct(structure) => {
                let (field, ty) = self.choose(&structure.fields);
                Some((parse_quote!(#expr.#field), ty))
            }
            Ty::Ref(of) => Some((expr, *of)),
            _ => None,
        };
        let rest = match part {
            Some((expr, ty)) => self.parts(Place { expr, ty, root }),
            None => Vec::new(),
        };
        [vec![place], rest].concat()
    }

    /// A variable or element that is a float.
    pub fn leaf(&mut self) -> Expr {
        match self.find(|ty| *ty == Ty::Float) {
            Some(place) => place.expr,
            // A literal whose type is known.
            None => parse_quote!(0.5_f64),
        }
    }

    /// A list that can be read.
    pub fn list(&mut self, at_least: usize) -> Option<(Place, usize)> {
        let place = self.find(|ty| matches!(ty, Ty::List(_, n) if *n >= at_least))?;
        let Ty::List(_, n) = place.ty else { unreachable!("a list was looked for") };
        Some((place, n))
    }

    /// A list that can be changed.
    pub fn list_mut(&mut self, at_least: usize) -> Option<(Place, usize)> {
        let place = self.find_mutable(|ty| matches!(ty, Ty::List(_, n) if *n >= at_least))?;
        let Ty::List(_, n) = place.ty else { unreachable!("a list was looked for") };
        Some((place, n))
    }

    /// An index below `n`.
    pub fn index(&mut self, n: usize) -> Expr {
        let fits =
            |variable: &&Variable| variable.is_readable && matches!(variable.ty, Ty::Index(_));
        let indices: Vec<_> = self.scope.iter().filter(fits).cloned().collect();
        if !indices.is_empty() && self.random.bool() {
            let Variable { ty, expr, .. } = self.choose(&indices);
            let modulus = int(n);
            return match ty {
                Ty::Index(below) if below <= n => expr,
                _ => parse_quote!(#expr % #modulus),
            };
        }
        int(self.random.usize(..n))
    }

    /// A new value of a type.
    pub fn value(&mut self, ty: &Ty) -> Expr {
        match ty {
            Ty::Float => self.tame(),
            Ty::Index(below) => int(self.random.usize(..*below)),
            Ty::Flag => self.condition(),
            Ty::List(List::Array, n) => {
                let items = self.items_of_a_list(*n);
                parse_quote!([#(#items),*])
            }
            Ty::List(List::Vec, n) => {
                let items = self.items_of_a_list(*n);
                parse_quote!(vec![#(#items),*])
            }
            Ty::List(List::Slice, n) => {
                let value = self.value(&Ty::List(List::Array, *n));
                parse_quote!(&#value)
            }
            Ty::List(List::SliceMut, n) => {
                let value = self.value(&Ty::List(List::Array, *n));
                parse_quote!(&mut #value)
            }
            Ty::Rows(list, n, m) => {
                let rows: Vec<_> = (0..*n).map(|_| self.value(&Ty::List(*list, *m))).collect();
                match list {
                    List::Array => parse_quote!([#(#rows),*]),
                    _ => parse_quote!(vec![#(#rows),*]),
                }
            }
            Ty::Pair => {
                let (a, b) = (self.tame(), self.tame());
                parse_quote!((#a, #b))
            }
            Ty::Vector => {
                let (a, b) = (self.tame(), self.tame());
                parse_quote!(Vector { a: #a, b: #b })
            }
            Ty::Maybe => {
                let (condition, value) = (self.condition(), self.tame());
                parse_quote!(if #condition { Some(#value) } else { None })
            }
            Ty::Struct(structure) => {
                let name = &structure.name;
                let values = structure.fields.iter().map(|(field, ty)| (field, self.value(ty)));
                let (fields, values): (Vec<_>, Vec<_>) = values.unzip();
                parse_quote!(#name { #(#fields: #values),* })
            }
            Ty::Constant(constant) | Ty::Lent(constant) => {
                constant.value(self.random.usize(..5), &TokenStream::new())
            }
            Ty::Ref(of) => {
                let value = self.value(of);
                parse_quote!(&#value)
            }
        }
    }

    /// Elements of a literal; the first one says that they are `f64`.
    pub fn items_of_a_list(&mut self, n: usize) -> Vec<Expr> {
        let item = |i: usize| match (i, self.random.usize(..4)) {
            (0, _) | (_, 1) => self.tame(),
            (_, 0) => float(0.5),
            _ => {
                let leaf = self.leaf();
                parse_quote!(0.8 * #leaf)
            }
        };
        (0..n).map(item).collect()
    }
}
