//! One changed byte in any column that records an act is named by the audit, and so is a row that moves the counters.

use super::*;
use crate::actions::NewSheet;
use crate::model::Guest;
use netra_store::Tx;
use std::sync::mpsc;

/// What is done to the rows, and what the audit must name (table and field; any field when empty).
const HARMS: [(&str, &str, &str); 40] = [
    ("UPDATE attendance_change SET activity = activity + 1", "attendance_change", "activity"),
    ("UPDATE attendance_change SET kind = 'import' WHERE kind = 'paper'", "attendance_change", "change"),
    ("UPDATE attendance_change SET at = at + 1", "attendance_change", "at"),
    ("UPDATE attendance_change SET made_by = made_by + 1", "attendance_change", "by"),
    (
        "UPDATE attendance_change SET employee = employee + 1 WHERE employee IS NOT NULL",
        "attendance_change",
        "employee",
    ),
    ("UPDATE attendance_change SET guest = guest + 1 WHERE guest IS NOT NULL", "attendance_change", "guest"),
    ("UPDATE attendance_change SET before = NULL WHERE before IS NOT NULL", "attendance_change", "before"),
    ("UPDATE attendance_change SET after = 'present' WHERE after = 'absent'", "attendance_change", "after"),
    ("UPDATE attendance_change SET reason = 'x' WHERE reason IS NOT NULL", "attendance_change", "reason_sha256"),
    ("UPDATE attendance_change SET scan = scan + 1 WHERE scan IS NOT NULL", "attendance_change", "scan"),
    ("UPDATE attendance_change SET sha256 = NULL WHERE sha256 IS NOT NULL", "attendance_change", "file_sha256"),
    ("UPDATE attendance_change SET counted = counted + 1", "attendance_change", "counted_on_paper"),
    ("UPDATE attendance_change SET persons = persons + 1", "attendance_change", "persons"),
    ("UPDATE attendance_change SET guests = guests + 1", "attendance_change", "guests"),
    ("UPDATE attendance_change SET ignored = ignored + 1", "attendance_change", "ignored"),
    ("UPDATE attendance_change SET withdraws = NULL WHERE withdraws IS NOT NULL", "attendance_change", "withdraws"),
    ("UPDATE attendance_change SET entry = entry + 1", "attendance_change", ""),
    ("DELETE FROM attendance_change WHERE kind = 'correction'", "attendance", "change"),
    ("UPDATE attendance_listed SET employee = employee + 1", "attendance_change", "listed_sha256"),
    ("UPDATE attendance_listed SET minutes = 5", "attendance_change", "listed_sha256"),
    ("DELETE FROM attendance_listed", "attendance_change", "listed_sha256"),
    ("UPDATE attendance_listed SET change = change + 90", "attendance_listed", "change"),
    ("UPDATE attendance SET state = 'present' WHERE state = 'absent'", "attendance", "state"),
    ("UPDATE attendance SET state = 'absent' WHERE change IS NULL", "attendance", "state"),
    ("UPDATE attendance SET timing = 'late' WHERE timing = 'on-time'", "attendance", "state"),
    ("DELETE FROM attendance WHERE change IS NULL", "attendance", "state"),
    ("UPDATE attendance SET activity = activity + 90", "attendance", "activity"),
    ("UPDATE attendance_guest SET counts = 1 WHERE counts = 0", "attendance_guest", "state"),
    ("DELETE FROM attendance_guest WHERE counts = 1", "attendance", "state"),
    ("UPDATE attendance SET party = NULL WHERE party = 0", "attendance", "party"),
    ("UPDATE attendance_guest SET institution = 'Kota' WHERE counts = 1", "attendance", "party"),
    ("UPDATE activity_party SET present = present + 1", "attendance", "party"),
    ("UPDATE activity_party SET key = key || '9' WHERE kind = 'guest'", "attendance", "party"),
    ("UPDATE activity_party SET name = 'Kota' WHERE kind = 'guest'", "attendance", "party"),
    ("DELETE FROM activity_party", "attendance", "party"),
    ("UPDATE activity_tally SET on_paper = on_paper + 1", "attendance_change", "counted_on_paper"),
    ("DELETE FROM attendance_change WHERE counted > 0", "attendance_change", "counted_on_paper"),
    ("UPDATE activity_tally SET present = present + 1", "attendance", "state"),
    ("DELETE FROM activity_tally", "attendance_change", "counted_on_paper"),
    (
        "INSERT INTO activity_tally (activity, lane, present, early, late, doubtful, guests, on_paper)
         VALUES (999, 0, 0, 0, 0, 0, 0, 1)",
        "attendance",
        "activity",
    ),
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

/// Two who came, a sheet with a person that is taken back, a sheet of forty, guests, and corrections after the end.
fn lived(store: &Store) -> House {
    let house = House::new(store);
    house.starts(at(8, 0));
    for person in [0, 1] {
        house.comes(person, at(8, 5)).expect("comes");
    }
    let (id, by, chance) = (house.id, house.operator(), house.chance.clone());
    store
        .write_now(move |tx| {
            let guests = ["Camat Contoh", "Lurah Contoh"].map(|name| Guest::parse(name, "Desa", "").expect("a guest"));
            actions::add_guests(tx, &chance, at(8, 5), &by, id, (&guests, Via::Operator))?;
            let (guests, _) = actions::guests(tx, &by, id, None)?;
            let persons = vec![Nip::parse(&nip(5)).expect("a NIP")];
            let scan = photo();
            let kept =
                actions::keep_sheet(tx, &chance, at(8, 30), &by, id, &NewSheet { scan: &scan, counted: 0, persons })?;
            actions::withdraw_sheet(tx, &chance, at(8, 40), &by, (id, kept), "Salah lembar")?;
            let sheet = NewSheet { scan: &scan, counted: 40, persons: Vec::new() };
            actions::keep_sheet(tx, &chance, at(8, 45), &by, id, &sheet)?;
            netra_activities::actions::finish(tx, &chance, at(9, 0), &by, id)?;
            actions::settle_guest(tx, &chance, at(10, 0), &by, (id, guests[0].id), (false, Some("Tidak datang")))
        })
        .expect("lives");
    house.marks(1, at(10, 0), State::Absent, Some("Salah orang")).expect("corrects");
    house
}

#[test]
fn the_audit_names_every_changed_column_and_every_row_that_moves_a_count() {
    each_engine(|store| {
        let house = lived(store);
        assert_eq!(found_after(&house, |_| Ok(())), [], "clean before");
        for (harm, table, field) in HARMS {
            let found = found_after(&house, move |tx| tx.execute(harm, params![]).map(|_| ()));
            let hit = found.iter().any(|(named, column)| named == table && (field.is_empty() || column == field));
            assert!(hit, "{harm}: {found:?}");
        }
        assert_eq!(house.findings(), [], "nothing stayed");
    });
}
