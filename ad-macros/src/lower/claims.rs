//! What the user's names were taken for.
//!
//! In: a signature and its body, constant code being wrapped. Out: a [`Claim`] for each name that decides something here and that an
//! item of the user's may have too: a name in a pattern that may fail, and the names of std's types, variants, functions and macros.
//! So may a trait's method by the name of one of slices, or of one of floats where it is called on a reference. Deliberately absent: other methods, whose receivers decide (`proofs`), and locals, which `hygiene` tells apart.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::visit::{self, Visit};

use super::bindings::names;
use super::item::Mode;
use super::pattern::is_irrefutable;
use super::scopes::Binding;
use super::syntax::items;
use super::{Lower, joined, matches};
use crate::hygiene;
use crate::ir::paths::{is_std_variant, plain};
use crate::ir::{Claim, CloneBy};
use crate::kind::Kind;
use crate::library::macros::{self, MacroFact};
use crate::library::{self, StdType};
use crate::primitives;
use crate::signature::Signature;
use crate::ty::is_of_integers;

/// The types that are known by their names. `Result` is missing: aliases of that name are common, and the runtime sees which it is.
const TYPES: &[(&str, &str)] = &[
    ("f64", "::core::primitive::f64"),
    ("f32", "::core::primitive::f32"),
    ("bool", "::core::primitive::bool"),
    ("char", "::core::primitive::char"),
    ("str", "::core::primitive::str"),
    ("u8", "::core::primitive::u8"),
    ("u16", "::core::primitive::u16"),
    ("u32", "::core::primitive::u32"),
    ("u64", "::core::primitive::u64"),
    ("u128", "::core::primitive::u128"),
    ("usize", "::core::primitive::usize"),
    ("i8", "::core::primitive::i8"),
    ("i16", "::core::primitive::i16"),
    ("i32", "::core::primitive::i32"),
    ("i64", "::core::primitive::i64"),
    ("i128", "::core::primitive::i128"),
    ("isize", "::core::primitive::isize"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec<()>"),
    ("Option", "::core::option::Option<()>"),
    ("Box", "::std::boxed::Box<()>"),
    ("Rc", "::std::rc::Rc<()>"),
    ("Arc", "::std::sync::Arc<()>"),
    ("VecDeque", "::std::collections::VecDeque<()>"),
];

/// The same, of integers alone.
const RANGES: &[(&str, &str)] =
    &[("Range", "::core::ops::Range<()>"), ("RangeInclusive", "::core::ops::RangeInclusive<()>")];

/// The functions that are known by their names: module or type, name, and path.
const FUNCTIONS: &[(&str, &str, &str)] = &[
    ("mem", "swap", "::core::mem::swap::<()>"),
    ("mem", "replace", "::core::mem::replace::<()>"),
    ("mem", "take", "::core::mem::take::<()>"),
    ("Vec", "new", "::std::vec::Vec::<()>::new"),
    ("Vec", "with_capacity", "::std::vec::Vec::<()>::with_capacity"),
    ("Vec", "from", "<::std::vec::Vec<()> as ::core::convert::From<[(); 0]>>::from"),
    ("Box", "new", "::std::boxed::Box::<()>::new"),
    ("Rc", "new", "::std::rc::Rc::<()>::new"),
    ("Arc", "new", "::std::sync::Arc::<()>::new"),
    ("array", "from_fn", "::core::array::from_fn::<(), 0, fn(usize)>"),
    ("iter", "once", "::core::iter::once::<()>"),
    ("iter", "repeat", "::core::iter::repeat::<()>"),
    ("iter", "zip", "::core::iter::zip::<[(); 0], [(); 0]>"),
];

/// The claims of a function about its types, which are looked up around it.
pub(crate) fn of_signature(signature: &Signature) -> Vec<Claim> {
    Found::in_signature(signature).claims
}

/// The claims of a body, but for those of the signature, unless an item in the body may give a name another meaning there.
pub(super) fn of_body(signature: &Signature, body: &syn::Block) -> Vec<Claim> {
    let mut items = Items(false);
    items.visit_block(body);
    let mut found = match items.0 {
        true => Found::default(),
        false => Found { claims: Vec::new(), ..Found::in_signature(signature) },
    };
    found.visit_block(body);
    found.claims
}

impl Lower<'_> {
    /// Claims that a method of floats is theirs where it is called by the name of a reference, or of what may be one: of those a trait of the user's may have
    /// one by the name, which rustc finds before.
    pub(super) fn claim_of_reference(&mut self, call: &syn::ExprMethodCall) {
        if !self.may_be_reference(&call.receiver) {
            return;
        }
        let is_it =
            |claim: &Claim| matches!(claim, Claim::MethodOfReference(name) if *name == call.method);
        if !self.function.claims.iter().any(is_it) {
            self.function.claims.push(Claim::MethodOfReference(call.method.clone()));
        }
    }

    /// Claims that a copy is one: a trait of the user's may give numbers a method by the name, by value, which rustc finds before.
    pub(super) fn claim_of_copy(&mut self, call: &syn::ExprMethodCall, by: CloneBy) {
        let is_it = |claim: &Claim| matches!(claim, Claim::Copied(_));
        if by == CloneBy::Clone && !self.function.claims.iter().any(is_it) {
            self.function.claims.push(Claim::Copied(call.method.clone()));
        }
    }

    /// Claims that a macro that joins iterators is the one that is known.
    pub(super) fn claim_of_joining(&mut self, path: Option<syn::Path>) {
        let Some(path) = path else { return };
        let is_it = |claim: &Claim| matches!(claim, Claim::Joining(it) if *it == path);
        if !self.function.claims.iter().any(is_it) {
            self.function.claims.push(Claim::Joining(path));
        }
    }

    /// Claims that a method on an iterator of std's is the one of `itertools`, if it has such a name.
    pub(super) fn claim_of_itertools(&mut self, call: &syn::ExprMethodCall) {
        let is_it = |claim: &Claim| matches!(claim, Claim::Itertools(it) if *it == call.method);
        let is_new = !self.function.claims.iter().any(is_it);
        let is_written = joined::written_as(call).is_none();
        if is_new && is_written && library::is_of_itertools(&call.method.to_string()) {
            self.function.claims.push(Claim::Itertools(call.method.clone()));
        }
    }

    /// Claims that `drop` is std's, where no local of that name is called.
    pub(super) fn claim_of_drop(&mut self, path: &syn::Path) {
        let path = plain(path);
        let is_it =
            |claim: &Claim| matches!(claim, Claim::Function { path: it, .. } if *it == path);
        if !self.function.claims.iter().any(is_it) {
            let std = quote!(::core::mem::drop::<()>);
            self.function.claims.push(Claim::Function { std, path });
        }
    }

    fn may_be_reference(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::Paren(inner) => self.may_be_reference(&inner.expr),
            syn::Expr::Group(inner) => self.may_be_reference(&inner.expr),
            syn::Expr::Path(path) => {
                match path.path.get_ident().and_then(|name| self.binding(name)) {
                    Some(Binding::Var(var)) => {
                        let ty = &self.function.var(*var).ty;
                        ty.is_reference() || ty.known == Kind::Unknown
                    }
                    Some(Binding::Place(_, mode)) => *mode != Mode::Move,
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

struct Items(bool);

impl<'a> Visit<'a> for Items {
    fn visit_item(&mut self, _: &'a syn::Item) {
        self.0 = true;
    }
}

#[derive(Default)]
struct Found {
    claims: Vec<Claim>,
    /// What was claimed already, as text.
    paths: Vec<String>,
    variables: Vec<Ident>,
}

impl Found {
    fn in_signature(signature: &Signature) -> Found {
        let mut found = Found::default();
        signature.params.iter().for_each(|param| found.visit_type(&param.ty));
        found.visit_type(&signature.output);
        found
    }

    /// The names that a pattern binds, if it may fail.
    fn pattern(&mut self, pattern: &syn::Pat) {
        for name in names(pattern) {
            let is_marked = || matches!(&name.subpat, Some((_, sub)) if is_wild(sub));
            // What is bound with a keyword or an `@` is no constant.
            let is_open = name.by_ref.is_none() && name.mutability.is_none();
            if is_open
                && (name.subpat.is_none() || is_marked())
                && !hygiene::is_among(&name.ident, &self.variables)
            {
                self.variables.push(name.ident.clone());
                self.claims.push(Claim::Variable(name.ident));
            }
        }
    }

    fn is_new(&mut self, path: &impl ToTokens) -> bool {
        let text = path.to_token_stream().to_string();
        let is_new = !self.paths.contains(&text);
        if is_new {
            self.paths.push(text);
        }
        is_new
    }

    fn variant(&mut self, path: &syn::Path) {
        // An alias of `Result` may say what its errors are; which one is meant shows where it meets std's.
        let of = path.segments.iter().rev().nth(1);
        if is_std_variant(path) && of.is_none_or(|of| of.ident != "Result") && self.is_new(path) {
            self.claims.push(Claim::Variant(path.clone()));
        }
    }

    fn ty(&mut self, path: &syn::Path) {
        let Some(last) = path.segments.last() else { return };
        let ranges = RANGES.iter().filter(|_| is_of_integers(last));
        let mut known = TYPES.iter().chain(ranges);
        let Some((_, std)) = known.find(|(name, _)| last.ident == name) else { return };
        let path = plain(path);
        if self.is_new(&quote!(type #path)) {
            let span = last.ident.span();
            // A type that has arguments and is written without them is another one.
            let path = match std.ends_with('>') && !last.arguments.is_none() {
                true => quote_spanned!(span=> #path<()>),
                false => path.to_token_stream(),
            };
            self.claims.push(Claim::Type { std: tokens(std), path });
        }
    }

    fn mac(&mut self, path: &syn::Path) {
        // `::core::panic!` can be no other.
        let is_absolute = path.leading_colon.is_some() && path.segments.len() == 2;
        let of_std = || ["core", "std"].iter().any(|name| path.segments[0].ident == name);
        if !(is_absolute && of_std()) && self.is_new(path) {
            self.claims.push(Claim::Macro(path.clone()));
        }
    }

    fn function(&mut self, path: &syn::Path) {
        let mut segments = path.segments.iter().rev();
        let Some(last) = segments.next() else { return };
        if last.ident == "stop_gradient" && self.is_new(path) {
            return self.claims.push(Claim::StopGradient(plain(path)));
        }
        let Some(of) = segments.next() else { return };
        let is_float = path.segments.len() == 2 && StdType::of(&of.ident) == Some(StdType::Float);
        if is_float && path.leading_colon.is_none() {
            // A module of the name comes before the type in a path, and after it elsewhere.
            let (of, name) = (&of.ident, &last.ident);
            return match primitives::method(&name.to_string()) {
                Some(_) if self.is_new(path) => {
                    let std = quote!(<::core::primitive::#of>::#name);
                    self.claims.push(Claim::Function { std, path: plain(path) });
                }
                Some(_) => {}
                None => self.ty(&of.clone().into()),
            };
        }
        let known =
            FUNCTIONS.iter().find(|(module, name, _)| of.ident == module && last.ident == name);
        if let Some((_, _, std)) = known {
            let path = plain(path);
            if self.is_new(&path) {
                self.claims.push(Claim::Function { std: tokens(std), path });
            }
        }
    }
}

impl<'a> Visit<'a> for Found {
    fn visit_expr_match(&mut self, choice: &'a syn::ExprMatch) {
        if let Some(mac) = matches::written_as(choice) {
            self.mac(&mac.path);
        }
        visit::visit_expr_match(self, choice);
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        self.pattern(&arm.pat);
        visit::visit_arm(self, arm);
    }

    fn visit_expr_let(&mut self, condition: &'a syn::ExprLet) {
        self.pattern(&condition.pat);
        visit::visit_expr_let(self, condition);
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        // A name alone has an `else` where it is a constant. The `else` of a constant one is with its value.
        let may_fail = local.init.as_ref().is_some_and(|init| init.diverge.is_some());
        if may_fail || !is_irrefutable(&local.pat) {
            self.pattern(&local.pat);
        }
        visit::visit_local(self, local);
    }

    fn visit_pat_ident(&mut self, name: &'a syn::PatIdent) {
        if name.subpat.is_none() {
            self.variant(&name.ident.clone().into());
        }
        visit::visit_pat_ident(self, name);
    }

    fn visit_pat_tuple_struct(&mut self, fields: &'a syn::PatTupleStruct) {
        self.variant(&fields.path);
        visit::visit_pat_tuple_struct(self, fields);
    }

    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        if path.qself.is_none() {
            self.variant(&path.path);
            self.function(&path.path);
        }
        visit::visit_expr_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let name = call.method.to_string();
        let is_of_slices = library::named(&name).any(|row| row.of_slices);
        if is_of_slices && self.is_new(&format!("method {name}")) {
            self.claims.push(Claim::Method(call.method.clone()));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_type_path(&mut self, ty: &'a syn::TypePath) {
        if ty.qself.is_none() {
            self.ty(&ty.path);
        }
        visit::visit_type_path(self, ty);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        if name == macros::VEC
            && let Some(items) = items(&mac.tokens)
        {
            items.into_iter().for_each(|item| Found::visit_expr(self, &item));
        }
        let known = [MacroFact::Makes, MacroFact::Looks, MacroFact::Chooses];
        if known.iter().any(|fact| macros::is(&name, *fact)) {
            self.mac(&mac.path);
        }
    }

    // What is inside an item is its own business.
    fn visit_item(&mut self, _: &'a syn::Item) {}
}

fn is_wild(pattern: &syn::Pat) -> bool {
    matches!(pattern, syn::Pat::Wild(_))
}

fn tokens(std: &str) -> TokenStream {
    std.parse().unwrap_or_default()
}
