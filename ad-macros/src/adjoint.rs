//! Reverse mode: the adjoint of a function.
//!
//! In: a function and its facts. Out: a function of the same IR that runs the forward sweep and
//! then the reverse sweep, which undoes the statements in reverse order and accumulates cotangents.
//!
//! ```text
//! s1; s2; s3      ⟶   s1⁺; s2⁺; s3⁺;  s3⁻; s2⁻; s1⁻
//! ```
//!
//! `s⁺` is the statement, which may also record what `s⁻` needs and cannot compute again;
//! [`availability`] decides what that is. Each active variable `x` has a shadow `x̄` that is
//! declared in the reverse sweep of the block that declares `x`, at the first contribution to it:
//! until then its cotangent is a *structural* zero, and no code is made for it.
//!
//! Invariant: nothing here fails; `check` has refused what has no adjoint.

mod function;
mod aside;
mod availability;
mod bars;
mod branch;
mod call;
mod fuse;
mod lent;
pub(crate) mod expr;
mod loops;
mod mutate;
mod order;
mod replay;
mod rooms;
mod shadow;
mod snapshots;
mod trial;
mod trips;
mod uses;
mod way;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use crate::analysis::{Facts, loose::Loose};
use crate::analysis::{carried, returned, stability, steep};
use crate::args::Strategy;
use crate::checkpoints::everywhere;
use crate::ir::{
    Atom, Block, Closure, Expr, Function, Place, Range, Repeated, Role, Stmt, StoreOp,
};
use crate::ir::{NotFused, Var, VarId, visit};

/// What a statement is reversed inside of, as far as loops go.
#[derive(Clone, Copy)]
enum Within {
    /// The function, or loops that store.
    Function,
    /// A loop that is fused: each of its iterations is reversed at once.
    Fused,
    /// A loop that is replayed.
    Replayed,
}

/// What the adjoint is wanted as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Both sweeps in one body, from a scalar's cotangent 1: `(args, bars) -> value`.
    Gradient,
    /// The reverse sweep in a closure: `(args) -> (value, move |value_bar, bars| ..)`.
    Pullback,
    /// The same, and the closure borrows nothing that the function was lent.
    Owned,
}

impl Form {
    /// Whether the reverse sweep is in a closure.
    fn is_closure(self) -> bool {
        self != Form::Gradient
    }
}

/// One input of the function and the variable through which its cotangent goes out.
pub struct Input {
    /// The parameter.
    pub param: VarId,
    /// Whether a derivative with respect to it is wanted.
    pub wanted: bool,
    /// The name for its bar.
    pub bar: proc_macro2::Ident,
}

/// The adjoint of a function.
pub fn adjoint(
    primal: &Function,
    facts: &Facts,
    (inputs, value_bar): (&[Input], &proc_macro2::Ident),
    form: Form,
    strategy: Strategy,
) -> Function {
    let everywhere = (strategy == Strategy::Checkpoint).then(|| everywhere(primal, facts));
    let primal = everywhere.as_ref().unwrap_or(primal);
    let bases = stability::bases(primal);
    let reshaped = |stmt| shadow::reshaped(primal, &bases, stmt);
    let writes = carried::writes(primal, &bases, &primal.body.stmts);
    let mut cx = Adjoint {
        reshaped: primal.body.stmts.iter().flat_map(reshaped).collect(),
        f: primal.clone(),
        facts,
        bases,
        loose: Loose::of(primal),
        definitions: shadow::definitions(primal),
        returned: returned::returned(primal),
        writes,
        form,
        strategy,
        shadows: BTreeMap::new(),
        views: BTreeMap::new(),
        levels: Vec::new(),
        stacks: Vec::new(),
        reverse_stacks: Vec::new(),
        slots: Vec::new(),
        arm_slots: BTreeSet::new(),
        within: Within::Function,
        assumed: None,
        same_scope: None,
        not_fused: NotFused::Inside,
        zero_is_here: false,
        perhaps_unused: function::perhaps_unused(primal, form),
        steep: steep::cotangents(primal),
    };
    let bars = cx.bar_params(inputs);
    let (forward, reverse) = cx.function((inputs, value_bar), &bars);
    let mut adjoint = cx.f;
    match form {
        Form::Gradient => {
            adjoint.params.extend(bars.iter().flatten());
            adjoint.body.stmts = forward;
            adjoint.body.stmts.extend(reverse);
        }
        Form::Pullback | Form::Owned => {
            let value_bar = adjoint.closure.take().map(|closure| closure.params);
            let params = value_bar.into_iter().flatten().chain(bars.into_iter().flatten());
            adjoint.closure = Some(Closure {
                params: params.collect(),
                body: Block { stmts: reverse, results: Vec::new() },
            });
            adjoint.body.stmts = forward;
        }
    }
    adjoint
}

/// One block on the way from the function's body to the statement that is being reversed.
#[derive(Default)]
struct Level {
    /// The variables that the block declares.
    owned: BTreeSet<VarId>,
    /// Shadows to be declared, as zeros, before the code of the statement being reversed.
    pending: Vec<VarId>,
    /// What changes its shape after the statement at hand.
    reshaped_later: BTreeSet<VarId>,
    /// Zeros that are made after the statement, in the forward sweep, while the variable has that shape.
    shapes: Vec<(VarId, VarId)>,
    /// What is kept of variables before the statement, in the forward sweep: the record, and of which variable.
    kept: Vec<(VarId, VarId)>,
}

struct Adjoint<'a> {
    f: Function,
    facts: &'a Facts,
    /// For each primal variable, the variable whose storage it borrows from.
    bases: Vec<VarId>,
    /// The primal places that may be in a constant field.
    loose: Loose,
    /// For each primal variable, the expression that it is bound to by `let`.
    definitions: Vec<Option<Expr>>,
    /// What functions of the user's resulted in, which may be references.
    returned: BTreeSet<VarId>,
    /// How often the function writes to each.
    writes: carried::Writes,
    form: Form,
    strategy: Strategy,
    /// The shadows that are live: not structurally zero.
    shadows: BTreeMap<VarId, VarId>,
    /// Borrows of shadows that stand for the shadow of a borrowed variable.
    views: BTreeMap<VarId, VarId>,
    levels: Vec<Level>,
    /// Stacks that the forward sweep of the statement at hand pushes to.
    stacks: Vec<VarId>,
    /// Stacks that are both pushed to and popped in its reverse sweep.
    reverse_stacks: Vec<VarId>,
    /// Slots of its branches: they are declared side by side, before it or at the head of the loop's body around it.
    slots: Vec<VarId>,
    /// Those of the arms of a `match`, whose reverse says which arm it was: they may as well be stacks.
    arm_slots: BTreeSet<VarId>,
    within: Within,
    /// In the variant of a loop that is run only if the calls in it may be made again: those that were taken to be so.
    assumed: Option<Vec<Repeated>>,
    /// The level whose forward and reverse code stand in one scope, if any but the function's does.
    same_scope: Option<usize>,
    /// The variables whose shape changes.
    reshaped: BTreeSet<VarId>,
    /// Why the loop at hand isn't fused.
    not_fused: NotFused,
    /// A shadow that is declared now is declared in the forward sweep.
    zero_is_here: bool,
    /// Variables whose cotangents may be zero because nobody uses them (see `analysis/used`).
    perhaps_unused: BTreeSet<VarId>,
    /// Variables whose cotangents may be infinite (see `analysis/steep`).
    steep: BTreeSet<VarId>,
}

/// What a statement becomes in the two sweeps.
struct Adjointed {
    forward: Vec<Stmt>,
    reverse: Vec<Stmt>,
    /// The variables that the blocks inside the reverse code use and don't define.
    inner: BTreeSet<VarId>,
}

impl Adjointed {
    fn new(forward: Vec<Stmt>, reverse: Vec<Stmt>) -> Adjointed {
        let inner = uses::used_inside(&reverse);
        Adjointed { forward, reverse, inner }
    }
}

impl Adjoint<'_> {
    fn is_active(&self, var: VarId) -> bool {
        var.0 < self.facts.varied.len() && self.facts.is_active(var)
    }

    /// Whether what a place holds carries a derivative.
    fn is_active_place(&self, place: &Place) -> bool {
        self.is_active(place.root) && crate::kinds::carries(&self.f.vars, place)
    }

    fn is_active_atom(&self, atom: &Atom) -> bool {
        atom.var().is_some_and(|var| self.is_active(var))
    }

    fn record(&mut self, name: &str, span: Span) -> VarId {
        let mut var = Var::new(name, span);
        var.role = Role::Record;
        self.f.add(var)
    }

    /// A cotangent temporary that holds an expression's value.
    fn temp(&mut self, code: &mut Vec<Stmt>, expr: Expr, span: Span) -> Atom {
        if let Expr::Atom(atom) = expr {
            return atom;
        }
        let mut var = Var::new("t", span);
        var.role = Role::Cotangent;
        var.ty.guess = crate::kinds::of_expr(&self.f.vars, &expr);
        let var = self.f.add(var);
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }

    /// Reverses a block inside a statement.
    fn block(&mut self, block: &Block, binds: &[VarId], seeds: &[(Atom, Atom)]) -> Adjointed {
        let owned = block.stmts.iter().flat_map(visit::defines).chain(binds.iter().copied());
        self.levels.push(Level::new(owned.collect()));
        let mut code = Vec::new();
        for (result, cotangent) in seeds {
            self.add(&mut code, result, Expr::Atom(cotangent.clone()), Span::mixed_site());
        }
        let Adjointed { forward, reverse, inner } = self.stmts(&block.stmts);
        code.extend(reverse);
        self.levels.pop();
        Adjointed { forward, reverse: code, inner }
    }

    /// Reverses the statements of the innermost level.
    fn stmts(&mut self, stmts: &[Stmt]) -> Adjointed {
        let at_top = self.levels.len() == 1;
        let mut forward = Vec::new();
        let mut reverse = Vec::new();
        let mut inner = BTreeSet::new();
        for stmt in stmts.iter().rev() {
            let views = self.enter_views(stmt);
            let mut adjointed = self.stmt(stmt);
            let mut before = Vec::new();
            self.declare_pending(&mut before);
            self.borrow_views(&mut before, views);
            let mut chunk = self.kept();
            chunk.extend(adjointed.forward);
            chunk.extend(self.shapes());
            if !self.reshaped.is_empty() {
                let reshaped = shadow::reshaped(&self.f, &self.bases, stmt);
                if let Some(level) = self.levels.last_mut() {
                    level.reshaped_later.extend(reshaped);
                }
            }
            if at_top {
                self.declare_slots(&mut chunk, 0);
                self.declare_stacks(&mut chunk, &mut before);
            }
            reverse.extend(before);
            reverse.extend(adjointed.reverse);
            uses::unite(&mut inner, &mut adjointed.inner);
            forward.push(chunk);
        }
        let forward = forward.into_iter().rev().flatten().collect();
        Adjointed { forward, reverse, inner }
    }

    /// Reverses the body of a loop, at whose head the slots of its branches are declared.
    fn loop_body(&mut self, body: &Block, binds: &[VarId]) -> Adjointed {
        let n_slots = self.slots.len();
        let mut sides = self.block(body, binds, &[]);
        self.declare_slots(&mut sides.forward, n_slots);
        sides
    }

    /// Declares all slots but the first `n_outer`. They are side by side however deep the branches are nested, so that a
    /// record is written once and never moved into another.
    fn declare_slots(&mut self, forward: &mut Vec<Stmt>, n_outer: usize) {
        let slots = self.slots.split_off(n_outer);
        let declare = |slot: VarId| {
            let span = self.f.var(slot).span;
            Stmt::Let { var: slot, expr: Expr::Slot, span }
        };
        forward.splice(0..0, slots.into_iter().map(declare).collect::<Vec<_>>());
    }

    /// Stacks live outside all loops, so that their memory is used again.
    fn declare_stacks(&mut self, forward: &mut Vec<Stmt>, reverse: &mut Vec<Stmt>) {
        let declare = |stack: VarId, rooms: Vec<Range>| {
            let expr = Expr::Stack { rooms };
            Stmt::Let { var: stack, expr, span: Span::mixed_site() }
        };
        let mut declarations = Vec::new();
        for stack in std::mem::take(&mut self.stacks) {
            let (before, rooms) = self.rooms(forward, stack);
            declarations.extend(before);
            declarations.push(declare(stack, rooms));
        }
        forward.splice(0..0, declarations);
        let stacks = std::mem::take(&mut self.reverse_stacks);
        let declarations: Vec<_> =
            stacks.into_iter().map(|stack| declare(stack, Vec::new())).collect();
        reverse.splice(0..0, declarations);
    }

    fn stmt(&mut self, stmt: &Stmt) -> Adjointed {
        let unchanged = || vec![stmt.clone()];
        match stmt {
            Stmt::Let { var, expr, span } => {
                let mut reverse = Vec::new();
                self.reverse_let(&mut reverse, *var, expr, *span);
                Adjointed::new(unchanged(), reverse)
            }
            Stmt::Store { place, op, value, span } => {
                let mut reverse = Vec::new();
                let mut forward = self.reverse_store(&mut reverse, place, *op, value, *span);
                forward.extend(unchanged());
                Adjointed::new(forward, reverse)
            }
            Stmt::Call { .. } => self.reverse_call(stmt),
            Stmt::Mutate { .. } => self.reverse_mutate(stmt),
            Stmt::Swap { first, second, span } => {
                let mut reverse = Vec::new();
                self.reverse_swap(&mut reverse, first, second, *span);
                Adjointed::new(unchanged(), reverse)
            }
            Stmt::If { .. } => self.reverse_if(stmt),
            Stmt::Match { .. } => self.reverse_match(stmt),
            stmt if snapshots::is_checkpointed(stmt) => self.reverse_checkpointed(stmt),
            Stmt::For { .. } => self.reverse_for(stmt),
            Stmt::Each { .. } => self.reverse_each(stmt),
            Stmt::While { .. } => self.reverse_while(stmt),
            Stmt::Checkpointed { .. } => Adjointed::new(Vec::new(), Vec::new()),
            Stmt::Prove { .. } | Stmt::Verbatim { .. } | Stmt::Note(_) => {
                Adjointed::new(unchanged(), Vec::new())
            }
            Stmt::Exit { .. } => unreachable!("`exits` has made all exits structured"),
            Stmt::Clear { .. }
            | Stmt::Reset { .. }
            | Stmt::Push { .. }
            | Stmt::Pop { .. }
            | Stmt::Fill { .. }
            | Stmt::Snapshot { .. }
            | Stmt::Unpack { .. }
            | Stmt::Pull { .. } => {
                unreachable!(
                    "`adjoint` is applied to primal functions; higher orders use `tangent`"
                )
            }
        }
    }

    /// `x[i] = v` moves the cotangent of `x[i]` on to `v`; `x[i] += v` copies it.
    fn reverse_store(
        &mut self,
        reverse: &mut Vec<Stmt>,
        place: &Place,
        op: StoreOp,
        value: &Atom,
        span: Span,
    ) -> Vec<Stmt> {
        if !self.is_active_place(place) || !self.is_live(place) {
            return Vec::new();
        }
        let shadow = self.shadow_place(reverse, place, span);
        let active = self.is_active_atom(value);
        let mut cotangent = None;
        if active {
            cotangent = Some(self.temp(reverse, Expr::Read(shadow.clone()), span));
        }
        let mut forward = Vec::new();
        if op == StoreOp::Set && crate::kinds::of_place(&self.f.vars, place).is_copy() {
            reverse.push(Stmt::Clear { place: shadow, span });
        } else if op == StoreOp::Set {
            // What is overwritten may have had another shape.
            let shape = self.record("shape", span.resolved_at(Span::mixed_site()));
            if let Some(level) = self.levels.last_mut() {
                level.owned.insert(shape);
            }
            let expr = Expr::Shape { old: place.clone(), new: value.clone() };
            forward.push(Stmt::Let { var: shape, expr, span });
            let shape = Atom::Var(shape);
            reverse.push(Stmt::Reset { place: shadow, shape, span });
        }
        if let Some(bar) = cotangent {
            self.signed(reverse, (op.sign(), value), Expr::Atom(bar), span);
        }
        forward
    }

    /// Whether a place's cotangent is more than structurally zero.
    fn is_live(&self, place: &Place) -> bool {
        let root = self.resolve(place).root;
        self.shadows.contains_key(&root) || self.views.contains_key(&root)
    }
}

impl Level {
    fn new(owned: BTreeSet<VarId>) -> Level {
        Level { owned, ..Level::default() }
    }
}
