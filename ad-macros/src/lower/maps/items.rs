//! Iterators over maps: their keys are listed first, and the values are places by them.

use proc_macro2::Span;

use crate::ir::{Atom, Expr, LookUp, Place, Projection, VarId};
use crate::library::{self, MapItems};
use crate::lower::Lower;
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Indexed;

impl Lower<'_> {
    /// What an iterator of a map hands out that a method makes; none if it isn't one of these.
    pub(in crate::lower) fn map_items(&self, call: &syn::ExprMethodCall) -> Option<MapItems> {
        let items = library::map_items(&call.method.to_string(), call.args.len())?;
        // No list has a method by this name.
        let is_seen = items == MapItems::Values { mutable: true }
            && matches!(&*call.receiver, syn::Expr::Field(_))
            && self.may_be_map(&call.receiver);
        (self.is_map(&call.receiver) || is_seen).then_some(items)
    }

    /// The items of a map.
    pub(in crate::lower) fn items_of_map(
        &mut self,
        map: Place,
        items: MapItems,
        span: Span,
    ) -> Indexed {
        let keys = self.keys_of(&map, span);
        let len = Atom::Var(self.temp(Expr::Len(Place::whole(keys)), span));
        Indexed::Entries { map, keys, items, len }
    }

    /// What `for item in map` hands out.
    pub(in crate::lower) fn items_by(mode: Mode) -> MapItems {
        match mode {
            Mode::Move => MapItems::IntoPairs,
            mode => MapItems::Pairs { mutable: mode == Mode::RefMut },
        }
    }

    /// The item of a number.
    pub(in crate::lower) fn item_of_map(
        &mut self,
        (map, keys, items): (&Place, VarId, MapItems),
        index: Atom,
        span: Span,
    ) -> Item {
        let element = Projection::Index(index.clone());
        let key = self.part_of_list(&Place::whole(keys), element);
        let mut value = |mode: Mode| {
            let at = self.key_at(keys, index.clone(), span);
            let place = map.then(Projection::Entry(at));
            match mode {
                Mode::Move => Item::Place(place, mode),
                mode => Item::Part(place, mode),
            }
        };
        let lent = |mutable: bool| if mutable { Mode::RefMut } else { Mode::Ref };
        let (by_ref, by_value) = (Item::Part(key.clone(), Mode::Ref), Item::Place(key, Mode::Move));
        match items {
            MapItems::Keys => by_ref,
            MapItems::IntoKeys => by_value,
            MapItems::Values { mutable } => value(lent(mutable)),
            MapItems::IntoValues => value(Mode::Move),
            MapItems::Pairs { mutable } => Item::Tuple(vec![by_ref, value(lent(mutable))]),
            MapItems::IntoPairs => Item::Tuple(vec![by_value, value(Mode::Move)]),
        }
    }

    /// The keys of a map, in its order, which it need not have a second time.
    pub(super) fn keys_of(&mut self, map: &Place, span: Span) -> VarId {
        let map = self.looked_through(map.clone());
        let keys = self.temp(Expr::LookUp(map, LookUp::Keys), span);
        self.function.vars[keys.0].name = "map_keys".to_string();
        keys
    }

    /// The key of a number, of which there is a value.
    pub(super) fn key_at(&mut self, keys: VarId, index: Atom, span: Span) -> VarId {
        let key = Place::whole(keys).then(Projection::Index(index));
        self.temp(Expr::LookUp(key, LookUp::KeyOf), span)
    }
}
