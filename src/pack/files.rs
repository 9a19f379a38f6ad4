//! The files of a pack, wherever they come from: a folder, or the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::error::{Error, Faults, Kind, Place};
use crate::model::hex;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A file larger than this is no rule and no table that a person wrote.
const MAX_TABLE_BYTES: u64 = 4 << 20;
const MAX_RULE_BYTES: u64 = 64 << 10;
/// More files than this are no pack.
pub(super) const MAX_FILES: usize = 10_000;
const MAX_FOLDERS: usize = 12;

/// One text file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Path inside the pack, with `/`.
    pub path: Arc<str>,
    /// Path as a person would name it.
    pub shown: Arc<str>,
    pub text: Arc<str>,
}

/// All files of one pack, by path.
#[derive(Debug, Clone, Default)]
pub struct PackFiles {
    files: BTreeMap<Arc<str>, PackFile>,
    /// The folder that they were read from.
    folder: Option<PathBuf>,
    /// The pack that this one extends, where it was read with it.
    beside: Option<(String, Box<PackFiles>)>,
}

impl PackFiles {
    /// The pack that the program carries.
    pub fn embedded() -> Self {
        let mut files = Self::default();
        for (path, text) in EMBEDDED {
            files.add(path, &format!("kam/{path}"), text);
        }
        files
    }

    /// Every file of a folder that a pack can have: `.toml`, `.rhai`, `.csv`, `.md`. Links are not followed.
    ///
    /// # Errors
    /// Each file that cannot be read, is no text, or is too large.
    pub fn folder(folder: &Path) -> Result<Self, Faults> {
        let mut files = Self {
            folder: Some(folder.to_owned()),
            ..Self::default()
        };
        let mut faults = Vec::new();
        files.walk(folder, "", 0, &mut faults);
        if files.files.is_empty() && faults.is_empty() {
            faults.push(
                Error::new(
                    Kind::Pack,
                    "this folder holds no pack: `pack.toml` is missing",
                )
                .at(Place::file(folder.display().to_string())),
            );
        }
        if faults.is_empty() {
            Ok(files)
        } else {
            Err(faults)
        }
    }

    /// The pack in a folder of a git repository, as a revision has it: `folder` is written from the top of the
    /// repository that holds `here`.
    ///
    /// # Errors
    /// If the revision is none, or holds no pack there.
    pub fn revision(here: &Path, revision: &str, folder: &str) -> Result<Self, Faults> {
        super::revision::read(here, revision, folder)
    }

    /// With the pack that it extends.
    #[must_use]
    pub(super) fn beside(self, name: String, base: Self) -> Self {
        Self {
            beside: Some((name, Box::new(base))),
            ..self
        }
    }

    /// The pack that this one extends: the built-in `kam`, or a folder of that name beside this one.
    ///
    /// # Errors
    /// If there is no such pack.
    pub(super) fn base(&self, name: &str) -> Result<Self, Faults> {
        if name == "kam" {
            return Ok(Self::embedded());
        }
        if let Some((_, base)) = self.beside.as_ref().filter(|(known, _)| known == name) {
            return Ok((**base).clone());
        }
        let plain = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        let beside = self
            .folder
            .as_deref()
            .and_then(Path::parent)
            .map(|parent| parent.join(name));
        match beside.filter(|folder| plain && folder.join("pack.toml").is_file()) {
            Some(folder) => Self::folder(&folder),
            None => {
                let detail = format!(
                    "`extends` names `{name}`; there is the built-in `kam`, or a pack in a folder of that name beside this one"
                );
                Err(vec![Error::new(Kind::Pack, detail)])
            }
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &PackFile> {
        self.files.values()
    }

    pub fn get(&self, path: &str) -> Option<&PackFile> {
        self.files.get(path)
    }

    /// The text of a file by the path that messages name.
    pub fn text_of(&self, shown: &str) -> Option<&str> {
        self.iter()
            .find(|file| &*file.shown == shown)
            .map(|file| &*file.text)
    }

    /// SHA-256 over paths and texts, line ends made equal, in order of the paths.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in self.iter() {
            hasher.update(file.path.as_bytes());
            hasher.update([0]);
            hasher.update(file.text.replace("\r\n", "\n").as_bytes());
            hasher.update([0]);
        }
        hex(&hasher.finalize())
    }

    pub fn add(&mut self, path: &str, shown: &str, text: &str) {
        let path: Arc<str> = path.into();
        let file = PackFile {
            path: path.clone(),
            shown: shown.into(),
            text: text.into(),
        };
        self.files.insert(path, file);
    }

    fn walk(&mut self, folder: &Path, inside: &str, depth: usize, faults: &mut Faults) {
        let refuse = |detail: &str| {
            Error::new(Kind::Pack, detail).at(Place::file(folder.display().to_string()))
        };
        if depth > MAX_FOLDERS || self.files.len() > MAX_FILES {
            faults.push(refuse("a pack has at most 10,000 files in folders 12 deep"));
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) => {
                faults.push(refuse("the pack's folder cannot be read").because(cause));
                return;
            }
        };
        let mut entries: Vec<_> = entries.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{inside}{name}");
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !name.starts_with('.') => {
                    self.walk(&entry.path(), &format!("{path}/"), depth + 1, faults);
                }
                Ok(kind) if kind.is_file() && is_pack_file(&name) => match read(&entry.path()) {
                    Ok(text) => self.add(&path, &entry.path().display().to_string(), &text),
                    Err(error) => faults.push(error),
                },
                _ => {}
            }
        }
    }
}

pub(super) fn is_pack_file(name: &str) -> bool {
    !name.starts_with('.')
        && [".toml", ".rhai", ".csv", ".md"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// The most bytes that a file of this name may have.
pub(super) fn limit(path: &Path) -> u64 {
    match path.extension().is_some_and(|end| end == "rhai") {
        true => MAX_RULE_BYTES,
        false => MAX_TABLE_BYTES,
    }
}

fn read(path: &Path) -> Result<String, Error> {
    let place = Place::file(path.display().to_string());
    let limit = limit(path);
    let fault = |detail: String| Error::new(Kind::Pack, detail).at(place.clone());
    let size = fs::metadata(path)
        .map_err(|cause| fault("this file cannot be read".to_owned()).because(cause))?
        .len();
    if size > limit {
        return Err(fault(format!(
            "this file has {size} bytes; {limit} are allowed at most"
        )));
    }
    let bytes = fs::read(path)
        .map_err(|cause| fault("this file cannot be read".to_owned()).because(cause))?;
    let text =
        String::from_utf8(bytes).map_err(|_| fault("this file is not UTF-8 text".to_owned()))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
