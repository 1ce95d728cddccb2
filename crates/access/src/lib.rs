//! Access: who may come in and what they may do here. Accounts with a password and one-time codes,
//! activation by a printed code, sessions, and roles granted on a unit and everything below it.
//!
//! It does not know what a pledge or a drive is, and it does not decide about a single unit's data: doors
//! and actions of features ask the [`netra_base::Principal`] that [`identify`] puts into each request.
//!
//! Passwords are worked on by a [`PasswordDesk`], outside any transaction and off the web's threads.
//! Guessing is limited per account and per code, never per address: an office of five hundred behind one
//! address is an ordinary morning.

pub mod actions;
pub mod api;
mod desk;
mod entrance;
mod identify;
mod migrations;
pub mod model;
pub mod pages;
mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use desk::PasswordDesk;
pub use identify::{CurrentSession, SESSION_COOKIE, identify};
pub use migrations::MIGRATIONS;
pub use pages::sign_in::{DemoSignIn, DemoSignIns};
pub use rules::{check_new_password, totp_code};
