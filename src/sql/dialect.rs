//! What the engines spell differently: names, texts, numbers, and arithmetic that must not stop the query.

use crate::rules::Arith;

/// The largest number that PostgreSQL may reach: it stops at the next one instead of giving infinity.
const LARGEST: f64 = 1.797e308;
/// What PostgreSQL takes for 0: it stops where a smaller number would round to 0.
const SMALLEST: f64 = 1e-200;
/// Longer names PostgreSQL cuts off, in bytes.
const LONGEST_NAME: usize = 63;

/// A database that can run the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Duckdb,
    Postgres,
    Spark,
}

impl Dialect {
    /// A name in quotes that nothing in it can leave.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::Spark => format!("`{}`", name.replace('`', "``")),
            Self::Duckdb | Self::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Why this cannot be the name of a column here.
    pub(super) fn unfit(self, name: &str) -> Option<&'static str> {
        match self {
            _ if name.contains('\0') => Some("holds the sign U+0000, which SQL does not have"),
            _ if name.is_empty() => Some("is empty"),
            Self::Postgres if name.len() > LONGEST_NAME => {
                Some("is longer than the 63 bytes that PostgreSQL keeps of a name")
            }
            Self::Spark if name.contains("${") => Some("holds `${`, which Spark fills in"),
            _ => None,
        }
    }

    /// A text in quotes that nothing in it can leave.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Duckdb => format!("'{}'", text.replace('\'', "''")),
            // Whether a bare text knows escapes is a setting; with `E` it always does.
            Self::Postgres if text.contains('\\') => {
                format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
            }
            Self::Postgres => format!("'{}'", text.replace('\'', "''")),
            Self::Spark => format!("'{}'", text.chars().map(spark_sign).collect::<String>()),
        }
    }

    /// A number, to the last binary place.
    pub(super) fn number(self, value: f64) -> String {
        let digits = format!("{value:?}");
        let literal = match self {
            _ if !value.is_finite() => {
                let word = if value.is_nan() { "NaN" } else { "Infinity" };
                let sign = if value < 0.0 { "-" } else { "" };
                return format!("CAST('{sign}{word}' AS {})", self.double());
            }
            // Without an exponent DuckDB would read a decimal number of few places.
            Self::Duckdb if digits.contains('e') => digits,
            Self::Duckdb => format!("{digits}e0"),
            Self::Postgres => format!("{digits}::float8"),
            Self::Spark => format!("{digits}D"),
        };
        if value.is_sign_negative() {
            return format!("({literal})");
        }
        literal
    }

    pub(super) fn double(self) -> &'static str {
        match self {
            Self::Postgres => "float8",
            Self::Duckdb | Self::Spark => "DOUBLE",
        }
    }

    pub(super) fn string(self) -> &'static str {
        match self {
            Self::Duckdb => "VARCHAR",
            Self::Postgres => "text",
            Self::Spark => "STRING",
        }
    }

    /// Behind a step that later steps must not be merged with, or its columns would be worked out many times.
    pub(super) fn fence(self) -> &'static str {
        match self {
            Self::Postgres => "\n  OFFSET 0",
            Self::Duckdb | Self::Spark => "",
        }
    }

    /// Keeps the steps a stream of rows.
    pub(super) fn streamed(self) -> &'static str {
        match self {
            Self::Spark => "",
            Self::Duckdb | Self::Postgres => "NOT MATERIALIZED ",
        }
    }

    /// A number of the table as rules may calculate with it.
    pub(super) fn fraction(self, value: &str) -> String {
        match self {
            Self::Postgres => {
                let least = self.number(SMALLEST);
                format!("CASE WHEN ABS({value}) < {least} THEN 0 ELSE {value} END")
            }
            Self::Duckdb | Self::Spark => value.to_owned(),
        }
    }

    /// (x − y) ÷ the larger of both, or ÷ 1 where their product is 0 (domain 0.3).
    pub(super) fn distance(self, x: &str, y: &str) -> String {
        let larger = format!("GREATEST(ABS({x}), ABS({y}))");
        match self {
            Self::Duckdb | Self::Spark => {
                format!("(({x} - {y}) / CASE WHEN {x} * {y} = 0 THEN 1 ELSE {larger} END)")
            }
            // In halves, so that no difference is too large.
            Self::Postgres => {
                let half = self.number(0.5);
                let none = format!("{x} = 0 OR {y} = 0");
                let larger = format!("CASE WHEN {none} THEN {half} ELSE {larger} * {half} END");
                format!("(({x} * {half} - {y} * {half}) / {larger})")
            }
        }
    }

    /// x op y, NULL where it is no finite number. Both are columns or literals.
    pub(super) fn arith(self, op: Arith, x: &str, y: &str) -> String {
        let sign = match op {
            Arith::Add => "+",
            Arith::Subtract => "-",
            Arith::Multiply => "*",
            Arith::Divide => "/",
        };
        match self {
            Self::Postgres => self.guarded(op, sign, x, y),
            Self::Duckdb | Self::Spark => {
                let most = self.number(f64::MAX);
                let divides = if op == Arith::Divide {
                    format!("{y} <> 0 AND ")
                } else {
                    String::new()
                };
                format!("CASE WHEN {divides}ABS({x} {sign} {y}) <= {most} THEN {x} {sign} {y} END")
            }
        }
    }

    /// The same where a number too large or too small ends the whole query: tried before it is worked out.
    fn guarded(self, op: Arith, sign: &str, x: &str, y: &str) -> String {
        let [most, half, least] = [LARGEST, LARGEST / 2.0, SMALLEST].map(|one| self.number(one));
        let guards = match op {
            Arith::Add | Arith::Subtract => {
                return format!(
                    "CASE WHEN ABS({x}) < {half} AND ABS({y}) < {half} THEN {x} {sign} {y} END"
                );
            }
            Arith::Multiply => format!(
                "WHEN {x} = 0 OR {y} = 0 THEN 0 \
                 WHEN ABS({x}) > 1 AND ABS({y}) > {most} / ABS({x}) THEN NULL \
                 WHEN ABS({x}) < 1 AND ABS({y}) < {least} / ABS({x}) THEN 0"
            ),
            Arith::Divide => format!(
                "WHEN {y} = 0 THEN NULL WHEN {x} = 0 THEN 0 \
                 WHEN ABS({y}) < 1 AND ABS({x}) > {most} * ABS({y}) THEN NULL \
                 WHEN ABS({y}) > 1 AND ABS({x}) < {least} * ABS({y}) THEN 0"
            ),
        };
        format!("CASE WHEN {x} IS NULL OR {y} IS NULL THEN NULL {guards} ELSE {x} {sign} {y} END")
    }
}

/// Spark reads `\` in texts, and fills in `${…}` before it reads anything.
fn spark_sign(sign: char) -> String {
    match sign {
        '\'' | '"' | '\\' | '$' => format!("\\u{:04X}", u32::from(sign)),
        sign if sign.is_control() => format!("\\u{:04X}", u32::from(sign)),
        sign => sign.to_string(),
    }
}
