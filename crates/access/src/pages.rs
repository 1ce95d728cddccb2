//! The screens of access.

pub mod sign_in;
