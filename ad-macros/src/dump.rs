//! `#[differentiate(dump)]`: the derivatives of a function as Rust that a person can read, in a file under the target directory.
//!
//! In: a function past the gate, and its facts. Out: the file, and tokens that make rustc say where it is, or why it couldn't be written. What is in the file is
//! what is compiled, with comments: each derivative is made once more in the same way, but what the transforms have noted is kept, and put [`words`] in the place of. Each stands
//! there twice, before and after `simplify`. Invariant: nothing of what is compiled depends on this option. Deliberately absent: closures that are given to functions, whose
//! code is made apart; what the `interface` makes of these derivatives, which only calls them.

mod derivatives;
mod file;
mod layout;
mod size;
mod words;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::analysis::Facts;
use crate::args::Config;
use crate::interface::Bodies;
use crate::ir::Function;
use crate::signature::Signature;
use crate::{lint, unsupported};
use derivatives::{Asked, DERIVATIVES};
use size::Widths;

/// Writes the derivatives of a function to its file, if the option is there: rustc says where, at the option.
pub fn dump(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    (facts, code): (&Facts, &dyn ToTokens),
) -> TokenStream {
    let Some(option) = &config.dump else { return TokenStream::new() };
    let text = text(config, signature, primal, (facts, code));
    let Some(path) = file::path(signature, config.part) else {
        return syn::Error::new_spanned(option, unsupported::DUMP_NOWHERE).into_compile_error();
    };
    match file::write(&path, &text) {
        Ok(()) => {
            let note = unsupported::dumped(&signature.ident, &path.display().to_string());
            lint::warning(option, &note)
        }
        Err(error) => {
            let message = unsupported::dump_failed(&path.display().to_string(), &error);
            syn::Error::new_spanned(option, message).into_compile_error()
        }
    }
}

/// The same in bodies, where no item can stand beside a function's derivatives: in a trait or an `impl` of one.
pub fn inside(dumped: TokenStream, bodies: Bodies) -> Bodies {
    if dumped.is_empty() {
        return bodies;
    }
    let with = |body: TokenStream| quote!({ #dumped #body });
    match bodies.pullback {
        Some(pullback) => Bodies { pullback: Some(with(pullback)), ..bodies },
        None => Bodies { tangent: bodies.tangent.map(with), ..bodies },
    }
}

/// What is in the file.
pub fn text(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    (facts, code): (&Facts, &dyn ToTokens),
) -> String {
    let types = signature.params.iter().map(|param| &param.ty);
    let output = &signature.output;
    let widths = Widths::of(quote!(#(#types)* #output #code));
    let asked = Asked { config, signature, primal, facts, widths };
    let mut text = layout::head(signature);
    for derivative in DERIVATIVES {
        if let Some([before, after]) = derivative.texts(&asked) {
            text += &layout::section(derivative.name, derivative.meaning, [before, after]);
        }
    }
    text
}
