//! The decisions about a plan of supervision: may this be planned, may this be reported.

use crate::model::plan::{
    Effect, Item, ItemState, LARGEST_COUNT, MOST_ASSIGNED, MOST_FOLLOW_UPS, MOST_ITEMS, NewItem, NewReport,
};
use crate::model::{Period, Team};
use netra_base::{Day, EmployeeId, Refusal};

/// What decides whether something may be planned.
#[derive(Debug, Clone, Copy)]
pub struct Planning<'a> {
    /// When the team is valid.
    pub valid: Period,
    /// The path of its unit.
    pub team_path: &'a str,
    /// The path of the unit to be looked at; none when there is no such unit.
    pub unit_path: Option<&'a str>,
    /// Who is in the team today.
    pub members: &'a [EmployeeId],
    /// How much is planned and open.
    pub open: usize,
}

/// May this be planned?
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_plan(new: &NewItem, facts: &Planning<'_>) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if !facts.valid.has(new.day) {
        refusals.push(outside().at("day"));
    }
    if !facts.unit_path.is_some_and(|path| path.starts_with(facts.team_path)) {
        refusals.push(
            Refusal::new(
                "unit-outside",
                "Tidak ada unit dengan kode itu di unit tim atau di bawahnya. Periksa kodenya.",
                "There is no unit with that code in the team's unit or below it. Check the code.",
            )
            .at("unit"),
        );
    }
    if new.who.is_empty() || new.who.len() > MOST_ASSIGNED {
        refusals.push(
            Refusal::new(
                "assigned-none",
                "Pilih sedikitnya satu anggota yang bertugas.",
                "Choose at least one member who goes.",
            )
            .at("who"),
        );
    }
    let twice = (1..new.who.len()).any(|at| new.who[..at].iter().any(|one| one.employee == new.who[at].employee));
    if twice || new.who.iter().any(|one| !facts.members.contains(&one.employee)) {
        refusals.push(
            Refusal::new(
                "assigned-stranger",
                "Yang bertugas harus anggota tim hari ini, masing-masing satu kali. Pilih lagi dari daftar.",
                "Those who go must be members of the team today, each once. Choose from the list again.",
            )
            .at("who"),
        );
    }
    for one in new.who.iter().filter(|one| !facts.valid.has(one.due)) {
        refusals.push(outside().at(format!("due-{}", one.employee)));
    }
    if facts.open >= MOST_ITEMS {
        refusals.push(Refusal::new(
            "plan-full",
            format!("Rencana yang belum dilaksanakan sudah {MOST_ITEMS}. Laporkan atau batalkan dahulu sebagian."),
            format!("{MOST_ITEMS} items are planned and open. Report or cancel some of them first."),
        ));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn outside() -> Refusal {
    Refusal::new(
        "day-outside",
        "Tanggalnya harus di dalam masa tugas tim.",
        "The date must lie within the team's period.",
    )
}

/// May this be reported about the item today?
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_report(item: &Item, team: &Team, today: Day, report: &NewReport) -> Result<(), Vec<Refusal>> {
    if item.state != ItemState::Planned {
        return Err(vec![Refusal::new(
            "item-reported",
            "Kegiatan ini sudah dilaporkan atau dibatalkan. Muat ulang halaman untuk melihat laporannya.",
            "This item was reported or cancelled already. Reload the page to see the report.",
        )]);
    }
    let mut refusals = Vec::new();
    if let NewReport::Held { day, follow_ups, effect, .. } = report {
        if *day > today || !team.valid().has(*day) {
            refusals.push(
                Refusal::new(
                    "day-outside",
                    "Hari pelaksanaan harus di dalam masa tugas tim dan tidak sesudah hari ini.",
                    "The day it was held must lie within the team's period and not after today.",
                )
                .at("day"),
            );
        }
        if follow_ups.len() > MOST_FOLLOW_UPS {
            refusals.push(
                Refusal::new(
                    "follow-ups-many",
                    format!("Tindak lanjut paling banyak {MOST_FOLLOW_UPS}. Gabungkan yang sejenis."),
                    format!("At most {MOST_FOLLOW_UPS} points to follow up. Join those that belong together."),
                )
                .at("follow-0"),
            );
        }
        for (at, _) in follow_ups.iter().enumerate().filter(|(_, point)| point.due < *day) {
            refusals.push(
                Refusal::new(
                    "due-early",
                    "Batas waktu tindak lanjut mendahului hari pelaksanaan. Periksa tanggalnya.",
                    "The due day lies before the day it was held. Check the date.",
                )
                .at(format!("due-{at}")),
            );
        }
        refusals.extend(counts(effect));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn counts(effect: &Effect) -> Option<Refusal> {
    let [reached, checked, corrected] = [effect.reached, effect.checked, effect.corrected];
    if [reached, checked, corrected].iter().any(|count| !(0..=LARGEST_COUNT).contains(count)) {
        return Some(
            Refusal::new(
                "count-range",
                "Jumlah harus 0 atau lebih, dan tidak lebih dari lima juta.",
                "Counts are 0 or more, and not more than five million.",
            )
            .at("reached"),
        );
    }
    (corrected > checked).then(|| {
        Refusal::new(
            "corrected-many",
            "Yang diperbaiki lebih banyak daripada yang diperiksa. Periksa angkanya.",
            "More was put right than was checked. Check the figures.",
        )
        .at("corrected")
    })
}

/// May a follow-up of a visit held on `held` be called done on this day?
///
/// # Errors
/// `follow-up-done`, `day-outside`.
pub fn may_finish(held: Day, today: Day, done_before: bool, day: Day) -> Result<(), Refusal> {
    if done_before {
        return Err(Refusal::new(
            "follow-up-done",
            "Tindak lanjut ini sudah dicatat selesai.",
            "This point was recorded as done already.",
        ));
    }
    if day < held || day > today {
        return Err(Refusal::new(
            "day-outside",
            "Hari selesai harus sejak hari pelaksanaan dan tidak sesudah hari ini.",
            "The day it was done lies on or after the day of the visit and not after today.",
        )
        .at("done"));
    }
    Ok(())
}
