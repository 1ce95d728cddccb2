//! The ledger: every official act leaves an entry here, in the same transaction as the act. An entry is the
//! canonical record of the act, a salt, and the commitment to both; the public log holds only the
//! commitment. A sequencer gives entries their places in the tree and publishes a signed checkpoint.
//!
//! It does not know what an act means; features hand it a body and, for an audit, the same body again as
//! their live columns tell it.

pub mod actions;
pub mod api;
pub mod audit;
pub mod cli;
pub mod log;
mod migrations;
pub mod model;
pub mod pages;
mod store;
pub mod verdict;
pub mod verify;

pub use log::Log;
pub use migrations::MIGRATIONS;
pub use model::Kind;
/// The key that a log signs with, and the words of whom to trust.
pub use netra_tlog::{Policy, SigningKey};

#[cfg(test)]
mod tests;
