//! The mission of an organisation: `mission.md` as a text, or `mission` in its record as fields or a text
//! (domain 7.1).

use std::collections::BTreeMap;

use crate::error::{Place, nearest};
use crate::input::Source;
use crate::input::json::{Reader, short};
use crate::model::json::Entries;
use crate::model::{Id, Reason, Rejected, StatedMission};

/// Key of the text beside the elements.
const TEXT: &str = "text";

/// The missions so far, by organisation.
pub(super) struct Missions<'a> {
    /// The ids of the elements.
    elements: &'a [Id],
    organisations: &'a [Id],
    pub(super) found: Vec<Option<StatedMission>>,
    pub(super) refused: usize,
    pub(super) rejected: Vec<Rejected>,
}

impl<'a> Missions<'a> {
    pub(super) fn new(elements: &'a [Id], organisations: &'a [Id]) -> Self {
        Self {
            elements,
            organisations,
            found: vec![None; organisations.len()],
            refused: 0,
            rejected: Vec::new(),
        }
    }

    pub(super) fn open(&mut self) {
        self.refused = 0;
    }

    fn refuse(&mut self, place: Place, id: Option<&str>, value: Option<String>, reason: Reason) {
        self.refused += 1;
        self.rejected.push(Rejected {
            place,
            id: id.map(Id::from),
            value,
            reason,
        });
    }

    /// Gives an organisation its mission; the later one is refused.
    fn give(&mut self, id: &str, mission: StatedMission) {
        let owner = self.organisations.iter().position(|one| **one == *id);
        match owner.and_then(|owner| self.found.get_mut(owner)) {
            None => self.refuse(
                mission.place,
                Some(id),
                None,
                Reason::new("reject.unknown_org"),
            ),
            Some(Some(first)) => {
                let first = first.place.to_string();
                let reason = Reason::new("reject.second_mission").with("first", first.as_str());
                self.refuse(mission.place, Some(id), None, reason);
            }
            Some(place) => *place = Some(mission),
        }
    }
}

/// A file of free text; it belongs to the only organisation.
pub(super) fn of_text(missions: &mut Missions<'_>, source: &Source) {
    let place = Place::file(&*source.name);
    let owner = match missions.organisations {
        [only] => only.clone(),
        _ => {
            missions.refuse(place, None, None, Reason::new("reject.mission_owner"));
            return;
        }
    };
    let Ok(text) = std::str::from_utf8(&source.bytes) else {
        missions.refuse(place, Some(&owner), None, Reason::new("reject.encoding"));
        return;
    };
    let text = text.trim_start_matches('\u{feff}');
    let mission = StatedMission {
        elements: None,
        text: Some(text.into()),
        place,
    };
    missions.give(&owner, mission);
}

/// The key `mission` of a record: a text, or an object of elements, `text` among them.
pub(super) fn of_json(missions: &mut Missions<'_>, reader: &Reader<'_>, id: &str, raw: &str) {
    let place = reader.place(raw).of_field("mission");
    if let Ok(text) = serde_json::from_str::<String>(raw) {
        let mission = StatedMission {
            elements: None,
            text: Some(text.as_str().into()),
            place,
        };
        missions.give(id, mission);
        return;
    }
    let Ok(entries) = serde_json::from_str::<Entries<'_>>(raw) else {
        let reason = Reason::new("reject.not_mission");
        missions.refuse(place, Some(id), Some(short(raw)), reason);
        return;
    };
    let mut faults = Vec::new();
    let mission = elements(missions.elements, reader, &entries, place, &mut faults);
    if faults.is_empty() {
        missions.give(id, mission);
    }
    for (place, value, reason) in faults {
        missions.refuse(place, Some(id), Some(value), reason);
    }
}

fn elements(
    known: &[Id],
    reader: &Reader<'_>,
    entries: &Entries<'_>,
    place: Place,
    faults: &mut Vec<(Place, String, Reason)>,
) -> StatedMission {
    let mut mission = StatedMission {
        place,
        ..StatedMission::default()
    };
    let mut elements: BTreeMap<Id, Id> = BTreeMap::new();
    let mut seen: Vec<&str> = Vec::new();
    for (key, raw) in &entries.0 {
        let mut refuse = |reason: Reason| {
            let place = reader.place(raw.get()).of_field(key.as_str());
            faults.push((place, short(raw.get()), reason));
        };
        let text = serde_json::from_str::<Option<String>>(raw.get());
        let element = known.iter().find(|id| ***id == *key.as_str());
        match (element, text) {
            _ if seen.contains(&key.as_str()) => refuse(Reason::new("reject.double_key")),
            (None, _) if key != TEXT => {
                let near = nearest(key, known.iter().map(|id| &**id));
                let near = near.map_or_else(String::new, |near| format!(" (`{near}`?)"));
                refuse(Reason::new("reject.unknown_field").with("near", near.as_str()));
            }
            (_, Err(_)) => refuse(Reason::new("reject.not_text").with("allowed", "\"…\"")),
            (None, Ok(text)) => mission.text = text.map(Id::from),
            (Some(id), Ok(text)) => {
                elements.extend(text.map(|text| (id.clone(), Id::from(text))));
            }
        }
        seen.push(key);
    }
    // A text alone gives no elements; an object of nothing but empty elements has none of them.
    let text_only = mission.text.is_some() && seen == [TEXT];
    mission.elements = (!text_only).then_some(elements);
    mission
}
