//! The registry for programs: units for whoever is signed in, people and imports for operators and
//! administrators within their units. NIPs travel in bodies, never in addresses.

mod deeds;
mod imports;
mod people;
mod units;

pub use deeds::{DepartureRequest, PlacementRequest, record_departure, record_move, record_return};
pub use imports::{ImportAccepted, ImportError, ImportReply, ImportRequest, import_outcome, start_import};
pub use people::{EmployeeList, EmployeeReply, EmployeeSearch, employees, search_employees};
pub use units::{Headcount, UnitDetail, UnitList, UnitReply, unit, units};

/// What these doors say about themselves, for `/api/openapi.json`.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(
    paths(
        units::units,
        units::unit,
        people::employees,
        people::search_employees,
        deeds::record_departure,
        deeds::record_return,
        deeds::record_move,
        imports::start_import,
        imports::import_outcome,
    ),
    tags(
        (name = "units", description = "The organisation, for whoever is signed in"),
        (name = "employees", description = "People, for the operators of their units"),
        (name = "imports", description = "Rosters and units from files"),
    )
)]
pub struct ApiDoc;
