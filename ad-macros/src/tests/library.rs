//! The table of std's methods: that it is one, that its names are spelled nowhere else, and that its rows fit each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::ir::Mutator;
use crate::library::{self, CloneBy, Fact, Lowering, Receiver};
use crate::primitives;

/// Where names of methods stand that are those of functions (`mem::swap`, `iter::zip`), of what tells how std computes (the interpreter),
/// or of something else altogether.
const OTHERS: &[(&str, &[&str])] = &[
    ("library/", &["*"]),
    ("primitives.rs", &["*"]),
    ("lift/slopes.rs", &["*"]),
    // Identities of floats, and words of comments.
    ("simplify/real/", &["*"]),
    ("dump/", &["*"]),
    ("tests/", &["*"]),
    ("tests.rs", &["*"]),
    // How std computes, for the tests.
    ("ir/eval/", &["*"]),
    // `std::mem`'s and `std::iter`'s functions, and the module.
    ("lower/claims.rs", &["swap", "replace", "take", "zip", "iter"]),
    ("lower/list.rs", &["swap", "replace", "take"]),
    ("lower/iter.rs", &["zip", "iter"]),
    ("lower/constant/calls.rs", &["iter"]),
    // Predicates of `#[cfg(..)]`, options and attributes, names of variables and passes, parts of lifetimes' names.
    ("configured/predicate.rs", &["all", "any"]),
    ("args.rs", &["fuse", "reverse", "skip", "store"]),
    ("lower/items.rs", &["expect"]),
    ("signature/written.rs", &["expect"]),
    ("exits/loops.rs", &["skip"]),
    ("simplify.rs", &["clear"]),
    // The runtime's functions.
    ("ir/rule.rs", &["sum"]),
    ("interface/names.rs", &["all"]),
];

fn sources(at: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(at).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => sources(&path, found),
            path if path.extension().is_some_and(|end| end == "rs") => found.push(path),
            _ => {}
        }
    }
}

/// The literals of a file, but those in comments.
fn literals(source: &str) -> BTreeSet<String> {
    fn walk(tokens: proc_macro2::TokenStream, found: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Group(group) => walk(group.stream(), found),
                proc_macro2::TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    found.insert(text.trim_matches('"').to_string());
                }
                _ => {}
            }
        }
    }
    let file: syn::File = syn::parse_file(source).expect("Rust");
    let mut found = BTreeSet::new();
    // Attributes, and with them comments, are no code.
    for mut item in file.items {
        struct Bare;
        impl syn::visit_mut::VisitMut for Bare {
            fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
                attributes.clear();
            }
        }
        syn::visit_mut::VisitMut::visit_item_mut(&mut Bare, &mut item);
        walk(quote::ToTokens::into_token_stream(item), &mut found);
    }
    found
}

#[test]
fn no_name_is_spelled_elsewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let floats = primitives::all().iter().map(|primitive| primitive.name);
    let names: BTreeSet<&str> = library::rows().map(|row| row.name).chain(floats).collect();
    let mut spelled = Vec::new();
    for file in files {
        let path = file.strip_prefix(&root).expect("a source").to_string_lossy().to_string();
        let may = |name: &str| {
            let mut others = OTHERS.iter().filter(|(of, _)| path.starts_with(of));
            others.any(|(_, names)| names.iter().any(|other| *other == "*" || *other == name))
        };
        let literals = literals(&fs::read_to_string(&file).expect("a readable file"));
        let found = literals.iter().filter(|name| names.contains(name.as_str()) && !may(name));
        spelled.extend(found.map(|name| format!("{path}: {name}")));
    }
    assert!(spelled.is_empty(), "{spelled:#?}");
}

/// A row for each name and receiver; and no lowering that two of a name have.
#[test]
fn rows_are_told_apart() {
    let mut seen = BTreeMap::new();
    for row in library::rows() {
        let of = format!("{:?}", row.of);
        let before = seen.insert((row.name, of), row.operands);
        assert!(before.is_none(), "`{}` of {:?} twice", row.name, row.of);
    }
}

#[test]
fn facts_fit_lowerings() {
    for row in library::rows() {
        let name = row.name;
        let is_refused = row.is(Fact::Refused) || row.is(Fact::RefusedOfValues);
        assert!(!is_refused || row.is(Fact::Std), "`{name}` is refused, but not std's");
        assert!(!row.is(Fact::Pure) || !row.is(Fact::Writes), "`{name}` is pure, but writes");
        assert!(!row.is(Fact::Pure) || !row.is(Fact::Advances), "`{name}` is pure, but advances");
        let changes = match row.lowering {
            Lowering::Mutator(_) => true,
            Lowering::Change(change) => change != library::Change::Capacity,
            _ => row.is(Fact::Writes),
        };
        assert_eq!(changes, row.is(Fact::Writes), "`{name}`");
        if let Lowering::Mutator(mutator) = row.lowering {
            assert_eq!((mutator.method(), Some(mutator.arity())), (name, row.operands));
        }
        if let Lowering::Source(_) | Lowering::Mutator(_) | Lowering::Change(_) = row.lowering {
            assert_eq!(row.of, Receiver::List, "`{name}`");
        }
        if let Lowering::Adapter(_) | Lowering::Consumer(_) = row.lowering {
            let is_it = matches!(row.of, Receiver::Iterator | Receiver::Extended);
            assert!(is_it, "`{name}`");
        }
        assert!(row.instead.is_none() || is_refused, "`{name}` isn't refused");
    }
}

/// What is pure by its name leaves every receiver as it is.
#[test]
fn no_name_is_pure_for_one_and_writes_for_another() {
    for row in library::rows().filter(|row| row.is(Fact::Pure)) {
        for fact in [Fact::Writes, Fact::Advances, Fact::WritesShared] {
            assert!(!library::is(row.name, fact), "`{}`: {fact:?}", row.name);
        }
    }
}

#[test]
fn what_emits_a_method_finds_its_name() {
    assert_eq!(Mutator::PopLast.method(), Mutator::Pop.method());
    assert_eq!(Mutator::PushSome.method(), "extend");
    assert_eq!(CloneBy::Itself.method(), "clone");
    for by in [CloneBy::Clone, CloneBy::ToVec, CloneBy::IntoBoxedSlice, CloneBy::ToOwned] {
        assert_eq!(library::copies(by.method(), 0), Some(by));
    }
}
