//! Two hundred random programs of what the macro is known to support.

use ad_tests::random_programs::{options::Options, run};

#[test]
fn two_hundred_programs() {
    let options = Options {
        count: 200,
        seed: 20,
        directory: "random-programs-of-the-test".into(),
        ..Options::default()
    };
    let report = run(&options).expect("cargo runs");
    println!("{report}");
    assert_eq!(report.programs, 200);
    assert!(report.is_clean(), "{report}");
    assert!(20 * report.n_rejected() < report.programs, "{report}");
}
