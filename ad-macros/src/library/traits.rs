//! Std's traits that have no derivatives of their own: their names, and that of a method, by which an `impl` of them is told from one of another trait by the name.
//!
//! Deliberately absent: those whose `impl`s are rules or places (`overloads`, `methods::access`), and `From`.

/// A trait and its method.
const TRAITS: &[(&str, &str)] = &[
    ("Not", "not"),
    ("BitAnd", "bitand"),
    ("BitOr", "bitor"),
    ("BitXor", "bitxor"),
    ("Shl", "shl"),
    ("Shr", "shr"),
    ("BitAndAssign", "bitand_assign"),
    ("BitOrAssign", "bitor_assign"),
    ("BitXorAssign", "bitxor_assign"),
    ("ShlAssign", "shl_assign"),
    ("ShrAssign", "shr_assign"),
    ("Iterator", "next"),
    ("DoubleEndedIterator", "next_back"),
    ("IntoIterator", "into_iter"),
    ("FromIterator", "from_iter"),
    ("Extend", "extend"),
    ("Into", "into"),
    ("TryFrom", "try_from"),
    ("TryInto", "try_into"),
    ("AsRef", "as_ref"),
    ("AsMut", "as_mut"),
    ("Borrow", "borrow"),
    ("BorrowMut", "borrow_mut"),
    ("ToOwned", "to_owned"),
    ("Clone", "clone"),
    ("Default", "default"),
    ("PartialEq", "eq"),
    ("PartialOrd", "partial_cmp"),
    ("Ord", "cmp"),
    ("Hash", "hash"),
    ("Debug", "fmt"),
    ("Display", "fmt"),
    ("FromStr", "from_str"),
    ("Drop", "drop"),
];

/// Whether a block implements one of them, as far as the names say.
pub fn implements_std(block: &syn::ItemImpl) -> bool {
    let Some((path, _)) = &block.trait_ else { return false };
    let mut segments = path.segments.iter().rev();
    let Some(name) = segments.next().map(|last| &last.ident) else { return false };
    // One's own by such a name is written with a path.
    let is_path_of_std = || {
        path.segments.first().is_some_and(|of| ["std", "core"].iter().any(|std| of.ident == std))
    };
    let mut methods = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(item) => Some(&item.sig.ident),
        _ => None,
    });
    let mut known = TRAITS.iter().filter(|(known, _)| name == known);
    (segments.next().is_none() || is_path_of_std() || is_module_of_std(path))
        && known.any(|(_, method)| methods.any(|it| it == method))
}

/// `ops::Not`, `fmt::Display`.
fn is_module_of_std(path: &syn::Path) -> bool {
    const MODULES: &[&str] =
        &["ops", "fmt", "iter", "cmp", "convert", "clone", "default", "hash", "str", "borrow"];
    let first = path.segments.first();
    path.segments.len() == 2 && first.is_some_and(|of| MODULES.iter().any(|it| of.ident == it))
}

/// Whether a bound is one of std's traits of iterators.
pub fn bounds_iterators(bound: &syn::TypeParamBound) -> bool {
    const TRAITS: &[&str] =
        &["Iterator", "DoubleEndedIterator", "ExactSizeIterator", "FusedIterator", "IntoIterator"];
    let syn::TypeParamBound::Trait(of) = bound else { return false };
    of.path.segments.last().is_some_and(|last| TRAITS.iter().any(|name| last.ident == name))
}

/// What is in a box, `Box<dyn Iterator<Item = f64> + '_>`.
pub fn boxed(path: &syn::Path) -> Option<&syn::Type> {
    let last = path.segments.last().filter(|last| last.ident == "Box")?;
    let syn::PathArguments::AngleBracketed(of) = &last.arguments else { return None };
    of.args.iter().find_map(|arg| match arg {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The items of std's iterators over what somebody else has. That it is std's the derivatives prove: they collect such items.
pub fn items_of_iterator(path: &syn::Path) -> Option<syn::Type> {
    let last = path.segments.last().filter(|_| is_iterator_of_std(path))?;
    let syn::PathArguments::AngleBracketed(of) = &last.arguments else { return None };
    let lifetime = of.args.iter().find(|arg| matches!(arg, syn::GenericArgument::Lifetime(_)))?;
    let mut types = of.args.iter().filter_map(|arg| match arg {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let (item, other) = (types.next()?, types.next());
    match (last.ident.to_string().as_str(), other) {
        ("Iter", None) | ("Keys", Some(_)) => Some(syn::parse_quote!(&#lifetime #item)),
        ("Values", Some(value)) => Some(syn::parse_quote!(&#lifetime #value)),
        ("Iter", Some(value)) => Some(syn::parse_quote!((&#lifetime #item, &#lifetime #value))),
        ("Chunks" | "ChunksExact" | "Windows", None) => Some(syn::parse_quote!(&#lifetime [#item])),
        _ => None,
    }
}

/// Whether a type is one of std's iterators over what somebody else has, `std::slice::Iter<'_, f64>`.
pub fn is_iterator_of_std(path: &syn::Path) -> bool {
    const NAMES: &[&str] = &[
        "Iter",
        "IterMut",
        "Chunks",
        "ChunksExact",
        "ChunksMut",
        "Windows",
        "Keys",
        "Values",
        "ValuesMut",
        "Drain",
    ];
    let Some(last) = path.segments.last() else { return false };
    let syn::PathArguments::AngleBracketed(of) = &last.arguments else { return false };
    let borrows = of.args.iter().any(|arg| matches!(arg, syn::GenericArgument::Lifetime(_)));
    borrows && NAMES.iter().any(|name| last.ident == name)
}
