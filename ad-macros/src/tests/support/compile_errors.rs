//! What the user reads when something is wrong: the messages, and what they underline.

use expect_test::Expect;
use proc_macro2::{Group, LineColumn, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::program::is_helper;
use super::tokens;
use crate::methods::is_differentiate;
use crate::pipeline;

/// The errors of `#[differentiate(args)] source`, a line for each: the lines and columns that it
/// underlines, the text there, and the message. The item itself must come out as it went in.
pub fn check_errors(args: &str, source: &str, expect: Expect) {
    let (item, errors) = split(pipeline::expand(tokens(args), tokens(source)));
    assert!(!errors.is_empty(), "nothing is refused in\n{source}");
    // What stands after it keeps callers of the derivatives from being errors too.
    let unchanged = without_helpers(tokens(source)).to_string();
    assert!(item.to_string().starts_with(&unchanged), "the item changed in {item}");
    expect.assert_eq(&errors.concat());
}

/// Takes the errors out of an expansion.
pub fn split(expansion: TokenStream) -> (TokenStream, Vec<String>) {
    let mut rest = Vec::new();
    let mut errors = Vec::new();
    for token in expansion {
        match token {
            TokenTree::Group(group) if ends_with_compile_error(&rest) => {
                // `:: core :: compile_error !`
                let start = rest.split_off(rest.len() - 7)[0].span();
                errors.push(shown(start, &group));
            }
            token => rest.push(token),
        }
    }
    (rest.into_iter().collect(), errors)
}

/// The messages in an expansion.
pub fn messages(expansion: TokenStream) -> Vec<String> {
    let mut before = Vec::new();
    let mut messages = Vec::new();
    for token in expansion {
        match token {
            TokenTree::Group(group) if ends_with_compile_error(&before) => {
                let message: syn::LitStr = syn::parse2(group.stream()).expect("a message");
                messages.push(message.value());
            }
            token => before.push(token),
        }
    }
    messages
}

fn ends_with_compile_error(tokens: &[TokenTree]) -> bool {
    match tokens {
        [.., TokenTree::Ident(name), TokenTree::Punct(bang)] => {
            name == "compile_error" && bang.as_char() == '!'
        }
        _ => false,
    }
}

/// `1:5..1:6 `+` message`; columns count from one.
fn shown(start: Span, message: &Group) -> String {
    let end = message.span();
    let place = |at: LineColumn| format!("{}:{}", at.line, at.column + 1);
    let text = start.join(end).and_then(|span| span.source_text()).unwrap_or_default();
    let message: syn::LitStr = syn::parse2(message.stream()).expect("a message");
    let (start, end) = (place(start.start()), place(end.end()));
    let message = message.value().replace('\n', "\n    ");
    format!("{start}..{end} `{text}` {message}\n")
}

struct Strip;

impl syn::visit_mut::VisitMut for Strip {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !is_helper(attribute) && !is_differentiate(attribute));
    }
}

/// The item as it is emitted: without the attributes that only the macro knows.
fn without_helpers(item: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(mut function) => {
            syn::visit_mut::VisitMut::visit_item_fn_mut(&mut Strip, &mut function);
            function.into_token_stream()
        }
        Err(_) => without_helpers_of_block(item),
    }
}

fn without_helpers_of_block(item: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ItemImpl>(item.clone()) {
        Ok(mut block) => {
            syn::visit_mut::VisitMut::visit_item_impl_mut(&mut Strip, &mut block);
            block.into_token_stream()
        }
        Err(_) => item,
    }
}
