//! Every rule of every organisation, in the order of what wants doing.

use rust_xlsxwriter::XlsxError;

use super::grid::{Book, Cell, Column, Kind};
use crate::model::{Assessment, Finding};
use crate::report::finding_group::FindingGroup;
use crate::report::outline::told;
use crate::report::share::{headline, leads, loss};

pub(super) fn write(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let name = book.say("Befunde", "Findings");
    let columns = columns(book);
    let all = book.document.organisations.iter();
    let rows: Vec<Vec<Cell>> = all.flat_map(|one| rows(book, one)).collect();
    let none = book.say("Keine Regel.", "No rule.");
    book.table(name, &columns, rows.into_iter(), none)?;
    Ok(())
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    let mut columns = book.owners();
    columns.extend([
        Column::new(book.say("Befund", "Finding"), 40.0, Kind::Lead),
        Column::new(book.say("Stand", "State"), 16.0, Kind::Text),
        Column::new(book.say("Punkte", "Points"), 9.0, Kind::Points),
        Column::new(book.say("Kostet Punkte", "Costs points"), 9.0, Kind::Points),
        Column::new(book.say("Gewicht", "Weight"), 9.0, Kind::Number),
        Column::new(book.say("Dimension", "Dimension"), 26.0, Kind::Text),
        Column::new(book.say("Feststellung", "What was found"), 60.0, Kind::Text),
        Column::new(book.say("Empfehlung", "Advice"), 60.0, Kind::Text),
        Column::new(book.say("Warum", "Why"), 50.0, Kind::Text),
        Column::new(book.say("Quelle", "Source"), 26.0, Kind::Text),
        Column::new(book.say("Regel", "Rule"), 28.0, Kind::Text),
    ]);
    columns
}

fn rows(book: &Book<'_>, one: &Assessment) -> Vec<Vec<Cell>> {
    let groups = FindingGroup::ALL.into_iter();
    groups
        .flat_map(|group| {
            let own = group.findings(one).into_iter();
            own.map(move |finding| (group, finding))
        })
        .map(|(group, finding)| [book.owner(one), row(book, one, group, finding)].concat())
        .collect()
}

fn row(book: &Book<'_>, one: &Assessment, group: FindingGroup, finding: &Finding) -> Vec<Cell> {
    let words = book.words;
    let key = format!("rule.{}", finding.rule);
    let head = words.get(&format!("{key}.{}", headline(finding)));
    let points = finding.outcome.points();
    let lost = loss(one, finding).filter(|lost| leads(one, finding) && *lost >= 0.05);
    let advised = points.is_some_and(|points| points < 80.0);
    let advice = advised.then(|| words.get(&format!("{key}.advice")));
    vec![
        head.clone().into(),
        group.title(&words).into(),
        points.into(),
        lost.into(),
        finding.weight.into(),
        words
            .get(&format!("dimension.{}", finding.dimension))
            .into(),
        told(&words, finding, &head).into(),
        advice.unwrap_or_default().into(),
        words.get(&format!("{key}.why")).into(),
        words.get(&format!("{key}.source")).into(),
        (*finding.rule).into(),
    ]
}
