//! Checking a receipt or a proof that somebody brings, as a file of its own or inside a PDF: pure, offline, and never trusting anything in the
//! file itself. The log's key comes from the policy.

mod paper;

use crate::actions::Receipt;
use crate::actions::receipt::{SAMPLE, is_sample};
use crate::model::ReceiptNumber;
use netra_base::{Lang, Refusal, canonical};
use netra_tlog::{Flaw, Leaf, Policy, Proof, ProofError, Verified};

/// A file longer than this is no receipt: a record is below 8 KiB (closing a drive of 700 units aside, which
/// nobody carries around), a proof below 4 KiB, a pledge on paper with both inside some 100 KiB.
pub const MAX_BYTES: usize = 1 << 20;

/// What was shown to be true.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The record, when the file was a receipt; a bare proof shows only its leaf.
    pub record: Option<serde_json::Value>,
    /// The public leaf.
    pub leaf: Leaf,
    /// Where it stands, in which log, signed by whom.
    pub proof: Verified,
    /// The name of the attachment that was checked, when the file was a PDF.
    pub inside: Option<String>,
}

impl Checked {
    /// Is this from a demonstration (an origin that ends in `.invalid`, whatever follows the slash)?
    #[must_use]
    pub fn is_sample(&self) -> bool {
        is_sample(&self.proof.origin)
    }

    /// The number of the receipt, as it stands on paper.
    #[must_use]
    pub fn number(&self) -> ReceiptNumber {
        ReceiptNumber::of(self.proof.index, self.leaf.commitment())
    }
}

/// Checks a receipt (JSON), a proof (`tlog-proof`) or a PDF with one inside against the policy.
///
/// # Errors
/// A refusal that says what does not hold and what to do.
pub fn check(file: &[u8], policy: &Policy) -> Result<Checked, Refusal> {
    if file.is_empty() {
        return Err(Refusal::new(
            "empty",
            "Berkas ini kosong. Pilih berkas bukti yang Anda simpan.",
            "This file is empty. Choose the receipt you kept.",
        ));
    }
    if file.len() > MAX_BYTES {
        return Err(Refusal::new(
            "too-long",
            "Berkas ini terlalu besar untuk sebuah bukti (paling besar 1 MB). Pilih berkas bukti yang Anda simpan.",
            "This file is too large for a receipt (at most 1 MB). Choose the receipt you kept.",
        ));
    }
    let plain = file.starts_with(b"{") || file.starts_with(b"c2sp.org/");
    if !plain && netra_documents::is_pdf(file) { paper::check_paper(file, policy) } else { check_plain(file, policy) }
}

/// The same for what is no PDF.
fn check_plain(file: &[u8], policy: &Policy) -> Result<Checked, Refusal> {
    if file.len() > MAX_BYTES {
        return Err(not_ours());
    }
    if file.starts_with(b"c2sp.org/tlog-proof@") { check_proof(file, policy) } else { check_receipt(file, policy) }
}

fn check_proof(file: &[u8], policy: &Policy) -> Result<Checked, Refusal> {
    let proof = Proof::parse(file).map_err(|cause| flaw(&cause.into()))?;
    let extra = proof.extra().ok_or_else(|| {
        Refusal::new(
            "no-leaf",
            "Bukti ini tidak memuat isi daun, sehingga tidak dapat dicocokkan. Unduh ulang dari halaman bukti Anda.",
            "This proof does not carry its leaf and cannot be compared. Download it again from your receipt page.",
        )
    })?;
    let leaf = Leaf::parse(extra).map_err(|_| not_ours())?;
    let proof = proof.verify(&leaf.hash(), policy).map_err(|cause| flaw(&cause))?;
    Ok(Checked { record: None, leaf, proof, inside: None })
}

fn check_receipt(file: &[u8], policy: &Policy) -> Result<Checked, Refusal> {
    let receipt: Receipt = serde_json::from_slice(file).map_err(|_| not_ours())?;
    // One text only: white space, order, spelling of numbers and escapes are all part of what is checked.
    if receipt.to_bytes().map_err(|_| not_ours())? != file || receipt.kind != "netra-receipt" || receipt.v != 1 {
        return Err(Refusal::new(
            "not-canonical",
            "Berkas ini bukan bukti dalam bentuk aslinya; ada yang berubah. Unduh ulang dari halaman bukti Anda.",
            "This file is not a receipt in its original form; something was changed. Download it again from your receipt page.",
        ));
    }
    let leaf = Leaf::parse(receipt.leaf.as_bytes()).map_err(|_| not_ours())?;
    let salt: [u8; 32] =
        canonical::from_base64(&receipt.salt).and_then(|bytes| bytes.try_into().ok()).ok_or_else(not_ours)?;
    let record = canonical::json(&receipt.record).map_err(|_| not_ours())?;
    if !leaf.commits_to(&salt, &record) {
        return Err(Refusal::new(
            "record-differs",
            "Isi catatan tidak cocok dengan komitmennya: catatan atau garamnya berubah.",
            "The record does not fit its commitment: the record or its salt was changed.",
        ));
    }
    let proof = Proof::parse(receipt.proof.as_bytes()).map_err(|cause| flaw(&cause.into()))?;
    if proof.extra() != Some(receipt.leaf.as_bytes()) {
        return Err(not_ours());
    }
    let proof = proof.verify(&leaf.hash(), policy).map_err(|cause| flaw(&cause))?;
    // The word is not under the hash, so it must say what the signed name of the log says.
    if receipt.sample.as_deref() != is_sample(&proof.origin).then_some(SAMPLE) {
        return Err(not_ours());
    }
    Ok(Checked { record: Some(receipt.record), leaf, proof, inside: None })
}

fn not_ours() -> Refusal {
    Refusal::new(
        "unreadable",
        "Berkas ini tidak dapat dibaca sebagai bukti Netra (JSON, tlog-proof, atau PDF dengan bukti di dalamnya). Periksa apakah berkasnya benar dan utuh.",
        "This file cannot be read as a Netra receipt (JSON, tlog-proof, or a PDF with one inside). Check that it is the right file and whole.",
    )
}

/// A flaw as a sentence for a person.
fn flaw(flaw: &Flaw) -> Refusal {
    match flaw {
        Flaw::Unreadable(ProofError::ExtraTooLong(_) | ProofError::PathTooLong) | Flaw::Unreadable(_) => Refusal::new(
            "proof-unreadable",
            "Bukti di dalam berkas ini rusak dan tidak dapat dibaca. Unduh ulang dari halaman bukti Anda.",
            "The proof in this file is damaged and cannot be read. Download it again from your receipt page.",
        ),
        Flaw::UnknownLog { origin } => Refusal::new(
            "log-unknown",
            format!("Bukti ini berasal dari log lain ({origin}), bukan dari log yang Anda percayai."),
            format!("This receipt comes from another log ({origin}), not from one you trust."),
        ),
        Flaw::NotSignedByLog { origin } => Refusal::new(
            "key-differs",
            format!("Pos pemeriksaan {origin} tidak ditandatangani dengan kunci log yang Anda percayai."),
            format!("The checkpoint of {origin} is not signed with the log key that you trust."),
        ),
        Flaw::WrongSignature { .. } => Refusal::new(
            "signature-wrong",
            "Tanda tangan log tidak cocok dengan pos pemeriksaan: ada yang berubah.",
            "The log's signature does not fit the checkpoint: something was changed.",
        ),
        Flaw::QuorumNotMet { have, .. } => Refusal::new(
            "quorum-missing",
            format!("Belum cukup saksi yang ikut menandatangani ({have}). Unduh bukti yang lebih baru nanti."),
            format!("Not enough witnesses have cosigned ({have}). Download a newer receipt later."),
        ),
        Flaw::IndexBeyondTree { .. } | Flaw::NotIncluded { .. } => Refusal::new(
            "not-included",
            "Jalur bukti tidak sampai ke akar yang ditandatangani: daun atau jalurnya berubah.",
            "The path does not lead to the signed root: the leaf or the path was changed.",
        ),
    }
}

/// What is not proven when the receipt came inside a PDF.
#[must_use]
pub fn caution(lang: Lang) -> &'static str {
    lang.say(
        "Yang terbukti ialah bukti yang terlampir di dalam PDF ini, bukan tulisan pada halamannya: tulisan dapat diubah tanpa menyentuh buktinya. Bandingkan isi bukti dengan yang tercetak.",
        "What is proven is the receipt attached inside this PDF, not what is written on its pages: that can be changed without touching the receipt. Compare what the receipt says with what is printed.",
    )
}

/// The verdict in one sentence.
#[must_use]
pub fn sentence(checked: &Checked, lang: Lang) -> String {
    let index = lang.number(checked.proof.index.cast_signed());
    let size = lang.number(checked.proof.size.cast_signed());
    let origin = &checked.proof.origin;
    match lang {
        Lang::Id => format!("Sah: tercatat pada log {origin} sebagai daun nomor {index} dari {size}."),
        Lang::En => format!("Valid: recorded in the log {origin} as leaf {index} of {size}."),
    }
}
