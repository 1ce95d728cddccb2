//! PDFs that somebody brings, made here object by object: the receipt is taken as it is anywhere else, and everything that
//! could make a reader believe more than was shown is refused.

use super::*;
use crate::actions::{Receipt, receipt, record};
use crate::verify::check;
use crate::{Kind, Log, MIGRATIONS};
use netra_base::{Chance, EntryId, Moment};
use netra_store::Store;
use netra_tlog::SigningKey;

/// Two receipts of one log, and what trusts it.
struct House {
    receipts: Vec<Receipt>,
    policy: Policy,
}

fn house() -> House {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::sqlite(&dir.path().join("netra.db")).expect("opens");
    store.migrate(&MIGRATIONS).expect("migrates");
    let key = SigningKey::from_seed("uji.netra.invalid/1", &[1; 32]).expect("a key");
    let log = Log::open(&store, &dir.path().join("log"), key).expect("opens");
    let chance = Chance::seeded(9);
    let entries: Vec<EntryId> = store
        .write_now(move |tx| {
            (0..2)
                .map(|n| record(tx, &chance, Moment(1_703_100_000_000), Kind::Pledge, &serde_json::json!({ "n": n })))
                .collect()
        })
        .expect("records");
    log.sequence_all(&store).expect("sequences");
    let published = log.published();
    let receipts = store
        .read_now(move |tx| {
            entries.into_iter().map(|entry| receipt(tx, entry, &published)).collect::<Result<Vec<_>, _>>()
        })
        .expect("reads");
    House { receipts: receipts.into_iter().flatten().collect(), policy: log.policy() }
}

/// A PDF with these files attached and this object beside them.
fn pdf(files: &[(&str, &[u8])], object: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (at, (name, bytes)) in files.iter().enumerate() {
        let (about, stream) = (2 * at + 1, 2 * at + 2);
        out.extend(format!("{about} 0 obj\n<</Type/Filespec/UF({name})/EF<</F {stream} 0 R>>>>\nendobj\n").bytes());
        out.extend(format!("{stream} 0 obj\n<</Length {}>>\nstream\n", bytes.len()).bytes());
        out.extend_from_slice(bytes);
        out.extend(b"\nendstream\nendobj\n");
    }
    out.extend(format!("90 0 obj\n{object}\nendobj\ntrailer\n<</Root 90 0 R>>\n").bytes());
    out
}

const PAGE: &str = "<</Type/Catalog>>";

#[test]
fn the_receipt_inside_is_checked_and_says_where_it_was() {
    let house = house();
    let json = house.receipts[0].to_bytes().expect("bytes");
    let proof = house.receipts[0].proof.as_bytes();
    let both = pdf(&[("bukti.tlog-proof", proof), ("bukti.json", &json)], PAGE);
    let checked = check(&both, &house.policy).expect("holds");
    assert_eq!((checked.inside.as_deref(), checked.proof.index), (Some("bukti.json"), 0));
    assert_eq!(checked.record.as_ref().map(|record| record["body"]["n"].clone()), Some(0.into()));
    let alone = check(&pdf(&[("bukti.tlog-proof", proof), ("catatan.txt", b"x")], PAGE), &house.policy).expect("holds");
    assert_eq!((alone.inside.as_deref(), alone.record), (Some("bukti.tlog-proof"), None));
    let renamed = check(&pdf(&[("lain.bin", &json)], PAGE), &house.policy).expect("holds");
    assert_eq!(renamed.inside.as_deref(), Some("lain.bin"));
    assert!(check(&json, &house.policy).expect("holds").inside.is_none());
}

#[test]
fn a_pdf_that_proves_nothing_or_too_much_is_refused_in_words() {
    let house = house();
    let json: Vec<Vec<u8>> = house.receipts.iter().map(|receipt| receipt.to_bytes().expect("bytes")).collect();
    let proof = house.receipts[0].proof.as_bytes();
    let mut bad = json[0].clone();
    let last = bad.len() - 40;
    bad[last] ^= 1;
    let other = Policy::of_log(SigningKey::from_seed("lain.invalid/1", &[2; 32]).expect("a key").verifier());
    let alive = "<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>";
    let whole = [("bukti.json", json[0].as_slice())];
    let cases: [(&str, Vec<u8>, &Policy, &str); 9] = [
        ("no attachment", pdf(&[], PAGE), &house.policy, "pdf-no-proof"),
        ("another attachment", pdf(&[("foto.jpg", b"x")], PAGE), &house.policy, "pdf-no-proof"),
        ("a script beside a good proof", pdf(&whole, alive), &house.policy, "pdf-alive"),
        ("a script and no proof", pdf(&[], alive), &house.policy, "pdf-alive"),
        ("two acts", pdf(&[("bukti.json", &json[0]), ("bukti-2.json", &json[1])], PAGE), &house.policy, "pdf-several"),
        ("one byte", pdf(&[("bukti.json", &bad)], PAGE), &house.policy, "not-canonical"),
        (
            "one byte beside a good proof",
            pdf(&[("bukti.json", &bad), ("bukti.tlog-proof", proof)], PAGE),
            &house.policy,
            "not-canonical",
        ),
        ("an empty one", pdf(&[("bukti.json", b"")], PAGE), &house.policy, "unreadable"),
        ("another log", pdf(&whole, PAGE), &other, "log-unknown"),
    ];
    for (what, file, policy, code) in cases {
        let refusal = check(&file, policy).expect_err(what);
        let fits = refusal.code == code || (code == "not-canonical" && refusal.code != "pdf-no-proof");
        assert!(fits, "{what}: {}", refusal.code);
        assert!(refusal.say.to(Lang::Id).contains("PDF"), "{what}: {}", refusal.say.to(Lang::Id));
    }
    assert_eq!(check(b"%PDF-1.7\ntrailer <</Encrypt 3 0 R>>", &house.policy).expect_err("locked").code, "pdf-locked");
}

#[test]
fn every_byte_of_an_attached_receipt_counts() {
    let house = house();
    let json = house.receipts[1].to_bytes().expect("bytes");
    for at in (0..json.len()).step_by(7) {
        let mut bad = json.clone();
        bad[at] ^= 1;
        assert!(check(&pdf(&[("bukti.json", &bad)], PAGE), &house.policy).is_err(), "byte {at}");
    }
}
