//! The methods of `Option` and `Result`: branches on whether there is something inside.

use proc_macro2::Span;

use super::lent::all_of;
use crate::ir::paths::error_path;
use crate::ir::{Atom, Expr, Place, Projection, Test, What};
use crate::kind::Kind;
use crate::kinds;
use crate::library::{self, Fact, OptionMethod};
use crate::lower::Lower;
use crate::lower::build::{integer, none, some_of, truth};
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Closure;

/// An `Option` or a `Result` that is looked into.
struct Opened {
    /// Whether it holds something.
    is_some: Atom,
    /// What it holds then.
    some: Item,
    /// Where it is, if it was put together.
    whole: Option<(Place, Mode)>,
    span: Span,
}

/// What is given for the other case.
enum Other {
    Value(Atom),
    /// A reference to what is at a place, which is made where it is chosen.
    Lent(Place),
    /// A closure and its arguments.
    Lazy(Closure, Vec<Item>),
    /// What a type begins with, of which this is seen: made only where it is wanted.
    Default(Kind),
}

impl Opened {
    /// What is in an `Err` instead, taken in the same way.
    fn error(&self) -> Option<Item> {
        let (place, mode) = self.whole.as_ref()?;
        let (path, member) = (error_path(self.span), crate::ir::paths::some_field());
        Some(Item::Place(place.then(Projection::Variant { path, member }), *mode))
    }
}

impl Lower<'_> {
    /// The value of a method of `Option` or `Result`; none if the method isn't one of these.
    pub(in crate::lower) fn option_method(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let name = call.method.to_string();
        let span = call.method.span();
        if let Some(item) = self.unwrapped(call) {
            return Some(self.item_value(item, span));
        }
        let method = library::option(&name, call.args.len())?;
        let is_option = std::mem::take(&mut self.wants_option);
        if self.is_chain(&call.receiver) {
            return None;
        }
        if let OptionMethod::Take | OptionMethod::Replace = method {
            return self.option_exchanged(call);
        }
        let received = match is_option || method != OptionMethod::Map {
            true => self.option_receiver(&call.receiver),
            false => self.item(&call.receiver),
        };
        // Of a name for a `&Option`, they take a copy.
        let item = match (received, &*call.receiver) {
            (Item::Place(place, Mode::Ref), syn::Expr::Path(_)) => Item::Place(place, Mode::Move),
            (item, _) => item,
        };
        let item = match self.have_effects(&call.args) {
            true => self.option_before(item, span),
            false => item,
        };
        let item = match item {
            item if method == OptionMethod::Map
                && !is_option
                && self.may_be_any_container(&item, &call.receiver) =>
            {
                return self.container_map(item, call);
            }
            item if self.is_list_item(&item) => {
                return match method {
                    OptionMethod::Map => self.array_map(item, call),
                    _ => None,
                };
            }
            Item::Value(value) => {
                Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
            }
            item => item,
        };
        if let Some(pattern) = tested(method) {
            return Some(match &item {
                Item::Place(place, _) => {
                    Expr::Is { place: place.clone(), test: Test::Pattern(pattern) }
                }
                _ => {
                    let (is_some, _) = self.opened(item, span);
                    match method {
                        OptionMethod::IsSome => Expr::Atom(is_some),
                        _ => Expr::Unary(crate::ir::UnOp::Not, is_some),
                    }
                }
            });
        }
        let looked_at = match library::is(&name, Fact::TakesErrors) {
            true => self.outcome(&item, span),
            false => item.clone(),
        };
        let whole = match item {
            Item::Place(place, mode) => Some((self.looked_through(place), mode)),
            _ => None,
        };
        let holds_references =
            matches!(&looked_at, Item::Place(place, _) if self.holds_references(place));
        let (is_some, some) = self.opened(looked_at, span);
        let opened = Opened { is_some, some, whole, span };
        match method {
            OptionMethod::Copied => {
                let some = match opened.some {
                    // What a call returned holds a reference, or it couldn't be copied out.
                    Item::Place(place, Mode::Move) if holds_references => {
                        Item::Place(place.then(Projection::Deref), Mode::Move)
                    }
                    some => self.dereferenced(some, span),
                };
                Some(self.item_value(Item::Optional(opened.is_some, Box::new(some)), span))
            }
            OptionMethod::Filter => self.option_filtered(opened, call),
            OptionMethod::Map => self.option_mapped(opened, call, true),
            OptionMethod::AndThen => self.option_mapped(opened, call, false),
            OptionMethod::IsAnd(otherwise) => {
                let map = self.callable(&call.args[0])?;
                self.mapped_or_other(opened, &map, Other::Value(truth(otherwise, span)))
            }
            OptionMethod::MapOr => self.option_mapped_or(opened, call, false),
            OptionMethod::MapOrElse => self.option_mapped_or(opened, call, true),
            OptionMethod::MapErr => self.error_mapped(opened, call),
            OptionMethod::Or => self.option_or(opened, call, false),
            OptionMethod::OrElse => self.option_or(opened, call, true),
            OptionMethod::OkOr => self.option_or_error(opened, call, false),
            OptionMethod::OkOrElse => self.option_or_error(opened, call, true),
            OptionMethod::UnwrapOrElse => self.option_value_or(opened, (call, ty), true),
            OptionMethod::UnwrapOr | OptionMethod::UnwrapOrDefault => {
                self.option_value_or(opened, (call, ty), false)
            }
            OptionMethod::IsSome
            | OptionMethod::IsNone
            | OptionMethod::IsOk
            | OptionMethod::IsErr
            | OptionMethod::Take
            | OptionMethod::Replace => None,
        }
    }

    /// An `Option` that is taken by value before arguments are computed, or closures called, that may change it.
    fn option_before(&mut self, item: Item, span: Span) -> Item {
        match item {
            Item::Place(place, Mode::Move) => {
                let root = self.function.var(place.root);
                let may_change = root.mutable || root.ty.is_exclusive();
                let place = self.looked_through(place);
                let place = if may_change { self.copied_place(place, span) } else { place };
                Item::Place(place, Mode::Move)
            }
            item @ Item::Optional(..) => {
                let value = self.item_value(item, span);
                Item::Place(Place::whole(self.temp(value, span)), Mode::Move)
            }
            item => item,
        }
    }

    fn is_list_item(&self, item: &Item) -> bool {
        let kind = match item {
            Item::Place(place, _) => kinds::of_place(&self.function.vars, place),
            Item::Value(value) => kinds::of_expr(&self.function.vars, value),
            _ => return false,
        };
        matches!(kind, Kind::Array(_) | Kind::List(_))
    }

    /// `o.take()`, which is `mem::take(&mut o)`, and `o.replace(x)`.
    fn option_exchanged(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let place = self.place(&call.receiver).filter(|place| self.is_writable(place))?;
        let place = self.looked_through(place);
        self.taken_for(What::StdOption, &place, span);
        let Some(value) = call.args.first() else { return Some(self.taken(place, span)) };
        // The receiver is borrowed after the argument is computed.
        let value = self.value(value);
        let old = self.temp(Expr::Read(place.clone()), span);
        let value = Atom::Var(self.temp(some_of(value), span));
        self.store_at(place, value, span);
        Some(Expr::Atom(Atom::Var(old)))
    }

    /// `unwrap_or`, `unwrap_or_else`, `unwrap_or_default`
    fn option_value_or(
        &mut self,
        mut opened: Opened,
        (call, ty): (&syn::ExprMethodCall, Option<&syn::Type>),
        is_lazy: bool,
    ) -> Option<Expr> {
        let other = match call.args.first() {
            Some(arg) if !is_lazy => {
                let slice = self.slice_or_literals(call);
                if let (Some(_), Item::Place(place, _)) = (&slice, &mut opened.some) {
                    *place = all_of(place.clone());
                }
                let is_slice = slice.is_some();
                let inside = slice.or_else(|| self.type_inside(&call.receiver));
                match self.lent_name(arg).filter(|_| !is_slice) {
                    Some(place) => Other::Lent(place),
                    None => Other::Value(self.value_expecting(arg, ty.or(inside.as_ref()))),
                }
            }
            Some(arg) => self.other(arg, is_lazy, &opened)?,
            None => Other::Default(self.kind_inside(&opened)),
        };
        let Opened { is_some, some, span, .. } = opened;
        Some(self.either_value(
            is_some,
            |cx| cx.item_atom(some, span),
            |cx| cx.other_value(other, span),
            span,
        ))
    }

    /// The place that `&x` and `&p.x` refer to.
    fn lent_name(&mut self, arg: &syn::Expr) -> Option<Place> {
        let syn::Expr::Reference(lent) = arg else { return None };
        let is_name = matches!(&*lent.expr, syn::Expr::Path(_) | syn::Expr::Field(_));
        if lent.mutability.is_some() || !is_name {
            return None;
        }
        self.place(&lent.expr)
    }

    fn kind_inside(&self, opened: &Opened) -> Kind {
        match &opened.some {
            Item::Place(place, _) => kinds::of_place(&self.function.vars, place),
            Item::Value(value) => kinds::of_expr(&self.function.vars, value),
            _ => Kind::Unknown,
        }
    }

    /// `Default::default()`, of a number as a literal.
    pub(in crate::lower) fn default_of(&mut self, kind: Kind, span: Span) -> Atom {
        match kind {
            Kind::Float => Atom::float("0.0", span),
            Kind::Int => integer(0, span),
            kind => {
                let tokens = quote::quote!(::core::default::Default::default());
                let verbatim = self.verbatim(tokens, None, false);
                let default = self.temp(Expr::Verbatim(verbatim), span);
                self.function.vars[default.0].ty.guess = kind;
                Atom::Var(default)
            }
        }
    }

    fn option_mapped(
        &mut self,
        opened: Opened,
        call: &syn::ExprMethodCall,
        wraps: bool,
    ) -> Option<Expr> {
        let map = self.callable(call.args.first()?)?;
        let Opened { is_some, some, whole, span } = opened;
        let is_whole = whole.is_some();
        Some(self.either_value(
            is_some,
            |cx| {
                let value = cx.applied(&map, vec![some], span);
                match wraps {
                    true if is_whole => Atom::Var(cx.temp(Expr::Success(value), span)),
                    true => Atom::Var(cx.temp(some_of(value), span)),
                    false => value,
                }
            },
            |cx| match whole {
                Some((place, _)) => Atom::Var(cx.temp(Expr::Failure { place, moved: false }, span)),
                None => none(),
            },
            span,
        ))
    }

    fn option_mapped_or(
        &mut self,
        opened: Opened,
        call: &syn::ExprMethodCall,
        is_lazy: bool,
    ) -> Option<Expr> {
        let map = self.callable(&call.args[1])?;
        let other = self.other(&call.args[0], is_lazy, &opened)?;
        self.mapped_or_other(opened, &map, other)
    }

    /// What a closure makes of what is inside, or something else.
    fn mapped_or_other(&mut self, opened: Opened, map: &Closure, other: Other) -> Option<Expr> {
        let Opened { is_some, some, span, .. } = opened;
        Some(self.either_value(
            is_some,
            |cx| cx.applied(map, vec![some], span),
            |cx| cx.other_value(other, span),
            span,
        ))
    }

    fn option_filtered(&mut self, opened: Opened, call: &syn::ExprMethodCall) -> Option<Expr> {
        let keep = self.callable(call.args.first()?)?;
        let Opened { is_some, some, span, .. } = opened;
        let seen = Item::Borrowed(Box::new(some.clone()));
        let kept =
            self.both(Some(is_some), |cx| Some(cx.applied(&keep, vec![seen], span)), span)?;
        Some(self.item_value(Item::Optional(kept, Box::new(some)), span))
    }

    fn option_or(
        &mut self,
        opened: Opened,
        call: &syn::ExprMethodCall,
        is_lazy: bool,
    ) -> Option<Expr> {
        let other = self.other(call.args.first()?, is_lazy, &opened)?;
        let Opened { is_some, some, whole, span } = opened;
        Some(self.either_value(
            is_some,
            |cx| {
                let value = cx.item_atom(some, span);
                let success = match whole {
                    Some(_) => Expr::Success(value),
                    None => some_of(value),
                };
                Atom::Var(cx.temp(success, span))
            },
            |cx| cx.other_value(other, span),
            span,
        ))
    }

    fn error_mapped(&mut self, opened: Opened, call: &syn::ExprMethodCall) -> Option<Expr> {
        let map = self.callable(call.args.first()?)?;
        let error = opened.error()?;
        let other = Other::Lazy(map, vec![error]);
        Some(self.success_or_error(opened, other))
    }

    fn option_or_error(
        &mut self,
        opened: Opened,
        call: &syn::ExprMethodCall,
        is_lazy: bool,
    ) -> Option<Expr> {
        let error = self.other(call.args.first()?, is_lazy, &opened)?;
        Some(self.success_or_error(opened, error))
    }

    /// `Ok` of what there is, or `Err` of something else.
    fn success_or_error(&mut self, opened: Opened, error: Other) -> Expr {
        let Opened { is_some, some, span, .. } = opened;
        self.either_value(
            is_some,
            |cx| {
                let value = cx.item_atom(some, span);
                cx.wrapped(syn::parse_quote!(::core::result::Result::Ok), value, span)
            },
            |cx| {
                let error = cx.other_value(error, span);
                cx.wrapped(error_path(span), error, span)
            },
            span,
        )
    }

    /// An argument for the other case: a value, which is computed now, or a closure. It is given the error if it takes one.
    fn other(&mut self, arg: &syn::Expr, is_lazy: bool, opened: &Opened) -> Option<Other> {
        if !is_lazy {
            return Some(Other::Value(self.value(arg)));
        }
        let closure = self.callable(arg)?;
        let error = opened.error().filter(|_| closure.arity() == Some(1));
        Some(Other::Lazy(closure, error.into_iter().collect()))
    }

    fn other_value(&mut self, other: Other, span: Span) -> Atom {
        match other {
            Other::Value(value) => value,
            Other::Lent(place) => {
                Atom::Var(self.temp(Expr::Borrow { place, mutable: false }, span))
            }
            Other::Lazy(closure, args) => self.applied(&closure, args, span),
            Other::Default(kind) => self.default_of(kind, span),
        }
    }

    fn applied(&mut self, closure: &Closure, args: Vec<Item>, span: Span) -> Atom {
        let value = self.apply(closure, args, span);
        self.item_atom(value, span)
    }

    /// A variant around a value.
    fn wrapped(&mut self, path: syn::Path, value: Atom, span: Span) -> Atom {
        let fields = vec![(crate::ir::paths::some_field(), value)];
        Atom::Var(self.temp(Expr::Construct { path, fields, like: None }, span))
    }
}

/// The pattern that a method tests.
fn tested(method: OptionMethod) -> Option<proc_macro2::TokenStream> {
    Some(match method {
        OptionMethod::IsSome => quote::quote!(::core::option::Option::Some(_)),
        OptionMethod::IsNone => quote::quote!(::core::option::Option::None),
        OptionMethod::IsOk => quote::quote!(::core::result::Result::Ok(_)),
        OptionMethod::IsErr => quote::quote!(::core::result::Result::Err(_)),
        _ => return None,
    })
}
