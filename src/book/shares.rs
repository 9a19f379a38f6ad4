//! Weights as shares of the index, in percent.

use super::scores;
use crate::model::{Lang, number};
use crate::pack::{Dimension, Pack, ScoreRule};

/// `13 % of "KAM readiness"`; where every rule applies and is answered.
pub(super) fn of_dimension(pack: &Pack, dimension: &Dimension, lang: Lang) -> String {
    told(pack, dimension, 1.0, lang)
}

pub(super) fn of_rule(pack: &Pack, score: &ScoreRule, lang: Lang) -> String {
    let own = scores(pack).filter(|(_, one)| one.dimension == score.dimension);
    let all: f64 = own.map(|(_, one)| one.weight).sum();
    let dimension = pack.manifest.dimension(&score.dimension);
    dimension.map_or_else(String::new, |dimension| {
        told(pack, dimension, score.weight / all, lang)
    })
}

fn told(pack: &Pack, dimension: &Dimension, share: f64, lang: Lang) -> String {
    let dimensions = pack.manifest.dimensions.iter();
    let own = dimensions.filter(|one| one.index == dimension.index);
    let all: f64 = own.map(|one| one.weight).sum();
    let percent = number::short(100.0 * share * dimension.weight / all, 1, lang);
    let index = pack.say(&format!("index.{}", dimension.index), lang);
    match lang {
        Lang::De => format!("{percent} % von „{index}“"),
        Lang::En => format!("{percent} % of “{index}”"),
    }
}
