//! Walking over the IR: the operands of a node, the blocks inside a statement, what it defines.
//!
//! No framework: each function is one exhaustive `match`, so a new node is a decision here.

use super::{Act, Arg, Atom, Block, Expr, Place, Projection, Range, Stmt, VarId};

/// One use of a variable.
#[derive(Clone, Copy)]
pub enum Use<'a> {
    /// As a value: copied, or moved if its type is not `Copy`.
    Value(&'a Atom),
    /// Through a place, without taking it away.
    Place(&'a Place),
    /// Written to through a place.
    Write(&'a Place),
    /// A record variable (stack, slot, pullback) or a verbatim mention.
    Name(VarId),
}

/// The uses in the projections of a place (its indices).
pub fn indices<'a>(place: &'a Place, visit: &mut dyn FnMut(Use<'a>)) {
    for projection in &place.projections {
        match projection {
            Projection::Index(atom) => visit(Use::Value(atom)),
            Projection::Range { start, end, .. } => {
                start.iter().chain(end).for_each(|atom| visit(Use::Value(atom)));
            }
            Projection::Entry(key) => visit(Use::Name(*key)),
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

fn read<'a>(place: &'a Place, visit: &mut dyn FnMut(Use<'a>)) {
    visit(Use::Place(place));
    indices(place, visit);
}

fn write<'a>(place: &'a Place, visit: &mut dyn FnMut(Use<'a>)) {
    visit(Use::Write(place));
    indices(place, visit);
}

/// Reads and writes.
fn change<'a>(place: &'a Place, visit: &mut dyn FnMut(Use<'a>)) {
    visit(Use::Place(place));
    write(place, visit);
}

/// The uses in an expression.
pub fn expr<'a>(expr: &'a Expr, visit: &mut dyn FnMut(Use<'a>)) {
    match expr {
        Expr::Atom(atom)
        | Expr::Stop(atom)
        | Expr::Unary(_, atom)
        | Expr::Cast(atom, _)
        | Expr::Boxed { value: atom, .. }
        | Expr::Erased(atom)
        // Of the variable only the type.
        | Expr::Regained(atom, _)
        | Expr::Success(atom)
        | Expr::Plain(atom) => {
            visit(Use::Value(atom));
        }
        Expr::Read(place)
        | Expr::Clone { place, .. }
        | Expr::Len(place)
        | Expr::Failure { place, .. }
        | Expr::Outcome(place)
        | Expr::Taken(place)
        | Expr::ZeroLike(place)
        | Expr::Kept(place)
        | Expr::Unwanted(place)
        | Expr::Is { place, .. } => {
            read(place, visit);
        }
        Expr::Key(place, index, _) => {
            read(place, visit);
            visit(Use::Value(index));
        }
        Expr::LookUp(place, by) => {
            read(place, visit);
            by.key().into_iter().for_each(|key| visit(Use::Value(key)));
        }
        Expr::Shape { old, new } => {
            read(old, visit);
            visit(Use::Value(new));
        }
        Expr::Construct { fields, like, .. } => {
            fields.iter().for_each(|(_, atom)| visit(Use::Value(atom)));
            like.iter().for_each(|var| visit(Use::Name(*var)));
        }
        Expr::Wanted(var) => visit(Use::Name(*var)),
        Expr::Borrow { place, mutable: false } => read(place, visit),
        Expr::Borrow { place, mutable: true } => write(place, visit),
        Expr::Refitted(value, kept) => {
            visit(Use::Value(value));
            visit(Use::Name(*kept));
        }
        Expr::Fitted(value, like) => {
            visit(Use::Value(value));
            read(like, visit);
        }
        Expr::Binary(_, left, right) | Expr::CastLike(left, right) => {
            visit(Use::Value(left));
            visit(Use::Value(right));
        }
        Expr::Method { args, .. } => args.iter().for_each(|atom| visit(Use::Value(atom))),
        Expr::Partial { args, factor, .. } => {
            args.iter().chain([factor]).for_each(|atom| visit(Use::Value(atom)));
        }
        Expr::PartialTangent { args, factor, arg_dots, factor_dot, .. } => {
            let dots = arg_dots.iter().flatten().chain(factor_dot);
            args.iter().chain([factor]).chain(dots).for_each(|atom| visit(Use::Value(atom)));
        }
        Expr::List { items, .. } | Expr::Tuple(items) => {
            items.iter().for_each(|atom| visit(Use::Value(atom)));
        }
        Expr::Repeat { item, len, .. } => {
            visit(Use::Value(item));
            visit(Use::Value(len));
        }
        Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim) => {
            verbatim.captures.iter().for_each(|(_, var)| visit(Use::Name(*var)));
        }
        Expr::Stack { rooms } => {
            rooms.iter().for_each(|values| range(values, visit));
        }
        Expr::Rule { args, .. } => args.iter().for_each(|operand| arg(operand, visit)),
        Expr::Step(values, step) => {
            range(values, visit);
            visit(Use::Value(step));
        }
        Expr::Slot | Expr::Repeatable(_) => {}
    }
}

fn arg<'a>(arg: &'a Arg, visit: &mut dyn FnMut(Use<'a>)) {
    match arg {
        Arg::Value(atom) => visit(Use::Value(atom)),
        Arg::Borrow(place) => read(place, visit),
        Arg::BorrowMut(place) => change(place, visit),
    }
}

/// The uses in a range.
pub fn range<'a>(range: &'a Range, visit: &mut dyn FnMut(Use<'a>)) {
    visit(Use::Value(&range.start));
    visit(Use::Value(&range.end));
    range.step.iter().for_each(|atom| visit(Use::Value(atom)));
}

/// The uses in a statement itself, not in the blocks inside it.
pub fn stmt<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(Use<'a>)) {
    match stmt {
        Stmt::Let { expr: value, .. } => expr(value, visit),
        Stmt::Call { args, dots, .. } => {
            args.iter().chain(dots.iter().flatten()).for_each(|operand| arg(operand, visit));
        }
        Stmt::Store { place, value, .. } => {
            visit(Use::Value(value));
            write(place, visit);
        }
        Stmt::Clear { place, .. } => write(place, visit),
        Stmt::Prove { place, .. } => read(place, visit),
        Stmt::Reset { place, shape, .. } => {
            visit(Use::Value(shape));
            write(place, visit);
        }
        Stmt::Mutate { place, args, .. } => {
            args.iter().for_each(|atom| visit(Use::Value(atom)));
            change(place, visit);
        }
        Stmt::Swap { first, second, .. } => {
            change(first, visit);
            change(second, visit);
        }
        Stmt::If { cond, .. } => visit(Use::Value(cond)),
        Stmt::Match { index, .. } => visit(Use::Value(index)),
        Stmt::For { range: values, until, .. } => {
            range(values, visit);
            until.iter().for_each(|until| visit(Use::Name(*until)));
        }
        Stmt::Each { source, until, .. } => {
            source.verbatim().captures.iter().for_each(|(_, var)| visit(Use::Name(*var)));
            until.iter().for_each(|until| visit(Use::Name(*until)));
        }
        Stmt::While { .. } | Stmt::Note(_) => {}
        Stmt::Exit { exit, .. } => {
            if let super::Exit::Return(atom) = exit {
                visit(Use::Value(atom));
            }
        }
        Stmt::Verbatim { verbatim, .. } => {
            verbatim.captures.iter().for_each(|(_, var)| visit(Use::Name(*var)));
        }
        Stmt::Checkpointed { snapshots, .. } => {
            snapshots.iter().for_each(|atom| visit(Use::Value(atom)));
        }
        Stmt::Snapshot { act, record, state, .. } => snapshot(act, *record, state, visit),
        Stmt::Push { stack, values } => {
            visit(Use::Name(*stack));
            values.iter().for_each(|atom| visit(Use::Value(atom)));
        }
        Stmt::Pop { stack, .. } => visit(Use::Name(*stack)),
        Stmt::Fill { slot, values } => {
            visit(Use::Name(*slot));
            values.iter().for_each(|atom| visit(Use::Value(atom)));
        }
        Stmt::Unpack { slot, .. } => visit(Use::Name(*slot)),
        Stmt::Pull { pullback, cotangent, bars, dots, .. } => {
            visit(Use::Name(*pullback));
            visit(Use::Value(cotangent));
            bars.iter().flatten().for_each(|place| write(place, visit));
            if let Some((dot, bars)) = dots {
                visit(Use::Value(dot));
                bars.iter().flatten().for_each(|place| write(place, visit));
            }
        }
    }
}

fn snapshot<'a>(act: &'a Act, record: VarId, state: &'a [Place], visit: &mut dyn FnMut(Use<'a>)) {
    match act {
        Act::Start(start) => {
            let super::Start { snapshots, steps, .. } = &**start;
            snapshots.iter().for_each(|atom| visit(Use::Value(atom)));
            steps.iter().for_each(|steps| range(steps, visit));
        }
        _ => visit(Use::Name(record)),
    }
    for place in state {
        match act {
            Act::Restore => write(place, visit),
            _ => read(place, visit),
        }
    }
}

/// The blocks inside a statement, in order of execution.
pub fn blocks(stmt: &Stmt) -> Vec<&Block> {
    match stmt {
        Stmt::If { then, otherwise, .. } => vec![then, otherwise],
        Stmt::Match { arms, .. } => arms.iter().collect(),
        Stmt::For { body, .. } | Stmt::Each { body, .. } | Stmt::Unpack { body, .. } => vec![body],
        Stmt::While { cond, body, .. } => vec![cond, body],
        _ => Vec::new(),
    }
}

/// The blocks inside a statement, to change them.
pub fn blocks_mut(stmt: &mut Stmt) -> Vec<&mut Block> {
    match stmt {
        Stmt::If { then, otherwise, .. } => vec![then, otherwise],
        Stmt::Match { arms, .. } => arms.iter_mut().collect(),
        Stmt::For { body, .. } | Stmt::Each { body, .. } | Stmt::Unpack { body, .. } => vec![body],
        Stmt::While { cond, body, .. } => vec![cond, body],
        _ => Vec::new(),
    }
}

/// The variables that a statement defines for the statements after it.
pub fn defines(stmt: &Stmt) -> Vec<VarId> {
    match stmt {
        Stmt::Let { var, .. } => vec![*var],
        Stmt::Call { results, .. }
        | Stmt::If { results, .. }
        | Stmt::Match { results, .. }
        | Stmt::Mutate { results, .. } => results.clone(),
        Stmt::Snapshot { act: Act::Start(_), record, .. } => vec![*record],
        Stmt::Snapshot { results, .. } => results.clone(),
        Stmt::Pop { vars, .. } => vars.clone(),
        Stmt::Verbatim { lets: Some(pattern), .. } => pattern.ids(),
        _ => Vec::new(),
    }
}

/// The variables that a statement defines for the blocks inside it.
pub fn binds(stmt: &Stmt) -> Vec<VarId> {
    match stmt {
        Stmt::For { var, .. } => vec![*var],
        Stmt::Each { pattern, .. } => pattern.ids(),
        Stmt::Unpack { vars, .. } => vars.clone(),
        _ => Vec::new(),
    }
}

/// The user's tokens that a statement itself passes through.
pub fn verbatim(stmt: &Stmt) -> Option<&super::Verbatim> {
    match stmt {
        Stmt::Let { expr: Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim), .. }
        | Stmt::Verbatim { verbatim, .. } => Some(verbatim),
        Stmt::Each { source, .. } => Some(source.verbatim()),
        _ => None,
    }
}

/// The variable behind a use.
pub fn used_var(used: Use) -> Option<VarId> {
    match used {
        Use::Value(atom) => atom.var(),
        Use::Place(place) | Use::Write(place) => Some(place.root),
        Use::Name(var) => Some(var),
    }
}

/// Every use in a block, inner blocks and results included.
pub fn deep<'a>(block: &'a Block, visit: &mut dyn FnMut(Use<'a>)) {
    for statement in &block.stmts {
        deep_stmt(statement, visit);
    }
    block.results.iter().for_each(|atom| visit(Use::Value(atom)));
}

/// Every use in a statement, inner blocks included.
pub fn deep_stmt<'a>(statement: &'a Stmt, visit: &mut dyn FnMut(Use<'a>)) {
    stmt(statement, visit);
    for block in blocks(statement) {
        deep(block, visit);
    }
}

/// Every statement in a block, inner blocks included, outer before inner.
pub fn deep_stmts<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Stmt)) {
    for statement in &block.stmts {
        visit(statement);
        for block in blocks(statement) {
            deep_stmts(block, visit);
        }
    }
}

/// The same, to change them; what a statement has become isn't looked into.
pub fn deep_stmts_mut(block: &mut Block, visit: &mut dyn FnMut(&mut Stmt)) {
    for statement in &mut block.stmts {
        for inner in blocks_mut(statement) {
            deep_stmts_mut(inner, visit);
        }
        visit(statement);
    }
}

/// A statement and every statement inside it, outer before inner.
pub fn deep_stmts_of<'a>(statement: &'a Stmt, visit: &mut dyn FnMut(&'a Stmt)) {
    visit(statement);
    for block in blocks(statement) {
        deep_stmts(block, visit);
    }
}
