//! Errors as a user sees them: on the guilty tokens, all at once, and nothing else is an error then.
//!
//! Each case uses its functions in `main`, so that a secondary error would show. Every message is tested in
//! `ad-macros` as well, without a compiler. After a change, `TRYBUILD=overwrite cargo test --test ui`.

#[test]
fn errors() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
