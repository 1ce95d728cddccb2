//! One type for each kind of id, so that the compiler catches a mix-up.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// A node of the organisation tree.
    UnitId,
    /// A person who works for the agency.
    EmployeeId,
    /// A sign-in account.
    AccountId,
    /// A pledge drive.
    DriveId,
    /// An entry of the ledger: one official act.
    EntryId,
}
