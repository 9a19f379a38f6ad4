//! Codes of what can be wrong with a pack. A code keeps its meaning for good; `pack explain` says what it is.

use std::fmt;

/// A stable name for one kind of fault, `KR201`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// What a message says, and which kind of fault it tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    pub(super) code: Option<Code>,
    pub(super) text: String,
    /// The same in German, where people read it who know no English.
    pub(super) german: Option<String>,
}

/// A message in both languages.
pub fn said(english: impl Into<String>, german: impl Into<String>) -> Detail {
    Detail {
        german: Some(german.into()),
        ..Detail::from(english.into())
    }
}

impl Code {
    /// A message about this kind of fault.
    pub fn says(self, text: impl Into<String>) -> Detail {
        Detail {
            code: Some(self),
            ..Detail::from(text.into())
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Detail {
    /// The same message, as one about this kind of fault if nobody has said what it is about.
    #[must_use]
    pub fn or(self, code: Code) -> Self {
        Self {
            code: self.code.or(Some(code)),
            ..self
        }
    }
}

impl From<String> for Detail {
    fn from(text: String) -> Self {
        Self {
            code: None,
            text,
            german: None,
        }
    }
}

impl From<&str> for Detail {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

// Files and tables.
pub const UNREADABLE: Code = Code("KR001");
pub const ENCODING: Code = Code("KR002");
pub const LACKS_FILE: Code = Code("KR003");
pub const WRONG_FOLDER: Code = Code("KR004");
pub const STRANGE_FILE: Code = Code("KR005");
pub const TOML_SYNTAX: Code = Code("KR006");
pub const TOML_SHAPE: Code = Code("KR007");
pub const SEMICOLONS: Code = Code("KR008");
pub const TABLE_SHAPE: Code = Code("KR009");
pub const TABLE_VALUE: Code = Code("KR010");
pub const TWICE: Code = Code("KR011");
pub const HIDDEN_SIGN: Code = Code("KR012");
pub const RULE_SYNTAX: Code = Code("KR013");

// META, texts, sources, cases.
pub const META_KEY: Code = Code("KR101");
pub const META_LACKS: Code = Code("KR102");
pub const META_TYPE: Code = Code("KR103");
pub const META_WORD: Code = Code("KR104");
pub const LANGUAGE: Code = Code("KR105");
pub const OTHER_VALUES: Code = Code("KR106");
pub const NEVER_GIVEN: Code = Code("KR107");
pub const UNKNOWN_SOURCE: Code = Code("KR108");
pub const NO_SOURCE: Code = Code("KR109");
pub const NO_CASE: Code = Code("KR110");
pub const CASE_SHAPE: Code = Code("KR111");
pub const WEIGHT: Code = Code("KR112");
pub const CURVE: Code = Code("KR113");
pub const FIELD: Code = Code("KR114");
pub const UNTRANSLATED: Code = Code("KR115");
pub const UNFINISHED: Code = Code("KR116");

// What a rule's function says.
pub const UNKNOWN_FIELD: Code = Code("KR201");
pub const UNKNOWN_FUNCTION: Code = Code("KR202");
pub const UNKNOWN_PARAM: Code = Code("KR203");
pub const UNKNOWN_TEXT: Code = Code("KR204");
pub const UNKNOWN_VARIABLE: Code = Code("KR205");
pub const WRONG_TYPE: Code = Code("KR206");
pub const UNKNOWN_WORD: Code = Code("KR207");
pub const TOO_EARLY: Code = Code("KR208");
pub const NOT_IN_LANGUAGE: Code = Code("KR209");
pub const SCRIPT_SYNTAX: Code = Code("KR210");
pub const FUNCTION: Code = Code("KR211");
pub const TABLE_WORDS: Code = Code("KR212");
pub const NO_VALUE: Code = Code("KR213");
pub const ARGUMENTS: Code = Code("KR214");
pub const TOO_LARGE: Code = Code("KR215");

// The pack as a whole.
pub const UNKNOWN_ID: Code = Code("KR301");
pub const EMPTY_DIMENSION: Code = Code("KR302");
pub const PARTS: Code = Code("KR303");
pub const MANIFEST_NUMBER: Code = Code("KR304");
pub const LEVELS: Code = Code("KR305");
pub const LANGUAGES: Code = Code("KR306");

// The judgement itself.
pub const OUTSIDE_RANGE: Code = Code("KR401");
pub const UNREACHABLE: Code = Code("KR402");
pub const GAP: Code = Code("KR403");
pub const OVERLAP: Code = Code("KR404");
pub const NOT_MONOTONE: Code = Code("KR405");
pub const POINTS: Code = Code("KR406");
pub const WEIGHT_SUM: Code = Code("KR407");
pub const DIMENSION_REACH: Code = Code("KR408");
pub const LEVEL_REACH: Code = Code("KR409");
pub const LITERAL: Code = Code("KR410");
pub const FLOAT_EQUAL: Code = Code("KR411");
pub const SHARE_OR_PERCENT: Code = Code("KR412");

// What nobody uses.
pub const UNUSED_FIELD: Code = Code("KR501");
pub const UNUSED_PARAM: Code = Code("KR502");
pub const UNUSED_ROW: Code = Code("KR503");
pub const UNUSED_TEXT: Code = Code("KR504");
pub const UNREAD_MONOTONE: Code = Code("KR505");

// Overlays and waivers.
pub const NO_REASON: Code = Code("KR601");
pub const NOT_ALLOWED: Code = Code("KR602");
pub const CHANGES_NOTHING: Code = Code("KR603");
pub const CHANGE_NAMES: Code = Code("KR604");
pub const CHANGE_VALUE: Code = Code("KR605");
pub const ADDS: Code = Code("KR606");
pub const BASE: Code = Code("KR607");
pub const WAIVER: Code = Code("KR608");
