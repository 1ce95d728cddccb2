//! What every other crate speaks: moments and days, chance, ids, languages, refusals, roles, canonical
//! JSON, letters that people copy. It knows no feature, no database, no web. Clock and chance are values here, so that every rule
//! above can be tested to the millisecond.

pub mod canonical;
pub mod chance;
pub mod ids;
pub mod lang;
pub mod letters;
pub mod refusal;
pub mod role;
pub mod time;

pub use chance::Chance;
pub use ids::{AccountId, DriveId, EmployeeId, EntryId, UnitId};
pub use lang::{Lang, Say};
pub use refusal::{Error, Refusal, Result};
pub use role::{Grant, Principal, Role, SignedInBy};
pub use time::{Clock, Day, Moment, Zone};
