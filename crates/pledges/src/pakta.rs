//! The pledge as a paper: what its template prints, and the receipt inside it. Values in, a paper out; it is always in
//! Indonesian, because that is what was signed.

use crate::actions::{Offered, Pakta};
use netra_base::{Error, Lang, Refusal, Result, canonical};
use netra_documents::{Attachment, Paper};
use netra_ledger::Policy;
use netra_ledger::verify::{Checked, check};
use netra_registry::model::Employment;
use serde_json::json;

/// The template's file.
const TEMPLATE: &str = "pakta.typ";

/// The paper of one signed pledge. `verify` is the address of the page that checks receipts, where there is one that a phone
/// can reach. Only what passes the check by the log's own key is printed; the same receipt gives the same paper.
///
/// # Errors
/// A refusal when the receipt does not pass.
pub(crate) fn paper(
    offered: &Offered,
    pakta: &Pakta,
    policy: &Policy,
    verify: Option<&str>,
    sample: bool,
) -> Result<Paper> {
    let bytes = pakta.receipt.to_bytes()?;
    let checked = check(&bytes, policy).map_err(|refusal| unproven(&refusal))?;
    let number = checked.number().to_string();
    let title = format!("{} {number}", offered.text.title);
    let mut paper = Paper::new(TEMPLATE, &title, pakta.answer.at, data(offered, pakta, &checked));
    paper.lang = Lang::Id;
    paper.specimen = sample;
    paper.verify = verify.map(|page| format!("{page}?bukti={number}"));
    paper.attachments = vec![
        attached(
            "bukti.json",
            "application/json",
            bytes,
            "Bukti lengkap: catatan, garam, daun, dan jalurnya ke pos pemeriksaan",
        ),
        attached(
            "bukti.tlog-proof",
            "text/plain",
            pakta.receipt.proof.clone().into_bytes(),
            "Bukti singkat tanpa isi catatan, untuk alat C2SP mana pun",
        ),
    ];
    Ok(paper)
}

/// The name of the file: the receipt's number, which names nobody.
pub(crate) fn file_name(number: &str, sample: bool) -> String {
    format!("pakta-{number}{}.pdf", if sample { "-CONTOH" } else { "" })
}

fn attached(name: &str, mime: &str, bytes: Vec<u8>, describes: &str) -> Attachment {
    Attachment { name: name.to_owned(), mime: mime.to_owned(), bytes, describes: describes.to_owned() }
}

fn data(offered: &Offered, pakta: &Pakta, checked: &Checked) -> serde_json::Value {
    let (drive, text, answer) = (&offered.drive, &offered.text, &pakta.answer);
    let count = |value: u64| Lang::Id.number(value.cast_signed());
    let mut signer = json!({
        "name": answer.name,
        "employment": answer.employment.name(),
        "unit": format!("{} ({})", pakta.unit.name, answer.unit),
    });
    match answer.employment {
        Employment::Ppnpn => signer["contract"] = json!(answer.number),
        Employment::Pns | Employment::Pppk => signer["nip"] = json!(spaced(&answer.number)),
    }
    json!({
        "agency": pakta.letterhead.data(),
        "title": text.title,
        "drive": drive.title,
        "preface": text.preface,
        "points": text.points,
        "instruments": offered.instruments,
        "signer": signer,
        "signed_at": Lang::Id.moment(answer.at, pakta.unit.zone),
        "session": answer.by.name(Lang::Id),
        "occasion": pakta.occasion,
        "receipt": checked.number().to_string(),
        "leaf": format!("{} dari {}", count(checked.proof.index), count(checked.proof.size)),
        "log": checked.proof.origin,
        "commitment": canonical::hex(checked.leaf.commitment()),
    })
}

/// `19850317 200912 1 001`: a NIP as it is written on papers.
fn spaced(nip: &str) -> String {
    match (nip.get(..8), nip.get(8..14), nip.get(14..15), nip.get(15..)) {
        (Some(born), Some(begun), Some(sex), Some(serial)) if nip.len() == 18 => {
            format!("{born} {begun} {sex} {serial}")
        }
        _ => nip.to_owned(),
    }
}

fn unproven(refusal: &Refusal) -> Error {
    Refusal::new(
        "receipt-unproven",
        format!(
            "Bukti tanda tangan ini tidak lolos pemeriksaan, sehingga paktanya tidak dicetak. {}",
            refusal.say.to(Lang::Id)
        ),
        format!(
            "The receipt of this signature does not pass the check, so it is not printed. {}",
            refusal.say.to(Lang::En)
        ),
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nip_is_written_in_its_four_parts() {
        for (number, written) in [("198503172009121001", "19850317 200912 1 001"), ("12345", "12345"), ("é", "é")] {
            assert_eq!(spaced(number), written);
        }
        assert_eq!(file_name("7-0000-0000-0001", true), "pakta-7-0000-0000-0001-CONTOH.pdf");
    }
}
