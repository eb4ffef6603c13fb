//! A message to the user: what is wrong, what it depends on, and what to do instead. The catalogue is `unsupported`.

use std::borrow::Cow;
use std::fmt;

use crate::page;

/// What is wrong, and the cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    what: Cow<'static, str>,
    help: Cow<'static, str>,
    /// A value of it carries no tangent, even if it gets its content later.
    pub is_of_type: bool,
}

impl Message {
    /// What is wrong, and what to do instead.
    pub const fn new(what: &'static str, help: &'static str) -> Message {
        Message { what: Cow::Borrowed(what), help: Cow::Borrowed(help), is_of_type: false }
    }

    /// A message with names in it.
    pub fn made(what: String, help: impl Into<Cow<'static, str>>) -> Message {
        Message { what: Cow::Owned(what), help: help.into(), is_of_type: false }
    }

    /// The same about a value of a type that carries no tangent.
    pub fn of_type(self) -> Message {
        Message { is_of_type: true, ..self }
    }

    /// The message with a note between what is wrong and the cure.
    pub fn noted(&self, note: &str) -> String {
        format!("{}\nnote: {note}\nhelp: {}{}", self.what, self.help, self.see())
    }

    /// `note: see "An unknown macro" in ..`, on a line of its own.
    fn see(&self) -> String {
        let entry = page::entry(&self.what, &self.help);
        entry.map_or_else(String::new, |entry| {
            format!("\nnote: see \"{entry}\" in `ad_runtime::errors`")
        })
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nhelp: {}{}", self.what, self.help, self.see())
    }
}
