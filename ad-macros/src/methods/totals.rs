//! `#[differentiate] impl Sum for Vec3`: a function of an iterator, as one of a list.
//!
//! In: the function as the block has it. Out: one whose parameter is a list, and what is wrong: the rule makes all items before it begins, so the function must take
//! all, whatever they are. Whether it does is seen only of what ends its iterator where nothing can come between.

use proc_macro2::Ident;
use syn::visit::{self, Visit};

use crate::diag::Diagnostics;
use crate::interface::Lifetimes;
use crate::library::{self, Adapter, Consumer};
use crate::overloads::Total;
use crate::unsupported;

/// A function of a list of the items, in the place of one of an iterator.
///
/// ```text
/// fn sum<I: Iterator<Item = Vec3>>(iter: I) -> Vec3 {       fn sum(iter: Vec<Vec3>) -> Vec3 {
///     iter.fold(Vec3::ZERO, |a, b| a + b)                       let iter = iter.into_iter();
/// }                                                             iter.fold(Vec3::ZERO, |a, b| a + b)
///                                                           }
/// ```
pub fn over_list(
    diagnostics: &mut Diagnostics,
    (total, item): (&Total, &syn::Type),
    sig: &mut syn::Signature,
    body: &mut syn::Block,
) {
    sig.generics = syn::Generics::default();
    let Some(syn::FnArg::Typed(input)) = sig.inputs.first_mut() else { return };
    *input.ty = syn::parse_quote!(::std::vec::Vec<#item>);
    let taken = match &*input.pat {
        syn::Pat::Ident(pat) => takes_all(&pat.ident, body),
        _ => false,
    };
    let syn::Pat::Ident(pat) = &mut *input.pat else {
        return diagnostics.error(&input.pat, unsupported::TOTAL_OF_SOME);
    };
    if !taken {
        diagnostics.error(&sig.ident, unsupported::TOTAL_OF_SOME);
    }
    let mutability = pat.mutability.take();
    let name = &pat.ident;
    let each = if total.of_references { stringify!(iter) } else { stringify!(into_iter) };
    // One name with the parameter's, if they are spelled alike.
    let each = Ident::new(each, name.span());
    body.stmts.insert(0, syn::parse_quote!(let #mutability #name = #name.#each();));
}

/// `Sum<&Vec3>` for `Sum<&'a Vec3>`: a list is lent for as long as the sum takes.
pub fn without_borrow(
    path: &mut syn::Path,
    (self_ty, item): (&syn::Type, Option<&syn::Type>),
    generics: &mut syn::Generics,
) {
    if let Some(last) = path.segments.last_mut()
        && let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments
        && let Some(syn::GenericArgument::Type(syn::Type::Reference(item))) =
            arguments.args.first_mut()
    {
        item.lifetime = None;
    }
    let mut held = Lifetimes::default();
    [Some(self_ty), item].into_iter().flatten().for_each(|ty| held.visit_type(ty));
    let params = std::mem::take(&mut generics.params).into_iter();
    let is_held = |param: &syn::GenericParam| match param {
        syn::GenericParam::Lifetime(param) => {
            held.names.contains(&param.lifetime.ident.to_string())
        }
        _ => true,
    };
    generics.params = params.filter(is_held).collect();
}

/// Whether a function takes all items of an iterator, seen without its types: it isn't left before, and the iterator is ended in no branch.
fn takes_all(iter: &Ident, body: &syn::Block) -> bool {
    let mut exits = Exits::default();
    exits.visit_block(body);
    let ends = |stmt: &syn::Stmt| match stmt {
        syn::Stmt::Local(local) => {
            local.init.as_ref().is_some_and(|init| init.diverge.is_none() && ends(iter, &init.expr))
        }
        syn::Stmt::Expr(expr, _) => ends(iter, expr),
        _ => false,
    };
    !exits.found && body.stmts.iter().any(ends)
}

/// Whether an expression ends the iterator, whenever it is evaluated.
fn ends(iter: &Ident, expr: &syn::Expr) -> bool {
    let of = |expr: &syn::Expr| ends(iter, expr);
    match expr {
        syn::Expr::Paren(inner) => of(&inner.expr),
        syn::Expr::Group(inner) => of(&inner.expr),
        syn::Expr::Unary(inner) => of(&inner.expr),
        syn::Expr::Reference(inner) => of(&inner.expr),
        syn::Expr::Field(inner) => of(&inner.base),
        syn::Expr::Binary(inner) => of(&inner.left),
        syn::Expr::Assign(inner) => of(&inner.right),
        syn::Expr::Tuple(inner) => inner.elems.iter().any(of),
        syn::Expr::Call(inner) => inner.args.iter().any(of),
        syn::Expr::Struct(inner) => inner.fields.iter().any(|field| of(&field.expr)),
        syn::Expr::ForLoop(inner) => is_of_all(iter, &inner.expr),
        syn::Expr::MethodCall(call) => {
            use Consumer::{Collect, Count, Fold, ForEach, Product, Reduce, Sum};
            let is_end = matches!(
                library::consumer(&call.method.to_string()),
                Some(Fold | Reduce | Sum | Product | ForEach | Count | Collect)
            );
            (is_end && is_of_all(iter, &call.receiver)) || of(&call.receiver)
        }
        _ => false,
    }
}

/// Whether a chain makes something of each of its items.
fn is_of_all(iter: &Ident, expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_of_all(iter, &inner.expr),
        syn::Expr::Path(path) => path.path.is_ident(iter),
        syn::Expr::MethodCall(call) => {
            use Adapter::{Copied, Enumerate, Filter, FilterMap, Inspect, Map};
            let is_each = matches!(
                library::adapter(&call.method.to_string()),
                Some(Map | Copied | Enumerate | Filter | FilterMap | Inspect)
            );
            is_each && is_of_all(iter, &call.receiver)
        }
        _ => false,
    }
}

/// What may leave a function, or a loop, before its end.
#[derive(Default)]
struct Exits {
    found: bool,
}

impl Visit<'_> for Exits {
    fn visit_expr(&mut self, expr: &syn::Expr) {
        use syn::Expr::{Break, Closure, Return, Try};
        match expr {
            Closure(_) => {}
            Return(_) | Try(_) | Break(_) => self.found = true,
            expr => visit::visit_expr(self, expr),
        }
    }

    fn visit_item(&mut self, _: &syn::Item) {}
}
