//! The functions whose derivatives a body calls, imported under names of their own.
//!
//! ```text
//! ::ad_runtime::derivatives! { geometry::norm as norm_derivative, 2; }
//! ```
//!
//! The import, and not the function's own name, is what derivatives are called by: where the
//! function has none, the runtime puts something there whose error says what to do. A method's derivatives are methods;
//! where a receiver is seen to be of a type of the user's, a trait that every type has stands behind them for the same end:
//! ```text
//! trait energy_undifferentiated { fn energy_pullback<A>(&mut self, _: A) -> .. where Self: Differentiated }
//! ```
//! Its methods are found last, so they are called only where there are no others. The constants that say whether a method may
//! be called again (`Model::energy_REPEATABLE`) have such traits behind them too, which say that it may not.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::analysis::loose::Loose;
use crate::ir::{self, Function, Repeated, Stmt, Transform, visit};
use crate::library::{self, Fact};
use crate::primitives;

/// One function whose derivatives are called.
struct Callee {
    path: syn::Path,
    name: String,
    arity: usize,
    /// Called with nothing but constants, some of which may have been changed by others: it may do without derivatives.
    is_lent: bool,
}

impl Callee {
    fn is(&self, path: &syn::Path, is_lent: bool) -> bool {
        self.path == *path && self.is_lent == is_lent
    }
}

/// A method whose derivatives are called.
struct Method {
    name: String,
    arity: usize,
    /// Every receiver is a variable of a type of the user's: no pointer, through which methods are found later than those of the
    /// trait that stands behind them.
    is_plain: bool,
    /// Every receiver is in a field, which may be a constant, or is one itself, or the method is lent one; and all arguments can be
    /// written twice.
    is_of_constants: bool,
    /// Whether a receiver may be changed.
    is_exclusive: bool,
    /// The arguments that have dots.
    dotted: BTreeSet<usize>,
}

/// All of them, in order of their first call.
pub(super) struct Callees(Vec<Callee>, Vec<Method>, Loose, BTreeSet<String>);

impl Callees {
    pub(super) fn of(function: &Function) -> Callees {
        let mut callees = Callees(Vec::new(), Vec::new(), Loose::of(function), BTreeSet::new());
        let mut note = |stmt: &Stmt| {
            if let Stmt::Let { expr: ir::Expr::Repeatable(repeated), .. } = stmt {
                callees.note_repeated(repeated);
            }
            let Stmt::Call { results, callee, transform, args, dots, .. } = stmt else { return };
            let is_lent = function.var(results[0]).may_be_underived;
            if let (ir::Callee::Method(name), true) = (callee, *transform != Transform::Primal) {
                callees.note_method(function, &name.to_string(), args, is_lent);
                let given = (1..dots.len()).filter(|i| dots[*i].is_some());
                callees
                    .1
                    .iter_mut()
                    .filter(|method| *name == method.name.as_str())
                    .for_each(|method| method.dotted.extend(given.clone()));
            }
            let ir::Callee::Function(path) = callee else { return };
            if *transform != Transform::Primal {
                callees.note_function(path, args.len(), is_lent);
            }
        };
        visit::deep_stmts(&function.body, &mut note);
        if let Some(closure) = &function.closure {
            visit::deep_stmts(&closure.body, &mut note);
        }
        callees
    }

    /// Those that are asked whether they may be called again.
    pub(super) fn asked(repeated: &[Repeated]) -> Callees {
        let mut callees = Callees(Vec::new(), Vec::new(), Loose::default(), BTreeSet::new());
        callees.note_repeated(repeated);
        callees
    }

    fn note_repeated(&mut self, repeated: &[Repeated]) {
        for callee in repeated {
            match callee {
                Repeated::Function { path, arity } => self.note_function(path, *arity, false),
                Repeated::Method { name, .. } => {
                    self.3.insert(name.to_string());
                }
            }
        }
    }

    fn note_function(&mut self, path: &syn::Path, arity: usize, is_lent: bool) {
        if self.0.iter().any(|known| known.is(path, is_lent)) {
            return;
        }
        let last = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let base = format!("{}_derivative", last.trim_start_matches("r#"));
        let mut name = base.clone();
        let is_taken = |name: &String| self.0.iter().any(|known| known.name == *name);
        while is_taken(&name) {
            name = format!("{base}_{}", self.0.len() + 1);
        }
        self.0.push(Callee { path: path.clone(), name, arity, is_lent });
    }

    /// Whether all of these may be called again, as an expression of constants.
    pub(super) fn repeatable(&self, repeated: &[Repeated]) -> TokenStream {
        let span = Span::mixed_site();
        let each = repeated.iter().map(|callee| match callee {
            Repeated::Function { path, .. } => {
                let name = self.name(path, false, span);
                quote_spanned!(span=> #name::REPEATABLE)
            }
            Repeated::Method { of, name } => {
                let constant = repeatable_of(&name.to_string());
                quote_spanned!(span=> <#of>::#constant)
            }
        });
        let each: Vec<_> = each.collect();
        match each.is_empty() {
            true => quote!(true),
            false => quote!(#(#each)&&*),
        }
    }

    fn note_method(&mut self, function: &Function, name: &str, args: &[ir::Arg], is_lent: bool) {
        let is_plain = args.first().and_then(ir::Arg::place).is_some_and(|place| {
            let root = function.var(place.root);
            place.projections.is_empty() && root.nominal
        });
        let is_of_constants = is_lent || self.is_in_field(function, args);
        let is_exclusive = matches!(args.first(), Some(ir::Arg::BorrowMut(_)));
        match self.1.iter_mut().find(|method| method.name == name) {
            Some(method) => {
                let is_alike = method.arity == args.len();
                method.is_plain &= is_plain && is_alike;
                method.is_of_constants &=
                    is_of_constants && is_alike && method.is_exclusive == is_exclusive;
            }
            None => {
                let (name, arity) = (name.to_string(), args.len());
                let dotted = BTreeSet::new();
                self.1.push(Method {
                    name,
                    arity,
                    is_plain,
                    is_of_constants,
                    is_exclusive,
                    dotted,
                });
            }
        }
    }

    fn is_in_field(&self, function: &Function, args: &[ir::Arg]) -> bool {
        // A field, or a copy of one for the reverse sweep.
        let is_loose = |place: &ir::Place| {
            let root = function.var(place.root);
            let is_copy = place.projections.is_empty() && !root.user && !root.nominal;
            is_copy || self.2.place(&function.vars, place)
        };
        args.first().and_then(ir::Arg::place).is_some_and(is_loose)
            && args[1..].iter().all(|arg| arg.is_copy(&function.vars))
    }

    /// Whether a method may be one of a constant field without derivatives.
    pub(super) fn may_be_underived(&self, name: &Ident) -> bool {
        self.1.iter().any(|method| method.is_of_constants && *name == method.name.as_str())
    }

    /// What stands behind the derivatives of the methods of fields: nothing is differentiated where all is constant.
    fn behind_fields(&self, runtime: &syn::Path) -> TokenStream {
        let methods = self.1.iter().filter(|method| method.is_of_constants);
        let traits = methods.map(|method| {
            let name = method.name.trim_start_matches("r#");
            let made = |name: String| Ident::new(&name, Span::mixed_site());
            let types: Vec<_> = (1..method.arity).map(|i| made(format!("A{i}"))).collect();
            let receiver = match method.is_exclusive {
                true => quote!(&mut self),
                false => quote!(&self),
            };
            let (name, [value, pullback, owned, tangent]) = (
                made(format!("{name}_underived")),
                ["value", "pullback", "owned_pullback", "tangent"]
                    .map(|form| made(format!("{name}_{form}"))),
            );
            let of_constant = quote!(#runtime::private::OfConstant);
            let underived = quote!(#runtime::private::Underived);
            let bars =
                (0..method.arity).map(|_| quote!(::core::option::Option<&mut dyn #of_constant>));
            let bars: Vec<_> = bars.collect();
            let names = bars.iter().map(|_| quote!(_));
            let names: Vec<_> = names.collect();
            let pullbacks = [pullback, owned].map(|pullback| {
                quote! {
                    fn #pullback<#(#types,)* R>(#receiver, #(_: #types),*)
                        -> (#underived, fn(R, #(#bars),*)) { (#underived, |_, #(#names),*| {}) }
                }
            });
            let pullbacks = quote!(#(#pullbacks)*);
            let dots = (1..method.arity).map(|i| match method.dotted.contains(&i) {
                true => {
                    let dot = made(format!("D{i}"));
                    quote!(_: ::core::option::Option<#dot>)
                }
                false => quote!(_: ::core::option::Option<&#runtime::private::Constant>),
            });
            let dotted: Vec<_> = method.dotted.iter().map(|i| made(format!("D{i}"))).collect();
            quote! {
                trait #name {
                    fn #value<#(#types),*>(#receiver, #(_: #types),*) -> #underived { #underived }
                    #pullbacks
                    fn #tangent<#(#types,)* #(#dotted: #of_constant,)* D: #of_constant>(
                        #receiver, #(_: #types,)* _: D, #(#dots),*
                    ) -> (#underived, #underived) { (#underived, #underived) }
                }
                impl<T: ?Sized> #name for T {}
            }
        });
        traits.collect()
    }

    /// What stands behind the derivatives of methods.
    fn behind(&self, runtime: &syn::Path) -> TokenStream {
        let methods = self.1.iter().filter(|method| method.is_plain && !method.is_of_constants);
        let traits = methods.map(|method| {
            let name = method.name.trim_start_matches("r#");
            let made = |name: String| Ident::new(&name, Span::mixed_site());
            let types: Vec<_> = (1..method.arity).map(|i| made(format!("A{i}"))).collect();
            let dots: Vec<_> = (0..method.arity).map(|i| made(format!("D{i}"))).collect();
            let (name, [value, pullback, owned, tangent]) = (
                made(format!("{name}_undifferentiated")),
                ["value", "pullback", "owned_pullback", "tangent"]
                    .map(|form| made(format!("{name}_{form}"))),
            );
            let bound = quote!(#runtime::private::Differentiated);
            let never = quote! {
                -> <Self as #bound>::Derivative where Self: #bound {
                    ::core::unreachable!("the bound never holds")
                }
            };
            quote! {
                trait #name {
                    fn #value<#(#types),*>(&mut self, #(_: #types),*) #never
                    fn #pullback<#(#types),*>(&mut self, #(_: #types),*) #never
                    fn #owned<#(#types),*>(&mut self, #(_: #types),*) #never
                    fn #tangent<#(#types,)* #(#dots),*>(
                        &mut self, #(_: #types,)* #(_: #dots),*
                    ) #never
                }
                impl<T> #name for T {}
            }
        });
        let constants = self.3.iter().map(|method| {
            let constant = repeatable_of(method);
            let name = Ident::new(&format!("{constant}_unknown"), Span::mixed_site());
            quote! {
                trait #name {
                    const #constant: bool = false;
                }
                impl<T: ?Sized> #name for T {}
            }
        });
        traits.chain(constants).collect()
    }

    /// The name that a function's derivatives are called by, located at the user's call.
    pub(super) fn name(&self, path: &syn::Path, is_lent: bool, span: Span) -> Ident {
        let callee = self.0.iter().find(|callee| callee.is(path, is_lent));
        let name = callee.map_or("", |callee| callee.name.as_str());
        Ident::new(name, span.resolved_at(Span::mixed_site()))
    }

    /// Whether the derivatives of a function of this name are called.
    pub(super) fn calls(&self, name: &Ident) -> bool {
        self.0.iter().any(|callee| callee.path.is_ident(name))
    }

    /// The import.
    pub(super) fn imports(&self, runtime: &syn::Path) -> TokenStream {
        let (plain, fields) = (self.behind(runtime), self.behind_fields(runtime));
        let is_float_method = |method: &Method| {
            primitives::method(&method.name).is_some_and(|known| !known.partials.is_empty())
        };
        let floats = self.1.iter().any(is_float_method);
        let floats = floats.then(|| quote!(use #runtime::private::FloatMethods as _;));
        let is_integer_method = |method: &Method| library::is(&method.name, Fact::Open);
        let integers = self.1.iter().any(is_integer_method).then(|| {
            quote! {
                use #runtime::private::{IntegerMethods as _, SignedMethods as _};
                use #runtime::private::UnsignedMethods as _;
            }
        });
        let behind = quote!(#floats #integers #plain #fields);
        if self.0.is_empty() {
            return behind;
        }
        let imports = self.0.iter().map(|Callee { path, name, arity, is_lent }| {
            let name = Ident::new(name, Span::mixed_site());
            let arity = Literal::usize_unsuffixed(*arity);
            match is_lent {
                true => quote!(#path as #name, #arity or constant;),
                false => quote!(#path as #name, #arity;),
            }
        });
        quote!(#behind #runtime::derivatives! { #(#imports)* })
    }
}

/// The name of the constant that says whether a method may be called again.
fn repeatable_of(method: &str) -> Ident {
    let method = method.trim_start_matches("r#");
    Ident::new(&format!("{method}_REPEATABLE"), Span::mixed_site())
}
