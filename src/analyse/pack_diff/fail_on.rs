//! What makes a comparison of packs end with 1.

use super::PackDiff;
use crate::model::Lang;
use crate::model::number::short;

/// A condition of `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FailOn {
    /// More than this share of the organisations, in percent, has another level, target or entry, or is refused now.
    Moved(f64),
    /// An index of some organisation changed by more than so many points, or it came or went.
    Score(f64),
    /// A change can break a user.
    Breaking,
}

impl FailOn {
    /// # Errors
    /// What conditions there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| {
            let number = text.parse::<f64>().ok();
            let number = number.filter(|number| (0.0..=100.0).contains(number));
            number.ok_or_else(|| format!("`{text}` is no number from 0 to 100"))
        };
        match text.split_once(':') {
            None if text == "breaking" => Ok(Self::Breaking),
            Some(("moved", share)) => match share.strip_suffix('%') {
                Some(share) => number(share.trim_end()).map(Self::Moved),
                None => Err(format!("`{share}` needs a percent sign, as in moved:2%")),
            },
            Some(("score", points)) => number(points).map(Self::Score),
            _ => Err(format!(
                "`{text}` is no condition; conditions are moved:2%, score:1.5, breaking"
            )),
        }
    }

    pub fn needs_portfolio(self) -> bool {
        !matches!(self, Self::Breaking)
    }

    /// What was found, where the condition holds.
    pub fn hit(self, diff: &PackDiff, lang: Lang) -> Option<String> {
        let portfolio = diff.portfolio.as_ref();
        match self {
            Self::Moved(limit) => {
                let share = portfolio?.moved_percent();
                let told = |value: f64| short(value, 2, lang);
                (share > limit).then(|| match lang {
                    Lang::De => format!(
                        "moved:{limit}%: {} % sind gewandert, höchstens {} % sind erlaubt",
                        told(share),
                        told(limit)
                    ),
                    Lang::En => format!(
                        "moved:{limit}%: {} % moved, {} % are allowed at most",
                        told(share),
                        told(limit)
                    ),
                })
            }
            Self::Score(limit) => {
                let far = portfolio?
                    .organisations
                    .iter()
                    .filter(|one| one.largest() > limit)
                    .count();
                (far > 0).then(|| match lang {
                    Lang::De => format!(
                        "score:{limit}: bei {far} ändert sich ein Index um mehr als {} Punkte",
                        short(limit, 2, lang)
                    ),
                    Lang::En => format!(
                        "score:{limit}: an index of {far} changes by more than {} points",
                        short(limit, 2, lang)
                    ),
                })
            }
            Self::Breaking => {
                let breaking = diff
                    .changes
                    .iter()
                    .filter(|one| one.breaks.is_some())
                    .count();
                (breaking > 0).then(|| match lang {
                    Lang::De => format!("breaking: {breaking} Änderungen können Nutzer treffen"),
                    Lang::En => format!("breaking: {breaking} changes can break a user"),
                })
            }
        }
    }
}
