//! What Bali's sample team does: a visit held and one to come, tasks, a finding with a photo, a scan of the decree. The
//! pictures are drawn and say that they are samples.

use crate::actions;
use crate::model::TeamId;
use crate::model::finding::NewFinding;
use crate::model::plan::{Assignment, Effect, ItemKind, NewFollowUp, NewItem, NewReport};
use crate::model::task::{NewTask, TaskEnd};
use anyhow::Context;
use netra_base::{Chance, Day, EmployeeId, Moment, Principal, Result, Zone};
use netra_media::{Accepts, MediaDesk};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;

const PHOTO: &[u8] = include_bytes!("../../../../data/demo/tim-bukti.png");
const SCAN: &[u8] = include_bytes!("../../../../data/demo/tim-sk.png");

/// A plan with a visit held and one to come, tasks, a finding with a photo, a scan of the decree.
pub(super) fn fill(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (team, unit, people): (TeamId, &Unit, &[EmployeeId]),
) -> Result<()> {
    let member = Principal { employee: people.get(1).copied(), grants: Vec::new(), ..by.clone() };
    let today = now.day(unit.zone);
    let at = |day: Day| day.at(unit.zone, 9, 0);
    let prison = registry::children(tx, unit.id, today)?.into_iter().find(|child| child.kind.is_upt());
    let visited = prison.unwrap_or_else(|| unit.clone());
    let assigned = |due: Day| people.iter().skip(2).take(2).map(|id| Assignment { employee: *id, due }).collect();
    let held = today.plus_days(-20);
    let item = |kind, day: Day, place: &str| NewItem {
        kind,
        day,
        unit: visited.code.to_string(),
        place: place.to_owned(),
        who: assigned(day),
    };
    let visit = item(ItemKind::Visit, held, "Aula, saat apel pagi");
    let first = actions::add_item(tx, at(held.plus_days(-10)), &member, team, &visit)?;
    let report = NewReport::Held {
        day: held,
        findings: "Pegawai sudah menerima surat edaran. Satu poster calon masih terpasang di pos jaga dan diturunkan saat itu juga.".into(),
        follow_ups: vec![
            NewFollowUp { what: "Periksa ulang semua pos jaga".into(), due: held.plus_days(7) },
            NewFollowUp { what: "Bacakan surat edaran pada apel berikutnya".into(), due: today.plus_days(10) },
        ],
        effect: Effect { reached: 42, checked: 6, corrected: 1 },
    };
    actions::report(tx, chance, at(held.plus_days(1)), &member, (team, first), &report)?;
    actions::finish(tx, chance, at(held.plus_days(5)), &member, (team, first, 1), held.plus_days(4))?;
    let vehicles = item(ItemKind::Vehicles, today.plus_days(9), "Halaman parkir kendaraan dinas");
    actions::add_item(tx, at(today.plus_days(-2)), &member, team, &vehicles)?;
    let finding = NewFinding {
        act: None,
        what: "Sebuah kendaraan dinas terlihat diparkir di lokasi kegiatan partai pada hari libur.".into(),
        found: today.plus_days(-6),
        evidence: Some("Dua foto, disimpan di brankas sekretariat tim.".into()),
        concerned: None,
    };
    let found = actions::record_finding(tx, chance, at(today.plus_days(-4)), &member, team, &finding)?;
    let photo = MediaDesk::take_now(PHOTO, "kendaraan-dinas.png", Accepts::Paper)?;
    let shows = "Kendaraan dinas di depan sebuah bendera; gambar contoh.";
    actions::add_evidence(tx, chance, at(today.plus_days(-4)), &member, (team, found), (&photo, shows))?;
    let scan = MediaDesk::take_now(SCAN, "sk-tim.png", Accepts::Paper)?;
    let day = Day::new(2022, 10, 20).context("a day")?;
    actions::add_scan(tx, chance, at(day), by, team, &scan)?;
    tasks(tx, chance, (at(today.plus_days(-9)), at(today.plus_days(-1))), &member, (team, people))
}

/// One done, one late, one to come; the secretary gives them and has two himself.
fn tasks(
    tx: &mut Tx<'_>,
    chance: &Chance,
    (given, ended): (Moment, Moment),
    secretary: &Principal,
    (team, people): (TeamId, &[EmployeeId]),
) -> Result<()> {
    let today = ended.day(Zone::Wita).plus_days(1);
    let mut give = |what: &str, due: Day, who: &[usize]| {
        let who = who.iter().filter_map(|at| people.get(*at)).copied().collect();
        actions::give(tx, chance, given, secretary, team, &NewTask { what: what.to_owned(), due, who })
    };
    let done = give("Foto papan pengumuman netralitas di setiap lantai", today.plus_days(-3), &[1, 2])?;
    give("Siapkan penyuluhan di kelurahan terdekat", today.plus_days(-2), &[1])?;
    give("Susun rekap pengawasan bulan ini", today.plus_days(6), &[1, 3])?;
    if let Some(first) = done.first() {
        let end = TaskEnd::Done(today.plus_days(-3));
        actions::end_task(tx, chance, ended, secretary, (team, *first), &end)?;
    }
    Ok(())
}
