//! An interpreter of the IR, for tests: what a function computes, without compiling it.
//!
//! In: a function, its arguments, and the [`World`] that its calls and constants come from. Out: its
//! results, and its pullback if it has one. Every statement of every pass runs here, early exits,
//! stacks and pullbacks included; references alias what they borrow.
//! Deliberately absent: what rustc checks (types, moves, borrows), `f32` (computed as `f64`), the
//! sizes of integers, and the user's verbatim tokens, of which only those without an effect may be
//! skipped.

mod calls;
mod expr;
pub mod methods;
mod operators;
mod own;
mod rule;
mod snapshot;
mod value;

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use super::{Atom, Block, Exit, Function, Place, Projection, Range, Stmt};
use super::{StoreOp, Transform, VarId};

pub use operators::binary as of_operator;
use value::Cell;
pub use value::{Location, Value};

/// What a function may name beyond its own variables.
pub trait World {
    /// A function, or the transform of one, which is the tangent of its own so many times.
    fn callee(&self, path: &syn::Path, lifted: usize, transform: Transform) -> Rc<Callee>;
    /// A constant.
    fn constant(&self, path: &syn::Path) -> Value;
    /// Whether functions may be called again.
    fn may_repeat(&self) -> bool;
    /// What `stop_gradient(value)` is: the value, unless someone wants to see what its derivative misses.
    fn stopped(&self, value: Value) -> Value {
        value
    }
}

/// A function that is called.
pub struct Callee {
    /// Its parameters are the primal's, then a dot for each that has one.
    pub function: Function,
    /// For each parameter of the primal, whether it has a dot. All false unless it is a tangent.
    pub dotted: Vec<bool>,
}

/// What a call returns.
pub struct Outcome {
    /// The values of the function's body.
    pub results: Vec<Value>,
    /// The function's closure.
    pub pullback: Option<Rc<Pullback>>,
}

/// A closure and what it captured.
pub struct Pullback {
    function: Function,
    cells: Vec<Option<Cell>>,
}

impl std::fmt::Debug for Pullback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the pullback of {}", self.function.name)
    }
}

/// A loop that runs longer than this many statements is taken for endless.
const MAX_STEPS: usize = 1_000_000;

/// Calls a function.
pub fn call(world: &dyn World, function: &Function, args: Vec<Value>) -> Outcome {
    let cells = vec![None; function.vars.len()];
    let mut frame = Frame { world, function, cells, steps: 0 };
    frame.define_all(&function.params, args);
    let results = match frame.stmts(&function.body.stmts) {
        ControlFlow::Continue(()) => frame.atoms(&function.body.results),
        ControlFlow::Break(Left::Return(value)) => vec![value],
        ControlFlow::Break(_) => panic!("`break` or `continue` outside of a loop"),
    };
    let cells = std::mem::take(&mut frame.cells);
    let pullback =
        function.closure.is_some().then(|| Rc::new(Pullback { function: function.clone(), cells }));
    Outcome { results, pullback }
}

/// Runs a pullback.
pub fn pull(world: &dyn World, pullback: &Pullback, args: Vec<Value>) {
    let Pullback { function, cells } = pullback;
    let Some(closure) = &function.closure else { panic!("{pullback:?} has no closure") };
    let mut frame = Frame { world, function, cells: cells.clone(), steps: 0 };
    frame.define_all(&closure.params, args);
    if frame.stmts(&closure.body.stmts).is_break() {
        panic!("an early exit from {pullback:?}");
    }
}

/// How a block was left before its end.
enum Left {
    Return(Value),
    Break(usize),
    Continue(usize),
}

/// The variables of one call.
struct Frame<'a> {
    world: &'a dyn World,
    function: &'a Function,
    cells: Vec<Option<Cell>>,
    steps: usize,
}

impl Frame<'_> {
    fn define(&mut self, var: VarId, value: Value) {
        self.cells[var.0] = Some(Rc::new(RefCell::new(value)));
    }

    fn define_all(&mut self, vars: &[VarId], values: Vec<Value>) {
        assert_eq!(vars.len(), values.len(), "as many values as names in {}", self.function.name);
        vars.iter().zip(values).for_each(|(var, value)| self.define(*var, value));
    }

    fn cell(&self, var: VarId) -> &Cell {
        match &self.cells[var.0] {
            Some(cell) => cell,
            None => panic!("`{}` has no value yet", self.function.var(var).name),
        }
    }

    fn atom(&self, atom: &Atom) -> Value {
        match atom {
            Atom::Var(var) => self.cell(*var).borrow().clone(),
            Atom::Literal(literal) => operators::literal(literal),
            Atom::Number { literal, .. } => operators::literal(&syn::Lit::Float(literal.clone())),
            Atom::Constant(path) => self.world.constant(path),
            Atom::Length(expr) => panic!("a length has no value: {expr:?}"),
            Atom::Unit => Value::Unit,
        }
    }

    fn atoms(&self, atoms: &[Atom]) -> Vec<Value> {
        atoms.iter().map(|atom| self.atom(atom)).collect()
    }

    /// Where a place is; nowhere if it is in a cotangent that isn't wanted.
    fn location(&self, place: &Place) -> Option<Location> {
        let cell = self.cell(place.root);
        if matches!(&*cell.borrow(), Value::Unwanted) {
            return None;
        }
        let step = |location: Location, projection: &Projection| match projection {
            Projection::Index(index) => location.child(self.atom(index).index()),
            Projection::Field(syn::Member::Unnamed(field)) => location.child(field.index as usize),
            // An `Option` is a list of one item or none.
            Projection::Payload => location.child(0),
            Projection::Items => location,
            Projection::Variant { path, .. } if is_some(path) => location.child(0),
            Projection::Field(_) | Projection::Variant { .. } | Projection::Entry(_) => {
                panic!("structs, enums and maps are not interpreted")
            }
            Projection::Range { start, end, inclusive } => {
                let index = |atom: &Atom| self.atom(atom).index();
                let end = end.as_ref().map(|end| index(end) + usize::from(*inclusive));
                location.slice(start.as_ref().map_or(0, index), end)
            }
            Projection::Pointee | Projection::Deref | Projection::List | Projection::IfAny => {
                location
            }
        };
        Some(place.projections.iter().fold(Location::of(cell), step))
    }

    fn wanted(&self, place: &Place) -> Location {
        self.location(place).unwrap_or_else(|| panic!("an unwanted cotangent is read"))
    }

    fn reference(&self, place: &Place) -> Value {
        self.location(place).map_or(Value::Unwanted, Value::Ref)
    }

    /// The value at a place; a whole reference is the reference.
    fn read(&self, place: &Place) -> Value {
        match place.projections.is_empty() {
            true => self.cell(place.root).borrow().clone(),
            false => self.wanted(place).read(),
        }
    }

    fn stmts(&mut self, stmts: &[Stmt]) -> ControlFlow<Left> {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> ControlFlow<Left> {
        self.steps += 1;
        assert!(self.steps < MAX_STEPS, "`{}` doesn't come to an end", self.function.name);
        match stmt {
            Stmt::Let { var, expr, .. } => {
                let value = self.expr(expr);
                self.define(*var, value);
            }
            Stmt::Call { results, callee, transform, args, dots, .. } => {
                let mut values = self.call(callee, *transform, args, dots);
                // What has no value has no tangent.
                values.resize(results.len().max(values.len()), Value::Unit);
                self.define_all(results, values);
            }
            Stmt::Store { place, op, value, .. } => {
                let value = self.atom(value);
                if let Some(location) = self.location(place) {
                    location.write(match op {
                        StoreOp::Set | StoreOp::Assign => value,
                        StoreOp::Add | StoreOp::Accumulate => location.read().plus(1.0, &value),
                        StoreOp::Sub | StoreOp::Deduct => location.read().plus(-1.0, &value),
                        StoreOp::By(op) => operators::binary(*op, &location.read(), &value),
                    });
                }
            }
            Stmt::Clear { place, .. } => {
                if let Some(location) = self.location(place) {
                    location.write(location.read().zero_like());
                }
            }
            Stmt::Reset { place, shape, .. } => {
                if let Some(location) = self.location(place) {
                    location.write(match self.atom(shape) {
                        Value::Unit => location.read().zero_like(),
                        zero => zero,
                    });
                }
            }
            Stmt::Mutate { results, op, place, args, .. } => {
                let args = self.atoms(args);
                if let Some(location) = self.location(place) {
                    let values = operators::mutate(&location, *op, &args);
                    self.define_all(results, values);
                }
            }
            Stmt::Swap { first, second, .. } => {
                let (first, second) = (self.wanted(first), self.wanted(second));
                let value = first.read();
                first.write(second.read());
                second.write(value);
            }
            Stmt::If { results, cond, then, otherwise, .. } => {
                let block = if self.atom(cond).bool() { then } else { otherwise };
                self.stmts(&block.stmts)?;
                let values = self.atoms(&block.results);
                self.define_all(results, values);
            }
            Stmt::Match { results, index, arms, .. } => {
                let last = arms.len() - 1;
                let arm = &arms[self.atom(index).index().min(last)];
                self.stmts(&arm.stmts)?;
                let values = self.atoms(&arm.results);
                self.define_all(results, values);
            }
            Stmt::For { var, range, body, until, .. } => {
                for i in self.range(range) {
                    self.define(*var, Value::Int(i));
                    let is_done =
                        |cx: &Self, var: VarId| cx.wanted(&Place::whole(var)).read().bool();
                    if !self.iteration(body)? || until.is_some_and(|var| is_done(self, var)) {
                        break;
                    }
                }
            }
            Stmt::Each { source, .. } => {
                panic!("a loop over tokens that are passed through: {}", source.verbatim().tokens)
            }
            Stmt::While { cond, body, .. } => loop {
                self.stmts(&cond.stmts)?;
                if !self.atom(&cond.results[0]).bool() || !self.iteration(body)? {
                    break;
                }
            },
            Stmt::Exit { exit, .. } => {
                return ControlFlow::Break(match exit {
                    Exit::Return(value) => Left::Return(self.atom(value)),
                    Exit::Break(depth) => Left::Break(*depth),
                    Exit::Continue(depth) => Left::Continue(*depth),
                    Exit::Diverge => panic!("the program panics"),
                });
            }
            Stmt::Prove { .. } | Stmt::Checkpointed { .. } | Stmt::Note(_) => {}
            Stmt::Snapshot { act, record, state, results, .. } => {
                self.snapshot(act, *record, state, results);
            }
            Stmt::Verbatim { verbatim, .. } => {
                assert!(!verbatim.writes, "verbatim tokens with effects: {}", verbatim.tokens);
            }
            Stmt::Push { stack, values } => {
                let record = self.atoms(values);
                self.with_records(*stack, |records| records.push(record));
            }
            Stmt::Pop { stack, vars } => {
                let record = self.with_records(*stack, Vec::pop);
                self.define_all(vars, record.unwrap_or_else(|| panic!("no record to pop")));
            }
            Stmt::Fill { slot, values } => {
                let record = self.atoms(values);
                self.with_records(*slot, |records| *records = vec![record]);
            }
            Stmt::Unpack { slot, vars, body } => {
                if let Some(record) = self.with_records(*slot, |records| records.last().cloned()) {
                    self.define_all(vars, record);
                    self.stmts(&body.stmts)?;
                }
            }
            Stmt::Pull { pullback, cotangent, bars, dots, steep, .. } => {
                let cotangent = self.atom(cotangent).owned();
                match cotangent {
                    Value::Float(bar) if *steep && bar.is_infinite() => {
                        self.pull_unbounded(*pullback, bar.signum(), bars);
                    }
                    cotangent => self.pull(*pullback, cotangent, bars, dots.as_ref()),
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Runs a loop's body once; whether the loop goes on.
    fn iteration(&mut self, body: &Block) -> ControlFlow<Left, bool> {
        match self.stmts(&body.stmts) {
            ControlFlow::Continue(()) | ControlFlow::Break(Left::Continue(0)) => {
                ControlFlow::Continue(true)
            }
            ControlFlow::Break(Left::Break(0)) => ControlFlow::Continue(false),
            ControlFlow::Break(left) => ControlFlow::Break(match left {
                Left::Break(depth) => Left::Break(depth - 1),
                Left::Continue(depth) => Left::Continue(depth - 1),
                left => left,
            }),
        }
    }

    fn with_records<R>(&self, var: VarId, change: impl FnOnce(&mut Vec<Vec<Value>>) -> R) -> R {
        match &mut *self.cell(var).borrow_mut() {
            Value::Records(records) => change(records),
            other => panic!("{other:?} is neither a stack nor a slot"),
        }
    }

    fn range(&self, range: &Range) -> Vec<i128> {
        let (start, end) = (self.atom(&range.start).int(), self.atom(&range.end).int());
        let mut values: Vec<_> = (start..end + i128::from(range.inclusive)).collect();
        if range.reversed_first {
            values.reverse();
        }
        if let Some(step) = &range.step {
            values = values.into_iter().step_by(self.atom(step).index()).collect();
        }
        if range.reversed != range.reversed_first {
            values.reverse();
        }
        values
    }
}

/// Whether a path is `Some`.
fn is_some(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "Some")
}
