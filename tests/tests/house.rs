//! The rules of the house: lengths of files and functions, and no circles of modules.

use ad_tests::house::{circles::circles, lengths::lengths, workspace};

#[test]
fn files_and_functions_are_short() {
    let long: Vec<_> = lengths(&workspace()).into_iter().filter(|l| !l.is_short()).collect();
    let text: String = long.iter().map(ToString::to_string).collect();
    assert!(long.is_empty(), "\n{text}");
}

#[test]
fn modules_form_no_circles() {
    for name in ["ad-macros", "ad-runtime"] {
        let circles = circles(&workspace().join(name));
        assert!(circles.is_empty(), "{name}:\n{}", circles.concat());
    }
}
