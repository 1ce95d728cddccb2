//! Directives (arahan): circulars, addresses and orders with their legal chain, the units and kinds of employment they are
//! for, and how they get there: every unit passes a directive on to those below it, every person reads and acknowledges it.
//!
//! A person can read a directive as soon as it is issued: nothing that binds somebody is hidden from him. Passing on is a
//! duty of each unit all the same, and it is measured: who received it when, who passed it on, with which words of his own.
//! An acknowledgement names the version of the text; a correction makes a new version and says whether it must be
//! acknowledged anew.
//!
//! Not here: the law itself (`rulebook`), letterheads and numbers (`correspondence`), sending messages. A reminder is a
//! line on the person's own page; this house sends no e-mail.
//!
//! Offered to others: what waits for somebody ([`actions::waiting`]), following moves ([`actions::follow`]).

pub mod actions;
pub mod api;
pub mod demo;
mod migrations;
pub mod model;
pub mod pages;
pub mod rules;
mod store;
mod words;

pub use migrations::MIGRATIONS;

#[cfg(test)]
mod tests;
