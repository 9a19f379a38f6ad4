//! The customers in results, and accounts in records (domain 2).

use serde_json::{Value, json};

use super::{closed, exact, value};
use crate::model::{AccountStatus, Fields, Quadrant};

/// An account inside a record: the fields of the pack, of which some are needed.
pub(super) fn account(fields: &Fields) -> Value {
    row(fields, "account_id", &crate::model::Account::REQUIRED)
}

/// A row of a list: its fields by their ids, of which `id` may be a number.
pub(super) fn row(fields: &Fields, id: &str, needed: &[&str]) -> Value {
    let properties = fields.iter().map(|field| {
        let own = json!({
            "title": field.label.en,
            "description": field.question.en,
            "anyOf": [match &*field.id == id {
                true => json!({"type": ["string", "integer"], "pattern": "\\S"}),
                false => value(field),
            }, {"type": "null"}],
        });
        (field.id.to_string(), own)
    });
    closed(&Value::Object(properties.collect()), needed)
}

/// The definitions behind `accounts` of an organisation.
pub(super) fn definitions() -> Value {
    json!({
        "customers": exact(&json!({
            "result": {
                "description": "The judged portfolio, or the faults that stop the analysis",
                "anyOf": [{"$ref": "#/$defs/portfolio"}, exact(&json!({"faults": list("reason")}))],
            },
            "differences": list("difference"),
            "warnings": list("reason"),
        })),
        "difference": exact(&json!({
            "field": word("Field of the organisation"),
            "stated": any_number("Stated value, in the unit of the field"),
            "computed": any_number("Value from the accounts, in the unit of the field"),
            "flagged": flag("So far apart that it is flag F5"),
        })),
        "portfolio": portfolio(),
        "concentration": concentration(),
        "dependence": dependence(),
        "selection": selection(),
        "effort": effort(),
        "budget_need": budget_need(),
        "customer_group": customer_group(),
        "axis": exact(&json!({
            "score": score("From the known criteria"),
            "coverage": percent("Known share of the weight"),
            "criteria": {"type": "array", "items": exact(&json!({
                "id": word("Rule"),
                "weight": {"description": "Share in the axis", "type": "number", "exclusiveMinimum": 0},
                "outcome": {"enum": ["scored", "not_applicable", "unknown"]},
                "points": score("Of the criterion"),
            }))},
        })),
        "top_share": exact(&json!({
            "share": percent("Of the revenue"),
            "at_least": flag("A lower bound, because the list is shorter than the measure"),
        })),
        "bounds": exact(&json!({
            "low": amount_or_null("Lower end"),
            "high": amount_or_null("Upper end"),
        })),
    })
}

fn portfolio() -> Value {
    exact(&json!({
        "currency": word("Of all amounts, ISO 4217"),
        "accounts": count("Rows that were read"),
        "active_customers": {
            "description": "Customer groups of the company; null where nobody knows",
            "type": ["integer", "null"],
            "minimum": 1,
        },
        "total_revenue": amount("Of the company, a year"),
        "listed_revenue": amount("Of the accounts, a year"),
        "rest_revenue": amount("Not in the list, a year; 0 for a complete list"),
        "concentration": {"$ref": "#/$defs/concentration"},
        "dependence": {"$ref": "#/$defs/dependence"},
        "selection": {"$ref": "#/$defs/selection"},
        "effort": {"$ref": "#/$defs/effort"},
        "computed": {"type": "array", "items": exact(&json!({
            "field": word("Field of the organisation that the accounts tell"),
            "value": number_or_null("In the unit of the field"),
        }))},
        "warnings": list("reason"),
        "broken": {"type": "array", "items": exact(&json!({
            "rule": word("Rule that failed"),
            "error": word("What broke, with line and column"),
            "groups": count("Groups for which it failed"),
        }))},
        "cut": exact(&json!({
            "at": percent("Points between the quadrants"),
            "grey_low": percent("Points from which a score is grey"),
            "grey_high": percent("Points up to which a score is grey"),
        })),
        "groups": list("customer_group"),
    }))
}

fn concentration() -> Value {
    exact(&json!({
        "cr1": {"$ref": "#/$defs/top_share"},
        "cr5": {"$ref": "#/$defs/top_share"},
        "cr10": {"$ref": "#/$defs/top_share"},
        "rest": percent("Revenue that is not listed"),
        "hhi": {"description": "Sum of the squared shares, 0 to 10,000", "$ref": "#/$defs/bounds"},
        "effective_number": {"description": "As concentrated as so many equal customers", "$ref": "#/$defs/bounds"},
        "pareto": percent_or_null("Customers that bring `pareto_of` of the revenue"),
        "pareto_of": percent("Share of revenue of the Pareto check"),
        "db2_base": number_or_null("DB II that counts as 100 %, in the currency"),
    }))
}

fn dependence() -> Value {
    exact(&json!({
        "revenue_share": percent("Revenue of the largest customer"),
        "revenue_band": word("Band of the pack"),
        "db2_share": number_or_null("Largest DB II, in percent of `db2_base`"),
        "db2_band": word_or_null("Band of the pack"),
        "band": word("The worse of both"),
        "dependent": flag("The company depends on one customer"),
        "ebit_without_largest": number_or_null("In the currency; may be negative"),
        "ebit_without_top3": number_or_null("In the currency; may be negative"),
    }))
}

fn selection() -> Value {
    exact(&json!({
        "cap": count("Most candidates"),
        "passed": count("Groups that pass before the cap"),
        "candidates": words("Keys of groups, the highest K first"),
        "cut": words("Keys of groups above the cap"),
        "borderline": words("Keys of groups that another weight would let in or out"),
        "overrides": {"type": "array", "items": exact(&json!({
            "group": word("Key of the group"),
            "lifted": words("Gates that the reason lifts"),
            "reason": word("The written reason"),
        }))},
        "revenue": amount("Of the candidates, a year"),
        "share": percent("Of the revenue"),
    }))
}

fn effort() -> Value {
    let bounds = json!({"anyOf": [{"$ref": "#/$defs/bounds"}, {"type": "null"}]});
    exact(&json!({
        "hours": amount("Of all candidates, a month"),
        "fte": amount("Positions"),
        "accounts_per_fte": amount_or_null("Candidates per position"),
        "plausible": bounds,
        "wide": bounds,
        "head": amount_or_null("Positions of the head of KAM"),
        "budget": {"anyOf": [{"$ref": "#/$defs/budget_need"}, {"type": "null"}]},
        "db2": number_or_null("DB II of the candidates, in the currency"),
        "breakeven_uplift_pct": amount_or_null("Rise of that DB II that carries the budget, in percent"),
        "extra_revenue": amount_or_null("The same as revenue at today's margin, in the currency"),
        "open_potential": number_or_null("Demand of the candidates that others supply, in the currency"),
        "extra_of_potential_pct": amount_or_null("Extra revenue in percent of that demand"),
    }))
}

fn budget_need() -> Value {
    let part = || amount("In the currency, a year");
    exact(&json!({
        "total": part(),
        "managers": part(),
        "head": part(),
        "support": part(),
        "tools": part(),
        "projects": part(),
    }))
}

fn customer_group() -> Value {
    let quadrants = Quadrant::ALL.iter().map(|(name, _)| json!(name));
    let quadrants: Vec<Value> = quadrants.chain([Value::Null]).collect();
    let states: Vec<&str> = AccountStatus::ALL.iter().map(|(name, _)| *name).collect();
    exact(&json!({
        "key": word("Parent group, else name"),
        "accounts": words("Ids of its accounts, in the order of the file"),
        "industry": word_or_null("As stated"),
        "current_owner": word_or_null("Staff id"),
        "revenue": amount("In the currency, a year"),
        "share": amount("Of the revenue, in percent"),
        "wallet": amount_or_null("Total demand, in the currency, a year"),
        "share_of_wallet": percent_or_null("Revenue in percent of the total demand"),
        "db2": number_or_null("In the currency; may be negative"),
        "db2_pct": number_or_null("DB II in percent of the revenue"),
        "abc_revenue": {"enum": ["A", "B", "C"]},
        "abc_db2": {"enum": ["A", "B", "C", null]},
        "attractiveness": {"$ref": "#/$defs/axis"},
        "position": {"$ref": "#/$defs/axis"},
        "value": {"$ref": "#/$defs/axis"},
        "k": score("Selection score"),
        "quadrant": {"enum": quadrants},
        "grey": exact(&json!({
            "attractiveness": flag("Near the cut"),
            "position": flag("Near the cut"),
        })),
        "binding": words("Gates that hold, lifted or not"),
        "unverified": words("Gates that a missing field leaves open"),
        "strategic_exception": word_or_null("The written reason that lifts the gates"),
        "status": {"enum": states},
        "cut": flag("Passed, but above the cap"),
        "borderline": flag("Another weight would let it in or out"),
        "hours": amount("Of care, a month"),
        "defaults": words("Fields in whose place a default stands in the hours"),
        "countries": amount_or_null("Countries"),
        "sites": amount_or_null("Sites"),
        "divisions": amount_or_null("Own divisions that serve it"),
        "relationship_stage": word_or_null("Of the pack's list"),
        "central_purchasing": word_or_null("Of the pack's list"),
        "innovation_partner": amount_or_null("1 to 5"),
        "contract_end": word_or_null("The contract that ends first, YYYY-MM-DD"),
        "payment_days": amount_or_null("Terms of payment, in days"),
    }))
}

fn list(of: &str) -> Value {
    json!({"type": "array", "items": {"$ref": format!("#/$defs/{of}")}})
}

fn word(description: &str) -> Value {
    json!({"description": description, "type": "string"})
}

fn word_or_null(description: &str) -> Value {
    json!({"description": description, "type": ["string", "null"]})
}

fn words(description: &str) -> Value {
    json!({"description": description, "type": "array", "items": {"type": "string"}})
}

fn flag(description: &str) -> Value {
    json!({"description": description, "type": "boolean"})
}

fn count(description: &str) -> Value {
    json!({"description": description, "type": "integer", "minimum": 0})
}

fn any_number(description: &str) -> Value {
    json!({"description": description, "type": "number"})
}

fn number_or_null(description: &str) -> Value {
    json!({"description": description, "type": ["number", "null"]})
}

fn amount(description: &str) -> Value {
    json!({"description": description, "type": "number", "minimum": 0})
}

fn amount_or_null(description: &str) -> Value {
    json!({"description": description, "type": ["number", "null"], "minimum": 0})
}

fn percent(description: &str) -> Value {
    let description = format!("{description}; percent or points");
    json!({"description": description, "type": "number", "minimum": 0, "maximum": 100})
}

fn percent_or_null(description: &str) -> Value {
    let description = format!("{description}; percent");
    json!({"description": description, "type": ["number", "null"], "minimum": 0, "maximum": 100})
}

fn score(description: &str) -> Value {
    let description = format!("{description}; points");
    json!({"description": description, "type": ["number", "null"], "minimum": 0, "maximum": 100})
}
