//! How robust verdicts are, for a terminal: one organisation on a page, several in a table.

use super::bounds::{each_weight, flip, level_bounds, level_flip, other_weights, span};
use super::words::{assumptions, percent, percent_cell, same};
use crate::model::{
    Document, Flip, Id, Lang, RobustIndex, RobustLevel, RobustOrganisation, RobustPlacement,
    Robustness, Swing, Value, Verdict, printable,
};
use crate::report::table::{Align, table, wrapped};
use crate::report::terminal::{Lines, WIDTH};
use crate::report::words::Words;

/// How many fields of the tornado a page names; the whole list is in the JSON.
const NAMED: usize = 15;

struct Page<'d> {
    words: Words<'d>,
    run: &'d Robustness,
    out: Lines,
}

pub(super) fn text(document: &Document, run: &Robustness, lang: Lang) -> String {
    let mut page = Page {
        words: Words::new(document, lang),
        run,
        out: Lines::default(),
    };
    match run.organisations.as_slice() {
        [only] => page.one(only),
        all => page.several(all),
    }
    page.assumptions();
    page.out.text()
}

impl Page<'_> {
    fn one(&mut self, one: &RobustOrganisation) {
        self.out.line(&printable(&one.name));
        self.out.line("");
        let (words, samples) = (self.words, self.run.weightings.samples);
        let verdict = same(
            &words,
            ("Das Ergebnis", "The verdict"),
            &one.verdict,
            samples,
        );
        self.out.entry(words.say("Ergebnis", "Verdict"), &verdict);
        self.level(&one.level);
        one.indexes.iter().for_each(|index| self.index(index));
        one.placement
            .iter()
            .for_each(|placement| self.placement(placement));
        let mut keys = self.words.catalogue().keys();
        let places = keys.any(|key| key.starts_with("option."));
        if one.placement.is_none() && places {
            let text = self.words.say(
                "kein Ziel, es sind zu wenige Faktoren bekannt",
                "no target, too few factors are known",
            );
            self.out
                .entry(self.words.say("Verankerung", "Placement"), text);
        }
        let leading = one.index(&self.run.index);
        leading.into_iter().for_each(|index| self.dimensions(index));
        one.placement
            .iter()
            .for_each(|placement| self.options(placement));
        one.tornado
            .iter()
            .for_each(|tornado| self.tornado(one, tornado));
    }

    fn level(&mut self, level: &RobustLevel) {
        let words = self.words;
        let label = words.say("Stufe", "Level");
        let Some(id) = &level.id else {
            let text = words.say(
                "keine, es fehlen zu viele Angaben; daran ändern Gewichte hier nichts",
                "none, too much is unknown; weights do not change that here",
            );
            return self.out.entry(label, text);
        };
        let what = (format!("Die Stufe {id}"), format!("The level {id}"));
        let what = (&*what.0, &*what.1);
        self.out.entry(
            label,
            &same(&words, what, &level.same, self.run.weightings.samples),
        );
        let others = level.shares.iter().filter(|one| one.id != level.id);
        let others: Vec<String> = others
            .map(|one| {
                format!(
                    "{} {}",
                    self.level_name(one.id.as_ref()),
                    percent(&words, one.share.percent)
                )
            })
            .collect();
        if !others.is_empty() {
            self.out.entry(
                "",
                &format!("{}: {}", words.say("Sonst", "Otherwise"), others.join(", ")),
            );
        }
        let band = self.run.weightings.band;
        let within = level.low.as_ref().zip(level.high.as_ref());
        let open = level.low_with_open_answers.as_ref();
        let open = open.zip(level.high_with_open_answers.as_ref());
        for text in level_bounds(&words, band, within, open) {
            self.out.entry("", &text);
        }
        self.out.entry("", &level_flip(&words, level.flip.as_ref()));
    }

    fn level_name(&self, id: Option<&Id>) -> String {
        self.words.level_name(id)
    }

    fn option_name(&self, id: Option<&Id>) -> String {
        id.map_or_else(
            || self.words.say("keine", "none").to_owned(),
            |id| self.words.get(&format!("option.{id}")),
        )
    }

    /// The smallest change of one factor's weight, and the option that it gives.
    fn option_flip(&mut self, found: Option<&Flip>, none: (&'static str, &'static str)) {
        let text = match found {
            None => self.words.say(none.0, none.1).to_owned(),
            Some(found) => {
                let key = format!("field.factors.{}", found.id);
                flip(
                    &self.words,
                    found,
                    &key,
                    &self.option_name(found.verdict.as_ref()),
                )
            }
        };
        self.out.entry("", &text);
    }

    fn index(&mut self, index: &RobustIndex) {
        let words = self.words;
        let Some(text) = other_weights(&words, index) else {
            return;
        };
        let label = words.get(&format!("index.{}", index.id));
        self.out.entry(&label, &text);
    }

    fn placement(&mut self, placement: &RobustPlacement) {
        let (words, samples) = (self.words, self.run.weightings.samples);
        let target = self.option_name(placement.target.as_ref());
        self.out
            .entry(words.say("Verankerung", "Placement"), &target);
        self.out.entry(
            "",
            &same(
                &words,
                ("Die Zielverankerung", "The target"),
                &placement.same_target,
                samples,
            ),
        );
        let none = (
            "Kein einzelnes Gewicht ergibt ein anderes Ziel, so weit man es auch ändert.",
            "No single weight gives another target, however far it is changed.",
        );
        self.option_flip(placement.target_flip.as_ref(), none);
        let Some(entry) = &placement.entry else {
            return;
        };
        let entry = self.option_name(Some(entry));
        self.out.entry(words.say("Einstieg", "Entry"), &entry);
        self.out.entry(
            "",
            &same(
                &words,
                ("Der Einstieg", "The entry"),
                &placement.same_entry,
                samples,
            ),
        );
        let none = (
            "Kein einzelnes Gewicht ergibt einen anderen Einstieg, so weit man es auch ändert.",
            "No single weight gives another entry, however far it is changed.",
        );
        self.option_flip(placement.entry_flip.as_ref(), none);
    }

    fn dimensions(&mut self, index: &RobustIndex) {
        let words = self.words;
        let title = match words.lang {
            Lang::De => format!(
                "{}: jedes Gewicht für sich",
                words.get(&format!("index.{}", index.id))
            ),
            Lang::En => format!(
                "{}: each weight alone",
                words.get(&format!("index.{}", index.id))
            ),
        };
        self.out.heading(&title);
        let told = each_weight(&words, index, self.run.weightings.band);
        let head = told.head.iter().map(|(title, align)| (&**title, *align));
        let head: Vec<(&str, Align)> = head.collect();
        self.out.block(&table(&head, &told.rows));
    }

    fn options(&mut self, placement: &RobustPlacement) {
        let words = self.words;
        self.out.heading(words.say(
            "Verankerung: Anteile der Gewichtungen",
            "Placement: shares of the weightings",
        ));
        let head = [
            (words.say("Option", "Option"), Align::Left),
            (words.say("Eignung als Ziel", "Fit as target"), Align::Right),
            (words.say("Ziel", "Target"), Align::Right),
            (words.say("Rang 2", "Rank 2"), Align::Right),
            (words.say("Rang 3", "Rank 3"), Align::Right),
            (words.say("Einstieg", "Entry"), Align::Right),
        ];
        let rank = |ranks: &[f64], rank: usize| {
            ranks
                .get(rank)
                .map_or_else(|| "–".to_owned(), |share| percent_cell(&words, *share))
        };
        let open = placement.options.iter().filter(|one| !one.excluded);
        let rows: Vec<Vec<String>> = open
            .map(|one| {
                vec![
                    self.option_name(Some(&one.id)),
                    one.target_fit
                        .map_or_else(|| "–".to_owned(), |weights| span(&words, weights)),
                    percent_cell(&words, one.target.percent),
                    rank(&one.ranks, 1),
                    rank(&one.ranks, 2),
                    percent_cell(&words, one.entry.percent),
                ]
            })
            .collect();
        self.out.block(&table(&head, &rows));
    }

    fn tornado(&mut self, whole: &RobustOrganisation, tornado: &[Swing]) {
        let words = self.words;
        self.out.heading(words.say(
            "Was eine einzelne Angabe bewegen kann, alle anderen wie heute",
            "What a single answer can move, all others as they are",
        ));
        let head = [
            (words.say("Angabe", "Field"), Align::Left),
            (words.say("heute", "today"), Align::Left),
            (words.say("Punkte", "Points"), Align::Right),
            (words.say("kann ändern", "can change"), Align::Left),
        ];
        let value = |field: &Id, value: &Option<Value>| match value {
            Some(value) => printable(&words.value(field, value)),
            None => words.say("keine Angabe", "unknown").to_owned(),
        };
        let rows: Vec<Vec<String>> = tornado
            .iter()
            .take(NAMED)
            .map(|one| {
                vec![
                    words.get(&format!("field.{}", one.field)),
                    value(&one.field, &one.value),
                    span(&words, one.index),
                    self.moves(whole, &one.verdicts),
                ]
            })
            .collect();
        self.out.block(&table(&head, &rows));
    }

    /// Other levels that an answer can give, and whether the placement can be another one.
    fn moves(&self, one: &RobustOrganisation, verdicts: &[Verdict]) -> String {
        let words = self.words;
        let own = one.level.id.as_ref();
        let others = verdicts.iter().map(|verdict| verdict.level.as_ref());
        let mut moves: Vec<&str> = others
            .filter(|level| *level != own)
            .map(|level| level.map_or("–", |level| level))
            .collect();
        moves.sort_unstable();
        moves.dedup();
        let placement = one.placement.as_ref();
        let target = placement.and_then(|placement| placement.target.as_ref());
        let entry = placement.and_then(|placement| placement.entry.as_ref());
        if verdicts.iter().any(|one| one.target.as_ref() != target) {
            moves.push(words.say("Ziel", "target"));
        }
        if verdicts.iter().any(|one| one.entry.as_ref() != entry) {
            moves.push(words.say("Einstieg", "entry"));
        }
        moves.join(", ")
    }

    fn several(&mut self, all: &[RobustOrganisation]) {
        let words = self.words;
        let head = [
            (words.say("Gruppe", "Tier"), Align::Right),
            (words.say("Rang", "Rank"), Align::Right),
            (words.say("von–bis", "from–to"), Align::Right),
            (words.say("Organisation", "Organisation"), Align::Left),
            (words.say("Stufe", "Level"), Align::Left),
            (words.say("gleich", "same"), Align::Right),
            (words.say("Ziel", "Target"), Align::Left),
            (words.say("gleich", "same"), Align::Right),
            (words.say("Punkte", "Points"), Align::Right),
        ];
        let mut ordered: Vec<&RobustOrganisation> = all.iter().collect();
        ordered.sort_by_key(|one| one.rank.as_ref().map_or(usize::MAX, |rank| rank.rank));
        let dash = || "–".to_owned();
        let rows: Vec<Vec<String>> = ordered
            .into_iter()
            .map(|one| {
                let rank = one.rank.as_ref();
                let placement = one.placement.as_ref();
                let target = placement.and_then(|placement| placement.target.as_ref());
                let weights = one.index(&self.run.index).and_then(|index| index.weights);
                vec![
                    rank.map_or_else(dash, |rank| rank.tier.to_string()),
                    rank.map_or_else(dash, |rank| rank.rank.to_string()),
                    rank.map_or_else(dash, |rank| format!("{}–{}", rank.best, rank.worst)),
                    printable(&one.name),
                    one.level.id.as_deref().unwrap_or("–").to_owned(),
                    percent_cell(&words, one.level.same.percent),
                    target.map_or_else(dash, |target| words.get(&format!("option.{target}"))),
                    placement.map_or_else(dash, |placement| {
                        percent_cell(&words, placement.same_target.percent)
                    }),
                    weights.map_or_else(dash, |weights| span(&words, weights)),
                ]
            })
            .collect();
        self.out.block(&table(&head, &rows));
        self.out.line("");
        let text = words.say(
            "Organisationen einer Gruppe lassen sich nicht unterscheiden: Die erste liegt vor keiner anderen in mindestens 95 % der Gewichtungen. Offene Angaben sind dabei nicht berücksichtigt. „gleich“: Anteil der Gewichtungen mit derselben Stufe oder demselben Ziel.",
            "Organisations of a tier cannot be told apart: the first is ahead of none of them in at least 95 % of the weightings. Open answers are not considered in this. “same”: share of weightings with the same level or target.",
        );
        wrapped(text, WIDTH)
            .iter()
            .for_each(|line| self.out.line(line));
    }

    fn assumptions(&mut self) {
        self.out.heading(self.words.say("Annahmen", "Assumptions"));
        for text in assumptions(&self.run.weightings) {
            for (number, line) in wrapped(text.get(self.words.lang), WIDTH - 4)
                .iter()
                .enumerate()
            {
                let indent = if number == 0 { "  · " } else { "    " };
                self.out.line(&format!("{indent}{line}"));
            }
        }
    }
}
