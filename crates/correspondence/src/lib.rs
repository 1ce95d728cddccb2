//! Correspondence: what a unit's papers carry (tata naskah dinas): its letterhead, numbers from its register, its signature
//! block. It prints nothing and knows no feature's paper: who has a paper asks for these three.
//!
//! Offered to others: [`actions::letterhead`], [`actions::take_number`], [`actions::signature`].

pub mod actions;
pub mod api;
pub mod demo;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;

pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
