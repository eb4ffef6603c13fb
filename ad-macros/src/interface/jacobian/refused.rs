//! Jacobians that there are not: of one number by one number, and of functions that can't be called again at the same point.
//!
//! In: the header of a function, the name and the trait of the runtime that says why. Out: a function that nobody can call.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::interface::header::Header;
use crate::interface::made;
use crate::signature::Param;

/// In the place of a function that isn't there: one whose bound fails, with a message that says so.
///
/// A method whose result can't be made out is none for rustc, so it is known only when the first argument is.
pub fn refused(header: &Header, name: &str, bound: &str) -> TokenStream {
    let (vis, runtime, bound) = (header.vis(), header.runtime, made(bound));
    let params = &header.signature.params;
    let receiver = params.iter().find(|param| param.is_self());
    let receiver = receiver.map(|Param { name, ty, .. }| quote!(#name: #ty,));
    let n_passed = params.iter().filter(|param| !param.is_self()).count();
    let n_passed = n_passed + usize::from(name == "jacobian_into");
    let args: Vec<_> = (0..n_passed).map(|i| made(&format!("A{i}"))).collect();
    let of = match args.first().filter(|_| receiver.is_some()) {
        Some(first) => {
            quote_spanned!(Span::mixed_site()=> <#first as #runtime::private::Whatever>::Nothing)
        }
        None => quote!(()),
    };
    let is_in_trait = header.signature.stands.is_in_trait();
    let sized =
        is_in_trait.then(|| quote_spanned!(Span::mixed_site()=> Self: ::core::marker::Sized,));
    let name = header.name(name);
    quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        #vis fn #name<#(#args),*>(#receiver #(_: #args),*)
            -> <#of as #runtime::private::#bound>::Jacobian
        where
            #sized for<'any> (): #runtime::private::#bound,
        {
            ::std::unreachable!("the bound never holds")
        }
    }
}
