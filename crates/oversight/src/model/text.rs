//! Texts that people write, checked once: a line without line breaks, a paragraph with them; lengths in
//! characters, both ends said in the refusal.

use netra_base::Refusal;
use std::ops::RangeInclusive;

/// A line: blanks made single, no control characters.
///
/// # Errors
/// `text-length` at the field.
fn line(
    text: &str,
    field: &'static str,
    label: (&'static str, &'static str),
    range: RangeInclusive<usize>,
) -> Result<String, Refusal> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    checked(text.chars().filter(|c| !c.is_control()).collect(), field, label, range)
}

/// A paragraph: line breaks stay, other control characters go.
///
/// # Errors
/// `text-length` at the field.
fn paragraph(
    text: &str,
    field: &'static str,
    label: (&'static str, &'static str),
    range: RangeInclusive<usize>,
) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    checked(text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect(), field, label, range)
}

fn checked(
    text: String,
    field: &'static str,
    label: (&'static str, &'static str),
    range: RangeInclusive<usize>,
) -> Result<String, Refusal> {
    let (letters, low, high) = (text.chars().count(), *range.start(), *range.end());
    if range.contains(&letters) {
        return Ok(text);
    }
    let refusal = if letters == 0 {
        Refusal::new("text-length", format!("Isi {}.", label.0), format!("Fill in: {}.", label.1))
    } else {
        Refusal::new(
            "text-length",
            format!("{}: {letters} huruf; harus {low} sampai {high}. Sesuaikan panjangnya.", label.0),
            format!("{}: {letters} characters; it must have {low} to {high}. Adjust its length.", label.1),
        )
    };
    Err(refusal.at(field))
}

/// The number of a decree.
///
/// # Errors
/// `text-length`.
pub fn decree_number(text: &str) -> Result<String, Refusal> {
    line(text, "decree_number", ("Nomor SK", "Number of the decree"), 1..=80)
}

/// The class of a decree in its unit's register: `KP.05.02`.
///
/// # Errors
/// `text-length`.
pub fn decree_class(text: &str) -> Result<String, Refusal> {
    line(text, "decree_class", ("Kode klasifikasi", "Class of the subject"), 2..=20)
}

/// Who issued a decree: a function.
///
/// # Errors
/// `text-length`.
pub fn issuer(text: &str) -> Result<String, Refusal> {
    line(text, "issuer", ("Jabatan penetap", "Function of the issuer"), 3..=160)
}

/// The name of a team.
///
/// # Errors
/// `text-length`.
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text, "title", ("Nama tim", "Name of the team"), 3..=200)
}

/// Why a team ends.
///
/// # Errors
/// `text-length`.
pub fn end_reason(text: &str) -> Result<String, Refusal> {
    line(text, "reason", ("Alasan", "Reason"), 3..=300)
}

/// Where somebody goes.
///
/// # Errors
/// `text-length`.
pub fn place(text: &str) -> Result<String, Refusal> {
    line(text, "place", ("Tempat", "Place"), 3..=160)
}

/// What a visit found; "tidak ada temuan" is an answer.
///
/// # Errors
/// `text-length`.
pub fn visit_findings(text: &str) -> Result<String, Refusal> {
    paragraph(text, "findings", ("Hasil kunjungan", "What was found"), 3..=4_000)
}

/// Why a visit is cancelled.
///
/// # Errors
/// `text-length`.
pub fn cancel_reason(text: &str) -> Result<String, Refusal> {
    paragraph(text, "reason", ("Alasan pembatalan", "Reason for cancelling"), 3..=500)
}

/// A point to follow up.
///
/// # Errors
/// `text-length`.
pub fn follow_up(text: &str) -> Result<String, Refusal> {
    line(text, "follow-0", ("Tindak lanjut", "Follow-up"), 3..=300)
}

/// What a team found.
///
/// # Errors
/// `text-length`.
pub fn finding(text: &str) -> Result<String, Refusal> {
    paragraph(text, "what", ("Apa yang ditemukan", "What was found"), 10..=2_000)
}

/// Where the evidence of a finding lies.
///
/// # Errors
/// `text-length`.
pub fn evidence(text: &str) -> Result<String, Refusal> {
    paragraph(text, "evidence", ("Catatan bukti", "Note on evidence"), 3..=1_000)
}

/// What a file shows.
///
/// # Errors
/// `text-length`.
pub fn evidence_shows(text: &str) -> Result<String, Refusal> {
    line(text, "shows", ("Apa yang terlihat", "What it shows"), 5..=300)
}

/// What a member is to do.
///
/// # Errors
/// `text-length`.
pub fn task(text: &str) -> Result<String, Refusal> {
    line(text, "what", ("Tugas", "Task"), 5..=300)
}

/// Why a task is taken back.
///
/// # Errors
/// `text-length`.
pub fn task_reason(text: &str) -> Result<String, Refusal> {
    line(text, "reason", ("Alasan", "Reason"), 3..=300)
}
