//! `emit`: the IR as Rust that a person might have written.

use expect_test::{Expect, expect};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use super::closure;
use super::support::meaning;
use super::support::program::Program;
use crate::{emit, select};

/// The tokens of a body.
fn emitted(program: &Program) -> proc_macro2::TokenStream {
    emit::body(&select::select(program.main().primal.clone()), &syn::parse_quote!(::ad_runtime))
}

/// A function's own body, emitted and formatted.
fn check_emit(source: &str, expect: Expect) {
    let program = Program::parse(source);
    let body = emitted(&program);
    let file = syn::parse2(quote!(fn f() #body)).expect("Rust");
    expect.assert_eq(&prettyplease::unparse(&file));
}

#[test]
fn no_temporaries() {
    check_emit(
        "fn f(x: &[f64], w: f64) -> f64 {
            let mut acc = 0.0;
            for i in 0..x.len() { acc += (x[i] * w).sin(); }
            let mean = acc / x.len() as f64;
            if mean > 1.0 && w > 0.0 { mean * 2.0 } else { -mean }
        }",
        expect![[r#"
            fn f() {
                let mut acc = 0.0;
                for i in 0..x.len() {
                    acc += (x[i] * w).sin();
                }
                let mean = acc / x.len() as f64;
                if mean > 1.0 && (w > 0.0) { mean * 2.0 } else { -mean }
            }
        "#]],
    );
}

#[test]
fn parentheses_where_they_are_needed() {
    check_emit(
        "fn f(x: f64, n: i32) -> f64 {
            let a = (x + 1.0) * x - (x - (x - 2.0)) / (x * (x / x));
            let b = -(x * x) + (-x) * -a;
            let c = ((n + 1) as f64).sqrt() + (-b).abs() + (a + b).sin();
            let d = (n as usize) < 3 || !(a > b && c > b) == (a <= c);
            let e = (n << (1 + 2)) & (n | 3) ^ n;
            if d { (a + b) % c } else { (x as f32 as f64) * e as f64 }
        }",
        expect![[r#"
            fn f() {
                let a = (x + 1.0) * x - (x - (x - 2.0)) / (x * (x / x));
                let b = -(x * x) + -x * -a;
                let c = ((n + 1) as f64).sqrt() + (-b).abs() + (a + b).sin();
                let d = (n as usize) < 3 || (!(a > b && (c > b)) == (a <= c));
                let e = n << 1 + 2 & (n | 3) ^ n;
                if d { (a + b) % c } else { x as f32 as f64 * e as f64 }
            }
        "#]],
    );
}

#[test]
fn values_are_taken_before_what_they_read_changes() {
    check_emit(
        "fn f(x: f64) -> f64 {
            let mut a = [x, 1.0];
            let b = a[0];
            a[0] = a[1] * b;
            let c = a[0] + b;
            (a[0], a[1]) = (a[1], a[0]);
            c * a[0]
        }",
        expect![[r#"
            fn f() {
                let mut a = [x, 1.0];
                let b = a[0];
                a[0] = a[1] * b;
                let t2 = a[0];
                let c = t2 + b;
                let t5 = (a[1], t2);
                a[0] = t5.0;
                a[1] = t5.1;
                c * a[0]
            }
        "#]],
    );
}

/// What is emitted for a function is read again, and computes the same.
#[test]
fn what_is_emitted_means_what_was_written() {
    for source in closure::sources() {
        let program = Program::parse(source);
        let mut file: syn::File = syn::parse_str(source).expect("Rust");
        let Some(syn::Item::Fn(main)) = file.items.last_mut() else {
            panic!("no function at the end of {source}")
        };
        main.block = syn::parse2(emitted(&program)).expect("a block");
        WithoutProofs.visit_block_mut(&mut main.block);
        let again = Program::parse(&file.to_token_stream().to_string());
        meaning::assert_equal(&program, &again);
    }
}

/// Removes proofs, which are rustc's to check.
struct WithoutProofs;

impl VisitMut for WithoutProofs {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let is_proof = |stmt: &syn::Stmt| {
            stmt.to_token_stream().to_string().starts_with(":: ad_runtime :: private :: ")
        };
        block.stmts.retain(|stmt| !is_proof(stmt));
        syn::visit_mut::visit_block_mut(self, block);
    }
}
