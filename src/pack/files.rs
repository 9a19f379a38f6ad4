//! The files of a pack, wherever they come from: a folder, or the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::error::{Detail, Error, Faults, Kind, Place, code};
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
    /// Paths of files that no pack reads.
    strangers: Vec<String>,
    /// The pack that this one extends, where it was read with it.
    beside: Option<Box<(String, PackFiles)>>,
}

/// Where case files stand. They judge nobody: no assessment reads them, and no hash holds them.
pub(super) const TESTS: &str = "tests";

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
        match Self::folder_partly(folder) {
            (files, faults) if faults.is_empty() => Ok(files),
            (_, faults) => Err(faults),
        }
    }

    /// What can be read of a folder, and every fault. Text that is not UTF-8 is read as Windows wrote it.
    pub fn folder_partly(folder: &Path) -> (Self, Faults) {
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
                    code::LACKS_FILE.says("this folder holds no pack: `pack.toml` is missing"),
                )
                .at(Place::file(folder.display().to_string())),
            );
        }
        (files, faults)
    }

    /// Files beside those that a pack can have, by the path that messages name.
    pub fn strangers(&self) -> impl Iterator<Item = &str> {
        self.strangers.iter().map(String::as_str)
    }

    /// The folder that the files were read from; none for those that the program carries.
    pub fn root(&self) -> Option<&Path> {
        self.folder.as_deref()
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
            beside: Some(Box::new((name, base))),
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
        if let Some((_, base)) = self.beside.as_deref().filter(|(known, _)| known == name) {
            return Ok(base.clone());
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
                let detail = code::BASE.says(format!(
                    "`extends` names `{name}`; there is the built-in `kam`, or a pack in a folder of that name beside this one"
                ));
                Err(vec![Error::new(Kind::Pack, detail)])
            }
        }
    }

    /// The case files of the pack: `.toml` and `.csv` in its folder `tests`, by path.
    ///
    /// # Errors
    /// Each file that cannot be read, is no text, or is too large.
    pub fn case_files(&self) -> Result<Self, Faults> {
        let mut files = Self::default();
        let mut faults = Vec::new();
        match self.folder.as_ref().map(|folder| folder.join(TESTS)) {
            None => {
                for (path, text) in EMBEDDED_TESTS {
                    files.add(path, &format!("kam/{path}"), text);
                }
            }
            Some(folder) if folder.is_dir() => {
                files.walk(&folder, &format!("{TESTS}/"), 0, &mut faults);
                let tables = |path: &str| path.ends_with(".toml") || path.ends_with(".csv");
                files.files.retain(|path, _| tables(path));
            }
            Some(_) => {}
        }
        if faults.is_empty() {
            Ok(files)
        } else {
            Err(faults)
        }
    }

    /// The pack that one in this folder would extend by that name.
    ///
    /// # Errors
    /// If there is no such pack.
    pub fn named(name: &str, folder: &Path) -> Result<Self, Faults> {
        let beside = Self {
            folder: Some(folder.to_owned()),
            ..Self::default()
        };
        beside.base(name)
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
        let refuse = |detail: Detail| {
            Error::new(Kind::Pack, detail).at(Place::file(folder.display().to_string()))
        };
        if depth > MAX_FOLDERS || self.files.len() > MAX_FILES {
            faults.push(refuse(
                code::UNREADABLE.says("a pack has at most 10,000 files in folders 12 deep"),
            ));
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) => {
                faults.push(
                    refuse(code::UNREADABLE.says("the pack's folder cannot be read"))
                        .because(cause),
                );
                return;
            }
        };
        let mut entries: Vec<_> = entries.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{inside}{name}");
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && path == TESTS => {}
                Ok(kind) if kind.is_dir() && !name.starts_with('.') => {
                    self.walk(&entry.path(), &format!("{path}/"), depth + 1, faults);
                }
                Ok(kind) if kind.is_file() && is_pack_file(&name) => {
                    let text = read(&entry.path(), faults);
                    if let Some(text) = text {
                        self.add(&path, &entry.path().display().to_string(), &text);
                    }
                }
                Ok(kind) if kind.is_file() && !name.starts_with('.') => {
                    self.strangers.push(entry.path().display().to_string());
                }
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

fn read(path: &Path, faults: &mut Faults) -> Option<String> {
    match bytes(path) {
        Err(fault) => {
            faults.push(fault);
            None
        }
        Ok(bytes) => {
            let text = String::from_utf8(bytes).unwrap_or_else(|error| {
                faults.push(encoding(path, &error));
                windows(error.as_bytes())
            });
            Some(text.trim_start_matches('\u{feff}').to_owned())
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let limit = limit(path);
    let fault = |detail: String| {
        let place = Place::file(path.display().to_string());
        Error::new(Kind::Pack, code::UNREADABLE.says(detail)).at(place)
    };
    let lost = |cause| fault("this file cannot be read".to_owned()).because(cause);
    let size = fs::metadata(path).map_err(lost)?.len();
    if size > limit {
        let detail = format!("this file has {size} bytes; {limit} are allowed at most");
        return Err(fault(detail));
    }
    fs::read(path).map_err(lost)
}

/// At the first sign that is not UTF-8.
fn encoding(path: &Path, error: &std::string::FromUtf8Error) -> Error {
    let all = error.as_bytes();
    let before = all
        .get(..error.utf8_error().valid_up_to())
        .unwrap_or_default();
    let before = String::from_utf8_lossy(before);
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |last| last.chars().count());
    let line = before.matches('\n').count();
    let detail = code::ENCODING.says("this file is not UTF-8 text");
    let place = Place::spot(path.display().to_string(), line + 1, column + 1);
    Error::new(Kind::Pack, detail)
        .at(place)
        .help("save it as UTF-8; in Excel as “CSV UTF-8”")
}

/// Bytes as a German Windows writes them: Latin-1 and a few signs in place of controls.
fn windows(bytes: &[u8]) -> String {
    const SIGNS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let signs: Vec<char> = SIGNS.chars().collect();
    let sign = |byte: &u8| {
        let place = usize::from(*byte).checked_sub(0x80);
        place
            .and_then(|place| signs.get(place).copied())
            .unwrap_or(char::from(*byte))
    };
    bytes.iter().map(sign).collect()
}
