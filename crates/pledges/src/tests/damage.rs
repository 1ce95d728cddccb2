//! One changed byte in any column that records an act is named by the audit.

use super::*;
use netra_store::{Tx, params};
use std::sync::mpsc;

/// How the value of a column is changed.
#[derive(Clone, Copy)]
enum Bite {
    Text,
    Number,
    Hash,
}
use Bite::{Hash, Number, Text};

/// Table, column, how, which row, and what the audit must name (table and field).
const CASES: [(&str, &str, Bite, (&str, &str)); 37] = [
    ("pledge", "drive", Number, ("pledge", "drive")),
    ("pledge", "employee", Number, ("pledge", "employee")),
    ("pledge", "at", Number, ("pledge", "at")),
    ("pledge", "signed_in_by", Text, ("pledge", "signed_in_by")),
    ("pledge", "name", Text, ("pledge", "name")),
    ("pledge", "number", Text, ("pledge", "number")),
    ("pledge", "unit", Text, ("pledge", "unit")),
    ("pledge", "employment", Text, ("pledge", "employment")),
    ("pledge", "entry", Number, ("pledge", "")),
    ("pledge_declined", "drive", Number, ("pledge_declined", "drive")),
    ("pledge_declined", "employee", Number, ("pledge_declined", "employee")),
    ("pledge_declined", "at", Number, ("pledge_declined", "at")),
    ("pledge_declined", "signed_in_by", Text, ("pledge_declined", "signed_in_by")),
    ("pledge_declined", "name", Text, ("pledge_declined", "name")),
    ("pledge_declined", "number", Text, ("pledge_declined", "number")),
    ("pledge_declined", "unit", Text, ("pledge_declined", "unit")),
    ("pledge_declined", "employment", Text, ("pledge_declined", "employment")),
    ("pledge_declined", "reason", Text, ("pledge_declined", "reason")),
    ("pledge_declined", "entry", Number, ("pledge_declined", "")),
    ("pledge_drive", "title", Text, ("pledge_drive", "title")),
    ("pledge_drive", "units", Text, ("pledge_drive", "units")),
    ("pledge_drive", "kinds", Text, ("pledge_drive", "kinds")),
    ("pledge_drive", "opens", Text, ("pledge_drive", "opens")),
    ("pledge_drive", "closes", Text, ("pledge_drive", "closes")),
    ("pledge_drive", "zone", Text, ("pledge_drive", "zone")),
    ("pledge_drive", "opened", Number, ("pledge_drive", "at")),
    ("pledge_drive", "opened_by", Number, ("pledge_drive", "opened_by")),
    ("pledge_drive", "should_at_opening", Number, ("pledge_drive", "should_at_opening")),
    ("pledge_drive", "entry", Number, ("pledge_drive", "")),
    ("pledge_drive", "closed", Number, ("pledge_final", "at")),
    ("pledge_drive", "closed_by", Number, ("pledge_final", "closed_by")),
    ("pledge_drive", "closed_entry", Number, ("pledge_final", "")),
    ("pledge_text", "body", Text, ("pledge_text", "body")),
    ("pledge_text", "hash", Hash, ("pledge_text", "body")),
    ("pledge_final", "should", Number, ("pledge_final", "should")),
    ("pledge_final", "signed", Number, ("pledge_final", "rows")),
    ("pledge_final", "declined", Number, ("pledge_final", "declined")),
];

fn change(tx: &mut Tx<'_>, table: &str, column: &str, bite: Bite) -> Result<()> {
    let row = match table {
        "pledge" | "pledge_declined" => format!("employee = (SELECT MAX(employee) FROM {table})"),
        "pledge_final" => "employment = 0 AND unit = (SELECT MAX(unit) FROM pledge_final)".to_owned(),
        _ => "1 = 1".to_owned(),
    };
    let update = format!("UPDATE {table} SET {column} = ?1 WHERE {row}");
    let look = format!("SELECT {column} FROM {table} WHERE {row}");
    let changed = match bite {
        Number => {
            let value: i64 = tx.query_one(&look, params![], |row| row.int(0))?;
            tx.execute(&update, params![value + 1])?
        }
        Text => {
            let value: String = tx.query_one(&look, params![], |row| row.text(0))?;
            let first = if value.starts_with('7') { "8" } else { "7" };
            tx.execute(&update, params![format!("{first}{}", &value[1..])])?
        }
        Hash => {
            let mut value: Vec<u8> = tx.query_one(&look, params![], |row| row.blob(0))?;
            value[31] ^= 1;
            tx.execute(&update, params![value])?
        }
    };
    assert_eq!(changed, 1, "{table}.{column}");
    Ok(())
}

/// What the audit finds after a change that is undone at once.
fn found_after(house: &House, harm: impl FnOnce(&mut Tx<'_>) -> Result<()> + Send + 'static) -> Vec<(String, String)> {
    let (tell, heard) = mpsc::channel();
    let undone: Result<()> = house.store.write_now(move |tx| {
        harm(tx)?;
        let mut audit = netra_ledger::audit::Audit::default();
        actions::audit(tx, &mut audit)?;
        netra_ledger::actions::audit_acts(tx, &mut audit)?;
        let found = audit.findings.into_iter().map(|f| (f.table, f.column.unwrap_or_default())).collect::<Vec<_>>();
        tell.send(found).expect("heard");
        Err(Error::NotFound)
    });
    assert!(matches!(undone, Err(Error::NotFound)), "{undone:?}");
    heard.recv().expect("told")
}

fn closed_house(store: &Store) -> House {
    let house = House::new(store);
    for person in 0..12 {
        house.signs(person, at(9, 0)).expect("signs");
    }
    house.declines(20, at(9, 0)).expect("declines");
    house.closes(at(12, 0).plus_ms(86_400_000)).expect("closes");
    house
}

#[test]
fn the_audit_names_every_changed_column() {
    each_engine(|store| {
        let house = closed_house(store);
        assert_eq!(found_after(&house, |_| Ok(())), [], "clean before");
        for (table, column, bite, (named, field)) in CASES {
            let found = found_after(&house, move |tx| change(tx, table, column, bite));
            let hit = found.iter().any(|(t, c)| t == named && (field.is_empty() || c == field));
            assert!(hit, "{table}.{column}: {found:?}");
        }
        assert_eq!(house.findings(), [], "nothing stayed");
    });
}

#[test]
fn the_audit_names_rows_that_were_moved_or_taken_away() {
    each_engine(|store| {
        let house = closed_house(store);
        let harms: [(&str, &str); 10] = [
            ("DELETE FROM pledge WHERE employee = (SELECT MAX(employee) FROM pledge)", "pledge_minute"),
            ("DELETE FROM pledge_declined", "ledger_entry"),
            ("DELETE FROM pledge_final WHERE employment = 2", "pledge_final"),
            ("UPDATE pledge_final SET unit = unit + 1000", "pledge_final"),
            ("UPDATE pledge_final SET drive = drive + 1", "pledge_final"),
            ("UPDATE pledge_final SET employment = 3 WHERE employment = 2", "pledge_final"),
            ("UPDATE pledge_drive SET id = id + 7", "pledge"),
            ("UPDATE pledge_drive SET closed = NULL, closed_entry = NULL", "pledge_drive"),
            ("UPDATE pledge_drive SET closed = NULL", "pledge_drive"),
            ("UPDATE pledge_minute SET signed = signed + 1", "pledge_minute"),
        ];
        for (harm, table) in harms {
            let found = found_after(&house, move |tx| tx.execute(harm, params![]).map(|_| ()));
            assert!(found.iter().any(|(named, _)| named == table), "{harm}: {found:?}");
        }
        // The name of a text is held by the drives that use it: the engine itself refuses.
        let renamed = store.write_now(|tx| tx.execute("UPDATE pledge_text SET code = 'netralitas-7'", params![]));
        assert!(renamed.is_err());
        let other = store.write_now(|tx| tx.execute("UPDATE pledge_drive SET text = 'netralitas-7'", params![]));
        assert!(other.is_err());
    });
}

#[test]
fn the_audit_counts_an_open_drive_again() {
    each_engine(|store| {
        let house = House::new(store);
        house.signs(0, at(9, 0)).expect("signs");
        house.declines(9, at(9, 0)).expect("declines");
        let (person, papua) = (house.people[0], house.papua);
        store.write_now(move |tx| registry::move_to(tx, person, papua, the_day())).expect("moves");
        house.follows();
        assert_eq!(house.findings(), []);
        for column in ["signed", "declined"] {
            let harm = format!("UPDATE pledge_tally SET {column} = {column} + 1 WHERE unit = {}", house.prison);
            store.write_now(move |tx| tx.execute(&harm, params![])).expect("harmed");
            let found = house.findings();
            assert!(
                found.iter().any(|(table, named)| table == "pledge_tally" && named.as_deref() == Some(column)),
                "{found:?}"
            );
        }
    });
}
