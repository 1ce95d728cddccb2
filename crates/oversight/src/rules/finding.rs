//! The decisions about a team's own findings: when it must be fixed, whether it was late, and who cannot see it.

use crate::model::finding::{FIX_DAYS, NewFinding};
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
            refusals.push(
                Refusal::new(
                    "finding-names",
                    "Teks ini menyebut nama atau NIP. Hapus; orangnya dipilih di bawah, sehingga ia tidak dapat melihat temuan ini.",
                    "This text gives a name or a NIP. Take it out; the person is chosen below, and so cannot see this finding.",
                )
                .at(field),
            );
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
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
