//! The user's code without what only the macros understand.
//!
//! In: an item. Out: the same without `#[differentiate]`, `#[constant]` and `#[checkpoint]` inside it.

use syn::visit_mut::{self, VisitMut};

use crate::lower::checkpoint::Unmark;
use crate::methods::is_differentiate;
use crate::signature::is_constant;

/// Removes the attributes that only this macro knows.
pub struct StripHelpers;

impl VisitMut for StripHelpers {
    fn visit_impl_item_fn_mut(&mut self, method: &mut syn::ImplItemFn) {
        method.attrs.retain(|attribute| !is_differentiate(attribute));
        visit_mut::visit_impl_item_fn_mut(self, method);
    }

    fn visit_trait_item_fn_mut(&mut self, method: &mut syn::TraitItemFn) {
        method.attrs.retain(|attribute| !is_differentiate(attribute));
        visit_mut::visit_trait_item_fn_mut(self, method);
    }

    fn visit_receiver_mut(&mut self, receiver: &mut syn::Receiver) {
        receiver.attrs.retain(|attribute| !is_constant(attribute));
        visit_mut::visit_receiver_mut(self, receiver);
    }

    fn visit_pat_type_mut(&mut self, param: &mut syn::PatType) {
        param.attrs.retain(|attribute| !is_constant(attribute));
        visit_mut::visit_pat_type_mut(self, param);
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        local.attrs.retain(|attribute| !is_constant(attribute));
        Unmark::of(&mut local.attrs);
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        Unmark::of_expr(expr);
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_stmt_macro_mut(&mut self, stmt: &mut syn::StmtMacro) {
        Unmark::of(&mut stmt.attrs);
        visit_mut::visit_stmt_macro_mut(self, stmt);
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        Unmark::of(&mut arm.attrs);
        visit_mut::visit_arm_mut(self, arm);
    }
}
