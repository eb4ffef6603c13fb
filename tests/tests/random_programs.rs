//! Random programs of what the macro is known to support, and of everything, undifferentiated.

use ad_tests::random_programs::options::Options;
use ad_tests::random_programs::{run, sources};

/// One after the other, in one generated project.
#[test]
fn random_programs() {
    every_construct_is_good_rust();
    two_hundred_programs();
    forty_programs_twice();
}

fn every_construct_is_good_rust() {
    let options = Options {
        only: "all".into(),
        except: String::new(),
        is_plain: true,
        count: 100,
        ..options()
    };
    let report = run(&options).expect("cargo runs");
    assert!(report.is_clean(), "{report}");
}

fn two_hundred_programs() {
    let report = run(&options()).expect("cargo runs");
    println!("{report}");
    assert_eq!(report.programs, 200);
    assert!(report.is_clean(), "{report}");
    assert!(20 * (report.n_rejected() - report.n_operators()) < report.programs, "{report}");
}

/// Second derivatives, of the constructs that the macro is known to support: others aren't all there at higher orders.
fn forty_programs_twice() {
    let core = Options { is_second: true, count: 40, only: "core".into(), ..options() };
    let report = run(&core).expect("cargo runs");
    println!("{report}");
    assert!(report.is_clean(), "{report}");
    assert!(2 * report.ok > report.programs, "{report}");
}

#[test]
fn the_same_seed_gives_the_same_programs() {
    let options = Options { only: "all".into(), count: 20, ..options() };
    let programs = sources(&options).expect("the constructs exist");
    assert_eq!(programs, sources(&options).expect("the constructs exist"));
    let other = Options { seed: 1, ..options };
    assert_ne!(programs, sources(&other).expect("the constructs exist"));
}

/// What is refused: operators of one's own without the attribute.
const REFUSED: &str = "newtype_operator,vector_operator";

fn options() -> Options {
    let directory = "random-programs-of-the-test".into();
    let only = "all".into();
    Options { count: 200, seed: 22, only, except: REFUSED.into(), directory, ..Options::default() }
}
