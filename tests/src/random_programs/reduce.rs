//! Ways to make a program smaller: each has a number.
//!
//! A reduction needn't give a well-typed program: rustc says whether it does. Numbers are given on the way down, so
//! that several reductions can be applied at once: what they are doesn't depend on which of them are applied.

use std::collections::BTreeSet;

use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Block, Expr, ExprMatch, ImplItem, Item, ItemImpl, Stmt, parse_quote};

use super::ast::{Param, Program};

/// How many reductions there are.
pub fn count(program: &Program) -> usize {
    let mut reducer = Reducer::new(BTreeSet::new());
    reducer.reduce(&mut program.clone());
    reducer.next
}

/// The program with some of its reductions applied.
pub fn apply(program: &Program, numbers: BTreeSet<usize>) -> Program {
    let mut reduced = program.clone();
    Reducer::new(numbers).reduce(&mut reduced);
    reduced
}

struct Reducer {
    /// Those that are applied.
    numbers: BTreeSet<usize>,
    next: usize,
}

impl Reducer {
    fn new(numbers: BTreeSet<usize>) -> Reducer {
        Reducer { numbers, next: 0 }
    }

    /// Of the next `n` reductions, those that are applied.
    fn reserve(&mut self, n: usize) -> Vec<usize> {
        let first = self.next;
        self.next += n;
        (0..n).filter(|i| self.numbers.contains(&(first + i))).collect()
    }

    fn reduce(&mut self, program: &mut Program) {
        let items = self.reserve(program.items.len());
        let params = self.reserve(program.params.len());
        let points = self.reserve(program.points.len().saturating_sub(1));
        for item in &mut program.items {
            self.visit_item_mut(item);
        }
        self.visit_block_mut(&mut program.main.block);
        remove(&mut program.items, &items);
        remove(&mut program.points, &points);
        for param in params.into_iter().rev() {
            remove_param(program, param);
        }
    }
}

/// A parameter, and its floats of each point; not the last one that has floats.
fn remove_param(program: &mut Program, index: usize) {
    let is_needed = |(i, param): (usize, &Param)| i != index && param.n_floats() > 0;
    if !program.params.iter().enumerate().any(is_needed) {
        return;
    }
    let start: usize = program.params[..index].iter().map(|param| param.n_floats()).sum();
    let removed = program.params.remove(index);
    let inputs = program.main.sig.inputs.clone().into_iter().enumerate();
    program.main.sig.inputs = inputs.filter(|(i, _)| *i != index).map(|(_, input)| input).collect();
    for point in &mut program.points {
        point.drain(start..start + removed.n_floats());
    }
}

fn remove<T>(list: &mut Vec<T>, indices: &[usize]) {
    let mut index = 0;
    list.retain(|_| {
        index += 1;
        !indices.contains(&(index - 1))
    });
}

impl VisitMut for Reducer {
    /// Each statement can go; a branch or a loop can be replaced by what is in it.
    fn visit_block_mut(&mut self, block: &mut Block) {
        let n = block.stmts.len();
        let removed = self.reserve(n);
        let opened = self.reserve(n);
        visit_mut::visit_block_mut(self, block);
        let mut statements = Vec::new();
        for (i, statement) in std::mem::take(&mut block.stmts).into_iter().enumerate() {
            match statement {
                _ if removed.contains(&i) => {}
                Stmt::Expr(expr, _) if opened.contains(&i) => statements.extend(inner(expr)),
                other => statements.push(other),
            }
        }
        end_statements(&mut statements);
        block.stmts = statements;
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        let removed = self.reserve(item.items.len());
        for item in &mut item.items {
            if let ImplItem::Fn(function) = item {
                self.visit_block_mut(&mut function.block);
            }
        }
        remove(&mut item.items, &removed);
    }

    /// The fields of structs and such stay as they are.
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Fn(function) => self.visit_block_mut(&mut function.block),
            Item::Impl(item) => self.visit_item_impl_mut(item),
            Item::Mod(syn::ItemMod { content: Some((_, items)), .. }) => {
                let removed = self.reserve(items.len());
                items.iter_mut().for_each(|item| self.visit_item_mut(item));
                remove(items, &removed);
            }
            _ => {}
        }
    }

    fn visit_expr_match_mut(&mut self, expr: &mut ExprMatch) {
        let removed = self.reserve(expr.arms.len());
        visit_mut::visit_expr_match_mut(self, expr);
        remove(&mut expr.arms, &removed);
    }

    /// A number can become a constant; an operation one of its operands.
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let parts = parts(expr);
        let constant = usize::from(is_number(expr));
        let applied = self.reserve(parts.len() + constant);
        let smaller = applied.first().map(|&i| match i == parts.len() {
            true => parse_quote!(0.5_f64),
            false => parts[i].clone(),
        });
        visit_mut::visit_expr_mut(self, expr);
        if let Some(smaller) = smaller {
            *expr = smaller;
        }
    }
}

/// What was the value of a block that was opened, or what is left of a loop, needn't be the last statement here.
fn end_statements(statements: &mut [Stmt]) {
    let Some((_, before)) = statements.split_last_mut() else { return };
    for statement in before {
        if let Stmt::Expr(expr, end @ None) = statement
            && !is_block(expr)
        {
            *end = Some(Default::default());
        }
    }
}

/// Whether a statement that is such an expression needs no `;`.
fn is_block(expr: &Expr) -> bool {
    use Expr::{Block, Const, ForLoop, If, Loop, Match, TryBlock, Unsafe, While};
    matches!(
        expr,
        Block(_)
            | Const(_)
            | ForLoop(_)
            | If(_)
            | Loop(_)
            | Match(_)
            | TryBlock(_)
            | Unsafe(_)
            | While(_)
    )
}

/// What is left of a statement without what is around it.
fn inner(expr: Expr) -> Vec<Stmt> {
    match expr {
        Expr::If(expr) => expr.then_branch.stmts,
        Expr::Block(expr) => expr.block.stmts,
        Expr::ForLoop(expr) => expr.body.stmts,
        Expr::While(expr) => expr.body.stmts,
        Expr::Loop(expr) => expr.body.stmts,
        other => vec![Stmt::Expr(other, Some(Default::default()))],
    }
}

/// Subexpressions that are likely to be of the same type.
fn parts(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Binary(expr) if !is_comparison(&expr.op) => {
            vec![(*expr.left).clone(), (*expr.right).clone()]
        }
        Expr::MethodCall(call) => {
            [vec![(*call.receiver).clone()], call.args.iter().take(1).cloned().collect()].concat()
        }
        Expr::Call(call) => call.args.iter().cloned().collect(),
        Expr::Unary(expr) => vec![(*expr.expr).clone()],
        Expr::Paren(expr) => vec![(*expr.expr).clone()],
        Expr::If(expr) => {
            let otherwise = expr.else_branch.iter().map(|(_, otherwise)| (**otherwise).clone());
            let then = &expr.then_branch;
            [vec![parse_quote!(#then)], otherwise.collect()].concat()
        }
        Expr::Match(expr) => expr.arms.iter().map(|arm| (*arm.body).clone()).collect(),
        Expr::Block(expr) => match &expr.block.stmts[..] {
            [Stmt::Expr(value, None)] => vec![value.clone()],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn is_comparison(op: &BinOp) -> bool {
    use BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
    matches!(op, Eq(_) | Ge(_) | Gt(_) | Le(_) | Lt(_) | Ne(_))
}

/// Whether it looks like a float that isn't a constant yet.
fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(expr) => !is_comparison(&expr.op) && !is_assignment(&expr.op),
        Expr::MethodCall(_) | Expr::Call(_) | Expr::Index(_) | Expr::Field(_) | Expr::Path(_) => {
            true
        }
        Expr::Unary(_) | Expr::Match(_) | Expr::If(_) | Expr::Block(_) => true,
        _ => false,
    }
}

fn is_assignment(op: &BinOp) -> bool {
    use BinOp::{AddAssign, DivAssign, MulAssign, SubAssign};
    matches!(op, AddAssign(_) | DivAssign(_) | MulAssign(_) | SubAssign(_))
}
