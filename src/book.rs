//! The rules of a pack for people: a list, a page each, a rule book.

use crate::model::{Field, Lang, Text, number};
use crate::pack::{AccountRule, Pack, Param, ParamValue, Role, Rule, ScoreRule, Shape, Sure};

/// All rules by dimension, then the gates: id, weight, title.
pub fn list(pack: &Pack, lang: Lang) -> String {
    let mut text = String::new();
    for dimension in &pack.manifest.dimensions {
        text.push_str(&format!(
            "{}  {} ({} {})\n",
            dimension.id,
            dimension.label.get(lang),
            word(lang, "Gewicht", "weight"),
            number::short(dimension.weight, 2, lang)
        ));
        for (rule, score) in scores(pack).filter(|(_, score)| score.dimension == dimension.id) {
            let weight = number::short(score.weight, 2, lang);
            text.push_str(&format!(
                "  {:<34} {weight:>4}  {}\n",
                rule.id,
                rule.title.get(lang)
            ));
        }
    }
    for (title, rules) in deciding(pack, lang) {
        text.push_str(&format!("{title}\n"));
        for rule in rules {
            let cap = match &rule.role {
                Role::Gate(gate) => &*gate.caps,
                _ => "",
            };
            text.push_str(&format!(
                "  {:<34} {cap:>4}  {}\n",
                rule.id,
                rule.title.get(lang)
            ));
        }
    }
    text
}

/// One rule, gate, field, dimension or level by its id; all that bear it.
pub fn show(pack: &Pack, id: &str, lang: Lang) -> Option<String> {
    let mut pages: Vec<String> = pack
        .all_rules()
        .filter(|rule| *rule.id == *id)
        .map(|rule| format!("{}\n{}", page(pack, rule, lang), rule.file.text))
        .collect();
    pages.extend(pack.fields.get(id).map(|field| field_page(field, lang)));
    pages.extend(pack.manifest.dimension(id).map(|dimension| {
        format!(
            "# {}\n\n{}\n",
            dimension.label.get(lang),
            dimension.why.get(lang)
        )
    }));
    let step = pack
        .manifest
        .levels
        .steps
        .iter()
        .find(|step| *step.id == *id);
    pages.extend(step.map(|step| {
        let (label, meaning, next) = (&step.label, &step.meaning, &step.next);
        format!(
            "# {} {}\n\n{}\n\n{}\n",
            step.id,
            label.get(lang),
            meaning.get(lang),
            next.get(lang)
        )
    }));
    (!pages.is_empty()).then(|| pages.join("\n"))
}

/// Where each value of a rule or dimension comes from: the base, or an overlay with its reason.
pub fn origin(pack: &Pack, id: &str, lang: Lang) -> String {
    let manifest = &pack.manifest;
    let base = format!("{} {}", manifest.id, manifest.version);
    let mut values: Vec<(String, String)> = Vec::new();
    if let Some(dimension) = manifest.dimension(id) {
        values.push((format!("weight {id}"), dimension.weight.to_string()));
    }
    for rule in pack.every_rule().filter(|rule| *rule.id == *id) {
        if let Role::Score(score) = &rule.role {
            values.push((format!("weight {id}"), score.weight.to_string()));
        }
        for param in &rule.params {
            values.push((
                format!("param {id}.{}", param.name),
                param_line(pack, rule, param, lang),
            ));
        }
        values.push((format!("rule {id}"), rule.file.shown.to_string()));
    }
    let mut text = format!("{}\n", word(lang, "Herkunft", "Origin"));
    for (what, value) in &values {
        let found = pack.overlays.iter().find_map(|overlay| {
            let change = overlay.changes.iter().find(|change| change.what == *what)?;
            Some(format!(
                "{} {}: {} ({})",
                overlay.id,
                overlay.version,
                change.reason.get(lang),
                change.from
            ))
        });
        let from = found.unwrap_or_else(|| base.clone());
        text.push_str(&format!(
            "  {what} = {}  ← {from}\n",
            value.trim_start_matches("- ").trim_end()
        ));
    }
    for overlay in &pack.overlays {
        let key = format!(".{id}");
        let more = overlay.changes.iter().filter(|change| {
            !values.iter().any(|(what, _)| *what == change.what)
                && (change.what.ends_with(&format!(" {id}")) || change.what.contains(&key))
        });
        for change in more {
            text.push_str(&format!(
                "  {} = {}  ← {} {}: {} ({})\n",
                change.what,
                change.to,
                overlay.id,
                overlay.version,
                change.reason.get(lang),
                change.from
            ));
        }
    }
    text
}

/// The ids that `show` knows.
pub fn ids(pack: &Pack) -> Vec<&str> {
    let rules = pack.every_rule().map(|rule| &*rule.id);
    let dimensions = pack.manifest.dimensions.iter().map(|one| &*one.id);
    let levels = pack.manifest.levels.steps.iter().map(|step| &*step.id);
    rules
        .chain(pack.fields.ids())
        .chain(dimensions)
        .chain(levels)
        .collect()
}

/// The whole pack as Markdown.
pub fn markdown(pack: &Pack, lang: Lang) -> String {
    let manifest = &pack.manifest;
    let mut text = format!(
        "# {}\n\n{}\n\n`{}` {}\n",
        manifest.title.get(lang),
        manifest.summary.get(lang),
        manifest.id,
        manifest.version
    );
    for index in &manifest.indexes {
        text.push_str(&format!(
            "\n## {}\n\n{}\n",
            index.label.get(lang),
            index.question.get(lang)
        ));
        for dimension in manifest
            .dimensions
            .iter()
            .filter(|one| one.index == index.id)
        {
            text.push_str(&format!(
                "\n### {} – {} {}\n\n`{}`. {}\n",
                dimension.label.get(lang),
                word(lang, "Gewicht", "weight"),
                number::short(dimension.weight, 2, lang),
                dimension.id,
                dimension.why.get(lang)
            ));
            for (rule, _) in scores(pack).filter(|(_, score)| score.dimension == dimension.id) {
                text.push_str(&format!("\n#{}", page(pack, rule, lang)));
            }
        }
    }
    for (title, rules) in deciding(pack, lang) {
        text.push_str(&format!("\n## {title}\n"));
        for rule in rules {
            text.push_str(&format!("\n{}", page(pack, rule, lang)));
        }
    }
    text.push_str(&options(pack, lang));
    text.push_str(&levels(pack, lang));
    text.push_str(&sources(pack, lang));
    text
}

fn levels(pack: &Pack, lang: Lang) -> String {
    let mut text = format!(
        "\n## {}\n\n| {} | {} | {} | {} |\n|---|---|---|---|\n",
        word(lang, "Stufen", "Levels"),
        word(lang, "Stufe", "Level"),
        word(lang, "ab", "from"),
        word(lang, "Bedeutung", "Meaning"),
        word(lang, "Nächster Schritt", "Next step")
    );
    for step in &pack.manifest.levels.steps {
        let from = step.from.map_or_else(
            || word(lang, "nur durch K.-o.", "by a gate only").to_owned(),
            |from| number::short(from, 2, lang),
        );
        text.push_str(&format!(
            "| {} {} | {from} | {} | {} |\n",
            step.id,
            step.label.get(lang),
            step.meaning.get(lang),
            step.next.get(lang)
        ));
    }
    text
}

fn sources(pack: &Pack, lang: Lang) -> String {
    let mut text = String::new();
    let cited = |key: &str| {
        pack.every_rule()
            .any(|rule| rule.source.refs.iter().any(|one| one == key))
    };
    for source in pack.sources.iter().filter(|source| cited(&source.key)) {
        let address = if source.address.is_empty() {
            String::new()
        } else {
            format!("{}. ", source.address)
        };
        text.push_str(&format!("- `{}`: {address}{}\n", source.key, source.note));
    }
    if text.is_empty() {
        return text;
    }
    format!("\n## {}\n\n{text}", word(lang, "Quellen", "Sources"))
}

fn scores(pack: &Pack) -> impl Iterator<Item = (&Rule, &ScoreRule)> {
    pack.rules.iter().filter_map(|rule| match &rule.role {
        Role::Score(score) => Some((rule, score)),
        _ => None,
    })
}

/// The rules that decide, by what they are for.
fn deciding(pack: &Pack, lang: Lang) -> Vec<(&'static str, &[Rule])> {
    let all = [
        (word(lang, "K.-o.-Kriterien", "Gates"), &pack.gates),
        (
            word(lang, "Faktoren der Verankerung", "Factors of the placement"),
            &pack.factors,
        ),
        (
            word(lang, "Eignung der Möglichkeiten", "Fit of the options"),
            &pack.options,
        ),
        (word(lang, "Ausschlüsse", "Exclusions"), &pack.exclusions),
        (word(lang, "Einstieg", "Entry"), &pack.entries),
        (
            word(
                lang,
                "Kompetenzen: Anpassung an die Lage",
                "Competencies: modifiers",
            ),
            &pack.modifiers,
        ),
        (word(lang, "Hinweise", "Warnings"), &pack.flags),
    ];
    all.into_iter()
        .filter(|(_, rules)| !rules.is_empty())
        .map(|(title, rules)| (title, rules.as_slice()))
        .collect()
}

/// The options of the placement, with what speaks for and against each in general.
fn options(pack: &Pack, lang: Lang) -> String {
    let Some(placement) = &pack.placement else {
        return String::new();
    };
    let title = word(
        lang,
        "Möglichkeiten der Verankerung",
        "Options of the placement",
    );
    let mut text = format!("\n## {title}\n");
    for option in &placement.options {
        let (label, meaning) = (option.label.get(lang), option.meaning.get(lang));
        text.push_str(&format!("\n### {label} (`{}`)\n\n{meaning}\n\n", option.id));
        let pros = option
            .pros
            .iter()
            .map(|one| (word(lang, "Vorteil", "Pro"), one));
        let cons = option
            .cons
            .iter()
            .map(|one| (word(lang, "Nachteil", "Con"), one));
        for (title, one) in pros.chain(cons) {
            text.push_str(&format!("- {title}: {}\n", one.get(lang)));
        }
        text.push_str(&format!(
            "\n```text\n{}\n```\n",
            option.tree.get(lang).trim_end()
        ));
    }
    text
}

/// One rule in words: what is asked, how it scores, why, where from.
fn page(pack: &Pack, rule: &Rule, lang: Lang) -> String {
    let mut text = format!("### {} (`{}`)\n\n", rule.title.get(lang), rule.id);
    match &rule.role {
        Role::Score(score) => {
            if let Some(field) = pack.fields.get(&rule.id) {
                text.push_str(&format!("{}\n\n", field.question.get(lang)));
            }
            let weight = number::short(score.weight, 2, lang);
            text.push_str(&format!(
                "- {}: {weight}\n",
                word(lang, "Gewicht in der Dimension", "Weight in the dimension")
            ));
            text.push_str(&format!(
                "- {}: {}\n",
                word(lang, "Gut", "Good"),
                score.good.get(lang)
            ));
            text.push_str(&format!(
                "- {}: {}\n",
                word(lang, "Schlecht", "Poor"),
                score.poor.get(lang)
            ));
            text.push_str(&format!(
                "- {}: {}\n",
                word(lang, "Empfehlung", "Advice"),
                score.advice.get(lang)
            ));
        }
        Role::Gate(gate) => {
            text.push_str(&format!(
                "- {}: {}\n",
                word(lang, "Stufe höchstens", "Level at most"),
                gate.caps
            ));
            if let Some(level) = &gate.unverified {
                text.push_str(&format!(
                    "- {}: {level}\n",
                    word(lang, "Ungeprüft höchstens", "Unverified at most")
                ));
            }
        }
        Role::Factor(factor) => {
            let buckets = factor.buckets.iter().map(|(_, label)| label.get(lang));
            let buckets: Vec<&str> = buckets.collect();
            let title = word(lang, "Ausprägungen", "Buckets");
            text.push_str(&format!("- {title}: {}\n", buckets.join(" · ")));
        }
        Role::Exclusion(_) | Role::Entry | Role::Modifier(_) | Role::Flag => {
            for sentence in rule.texts.values() {
                text.push_str(&format!("- {}\n", sentence.get(lang)));
            }
        }
        Role::Option => {}
        Role::Account(AccountRule::Criterion(criterion)) => text.push_str(&format!(
            "- {}: {}\n",
            word(lang, "Gewicht auf der Achse", "Weight on the axis"),
            number::short(criterion.weight, 2, lang)
        )),
        Role::Account(AccountRule::Gate) => {}
    }
    for param in &rule.params {
        text.push_str(&param_line(pack, rule, param, lang));
    }
    let sure = match rule.source.sure {
        Sure::Seen => word(lang, "Quelle gesehen", "source seen"),
        Sure::Literature => word(
            lang,
            "Literatur, nicht eingesehen",
            "literature, not opened",
        ),
        Sure::Judgement => word(lang, "eigene Einschätzung", "own judgement"),
    };
    let refs = rule
        .source
        .refs
        .iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let refs = if refs.is_empty() {
        refs
    } else {
        format!(": {refs}")
    };
    text.push_str(&format!(
        "- {}: {} ({sure}{refs})\n",
        word(lang, "Warum", "Why"),
        rule.source.why.get(lang)
    ));
    text.push_str(&examples(rule, lang));
    text
}

fn param_line(pack: &Pack, rule: &Rule, param: &Param, lang: Lang) -> String {
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

fn choice(pack: &Pack, rule: &Rule, key: &str, lang: Lang) -> String {
    let field = pack.fields.get(&rule.id);
    let found = field.and_then(|field| field.choices.iter().find(|choice| *choice.id == *key));
    found.map_or_else(
        || key.to_owned(),
        |choice| choice.label.get(lang).to_owned(),
    )
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

fn field_page(field: &Field, lang: Lang) -> String {
    let mut text = format!(
        "# {} (`{}`)\n\n{}\n",
        field.label.get(lang),
        field.id,
        field.question.get(lang)
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
        text.push_str(&format!(
            "  - `{}` {}{anchor}\n",
            choice.id,
            choice.label.get(lang)
        ));
    }
    text
}

fn word(lang: Lang, de: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}
