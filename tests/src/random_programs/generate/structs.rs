//! Structs, their fields and methods.

use syn::{Expr, Item, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Structure, Ty, ident};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("struct", structure),
    Recipe::statements("struct_update", struct_update).weight(1),
    Recipe::part("struct_nested"),
    Recipe::statements("struct_field_mutation", field_mutation),
    Recipe::statements("struct_destructuring", destructuring).weight(1),
    Recipe::float("method_ref_self", method_ref_self),
    Recipe::statements("method_mut_self", method_mut_self),
    Recipe::statements("method_self", method_self).weight(1),
    Recipe::statements("associated_function", associated_function).weight(1),
];

impl Writer {
    /// One of the program's structs, perhaps a new one.
    pub fn a_structure(&mut self) -> Structure {
        let known = self.structures.clone();
        if known.len() > 1 || !known.is_empty() && self.chance(2) {
            return self.choose(&known);
        }
        let name = self.name("Body");
        let mut fields = vec![(ident("a"), Ty::Float), (ident("b"), Ty::Float)];
        for (field, ty) in [
            ("list", Ty::List(List::Array, 3)),
            ("pair", Ty::Pair),
            ("items", Ty::List(List::Vec, 2)),
            ("count", Ty::Index(4)),
        ] {
            if self.chance(3) {
                fields.push((ident(field), ty));
            }
        }
        if !known.is_empty() && self.allows("struct_nested") && self.chance(2) {
            self.is_used("struct_nested");
            fields.push((ident("inner"), Ty::Struct(known[0].clone())));
        }
        let structure = Structure { name, fields };
        self.declare_structure(&structure);
        structure
    }

    /// The struct and its methods.
    fn declare_structure(&mut self, structure: &Structure) {
        self.structures.push(structure.clone());
        let name = &structure.name;
        let (fields, types): (Vec<_>, Vec<_>) =
            structure.fields.iter().map(|(field, ty)| (field, ty.rust())).unzip();
        self.items.push(parse_quote! {
            #[derive(Clone, Debug, Differentiable)]
            pub struct #name { #(pub #fields: #types),* }
        });
        let this = Ty::Struct(structure.clone());
        let by_reference = Ty::Ref(Box::new(this.clone()));
        let step = ident("step");
        let measure = self.function(|w| {
            w.declare(&ident("self"), by_reference, false);
            w.declare(&step, Ty::Float, false);
            w.result = Some(Ty::Float);
            [w.statements(2), vec![Stmt::Expr(w.tame(), None)]].concat()
        });
        let change = self.function(|w| {
            w.declare(&ident("self"), this.clone(), true);
            w.declare(&step, Ty::Float, false);
            [w.statements(1), w.update().into_iter().collect()].concat()
        });
        let scaled = self.function(|w| {
            w.declare(&step, Ty::Float, false);
            w.tame()
        });
        let make = self.function(|w| {
            w.declare(&step, Ty::Float, false);
            w.value(&this)
        });
        let item: Item = parse_quote! {
            #[differentiate]
            impl #name {
                pub fn make(step: f64) -> Self { #make }
                pub fn measure(&self, step: f64) -> f64 { #(#measure)* }
                pub fn change(&mut self, step: f64) { #(#change)* }
                pub fn scaled(self, step: f64) -> #name {
                    #name { a: self.a * #scaled, ..self }
                }
            }
        };
        self.items.push(item);
    }
}

fn structure(w: &mut Writer) -> Option<Vec<Stmt>> {
    let ty = Ty::Struct(w.a_structure());
    let (value, name) = (w.value(&ty), w.name("body"));
    w.declare(&name, ty, true);
    Some(parse_quote!(let mut #name = #value;))
}

fn struct_update(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find(|ty| matches!(ty, Ty::Struct(_)))?;
    let Ty::Struct(structure) = &place.ty else { return None };
    let (ty, base, value, new) = (&structure.name, &place.expr, w.tame(), w.name("body"));
    let statements = parse_quote!(let mut #new = #ty { b: #value, ..#base.clone() };);
    w.declare(&new, place.ty.clone(), true);
    Some(statements)
}

fn field_mutation(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| matches!(ty, Ty::Struct(_)))?;
    let (body, value, term) = (place.expr, w.tame(), w.term());
    Some(match w.random.usize(..3) {
        0 => parse_quote!(#body.a += #value;),
        1 => parse_quote!(#body.b = #value;),
        _ => parse_quote! {
            let field = &mut #body.b;
            *field *= 0.5;
            #body.a = #body.b - 0.3 * #term;
        },
    })
}

fn destructuring(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find(|ty| matches!(ty, Ty::Struct(_)))?;
    let Ty::Struct(structure) = &place.ty else { return None };
    let (ty, body, a, b) = (&structure.name, &place.expr, w.name("a"), w.name("b"));
    let statements = if w.random.bool() {
        parse_quote!(let #ty { a: #a, b: #b, .. } = #body.clone();)
    } else {
        parse_quote! {
            let #ty { a, b: #b, .. } = &#body;
            let (#a, #b) = (*a * 0.9, *#b);
        }
    };
    w.declare(&a, Ty::Float, false);
    w.declare(&b, Ty::Float, false);
    Some(statements)
}

fn method_ref_self(w: &mut Writer) -> Option<Expr> {
    let body = w.find(|ty| matches!(ty, Ty::Struct(_)))?.expr;
    // Methods that call each other would never return.
    if body == parse_quote!(self) || w.in_function {
        return None;
    }
    let step = w.term();
    Some(parse_quote!(#body.measure(#step)))
}

fn method_mut_self(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.in_function {
        return None;
    }
    let place = w.find_mutable(|ty| matches!(ty, Ty::Struct(_)))?;
    let (body, step) = (place.expr, w.tame());
    Some(parse_quote!(#body.change(#step);))
}

fn method_self(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.in_function {
        return None;
    }
    let place = w.find(|ty| matches!(ty, Ty::Struct(_)))?;
    let (body, step, new) = (place.expr, w.tame(), w.name("body"));
    w.declare(&new, place.ty, true);
    Some(if w.random.bool() {
        parse_quote!(let mut #new = #body.clone().scaled(#step);)
    } else {
        parse_quote!(let mut #new = #body.clone().scaled(#step).scaled(0.5);)
    })
}

fn associated_function(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.in_function {
        return None;
    }
    let structure = w.a_structure();
    let (ty, step, new) = (&structure.name, w.tame(), w.name("body"));
    let statements = parse_quote!(let mut #new = #ty::make(#step););
    w.declare(&new, Ty::Struct(structure), true);
    Some(statements)
}
