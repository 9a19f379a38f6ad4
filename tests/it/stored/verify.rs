//! A result is confirmed by running again what it was made from; whatever is not as it was is noticed.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::organisations::Dice;
use crate::program::{Ran, kamready_in, root};

/// A folder with a pack, an input and a result of each form.
struct Desk {
    folder: TempDir,
}

pub(super) fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &place);
        } else {
            fs::copy(&path, &place).unwrap();
        }
    }
}

const ORGANISATIONS: &str =
    "id,name,register_pct,training,officer\nA,Alpha,30,some,true\nB,Beta,70,none,false\nC,,,,\n";

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copied(
            &root().join("fixtures/packs/tiny"),
            &folder.path().join("tiny"),
        );
        let desk = Self { folder };
        desk.write("in.csv", ORGANISATIONS.as_bytes());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        kamready_in(self.folder.path(), arguments)
    }

    fn assess(&self, outputs: &[&str]) {
        let mut arguments = vec![
            "assess",
            "in.csv",
            "--pack",
            "tiny",
            "-q",
            "--as-of",
            "2026-11-25",
        ];
        for output in outputs {
            arguments.extend(["-o", output]);
        }
        let ran = self.run(&arguments);
        assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.err);
    }

    fn verify(&self, result: &str) -> Ran {
        self.run(&["verify", result, "in.csv", "--pack", "tiny"])
    }
}

#[test]
fn a_result_of_any_form_is_confirmed() {
    let desk = Desk::new();
    let results = ["r.json", "r.ndjson", "r.json.gz", "r.ndjson.zst"];
    let outputs = [
        "json:r.json",
        "ndjson:r.ndjson",
        "json:r.json.gz",
        "ndjson:r.ndjson.zst",
    ];
    for (result, output) in results.iter().zip(outputs) {
        desk.assess(&[output]);
        let ran = desk.verify(result);
        assert_eq!(ran.code, Some(0), "{result}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains("the same bytes"), "{}", ran.out);
    }
}

#[test]
fn a_case_with_all_its_lists_is_confirmed_wherever_it_lies() {
    let place = tempfile::tempdir().unwrap();
    let case = place.path().join("case");
    copied(&root().join("fixtures/case/de"), &case);
    let waivers = "[[waivers]]\nrule = \"career_path\"\norganisation = \"M-3001\"\nreason = \"x\"\nowner = \"y\"\n";
    fs::write(place.path().join("waivers.toml"), waivers).unwrap();
    let arguments = [
        "assess",
        "case",
        "--waivers",
        "waivers.toml",
        "--anonymise",
        "--as-of",
        "2026-01-15",
        "-q",
        "-o",
        "json:r.json",
    ];
    assert_eq!(kamready_in(place.path(), &arguments).code, Some(0));
    let moved = place.path().join("moved");
    fs::rename(&case, &moved).unwrap();
    let verify = ["verify", "r.json", "moved", "waivers.toml"];
    let ran = kamready_in(place.path(), &verify);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    for name in [
        "facts.csv",
        "org_units.csv",
        "accounts.csv",
        "staff.csv",
        "goals.csv",
        "mission.md",
    ] {
        let path = moved.join(name);
        let before = fs::read(&path).unwrap();
        fs::write(&path, [&before[..], b"\n"].concat()).unwrap();
        let ran = kamready_in(place.path(), &verify);
        assert_eq!(ran.code, Some(1), "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(name), "{name}: {}", ran.out);
        fs::write(&path, before).unwrap();
    }
    fs::write(place.path().join("waivers.toml"), format!("{waivers}\n")).unwrap();
    let ran = kamready_in(place.path(), &verify);
    assert!(
        ran.code == Some(1) && ran.out.contains("waivers.toml"),
        "{}",
        ran.out
    );
    let without = kamready_in(place.path(), &["verify", "r.json", "moved"]);
    assert_eq!(without.code, Some(2));
    assert!(without.err.contains("waivers.toml"), "{}", without.err);
}

#[test]
fn what_differs_is_said_in_both_languages() {
    let desk = Desk::new();
    desk.assess(&["json:r.json"]);
    desk.write(
        "in.csv",
        ORGANISATIONS.replace("Alpha,30", "Alpha,31").as_bytes(),
    );
    let changed = [
        desk.verify("r.json").out,
        desk.run(&[
            "verify", "r.json", "in.csv", "--pack", "tiny", "--lang", "de",
        ])
        .out,
    ];
    desk.write("in.csv", ORGANISATIONS.as_bytes());
    let result = fs::read_to_string(desk.path("r.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&result).unwrap();
    desk.write("r.json", value.to_string().as_bytes());
    let compact = desk.verify("r.json").out;
    let later = result.replace("\"as_of\": \"2026-11-25\"", "\"as_of\": \"2026-11-26\"");
    desk.write("r.json", later.as_bytes());
    let later = desk.verify("r.json").out;
    insta::assert_snapshot!(format!("{}{}{compact}{later}", changed[0], changed[1]));
}

/// One byte of a file is another one, and back again.
fn flipped(desk: &Desk, dice: &mut Dice, file: &str, result: &str) {
    let before = fs::read(desk.path(file)).unwrap();
    let mut after = before.clone();
    let at = dice.roll(after.len());
    after[at] ^= u8::try_from(1 + dice.roll(255)).unwrap();
    desk.write(file, &after);
    let ran = desk.verify(result);
    let what = format!("{file}, byte {at}, {} became {}", before[at], after[at]);
    assert!(
        matches!(ran.code, Some(1 | 2)),
        "{what}: {}{}",
        ran.out,
        ran.err
    );
    desk.write(file, &before);
}

#[test]
fn a_flipped_byte_in_a_result_an_input_or_a_pack_is_noticed() {
    let desk = Desk::new();
    desk.assess(&["json:r.json", "ndjson:r.ndjson", "json:r.json.gz"]);
    let mut pack = Vec::new();
    let mut folders = vec![PathBuf::from("tiny")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(desk.path(&folder.to_string_lossy())).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            match desk.path(&path.to_string_lossy()).is_dir() {
                true => folders.push(path),
                false => pack.push(path.to_string_lossy().into_owned()),
            }
        }
    }
    pack.sort();
    let mut dice = Dice(20_261_125);
    for _ in 0..12 {
        flipped(&desk, &mut dice, "r.json", "r.json");
        flipped(&desk, &mut dice, "r.ndjson", "r.ndjson");
        flipped(&desk, &mut dice, "r.json.gz", "r.json.gz");
        flipped(&desk, &mut dice, "in.csv", "r.json");
        let file = pack[dice.roll(pack.len())].clone();
        flipped(&desk, &mut dice, &file, "r.json");
    }
    assert_eq!(desk.verify("r.json").code, Some(0));
}
