//! A person as an act needs to know him, read at once.

use super::Employment;
use netra_base::{UnitId, Zone};

/// A person as an act needs to know him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The name as in the roster.
    pub name: String,
    /// The NIP; for PPNPN the unit's code and the contract number, `KW-20/K-1`.
    pub number: String,
    /// Kind of employment.
    pub employment: Employment,
    /// In service?
    pub active: bool,
    /// The change number of the latest state.
    pub change: i64,
    /// The unit.
    pub unit: UnitId,
    /// Its code.
    pub unit_code: String,
    /// Its path.
    pub unit_path: String,
    /// Its time zone.
    pub zone: Zone,
}
