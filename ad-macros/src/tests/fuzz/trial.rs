//! One input: expanded and judged.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::time::{Duration, Instant};

use proc_macro2::{TokenStream, TokenTree};

use super::input::{Input, Macro};
use crate::{derive, pipeline, primitive};

/// The longest that an expansion may take, be the build a slow one.
const TIME: Duration = Duration::from_secs(1);
/// How many tokens may come out of how many.
const fn most_tokens(n_in: usize) -> usize {
    20_000 + 400 * n_in
}

/// What came of an input.
pub struct Trial {
    pub outcome: Outcome,
    pub time: Duration,
    /// How many tokens came out.
    pub n_tokens: usize,
}

pub enum Outcome {
    Expanded,
    /// With an error that the user reads.
    Refused,
    /// `rustc` wouldn't have called the macro.
    NoItem,
    Failed(Failure),
}

#[derive(Clone)]
pub enum Failure {
    Panic { place: String, message: String },
    Slow(Duration),
    Large { n_in: usize, n_out: usize },
    NotRust { error: String, output: String },
}

impl Failure {
    /// What failures of one cause have in common, as far as one can see.
    pub fn key(&self) -> String {
        match self {
            Failure::Panic { place, message } => {
                let causes = ["is not defined", "is mutable and used"];
                let cause = causes.iter().find(|cause| message.contains(*cause));
                format!("panic at {place} {}", cause.copied().unwrap_or_default())
            }
            Failure::Slow(_) => "slow".into(),
            Failure::Large { .. } => "large".into(),
            Failure::NotRust { error, .. } => format!("not Rust: {error}"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Panic { place, message } => write!(f, "panic at {place}: {message}"),
            Failure::Slow(time) => write!(f, "{time:?}"),
            Failure::Large { n_in, n_out } => write!(f, "{n_out} tokens of {n_in}"),
            Failure::NotRust { error, output } => write!(f, "{error} in\n{output}"),
        }
    }
}

/// Expands an input.
pub fn run(input: &Input) -> Trial {
    let trial = run_once(input);
    match trial.time > TIME {
        // The machine may have been busy with something else.
        true => {
            let again = run_once(input);
            match again.time > TIME {
                true => Trial { outcome: Outcome::Failed(Failure::Slow(again.time)), ..again },
                false => again,
            }
        }
        false => trial,
    }
}

fn run_once(input: &Input) -> Trial {
    let start = (Instant::now(), on_cpu());
    let expansion = caught(|| input.expand());
    let time = match (start.1, on_cpu()) {
        (Some(before), Some(now)) => now - before,
        _ => start.0.elapsed(),
    };
    let (outcome, n_tokens) = match expansion {
        Ok(expansion) => {
            let n_tokens = count(expansion.clone());
            (judge(input, expansion, n_tokens), n_tokens)
        }
        Err((place, message)) => (Outcome::Failed(Failure::Panic { place, message }), 0),
    };
    Trial { outcome, time, n_tokens }
}

/// How long this thread has run, where the system tells: others may run beside it.
fn on_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

impl Input {
    /// What the macro makes of it.
    pub fn expand(&self) -> TokenStream {
        let (args, item) = (self.args.clone(), self.item.clone());
        match self.of {
            Macro::Differentiate => pipeline::expand(args, item),
            Macro::Primitive => primitive::expand(args, item),
            Macro::Derive => derive::expand(item),
        }
    }
}

fn judge(input: &Input, expansion: TokenStream, n_out: usize) -> Outcome {
    let n_in = count(input.item.clone()) + count(input.args.clone());
    if n_out > most_tokens(n_in) {
        return Outcome::Failed(Failure::Large { n_in, n_out });
    }
    if syn::parse2::<syn::Item>(input.item.clone()).is_err() {
        return Outcome::NoItem;
    }
    match syn::parse2::<syn::File>(expansion.clone()) {
        Ok(_) if has_error(expansion.clone()) => Outcome::Refused,
        Ok(_) => Outcome::Expanded,
        Err(error) => {
            let (error, output) = (error.to_string(), expansion.to_string());
            Outcome::Failed(Failure::NotRust { error, output })
        }
    }
}

/// The number of tokens, a group being two.
pub fn count(tokens: TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(count).sum()
}

fn has_error(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_error(group.stream()),
        TokenTree::Ident(name) => name == "compile_error",
        _ => false,
    })
}

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// Runs something; a panic is its place and message, and isn't printed.
fn caught<R>(run: impl FnOnce() -> R) -> Result<R, (String, String)> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| match IS_QUIET.get() {
            true => {
                let place = info.location().map(ToString::to_string).unwrap_or_default();
                let message = info.payload_as_str().unwrap_or_default().to_string();
                PANIC.replace(Some((place, message)));
            }
            false => usual(info),
        }));
    });
    IS_QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    IS_QUIET.set(false);
    result.map_err(|_| PANIC.take().unwrap_or_default())
}
