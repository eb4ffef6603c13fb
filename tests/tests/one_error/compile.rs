//! Programs to what rustc says of them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use serde_json::Value;

/// How many programs are compiled at once.
const LANES: usize = 2;

/// A program with mistakes.
pub struct Case {
    pub name: String,
    pub code: String,
    /// How many mistakes there are.
    pub causes: usize,
}

impl Case {
    /// A program with one mistake.
    pub fn new(name: impl Into<String>, code: impl Into<String>) -> Case {
        Case { name: name.into(), code: code.into(), causes: 1 }
    }
}

/// The errors of each program: their messages.
pub fn errors(cases: &[Case]) -> Vec<Vec<String>> {
    let runtime = Runtime::built();
    let next = AtomicUsize::new(0);
    let mut found: Vec<(usize, Vec<String>)> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES)
            .map(|_| {
                scope.spawn(|| {
                    let mut found = Vec::new();
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(case) = cases.get(index) else { return found };
                        found.push((index, runtime.errors(case)));
                    }
                })
            })
            .collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("rustc runs")).collect()
    });
    found.sort();
    found.into_iter().map(|(_, errors)| errors).collect()
}

/// The library, compiled.
struct Runtime {
    library: PathBuf,
    directory: PathBuf,
}

impl Runtime {
    fn built() -> Runtime {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--package", "ad-runtime", "--message-format=json"])
            .args(["--features", "nalgebra,num-complex"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut artifacts = messages.filter(|message| message["target"]["name"] == "ad_runtime");
        let names = artifacts.next_back().expect("the library is built")["filenames"].clone();
        let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut libraries = names.map(PathBuf::from);
        let library = libraries.find(|name| name.extension().is_some_and(|it| it == "rlib"));
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("one_error");
        fs::create_dir_all(&directory).expect("there is a place for programs");
        Runtime { library: library.expect("a library is a file"), directory }
    }

    fn errors(&self, case: &Case) -> Vec<String> {
        let source = self.directory.join(format!("{}.rs", case.name));
        let end = if case.code.contains("fn main()") { "" } else { "fn main() {}" };
        let start = "#![allow(unused)]\nuse ad_runtime::prelude::*;\n";
        fs::write(&source, format!("{start}{}\n{end}\n", case.code))
            .expect("the program is written");
        let beside = self.library.parent().unwrap_or(Path::new(".")).join("deps");
        let output = Command::new("rustc")
            .args(["--edition=2024", "--crate-name=case", "--emit=metadata", "--error-format=json"])
            .arg("-o")
            .arg(source.with_extension("rmeta"))
            .arg(format!("--extern=ad_runtime={}", self.library.display()))
            .arg(format!("-Ldependency={}", beside.display()))
            .arg(&source)
            .output()
            .expect("rustc runs");
        let text = String::from_utf8_lossy(&output.stderr);
        let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        // The last one counts the others.
        let errors = messages.filter(|message| {
            message["level"] == "error"
                && message["spans"].as_array().is_some_and(|s| !s.is_empty())
        });
        errors.filter_map(|error| error["message"].as_str().map(str::to_string)).collect()
    }
}
