//! The text of the file: formatted Rust, paths shortened, comments in their places.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use crate::emit::COMMENT;
use crate::signature::Signature;

/// How wide a line of comment is at most.
const WIDTH: usize = 100;

/// The beginning of the file.
pub fn head(signature: &Signature) -> String {
    let name = match (&signature.self_ty, signature.self_trait.as_ref()) {
        (Some(ty), _) => format!("{}::{}", text_of(ty), signature.ident),
        (None, _) => signature.ident.to_string(),
    };
    let said = format!(
        "The derivatives of `{name}`, written by `#[differentiate(dump)]`. Each stands here twice: as the transform makes it, which undoes the function statement by statement, and simplified, as it is compiled. Paths are shortened, and names are as the compiler knows them: `x_dot` is the tangent of `x`, `x_bar` its cotangent."
    );
    comment("", &said)
}

/// A derivative, before and after it is simplified.
pub fn section(name: &str, meaning: &str, [before, after]: [String; 2]) -> String {
    let name = name.replace('_', " ");
    let [head, first, second] = [
        format!("The {name}. {meaning}"),
        format!("The {name}, as the transform makes it."),
        format!("The {name}, simplified: this is compiled."),
    ]
    .map(|text| comment("", &text));
    let line = format!("// {}\n", "-".repeat(WIDTH - 3));
    format!("\n{line}{head}{line}\n{first}{before}\n{second}{after}")
}

/// A body as a function, formatted.
pub fn function(
    name: &str,
    signature: &Signature,
    (more, output): (&TokenStream, &TokenStream),
    body: &TokenStream,
    runtime: &syn::Path,
) -> String {
    let name = Ident::new(name, Span::call_site());
    let params = signature.params.iter().map(|param| {
        let (name, ty) = (&param.name, &param.ty);
        quote!(#name: #ty)
    });
    let (generics, _, clause) = signature.generics_in_scope.split_for_impl();
    let tokens = quote!(fn #name #generics (#(#params),* #more) #output #clause #body);
    let text = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(mut file) => {
            Plain { runtime }.visit_file_mut(&mut file);
            prettyplease::unparse(&file)
        }
        // What the user wrote may be what `syn` keeps as it is.
        Err(_) => format!("{tokens}\n"),
    };
    with_comments(&text)
}

/// Leaves out what only rustc needs: the paths before names that everybody knows, and how derivatives are found.
struct Plain<'a> {
    runtime: &'a syn::Path,
}

/// What names of derivatives that are called end in.
const DERIVATIVE: &str = "_derivative";

impl VisitMut for Plain<'_> {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain(|stmt| match stmt {
            syn::Stmt::Item(syn::Item::Use(item)) => {
                !item.tree.to_token_stream().to_string().contains("derivatives_of_")
            }
            syn::Stmt::Item(syn::Item::Type(item)) => !item.ident.to_string().ends_with(DERIVATIVE),
            syn::Stmt::Item(syn::Item::Macro(item)) => {
                !item.mac.path.segments.iter().any(|step| step.ident == "derivatives")
            }
            syn::Stmt::Macro(item) => {
                !item.mac.path.segments.iter().any(|step| step.ident == "derivatives")
            }
            _ => true,
        });
        syn::visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        closure.attrs.clear();
        syn::visit_mut::visit_expr_closure_mut(self, closure);
    }

    fn visit_expr_path_mut(&mut self, expr: &mut syn::ExprPath) {
        let n_steps = expr.path.segments.len();
        syn::visit_mut::visit_expr_path_mut(self, expr);
        shortened(&mut expr.qself, n_steps - expr.path.segments.len());
    }

    fn visit_type_path_mut(&mut self, ty: &mut syn::TypePath) {
        let n_steps = ty.path.segments.len();
        syn::visit_mut::visit_type_path_mut(self, ty);
        shortened(&mut ty.qself, n_steps - ty.path.segments.len());
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        syn::visit_mut::visit_path_mut(self, path);
        let names: Vec<_> = path.segments.iter().map(|step| step.ident.to_string()).collect();
        let runtime: Vec<_> =
            self.runtime.segments.iter().map(|step| step.ident.to_string()).collect();
        let mut n_hidden = 0;
        if names.starts_with(&runtime)
            && path.leading_colon.is_some() == self.runtime.leading_colon.is_some()
        {
            n_hidden = runtime.len();
            n_hidden += usize::from(names.get(n_hidden).is_some_and(|name| name == "private"));
        } else if path.leading_colon.is_some() && ["core", "std"].contains(&names[0].as_str()) {
            // `Option::Some` is `Some`.
            let is_option = names.get(2).is_some_and(|name| name == "Option");
            n_hidden = if is_option && names.len() > 3 { 3 } else { 2 };
        }
        if n_hidden > 0 && n_hidden < names.len() {
            path.leading_colon = None;
            path.segments = std::mem::take(&mut path.segments).into_iter().skip(n_hidden).collect();
        }
        if let Some(first) = path.segments.first_mut()
            && let Some(name) = first.ident.to_string().strip_suffix(DERIVATIVE)
            && path_name(name)
        {
            first.ident = Ident::new(name, first.ident.span());
        }
    }
}

/// The trait in `<S as Trait>::Item`, whose path has lost its first steps.
fn shortened(trait_of: &mut Option<syn::QSelf>, n_lost: usize) {
    if let Some(trait_of) = trait_of {
        trait_of.position = trait_of.position.saturating_sub(n_lost);
    }
}

/// Whether a text is a name.
fn path_name(text: &str) -> bool {
    syn::parse_str::<Ident>(text).is_ok()
}

fn text_of(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Comments for the macros that stand for them.
fn with_comments(text: &str) -> String {
    let start = format!("{COMMENT}!(");
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(&start) {
        let line = rest[..at].rfind('\n').map_or(0, |end| end + 1);
        let indent = &rest[line..at];
        let (literal, end) = literal(&rest[at + start.len()..]);
        out += &rest[..line];
        out += &comment(indent, &literal);
        rest = &rest[at + start.len() + end..];
        rest = rest.split_once(';').map_or("", |(_, after)| after.trim_start_matches('\n'));
    }
    out + rest
}

/// The string literal that a text begins with, and where it ends.
fn literal(text: &str) -> (String, usize) {
    let open = text.find('"').unwrap_or_default();
    let mut escaped = false;
    let end = text[open + 1..].find(|c: char| {
        let is_end = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    });
    let end = end.map_or(text.len(), |end| open + 1 + end + 1);
    let value = syn::parse_str::<syn::LitStr>(&text[open..end]);
    (value.map(|value| value.value()).unwrap_or_default(), end)
}

/// A comment, in lines that aren't too long; code isn't broken.
fn comment(indent: &str, text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let last = lines.last().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(line) if last == 0 => line.push_str(&word),
            Some(line) if indent.len() + 3 + last + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines.iter().map(|line| format!("{indent}// {line}\n")).collect()
}

/// The words of a text; code between backticks is one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_code = false;
    for word in text.split(' ') {
        match words.last_mut().filter(|_| in_code) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => words.push(word.to_string()),
        }
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    words
}
