//! What is seen of the types of constant values: which are lists, whose items `lower` takes by number.

use super::Seen;
use crate::kind::Kind;
use crate::library::{self, Adapter, Fact, Lowering, Source};

/// The kind of the items of an iterator, or of a list.
pub(super) fn item(of: &Seen) -> Option<Kind> {
    let Some(kind) = &of.kind else {
        // What a type of the user's calls so, `check` sees by what the IR makes of it.
        return of.is_numbered.then(|| Kind::Tuple(vec![Kind::Int, Kind::Unknown]));
    };
    match kind {
        Kind::List(item) | Kind::Array(item) => Some((**item).clone()),
        _ => None,
    }
}

/// The kind of an iterator that a method makes, as a list of its items; none if it isn't known to make one.
pub(super) fn chained(receiver: &Seen, name: &str, args: &[Seen]) -> Option<Kind> {
    let list = |item: Kind| Some(Kind::List(Box::new(item)));
    let lowerings = || library::known(name, args.len(), Fact::PlainItems).map(|row| row.lowering);
    let source = lowerings().find_map(|lowering| match lowering {
        Lowering::Source(source) => Some(source),
        _ => None,
    });
    if let (Some(source), true, false) = (source, receiver.is_list(), receiver.is_code) {
        return match source {
            Source::IntoIter if receiver.is_consumed() => None,
            Source::Iter | Source::IntoIter => receiver.kind.clone(),
            _ => list(Kind::List(Box::new(item(receiver)?))),
        };
    }
    let adapter = lowerings().find_map(|lowering| match lowering {
        Lowering::Adapter(adapter) => Some(adapter),
        _ => None,
    });
    let adapter = adapter.filter(|_| receiver.is_chain)?;
    let inner = item(receiver)?;
    match adapter {
        Adapter::Enumerate => list(Kind::Tuple(vec![Kind::Int, inner])),
        Adapter::Zip => {
            let other = args[0].is_chain || (args[0].is_list() && !args[0].is_code);
            list(Kind::Tuple(vec![inner, item(&args[0]).filter(|_| other)?]))
        }
        Adapter::Chain => receiver.kind.clone().filter(|_| args[0].is_chain),
        Adapter::Map => {
            (!args[0].is_code && !args[0].params.is_empty()).then_some(list(Kind::Unknown)?)
        }
        _ => receiver.kind.clone().filter(|_| args.iter().all(|arg| !arg.is_code)),
    }
}

/// The kind of a part of a value.
pub(super) fn field(of: &Seen, member: &syn::Member) -> Option<Kind> {
    of.kind.as_ref()?.known_field(member).cloned()
}

/// The kinds of the parts of a tuple that a pattern takes apart.
pub(super) fn parts(kind: Option<&Kind>, n: usize) -> Vec<Option<Kind>> {
    match kind {
        Some(Kind::Tuple(items)) if items.len() == n => {
            let known = |kind: &Kind| Some(kind.clone()).filter(|kind| *kind != Kind::Unknown);
            items.iter().map(known).collect()
        }
        _ => vec![None; n],
    }
}

/// The kind of a list's items, by the first of them: what comes after it may be how often it is repeated.
pub(super) fn of_items(kinds: Vec<Option<Kind>>) -> Kind {
    kinds.into_iter().next().flatten().unwrap_or(Kind::Unknown)
}
