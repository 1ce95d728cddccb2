//! One changed byte in any column that records an act is named by the audit.

use super::*;
use netra_media::{Accepts, MediaDesk};
use netra_store::{Tx, params};
use std::sync::mpsc;

/// What is done to the rows, and what the audit must name (table and field; any field when empty).
const HARMS: [(&str, &str, &str); 72] = [
    ("UPDATE directive SET kind = 'order' WHERE id = 1", "directive", "directive_kind"),
    ("UPDATE directive SET unit = unit + 1 WHERE id = 1", "directive", "unit"),
    ("UPDATE directive SET number = 'x' WHERE id = 1", "directive", "number"),
    ("UPDATE directive SET number = 'x' WHERE id = 1", "directive_version", "hash"),
    ("UPDATE directive SET dated = '2022' WHERE id = 1", "directive", "dated"),
    ("UPDATE directive SET issuer = 'x' WHERE id = 1", "directive", "issuer"),
    ("UPDATE directive SET read_by = 'x' WHERE id = 1", "directive", "read_by"),
    ("UPDATE directive SET occasion = 'x' WHERE id = 1", "directive", "occasion"),
    ("UPDATE directive SET rulebook_row = 'x' WHERE id = 1", "directive", "rulebook_row"),
    ("UPDATE directive SET replaces = '' WHERE id = 2", "directive", "replaces"),
    ("UPDATE directive SET units = '2' WHERE id = 1", "directive", "units"),
    ("UPDATE directive SET kinds = 'pns' WHERE id = 1", "directive", "kinds"),
    ("UPDATE directive SET from_day = NULL WHERE id = 1", "directive", "from"),
    ("UPDATE directive SET until_day = '2024-01-01' WHERE id = 1", "directive", "until"),
    ("UPDATE directive SET asks = 0 WHERE id = 1", "directive", "asks"),
    ("UPDATE directive SET asked_until = '2023-12-16' WHERE id = 1", "directive", "asked_until"),
    ("UPDATE directive SET asked_days = 10 WHERE id = 1", "directive", "asked_days"),
    ("UPDATE directive SET issued = issued + 1 WHERE id = 1", "directive", "at"),
    ("UPDATE directive SET issued_by = issued_by + 1 WHERE id = 1", "directive", "by"),
    ("UPDATE directive SET should_at_issue = 3 WHERE id = 1", "directive", "should"),
    ("UPDATE directive SET entry = entry + 1 WHERE id = 1", "directive", ""),
    ("UPDATE directive SET ended = ended + 1 WHERE id = 1", "directive", "at"),
    ("UPDATE directive SET ended = NULL WHERE id = 1", "directive", "ended"),
    ("UPDATE directive SET ended_by = 4 WHERE id = 1", "directive", "by"),
    ("UPDATE directive SET end_reason = 'x' WHERE id = 3", "directive", "reason_sha256"),
    ("UPDATE directive SET successor = 3 WHERE id = 1", "directive", "successor"),
    ("UPDATE directive SET end_entry = NULL WHERE id = 1", "directive", "ended"),
    ("UPDATE directive SET counted = counted + 1 WHERE id = 1", "directive_final", "at"),
    ("UPDATE directive SET counted = NULL WHERE id = 1", "directive", "counted"),
    ("UPDATE directive SET counted_by = 4 WHERE id = 1", "directive_final", "by"),
    ("UPDATE directive SET counted_round = 1 WHERE id = 1", "directive_final", "round"),
    ("UPDATE directive SET counted_entry = NULL WHERE id = 1", "directive", "counted"),
    ("UPDATE directive SET counted_entry = counted_entry + 1 WHERE id = 1", "directive_final", ""),
    ("UPDATE directive SET counted_round = 1 WHERE id = 2", "directive", "counted"),
    ("UPDATE directive_final SET should = should + 1 WHERE directive = 1 AND employment = 2", "directive_final", ""),
    ("UPDATE directive_final SET should = should + 1 WHERE directive = 1", "directive_final", "should"),
    ("UPDATE directive_final SET readers = readers + 1 WHERE directive = 1", "directive_final", "readers"),
    ("UPDATE directive_final SET acknowledged = 0 WHERE directive = 1", "directive_final", "acknowledged"),
    ("UPDATE directive_final SET unit = unit + 1000 WHERE directive = 1", "directive_final", "rows_sha256"),
    ("UPDATE directive_final SET directive = 2 WHERE directive = 1", "directive_final", "directive"),
    ("UPDATE directive_final_unit SET path = '/' WHERE directive = 1", "directive_final", "units_sha256"),
    ("UPDATE directive_final_unit SET received = 1 WHERE directive = 1", "directive_final", "units_sha256"),
    ("UPDATE directive_final_unit SET duty = 0 WHERE directive = 1", "directive_final", "duty"),
    ("UPDATE directive SET id = 77 WHERE id = 1", "directive_version", "directive"),
    ("UPDATE directive_version SET subject = 'x' WHERE version = 2", "directive_version", "hash"),
    ("UPDATE directive_version SET body = 'x' WHERE version = 1 AND directive = 1", "directive_version", "hash"),
    ("UPDATE directive_version SET basis = 'ins-x' WHERE version = 2", "directive_version", "hash"),
    ("UPDATE directive_version SET rests = '3' WHERE version = 2", "directive_version", "hash"),
    (
        "UPDATE directive_version SET hash = (SELECT w.hash FROM directive_version w WHERE w.directive = 2) WHERE directive = 1 AND version = 2",
        "directive_version",
        "text_sha256",
    ),
    ("UPDATE directive_version SET round = 1 WHERE version = 2", "directive_version", "round"),
    ("UPDATE directive_version SET reason = 'x' WHERE version = 2", "directive_version", "reason_sha256"),
    ("UPDATE directive_version SET at = at + 1 WHERE version = 2", "directive_version", "at"),
    ("UPDATE directive_version SET made_by = 3 WHERE version = 2", "directive_version", "by"),
    ("UPDATE directive_version SET at = at + 1 WHERE version = 1 AND directive = 1", "directive_version", "version"),
    ("DELETE FROM directive_version WHERE version = 2", "directive_acknowledged", "version"),
    ("DELETE FROM directive_audience WHERE directive = 1", "directive_audience", "unit"),
    ("UPDATE directive_audience SET directive = 99 WHERE directive = 1", "directive_audience", "directive"),
    (
        "UPDATE directive_original SET sha256 = (SELECT hash FROM directive_version WHERE directive = 2)",
        "directive_original",
        "file_sha256",
    ),
    ("UPDATE directive_original SET at = at + 1", "directive_original", "at"),
    ("UPDATE directive_original SET version = 1", "directive_original", "version"),
    ("UPDATE directive_passed SET unit = unit + 1", "directive_passed", "unit"),
    ("UPDATE directive_passed SET function = 'x'", "directive_passed", "function"),
    ("UPDATE directive_passed SET note = NULL", "directive_passed", "note_sha256"),
    ("UPDATE directive_passed SET received = NULL", "directive_passed", "received"),
    ("UPDATE directive_passed SET own_order = 2", "directive_passed", "order"),
    ("UPDATE directive_acknowledged SET employee = 1 WHERE employee = 4", "directive_acknowledged", "employee"),
    ("UPDATE directive_acknowledged SET version = 1 WHERE version = 2", "directive_acknowledged", "version"),
    ("UPDATE directive_acknowledged SET at = at + 1", "directive_acknowledged", "at"),
    ("UPDATE directive_acknowledged SET unit = 'x'", "directive_acknowledged", "unit"),
    ("UPDATE directive_acknowledged SET signed_in_by = 'x'", "directive_acknowledged", "signed_in_by"),
    ("DELETE FROM directive_read", "directive_read", "employee"),
    ("UPDATE directive_tally SET acknowledged = acknowledged + 1", "directive_tally", "acknowledged"),
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

/// A page of paper as a scanner gives it.
pub(super) fn scan() -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    .iter()
    .enumerate()
    {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{body}\nendobj\n", number + 1).into_bytes());
    }
    let xref = out.len();
    out.extend(b"xref\n0 4\n0000000000 65535 f \n");
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    out.extend(format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").into_bytes());
    out
}

/// A directive that lived: corrected, scanned, passed on, acknowledged, replaced; another one withdrawn.
fn lived(store: &Store) -> House {
    let house = House::new(store);
    let id = house.issued();
    let mut grave = content("Ketentuan baru", &["ins-skb2022"], &[]);
    grave.text = Text::parse("Isi yang sama sekali berbeda dari sebelumnya.").expect("a text");
    house.corrects(id, 1, grave, true).expect("corrects");
    let ready = MediaDesk::take_now(&scan(), "surat.pdf", Accepts::Paper).expect("a PDF");
    let (chance, by) = (house.chance.clone(), house.operator());
    store
        .write_now(move |tx| {
            actions::attach_original(tx, &chance, noon("2023-11-25"), &by, id, &ready)?;
            actions::attach_original(tx, &chance, noon("2023-11-26"), &by, id, &ready)
        })
        .expect("attaches once");
    house.passes(house.operator(), id, "KW-20", noon("2023-11-25")).expect("passes on");
    for person in [3, 8] {
        house.acknowledges(person, id, 2, noon("2023-11-25")).expect("acknowledges");
    }
    let mut next = house.circular("1200");
    next.replaces = vec![id];
    house.issues(house.operator(), next).expect("replaces");
    let third = house.issues(house.operator(), house.circular("1300")).expect("issues");
    house.ends(third, Ending::Withdrawn("Salah terbit".into())).expect("withdraws");
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
