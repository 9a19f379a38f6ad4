//! The people on a page: one line each; the levels stand in the Markdown report.

use super::Page;
use crate::model::{Assessment, PersonResult, printable};
use crate::report::staff::{bar_of_index, index, remarks, replaced, role};
use crate::report::table::{Align, table};

impl Page<'_> {
    pub(super) fn staff(&mut self, assessment: &Assessment) {
        let Some(staff) = &assessment.staff else {
            return;
        };
        let words = self.words;
        self.out.heading(words.say("Personen", "People"));
        let label = words.say("  Lückenindex", "  Gap index");
        self.out.entry(label, &index(&words, staff));
        for difference in &staff.differences {
            self.out.entry("", &replaced(&words, difference));
        }
        for warning in &staff.warnings {
            self.out.entry("", &words.reason(warning, |_| None));
        }
        let head = [
            (words.say("Person", "Person"), Align::Left),
            (words.say("Rolle", "Role"), Align::Left),
            (words.say("Index", "Index"), Align::Right),
            (
                words.say("vorhanden/fehlt", "available/lacking"),
                Align::Left,
            ),
            (words.say("verfehlt", "missed"), Align::Left),
        ];
        let rows: Vec<Vec<String>> = staff.persons.iter().map(|one| self.person(one)).collect();
        self.out.line("");
        self.out.block(&table(&head, &rows));
        self.out.line("");
        for one in &staff.persons {
            let remarks = remarks(&words, one);
            if !remarks.is_empty() {
                let name = format!("{}, {}", printable(&one.id), role(&words, one));
                self.out.point(&format!("{name}: {}", remarks.join("; ")));
            }
        }
        self.out.point(&words.get("staff.note"));
    }

    fn person(&self, one: &PersonResult) -> Vec<String> {
        let index = one.index.map(|index| self.tenth(index));
        vec![
            printable(&one.id),
            role(&self.words, one),
            index.unwrap_or_else(|| "–".to_owned()),
            one.index.map_or_else(String::new, bar_of_index),
            one.musts_missed.join(", "),
        ]
    }
}
