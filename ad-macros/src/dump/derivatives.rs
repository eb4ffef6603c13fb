//! The derivatives that a function has, as a table: one row for each body that `pipeline` makes.
//!
//! In: what was asked for. Out: for each row that the function has, its text before and after `simplify`. A new derivative is a new row.

use proc_macro2::TokenStream;
use quote::quote;

use super::layout;
use super::size::Widths;
use super::words::in_words;
use crate::adjoint::{self, Form};
use crate::analysis::{Facts, held};
use crate::args::Config;
use crate::bodies;
use crate::ir::{Function, VarId};
use crate::keeping::{self, Gone};
use crate::signature::{Param, Signature};
use crate::simplify::{simplify_noted, unsimplified};
use crate::{emit, select, tangent};

/// A function, and what is wanted of it.
pub struct Asked<'a> {
    pub config: &'a Config,
    pub signature: &'a Signature,
    pub primal: &'a Function,
    pub facts: &'a Facts,
    pub widths: Widths,
}

/// A derivative that has a body of its own.
pub struct Derivative {
    /// What it is called in the file.
    pub name: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// It as the transform makes it, if the function has it.
    function: fn(&Asked) -> Option<Function>,
    /// What is gone when its pullback runs.
    gone: Option<Gone>,
    /// Its parameters beyond the function's, and what it returns; of a pullback's closure, its parameters.
    signature: fn(&Signature) -> (TokenStream, TokenStream),
}

/// In the order in which they stand in the file.
pub const DERIVATIVES: &[Derivative] = &[
    Derivative {
        name: "tangent",
        meaning: "Forward mode: the value and its tangent, from the dots of the parameters.",
        function: tangent,
        gone: None,
        signature: dots,
    },
    Derivative {
        name: "gradient",
        meaning: "Reverse mode, of a number: both sweeps in one body, which adds to the bars of the parameters.",
        function: gradient,
        gone: Some(Gone::Exclusive),
        signature: bars,
    },
    Derivative {
        name: "pullback",
        meaning: "Reverse mode: the forward sweep, and a closure that is the reverse sweep, from the value's cotangent to those of the parameters.",
        function: pullback,
        gone: Some(Gone::Exclusive),
        signature: closure,
    },
    Derivative {
        name: "owned_pullback",
        meaning: "The same for callers that can't lend their arguments until the reverse sweep: the closure holds copies of what it reads of them.",
        function: owned,
        gone: Some(Gone::Lent),
        signature: closure,
    },
];

impl Derivative {
    /// Its text before and after `simplify`, if the function has it.
    pub fn texts(&self, asked: &Asked) -> Option<[String; 2]> {
        let function = (self.function)(asked)?;
        let before = unsimplified(function.clone());
        let after = self.kept(asked, simplify_noted(function));
        Some([before, after].map(|function| self.text(asked, function)))
    }

    fn kept(&self, asked: &Asked, function: Function) -> Function {
        match self.gone {
            Some(gone) => keeping::kept(function, gone, &asked.config.runtime),
            None => function,
        }
    }

    fn text(&self, asked: &Asked, function: Function) -> String {
        let function = select::select(in_words(function, asked.widths));
        let (runtime, signature) = (&asked.config.runtime, asked.signature);
        let captured = captured(&function);
        let (more, output) = (self.signature)(signature);
        let (params, body) = match function.closure {
            None => (more, emit::body(&function, runtime)),
            Some(_) => {
                let (none, boxes) = (TokenStream::new(), signature.boxes_of());
                let body = emit::body_with_closure(&function, (&more, &none), (runtime, boxes));
                (none, body)
            }
        };
        layout::function(self.name, signature, (&params, &output), &body, runtime) + &captured
    }
}

/// What the closure of a pullback has of the function's variables.
fn captured(function: &Function) -> String {
    let Some(closure) = &function.closure else { return String::new() };
    let mut inside: Vec<VarId> = closure.params.clone();
    crate::ir::visit::deep_stmts(&closure.body, &mut |stmt| {
        inside.extend(crate::ir::visit::defines(stmt));
        inside.extend(crate::ir::visit::binds(stmt));
    });
    let mut captured: Vec<VarId> = Vec::new();
    crate::ir::visit::deep(&closure.body, &mut |use_| {
        let var = crate::ir::visit::used_var(use_);
        captured.extend(var.filter(|var| !inside.contains(var)));
    });
    captured.sort();
    captured.dedup();
    let names = crate::ir::names::unique(function);
    let names: Vec<_> = captured.iter().map(|var| format!("`{}`", names[var.0])).collect();
    match names.is_empty() {
        true => "// The closure captures nothing.\n".to_string(),
        false => format!("// The closure captures {}.\n", names.join(", ")),
    }
}

fn tangent(asked: &Asked) -> Option<Function> {
    let params = asked.signature.params.iter().zip(&asked.primal.params);
    let is_wanted = |param: &Param| param.differentiable || param.function.is_some();
    let dots = params.filter(|(param, _)| is_wanted(param));
    let dots: Vec<_> = dots.map(|(param, var)| (*var, param.dot())).collect();
    asked.config.forward.then(|| tangent::tangent(asked.primal, asked.facts, &dots))
}

fn gradient(asked: &Asked) -> Option<Function> {
    let is_made = bodies::has_gradient(asked.config, asked.signature, asked.primal);
    is_made.then(|| adjoint(asked, asked.facts, Form::Gradient))
}

fn pullback(asked: &Asked) -> Option<Function> {
    asked.config.reverse.then(|| adjoint(asked, asked.facts, Form::Pullback))
}

fn owned(asked: &Asked) -> Option<Function> {
    let is_made = bodies::has_owned_body(asked.config, asked.signature, asked.primal, asked.facts);
    is_made.then(|| {
        let facts = asked.facts.owned(asked.primal);
        let lent = bodies::lent(asked.signature, asked.primal);
        held::plain(adjoint(asked, &facts, Form::Owned), &lent)
    })
}

fn adjoint(asked: &Asked, facts: &Facts, form: Form) -> Function {
    let inputs = bodies::inputs(asked.signature, asked.primal);
    let inputs = (&*inputs, &asked.signature.value_bar());
    adjoint::adjoint(asked.primal, facts, inputs, form, asked.config.strategy)
}

/// `x_dot: f64`
fn dots(signature: &Signature) -> (TokenStream, TokenStream) {
    let dots = signature.wanted().map(|param| {
        let (dot, ty) = (param.dot(), param.shown_dot_type());
        quote!(#dot: #ty)
    });
    let (output, tangent) = (&signature.output, signature.shown_output_tangent());
    (quote!(#(, #dots)*), quote!(-> (#output, #tangent)))
}

/// `x_bar: &mut f64`
fn bars(signature: &Signature) -> (TokenStream, TokenStream) {
    let bars = signature.wanted().map(|param| {
        let (bar, ty) = (param.bar(), param.shown_bar_target());
        quote!(#bar: &mut #ty)
    });
    let output = &signature.output;
    (quote!(#(, #bars)*), quote!(-> #output))
}

/// `value_bar, mut x_bar`
fn closure(signature: &Signature) -> (TokenStream, TokenStream) {
    let bars = signature.params.iter().map(Param::bar);
    let (value_bar, output) = (signature.value_bar(), &signature.output);
    let output_bar = signature.shown_output_tangent();
    let targets = signature.params.iter().map(|param| match param.differentiable {
        true => param.shown_bar_target(),
        false => quote!(_),
    });
    let pullback = quote!(impl FnOnce(#output_bar #(, Option<&mut #targets>)*));
    (quote!(#value_bar #(, mut #bars)*), quote!(-> (#output, #pullback)))
}
