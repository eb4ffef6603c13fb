//! Every construct that is refused, once: what it is, and what to do instead.
//!
//! Form: `unsupported: <what>`, lower case, no final dot; in the next lines a note, which `check` makes and which says
//! what the value depends on, and `help: <what to do instead>`. `docs/errors.md` shows an example and a cure for each, and
//! `tests/errors_page.rs` runs them. `library` has the names of std's methods and types that are refused.

mod checkpoints;
mod code;
mod dump;
mod elimination;
mod facts;
mod items;
mod library;
mod options;

pub use checkpoints::*;
pub use code::*;
pub use dump::*;
pub use elimination::*;
pub use facts::*;
pub use items::*;
pub use library::{std_type_in, std_type_of_call};
pub use options::*;
