//! Items that were put together and are seen again part by part.

use super::build::field;
use super::item::{Item, Mode};
use crate::ir::Place;

/// How an item that was put together is seen: what was a reference is one still.
#[derive(Clone)]
pub enum Seen {
    /// By value, or through a reference.
    As(Mode),
    /// Part by part.
    Tuple(Vec<Seen>),
}

impl Seen {
    /// Of an item of which the references are replaced by what they refer to.
    pub fn of(item: &Item) -> Seen {
        match item {
            Item::Place(_, mode) | Item::Part(_, mode) => Seen::As(*mode),
            Item::Tuple(items) => Seen::Tuple(items.iter().map(Seen::of).collect()),
            _ => Seen::As(Mode::Move),
        }
    }

    /// The item that is held by a place.
    pub fn item(&self, place: Place) -> Item {
        match self {
            Seen::As(mode) => Item::Place(place, *mode),
            Seen::Tuple(parts) => {
                let parts = parts.iter().enumerate();
                Item::Tuple(parts.map(|(i, seen)| seen.item(place.then(field(i)))).collect())
            }
        }
    }
}
