//! What the public may see of coverage: regional offices and above, and sums from which no hidden part can
//! be taken back.

use super::coverage::{Branch, Coverage};
use crate::model::Figures;
use crate::rules;
use netra_registry::model::Unit;

/// One row of what the public sees.
#[derive(Debug, Clone)]
pub struct PublicRow {
    /// The unit.
    pub unit: Unit,
    /// The code of the unit above, when that is shown too.
    pub parent: Option<String>,
    /// Its figures with everything below; refusals are not among them.
    pub figures: Figures,
}

/// The public's rows, the agency first, then the units of Eselon I and the regional offices by code.
#[must_use]
pub fn public_rows(coverage: &Coverage) -> Vec<PublicRow> {
    let mut shown: Vec<&Branch> = coverage.branches.iter().filter(|b| rules::is_public(b.unit.kind)).collect();
    shown.sort_by(|a, b| (a.unit.kind, &a.unit.code).cmp(&(b.unit.kind, &b.unit.code)));
    let row = |branch: &&Branch| {
        let mut parts = shown.iter().filter(|below| below.unit.parent == Some(branch.unit.id));
        let blurred = parts.any(|below| rules::is_blurred(&below.all));
        let parent = branch.unit.parent.and_then(|id| coverage.of(id)).map(|above| above.unit.code.to_string());
        PublicRow { unit: branch.unit.clone(), parent, figures: rules::public_sum(&branch.all, blurred) }
    };
    shown.iter().map(row).collect()
}

/// The total that the public sees.
#[must_use]
pub fn public_total(coverage: &Coverage) -> Figures {
    let mut shown = coverage.branches.iter().filter(|branch| rules::is_public(branch.unit.kind));
    rules::public_sum(&coverage.total, shown.any(|branch| rules::is_blurred(&branch.all)))
}
