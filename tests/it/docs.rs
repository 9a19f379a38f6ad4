//! The rule book in `docs/` is what the program says of its rules.

use std::fs;

use crate::program::{kamready, root};

#[test]
fn the_rule_book_is_up_to_date() {
    for (file, lang) in [("rules.md", "en"), ("rules.de.md", "de")] {
        let written = fs::read_to_string(root().join("docs").join(file)).unwrap_or_default();
        let told = kamready(&["pack", "doc", "--lang", lang]).good();
        assert!(
            written == told,
            "docs/{file} is stale; write it with `kamready pack doc --lang {lang} > docs/{file}`"
        );
    }
}
