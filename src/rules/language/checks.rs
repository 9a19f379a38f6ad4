//! What a rule as a whole must keep to: its names, its result, its sentences, its steps.

use std::collections::BTreeMap;

use rhai::Position;

use super::super::code::{Code, Type};
use super::super::hosted::Host;
use super::Lowering;
use crate::error::{Detail, code, listed};
use crate::model::{Id, placeholders};
use crate::pack::{AccountRule, Role};

/// More steps than this no rule of a person needs; own functions that call each other could need any number.
const MAX_STEPS: usize = 50_000;

impl Lowering<'_> {
    /// A function is found by its bare name, so that name must mean one thing.
    pub(super) fn check_names(&mut self) {
        let faults: Vec<(Position, Detail)> = self
            .declared
            .iter()
            .filter_map(|one| match Host::named(&one.name) {
                Some(_) => Some((
                    one.at,
                    code::FUNCTION.says(format!(
                        "`{}` is a function of the host; call yours something else",
                        one.name
                    )),
                )),
                None if one.method => Some((
                    one.at,
                    code::NOT_IN_LANGUAGE.says(format!(
                        "`{}` is a method, which is not part of the rule language",
                        one.name
                    )),
                )),
                None => None,
            })
            .collect();
        for (at, detail) in faults {
            self.refuse(at, detail);
        }
    }

    /// What the role's function must give.
    pub(super) fn check_result(&mut self, kind: &Type, at: Position) {
        let allowed = self.words_allowed();
        let (fits, wanted) = match &self.rule.role {
            Role::Score(_) | Role::Option | Role::Account(AccountRule::Criterion(_)) => {
                (*kind == Type::Verdict, Type::Verdict.name())
            }
            Role::Gate(_)
            | Role::Exclusion(_)
            | Role::Modifier(_)
            | Role::Flag
            | Role::Goal
            | Role::Measure(_)
            | Role::Account(AccountRule::Gate) => (*kind == Type::Flag, Type::Flag.name()),
            Role::Factor(_) | Role::Entry => {
                let inside = |words: &[Id]| words.iter().all(|word| allowed.contains(word));
                let fits = matches!(kind, Type::Word(Some(words)) if inside(words));
                (fits, "one of the words that it may give")
            }
        };
        if fits || *kind == Type::Never {
            return;
        }
        let known = if allowed.is_empty() {
            String::new()
        } else {
            format!(" ({})", listed(allowed.iter().map(|word| &**word)))
        };
        let found = match kind {
            Type::Word(Some(words)) => words
                .iter()
                .find(|word| !allowed.contains(word))
                .map_or_else(|| kind.name().to_owned(), |word| format!("`{word}`")),
            other => other.name().to_owned(),
        };
        let name = self.rule.role.function();
        self.refuse(
            at,
            code::NO_VALUE.says(format!(
                "`{name}` must give {wanted}{known}, and gives {found}"
            )),
        );
    }

    /// The words that a factor or an entry rule can give.
    fn words_allowed(&self) -> Vec<Id> {
        match &self.rule.role {
            Role::Factor(factor) => factor.buckets.iter().map(|(id, _)| id.clone()).collect(),
            Role::Entry => {
                let entry = self
                    .symbols
                    .position("entry")
                    .and_then(|at| self.symbols.at(at));
                match entry.map(|symbol| &symbol.kind) {
                    Some(Type::Word(Some(words))) => words.to_vec(),
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// A sentence may name the values that its verdict gives, and the fields that the rule reads.
    pub(super) fn check_sentences(&mut self) {
        self.sentences_of_role();
        let mut faults = Vec::new();
        for (text, values, at) in &self.sentences {
            let Some(sentence) = self.rule.texts.get(text) else {
                continue;
            };
            for hole in placeholders(&sentence.de) {
                let read = self
                    .symbols
                    .position(hole)
                    .is_some_and(|symbol| self.out.reads.contains(&symbol));
                if !read && !values.iter().any(|value| value == hole) {
                    faults.push((
                        *at,
                        code::NEVER_GIVEN.says(format!("the text `{text}` names `{{{hole}}}`, which is neither given as a value nor a field that the rule reads")),
                    ));
                }
            }
        }
        for (at, detail) in faults {
            self.refuse(at, detail);
        }
    }

    /// Rules that decide have a sentence for each answer that a report gives a reason for.
    fn sentences_of_role(&mut self) {
        let params: Vec<&str> = self
            .rule
            .params
            .iter()
            .map(|param| param.name.as_str())
            .collect();
        let of_goal = [&["candidates"], params.as_slice()].concat();
        let (texts, values): (&[&str], &[&str]) = match &self.rule.role {
            Role::Gate(gate) if gate.for_each.is_some() => {
                (&["binding", "clear"], &["dimension", "dimension_score"])
            }
            Role::Gate(_) | Role::Account(AccountRule::Gate) => (&["binding", "clear"], &[]),
            Role::Exclusion(_) => (&["excluded"], &["option"]),
            Role::Entry => (&["changed"], &["entry"]),
            Role::Modifier(_) => (&["applies"], &["placement"]),
            Role::Flag => (&["raised"], &[]),
            Role::Goal => (&["indicated", "not_indicated"], &of_goal),
            Role::Measure(_) => (&["triggered"], &[]),
            _ => (&[], &[]),
        };
        for text in texts {
            if self.rule.texts.contains_key(*text) {
                self.out.texts_used.insert((*text).to_owned());
                let values = values.iter().map(|value| (*value).to_owned()).collect();
                self.sentences
                    .push(((*text).to_owned(), values, Position::NONE));
            } else {
                self.refuse(
                    Position::NONE,
                    code::UNKNOWN_TEXT.says(format!("this rule needs the text `{text}` in META")),
                );
            }
        }
    }

    /// Functions that call functions must not multiply beyond measure.
    pub(super) fn check_steps(&mut self) {
        let mut steps: BTreeMap<usize, usize> = BTreeMap::new();
        let total = self.steps(self.out.entry, &mut steps);
        if total > MAX_STEPS {
            let at = self.declared.first().map_or(Position::NONE, |one| one.at);
            let detail = code::TOO_LARGE.says(format!(
                "this rule could take {total} steps; {MAX_STEPS} are allowed"
            ));
            self.refuse(at, detail);
        }
    }

    fn steps(&self, function: usize, known: &mut BTreeMap<usize, usize>) -> usize {
        if let Some(steps) = known.get(&function) {
            return *steps;
        }
        let mut total = 0_usize;
        let mut calls = Vec::new();
        if let Some(Some((_, body))) = self.bodies.get(function) {
            body.node.walk(&mut |node| {
                total = total.saturating_add(1);
                if let Code::Own(called, _) = node.code {
                    calls.push(called);
                }
            });
        }
        for called in calls {
            total = total.saturating_add(self.steps(called, known));
        }
        known.insert(function, total);
        total
    }
}
