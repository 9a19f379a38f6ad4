//! Writes random functions of the rule language, mostly such that are allowed.

use super::words::Tape;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Flag,
    Word,
    Verdict,
}

pub(crate) struct Writer<'t, 'b> {
    tape: &'t mut Tape<'b>,
    scope: Vec<(String, Kind)>,
    names: usize,
    /// Whether `org` and `params` are read here.
    entry: bool,
    numbers: Vec<&'static str>,
    flags: Vec<&'static str>,
    words: Vec<&'static str>,
    helpers: usize,
    left: usize,
}

impl<'t, 'b> Writer<'t, 'b> {
    pub(crate) fn new(tape: &'t mut Tape<'b>) -> Self {
        Self {
            tape,
            scope: Vec::new(),
            names: 0,
            entry: true,
            numbers: vec!["org.a", "org.b", "org.c"],
            flags: vec![
                "org.f",
                "org.g",
                "known(\"a\")",
                "known(\"w\")",
                "known(\"g\")",
                "true",
                "false",
            ],
            words: vec!["org.w", "org.v", "org.t", "\"high\"", "org.w"],
            helpers: 0,
            left: 60,
        }
    }

    pub(crate) fn score(mut self) -> String {
        let helpers = self.all_helpers();
        let body = self.body(Kind::Verdict);
        used(&helpers, &format!("fn assess(org, params) {{\n{body}}}\n"))
    }

    pub(crate) fn gate(mut self, each: bool) -> String {
        self.numbers
            .extend(["org.index", "org.scores.D1", "org.lowest_dimension"]);
        if each {
            self.numbers.extend(["org.dimension_score"; 3]);
        }
        let helpers = self.all_helpers();
        let body = self.body(Kind::Flag);
        used(&helpers, &format!("fn holds(org, params) {{\n{body}}}\n"))
    }

    /// A function that gives a word, one of these.
    pub(crate) fn giving(mut self, function: &str, words: &[&'static str]) -> String {
        self.words = words.to_vec();
        let body = self.body(Kind::Word);
        format!("fn {function}(org, params) {{\n{body}}}\n")
    }

    /// A function that gives true or false.
    pub(crate) fn asking(mut self, function: &str) -> String {
        let body = self.body(Kind::Flag);
        format!("fn {function}(org, params) {{\n{body}}}\n")
    }

    /// What else can be read here.
    pub(crate) fn reading(mut self, numbers: &[&'static str], flags: &[&'static str]) -> Self {
        self.numbers.extend(numbers);
        self.flags.extend(flags);
        self
    }

    /// Functions of two numbers and a flag; a later one may call an earlier one.
    fn all_helpers(&mut self) -> Vec<String> {
        let mut texts = Vec::new();
        for number in 0..self.tape.pick(3) {
            self.scope = vec![
                ("x".to_owned(), Kind::Number),
                ("y".to_owned(), Kind::Number),
                ("z".to_owned(), Kind::Flag),
            ];
            self.entry = self.tape.pick(2) == 0;
            let body = self.body(Kind::Number);
            texts.push(format!("fn h{number}(org, params, x, y, z) {{\n{body}}}\n"));
            self.helpers = number + 1;
        }
        self.scope.clear();
        self.entry = true;
        self.left += 60;
        texts
    }

    fn body(&mut self, kind: Kind) -> String {
        let depth = self.scope.len();
        let mut text = String::new();
        for _ in 0..self.tape.pick(4) {
            text += &self.statement(kind);
        }
        text += &format!("    {}\n", self.of(kind, 3));
        self.scope.truncate(depth);
        text
    }

    fn statement(&mut self, kind: Kind) -> String {
        match self.tape.pick(5) {
            0 => {
                let condition = self.flag(2);
                format!("    if {condition} {{ return {}; }}\n", self.of(kind, 2))
            }
            1 => {
                let condition = self.flag(2);
                let (early, value) = (self.of(kind, 1), self.number(1));
                let name = self.declare(Kind::Number);
                format!(
                    "    let {name} = if {condition} {{ {value} }} else {{ return {early}; }};\n"
                )
            }
            2 if self.entry => {
                let on = self.tape.one(&["org.w", "org.v"]);
                format!(
                    "    switch {on} {{ \"high\" => return {}, _ => {{}} }}\n",
                    self.of(kind, 1)
                )
            }
            other => {
                let kinds = [Kind::Number, Kind::Flag, Kind::Number, Kind::Word];
                let mut kind = if kind == Kind::Verdict && self.tape.pick(6) == 0 {
                    Kind::Verdict
                } else {
                    kinds[other - 1]
                };
                if !self.entry && kind == Kind::Word {
                    kind = Kind::Number;
                }
                let value = self.of(kind, 3);
                format!("    let {} = {value};\n", self.declare(kind))
            }
        }
    }

    fn declare(&mut self, kind: Kind) -> String {
        self.names += 1;
        let name = format!("n{}", self.names);
        self.scope.push((name.clone(), kind));
        name
    }

    fn local(&mut self, kind: Kind) -> Option<String> {
        let names: Vec<&String> = self
            .scope
            .iter()
            .filter(|(_, one)| *one == kind)
            .map(|(name, _)| name)
            .collect();
        (!names.is_empty()).then(|| names[self.tape.pick(names.len())].clone())
    }

    fn of(&mut self, kind: Kind, depth: usize) -> String {
        match kind {
            Kind::Number => self.number(depth),
            Kind::Flag => self.flag(depth),
            Kind::Word => self.word(depth),
            Kind::Verdict => self.verdict(depth),
        }
    }

    /// Whether to go no deeper.
    fn stops(&mut self, depth: usize) -> bool {
        self.left = self.left.saturating_sub(1);
        depth == 0 || self.left == 0
    }

    fn number(&mut self, depth: usize) -> String {
        if self.stops(depth) {
            return self.small_number();
        }
        let deeper = depth - 1;
        match self.tape.pick(17) {
            0..=2 => self.small_number(),
            3..=5 => {
                let sign = self.tape.one(&["+", "-", "*", "/"]);
                format!("({} {sign} {})", self.number(deeper), self.number(deeper))
            }
            6 => format!(
                "({} {} {})",
                self.number(deeper),
                self.tape.one(&["+", "-", "*", "/"]),
                self.tape.pick(4)
            ),
            7 => format!("(-{})", self.number(deeper)),
            8 => format!(
                "{}({}, {})",
                self.tape.one(&["min", "max", "share"]),
                self.number(deeper),
                self.number(deeper)
            ),
            9 => format!(
                "{}({})",
                self.tape.one(&["abs", "sqrt"]),
                self.number(deeper)
            ),
            10 => format!("flag({})", self.flag(deeper)),
            11 => self.curve(deeper),
            12 => format!(
                "if {} {{ {} }} else {{ {} }}",
                self.flag(deeper),
                self.number(deeper),
                self.number(deeper)
            ),
            13 => self.switch(deeper, Kind::Number),
            14 => {
                let value = self.number(deeper);
                let depth = self.scope.len();
                let name = self.declare(Kind::Number);
                let text = format!("{{ let {name} = {value}; {} }}", self.number(deeper));
                self.scope.truncate(depth);
                text
            }
            _ => self.call(deeper),
        }
    }

    fn small_number(&mut self) -> String {
        if self.tape.pick(3) == 0
            && let Some(name) = self.local(Kind::Number)
        {
            return name;
        }
        if self.entry {
            let known: Vec<&str> = self
                .numbers
                .iter()
                .copied()
                .chain(["params.p", "params.q", "0.0", "35.0", "1e-17"])
                .collect();
            return self.tape.one(&known).to_owned();
        }
        self.tape
            .one(&["x", "y", "0.5", "100.0", "1e300"])
            .to_owned()
    }

    fn curve(&mut self, deeper: usize) -> String {
        let x = self.number(deeper);
        if !self.entry {
            return x;
        }
        match self.tape.pick(5) {
            0 => format!("interpolate({x}, params.m)"),
            1 => format!(
                "interpolate({x}, if {} {{ params.k }} else {{ params.m }})",
                self.flag(deeper)
            ),
            2 => format!(
                "lookup(org.t, if {} {{ params.n }} else {{ params.o }})",
                self.flag(deeper)
            ),
            3 => format!("lookup({}, params.n)", self.tape.one(&["org.w", "org.t"])),
            _ => format!("interpolate({x}, params.k)"),
        }
    }

    fn switch(&mut self, deeper: usize, kind: Kind) -> String {
        let mut value = || self.of(kind, deeper);
        let (one, two, three) = (value(), value(), value());
        if !self.entry {
            return format!("switch x {{ 0..40 => {one}, 30..100 => {two}, _ => {three} }}");
        }
        match self.tape.pick(4) {
            0 => format!(
                "switch org.w {{ \"low\" => {one}, \"mid\" => {two}, \"high\" => {three} }}"
            ),
            1 => format!("switch org.v {{ \"mid\" | \"high\" => {one}, _ => {two} }}"),
            2 => {
                format!("switch org.a {{ 0..1 | 35..40 => {one}, 30..101 => {two}, _ => {three} }}")
            }
            _ => format!(
                "switch {} {{ 0..35 => {one}, _ => {two} }}",
                self.number(deeper)
            ),
        }
    }

    fn call(&mut self, deeper: usize) -> String {
        if self.helpers == 0 {
            return self.number(deeper);
        }
        let number = self.tape.pick(self.helpers);
        let (x, y, z) = (self.number(deeper), self.number(deeper), self.flag(deeper));
        format!("h{number}(org, params, {x}, {y}, {z})")
    }

    fn flag(&mut self, depth: usize) -> String {
        if self.stops(depth) {
            return self.small_flag();
        }
        let deeper = depth - 1;
        match self.tape.pick(13) {
            0 => self.small_flag(),
            1..=3 => {
                let sign = self.tape.one(&["<", "<=", ">", ">=", "==", "!="]);
                format!("({} {sign} {})", self.number(deeper), self.number(deeper))
            }
            4 => {
                let sign = self.tape.one(&["<", "<=", ">", ">=", "==", "!="]);
                format!(
                    "({} {sign} {})",
                    self.number(deeper),
                    self.tape.one(&["0", "35", "100", "-1", "0.1", "params.p"])
                )
            }
            5 => format!("({} && {})", self.flag(deeper), self.flag(deeper)),
            6 => format!("({} || {})", self.flag(deeper), self.flag(deeper)),
            7 => format!("!{}", self.flag(deeper)),
            8 => format!(
                "({} {} {})",
                self.flag(deeper),
                self.tape.one(&["==", "!="]),
                self.flag(deeper)
            ),
            9 if self.entry => format!(
                "({} {} {})",
                self.word(deeper),
                self.tape.one(&["==", "!="]),
                self.word(deeper)
            ),
            10 if self.entry => {
                let name = self.tape.one(&["a", "b", "c", "f", "w", "t", "l"]);
                let read = match name {
                    "a" | "b" | "c" => format!("org.{name} > {}", self.number(deeper)),
                    "f" => "org.f".to_owned(),
                    "w" => "org.w != \"low\"".to_owned(),
                    "t" => "org.t == \"anything\"".to_owned(),
                    _ => return "known(\"l\")".to_owned(),
                };
                format!("(known(\"{name}\") && {read})")
            }
            11 => format!(
                "if {} {{ {} }} else {{ {} }}",
                self.flag(deeper),
                self.flag(deeper),
                self.flag(deeper)
            ),
            _ => self.switch(deeper, Kind::Flag),
        }
    }

    fn small_flag(&mut self) -> String {
        if self.tape.pick(2) == 0
            && let Some(name) = self.local(Kind::Flag)
        {
            return name;
        }
        if self.entry {
            return self.tape.one(&self.flags).to_owned();
        }
        self.tape.one(&["z", "true", "false"]).to_owned()
    }

    fn word(&mut self, depth: usize) -> String {
        if let Some(name) = self.local(Kind::Word).filter(|_| self.tape.pick(2) == 0) {
            return name;
        }
        if self.stops(depth) || self.tape.pick(3) > 0 {
            return self.tape.one(&self.words).to_owned();
        }
        let deeper = depth - 1;
        format!(
            "if {} {{ {} }} else {{ {} }}",
            self.flag(deeper),
            self.word(deeper),
            self.word(deeper)
        )
    }

    fn verdict(&mut self, depth: usize) -> String {
        if let Some(name) = self.local(Kind::Verdict).filter(|_| self.tape.pick(3) == 0) {
            return name;
        }
        if self.stops(depth) {
            return format!("scored({}, \"one\")", self.small_number());
        }
        let deeper = depth - 1;
        match self.tape.pick(8) {
            0 | 1 => format!(
                "scored(min(max({}, 0), 100), \"one\"{})",
                self.number(deeper),
                self.values(deeper)
            ),
            2 => format!(
                "scored({}, \"two\"{})",
                self.number(deeper),
                self.values(deeper)
            ),
            3 => format!(
                "scored({}, \"two\")",
                self.tape
                    .one(&["100", "0", "params.p", "if org.f { 100 } else { 0 }"])
            ),
            4 => format!("not_applicable(\"two\"{})", self.values(deeper)),
            5 => self.switch(deeper, Kind::Verdict),
            _ => format!(
                "if {} {{ {} }} else {{ {} }}",
                self.flag(deeper),
                self.verdict(deeper),
                self.verdict(deeper)
            ),
        }
    }

    fn values(&mut self, deeper: usize) -> String {
        if self.tape.pick(2) == 0 {
            return String::new();
        }
        format!(
            ", #{{ z: {}, number: {}, word: {} }}",
            self.flag(deeper),
            self.number(deeper),
            self.word(deeper)
        )
    }
}

/// The functions that are called; one that is not may not stand in a rule.
fn used(helpers: &[String], entry: &str) -> String {
    let mut text = entry.to_owned();
    for (number, helper) in helpers.iter().enumerate().rev() {
        if text.contains(&format!("h{number}(")) {
            text = format!("{helper}{text}");
        }
    }
    text
}
