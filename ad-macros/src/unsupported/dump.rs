//! `dump`: where the file is, or why there is none.

use proc_macro2::Ident;

use crate::message::Message;

/// No target directory.
pub const DUMP_NOWHERE: Message = Message::new(
    "`dump` finds no target directory to write to",
    "set `CARGO_TARGET_DIR` to a directory, or remove the option",
);

/// A file that can't be written.
pub fn dump_failed(path: &str, error: &std::io::Error) -> Message {
    Message::made(
        format!("`dump` can't write `{path}`: {error}"),
        "make that a place to write to, set `CARGO_TARGET_DIR` to another one, or remove the option",
    )
}

/// Where it was written to.
pub fn dumped(name: &Ident, path: &str) -> String {
    format!("the derivatives of `{name}` are written to `{path}`")
}
