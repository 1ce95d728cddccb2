//! The verbs of the ledger: record an act, give its receipt, read the public log, audit it all.

mod audit_tree;
mod public;
pub(crate) mod receipt;
pub(crate) mod record;

pub use audit_tree::{Extent, audit_acts, audit_tree};
pub use public::{entry_bundle, hash_tile, leaf_of, number_of, waiting_count};
pub use receipt::{Receipt, receipt};
pub use record::{open_record, record};
