//! What a stylesheet may not do: fetch, leave its element, hide what it says behind escapes.

use crate::error::{Error, Kind, Place};

const REFUSED: [(&str, &str); 9] = [
    ("@import", "styles from elsewhere"),
    ("@font-face", "fonts from elsewhere"),
    ("url(", "a reference to a file"),
    ("image(", "a reference to a file"),
    ("image-set(", "a reference to a file"),
    ("src(", "a reference to a file"),
    ("expression(", "script"),
    ("<", "markup"),
    ("\\", "a sign behind an escape"),
];

/// A fault for each line that holds something refused.
pub(super) fn faults(name: &str, css: &str) -> Vec<Error> {
    let lines = (1..).zip(css.lines());
    lines
        .flat_map(|(number, line)| {
            let plain = line.to_lowercase();
            let found = REFUSED.iter().filter(move |(sign, _)| plain.contains(sign));
            found.map(move |(sign, what)| {
                let detail = format!("`{sign}` is not allowed in a style: it would be {what}");
                Error::new(Kind::Usage, detail)
                    .at(Place::line(name, number))
                    .help("a page is whole without anything from outside; write signs as they are")
            })
        })
        .collect()
}
