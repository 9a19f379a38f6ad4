//! The tables of domain 4.1 and 4.3, typed from the document and not from the pack.

/// Id and commitment of each option, in the order of the columns of the effect table.
pub(super) const OPTIONS: [(&str, f64); 10] = [
    ("sales_line", 2.0),
    ("sales_staff", 1.0),
    ("marketing", 2.0),
    ("customer_management", 4.0),
    ("customer_divisions", 5.0),
    ("top_management", 1.0),
    ("divisional_kam", 2.0),
    ("corporate_matrix", 4.0),
    ("kam_office", 2.0),
    ("no_formal_kam", 0.0),
];

/// What only the entry looks at; the other factors are of structure.
pub(super) const FEASIBILITY: [&str; 3] =
    ["top_mgmt_involvement", "fte_affordable", "change_capacity"];

/// Factors in the order of domain 4.2.
pub(super) const FACTORS: [&str; 14] = [
    "structure_type",
    "ka_count",
    "ka_revenue_share",
    "internationality",
    "divisions_per_ka",
    "product_complexity",
    "central_purchasing",
    "cross_functional_need",
    "marketing_drive",
    "customer_heterogeneity",
    "relationship_lead",
    "top_mgmt_involvement",
    "fte_affordable",
    "change_capacity",
];

/// Factor, bucket, weight, and the effect on each option.
#[rustfmt::skip]
pub(super) const EFFECTS: [(&str, &str, f64, [i8; 10]); 50] = [
    ("structure_type", "functional", 3.0, [2, 2, 2, 2, -2, 0, -3, -3, -1, 0]),
    ("structure_type", "div_product", 3.0, [-2, -1, -2, -1, -1, 0, 3, 2, 2, 0]),
    ("structure_type", "div_region", 3.0, [-2, -1, -2, 0, -1, 0, 1, 2, 3, 0]),
    ("structure_type", "div_customer", 3.0, [-1, 0, -2, 1, 3, 0, 0, 0, 1, 0]),
    ("structure_type", "matrix", 3.0, [-1, -1, -2, 1, 0, -1, 1, 3, 2, 0]),
    ("structure_type", "simple", 3.0, [0, 1, -1, -2, -3, 3, -3, -3, -3, 1]),
    ("ka_count", "n0_1", 2.0, [-3, -1, -2, -3, -3, 2, -2, -3, -3, 3]),
    ("ka_count", "n2_4", 2.0, [0, 2, 0, -2, -2, 3, 0, -1, -2, 0]),
    ("ka_count", "n5_15", 2.0, [2, 1, 1, 1, 1, -1, 1, 1, 0, -2]),
    ("ka_count", "n16_40", 2.0, [2, -1, 0, 2, 2, -3, 2, 2, 2, -3]),
    ("ka_count", "n41", 2.0, [1, -2, -1, 2, 3, -3, 2, 2, 3, -3]),
    ("ka_revenue_share", "lt15", 2.5, [-1, 2, 1, -2, -3, 0, 0, -2, 0, 2]),
    ("ka_revenue_share", "p15_35", 2.5, [2, 2, 1, 0, -1, 0, 1, 0, 1, -1]),
    ("ka_revenue_share", "p35_60", 2.5, [2, 0, 0, 1, 2, 0, 1, 2, 1, -2]),
    ("ka_revenue_share", "gt60", 2.5, [1, -2, -1, 3, 3, 1, 1, 2, 0, -3]),
    ("internationality", "national", 1.5, [1, 1, 1, 0, 0, 0, 1, -1, -1, 1]),
    ("internationality", "multi", 1.5, [1, 0, 0, 1, 1, 0, 0, 1, 1, -1]),
    ("internationality", "gt5", 1.5, [-1, -2, -2, 1, 1, -1, -2, 3, 2, -3]),
    ("divisions_per_ka", "one", 2.5, [1, 0, 0, 0, 0, 0, 3, -3, -1, 0]),
    ("divisions_per_ka", "two", 2.5, [0, -1, -1, 1, 1, 0, -1, 2, 2, -1]),
    ("divisions_per_ka", "three", 2.5, [-2, -2, -2, 1, 1, 0, -3, 3, 2, -2]),
    ("product_complexity", "low", 1.0, [1, 1, 1, 0, 0, 0, 0, -1, 0, 1]),
    ("product_complexity", "medium", 1.0, [1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    ("product_complexity", "high", 1.0, [0, -1, -2, 1, 2, 1, 1, 1, 0, -2]),
    ("central_purchasing", "low", 1.5, [0, 1, 1, 0, 0, 0, 2, -2, 0, 1]),
    ("central_purchasing", "medium", 1.5, [1, 1, 0, 1, 0, 0, 0, 0, 1, -1]),
    ("central_purchasing", "high", 1.5, [2, -1, 0, 2, 1, 1, -2, 3, 1, -3]),
    ("cross_functional_need", "low", 2.5, [2, 2, 1, -2, -2, 0, 1, -1, 0, 1]),
    ("cross_functional_need", "medium", 2.5, [1, 0, 0, 1, 1, 0, 0, 1, 1, -1]),
    ("cross_functional_need", "high", 2.5, [-1, -2, -1, 3, 3, 1, -1, 2, 0, -3]),
    ("top_mgmt_involvement", "low", 1.5, [1, 1, 0, -2, -2, -3, 2, -3, -1, 2]),
    ("top_mgmt_involvement", "medium", 1.5, [1, 1, 1, 0, 0, 0, 1, 0, 1, 0]),
    ("top_mgmt_involvement", "high", 1.5, [1, -1, 0, 2, 2, 2, -1, 3, 1, -2]),
    ("fte_affordable", "lt1", 2.0, [-2, 2, 0, -3, -3, 3, -1, -3, -3, 2]),
    ("fte_affordable", "f1_3", 2.0, [1, 2, 1, -1, -2, 1, 1, -1, -1, 0]),
    ("fte_affordable", "f4_10", 2.0, [2, -1, 1, 2, 1, -1, 1, 1, 2, -2]),
    ("fte_affordable", "gt10", 2.0, [1, -2, -1, 3, 3, -2, 2, 3, 2, -3]),
    ("marketing_drive", "low", 2.5, [1, 0, -3, 0, 0, 0, 0, 0, 0, 0]),
    ("marketing_drive", "medium", 2.5, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    ("marketing_drive", "high", 2.5, [-1, -1, 3, 2, 0, 0, 0, 0, 0, 0]),
    ("change_capacity", "low", 1.5, [2, 3, 0, -2, -3, 1, 2, -2, 2, 2]),
    ("change_capacity", "medium", 1.5, [1, 0, 0, 1, -1, 0, 0, 1, 1, -1]),
    ("change_capacity", "high", 1.5, [0, -1, 0, 2, 2, -1, 0, 2, 0, -2]),
    ("customer_heterogeneity", "low", 1.5, [1, 1, 1, 0, -3, 0, 0, 0, 1, 0]),
    ("customer_heterogeneity", "medium", 1.5, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("customer_heterogeneity", "high", 1.5, [0, -1, -1, 1, 3, 0, 0, 0, 0, 0]),
    ("relationship_lead", "sales", 2.0, [2, 1, -2, 0, 0, 0, 1, 0, 0, 0]),
    ("relationship_lead", "marketing", 2.0, [-2, -1, 3, 1, 0, 0, 0, 0, 0, 0]),
    ("relationship_lead", "management", 2.0, [0, 0, 0, 0, 0, 3, 0, 0, 0, 1]),
    ("relationship_lead", "mixed", 2.0, [-1, -1, -1, 2, 1, 0, -1, 2, 1, 0]),
];
