//! Paths that part and meet: logic, `if`, `switch`, blocks, `return`.

use super::super::super::code::{Code, Label, Node, Type};
use super::super::ops::{Op, Ref};
use super::{Item, Trace};

impl Trace<'_> {
    pub(super) fn control(&mut self, node: &Node) -> Item {
        match &node.code {
            Code::All(parts) => Item::Flag(self.logic(parts, true)),
            Code::Any(parts) => Item::Flag(self.logic(parts, false)),
            Code::If {
                when,
                then,
                otherwise,
            } => {
                let when = self.flag(when);
                self.part(when, then, Some(otherwise))
            }
            Code::Switch {
                on,
                branches,
                default,
            } => self.switch(on, branches, default.as_deref()),
            Code::Block(nodes) => self.block(nodes),
            Code::Let(local, value) => {
                let value = self.node(value);
                if let Some(place) = self.frame.locals.get_mut(*local) {
                    *place = value;
                }
                Item::Nothing
            }
            Code::Return(value) => {
                let value = self.node(value);
                self.frame.returned.push((self.live, value));
                self.live = self.ops.flag(false);
                Item::Nothing
            }
            _ => Item::Nothing,
        }
    }

    fn block(&mut self, nodes: &[Node]) -> Item {
        let mut value = Item::Nothing;
        for node in nodes {
            value = self.node(node);
        }
        let leaves = nodes.iter().any(|node| node.kind == Type::Never);
        if leaves { Item::Nothing } else { value }
    }

    /// `&&` for true, `||` for false: goes on to the next part while the last one gave this.
    fn logic(&mut self, parts: &[Node], while_is: bool) -> Ref {
        let (start, mark) = (self.live, self.mark());
        let mut decided = self.ops.flag(false);
        let mut value = self.ops.flag(while_is);
        for part in parts {
            let part = self.flag(part);
            value = if while_is {
                self.ops.and(value, part)
            } else {
                self.ops.or(value, part)
            };
            let goes_on = if while_is { part } else { self.ops.not(part) };
            decided = self.leaving(decided, goes_on);
        }
        self.meet_again(start, mark, decided);
        value
    }

    /// Narrows the path to where a flag holds; adds those who leave it to those who left before.
    fn leaving(&mut self, left: Ref, goes_on: Ref) -> Ref {
        let stays_behind = self.ops.not(goes_on);
        let leaves = self.ops.and(self.live, stays_behind);
        self.live = self.ops.and(self.live, goes_on);
        self.ops.or(left, leaves)
    }

    /// Those on the path at hand and those on the other are on one path again.
    fn meet_again(&mut self, start: Ref, mark: (usize, usize), other: Ref) {
        self.live = if self.mark() == mark {
            start
        } else {
            self.ops.or(self.live, other)
        };
    }

    /// One branch where the flag holds, the other, if there is one, where it does not.
    fn part(&mut self, when: Ref, then: &Node, otherwise: Option<&Node>) -> Item {
        let (start, mark) = (self.live, self.mark());
        self.live = self.ops.and(start, when);
        let one = self.branch(then);
        let after_one = self.live;
        let unless = self.ops.not(when);
        self.live = self.ops.and(start, unless);
        let two = otherwise.map_or(Item::Nothing, |node| self.branch(node));
        self.meet_again(start, mark, after_one);
        self.merge(when, one, two)
    }

    fn branch(&mut self, node: &Node) -> Item {
        let value = self.node(node);
        if node.kind == Type::Never {
            return Item::Nothing;
        }
        value
    }

    fn switch(&mut self, on: &Node, branches: &[(Label, Node)], default: Option<&Node>) -> Item {
        let chosen = match self.node(on) {
            Item::Word(word) => self.by_word(word, branches),
            Item::Number(number) => self.by_range(number, branches),
            _ => return Item::Nothing,
        };
        let (start, mark) = (self.live, self.mark());
        let mut after = self.ops.flag(false);
        let mut rest = start;
        let mut items = Vec::new();
        for (when, (_, branch)) in chosen.iter().zip(branches) {
            self.live = self.ops.and(rest, *when);
            items.push((*when, self.branch(branch)));
            after = self.ops.or(after, self.live);
            let unless = self.ops.not(*when);
            rest = self.ops.and(rest, unless);
        }
        self.live = rest;
        let value = default.map_or(Item::Nothing, |node| self.branch(node));
        self.meet_again(start, mark, after);
        items
            .into_iter()
            .rev()
            .fold(value, |value, (when, item)| self.merge(when, item, value))
    }

    fn by_word(&mut self, word: Ref, branches: &[(Label, Node)]) -> Vec<Ref> {
        let mut chosen = Vec::new();
        for (label, _) in branches {
            let mut any = self.ops.flag(false);
            if let Label::Words(words) = label {
                for one in words {
                    let one = self.ops_word(one);
                    let same = self.ops.add(Op::Same(word, one));
                    any = self.ops.or(any, same);
                }
            }
            chosen.push(any);
        }
        chosen
    }

    /// From inclusive, to exclusive; ranges may overlap, and the first one counts.
    fn by_range(&mut self, number: Ref, branches: &[(Label, Node)]) -> Vec<Ref> {
        let mut chosen = Vec::new();
        for (label, _) in branches {
            let mut any = self.ops.flag(false);
            if let Label::Ranges(ranges) = label {
                for (from, to) in ranges {
                    let reaches = self.ops.at_least(number, *from);
                    let passes = self.ops.at_least(number, *to);
                    let below = self.ops.not(passes);
                    let inside = self.ops.and(reaches, below);
                    any = self.ops.or(any, inside);
                }
            }
            chosen.push(any);
        }
        chosen
    }
}
