//! The book as it stands, and what the engine makes of it.

mod faults;
mod pages;
mod stages;
mod table;
mod versions;
mod whole;
