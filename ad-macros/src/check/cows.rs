//! Who asks whether a `Cow` borrows or owns: of one with a derivative it is always the latter, as derivatives make copies of what it would borrow.

use proc_macro2::{Span, TokenStream, TokenTree};

use crate::ir::{Expr, Function, Stmt, Test, VarId, visit};

/// Where that is asked, and of which variable.
pub fn asked(function: &Function) -> Vec<(Span, VarId)> {
    let mut found = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { expr: Expr::Is { place, test }, span, .. } = stmt {
            let patterns = match test {
                Test::Pattern(pattern) => std::slice::from_ref(pattern),
                Test::Which(patterns) => patterns,
                Test::Success => &[],
            };
            if function.var(place.root).ty.cow && patterns.iter().any(names_variant) {
                found.push((*span, place.root));
            }
        }
        let Some(verbatim) = visit::verbatim(stmt).filter(|of| names_variant(&of.tokens)) else {
            return;
        };
        let cows = verbatim.captures.iter().filter(|(_, var)| function.var(*var).ty.cow);
        found.extend(cows.map(|(name, var)| (name.span(), *var)));
    });
    found
}

/// Whether tokens have the name of one of its variants in them.
fn names_variant(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "Borrowed" || name == "Owned",
        TokenTree::Group(group) => names_variant(&group.stream()),
        _ => false,
    })
}
