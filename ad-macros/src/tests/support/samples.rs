//! Values to call functions with.

use super::program::Program;
use crate::ir::eval::Value;

/// Values of given types: floats between 0.3 and 1.7, lists of four items, integers up to three.
pub(super) struct Samples<'a> {
    /// Whose functions' parameters they are for.
    pub(super) program: &'a Program,
    /// Other values for another one.
    pub(super) seed: usize,
    /// How many there were.
    pub(super) drawn: usize,
}

impl Samples<'_> {
    /// The next.
    pub(super) fn of(&mut self, ty: &syn::Type) -> Value {
        match ty {
            syn::Type::Reference(ty) => self.of(&ty.elem),
            syn::Type::Slice(ty) => self.list(4, &ty.elem),
            syn::Type::Array(ty) => self.list(self.program.length(&ty.len), &ty.elem),
            syn::Type::Tuple(ty) => Value::Tuple(ty.elems.iter().map(|ty| self.of(ty)).collect()),
            syn::Type::Path(ty) => {
                let last = ty.path.segments.last().expect("a name");
                match (last.ident.to_string().as_str(), &last.arguments) {
                    ("f64" | "f32", _) => Value::Float(self.float()),
                    ("bool", _) => Value::Bool(self.next().is_multiple_of(2)),
                    ("Vec", syn::PathArguments::AngleBracketed(arguments)) => {
                        match arguments.args.first() {
                            Some(syn::GenericArgument::Type(item)) => self.list(4, item),
                            _ => panic!("`Vec` of a type"),
                        }
                    }
                    _ => Value::from(3 - self.next() % 4),
                }
            }
            _ => panic!("a fixture's parameters are made of numbers, tuples and lists"),
        }
    }

    fn list(&mut self, len: usize, item: &syn::Type) -> Value {
        Value::List((0..len).map(|_| self.of(item)).collect())
    }

    fn next(&mut self) -> usize {
        self.drawn += 1;
        self.drawn + self.seed - 1
    }

    fn float(&mut self) -> f64 {
        let golden = 0.618_033_988_749_895;
        0.3 + 1.4 * (golden * (self.next() + 5 * self.seed + 1) as f64).fract()
    }
}
