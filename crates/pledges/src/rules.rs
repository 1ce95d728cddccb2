//! The decisions of a pledge: may this drive be opened, may this person answer now. Pure: values in,
//! refusals out.

use crate::model::{Audience, Drive, NewDrive, Phase, PledgeText, Window};
use netra_base::{Lang, Moment, Principal, Refusal, Role, UnitId, Zone};
use netra_registry::model::Employment;
use netra_rulebook::model::Rulebook;

mod occasion;
mod public;

pub use occasion::{
    Host, MOST_OCCASIONS, concerns, counts_at, keeps_occasions, knows, may_change_occasion, may_open_occasion, takes,
};
pub use public::{is_public, is_public_drive, told, told_growth, told_sum};

/// Where a window stands for a unit in `own` at `now`.
#[must_use]
pub fn phase(window: &Window, own: Zone, now: Moment) -> Phase {
    let (opens, closes) = (window.opens_at(own), window.closes_at(own));
    if now < opens {
        Phase::Before(opens)
    } else if now <= closes {
        Phase::Open(closes)
    } else {
        Phase::After(closes)
    }
}

/// Does a person of this unit and kind belong to the audience?
#[must_use]
pub fn in_audience(audience: &Audience, unit_path: &str, employment: Employment) -> bool {
    audience.kinds.contains(&employment)
        && unit_path.split('/').filter_map(|id| id.parse().ok()).any(|id: i64| audience.units.iter().any(|u| u.0 == id))
}

/// What decides whether a person may answer.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The unit's path.
    pub unit_path: &'a str,
    /// The unit's time zone.
    pub zone: Zone,
    /// Kind of employment.
    pub employment: Employment,
    /// In service today?
    pub active: bool,
}

/// May this person answer this drive now?
///
/// # Errors
/// A refusal that says why not and what to do.
pub fn may_answer(drive: &Drive, asker: &Asker<'_>, now: Moment) -> Result<(), Refusal> {
    if !asker.active {
        return Err(Refusal::new(
            "not-in-service",
            "Menurut daftar pegawai Anda tidak lagi bertugas. Bila keliru, hubungi operator unit Anda.",
            "The roster says that you no longer serve. If that is wrong, ask your unit's operator.",
        ));
    }
    if !in_audience(&drive.audience, asker.unit_path, asker.employment) {
        return Err(Refusal::new(
            "not-in-audience",
            "Gerakan ini tidak ditujukan kepada unit atau jenis kepegawaian Anda. Bila keliru, hubungi operator unit Anda.",
            "This drive is not meant for your unit or kind of employment. If that is wrong, ask your unit's operator.",
        ));
    }
    let own = drive.window.zone.for_unit(asker.zone);
    let told = |lang: Lang, at: Moment| lang.moment(at, own);
    match phase(&drive.window, asker.zone, now) {
        _ if drive.closed.is_some() => Err(Refusal::new(
            "drive-closed",
            "Gerakan ini sudah ditutup dan angka akhirnya sudah diumumkan.",
            "This drive is closed and its final figures are published.",
        )),
        Phase::Before(opens) => Err(Refusal::new(
            "drive-not-open",
            format!("Penandatanganan baru dibuka {}. Kembalilah sesudah itu.", told(Lang::Id, opens)),
            format!("Signing opens {}. Come back then.", told(Lang::En, opens)),
        )),
        Phase::After(closes) => Err(Refusal::new(
            "drive-over",
            format!("Penandatanganan berakhir {}. Hubungi operator unit Anda.", told(Lang::Id, closes)),
            format!("Signing ended {}. Ask your unit's operator.", told(Lang::En, closes)),
        )),
        Phase::Open(_) => Ok(()),
    }
}

/// May this drive be opened?
///
/// # Errors
/// Every reason why not, in the order of the form.
pub fn may_open(
    new: &NewDrive,
    text: &PledgeText,
    book: &Rulebook,
    covers_all: bool,
    now: Moment,
) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if new.audience.units.is_empty() || new.audience.kinds.is_empty() {
        refusals.push(
            Refusal::new(
                "audience-empty",
                "Pilih sedikitnya satu unit dan satu jenis kepegawaian.",
                "Choose at least one unit and one kind of employment.",
            )
            .at("units"),
        );
    }
    if !covers_all {
        refusals.push(
            Refusal::new(
                "unit-outside",
                "Ada unit di luar wewenang Anda. Pilih unit Anda sendiri atau unit di bawahnya.",
                "One of the units is not yours. Choose your own unit or one below it.",
            )
            .at("units"),
        );
    }
    if new.window.closes < new.window.opens {
        refusals.push(
            Refusal::new(
                "window-backwards",
                "Waktu tutup mendahului waktu buka. Tukar keduanya atau perbaiki tanggalnya.",
                "It closes before it opens. Swap the two or correct the date.",
            )
            .at("closes"),
        );
    }
    if new.window.closes_at(Zone::Wib) < now {
        refusals.push(
            Refusal::new(
                "window-past",
                "Waktu tutup sudah lewat. Pilih waktu yang akan datang.",
                "The closing time has passed. Choose one to come.",
            )
            .at("closes"),
        );
    }
    let day = new.window.opens.day;
    for id in &text.instruments {
        if !book.in_force(id, day, None) {
            refusals.push(
                Refusal::new(
                    "instrument-not-in-force",
                    format!(
                        "Naskah ini berdasar {id}, yang tidak berlaku pada {}. Pilih versi naskah lain.",
                        Lang::Id.day(day)
                    ),
                    format!("This text rests on {id}, not in force on {}. Choose another version.", Lang::En.day(day)),
                )
                .at("text"),
            );
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// May this drive be closed? Only after its window has ended in the last zone.
///
/// # Errors
/// A refusal that says from when on.
pub fn may_close(drive: &Drive, now: Moment) -> Result<(), Refusal> {
    if drive.closed.is_some() {
        return Err(closed_already());
    }
    let last = Zone::ALL.into_iter().map(|zone| drive.window.closes_at(zone)).max().unwrap_or(now);
    if now <= last {
        return Err(Refusal::new(
            "drive-still-open",
            format!(
                "Penandatanganan masih berjalan sampai {}; tutuplah sesudah itu.",
                Lang::Id.moment(last, Zone::Wib)
            ),
            format!("Signing goes on until {}; close it after that.", Lang::En.moment(last, Zone::Wib)),
        ));
    }
    Ok(())
}

/// What whoever closes a drive second is told.
#[must_use]
pub fn closed_already() -> Refusal {
    Refusal::new("drive-closed", "Gerakan ini sudah ditutup.", "This drive is closed already.")
}

/// Changes of the roster that closing may still count itself: some tenths of a second of the writer.
const BEHIND: i64 = 2_000;

/// Are the counters of a drive, so many changes behind the roster, near enough to be closed?
///
/// # Errors
/// A refusal that asks for a moment's patience.
pub fn near_enough(behind: i64) -> Result<(), Refusal> {
    if behind <= BEHIND {
        return Ok(());
    }
    Err(Refusal::new(
        "drive-behind",
        "Angka masih menyusul perubahan daftar pegawai; ulangi sebentar lagi.",
        "The figures are still catching up with the roster; try again shortly.",
    ))
}

/// Does this role see the figures of a drive?
#[must_use]
pub fn sees_by(role: Role) -> bool {
    matches!(role, Role::UnitOperator | Role::Leader | Role::Auditor | Role::Administrator)
}

/// May this asker see the figures of the unit with this path?
#[must_use]
pub fn sees(by: &Principal, unit_path: &str) -> bool {
    by.grants.iter().any(|grant| sees_by(grant.role) && unit_path.starts_with(&grant.path))
}

/// May this asker open and close drives for the unit with this path?
#[must_use]
pub fn runs(by: &Principal, unit_path: &str) -> bool {
    by.covers(Role::UnitOperator, unit_path) || by.covers(Role::Administrator, unit_path)
}

/// The units without those that lie below another of them: nobody is counted twice.
#[must_use]
pub fn topmost(units: &[(UnitId, String)]) -> Vec<UnitId> {
    let mut out: Vec<UnitId> = units
        .iter()
        .filter(|(id, path)| !units.iter().any(|(other, above)| other != id && path.starts_with(above.as_str())))
        .map(|(id, _)| *id)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests;
