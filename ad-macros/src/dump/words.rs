//! Notes in words: what is stored, computed again and called again, why, and how many bytes that is.
//!
//! In: a derivative with notes, and how wide its floats are. Out: the same, each note a [`Note::Words`]. A temporary is called by what it is computed from, since
//! what is emitted has no name for it.

use std::collections::BTreeMap;

use super::size::{Size, Widths};
use crate::ir::{Block, Expr, Function, NotFused, NotReplayed, Note, Reversal, Reversed};
use crate::ir::{Role, Stmt, VarId, names, print, visit};

/// How many temporaries are looked through to say what one is.
const DEPTH: usize = 4;

/// How long the text of an expression may be.
const LONG: usize = 48;

/// How many variables are listed by name.
const MANY: usize = 8;

/// Puts the notes into words.
pub fn in_words(mut function: Function, widths: Widths) -> Function {
    let speaker = Speaker::of(&function, widths);
    let mut body = std::mem::take(&mut function.body);
    let mut closure = function.closure.take();
    speaker.block(&mut body);
    if let Some(closure) = &mut closure {
        speaker.block(&mut closure.body);
    }
    Function { body, closure, ..function }
}

struct Speaker {
    function: Function,
    names: Vec<String>,
    /// What a variable is first computed from.
    definitions: BTreeMap<VarId, Stmt>,
    widths: Widths,
}

impl Speaker {
    fn of(function: &Function, widths: Widths) -> Speaker {
        let mut definitions = BTreeMap::new();
        visit::deep_stmts(&function.body, &mut |stmt| {
            if let Stmt::Let { .. } | Stmt::Call { .. } = stmt {
                for var in visit::defines(stmt) {
                    definitions.entry(var).or_insert_with(|| stmt.clone());
                }
            }
        });
        Speaker { function: function.clone(), names: names::unique(function), definitions, widths }
    }

    fn block(&self, code: &mut Block) {
        for stmt in &mut code.stmts {
            if let Stmt::Note(note) = stmt {
                *note = Note::Words(self.words(note));
            }
            visit::blocks_mut(stmt).into_iter().for_each(|inner| self.block(inner));
        }
    }

    fn words(&self, note: &Note) -> Vec<String> {
        match note {
            Note::Words(lines) => lines.clone(),
            Note::Fused { sum } => vec![format!(
                "Fused: each iteration is reversed at once, and nothing is stored. The result depends on `{}` by sums and constant factors alone, so the cotangent of what is added to it is known before the loop.",
                self.names[sum.0]
            )],
            Note::Constant => {
                vec!["No derivative goes through this loop: it has no reverse.".to_string()]
            }
            Note::Loop(reversal) => self.forward(reversal),
            Note::Reverse(reversal) => self.reverse(reversal),
            Note::Call { name, way } => vec![call(name, *way)],
        }
    }

    fn forward(&self, reversal: &Reversal) -> Vec<String> {
        let kept = || format!("{}: {}", self.list(&reversal.kept), self.cost(&reversal.kept));
        let replayed = "Replayed: the reverse sweep runs each iteration again, since what is inside of it would have to store.";
        let kept = match (reversal.kept.is_empty(), reversal.not_replayed) {
            (false, None) => {
                format!("{replayed} An iteration keeps what is carried into it, {}.", kept())
            }
            (false, Some(why)) => format!(
                "Stored, not replayed, since {}. An iteration keeps {}.",
                not_replayed(why),
                kept()
            ),
            (true, None) => format!("{replayed} An iteration keeps nothing."),
            (true, Some(NotReplayed::Flat)) => "Reversed without a record: what the reverse of an iteration needs is still there, or is computed again.".to_string(),
            (true, Some(why)) => format!(
                "Reversed without a record: what the reverse of an iteration needs is still there, is computed again, or is kept inside. It isn't replayed, since {}.",
                not_replayed(why)
            ),
        };
        vec![kept, format!("Not fused, since {}.", not_fused(reversal.not_fused))]
    }

    fn reverse(&self, reversal: &Reversal) -> Vec<String> {
        let taken = match reversal.kept.is_empty() {
            true => "takes nothing back".to_string(),
            false => format!("takes back {}", self.list(&reversal.kept)),
        };
        let again = match (reversal.again.is_empty(), reversal.not_replayed) {
            (true, _) => "computes nothing again".to_string(),
            (false, None) => format!("runs it again for {}", self.list(&reversal.again)),
            (false, Some(_)) => format!("computes {} again", self.list(&reversal.again)),
        };
        vec![format!("The reverse of an iteration {taken}, and {again}.")]
    }

    /// How many bytes these are: those that are known, and the names of the others.
    fn cost(&self, vars: &[VarId]) -> String {
        let (mut bytes, mut others) = (0, Vec::new());
        for var in vars {
            match Size::of(self.function.var(*var), self.widths) {
                Size::Bytes(size) => bytes += size,
                Size::Unseen => others.push(*var),
            }
        }
        let bytes = format!("{bytes} byte{}", if bytes == 1 { "" } else { "s" });
        match others.is_empty() {
            true => bytes,
            false if others.len() == vars.len() => "of a size that isn't seen here".to_string(),
            false => {
                format!("{bytes}, and the size of {}, which isn't seen here", self.list(&others))
            }
        }
    }

    /// `` `a`, `b` and `c` ``
    fn list(&self, vars: &[VarId]) -> String {
        let mut said: Vec<String> = Vec::new();
        for var in vars {
            let is_slot =
                matches!(self.definitions.get(var), Some(Stmt::Let { expr: Expr::Slot, .. }));
            let of = if is_slot { " of a branch" } else { "" };
            let name = format!("`{}`{of}", self.said(*var, DEPTH));
            if !said.contains(&name) {
                said.push(name);
            }
        }
        if said.len() > MANY {
            let n_more = said.len() - (MANY - 1);
            said.truncate(MANY - 1);
            said.push(format!("{n_more} more"));
        }
        match said.as_slice() {
            [] => "nothing".to_string(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// A variable by its name; a temporary by what it is computed from.
    fn said(&self, var: VarId, depth: usize) -> String {
        let name = || self.names[var.0].clone();
        let of = self.function.var(var);
        let definition = self.definitions.get(&var);
        let is_record = of.role == Role::Record && !of.ty.guess.is_float();
        if of.user || of.mutable || depth == 0 || is_record {
            return name();
        }
        let text = match definition {
            Some(Stmt::Let { expr, .. }) => self.folded(expr, depth),
            Some(Stmt::Call { callee, .. }) => format!("{}(..)", callee.name()),
            _ => return name(),
        };
        match text.len() <= LONG {
            true => text.replace('"', "'"),
            false => name(),
        }
    }

    /// An expression, temporaries in it by what they are computed from.
    fn folded(&self, expr: &Expr, depth: usize) -> String {
        let mut names = self.names.clone();
        visit::expr(expr, &mut |use_| {
            if let Some(var) = visit::used_var(use_) {
                let text = self.said(var, depth - 1);
                names[var.0] = match text.contains(' ') {
                    true => format!("({text})"),
                    false => text,
                };
            }
        });
        print::expression(&self.function, names, expr)
    }
}

fn not_fused(why: NotFused) -> &'static str {
    match why {
        NotFused::Seedless => "the cotangent of the result comes only with the reverse sweep",
        NotFused::Strategy => "`strategy` asks for another way",
        NotFused::Checkpointed => "it has checkpoints",
        NotFused::Inside => "it stands inside of a loop or a branch",
        NotFused::NoSum => "what it writes to isn't one number that it only adds to",
        NotFused::ReadsSum => "it reads the number that it adds to",
        NotFused::Overwritten => "what it reads is written to in it or after it",
        NotFused::NotLinear => {
            "the result depends on its sum in another way than by sums and constant factors"
        }
        NotFused::LateConstant => "a factor of its sum isn't known before it",
    }
}

fn not_replayed(why: NotReplayed) -> &'static str {
    match why {
        NotReplayed::Strategy => "`strategy` asks for it",
        NotReplayed::Inside => {
            "its records live for no longer than one iteration of the loop around it"
        }
        NotReplayed::Flat => "nothing inside of it stores, so that each record is of one size",
        NotReplayed::Impossible => {
            "an iteration can't be run again from what is still there and what numbers carry"
        }
        NotReplayed::Once => "it calls what may not be called again",
    }
}

fn call(name: &str, way: Reversed) -> String {
    match way {
        Reversed::Linked => format!("The pullback of `{name}` is kept for the reverse sweep."),
        Reversed::Owned => format!(
            "The pullback of `{name}` is kept for the reverse sweep, one that holds copies of what it reads, since that changes or is gone by then."
        ),
        Reversed::Recalled => format!(
            "`{name}` is called again in the reverse sweep where that is harmless, which its derivatives say; else a pullback is kept that holds copies of what it reads."
        ),
        Reversed::Repeated => {
            format!("`{name}` is called again in the reverse sweep, which is harmless.")
        }
    }
}
