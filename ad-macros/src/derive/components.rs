//! `#[differentiable(add, sub, neg, scale)]`: the rules of operators that act by component, whoever wrote them.
//!
//! In: a struct and what is said of its operators. Out: for `add`
//! ```text
//! impl AddRule<V> for V where for<'any> V: Add<V, Output = V> { .. }        // and so of `V + &V`, `&V + V`, `&V + &V`
//! impl AddAssignRule<V> for V where for<'any> V: AddAssign<V> { .. }        // and so of `V += &V`
//! ```
//! Only those hold whose operator is there, with this result: the bounds ask for it where the operator is used. Whether there is any
//! is asked at the option, of a type without generics. Invariant: values are the operators' own; bars and dots are those of the runtime's
//! `rules::components`.

mod asked;
mod scaled;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::shape::{Acting, Shape};
use crate::operators::BinOp;
use crate::overloads::Overload;

/// The rules, and what components are multiplied by.
pub fn impls(shape: &Shape) -> TokenStream {
    let rules = shape.acting.iter().map(|(acting, place)| {
        let rules = Rules { shape, place: place.resolved_at(Span::mixed_site()) };
        let asked = asked::asked(&rules, acting);
        let rules = match acting {
            Acting::Add => rules.sums(BinOp::Add),
            Acting::Sub => rules.sums(BinOp::Sub),
            Acting::Neg => rules.negations(),
            Acting::Scale(by) => rules.products(by),
        };
        quote!(#rules #asked)
    });
    let rules: Vec<_> = rules.collect();
    let is_scaled = shape.acting.iter().any(|(acting, _)| matches!(acting, Acting::Scale(_)));
    let components = is_scaled.then(|| scaled::components(shape));
    quote!(#(#rules)* #components)
}

/// How an operand is taken.
#[derive(Clone, Copy, PartialEq)]
enum Taken {
    Value,
    Reference,
}

const EACH: [Taken; 2] = [Taken::Value, Taken::Reference];

/// An operand of a rule.
struct Operand {
    /// Its type.
    ty: TokenStream,
    /// Its tangent's.
    tangent: TokenStream,
    /// The lifetime of a reference.
    lifetime: Option<syn::Lifetime>,
}

/// What a rule of two operands says, over `self`, `right`, the bars `left_bar` and `right_bar`, and the dots `left_dot` and `right_dot`.
struct Said {
    /// What is taken of the operands first.
    before: TokenStream,
    /// What is done with the bars, given `value_bar`.
    pulled: TokenStream,
    /// The dot, or what is done with `left_dot`, which is that of the value before.
    dotted: TokenStream,
    /// What it takes.
    bounds: Vec<syn::WherePredicate>,
}

struct Rules<'a> {
    shape: &'a Shape,
    /// Where the option stands.
    place: Span,
}

impl Rules<'_> {
    /// The type, with its arguments.
    fn this(&self) -> TokenStream {
        let (_, arguments, _) = self.shape.generics.split_for_impl();
        let name = &self.shape.name;
        quote!(#name #arguments)
    }

    fn module(&self) -> TokenStream {
        self.shape.private("components")
    }

    /// A value of the type itself, on either side.
    fn own(&self, taken: Taken, lifetime: &str) -> Operand {
        operand(self.this(), self.shape.tangent_with_arguments(), taken, lifetime)
    }

    /// `+` and `+=`, or `-` and `-=`.
    fn sums(&self, op: BinOp) -> TokenStream {
        let (module, is_difference) = (self.module(), op == BinOp::Sub);
        let plain = || Said {
            before: TokenStream::new(),
            pulled: quote!(#module::add_bars(&value_bar, left_bar, right_bar, #is_difference)),
            dotted: quote!(#module::sum_of_dots(&value, left_dot, right_dot, #is_difference)),
            bounds: Vec::new(),
        };
        let changing = || Said {
            before: TokenStream::new(),
            pulled: quote!(#module::add_to_right(left_bar, right_bar, #is_difference)),
            dotted: quote!(#module::add_to_left(left_dot, right_dot, #is_difference)),
            bounds: Vec::new(),
        };
        let rules = EACH.into_iter().map(|left_taken| {
            let rules = EACH.into_iter().map(|right_taken| {
                let [left, right] = [
                    self.own(left_taken, "'left_operand"),
                    self.own(right_taken, "'right_operand"),
                ];
                let changed = (left_taken == Taken::Value)
                    .then(|| self.changing(&Overload::Assigning(op), &left, &right, changing()));
                let plain = self.plain(&Overload::Binary(op), &left, &right, plain());
                quote!(#plain #changed)
            });
            rules.collect::<TokenStream>()
        });
        rules.collect()
    }

    /// `-`
    fn negations(&self) -> TokenStream {
        let (this, module) = (self.this(), self.module());
        let tangent = self.shape.tangent_with_arguments();
        let rules = EACH.into_iter().map(|taken| {
            let operand = self.own(taken, "'left_operand");
            let functions = quote! {
                #[inline]
                fn neg_pullback(self) -> (#this, impl ::core::ops::FnOnce(
                    #tangent, ::core::option::Option<&mut #tangent>
                )) {
                    let value = ::core::ops::Neg::neg(self);
                    (value, |value_bar: #tangent, bar: ::core::option::Option<&mut #tangent>| {
                        #module::add_bars(&value_bar, ::core::option::Option::None, bar, true)
                    })
                }

                #[inline]
                fn neg_tangent(
                    self,
                    dot: ::core::option::Option<&#tangent>,
                ) -> (#this, #tangent) {
                    let value = ::core::ops::Neg::neg(self);
                    let dot = #module::sum_of_dots(&value, ::core::option::Option::None, dot, true);
                    (value, dot)
                }
            };
            self.rule(&Overload::Neg, (&operand, None), Vec::new(), &functions)
        });
        rules.collect()
    }

    /// The rule of an operator that makes a value of two.
    fn plain(
        &self,
        overload: &Overload,
        left: &Operand,
        right: &Operand,
        said: Said,
    ) -> TokenStream {
        let (this, tangent) = (self.this(), self.shape.tangent_with_arguments());
        let Said { before, pulled, dotted, bounds } = said;
        let [call, pullback, forward] = names(overload, left, right);
        let (ty, bars) = (&right.ty, [&left.tangent, &right.tangent]);
        let [left_bar, right_bar] = bars.map(|bar| quote!(::core::option::Option<&mut #bar>));
        let [left_dot, right_dot] = bars.map(|dot| quote!(::core::option::Option<&#dot>));
        let functions = quote! {
            #[inline]
            fn #pullback(self, right: #ty)
                -> (#this, impl ::core::ops::FnOnce(#tangent, #left_bar, #right_bar))
            {
                #before
                let value = #call(self, right);
                (value, move |value_bar: #tangent, left_bar: #left_bar, right_bar: #right_bar| #pulled)
            }

            #[inline]
            fn #forward(
                self,
                right: #ty,
                left_dot: #left_dot,
                right_dot: #right_dot,
            ) -> (#this, #tangent) {
                #before
                let value = #call(self, right);
                let dot = #dotted;
                (value, dot)
            }
        };
        self.rule(overload, (left, Some(right)), bounds, &functions)
    }

    /// The rule of an operator that changes its left operand.
    fn changing(
        &self,
        overload: &Overload,
        left: &Operand,
        right: &Operand,
        said: Said,
    ) -> TokenStream {
        let Said { before, pulled, dotted, bounds } = said;
        let [call, pullback, forward] = names(overload, left, right);
        let (ty, bars) = (&right.ty, [&left.tangent, &right.tangent]);
        let [left_bar, right_bar] = bars.map(|bar| quote!(::core::option::Option<&mut #bar>));
        let right_dot = &right.tangent;
        let captured = self.shape.generics.params.iter().map(|param| match param {
            syn::GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
            syn::GenericParam::Type(param) => param.ident.to_token_stream(),
            syn::GenericParam::Const(param) => param.ident.to_token_stream(),
        });
        let functions = quote! {
            #[inline]
            fn #pullback(&mut self, right: #ty)
                -> ((), impl ::core::ops::FnOnce((), #left_bar, #right_bar) + use<#(#captured),*>)
            {
                #before
                #call(self, right);
                ((), move |(), left_bar: #left_bar, right_bar: #right_bar| #pulled)
            }

            #[inline]
            fn #forward(
                &mut self,
                right: #ty,
                left_dot: #left_bar,
                right_dot: ::core::option::Option<&#right_dot>,
            ) -> ((), ()) {
                #before
                #call(self, right);
                #dotted;
                ((), ())
            }
        };
        self.rule(overload, (left, Some(right)), bounds, &functions)
    }

    /// An implementation of the rule of an operator, if that is there.
    fn rule(
        &self,
        overload: &Overload,
        (left, right): (&Operand, Option<&Operand>),
        mut bounds: Vec<syn::WherePredicate>,
        functions: &TokenStream,
    ) -> TokenStream {
        let (this, runtime) = (self.this(), &self.shape.runtime);
        let rule = Ident::new(&overload.rule(), Span::mixed_site());
        let output = (!matches!(overload, Overload::Assigning(_))).then(|| quote!(Output = #this));
        let right_ty: Vec<_> = right.iter().map(|right| right.ty.clone()).collect();
        let (left_ty, arguments) = (&left.ty, right_ty.iter().cloned().chain(output));
        // `for<'any>` keeps rustc from refusing a bound that doesn't hold.
        bounds.push(syn::parse_quote! {
            for<'any> #left_ty: ::core::ops::#overload<#(#arguments),*>
        });
        let mut generics = self.shape.value_generics(bounds);
        let lifetimes = [Some(left), right].into_iter().flatten();
        for lifetime in lifetimes.filter_map(|operand| operand.lifetime.as_ref()) {
            generics.params.insert(0, syn::parse_quote!(#lifetime));
        }
        let (generics, _, clause) = generics.split_for_impl();
        let place = self.place;
        quote_spanned! {place=>
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #generics #runtime::rules::#rule #(<#right_ty>)* for #left_ty #clause { #functions }
        }
    }
}

fn operand(ty: TokenStream, tangent: TokenStream, taken: Taken, lifetime: &str) -> Operand {
    match taken {
        Taken::Value => Operand { ty, tangent, lifetime: None },
        Taken::Reference => {
            let lifetime = syn::Lifetime::new(lifetime, Span::mixed_site());
            Operand { ty: quote!(&#lifetime #ty), tangent, lifetime: Some(lifetime) }
        }
    }
}

/// An operator's function, and those of its rule for both modes.
fn names(overload: &Overload, left: &Operand, right: &Operand) -> [TokenStream; 3] {
    let name = |name: &str| Ident::new(name, Span::mixed_site()).into_token_stream();
    let method = name(overload.method());
    let (left, right) = (&left.ty, &right.ty);
    let call = quote!(<#left as ::core::ops::#overload<#right>>::#method);
    [call, name(&overload.form("pullback")), name(&overload.form("tangent"))]
}
