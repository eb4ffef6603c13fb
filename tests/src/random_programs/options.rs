//! The command line.

/// What to generate.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many programs.
    pub count: usize,
    /// The number of the first program.
    pub first: usize,
    /// The same seed, the same programs.
    pub seed: u64,
    /// How many programs in a binary.
    pub batch: usize,
    /// The constructs.
    pub only: String,
    /// Constructs that aren't allowed.
    pub except: String,
    /// How loops are reversed, in turn; an empty one is the macro's choice.
    pub strategies: Vec<&'static str>,
    /// Whether the sources are kept.
    pub is_kept: bool,
    /// Whether nothing is differentiated.
    pub is_plain: bool,
    /// Whether second derivatives are examined.
    pub is_second: bool,
    /// Whether failing programs are made smaller.
    pub is_shrunk: bool,
    /// Whether programs that are refused are failures too.
    pub is_refusal_failure: bool,
    /// Where in `target/` the generated project is.
    pub directory: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            count: 200,
            first: 0,
            seed: 1,
            batch: 50,
            only: "core".into(),
            except: String::new(),
            strategies: vec!["", "store", "replay", "fuse"],
            is_kept: false,
            is_plain: false,
            is_second: false,
            is_shrunk: true,
            is_refusal_failure: false,
            directory: "random-programs".into(),
        }
    }
}

/// What documentedly has first derivatives only: functions that are given to functions, objects, constants that are lent to be
/// changed, iterators as parameters, functions that call themselves.
const FIRST_ORDER: &str =
    "function_,trait_object,effect_generator,stream_parameter,helper_recursive,effect_in_recursion";

impl Options {
    /// Constructs that aren't allowed, by what is examined.
    pub fn excluded(&self) -> String {
        match self.is_second {
            true => format!("{},{FIRST_ORDER}", self.except).trim_start_matches(',').to_string(),
            false => self.except.clone(),
        }
    }

    /// Of arguments.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options::default();
        while let Some(name) = arguments.next() {
            match name.as_str() {
                "--keep" => options.is_kept = true,
                "--plain" => options.is_plain = true,
                "--second" => options.is_second = true,
                "--no-shrink" => options.is_shrunk = false,
                "--no-refusals" => options.is_refusal_failure = true,
                "--directory" => {
                    options.directory = arguments.next().ok_or("--directory needs a name")?;
                }
                "--count" => options.count = number(&name, arguments.next())?,
                "--first" => options.first = number(&name, arguments.next())?,
                "--seed" => options.seed = number(&name, arguments.next())? as u64,
                "--batch" => options.batch = number(&name, arguments.next())?.max(1),
                "--except" => options.except = arguments.next().ok_or("--except needs names")?,
                "--strategy" => options.strategies = strategy(arguments.next())?,
                "--only" => options.only = arguments.next().ok_or("--only needs names")?,
                _ => {
                    return Err(format!("unknown option {name}; see tests/src/random_programs.rs"));
                }
            }
        }
        Ok(options)
    }
}

fn strategy(name: Option<String>) -> Result<Vec<&'static str>, String> {
    match name.as_deref() {
        Some("all") => Ok(Options::default().strategies),
        Some("best") => Ok(vec![""]),
        Some("fuse") => Ok(vec!["fuse"]),
        Some("replay") => Ok(vec!["replay"]),
        Some("store") => Ok(vec!["store"]),
        _ => Err("--strategy is all, best, fuse, replay or store".into()),
    }
}

fn number(name: &str, text: Option<String>) -> Result<usize, String> {
    text.and_then(|text| text.parse().ok()).ok_or(format!("{name} needs a number"))
}
