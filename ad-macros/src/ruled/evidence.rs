//! What is seen of the operands of operators: whether they are numbers, or of the user's types.
//!
//! In: a function. Out: for each of its places what its uses say. Number: it is known to be one, or meets one in a way in which only numbers meet (sums, comparisons, the
//! methods of std's floats, casts). Own: its type was written and isn't std's, it has fields or methods of the user's. What one part of a
//! struct is said to be holds for all parts of that name, which costs nothing where it is wrong: an operator that is left to rustc is right whatever its types are.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::ir::paths::{is_in_capitals, is_variant};
use crate::ir::{
    Arg, Atom, BinOp, Callee, CloneBy, Expr, Function, Place, Projection, Stmt, UnOp, VarId, visit,
};
use crate::kinds::known;
use crate::library;
use crate::primitives;

/// What is seen of a function's values.
#[derive(Default)]
pub struct Evidence {
    /// The places of the user's types, spelled; and the names of fields of such types.
    own: BTreeSet<String>,
    /// The places with numbered fields: tuple structs, unless they are tuples.
    perhaps_tuples: BTreeSet<String>,
    /// The places that are numbers.
    numbers: BTreeSet<String>,
    /// Whether the function has anything to do with types of the user's.
    pub mentions_own: bool,
    /// Whether it has to do with complex numbers, to which real ones are added.
    mentions_complex: bool,
}

impl Evidence {
    /// What is seen of a function's values, where it may stand among values of the user's types.
    pub fn of(function: &Function, among_own: bool) -> Evidence {
        let mut evidence = Evidence::default();
        for (i, var) in function.vars.iter().enumerate() {
            let var_id = VarId(i);
            // A function has no operators.
            if var.ty.is_nominal() && !function.functions.contains_key(&var_id) {
                evidence.is_own(&Place::whole(var_id));
            }
            evidence.mentions_complex |= var.ty.written.clone().is_some_and(is_of_complex);
        }
        visit::deep_stmts(&function.body, &mut |stmt| {
            evidence.fields(function, stmt);
            evidence.methods(function, stmt);
        });
        evidence.mentions_own = among_own || function.has_unseen || !evidence.own.is_empty();
        let relations = relations(function);
        while relations
            .iter()
            .fold(false, |changed, relation| evidence.follow(function, relation) | changed)
        {
        }
        evidence
    }

    /// Whether an operator with these operands, whose result is at a place, is left to rustc.
    pub fn is_ruled(&self, function: &Function, operands: &[&Atom], result: &Place) -> bool {
        let places: Vec<_> = operands.iter().filter_map(|operand| operand.var()).collect();
        let places: Vec<_> = places.into_iter().map(Place::whole).chain([result.clone()]).collect();
        let is_known = |place: &Place| known::of_place(&function.vars, place).is_number();
        let has_unknown = operands.iter().any(|operand| matches!(side(operand), Side::Unknown));
        if places.iter().all(is_known) && !has_unknown {
            return false;
        }
        let is_own = |place: &Place| !is_known(place) && self.is_seen_own(place);
        let is_number = |place: &Place| is_known(place) || self.is_number(place);
        let is_unclear = has_unknown || !places.iter().all(is_number);
        places.iter().any(is_own) || (self.mentions_own && is_unclear)
    }

    fn is_own(&mut self, place: &Place) {
        self.own.insert(spelled(place));
        self.own.extend(last_field(place));
    }

    fn is_seen_own(&self, place: &Place) -> bool {
        let is_named = last_field(place).is_some_and(|name| self.own.contains(&name));
        let spelled = spelled(place);
        is_named || self.own.contains(&spelled) || self.perhaps_tuples.contains(&spelled)
    }

    fn is_number(&self, place: &Place) -> bool {
        self.numbers.contains(&spelled(place))
    }

    /// What has fields is of the user's type.
    fn fields(&mut self, function: &Function, stmt: &Stmt) {
        visit::stmt(stmt, &mut |used| {
            let (visit::Use::Place(place) | visit::Use::Write(place)) = used else { return };
            for (i, step) in place.projections.iter().enumerate() {
                let before =
                    Place { root: place.root, projections: place.projections[..i].to_vec() };
                let is_tuple =
                    matches!(known::of_place(&function.vars, &before), crate::kind::Kind::Tuple(_));
                match step {
                    Projection::Field(_) if is_tuple => {}
                    Projection::Field(syn::Member::Named(_)) => self.is_own(&before),
                    // Or it is a tuple, which has no operators.
                    Projection::Field(syn::Member::Unnamed(_)) => {
                        self.perhaps_tuples.insert(spelled(&before));
                    }
                    _ => {}
                }
            }
        });
    }

    /// What has methods that std doesn't have is of the user's type, and so is what is put together, or made by a type's function.
    fn methods(&mut self, function: &Function, stmt: &Stmt) {
        match stmt {
            Stmt::Call { callee: Callee::Method(name, _), args, .. } => {
                let receiver = args.first().and_then(Arg::place);
                if let Some(place) = receiver
                    && !library::is_of_std(&name.to_string())
                    && primitives::method(&name.to_string()).is_none()
                    && !known::of_place(&function.vars, place).is_number()
                {
                    self.is_own(place);
                }
            }
            Stmt::Call { callee: Callee::Associated(path), .. } => {
                self.mentions_complex |= is_of_complex(path.to_token_stream());
            }
            Stmt::Call { callee: Callee::Function(path), results, .. } if is_in_capitals(path) => {
                results.iter().for_each(|result| self.is_own(&Place::whole(*result)));
            }
            Stmt::Let { var, expr: Expr::Construct { path, .. }, .. } if !is_variant(path) => {
                self.is_own(&Place::whole(*var));
            }
            _ => {}
        }
    }

    /// What a relation says; whether that is new.
    fn follow(&mut self, function: &Function, relation: &Relation) -> bool {
        let is_number = |evidence: &Evidence, side: &Side| match side {
            Side::Number => true,
            Side::Unknown => false,
            Side::Place(place) => {
                known::of_place(&function.vars, place).is_number() || evidence.is_number(place)
            }
        };
        let note = |evidence: &mut Evidence, side: &Side| match side {
            Side::Number | Side::Unknown => false,
            Side::Place(place) => evidence.numbers.insert(spelled(place)),
        };
        let alike = |evidence: &mut Evidence, sides: &[Side]| {
            let found = sides.iter().any(|side| is_number(evidence, side));
            found
                && sides.iter().fold(false, |changed, side| {
                    (!is_number(evidence, side) && note(evidence, side)) | changed
                })
        };
        match relation {
            Relation::Number(place) => self.numbers.insert(spelled(place)),
            Relation::Alike(sides) => alike(self, sides),
            Relation::Sum(sides) => {
                let is_own = |side: &Side| match side {
                    Side::Place(place) => {
                        !known::of_place(&function.vars, place).is_number()
                            && self.is_seen_own(place)
                    }
                    Side::Number | Side::Unknown => false,
                };
                if self.mentions_complex || sides.iter().any(is_own) {
                    return false;
                }
                alike(self, sides)
            }
            Relation::Product(sides) => {
                let known: Vec<_> = sides.iter().map(|side| is_number(self, side)).collect();
                let missing = known.iter().position(|known| !known);
                let n_known = known.iter().filter(|known| **known).count();
                match missing {
                    Some(missing) if n_known == 2 => note(self, &sides[missing]),
                    _ => false,
                }
            }
        }
    }
}

/// Whether a type or a path is one of complex numbers, by its name.
fn is_of_complex(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name.to_string().starts_with("Complex"),
        TokenTree::Group(group) => is_of_complex(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// An operand, or a result.
enum Side {
    /// A literal, or a constant of std's.
    Number,
    /// Another constant.
    Unknown,
    /// A variable, or what is stored to.
    Place(Place),
}

/// What is said of several values at once.
enum Relation {
    /// It is a number.
    Number(Place),
    /// If one is a number, so are the others: copies.
    Alike(Vec<Side>),
    /// The same of what is added, where all are of one type: a complex number may be added to a real one.
    Sum(Vec<Side>),
    /// If two are numbers, so is the third: a product, a vector may be times a number, and a number the product of two vectors.
    Product([Side; 3]),
}

fn side(atom: &Atom) -> Side {
    match atom {
        Atom::Var(var) => Side::Place(Place::whole(*var)),
        Atom::Constant(path) if !is_of_floats(path) => Side::Unknown,
        _ => Side::Number,
    }
}

/// `f64::consts::PI`, `consts::PI`, `f64::EPSILON`: by their paths those of std's floats.
fn is_of_floats(path: &syn::Path) -> bool {
    let mut before = path.segments.iter().rev().skip(1);
    before.any(|segment| ["f64", "f32", "consts"].iter().any(|name| segment.ident == name))
}

/// What the statements of a function say of its values.
fn relations(function: &Function) -> Vec<Relation> {
    let mut relations = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Let { var, expr, .. } => {
            let result = Place::whole(*var);
            relations.extend(of_expr(result, expr));
        }
        Stmt::Store { place, op, value, .. } => {
            let sides = [Side::Place(place.clone()), side(value)];
            relations.push(match op.operator() {
                Some(BinOp::Mul | BinOp::Div | BinOp::Rem) => {
                    let [changed, by] = sides;
                    Relation::Product([changed, by, Side::Place(place.clone())])
                }
                Some(_) => Relation::Sum(sides.into()),
                None => Relation::Alike(sides.into()),
            });
        }
        Stmt::If { results, then, otherwise, .. } => {
            for (i, result) in results.iter().enumerate() {
                let values = [then, otherwise].into_iter().filter_map(|arm| arm.results.get(i));
                relations.extend(joined(*result, values));
            }
        }
        Stmt::Match { results, arms, .. } => {
            for (i, result) in results.iter().enumerate() {
                let values = arms.iter().filter_map(|arm| arm.results.get(i));
                relations.extend(joined(*result, values));
            }
        }
        _ => {}
    });
    relations
}

fn joined<'a>(result: VarId, values: impl Iterator<Item = &'a Atom>) -> Option<Relation> {
    let mut sides = vec![Side::Place(Place::whole(result))];
    sides.extend(values.map(side));
    Some(Relation::Alike(sides))
}

fn of_expr(result: Place, expr: &Expr) -> Vec<Relation> {
    let alike = |sides: Vec<Side>| vec![Relation::Alike(sides)];
    match expr {
        Expr::Atom(atom) | Expr::Stop(atom) | Expr::Unary(UnOp::Neg, atom) => {
            alike(vec![Side::Place(result), side(atom)])
        }
        Expr::Read(place)
        | Expr::Borrow { place, .. }
        | Expr::Clone { place, by: CloneBy::Clone | CloneBy::Same } => {
            alike(vec![Side::Place(result), Side::Place(place.clone())])
        }
        Expr::Binary(op, left, right) if op.is_comparison() => alike(vec![side(left), side(right)]),
        Expr::Binary(BinOp::Mul | BinOp::Div | BinOp::Rem, left, right) => {
            vec![Relation::Product([side(left), side(right), Side::Place(result)])]
        }
        Expr::Binary(op, left, right) if op.rule().is_some() => {
            vec![Relation::Sum(vec![side(left), side(right), Side::Place(result)])]
        }
        Expr::Cast(operand, _) => {
            let operand = operand.var().map(Place::whole);
            operand.into_iter().chain([result]).map(Relation::Number).collect()
        }
        // A type of the user's may have methods of these names.
        Expr::Method { path: None, args, .. } => {
            let sides = args.iter().filter_map(Atom::var).map(Place::whole).chain([result]);
            alike(sides.map(Side::Place).collect())
        }
        Expr::Method { args, .. } => {
            let args = args.iter().filter_map(Atom::var).map(Place::whole);
            args.chain([result]).map(Relation::Number).collect()
        }
        _ => Vec::new(),
    }
}

/// The last field on the way to a place, whatever it is a field of.
fn last_field(place: &Place) -> Option<String> {
    match place.projections.last()? {
        Projection::Field(member @ syn::Member::Named(_)) => {
            Some(format!("_.{}", member.to_token_stream()))
        }
        _ => None,
    }
}

/// A place, whatever its indices, and whatever is borrowed on the way.
fn spelled(place: &Place) -> String {
    let mut text = place.root.0.to_string();
    for step in &place.projections {
        match step {
            Projection::Field(member) => text += &format!(".{}", member.to_token_stream()),
            Projection::Index(_) | Projection::Entry(_) => text += "[]",
            Projection::Range { .. }
            | Projection::Pointee
            | Projection::Deref
            | Projection::List
            | Projection::IfAny => {}
            Projection::Variant { .. } | Projection::Payload | Projection::Items => text += "?",
        }
    }
    text
}
