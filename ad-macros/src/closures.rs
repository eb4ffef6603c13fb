//! Closures that are given to functions: their code, in both modes.
//!
//! In: a closure as a function of what it captures and of its parameters, its facts known. Out: [`ClosureCode`], for the call that it
//! is given to. A closure's pullback borrows none of its arguments: it keeps by value what it reads of them, and of what it captures. It
//! cannot fail.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::adjoint::{self, Form, Input};
use crate::analysis::{self, Facts};
use crate::args::Config;
use crate::emit;
use crate::ir::{Callee, ClosureCode, Function, Stmt, visit};
use crate::kind::Kind;
use crate::select::select;
use crate::signature::{Param, Signature};
use crate::simplify::simplify;
use crate::tangent;
use crate::{bodies, keeping};

/// The code of a closure.
pub fn code(
    config: &Config,
    (signature, n_captures): (&Signature, usize),
    primal: &Function,
    facts: &Facts,
) -> ClosureCode {
    let runtime = &config.runtime;
    let (captured, own) = signature.params.split_at(n_captures);
    let is_wanted = |param: &Param| param.differentiable || param.function.is_some();
    let names: Vec<_> = own.iter().map(|param| &param.name).collect();
    let value = {
        let proofs = emit::proofs(primal, runtime);
        // What is taken for an index is proved to be an integer.
        let integers = own.iter().filter(|param| param.kind == Kind::Int).map(|param| {
            let name = &param.name;
            quote_spanned!(name.span()=> let _ = || #runtime::private::integer_in(&#name);)
        });
        let body = emit::body(&select(primal.clone()), runtime);
        quote!(move |#(#names),*| { #proofs #(#integers)* #body })
    };
    let plain = primal;
    let made_of = (primal.clone(), facts.clone());
    let (primal, facts) = &bodies::over_the_reals(config, signature, made_of);
    let pullback = match config.reverse {
        false => TokenStream::new(),
        true => {
            let facts = facts.given(primal, n_captures);
            pullback(config, signature, (primal, &facts), (captured, own))
        }
    };
    let owned = match captured.iter().any(Param::is_ref) && config.reverse {
        false => pullback.clone(),
        true => {
            let facts = facts.owned(primal);
            self::pullback(config, signature, (primal, &facts), (captured, own))
        }
    };
    let tangent = match config.forward {
        false => TokenStream::new(),
        true => {
            let params = signature.params.iter().zip(&primal.params);
            let dots = params.filter(|(param, _)| is_wanted(param));
            let dots: Vec<_> = dots.map(|(param, var)| (*var, param.dot())).collect();
            let body =
                emit::body(&select(simplify(tangent::tangent(primal, facts, &dots))), runtime);
            let dots: Vec<_> = own.iter().map(Param::dot).collect();
            let unwrapped = own.iter().filter(|param| is_wanted(param)).map(|param| {
                let (dot, name) = (param.dot(), &param.name);
                quote! {
                    let zero;
                    let #dot = match #dot {
                        ::core::option::Option::Some(#dot) => #dot,
                        ::core::option::Option::None => {
                            zero = #runtime::private::zero_like(&#name);
                            #runtime::private::DotOf::dot(&zero)
                        }
                    };
                }
            });
            quote!(move |#(#names,)* #(#dots),*| { #(#unwrapped)* #body })
        }
    };
    ClosureCode {
        span: signature.ident.span(),
        captures: captured.iter().map(|param| (param.name.clone(), is_wanted(param))).collect(),
        value,
        pullback,
        owned,
        tangent,
        repeatable: analysis::repeatable::of_closure(primal, facts),
        methods: methods(plain),
    }
}

/// The methods that are called in a closure, and in closures in it.
fn methods(primal: &Function) -> BTreeSet<String> {
    let inside = primal.closures.iter().flat_map(|closure| closure.methods.iter().cloned());
    let mut methods: BTreeSet<_> = inside.collect();
    visit::deep_stmts(&primal.body, &mut |stmt| {
        if let Stmt::Call { callee, .. } = stmt
            && let Callee::Method(name, _) = callee.itself()
        {
            methods.insert(name.to_string());
        }
    });
    methods
}

/// `move |x| { ..; (value, move |value_bar, captured, x_bar| ..) }`
fn pullback(
    config: &Config,
    signature: &Signature,
    (primal, facts): (&Function, &Facts),
    (captured, own): (&[Param], &[Param]),
) -> TokenStream {
    let is_wanted = |param: &Param| param.differentiable || param.function.is_some();
    let inputs = signature.params.iter().zip(&primal.params);
    let inputs = inputs.map(|(param, var)| Input {
        param: *var,
        wanted: is_wanted(param),
        bar: param.bar(),
    });
    let (inputs, value_bar): (Vec<_>, _) = (inputs.collect(), signature.value_bar());
    let pullback =
        adjoint::adjoint(primal, facts, (&inputs, &value_bar), Form::Owned, config.strategy);
    let pullback = select(keeping::kept(simplify(pullback), keeping::Gone::Lent, &config.runtime));
    let names = own.iter().map(|param| &param.name);
    let bars = own.iter().map(|param| {
        let bar = param.bar();
        match is_wanted(param) {
            true => quote!(mut #bar),
            false => bar.to_token_stream(),
        }
    });
    let all = format_ident!("captured_bar", span = Span::mixed_site());
    let params = quote!(#value_bar, #all #(, #bars)*);
    let wanted: Vec<_> = captured.iter().filter(|param| is_wanted(param)).map(Param::bar).collect();
    let mut part = quote!(#all);
    let mut parts = Vec::new();
    for _ in &wanted {
        parts.push(quote!(#part.0.as_mut()));
        part = quote!(#part.1);
    }
    let none = wanted.iter().map(|_| quote!(::core::option::Option::None));
    let start = match wanted.is_empty() {
        true => TokenStream::new(),
        false => quote! {
            let (#(mut #wanted,)*) = match #all {
                ::core::option::Option::Some(#all) => (#(#parts,)*),
                ::core::option::Option::None => (#(#none,)*),
            };
        },
    };
    let body = emit::body_with_closure(&pullback, (&params, &start), (&config.runtime, None));
    quote!(move |#(#names),*| { #body })
}
