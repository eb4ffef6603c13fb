//! The macros of `ad-runtime`. Use them through that crate.

mod diag;
mod signature;
mod unsupported;
