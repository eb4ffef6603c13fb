//! `#[checkpoint]` and `#[checkpoint(snapshots = k)]` on loops.
//!
//! In: attributes, as they are written. Out: a mark at the head of the loop's body (`Stmt::Checkpointed`); complaints about such attributes that
//! stand elsewhere, or have other options. Deliberately absent: whether the loop can be reversed so, which is known later (`checkpoints`).

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::Lower;
use crate::diag::Diagnostics;
use crate::ir::{Atom, Stmt};
use crate::unsupported;

/// Whether an attribute is `#[checkpoint]`.
pub fn is_checkpoint(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("checkpoint")
}

/// What an attribute asks for: how many snapshots, if it says so; or what is wrong with it.
fn read(attribute: &syn::Attribute) -> Result<Option<syn::Expr>, syn::Error> {
    let wrong = |tokens: &dyn ToTokens, message| {
        Err(syn::Error::new_spanned(tokens.to_token_stream(), message))
    };
    let list = match &attribute.meta {
        syn::Meta::Path(_) => return Ok(None),
        syn::Meta::List(list) => list,
        syn::Meta::NameValue(_) => return wrong(attribute, unsupported::CHECKPOINT_OPTION),
    };
    let Ok(option) = list.parse_args::<syn::MetaNameValue>() else {
        return wrong(&list.tokens, unsupported::CHECKPOINT_OPTION);
    };
    if !option.path.is_ident("snapshots") {
        return wrong(&option.path, unsupported::CHECKPOINT_OPTION);
    }
    match &option.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }) => {
            match number.base10_parse::<usize>() {
                Ok(0) => wrong(number, unsupported::CHECKPOINT_NONE),
                Ok(_) => Ok(Some(option.value.clone())),
                Err(_) => wrong(number, unsupported::CHECKPOINT_OPTION),
            }
        }
        syn::Expr::Path(_) => Ok(Some(option.value.clone())),
        value => wrong(value, unsupported::CHECKPOINT_OPTION),
    }
}

/// Complains about such attributes where they can't stand.
pub(super) fn refuse(diagnostics: &mut Diagnostics, body: &syn::Block) {
    Marks(diagnostics).visit_block(body);
}

struct Marks<'d>(&'d mut Diagnostics);

impl Marks<'_> {
    fn of_loop(&mut self, attributes: &[syn::Attribute]) {
        let mut marks = attributes.iter().filter(|attribute| is_checkpoint(attribute));
        let Some(first) = marks.next() else { return };
        if let Err(error) = read(first) {
            self.0.add(error);
        }
        marks.for_each(|other| self.0.error(other, unsupported::CHECKPOINT_TWICE));
    }
}

impl<'a> Visit<'a> for Marks<'_> {
    fn visit_expr_for_loop(&mut self, of: &'a syn::ExprForLoop) {
        self.of_loop(&of.attrs);
        let of = syn::ExprForLoop { attrs: Vec::new(), ..of.clone() };
        visit::visit_expr_for_loop(&mut Marks(self.0), &of);
    }

    fn visit_expr_while(&mut self, of: &'a syn::ExprWhile) {
        self.of_loop(&of.attrs);
        let of = syn::ExprWhile { attrs: Vec::new(), ..of.clone() };
        visit::visit_expr_while(&mut Marks(self.0), &of);
    }

    fn visit_expr_loop(&mut self, of: &'a syn::ExprLoop) {
        self.of_loop(&of.attrs);
        let of = syn::ExprLoop { attrs: Vec::new(), ..of.clone() };
        visit::visit_expr_loop(&mut Marks(self.0), &of);
    }

    // Items inside are copied as they are.
    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        if is_checkpoint(attribute) {
            self.0.error(attribute, unsupported::CHECKPOINT_ELSEWHERE);
        }
    }
}

/// Removes such attributes from code that is the user's own.
pub struct Unmark;

impl Unmark {
    /// Removes them from some attributes.
    pub fn of(attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !is_checkpoint(attribute));
    }

    /// Removes them from those of one expression, be it a loop or not.
    pub fn of_expr(expr: &mut syn::Expr) {
        use syn::Expr;
        match expr {
            Expr::ForLoop(syn::ExprForLoop { attrs, .. })
            | Expr::While(syn::ExprWhile { attrs, .. })
            | Expr::Loop(syn::ExprLoop { attrs, .. })
            | Expr::Array(syn::ExprArray { attrs, .. })
            | Expr::Assign(syn::ExprAssign { attrs, .. })
            | Expr::Binary(syn::ExprBinary { attrs, .. })
            | Expr::Block(syn::ExprBlock { attrs, .. })
            | Expr::Break(syn::ExprBreak { attrs, .. })
            | Expr::Call(syn::ExprCall { attrs, .. })
            | Expr::Closure(syn::ExprClosure { attrs, .. })
            | Expr::Field(syn::ExprField { attrs, .. })
            | Expr::If(syn::ExprIf { attrs, .. })
            | Expr::Index(syn::ExprIndex { attrs, .. })
            | Expr::Lit(syn::ExprLit { attrs, .. })
            | Expr::Macro(syn::ExprMacro { attrs, .. })
            | Expr::Match(syn::ExprMatch { attrs, .. })
            | Expr::MethodCall(syn::ExprMethodCall { attrs, .. })
            | Expr::Paren(syn::ExprParen { attrs, .. })
            | Expr::Path(syn::ExprPath { attrs, .. })
            | Expr::Reference(syn::ExprReference { attrs, .. })
            | Expr::Return(syn::ExprReturn { attrs, .. })
            | Expr::Struct(syn::ExprStruct { attrs, .. })
            | Expr::Tuple(syn::ExprTuple { attrs, .. })
            | Expr::Unary(syn::ExprUnary { attrs, .. })
            | Expr::Unsafe(syn::ExprUnsafe { attrs, .. }) => Unmark::of(attrs),
            _ => {}
        }
    }
}

impl Lower<'_> {
    /// Lowers a loop, and marks it if it has the attribute.
    pub(super) fn checkpointed<R>(
        &mut self,
        attributes: &[syn::Attribute],
        lower: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let mark = attributes.iter().find(|attribute| is_checkpoint(attribute));
        let Some((mark, asked)) = mark.and_then(|mark| Some((mark, read(mark).ok()?))) else {
            return lower(self);
        };
        let snapshots = asked.map(|snapshots| self.operand(&snapshots));
        let before = self.stmts.len();
        let result = lower(self);
        self.mark(before, snapshots, mark.span());
        result
    }

    fn mark(&mut self, before: usize, snapshots: Option<Atom>, span: Span) {
        let loops = self.stmts[before..].iter_mut().filter_map(|stmt| match stmt {
            Stmt::For { body, .. } | Stmt::Each { body, .. } | Stmt::While { body, .. } => {
                Some(body)
            }
            _ => None,
        });
        match loops.collect::<Vec<_>>().as_mut_slice() {
            [] => {}
            [body] => {
                let mark = Stmt::Checkpointed { snapshots, callees: Vec::new(), span };
                body.stmts.insert(0, mark);
            }
            _ => self.diagnostics.error_at(span, unsupported::CHECKPOINT_SEVERAL),
        }
    }
}
