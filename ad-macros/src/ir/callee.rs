//! What is called: functions, methods, operators, and what of them.

use proc_macro2::{Ident, TokenStream};

use crate::overloads::Overload;

/// What the user calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Callee {
    /// A function, whose derivatives are those of the type of its name.
    Function(syn::Path),
    /// `energy::grad`: a derivative of a function, whose own derivatives are those of the type of its name.
    Derivative(syn::Path, Ident),
    /// `Model::energy` or `<Model as Energy>::energy`, whose derivatives are `Model::energy_pullback` and so on.
    Associated(Box<syn::ExprPath>),
    /// A method of the first argument, whose derivatives are methods beside it, and the generic arguments that are written.
    Method(Ident, Option<Box<syn::AngleBracketedGenericArguments>>),
    /// An operator of whatever types, whose derivatives are those of its rule in the runtime.
    Operator(Overload),
    /// The first argument, a function.
    Value,
    /// A function or method that is given closures: the arguments are those of the call of this number, what closures capture in their place.
    Given(Box<Callee>, usize),
    /// The tangent of what is called, as a function of its own: the first half of the arguments are those of the function, the others their dots, `()`
    /// where there is none. It results in a pair of the value and its tangent.
    Tangent(Box<Callee>),
}

impl Callee {
    /// What is called, whatever it is given.
    pub fn itself(&self) -> &Callee {
        match self {
            Callee::Given(callee, _) | Callee::Tangent(callee) => callee.itself(),
            callee => callee,
        }
    }

    /// Whether it is a function by its path, whose derivatives are those of the type of its name.
    pub fn is_function(&self) -> bool {
        matches!(self.itself(), Callee::Function(_) | Callee::Derivative(..))
    }

    /// Whether it is an operator of whatever types, or the tangent of one.
    pub fn is_operator(&self) -> bool {
        matches!(self.lifted().1, Callee::Operator(_))
    }

    /// Whether it is a method of the first argument.
    pub fn is_method(&self) -> bool {
        matches!(self.itself(), Callee::Method(..))
    }

    /// Whether it is a function of the user's, which may be given functions.
    pub fn is_named(&self) -> bool {
        matches!(self.itself(), Callee::Function(_) | Callee::Associated(_) | Callee::Method(..))
    }

    /// The name that is called.
    pub fn name(&self) -> String {
        match self.itself() {
            Callee::Function(path) => last_name(path),
            Callee::Associated(path) => last_name(&path.path),
            Callee::Method(name, _) | Callee::Derivative(_, name) => name.to_string(),
            Callee::Operator(overload) => overload.method().to_string(),
            Callee::Value | Callee::Given(..) | Callee::Tangent(_) => "call".to_string(),
        }
    }

    /// How many times it is the tangent of something, and of what.
    pub fn lifted(&self) -> (usize, &Callee) {
        match self {
            Callee::Tangent(callee) => {
                let (times, callee) = callee.lifted();
                (times + 1, callee)
            }
            callee => (0, callee),
        }
    }
}

fn last_name(path: &syn::Path) -> String {
    path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

impl Transform {
    /// The name of the function that it is; none of the function itself.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Transform::Primal => return None,
            Transform::Value | Transform::Certified => "value",
            Transform::Tangent => "tangent",
            Transform::Pullback => "pullback",
            Transform::Owned => "owned_pullback",
            Transform::PullbackTangent => "pullback_tangent",
            Transform::OwnedTangent => "owned_pullback_tangent",
        })
    }

    /// The same of what is the tangent of something so many times.
    pub fn name_of_lifted(self, times: usize) -> Option<String> {
        let tangents = std::iter::repeat_n("tangent", times);
        let own = match self {
            // The tangent is what the function of that name results in.
            Transform::Primal | Transform::Value | Transform::Certified if times > 0 => None,
            transform => transform.name(),
        };
        let parts: Vec<_> = tangents.chain(own).collect();
        (!parts.is_empty()).then(|| parts.join("_"))
    }

    /// How many times it differentiates.
    pub fn order(self) -> usize {
        match self {
            Transform::Primal | Transform::Value | Transform::Certified => 0,
            Transform::Tangent | Transform::Pullback | Transform::Owned => 1,
            Transform::PullbackTangent | Transform::OwnedTangent => 2,
        }
    }

    /// Whether it takes dots.
    pub fn is_dotted(self) -> bool {
        matches!(self, Transform::Tangent | Transform::PullbackTangent | Transform::OwnedTangent)
    }
}

impl quote::ToTokens for Callee {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Callee::Function(path) => path.to_tokens(tokens),
            Callee::Given(callee, _) | Callee::Tangent(callee) => callee.to_tokens(tokens),
            Callee::Associated(path) => path.to_tokens(tokens),
            Callee::Derivative(path, name) => quote::quote!(#path::#name).to_tokens(tokens),
            Callee::Method(name, generics) => {
                name.to_tokens(tokens);
                generics.to_tokens(tokens);
            }
            Callee::Operator(overload) => overload.to_tokens(tokens),
            Callee::Value => {}
        }
    }
}

/// What is called: the function itself, or one of its derivatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// `f(args)`; results: value.
    Primal,
    /// `f::value(args)`, the function itself, called again; results: value.
    Value,
    /// The same, handed what depends on a differentiated parameter, of which nothing comes back: it must have derivatives; results: value.
    Certified,
    /// `f::tangent(args, dots)`; results: value, tangent.
    Tangent,
    /// `f::pullback(args)`; results: value, pullback.
    Pullback,
    /// `f::owned_pullback(args)`, whose pullback borrows none of the arguments; results: value, pullback.
    Owned,
    /// The tangent of `f::pullback(args)`; results: value, pullback, tangent.
    PullbackTangent,
    /// The tangent of `f::owned_pullback(args)`; results: value, pullback, tangent.
    OwnedTangent,
}
