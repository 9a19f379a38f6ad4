//! The one organisation that a verb is about.

use super::judge::unjudged;
use crate::error::{Error, Faults, Kind, nearest};
use crate::input::Intake;
use crate::model::{Lang, Organisation};
use crate::pack::Pack;
use crate::report;

/// Takes the organisation of this id out of what was read.
///
/// # Errors
/// Why there is none: its record was refused, or it was never there.
pub(super) fn chosen(
    pack: &Pack,
    intake: &mut Intake,
    id: &str,
    lang: Lang,
) -> Result<Organisation, Faults> {
    let all = std::mem::take(&mut intake.organisations);
    let near = nearest(id, all.iter().map(|one| &*one.id)).map(str::to_owned);
    match all.into_iter().find(|one| *one.id == *id) {
        Some(found) => Ok(found),
        None => Err(vec![missing(pack, intake, id, near, lang)]),
    }
}

fn missing(pack: &Pack, intake: &mut Intake, id: &str, near: Option<String>, lang: Lang) -> Error {
    let document = unjudged(pack, std::mem::take(intake));
    let mut refused = document.rejected.iter();
    if let Some(refused) = refused.find(|one| one.id.as_deref() == Some(id)) {
        let why = report::rejected_line(&document, refused, lang);
        return Error::new(Kind::Usage, format!("the record `{id}` was refused: {why}"));
    }
    unknown(id, near.as_deref())
}

/// That no record has this id, and which one may be meant.
pub(super) fn unknown(id: &str, near: Option<&str>) -> Error {
    let detail = format!("there is no organisation `{id}` in these files");
    let error = Error::new(Kind::Usage, detail);
    match near {
        Some(near) => error.help(format!("did you mean `{near}`")),
        None => error.help("`kamready check` names what was read"),
    }
}
