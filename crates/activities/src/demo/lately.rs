//! What was decided in the last days, at a meeting of a sample unit: one decision is overdue by a few days, the others fall
//! due in the coming ones, so that a desk of the demonstration has something to do today.

use super::{begun, item, morning, office, told};
use crate::actions;
use crate::model::{ActivityId, ActivityKind, NewActivity, NewDecision, NewOwner};
use netra_base::{Chance, Day, Moment, Principal, Result};
use netra_calendar::model::is_weekend;
use netra_oversight::model::TeamId;
use netra_registry::model::{Nip, Unit, UnitKind};
use netra_store::Tx;

/// Days since the meeting at least; it falls on no weekend.
const AGO: i32 = 6;

/// A meeting of these days.
#[derive(Debug, Clone, Copy)]
pub struct Lately {
    /// On whose behalf it was held.
    pub team: Option<TeamId>,
    /// Somebody of the unit who owes the first decision that is not overdue.
    pub owner: Option<Nip>,
}

fn the_day(now: Moment, unit: &Unit) -> Day {
    let mut day = now.day(unit.zone).plus_days(-AGO);
    while is_weekend(day) {
        day = day.plus_days(-1);
    }
    day
}

/// Plans the meeting and begins it.
///
/// # Errors
/// When the database fails or the plan is refused.
pub fn meet(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    unit: &Unit,
    lately: &Lately,
) -> Result<ActivityId> {
    let head = if unit.kind == UnitKind::Kanwil { "Kepala Kantor Wilayah" } else { "Kepala unit" };
    let new = NewActivity {
        kind: ActivityKind::Meeting,
        theme: Some("Pakta, penyuluhan, dan pengawasan bulan ini".into()),
        basis: vec!["ins-skb2022".into()],
        venue: Some(format!("Ruang rapat {}", unit.name)),
        target: 12,
        agenda: vec![
            item("09:00", "Siapa yang belum menandatangani pakta", None),
            item("09:30", "Pembagian tugas", Some(head)),
        ],
        team: lately.team,
        ..morning(unit, the_day(now, unit), (9, 10), "Rapat koordinasi netralitas (contoh)", office(head, &unit.name))
    };
    begun(tx, chance, by, unit, &new)
}

/// Ends the meeting, enters what was decided and files its report.
///
/// # Errors
/// When the database fails or a step is refused.
pub fn decide(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, unit): (ActivityId, &Unit),
    lately: &Lately,
) -> Result<()> {
    let at = told::ended(tx, chance, by, id)?;
    let minutes = "Unit membahas siapa yang belum menandatangani pakta dan membagi tugas (contoh).";
    actions::write_minutes(tx, by, id, minutes)?;
    let today = now.day(unit.zone);
    let function = |words: &str| NewOwner::Function(words.into());
    let owed = lately.owner.map_or_else(|| function("Pengelola kepegawaian"), NewOwner::Nip);
    let decided = [
        ("Daftar pegawai dicocokkan dengan daftar penanda tangan pakta", function("Kepala Bagian Umum"), -3),
        ("Pokok-pokok netralitas dibacakan pada apel berikutnya", owed, 2),
        ("Penyuluhan bagi PPNPN dijadwalkan", function("Pengelola kepegawaian"), 5),
    ];
    for (what, owner, days) in decided {
        actions::decide(tx, by, id, &NewDecision { what: what.into(), owner, due: today.plus_days(days) })?;
    }
    actions::file_report(tx, chance, at.plus_ms(3 * 3_600_000), by, (id, None))?;
    Ok(())
}
