//! The decisions about occasions: may this one be opened, may it be changed, does a signature count at it. A signature
//! is never refused for its occasion.

use super::{phase, runs};
use crate::model::{Asked, Drive, LONGEST_MS, NewOccasion, NotCounted, Occasion, OccasionId, Phase, Place};
use netra_base::{DriveId, Lang, Moment, Principal, Refusal, Zone};

/// Occasions of one drive in one unit: one each working day of most of a year.
pub const MOST_OCCASIONS: usize = 200;

/// The unit that holds an occasion, and how the drive lies to it.
#[derive(Debug, Clone)]
pub struct Host<'a> {
    /// Its path.
    pub path: &'a str,
    /// Its time zone.
    pub zone: Zone,
    /// Paths of the drive's units.
    pub audience: &'a [String],
    /// Occasions of this drive that it has.
    pub held: usize,
}

/// Does a drive for units with these paths concern the unit with this path: is it one of them, below or above one?
#[must_use]
pub fn concerns(audience: &[String], path: &str) -> bool {
    audience.iter().any(|root| path.starts_with(root.as_str()) || root.starts_with(path))
}

/// May this occasion be opened? Who may, is asked before: to others the unit is not there.
///
/// # Errors
/// Every reason why not.
pub fn may_open_occasion(new: &NewOccasion, drive: &Drive, host: &Host<'_>) -> Result<(), Vec<Refusal>> {
    let mut refusals = times(new).err().into_iter().collect::<Vec<_>>();
    if drive.closed.is_some() {
        refusals.push(
            Refusal::new(
                "drive-closed",
                "Gerakan ini sudah ditutup. Pilih gerakan lain, atau kosongkan.",
                "This drive is closed. Choose another, or none.",
            )
            .at("pledge_drive"),
        );
    }
    if !concerns(host.audience, host.path) {
        refusals.push(
            Refusal::new(
                "drive-elsewhere",
                "Gerakan ini tidak ditujukan kepada unit Anda. Pilih gerakan lain, atau kosongkan.",
                "This drive is not meant for your unit. Choose another, or none.",
            )
            .at("pledge_drive"),
        );
    }
    if refusals.is_empty() {
        refusals.extend(open_then(new, drive, host.zone).err());
    }
    if host.held >= MOST_OCCASIONS {
        refusals.push(Refusal::new(
            "occasions-many",
            format!("Unit ini sudah mempunyai {MOST_OCCASIONS} acara untuk gerakan ini; pakailah salah satunya."),
            format!("This unit has {MOST_OCCASIONS} occasions for this drive already; use one of them."),
        ));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn times(new: &NewOccasion) -> Result<(), Refusal> {
    if new.until <= new.from {
        return Err(Refusal::new(
            "occasion-backwards",
            "Acara berakhir sebelum dimulai. Tukar keduanya atau perbaiki waktunya.",
            "The occasion ends before it begins. Swap the two or correct the time.",
        )
        .at("until"));
    }
    if new.until.0 - new.from.0 > LONGEST_MS {
        return Err(Refusal::new(
            "occasion-long",
            "Acara berlangsung lebih dari 31 hari. Perbaiki waktu selesainya.",
            "The occasion lasts more than 31 days. Correct when it ends.",
        )
        .at("until"));
    }
    Ok(())
}

/// The drive takes signatures of this unit at some time of the occasion.
fn open_then(new: &NewOccasion, drive: &Drive, zone: Zone) -> Result<(), Refusal> {
    let own = drive.window.zone.for_unit(zone);
    match (phase(&drive.window, zone, new.from), phase(&drive.window, zone, new.until)) {
        (Phase::After(closes), _) => Err(Refusal::new(
            "drive-over-then",
            format!("Gerakan ini berakhir {}, sebelum acaranya dimulai.", Lang::Id.moment(closes, own)),
            format!("This drive ends {}, before the occasion begins.", Lang::En.moment(closes, own)),
        )
        .at("pledge_drive")),
        (_, Phase::Before(opens)) => Err(Refusal::new(
            "drive-not-open-then",
            format!("Gerakan ini baru dibuka {}, sesudah acaranya selesai.", Lang::Id.moment(opens, own)),
            format!("This drive opens {}, after the occasion has ended.", Lang::En.moment(opens, own)),
        )
        .at("pledge_drive")),
        _ => Ok(()),
    }
}

/// May an occasion become this? Once somebody has signed there its time may only grow: what was counted stays inside.
///
/// # Errors
/// A refusal that says why not.
pub fn may_change_occasion(now: &Occasion, new: &NewOccasion) -> Result<(), Refusal> {
    if (new.drive, new.unit) != (now.drive, now.unit) {
        return Err(Refusal::new(
            "occasion-moved",
            "Acara tetap milik unit dan gerakan semula; akhiri yang ini dan buat yang baru.",
            "An occasion stays with its unit and drive; end this one and open another.",
        )
        .at("pledge_drive"));
    }
    if now.signed > 0 && (new.from > now.from || new.until < now.until) {
        return Err(Refusal::new(
            "occasion-signed",
            "Sudah ada yang menandatangani pada acara ini: waktunya hanya dapat diperpanjang.",
            "Somebody has signed at this occasion: its time can only be made longer.",
        )
        .at("until"));
    }
    Ok(())
}

/// May this asker open and end occasions of the unit with this path?
#[must_use]
pub fn keeps_occasions(by: &Principal, unit_path: &str) -> bool {
    runs(by, unit_path)
}

/// May somebody of the unit with this path know of a place: one of the unit that holds it or of one below it, or whoever
/// brings the key that stands on its screen, as delegations, visitors and those who checked in do?
#[must_use]
pub fn knows(place: &Place, asked: Asked, unit_path: &str) -> bool {
    asked.key == Some(place.key) || unit_path.split('/').any(|id| id.parse::<i64>() == Ok(place.unit.0))
}

/// Does a signature of somebody of the unit with this path for `drive` at `now` count at this place? A place that he may not
/// know of is none.
///
/// # Errors
/// Why not.
pub fn counts_at(
    place: Option<&Place>,
    (asked, unit_path): (Asked, &str),
    drive: DriveId,
    now: Moment,
) -> Result<OccasionId, NotCounted> {
    match place {
        Some(place) if knows(place, asked, unit_path) => takes(place, drive, now),
        _ => Err(NotCounted::Unknown),
    }
}

/// Does a place take signatures for `drive` at `now`?
///
/// # Errors
/// Why not.
pub fn takes(place: &Place, drive: DriveId, now: Moment) -> Result<OccasionId, NotCounted> {
    if place.drive != drive {
        Err(NotCounted::OtherDrive)
    } else if now < place.from {
        Err(NotCounted::NotYet)
    } else if now > place.until {
        Err(NotCounted::Over)
    } else {
        Ok(place.id)
    }
}
