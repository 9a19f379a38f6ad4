//! The program's sentences about customers, in both languages.

use super::{Catalogue, Text};

const PHRASES: &[(&str, &str, &str)] = &[
];

/// Adds the sentences about accounts to those of a pack.
pub fn add_account_phrases(catalogue: &mut Catalogue) {
    for (key, de, en) in PHRASES {
        catalogue.insert((*key).to_owned(), Text::new(*de, *en));
    }
}
