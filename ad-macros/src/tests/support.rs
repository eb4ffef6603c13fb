//! What the tests of the passes share: golden tests that also check what the golden text means.
//!
//! A fixture is a text of functions (and constants), the last of which is the one that the test is
//! about. `UPDATE_EXPECT=1` blesses new texts, but only of functions that are right: each helper runs
//! the verifier and compares what the interpreter computes with finite differences ([`meaning`]).

pub mod compile_errors;
pub mod diff;
pub mod jacobians;
mod leaves;
pub mod meaning;
pub mod program;
pub mod random;
mod samples;
pub mod stages;

use expect_test::Expect;
use proc_macro2::TokenStream;

use crate::adjoint::Form;
use crate::ir::{
    Function, VarId, print,
    verify::{Phase, verify},
};
use crate::{pipeline, simplify};
use program::{Analysed, Program};

pub use compile_errors::check_errors;

/// Tokens from source text, with spans that count lines and columns.
pub fn tokens(source: &str) -> TokenStream {
    source.parse().expect("tokens")
}

/// The expansion of `#[differentiate(args)] source`, formatted.
pub fn expanded(args: &str, source: &str) -> String {
    expanded_but(
        args,
        source,
        |item| !matches!(item, syn::Item::Impl(block) if is_of_values(block)),
    )
}

/// Whether a block is what makes a function a value.
pub fn is_of_values(block: &syn::ItemImpl) -> bool {
    block.trait_.as_ref().is_some_and(|(path, _)| {
        let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        name == "Known" || name.contains("Function")
    })
}

/// The items of an expansion that pass a test.
pub fn expanded_but(args: &str, source: &str, is_wanted: impl Fn(&syn::Item) -> bool) -> String {
    let file = pipeline::expand(tokens(args), tokens(source));
    let text = file.to_string();
    match syn::parse2::<syn::File>(file) {
        Ok(mut file) => {
            file.items.retain(is_wanted);
            prettyplease::unparse(&file)
        }
        Err(error) => panic!("the expansion doesn't parse: {error}\n{text}"),
    }
}

/// A station on a function's way.
#[derive(Clone, Copy)]
pub enum Pass {
    /// `lower`
    Lower,
    /// `exits`, `kinds` and `reads`: what the transforms are applied to.
    Primal,
    /// `tangent`
    Tangent,
    /// `adjoint`, with both sweeps in one body.
    Gradient,
    /// `adjoint`, with the reverse sweep in a closure.
    Pullback,
}

impl Pass {
    fn apply(self, function: &Analysed) -> Function {
        let function = match self {
            Pass::Lower => function.lowered.clone(),
            Pass::Primal => function.primal.clone(),
            Pass::Tangent => function.tangent(),
            Pass::Gradient => function.adjoint(Form::Gradient),
            Pass::Pullback => function.adjoint(Form::Pullback),
        };
        assert_verified(&function, self.phase());
        function
    }

    /// The phase of what it makes.
    fn phase(self) -> Phase {
        match self {
            Pass::Lower => Phase::Lowered,
            Pass::Primal => Phase::Primal,
            Pass::Tangent | Pass::Gradient | Pass::Pullback => Phase::Derivative,
        }
    }
}

/// A function as `lower` makes it.
pub fn check_lower(source: &str, expect: Expect) {
    check_pass(Pass::Lower, source, expect);
}

/// A function after a pass.
pub fn check_pass(pass: Pass, source: &str, expect: Expect) {
    let program = Program::parse(source);
    meaning::check(&program);
    expect.assert_eq(&print::print(&pass.apply(program.main())));
}

/// A function after a pass, without a look at what it means: for structs, enums and methods, which aren't interpreted. The
/// programs in `tests` stand for their meaning.
pub fn check_shape(pass: Pass, source: &str, expect: Expect) {
    let program = Program::parse(source);
    expect.assert_eq(&print::print(&pass.apply(program.main())));
}

/// What changes from one station to another: lines that go (`-`), lines that come (`+`).
pub fn check_change(from: Pass, to: Pass, source: &str, expect: Expect) {
    let program = Program::parse(source);
    let [before, after] = [from, to].map(|pass| print::print(&pass.apply(program.main())));
    meaning::check(&program);
    expect.assert_eq(&diff::lines(&before, &after));
}

/// What one pass of `simplify` changes in a derivative, after those before it in the list.
pub fn check_simplify(name: &str, derivative: Pass, source: &str, expect: Expect) {
    let program = Program::parse(source);
    let mut function = derivative.apply(program.main());
    for (pass_name, pass) in simplify::PASSES {
        let before = print::print(&function);
        function = pass(function);
        // The first pass gives each definition a name of its own.
        assert_verified(&function, Phase::Simplified);
        if *pass_name == name {
            meaning::check(&program);
            return expect.assert_eq(&diff::lines(&before, &print::print(&function)));
        }
    }
    panic!("`{name}` is not a pass of `simplify`");
}

/// What `select` changes in a simplified derivative, with its types as they are or as if they weren't seen.
pub fn check_select(types: stages::Types, derivative: Pass, source: &str, expect: Expect) {
    let program = Program::parse(source);
    let before = stages::finished(derivative.apply(program.main()), true);
    let after = stages::selected(before.clone(), types);
    meaning::check(&program);
    expect.assert_eq(&diff::lines(&print::print(&before), &print::print(&after)));
}

/// A function with what is known of each variable behind the statement that defines it.
pub fn check_facts(fact: fn(&Analysed, VarId) -> String, source: &str, expect: Expect) {
    let program = Program::parse(source);
    let main = program.main();
    let comment = |var| match fact(main, var) {
        fact if fact.is_empty() => fact,
        fact => format!(" // {fact}"),
    };
    meaning::check(&program);
    expect.assert_eq(&print::print_with(&main.primal, &comment));
}

/// Fails with the function's text unless the verifier accepts it.
pub fn assert_verified(function: &Function, phase: Phase) {
    assert_eq!(verify(function, phase), Ok(()), "in\n{}", print::print(function));
}

/// The errors, one to a line, each after what it underlines; nothing if all is well.
pub fn errors(source: &str, result: syn::Result<()>) -> String {
    let Err(errors) = result else { return String::new() };
    let line = |error: syn::Error| {
        let (start, end) = (error.span().start(), error.span().end());
        let lines = source.lines().skip(start.line - 1).take(end.line + 1 - start.line);
        let lines: Vec<_> = lines.collect();
        let underlined = match lines[..] {
            [line] => line.chars().take(end.column).skip(start.column).collect(),
            _ => format!("{}:{}..{}:{}", start.line, start.column, end.line, end.column),
        };
        format!("{underlined}: {}\n", error.to_string().replace('\n', "\n    "))
    };
    errors.into_iter().map(line).collect()
}
