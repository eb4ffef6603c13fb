//! Reads what cargo says with `--message-format=json`: whose error it is.

use serde_json::Value;

/// An error in a binary.
#[derive(Debug)]
pub struct Complaint {
    pub binary: String,
    /// The program in whose files it is; empty if that isn't known.
    pub program: String,
    /// Whether it is in the plain copy.
    pub is_plain: bool,
    pub message: String,
    /// As rustc prints it.
    pub rendered: String,
}

/// The errors in cargo's output.
pub fn read(output: &str) -> Vec<Complaint> {
    let lines = output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter_map(|line| complaint(&line)).collect()
}

fn complaint(line: &Value) -> Option<Complaint> {
    let message = &line["message"];
    if line["reason"] != "compiler-message" || message["level"] != "error" {
        return None;
    }
    let text = message["message"].as_str()?;
    let (program, is_plain) = origin(message).unwrap_or_default();
    // The last line of all, "aborting due to ..", is nobody's.
    if program.is_empty() && text.starts_with("aborting due to") {
        return None;
    }
    Some(Complaint {
        binary: line["target"]["name"].as_str()?.to_owned(),
        program,
        is_plain,
        message: text.to_owned(),
        rendered: message["rendered"].as_str().unwrap_or(text).to_owned(),
    })
}

/// The program, and whether this is its plain copy, by the first span (primary ones first) in a program's file.
fn origin(message: &Value) -> Option<(String, bool)> {
    let mut spans = Vec::new();
    collect(message, &mut spans);
    spans.sort_by_key(|span| span["is_primary"] != true);
    spans.iter().find_map(|span| file_of_program(span["file_name"].as_str()?))
}

/// The spans of a message, of what they are expanded from, and of its notes.
fn collect<'a>(message: &'a Value, spans: &mut Vec<&'a Value>) {
    for span in message["spans"].as_array().into_iter().flatten() {
        let mut span = span;
        while span.is_object() {
            spans.push(span);
            span = &span["expansion"]["span"];
        }
    }
    for child in message["children"].as_array().into_iter().flatten() {
        collect(child, spans);
    }
}

/// `src/bin/b0/p17/plain.rs` is of `p17`, and so is `src/bin/b0/p17.rs`.
fn file_of_program(file: &str) -> Option<(String, bool)> {
    let rest = file.strip_prefix("src/bin/")?.split_once('/')?.1;
    let (program, file) = rest.split_once('/').unwrap_or((rest.strip_suffix(".rs")?, ""));
    (program != "main").then(|| (program.to_owned(), file == "plain.rs"))
}
