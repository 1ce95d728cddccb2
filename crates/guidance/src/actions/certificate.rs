//! A certificate for its holder, and what a stranger is told of it: that it is valid, the day, the kind of unit, what the
//! test belonged to. No name, no unit of its holder, no score.

use crate::model::{Certificate, Code, Occasion};
use crate::store::certificates;
use anyhow::anyhow;
use netra_base::{Day, EmployeeId, Error, Result, UnitId};
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;

/// The certificate with this code and its unit, for the person who holds it.
///
/// # Errors
/// `NotFound` when there is none, or it is another person's.
pub fn certificate(tx: &mut Tx<'_>, holder: EmployeeId, code: &Code) -> Result<(Certificate, Unit)> {
    let found = certificates::by_code(tx, code)?.filter(|found| found.employee == holder).ok_or(Error::NotFound)?;
    let unit = registry::unit_by_code(tx, &found.unit)?;
    Ok((found, unit))
}

/// The name of the agency to which a unit belongs: that of its root.
///
/// # Errors
/// `NotFound` when the tree has no such root.
pub fn agency(tx: &mut Tx<'_>, unit: &Unit) -> Result<String> {
    let root = unit.path.split('/').find_map(|id| id.parse().ok()).ok_or(Error::NotFound)?;
    Ok(registry::unit(tx, UnitId(root))?.name)
}

/// What anybody may know of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valid {
    /// The day on which the test was passed.
    pub day: Day,
    /// The kind of unit of its holder on that day.
    pub unit_kind: UnitKind,
    /// What the test belonged to; the certificate names it too.
    pub occasion: Option<Occasion>,
}

/// Is there a certificate with this code?
///
/// # Errors
/// When the database fails.
pub fn check(tx: &mut Tx<'_>, code: &Code) -> Result<Option<Valid>> {
    let Some(found) = certificates::by_code(tx, code)? else { return Ok(None) };
    let unit_kind = UnitKind::parse(&found.unit_kind)
        .map_err(|_| Error::Failed(anyhow!("quiz_certificate.unit_kind cannot be read")))?;
    Ok(Some(Valid { day: found.day, unit_kind, occasion: found.occasion }))
}
