//! How long files and functions are.
//!
//! A file of code has at most [`FILE`] lines and a function at most [`FUNCTION`]. The arms of flat matches don't count: a list
//! of cases, each of which is short, is as easy to read when it is long. Nor do the lines of text in a literal.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::ops::RangeInclusive;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::{CODE, sources};

/// How many lines a file may have.
pub const FILE: usize = 450;
/// How many lines a function may have.
pub const FUNCTION: usize = 80;
/// How many lines an arm of a flat match may have.
const ARM: usize = 12;
/// How many arms a flat match has.
const ARMS: usize = 5;

/// The lengths in a directory.
#[derive(Default)]
pub struct Lengths {
    /// Of the directory.
    pub name: String,
    /// Lines, and the file.
    pub files: Vec<(usize, String)>,
    /// Lines that count, all lines, and the function with its file.
    pub functions: Vec<(usize, usize, String)>,
}

/// The lengths in each directory with code of a workspace.
pub fn lengths(workspace: &Path) -> Vec<Lengths> {
    CODE.iter().map(|name| of_directory(workspace, name)).collect()
}

fn of_directory(workspace: &Path, name: &str) -> Lengths {
    let mut lengths = Lengths { name: name.to_string(), ..Lengths::default() };
    for source in sources(&workspace.join(name)) {
        let path = format!("{name}/{}", source.path.display());
        let n_lines = source.text.lines().count();
        if let Ok(file) = syn::parse_file(&source.text) {
            let mut functions = Functions { path: &path, found: Vec::new() };
            functions.visit_file(&file);
            lengths.functions.extend(functions.found);
        }
        lengths.files.push((n_lines, path));
    }
    lengths.files.sort_by(|a, b| b.cmp(a));
    lengths.functions.sort_by(|a, b| b.cmp(a));
    lengths
}

impl Lengths {
    /// Files that are too long.
    pub fn long_files(&self) -> impl Iterator<Item = &(usize, String)> {
        self.files.iter().filter(|(n, _)| *n > FILE)
    }

    /// Functions that are too long.
    pub fn long_functions(&self) -> impl Iterator<Item = &(usize, usize, String)> {
        self.functions.iter().filter(|(n, ..)| *n > FUNCTION)
    }

    /// Whether there are none.
    pub fn is_short(&self) -> bool {
        self.long_files().next().is_none() && self.long_functions().next().is_none()
    }
}

impl Display for Lengths {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let lines: usize = self.files.iter().map(|(n, _)| n).sum();
        let longest_file = self.files.first().map_or(0, |(n, _)| *n);
        let longest_function = self.functions.first().map_or(0, |(n, ..)| *n);
        writeln!(
            f,
            "{:10} {:4} files, {lines:6} lines, longest {longest_file:4}, {:2} over {FILE}; \
             {:5} functions, longest {longest_function:4}, {:2} over {FUNCTION}",
            self.name,
            self.files.len(),
            self.long_files().count(),
            self.functions.len(),
            self.long_functions().count(),
        )?;
        for (n, path) in self.long_files() {
            writeln!(f, "    file      {n:4}       {path}")?;
        }
        for (n, all, function) in self.long_functions() {
            writeln!(f, "    function  {n:4} {all:4}  {function}")?;
        }
        Ok(())
    }
}

/// The functions of a file, those of `impl`s and traits too.
struct Functions<'a> {
    path: &'a str,
    found: Vec<(usize, usize, String)>,
}

impl Functions<'_> {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let all = block.span().end().line - signature.span().start().line + 1;
        let mut uncounted = Uncounted { lines: BTreeSet::new() };
        uncounted.visit_block(block);
        uncounted.text(block.to_token_stream());
        let counted = all - uncounted.lines.len();
        self.found.push((counted, all, format!("{}: {}", self.path, signature.ident)));
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// The lines of the outermost flat matches' arms, and those of text.
struct Uncounted {
    lines: BTreeSet<usize>,
}

impl Uncounted {
    fn text(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.text(group.stream()),
                TokenTree::Literal(text) => {
                    self.lines.extend(text.span().start().line + 1..=text.span().end().line);
                }
                _ => {}
            }
        }
    }
}

fn lines(arm: &syn::Arm) -> RangeInclusive<usize> {
    arm.span().start().line..=arm.span().end().line
}

impl<'ast> Visit<'ast> for Uncounted {
    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        let is_flat =
            expr.arms.len() >= ARMS && expr.arms.iter().all(|arm| lines(arm).count() <= ARM);
        if is_flat {
            self.lines.extend(expr.arms.iter().flat_map(lines));
        } else {
            visit::visit_expr_match(self, expr);
        }
    }

    /// A function inside counts for itself too.
    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(body: &str) -> (usize, usize) {
        let file = syn::parse_file(&format!("fn f() {{\n{body}\n}}")).expect("it is Rust");
        let mut functions = Functions { path: "", found: Vec::new() };
        functions.visit_file(&file);
        (functions.found[0].0, functions.found[0].1)
    }

    #[test]
    fn flat_matches_are_not_counted() {
        assert_eq!(counted("let x = 1;\nlet y = 2;"), (4, 4));
        let arms: String = (0..6).map(|i| format!("{i} => {{\n{i}\n}}\n")).collect();
        assert_eq!(counted(&format!("match 1 {{\n{arms}}}")), (4, 22));
        let long: String = (0..6).map(|i| format!("{i} => {{{}}}\n", "\n".repeat(13))).collect();
        assert_eq!(counted(&format!("match 1 {{\n{long}}}")), (88, 88));
        assert_eq!(counted("g(\"one\ntwo\nthree\");"), (3, 5));
    }
}
