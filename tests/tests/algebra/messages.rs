//! What rustc says of the options: where the file is, at the option, once; and why it couldn't be written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const PAGE: &str = include_str!("../../../ad-macros/docs/errors.md");

/// What is said of a program: the level, the message and what is underlined.
fn said(name: &str, code: &str, target: &Path) -> Vec<[String; 3]> {
    let (library, directory) =
        (library(), PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("algebra"));
    fs::create_dir_all(&directory).expect("there is a place for programs");
    let source = directory.join(format!("{name}.rs"));
    let code =
        format!("#![deny(unsafe_code)]\nuse ad_runtime::prelude::*;\n{code}\nfn main() {{}}\n");
    fs::write(&source, &code).expect("the program is written");
    let beside = library.parent().unwrap_or(Path::new(".")).join("deps");
    let output = Command::new("rustc")
        .args([
            "--edition=2024",
            "--crate-name=example",
            "--emit=metadata",
            "--error-format=json",
            "-Adead_code",
        ])
        .arg("-o")
        .arg(source.with_extension("rmeta"))
        .arg(format!("--extern=ad_runtime={}", library.display()))
        .arg(format!("-Ldependency={}", beside.display()))
        .arg(&source)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_CRATE_NAME", "example")
        .output()
        .expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stderr);
    let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let messages = messages
        .filter(|message| message["spans"].as_array().is_some_and(|spans| !spans.is_empty()));
    let said = messages.map(|message| {
        let span = &message["spans"][0];
        let at = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
        let underlined = code.get(at("byte_start")..at("byte_end")).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        [text(&message["level"]), text(&message["message"]), underlined.to_string()]
    });
    said.collect()
}

/// The library, compiled.
fn library() -> PathBuf {
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
    library.expect("a library is a file")
}

const PROGRAM: &str = "#[differentiate(dump)]\nfn f(x: f64) -> f64 { x * x }";

#[test]
fn where_the_file_is() {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("algebra/target");
    let path = target.join("ad-dump/example/f.rs");
    let _ = fs::remove_file(&path);
    let said = said("where", PROGRAM, &target);
    let [[level, message, underlined]] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!((level.as_str(), underlined.as_str()), ("warning", "dump"));
    let end = format!("the derivatives of `f` are written to `{}`", path.display());
    assert!(message.ends_with(&end), "{message}");
    assert!(
        fs::read_to_string(path)
            .expect("the file")
            .contains("fn gradient(x: f64, x_bar: &mut f64)")
    );
}

/// The entry of the page, word for word.
#[test]
fn a_file_that_cannot_be_written() {
    let entry = PAGE.split("### `dump` without a place to write to").nth(1).expect("the entry");
    let expected = entry.split("```text\n").nth(1).and_then(|text| text.split("```").next());
    let said = said("nowhere", PROGRAM, Path::new("/proc/none"));
    let [[level, message, underlined]] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!((level.as_str(), underlined.as_str()), ("error", "dump"));
    let message: String = message
        .lines()
        .filter(|line| !line.starts_with("note: "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(Some(message.as_str()), expected);
}
