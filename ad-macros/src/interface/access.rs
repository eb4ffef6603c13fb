//! Where an index of the tangent goes: an `impl` for the tangent beside that for the type.
//!
//! In: the places of an `impl` ([`Access`]). Out: for `impl Index<usize> for Vec3`
//! ```text
//! impl Index<usize> for Vec3Tangent { type Output = f64; fn index(&self, i: usize) -> &f64 { .. } }
//! impl IndexMut<usize> for Vec3Tangent { fn index_mut(&mut self, i: usize) -> &mut f64 { .. } }
//! impl IndexedByRule<usize> for Vec3 { type Said = PhantomData<Self>; }
//! impl Places<usize, 1234> for Vec3 {}
//! ```
//! Both of the tangent go where the type's `Index` does: a cotangent is added to where a value was read. What says that elements may be changed,
//! `ChangedByRule`, comes of the type's `IndexMut`, which has to go to the same places: its code has the same number.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

use crate::access::{Access, Keyed, Way, key_of_method, number_of_method};
use crate::args::Config;
use crate::ty::peel;

/// All that goes with an `impl`; of one with errors only what keeps its uses from being errors too.
pub fn places(config: &Config, access: &Access, is_right: bool) -> TokenStream {
    let places = Places { access, runtime: &config.runtime };
    let rule = places.rule();
    let rest = is_right.then(|| {
        let of_tangent = (!access.way.changes()).then(|| match &access.keyed {
            Some(keyed) => places.by_key(keyed),
            None => {
                let (of_tangent, itself) = (places.of_tangent(), places.key_itself());
                quote!(#of_tangent #itself)
            }
        });
        let proofs = places.proofs();
        quote!(#of_tangent #proofs)
    });
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = { #rule #rest };
    }
}

/// The part that a method lends to be changed, of the value and of the tangent, by a key that the value makes of the method's arguments.
pub fn lent_part(config: &Config, access: &Access) -> TokenStream {
    let (places, self_ty) = (Places { access, runtime: &config.runtime }, &access.self_ty);
    let runtime = places.runtime;
    let Some(keyed) = &access.keyed else { return TokenStream::new() };
    let (by_key, key, tangent) = (places.by_key(keyed), places.key(keyed), places.tangent());
    let of_key = ["IndexedByRule", "ChangedByRule"].map(|name| {
        let name = Ident::new(name, Span::mixed_site());
        let (generics, _, clause) = access.generics.split_for_impl();
        quote_spanned! {Span::mixed_site()=>
            impl #generics #runtime::private::#name<#key> for #self_ty #clause {
                type Said = ::core::marker::PhantomData<Self>;
            }
        }
    });
    let generics = places.generics();
    let (generics, _, clause) = generics.split_for_impl();
    let is_tangent =
        quote_spanned!(self_ty.span()=> #runtime::private::is_tangent_of::<#self_ty, #tangent>(););
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = {
            #(#of_key)*
            #by_key
            fn proofs #generics() #clause { #is_tangent }
        };
    }
}

struct Places<'a> {
    access: &'a Access,
    runtime: &'a syn::Path,
}

impl Places<'_> {
    /// The type of the index; `()` of a pointer.
    fn index(&self) -> TokenStream {
        self.access.index.as_ref().map_or_else(|| quote!(()), |index| index.ty.to_token_stream())
    }

    /// The generics, with what tangents ask of type parameters.
    fn generics(&self) -> syn::Generics {
        let (runtime, mut generics) = (self.runtime, self.access.generics.clone());
        let params: Vec<_> = generics.type_params().map(|param| param.ident.clone()).collect();
        for param in params {
            let bound = syn::parse_quote!(#param: #runtime::Differentiable);
            generics.make_where_clause().predicates.push(bound);
        }
        generics
    }

    /// The tangent's type by its name: nobody can implement a trait for what is a trait's, if it is generic. That it is the tangent rustc is asked.
    fn tangent(&self) -> TokenStream {
        let (runtime, self_ty) = (self.runtime, &self.access.self_ty);
        named_tangent(self_ty).unwrap_or_else(
            || quote_spanned!(self_ty.span()=> <#self_ty as #runtime::Differentiable>::Tangent),
        )
    }

    /// That the type may be indexed so, or that elements found so may be changed.
    fn rule(&self) -> TokenStream {
        let (runtime, self_ty, index) = (self.runtime, &self.access.self_ty, self.index());
        let name = match self.access.way.changes() {
            true => "ChangedByRule",
            false => "IndexedByRule",
        };
        let name = Ident::new(name, Span::mixed_site());
        let mut generics = self.access.generics.clone();
        let argument = match self.access.way {
            Way::Index | Way::IndexMut => match &self.access.keyed {
                Some(keyed) => self.key(keyed),
                None => index,
            },
            // Whatever indexes what it points to.
            Way::Deref | Way::DerefMut => {
                let argument = Ident::new("AnyIndex", Span::mixed_site());
                generics.params.push(syn::parse_quote!(#argument));
                generics.make_where_clause().predicates.push(syn::parse_quote! {
                    for<'any> <#self_ty as ::core::ops::Deref>::Target:
                        #runtime::private::#name<#argument>
                });
                argument.into_token_stream()
            }
        };
        let (generics, _, clause) = generics.split_for_impl();
        quote_spanned! {Span::mixed_site()=>
            impl #generics #runtime::private::#name<#argument> for #self_ty #clause {
                type Said = ::core::marker::PhantomData<Self>;
            }
        }
    }

    /// The number of indices in a key; of an `IndexMut`, that is that of the `Index`, to which it has to go anyway.
    fn key(&self, keyed: &Keyed) -> TokenStream {
        let runtime = self.runtime;
        let index = match &self.access.method {
            Some((name, _)) => {
                let number = number_of_method(name);
                quote!(#runtime::private::LentBy<#number>)
            }
            None => self.index(),
        };
        let n = Literal::usize_unsuffixed(keyed.n_indices);
        quote_spanned!(Span::mixed_site()=> #runtime::private::Key<#index, #n>)
    }

    /// An index that goes to the same place of the tangent is its own key.
    fn key_itself(&self) -> Option<TokenStream> {
        let (runtime, self_ty, index) = (self.runtime, &self.access.self_ty, self.index());
        self.access.index.as_ref()?;
        let (generics, _, clause) = self.access.generics.split_for_impl();
        Some(quote_spanned! {Span::mixed_site()=>
            impl #generics #runtime::private::Keyed<#index> for #self_ty #clause {
                type Key = #index;
                #[inline]
                fn key(&self, index: #index) -> #index {
                    index
                }
            }
        })
    }

    /// What makes a key of an index, and the same places of the value and of the tangent by that key.
    fn by_key(&self, keyed: &Keyed) -> TokenStream {
        let (access, runtime, self_ty) = (self.access, self.runtime, &self.access.self_ty);
        let (tangent, key_ty, index) = (self.tangent(), self.key(keyed), self.index());
        let (generics, _, clause) = access.generics.split_for_impl();
        let (pattern, this, body) = (&access.index, access.receiver.self_token, &keyed.key);
        let [key_name, key] = ["AdKey", "key"].map(|name| Ident::new(name, Span::mixed_site()));
        let numbers = (0..keyed.places.len()).map(Literal::usize_unsuffixed);
        let numbers: Vec<_> = numbers.collect();
        let places = &keyed.places;
        let target = access.target.iter();
        let output = quote_spanned!(Span::mixed_site()=> #(#target)*);
        let tangent_output = access.target.as_ref().map(|target| self.tangent_of(target));
        let tangent_output = quote_spanned!(Span::mixed_site()=> #tangent_output);
        let of = |ty: TokenStream, output: TokenStream, generics: &syn::Generics| {
            let (generics, _, clause) = generics.split_for_impl();
            quote_spanned! {Span::mixed_site()=>
                #[automatically_derived]
                impl #generics ::core::ops::Index<#key_ty> for #ty #clause {
                    type Output = #output;
                    #[inline]
                    fn index(&#this, #key: #key_ty) -> &Self::Output {
                        match #key.place {
                            #(#numbers => &#places,)*
                            _ => ::core::unreachable!("no key has another place"),
                        }
                    }
                }
                #[automatically_derived]
                impl #generics ::core::ops::IndexMut<#key_ty> for #ty #clause {
                    #[inline]
                    fn index_mut(&mut #this, #key: #key_ty) -> &mut Self::Output {
                        match #key.place {
                            #(#numbers => &mut #places,)*
                            _ => ::core::unreachable!("no key has another place"),
                        }
                    }
                }
            }
        };
        let of_value = of(quote!(#self_ty), output.clone(), &access.generics);
        let of_tangent = of(tangent, tangent_output, &self.generics());
        let key = match &access.method {
            None => quote_spanned! {Span::mixed_site()=>
                impl #generics #runtime::private::Keyed<#index> for #self_ty #clause {
                    type Key = #key_ty;
                    #[inline]
                    fn key(&#this, #pattern) -> #key_ty #body
                }
            },
            Some((name, vis)) => {
                let name = key_of_method(name);
                quote_spanned! {Span::mixed_site()=>
                    impl #generics #self_ty #clause {
                        #[doc(hidden)]
                        #[inline]
                        #vis fn #name(&#this, #pattern) -> #runtime::private::KeyOf<Self, #key_ty> {
                            let key: #key_ty = #body;
                            #runtime::private::KeyOf::new(#this, key)
                        }
                    }
                }
            }
        };
        quote_spanned! {Span::mixed_site()=>
            use #runtime::private::Key as #key_name;
            #key
            #of_value
            #of_tangent
        }
    }

    /// What the tangent has in the place of what is there.
    fn tangent_of(&self, target: &syn::Type) -> TokenStream {
        let runtime = self.runtime;
        match peel(target) {
            // Of a slice: whatever holds it, its tangents are a list.
            syn::Type::Slice(slice) => {
                let item = &slice.elem;
                quote_spanned!(target.span()=> [<#item as #runtime::Differentiable>::Tangent])
            }
            _ => quote_spanned!(target.span()=> <#target as #runtime::Differentiable>::Tangent),
        }
    }

    /// The same ways into the tangent.
    fn of_tangent(&self) -> TokenStream {
        let (access, tangent) = (self.access, self.tangent());
        let generics = self.generics();
        let (generics, _, clause) = generics.split_for_impl();
        let target = access.target.as_ref().map(|target| self.tangent_of(target));
        let index = access.index.iter().map(|index| &index.ty);
        let arguments: Vec<_> = index.map(|index| quote!(<#index>)).collect();
        let pattern = &access.index;
        let this = access.receiver.self_token;
        let (body, mut body_mut) = (&access.body, access.body.clone());
        Exclusive.visit_block_mut(&mut body_mut);
        let (name, output) = match access.way {
            Way::Index => ("Index", "Output"),
            _ => ("Deref", "Target"),
        };
        let output = Ident::new(output, Span::mixed_site());
        let [shared, exclusive] = [format_ident!("{name}"), format_ident!("{name}Mut")];
        let method = Ident::new(&name.to_lowercase(), Span::mixed_site());
        let method_mut = format_ident!("{method}_mut");
        quote_spanned! {Span::mixed_site()=>
            #[automatically_derived]
            impl #generics ::core::ops::#shared #(#arguments)* for #tangent #clause {
                type #output = #target;
                #[inline]
                fn #method(&#this, #pattern) -> &Self::#output #body
            }
            #[automatically_derived]
            impl #generics ::core::ops::#exclusive #(#arguments)* for #tangent #clause {
                #[inline]
                fn #method_mut(&mut #this, #pattern) -> &mut Self::#output #body_mut
            }
        }
    }

    /// What compiles only if the trait is std's, and if what may be changed is what is looked at.
    fn proofs(&self) -> TokenStream {
        let (access, runtime, self_ty) = (self.access, self.runtime, &self.access.self_ty);
        let (index, number) = (self.index(), access.number());
        // What the code mentions may be something else in another module.
        let number = quote_spanned! {Span::mixed_site()=>
            { #runtime::private::in_module(#number, ::core::module_path!()) }
        };
        let (path, (name, method)) = (&access.path, access.way.names());
        let [name, method] = [name, method].map(|name| Ident::new(name, Span::mixed_site()));
        let place = path.span().resolved_at(Span::mixed_site());
        let arguments = access.index.iter().map(|index| &index.ty);
        let is_of_std = quote_spanned! {place=>
            let _ = || #runtime::private::same_function(
                <#self_ty as ::core::ops::#name #(<#arguments>)*>::#method,
                <#self_ty as #path>::#method,
            );
        };
        let is_tangent = (!access.way.changes()).then(|| {
            let tangent = self.tangent();
            quote_spanned!(self_ty.span()=> #runtime::private::is_tangent_of::<#self_ty, #tangent>();)
        });
        let (numbered, is_same) = match access.way.changes() {
            true => {
                let is_same = quote_spanned! {place=>
                    #runtime::private::has_places::<#self_ty, #index, #number>();
                };
                (None, Some(is_same))
            }
            false => {
                let (generics, _, clause) = access.generics.split_for_impl();
                let numbered = quote_spanned! {Span::mixed_site()=>
                    impl #generics #runtime::private::Places<#index, #number> for #self_ty #clause {}
                };
                (Some(numbered), None)
            }
        };
        // What is changed through a pointer is often no index, so that nobody asks there.
        let is_alone = (access.way == Way::Deref).then(|| {
            quote_spanned! {place=>
                <#self_ty as #runtime::private::DerefWithoutIndex<_>>::asked();
                let _ = || {
                    use #runtime::private::{Unchanging as _, WithRule as _, WithoutRule as _};
                    (&&&#runtime::private::Through::<#self_ty>(::core::marker::PhantomData)).asked();
                };
            }
        });
        let through = (access.way == Way::DerefMut).then(|| {
            let (generics, _, clause) = access.generics.split_for_impl();
            quote_spanned! {Span::mixed_site()=>
                impl #generics #runtime::private::ChangedThrough for #self_ty #clause {}
            }
        });
        let generics = self.generics();
        let (generics, _, clause) = generics.split_for_impl();
        quote_spanned! {Span::mixed_site()=>
            #numbered #through
            fn proofs #generics() #clause { #is_of_std #is_tangent #is_same #is_alone }
        }
    }
}

/// `Vec3Tangent<T>` of `Vec3<T>`.
fn named_tangent(self_ty: &syn::Type) -> Option<TokenStream> {
    let syn::Type::Path(ty) = peel(self_ty) else { return None };
    let mut path = ty.path.clone();
    let last = path.segments.last_mut()?;
    last.ident = format_ident!("{}Tangent", last.ident);
    if let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments {
        let kept = arguments
            .args
            .iter()
            .filter(|argument| !matches!(argument, syn::GenericArgument::Lifetime(_)));
        arguments.args = kept.cloned().collect();
    }
    Some(path.into_token_stream())
}

/// `&mut self.x` for `&self.x`: what the body results in. There are no other references in it.
struct Exclusive;

impl VisitMut for Exclusive {
    fn visit_expr_reference_mut(&mut self, reference: &mut syn::ExprReference) {
        reference.mutability = Some(syn::Token![mut](reference.and_token.span));
        visit_mut::visit_expr_reference_mut(self, reference);
    }
}
