//! What stands behind the derivatives of methods whose receivers are in fields, which may be constants: what calls the method itself.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Callees;

impl Callees {
    /// What stands behind the derivatives of the methods of fields: nothing is differentiated where all is constant.
    pub(super) fn behind_fields(&self, runtime: &syn::Path) -> TokenStream {
        let methods = self.methods.iter().filter(|method| method.is_of_constants);
        let traits = methods.map(|method| {
            let name = method.name.trim_start_matches("r#");
            let made = |name: String| Ident::new(&name, Span::mixed_site());
            let types: Vec<_> = (1..method.arity).map(|i| made(format!("A{i}"))).collect();
            // Found later than what a trait has: receivers are references, or what says that they have no derivatives.
            let (receiver, of) = match (method.is_exclusive, method.is_marked()) {
                (true, true) => (quote!(&self), quote!(#runtime::private::Unmarked<'_, T>)),
                (true, false) => (quote!(&mut self), quote!(T)),
                (false, true) => (quote!(&self), quote!(&T)),
                (false, false) => (quote!(&self), quote!(T)),
            };
            let mark = method.is_marked().then(|| {
                let [name, mark] = ["marks", "marked"].map(|form| made(format!("{name}_{form}")));
                quote! {
                    trait #name {
                        fn #mark(&self) -> #runtime::private::NotMarked {
                            #runtime::private::NotMarked
                        }
                    }
                    impl<T: ?Sized> #name for &T {}
                }
            });
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
            let dots = (1..method.arity).map(|i| match method.dotted.get(&i) {
                Some(false) => {
                    let dot = made(format!("D{i}"));
                    quote!(_: ::core::option::Option<#dot>)
                }
                // By value, which may be a constant's: it is asked for its own tangent.
                Some(true) => quote!(_: ::core::option::Option<&dyn #of_constant>),
                None => quote!(_: ::core::option::Option<&#runtime::private::Constant>),
            });
            let dotted = method.dotted.iter().filter(|(_, is_of_value)| !**is_of_value);
            let dotted: Vec<_> = dotted.map(|(i, _)| made(format!("D{i}"))).collect();
            quote! {
                #mark
                trait #name {
                    fn #value<#(#types),*>(#receiver, #(_: #types),*) -> #underived { #underived }
                    #pullbacks
                    fn #tangent<#(#types,)* #(#dotted,)* D>(
                        #receiver, #(_: #types,)* _: D, #(#dots),*
                    ) -> (#underived, #underived) { (#underived, #underived) }
                }
                impl<T: ?Sized> #name for #of {}
            }
        });
        traits.collect()
    }
}
