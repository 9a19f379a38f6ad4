//! Ids become file names and names in rules, so they hold letters, digits and `_` only.

use crate::error::{Error, Kind};

/// Lets an id through that is safe; `small` asks for small letters.
///
/// # Errors
/// With the nearest id that is safe.
pub fn safe_id(id: &str, small: bool) -> Result<(), Error> {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = id.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = !small || !id.contains(|c: char| c.is_ascii_uppercase());
    if begins && fits && id.chars().all(letters) && id.len() <= 60 {
        return Ok(());
    }
    let what = if small { "small letters" } else { "letters" };
    let detail = format!(
        "`{}` is no id; one is made of {what}, digits and `_`, a letter first",
        crate::model::printable(id)
    );
    let error = Error::new(Kind::Usage, detail);
    match proposed(id, small) {
        Some(near) => Err(error.help(format!("`{near}` would be one"))),
        None => Err(error),
    }
}

fn proposed(id: &str, small: bool) -> Option<String> {
    let mut near = String::new();
    for sign in id.chars() {
        match sign {
            'ä' => near.push_str("ae"),
            'ö' => near.push_str("oe"),
            'ü' => near.push_str("ue"),
            'Ä' => near.push_str("Ae"),
            'Ö' => near.push_str("Oe"),
            'Ü' => near.push_str("Ue"),
            'ß' => near.push_str("ss"),
            sign if sign.is_ascii_alphanumeric() => near.push(sign),
            _ if near.ends_with('_') => {}
            _ => near.push('_'),
        }
    }
    let near = near
        .trim_matches('_')
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    let near = if small {
        near.to_lowercase()
    } else {
        near.to_owned()
    };
    let near: String = near.chars().take(60).collect();
    (!near.is_empty()).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_leave_its_folder_is_refused_and_a_safe_one_proposed() {
        assert!(safe_id("call_backs", true).is_ok());
        for bad in ["../x", "Über uns", "a/b", "", "1a", "a b", "A1\u{1b}[2J"] {
            assert!(safe_id(bad, true).is_err(), "{bad}");
        }
        let help = safe_id("Kunden-Größe", true)
            .err()
            .and_then(|error| error.help);
        assert_eq!(help.as_deref(), Some("`kunden_groesse` would be one"));
    }
}
