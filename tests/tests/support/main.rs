//! The support table of the README, row by row: a test has the name of its row, and a file that of its part of the table.
//!
//! Each test is a small program with `check` and one derivative that is known. [`table_is_complete`] compares the
//! names in the README with the functions of these files, and the refused rows with the page of errors.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, clippy::unwrap_used, unused_assignments)]

mod control_flow;
mod data;
mod maps;
mod functions;
mod methods;
mod functions_given;
mod traits;
mod operators;
mod places;
mod iterators;

/// The cells of the README's rows between a heading and the next of its level.
fn rows<'a>(readme: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let start = readme.find(heading).expect("the README has this heading") + heading.len();
    let section = readme[start..].split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what"));
    rows.map(|row| row.trim_matches('|').rsplitn(3, " | ").map(str::trim).collect()).collect()
}

/// The link to a heading of a page, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    letters.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn table_is_complete() {
    let readme = include_str!("../../../README.md");
    let sources = [
        include_str!("control_flow.rs"),
        include_str!("data.rs"),
        include_str!("maps.rs"),
        include_str!("operators.rs"),
        include_str!("functions.rs"),
        include_str!("methods.rs"),
        include_str!("functions_given.rs"),
        include_str!("traits.rs"),
        include_str!("places.rs"),
        include_str!("iterators.rs"),
    ];
    let page = include_str!("../../../ad-macros/docs/errors.md");
    let anchors: Vec<_> = page.lines().filter_map(|l| l.strip_prefix("### ")).map(anchor).collect();
    let mut named = Vec::new();
    for row in rows(readme, "\n## What is supported\n") {
        let [proof, verdict, what] = row[..] else { panic!("not three cells: {row:?}") };
        match verdict {
            "refused" => {
                let (_, link) = proof.split_once("errors.md#").expect("a link to an error");
                let link = link.trim_end_matches(')');
                assert!(anchors.iter().any(|a| a == link), "`{what}` links to no error: {link}");
            }
            _ => named.push(proof.trim_matches('`')),
        }
    }
    let tests = sources.iter().flat_map(|source| source.split("\n#[test]\nfn ").skip(1));
    let tests: Vec<_> = tests.map(|test| &test[..test.find('(').unwrap()]).collect();
    assert_eq!(named, tests, "the rows of the README and the tests of these files, in their order");
}

/// The table as the documentation of `ad-runtime` shows it.
#[test]
fn the_documentation_has_the_table() {
    let readme = include_str!("../../../README.md");
    let (_, table) = readme.split_once("\n## What is supported\n").expect("the README has a table");
    let (table, _) = table.split_once("\n## ").expect("something follows");
    let table = table.replace("ad-macros/docs/errors.md#", "../errors/index.html#");
    let (start, table) = table.split_at(table.find("\n### ").expect("a part of the table"));
    let start = start.split_once("Anything goes").map_or(String::new(), |(_, rest)| {
        format!("What can be differentiated, and what is refused. Each row that works has a test of its name. Anything goes{rest}")
    });
    let table = format!("{start}{table}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ad-runtime/docs/support.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &table).expect("the table is written");
    }
    let shown = std::fs::read_to_string(path).expect("the documentation has a table");
    assert!(
        shown == table,
        "ad-runtime/docs/support.md isn't the README's table: UPDATE_EXPECT=1 writes it"
    );
}
