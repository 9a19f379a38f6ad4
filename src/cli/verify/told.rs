//! What verification found, in words.

use serde_json::Value as Json;

use crate::analyse::difference::Difference;
use crate::error::Faults;
use crate::model::{Document, Lang, PackStamp, Tool, printable};

/// One thing that is not as the result says.
#[derive(Debug)]
pub(super) enum Finding {
    /// The bytes of a file are others; SHA-256.
    File {
        file: String,
        then: String,
        now: String,
    },
    /// A file that the result was not made from.
    Stranger(String),
    /// Pack or overlay: its name then and now, and the hashes.
    Pack {
        then: String,
        now: String,
    },
    Tool(Tool),
    /// The files cannot be assessed any more.
    NotAgain(Faults),
    Key(Difference),
    /// The content is the same, the bytes are not.
    Notation,
    /// Only the bytes of the packing differ.
    Packing,
}

const RUN_HASH: &str = "run.hash";

/// The keys that differ, without those that only repeat that a file or the pack is another one.
pub(super) fn of_keys(differing: Vec<Difference>, told: bool) -> Vec<Finding> {
    let repeats = |one: &Difference| {
        one.key == RUN_HASH || (one.key.starts_with("inputs[") && one.key.ends_with(".hash"))
    };
    let kept = differing.into_iter().filter(|one| !told || !repeats(one));
    kept.map(Finding::Key).collect()
}

/// What differs between two packs.
pub(super) fn of_pack(then: &PackStamp, now: &PackStamp) -> Vec<Finding> {
    let [mut old, mut new] = [then, now].map(|stamp| {
        let overlays = stamp.overlays.iter();
        let own = format!("{} {} (SHA-256 {})", stamp.id, stamp.version, stamp.hash);
        let overlays =
            overlays.map(|one| format!("{} {} (SHA-256 {})", one.id, one.version, one.hash));
        std::iter::once(own)
            .chain(overlays)
            .collect::<Vec<String>>()
    });
    let most = old.len().max(new.len());
    old.resize(most, "–".to_owned());
    new.resize(most, "–".to_owned());
    let pairs = old.into_iter().zip(new);
    let differing = pairs.filter(|(then, now)| then != now);
    differing
        .map(|(then, now)| Finding::Pack { then, now })
        .collect()
}

/// A result as one value; the organisations of lines stand where those of a document do.
pub(super) fn json(bytes: &[u8]) -> Json {
    if let Ok(whole) = serde_json::from_slice(bytes) {
        return whole;
    }
    let lines = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    let mut values: Vec<Json> = lines
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let mut rest = values.pop().unwrap_or_default();
    if let Json::Object(rest) = &mut rest {
        rest.insert("organisations".to_owned(), Json::Array(values));
    }
    rest
}

pub(super) fn text(file: &str, document: &Document, found: &[Finding], lang: Lang) -> String {
    let file = printable(file);
    if found.is_empty() {
        return held(&file, document, lang);
    }
    let head = match lang {
        Lang::De => "das Ergebnis lässt sich so nicht bestätigen",
        Lang::En => "the result cannot be confirmed",
    };
    let mut text = format!("{file}: {head}\n");
    for one in found {
        for line in line(one, lang).lines() {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

fn held(file: &str, document: &Document, lang: Lang) -> String {
    let (all, files) = (document.organisations.len(), document.run.files.len());
    let pack = format!("{} {}", document.pack.id, document.pack.version);
    let pack = printable(&pack);
    match lang {
        Lang::De => format!(
            "{file}: bestätigt. Neu gerechnet mit {pack} aus {files} {}, {all} {}: Byte für Byte gleich.\n",
            if files == 1 { "Datei" } else { "Dateien" },
            if all == 1 {
                "Organisation"
            } else {
                "Organisationen"
            },
        ),
        Lang::En => format!(
            "{file}: confirmed. Run again with {pack} from {files} {}, {all} {}: the same bytes.\n",
            if files == 1 { "file" } else { "files" },
            if all == 1 {
                "organisation"
            } else {
                "organisations"
            },
        ),
    }
}

fn line(found: &Finding, lang: Lang) -> String {
    let say = |de: &str, en: &str| match lang {
        Lang::De => de.to_owned(),
        Lang::En => en.to_owned(),
    };
    match found {
        Finding::File { file, then, now } => {
            let file = printable(file);
            let (then, now) = (printable(then), printable(now));
            say(
                &format!(
                    "{file}: der Inhalt ist nicht der, aus dem das Ergebnis entstand (SHA-256 {now} statt {then})"
                ),
                &format!(
                    "{file}: not the content that the result was made from (SHA-256 {now} instead of {then})"
                ),
            )
        }
        Finding::Stranger(file) => {
            let file = printable(file);
            say(
                &format!("{file}: aus dieser Datei entstand das Ergebnis nicht"),
                &format!("{file}: the result was not made from this file"),
            )
        }
        Finding::Pack { then, now } => {
            let (then, now) = (printable(then), printable(now));
            say(
                &format!("Regelwerk: {now} statt {then}"),
                &format!("rule pack: {now} instead of {then}"),
            )
        }
        Finding::Tool(then) => {
            let then = printable(&format!("{} {}", then.name, then.version));
            let now = format!("{} {}", Tool::THIS.name, Tool::THIS.version);
            say(
                &format!("Programm: {now} statt {then}"),
                &format!("program: {now} instead of {then}"),
            )
        }
        Finding::NotAgain(faults) => {
            let faults: Vec<String> = faults
                .iter()
                .map(|one| printable(&one.to_string()))
                .collect();
            let head = say(
                "die Dateien lassen sich nicht mehr auswerten:",
                "the files can no longer be assessed:",
            );
            format!("{head}\n{}", faults.join("\n"))
        }
        Finding::Key(one) => key(one, lang),
        Finding::Notation => say(
            "der Inhalt ist gleich, die Schreibweise nicht: die Datei wurde neu geschrieben (Leerzeichen, Reihenfolge)",
            "the content is the same, its notation is not: the file was written anew (white space, order)",
        ),
        Finding::Packing => say(
            "das Ergebnis ist gleich, die gepackte Datei nicht: sie wurde geändert oder neu gepackt",
            "the result is the same, the packed file is not: it was changed or packed anew",
        ),
    }
}

fn key(one: &Difference, lang: Lang) -> String {
    if one.key == RUN_HASH {
        let sentence = match lang {
            Lang::De => {
                "run.hash: Programm, Stichtag, Optionen, Regelwerk oder Dateien, die im Ergebnis stehen, sind nicht die, mit denen es entstand"
            }
            Lang::En => {
                "run.hash: program, date, options, pack or files that the result names are not those that it was made with"
            }
        };
        return sentence.to_owned();
    }
    let place = one.organisation.iter().chain([&one.key]);
    let place: Vec<&str> = place
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let place = printable(&place.join(": "));
    let none = match lang {
        Lang::De => "nichts",
        Lang::En => "nothing",
    };
    let shown = |value: &Option<Json>| match value {
        None => none.to_owned(),
        Some(value) => {
            let text = printable(&value.to_string());
            let mut cut: String = text.chars().take(60).collect();
            if cut.len() < text.len() {
                cut.push('…');
            }
            cut
        }
    };
    let (old, new) = (shown(&one.old), shown(&one.new));
    match lang {
        Lang::De => format!("{place}: im Ergebnis {old}, neu gerechnet {new}"),
        Lang::En => format!("{place}: {old} in the result, {new} when run again"),
    }
}
