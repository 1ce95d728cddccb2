//! Guidance before the act: the wizard that says what the rules say, the check of a text that leaves no trace, the
//! quiz with its certificate. It keeps nothing of what somebody asks.

pub mod actions;
mod activities;
pub mod api;
pub mod body;
pub mod demo;
mod export;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;

pub use activities::{Activities, AtActivity};
pub use migrations::MIGRATIONS;

pub mod selfcheck;

#[cfg(test)]
mod tests;
