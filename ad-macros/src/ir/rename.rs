//! Putting atoms in the place of variables.

use std::collections::BTreeMap;

use super::{Act, Arg, Atom, Block, Exit, Expr, Place, Projection, Range, Stmt, VarId};

/// What stands for which variable. Roots of places and names of records are replaced only by
/// variables.
pub type Renaming = BTreeMap<VarId, Atom>;

/// Renames the uses in a statement itself, not in the blocks inside it.
pub fn uses(stmt: &mut Stmt, names: &Renaming) {
    if names.is_empty() {
        return;
    }
    match stmt {
        Stmt::Let { expr: value, .. } => expr(value, names),
        Stmt::Call { args, dots, .. } => {
            let operands = args.iter_mut().chain(dots.iter_mut().flatten());
            operands.for_each(|operand| arg(operand, names));
        }
        Stmt::Store { place: target, value, .. } => {
            place(target, names);
            atom(value, names);
        }
        Stmt::Clear { place: target, .. } | Stmt::Prove { place: target, .. } => {
            place(target, names);
        }
        Stmt::Reset { place: target, shape, .. } => {
            place(target, names);
            atom(shape, names);
        }
        Stmt::Mutate { place: target, args, .. } => {
            place(target, names);
            args.iter_mut().for_each(|arg| atom(arg, names));
        }
        Stmt::Swap { first, second, .. } => {
            place(first, names);
            place(second, names);
        }
        Stmt::If { cond, .. } => atom(cond, names),
        Stmt::Match { index, .. } => atom(index, names),
        Stmt::For { range: values, until, .. } => {
            range(values, names);
            until.iter_mut().for_each(|until| var(until, names));
        }
        Stmt::Each { source, until, .. } => {
            let captures = &mut source.verbatim_mut().captures;
            captures.iter_mut().for_each(|(_, captured)| var(captured, names));
            until.iter_mut().for_each(|until| var(until, names));
        }
        Stmt::While { .. } | Stmt::Note(_) => {}
        Stmt::Exit { exit, .. } => {
            if let Exit::Return(value) = exit {
                atom(value, names);
            }
        }
        Stmt::Verbatim { verbatim, .. } => {
            verbatim.captures.iter_mut().for_each(|(_, captured)| var(captured, names));
        }
        Stmt::Checkpointed { snapshots, .. } => {
            snapshots.iter_mut().for_each(|snapshots| atom(snapshots, names));
        }
        Stmt::Snapshot { act, record, state, .. } => {
            match act {
                Act::Start(start) => {
                    let super::Start { snapshots, steps, .. } = &mut **start;
                    snapshots.iter_mut().for_each(|snapshots| atom(snapshots, names));
                    steps.iter_mut().for_each(|steps| range(steps, names));
                }
                _ => var(record, names),
            }
            state.iter_mut().for_each(|part| place(part, names));
        }
        Stmt::Push { stack: record, values } | Stmt::Fill { slot: record, values } => {
            var(record, names);
            values.iter_mut().for_each(|value| atom(value, names));
        }
        Stmt::Pop { stack: record, .. } | Stmt::Unpack { slot: record, .. } => var(record, names),
        Stmt::Pull { pullback, cotangent, bars, dots, .. } => {
            var(pullback, names);
            atom(cotangent, names);
            bars.iter_mut().flatten().for_each(|bar| place(bar, names));
            if let Some((dot, bars)) = dots {
                atom(dot, names);
                bars.iter_mut().flatten().for_each(|bar| place(bar, names));
            }
        }
    }
}

/// Renames the variables that a statement defines.
pub fn definitions(stmt: &mut Stmt, names: &Renaming) {
    match stmt {
        Stmt::Let { var: defined, .. } | Stmt::For { var: defined, .. } => var(defined, names),
        Stmt::Call { results: defined, .. }
        | Stmt::If { results: defined, .. }
        | Stmt::Match { results: defined, .. }
        | Stmt::Mutate { results: defined, .. }
        | Stmt::Pop { vars: defined, .. }
        | Stmt::Unpack { vars: defined, .. } => {
            defined.iter_mut().for_each(|defined| var(defined, names));
        }
        Stmt::Snapshot { act: Act::Start(_), record, .. } => var(record, names),
        Stmt::Snapshot { results, .. } => {
            results.iter_mut().for_each(|defined| var(defined, names));
        }
        Stmt::Each { pattern, .. } | Stmt::Verbatim { lets: Some(pattern), .. } => {
            pattern.vars.iter_mut().for_each(|(_, defined)| var(defined, names));
        }
        _ => {}
    }
}

/// Some statements with other names for what they use and define, the blocks inside them included.
pub fn renamed(stmts: &[Stmt], names: &Renaming) -> Vec<Stmt> {
    let mut block = Block { stmts: stmts.to_vec(), results: Vec::new() };
    deep(&mut block, names);
    block.stmts
}

fn deep(block: &mut Block, names: &Renaming) {
    for stmt in &mut block.stmts {
        uses(stmt, names);
        definitions(stmt, names);
        super::visit::blocks_mut(stmt).into_iter().for_each(|inner| deep(inner, names));
    }
    results(block, names);
}

/// Renames the results of a block.
pub fn results(block: &mut Block, names: &Renaming) {
    block.results.iter_mut().for_each(|result| atom(result, names));
}

fn var(var: &mut VarId, names: &Renaming) {
    if let Some(Atom::Var(new)) = names.get(var) {
        *var = *new;
    }
}

fn atom(atom: &mut Atom, names: &Renaming) {
    if let Some(new) = atom.var().and_then(|var| names.get(&var)) {
        *atom = new.clone();
    }
}

fn arg(arg: &mut Arg, names: &Renaming) {
    match arg {
        Arg::Value(value) => atom(value, names),
        Arg::Borrow(target) | Arg::BorrowMut(target) => place(target, names),
    }
}

fn place(place: &mut Place, names: &Renaming) {
    var(&mut place.root, names);
    for projection in &mut place.projections {
        match projection {
            Projection::Index(index) => atom(index, names),
            Projection::Range { start, end, .. } => {
                start.iter_mut().chain(end).for_each(|bound| atom(bound, names));
            }
            Projection::Entry(key) => var(key, names),
            Projection::Field(_)
            | Projection::Variant { .. }
            | Projection::Payload
            | Projection::Items
            | Projection::Pointee
            | Projection::Deref
            | Projection::List
            | Projection::IfAny => {}
        }
    }
}

fn range(range: &mut Range, names: &Renaming) {
    atom(&mut range.start, names);
    atom(&mut range.end, names);
    range.step.iter_mut().for_each(|step| atom(step, names));
}

fn expr(expr: &mut Expr, names: &Renaming) {
    match expr {
        Expr::Atom(value)
        | Expr::Stop(value)
        | Expr::Unary(_, value)
        | Expr::Cast(value, _)
        | Expr::Boxed { value, .. }
        | Expr::Erased(value)
        | Expr::Success(value)
        | Expr::Plain(value) => {
            atom(value, names);
        }
        Expr::Read(target)
        | Expr::Clone { place: target, .. }
        | Expr::Borrow { place: target, .. }
        | Expr::Len(target)
        | Expr::Failure { place: target, .. }
        | Expr::Outcome(target)
        | Expr::Taken(target)
        | Expr::ZeroLike(target)
        | Expr::Kept(target)
        | Expr::Unwanted(target)
        | Expr::Is { place: target, .. } => place(target, names),
        Expr::Key(target, index, _) => {
            place(target, names);
            atom(index, names);
        }
        Expr::LookUp(target, by) => {
            place(target, names);
            by.key_mut().into_iter().for_each(|key| atom(key, names));
        }
        Expr::Shape { old, new } => {
            place(old, names);
            atom(new, names);
        }
        Expr::Construct { fields, like, .. } => {
            fields.iter_mut().for_each(|(_, value)| atom(value, names));
            like.iter_mut().for_each(|like| var(like, names));
        }
        Expr::Wanted(bar) => var(bar, names),
        Expr::Refitted(value, kept) | Expr::Regained(value, kept) => {
            atom(value, names);
            var(kept, names);
        }
        Expr::Fitted(value, like) => {
            atom(value, names);
            place(like, names);
        }
        Expr::Binary(_, left, right) | Expr::CastLike(left, right) => {
            atom(left, names);
            atom(right, names);
        }
        Expr::Method { args, .. } => args.iter_mut().for_each(|arg| atom(arg, names)),
        Expr::Partial { args, factor, .. } => {
            args.iter_mut().chain([factor]).for_each(|arg| atom(arg, names));
        }
        Expr::PartialTangent { args, factor, arg_dots, factor_dot, .. } => {
            args.iter_mut().chain([factor]).for_each(|arg| atom(arg, names));
            arg_dots.iter_mut().chain([factor_dot]).flatten().for_each(|dot| atom(dot, names));
        }
        Expr::List { items, .. } | Expr::Tuple(items) => {
            items.iter_mut().for_each(|item| atom(item, names));
        }
        Expr::Repeat { item, len, .. } => {
            atom(item, names);
            atom(len, names);
        }
        Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim) => {
            verbatim.captures.iter_mut().for_each(|(_, captured)| var(captured, names));
        }
        Expr::Stack { rooms } => rooms.iter_mut().for_each(|values| range(values, names)),
        Expr::Rule { args, .. } => args.iter_mut().for_each(|operand| arg(operand, names)),
        Expr::Step(values, step) => {
            range(values, names);
            atom(step, names);
        }
        Expr::Slot | Expr::Repeatable(_) => {}
    }
}

/// Changes the places in a statement itself, not in the blocks inside it.
pub fn places(stmt: &mut Stmt, change: &mut dyn FnMut(&mut Place)) {
    match stmt {
        Stmt::Let {
            expr:
                Expr::Read(place)
                | Expr::Clone { place, .. }
                | Expr::Borrow { place, .. }
                | Expr::Len(place)
                | Expr::Key(place, ..)
                | Expr::LookUp(place, _)
                | Expr::ZeroLike(place)
                | Expr::Unwanted(place)
                | Expr::Is { place, .. }
                | Expr::Shape { old: place, .. },
            ..
        } => change(place),
        Stmt::Call { args, dots, .. } => {
            for arg in args.iter_mut().chain(dots.iter_mut().flatten()) {
                if let Arg::Borrow(place) | Arg::BorrowMut(place) = arg {
                    change(place);
                }
            }
        }
        Stmt::Store { place, .. }
        | Stmt::Clear { place, .. }
        | Stmt::Prove { place, .. }
        | Stmt::Reset { place, .. }
        | Stmt::Mutate { place, .. } => change(place),
        Stmt::Swap { first, second, .. } => {
            change(first);
            change(second);
        }
        Stmt::Pull { bars, dots, .. } => {
            let dot_bars = dots.iter_mut().flat_map(|(_, bars)| bars);
            bars.iter_mut().chain(dot_bars).flatten().for_each(change);
        }
        _ => {}
    }
}
