//! The store of lessons.
