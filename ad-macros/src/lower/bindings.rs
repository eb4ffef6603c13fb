//! Which names in patterns are bindings.
//!
//! syn can't tell a constant, `None` or `MAX`, from a name. In a pattern that can't fail there are no constants: `let A = ..`
//! binds `A`, which is written `A @ _` from here on. So does every other pattern with an `A` then: were it a constant, it would be
//! one in the `let` too. Any other name with a capital is taken for a constant, and is nothing that the function's code could find if it isn't.

use proc_macro2::Ident;
use syn::visit_mut::{self, VisitMut};

use crate::hygiene;
use crate::ir::paths::{is_std_variant, names_error};
use crate::signature::Signature;

/// The block, with all names marked as bindings that patterns bind which can't fail, or parameters.
pub fn marked(signature: &Signature, block: &syn::Block) -> syn::Block {
    let mut block = block.clone();
    let mut bound: Vec<_> = signature.params.iter().map(|param| param.name.clone()).collect();
    let patterns = signature.params.iter().filter_map(|param| param.pattern.as_ref());
    bound.extend(patterns.flat_map(names).map(|name| name.ident));
    let mut statements = Statements { bound };
    statements.visit_block_mut(&mut block);
    Others { bound: &statements.bound }.visit_block_mut(&mut block);
    block
}

struct Statements {
    bound: Vec<Ident>,
}

impl Statements {
    fn mark(&mut self, pattern: &mut syn::Pat) {
        Names.visit_pat_mut(pattern);
        self.bound.extend(names(pattern).into_iter().map(|name| name.ident));
    }
}

impl VisitMut for Statements {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        let may_fail = local.init.as_ref().is_some_and(|init| init.diverge.is_some());
        if !may_fail {
            self.mark(&mut local.pat);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_for_loop_mut(&mut self, expr: &mut syn::ExprForLoop) {
        self.mark(&mut expr.pat);
        visit_mut::visit_expr_for_loop_mut(self, expr);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        closure.inputs.iter_mut().for_each(|input| self.mark(input));
        visit_mut::visit_expr_closure_mut(self, closure);
    }

    // Functions inside are copied as they stand.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

struct Names;

impl VisitMut for Names {
    fn visit_pat_ident_mut(&mut self, name: &mut syn::PatIdent) {
        if is_constant_name(name) {
            mark(name);
        }
        visit_mut::visit_pat_ident_mut(self, name);
    }
}

/// Marks these names wherever else patterns have them.
struct Others<'n> {
    bound: &'n [Ident],
}

impl VisitMut for Others<'_> {
    fn visit_pat_ident_mut(&mut self, name: &mut syn::PatIdent) {
        if is_constant_name(name) && hygiene::is_among(&name.ident, self.bound) {
            mark(name);
        }
        visit_mut::visit_pat_ident_mut(self, name);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// `A @ _`
fn mark(name: &mut syn::PatIdent) {
    name.subpat = Some((Default::default(), Box::new(syn::parse_quote!(_))));
}

/// What a name's value must fit besides; not the `_` that marks it.
pub fn subpattern(name: &syn::PatIdent) -> Option<&syn::Pat> {
    let (_, sub) = name.subpat.as_ref()?;
    (!matches!(**sub, syn::Pat::Wild(_))).then_some(sub)
}

/// The names that a pattern binds.
pub fn names(pattern: &syn::Pat) -> Vec<syn::PatIdent> {
    struct Names(Vec<syn::PatIdent>);
    impl<'a> syn::visit::Visit<'a> for Names {
        fn visit_pat_ident(&mut self, name: &'a syn::PatIdent) {
            if !is_constant_name(name) {
                self.0.push(name.clone());
            }
            syn::visit::visit_pat_ident(self, name);
        }
    }
    let mut names = Names(Vec::new());
    syn::visit::Visit::visit_pat(&mut names, pattern);
    names.0
}

/// `None` or `MAX` in a pattern: syn can't tell it from a name, but Rust's customs can.
pub fn is_constant_name(name: &syn::PatIdent) -> bool {
    let is_plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
    is_plain && name.ident.to_string().starts_with(char::is_uppercase)
}

/// Whether a pattern moves something out of what it looks at that the IR would have to copy, or looks through references.
pub(super) fn takes_apart(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Guard(guarded) => !names(&guarded.pat).is_empty(),
        pattern => !names(pattern).is_empty() && !is_taken(pattern),
    }
}

/// Whether a pattern binds a name to the whole, or to all that is in a variant of std's.
fn is_taken(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Paren(inner) => is_taken(&inner.pat),
        syn::Pat::Ident(name) => name.subpat.is_none(),
        syn::Pat::TupleStruct(fields) => {
            let is_error = names_error(&fields.path) && !names(pattern).is_empty();
            is_std_variant(&fields.path) && !is_error && fields.elems.iter().all(is_taken)
        }
        _ => false,
    }
}
