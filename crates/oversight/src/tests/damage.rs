//! One changed byte in any column that records an act is named by the audit.

use super::*;
use crate::model::finding::NewFinding;
use crate::model::task::TaskEnd;
use netra_store::{Tx, params};
use std::sync::mpsc;

/// What is done to the rows, and what the audit must name (table and field; any field when empty).
const HARMS: [(&str, &str, &str); 74] = [
    ("UPDATE oversight_team SET unit = unit + 1", "oversight_team", "unit"),
    ("UPDATE oversight_team SET decree_number = 'x'", "oversight_team", "decree_number"),
    ("UPDATE oversight_team SET decree_day = '2022-10-18'", "oversight_team", "decree_day"),
    ("UPDATE oversight_team SET issuer = 'x'", "oversight_team", "issuer"),
    ("UPDATE oversight_team SET basis = 'ins-uu5-2014'", "oversight_team", "instruments"),
    ("UPDATE oversight_team SET title = 'x'", "oversight_team", "team_title"),
    ("UPDATE oversight_team SET from_day = '2022-10-18'", "oversight_team", "from"),
    ("UPDATE oversight_team SET until_day = '2025-10-18'", "oversight_team", "until"),
    ("UPDATE oversight_team SET formed = formed + 1", "oversight_team", "at"),
    ("UPDATE oversight_team SET formed_by = formed_by + 1", "oversight_team", "by"),
    ("UPDATE oversight_team SET entry = entry + 1", "oversight_team", ""),
    ("UPDATE oversight_team SET last_day = '2022-12-21'", "oversight_change", "last_day"),
    ("UPDATE oversight_team SET end_reason = 'x'", "oversight_change", "reason"),
    ("UPDATE oversight_team SET ended = ended + 50", "oversight_team", "ended"),
    ("UPDATE oversight_team SET ended = NULL", "oversight_team", "last_day"),
    ("UPDATE oversight_team SET id = id + 7", "oversight_member", "team"),
    ("UPDATE oversight_change SET kind = 'x' WHERE id = 1", "oversight_change", "change"),
    ("UPDATE oversight_change SET at = at + 1 WHERE id = 1", "oversight_change", "at"),
    ("UPDATE oversight_change SET made_by = NULL WHERE id = 1", "oversight_change", "by"),
    ("UPDATE oversight_change SET decree = 'x' WHERE id = 1", "oversight_change", "decree"),
    ("UPDATE oversight_change SET entry = 1 WHERE id = 1", "oversight_change", ""),
    ("UPDATE oversight_change SET team = team + 7 WHERE id = 1", "oversight_change", "team"),
    ("DELETE FROM oversight_change WHERE id = 2", "oversight_member", "gone"),
    ("UPDATE oversight_member SET employee = employee + 1 WHERE id = 1", "oversight_team", "members"),
    ("UPDATE oversight_member SET functions = 'handling' WHERE id = 1", "oversight_team", "members"),
    ("UPDATE oversight_member SET duty = 'member' WHERE id = 1", "oversight_team", "members"),
    ("UPDATE oversight_member SET from_day = '2022-10-20' WHERE id = 2", "oversight_team", "members"),
    ("UPDATE oversight_member SET since = since + 1 WHERE id = 2", "oversight_team", "members"),
    ("UPDATE oversight_member SET came = 1 WHERE id = 2", "oversight_team", "members"),
    ("UPDATE oversight_member SET replaces = 2 WHERE replaces = 1", "oversight_change", "joined"),
    ("UPDATE oversight_member SET last_day = '2022-12-21' WHERE id = 1", "oversight_change", "left"),
    ("UPDATE oversight_member SET reason = 'request' WHERE id = 1", "oversight_change", "left"),
    ("UPDATE oversight_member SET gone = 2 WHERE id = 1", "oversight_change", "left"),
    ("UPDATE oversight_member SET gone = NULL WHERE id = 1", "oversight_member", "last_day"),
    ("UPDATE oversight_member SET settled = NULL WHERE settled IS NOT NULL", "oversight_change", "settled"),
    ("DELETE FROM oversight_member WHERE id = 2", "oversight_team", "members"),
    ("UPDATE oversight_item SET team = team + 1", "oversight_item", "team"),
    ("UPDATE oversight_item SET kind = 'vehicles'", "oversight_item", "item_kind"),
    ("UPDATE oversight_item SET day = '2022-11-11'", "oversight_item", "planned_day"),
    ("UPDATE oversight_item SET unit = unit + 1", "oversight_item", "unit"),
    ("UPDATE oversight_item SET place = 'x'", "oversight_item", "place"),
    ("UPDATE oversight_item SET state = 'planned'", "oversight_item", "state"),
    ("UPDATE oversight_item SET held_day = '2022-11-09'", "oversight_item", "held_day"),
    ("UPDATE oversight_item SET told = 'x'", "oversight_item", "told_sha256"),
    ("UPDATE oversight_item SET reached = reached + 1", "oversight_item", "reached"),
    ("UPDATE oversight_item SET corrected = 0", "oversight_item", "corrected"),
    ("UPDATE oversight_assigned SET due = '2022-11-01'", "oversight_item", "who"),
    ("UPDATE oversight_follow_up SET what = 'x'", "oversight_item", "follow_ups"),
    ("UPDATE oversight_follow_up SET done = '2022-11-12'", "oversight_follow_up", "done"),
    ("UPDATE oversight_follow_up SET done = NULL, done_at = NULL, done_by = NULL", "oversight_follow_up", "done"),
    ("UPDATE oversight_finding SET what = 'x'", "oversight_finding", "what_sha256"),
    ("UPDATE oversight_finding SET evidence = NULL", "oversight_finding", "evidence_sha256"),
    ("UPDATE oversight_finding SET concerned = NULL", "oversight_finding", "concerned"),
    ("UPDATE oversight_finding SET found = '2022-10-26'", "oversight_finding", "found"),
    ("UPDATE oversight_finding SET deadline = '2022-11-30'", "oversight_finding", "deadline"),
    ("UPDATE oversight_finding SET made_by = made_by + 1", "oversight_finding", "by"),
    ("UPDATE oversight_evidence SET finding = finding + 1", "oversight_evidence", "finding"),
    ("UPDATE oversight_evidence SET file = file + 50", "oversight_evidence", "file"),
    ("UPDATE oversight_evidence SET sha256 = 'x'", "oversight_evidence", "file_sha256"),
    ("UPDATE oversight_evidence SET shows = 'x'", "oversight_evidence", "shows_sha256"),
    ("UPDATE oversight_evidence SET made_by = made_by + 1", "oversight_evidence", "by"),
    ("UPDATE oversight_scan SET sha256 = 'x'", "oversight_change", "scan_sha256"),
    ("UPDATE oversight_scan SET team = team + 7", "oversight_change", "scan_sha256"),
    ("UPDATE oversight_scan SET file = file + 50", "oversight_scan", "file"),
    ("UPDATE oversight_scan SET change = 99", "oversight_scan", "change"),
    ("DELETE FROM oversight_scan", "oversight_change", "scan_sha256"),
    ("UPDATE oversight_task SET team = team + 1", "oversight_task", "team"),
    ("UPDATE oversight_task SET employee = employee + 1", "oversight_task", "employee"),
    ("UPDATE oversight_task SET what = 'x'", "oversight_task", "what_sha256"),
    ("UPDATE oversight_task SET due = '2022-12-01'", "oversight_task", "due"),
    ("UPDATE oversight_task SET given_by = given_by + 1", "oversight_task", "by"),
    ("UPDATE oversight_task SET done_day = '2022-11-01'", "oversight_task", "done"),
    ("UPDATE oversight_task SET state = 'open'", "oversight_task", "state"),
    ("UPDATE oversight_task SET ended = NULL, end_entry = NULL", "oversight_task", "state"),
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

/// A team that lived: one replaced, one left the unit, a visit held and followed up, a finding, the end.
fn lived(store: &Store) -> House {
    let house = House::new(store);
    let team = house.bali();
    let item = house.plans(1, team, house.visit()).expect("plans");
    house.reports(1, (team, item), noon("2022-11-11"), held()).expect("reports");
    let (chance, who) = (house.chance.clone(), house.person(1));
    let point = (team, item, 1);
    store
        .write_now(move |tx| actions::finish(tx, &chance, noon("2022-11-13"), &who, point, day("2022-11-13")))
        .expect("follows up");
    let new = NewFinding {
        act: Some("skb2022-etik-04".into()),
        what: "Sebuah kendaraan dinas di lokasi kampanye.".into(),
        found: day("2022-10-25"),
        evidence: Some("Dua foto.".into()),
        concerned: Some(house.people[9]),
    };
    let (chance, who) = (house.chance.clone(), house.person(1));
    let finding = store.write_now(move |tx| actions::record_finding(tx, &chance, today(), &who, team, &new));
    let at = (team, finding.expect("records"));
    super::evidence::adds(&house, 1, at, super::evidence::GREY, "Terlihat dari jalan.").expect("adds");
    let task = super::tasks::gives(&house, 1, team, ("Foto pos jaga", "2022-11-05"), &[3]).expect("gives")[0];
    let done = TaskEnd::Done(day("2022-11-02"));
    super::tasks::ends(&house, 3, (team, task), noon("2022-11-02"), done).expect("is done");
    let successor = Person::Known(house.people[6]);
    let replaces = Change::Replace(house.membership(team, 5), EndReason::Duties, successor);
    house.changes(team, noon("2022-12-01"), replaces).expect("replaces");
    let (gone, papua) = (house.people[8], house.papua);
    store.write_now(move |tx| registry::move_to(tx, gone, papua, day("2022-12-05"))).expect("moves");
    house.follows(noon("2022-12-06"));
    house.changes(team, noon("2022-12-07"), Change::Settle(house.membership(team, 8))).expect("settles");
    let (chance, by) = (house.chance.clone(), house.operator());
    let end = (day("2022-12-20"), "Kanwil ditata ulang");
    store.write_now(move |tx| actions::end(tx, &chance, noon("2022-12-20"), &by, team, end)).expect("ends");
    let (chance, by, scan) = (house.chance.clone(), house.operator(), super::evidence::photo(super::evidence::RED));
    store.write_now(move |tx| actions::add_scan(tx, &chance, noon("2022-12-21"), &by, team, &scan)).expect("keeps");
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
    });
}
