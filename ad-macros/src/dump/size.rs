//! How large a value is, as far as that is seen: of numbers, references and tuples of these.

use proc_macro2::{TokenStream, TokenTree};

use crate::ir::Var;
use crate::kind::Kind;

/// The size of a value in a record, without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many bytes.
    Bytes(usize),
    /// Its type isn't seen, or is of no fixed size.
    Unseen,
}

/// How wide numbers are in a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Widths {
    /// Of a float, if all are alike.
    float: Option<usize>,
}

/// An index, a reference or a length, on a machine of 64 bits.
const WORD: usize = 8;

impl Widths {
    /// Those of a function with this code: where one of `f64` and `f32` is named and the other isn't, all floats are that.
    pub fn of(code: TokenStream) -> Widths {
        let float = match (names(&code, "f64"), names(&code, "f32")) {
            (true, true) => None,
            (false, true) => Some(4),
            _ => Some(8),
        };
        Widths { float }
    }
}

fn names(code: &TokenStream, name: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => names(&group.stream(), name),
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Literal(literal) => literal.to_string().ends_with(name),
        TokenTree::Punct(_) => false,
    })
}

impl Size {
    /// Of what a variable holds.
    pub fn of(var: &Var, widths: Widths) -> Size {
        match (var.ty.is_reference(), &var.ty.guess) {
            (false, Kind::Int) if var.ty.usize || var.role == crate::ir::Role::Record => {
                Size::Bytes(WORD)
            }
            (false, kind) => Size::of_kind(kind, widths),
            // A pointer, and for a slice its length.
            (true, Kind::Float | Kind::Int | Kind::Bool | Kind::Struct(_)) => Size::Bytes(WORD),
            (true, Kind::List(_)) => Size::Bytes(2 * WORD),
            (true, _) => Size::Unseen,
        }
    }

    fn of_kind(kind: &Kind, widths: Widths) -> Size {
        match kind {
            Kind::Float => widths.float.map_or(Size::Unseen, Size::Bytes),
            Kind::Bool => Size::Bytes(1),
            Kind::Unit => Size::Bytes(0),
            Kind::Tuple(items) => {
                let sizes = items.iter().map(|item| Size::of_kind(item, widths));
                sizes.fold(Size::Bytes(0), Size::and)
            }
            Kind::Int
            | Kind::Real(_)
            | Kind::List(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::Struct(_)
            | Kind::Other
            | Kind::Unknown => Size::Unseen,
        }
    }

    fn and(self, other: Size) -> Size {
        match (self, other) {
            (Size::Bytes(one), Size::Bytes(other)) => Size::Bytes(one + other),
            _ => Size::Unseen,
        }
    }
}
