//! Oversight: teams formed by decree, their members and functions, the plan of supervision with visits, and findings a team
//! makes itself. Handling a case is not here; a finding waits for it.
