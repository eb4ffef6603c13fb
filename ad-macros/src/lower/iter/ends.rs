//! Which iterators have an end for all to see: what a function results in is collected by its derivatives.

use crate::ir::Verbatim;
use crate::library::{self, Adapter};
use crate::lower::scopes::Stream;

impl Stream {
    /// Whether there is a last item, whatever is in it.
    pub(super) fn ends(&self) -> bool {
        match self {
            Stream::Indexed(items) => items.len().is_some(),
            Stream::Successors(..) | Stream::Rest(..) => false,
            Stream::Own(own) | Stream::Steady(own) => is_of_list(own),
            Stream::Take(..) => true,
            Stream::Zip(first, second) => first.ends() || second.len().is_some(),
            Stream::Combinations(items, _) => items.len().is_some(),
            Stream::ZipOwn(first, second, _) => first.ends() || is_of_list(second),
            stream => stream.sources().iter().all(|source| source.ends()),
        }
    }
}

/// Whether an iterator of the user's own is one of a list, or of a range with an end.
fn is_of_list(own: &Verbatim) -> bool {
    syn::parse2(own.tokens.clone()).is_ok_and(|expr| is_finite(&expr))
}

fn is_finite(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_finite(&inner.expr),
        syn::Expr::Group(inner) => is_finite(&inner.expr),
        syn::Expr::Range(range) => range.start.is_some() && range.end.is_some(),
        syn::Expr::MethodCall(call) => {
            let name = call.method.to_string();
            match library::adapter(&name) {
                Some(Adapter::Cycle) => false,
                Some(Adapter::FlatMap) => false,
                Some(_) => is_finite(&call.receiver),
                None => library::source(&name).is_some(),
            }
        }
        _ => false,
    }
}
