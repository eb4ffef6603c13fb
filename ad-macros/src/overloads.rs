//! The operators that a type may implement: one of `std::ops`' traits each, with the trait of its rule in the runtime. Sums and products of many
//! (`std::iter`) are operators too, whose operand is a list; and conversions, `From`, with one operand and the type that is wanted.
//!
//! Deliberately absent: comparisons, bit operators and shifts, through which no derivative goes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::operators::BinOp;
use crate::ty;

/// An operator as a type implements it.
#[derive(Clone, Debug, PartialEq)]
pub enum Overload {
    /// `a * b`
    Binary(BinOp),
    /// `a *= b`
    Assigning(BinOp),
    /// `-a`
    Neg,
    /// `items.sum::<Vec3>()`
    Total(Total),
    /// `Vec3::from(list)`: the function by its path.
    From(Box<syn::ExprPath>),
}

/// What makes one value of many.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// A sum, and no product.
    pub is_sum: bool,
    /// Of items by reference, which may be another one than that of items by value.
    pub of_references: bool,
    /// The type that is said to come of it, where it is used.
    pub ty: Option<Box<syn::Type>>,
}

/// The names of an operator's traits, `Mul` and `MulAssign`, and of their methods.
const BINARY: &[(BinOp, [&str; 2], [&str; 2])] = &[
    (BinOp::Add, ["Add", "AddAssign"], ["add", "add_assign"]),
    (BinOp::Sub, ["Sub", "SubAssign"], ["sub", "sub_assign"]),
    (BinOp::Mul, ["Mul", "MulAssign"], ["mul", "mul_assign"]),
    (BinOp::Div, ["Div", "DivAssign"], ["div", "div_assign"]),
    (BinOp::Rem, ["Rem", "RemAssign"], ["rem", "rem_assign"]),
];

/// The trait of conversions.
const FROM: &str = "From";

impl Overload {
    /// A conversion by this function, `Vec3::from`.
    pub fn of_conversion(path: syn::ExprPath) -> Overload {
        Overload::From(Box::new(path))
    }

    /// The same as a block implements it.
    pub fn of_conversions(path: &syn::Path) -> Option<Overload> {
        let is_its = path.segments.last().is_some_and(|last| last.ident == FROM);
        is_its.then(|| Overload::of_conversion(syn::parse_quote!(Self::from)))
    }

    /// The operator whose trait this path is, by its name.
    pub fn of_trait(path: &syn::Path) -> Option<Overload> {
        let last = path.segments.last()?;
        let name = &last.ident;
        if name == "Neg" {
            return Some(Overload::Neg);
        }
        if name == "Sum" || name == "Product" {
            let item = ty::argument(last).map(ty::peel);
            let of_references = matches!(item, Some(syn::Type::Reference(_)));
            return Some(Overload::Total(Total { is_sum: name == "Sum", of_references, ty: None }));
        }
        BINARY.iter().find_map(|(op, [plain, assigning], _)| match () {
            () if name == plain => Some(Overload::Binary(*op)),
            () if name == assigning => Some(Overload::Assigning(*op)),
            () => None,
        })
    }

    /// The name of its trait, in `std::ops` or `std::iter`.
    pub fn trait_name(&self) -> &'static str {
        self.names().0
    }

    /// The name of that trait's method.
    pub fn method(&self) -> &'static str {
        self.names().1
    }

    /// The module of std that the trait is in.
    pub fn module(&self) -> Ident {
        let name = match self {
            Overload::Total(_) => stringify!(iter),
            Overload::From(_) => "convert",
            _ => "ops",
        };
        Ident::new(name, Span::mixed_site())
    }

    /// The name of its rule, a trait in the runtime's `rules`.
    pub fn rule(&self) -> String {
        match self.is_of_references() {
            true => format!("{}OfReferencesRule", self.trait_name()),
            false => format!("{}Rule", self.trait_name()),
        }
    }

    /// The name of the rule of its tangent, as a function, so many times.
    pub fn rule_of_lifted(&self, times: usize) -> String {
        let rule = self.rule();
        let name = rule.strip_suffix("Rule").unwrap_or(&rule);
        format!("{name}{}Rule", "Tangent".repeat(times))
    }

    /// The name of a form in that trait: `mul_pullback`.
    pub fn form(&self, form: &str) -> String {
        match self {
            Overload::Binary(BinOp::TimesBoth) => format!("{}_steep_{form}", self.method()),
            _ if self.is_of_references() => format!("{}_of_references_{form}", self.method()),
            _ => format!("{}_{form}", self.method()),
        }
    }

    /// The same where the bar of the result may be infinite (see `analysis/steep`): of a product another form of the rule.
    pub fn of_steep(&self) -> Overload {
        match self {
            Overload::Binary(BinOp::Mul) => Overload::Binary(BinOp::TimesBoth),
            other => other.clone(),
        }
    }

    fn is_of_references(&self) -> bool {
        matches!(self, Overload::Total(Total { of_references: true, .. }))
    }

    fn names(&self) -> (&'static str, &'static str) {
        let (op, which) = match self {
            Overload::Neg => return ("Neg", "neg"),
            Overload::From(_) => return (FROM, "from"),
            Overload::Total(Total { is_sum: true, .. }) => return ("Sum", stringify!(sum)),
            Overload::Total(_) => return ("Product", stringify!(product)),
            Overload::Binary(BinOp::TimesBoth) => (BinOp::Mul, 0),
            Overload::Binary(op) => (*op, 0),
            Overload::Assigning(op) => (*op, 1),
        };
        let row = BINARY.iter().find(|(known, ..)| *known == op);
        row.map_or(("", ""), |(_, traits, methods)| (traits[which], methods[which]))
    }
}

impl ToTokens for Overload {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(self.trait_name(), Span::mixed_site()).to_tokens(tokens);
    }
}
