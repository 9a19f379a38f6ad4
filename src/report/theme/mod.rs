//! The look of a house: a stylesheet and a frame for the pages. A theme comes from outside and is checked when it is
//! loaded: it can neither run script nor fetch anything, and what it shows of the result stays text.

mod frame;
mod style;
mod tags;

use std::io;

pub(super) use frame::{Framed, Shown};

use crate::error::{Error, Kind, Place, listed};
use frame::Frame;

const STYLE: &str = "style.css";
const PAGE: &str = "page.html";
/// Bytes of a file of a theme.
const LONGEST: usize = 65_536;

/// A theme that was found sound.
#[derive(Debug)]
pub struct Theme {
    css: String,
    frame: Option<Frame>,
}

impl Theme {
    /// From the files of its folder, by name: `style.css` and `page.html`, each optional.
    ///
    /// # Errors
    /// All faults: other files, files that are too long, styles or templates that could run or fetch something, unknown
    /// variables.
    pub fn new(files: &[(String, String)]) -> Result<Self, Vec<Error>> {
        let mut theme = Self {
            css: String::new(),
            frame: None,
        };
        let mut faults = Vec::new();
        for (name, text) in files {
            match name.as_str() {
                _ if text.len() > LONGEST => faults.push(too_long(name, text.len())),
                STYLE => {
                    faults.extend(style::faults(STYLE, text));
                    theme.css.clone_from(text);
                }
                PAGE => match Frame::new(PAGE, text) {
                    Ok(frame) => theme.frame = Some(frame),
                    Err(more) => faults.extend(more),
                },
                _ => faults.push(unknown(name)),
            }
        }
        match faults.is_empty() {
            true => Ok(theme),
            false => Err(faults),
        }
    }

    /// What is added to the styles of the page.
    pub(super) fn css(&self) -> &str {
        &self.css
    }

    /// The body of a page, where the theme has a frame of its own.
    ///
    /// # Errors
    /// Where the template fails on this page, or leaves a section out.
    pub(super) fn body(&self, shown: &Shown<'_>) -> Option<io::Result<String>> {
        let frame = self.frame.as_ref()?;
        Some(
            frame
                .body(shown)
                .map_err(|fault| io::Error::other(fault.to_string())),
        )
    }
}

fn unknown(name: &str) -> Error {
    let known = listed([PAGE, STYLE]);
    let detail = format!("this is no file of a theme; a theme has {known}");
    Error::new(Kind::Usage, detail).at(Place::file(name))
}

fn too_long(name: &str, bytes: usize) -> Error {
    let detail = format!("this file has {bytes} bytes; {LONGEST} are allowed at most");
    Error::new(Kind::Usage, detail).at(Place::file(name))
}

#[cfg(test)]
mod tests;
