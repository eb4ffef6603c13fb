//! A fixture: functions in source text, analysed as the pipeline does, that may call one another.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use proc_macro2::Ident;
use quote::format_ident;

use crate::adjoint::{self, Form};
use crate::analysis::Facts;
use crate::args::{Config, Strategy};
use crate::diag::Diagnostics;
use crate::elimination::{self, Linearised};
use crate::ir::eval::{Callee, Value, World, methods};
use crate::ir::{Function, Transform, VarId};
use crate::signature::{Signature, is_constant};
use crate::{lift, lower, pipeline, primitives, select, simplify, tangent};

/// A function's name, how often it was lifted, and in which mode.
type Lifted = (String, usize, Transform);

/// Functions and constants.
#[derive(Default)]
pub struct Program {
    functions: Vec<Analysed>,
    constants: BTreeMap<String, Value>,
    stops: RefCell<Stops>,
    /// The derivatives that were called, by the function's name and how often it was lifted.
    derived: RefCell<Vec<(Lifted, Rc<Callee>)>>,
    /// What the functions say of themselves.
    pub may_repeat: Cell<bool>,
}

/// What happens at each `stop_gradient`.
#[derive(Default)]
enum Stops {
    /// Nothing.
    #[default]
    Ignored,
    /// Its value is noted.
    Noted(VecDeque<Value>),
    /// It has the value that was noted.
    Frozen(VecDeque<Value>),
}

/// A function after the gate.
#[derive(Clone)]
pub struct Analysed {
    pub signature: Signature,
    /// Fresh from `lower`.
    pub lowered: Function,
    /// What the transforms are applied to.
    pub primal: Function,
    pub facts: Facts,
}

impl Program {
    /// Reads functions and constants. `source` must be free of errors.
    pub fn parse(source: &str) -> Program {
        let file: syn::File = syn::parse_str(source).expect("Rust");
        let mut program = Program::default();
        for item in &file.items {
            match item {
                syn::Item::Fn(item) => {
                    let analysed = Analysed::new(item);
                    // Its own functions, those of its closures among them, before it.
                    program.functions.extend(analysed.inner_functions());
                    program.functions.push(analysed);
                }
                syn::Item::Const(item) => {
                    program.constants.insert(item.ident.to_string(), constant(&item.expr));
                }
                _ => panic!("a fixture holds functions and constants"),
            }
        }
        program
    }

    /// The same, over the reals: the functions with their twins.
    pub fn parse_over_the_reals(source: &str) -> Program {
        let mut program = Program::parse(source);
        for function in &mut program.functions {
            let wanted = function.wanted();
            let (primal, facts) = (&function.primal, &function.facts);
            (function.primal, function.facts) = simplify::real::real(primal, facts, &wanted);
        }
        program
    }

    /// A function fresh from `lower`, early exits and all; or why there is none.
    pub fn lower(item: &syn::ItemFn) -> syn::Result<Function> {
        let mut diagnostics = Diagnostics::default();
        let signature = Signature::read(&mut diagnostics, &item.vis, &item.sig, &Config::default());
        let lowered = lower::lower(&mut diagnostics, &signature, &item.block);
        diagnostics.finish().map(|()| lowered)
    }

    /// The function that the test is about.
    pub fn main(&self) -> &Analysed {
        self.functions.last().expect("a function")
    }

    /// Runs something that evaluates functions, and notes what `stop_gradient` is applied to.
    pub fn note_stops<R>(&self, run: impl FnOnce() -> R) -> (R, VecDeque<Value>) {
        self.stops.replace(Stops::Noted(VecDeque::new()));
        let result = run();
        match self.stops.replace(Stops::Ignored) {
            Stops::Noted(values) => (result, values),
            _ => panic!("stops were noted inside"),
        }
    }

    /// Runs the same elsewhere; each `stop_gradient` has the value that was noted, so that finite
    /// differences don't see through it.
    pub fn freeze_stops<R>(&self, noted: &VecDeque<Value>, run: impl FnOnce() -> R) -> R {
        self.stops.replace(Stops::Frozen(noted.clone()));
        let result = run();
        self.stops.replace(Stops::Ignored);
        result
    }

    fn function(&self, path: &syn::Path) -> &Analysed {
        let name = &path.segments.last().expect("a name").ident;
        let mut functions = self.functions.iter();
        functions
            .find(|function| function.signature.ident == *name)
            .unwrap_or_else(|| float_method(name))
    }

    /// The number that a constant or a literal stands for, in the length of an array.
    pub fn length(&self, len: &syn::Expr) -> usize {
        let len = match len {
            syn::Expr::Path(path) => self.constant(&path.path),
            len => constant(len),
        };
        match len {
            Value::Int(len) => len as usize,
            other => panic!("{other:?} is not a length"),
        }
    }
}

/// The function that is std's method of this name, of which there is one for all tests.
fn float_method(name: &Ident) -> &'static Analysed {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<String, &'static Analysed>> = RefCell::default();
    }
    let analysed = || {
        let method = primitives::method(&name.to_string()).expect("a function of the fixture");
        let others = (1..method.arity).map(|i| format_ident!("y{i}")).collect::<Vec<_>>();
        let other: syn::Type = match method.name {
            "powi" => syn::parse_quote!(i32),
            _ => syn::parse_quote!(f64),
        };
        let item = syn::parse_quote! {
            fn #name(x: f64 #(, #others: #other)*) -> f64 { x.#name(#(#others),*) }
        };
        &*Box::leak(Box::new(Analysed::new(&item)))
    };
    KNOWN.with(|known| *known.borrow_mut().entry(name.to_string()).or_insert_with(analysed))
}

/// A derivative of a function, made anew.
fn derive(of: &Analysed, lifted: usize, transform: Transform) -> Callee {
    let callee = &(0..lifted).fold(of.clone(), |of, _| of.lifted(lift::Wanted::Pair));
    let selected = |function| select::select(simplify::simplify(function));
    let function = match transform {
        Transform::Primal | Transform::Value | Transform::Certified => callee.primal.clone(),
        Transform::Tangent => selected(callee.tangent()),
        Transform::Pullback => selected(callee.adjoint(Form::Pullback)),
        Transform::Owned => selected(callee.adjoint(Form::Owned)),
        Transform::PullbackTangent => selected(callee.tangent_of(&callee.adjoint(Form::Pullback))),
        Transform::OwnedTangent => selected(callee.tangent_of(&callee.adjoint(Form::Owned))),
    };
    let has_dots = transform.is_dotted();
    let params = callee.signature.params.iter();
    Callee { function, dotted: params.map(|param| has_dots && param.differentiable).collect() }
}

fn constant(expr: &syn::Expr) -> Value {
    match expr {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Float(float) => Value::Float(float.base10_parse().expect("a float")),
            syn::Lit::Int(int) => Value::Int(int.base10_parse().expect("an integer")),
            _ => panic!("a constant of a fixture is a number"),
        },
        _ => panic!("a constant of a fixture is a literal"),
    }
}

impl World for Program {
    fn callee(&self, path: &syn::Path, lifted: usize, transform: Transform) -> Rc<Callee> {
        let of = self.function(path);
        let key = (of.signature.ident.to_string(), lifted, transform);
        if let Some((_, callee)) = self.derived.borrow().iter().find(|(of, _)| *of == key) {
            return callee.clone();
        }
        let callee = Rc::new(derive(of, lifted, transform));
        self.derived.borrow_mut().push((key, callee.clone()));
        callee
    }

    fn constant(&self, path: &syn::Path) -> Value {
        let name = path.segments.last().expect("a name").ident.to_string();
        let known = self.constants.get(&name).cloned().or_else(|| methods::std_constant(&name));
        known.unwrap_or_else(|| panic!("the constant `{name}` is not in the fixture"))
    }

    fn may_repeat(&self) -> bool {
        self.may_repeat.get()
    }

    fn stopped(&self, value: Value) -> Value {
        match &mut *self.stops.borrow_mut() {
            Stops::Ignored => value,
            Stops::Noted(values) => {
                values.push_back(value.owned());
                value
            }
            // Across a kink other statements run, and no difference tells anything.
            Stops::Frozen(values) => values.pop_front().unwrap_or(value),
        }
    }
}

impl Analysed {
    fn new(item: &syn::ItemFn) -> Analysed {
        let mut diagnostics = Diagnostics::default();
        let signature = Signature::read(&mut diagnostics, &item.vis, &item.sig, &Config::default());
        let (primal, facts) = pipeline::analyse(&mut diagnostics, &signature, &item.block);
        if let Err(errors) = diagnostics.finish() {
            let errors: Vec<_> = errors.into_iter().map(|error| error.to_string()).collect();
            panic!("`{}` is refused: {}", item.sig.ident, errors.join("\n"));
        }
        let lowered = Program::lower(item).expect("no errors");
        Analysed { signature, lowered, primal, facts }
    }

    /// The functions inside the function.
    fn inner_functions(&self) -> Vec<Analysed> {
        let items = self.primal.items.iter();
        let functions = items.filter_map(|item| match item {
            syn::Item::Fn(item) => Some(Analysed::new(item)),
            _ => None,
        });
        functions.collect()
    }

    /// The parameters that derivatives are taken by.
    pub fn wanted(&self) -> Vec<VarId> {
        let params = self.signature.params.iter().zip(&self.primal.params);
        params.filter(|(param, _)| param.differentiable).map(|(_, var)| *var).collect()
    }

    fn dots(&self) -> Vec<(VarId, Ident)> {
        let names = self.signature.wanted().map(|param| param.dot());
        self.wanted().into_iter().zip(names).collect()
    }

    /// The tangent, as a function.
    pub fn lifted(&self, wanted: lift::Wanted) -> Analysed {
        let dots: Vec<_> = (self.signature.params.iter())
            .map(|param| (param.differentiable, param.dot()))
            .collect();
        let primal = lift::lift(&self.primal, &self.facts, &dots, wanted);
        let signature = self.signature.lifted();
        let params = signature.params.iter().zip(&primal.params);
        let varied: Vec<_> =
            params.filter(|(param, _)| param.differentiable).map(|(_, var)| *var).collect();
        let facts = Facts::of(&primal, &varied);
        Analysed { signature, lowered: self.lowered.clone(), primal, facts }
    }

    /// Forward mode: `(params, dots) -> (value, value_dot)`.
    pub fn tangent(&self) -> Function {
        tangent::tangent(&self.primal, &self.facts, &self.dots())
    }

    /// Reverse mode.
    pub fn adjoint(&self, form: Form) -> Function {
        self.adjoint_by(form, Strategy::Best)
    }

    /// Reverse mode, its loops reversed in a certain way.
    pub fn adjoint_by(&self, form: Form, strategy: Strategy) -> Function {
        let inputs = pipeline::inputs(&self.signature, &self.primal);
        let bars = (&*inputs, &self.signature.value_bar());
        let facts = match form {
            Form::Owned => self.facts.owned(&self.primal),
            _ => self.facts.clone(),
        };
        adjoint::adjoint(&self.primal, &facts, bars, form, strategy)
    }

    /// The graph for its Jacobian, of a straight line.
    pub fn linearised(&self) -> Linearised {
        let mut diagnostics = Diagnostics::default();
        let analysed = (&self.primal, &self.facts);
        let graph = elimination::linearise(&mut diagnostics, &self.signature, analysed);
        diagnostics.finish().expect("a straight line");
        graph.expect("a graph")
    }

    /// Forward over reverse: the tangent of what [`Analysed::adjoint`] returned. Its parameters are the
    /// adjoint's, then the dots of the wanted ones and of the bars.
    pub fn tangent_of(&self, adjoint: &Function) -> Function {
        let bars = adjoint.params[self.primal.params.len()..].iter().map(|bar| {
            let var = adjoint.var(*bar);
            (*bar, format_ident!("{}_dot", var.name, span = var.span))
        });
        let dots: Vec<_> = self.dots().into_iter().chain(bars).collect();
        let closure = adjoint.closure.iter().flat_map(|closure| closure.params.iter().copied());
        let varied: Vec<_> = dots.iter().map(|(var, _)| *var).chain(closure).collect();
        tangent::tangent(adjoint, &Facts::of(adjoint, &varied), &dots)
    }

    /// Whether a parameter is a reference.
    pub fn is_ref(&self, position: usize) -> bool {
        self.signature.params[position].is_ref()
    }
}

/// Whether an attribute is one of the macro's own.
pub fn is_helper(attribute: &syn::Attribute) -> bool {
    is_constant(attribute)
}
