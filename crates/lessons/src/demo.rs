//! What the demonstration tells of lessons.
