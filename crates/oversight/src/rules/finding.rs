//! The decisions about a team's own findings: when it must be fixed, whether it was late, and who cannot see it.

use crate::model::finding::{FIX_DAYS, MOST_EVIDENCE, NewFinding};
use crate::model::{Function, Functions};
use netra_base::{Day, EmployeeId, Refusal, Result, Zone};
use netra_calendar::{Calendar, Limit};

/// The last day on which a finding made on `found` is fixed in time (uu7-454: seven days; calendar days, which
/// need no holidays).
///
/// # Errors
/// `day-range` for a day that no calendar speaks of.
pub fn deadline(found: Day, zone: Zone) -> Result<Day> {
    Ok(Calendar::default().deadline(found, Limit::CalendarDays(FIX_DAYS), zone)?.deadline)
}

/// May this be recorded today? A late finding is recorded all the same, and says that it is late.
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_record(new: &NewFinding, today: Day, concerned: Option<&str>) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if new.found > today {
        refusals.push(
            Refusal::new(
                "found-future",
                "Hari ditemukan belum tiba. Periksa tanggalnya.",
                "The day it was found has not come yet. Check the date.",
            )
            .at("found"),
        );
    }
    if let Some(act) = &new.act
        && !is_act(act)
    {
        refusals.push(
            Refusal::new(
                "act-form",
                "Kode perbuatan terdiri dari huruf kecil, angka, dan tanda hubung, seperti skb2022-etik-04. Salin dari halaman aturan, atau kosongkan.",
                "An act's code has lower-case letters, digits and hyphens, like skb2022-etik-04. Copy it from the rule pages, or leave it empty.",
            )
            .at("act"),
        );
    }
    for (field, text) in [("what", Some(&new.what)), ("evidence", new.evidence.as_ref())] {
        if text.is_some_and(|text| names(text, concerned)) {
            refusals.push(named().at(field));
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn named() -> Refusal {
    Refusal::new(
        "finding-names",
        "Teks ini menyebut nama atau NIP. Hapus; orangnya dipilih pada temuannya, sehingga ia tidak dapat melihatnya.",
        "This text gives a name or a NIP. Take it out; the person is chosen with the finding, and so cannot see it.",
    )
}

/// May one more file be added that shows this?
///
/// # Errors
/// `evidence-many`, `finding-names`.
pub fn may_add(shows: &str, there: usize, concerned: Option<&str>) -> Result<(), Refusal> {
    if there >= MOST_EVIDENCE {
        return Err(Refusal::new(
            "evidence-many",
            format!("Temuan ini sudah punya {MOST_EVIDENCE} berkas. Simpan sisanya di tempat lain dan sebutkan tempatnya pada temuan berikutnya."),
            format!("This finding has {MOST_EVIDENCE} files. Keep the rest elsewhere and say where with the next finding."),
        )
        .at("file"));
    }
    if names(shows, concerned) { Err(named().at("shows")) } else { Ok(()) }
}

/// Of those who see a finding, who opens its files? Who supervises or handles; guidance needs none of it. Where
/// nobody of them does either, all who see the finding open them: evidence must not lie where nobody can look.
pub fn open_files<T>(people: &[T], functions: impl Fn(&T) -> &Functions) -> Vec<&T> {
    let needs = |one: &&T| {
        let has = functions(one);
        has.has(Function::Supervision) || has.has(Function::Handling)
    };
    let some: Vec<&T> = people.iter().filter(needs).collect();
    if some.is_empty() { people.iter().collect() } else { some }
}

fn is_act(text: &str) -> bool {
    (3..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Does a text give the chosen person's name, or what looks like a NIP?
fn names(text: &str, concerned: Option<&str>) -> bool {
    let mut run = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        if run == 18 {
            return true;
        }
    }
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    concerned.is_some_and(|name| plain(text).contains(&plain(name)))
}

/// Where somebody stands in the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub employee: EmployeeId,
    /// The path of the unit.
    pub unit_path: String,
    /// Jabatan.
    pub position: Option<String>,
}

impl Place {
    /// Heads the unit, as far as the position says so.
    fn heads(&self) -> bool {
        const WORDS: [&str; 5] = ["kepala ", "plt. kepala ", "plh. kepala ", "pimpinan ", "direktur "];
        let position = self.position.as_deref().unwrap_or_default().to_lowercase();
        position == "kepala" || WORDS.iter().any(|word| position.starts_with(word))
    }
}

/// Is a finding about `concerned` hidden from `asker`? From the person, from everybody in a unit below, and from
/// the person's own unit when the person heads it. The registry knows no superiors by name, so the line of
/// units stands for them, on the safe side. `chair`: the concerned chairs the asker's own team.
#[must_use]
pub fn hidden(concerned: &Place, asker: &Place, chair: bool) -> bool {
    let below = asker.unit_path.starts_with(&concerned.unit_path);
    let same = asker.unit_path == concerned.unit_path;
    asker.employee == concerned.employee || chair || (below && !same) || (same && concerned.heads())
}
