//! `#[cfg(..)]` inside of functions: one expansion for each configuration, each under its own `#[cfg(..)]`.
//!
//! In: code in which statements, arms, fields or elements stand under `cfg`s. Out: what the code is in each [`Configuration`], without
//! them, and the items made of it under the predicate that says that the configuration is this one. Which one it is rustc decides.
//! Deliberately absent: `cfg_attr`, which is refused, and the code of items inside, whose `cfg`s stay where they are.

mod attributes;
mod predicate;

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::visit_mut::{self, VisitMut};

use attributes::{attributes, attributes_of_stmt};
use predicate::Predicate;

/// More conditions than these aren't told apart: there would be an expansion for each combination.
const MOST: u32 = 4;

/// Which conditions hold.
#[derive(Clone, Debug, Default)]
pub struct Configuration(Vec<(syn::Meta, bool)>);

impl Configuration {
    /// The configurations that code tells apart; one if there are no `cfg`s in it. None if there are too many.
    pub fn all_of(code: &mut impl Code) -> Option<Vec<Configuration>> {
        let mut conditions = Conditions::default();
        code.visit(&mut Stripped { is_on: &mut |predicate| conditions.note(predicate) });
        let names = conditions.0;
        let n_names = u32::try_from(names.len()).ok().filter(|n| *n <= MOST)?;
        let holds = |number: u32| {
            let values =
                names.iter().enumerate().map(|(i, name)| (name.clone(), number >> i & 1 == 0));
            Configuration(values.collect())
        };
        Some((0..1 << n_names).map(holds).collect())
    }

    /// The code as it is in this configuration.
    pub fn strip(&self, code: &mut impl Code) {
        code.visit(&mut Stripped { is_on: &mut |predicate| Some(predicate.holds(&self.0)) });
    }

    /// Items that are there in this configuration only.
    pub fn only(&self, items: TokenStream) -> TokenStream {
        if self.0.is_empty() {
            return items;
        }
        let conditions = self.0.iter().map(
            |(name, holds)| {
                if *holds { quote!(#name) } else { quote!(not(#name)) }
            },
        );
        let conditions: Vec<_> = conditions.collect();
        let attribute = match conditions.as_slice() {
            [only] => quote!(#[cfg(#only)]),
            all => quote!(#[cfg(all(#(#all),*))]),
        };
        under(&[attribute], items)
    }
}

/// Items under attributes.
pub fn under(attributes: &[TokenStream], items: TokenStream) -> TokenStream {
    if attributes.is_empty() {
        return items;
    }
    if let Ok(file) = syn::parse2::<syn::File>(items.clone()) {
        return file.items.iter().map(|item| quote!(#(#attributes)* #item)).collect();
    }
    // Functions of a trait.
    let parser = |input: ParseStream| {
        let mut functions = Vec::new();
        while !input.is_empty() {
            functions.push(input.parse::<syn::TraitItem>()?);
        }
        Ok(functions)
    };
    match parser.parse2(items.clone()) {
        Ok(functions) => functions.iter().map(|item| quote!(#(#attributes)* #item)).collect(),
        Err(_) => quote!(#(#attributes)* #items),
    }
}

/// Code that may hold `cfg`s.
pub trait Code {
    fn visit(&mut self, visitor: &mut impl VisitMut);
}

impl Code for syn::ItemFn {
    fn visit(&mut self, visitor: &mut impl VisitMut) {
        visitor.visit_signature_mut(&mut self.sig);
        visitor.visit_block_mut(&mut self.block);
    }
}

impl Code for syn::ImplItemFn {
    fn visit(&mut self, visitor: &mut impl VisitMut) {
        visitor.visit_signature_mut(&mut self.sig);
        visitor.visit_block_mut(&mut self.block);
    }
}

/// The conditions in code, each once.
#[derive(Default)]
struct Conditions(Vec<syn::Meta>);

impl Conditions {
    /// Takes in the conditions of a predicate, and leaves what stands under it.
    fn note(&mut self, predicate: &Predicate) -> Option<bool> {
        predicate.conditions(&mut |name| {
            if !self.0.iter().any(|known| known == name) {
                self.0.push(name.clone());
            }
        });
        None
    }
}

/// Looks at each `cfg`: what is off is taken out, and what is on stands without it. Where nothing is said, all stays.
struct Stripped<'f> {
    is_on: &'f mut dyn FnMut(&Predicate) -> Option<bool>,
}

impl Stripped<'_> {
    /// Whether what has these attributes is there.
    fn keeps(&mut self, attributes: &mut Vec<syn::Attribute>) -> bool {
        let mut keeps = true;
        attributes.retain(|attribute| {
            let Some(predicate) = Predicate::of(attribute) else { return true };
            match (self.is_on)(&predicate) {
                None => true,
                Some(is_on) => {
                    keeps &= is_on;
                    false
                }
            }
        });
        keeps
    }

    fn keep_exprs<P: Default>(&mut self, exprs: &mut syn::punctuated::Punctuated<syn::Expr, P>) {
        self.keep(exprs, attributes);
    }

    fn keep<T, P: Default>(
        &mut self,
        list: &mut syn::punctuated::Punctuated<T, P>,
        attributes: impl Fn(&mut T) -> Option<&mut Vec<syn::Attribute>>,
    ) {
        // A comma at the end says more than a list: `(x,)`.
        let is_last_kept = list.trailing_punct();
        let items = std::mem::take(list).into_iter();
        let kept = items.filter_map(|mut item| {
            let keeps = attributes(&mut item).is_none_or(|attributes| self.keeps(attributes));
            keeps.then_some(item)
        });
        *list = kept.collect();
        if is_last_kept && !list.is_empty() {
            list.push_punct(P::default());
        }
    }
}

impl VisitMut for Stripped<'_> {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain_mut(|stmt| {
            attributes_of_stmt(stmt).is_none_or(|attributes| self.keeps(attributes))
        });
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Match(expr) => expr.arms.retain_mut(|arm| self.keeps(&mut arm.attrs)),
            syn::Expr::Call(call) => self.keep_exprs(&mut call.args),
            syn::Expr::MethodCall(call) => self.keep_exprs(&mut call.args),
            syn::Expr::Array(array) => self.keep_exprs(&mut array.elems),
            syn::Expr::Tuple(tuple) => self.keep_exprs(&mut tuple.elems),
            syn::Expr::Struct(value) => {
                self.keep(&mut value.fields, |field| Some(&mut field.attrs))
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_pat_struct_mut(&mut self, pattern: &mut syn::PatStruct) {
        self.keep(&mut pattern.fields, |field| Some(&mut field.attrs));
        visit_mut::visit_pat_struct_mut(self, pattern);
    }

    fn visit_signature_mut(&mut self, signature: &mut syn::Signature) {
        self.keep(&mut signature.inputs, |input| {
            Some(match input {
                syn::FnArg::Receiver(receiver) => &mut receiver.attrs,
                syn::FnArg::Typed(typed) => &mut typed.attrs,
            })
        });
        visit_mut::visit_signature_mut(self, signature);
    }

    // What is inside an item is its own business.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}
