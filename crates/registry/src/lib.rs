//! The registry: which units exist, who works in them, since when. It opens, renames and ends units, reads
//! rosters, keeps every move of every person as a state with a day, counts heads per unit, and finds people
//! by name, NIP and unit. It does not know accounts, roles or pledges; those ask here.
//!
//! Others use [`model`] and [`actions`], [`import`] and [`export`] for files, and [`demo`] for invented
//! people. [`MIGRATIONS`] goes to `Store::migrate`.

pub mod actions;
pub mod api;
mod beside;
pub mod cli;
pub mod demo;
mod desk;
pub mod export;
pub mod import;
mod migrations;
pub mod model;
pub mod organisation;
pub mod pages;
mod reach;
mod rules;
mod store;
mod text;

#[cfg(test)]
mod tests;

pub use beside::{Beside, Fact};
pub use desk::ImportDesk;
pub use migrations::MIGRATIONS;
