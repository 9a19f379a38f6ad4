//! The files of a pack as a git revision holds them. `git` is a child process with an argument vector; nothing is
//! checked out, and no shell is asked.

use std::io::Write;
use std::path::{Component, Path};
use std::process::{Command, Output, Stdio};

use super::files::{MAX_FILES, PackFiles, TESTS, is_pack_file, limit};
use crate::error::{Error, Faults, Kind};
use crate::model::printable;

/// Reads the pack in `folder`, a path inside the repository that holds `here`, as `revision` has it. The pack that
/// it extends is read from the same revision.
///
/// # Errors
/// If the revision is none, the folder is not in it, or `git` cannot be run.
pub(super) fn read(here: &Path, revision: &str, folder: &str) -> Result<PackFiles, Faults> {
    let git = Git { here };
    let commit = git.commit(revision)?;
    let folder = inside(folder)?;
    let files = git.folder(&commit, revision, &folder)?;
    let Some(base) = extended(&files).filter(|base| base != "kam") else {
        return Ok(files);
    };
    let beside = match folder.rsplit_once('/') {
        Some((parent, _)) => format!("{parent}/{base}"),
        None => base.clone(),
    };
    let beside = git.folder(&commit, revision, &inside(&beside)?)?;
    Ok(files.beside(base, beside))
}

/// The base that a manifest names.
fn extended(files: &PackFiles) -> Option<String> {
    let manifest: toml::Table = toml::from_str(&files.get("pack.toml")?.text).ok()?;
    Some(manifest.get("extends")?.as_str()?.to_owned())
}

/// The path with `/`, without `.`; a path that leads out of the repository is none.
fn inside(folder: &str) -> Result<String, Faults> {
    let mut names = Vec::new();
    for part in Path::new(folder).components() {
        match part {
            Component::Normal(name) => names.extend(name.to_str()),
            Component::CurDir => {}
            _ => {
                let detail = format!(
                    "`{folder}` is no path inside the repository; write it from the top of the repository, as `rules/kam`"
                );
                return Err(fault(detail));
            }
        }
    }
    Ok(names.join("/"))
}

fn fault(detail: impl Into<crate::error::Detail>) -> Faults {
    vec![Error::new(Kind::Usage, detail)]
}

struct Git<'h> {
    here: &'h Path,
}

/// One line of `git ls-tree -l`.
struct Entry {
    object: String,
    size: u64,
    path: String,
}

impl Git<'_> {
    /// The commit that a revision names. What could be read as an option is refused before git sees it.
    fn commit(&self, revision: &str) -> Result<String, Faults> {
        let plain = |c: char| c.is_alphanumeric() || "._/-~^@{}+".contains(c);
        if revision.is_empty() || revision.starts_with('-') || !revision.chars().all(plain) {
            let shown = printable(revision);
            return Err(fault(format!(
                "`{shown}` is no git revision; write a branch, a tag or a commit, as `main` or `v1.2.0`"
            )));
        }
        let named = format!("{revision}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let found = self.run(&[&verify[..], &[&named]].concat(), b"")?;
        let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        if found.status.success() && commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(commit);
        }
        let error = Error::new(
            Kind::Usage,
            format!("git knows no revision `{revision}` here"),
        );
        let help =
            "a pack is a folder, `kam` (built in), REV:FOLDER, or REV with its folder in `--pack`";
        Err(vec![error.help(help)])
    }

    fn folder(&self, commit: &str, revision: &str, folder: &str) -> Result<PackFiles, Faults> {
        let tree = format!("{commit}:{folder}");
        let listed = self.run(
            &["ls-tree", "-r", "-l", "-z", "--end-of-options", &tree],
            b"",
        )?;
        if !listed.status.success() {
            let detail = format!("the revision `{revision}` has no folder `{folder}`");
            return Err(fault(detail));
        }
        let entries: Vec<Entry> = String::from_utf8_lossy(&listed.stdout)
            .split('\0')
            .filter_map(entry)
            .collect();
        let shown = |path: &str| format!("{revision}:{folder}/{path}");
        let mut faults: Faults = entries
            .iter()
            .filter(|entry| entry.size > limit(Path::new(&entry.path)))
            .map(|entry| too_large(&shown(&entry.path), entry))
            .collect();
        if entries.len() > MAX_FILES {
            faults.extend(fault(format!(
                "`{revision}:{folder}` holds more than {MAX_FILES} files; that is no pack"
            )));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut files = PackFiles::default();
        for (entry, bytes) in entries.iter().zip(self.contents(&entries)?) {
            let shown = shown(&entry.path);
            match String::from_utf8(bytes) {
                Ok(text) => files.add(&entry.path, &shown, text.trim_start_matches('\u{feff}')),
                Err(_) => faults.extend(fault(format!("{shown}: this file is not UTF-8 text"))),
            }
        }
        if files.get("pack.toml").is_none() && faults.is_empty() {
            faults.extend(fault(format!(
                "`{revision}:{folder}` holds no pack: `pack.toml` is missing"
            )));
        }
        match faults.is_empty() {
            true => Ok(files),
            false => Err(faults),
        }
    }

    /// The bytes of all objects, by one child process.
    fn contents(&self, entries: &[Entry]) -> Result<Vec<Vec<u8>>, Faults> {
        let asked: String = entries
            .iter()
            .map(|entry| format!("{}\n", entry.object))
            .collect();
        let told = self.run(&["cat-file", "--batch"], asked.as_bytes())?;
        let mut rest = told.stdout.as_slice();
        let broken = || fault("git did not give the files of the revision whole");
        let mut all = Vec::new();
        for entry in entries {
            // `<object> blob <size>`, the bytes, a line end.
            let head = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .ok_or_else(broken)?;
            let size = usize::try_from(entry.size).map_err(|_| broken())?;
            let bytes = rest
                .get(head + 1..head + 1 + size)
                .ok_or_else(broken)?
                .to_vec();
            rest = rest.get(head + size + 2..).ok_or_else(broken)?;
            all.push(bytes);
        }
        Ok(all)
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Output, Faults> {
        let broken = |cause| {
            let error = Error::new(
                Kind::Usage,
                "a revision is read by `git`, which cannot be run",
            );
            vec![error.because(cause)]
        };
        let mut child = Command::new("git")
            .arg("-C")
            .arg(self.here)
            .args(arguments)
            // Neither a question at the terminal nor a fetch of objects that are not here.
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(broken)?;
        let stdin = child.stdin.take();
        std::thread::scope(|scope| {
            // Written beside the reading, or both sides could wait for each other.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output().map_err(broken)
        })
    }
}

/// `100644 blob <object>    <size>\t<path>`; links and submodules are no files of a pack.
fn entry(line: &str) -> Option<Entry> {
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split_whitespace();
    let (mode, _, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let name = path.rsplit('/').next()?;
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let judges = !path.starts_with(TESTS) && is_pack_file(name);
    let file = matches!(mode, "100644" | "100755") && judges && !hidden;
    file.then(|| Entry {
        object: object.to_owned(),
        size: size.parse().unwrap_or(u64::MAX),
        path: path.to_owned(),
    })
}

fn too_large(shown: &str, entry: &Entry) -> Error {
    let limit = limit(Path::new(&entry.path));
    let detail = format!(
        "{shown}: this file has {} bytes; {limit} are allowed at most",
        entry.size
    );
    Error::new(Kind::Usage, detail)
}
