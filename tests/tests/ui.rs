//! Errors as a user sees them: on the guilty tokens, all at once, and nothing else is an error then.
//!
//! Each case uses its functions in `main`, so that a secondary error would show. Every message is tested in
//! `ad-macros` as well, without a compiler. After a change, `TRYBUILD=overwrite cargo test --test ui`.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn errors() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

/// What has to be refused stays refused: overwriting what rustc is expected to say can't lose one of a case's errors.
#[test]
fn marked_lines_are_refused() {
    let missing: Vec<_> = cases().iter().flat_map(|case| not_refused(case)).collect();
    assert!(
        missing.is_empty(),
        "lines marked `// refused` without an error:\n{}",
        missing.join("\n")
    );
}

fn cases() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let entries = fs::read_dir(directory).expect("the cases are there");
    let paths = entries.map(|entry| entry.expect("the cases can be listed").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn not_refused(case: &Path) -> Vec<String> {
    let code = fs::read_to_string(case).expect("a case is text");
    let errors = fs::read_to_string(case.with_extension("stderr")).unwrap_or_default();
    let name = case.file_name().expect("a case is a file").to_string_lossy();
    let marked = code.lines().zip(1..).filter(|(line, _)| line.ends_with("// refused"));
    let places = marked.map(|(_, number)| format!("--> tests/ui/{name}:{number}:"));
    places.filter(|place| !errors.contains(place)).collect()
}
