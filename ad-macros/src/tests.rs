//! Tests of the passes, one file for each.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

mod args;
mod primitive;

#[test]
fn scratch() {
    let source = std::fs::read_to_string(std::env::var("SCRATCH").unwrap()).unwrap();
    for source in source.split("//---") {
        println!("{}", support::expanded("", source));
    }
}
