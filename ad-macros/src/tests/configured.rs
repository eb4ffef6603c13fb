//! `cfg`s inside of functions: an expansion for each configuration.

use super::support::expanded;

/// The `cfg`s of the items, in order, and what each gradient computes.
fn gradients(source: &str) -> Vec<(String, String)> {
    let file: syn::File = syn::parse_str(&expanded("reverse", source)).expect("Rust");
    let blocks = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    });
    let text = |tokens: &dyn quote::ToTokens| tokens.to_token_stream().to_string();
    blocks
        .map(|block| {
            let cfgs = block.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
            let gradient = block.items.iter().find_map(|item| match item {
                syn::ImplItem::Fn(item) if item.sig.ident == "accumulate_grad" => {
                    let is_asked = |stmt: &&syn::Stmt| matches!(stmt, syn::Stmt::Macro(_));
                    item.block.stmts.iter().find(|stmt| !is_asked(stmt))
                }
                _ => None,
            });
            (
                cfgs.map(|cfg| text(cfg)).collect(),
                gradient.map(|stmt| text(stmt)).unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn a_condition_and_its_contrary() {
    let found = gradients(
        "fn f(x: f64) -> f64 {
            #[cfg(feature = \"std\")] { 2.0 * x }
            #[cfg(not(feature = \"std\"))] { 3.0 * x }
        }",
    );
    let expected = [
        ("# [cfg (feature = \"std\")]", "* x_bar += 2.0 ;"),
        ("# [cfg (not (feature = \"std\"))]", "* x_bar += 3.0 ;"),
    ];
    assert_eq!(found, expected.map(|(cfg, gradient)| (cfg.to_string(), gradient.to_string())));
}

#[test]
fn what_is_always_or_never_there() {
    let source =
        "fn f(mut x: f64) -> f64 { #[cfg(any())] return x; #[cfg(not(any()))] { x = 5.0 * x; } x }";
    assert_eq!(gradients(source), [(String::new(), "let mut x_1 = x ;".to_string())]);
}

#[test]
fn two_conditions_are_four_configurations() {
    let source = "fn f(mut x: f64) -> f64 { #[cfg(unix)] { x *= 2.0; } #[cfg(all(test, unix))] { x *= 3.0; } x }";
    let found = gradients(source);
    assert_eq!(found.len(), 4);
    assert_eq!(found[1].0, "# [cfg (all (not (unix) , test))]");
}
