//! Sums and products of a type of the user's, whose rule says what they are.
//!
//! ```text
//! vs.iter().map(|v| *v * k).sum::<Vec3>()          let items = ..; let t = Sum(items);
//! ```
//!
//! In: a stream, and the type that is said to come of it. Out: a list of the items, and the call. Items by reference are listed as what they refer to, as their rule has it.

use proc_macro2::Span;

use crate::ir::{Arg, Atom, Callee, Expr, Place, Stmt, Transform, Var};
use crate::kind::{Kind, Whose};
use crate::lower::Lower;
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Stream;
use crate::overloads::{Overload, Total};

impl Lower<'_> {
    pub(super) fn own_total(
        &mut self,
        stream: &Stream,
        is_sum: bool,
        ty: &syn::Type,
        span: Span,
    ) -> Expr {
        let mut list = Var::new("items", span.resolved_at(Span::mixed_site()));
        list.mutable = true;
        list.ty.is_of(Kind::List(Box::new(Kind::Unknown)));
        let list = self.function.add(list);
        let mut of_references = false;
        let (stmts, ()) = self.scoped(|cx| {
            cx.run(stream, span, &mut |cx, item| {
                of_references = cx.is_reference(&item);
                let value = cx.item_operand(item, span);
                cx.push(Place::whole(list), value, span);
            });
        });
        let expr = Expr::List { items: Vec::new(), vec: true };
        self.stmts.push(Stmt::Let { var: list, expr, span });
        self.stmts.extend(stmts);
        let items = self.temp(Expr::Read(Place::whole(list)), span);
        let result = self.result_var(Kind::Unknown, span);
        self.function.vars[result.0].ty.whose = Whose::Nominal;
        let ty = Some(Box::new(ty.clone()));
        let overload = Overload::Total(Total { is_sum, of_references, ty });
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee: Callee::Operator(overload),
            transform: Transform::Primal,
            args: vec![Arg::Value(Atom::Var(items))],
            dots: Vec::new(),
            span,
        });
        Expr::Atom(Atom::Var(result))
    }

    /// Whether an item is a reference.
    pub(in crate::lower) fn is_reference(&self, item: &Item) -> bool {
        match item {
            Item::Borrowed(_) => true,
            Item::Place(place, mode) | Item::Part(place, mode) => {
                let is_whole = place.projections.is_empty();
                *mode != Mode::Move || (is_whole && self.function.var(place.root).ty.is_reference())
            }
            Item::Value(Expr::Borrow { .. }) => true,
            Item::Value(Expr::Atom(value)) => self.refers(value),
            Item::Value(_) | Item::Tuple(_) | Item::Optional(..) => false,
        }
    }
}
