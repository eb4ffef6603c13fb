//! Compiles programs in batches and runs them.
//!
//! A batch is a binary of a generated cargo project, with a module for each program:
//! ```text
//! target/random-programs/src/bin/b0/main.rs
//!                                   p17.rs                    what examines p17
//!                                   p17/differentiated.rs     p17 as it was written
//!                                   p17/plain.rs              without the attributes
//! ```
//! So the file of an error says whose error it is. Programs with errors are left out, and the rest is compiled again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::ast::Program;
use super::diagnostics::{self, Complaint};
use super::print;

/// How many binaries are compiled at the same time.
const N_LANES: usize = 2;
/// How the refusal of an operator on one's own type begins.
pub const OPERATOR: &str = "an operator on ";
/// How long a binary may run.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What is known of a program in the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Ok,
    /// The modes agree, but at some point a kink is so near that differences say nothing.
    Kink,
    Wrong(String),
    /// A derivative panics, or doesn't return.
    Panic(String),
    DidNotCompile(String),
    /// Refused by the macro.
    Rejected(String),
    /// The program itself doesn't compile, panics, or isn't tame: the generator's mistake.
    Flaw(String),
}

impl Verdict {
    /// Whether somebody has to look at it.
    pub fn is_failure(&self) -> bool {
        !matches!(self, Verdict::Ok | Verdict::Kink | Verdict::Rejected(_))
    }

    /// Whether it is a failure of the same kind.
    pub fn is_like(&self, other: &Verdict) -> bool {
        match (self, other) {
            (Verdict::Wrong(a), Verdict::Wrong(b)) => a.split(' ').next() == b.split(' ').next(),
            (Verdict::DidNotCompile(a), Verdict::DidNotCompile(b))
            | (Verdict::Rejected(a), Verdict::Rejected(b)) => headline(a) == headline(b),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// The first line of an error without the names in it.
fn headline(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    line.split('`').step_by(2).collect()
}

/// A generated cargo project.
pub struct Project {
    directory: PathBuf,
    is_plain: bool,
    is_kept: bool,
    n_binaries: usize,
}

impl Project {
    /// A project in `target/`. If it is `plain`, nothing is differentiated; if it is `kept`, its sources are. The macros are `optimised` where
    /// many programs are worth the minutes that this takes.
    pub fn new(name: &str, [is_plain, is_kept, is_optimised]: [bool; 3]) -> io::Result<Project> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        let directory = workspace.join("target").join(name);
        let sources = directory.join("src");
        if sources.exists() {
            fs::remove_dir_all(&sources)?;
        }
        fs::create_dir_all(sources.join("bin"))?;
        let runtime = workspace.join("ad-runtime");
        let manifest = include_str!("project.toml")
            .replace("RUNTIME", &runtime.to_string_lossy())
            .replace("LEVEL", if is_optimised { "2" } else { "0" });
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::copy(workspace.join("Cargo.lock"), directory.join("Cargo.lock"))?;
        Ok(Project { directory, is_plain, is_kept, n_binaries: 0 })
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Compiles programs, so many in a binary, and runs them.
    pub fn examine(&mut self, programs: &[Program], per_binary: usize) -> io::Result<Vec<Verdict>> {
        let mut verdicts = Vec::new();
        for programs in programs.chunks(per_binary * N_LANES) {
            verdicts.extend(self.examine_at_once(programs)?);
        }
        Ok(verdicts)
    }

    fn examine_at_once(&mut self, programs: &[Program]) -> io::Result<Vec<Verdict>> {
        let lanes = programs.chunks(programs.len().div_ceil(N_LANES));
        let mut lanes: Vec<Binary> = lanes.map(|programs| self.binary(programs)).collect();
        let mut verdicts: BTreeMap<String, Verdict> = BTreeMap::new();
        for lane in &lanes {
            lane.write(self)?;
        }
        while lanes.iter().any(|lane| !lane.is_built) {
            self.build(&mut lanes, &mut verdicts)?;
        }
        for lane in &lanes {
            verdicts.extend(lane.run(self)?);
            if !self.is_kept {
                lane.remove(self)?;
            }
        }
        let verdict = |program: &Program| {
            let nothing = || Verdict::Panic("no answer, as one before it".into());
            verdicts.remove(&program.name).unwrap_or_else(nothing)
        };
        Ok(programs.iter().map(verdict).collect())
    }

    fn binary<'a>(&mut self, programs: &'a [Program]) -> Binary<'a> {
        self.n_binaries += 1;
        let name = format!("b{}", self.n_binaries);
        Binary { name, programs: programs.iter().collect(), is_built: false }
    }

    /// One run of cargo: programs with errors are taken out.
    fn build(
        &self,
        lanes: &mut [Binary],
        verdicts: &mut BTreeMap<String, Verdict>,
    ) -> io::Result<()> {
        let waiting = lanes.iter().filter(|lane| !lane.is_built);
        let names = waiting.flat_map(|lane| ["--bin", &lane.name]);
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--keep-going", "--message-format=json"])
            .args(names)
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", self.directory.join("target"))
            .env_remove("RUSTFLAGS")
            .output()?;
        let complaints = diagnostics::read(&String::from_utf8_lossy(&output.stdout));
        for lane in lanes.iter_mut().filter(|lane| !lane.is_built) {
            let of_this: Vec<_> = complaints.iter().filter(|c| c.binary == lane.name).collect();
            if of_this.is_empty() {
                if !output.status.success() && complaints.is_empty() {
                    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
                    return Err(io::Error::other(errors));
                }
                lane.is_built = true;
                continue;
            }
            let n_before = lane.programs.len();
            lane.programs.retain(|program| {
                let complaints = of_this.iter().filter(|c| c.program == program.name);
                match blame(&complaints.copied().collect::<Vec<_>>()) {
                    Some(verdict) => {
                        verdicts.insert(program.name.clone(), verdict);
                        false
                    }
                    None => true,
                }
            });
            if lane.programs.len() == n_before {
                let messages = of_this.iter().map(|c| c.rendered.as_str());
                return Err(io::Error::other(messages.collect::<String>()));
            }
            lane.write(self)?;
        }
        Ok(())
    }
}

/// Whose fault it is that a program doesn't compile, if it doesn't.
fn blame(complaints: &[&Complaint]) -> Option<Verdict> {
    let first = complaints.first()?;
    if complaints.iter().all(|c| is_documented(&c.message)) {
        return Some(Verdict::Rejected(first.message.clone()));
    }
    if let Some(flaw) = complaints.iter().find(|c| c.is_plain) {
        return Some(Verdict::Flaw(flaw.rendered.clone()));
    }
    let undocumented = complaints.iter().find(|c| !is_documented(&c.message)).unwrap_or(first);
    Some(Verdict::DidNotCompile(undocumented.rendered.clone()))
}

/// What is said of a closure that captures a trait's `Self`, of which nobody knows whether it may change, or be copied.
const CAPTURED: [&str; 2] = [
    "while a closure captures it that is given to a function",
    "which it takes that a closure captures it and is given to a function",
];

/// Whether an error is one of the macro's refusals, which the page of errors explains.
fn is_documented(message: &str) -> bool {
    message.starts_with("unsupported")
        || message.starts_with(OPERATOR)
        || CAPTURED.iter().any(|said| message.contains(said))
}

/// A binary of several programs.
struct Binary<'a> {
    name: String,
    programs: Vec<&'a Program>,
    is_built: bool,
}

impl Binary<'_> {
    fn directory(&self, project: &Project) -> PathBuf {
        project.directory.join("src/bin").join(&self.name)
    }

    fn write(&self, project: &Project) -> io::Result<()> {
        let directory = self.directory(project);
        let oracle = concat!(env!("CARGO_MANIFEST_DIR"), "/src/random_programs/oracle.rs");
        for program in &self.programs {
            let inner = directory.join(&program.name);
            if inner.exists() {
                continue;
            }
            fs::create_dir_all(&inner)?;
            let check = print::check(program, project.is_plain);
            fs::write(directory.join(format!("{}.rs", program.name)), check)?;
            fs::write(inner.join("plain.rs"), print::plain(program))?;
            fs::write(inner.join("differentiated.rs"), print::differentiated(program))?;
        }
        fs::write(directory.join("main.rs"), print::main(&self.programs, oracle))
    }

    /// A line of what it prints is the verdict on a program.
    fn run(&self, project: &Project) -> io::Result<BTreeMap<String, Verdict>> {
        let executable = project.directory.join("target/debug").join(&self.name);
        let output = self.directory(project).join("output");
        let mut child = Command::new(executable)
            .stdout(File::create(&output)?)
            .stderr(Stdio::null())
            .spawn()?;
        let start = Instant::now();
        while child.try_wait()?.is_none() {
            if start.elapsed() > TIME_LIMIT {
                child.kill()?;
            }
            thread::sleep(Duration::from_millis(5));
        }
        let text = fs::read_to_string(output)?;
        let lines = text.lines().filter_map(|line| line.split_once(' '));
        let mut verdicts: BTreeMap<_, _> =
            lines.map(|(name, answer)| (name.to_owned(), verdict(answer))).collect();
        if let Some(last) = self.programs.iter().find(|p| !verdicts.contains_key(&p.name)) {
            let what = "no answer: it doesn't return, or the stack is too small".into();
            verdicts.insert(last.name.clone(), Verdict::Panic(what));
        }
        Ok(verdicts)
    }

    fn remove(&self, project: &Project) -> io::Result<()> {
        let executable = project.directory.join("target/debug").join(&self.name);
        fs::remove_file(&executable)?;
        // The dependency file is there too, and the executable under its full name.
        for entry in fs::read_dir(project.directory.join("target/debug/deps"))? {
            let path = entry?.path();
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if file.starts_with(&format!("{}-", self.name)) {
                fs::remove_file(path)?;
            }
        }
        fs::remove_dir_all(self.directory(project))
    }
}

fn verdict(answer: &str) -> Verdict {
    let (kind, what) = answer.split_once(' ').unwrap_or((answer, ""));
    match kind {
        "ok" => Verdict::Ok,
        "kink" => Verdict::Kink,
        "wrong" => Verdict::Wrong(what.into()),
        "panic" => Verdict::Panic(what.into()),
        _ => Verdict::Flaw(what.into()),
    }
}
