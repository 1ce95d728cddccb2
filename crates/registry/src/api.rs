//! The registry for programs: units for whoever is signed in, people and imports for operators and
//! administrators within their units. NIPs travel in bodies, never in addresses.

mod imports;
mod people;
mod units;

pub use imports::{
    __path_import_outcome, __path_start_import, ImportAccepted, ImportError, ImportReply, ImportRequest,
    import_outcome, start_import,
};
pub use people::{
    __path_employees, __path_search_employees, EmployeeList, EmployeeReply, EmployeeSearch, employees, search_employees,
};
pub use units::{__path_unit, __path_units, Headcount, UnitDetail, UnitList, UnitReply, unit, units};

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(
    units::units,
    units::unit,
    people::employees,
    people::search_employees,
    imports::start_import,
    imports::import_outcome
))]
pub struct ApiDoc;
