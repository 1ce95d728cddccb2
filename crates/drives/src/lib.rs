//! Simultaneous drives: the centre sets one theme, one window by each unit's own clock and how many places each unit is to
//! have; units plan their places; everybody sees who has planned, what is going on this minute, and what came of it. A place
//! is an activity: what happens at it is that crate's business, who was there is attendance's. Pledge drives are not here.
//!
//! Offered to others: a drive by its number, and what waits for a unit's operator.

pub mod actions;
pub mod api;
pub mod demo;
mod export;
mod migrations;
pub mod model;
pub mod pages;
mod paper;
pub mod rules;
mod store;

pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
