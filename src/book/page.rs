//! Pages of the rule book: a rule, a field, an option.

use super::measure::measure_lines;
use super::{example, shares, told, word};
use crate::model::{Field, Lang, Text, number};
use crate::pack::{
    AccountRule, Competency, FactorRule, GateRule, Pack, Param, ParamValue, PlacementOption, Role,
    Rule, ScoreRule, Shape,
};

/// One rule in words: what is asked, how it scores, why, where from.
pub(super) fn page(pack: &Pack, rule: &Rule, lang: Lang) -> String {
    let key = rule.key();
    let mut text = format!("### {} (`{}`)\n\n", title(pack, rule, lang), rule.id);
    text.push_str(&match &rule.role {
        Role::Score(score) => score_lines(pack, rule, score, lang),
        Role::Gate(gate) => gate_lines(gate, lang),
        Role::Factor(factor) => factor_lines(pack, rule, factor, lang),
        Role::Exclusion(_) | Role::Entry | Role::Modifier(_) | Role::Flag | Role::Goal => {
            let names = rule.texts.keys();
            let sentences = names.map(|name| pack.say(&format!("{key}.{name}"), lang));
            sentences
                .map(|sentence| format!("- {sentence}\n"))
                .collect()
        }
        Role::Account(AccountRule::Criterion(criterion)) => format!(
            "- {}: {}\n",
            word(lang, "Gewicht auf der Achse", "Weight on the axis"),
            number::short(criterion.weight, 2, lang)
        ),
        Role::Measure(measure) => measure_lines(pack, rule, measure, lang),
        Role::Option | Role::Account(AccountRule::Gate) => String::new(),
    });
    text.push_str(&told::lines(pack, rule, lang));
    for param in &rule.params {
        text.push_str(&param_line(pack, rule, param, lang));
    }
    text.push_str(&format!(
        "- {}: {} ({})\n",
        word(lang, "Warum", "Why"),
        pack.say(&format!("{key}.why"), lang),
        source(pack, rule, lang)
    ));
    text.push_str(&example::lines(pack, rule, lang));
    text.push_str(&examples(rule, lang));
    text
}

/// The title of a rule as an overlay left it.
pub(super) fn title<'p>(pack: &'p Pack, rule: &Rule, lang: Lang) -> &'p str {
    pack.say(&format!("{}.title", rule.key()), lang)
}

fn score_lines(pack: &Pack, rule: &Rule, score: &ScoreRule, lang: Lang) -> String {
    let mut text = String::new();
    if pack.fields.get(&rule.id).is_some() {
        let question = pack.say(&format!("field.{}.question", rule.id), lang);
        text.push_str(&format!("{question}\n\n"));
    }
    let label = word(lang, "Gewicht in der Dimension", "Weight in the dimension");
    text.push_str(&format!(
        "- {label}: {}; {}\n",
        number::short(score.weight, 2, lang),
        shares::of_rule(pack, score, lang)
    ));
    for (name, de, en) in [
        ("good", "Gut", "Good"),
        ("poor", "Schlecht", "Poor"),
        ("advice", "Empfehlung", "Advice"),
    ] {
        let sentence = pack.say(&format!("{}.{name}", rule.key()), lang);
        text.push_str(&format!("- {}: {sentence}\n", word(lang, de, en)));
    }
    text
}

fn gate_lines(gate: &GateRule, lang: Lang) -> String {
    let caps = word(lang, "Stufe höchstens", "Level at most");
    let mut text = format!("- {caps}: {}\n", gate.caps);
    if let Some(level) = &gate.unverified {
        let label = word(lang, "Ungeprüft höchstens", "Unverified at most");
        text.push_str(&format!("- {label}: {level}\n"));
    }
    text
}

fn factor_lines(pack: &Pack, rule: &Rule, factor: &FactorRule, lang: Lang) -> String {
    let label = |bucket: &str| pack.say(&format!("value.factors.{}.{bucket}", rule.id), lang);
    let buckets: Vec<&str> = factor.buckets.iter().map(|(id, _)| label(id)).collect();
    let title = word(lang, "Ausprägungen", "Buckets");
    format!("- {title}: {}\n", buckets.join(" · "))
}

/// How sure the rule is, and the keys of its sources, as code.
fn source(pack: &Pack, rule: &Rule, lang: Lang) -> String {
    let sentence = pack.say(&format!("{}.source", rule.key()), lang);
    match sentence.split_once(": ") {
        None => sentence.to_owned(),
        Some((sure, keys)) => {
            let keys: Vec<String> = keys.split(", ").map(|key| format!("`{key}`")).collect();
            format!("{sure}: {}", keys.join(", "))
        }
    }
}

pub(super) fn param_line(pack: &Pack, rule: &Rule, param: &Param, lang: Lang) -> String {
    let short = |value: f64| number::short(value, 4, lang);
    let value = match &param.value {
        ParamValue::Number(value) => short(*value),
        ParamValue::Knots(knots) => knots
            .iter()
            .map(|(x, y)| format!("{} → {}", short(*x), short(*y)))
            .collect::<Vec<_>>()
            .join(" · "),
        ParamValue::Table(table) => table
            .iter()
            .map(|(key, value)| format!("{} → {}", choice(pack, rule, key, lang), short(*value)))
            .collect::<Vec<_>>()
            .join(" · "),
    };
    format!("- `{}` ({}): {value}\n", param.name, param.unit)
}

/// A word of a table as its field or factor calls it.
pub(super) fn choice(pack: &Pack, rule: &Rule, key: &str, lang: Lang) -> String {
    let label = pack.say(&format!("value.{}.{key}", rule.id), lang);
    match label {
        "" => key.to_owned(),
        label => label.to_owned(),
    }
}

/// How many cases the rule keeps.
fn examples(rule: &Rule, lang: Lang) -> String {
    let count = match &rule.cases.value {
        Shape::List(cases) => cases.len(),
        _ => 0,
    };
    format!(
        "- {}: {count}\n",
        word(lang, "Geprüfte Fälle", "Tested cases")
    )
}

pub(super) fn field_page(pack: &Pack, field: &Field, lang: Lang) -> String {
    let id = &field.id;
    let mut text = format!(
        "# {} (`{id}`)\n\n{}\n",
        pack.say(&format!("field.{id}"), lang),
        pack.say(&format!("field.{id}.question"), lang)
    );
    let allowed = field.allowed();
    text.push_str(&format!(
        "\n- {}: {}\n",
        field.kind.name(),
        allowed.as_word().unwrap_or_default()
    ));
    for choice in &field.choices {
        let anchor = choice
            .anchor
            .as_ref()
            .map_or_else(String::new, |anchor: &Text| {
                format!(": {}", anchor.get(lang))
            });
        let label = pack.say(&format!("value.{id}.{}", choice.id), lang);
        text.push_str(&format!("  - `{}` {label}{anchor}\n", choice.id));
    }
    text
}

/// The options of the placement, with what speaks for and against each in general.
pub(super) fn options(pack: &Pack, lang: Lang) -> String {
    let Some(placement) = &pack.placement else {
        return String::new();
    };
    let title = word(
        lang,
        "Möglichkeiten der Verankerung",
        "Options of the placement",
    );
    let pages = placement.options.iter().map(|one| option(pack, one, lang));
    format!("\n## {title}\n{}", pages.collect::<String>())
}

pub(super) fn option(pack: &Pack, one: &PlacementOption, lang: Lang) -> String {
    let say = |name: &str| pack.say(&format!("option.{}{name}", one.id), lang);
    let mut text = format!(
        "\n### {} (`{}`)\n\n{}\n\n",
        say(""),
        one.id,
        say(".meaning")
    );
    let pros = (1..=one.pros.len()).map(|number| ("Vorteil", "Pro", format!(".pro.{number}")));
    let cons = (1..=one.cons.len()).map(|number| ("Nachteil", "Con", format!(".con.{number}")));
    for (de, en, name) in pros.chain(cons) {
        text.push_str(&format!("- {}: {}\n", word(lang, de, en), say(&name)));
    }
    text.push_str(&format!("\n```text\n{}\n```\n", say(".tree").trim_end()));
    text
}

/// A competency: what each level looks like, and what the roles need before the situation changes it.
pub(super) fn competency(pack: &Pack, one: &Competency, lang: Lang) -> String {
    let say = |name: &str| pack.say(&format!("competency.{}{name}", one.key), lang);
    let mut text = format!("# {} {} (`{}`)\n\n", one.number, say(""), one.key);
    for level in 1..=one.levels.len() {
        let scale = pack.say(&format!("scale.{level}"), lang);
        text.push_str(&format!(
            "- {level} {scale}: {}\n",
            say(&format!(".{level}"))
        ));
    }
    text.push('\n');
    let targets = pack.competencies.iter().flat_map(|data| &data.targets);
    for target in targets.filter(|target| target.competency == one.number) {
        let role = pack.say(&format!("role.{}", target.role), lang);
        let (level, criticality) = (target.level, target.criticality);
        let words = (
            word(lang, "Stufe", "level"),
            word(lang, "Gewicht", "criticality"),
        );
        text.push_str(&format!(
            "- {role}: {} {level}, {} {criticality}\n",
            words.0, words.1
        ));
    }
    text
}
