//! The macros in an editor: rust-analyzer's server of macros, one process that expands a crate's items again and again.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::SystemTime;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use serde_json::{Value, json};

/// What its protocol calls the version that this test speaks.
const VERSION: u64 = 6;

/// A struct with a constant field, a function that stands before it, methods, and names that occur twice.
const CRATE: &str = "
    #[differentiate]
    fn energy(p: &Params, y: f64) -> f64 { let d = p.k - y; d * d * p.n }
    #[derive(Clone, Debug, Differentiable)]
    struct Params { k: f64, #[constant] n: f64 }
    #[differentiate]
    impl Params { fn scale(&mut self, by: f64) { self.k *= by * self.n; } fn forward(&self, x: f64) -> f64 { self.k * x } }
    #[differentiate]
    fn scale(x: &[f64], k: f64) -> f64 { x[0] * x[0] * k }
    #[differentiate]
    fn uses(x: &mut [f64], k: f64) -> f64 { let s = scale(x, k); x[0] = s * x[0]; s + x[0] }
    #[differentiate]
    fn even(x: f64, n: usize) -> f64 { if n == 0 { x } else { odd(x * 0.5, n - 1) } }
    #[differentiate]
    fn odd(x: f64, n: usize) -> f64 { if n == 0 { x.sin() } else { even(x, n - 1) } }
";

/// The server, if the toolchain has one that speaks this protocol.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    library: PathBuf,
}

impl Server {
    fn start() -> Option<Server> {
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().ok()?;
        let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout).ok()?.trim());
        let mut process = Command::new(sysroot.join("libexec/rust-analyzer-proc-macro-srv"))
            .env("RUST_ANALYZER_INTERNALS_DO_NOT_USE", "this is unstable")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (input, output) = (process.stdin.take()?, BufReader::new(process.stdout.take()?));
        let mut server = Server { process, input, output, library: library()? };
        let version = server.ask(&json!({ "ApiVersionCheck": {} }))["ApiVersionCheck"].as_u64();
        (version == Some(VERSION)).then_some(server)
    }

    fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.input, "{request}").expect("the server reads");
        let mut answer = String::new();
        self.output.read_line(&mut answer).expect("the server answers");
        serde_json::from_str(&answer).expect("the answer is an object")
    }

    /// The expansion of an item's attribute or derive.
    fn expand(&mut self, item: &syn::Item) -> Value {
        let mut plain = item.clone();
        let (attributes, name) = match &mut plain {
            syn::Item::Fn(item) => (&mut item.attrs, "differentiate"),
            syn::Item::Impl(item) => (&mut item.attrs, "differentiate"),
            syn::Item::Struct(item) => (&mut item.attrs, "Differentiable"),
            _ => panic!("the crate has functions and structs"),
        };
        attributes.clear();
        let options = (name == "differentiate").then(|| Flat::of(TokenStream::new()));
        let answer = self.ask(&json!({ "ExpandMacro": {
            "lib": self.library,
            "env": [],
            "current_dir": null,
            "macro_body": Flat::of(plain.to_token_stream()),
            "macro_name": name,
            "attributes": options,
            "has_global_spans": { "def_site": 0, "call_site": 0, "mixed_site": 0 },
        } }));
        let tree = answer["ExpandMacro"]["Ok"].clone();
        assert!(tree.is_object(), "{answer}");
        let texts = tree["text"].as_array().expect("the texts in it");
        assert!(!texts.contains(&json!("compile_error")), "{texts:?}");
        assert!(texts.len() > 20, "{texts:?}");
        tree
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The library of macros that this test was compiled with: the newest one beside it.
fn library() -> Option<PathBuf> {
    let directory = std::env::current_exe().ok()?.parent()?.to_owned();
    let is_library = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_code = [".so", ".dylib", ".dll"].iter().any(|end| name.ends_with(end));
        name.contains("ad_macros") && is_code
    };
    let age = |path: &PathBuf| {
        fs::metadata(path).and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let paths = fs::read_dir(directory).ok()?.flatten().map(|entry| entry.path());
    paths.filter(is_library).max_by_key(age)
}

/// Tokens as lists of numbers, in the server's format. All spans are the first one.
#[derive(Default)]
struct Flat {
    subtree: Vec<u32>,
    literal: Vec<u32>,
    punct: Vec<u32>,
    ident: Vec<u32>,
    token_tree: Vec<u32>,
    text: Vec<String>,
}

impl Flat {
    fn of(tokens: TokenStream) -> Value {
        let mut flat = Flat::default();
        let mut waiting = vec![(Delimiter::None, tokens)];
        let mut next = 0;
        // A subtree's children lie side by side, those inside of them further on.
        while next < waiting.len() {
            let (delimiter, tokens) = waiting[next].clone();
            next += 1;
            let tokens: Vec<_> = tokens.into_iter().collect();
            let (first, n) = (flat.token_tree.len() as u32, tokens.len() as u32);
            let kind = match delimiter {
                Delimiter::None => 0,
                Delimiter::Parenthesis => 1,
                Delimiter::Brace => 2,
                Delimiter::Bracket => 3,
            };
            flat.subtree.extend([0, 0, kind, first, first + n]);
            for token in tokens {
                let child = flat.child(token, &mut waiting);
                flat.token_tree.push(child);
            }
        }
        let Flat { subtree, literal, punct, ident, token_tree, text } = flat;
        json!({
            "subtree": subtree,
            "literal": literal,
            "punct": punct,
            "ident": ident,
            "token_tree": token_tree,
            "text": text,
        })
    }

    fn child(&mut self, token: TokenTree, waiting: &mut Vec<(Delimiter, TokenStream)>) -> u32 {
        match token {
            TokenTree::Group(group) => {
                waiting.push((group.delimiter(), group.stream()));
                (waiting.len() as u32 - 1) << 2
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let kind = if text.contains('.') { 4 } else { 3 };
                let text = self.word(text);
                self.literal.extend([0, text, kind, u32::MAX]);
                (self.literal.len() as u32 / 4 - 1) << 2 | 1
            }
            TokenTree::Punct(punct) => {
                let joint = u32::from(punct.spacing() == Spacing::Joint);
                self.punct.extend([0, punct.as_char() as u32, joint]);
                (self.punct.len() as u32 / 3 - 1) << 2 | 2
            }
            TokenTree::Ident(name) => {
                let text = self.word(name.to_string());
                self.ident.extend([0, text, 0]);
                (self.ident.len() as u32 / 3 - 1) << 2 | 3
            }
        }
    }

    fn word(&mut self, text: String) -> u32 {
        self.text.push(text);
        self.text.len() as u32 - 1
    }
}

fn items(source: &str) -> Vec<syn::Item> {
    syn::parse_str::<syn::File>(source).expect("it is Rust").items
}

#[test]
fn the_same_after_edits_and_in_another_order() {
    let Some(mut server) = Server::start() else {
        println!("there is no server of macros that this test can talk to");
        return;
    };
    let crate_ = items(CRATE);
    let first: Vec<_> = crate_.iter().map(|item| server.expand(item)).collect();
    for (old, new) in [
        ("#[constant] n: f64", "n: f64"),
        ("fn scale(x: &[f64], k: f64)", "fn scale(x: &mut [f64], k: f64)"),
        ("odd(x * 0.5, n - 1)", "x * 0.5"),
    ] {
        assert!(CRATE.contains(old), "{old}");
        let edited = items(&CRATE.replace(old, new));
        for (item, before) in edited.iter().zip(&crate_).zip(&first) {
            let (item, original) = item;
            let expansion = server.expand(item);
            assert_eq!(item == original, expansion == *before, "only what is edited changes");
        }
        let again: Vec<_> = crate_.iter().rev().map(|item| server.expand(item)).collect();
        assert!(again.iter().rev().eq(&first), "it is as before the edit");
    }
}
