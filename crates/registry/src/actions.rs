//! What can be done with the registry: one function a use case, on a transaction. Whether the asker may do
//! it is decided by who calls (`principal.covers(role, &unit.path)`); what is sound is decided here.

mod acts;
mod audit;
pub(crate) mod imports;
pub(crate) mod people;
mod search;
mod standing;
mod units;

pub use crate::store::imports::ImportRun;
pub use acts::{Deed, keep_deed, person_in_reach};
pub use audit::audit;
pub use imports::{import_body, import_refusals, import_run, import_runs};
pub use people::{
    People, changes_after, come_back, correct, employee, employee_by_contract, employee_by_nip, headcounts, hire,
    history, last_change, leave, move_to, people_of, total,
};
pub use search::{Found, Scope, find_people, find_units};
pub use standing::{Change, changes_since, hold_changes, standing, standing_held};
pub use units::{
    children, end_unit, former_names, move_unit, open_unit, rename_unit, roots, successors, tree, unit, unit_by_code,
    unit_ids,
};
