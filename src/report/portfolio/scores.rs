//! How the scores of one group come about.

use super::super::portfolio_words::PortfolioWords;
use super::super::words::Words;
use super::{Section, columns, tenth};
use crate::model::printable;
use crate::model::{AxisScore, Catalogue, CustomerGroup, Lang, Points, number};

/// How the scores of one group come about, in parts that add up to the scores as printed.
pub fn group_section(group: &CustomerGroup, texts: &Catalogue, lang: Lang) -> Section {
    let words = Words::of(texts, lang);
    let labels = PortfolioWords::of(lang);
    let axes = [
        (labels.attractiveness, &group.attractiveness),
        (labels.position, &group.position),
        (labels.value, &group.value),
    ];
    let mut rows = Vec::new();
    for (name, axis) in axes {
        rows.extend(axis_rows(axis, words));
        let score = axis.score.map(|_| parts(axis).iter().sum());
        rows.push(vec![
            name.to_owned(),
            String::new(),
            String::new(),
            tenth(score, lang),
        ]);
    }
    rows.push(vec![
        labels.k.to_owned(),
        String::new(),
        String::new(),
        tenth(group.k, lang),
    ]);
    Section {
        title: printable(&group.key),
        columns: columns(&[
            (labels.criterion, false),
            (labels.points, true),
            (labels.weight, true),
            (labels.part, true),
        ]),
        rows,
        ..Section::default()
    }
}

fn axis_rows(axis: &AxisScore, words: Words<'_>) -> Vec<Vec<String>> {
    let scored = axis.parts().zip(parts(axis));
    scored
        .map(|((criterion, points), part)| {
            let points = known(points);
            vec![
                format!(
                    "  {}",
                    words.get(&format!("account.{}.title", criterion.id))
                ),
                tenth(points, words.lang),
                number::short(criterion.weight, 2, words.lang),
                tenth(points.map(|_| part), words.lang),
            ]
        })
        .collect()
}

/// What each criterion gives to its axis, in tenths that add up to the score.
fn parts(axis: &AxisScore) -> Vec<f64> {
    let weighed = || {
        axis.parts()
            .map(|(criterion, points)| (criterion.weight, known(points)))
    };
    let base: f64 = weighed()
        .filter(|(_, points)| points.is_some())
        .map(|(weight, _)| weight)
        .sum();
    let exact: Vec<f64> = weighed()
        .map(|(weight, points)| points.map_or(0.0, |points| weight * points / base))
        .collect();
    number::adding_up(&exact, 1)
}

fn known(points: Points) -> Option<f64> {
    match points {
        Points::Scored(points) => Some(points),
        _ => None,
    }
}
