//! The tables of domain 5.3 and 5.4, typed from the document and not from the pack.

/// Role ids in the order of the columns of the targets.
pub(super) const ROLES: [&str; 5] = [
    "key_account_manager",
    "head_of_kam",
    "team",
    "sponsor",
    "operations",
];

/// A competency: id, and level and criticality for each role.
type Targets = (&'static str, &'static str, [(i8, i8); 5]);

/// Number, key, and for each role the target level and the criticality.
#[rustfmt::skip]
pub(super) const TARGETS: [Targets; 28] = [
    ("C01", "customer_business", [(4, 3), (4, 2), (3, 2), (3, 2), (2, 1)]),
    ("C02", "market_analysis", [(3, 2), (4, 2), (3, 2), (3, 1), (1, 1)]),
    ("C03", "account_plans", [(4, 3), (5, 3), (3, 2), (2, 1), (1, 1)]),
    ("C04", "financial_acumen", [(4, 3), (4, 3), (3, 3), (4, 2), (2, 1)]),
    ("C05", "strategic_thinking", [(4, 3), (5, 3), (2, 1), (5, 3), (1, 1)]),
    ("C06", "relationship_building", [(4, 3), (4, 2), (2, 1), (4, 3), (2, 1)]),
    ("C07", "executive_communication", [(4, 2), (5, 3), (2, 1), (5, 3), (1, 1)]),
    ("C08", "consultative_skill", [(4, 3), (4, 2), (3, 1), (3, 1), (3, 2)]),
    ("C09", "negotiation", [(4, 3), (5, 2), (2, 1), (4, 1), (2, 1)]),
    ("C10", "conflict_management", [(4, 2), (4, 2), (3, 1), (4, 2), (3, 2)]),
    ("C11", "intercultural", [(2, 1), (3, 1), (2, 1), (3, 1), (2, 1)]),
    ("C12", "languages", [(2, 1), (3, 1), (2, 1), (3, 1), (2, 1)]),
    ("C13", "value_proposition", [(4, 3), (4, 2), (3, 2), (3, 1), (2, 1)]),
    ("C14", "solution_design", [(3, 2), (3, 1), (3, 2), (2, 1), (2, 1)]),
    ("C15", "product_knowledge", [(3, 2), (3, 1), (3, 2), (2, 1), (3, 2)]),
    ("C16", "pricing_contracts", [(4, 2), (4, 2), (3, 1), (3, 1), (2, 1)]),
    ("C17", "innovation", [(3, 1), (3, 2), (2, 1), (4, 2), (1, 1)]),
    ("C18", "internal_network", [(4, 3), (5, 3), (3, 2), (5, 2), (3, 2)]),
    ("C19", "lateral_leadership", [(4, 3), (4, 2), (2, 1), (3, 1), (2, 1)]),
    ("C20", "project_management", [(3, 2), (3, 1), (3, 2), (2, 1), (3, 2)]),
    ("C21", "process_coordination", [(3, 2), (3, 1), (3, 2), (1, 1), (4, 3)]),
    ("C22", "people_leadership", [(2, 1), (5, 3), (1, 1), (4, 2), (1, 1)]),
    ("C23", "crm_discipline", [(3, 2), (3, 2), (4, 3), (1, 1), (4, 3)]),
    ("C24", "analytics", [(3, 2), (4, 2), (4, 3), (2, 1), (3, 2)]),
    ("C25", "digital_collaboration", [(3, 1), (3, 1), (3, 1), (2, 1), (3, 2)]),
    ("C26", "customer_orientation", [(4, 3), (4, 2), (4, 2), (4, 3), (4, 3)]),
    ("C27", "resilience", [(4, 2), (4, 2), (3, 1), (4, 1), (3, 2)]),
    ("C28", "integrity", [(4, 3), (5, 3), (4, 2), (5, 3), (4, 2)]),
];

/// Which roles a placement needs; the others need all five.
pub(super) fn roles(placement: Option<&str>) -> &'static [&'static str] {
    match placement {
        None | Some("no_formal_kam") => &[],
        Some("top_management") => &["sponsor", "team", "operations"],
        Some("sales_staff" | "divisional_kam") => &["key_account_manager", "sponsor", "operations"],
        Some("kam_office") => &["head_of_kam", "team", "sponsor", "operations"],
        Some(_) => &ROLES,
    }
}
