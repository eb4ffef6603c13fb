//! The corpus: functions as they are published, of the fields whose code has operators, traits and functions as arguments.
//!
//! Each was written as plain Rust first, after the book, paper or crate that its comment names; then it got the attributes, and `#[constant]` on data.
//! What had to be changed besides is in the table of `README.md`, which has a row for each function: a test counts them. Every function is compared
//! with differences, both modes with each other ([`oracle`]), and with its own `check`.

// Published code is written in every way.
#![allow(clippy::all, clippy::unwrap_used, dead_code, missing_docs)]

#[warn(clippy::all)]
#[macro_use]
mod oracle;

/// The fields, and a list of their functions.
macro_rules! fields {
    ($($field:ident)*) => {
        $(mod $field;)*

        const FIELDS: &[(&str, &[&str])] = &[$((stringify!($field), $field::NAMES)),*];
    };
}

fields! {
    ray_tracing shading splines curves affine quadrature noise filters fft rigid_bodies geodesy
    layers ode distance_fields colours orbits finance distributions kinematics
}

/// A row of the table: field, function, source, and what had to be changed.
fn rows(readme: &str) -> Vec<[&str; 4]> {
    let rows = readme.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim));
    let four = |cells: Vec<_>| cells.try_into().expect("a row has four cells");
    cells.map(|cells| four(cells.collect())).collect()
}

#[test]
fn every_function_has_its_row() {
    let readme = include_str!("README.md");
    let rows = rows(readme);
    let mut told: Vec<_> = rows.iter().map(|[field, name, ..]| format!("{field} {name}")).collect();
    let names = |&(field, names): &(&str, &'static [&str])| {
        let field = field.to_string();
        names.iter().map(move |name| format!("`{field}` `{name}`"))
    };
    let mut tested: Vec<_> = FIELDS.iter().flat_map(names).collect();
    told.sort();
    tested.sort();
    assert_eq!(told, tested);
    let unmodified = rows.iter().filter(|[.., change]| *change == "unmodified").count();
    let share = format!("**{unmodified} of {}**", rows.len());
    assert!(readme.contains(&share), "the README should say {share}");
}
