//! The item as rustc sees it: without the attributes that only this macro knows.

use syn::visit_mut::VisitMut;

use crate::methods::is_differentiate;
use crate::signature::is_constant;

/// Removes the attributes that only this macro knows.
pub struct StripHelpers;

impl VisitMut for StripHelpers {
    fn visit_impl_item_fn_mut(&mut self, method: &mut syn::ImplItemFn) {
        method.attrs.retain(|attribute| !is_differentiate(attribute));
        syn::visit_mut::visit_impl_item_fn_mut(self, method);
    }

    fn visit_trait_item_fn_mut(&mut self, method: &mut syn::TraitItemFn) {
        method.attrs.retain(|attribute| !is_differentiate(attribute));
        syn::visit_mut::visit_trait_item_fn_mut(self, method);
    }

    fn visit_receiver_mut(&mut self, receiver: &mut syn::Receiver) {
        receiver.attrs.retain(|attribute| !is_constant(attribute));
        syn::visit_mut::visit_receiver_mut(self, receiver);
    }

    fn visit_pat_type_mut(&mut self, param: &mut syn::PatType) {
        param.attrs.retain(|attribute| !is_constant(attribute));
        syn::visit_mut::visit_pat_type_mut(self, param);
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        local.attrs.retain(|attribute| !is_constant(attribute));
        syn::visit_mut::visit_local_mut(self, local);
    }
}
