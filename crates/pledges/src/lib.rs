//! Pledges: a drive offers one version of a text to a part of the workforce for a window of time; each
//! person in it signs once, or declines with a reason and may sign later. A signature leaves an entry in
//! the ledger and gives a receipt that anybody can check.
//!
//! Offered to others: drives, the answer of one person, coverage with its denominator. Not here: accounts
//! (`access`), persons and units (`registry`), proofs (`ledger`).

pub mod actions;
pub mod api;
pub mod cli;
mod export;
mod migrations;
pub mod model;
pub mod pages;
mod pakta;
pub mod rules;
mod store;
mod words;

pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
