//! What a body calls, statement by statement.
//!
//! In: a function. Out: what of it has to be imported, and what stands behind which name.

use std::collections::BTreeMap;

use super::functions::Wanted;
use super::{Callees, Method, may_select};
use crate::ir::{self, Function, Repeated, Stmt, Transform};
use crate::kind::Kind;

impl Callees {
    /// Notes what a statement calls, and what it asks.
    pub(super) fn note_stmt(&mut self, function: &Function, stmt: &Stmt) {
        if let Stmt::Let { expr: ir::Expr::Repeatable(repeated), .. } = stmt {
            self.note_repeated(repeated);
        }
        if let Stmt::Snapshot { act: ir::Act::Start(start), .. } = stmt {
            self.note_repeated(&start.callees);
        }
        if let Stmt::Call { .. } = stmt {
            self.note_call(function, stmt);
        }
    }

    fn note_call(&mut self, function: &Function, stmt: &Stmt) {
        let Stmt::Call { results, callee, transform, args, dots, .. } = stmt else { return };
        let (lifted, callee) = callee.lifted();
        let args = &args[..args.len() >> lifted];
        let order = lifted + transform.order();
        let is_lent = function.var(results[0]).may_be_underived;
        // What is handed a function that is a parameter has to have derivatives.
        let is_derived = *transform != Transform::Primal
            || lifted > 0
            || function.is_value_call(callee, args)
            || function.is_listed(callee, results[0]);
        let arity = match callee {
            ir::Callee::Given(_, call) => function.given[*call].len(),
            _ => args.len(),
        };
        let made = function.made(callee, args);
        let names = args.iter().filter_map(|arg| function.given_item(arg));
        if is_derived && callee.is_named() {
            names.for_each(|name| self.note_function(name, 1, Wanted::Itself));
        }
        if let (ir::Callee::Method(name, _), true) = (callee.itself(), is_derived)
            && function.refers_to_object(&args[0])
            && !is_lent
        {
            self.of_objects.insert(name.to_string());
        } else if let (ir::Callee::Method(name, _), true) = (callee.itself(), is_derived) {
            self.note_method(function, &name.to_string(), (args, &made), is_lent);
            self.note_order_of_method(&name.to_string(), order);
            let loose = &self.loose;
            for method in self.methods.iter_mut().filter(|of| *name == of.name.as_str()) {
                method.note_dots(function, loose, dots);
            }
        }
        if is_derived {
            self.note_by_path((callee, &made), (arity, order), (is_lent, *transform));
        }
        let ir::Callee::Function(path) = callee.itself() else { return };
        if is_derived {
            let selects = *transform == Transform::Certified
                && matches!(callee, ir::Callee::Function(_))
                && may_select(function, results[0], args);
            if !selects || is_lent {
                self.note_order(path, (arity, order), Wanted::derivative(is_lent));
            }
            // It may only select; what is kept of one of the same name depends on whose function it is.
            let is_own = path.segments.last().is_some_and(|last| last.ident == function.name);
            if selects || is_own {
                self.note_function(path, arity, Wanted::Itself);
            }
        }
    }

    /// The same of an associated function, and of a derivative of a function.
    fn note_by_path(
        &mut self,
        (callee, made): (&ir::Callee, &[usize]),
        (arity, order): (usize, usize),
        (is_lent, transform): (bool, Transform),
    ) {
        if let ir::Callee::Associated(path) = callee.itself() {
            let name = callee.name();
            match &path.qself {
                None => {
                    let known = self.associated.entry((name, arity)).or_default();
                    known.made.extend(made.iter().copied());
                    known.is_of_constants = is_lent;
                }
                Some(of) if of.position == 0 => {
                    self.of_this.entry(name).or_default().extend(made.iter().copied());
                }
                Some(_) => {}
            }
        }
        if let ir::Callee::Derivative(path, form) = callee.itself() {
            let own = if form == "hvp" { 2 } else { 1 };
            self.note_order(path, (arity, order.max(1) + own), Wanted::derivative(is_lent));
            if form != "jvp" && matches!(transform, Transform::Pullback | Transform::Owned) {
                self.note_again(path);
            }
        }
    }

    pub(super) fn note_repeated(&mut self, repeated: &[Repeated]) {
        for callee in repeated {
            match callee {
                Repeated::Function { path, arity, given } => {
                    self.note_function(path, *arity, Wanted::Repeats);
                    self.note_repeated(given);
                }
                Repeated::Method { name, .. } => {
                    self.repeated.insert(name.to_string());
                }
                Repeated::OfField { name, .. } => {
                    self.repeated_of_fields.insert(name.to_string());
                }
                Repeated::Either(both) => self.note_repeated(&**both),
                Repeated::Scalar { path, arity } => {
                    self.note_function(path, *arity, Wanted::Repeats);
                }
                Repeated::Std { .. } | Repeated::Value(_) => {}
            }
        }
    }

    fn note_method(
        &mut self,
        function: &Function,
        name: &str,
        (args, made): (&[ir::Arg], &[usize]),
        is_lent: bool,
    ) {
        let is_plain = args.first().and_then(ir::Arg::place).is_some_and(|place| {
            let root = function.var(place.root);
            let is_parameter = matches!(root.ty.guess, Kind::Real(_));
            place.projections.is_empty() && (root.ty.is_nominal() || is_parameter)
        });
        let is_of_constants = is_lent || self.is_in_field(function, args);
        let is_exclusive = matches!(args.first(), Some(ir::Arg::BorrowMut(_)));
        // A method of a trait that changes its receiver would be found together with what stands behind it.
        let is_plain = is_plain && !is_exclusive && made.is_empty();
        let is_of_constants = is_of_constants && made.is_empty();
        let made = made.iter().copied();
        match self.methods.iter_mut().find(|method| method.name == name) {
            Some(method) => {
                let is_alike = method.arity == args.len();
                method.is_plain &= is_plain && is_alike;
                method.is_of_constants &=
                    is_of_constants && is_alike && method.is_exclusive == is_exclusive;
                method.made.extend(made);
            }
            None => {
                let (name, arity) = (name.to_string(), args.len());
                let dotted = BTreeMap::new();
                self.methods.push(Method {
                    name,
                    arity,
                    is_plain,
                    is_of_constants,
                    is_exclusive,
                    dotted,
                    made: made.collect(),
                    order: 1,
                });
            }
        }
    }

    fn note_order_of_method(&mut self, name: &str, order: usize) {
        for method in self.methods.iter_mut().filter(|method| method.name == name) {
            method.order = method.order.max(order);
        }
    }

    fn is_in_field(&self, function: &Function, args: &[ir::Arg]) -> bool {
        // A field, or a copy of one for the reverse sweep.
        let is_loose = |place: &ir::Place| {
            let root = function.var(place.root);
            let is_copy = place.projections.is_empty() && !root.user && !root.ty.is_nominal();
            let is_copy = is_copy || self.loose.is_copy(&function.vars, place.root);
            is_copy || self.loose.place(&function.vars, place)
        };
        args.first().and_then(ir::Arg::place).is_some_and(is_loose)
            && args[1..].iter().all(|arg| arg.is_copy(&function.vars))
    }
}
