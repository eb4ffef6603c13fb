//! The functions whose derivatives are called, and how they are imported.
//!
//! Each is wanted as something, and has a name in the body for each of these. What is found by the function's own name is asked whether it is the type
//! beside a function, by a constant, of which rustc says once that it can't be made out: a module or a type of the user's may be called so.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::Callees;
use crate::ir::paths::{is_in_capitals, plain};
use crate::ir::{Arg, Function, VarId};
use crate::spans;

/// One function whose derivatives are called.
pub(super) struct Callee {
    pub(super) path: syn::Path,
    pub(super) name: String,
    pub(super) arity: usize,
    pub(super) wanted: Wanted,
    /// The order of the highest derivative that is wanted.
    pub(super) order: usize,
    /// Whether it is called again by what differentiates its gradient.
    pub(super) again: bool,
}

/// What is wanted of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum Wanted {
    /// A derivative.
    Derivative,
    /// A derivative, called with nothing but constants, some of which may have been changed by others: it may do without.
    Lent,
    /// What it may have without derivatives too.
    Itself,
    /// Whether it may be called again, which the type with its derivatives says, whatever that is asked for besides.
    Repeats,
}

impl Wanted {
    pub(in crate::emit) fn derivative(is_lent: bool) -> Wanted {
        match is_lent {
            true => Wanted::Lent,
            false => Wanted::Derivative,
        }
    }
}

impl Callees {
    /// What is only asked whether it may be called again is imported by itself; of others the derivatives say it.
    pub(super) fn settle_repeats(&mut self) {
        let (asked, mut others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.functions)
            .into_iter()
            .partition(|callee| callee.wanted == Wanted::Repeats);
        let is_known = |path: &syn::Path| others.iter().any(|other| other.path == *path);
        let alone: Vec<_> = asked.into_iter().filter(|callee| !is_known(&callee.path)).collect();
        others.extend(alone);
        self.functions = others;
    }

    pub(super) fn note_function(&mut self, path: &syn::Path, arity: usize, wanted: Wanted) {
        self.note_order(path, (arity, 1), wanted);
    }

    /// The same of a derivative of some order.
    pub(super) fn note_order(
        &mut self,
        path: &syn::Path,
        (arity, order): (usize, usize),
        wanted: Wanted,
    ) {
        let path = plain(path);
        for known in &mut self.functions {
            if known.path == path && known.wanted == wanted {
                known.order = known.order.max(order);
            }
        }
        if self.functions.iter().any(|known| known.path == path && known.wanted == wanted) {
            return;
        }
        let last = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let suffix = match wanted {
            Wanted::Derivative | Wanted::Lent => "derivative",
            Wanted::Itself | Wanted::Repeats => "itself",
        };
        let base = format!("{}_{suffix}", last.trim_start_matches("r#"));
        let mut name = base.clone();
        let is_taken = |name: &String| self.functions.iter().any(|known| known.name == *name);
        while is_taken(&name) {
            name = format!("{base}_{}", self.functions.len() + 1);
        }
        self.functions.push(Callee { path, name, arity, wanted, order, again: false });
    }

    /// Notes that a gradient of a function is differentiated, in reverse mode.
    pub(super) fn note_again(&mut self, path: &syn::Path) {
        let path = plain(path);
        let functions = self.functions.iter_mut();
        functions.filter(|known| known.path == path).for_each(|known| known.again = true);
    }

    /// The name by which it is asked for in a function, located at the user's call.
    pub(in crate::emit) fn name(&self, path: &syn::Path, wanted: Wanted, span: Span) -> Ident {
        let path = plain(path);
        let is_it = |callee: &&Callee| {
            callee.path == path && (callee.wanted == wanted || wanted == Wanted::Repeats)
        };
        let callee = self.functions.iter().find(is_it);
        let name = callee.map_or("", |callee| callee.name.as_str());
        Ident::new(name, span.resolved_at(Span::mixed_site()))
    }

    /// Whether the derivatives of a function of this name are called.
    pub(in crate::emit) fn calls(&self, name: &Ident) -> bool {
        self.functions.iter().any(|callee| callee.path.is_ident(name))
    }

    /// The import.
    pub(super) fn imports_of_functions(&self, runtime: &syn::Path) -> TokenStream {
        if self.functions.is_empty() {
            return TokenStream::new();
        }
        let (mut taken, mut types, mut uses) = (Vec::new(), TokenStream::new(), TokenStream::new());
        let compiles = self.written.as_ref().map(|written| quote!(&& #written));
        let imports = self.functions.iter().map(|Callee { path, name, arity, wanted, order, again }| {
            let stand_in = match wanted {
                Wanted::Derivative => "Missing",
                Wanted::Lent => "UnderivedFunction",
                Wanted::Itself | Wanted::Repeats => "Undifferentiated",
            };
            let [name, stand_in] =
                [name, stand_in].map(|name| Ident::new(name, Span::mixed_site()));
            let arity = Literal::usize_unsuffixed(*arity);
            // A tuple struct may have generics, so that nothing can be asked of its name alone.
            let imported = match is_in_capitals(path) {
                true => name,
                false => {
                    let found = found(path, &mut taken);
                    let again = again.then(|| {
                        let again = quote! {
                            && <#runtime::private::CalledAgain<
                                { <#found as #runtime::private::Derivatives>::REPEATS },
                            > as #runtime::private::MayBeCalledAgain>::KNOWN
                        };
                        spans::at(found.span(), again)
                    });
                    let higher = (*order > 1).then(|| {
                        quote_spanned! {found.span()=>
                            && <#found as #runtime::private::OfOrder<#order>>::KNOWN
                        }
                    });
                    types.extend(quote_spanned! {found.span()=>
                        type #name = <#found as #runtime::private::HasDerivatives<
                            { <#found as #runtime::private::Derivatives>::KNOWN #higher #again #compiles },
                        >>::Itself;
                    });
                    found
                }
            };
            // Beside the macro, so that the imports of all modes stand at one place.
            uses.extend(spans::at(path.span(), quote!(use #path as #imported;)));
            quote!(#imported: #stand_in #arity;)
        });
        let stand_ins: TokenStream = imports.collect();
        quote!(#runtime::derivatives! { #stand_ins } #uses #types)
    }
}

/// The largest number of arguments of a function without derivatives that selects.
const MOST_SELECTING: usize = 12;

/// Whether a function that is called so may do without derivatives, if it only selects.
pub(in crate::emit) fn may_select(function: &Function, result: VarId, args: &[Arg]) -> bool {
    let changes = args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_)));
    let is_float = function.var(result).ty.guess.is_float();
    !changes && !is_float && (1..=MOST_SELECTING).contains(&args.len())
}

/// A name for what is found by a function's, which stands where the function is called.
fn found(path: &syn::Path, taken: &mut Vec<Ident>) -> Ident {
    let Some(last) = path.segments.last() else { unreachable!("a path has a name") };
    let span = path.span().resolved_at(Span::mixed_site());
    let base = format_ident!("derivatives_of_{}", last.ident.unraw(), span = span);
    let mut found = base.clone();
    while taken.contains(&found) {
        found = format_ident!("{base}_{}", taken.len() + 1, span = span);
    }
    taken.push(found.clone());
    found
}
