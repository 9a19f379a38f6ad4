//! Calls of the host's functions and of the file's own.

use rhai::{Expr, FnCallExpr, Position};

use super::super::code::{Code, Node, Type};
use super::super::hosted::{Host, Wants};
use super::{Lowering, node};
use crate::error::{code, listed, nearest};

impl Lowering<'_> {
    pub(super) fn call(&mut self, call: &FnCallExpr, at: Position) -> Option<Node> {
        if call.is_operator_call() {
            return self.operator(call, at);
        }
        let name = call.name.as_str();
        if call.is_qualified() || call.capture_parent_scope {
            self.refuse(
                at,
                format!("`{name}` is called in a way that is not part of the rule language"),
            );
            return None;
        }
        if let Some(index) = self.declared.iter().position(|one| one.name == name) {
            return self.own_call(index, &call.args, at);
        }
        match Host::named(name) {
            Some((host, wants)) => self.host_call(host, wants, &call.args, at),
            None => {
                let own = self.declared.iter().map(|one| one.name.as_str());
                let known = Host::ALL.iter().map(|(known, ..)| *known).chain(own);
                let hint = nearest(name, known).map_or_else(
                    || {
                        format!(
                            "the host has {}",
                            listed(Host::ALL.iter().map(|(known, ..)| *known))
                        )
                    },
                    |near| format!("did you mean `{near}`"),
                );
                self.refuse(
                    at,
                    code::UNKNOWN_FUNCTION.says(format!("there is no function `{name}`; {hint}")),
                );
                None
            }
        }
    }

    fn own_call(&mut self, index: usize, args: &[Expr], at: Position) -> Option<Node> {
        let nodes: Vec<Option<Node>> = args.iter().map(|arg| self.expr(arg)).collect();
        let nodes: Option<Vec<Node>> = nodes.into_iter().collect();
        let nodes = nodes?;
        let declared = self.declared.get(index)?;
        if declared.params.len() != nodes.len() {
            let detail = code::ARGUMENTS.says(format!(
                "`{}` takes {} arguments, and is given {}",
                declared.name,
                declared.params.len(),
                nodes.len()
            ));
            self.refuse(at, detail);
            return None;
        }
        let types = nodes.iter().map(|node| node.kind.clone()).collect();
        let kind = self.own_function(index, types, at)?;
        Some(node(Code::Own(index, nodes), kind, at))
    }

    fn host_call(
        &mut self,
        host: Host,
        wants: &[Wants],
        args: &[Expr],
        at: Position,
    ) -> Option<Node> {
        let optional = usize::from(wants.last() == Some(&Wants::Values));
        if args.len() > wants.len() || args.len() + optional < wants.len() {
            let list = wants
                .iter()
                .map(|wants| wants.name())
                .collect::<Vec<_>>()
                .join(", ");
            self.refuse(
                at,
                code::ARGUMENTS.says(format!(
                    "`{}` takes ({list}), and is given {} arguments",
                    host.name(),
                    args.len()
                )),
            );
            return None;
        }
        let nodes: Vec<Option<Node>> = args
            .iter()
            .zip(wants)
            .map(|(arg, wants)| self.argument(arg, *wants))
            .collect();
        let nodes: Option<Vec<Node>> = nodes.into_iter().collect();
        let nodes = nodes?;
        match host {
            Host::Known => return self.known(&nodes, at),
            Host::Lookup => self.check_lookup(&nodes, at)?,
            Host::Scored | Host::NotApplicable => self.note_sentence(&nodes, at),
            _ => {}
        }
        let kind = match host {
            Host::Scored | Host::NotApplicable => Type::Verdict,
            Host::Known => Type::Flag,
            _ => Type::NUMBER,
        };
        Some(node(Code::Host(host, nodes), kind, at))
    }

    fn argument(&mut self, arg: &Expr, wants: Wants) -> Option<Node> {
        let at = arg.position();
        match (wants, arg) {
            (Wants::Number, _) => self.typed(arg, &Type::NUMBER),
            (Wants::Flag, _) => self.typed(arg, &Type::Flag),
            (Wants::Word, _) => self.typed(arg, &Type::Word(None)),
            (Wants::Values, Expr::Map(parts, _)) => {
                let mut values = Vec::new();
                for (name, value) in &parts.0 {
                    values.push((name.name.to_string(), self.value(value)?));
                }
                Some(node(Code::Values(values), Type::Unit, at))
            }
            (Wants::FieldName, Expr::StringConstant(name, _)) => {
                let position = self.symbol_position(name, at)?;
                Some(node(Code::Known(position), Type::Flag, at))
            }
            (Wants::TextName, Expr::StringConstant(name, _)) => self.text_name(name, at),
            (Wants::Knots | Wants::Table, _) => {
                let found = self.expr(arg)?;
                let fits = match wants {
                    Wants::Knots => found.kind == Type::Knots,
                    _ => matches!(found.kind, Type::Table(_)),
                };
                if !fits {
                    self.refuse(
                        at,
                        code::WRONG_TYPE.says(format!(
                            "{} is expected here, and this is {}",
                            wants.name(),
                            found.kind.name()
                        )),
                    );
                }
                fits.then_some(found)
            }
            _ => {
                self.refuse(
                    at,
                    code::WRONG_TYPE.says(format!("{} is expected here", wants.name())),
                );
                None
            }
        }
    }

    fn value(&mut self, expr: &Expr) -> Option<Node> {
        let found = self.expr(expr)?;
        if matches!(found.kind, Type::Number { .. } | Type::Flag | Type::Word(_)) {
            return Some(found);
        }
        self.refuse(
            expr.position(),
            code::WRONG_TYPE.says(format!("{} is no value of a reason", found.kind.name())),
        );
        None
    }

    fn text_name(&mut self, name: &str, at: Position) -> Option<Node> {
        let texts = &self.rule.texts;
        if texts.contains_key(name) {
            self.out.texts_used.insert(name.to_owned());
            return Some(node(Code::Word(name.into()), Type::Word(None), at));
        }
        let hint = nearest(name, texts.keys().map(String::as_str)).map_or_else(
            || format!("META declares {}", listed(texts.keys().map(String::as_str))),
            |near| format!("did you mean `{near}`"),
        );
        self.refuse(
            at,
            code::UNKNOWN_TEXT.says(format!("`{name}` is not one of the rule's texts; {hint}")),
        );
        None
    }

    fn known(&mut self, nodes: &[Node], at: Position) -> Option<Node> {
        match nodes {
            [
                Node {
                    code: Code::Known(position),
                    ..
                },
            ] => {
                self.out.asked.insert(*position);
                Some(node(Code::Known(*position), Type::Flag, at))
            }
            _ => None,
        }
    }

    /// The table has every word that the field can be, and no other.
    fn check_lookup(&mut self, nodes: &[Node], at: Position) -> Option<()> {
        if let [
            Node {
                kind: Type::Word(Some(words)),
                ..
            },
            Node {
                kind: Type::Table(table),
                ..
            },
        ] = nodes
        {
            let lacking = words
                .iter()
                .find(|word| !table.iter().any(|known| **known == ***word));
            if let Some(word) = lacking {
                self.refuse(
                    at,
                    code::TABLE_WORDS
                        .says(format!("the table lacks `{word}`, which the field can be")),
                );
                return None;
            }
            if let Some(word) = table
                .iter()
                .find(|word| !words.iter().any(|known| **known == ***word))
            {
                self.refuse(
                    at,
                    code::TABLE_WORDS.says(format!(
                        "the table has `{word}`, which the field can never be"
                    )),
                );
                return None;
            }
        }
        Some(())
    }

    fn note_sentence(&mut self, nodes: &[Node], at: Position) {
        let text = nodes.iter().find_map(|node| match &node.code {
            Code::Word(name) => Some(name.to_string()),
            _ => None,
        });
        let values = nodes.iter().find_map(|node| match &node.code {
            Code::Values(values) => Some(values.iter().map(|(name, _)| name.clone()).collect()),
            _ => None,
        });
        self.sentences
            .extend(text.map(|text| (text, values.unwrap_or_default(), at)));
    }
}
