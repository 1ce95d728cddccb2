//! The doors for programs; they come with the next step.
