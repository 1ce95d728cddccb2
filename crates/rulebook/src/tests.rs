//! The book as it stands, and what the engine makes of it.

mod faults;
mod stages;
mod table;
mod versions;
mod whole;
