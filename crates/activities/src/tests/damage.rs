//! One changed byte in any column that records an act is named by the audit.

use super::*;
use crate::model::ActivityDriveId;
use netra_store::params;
use std::sync::mpsc;

/// What is done to the rows, and what the audit must name (table and field; any field when empty).
const HARMS: [(&str, &str, &str); 65] = [
    ("UPDATE activity SET unit = unit + 1", "activity", "unit"),
    ("UPDATE activity SET kind = 'meeting'", "activity", "activity_kind"),
    ("UPDATE activity SET mode = 'mixed'", "activity", "mode"),
    ("UPDATE activity SET title = 'x'", "activity", "title_sha256"),
    ("UPDATE activity SET theme = NULL", "activity", "theme_sha256"),
    ("UPDATE activity SET basis = ''", "activity", "instruments"),
    ("UPDATE activity SET venue = 'x'", "activity", "venue_sha256"),
    ("UPDATE activity SET link = 'x'", "activity", "link_sha256"),
    ("UPDATE activity SET starts = starts + 1", "activity", "starts"),
    ("UPDATE activity SET ends = ends + 1", "activity", "ends"),
    ("UPDATE activity SET zone = 'WIB'", "activity", "zone"),
    ("UPDATE activity SET on_behalf_of = 'x'", "activity", "on_behalf_of_sha256"),
    ("UPDATE activity SET target = 1", "activity", "target"),
    ("UPDATE activity SET expected = 1", "activity", "expected"),
    ("UPDATE activity SET team = 7", "activity", "team"),
    ("UPDATE activity SET drive = 1", "activity", "drive"),
    ("UPDATE activity SET pledge_drive = 1", "activity", "pledge_drive"),
    ("UPDATE activity SET occasion = 1", "activity", "occasion"),
    ("UPDATE activity SET ceiling = 1", "activity", "ceiling"),
    ("UPDATE activity SET source = 'x'", "activity", "source_sha256"),
    ("UPDATE activity SET realised = 1", "activity", "realised"),
    ("UPDATE activity SET evidence = NULL", "activity", "evidence"),
    ("UPDATE activity SET state = 'planned'", "activity", "state"),
    ("UPDATE activity SET state = 'cancelled'", "activity", "state"),
    ("UPDATE activity SET planned = planned + 1", "activity", "planned"),
    ("UPDATE activity SET planned_by = 1", "activity", "planned_by"),
    ("UPDATE activity SET started = NULL", "activity", "started"),
    ("UPDATE activity SET started_by = 1", "activity", "started_by"),
    ("UPDATE activity SET closed = closed + 1", "activity", "at"),
    ("UPDATE activity SET closed_by = 1", "activity", "by"),
    ("UPDATE activity SET reason = 'x'", "activity", "reason_sha256"),
    ("UPDATE activity SET entry = NULL", "activity", "entry"),
    ("UPDATE activity SET entry = entry + 1", "activity", ""),
    ("UPDATE activity SET present = present + 1", "activity", "present"),
    ("UPDATE activity SET early = 0", "activity", "early"),
    ("UPDATE activity SET late = 0", "activity", "late"),
    ("UPDATE activity SET doubtful = 0", "activity", "doubtful"),
    ("UPDATE activity SET guests = 0", "activity", "guests"),
    ("UPDATE activity SET on_paper = 1", "activity", "on_paper"),
    ("UPDATE activity SET reported = NULL", "activity", "reported"),
    ("UPDATE activity SET minutes = 'x'", "activity", "minutes"),
    ("UPDATE activity SET id = id + 7", "activity_report", "activity"),
    ("UPDATE activity_person SET name = 'x' WHERE number = 0", "activity", "leader_sha256"),
    ("UPDATE activity_person SET function = 'x' WHERE number = 1", "activity", "speakers_sha256"),
    ("DELETE FROM activity_person WHERE number = 1", "activity", "speakers_sha256"),
    ("UPDATE activity_group SET expected = 9 WHERE number = 1", "activity", "invited_sha256"),
    ("UPDATE activity_delegation SET expected = 1", "activity", "delegations"),
    ("UPDATE activity_agenda SET item = 'x'", "activity", "agenda_sha256"),
    ("UPDATE activity_decision SET what = 'x' WHERE done IS NULL", "activity_decision", "decisions"),
    ("UPDATE activity_decision SET what = 'x' WHERE done IS NOT NULL", "activity_decision", "what_sha256"),
    ("UPDATE activity_decision SET due = '2024-06-01' WHERE done IS NOT NULL", "activity_decision", "due"),
    ("UPDATE activity_decision SET done = '2023-12-22' WHERE done IS NOT NULL", "activity_decision", "done"),
    ("UPDATE activity_decision SET note = 'x' WHERE done IS NOT NULL", "activity_decision", "note_sha256"),
    ("UPDATE activity_decision SET done_by = 1 WHERE done IS NOT NULL", "activity_decision", "by"),
    ("UPDATE activity_decision SET done_at = done_at + 1 WHERE done IS NOT NULL", "activity_decision", "at"),
    ("UPDATE activity_decision SET done = NULL WHERE done IS NOT NULL", "activity_decision", "done"),
    ("UPDATE activity_photo SET caption = 'x'", "activity_photo", "photos"),
    ("DELETE FROM activity_photo", "activity_photo", "photos"),
    ("UPDATE activity_quote SET says = 'x'", "activity_quote", "quotes"),
    ("UPDATE activity_file SET title = 'x'", "activity_file", "files"),
    ("UPDATE activity_report SET data = 'x' WHERE version = 1", "activity_report", "data_sha256"),
    ("UPDATE activity_report SET number = 'x' WHERE version = 2", "activity_report", "number"),
    ("UPDATE activity_report SET made_from = '{}' WHERE version = 2", "activity_report", "made_from"),
    ("UPDATE activity_correction SET reason = 'x'", "activity_correction", "reason_sha256"),
    ("DELETE FROM activity_correction", "activity_correction", "version"),
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

/// One that lived: held, told with evidence and a file, reported, one decision done, corrected, reported again.
fn lived(store: &Store) -> House {
    let house = House::new(store);
    let (id, by) = (house.told(), house.operator());
    house
        .writes(move |tx, chance| {
            let second = actions::decide(tx, &by, id, &decision("2023-12-29"))?;
            let paper = MediaDesk::take_now(OTHER_PHOTO, "undangan.jpg", Accepts::Paper)?;
            actions::add_file(tx, afterwards(), &by, id, &paper, "Undangan")?;
            actions::prove(tx, afterwards(), &by, id, &paper)?;
            actions::file_report(tx, chance, afterwards(), &by, (id, None))?;
            let later = day("2023-12-27").at(Zone::Wita, 9, 0);
            actions::done(tx, chance, later, &by, second, (day("2023-12-26"), "Beres."))?;
            actions::correct_report(tx, chance, later, &by, id, "Salah tulis")?;
            actions::write_minutes(tx, &by, id, "Apel berjalan lancar dan tertib.")?;
            actions::file_report(tx, chance, later, &by, (id, None))
        })
        .expect("lives");
    house
}

#[test]
fn the_audit_names_every_changed_column() {
    each_engine(|store| {
        let house = lived(store);
        assert_eq!(found_after(&house, |_| Ok(())), [], "clean before");
        for (harm, table, field) in HARMS {
            let found = found_after(&house, move |tx| tx.execute(harm, params![]).map(|_| ()));
            let hit = found.iter().any(|(named, column)| named == table && (field.is_empty() || column == field));
            assert!(hit, "{harm}: {found:?}");
        }
        assert_eq!(house.findings(), [], "nothing stayed");
        // What is awaited is a sum, also while nothing is recorded of it yet.
        house.plans(NewActivity { confirmed: true, ..readiness() }).expect("plans");
        let harm = "UPDATE activity SET expected = expected + 1 WHERE state = 'planned'";
        let found = found_after(&house, move |tx| tx.execute(harm, params![]).map(|_| ()));
        assert_eq!(found, [("activity".to_owned(), "expected".to_owned())]);
    });
}

/// Boards look for clashes at the noted places alone.
#[test]
fn the_audit_finds_a_place_that_clashes_and_is_not_noted() {
    each_engine(|store| {
        let house = House::new(store);
        let plans = |title: &str, drive: Option<ActivityDriveId>| {
            let new = NewActivity { title: title.into(), drive, confirmed: true, ..readiness() };
            house.plans(new).expect("plans")
        };
        let outside = plans("Apel di luar gerakan", None);
        let [one, other] = ["Apel satu", "Apel dua"].map(|title| plans(title, Some(ActivityDriveId(1))));
        assert_eq!(house.findings(), []);
        let unnoted = |harm: String| {
            let found = found_after(&house, move |tx| tx.execute(&harm, params![]).map(|_| ()));
            let missing = ("activity_contested".to_owned(), "activity".to_owned());
            assert!(found.iter().all(|finding| *finding == missing), "{found:?}");
            found.len()
        };
        let all = || "DELETE FROM activity_contested".to_owned();
        assert_eq!(unnoted(all()), 2, "what is outside a drive needs none");
        for place in [one, other] {
            assert_eq!(unnoted(format!("{} WHERE activity = {place}", all())), 1);
        }
        // What is cancelled clashes with nothing.
        for (gone, left) in [(other, 1), (outside, 0)] {
            let by = house.operator();
            house
                .writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, gone, "Digeser"))
                .expect("cancels");
            assert_eq!(unnoted(all()), left);
        }
        assert_eq!(house.findings(), [], "a note may outlive its clash");
    });
}
