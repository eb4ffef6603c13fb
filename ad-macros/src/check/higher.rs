//! What has first derivatives and none of higher order, where the option `order` asks for these.
//!
//! In: a function and its facts. Out: errors. Deliberately absent: what is called, which rustc is asked for its order.

use syn::visit::Visit;

use crate::analysis::Facts;
use crate::diag::Diagnostics;
use crate::ir::{Arg, Callee, Expr, Function, Stmt, visit};
use crate::kind;
use crate::overloads::Overload;
use crate::signature::{Param, Signature};
use crate::unsupported::{self, higher_order};

/// The derivatives that have derivatives of their own.
const INSIDE: [&str; 4] = ["grad", "value_and_grad", "jvp", "hvp"];

/// Complains about each other one, before anything that is done with it is looked at; whether there is any.
pub(super) fn inside(diagnostics: &mut Diagnostics, function: &Function, facts: &Facts) -> bool {
    let mut complains = false;
    visit::deep_stmts(&function.body, &mut |stmt| {
        let Stmt::Call { results, callee: Callee::Derivative(_, form), args, span, .. } = stmt
        else {
            return;
        };
        let is_written =
            |arg: &Arg| matches!(arg, Arg::BorrowMut(place) if facts.is_active(place.root));
        let is_active = facts.is_active(results[0]) || args.iter().any(is_written);
        if is_active && !INSIDE.iter().any(|name| form == name) {
            complains = true;
            diagnostics.error_at(*span, unsupported::derivative_inside(form));
        }
    });
    complains
}

/// The object in a type that holds some, `&[Box<dyn Layer>]`; of a `&dyn Layer` the calls are looked at.
fn held_object(ty: &syn::Type) -> Option<&syn::TypeTraitObject> {
    struct Find<'a>(Option<&'a syn::TypeTraitObject>);
    impl<'a> Visit<'a> for Find<'a> {
        fn visit_type_trait_object(&mut self, ty: &'a syn::TypeTraitObject) {
            self.0.get_or_insert(ty);
        }
    }
    let mut find = Find(None);
    find.visit_type(ty);
    find.0.filter(|_| kind::object(ty).is_none())
}

/// Complains about each of them.
pub(super) fn check(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    function: &Function,
    facts: &Facts,
) {
    if diagnostics.any() || signature.order < 2 {
        return;
    }
    if signature.collects {
        diagnostics.error(&signature.output, higher_order("an iterator as the result"));
    }
    for param in &signature.params {
        if param.function.is_some() {
            diagnostics.error(&param.name, higher_order("a function as a parameter"));
        } else if Param::is_left_constant(param) {
            diagnostics.error(&param.name, higher_order("a constant that is lent to be changed"));
        } else if let (true, Some(object)) = (param.differentiable, held_object(&param.ty)) {
            diagnostics.error(object, higher_order("an object"));
        }
    }
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Call { results, callee, args, span, .. } => {
            let is_active = results.iter().any(|result| facts.is_active(*result));
            let of_object = callee.is_method() && function.refers_to_object(&args[0]);
            let what = match callee {
                Callee::Given(..) => "a closure that is given to a function",
                Callee::Operator(Overload::Total(_)) => "a sum of a type of one's own",
                Callee::Operator(Overload::From(_)) => "a conversion",
                _ if of_object => "a method of an object",
                _ => return,
            };
            if is_active {
                diagnostics.error_at(*span, higher_order(what));
            }
        }
        Stmt::Let { var, expr: Expr::Boxed { object: Some(_), .. }, span }
            if facts.is_active(*var) =>
        {
            diagnostics.error_at(*span, unsupported::higher_order("an object"));
        }
        _ => {}
    });
}
