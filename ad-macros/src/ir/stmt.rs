//! Statements, and what they are made of: calls, ranges, exits.

use proc_macro2::{Ident, Span, TokenStream};

use super::{
    Act, Atom, BinOp, Block, Callee, Expr, Mutator, Note, Place, Repeated, Transform, Var, VarId,
    Verbatim,
};
use crate::operators::Sign;

/// An argument of a call.
#[derive(Clone, Debug)]
pub enum Arg {
    /// By value.
    Value(Atom),
    /// `&place`
    Borrow(Place),
    /// `&mut place`; of a method's receiver: one that the method may change.
    BorrowMut(Place),
}

impl Arg {
    /// The place that is borrowed.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(place),
            Arg::Value(_) => None,
        }
    }

    /// The same, to change it.
    pub fn place_mut(&mut self) -> Option<&mut Place> {
        match self {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(place),
            Arg::Value(_) => None,
        }
    }

    /// The variable that the argument is or is borrowed from.
    pub fn var(&self) -> Option<VarId> {
        match self {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(place.root),
            Arg::Value(atom) => atom.var(),
        }
    }

    /// Whether it can be written twice.
    pub fn is_copy(&self, vars: &[Var]) -> bool {
        match self {
            Arg::Value(Atom::Var(var)) => vars[var.0].ty.is_copy(),
            _ => true,
        }
    }
}

/// How a place is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreOp {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `-=`
    Sub,
    /// `*=` and the like: gone after `ruled`, which makes it a read, an operator and a store, or a call.
    By(BinOp),
    /// [`StoreOp::Set`] by a rule of the runtime's, where the types on both sides may differ. From `select` on, as the next two.
    Assign,
    /// [`StoreOp::Add`] by a rule.
    Accumulate,
    /// [`StoreOp::Sub`] by a rule.
    Deduct,
}

impl StoreOp {
    /// The compound assignment by an operator.
    pub fn by(op: BinOp) -> StoreOp {
        let mut signed = [StoreOp::Add, StoreOp::Sub].into_iter();
        signed.find(|store| store.operator() == Some(op)).unwrap_or(StoreOp::By(op))
    }

    /// The operator between what is there already and the value.
    pub fn operator(self) -> Option<BinOp> {
        match self {
            StoreOp::Set | StoreOp::Assign => None,
            StoreOp::By(op) => Some(op),
            StoreOp::Add | StoreOp::Accumulate => Some(BinOp::Add),
            StoreOp::Sub | StoreOp::Deduct => Some(BinOp::Sub),
        }
    }

    /// With which sign the value takes part in what is there afterwards.
    pub fn sign(self) -> Sign {
        let rule = self.operator().and_then(BinOp::rule);
        rule.map_or(Sign::Plus, |rule| rule.by[1].sign)
    }
}

/// The values of a `for` loop's variable.
#[derive(Clone, Debug)]
pub struct Range {
    /// The first value.
    pub start: Atom,
    /// The bound.
    pub end: Atom,
    /// `..=`
    pub inclusive: bool,
    /// `.step_by(k)`, applied before or after the reversal.
    pub step: Option<Atom>,
    /// `.rev()`
    pub reversed: bool,
    /// `.rev()` was written before `.step_by(k)`.
    pub reversed_first: bool,
}

/// A pattern of the user's, as it is written, and the variables that it binds.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As written; with its type, if it has one.
    pub tokens: TokenStream,
    /// The names that it binds.
    pub vars: Vec<(Ident, VarId)>,
}

impl Pattern {
    /// The variables that it binds.
    pub fn ids(&self) -> Vec<VarId> {
        self.vars.iter().map(|(_, var)| *var).collect()
    }
}

/// Where the items of a loop over constants come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// `for pattern in iterator`: evaluated once, advanced once for each item.
    Iterator(Verbatim),
    /// The same, of which rustc sees to it that it is std's, of a list or numbers.
    Steady(Verbatim),
    /// `while let pattern = value`: evaluated before each iteration.
    WhileLet(Verbatim),
}

impl Source {
    /// The user's tokens.
    pub fn verbatim(&self) -> &Verbatim {
        match self {
            Source::Iterator(verbatim) | Source::Steady(verbatim) | Source::WhileLet(verbatim) => {
                verbatim
            }
        }
    }

    /// The user's tokens, to change them.
    pub fn verbatim_mut(&mut self) -> &mut Verbatim {
        match self {
            Source::Iterator(verbatim) | Source::Steady(verbatim) | Source::WhileLet(verbatim) => {
                verbatim
            }
        }
    }
}

/// A way out of a block before its end.
#[derive(Clone, Debug)]
pub enum Exit {
    /// `return a`
    Return(Atom),
    /// `break` out of so many loops beyond the innermost.
    Break(usize),
    /// `continue` of the loop so many beyond the innermost.
    Continue(usize),
    /// What stands before it panics.
    Diverge,
}

/// What a value is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A number: the rules that are used for it are those of numbers.
    Number,
    /// A constant that is a number or refers to one.
    ConstantNumber,
    /// A number behind a reference: an operator of the user's may do something else with the reference.
    ReferredNumber,
    /// A number of which rustc takes the value of a compound assignment before its place.
    ValueFirst,
    /// An integer or a `bool`: it has no derivative.
    Integer,
    /// A list of std's or an array of `ndarray`'s: its tangent is indexed as it is.
    List,
    /// An element of a list, or of a type of the user's whose index has a rule: its tangent is indexed as it is.
    Indexed,
    /// The same, and the element is changed.
    IndexedMut,
    /// A list of std's, whose methods are written out: a type of the user's may have others by their names.
    StdList,
    /// An `Option` or a `Result`, one of whose methods is written out.
    StdOption,
    /// A value of one of std's types, one of whose methods is written out.
    StdValue,
    /// A matrix or an array of floats, whose methods are written out entry by entry.
    Mapped,
    /// A value whose `into` is std's.
    Converted,
    /// A generator, or the like: there is nothing in it that a derivative could be kept in.
    WithoutTangent,
    /// It holds no `&mut` references.
    Owned,
    /// No pointer through which something else is changed.
    NoPointer,
}

/// A proof that doesn't stand where the value is used: it is about a parameter or a constant, and nobody runs it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What it is about.
    pub subject: Subject,
    /// What it is taken for.
    pub what: What,
    /// Where it is used.
    pub span: Span,
}

impl Proof {
    /// The parameter that it is about.
    pub fn root(&self) -> Option<VarId> {
        match &self.subject {
            Subject::Place(place) => Some(place.root),
            Subject::Constant(_) => None,
        }
    }
}

/// What a proof is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A place in a parameter, its indices zero.
    Place(Place),
    /// A constant, by its path.
    Constant(syn::Path),
}

/// A statement; each keeps the span of the user's tokens that it comes from.
#[derive(Clone, Debug)]
pub enum Stmt {
    /// `let var = expr;`
    Let { var: VarId, expr: Expr, span: Span },
    /// `let (results) = callee(args);` or a transform of it.
    Call {
        results: Vec<VarId>,
        callee: Callee,
        transform: Transform,
        args: Vec<Arg>,
        dots: Vec<Option<Arg>>,
        span: Span,
    },
    /// `place op= value;`
    Store { place: Place, op: StoreOp, value: Atom, span: Span },
    /// Sets a cotangent to zero.
    Clear { place: Place, span: Span },
    /// Sets a cotangent to the zero of the shape that was there before an assignment.
    Reset { place: Place, shape: Atom, span: Span },
    /// `let (results) = place.mutator(args);`
    Mutate { results: Vec<VarId>, op: Mutator, place: Place, args: Vec<Atom>, span: Span },
    /// `mem::swap(&mut first, &mut second);`
    Swap { first: Place, second: Place, span: Span },
    /// `let (results) = if cond { then } else { otherwise };`
    If { results: Vec<VarId>, cond: Atom, then: Block, otherwise: Block, span: Span },
    /// `let (results) = match index { 0 => arm, 1 => arm, .., _ => arm };`, the index being a [`Test::Which`](super::Test).
    Match { results: Vec<VarId>, index: Atom, arms: Vec<Block>, span: Span },
    /// `for var in range { body; if until { break; } }`
    For { var: VarId, range: Range, body: Block, until: Option<VarId>, span: Span },
    /// `for pattern in source { body; if until { break; } }` over the user's own iterator, and `while let pattern = source { .. }`.
    Each { pattern: Pattern, source: Source, body: Block, until: Option<VarId>, span: Span },
    /// `while { cond } { body }`
    While { cond: Block, body: Block, span: Span },
    /// `return`, `break`, `continue`
    Exit { exit: Exit, span: Span },
    /// Compiles only if what is at a place is what it was taken for.
    Prove { place: Place, what: What, span: Span },
    /// A macro call or the like, passed through; or a `let` of constants, as the user wrote it.
    Verbatim { verbatim: Verbatim, lets: Option<Pattern> },
    /// At the head of a loop's body: the loop is reversed by snapshots, at most so many if a number is given. What its body calls must be repeatable.
    Checkpointed { snapshots: Option<Atom>, callees: Vec<Repeated>, span: Span },
    /// `let (results) = record.act((state));`, of a record of snapshots.
    Snapshot { act: Act, record: VarId, state: Vec<Place>, results: Vec<VarId>, span: Span },
    /// `stack.push((values));`
    Push { stack: VarId, values: Vec<Atom> },
    /// `let (vars) = stack.pop();`
    Pop { stack: VarId, vars: Vec<VarId> },
    /// `slot = Some((values));`
    Fill { slot: VarId, values: Vec<Atom> },
    /// `if let Some((vars)) = slot { body }`
    Unpack { slot: VarId, vars: Vec<VarId>, body: Block },
    /// `pullback(cotangent, bars);`
    Pull {
        pullback: VarId,
        cotangent: Atom,
        bars: Vec<Option<Place>>,
        /// In the tangent of a pullback: the tangents of the cotangent and of the bars.
        dots: Option<(Atom, Vec<Option<Place>>)>,
        /// The number of the call, if it was given closures.
        given: Option<usize>,
        /// The cotangent may be infinite: nothing comes of what is zero beside it.
        steep: bool,
        span: Span,
    },
    /// What a transform has decided of the statement after it: no code, gone after `simplify` unless somebody reads it.
    Note(Note),
}
