//! The part of the page of errors about what rustc finds.

use super::compile::Case;

/// What rustc says of the code that a user's own macro stands for: once for each copy of the code, since each is expanded anew.
const SAID_OF_COPIES: &str = "A_macro_that_leaves_a_loop";

const PAGE: &str = include_str!("../../../ad-macros/docs/errors.md");

/// Each entry: the program with the mistake, what is said first, and the cure.
pub fn entries() -> Vec<(Case, String, Case)> {
    let part = PAGE.split("\n## What rustc finds").nth(1).expect("the page has this part");
    let part = part.split("\n## ").next().unwrap_or_default();
    let sections = part.split("\n### ").skip(1);
    let entry = |section: &str| {
        let title = section.lines().next().unwrap_or_default().replace(' ', "_");
        let mut blocks = section.split("```").skip(1).step_by(2);
        let mut block = |language: &str| {
            let block = blocks.next().and_then(|block| block.strip_prefix(language));
            block.unwrap_or_else(|| panic!("{title} has no {language}")).trim_end().to_string()
        };
        let (example, message, cure) = (block("rust\n"), block("text\n"), block("rust\n"));
        let cured = Case { causes: 0, ..Case::new(format!("{title}_cured"), cure) };
        let causes = if title == SAID_OF_COPIES { 3 } else { 1 };
        (Case { causes, ..Case::new(title, example) }, message, cured)
    };
    sections.map(entry).collect()
}
