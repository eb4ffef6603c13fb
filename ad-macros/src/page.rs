//! The page of errors, in which a message finds its own entry.

/// The page.
pub const TEXT: &str = include_str!("../docs/errors.md");

/// The title of the entry that shows a message: this very one, or the one with the same cure, or the first, whatever names are in it.
pub fn entry(what: &str, help: &str) -> Option<&'static str> {
    let shown = || TEXT.split("\n### ").skip(1).filter_map(Shown::of);
    let names_apart = |entry: &Shown| without_names(entry.what) == without_names(what);
    let found = shown().find(|entry| entry.what == what && entry.help == help);
    let found = found.or_else(|| shown().find(|entry| entry.what == what));
    let is_alike = |entry: &Shown| without_names(entry.help) == without_names(help);
    let found = found.or_else(|| shown().find(|entry| names_apart(entry) && is_alike(entry)));
    found.or_else(|| shown().find(names_apart)).map(|entry| entry.title)
}

/// What an entry shows.
struct Shown {
    title: &'static str,
    what: &'static str,
    help: &'static str,
}

impl Shown {
    fn of(entry: &'static str) -> Option<Shown> {
        let mut message = entry.split("```text\n").nth(1)?.lines();
        let what = message.next()?;
        let help = message.next()?.strip_prefix("help: ")?;
        Some(Shown { title: entry.lines().next()?, what, help })
    }
}

/// What stands between the names: every other piece.
fn without_names(message: &str) -> Vec<&str> {
    message.split('`').step_by(2).collect()
}
