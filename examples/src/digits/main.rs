//! Trains digits.
fn main() {}
