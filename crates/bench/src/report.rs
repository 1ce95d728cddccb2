//! What every measurement reports: the few figures that all have in common, then its own beside them.
