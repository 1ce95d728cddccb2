//! Reading rosters and unit lists from files.
