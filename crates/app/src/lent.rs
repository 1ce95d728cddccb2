//! What one feature lends another that does not read it: the instruments of the rulebook for the decree of a team, the team of
//! a unit for the page of units, the activity of a test for its certificate.

use netra_base::{Lang, Say};
use netra_guidance::Activities;
use netra_oversight::actions::valid_team;
use netra_oversight::rules::{has_teams, should_have_team};
use netra_oversight::{Instrument, Instruments};
use netra_registry::{Beside, Fact};
use netra_rulebook::actions::current;

/// Every instrument of the book in force, also those that have been replaced: an older decree rests on them.
pub fn of_the_rulebook() -> Instruments {
    Instruments::new(|tx, now| {
        let book = current(tx, now)?;
        let named = |row: &netra_rulebook::model::Row| Instrument {
            id: row.id.clone(),
            name: Say::new(row.name(Lang::Id).to_owned(), row.name(Lang::En).to_owned()),
        };
        Ok(book.book().instruments().map(|(row, _)| named(row)).collect())
    })
}

/// The activity at which a test was taken.
pub fn of_the_lessons() -> Activities {
    Activities::new(netra_lessons::actions::at_activity)
}

/// Whether a unit has a valid team today, its own or that of the nearest unit above; of one that need not have any, only when
/// it has. Parts of an office have none.
pub fn of_the_teams() -> Beside {
    Beside::new(|tx, now, unit| {
        if unit.valid_to.is_some() || !has_teams(unit.kind) {
            return Ok(Vec::new());
        }
        let good = valid_team(tx, unit.id, now.day(unit.zone))?.is_some();
        if !good && !should_have_team(unit.kind) {
            return Ok(Vec::new());
        }
        let state = if good { Say::new("Berlaku hari ini", "Valid today") } else { Say::new("Belum ada", "None") };
        let label = Say::new("Tim pengawasan", "Oversight team");
        Ok(vec![Fact { label, state, good, href: format!("/tim/unit/{}", unit.code) }])
    })
}
