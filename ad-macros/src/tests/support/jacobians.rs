//! The Jacobians in an expansion apart from the rest of it: goldens of all of it would be too long to read.

/// What else is in an expansion.
pub fn without_jacobians(expansion: &str) -> String {
    let mut file = parsed(expansion);
    for item in &mut file.items {
        if let syn::Item::Impl(block) = item {
            block.items.retain(|item| !is_of_jacobian(item));
        }
    }
    prettyplease::unparse(&file)
}

/// The functions that give Jacobians, in their blocks.
pub fn jacobians(expansion: &str) -> String {
    let mut file = parsed(expansion);
    file.items.retain_mut(|item| match item {
        syn::Item::Impl(block) => {
            block.items.retain(is_of_jacobian);
            !block.items.is_empty()
        }
        _ => false,
    });
    prettyplease::unparse(&file)
}

fn parsed(expansion: &str) -> syn::File {
    syn::parse_file(expansion).expect("it was printed from items")
}

fn is_of_jacobian(item: &syn::ImplItem) -> bool {
    matches!(item, syn::ImplItem::Fn(function) if function.sig.ident.to_string().contains("jacobian"))
}
