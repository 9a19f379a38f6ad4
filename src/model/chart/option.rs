//! The structure types and the places that KAM can have (domain 4.1, 4.6).

use serde::{Deserialize, Serialize, Serializer};

use super::unit::Listed;

/// What kind of structure a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StructureType {
    Functional,
    DivProduct,
    DivRegion,
    DivCustomer,
    Matrix,
    Simple,
    /// Two principles, neither strong enough; see the primary and the secondary type.
    Hybrid,
    NotClassifiable,
}

impl Listed for StructureType {
    const ALL: &'static [(&'static str, Self)] = &[
        ("functional", Self::Functional),
        ("div_product", Self::DivProduct),
        ("div_region", Self::DivRegion),
        ("div_customer", Self::DivCustomer),
        ("matrix", Self::Matrix),
        ("simple", Self::Simple),
        ("hybrid", Self::Hybrid),
        ("not_classifiable", Self::NotClassifiable),
    ];
}

/// The ten options of domain 4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementOption {
    SalesLine,
    SalesStaff,
    Marketing,
    CustomerManagement,
    CustomerDivisions,
    TopManagement,
    DivisionalKam,
    CorporateMatrix,
    KamOffice,
    NoFormalKam,
}

impl Listed for PlacementOption {
    const ALL: &'static [(&'static str, Self)] = &[
        ("sales_line", Self::SalesLine),
        ("sales_staff", Self::SalesStaff),
        ("marketing", Self::Marketing),
        ("customer_management", Self::CustomerManagement),
        ("customer_divisions", Self::CustomerDivisions),
        ("top_management", Self::TopManagement),
        ("divisional_kam", Self::DivisionalKam),
        ("corporate_matrix", Self::CorporateMatrix),
        ("kam_office", Self::KamOffice),
        ("no_formal_kam", Self::NoFormalKam),
    ];
}

impl PlacementOption {
    /// One place above the divisions, which outweighs KAM inside them.
    pub fn is_top(self) -> bool {
        matches!(
            self,
            Self::CustomerManagement
                | Self::CorporateMatrix
                | Self::KamOffice
                | Self::TopManagement
        )
    }
}

/// Where a chart has KAM today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KamPlace {
    At(PlacementOption),
    /// A line unit in no place that has a name.
    Unclear,
    /// Several places that do not go together.
    Mixed,
}

impl KamPlace {
    pub fn id(self) -> &'static str {
        match self {
            Self::At(option) => option.id(),
            Self::Unclear => "unclear",
            Self::Mixed => "mixed",
        }
    }
}

impl Serialize for KamPlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
