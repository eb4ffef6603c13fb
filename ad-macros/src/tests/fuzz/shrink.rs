//! A failing input with all gone that can go.

use std::time::{Duration, Instant};

use proc_macro2::{Group, TokenStream, TokenTree};

use super::input::Input;
use super::trial::{self, Outcome};

/// How long to look for something smaller.
const PATIENCE: Duration = Duration::from_secs(20);

type Tokens = Vec<TokenTree>;

/// The smallest input found that fails in the way `key`.
pub fn shrink(input: &Input, key: &str) -> Input {
    let start = Instant::now();
    let mut small = input.clone();
    let fails = |input: &Input| {
        start.elapsed() < PATIENCE
            && matches!(trial::run(input).outcome, Outcome::Failed(failure) if failure.key() == key)
    };
    loop {
        let args: Tokens = small.args.clone().into_iter().collect();
        let item: Tokens = small.item.clone().into_iter().collect();
        let other_args =
            smaller(&args, &mut |args| fails(&Input { args: stream(args), ..small.clone() }));
        if let Some(args) = other_args {
            small.args = stream(&args);
            continue;
        }
        match smaller(&item, &mut |item| fails(&Input { item: stream(item), ..small.clone() })) {
            Some(item) => small.item = stream(&item),
            None => return small,
        }
    }
}

fn stream(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

/// Something smaller that still fails: runs of tokens go, large ones first; groups are opened; then inside of groups.
fn smaller(tokens: &[TokenTree], fails: &mut dyn FnMut(&[TokenTree]) -> bool) -> Option<Tokens> {
    let mut length = tokens.len();
    while length > 0 {
        for start in (0..=tokens.len() - length).step_by(length.div_ceil(2)) {
            let rest = [&tokens[..start], &tokens[start + length..]].concat();
            if fails(&rest) {
                return Some(rest);
            }
        }
        length /= 2;
    }
    for (i, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let inner: Tokens = group.stream().into_iter().collect();
        let with = |inner: &[TokenTree]| [&tokens[..i], inner, &tokens[i + 1..]].concat();
        let opened = with(&inner);
        if fails(&opened) {
            return Some(opened);
        }
        let grouped =
            |inner: &[TokenTree]| with(&[Group::new(group.delimiter(), stream(inner)).into()]);
        if let Some(inner) = smaller(&inner, &mut |inner| fails(&grouped(inner))) {
            return Some(grouped(&inner));
        }
    }
    None
}
