//! The methods of maps: places by keys, and branches on whether there is a value.

use proc_macro2::Span;

use super::Key;
use crate::ir::{Atom, Block, Expr, LookUp, Mutator, Place, Projection, Stmt, Var, VarId};
use crate::kind::Sketch;
use crate::kinds;
use crate::library::{self, MapMethod};
use crate::lower::Lower;
use crate::lower::build::{none, some_of};
use crate::lower::item::{Item, Mode};

impl Lower<'_> {
    /// A method of a map; of one that is known to be a map, all that it doesn't share with lists.
    pub(in crate::lower) fn method_of_maps(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        if let Some(item) = self.map_item(call) {
            return Some(self.item_value(item, call.method.span()));
        }
        let name = call.method.to_string();
        match self.map_method(call) {
            None if self.is_map(&call.receiver)
                && !library::is_for_maps_too(&name, call.args.len()) =>
            {
                Some(self.refused_method(call))
            }
            value => value,
        }
    }

    /// What a method of a map hands out, not put together; none if the call isn't one of these.
    pub(in crate::lower) fn map_item(&mut self, call: &syn::ExprMethodCall) -> Option<Item> {
        let span = call.method.span();
        match library::map(&call.method.to_string(), call.args.len())? {
            MapMethod::Get { mutable } if self.has_keys(&call.receiver, &call.args[0]) => {
                let map = self.place_or_temp(&call.receiver)?;
                let key = self.key(&map, &call.args[0], span);
                let mode = if mutable { Mode::RefMut } else { Mode::Ref };
                let value = Item::Place(map.then(Projection::Entry(key.at)), mode);
                Some(Item::Optional(key.is_there, Box::new(value)))
            }
            MapMethod::Get { mutable } if self.may_have_keys(&call.receiver, &call.args[0]) => {
                let map = self.place_or_temp(&call.receiver)?;
                let key = self.value(&call.args[0]);
                let key = self.looked_up(&map, LookUp::Sought(key), span);
                let mode = if mutable { Mode::RefMut } else { Mode::Ref };
                let value = Item::Place(map.then(Projection::Entry(key.at)), mode);
                Some(Item::Optional(key.is_there, Box::new(value)))
            }
            method @ (MapMethod::OrInsert | MapMethod::OrInsertWith | MapMethod::OrDefault) => {
                let (map, key) = self.map_entry(&call.receiver)?;
                self.filled_entry(&map, &key, (method, call.args.first()), span)?;
                Some(Item::Place(map.then(Projection::Entry(key.at)), Mode::RefMut))
            }
            _ => None,
        }
    }

    /// What a method of a map results in; none if the call isn't one of these.
    fn map_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let method = library::map(&call.method.to_string(), call.args.len())?;
        if !self.is_map(&call.receiver) {
            return None;
        }
        match method {
            MapMethod::ContainsKey => {
                let map = self.place_or_temp(&call.receiver)?;
                let key = self.key(&map, &call.args[0], span);
                Some(Expr::Atom(key.is_there))
            }
            MapMethod::Insert => {
                let key = self.value(&call.args[0]);
                let value = self.value(&call.args[1]);
                let map = self.changed_map(&call.receiver)?;
                Some(self.inserted(&map, key, value, span))
            }
            MapMethod::Remove => {
                let map = self.changed_map(&call.receiver)?;
                let key = self.key(&map, &call.args[0], span);
                let removed = |cx: &mut Self| {
                    let value = cx.removed(&map, key.at, span);
                    Atom::Var(cx.temp(some_of(value), span))
                };
                Some(self.either_value(key.is_there.clone(), removed, |_| none(), span))
            }
            MapMethod::Clear => {
                let map = self.changed_map(&call.receiver)?;
                self.for_each_key(&map, span, |cx, key| {
                    cx.removed(&map, key, span);
                });
                Some(Expr::Atom(Atom::Unit))
            }
            MapMethod::Capacity => Some(Expr::Atom(Atom::Unit)),
            MapMethod::Retain => self.retained_entries(call),
            MapMethod::Extend => {
                let stream = self.stream(&call.args[0])?;
                let map = self.changed_map(&call.receiver)?;
                self.run(&stream, span, &mut |cx, item| cx.inserted_pair(&map, item, span));
                Some(Expr::Atom(Atom::Unit))
            }
            _ => None,
        }
    }

    /// The map and the key of `map.entry(key)`, and of `and_modify` on it.
    fn map_entry(&mut self, entry: &syn::Expr) -> Option<(Place, Key)> {
        let syn::Expr::MethodCall(call) = entry else { return None };
        let span = call.method.span();
        match library::map(&call.method.to_string(), call.args.len())? {
            MapMethod::Entry if !self.is_users(&call.receiver) => {
                let key = self.value(&call.args[0]);
                let map = self.changed_map(&call.receiver)?;
                let key = self.looked_up(&map, LookUp::Given(key), span);
                Some((map, key))
            }
            MapMethod::AndModify => {
                let (map, key) = self.map_entry(&call.receiver)?;
                let change = self.callable(&call.args[0])?;
                let (stmts, ()) = self.scoped(|cx| {
                    let value = Item::Place(map.then(Projection::Entry(key.at)), Mode::RefMut);
                    cx.apply(&change, vec![value], span);
                });
                let (cond, then) = (key.is_there.clone(), Block { stmts, results: Vec::new() });
                let otherwise = Block::default();
                self.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
                Some((map, key))
            }
            _ => None,
        }
    }

    /// Puts a value where there is none.
    fn filled_entry(
        &mut self,
        map: &Place,
        key: &Key,
        (method, arg): (MapMethod, Option<&syn::Expr>),
        span: Span,
    ) -> Option<()> {
        let eager = arg.filter(|_| method == MapMethod::OrInsert);
        let value = eager.map(|value| self.value(value));
        let (stmts, made) = self.scoped(|cx| {
            let value = match (value, arg) {
                (Some(value), _) => value,
                (None, Some(syn::Expr::Path(path))) if path.path.get_ident().is_none() => {
                    let made: syn::Expr = syn::parse_quote!(#path());
                    cx.value(&made)
                }
                (None, Some(make)) => {
                    let make = cx.callable(make)?;
                    let value = cx.apply(&make, Vec::new(), span);
                    cx.item_atom(value, span)
                }
                (None, None) => {
                    let kind = kinds::of_place(&cx.function.vars, map).value();
                    cx.default_of(kind, span)
                }
            };
            cx.put(map, key.at, value, span);
            Some(())
        });
        made?;
        let (cond, otherwise) = (key.is_there.clone(), Block { stmts, results: Vec::new() });
        let then = Block::default();
        self.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
        Some(())
    }

    /// `map.insert(key, value)`
    pub(super) fn inserted(&mut self, map: &Place, key: Atom, value: Atom, span: Span) -> Expr {
        let key = self.looked_up(map, LookUp::Given(key), span);
        let replaced = |cx: &mut Self| {
            let place = map.then(Projection::Entry(key.at));
            let old = Atom::Var(cx.temp(Expr::Read(place.clone()), span));
            cx.store_at(place, value.clone(), span);
            Atom::Var(cx.temp(some_of(old), span))
        };
        let put = |cx: &mut Self| {
            cx.put(map, key.at, value.clone(), span);
            none()
        };
        self.either_value(key.is_there.clone(), replaced, put, span)
    }

    /// The same of a pair, and nothing comes of it.
    pub(super) fn inserted_pair(&mut self, map: &Place, pair: Item, span: Span) {
        let [key, value] = self.pair(pair, span);
        let key = self.item_atom(key, span);
        let value = self.item_atom(value, span);
        let key = self.looked_up(map, LookUp::Given(key), span);
        let (then, ()) = self.scoped(|cx| {
            cx.store_at(map.then(Projection::Entry(key.at)), value.clone(), span);
        });
        let (otherwise, ()) = self.scoped(|cx| cx.put(map, key.at, value.clone(), span));
        let [then, otherwise] = [then, otherwise].map(|stmts| Block { stmts, results: Vec::new() });
        let cond = key.is_there;
        self.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
    }

    /// Both parts of a pair.
    fn pair(&mut self, pair: Item, span: Span) -> [Item; 2] {
        match pair {
            Item::Tuple(items) if items.len() == 2 => {
                let mut items = items.into_iter();
                [items.next(), items.next()].map(|item| item.unwrap_or(Item::atom(Atom::Unit)))
            }
            pair => {
                let mode = if let Item::Place(_, mode) = &pair { *mode } else { Mode::Move };
                let place = self.item_place(pair, span);
                [0, 1].map(|i| Item::Place(place.then(crate::lower::build::field(i)), mode))
            }
        }
    }

    fn put(&mut self, map: &Place, key: VarId, value: Atom, span: Span) {
        let (results, op, args) = (Vec::new(), Mutator::InsertEntry, vec![Atom::Var(key), value]);
        self.stmts.push(Stmt::Mutate { results, op, place: map.clone(), args, span });
    }

    fn removed(&mut self, map: &Place, key: VarId, span: Span) -> Atom {
        let kind = kinds::of_place(&self.function.vars, map).value();
        let value = self.function.add(Var { ty: Sketch::guessed(kind), ..Var::new("t", span) });
        let (results, op, args) = (vec![value], Mutator::RemoveEntry, vec![Atom::Var(key)]);
        self.stmts.push(Stmt::Mutate { results, op, place: map.clone(), args, span });
        Atom::Var(value)
    }

    /// `map.retain(|key, value| ..)`
    fn retained_entries(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let stays = self.callable(&call.args[0])?;
        let map = self.changed_map(&call.receiver)?;
        let keys = self.keys_of(&map, span);
        let keys = Place::whole(keys);
        self.for_each_index(&keys, span, |cx, key, index| {
            let at = cx.key_at(keys.root, index, span);
            let value = Item::Place(map.then(Projection::Entry(at)), Mode::RefMut);
            let stays = cx.apply(&stays, vec![Item::Place(key, Mode::Ref), value], span);
            let cond = cx.item_atom(stays, span);
            let (stmts, _) = cx.scoped(|cx| cx.removed(&map, at, span));
            let (then, otherwise) = (Block::default(), Block { stmts, results: Vec::new() });
            cx.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
        });
        Some(Expr::Atom(Atom::Unit))
    }

    /// For each key that a map has now.
    fn for_each_key(&mut self, map: &Place, span: Span, lower: impl FnOnce(&mut Self, VarId)) {
        let keys = self.keys_of(map, span);
        self.for_each_index(&Place::whole(keys), span, |cx, _, index| {
            let at = cx.key_at(keys, index, span);
            lower(cx, at);
        });
    }

    /// The place of a map that is changed, if it may be.
    fn changed_map(&mut self, receiver: &syn::Expr) -> Option<Place> {
        self.place(receiver).filter(|place| self.is_writable(place))
    }
}
