//! The law as data: instruments, acts, rules with their cases, sanctions, authorities, procedures, contests; the
//! decision they give for an act on a date; versions with the date from which each is in force. It decides nothing
//! about a person: an officer does, with a reason.
