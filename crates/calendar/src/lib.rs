//! The calendar of the civil service: holidays of each year as data, working days, deadlines in three time zones. It
//! knows no procedure: how many days somebody has is the rulebook's fact.
