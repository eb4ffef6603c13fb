//! Loops that are left early, from the inside out.

use proc_macro2::Span;

use super::{Exits, boolean, leaves, may_leave, move_into, set, when};
use crate::ir::{Atom, Block, Exit, Expr, Stmt, UnOp, Var, VarId, visit};
use crate::kind::{Kind, Sketch};

/// The flags of one loop.
#[derive(Default)]
struct Flags {
    /// The loop ends before its next iteration.
    done: Option<VarId>,
    /// The rest of this iteration is skipped.
    skip: Option<VarId>,
    /// Exits to make once this loop has ended, each with its flag.
    outer: Vec<(Exit, VarId)>,
    /// A `return` to make once this loop has ended.
    returns: bool,
}

impl Exits<'_> {
    /// Restructures the loops in a block.
    pub(super) fn loops(&mut self, block: &mut Block) {
        let mut code = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in visit::blocks_mut(&mut stmt) {
                self.loops(inner);
            }
            match stmt {
                Stmt::For { ref body, .. } | Stmt::Each { ref body, .. }
                    if body.stmts.iter().any(may_leave) =>
                {
                    self.leave_counted(&mut code, stmt);
                }
                Stmt::While { cond, body, span } if body.stmts.iter().any(may_leave) => {
                    let mut flags = Flags::default();
                    let mut body = body;
                    self.iteration(&mut body, &mut flags, span);
                    self.leave(&mut code, cond, body, flags, span);
                }
                stmt => code.push(stmt),
            }
        }
        block.stmts = code;
    }

    /// A loop that counts, or goes through an iterator, stays one: it ends once its flag is set.
    fn leave_counted(&mut self, code: &mut Vec<Stmt>, mut stmt: Stmt) {
        let mut flags = Flags::default();
        if let Stmt::For { body, until, span, .. } | Stmt::Each { body, until, span, .. } =
            &mut stmt
        {
            let span = *span;
            if let Some(flag) = ends_at_flag(body) {
                *until = Some(flag);
                return code.push(stmt);
            }
            self.iteration(body, &mut flags, span);
            *until = flags.done;
            self.declare(code, flags.done, span);
            code.push(stmt);
            self.leave_outer(code, flags, span);
        }
    }

    /// The loop with its flags, and the exits that go further.
    fn leave(&mut self, code: &mut Vec<Stmt>, cond: Block, body: Block, flags: Flags, span: Span) {
        self.declare(code, flags.done, span);
        let cond = match flags.done {
            None => cond,
            Some(done) => {
                let mut stmts = Vec::new();
                let is_done = self.read(&mut stmts, done, span);
                let goes_on = self.value(&mut stmts, Expr::Unary(UnOp::Not, is_done), span);
                if is_always(&cond) {
                    let cond = Block { stmts, results: vec![goes_on] };
                    code.push(Stmt::While { cond, body, span });
                    return self.leave_outer(code, flags, span);
                }
                let result = Var { ty: Sketch::guessed(Kind::Bool), ..Var::new("t", span) };
                let result = self.function.add(result);
                let no = Block { stmts: Vec::new(), results: vec![boolean(false, span)] };
                stmts.push(Stmt::If {
                    results: vec![result],
                    cond: goes_on,
                    then: cond,
                    otherwise: no,
                    span,
                });
                Block { stmts, results: vec![Atom::Var(result)] }
            }
        };
        code.push(Stmt::While { cond, body, span });
        self.leave_outer(code, flags, span);
    }

    fn declare(&mut self, code: &mut Vec<Stmt>, flag: Option<VarId>, span: Span) {
        code.extend(flag.map(|var| {
            let expr = Expr::Atom(boolean(false, span));
            Stmt::Let { var, expr, span }
        }));
    }

    /// After a loop: the exits that leave the loops around it too.
    fn leave_outer(&mut self, code: &mut Vec<Stmt>, flags: Flags, span: Span) {
        let position = code.iter().rposition(|stmt| {
            matches!(stmt, Stmt::While { .. } | Stmt::For { .. } | Stmt::Each { .. })
        });
        for (exit, flag) in flags.outer {
            let expr = Expr::Atom(boolean(false, span));
            code.insert(position.unwrap_or(0), Stmt::Let { var: flag, expr, span });
            let cond = self.read(code, flag, span);
            code.push(when(cond, vec![Stmt::Exit { exit, span }], span));
        }
        if flags.returns {
            self.return_if_noted(code, span);
        }
    }

    /// One iteration without exits: each sets its flags, and what follows it is skipped.
    fn iteration(&mut self, body: &mut Block, flags: &mut Flags, span: Span) {
        flags.skip = has_partial(body).then(|| self.flag("skip", span));
        self.cut(body, flags);
        let declaration = flags.skip.map(|var| {
            let expr = Expr::Atom(boolean(false, span));
            Stmt::Let { var, expr, span }
        });
        body.stmts.splice(0..0, declaration);
    }

    fn cut(&mut self, block: &mut Block, flags: &mut Flags) {
        let Some(position) = block.stmts.iter().position(may_leave) else { return };
        let mut rest = block.stmts.split_off(position);
        match rest.remove(0) {
            Stmt::Exit { exit, span } => {
                let notes = self.note(exit, flags, span);
                block.stmts.extend(notes);
            }
            Stmt::If { results, cond, mut then, mut otherwise, span } => {
                let goes_on = [!leaves(&then), !leaves(&otherwise)];
                let is_value = !results.is_empty();
                match goes_on {
                    [true, true] if is_value => {
                        // The value of a branch that may or may not leave: refused by its exit.
                        block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
                        block.stmts.extend(rest);
                        return;
                    }
                    [true, true] => {
                        self.cut(&mut then, flags);
                        self.cut(&mut otherwise, flags);
                        block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
                        let mut rest = Block { stmts: rest, results: Vec::new() };
                        self.cut(&mut rest, flags);
                        return self.unless_any(&mut block.stmts, flags.skip, rest.stmts, span);
                    }
                    [true, false] => move_into(&mut then, &results, rest, span),
                    [false, true] => move_into(&mut otherwise, &results, rest, span),
                    [false, false] => {}
                }
                self.cut(&mut then, flags);
                self.cut(&mut otherwise, flags);
                let results = Vec::new();
                block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
            }
            other => {
                block.stmts.push(other);
                block.stmts.extend(rest);
            }
        }
    }

    /// The statements that note an exit.
    fn note(&mut self, exit: Exit, flags: &mut Flags, span: Span) -> Vec<Stmt> {
        let yes = || boolean(true, span);
        let mut code = Vec::new();
        if !matches!(exit, Exit::Continue(0)) {
            let done = match flags.done {
                Some(done) => done,
                None => self.flag("done", span),
            };
            flags.done = Some(done);
            code.push(set(done, yes(), span));
        }
        code.extend(flags.skip.map(|skip| set(skip, yes(), span)));
        let outer = match exit {
            Exit::Continue(0) | Exit::Break(0) => return code,
            Exit::Return(value) => {
                flags.returns = true;
                code.extend(self.note_return(value, span));
                return code;
            }
            Exit::Break(depth) => Exit::Break(depth - 1),
            Exit::Continue(depth) => Exit::Continue(depth - 1),
            Exit::Diverge => return code,
        };
        let flag = self.flag("leaving", span);
        flags.outer.push((outer, flag));
        code.push(set(flag, yes(), span));
        code
    }

    fn value(&mut self, code: &mut Vec<Stmt>, expr: Expr, span: Span) -> Atom {
        let kind = crate::kinds::of_expr(&self.function.vars, &expr);
        let var = self.function.add(Var { ty: Sketch::guessed(kind), ..Var::new("t", span) });
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }

    /// `if !flag { stmts }`
    pub(super) fn unless(
        &mut self,
        code: &mut Vec<Stmt>,
        flag: VarId,
        stmts: Vec<Stmt>,
        span: Span,
    ) {
        if stmts.is_empty() {
            return;
        }
        let flag = self.read(code, flag, span);
        let cond = self.value(code, Expr::Unary(UnOp::Not, flag), span);
        code.push(when(cond, stmts, span));
    }

    fn unless_any(
        &mut self,
        code: &mut Vec<Stmt>,
        flag: Option<VarId>,
        stmts: Vec<Stmt>,
        span: Span,
    ) {
        match flag {
            Some(flag) => self.unless(code, flag, stmts, span),
            None => code.extend(stmts),
        }
    }
}

/// The flag of a body that ends in `if flag { break; }` and is left nowhere else; that end is taken off.
fn ends_at_flag(body: &mut Block) -> Option<VarId> {
    let [before @ .., Stmt::Let { var, expr: Expr::Read(flag), .. }, last] = &*body.stmts else {
        return None;
    };
    let Stmt::If { cond: Atom::Var(cond), then, otherwise, .. } = last else { return None };
    let [Stmt::Exit { exit: Exit::Break(0), .. }] = then.stmts.as_slice() else { return None };
    // One that is declared inside isn't there when the loop asks for it.
    let is_inside = before.iter().flat_map(visit::defines).any(|var| var == flag.root);
    let is_flag = cond == var && flag.projections.is_empty() && otherwise.stmts.is_empty();
    let is_flag = is_flag && !is_inside;
    if !is_flag || before.iter().any(may_leave) {
        return None;
    }
    let (flag, n) = (flag.root, before.len());
    body.stmts.truncate(n);
    Some(flag)
}

/// Whether a block holds a branch that may leave on either side or go on.
fn has_partial(block: &Block) -> bool {
    block.stmts.iter().any(|stmt| match stmt {
        Stmt::If { then, otherwise, .. } if may_leave(stmt) => {
            (!leaves(then) && !leaves(otherwise)) || has_partial(then) || has_partial(otherwise)
        }
        _ => false,
    })
}

/// The condition of `loop`.
fn is_always(cond: &Block) -> bool {
    match cond.results.as_slice() {
        [Atom::Literal(syn::Lit::Bool(literal))] => cond.stmts.is_empty() && literal.value,
        _ => false,
    }
}
