//! wip
use super::coordinates::{Entries, Input};

/// wip
#[derive(Debug)]
pub struct Report {}
/// wip
#[derive(Debug)]
pub struct Mismatch {}

/// wip
pub fn check(
    function: &str,
    inputs: &[Input],
    value: &mut dyn FnMut(&mut Entries<'_>, f64) -> Vec<f64>,
    forward: &mut dyn FnMut(&mut Entries<'_>) -> (Vec<f64>, Vec<f64>),
    reverse: &mut dyn FnMut(&mut Entries<'_>) -> (Vec<f64>, Vec<f64>),
) -> Result<Report, Mismatch> {
    let _ = (function, inputs, value, forward, reverse);
    Ok(Report {})
}
