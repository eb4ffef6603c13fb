//! The part of the page of errors about what rustc finds.

use super::compile::Case;

const PAGE: &str = include_str!("../../../ad-macros/docs/errors.md");

/// Each entry: the program with the mistake, what is said first, and the cure.
pub fn entries() -> Vec<(Case, String, Case)> {
    let part = PAGE.split("\n## What rustc finds").nth(1).expect("the page has this part");
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
        (Case::new(title, example), message, cured)
    };
    sections.map(entry).collect()
}
