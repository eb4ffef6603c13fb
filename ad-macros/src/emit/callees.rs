//! The functions whose derivatives a body calls, imported under names of their own.
//!
//! ```text
//! ::ad_runtime::derivatives! { derivatives_of_norm: Missing 2; } use geometry::norm as derivatives_of_norm;
//! type norm_derivative = <derivatives_of_norm as HasDerivatives<{ <derivatives_of_norm as Derivatives>::KNOWN }>>::Itself;
//! ```
//!
//! The import, and not the function's own name, is what derivatives are called by: where the
//! function has none, the runtime puts something there whose error says what to do. What asks about a function that may do
//! without derivatives has another import, `norm_itself, Undifferentiated 2`, of what says nothing. A method's derivatives are methods;
//! where a receiver is seen to be of a type of the user's, a trait that every type has stands behind them for the same end:
//! ```text
//! trait energy_undifferentiated { fn energy_pullback<A>(&mut self, _: A) -> .. where (): Differentiated }
//! ```
//! Its methods are found last, so they are called only where there are no others. The constants that say whether a method may
//! be called again (`Model::energy_REPEATABLE`) have such traits behind them too, which say that it may not.

mod behind;
mod fields;
mod functions;
mod known;
mod noted;

use std::collections::{BTreeMap, BTreeSet};
use std::slice::from_ref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::dots::{may_be_of_constant, may_be_of_reference};
use crate::analysis::loose::Loose;
use crate::ir::{self, Function, Repeated, Std, Stmt, visit};
use crate::library::{self, Lowering};
use crate::primitives;

pub(super) use behind::of_order;
use functions::Callee;
pub(super) use functions::{Wanted, may_select};

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
    /// The arguments that have dots, and whether these are always of values that may be constants.
    dotted: BTreeMap<usize, bool>,
    /// The parameters for which it makes values of functions.
    made: BTreeSet<usize>,
    /// The order of the highest derivative that is called.
    order: usize,
}

impl Method {
    /// The parameters with dots, by a call.
    fn note_dots(&mut self, function: &Function, loose: &Loose, dots: &[Option<ir::Arg>]) {
        for (i, dot) in dots.iter().enumerate().skip(1) {
            let Some(dot) = dot else { continue };
            let is_of_value = match dot {
                ir::Arg::Value(ir::Atom::Var(dot)) => {
                    may_be_of_constant(function, loose, *dot) || may_be_of_reference(function, *dot)
                }
                _ => false,
            };
            *self.dotted.entry(i).or_insert(true) &= is_of_value;
        }
    }

    /// Whether types say by a method of theirs that they have derivatives of this one: not those of std.
    fn is_marked(&self) -> bool {
        let name = self.name.trim_start_matches("r#");
        let is_ruled = library::is_of_crates(name)
            || library::becomes(name, Lowering::Contains)
            || library::becomes(name, Lowering::Ends);
        let is_std = library::is_of_std(name) && !is_ruled;
        // A method of another number of arguments is none of floats.
        !is_std && primitives::method(name).is_none_or(|method| method.arity != self.arity)
    }
}

/// An associated function whose derivatives are called.
#[derive(Default)]
struct Associated {
    /// The parameters for which it makes values of functions.
    made: BTreeSet<usize>,
    /// Whether it may be given nothing but constants, wherever it is called, and need have no derivatives.
    is_of_constants: bool,
}

/// All of them, in order of their first call.
#[derive(Default)]
pub(super) struct Callees {
    functions: Vec<Callee>,
    methods: Vec<Method>,
    /// The associated functions, by name and number of parameters.
    associated: BTreeMap<(String, usize), Associated>,
    /// Those of `Self` where that has the functions of a trait.
    of_this: BTreeMap<String, BTreeSet<usize>>,
    /// The methods of trait objects.
    of_objects: BTreeSet<String>,
    /// The methods that are asked whether they may be called again.
    repeated: BTreeSet<String>,
    /// Those of values in fields.
    repeated_of_fields: BTreeSet<String>,
    /// The places that may be in constant fields.
    loose: Loose,
    /// What can't be made out where the user's own code doesn't compile.
    written: Option<TokenStream>,
}

impl Associated {
    /// What stands behind it.
    fn behind(&self, name: &str, arity: usize, runtime: &syn::Path) -> TokenStream {
        behind::associated(name, arity, (&self.made, self.is_of_constants), runtime)
    }
}

impl Callees {
    pub(super) fn of(function: &Function) -> Callees {
        let (loose, written) = (Loose::of(function), function.written.clone());
        let mut callees = Callees { loose, written, ..Callees::default() };
        let mut note = |stmt: &Stmt| callees.note_stmt(function, stmt);
        visit::deep_stmts(&function.body, &mut note);
        if let Some(closure) = &function.closure {
            visit::deep_stmts(&closure.body, &mut note);
        }
        callees.settle_repeats();
        // What stands behind a method in its place, for constants, would be found in the function's closures too.
        let closures = &function.closures;
        for method in &mut callees.methods {
            method.is_of_constants &=
                !closures.iter().any(|closure| closure.methods.contains(&method.name));
        }
        callees
    }

    /// Those that are asked whether they may be called again.
    pub(super) fn asked(repeated: &[Repeated]) -> Callees {
        let mut callees = Callees::default();
        callees.note_repeated(repeated);
        callees.settle_repeats();
        callees
    }

    /// Whether all of these may be called again, as an expression of constants.
    pub(super) fn repeatable(&self, repeated: &[Repeated], runtime: &syn::Path) -> TokenStream {
        let span = Span::mixed_site();
        let each = repeated.iter().map(|callee| match callee {
            Repeated::Function { path, given, .. } => {
                let span = syn::spanned::Spanned::span(path).resolved_at(span);
                let name = self.name(path, Wanted::Repeats, span);
                let given = given.iter().map(|given| self.repeatable(from_ref(given), runtime));
                quote_spanned!(span=> #name::REPEATABLE #(&& #given)*)
            }
            Repeated::Scalar { path, .. } => {
                let span = syn::spanned::Spanned::span(path).resolved_at(span);
                let name = self.name(path, Wanted::Repeats, span);
                quote_spanned!(span=> <#name as #runtime::private::Derivatives>::SCALAR)
            }
            Repeated::Value(name) => {
                quote_spanned!(span=> <#name as #runtime::FunctionValue>::REPEATABLE)
            }
            Repeated::Method { of, name } => {
                let constant = behind::repeatable_of(&name.to_string());
                quote_spanned!(span=> <#of>::#constant)
            }
            Repeated::Either(both) => {
                let [one, other] = both.each_ref().map(|of| self.repeatable(from_ref(of), runtime));
                quote_spanned!(span=> (#one || #other))
            }
            Repeated::Std { of, way, called, is } => {
                let called = called.as_ref().map(|called| quote_spanned!(span=> .#called()));
                let asked = match is {
                    Std::Operand => quote_spanned!(span=> AnOperand),
                    Std::Number => quote_spanned!(span=> ANumber),
                    Std::List => quote_spanned!(span=> AList),
                };
                quote_spanned! {span=>
                    #runtime::private::repeats(&|it: &#of| {
                        #[allow(unused_imports)]
                        use #runtime::private::{IsOther as _, IsStd as _};
                        #runtime::private::#asked(&it #(.#way)* #called).ad_is_std()
                    })
                }
            }
            Repeated::OfField { of, way, name } => {
                let method = behind::repeats_of(&name.to_string());
                quote_spanned!(span=> #runtime::private::repeats(&|it: &#of| it #(.#way)* .#method()))
            }
        });
        let each: Vec<_> = each.collect();
        match each.is_empty() {
            true => quote!(true),
            false => quote!(#(#each)&&*),
        }
    }

    /// Whether what has this pullback, which is named after it, may have no derivatives.
    pub(super) fn is_of_underived(&self, pullback: &str) -> bool {
        let Some(name) = pullback.strip_suffix("_pullback") else { return false };
        let is_it = |callee: &Callee| {
            let last = callee.path.segments.last();
            callee.wanted == Wanted::Lent && last.is_some_and(|last| last.ident.unraw() == name)
        };
        let mut associated = self.associated.iter();
        self.functions.iter().any(is_it)
            || associated.any(|((of, _), kind)| of == name && kind.is_of_constants)
            || self.methods.iter().any(|method| {
                method.is_of_constants && method.name.trim_start_matches("r#") == name
            })
    }

    /// Whether a method may be one of a constant field without derivatives.
    pub(super) fn may_be_underived(&self, name: &Ident) -> bool {
        self.methods.iter().any(|method| method.is_of_constants && *name == method.name.as_str())
    }

    /// Whether a method that may be one of a constant field without derivatives isn't one of std's by its name: whether it is changed by it, and
    /// the method by which a receiver is asked then whether there are derivatives.
    pub(super) fn mark(&self, name: &Ident, span: Span) -> Option<Ident> {
        let mut methods = self.methods.iter().filter(|method| *name == method.name.as_str());
        let is_asked = methods.any(Method::is_marked);
        let mark = format!("{}_marked", name.to_string().trim_start_matches("r#"));
        is_asked.then(|| Ident::new(&mark, span.resolved_at(Span::mixed_site())))
    }

    /// The order of the highest derivative of a method that is called.
    pub(super) fn order_of(&self, name: &Ident) -> usize {
        let methods = self.methods.iter().filter(|method| *name == method.name.as_str());
        methods.map(|method| method.order).max().unwrap_or(1)
    }

    /// Whether nobody knows where derivatives of a method are to be found, if there are any.
    pub(super) fn is_asked(&self, name: &Ident) -> bool {
        let mut methods = self.methods.iter().filter(|method| *name == method.name.as_str());
        methods.any(|method| (!method.is_plain || method.order > 1) && !method.is_of_constants)
    }

    /// What stands behind the derivatives of methods.
    fn behind(&self, runtime: &syn::Path) -> TokenStream {
        let others = self.methods.iter().filter(|method| !method.is_of_constants);
        let others = others.map(|method| match method.is_plain {
            true => behind::method(&method.name, method.arity, runtime),
            false => behind::unknown(&method.name, &method.made, runtime),
        });
        let orders = self.methods.iter().filter(|method| method.order > 1);
        let orders = orders.map(|method| behind::higher(&method.name, method.order, runtime));
        let others = others.chain(orders);
        let mut by_path: BTreeMap<&String, BTreeSet<usize>> = BTreeMap::new();
        for ((name, _), of) in &self.associated {
            let is_alone = self.is_behind(name) || self.of_this.contains_key(name);
            by_path.entry(name).or_default().extend(of.made.iter().filter(|_| !is_alone));
        }
        let by_path = by_path.into_iter().map(|(name, made)| behind::by_path(name, &made));
        let associated = self.associated.iter().filter(|((name, _), _)| self.is_behind(name));
        let associated = associated.filter(|((name, _), _)| !self.is_of_several(name));
        let associated = associated.map(|((name, arity), of)| of.behind(name, *arity, runtime));
        let is_method = |name: &String| self.methods.iter().any(|method| method.name == *name);
        let of_this = self.of_this.iter().filter(|(name, _)| !is_method(name));
        let of_this = of_this.map(|(name, made)| behind::unknown(name, made, runtime));
        let constants = self.repeated.iter().map(|method| behind::constant(method));
        let of_fields = self.repeated_of_fields.iter();
        let constants = constants.chain(of_fields.map(|method| behind::repeats(method, runtime)));
        others.chain(associated).chain(by_path).chain(of_this).chain(constants).collect()
    }

    /// Whether something stands behind the derivatives of an associated function: two traits with items of one name would be one too many.
    fn is_behind(&self, name: &str) -> bool {
        !self.of_this.contains_key(name) && !self.methods.iter().any(|method| method.name == name)
    }

    /// Whether associated functions by this name have different numbers of parameters: what stands behind each stands at its call.
    fn is_of_several(&self, name: &str) -> bool {
        self.associated.keys().filter(|(other, _)| other == name).nth(1).is_some()
    }

    /// What stands behind an associated function at its call.
    pub(super) fn behind_call(
        &self,
        callee: &ir::Callee,
        arity: usize,
        runtime: &syn::Path,
    ) -> Option<TokenStream> {
        let name = callee.name();
        let of = self.associated.get(&(name.clone(), arity));
        let of = of.filter(|_| self.is_of_several(&name))?;
        Some(of.behind(&name, arity, runtime))
    }

    /// Whether what stands behind an associated function stands in for one that is given nothing but constants.
    pub(super) fn is_of_constants(&self, callee: &ir::Callee, arity: usize) -> bool {
        let of = self.associated.get(&(callee.name(), arity));
        self.may_be_missing(callee) && of.is_some_and(|of| of.is_of_constants)
    }

    /// Whether something stands behind the derivatives of what is called by this path.
    pub(super) fn may_be_missing(&self, callee: &ir::Callee) -> bool {
        let is_qualified =
            matches!(callee.itself(), ir::Callee::Associated(path) if path.qself.is_some());
        !is_qualified && self.is_behind(&callee.name())
    }

    /// The import.
    pub(super) fn imports(&self, runtime: &syn::Path) -> TokenStream {
        let (plain, fields) = (self.behind(runtime), self.behind_fields(runtime));
        let objects: TokenStream =
            self.of_objects.iter().map(|name| behind::object(name, runtime)).collect();
        let of_runtime = self.of_runtime(runtime);
        let found = self.associated.keys().any(|(name, _)| self.is_behind(name));
        let found = found.then(|| quote!(use #runtime::private::{Found as _, ThereIs as _};));
        let behind = quote!(#of_runtime #found #plain #fields #objects);
        let functions = self.imports_of_functions(runtime);
        quote!(#behind #functions)
    }
}
