//! Which values are certainly used: on every way from where they are made to the function's end, the result depends on them.
//!
//! ```text
//! let q = r * r;  if c { x } else { q }      q̄ = 0 where c holds, and r may be infinite: r̄ += 2 (q̄ *₀ r)
//! ```
//!
//! In: the primal. Out: the variables of which that isn't so. A branch, an arm, a loop that isn't run, a callee or `max` may leave them
//! out, or they are overwritten; then their cotangents are exactly zero, and nothing may come of them, whatever they are multiplied by
//! ([`BinOp::Times`](crate::ir::BinOp::Times)). In derivatives that are differentiated again, such a product leaves out what it multiplies by zero.
//! All else has plain products, so that straight-line code and loops are as they would be written by hand.
//!
//! A walk backwards over *paths*, a variable and fields of it, as liveness but with every way instead of any. Of a list's elements
//! nobody knows one by one: a list counts as used if it is, and a loop over it as run; a branch around its use counts.
//!
//! Then there are values that are used where they are finite only ([`fading`](super::fading)).

use std::collections::{BTreeMap, BTreeSet};

use super::fading;
use crate::ir::visit;
use crate::ir::{Arg, Atom, BinOp, Block, Expr, Function, Place, Projection, Stmt, StoreOp, VarId};
use crate::kind::Kind;
use crate::primitives::Trait;

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A field of a tuple, a struct or a variant.
    Field(String),
    /// An element by a literal index.
    Item(String),
    /// An element, whichever.
    Elements,
}

/// A part of a variable.
type Path = (VarId, Vec<Step>);

/// The parts that are certainly used from here on; of a whole, all its parts are.
type Used = BTreeSet<Path>;

/// Loops inside of loops are looked at again and again: so often at most.
const MAX_SWEEPS: usize = 6;

/// The variables that may not be used, so that their cotangents may be exactly zero where what they were made of is
/// infinite; `is_certain` says whether the result itself is used.
pub fn perhaps_unused(function: &Function, is_certain: bool) -> BTreeSet<VarId> {
    let mut walk = Walk {
        function,
        views: views(function),
        unused: BTreeSet::new(),
        literals: BTreeSet::new(),
    };
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::List { .. }, .. } = stmt {
            walk.literals.insert(*var);
        }
    });
    let mut used = walk.at_the_end(is_certain);
    walk.block(&function.body, &mut used);
    walk.unused.into_iter().chain(fading::only(function)).collect()
}

/// What references point to.
fn views(function: &Function) -> BTreeMap<VarId, Place> {
    let mut views = BTreeMap::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Borrow { place, .. }, .. } = stmt {
            views.insert(*var, place.clone());
        }
    });
    views
}

struct Walk<'a> {
    function: &'a Function,
    views: BTreeMap<VarId, Place>,
    unused: BTreeSet<VarId>,
    /// Lists of which each item is written down.
    literals: BTreeSet<VarId>,
}

impl Walk<'_> {
    /// The result, and what the caller lent.
    fn at_the_end(&self, is_certain: bool) -> Used {
        let mut used = Used::new();
        let result = self.function.body.results.first().and_then(Atom::var);
        let lent = self
            .function
            .params
            .iter()
            .filter(|param| self.function.var(**param).ty.is_exclusive());
        for var in lent.copied().chain(result) {
            match &self.function.var(var).ty.guess {
                Kind::List(_) | Kind::Array(_) | Kind::Map(_) if !self.literals.contains(&var) => {
                    used.insert((var, vec![Step::Elements]));
                }
                _ if is_certain && Some(var) == result => {
                    used.insert((var, Vec::new()));
                }
                _ => {}
            }
        }
        used
    }

    /// From what is used after a block to what is used before it.
    fn block(&mut self, block: &Block, used: &mut Used) {
        for stmt in block.stmts.iter().rev() {
            self.stmt(stmt, used);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, used: &mut Used) {
        match stmt {
            Stmt::Let { var, expr, .. } => self.definition(*var, expr, used),
            Stmt::Store { place, op, value, .. } => self.store(place, *op, value, used),
            Stmt::If { results, then, otherwise, .. } => {
                self.ways(results, &[then, otherwise], used);
            }
            Stmt::Match { results, arms, .. } => {
                self.ways(results, &arms.iter().collect::<Vec<_>>(), used);
            }
            Stmt::For { body, .. } | Stmt::Each { body, .. } => self.repeated(&[body], used),
            Stmt::While { cond, body, .. } => self.repeated(&[body, cond], used),
            Stmt::Mutate { results, op, place, args, .. } => {
                results.iter().for_each(|result| drop(taken(used, *result)));
                let path = self.path(place);
                if let Some(element) = op.element().and_then(|i| args.get(i)?.var()) {
                    let elements = (path.0, [path.1.clone(), vec![Step::Elements]].concat());
                    add(used, element, parts(used, &elements));
                }
                forget_items(used, path.0);
            }
            Stmt::Swap { first, second, .. } => {
                let (first, second) = (self.path(first), self.path(second));
                let (of_first, of_second) = (parts(used, &first), parts(used, &second));
                for path in [&first, &second] {
                    if !path.1.contains(&Step::Elements) {
                        used.retain(|(var, _)| *var != path.0);
                    }
                }
                extend(used, &first, of_second);
                extend(used, &second, of_first);
            }
            // What a callee does with its arguments isn't known, but that it uses lists.
            Stmt::Call { results, args, .. } => {
                let rests = results.iter().flat_map(|result| taken(used, *result)).count();
                for arg in args {
                    if let Arg::BorrowMut(place) = arg {
                        forget_items(used, self.path(place).0);
                    }
                    if let (true, Some((var, steps))) = (rests > 0, self.list(arg)) {
                        used.insert((var, [steps, vec![Step::Elements]].concat()));
                    }
                }
            }
            _ => {}
        }
    }

    /// The list that an argument is.
    fn list(&self, arg: &Arg) -> Option<Path> {
        let (kind, path) = match arg {
            Arg::Value(atom) => {
                let var = atom.var()?;
                (self.function.var(var).ty.guess.clone(), self.path(&Place::whole(var)))
            }
            Arg::Borrow(place) | Arg::BorrowMut(place) => {
                (crate::kinds::of_place(&self.function.vars, place), self.path(place))
            }
        };
        matches!(kind, Kind::List(_) | Kind::Array(_) | Kind::Map(_)).then_some(path)
    }

    fn definition(&mut self, var: VarId, expr: &Expr, used: &mut Used) {
        let rests = taken(used, var);
        let is_whole = rests.contains(&Vec::new());
        match is_whole {
            true => self.unused.remove(&var),
            false => self.unused.insert(var),
        };
        let whole = |used: &mut Used, atom: &Atom| {
            if let (true, Some(var)) = (is_whole, atom.var()) {
                used.insert((var, Vec::new()));
            }
        };
        let same = |used: &mut Used, atom: &Atom, rests: Vec<Vec<Step>>| {
            if let Some(var) = atom.var() {
                add(used, var, rests);
            }
        };
        match expr {
            Expr::Atom(atom) | Expr::Boxed { value: atom, .. } => same(used, atom, rests),
            Expr::Read(place) | Expr::Clone { place, .. } | Expr::Outcome(place) => {
                let path = self.path(place);
                extend(used, &path, rests);
            }
            // An integer has no derivative, however it is used.
            Expr::Cast(atom, ty) if Kind::of(ty).is_float() => whole(used, atom),
            Expr::Unary(op, atom) if op.partial().is_some() => whole(used, atom),
            // A factor of zero leaves out the other one.
            Expr::Binary(BinOp::TimesBoth, ..) => {}
            Expr::Binary(BinOp::Times | BinOp::Over, left, _) => whole(used, left),
            Expr::Binary(op, left, right) if op.rule().is_some() => {
                whole(used, left);
                whole(used, right);
            }
            Expr::Method { method, args, .. } if !method.is(Trait::Chooses) => {
                method.partials.iter().for_each(|partial| whole(used, &args[partial.operand]));
            }
            Expr::List { items, .. } => {
                for (i, item) in items.iter().enumerate() {
                    let within = [Step::Item(i.to_string()), Step::Elements];
                    same(used, item, inside(&rests, &within));
                }
            }
            Expr::Repeat { item, .. } => {
                let inner = |rest: &Vec<Step>| match rest.first() {
                    None => Some(Vec::new()),
                    Some(Step::Item(_) | Step::Elements) => Some(rest[1..].to_vec()),
                    Some(Step::Field(_)) => None,
                };
                same(used, item, rests.iter().filter_map(inner).collect());
            }
            Expr::Tuple(items) => {
                for (i, item) in items.iter().enumerate() {
                    same(used, item, inside(&rests, &[Step::Field(i.to_string())]));
                }
            }
            Expr::Construct { fields, like: None, .. } => {
                for (member, value) in fields {
                    same(used, value, inside(&rests, &[field(member)]));
                }
            }
            Expr::Success(value) => same(used, value, inside(&rests, &[payload()])),
            _ => {}
        }
    }

    fn store(&mut self, place: &Place, op: StoreOp, value: &Atom, used: &mut Used) {
        let path = self.path(place);
        let rests = parts(used, &path);
        if op == StoreOp::Set && !path.1.contains(&Step::Elements) {
            // What was there is used no more, nor is any longer certain of what it is a part of.
            used.retain(|other| !covers(&path, other) && !covers(other, &path));
        }
        if let Some(var) = value.var() {
            add(used, var, rests);
        }
    }

    /// Of several ways one is taken.
    fn ways(&mut self, results: &[VarId], ways: &[&Block], used: &mut Used) {
        let rests: Vec<_> = results.iter().map(|result| taken(used, *result)).collect();
        let entries = ways.iter().map(|way| {
            let mut entry = used.clone();
            for (result, rests) in way.results.iter().zip(&rests) {
                if let Some(var) = result.var() {
                    add(&mut entry, var, rests.clone());
                }
            }
            self.block(way, &mut entry);
            entry
        });
        if let Some(common) = entries.reduce(|a, b| common(&a, &b)) {
            *used = common;
        }
    }

    /// Blocks that are run again and again, the last one first.
    fn repeated(&mut self, blocks: &[&Block], used: &mut Used) {
        let after = used.clone();
        for _ in 0..MAX_SWEEPS {
            let mut entry = used.clone();
            blocks.iter().for_each(|block| self.block(block, &mut entry));
            let mut head = common(&after, &entry);
            let is_element = |(_, steps): &&Path| steps.contains(&Step::Elements);
            head.extend(after.iter().chain(&entry).filter(is_element).cloned());
            if head == *used {
                return;
            }
            *used = head;
        }
        // Who knows: nothing is certain.
        used.clear();
        blocks.iter().for_each(|block| self.block(block, &mut used.clone()));
    }

    /// The part of a variable that a place is, through references.
    fn path(&self, place: &Place) -> Path {
        let mut root = place.root;
        let mut chain = vec![&place.projections];
        while let Some(owner) = self.views.get(&root) {
            root = owner.root;
            chain.push(&owner.projections);
        }
        let mut steps = Vec::new();
        // The elements of a slice have other numbers than those of its list.
        let mut is_slice = false;
        for projection in chain.into_iter().rev().flatten() {
            let step = match projection {
                Projection::Pointee | Projection::Deref | Projection::List | Projection::IfAny => {
                    continue;
                }
                Projection::Range { .. } | Projection::Index(_) if is_slice => {
                    is_slice = matches!(projection, Projection::Range { .. });
                    continue;
                }
                Projection::Field(member) | Projection::Variant { member, .. } => field(member),
                Projection::Payload => payload(),
                Projection::Index(Atom::Literal(literal)) => {
                    Step::Item(quote::ToTokens::to_token_stream(literal).to_string())
                }
                Projection::Index(_) | Projection::Entry(_) | Projection::Items => Step::Elements,
                Projection::Range { .. } => {
                    is_slice = true;
                    Step::Elements
                }
            };
            steps.push(step);
        }
        (root, steps)
    }
}

fn field(member: &syn::Member) -> Step {
    Step::Field(match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    })
}

/// What is in `Some` or in `Ok`.
fn payload() -> Step {
    Step::Field("0".to_string())
}

/// What is used of a variable, which is not used any more before its definition.
fn taken(used: &mut Used, var: VarId) -> Vec<Vec<Step>> {
    let rests = used.iter().filter(|(other, _)| *other == var).map(|(_, rest)| rest.clone());
    let rests = rests.collect();
    used.retain(|(other, _)| *other != var);
    rests
}

fn add(used: &mut Used, var: VarId, rests: Vec<Vec<Step>>) {
    used.extend(rests.into_iter().map(|rest| (var, rest)));
}

fn extend(used: &mut Used, path: &Path, rests: Vec<Vec<Step>>) {
    used.extend(rests.into_iter().map(|rest| (path.0, [path.1.clone(), rest].concat())));
}

/// What is used of a part: the parts of it that are, or all of it.
fn parts(used: &Used, path: &Path) -> Vec<Vec<Step>> {
    let rest = |other: &Path| {
        if covers(other, path) {
            return Some(Vec::new());
        }
        covers_as(path, other).then(|| other.1[path.1.len()..].to_vec())
    };
    used.iter().filter_map(rest).collect()
}

/// Whether the second is a part of the first, which may be the same.
fn covers(whole: &Path, part: &Path) -> bool {
    whole.0 == part.0
        && whole.1.len() <= part.1.len()
        && whole.1.iter().zip(&part.1).all(|(a, b)| a == b)
}

/// The same, an item being one of the elements.
fn covers_as(whole: &Path, part: &Path) -> bool {
    let is_one =
        |a: &Step, b: &Step| a == b || (*b == Step::Elements && matches!(a, Step::Item(_)));
    whole.0 == part.0
        && whole.1.len() <= part.1.len()
        && whole.1.iter().zip(&part.1).all(|(a, b)| is_one(a, b))
}

/// What the parts of something made of others are used for.
fn inside(rests: &[Vec<Step>], within: &[Step]) -> Vec<Vec<Step>> {
    let inner = |rest: &Vec<Step>| match rest.split_first() {
        None => Some(Vec::new()),
        Some((first, rest)) => within.contains(first).then(|| rest.to_vec()),
    };
    rests.iter().filter_map(inner).collect()
}

/// Of a variable that something unknown may change, nothing but its elements counts as used.
fn forget_items(used: &mut Used, var: VarId) {
    used.retain(|(other, steps)| *other != var || steps.contains(&Step::Elements));
}

/// What is used on both ways.
fn common(a: &Used, b: &Used) -> Used {
    let of = |a: &Used, b: &Used| -> Used {
        a.iter().filter(|path| b.iter().any(|whole| covers(whole, path))).cloned().collect()
    };
    of(a, b).into_iter().chain(of(b, a)).collect()
}
