//! `kamready pack new`: a pack, an overlay, or a rule file to begin with.

use std::path::{Path, PathBuf};

use clap::Args;

use super::output::write_file;
use super::{Common, Status};
use crate::error::{Error, Faults, Kind, Place};
use crate::model::Lang;
use crate::pack::{Pack, PackFiles};
use crate::report;
use crate::scaffold::{self, Draft, RuleKind};

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Folder of a new pack; or `rule`, `gate` or `measure`, followed by an id
    #[arg(value_name = "DIR|KIND")]
    what: String,

    /// Id of the new rule, gate or measure
    id: Option<String>,

    /// The new pack is an overlay of this one
    #[arg(long, value_name = "PACK", conflicts_with_all = ["dimension", "field"])]
    extends: Option<String>,

    /// Dimension that a new rule stands in [default: the last one]
    #[arg(long, value_name = "ID")]
    dimension: Option<String>,

    /// Field that it reads [default: one of its own]
    #[arg(long, value_name = "ID")]
    field: Option<String>,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &NewArgs) -> Result<Status, Faults> {
    match (RuleKind::named(&args.what), &args.id) {
        (Some(kind), Some(id)) => args.rule_file(kind, id),
        (Some(_), None) => {
            let detail = format!("`pack new {0}` needs the id of the new {0}", args.what);
            let help = format!(
                "for a pack in a folder of that name, write `./{}`",
                args.what
            );
            Err(vec![Error::new(Kind::Usage, detail).help(help)])
        }
        (None, Some(id)) => {
            let detail = format!(
                "`{}` is none of `rule`, `gate` or `measure`, so `{id}` is one word too many",
                args.what
            );
            Err(vec![Error::new(Kind::Usage, detail)])
        }
        (None, None) => args.folder(),
    }
}

impl NewArgs {
    fn folder(&self) -> Result<Status, Faults> {
        let folder = Path::new(&self.what);
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let id = name.as_deref().map_or_else(|| "pack".to_owned(), id_of);
        let drafts = match &self.extends {
            None => scaffold::pack(&id, &self.what),
            Some(base_id) => {
                let base = PackFiles::named(base_id, folder)?;
                scaffold::overlay(&id, &self.what, base_id, &Pack::read(&base)?)
            }
        };
        write_all(folder, drafts.into_iter().chain(schemas()))?;
        self.common.messages().note(&self.next_step());
        Ok(Status::Done)
    }

    fn rule_file(&self, kind: RuleKind, id: &str) -> Result<Status, Faults> {
        let Some(folder) = &self.common.pack else {
            let detail = "say which pack gets the new file: the built-in one cannot be changed";
            let help = "`--pack DIR`; `kamready pack new DIR --extends kam` makes an overlay";
            return Err(vec![Error::new(Kind::Usage, detail).help(help)]);
        };
        let (pack, _) = match self.common.open() {
            Ok(opened) => opened,
            Err(status) => return Ok(status),
        };
        let draft = scaffold::rule_file(
            &pack,
            kind,
            id,
            self.dimension.as_deref(),
            self.field.as_deref(),
        )
        .map_err(|fault| vec![fault])?;
        let path = folder.join(&draft.path);
        write_all(folder, std::iter::once(draft))?;
        self.common.messages().note(&self.then(&path));
        Ok(Status::Done)
    }

    fn next_step(&self) -> String {
        let folder = &self.what;
        match (self.common.lang(), self.extends.is_some()) {
            (Lang::De, true) => format!(
                "Overlay angelegt in {folder}; prüfen: kamready pack check --pack {folder} --lang de"
            ),
            (Lang::En, true) => {
                format!("overlay written to {folder}; next: kamready pack check --pack {folder}")
            }
            (Lang::De, false) => format!(
                "Regelpaket angelegt in {folder}; bewerten: kamready assess {folder}/example.json --pack {folder} --lang de"
            ),
            (Lang::En, false) => format!(
                "pack written to {folder}; next: kamready assess {folder}/example.json --pack {folder}"
            ),
        }
    }

    fn then(&self, path: &Path) -> String {
        let path = path.display();
        match self.common.lang() {
            Lang::De => {
                format!("angelegt: {path}; die Texte mit TODO ersetzen, dann: kamready pack check")
            }
            Lang::En => format!(
                "written: {path}; replace the texts that begin with TODO, then: kamready pack check"
            ),
        }
    }
}

/// The id of a pack from the name of its folder.
fn id_of(name: &str) -> String {
    let sign = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    let id: String = name.chars().map(sign).collect();
    let id = id.trim_matches('_').to_owned();
    if id.is_empty() { "pack".to_owned() } else { id }
}

fn schemas() -> impl Iterator<Item = Draft> {
    report::author_schemas()
        .into_iter()
        .map(|(name, schema)| Draft {
            path: format!("schema/{name}.json"),
            text: format!("{schema:#}\n"),
        })
}

/// All files or, where one of them is there already, none.
fn write_all(folder: &Path, drafts: impl Iterator<Item = Draft>) -> Result<(), Faults> {
    let drafts: Vec<(PathBuf, String)> = drafts
        .map(|draft| (folder.join(&draft.path), draft.text))
        .collect();
    let taken: Faults = drafts
        .iter()
        .filter(|(path, _)| path.symlink_metadata().is_ok())
        .map(|(path, _)| {
            let detail = "this file exists already and is not overwritten";
            Error::new(Kind::Write, detail).at(Place::file(path.display().to_string()))
        })
        .collect();
    if !taken.is_empty() {
        return Err(taken);
    }
    for (path, text) in drafts {
        write_file(&path, |out| out.write_all(text.as_bytes())).map_err(|fault| vec![fault])?;
    }
    Ok(())
}
