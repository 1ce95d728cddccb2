//! The book as it stands, and what the engine makes of it.

mod whole;
