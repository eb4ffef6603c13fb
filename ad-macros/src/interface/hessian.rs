//! Hessians: `hessian`, `hessian_diagonal`, `value_grad_hessian`, `hessian_into` and `sparse_hessian`, over the tangent of the gradient.
//!
//! ```text
//! pub fn hessian(x: &[f64], n: usize) -> Array2<f64>
//! pub fn hessian_diagonal(x: &[f64], n: usize) -> Vec<f64>
//! pub fn value_grad_hessian(x: &[f64], n: usize) -> (f64, Vec<f64>, Array2<f64>)
//! pub fn hessian_into<HessianOut: HessianTarget>(x: &[f64], n: usize, out: HessianOut) -> HessianOut::Filled
//! pub fn sparse_hessian(x: &[f64], n: usize) -> SparseHessian
//! ```
//! In: a signature. Out: tokens. All but the diagonal are `hessian_into`. The shape is that of the gradient's Jacobian: `[[f64; N]; N]` by numbers, else an `Array2`, or a tuple of tuples of blocks.
//! The runtime makes the directions and the matrix. Absent: generic functions, traits' and those with more parameters than Jacobians have.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::header::{Header, kept_argument, one_or_tuple};
use super::jacobian::{MOST, turbofish as with_more};
use super::lanes::names;
use super::{docs, made};
use crate::args::Config;
use crate::signature::{Param, Signature};

/// The functions, of a scalar that has second derivatives.
pub fn functions(config: &Config, signature: &Signature) -> TokenStream {
    let is_generic = signature.generics_in_scope.type_params().next().is_some();
    let n = signature.wanted().count();
    let is_of_numbers = signature.wanted().all(|param| param.kind.is_float() && !param.is_ref());
    let has_matrices = is_of_numbers || cfg!(feature = "ndarray");
    if is_generic || n > MOST || signature.stands.is_of_trait() || !has_matrices {
        return TokenStream::new();
    }
    let header = Header::new(config, signature);
    let lanes = config.lanes.as_ref().map(|lanes| lanes.n);
    let hessians = Hessians { header: &header, is_of_numbers, lanes };
    let (whole, diagonal) = (hessians.whole(), hessians.diagonal());
    let (all, into, sparse) = (hessians.all(), hessians.written(), hessians.sparse());
    header.placed(quote_spanned!(Span::mixed_site()=> #whole #diagonal #all #into #sparse))
}

struct Hessians<'a> {
    header: &'a Header<'a>,
    is_of_numbers: bool,
    /// How many columns are computed at once, if several are.
    lanes: Option<usize>,
}

impl Hessians<'_> {
    fn signature(&self) -> &Signature {
        self.header.signature
    }

    fn runtime(&self) -> &syn::Path {
        self.header.runtime
    }

    /// The type of the matrix.
    fn matrix(&self) -> TokenStream {
        let (n, runtime) = (self.signature().wanted().count(), self.runtime());
        if self.is_of_numbers {
            return quote!([[f64; #n]; #n]);
        }
        let block = quote!(#runtime::ndarray::Array2<f64>);
        let row = one_or_tuple(&vec![block; n]);
        one_or_tuple(&vec![row; n])
    }

    /// What adds the product with a direction to the bars: `|(x_dot,), (x_bar,)| f::accumulate_hvp(x, x_dot, x_bar)`.
    fn along(&self) -> TokenStream {
        let signature = self.signature();
        let (name, turbofish) = (self.header.name("accumulate_hvp"), self.header.turbofish());
        let arguments = signature.params.iter().map(kept_argument);
        let wanted: Vec<_> = signature.wanted().collect();
        let (dots, bars): (Vec<_>, Vec<_>) =
            wanted.iter().map(|param| (param.dot(), param.bar())).unzip();
        let passed = wanted.iter().zip(&dots).map(|(param, dot)| match param.is_ref() {
            true => dot.to_token_stream(),
            false => quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(#dot)),
        });
        quote_spanned! {Span::mixed_site()=>
            |(#(#dots,)*), (#(#bars,)*)| {
                Self::#name #turbofish(#(#arguments,)* #(#passed,)* #(#bars,)*);
            }
        }
    }

    /// The same of several: `|[(x_dot,), (x_dot_1,)], [(x_bar,), (x_bar_1,)]| f::accumulate_hvp_lanes(x, [x_dot, x_dot_1], [x_bar, x_bar_1])`.
    fn along_lanes(&self, n: usize) -> TokenStream {
        let signature = self.signature();
        let (name, turbofish) = (self.header.name("accumulate_hvp_lanes"), self.header.turbofish());
        let arguments = signature.params.iter().map(kept_argument);
        let wanted: Vec<_> = signature.wanted().collect();
        let tuples = |first: fn(&Param) -> Ident| {
            let of_lane = |lane: usize| {
                let vars = wanted.iter().map(|param| names(&first(param), n)[lane].clone());
                quote_spanned!(Span::mixed_site()=> (#(#vars,)*))
            };
            let lanes = (0..n).map(of_lane);
            quote_spanned!(Span::mixed_site()=> [#(#lanes),*])
        };
        let (taken_dots, taken_bars) = (tuples(Param::dot), tuples(Param::bar));
        let dots = wanted.iter().map(|param| {
            let dots = names(&param.dot(), n);
            match param.is_ref() {
                true => quote_spanned!(Span::mixed_site()=> [#(#dots),*]),
                false => {
                    quote_spanned!(Span::mixed_site()=> [#(::std::clone::Clone::clone(#dots)),*])
                }
            }
        });
        let bars = wanted.iter().map(|param| {
            let bars = names(&param.bar(), n);
            quote_spanned!(Span::mixed_site()=> [#(#bars),*])
        });
        quote_spanned! {Span::mixed_site()=>
            |#taken_dots, #taken_bars| {
                Self::#name #turbofish(#(#arguments,)* #(#dots,)* #(#bars,)*);
            }
        }
    }

    /// `Self::hessian_into(x, n, out)`
    fn computed(&self, out: TokenStream) -> TokenStream {
        let arguments = self.header.arguments();
        let (name, turbofish) = (self.header.name("hessian_into"), with_more(self.header));
        quote_spanned!(Span::mixed_site()=> Self::#name #turbofish(#arguments #out))
    }

    /// A matrix that is made.
    fn fresh(&self) -> TokenStream {
        let runtime = self.runtime();
        self.computed(quote_spanned!(Span::mixed_site()=> #runtime::private::Fresh::new()))
    }

    fn zeros(&self) -> TokenStream {
        let zeros = self.signature().wanted().map(|param| self.header.zero(param));
        quote_spanned!(Span::mixed_site()=> (#(#zeros,)*))
    }

    /// `fn name(x, n) -> result { body }`
    fn function(
        &self,
        name: &str,
        what: &str,
        result: TokenStream,
        body: TokenStream,
    ) -> TokenStream {
        let header = self.header;
        let (vis, name, parameters) = (header.vis(), header.name(name), header.parameters());
        let (generics, _, where_clause) = header.generics.split_for_impl();
        let doc = docs::of_gradient(header.signature, what);
        quote_spanned! {Span::mixed_site()=>
            #[doc = #doc]
            #[inline]
            #vis fn #name #generics(#parameters) -> #result #where_clause { #body }
        }
    }

    fn whole(&self) -> TokenStream {
        let (runtime, fresh) = (self.runtime(), self.fresh());
        let n = self.signature().wanted().count();
        let body = match (self.is_of_numbers, n) {
            (true, _) => {
                quote_spanned!(Span::mixed_site()=> #runtime::private::square(#fresh))
            }
            (false, 1) => fresh,
            (false, n) => self.blocks(n),
        };
        let what = "The Hessian: the matrix of second derivatives";
        self.function("hessian", what, self.matrix(), body)
    }

    fn written(&self) -> TokenStream {
        let (header, runtime) = (self.header, self.runtime());
        let (vis, name, parameters) =
            (header.vis(), header.name("hessian_into"), header.parameters());
        let (along, zeros, out) = (self.along(), self.zeros(), made("out"));
        let computed = match self.lanes {
            None => quote_spanned! {Span::mixed_site()=>
                #runtime::private::hessian_into(#out, (#zeros, #zeros), #along)
            },
            Some(n) => {
                let lanes = self.along_lanes(n);
                quote_spanned! {Span::mixed_site()=>
                    #runtime::private::hessian_in_lanes::<#n, _, _>(
                        #out, (::std::array::from_fn(|_| #zeros), ::std::array::from_fn(|_| #zeros)),
                        (#along, #lanes),
                    )
                }
            }
        };
        let mut generics = header.generics.clone();
        generics.params.push(syn::parse_quote_spanned! {Span::mixed_site()=>
            HessianOut: #runtime::private::HessianTarget
        });
        let (generics, _, where_clause) = generics.split_for_impl();
        let doc = docs::of_gradient(
            header.signature,
            "The Hessian, written over `out`: a matrix, its rows one after the other, or a sparse one;",
        );
        quote_spanned! {Span::mixed_site()=>
            #[doc = #doc]
            #[inline]
            #vis fn #name #generics(#parameters #out: HessianOut) -> HessianOut::Filled #where_clause {
                #computed
            }
        }
    }

    fn sparse(&self) -> TokenStream {
        let runtime = self.runtime();
        let body = self.computed(quote!(#runtime::private::FreshHessian));
        let result = quote!(#runtime::sparse::SparseHessian);
        self.function("sparse_hessian", "The sparse Hessian", result, body)
    }

    /// The columns of each parameter, cut into the rows of each.
    fn blocks(&self, n: usize) -> TokenStream {
        let (runtime, fresh) = (self.runtime(), self.fresh());
        let block = quote!(#runtime::ndarray::Array2<f64>);
        let columns: Vec<_> = (0..n).map(|i| made(&format!("columns_{i}"))).collect();
        let blocks = vec![block; n];
        let rows = (0..n).map(|row| {
            let before = columns[..row].iter().map(ToTokens::to_token_stream);
            let before: Vec<_> = before.collect();
            let of = &columns[row];
            let parts = columns.iter().map(|part| {
                quote_spanned! {Span::mixed_site()=>
                    #runtime::private::rows(&#part, 0 #(+ #before.ncols())*, #of.ncols())
                }
            });
            let parts: Vec<_> = parts.collect();
            one_or_tuple(&parts)
        });
        let rows: Vec<_> = rows.collect();
        let rows = one_or_tuple(&rows);
        quote_spanned! {Span::mixed_site()=>
            let (#(#columns,)*): (#(#blocks,)*) = #fresh;
            #rows
        }
    }

    fn diagonal(&self) -> TokenStream {
        let (runtime, along, zeros) = (self.runtime(), self.along(), self.zeros());
        let grad = self.signature().grad_type();
        let (diagonal, first) = (made("diagonal"), self.signature().wanted().count() == 1);
        let result = match first {
            true => quote_spanned!(Span::mixed_site()=> #diagonal.0),
            false => diagonal.to_token_stream(),
        };
        let body = quote_spanned! {Span::mixed_site()=>
            let #diagonal = #runtime::private::hessian_diagonal((#zeros, #zeros, #zeros), #along);
            #result
        };
        self.function("hessian_diagonal", "The diagonal of the Hessian", grad, body)
    }

    fn all(&self) -> TokenStream {
        let (header, signature) = (self.header, self.signature());
        let turbofish = header.turbofish();
        let [grad, hessian] = ["value_and_grad", "hessian"].map(|name| header.name(name));
        let (output, grad_type, matrix) = (&signature.output, signature.grad_type(), self.matrix());
        let kept = signature.params.iter().map(kept_argument);
        let arguments = header.arguments();
        let (value, gradient) = (made("value"), made("gradient"));
        let body = quote_spanned! {Span::mixed_site()=>
            let (#value, #gradient) = Self::#grad #turbofish(#(#kept),*);
            (#value, #gradient, Self::#hessian #turbofish(#arguments))
        };
        let result = quote!((#output, #grad_type, #matrix));
        let what = "The value, the gradient and the Hessian";
        self.function("value_grad_hessian", what, result, body)
    }
}
