//! The screens of lessons.
