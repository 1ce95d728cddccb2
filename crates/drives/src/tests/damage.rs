//! One changed byte in any column of a version is named by the audit.

use super::*;
use netra_store::{Tx, params};
use std::sync::mpsc;

/// What is done to the rows, and what the audit must name (table and field; any field when empty).
const HARMS: [(&str, &str, &str); 32] = [
    ("UPDATE drives_drive SET unit = unit + 1", "drives_version", "unit"),
    ("UPDATE drives_drive SET announcer = announcer + 1", "drives_version", "announcer"),
    ("UPDATE drives_drive SET version = 1", "drives_drive", "version"),
    ("DELETE FROM drives_drive", "drives_version", "drive"),
    ("DELETE FROM drives_version WHERE number = 1", "drives_drive", "version"),
    ("DELETE FROM drives_version WHERE number = 2", "drives_agenda", "drive"),
    ("UPDATE drives_version SET number = number + 1 WHERE number = 2", "drives_drive", "version"),
    ("UPDATE drives_version SET title = 'x' WHERE number = 1", "drives_version", "drive_title"),
    ("UPDATE drives_version SET theme = 'x'", "drives_version", "theme_sha256"),
    ("UPDATE drives_version SET basis = 'ins-uu5-2014'", "drives_version", "instruments"),
    ("UPDATE drives_version SET kind = 'meeting'", "drives_version", "held"),
    ("UPDATE drives_version SET material = NULL", "drives_version", "material_sha256"),
    ("UPDATE drives_version SET opens = '2024-01-23T07:00'", "drives_version", "opens"),
    ("UPDATE drives_version SET closes = '2024-01-23T19:00'", "drives_version", "closes"),
    ("UPDATE drives_version SET kinds = 'lapas'", "drives_version", "kinds"),
    ("UPDATE drives_version SET required = 1", "drives_version", "required"),
    ("UPDATE drives_version SET most = 9", "drives_version", "most"),
    ("UPDATE drives_version SET target = target + 1", "drives_version", "target"),
    ("UPDATE drives_version SET at = at + 1", "drives_version", "at"),
    ("UPDATE drives_version SET made_by = made_by + 1", "drives_version", "by"),
    ("UPDATE drives_version SET withdrawn = 'x'", "drives_version", "withdrawn_sha256"),
    ("UPDATE drives_version SET entry = entry + 1", "drives_version", ""),
    ("UPDATE drives_agenda SET minute = minute + 1", "drives_version", "agenda"),
    ("UPDATE drives_agenda SET item = 'x'", "drives_version", "agenda"),
    ("UPDATE drives_agenda SET number = 7 WHERE number = 2", "drives_agenda", "drive"),
    ("DELETE FROM drives_agenda WHERE line = 1", "drives_version", "agenda"),
    ("UPDATE drives_exception SET unit = unit + 70", "drives_version", "exceptions"),
    ("UPDATE drives_exception SET places = places + 1", "drives_version", "exceptions"),
    ("UPDATE drives_exception SET number = 7 WHERE number = 2", "drives_exception", "drive"),
    ("DELETE FROM drives_exception WHERE number = 1", "drives_version", "exceptions"),
    ("UPDATE activity_drive_name SET title = 'x'", "activity_drive_name", "title"),
    ("DELETE FROM activity_drive_name", "activity_drive_name", "title"),
];

/// What the audit finds after a change that is undone at once.
fn found_after(house: &House, harm: impl FnOnce(&mut Tx<'_>) -> Result<()> + Send + 'static) -> Vec<(String, String)> {
    let (tell, heard) = mpsc::channel();
    let undone: Result<()> = house.store.write_now(move |tx| {
        harm(tx)?;
        let mut audit = netra_ledger::audit::Audit::default();
        actions::audit(tx, &mut audit)?;
        let found = audit.findings.into_iter().map(|f| (f.table, f.column.unwrap_or_default())).collect::<Vec<_>>();
        tell.send(found).expect("heard");
        Err(Error::NotFound)
    });
    assert!(matches!(undone, Err(Error::NotFound)), "{undone:?}");
    heard.recv().expect("told")
}

#[test]
fn the_audit_names_every_changed_column() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        house.changes((id, 1), before(), house.centre(), |set| set.target = 80).expect("changes");
        assert_eq!(found_after(&house, |_| Ok(())), [], "clean before");
        for (harm, table, field) in HARMS {
            let found = found_after(&house, move |tx| tx.execute(harm, params![]).map(|_| ()));
            let hit = found.iter().any(|(named, column)| named == table && (field.is_empty() || column == field));
            assert!(hit, "{harm}: {found:?}");
        }
        assert_eq!(house.findings(), [], "nothing stayed");
    });
}
