//! Pages as a person sees them, in a real Chromium. One browser at a time.

mod harness;
