//! People and how they were rated, as a list of staff says it (domain 5.6).

use std::collections::{BTreeMap, BTreeSet};

use super::Id;
use crate::error::Place;

/// What makes a role a candidate's.
pub const CANDIDATE: &str = "candidate_for_";

/// The words that a list of staff may use, from the pack.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StaffForm {
    /// A name and the role that it means; the roles themselves come first, then aliases.
    pub roles: Vec<(Id, Id)>,
    /// Numbers and keys of the competencies.
    pub competencies: Vec<(Id, Id)>,
}

impl StaffForm {
    /// The role behind a word, and whether a candidate for it is meant.
    pub fn role(&self, word: &str) -> Option<(Id, bool)> {
        let name = word.strip_prefix(CANDIDATE);
        let wanted = name.unwrap_or(word);
        let found = self.roles.iter().find(|(known, _)| **known == *wanted);
        found.map(|(_, role)| (role.clone(), name.is_some()))
    }

    /// The number of a competency that is named by its number or its key.
    pub fn competency(&self, word: &str) -> Option<Id> {
        let found = self
            .competencies
            .iter()
            .find(|(number, key)| **number == *word || **key == *word);
        found.map(|(number, _)| number.clone())
    }
}

/// One person's rating in one competency of one role. Levels are 1 to 5; a missing one was not given.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The number, `C03`.
    pub competency: Id,
    pub own: Option<f64>,
    pub manager: Option<f64>,
    pub evidence: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    pub place: Place,
}

/// A person in a role, or a candidate for it, with the rating that counts for each competency.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub person: Id,
    pub role: Id,
    pub candidate: bool,
    /// Share of a full position, 0 to 1.
    pub fte: f64,
    pub ratings: Vec<Rating>,
}

/// The people of an organisation, in the order in which they first appear.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Staff {
    pub members: Vec<Member>,
}

impl Staff {
    /// The persons, each once, in the order in which they first appear.
    pub fn persons(&self) -> Vec<&Id> {
        let mut seen = BTreeSet::new();
        let persons = self.members.iter().map(|member| &member.person);
        persons.filter(|person| seen.insert(*person)).collect()
    }
}

/// The people so far, while rows are added.
#[derive(Debug, Clone, Default)]
pub struct StaffBuilder {
    staff: Staff,
    places: BTreeMap<(Id, Id, bool), usize>,
}

impl StaffBuilder {
    /// Adds a row: a person's share is that of the first row, a rating that of the latest date; on equal dates
    /// the later row counts, and no date is the oldest.
    pub fn add(&mut self, member: Member) {
        let key = (member.person.clone(), member.role.clone(), member.candidate);
        let next = self.staff.members.len();
        let place = *self.places.entry(key).or_insert(next);
        match self.staff.members.get_mut(place) {
            None => self.staff.members.push(member),
            Some(known) => member
                .ratings
                .into_iter()
                .for_each(|rating| known.rate(rating)),
        }
    }

    pub fn finish(self) -> Staff {
        self.staff
    }
}

impl Member {
    pub fn rating(&self, competency: &str) -> Option<&Rating> {
        self.ratings
            .iter()
            .find(|rating| *rating.competency == *competency)
    }

    fn rate(&mut self, rating: Rating) {
        let same = |one: &&mut Rating| one.competency == rating.competency;
        match self.ratings.iter_mut().find(same) {
            None => self.ratings.push(rating),
            Some(known) if known.date <= rating.date => *known = rating,
            Some(_) => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "ratings are kept as they are")]
mod tests {
    use super::*;

    fn row(date: Option<&str>, manager: f64, fte: f64) -> Member {
        Member {
            person: "P01".into(),
            role: "team".into(),
            candidate: false,
            fte,
            ratings: vec![Rating {
                competency: "C03".into(),
                own: None,
                manager: Some(manager),
                evidence: None,
                date: date.map(str::to_owned),
                place: Place::default(),
            }],
        }
    }

    fn counting(rows: &[Member]) -> (Option<f64>, f64) {
        let mut builder = StaffBuilder::default();
        rows.iter().for_each(|row| builder.add(row.clone()));
        let staff = builder.finish();
        let [only] = staff.members.as_slice() else {
            panic!("one person")
        };
        (only.rating("C03").unwrap().manager, only.fte)
    }

    #[test]
    fn the_latest_date_counts_wherever_it_stands() {
        let (old, new) = (Some("2025-12-31"), Some("2026-01-01"));
        assert_eq!(
            counting(&[row(new, 4.0, 1.0), row(old, 2.0, 1.0)]).0,
            Some(4.0)
        );
        assert_eq!(
            counting(&[row(old, 2.0, 1.0), row(new, 4.0, 1.0)]).0,
            Some(4.0)
        );
    }

    #[test]
    fn on_equal_dates_the_later_row_counts_and_no_date_is_the_oldest() {
        let day = Some("2026-01-01");
        assert_eq!(
            counting(&[row(day, 4.0, 1.0), row(day, 2.0, 1.0)]).0,
            Some(2.0)
        );
        assert_eq!(
            counting(&[row(day, 4.0, 1.0), row(None, 2.0, 1.0)]).0,
            Some(4.0)
        );
        assert_eq!(
            counting(&[row(None, 4.0, 1.0), row(None, 2.0, 1.0)]).0,
            Some(2.0)
        );
    }

    #[test]
    fn the_share_of_the_first_row_holds() {
        assert_eq!(counting(&[row(None, 4.0, 0.4), row(None, 2.0, 1.0)]).1, 0.4);
    }
}
