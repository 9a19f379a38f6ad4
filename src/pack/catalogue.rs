//! The sentences of a pack, by key.

use super::{
    AccountPack, CompetencyData, GoalPack, MissionPack, Pack, PlacementOption, Role, Rule,
    StaffPack, Sure,
};
use crate::model::{Catalogue, Field, Text};

/// Everything that a result of this pack may need to be read in either language.
pub(super) fn of(pack: &Pack) -> Catalogue {
    let mut all = Catalogue::new();
    let manifest = &pack.manifest;
    all.insert("pack.title".to_owned(), manifest.title.clone());
    for index in &manifest.indexes {
        all.insert(format!("index.{}", index.id), index.label.clone());
        all.insert(
            format!("index.{}.question", index.id),
            index.question.clone(),
        );
    }
    for dimension in &manifest.dimensions {
        all.insert(
            format!("dimension.{}", dimension.id),
            dimension.label.clone(),
        );
        all.insert(
            format!("dimension.{}.why", dimension.id),
            dimension.why.clone(),
        );
    }
    for step in &manifest.levels.steps {
        all.insert(format!("level.{}", step.id), step.label.clone());
        all.insert(format!("level.{}.meaning", step.id), step.meaning.clone());
        all.insert(format!("level.{}.next", step.id), step.next.clone());
    }
    pack.fields
        .iter()
        .for_each(|field| add_field("", field, &mut all));
    pack.every_rule().for_each(|rule| add_rule(rule, &mut all));
    for option in pack.placement.iter().flat_map(|data| &data.options) {
        add_option(option, &mut all);
    }
    if let Some(data) = &pack.competencies {
        add_competencies(data, &mut all);
    }
    if let Some(staff) = &pack.staff {
        add_staff(staff, &mut all);
    }
    for phase in pack.roadmap.iter().flat_map(|data| &data.phases) {
        all.insert(format!("phase.{}", phase.id), phase.label.clone());
        all.insert(format!("phase.{}.meaning", phase.id), phase.meaning.clone());
    }
    if let Some(accounts) = &pack.accounts {
        add_accounts(accounts, &mut all);
    }
    if let Some(goals) = &pack.goals {
        add_goals(pack, goals, &mut all);
    }
    if let Some(mission) = &pack.mission {
        add_mission(mission, &mut all);
    }
    for source in &pack.sources {
        // Without an address, the note begins with author, year and a colon.
        let told = match source.address.is_empty() {
            true => source.note.split(':').next().unwrap_or_default(),
            false => &source.address,
        };
        all.insert(format!("source.{}", source.key), Text::new(told, told));
    }
    all
}

fn add_option(option: &PlacementOption, all: &mut Catalogue) {
    let key = format!("option.{}", option.id);
    all.insert(format!("{key}.meaning"), option.meaning.clone());
    all.insert(format!("{key}.reports_to"), option.reports_to.clone());
    all.insert(format!("{key}.tree"), option.tree.clone());
    for (name, texts) in [("pro", &option.pros), ("con", &option.cons)] {
        for (number, text) in texts.iter().enumerate() {
            all.insert(format!("{key}.{name}.{}", number + 1), text.clone());
        }
    }
    all.insert(key, option.label.clone());
}

fn add_competencies(data: &CompetencyData, all: &mut Catalogue) {
    for role in &data.roles {
        all.insert(format!("role.{}", role.id), role.label.clone());
        all.insert(format!("role.{}.meaning", role.id), role.meaning.clone());
    }
    for group in &data.groups {
        all.insert(format!("group.{}", group.id), group.label.clone());
    }
    for step in &data.scale {
        all.insert(format!("scale.{}", step.level), step.label.clone());
        all.insert(format!("scale.{}.anchor", step.level), step.anchor.clone());
    }
    for competency in &data.catalogue {
        let key = format!("competency.{}", competency.key);
        all.insert(
            format!("{key}.group"),
            Text::new(&*competency.group, &*competency.group),
        );
        all.insert(
            format!("number.{}", competency.number),
            competency.label.clone(),
        );
        for (number, level) in competency.levels.iter().enumerate() {
            all.insert(format!("{key}.{}", number + 1), level.clone());
        }
        all.insert(key, competency.label.clone());
    }
}

fn add_staff(staff: &StaffPack, all: &mut Catalogue) {
    all.insert("staff.note".to_owned(), staff.note.clone());
    for one in &staff.development {
        let key = format!("development.{}", one.id);
        all.insert(format!("{key}.time"), one.time.clone());
        all.insert(key, one.label.clone());
    }
    for one in &staff.practice {
        all.insert(format!("practice.{}", one.id), one.label.clone());
    }
}

/// `prefix` keeps the fields of an account apart from those of the organisation that are called the same.
fn add_field(prefix: &str, field: &Field, all: &mut Catalogue) {
    let id = &field.id;
    let mut add = |key: String, text: &Text| all.insert(format!("{prefix}{key}"), text.clone());
    add(format!("field.{id}"), &field.label);
    add(format!("field.{id}.question"), &field.question);
    if let Some(unit) = &field.unit_label {
        add(format!("unit.{id}"), unit);
    }
    if let Some(ask) = &field.ask {
        add(format!("field.{id}.ask"), ask);
    }
    if let Some(unit) = &field.unit_one {
        add(format!("unit.{id}.one"), unit);
    }
    for choice in &field.choices {
        add(format!("value.{id}.{}", choice.id), &choice.label);
    }
}

fn add_accounts(accounts: &AccountPack, all: &mut Catalogue) {
    for field in accounts.fields.iter() {
        add_field("accounts.", field, all);
    }
    for band in &accounts.parameters.dependence.bands {
        let text = Text::new(&*band.de, &*band.en);
        all.insert(format!("accounts.band.{}", band.id), text);
    }
}

fn add_goals(pack: &Pack, goals: &GoalPack, all: &mut Catalogue) {
    for goal in &goals.goals {
        let key = format!("goal.{}", goal.id);
        all.insert(format!("{key}.when"), goal.when.clone());
        let purpose = goal.purpose.iter();
        all.extend(purpose.map(|purpose| (format!("{key}.purpose"), purpose.clone())));
        all.insert(format!("value.goal.{}", goal.id), goal.label.clone());
        all.insert(key, goal.label.clone());
    }
    for kpi in &goals.kpis {
        let key = format!("kpi.{}", kpi.id);
        all.insert(format!("{key}.formula"), kpi.formula.clone());
        all.insert(format!("{key}.unit"), kpi.unit.clone());
        all.insert(key, kpi.label.clone());
    }
    // What data a KPI needs is said in the words of the organisation's list of data.
    let sources = pack.fields.get(&goals.limits.facts.sources);
    for choice in sources.iter().flat_map(|field| &field.choices) {
        all.insert(
            format!("value.kpi_data.{}", choice.id),
            choice.label.clone(),
        );
    }
    for field in goals.fields.iter().chain(goals.kpi_fields.iter()) {
        add_field("goals.", field, all);
    }
}

fn add_mission(mission: &MissionPack, all: &mut Catalogue) {
    all.insert("mission.template".to_owned(), mission.template.clone());
    for element in &mission.elements {
        let key = format!("mission.element.{}", element.id);
        all.insert(format!("{key}.check"), element.check.clone());
        all.insert(key, element.label.clone());
    }
    for blank in &mission.blanks {
        let fact = blank.fact.name();
        all.insert(format!("mission.blank.{fact}"), blank.name.clone());
        all.insert(format!("mission.say.{fact}"), blank.say.clone());
    }
    for people in &mission.limits.people {
        let text = Text::new(&*people.de, &*people.en);
        all.insert(format!("mission.people.{}", people.role), text);
    }
}

fn add_rule(rule: &Rule, all: &mut Catalogue) {
    let key = rule.key();
    let mut add = |name: &str, text: &Text| {
        all.insert(format!("{key}.{name}"), text.clone());
    };
    add("title", &rule.title);
    add("why", &rule.source.why);
    add("source", &source(rule));
    rule.texts.iter().for_each(|(name, text)| add(name, text));
    if let Role::Score(score) = &rule.role {
        add("good", &score.good);
        add("poor", &score.poor);
        add("advice", &score.advice);
    }
    if let Role::Measure(measure) = &rule.role {
        add("owner", &measure.owner);
        add("proof", &measure.proof);
    }
    if let Role::Factor(factor) = &rule.role {
        for (bucket, label) in &factor.buckets {
            all.insert(format!("value.factors.{}.{bucket}", rule.id), label.clone());
        }
        all.insert(format!("field.factors.{}", rule.id), rule.title.clone());
    }
}

/// How sure the rule is, and by which sources.
fn source(rule: &Rule) -> Text {
    let (de, en) = match rule.source.sure {
        Sure::Seen => ("Quelle eingesehen", "source seen"),
        Sure::Literature => ("Literatur, nicht eingesehen", "literature, not opened"),
        Sure::Judgement => ("eigene Einschätzung", "own judgement"),
    };
    let refs = rule.source.refs.join(", ");
    let with = |sure: &str| {
        if refs.is_empty() {
            sure.to_owned()
        } else {
            format!("{sure}: {refs}")
        }
    };
    Text::new(with(de), with(en))
}
