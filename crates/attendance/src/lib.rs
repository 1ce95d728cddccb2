//! Attendance: who was at an activity. A code on the projector that changes every half minute, early and late scans kept
//! as such, the operator's list, guests without an account, sheets on paper, lists from meeting tools that a person
//! confirms. What an activity is, who holds it and how many were there in the end is the business of `activities`.
//!
//! Offered to others: who was there ([`actions::is_present`], [`actions::present_count`], [`actions::present`]), and the
//! rows as a file ([`export`]).

pub mod actions;
pub mod api;
pub mod demo;
mod desk;
mod entrance;
pub mod export;
pub mod meeting;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;

pub use desk::ListDesk;
pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
