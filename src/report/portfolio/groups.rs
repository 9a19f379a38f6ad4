//! One row for each customer group.

use super::{Section, Teller, columns, tenth};
use crate::model::printable;
use crate::model::{AbcClass, CustomerGroup};

impl Teller<'_> {
    pub(super) fn groups(&self) -> Section {
        let labels = self.labels;
        Section {
            title: labels.groups.to_owned(),
            sentences: self.reading(),
            columns: columns(&[
                (labels.group, false),
                (labels.share, true),
                (labels.share_of_wallet, true),
                ("DB II %", true),
                ("ABC", false),
                ("A", true),
                ("P", true),
                ("K", true),
                (labels.quadrant, false),
                (labels.status, false),
                (labels.hours, true),
            ]),
            rows: self
                .portfolio
                .groups
                .iter()
                .map(|group| self.row(group))
                .collect(),
            ..Section::default()
        }
    }

    fn reading(&self) -> Vec<String> {
        let open = (!self.portfolio.is_complete()).then_some(self.labels.reading_open);
        let all = std::iter::once(self.labels.reading).chain(open);
        all.map(str::to_owned).collect()
    }

    fn row(&self, group: &CustomerGroup) -> Vec<String> {
        let abc = group.abc_db2.map_or("–", AbcClass::name);
        vec![
            printable(&group.key),
            self.tenth(group.share),
            group
                .share_of_wallet
                .map_or_else(|| "–".to_owned(), |share| self.whole(share)),
            tenth(group.db2_pct, self.lang),
            format!("{}/{abc}", group.abc_revenue.name()),
            tenth(group.attractiveness.score, self.lang),
            tenth(group.position.score, self.lang),
            tenth(group.k, self.lang),
            self.quadrant(group),
            self.status(group),
            self.whole(group.hours),
        ]
    }

    pub(super) fn quadrant(&self, group: &CustomerGroup) -> String {
        let Some(quadrant) = group.quadrant else {
            return "–".to_owned();
        };
        let name = self
            .words
            .get(&format!("accounts.quadrant.{}", quadrant.name()));
        match (group.grey.attractiveness, group.grey.position) {
            (false, false) => name,
            (true, false) => format!("{name} ({} A)", self.labels.grey),
            (false, true) => format!("{name} ({} P)", self.labels.grey),
            (true, true) => format!("{name} ({} A, P)", self.labels.grey),
        }
    }

    pub(super) fn status(&self, group: &CustomerGroup) -> String {
        let mut name = self
            .words
            .get(&format!("accounts.status.{}", group.status.name()));
        let marks = [
            (group.is_override(), self.labels.lifted),
            (group.cut, self.labels.cut),
            (group.borderline, self.labels.borderline),
        ];
        let mut notes: Vec<&str> = Vec::new();
        if group.strategic_exception.is_none() {
            notes.extend(group.binding.iter().map(|gate| &**gate));
        }
        notes.extend(
            marks
                .iter()
                .filter(|(holds, _)| *holds)
                .map(|(_, note)| *note),
        );
        if !notes.is_empty() {
            name.push_str(&format!(" ({})", notes.join(", ")));
        }
        name
    }
}
