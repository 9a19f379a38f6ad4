//! The rules behind the level on the graph: factors, options, exclusions, corrections, modifiers, flags.

use super::super::program::{Compiled, Program};
use super::calls::{Call, call};
use super::ops::{Ops, Ref};
use super::sources::{Advised, Sources};
use crate::pack::{Pack, Role, Rule};

/// An exclusion that is run for one option.
#[derive(Debug, Clone)]
pub struct ExclusionCall {
    /// Its place among the pack's exclusions.
    pub exclusion: usize,
    /// The option's place among those of the placement.
    pub option: usize,
    pub call: Call,
}

/// The calls of these rules, in the order in which they are run.
#[derive(Debug, Clone, Default)]
pub struct Advice {
    pub factors: Vec<Call>,
    pub options: Vec<Call>,
    pub exclusions: Vec<ExclusionCall>,
    pub entries: Vec<Call>,
    pub modifiers: Vec<Call>,
    pub flags: Vec<Call>,
}

impl Advice {
    pub(super) fn lowered(ops: &mut Ops, pack: &Pack, program: &Program) -> Self {
        let mut lower = Lower {
            ops,
            sources: Sources::of(pack, &program.symbols),
        };
        let whole = |_| Advised::Organisation;
        Self {
            factors: lower.all(&pack.factors, &program.factors, whole),
            options: lower.all(&pack.options, &program.options, Advised::Option),
            exclusions: lower.exclusions(pack, program),
            entries: lower.all(&pack.entries, &program.entries, Advised::Entry),
            modifiers: lower.all(&pack.modifiers, &program.modifiers, whole),
            flags: lower.all(&pack.flags, &program.flags, whole),
        }
    }

    /// What a decision needs: the factors, then the options, then one correction after the other.
    pub(super) fn numbers(&self) -> Vec<Vec<Ref>> {
        self.stages(Call::given)
    }

    /// What all calls have to say, modifiers and flags last.
    pub(super) fn evidence(&self) -> Vec<Vec<Ref>> {
        let mut stages = self.stages(Call::evidence);
        let last = self.modifiers.iter().chain(&self.flags);
        stages.push(last.flat_map(Call::evidence).collect());
        stages
    }

    fn stages(&self, of: impl Fn(&Call) -> Vec<Ref>) -> Vec<Vec<Ref>> {
        let exclusions = self.exclusions.iter().map(|one| &one.call);
        let mut stages: Vec<Vec<Ref>> = vec![
            self.factors.iter().flat_map(&of).collect(),
            self.options
                .iter()
                .chain(exclusions)
                .flat_map(&of)
                .collect(),
        ];
        stages.extend(self.entries.iter().map(of));
        stages
    }
}

struct Lower<'a> {
    ops: &'a mut Ops,
    sources: Sources<'a>,
}

impl Lower<'_> {
    fn call(&mut self, rule: &Rule, compiled: &Compiled, around: Advised) -> Call {
        let sources = self.sources;
        let read = |symbol| sources.by_advice(around, symbol);
        call(self.ops, rule, compiled, &read)
    }

    fn all(
        &mut self,
        rules: &[Rule],
        compiled: &[Compiled],
        around: impl Fn(usize) -> Advised,
    ) -> Vec<Call> {
        let rules = rules.iter().zip(compiled).enumerate();
        rules
            .map(|(place, (rule, compiled))| self.call(rule, compiled, around(place)))
            .collect()
    }

    fn exclusions(&mut self, pack: &Pack, program: &Program) -> Vec<ExclusionCall> {
        let options = pack.placement.iter().flat_map(|one| &one.options);
        let mut calls = Vec::new();
        for (option, own) in options.enumerate() {
            let rules = pack.exclusions.iter().zip(&program.exclusions);
            for (exclusion, (rule, compiled)) in rules.enumerate() {
                if matches!(&rule.role, Role::Exclusion(meta) if meta.options.contains(&own.id)) {
                    let call = self.call(rule, compiled, Advised::Option(option));
                    calls.push(ExclusionCall {
                        exclusion,
                        option,
                        call,
                    });
                }
            }
        }
        calls
    }
}
