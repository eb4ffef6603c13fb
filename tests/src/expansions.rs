//! Functions and types whose derivatives have to compile where no warning is allowed: here, in edition 2024, and in
//! the documentation tests of [`in_edition_2021`] and [`types_in_edition_2021`], which are the same files.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all)]
#![deny(missing_debug_implementations, missing_copy_implementations, unreachable_pub)]
#![deny(rust_2018_idioms, trivial_casts, unused_qualifications)]
// These are the functions' own.
#![allow(clippy::needless_range_loop, clippy::ptr_arg, clippy::missing_const_for_fn)]

mod functions;
mod types;

pub use functions::*;
pub use types::*;

#[doc = "The same functions in edition 2021:"]
#[doc = "```edition2021"]
#[doc = "#![forbid(unsafe_code)]"]
#[doc = "#![deny(unused, warnings, missing_docs)]"]
#[doc = "#![allow(dead_code)] // Nothing is called there."]
#[doc = include_str!("expansions/functions.rs")]
#[doc = "fn main() {}"]
#[doc = "```"]
pub fn in_edition_2021() {}

#[doc = "The same types in edition 2021:"]
#[doc = "```edition2021"]
#[doc = "#![forbid(unsafe_code)]"]
#[doc = "#![deny(unused, warnings, missing_docs)]"]
#[doc = "#![allow(dead_code)] // Nothing is read there."]
#[doc = include_str!("expansions/types.rs")]
#[doc = "fn main() {}"]
#[doc = "```"]
pub fn types_in_edition_2021() {}
