//! Functions that functions are given: parameters, names, closures.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};

use super::paths::is_function_name;
use super::{Arg, Atom, Callee, Function, Repeated, VarId};
use crate::kind::Sketch;
use crate::primitives;

/// A function that is a parameter.
#[derive(Clone, Debug)]
pub struct Given {
    /// The name of its type in the derivatives.
    pub name: Ident,
    /// What is seen of its result.
    pub result: Sketch,
}

/// What stands for one argument of a call.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// An argument.
    Plain,
    /// A closure, which may be lent (`&|x| ..`), and as many arguments as it captures.
    Closure { closure: usize, captures: usize, borrowed: bool },
}

/// A closure that is given to a function.
#[derive(Debug)]
pub struct ClosureCode {
    /// Where it is written.
    pub span: Span,
    /// What it captures: by which name, and whether that is differentiated.
    pub captures: Vec<(Ident, bool)>,
    /// `move |x| ..`: itself.
    pub value: TokenStream,
    /// `move |x| { ..; (value, move |value_bar, captured_bar, x_bar| ..) }`: in a reverse sweep.
    pub pullback: TokenStream,
    /// The same where what it captures isn't there any more then.
    pub owned: TokenStream,
    /// `move |x, x_dot| ..`: in a forward sweep.
    pub tangent: TokenStream,
    /// Who knows whether it may be called again, if anybody does.
    pub repeatable: Option<Vec<Repeated>>,
    /// The methods that are called in it, and in closures in it.
    pub methods: BTreeSet<String>,
}

impl Function {
    /// The name of a function that is an argument, `bell` or `&bell`.
    pub fn given_name<'a>(&'a self, arg: &'a Arg) -> Option<&'a syn::Path> {
        match arg {
            Arg::Value(Atom::Constant(path)) if is_function_name(path) => Some(path),
            arg => self.named.get(&arg.var()?),
        }
    }

    /// The same, if it is an item's: no function of std's floats.
    pub fn given_item<'a>(&'a self, arg: &'a Arg) -> Option<&'a syn::Path> {
        self.given_name(arg).filter(|path| is_function_name(path))
    }

    /// Whether an argument is a function: it is handed on by value.
    pub fn is_given(&self, arg: &Arg) -> bool {
        let is_param = arg.var().is_some_and(|var| self.functions.contains_key(&var));
        is_param || self.given_name(arg).is_some()
    }

    /// Whether a call is of a function that results in a list, as far as derivatives see it, or in an iterator.
    pub fn is_listed(&self, callee: &Callee, result: VarId) -> bool {
        callee.is_named() && self.var(result).listed
    }

    /// Whether a function that is called is given one that can't be called by it: a parameter.
    pub fn is_value_call(&self, callee: &Callee, args: &[Arg]) -> bool {
        let is_value = |arg: &Arg| arg.var().is_some_and(|var| self.functions.contains_key(&var));
        callee.is_named() && args.iter().any(is_value)
    }

    /// Whether what is called is asked what an argument is to it, which is among these. Objects are given constants.
    pub fn is_made(&self, (callee, args): (&Callee, &[Arg]), arg: &Arg) -> bool {
        let is_of_object =
            callee.is_method() && args.first().is_some_and(|of| self.refers_to_object(of));
        let is_float = |path| !callee.is_function() && float_function(path).is_some();
        match arg {
            _ if is_of_object => false,
            Arg::Value(Atom::Constant(path)) if is_float(path) => callee.is_named(),
            arg => self.may_be_given(callee, arg),
        }
    }

    /// The positions of what a call asks for values, among the parameters.
    pub fn made(&self, callee: &Callee, args: &[Arg]) -> Vec<usize> {
        let Callee::Given(_, call) = callee else {
            let made = args.iter().enumerate();
            let made = made.filter(|(_, arg)| self.is_made((callee, args), arg));
            return made.map(|(i, _)| i).collect();
        };
        let mut rest = args;
        let slots = self.given[*call].iter().enumerate();
        let made = slots.filter(|(_, slot)| {
            let n_args = match slot {
                Slot::Plain => 1,
                Slot::Closure { captures, .. } => *captures,
            };
            let (own, others) = rest.split_at(n_args);
            rest = others;
            match slot {
                Slot::Plain => self.is_made((callee, args), &own[0]),
                Slot::Closure { .. } => true,
            }
        });
        made.map(|(i, _)| i).collect()
    }

    /// Whether an argument may be a function: by its name, or out of a variable, field or list, which has no derivative. A method isn't asked about the
    /// latter.
    pub fn may_be_given(&self, callee: &Callee, arg: &Arg) -> bool {
        if !callee.is_function() {
            return callee.is_named() && self.given_name(arg).is_some();
        }
        match arg {
            Arg::Value(Atom::Constant(path)) => is_function_name(path) || is_in_type(path),
            Arg::Value(Atom::Var(var)) => self.may_be_function(*var),
            Arg::Borrow(place) => place.projections.is_empty() && self.may_be_function(place.root),
            _ => false,
        }
    }

    fn may_be_function(&self, var: super::VarId) -> bool {
        self.named.contains_key(&var) || self.perhaps_functions.contains(&var)
    }
}

/// Whether a path may be that of a function of a type: `f64::sin`.
fn is_in_type(path: &syn::Path) -> bool {
    let last = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    path.segments.len() > 1 && last.starts_with(char::is_lowercase)
}

/// `sin` of `f64::sin`: a function of std's floats that has a derivative.
pub fn float_function(path: &syn::Path) -> Option<&Ident> {
    let mut segments = path.segments.iter().rev();
    let (name, of) = (&segments.next()?.ident, &segments.next()?.ident);
    let is_float = of == "f64" || of == "f32";
    let method = primitives::method(&name.to_string()).filter(|_| is_float)?;
    (!method.partials.is_empty()).then_some(name)
}
