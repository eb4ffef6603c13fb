//! `dump` as a user has it: the files of this crate's own functions, which were written as it was compiled.

use std::fs;
use std::path::{Path, PathBuf};

use ad_runtime::prelude::*;

#[differentiate]
fn helper(x: f64) -> f64 {
    x.sin() * x
}

// The notes say where the files are.
#[allow(deprecated)]
#[differentiate(dump)]
fn dumped_function(x: &[f64], w: f64) -> f64 {
    let mut fused = 0.0;
    for i in 0..x.len() {
        fused += (x[i] * w).sin();
    }
    let mut stored = w;
    for i in 0..x.len() {
        stored = stored * x[i].cos() + helper(stored);
        if stored > 3.0 {
            stored *= x[i];
        }
    }
    let mut replayed = 1.0;
    for i in 0..x.len() {
        let mut q = x[i];
        for j in 0..i {
            q = (q * x[j]).sin();
        }
        replayed *= q;
    }
    fused / x.len() as f64 + stored * replayed
}

struct Spring {
    k: f64,
}

#[differentiate(dump, wrt(x))]
impl Spring {
    #[allow(deprecated)]
    fn energy(&self, x: f64) -> f64 {
        0.5 * self.k * x * x
    }

    fn n_ends(&self) -> usize {
        2
    }
}

#[differentiate]
trait Force {
    fn force(&self, x: f64) -> f64;
}

/// Where no item can stand beside derivatives, the note is in one of them.
mod of_trait {
    #![allow(deprecated)]

    use super::*;

    #[differentiate(dump)]
    impl Force for f64 {
        fn force(&self, x: f64) -> f64 {
            -self * x
        }
    }
}

#[allow(deprecated)]
#[differentiate(dump, simplify = "real")]
fn dumped_algebra(x: f64) -> f64 {
    (1.0 / (1.0 + (-x).exp())).ln()
}

fn directory() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target directory");
    target.join("ad-dump").join(env!("CARGO_CRATE_NAME"))
}

fn written(name: &str) -> String {
    let path = directory().join(name);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = syn::parse_file(&text);
    assert!(parsed.is_ok(), "{text}");
    text
}

#[test]
fn of_a_function() {
    let text = written("dumped_function.rs");
    for part in ["tangent", "gradient", "pullback"] {
        assert!(text.contains(&format!("\nfn {part}(")), "no {part} in\n{text}");
    }
    let all = text
        .replace("\n    // ", " ")
        .replace("\n        // ", " ")
        .replace("\n            // ", " ");
    for said in [
        "Fused: each iteration is reversed at once, and nothing is stored. The result depends on `fused` by sums",
        "Stored, not replayed, since nothing inside of it stores, so that each record is of one size. An iteration keeps `stored`, `x[i_1].cos()` and `helper_pullback`: 24 bytes",
        "Replayed: the reverse sweep runs each iteration again, since what is inside of it would have to store.",
        "Not fused, since what it writes to isn't one number that it only adds to.",
        "The pullback of `helper` is kept for the reverse sweep.",
        "// The closure captures `x`, `w`,",
    ] {
        assert!(all.contains(said), "not said: {said}\n{text}");
    }
    let x = [0.4, 1.1, 0.9];
    dumped_function::check(&x, 0.7).expect("derivatives that fit the function");
}

#[test]
fn of_methods() {
    assert!(
        written("Spring.energy.rs").contains("fn gradient(self: &Spring, x: f64, x_bar: &mut f64)")
            || written("Spring.energy.rs").contains("fn gradient(")
    );
    assert!(written("f64.Force.force.rs").contains("fn pullback("));
    assert!(!directory().join("Spring.n_ends.rs").exists());
    assert_eq!((Spring { k: 2.0 }.energy_grad(3.0), Spring { k: 1.0 }.n_ends()), (6.0, 2));
    assert_eq!(2.0_f64.force_grad(3.0), (-3.0, -2.0));
}

#[test]
fn the_rules_that_were_used_are_named() {
    let text = written("dumped_algebra.rs").replace("\n    // ", " ");
    assert!(text.contains("Over the reals, ln(c·exp(w)) = w + ln c (`ln_exp`), since"), "{text}");
    assert!(text.contains("(`quotient`)"), "{text}");
    assert!((dumped_algebra::grad(0.0) - 0.5).abs() < 1e-15);
}
