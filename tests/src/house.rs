//! The rules of the house that can be counted: how long files and functions are, and that modules form no circles.
//!
//! ```sh
//! cargo run -p ad-tests --bin house                   # this workspace
//! cargo run -p ad-tests --bin house -- ../other       # another checkout of it
//! cargo test -p ad-tests --test house
//! ```

pub mod circles;
pub mod lengths;

use std::fs;
use std::path::{Path, PathBuf};

/// The directories with code, from the root of the workspace.
pub const CODE: &[&str] = &["ad-macros", "ad-runtime", "tests", "examples"];

/// The workspace that this is compiled in.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of Rust, and its text.
pub struct Source {
    /// From the directory that was searched.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// All files of Rust in a directory, sorted.
pub fn sources(directory: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    collect(directory, Path::new(""), &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(root: &Path, inner: &Path, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(root.join(inner)) else { return };
    for entry in entries.flatten() {
        let path = inner.join(entry.file_name());
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if root.join(&path).is_dir() && entry.file_name() != "target" {
            collect(root, &path, sources);
        } else if is_rust && let Ok(text) = fs::read_to_string(root.join(&path)) {
            sources.push(Source { path, text });
        }
    }
}
