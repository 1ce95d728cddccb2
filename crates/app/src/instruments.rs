//! The instruments of the rulebook for features that name some of them and do not read the book: the decree of a team.

use netra_base::{Lang, Say};
use netra_oversight::{Instrument, Instruments};
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
