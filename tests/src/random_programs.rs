//! Random programs in ordinary numeric Rust, differentiated and examined.
//!
//! ```sh
//! cargo run --release -p ad-tests --bin random_programs -- --count 1000 --seed 1
//! cargo run --release -p ad-tests --bin random_programs -- --only core,match --count 200
//! cargo run --release -p ad-tests --bin random_programs -- --plain --count 1000
//! cargo test -p ad-tests --test random_programs
//! ```
//!
//! | option | |
//! |---|---|
//! | `--count n` | how many programs |
//! | `--first n` | the number of the first: `--first 17 --count 1` is `p17` again |
//! | `--seed n` | the same seed, the same programs |
//! | `--batch n` | how many in a binary; two binaries are compiled at a time |
//! | `--only names` | of these constructs, comma-separated: `all`, `core` (what the macro is known to support), a construct, or how several begin |
//! | `--except names` | without these |
//! | `--strategy name` | reverse loops in this way: `best`, `fuse`, `replay`, `store`, or `all` in turn |
//! | `--keep` | keep the generated sources, in `target/random-programs/src/bin` |
//! | `--plain` | don't differentiate: does the generator write good Rust? |
//! | `--second` | second derivatives, by `order = 2`: products of Hessians with directions, against differences of gradients |
//! | `--no-shrink` | don't make failing programs smaller |
//! | `--no-refusals` | programs that are refused are failures too |
//! | `--directory name` | of the generated project, in `target`: so that several run at a time |
//!
//! The way of a program, a file each:
//! ```text
//! recipe → generate → [ast] → print, attributes, checks → compile, diagnostics → oracle → report
//!                       ↑                                                                  │
//!                       └─────────────────────── shrink, reduce ───────────────────────────┘
//! ```

mod ast;
mod attributes;
mod checks;
mod compile;
mod diagnostics;
mod generate;
pub mod options;
#[allow(dead_code, reason = "it is for the generated binaries")]
mod oracle;
mod print;
mod recipe;
mod reduce;
pub mod report;
mod shrink;

use std::{fs, io};

use ast::Program;
use compile::{Project, Verdict};
use options::Options;
use report::Report;

/// From how many programs on it pays to optimise the macros.
const MANY: usize = 400;
/// How many failing programs are made smaller.
const N_SHRUNK: usize = 5;

/// Writes programs, examines them, prints the failing ones in their smallest form.
pub fn run(options: &Options) -> io::Result<Report> {
    let recipes = recipe::allowed(&options.only, &options.excluded()).map_err(io::Error::other)?;
    let mut project = Project::new(
        &options.directory,
        [options.is_plain, options.is_kept, options.count > MANY],
    )?;
    let mut report = Report::default();
    let mut n_failures = 0;
    let numbers: Vec<_> = (options.first..options.first + options.count).collect();
    for numbers in numbers.chunks(2 * options.batch) {
        let programs = numbers
            .iter()
            .map(|n| generate::program(options.seed, *n, &recipes, &options.strategies));
        let order = if options.is_second { 2 } else { 1 };
        let programs: Vec<_> = programs.map(|program| Program { order, ..program }).collect();
        let verdicts = project.examine(&programs, options.batch)?;
        for (program, verdict) in programs.into_iter().zip(verdicts) {
            report.add(&program, &verdict);
            let is_refused = matches!(verdict, Verdict::Rejected(_));
            if is_refused {
                let file = project.directory().join(format!("rejected-{}.rs", program.name));
                fs::write(file, print::differentiated(&program))?;
            }
            if !(verdict.is_failure() || is_refused && options.is_refusal_failure) {
                continue;
            }
            println!("{} {}", program.name, describe(&verdict));
            n_failures += 1;
            let is_shrunk = options.is_shrunk && n_failures <= N_SHRUNK;
            let (program, verdict) = match is_shrunk {
                true => {
                    let mut examine =
                        |programs: &[Program]| project.examine(programs, shrink::N_TRIALS);
                    shrink::shrink(&mut examine, program, verdict)?
                }
                false => (program, verdict),
            };
            let text = print::differentiated(&program);
            let file = project.directory().join(format!("failed-{}.rs", program.name));
            fs::write(&file, &text)?;
            if is_shrunk {
                let points = &program.points;
                println!(
                    "{text}\n// {}\n// at {points:?}\n// in {}",
                    describe(&verdict),
                    file.display()
                );
            }
        }
        eprintln!("{} programs, {n_failures} failures", report.programs);
    }
    Ok(report)
}

/// The programs as text.
pub fn sources(options: &Options) -> Result<Vec<String>, String> {
    let recipes = recipe::allowed(&options.only, &options.excluded())?;
    let numbers = options.first..options.first + options.count;
    let program = |n| generate::program(options.seed, n, &recipes, &options.strategies);
    Ok(numbers.map(|n| print::differentiated(&program(n))).collect())
}

fn describe(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Wrong(what) => format!("is wrong: {what}"),
        Verdict::Panic(what) => format!("panics: {what}"),
        Verdict::DidNotCompile(error) => format!("does not compile: {error}"),
        Verdict::Flaw(what) => format!("is ill-written: {what}"),
        Verdict::Rejected(message) => format!("is refused: {message}"),
        Verdict::Ok | Verdict::Kink => "has no failure".into(),
    }
}
