//! What the demonstration tells of activities: the meeting of Bali's office of 19 October 2022, the readiness roll call with
//! its declaration of 21 December 2023 in Pangkalpinang, the virtual roll call of January 2024. Day, place, functions and
//! institutions are from the press; the words are ours, and numbers of people are samples, as every page says. The press
//! gives the last of them no day and nobody who led it: 2 January and the Minister are our reading, and its minutes say so.
//! Where the office has an oversight team on that day, the activity is held on its behalf; the meeting is the one that formed
//! Bali's.
//!
//! It happens in two steps, so that whoever knows attendance can count people in between: [`fill`] plans and starts, [`close`]
//! ends, tells and reports. What was decided in the last days stands in `lately`, and how an end is told in `told`.

mod lately;
mod told;

pub use lately::{Lately, decide, meet};
pub use told::{Picture, Told, close, tell};

use crate::actions;
use crate::model::{
    ActivityId, ActivityKind, AgendaItem, Budget, Group, Mode, NewActivity, NewDelegation, Side, Somebody,
};
use anyhow::Context;
use netra_base::{Chance, Day, DriveId, Error, Principal, Result};
use netra_oversight::actions::valid_team;
use netra_pledges::model::Wall;
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;

/// The regional offices of the three.
const BALI: &str = "KW-20";
const BABEL: &str = "KW-07";

/// What was made, as far as its unit is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// The meeting in Bali.
    pub meeting: Option<ActivityId>,
    /// The readiness roll call in Pangkalpinang.
    pub readiness: Option<ActivityId>,
    /// The virtual roll call in Bali.
    pub roll_call: Option<ActivityId>,
}

fn day(year: i16, month: i8, dom: i8) -> Result<Day> {
    Ok(Day::new(year, month, dom).context("a day")?)
}

fn office(function: &str, institution: &str) -> Somebody {
    Somebody::Outside { name: None, function: function.into(), institution: Some(institution.into()) }
}

fn group(side: Side, name: &str, institution: Option<&str>, expected: i64) -> Group {
    Group { side, name: name.into(), institution: institution.map(str::to_owned), expected }
}

fn item(at: &str, item: &str, by: Option<&str>) -> AgendaItem {
    AgendaItem { at: at.into(), item: item.into(), by: by.map(str::to_owned) }
}

/// An activity of a morning with nothing in it yet.
fn morning(unit: &Unit, day: Day, (from, until): (i8, i8), title: &str, leader: Somebody) -> NewActivity {
    NewActivity {
        unit: unit.code.to_string(),
        kind: ActivityKind::RollCall,
        mode: Mode::OnSite,
        title: title.into(),
        theme: None,
        basis: Vec::new(),
        venue: None,
        link: None,
        starts: Wall { day, hour: from, minute: 0 },
        ends: Wall { day, hour: until, minute: 0 },
        leader,
        on_behalf_of: None,
        speakers: Vec::new(),
        invited: Vec::new(),
        delegations: Vec::new(),
        target: 0,
        budget: None,
        agenda: Vec::new(),
        team: None,
        drive: None,
        pledge_drive: None,
        confirmed: true,
    }
}

/// Plans the three and starts them, each at its time; `by` keeps the units. `pledge` is the drive that is signed at the
/// declaration in Pangkalpinang, when it is open then.
///
/// # Errors
/// When the database fails or a plan is refused.
pub fn fill(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, pledge: Option<DriveId>) -> Result<Filled> {
    let mut filled = Filled::default();
    if let Some(bali) = unit(tx, BALI)? {
        let (first, mut last) = (meeting(&bali)?, roll_call(&bali)?);
        last.team = valid_team(tx, bali.id, last.starts.day)?.map(|valid| valid.team.id);
        filled.meeting = Some(begun(tx, chance, by, &bali, &first)?);
        filled.roll_call = Some(begun(tx, chance, by, &bali, &last)?);
    }
    if let Some(babel) = unit(tx, BABEL)? {
        let mut new = readiness(tx, &babel, pledge)?;
        new.team = valid_team(tx, babel.id, new.starts.day)?.map(|valid| valid.team.id);
        filled.readiness = Some(begun(tx, chance, by, &babel, &new)?);
    }
    Ok(filled)
}

fn unit(tx: &mut Tx<'_>, code: &str) -> Result<Option<Unit>> {
    match registry::unit_by_code(tx, code) {
        Ok(unit) => Ok(Some(unit)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

fn begun(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, unit: &Unit, new: &NewActivity) -> Result<ActivityId> {
    let starts = new.starts.at(unit.zone);
    let id = actions::plan(tx, chance, starts.plus_ms(-7 * 24 * 3_600_000), by, new)?;
    actions::start(tx, chance, starts.plus_ms(-10 * 60_000), by, id)?;
    Ok(id)
}

/// 19 October 2022, Wednesday: the head of the office leads the meeting at which the team is formed.
fn meeting(bali: &Unit) -> Result<NewActivity> {
    let leader = office("Kepala Kantor Wilayah", &bali.name);
    let title = "Rapat Pembinaan dan Pengawasan Netralitas Pegawai";
    Ok(NewActivity {
        kind: ActivityKind::Meeting,
        venue: Some("Ruang Dharmawangsa, Kantor Wilayah Bali".into()),
        basis: vec!["ins-uu5-2014".into(), "ins-skb2022".into()],
        target: 30,
        agenda: vec![
            item("09:00", "Pembukaan", None),
            item("09:10", "Arahan tentang batas bagi pegawai dalam kegiatan politik", Some("Kepala Kantor Wilayah")),
            item("10:00", "Pembentukan tim pembinaan dan pengawasan netralitas", Some("Kepala Kantor Wilayah")),
            item("10:40", "Bijak bermedia sosial", Some("Kepala Kantor Wilayah")),
        ],
        ..morning(bali, day(2022, 10, 19)?, (9, 11), title, leader)
    })
}

/// Is this a unit of the corrections service in a region (upt-lapas to upt-rs)? Its staff make the declaration; immigration does not.
#[must_use]
pub fn of_corrections(kind: UnitKind) -> bool {
    use UnitKind::{Bapas, Hospital, Lapas, Lpka, Rupbasan, Rutan};
    matches!(kind, Lapas | Rutan | Lpka | Bapas | Rupbasan | Hospital)
}

/// 21 December 2023, Thursday: before Christmas and the new year, with the declaration; other institutions attend.
fn readiness(tx: &mut Tx<'_>, babel: &Unit, pledge: Option<DriveId>) -> Result<NewActivity> {
    let below = registry::tree(tx, &babel.path, None)?;
    let delegations = below.iter().filter(|unit| of_corrections(unit.kind));
    let delegations = delegations.map(|unit| NewDelegation { unit: unit.code.to_string(), expected: 6 }).collect();
    let leader = office("Kepala Divisi Pemasyarakatan", &babel.name);
    let title = "Apel Siaga Natal dan Tahun Baru dan Deklarasi Netralitas Petugas Pemasyarakatan";
    let outside = |institution: &str| group(Side::Outside, "perwakilan", Some(institution), 2);
    Ok(NewActivity {
        kind: ActivityKind::Readiness,
        theme: Some("Siap menjaga keamanan dan tetap netral pada Pemilu 2024".into()),
        venue: Some("Lapangan Lapas Narkotika Kelas II Pangkalpinang".into()),
        basis: vec!["ins-se1133-2023".into()],
        on_behalf_of: Some(format!("Kepala {}", babel.name)),
        target: 25,
        invited: vec![
            outside("Polresta Pangkalpinang"),
            outside("BNN Kota Pangkalpinang"),
            outside("KPU Kota Pangkalpinang"),
            outside("Bawaslu Kota Pangkalpinang"),
        ],
        delegations,
        budget: Some(Budget { ceiling: 7_500_000, source: "Anggaran contoh kantor wilayah".into() }),
        agenda: vec![
            item("08:00", "Apel dibuka", None),
            item("08:10", "Amanat", Some("Kepala Divisi Pemasyarakatan")),
            item("08:35", "Pembacaan ikrar netralitas oleh seluruh peserta", None),
            item("08:50", "Doa dan penutup", None),
        ],
        pledge_drive: pledge,
        ..morning(babel, day(2023, 12, 21)?, (8, 9), title, leader)
    })
}

/// January 2024: the press tells of the first roll call of the year without its day; 2 January, the first working day, is
/// our reading. Of what was said there it tells the Minister's reminder only.
fn roll_call(bali: &Unit) -> Result<NewActivity> {
    let leader = office("Menteri Hukum dan Hak Asasi Manusia", "Kementerian Hukum dan Hak Asasi Manusia");
    Ok(NewActivity {
        mode: Mode::Virtual,
        theme: Some("Target kinerja 2024 dan netralitas aparatur".into()),
        link: Some("https://rapat.contoh.example/apel-awal-2024".into()),
        basis: vec!["ins-skb2022".into()],
        target: 60,
        agenda: vec![
            item("07:30", "Apel dibuka (contoh)", None),
            item("07:40", "Amanat", Some("Menteri Hukum dan Hak Asasi Manusia")),
            item("08:20", "Penutup (contoh)", None),
        ],
        starts: Wall { day: day(2024, 1, 2)?, hour: 7, minute: 30 },
        ..morning(bali, day(2024, 1, 2)?, (7, 9), "Apel pagi awal tahun 2024", leader)
    })
}
