//! What a `cfg` asks: conditions, and `all`, `any` and `not` of them.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;

/// A predicate of `cfg`.
pub enum Predicate {
    Always(bool),
    /// `feature = "std"`
    Condition(Box<syn::Meta>),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
}

impl Predicate {
    /// That of an attribute, if it is a `cfg`.
    pub fn of(attribute: &syn::Attribute) -> Option<Predicate> {
        match &attribute.meta {
            syn::Meta::List(list) if list.path.is_ident("cfg") => {
                syn::parse2(list.tokens.clone()).ok()
            }
            _ => None,
        }
    }

    /// Calls a function with each condition in it.
    pub fn conditions(&self, note: &mut impl FnMut(&syn::Meta)) {
        match self {
            Predicate::Always(_) => {}
            Predicate::Condition(name) => note(name),
            Predicate::All(parts) | Predicate::Any(parts) => {
                parts.iter().for_each(|part| part.conditions(note));
            }
            Predicate::Not(inner) => inner.conditions(note),
        }
    }

    /// Whether it holds where these conditions hold or don't.
    pub fn holds(&self, values: &[(syn::Meta, bool)]) -> bool {
        match self {
            Predicate::Always(value) => *value,
            Predicate::Condition(name) => {
                values.iter().any(|(known, holds)| *known == **name && *holds)
            }
            Predicate::All(parts) => parts.iter().all(|part| part.holds(values)),
            Predicate::Any(parts) => parts.iter().any(|part| part.holds(values)),
            Predicate::Not(inner) => !inner.holds(values),
        }
    }
}

impl Parse for Predicate {
    fn parse(input: ParseStream) -> syn::Result<Predicate> {
        if input.peek(syn::LitBool) {
            let value = input.parse::<syn::LitBool>()?.value;
            end_of_part(input)?;
            return Ok(Predicate::Always(value));
        }
        let is_list = input.peek(syn::Ident) && input.peek2(syn::token::Paren);
        let fork = input.fork();
        let name = fork.parse::<syn::Ident>().map(|name| name.to_string()).unwrap_or_default();
        if is_list && ["all", "any", "not"].contains(&name.as_str()) {
            input.parse::<syn::Ident>()?;
            let content;
            syn::parenthesized!(content in input);
            let parts = Punctuated::<Predicate, syn::Token![,]>::parse_terminated(&content)?;
            let mut parts: Vec<_> = parts.into_iter().collect();
            end_of_part(input)?;
            return match (name.as_str(), parts.len()) {
                ("all", _) => Ok(Predicate::All(parts)),
                ("any", _) => Ok(Predicate::Any(parts)),
                (_, 1) => Ok(Predicate::Not(Box::new(parts.remove(0)))),
                _ => Err(input.error("`not` takes one predicate")),
            };
        }
        let condition: syn::Meta = input.parse()?;
        end_of_part(input)?;
        Ok(Predicate::Condition(Box::new(condition)))
    }
}

/// After a part there is a comma or nothing.
fn end_of_part(input: ParseStream) -> syn::Result<()> {
    match input.is_empty() || input.peek(syn::Token![,]) {
        true => Ok(()),
        false => Err(input.error("expected `,`")),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Predicate;

    fn read(tokens: proc_macro2::TokenStream) -> Option<Predicate> {
        Predicate::of(&syn::parse_quote!(#[cfg(#tokens)]))
    }

    #[test]
    fn predicates_are_read_as_rustc_reads_them() {
        let std = (syn::parse_quote!(feature = "std"), true);
        let libm = (syn::parse_quote!(feature = "libm"), false);
        let holds = |tokens| read(tokens).map(|p| p.holds(&[std.clone(), libm.clone()]));
        assert_eq!(holds(quote!(feature = "std")), Some(true));
        assert_eq!(holds(quote!(not(feature = "std"))), Some(false));
        assert_eq!(holds(quote!(all(feature = "std", not(feature = "libm"),))), Some(true));
        assert_eq!(holds(quote!(any(feature = "libm", not(any())))), Some(true));
        assert_eq!(holds(quote!(any())), Some(false));
        assert_eq!(holds(quote!(all())), Some(true));
        assert_eq!(holds(quote!(false)), Some(false));
        assert_eq!(holds(quote!(not())), None);
    }
}
