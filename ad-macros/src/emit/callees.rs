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

use std::collections::{BTreeMap, BTreeSet};
use std::slice::from_ref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::dots::{may_be_of_constant, may_be_of_reference};
use crate::analysis::loose::Loose;
use crate::ir::{self, Function, Repeated, Std, Stmt, Transform, visit};
use crate::kind::Kind;
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
        let mut note = |stmt: &Stmt| {
            if let Stmt::Let { expr: ir::Expr::Repeatable(repeated), .. } = stmt {
                callees.note_repeated(repeated);
            }
            if let Stmt::Snapshot { act: ir::Act::Start(start), .. } = stmt {
                callees.note_repeated(&start.callees);
            }
            let Stmt::Call { results, callee, transform, args, dots, .. } = stmt else { return };
            let (lifted, callee) = callee.lifted();
            let args = &args[..args.len() >> lifted];
            let order = lifted + transform.order();
            let is_lent = function.var(results[0]).may_be_underived;
            // What is handed a function that is a parameter has to have derivatives.
            let is_derived = *transform != Transform::Primal
                || lifted > 0
                || function.is_value_call(callee, args)
                || function.is_listed(callee, results[0]);
            let arity = match callee {
                ir::Callee::Given(_, call) => function.given[*call].len(),
                _ => args.len(),
            };
            let made = function.made(callee, args);
            let names = args.iter().filter_map(|arg| function.given_item(arg));
            if is_derived && callee.is_named() {
                names.for_each(|name| callees.note_function(name, 1, Wanted::Itself));
            }
            if let (ir::Callee::Method(name, _), true) = (callee.itself(), is_derived)
                && function.refers_to_object(&args[0])
                && !is_lent
            {
                callees.of_objects.insert(name.to_string());
            } else if let (ir::Callee::Method(name, _), true) = (callee.itself(), is_derived) {
                callees.note_method(function, &name.to_string(), (args, &made), is_lent);
                callees.note_order_of_method(&name.to_string(), order);
                let loose = &callees.loose;
                for method in callees.methods.iter_mut().filter(|of| *name == of.name.as_str()) {
                    method.note_dots(function, loose, dots);
                }
            }
            if let (ir::Callee::Associated(path), true) = (callee.itself(), is_derived) {
                let name = callee.name();
                match &path.qself {
                    None => {
                        let known = callees.associated.entry((name, arity)).or_default();
                        known.made.extend(made);
                        known.is_of_constants = is_lent;
                    }
                    Some(of) if of.position == 0 => {
                        callees.of_this.entry(name).or_default().extend(made);
                    }
                    Some(_) => {}
                }
            }
            if let (ir::Callee::Derivative(path, form), true) = (callee.itself(), is_derived) {
                callees.note_order(path, (arity, order.max(1) + 1), Wanted::derivative(is_lent));
                if form != "jvp" && matches!(transform, Transform::Pullback | Transform::Owned) {
                    callees.note_again(path);
                }
            }
            let ir::Callee::Function(path) = callee.itself() else { return };
            if is_derived {
                let selects = *transform == Transform::Certified
                    && matches!(callee, ir::Callee::Function(_))
                    && may_select(function, results[0], args);
                if !selects || is_lent {
                    callees.note_order(path, (arity, order), Wanted::derivative(is_lent));
                }
                // It may only select; what is kept of one of the same name depends on whose function it is.
                let is_own = path.segments.last().is_some_and(|last| last.ident == function.name);
                if selects || is_own {
                    callees.note_function(path, arity, Wanted::Itself);
                }
            }
        };
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

    fn note_repeated(&mut self, repeated: &[Repeated]) {
        for callee in repeated {
            match callee {
                Repeated::Function { path, arity, given } => {
                    self.note_function(path, *arity, Wanted::Repeats);
                    self.note_repeated(given);
                }
                Repeated::Method { name, .. } => {
                    self.repeated.insert(name.to_string());
                }
                Repeated::OfField { name, .. } => {
                    self.repeated_of_fields.insert(name.to_string());
                }
                Repeated::Either(both) => self.note_repeated(&**both),
                Repeated::Scalar { path, arity } => {
                    self.note_function(path, *arity, Wanted::Repeats);
                }
                Repeated::Std { .. } | Repeated::Value(_) => {}
            }
        }
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

    fn note_method(
        &mut self,
        function: &Function,
        name: &str,
        (args, made): (&[ir::Arg], &[usize]),
        is_lent: bool,
    ) {
        let is_plain = args.first().and_then(ir::Arg::place).is_some_and(|place| {
            let root = function.var(place.root);
            let is_parameter = matches!(root.ty.guess, Kind::Real(_));
            place.projections.is_empty() && (root.ty.is_nominal() || is_parameter)
        });
        let is_of_constants = is_lent || self.is_in_field(function, args);
        let is_exclusive = matches!(args.first(), Some(ir::Arg::BorrowMut(_)));
        // A method of a trait that changes its receiver would be found together with what stands behind it.
        let is_plain = is_plain && !is_exclusive && made.is_empty();
        let is_of_constants = is_of_constants && made.is_empty();
        let made = made.iter().copied();
        match self.methods.iter_mut().find(|method| method.name == name) {
            Some(method) => {
                let is_alike = method.arity == args.len();
                method.is_plain &= is_plain && is_alike;
                method.is_of_constants &=
                    is_of_constants && is_alike && method.is_exclusive == is_exclusive;
                method.made.extend(made);
            }
            None => {
                let (name, arity) = (name.to_string(), args.len());
                let dotted = BTreeMap::new();
                self.methods.push(Method {
                    name,
                    arity,
                    is_plain,
                    is_of_constants,
                    is_exclusive,
                    dotted,
                    made: made.collect(),
                    order: 1,
                });
            }
        }
    }

    fn note_order_of_method(&mut self, name: &str, order: usize) {
        for method in self.methods.iter_mut().filter(|method| method.name == name) {
            method.order = method.order.max(order);
        }
    }

    fn is_in_field(&self, function: &Function, args: &[ir::Arg]) -> bool {
        // A field, or a copy of one for the reverse sweep.
        let is_loose = |place: &ir::Place| {
            let root = function.var(place.root);
            let is_copy = place.projections.is_empty() && !root.user && !root.ty.is_nominal();
            let is_copy = is_copy || self.loose.is_copy(&function.vars, place.root);
            is_copy || self.loose.place(&function.vars, place)
        };
        args.first().and_then(ir::Arg::place).is_some_and(is_loose)
            && args[1..].iter().all(|arg| arg.is_copy(&function.vars))
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
