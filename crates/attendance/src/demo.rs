//! What the demonstration tells of attendance.
