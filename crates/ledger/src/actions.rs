//! The verbs of the ledger: record an act. Called by features inside their own transaction.

pub mod record;

pub use record::{open_record, record};
