//! What is looked up in maps, and what puts values in and takes them out.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::Emit;
use crate::ir::{LookUp, Mutator, Place, VarId};

impl Emit<'_> {
    /// `{ use private::LooksUp as _; map.ad_borrowed(key) }`: a method, so that rustc says once if it is no map.
    pub(super) fn look_up(&mut self, place: &Place, by: &LookUp) -> TokenStream {
        let (runtime, at) = (self.runtime, self.borrow(place, false).tokens);
        let (of, method) = match by {
            LookUp::Borrowed(_) => ("LooksUp", "ad_borrowed"),
            LookUp::Given(_) => ("LooksUp", "ad_given"),
            LookUp::Sought(_) => ("FindsOut", "ad_sought"),
            LookUp::Keys => return quote!(#runtime::private::keys(#at)),
            LookUp::KeyOf => return quote!(#runtime::private::key_of(#at)),
            LookUp::IsThere => {
                let found = self.place(place);
                return quote!(#found.is_there());
            }
        };
        let key = by.key().map(|key| self.atom(key).tokens);
        let [of, method] =
            [of, method].map(|name| proc_macro2::Ident::new(name, Span::mixed_site()));
        let map = self.receiver_place(place, false);
        quote!({
            use #runtime::private::#of as _;
            #map.#method(#key)
        })
    }

    /// `key.insert_in(&mut place, value);`
    pub(super) fn mutate_entry(
        &mut self,
        code: &mut TokenStream,
        results: &[VarId],
        op: Mutator,
        (place, args): (&Place, &[TokenStream]),
    ) {
        let target = self.place_mut(place);
        let (key, values) = (&args[0], &args[1..]);
        let change = match op {
            Mutator::InsertEntry => quote!(#key.insert_in(#target, #(#values)*)),
            _ => quote!(#key.remove_from(#target)),
        };
        match results.first() {
            Some(result) => {
                let binding = self.binding(*result);
                code.extend(quote!(let #binding = #change;));
            }
            None => code.extend(self.if_wanted(place, quote!(#change;))),
        }
    }
}
