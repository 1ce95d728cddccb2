//! The decisions of drives: may this be announced, changed, withdrawn, may a unit plan this place, how far does somebody see.
//! Pure: facts in, refusals out. What makes an activity a whole one is decided in activities.

mod place;
mod reach;
mod withdraw;

pub use place::{Placing, late_words, may_place};
pub use reach::{Look, Reach, keeps, kept, reach, sees_figures};
pub use withdraw::{MOST_WITHDRAWN, Withdrawing, may_withdraw, stands};

use crate::model::{
    Definition, LONGEST_DAYS, MOST_BASES, MOST_EXCEPTIONS, MOST_PLACES, MOST_PLACES_IN_ALL, MOST_TARGET, MOST_UNITS,
    Share, Window,
};
use netra_activities::model::State;
use netra_base::{Lang, Moment, Refusal, UnitId, Zone};
use netra_registry::model::UnitKind;
use std::collections::HashMap;

/// A unit of the branch that is asked, as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// Its number.
    pub id: UnitId,
    /// Its kind.
    pub kind: UnitKind,
}

/// What decides whether a drive may be announced.
#[derive(Debug, Clone, Copy)]
pub struct Announcing<'a> {
    /// The present.
    pub now: Moment,
    /// The units of the branch that exist while the window is open.
    pub branch: &'a [Branch],
}

/// May this be announced? `known` says which instruments there are.
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_announce(
    new: &Definition<UnitId>,
    facts: &Announcing<'_>,
    known: impl Fn(&str) -> bool,
) -> Result<(), Vec<Refusal>> {
    let mut refusals: Vec<Refusal> = basis(&new.basis, known).into_iter().collect();
    refusals.extend(window(new.window, facts.now));
    refusals.extend(numbers(new));
    refusals.extend(exceptions(new));
    if refusals.is_empty() {
        refusals.extend(asked(new, facts.branch));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn basis(list: &[String], known: impl Fn(&str) -> bool) -> Option<Refusal> {
    if list.is_empty() || list.len() > MOST_BASES {
        return Some(
            Refusal::new(
                "basis-count",
                format!("Pilih 1 sampai {MOST_BASES} dasar hukum."),
                format!("Choose 1 to {MOST_BASES} legal bases."),
            )
            .at("basis"),
        );
    }
    let unknown: Vec<&str> = list.iter().map(String::as_str).filter(|id| !known(id)).collect();
    (!unknown.is_empty()).then(|| {
        let list: String = unknown.join(", ").chars().take(120).collect();
        Refusal::new(
            "basis-unknown",
            format!("Peraturan ini tidak ada di buku aturan: {list}. Pilih dari daftar."),
            format!("These instruments are not in the rulebook: {list}. Choose from the list."),
        )
        .at("basis")
    })
}

fn window(window: Window, now: Moment) -> Option<Refusal> {
    let Window { opens, closes } = window;
    if closes <= opens {
        let refusal = Refusal::new(
            "window-backwards",
            "Jendela waktu berakhir sebelum mulai. Periksa hari dan jam terakhirnya.",
            "The window ends before it starts. Check its last day and time.",
        );
        return Some(refusal.at("closes"));
    }
    if closes.day > opens.day.plus_days(LONGEST_DAYS) {
        let id = format!("Jendela waktu paling lama {LONGEST_DAYS} hari. Persempit, atau buat dua kegiatan serentak.");
        let en = format!("A window has at most {LONGEST_DAYS} days. Narrow it, or make two drives.");
        return Some(Refusal::new("window-long", id, en).at("closes"));
    }
    (window.last() <= now).then(|| {
        Refusal::new(
            "window-past",
            "Jendela waktu ini sudah lewat di semua zona; tidak ada unit yang dapat ikut. Pilih waktu yang akan datang.",
            "This window is over in every zone; no unit could take part. Choose a time to come.",
        )
        .at("closes")
    })
}

fn numbers<U>(new: &Definition<U>) -> Vec<Refusal> {
    let mut out = Vec::new();
    if !(1..=MOST_PLACES).contains(&new.required) {
        out.push(
            Refusal::new(
                "required-range",
                format!("Jumlah tempat per unit harus 1 sampai {MOST_PLACES}. Unit yang tidak ikut ditulis di daftar unit yang dikecualikan."),
                format!("The number of places per unit must be 1 to {MOST_PLACES}. Units that take no part go into the list of those left out."),
            )
            .at("required"),
        );
    }
    if !(1..=MOST_PLACES).contains(&new.most) || new.most < new.required {
        out.push(
            Refusal::new(
                "most-range",
                format!("Batas tempat per unit harus sedikitnya sebanyak yang diminta, paling banyak {MOST_PLACES}."),
                format!("The limit of places per unit must be at least what is asked for, at most {MOST_PLACES}."),
            )
            .at("most"),
        );
    }
    if !(1..=MOST_TARGET).contains(&new.target) {
        let most = (Lang::Id.number(MOST_TARGET), Lang::En.number(MOST_TARGET));
        out.push(
            Refusal::new(
                "target-range",
                format!("Target peserta per tempat harus 1 sampai {}.", most.0),
                format!("The target of participants per place must be 1 to {}.", most.1),
            )
            .at("target"),
        );
    }
    out
}

fn exceptions(new: &Definition<UnitId>) -> Option<Refusal> {
    let list = &new.exceptions;
    if list.len() > MOST_EXCEPTIONS {
        let id = format!("Paling banyak {MOST_EXCEPTIONS} unit dengan jumlah khusus atau dikecualikan.");
        let en = format!("At most {MOST_EXCEPTIONS} units with numbers of their own or left out.");
        return Some(Refusal::new("exceptions-many", id, en).at("exceptions"));
    }
    if (1..list.len()).any(|at| list[..at].iter().any(|other| other.unit == list[at].unit)) {
        return Some(
            Refusal::new(
                "exception-twice",
                "Satu unit disebut dua kali di jumlah khusus atau di daftar yang dikecualikan. Sisakan satu.",
                "A unit is named twice among own numbers or those left out. Keep one.",
            )
            .at("exceptions"),
        );
    }
    let fits = |share: Share| match share {
        Share::Places(places) => (1..=new.most).contains(&places),
        Share::LeftOut => true,
    };
    (!list.iter().all(|one| fits(one.share))).then(|| {
        Refusal::new(
            "exception-range",
            format!("Jumlah khusus harus 1 sampai {} (batas tempat per unit). Unit yang tidak ikut ditulis di daftar yang dikecualikan.", new.most),
            format!("An own number must be 1 to {} (the limit per unit). Units that take no part go into the list of those left out.", new.most),
        )
        .at("exceptions")
    })
}

/// How many units are asked, and for how many places in all.
#[must_use]
pub fn asked_in_all(new: &Definition<UnitId>, branch: &[Branch]) -> (usize, i64) {
    let asked = branch.iter().filter_map(|unit| new.required_of(&unit.id, unit.kind));
    asked.fold((0, 0), |(units, places), required| (units + 1, places + required))
}

fn asked(new: &Definition<UnitId>, branch: &[Branch]) -> Option<Refusal> {
    if new.exceptions.iter().any(|one| branch.iter().all(|unit| unit.id != one.unit)) {
        return Some(
            Refusal::new(
                "exception-elsewhere",
                "Unit dengan jumlah khusus atau yang dikecualikan harus berada di bawah unit kegiatan serentak ini dan masih ada.",
                "A unit with a number of its own, or left out, must lie below the unit of this drive and still exist.",
            )
            .at("exceptions"),
        );
    }
    let (units, places) = asked_in_all(new, branch);
    if units == 0 {
        return Some(
            Refusal::new(
                "nobody-asked",
                "Tidak ada unit yang diminta. Pilih jenis unit yang ada di bawah unit kegiatan serentak ini.",
                "No unit is asked. Choose kinds of unit that exist below the unit of this drive.",
            )
            .at("kinds"),
        );
    }
    (units > MOST_UNITS || places > MOST_PLACES_IN_ALL).then(|| {
        let (id, en) = (Lang::Id, Lang::En);
        let (n, u) = (places, i64::try_from(units).unwrap_or(i64::MAX));
        let (most_u, most_n) = (i64::try_from(MOST_UNITS).unwrap_or(i64::MAX), MOST_PLACES_IN_ALL);
        Refusal::new(
            "too-wide",
            format!("{} unit dan {} tempat terlalu banyak untuk satu kegiatan serentak (paling banyak {} dan {}). Bagi menurut jenis unit.", id.number(u), id.number(n), id.number(most_u), id.number(most_n)),
            format!("{} units and {} places are too many for one drive (at most {} and {}). Split it by kind of unit.", en.number(u), en.number(n), en.number(most_u), en.number(most_n)),
        )
        .at("kinds")
    })
}

/// A place as it stands; cancelled ones are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Of which unit.
    pub unit: UnitId,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
    /// By which clock.
    pub zone: Zone,
    /// How far it is.
    pub state: State,
}

/// What decides whether a drive may be changed.
#[derive(Debug, Clone, Copy)]
pub struct Changing<'a> {
    /// What holds today.
    pub old: &'a Definition<UnitId>,
    /// The version today, and the one that the change was written on.
    pub versions: (i64, i64),
    /// The present and the branch.
    pub announcing: Announcing<'a>,
    /// Its places.
    pub places: &'a [Standing],
}

/// May the drive be changed to this? Everything a new one must be, and no place that is planned, running or held may fall
/// out of it.
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_change(
    new: &Definition<UnitId>,
    facts: &Changing<'_>,
    known: impl Fn(&str) -> bool,
) -> Result<(), Vec<Refusal>> {
    let (current, based_on) = facts.versions;
    if current != based_on {
        return Err(vec![Refusal::new(
            "version-behind",
            format!(
                "Kegiatan serentak ini sudah berubah menjadi versi {current} sementara Anda mengisi formulir. Muat ulang lalu ubah lagi."
            ),
            format!(
                "This drive has become version {current} while you filled the form. Load it again, then change it."
            ),
        )]);
    }
    if facts.old.window.last() <= facts.announcing.now {
        return Err(vec![Refusal::new(
            "drive-over",
            "Jendela waktu kegiatan serentak ini sudah lewat; kegiatan serentak tidak dapat diubah lagi.",
            "The window of this drive is over; the drive can no longer be changed.",
        )]);
    }
    let mut refusals = may_announce(new, &facts.announcing, known).err().unwrap_or_default();
    if refusals.is_empty() {
        refusals.extend(keeps_places(new, facts));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn keeps_places(new: &Definition<UnitId>, facts: &Changing<'_>) -> Vec<Refusal> {
    let mut out = Vec::new();
    let begun = facts.places.iter().filter(|place| place.state != State::Planned).count();
    if begun > 0 && new.kind != facts.old.kind {
        out.push(
            Refusal::new(
                "kind-begun",
                format!("{begun} tempat sudah mulai atau selesai; jenis kegiatan tidak dapat diganti lagi."),
                format!("{begun} places have begun or are over; the kind of activity can no longer change."),
            )
            .at("kind"),
        );
    }
    let outside = facts.places.iter().filter(|one| !new.window.holds(one.starts, one.ends, one.zone)).count();
    if outside > 0 {
        out.push(
            Refusal::new(
                "window-leaves-places",
                format!("{outside} tempat yang sudah direncanakan jatuh di luar jendela baru. Lebarkan jendelanya, atau minta unit memindahkan tempatnya dahulu."),
                format!("{outside} places that are planned would lie outside the new window. Widen it, or have the units move their places first."),
            )
            .at("closes"),
        );
    }
    let mut have: HashMap<UnitId, i64> = HashMap::new();
    for place in facts.places {
        *have.entry(place.unit).or_default() += 1;
    }
    if have.values().any(|places| *places > new.most) {
        let largest = have.values().max().copied().unwrap_or_default();
        out.push(
            Refusal::new(
                "most-below-places",
                format!("Ada unit yang sudah merencanakan {largest} tempat; batasnya tidak dapat lebih kecil."),
                format!("A unit has planned {largest} places already; the limit cannot be lower."),
            )
            .at("most"),
        );
    }
    let kinds: HashMap<UnitId, UnitKind> = facts.announcing.branch.iter().map(|unit| (unit.id, unit.kind)).collect();
    let asked = |unit: &UnitId| kinds.get(unit).is_some_and(|kind| new.required_of(unit, *kind).is_some());
    let dropped = have.keys().filter(|unit| !asked(unit)).count();
    if dropped > 0 {
        out.push(
            Refusal::new(
                "places-dropped",
                format!("{dropped} unit yang sudah merencanakan tempat tidak lagi diminta. Biarkan tetap diminta, atau batalkan tempatnya dahulu."),
                format!("{dropped} units that have planned places would no longer be asked. Keep asking them, or have the places cancelled first."),
            )
            .at("kinds"),
        );
    }
    out
}

#[cfg(test)]
mod tests;
