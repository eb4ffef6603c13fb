//! The Jacobian by elimination of vertices: `jacobian_markowitz` and `value_and_jacobian_markowitz`.
//!
//! In: a [`Signature`] and what `elimination` has found. Out: tokens. For `fn f(x: f64, y: f64) -> [f64; 3]`:
//! ```text
//! pub fn value_and_jacobian_markowitz(x: f64, y: f64) -> ([f64; 3], [[f64; 2]; 3])
//! pub fn jacobian_markowitz(x: f64, y: f64) -> [[f64; 2]; 3]
//! ```
//! and `value_and_jacobian` and `jacobian`, which are these ([`ALIASES`]).
//! A list among the parameters makes it an `Array2` for each parameter, a row for each result.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::docs;
use super::header::{Header, one_or_tuple};
use super::made;
use super::written::begun;
use crate::args::Config;
use crate::elimination::{Costs, Eliminated, Entry, Order, Shape};
use crate::signature::{Param, Signature};

/// What the Jacobian of a function with this option is called by, whatever it is computed by.
pub const ALIASES: [(&str, &str); 2] =
    [("jacobian", "jacobian_markowitz"), ("value_and_jacobian", "value_and_jacobian_markowitz")];

/// The functions, of which one has a body: a block that evaluates to the value and a list of entries.
pub fn by_elimination(
    config: &Config,
    signature: &Signature,
    eliminated: &Eliminated,
    body: TokenStream,
) -> TokenStream {
    let header = Header::new(config, signature);
    let Eliminated { entries, shape, costs, .. } = eliminated;
    let (own_self, asked) = (header.own_self(false), header.asked([]));
    let (value, found, float) = (made("value"), made("entries"), &shape.float);
    let n_entries = Literal::usize_unsuffixed(entries.len());
    let output = &signature.output;
    let jacobian = match shape.is_of_numbers() {
        true => rows(shape, entries, signature.wanted().count()),
        false => blocks(&header, shape, entries),
    };
    let body = begun(quote_spanned!(Span::mixed_site()=> #own_self #asked), body);
    let body = quote_spanned! {Span::mixed_site()=>
        {
            let (#value, #found): (#output, [#float; #n_entries]) = #body;
            let jacobian = #jacobian;
            (#value, jacobian)
        }
    };
    let functions = functions(&header, shape, body, &said(costs));
    let costs = constants(&header, costs);
    quote_spanned!(Span::mixed_site()=> #functions #costs)
}

/// The same without a body, after an error.
pub fn not_eliminated(config: &Config, signature: &Signature, shape: &Shape) -> TokenStream {
    let header = Header::new(config, signature);
    let body = quote_spanned!(Span::mixed_site()=> { ::core::unreachable!("not compiled") });
    functions(&header, shape, body, "")
}

fn functions(header: &Header, shape: &Shape, body: TokenStream, costs: &str) -> TokenStream {
    let jacobian = type_of(header, shape);
    let output = &header.signature.output;
    let value_and_jacobian = quote_spanned!(Span::mixed_site()=> (#output, #jacobian));
    let [of_jacobian, of_both] = ["The Jacobian", "The value and the Jacobian"]
        .map(|what| docs::of_elimination(header.signature, what, shape.is_of_numbers(), costs));
    let types = [(&jacobian, &of_jacobian), (&value_and_jacobian, &of_both)];
    let aliases = ALIASES.iter().zip(types).map(|((name, called), of)| {
        let call = call(header, called);
        function(header, name, of, quote_spanned!(Span::mixed_site()=> { #call }))
    });
    let [(_, short), (_, whole)] = ALIASES;
    let call = call(header, whole);
    let first = quote_spanned!(Span::mixed_site()=> { #call.1 });
    let short = function(header, short, types[0], first);
    let whole = function(header, whole, types[1], body);
    quote_spanned!(Span::mixed_site()=> #short #whole #(#aliases)*)
}

/// `Self::value_and_jacobian_markowitz(x, y)`
fn call(header: &Header, name: &str) -> TokenStream {
    let (name, turbofish, arguments) = (header.name(name), header.turbofish(), header.arguments());
    quote_spanned!(Span::mixed_site()=> Self::#name #turbofish(#arguments))
}

/// `fn name(x: f64, y: f64) -> [[f64; 2]; 3] body`
fn function(
    header: &Header,
    name: &str,
    (ty, doc): (&TokenStream, &String),
    body: TokenStream,
) -> TokenStream {
    let (vis, name, parameters) = (header.vis(), header.name(name), header.parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters) -> #ty #where_clause #body
    }
}

/// `[f64; 2]`, `[[f64; 2]; 3]`, `Array2<f64>` or a tuple of these.
fn type_of(header: &Header, shape: &Shape) -> TokenStream {
    let (float, runtime) = (&shape.float, header.runtime);
    let n_parameters = Literal::usize_unsuffixed(shape.lists.len());
    match (shape.is_of_numbers(), shape.n_rows) {
        (true, None) => quote_spanned!(Span::mixed_site()=> [#float; #n_parameters]),
        (true, Some(n_rows)) => {
            let rows = Literal::usize_unsuffixed(n_rows);
            quote_spanned!(Span::mixed_site()=> [[#float; #n_parameters]; #rows])
        }
        (false, _) => {
            let block = quote_spanned!(Span::mixed_site()=> #runtime::ndarray::Array2<#float>);
            one_or_tuple(&vec![block; shape.lists.len()])
        }
    }
}

/// `entries[3]`, or `0.0` where there is none.
fn entry(entries: &[Entry], row: usize, parameter: usize) -> TokenStream {
    let found = made("entries");
    let is_it = |entry: &Entry| entry.row == row && entry.parameter == parameter;
    match entries.iter().position(is_it) {
        Some(number) => {
            let number = Literal::usize_unsuffixed(number);
            quote_spanned!(Span::mixed_site()=> #found[#number])
        }
        None => quote_spanned!(Span::mixed_site()=> 0.0),
    }
}

/// `[[entries[0], 0.0], [entries[1], entries[2]]]`
fn rows(shape: &Shape, entries: &[Entry], n_parameters: usize) -> TokenStream {
    let row = |row| {
        let entries = (0..n_parameters).map(|parameter| entry(entries, row, parameter));
        quote_spanned!(Span::mixed_site()=> [#(#entries),*])
    };
    match shape.n_rows {
        None => row(0),
        Some(n_rows) => {
            let rows = (0..n_rows).map(row);
            quote_spanned!(Span::mixed_site()=> [#(#rows),*])
        }
    }
}

/// An `Array2` for each parameter, as wide as that is long.
fn blocks(header: &Header, shape: &Shape, entries: &[Entry]) -> TokenStream {
    let (runtime, float) = (header.runtime, &shape.float);
    let n_rows = Literal::usize_unsuffixed(shape.rows());
    let (block, found) = (made("block"), made("entries"));
    let params = header.signature.wanted().zip(&shape.lists).enumerate();
    let blocks = params.map(|(position, (param, is_list))| {
        let width = width(param, *is_list);
        let numbered = entries.iter().enumerate().filter(|(_, of)| of.parameter == position);
        let entries = numbered.map(|(number, Entry { row, item, .. })| {
            let [row, column, number] =
                [*row, item.unwrap_or(0), number].map(Literal::usize_unsuffixed);
            quote_spanned!(Span::mixed_site()=> #block[[#row, #column]] = #found[#number];)
        });
        quote_spanned! {Span::mixed_site()=>
            {
                let mut #block = #runtime::ndarray::Array2::<#float>::zeros((#n_rows, #width));
                #(#entries)*
                #block
            }
        }
    });
    one_or_tuple(&blocks.collect::<Vec<_>>())
}

fn width(param: &Param, is_list: bool) -> TokenStream {
    let name = &param.name;
    match is_list {
        true => quote_spanned!(Span::mixed_site()=> #name.len()),
        false => Literal::usize_unsuffixed(1).to_token_stream(),
    }
}

/// `multiplications: 24, vertices eliminated in Markowitz order; ..`
fn said(costs: &Costs) -> String {
    let order = match costs.chosen.order {
        Order::Forward => "forward order",
        Order::Reverse => "reverse order",
        Order::Markowitz => "Markowitz order",
    };
    let [forward, reverse, markowitz] = costs.chosen.tried.map(|(_, count)| count);
    let ((n_tangents, tangents), (n_pullbacks, pullbacks)) = (costs.tangents, costs.pullbacks);
    format!(
        "multiplications: {}; forward {tangents}, reverse {pullbacks}\n\n By elimination of vertices in {order} (in forward order {forward}, in reverse order {reverse}, in \
         Markowitz order {markowitz}). Forward is a tangent for each of {n_tangents} inputs, reverse a pullback for each of {n_pullbacks} results. The partials of \
         single operations, which all need, are left out.",
        costs.chosen.multiplications
    )
}

/// How many multiplications there are, for tests.
fn constants(header: &Header, costs: &Costs) -> TokenStream {
    let vis = header.vis();
    let constants = [
        ("JACOBIAN_MULTIPLICATIONS", costs.chosen.multiplications),
        ("FORWARD_MULTIPLICATIONS", costs.tangents.1),
        ("REVERSE_MULTIPLICATIONS", costs.pullbacks.1),
    ];
    let constants = constants.map(|(name, count)| {
        let (name, count) = (header.name(name), Literal::usize_unsuffixed(count));
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #vis const #name: usize = #count;
        }
    });
    constants.into_iter().collect()
}
