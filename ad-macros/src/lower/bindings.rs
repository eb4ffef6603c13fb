//! Which names in patterns are bindings.
//!
//! syn can't tell a constant, `None` or `MAX`, from a name. In a pattern that can't fail there are no constants: `let A = ..`
//! binds `A`, which is written `A @ _` from here on.

use syn::visit_mut::{self, VisitMut};

use super::pattern::is_constant_name;

/// The block, with all names of patterns that can't fail marked as bindings.
pub fn marked(block: &syn::Block) -> syn::Block {
    let mut block = block.clone();
    Statements.visit_block_mut(&mut block);
    block
}

struct Statements;

impl VisitMut for Statements {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        let may_fail = local.init.as_ref().is_some_and(|init| init.diverge.is_some());
        if !may_fail {
            Names.visit_pat_mut(&mut local.pat);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_for_loop_mut(&mut self, expr: &mut syn::ExprForLoop) {
        Names.visit_pat_mut(&mut expr.pat);
        visit_mut::visit_expr_for_loop_mut(self, expr);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        closure.inputs.iter_mut().for_each(|input| Names.visit_pat_mut(input));
        visit_mut::visit_expr_closure_mut(self, closure);
    }

    // Functions inside are copied as they stand.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

struct Names;

impl VisitMut for Names {
    fn visit_pat_ident_mut(&mut self, name: &mut syn::PatIdent) {
        if is_constant_name(name) {
            name.subpat = Some((Default::default(), Box::new(syn::parse_quote!(_))));
        }
        visit_mut::visit_pat_ident_mut(self, name);
    }
}

/// What a name's value must fit besides; not the `_` that marks it.
pub fn subpattern(name: &syn::PatIdent) -> Option<&syn::Pat> {
    let (_, sub) = name.subpat.as_ref()?;
    (!matches!(**sub, syn::Pat::Wild(_))).then_some(sub)
}
