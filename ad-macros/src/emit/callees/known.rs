//! The methods of std's and of other crates' that have derivatives in the runtime: traits that are imported without names.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Callees, Method};
use crate::library::{self, Fact, Lowering};
use crate::primitives;

impl Callees {
    /// Those of the methods that are called.
    pub(super) fn of_runtime(&self, runtime: &syn::Path) -> TokenStream {
        let any = |is_it: fn(&Method) -> bool, traits: TokenStream| {
            let is_called = self.methods.iter().any(is_it);
            is_called.then(|| quote!(use #runtime::private::#traits;))
        };
        let floats = any(is_of_floats, quote!(FloatMethods as _));
        let higher =
            any(|method| method.order > 1 && is_of_floats(method), quote!(HigherFloatMethods as _));
        let integers = any(
            |method| library::is(&method.name, Fact::Open),
            quote!({ IntegerMethods as _, SignedMethods as _, UnsignedMethods as _ }),
        );
        let lengths = any(|method| method.name == library::len(), quote!(LengthMethods as _));
        let contains = any(
            |method| library::becomes(&method.name, Lowering::Contains),
            quote!(ContainsMethods as _),
        );
        let deques = any(is_of_deques, quote!(DequeMethods as _));
        let higher_deques =
            any(|method| method.order > 1 && is_of_deques(method), quote!(HigherDequeMethods as _));
        let maps =
            any(|method| library::is_open_of_maps(&method.name), quote!({ MapMethods as _ }));
        let crates = any(|method| library::is_of_crates(&method.name), quote!(crates::*));
        quote!(#floats #higher #integers #lengths #contains #deques #higher_deques #maps #crates)
    }
}

fn is_of_floats(method: &Method) -> bool {
    primitives::method(&method.name).is_some_and(|known| !known.partials.is_empty())
}

fn is_of_deques(method: &Method) -> bool {
    library::becomes(&method.name, Lowering::Ends)
}
