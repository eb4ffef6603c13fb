//! Prints how long files and functions are, and circles of modules: see [`ad_tests::house`].

use std::path::PathBuf;
use std::process::ExitCode;

use ad_tests::house::{circles::circles, lengths::lengths, workspace};

fn main() -> ExitCode {
    let directory = std::env::args().nth(1).map_or_else(workspace, PathBuf::from);
    let lengths = lengths(&directory);
    lengths.iter().for_each(|lengths| print!("{lengths}"));
    let crates = ["ad-macros", "ad-runtime"];
    let circles: Vec<_> = crates.iter().flat_map(|name| circles(&directory.join(name))).collect();
    println!("circles of modules: {}", circles.len());
    circles.iter().for_each(|circle| print!("{circle}"));
    let is_kept = circles.is_empty() && lengths.iter().all(|lengths| lengths.is_short());
    ExitCode::from(u8::from(!is_kept))
}
