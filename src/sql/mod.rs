//! A pack as one SQL query: from a table of organisations to the columns of the results CSV (design, section 6).
//!
//! The phases of `assess` follow each other as steps over the table. Each row is worked out by itself, so an
//! engine can run the query over any number of rows in one pass. The table holds valid facts: what `check`
//! refuses must not be in it. It has no grades of evidence, so no range is widened by them.

mod branches;
mod compare;
mod control;
mod dialect;
mod entry;
mod expr;
mod fits;
mod gates;
mod host;
mod indexes;
mod layout;
mod lower;
mod placement;
mod scores;
mod slots;
mod steps;

pub use dialect::Dialect;

use crate::error::{Error, Faults, Kind};
use crate::pack::{Pack, Role};
use crate::rules::Program;
use expr::Sql;
use indexes::Index;
use scores::{Dimension, Part};
use slots::Slots;
use steps::Steps;

/// The query for a table with the columns `id`, `name` and one for each field, called by its id; NULL is missing.
///
/// Its columns are those of the results CSV, the numbers not rounded. A dotted table name is one with a schema.
///
/// # Errors
/// Names and words of the pack, and parts of the table's name, that the dialect cannot write.
pub fn query(
    pack: &Pack,
    program: &Program,
    dialect: Dialect,
    table: &str,
) -> Result<String, Faults> {
    let mut steps = Steps::new(dialect);
    let output = output(&mut steps, pack, program);
    let mut faults = std::mem::take(&mut steps.faults);
    let parts = table
        .split('.')
        .map(|part| (Kind::Usage, "the table", part));
    let columns = output
        .iter()
        .map(|(name, _)| (Kind::Pack, "the column", name.as_str()));
    for (kind, what, name) in parts.chain(columns) {
        if let Some(why) = dialect.unfit(name) {
            faults.push(Error::new(kind, format!("{what} {name:?} {why}")));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let table: Vec<String> = table.split('.').map(|part| dialect.name(part)).collect();
    let query = steps.select(&output, &table.join("."));
    Ok(format!("{}{query}", head(pack)))
}

/// What the query is of. Ids of packs are not trusted with more than letters, digits and a few signs.
fn head(pack: &Pack) -> String {
    let plain = |text: &str| -> String {
        let harmless = |sign: &char| sign.is_ascii_alphanumeric() || "._-".contains(*sign);
        text.chars().filter(harmless).collect()
    };
    let manifest = &pack.manifest;
    let (id, version) = (plain(&manifest.id), plain(&manifest.version));
    format!("-- {id} {version}, hash {}\n", plain(&pack.hash))
}

/// The columns of the results CSV, by name.
fn output(steps: &mut Steps, pack: &Pack, program: &Program) -> Vec<(String, Sql)> {
    let (id, name) = naming(steps, pack);
    let mut slots = Slots::new(pack, &program.symbols, steps);
    let parts = points(steps, &slots, pack, program);
    let dimensions = scores::dimensions(steps, &pack.manifest, &parts);
    let indexes = indexes::indexes(steps, &pack.manifest, &dimensions);
    indexes::publish(steps, &mut slots, &pack.manifest, &dimensions, &indexes);
    let level = gates::level(steps, &mut slots, pack, program, &dimensions, &indexes);
    slots.publish("level", Some(level.clone()));
    // A table has no org chart: what is stated is all there is.
    let stated = slots.read_named("structure_type");
    slots.publish("chart.stated", stated);
    let placement = placement::place(steps, &mut slots, pack, program);
    let raw = slots
        .read_named("raw_level")
        .unwrap_or_else(|| steps.no_word());
    let (target, entry) = match placement {
        Some(placement) => (placement.target, placement.entry),
        None => (steps.no_word(), steps.no_word()),
    };
    let mut output = vec![("id".to_owned(), id), ("name".to_owned(), name)];
    output.extend(of_indexes(steps, &indexes));
    let words = [
        ("level", level),
        ("raw_level", raw),
        ("target", target),
        ("entry", entry),
    ];
    output.extend(words.map(|(name, word)| (name.to_owned(), word)));
    output.extend(dimensions.into_iter().map(named));
    output
}

fn named(dimension: Dimension) -> (String, Sql) {
    (dimension.id.to_string(), dimension.score)
}

/// `id` and `name` of an organisation; the id where no name is given, or the pack has no such field.
fn naming(steps: &mut Steps, pack: &Pack) -> (Sql, Sql) {
    let dialect = steps.dialect;
    let text = |name: &str| format!("CAST({} AS {})", dialect.name(name), dialect.string());
    let id = steps.fact("o_id", text("id"));
    let name = match pack.fields.get("name") {
        Some(_) => steps.fact(
            "o_name",
            format!("COALESCE({}, {})", text("name"), text("id")),
        ),
        None => id.clone(),
    };
    (id, name)
}

/// What each rule gives, in the order in which they are added up.
fn points(steps: &mut Steps, slots: &Slots<'_>, pack: &Pack, program: &Program) -> Vec<Part> {
    steps.phase("rules");
    let mut parts = Vec::new();
    for (rule, compiled) in pack.rules.iter().zip(&program.rules) {
        if let Role::Score(meta) = &rule.role {
            let points = lower::call(steps, rule, compiled, slots);
            parts.push(Part {
                dimension: meta.dimension.clone(),
                points: steps.keep(&format!("r_{}", rule.id), points),
                weight: meta.weight,
            });
        }
    }
    parts
}

fn of_indexes(steps: &Steps, indexes: &[Index]) -> Vec<(String, Sql)> {
    let column = |id: &str, value: fn(&Index) -> &Sql| {
        let index = indexes.iter().find(|index| *index.id == *id);
        index.map_or_else(|| steps.no_number(), |index| value(index).clone())
    };
    let columns = [
        ("need", column("need", |one| &one.score)),
        ("readiness", column("readiness", |one| &one.score)),
        ("readiness_low", column("readiness", |one| &one.low)),
        ("readiness_high", column("readiness", |one| &one.high)),
        ("coverage", column("readiness", |one| &one.coverage)),
    ];
    columns.map(|(name, sql)| (name.to_owned(), sql)).into()
}
