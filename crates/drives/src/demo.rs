//! What the demonstration tells of drives: the simultaneous legal outreach of 23 January 2024 (prg-05: BPHN, 33 regional
//! offices, 66 places, the theme, Bengkulu's place and who was there by function), and one that is still being planned. That
//! each office had two places is our inference from 33 and 66; who led, also in Bengkulu, whose head the press only says
//! attended, hours, numbers of people, and all offices but Bengkulu are samples.

use crate::actions;
use crate::model::{
    ActivityDriveId, ActivityId, ActivityKind, AgendaLine, Definition, Exception, NewDrive, Share, Wall, Window,
};
use anyhow::Context;
use netra_activities::actions as activities;
use netra_activities::demo::{Picture, Told, tell};
use netra_activities::model::{AgendaItem, Budget, Group, Mode, NewActivity, Side, Somebody};
use netra_attendance::actions as attendance;
use netra_attendance::model::{Guest, State, Timing, Via};
use netra_base::{Chance, Day, EmployeeId, Moment, Principal, Result, UnitId, Zone};
use netra_oversight::actions::valid_team;
use netra_registry::actions as registry;
use netra_registry::model::{Unit, UnitKind};
use netra_store::Tx;

/// Who announced the outreach: BPHN (org-e1-09).
const BPHN: &str = "E1-09";
/// Bengkulu (kw-08).
const BENGKULU: &str = "KW-08";
/// Whence its guests came.
const PROVINCE: &str = "Provinsi Bengkulu";
/// The theme, as the press of that day told it.
const THEME: &str = "Mewujudkan Netralitas Aparatur Pemerintah dalam Menyukseskan Pemilu 2024";
/// People of one sample place at most: 66 places are marked in some seconds.
const ATTENDING: usize = 24;
/// Every seventh place has not filed its report.
const UNREPORTED: usize = 7;

/// The outreach, and the offices that held it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outreach {
    /// The drive.
    pub drive: ActivityDriveId,
    /// The regional offices, in the order of the tree.
    pub offices: Vec<UnitId>,
}

fn the_day() -> Result<Day> {
    Ok(Day::new(2024, 1, 23).context("a day")?)
}

fn wall(day: Day, hour: i8, minute: i8) -> Wall {
    Wall { day, hour, minute }
}

fn agenda() -> Vec<AgendaLine> {
    let lines = [
        (0, "Pembukaan dan Indonesia Raya"),
        (10, "Sambutan"),
        (25, "Materi netralitas aparatur"),
        (75, "Tanya jawab"),
        (100, "Penutup"),
    ];
    lines.map(|(minute, item)| AgendaLine { minute, item: item.to_owned() }).to_vec()
}

/// Announces the outreach, eight days before it; `by` covers the unit `root`, whose regional offices are asked.
///
/// # Errors
/// When the database fails or the drive is refused.
pub fn announce(tx: &mut Tx<'_>, chance: &Chance, by: &Principal, root: UnitId) -> Result<Outreach> {
    let (root, day) = (registry::unit(tx, root)?, the_day()?);
    let announcer = registry::unit_by_code(tx, BPHN).unwrap_or_else(|_| root.clone());
    let new = NewDrive {
        unit: root.code.to_string(),
        announcer: announcer.code.to_string(),
        definition: Definition {
            title: "Penyuluhan Hukum Serentak 2024".into(),
            theme: THEME.into(),
            basis: vec!["ins-skb2022".into()],
            kind: ActivityKind::Outreach,
            material: Some(
                "Catatan contoh: 33 Kanwil dan 66 tempat menurut berita (prg-05); dua tempat per Kanwil adalah simpulan kami. Angka kehadiran buatan."
                    .into(),
            ),
            agenda: agenda(),
            window: Window { opens: wall(day, 8, 0), closes: wall(day, 16, 0) },
            kinds: vec![UnitKind::Kanwil],
            required: 2,
            most: 2,
            exceptions: Vec::new(),
            target: 20,
        },
    };
    let at = day.plus_days(-8).at(Zone::Wib, 9, 0);
    let drive = actions::announce(tx, chance, at, by, &new)?;
    let tree = registry::tree(tx, &root.path, Some(day))?;
    let offices = tree.into_iter().filter(|unit| unit.kind == UnitKind::Kanwil).map(|unit| unit.id).collect();
    Ok(Outreach { drive, offices })
}

/// Holds the two places of one office, the `at`-th of all, with those who came; some do not report. Answers them.
///
/// # Errors
/// When the database fails or a place is refused.
pub fn hold(
    tx: &mut Tx<'_>,
    chance: &Chance,
    by: &Principal,
    drive: ActivityDriveId,
    (office, at): (UnitId, usize),
) -> Result<Vec<ActivityId>> {
    let office = registry::unit(tx, office)?;
    let people = staff(tx, &office)?;
    let (first, second) = people.split_at(people.len().div_ceil(2));
    let mut held = Vec::new();
    for (number, there) in [first, second].into_iter().enumerate() {
        let new = place(tx, by, drive, &office, (number, there.len()))?;
        let starts = new.starts.at(office.zone);
        let planned = starts.plus_ms(-6 * 24 * 3_600_000);
        let id = actions::plan_place(tx, chance, planned, by, drive, &new)?;
        let serial = at * 2 + number;
        // The last place of all was never said to have begun: somebody will be reminded.
        if serial != 65 {
            one_day(tx, chance, by, (id, &office, there), (number, serial))?;
        }
        held.push(id);
    }
    Ok(held)
}

/// People of the office and its divisions, as many as two places take; where the press tells most, of its prisons too.
fn staff(tx: &mut Tx<'_>, office: &Unit) -> Result<Vec<EmployeeId>> {
    let mut out = Vec::new();
    let wide = office.code.as_str() == BENGKULU;
    for part in registry::tree(tx, &office.path, None)?.into_iter().filter(|part| wide || !part.kind.is_upt()) {
        if out.len() >= 2 * ATTENDING {
            break;
        }
        for person in registry::people_of(tx, part.id, 0, 2 * 24)?.people {
            if person.service.is_active() && out.len() < 2 * ATTENDING {
                out.push(person.id);
            }
        }
    }
    Ok(out)
}

fn office_holder(function: &str, institution: &str) -> Somebody {
    Somebody::Outside { name: None, function: function.to_owned(), institution: Some(institution.to_owned()) }
}

fn group(side: Side, name: &str, institution: Option<&str>, expected: i64) -> Group {
    Group { side, name: name.to_owned(), institution: institution.map(str::to_owned), expected }
}

fn place(
    tx: &mut Tx<'_>,
    by: &Principal,
    drive: ActivityDriveId,
    office: &Unit,
    (number, there): (usize, usize),
) -> Result<NewActivity> {
    let template = actions::place_form(tx, by, drive)?.place;
    let day = template.starts.day;
    let first = number == 0;
    let starts = if first { wall(day, 9, 0) } else { wall(day, 13, 30) };
    let ends = if first { wall(day, 11, 30) } else { wall(day, 15, 30) };
    let short = region(office);
    let bengkulu = is_the_hall(office, number);
    let venue = match (bengkulu, first) {
        (true, _) => "Aula Soekarno".to_owned(),
        (false, true) => format!("Aula {} (contoh)", office.name),
        (false, false) => format!("Balai pertemuan {short} (contoh)"),
    };
    let counsel = || office_holder("Penyuluh Hukum Ahli Madya", &office.name);
    let (speakers, invited) = if bengkulu {
        let speakers = vec![
            office_holder("Kepala Pusat Pembudayaan dan Bantuan Hukum", "Badan Pembinaan Hukum Nasional"),
            office_holder("Wakil", "Bawaslu Provinsi Bengkulu"),
            counsel(),
        ];
        let invited = vec![
            group(Side::Inside, "Kepala Divisi Pelayanan Hukum dan HAM", Some(&office.name), 1),
            group(Side::Inside, "Kepala Divisi Pemasyarakatan", Some(&office.name), 1),
            group(Side::Inside, "Pejabat struktural lainnya", Some(&office.name), 8),
            group(Side::Outside, "Camat", Some(PROVINCE), 10),
            group(Side::Outside, "Lurah", Some(PROVINCE), 10),
            group(Side::Outside, "Kepala desa", Some(PROVINCE), 15),
        ];
        (speakers, invited)
    } else {
        (vec![counsel()], vec![group(Side::Outside, "Camat, lurah, dan kepala desa", Some(short), 20)])
    };
    let leader = if first { "Kepala Kantor Wilayah" } else { "Kepala Divisi Pelayanan Hukum dan HAM" };
    Ok(NewActivity {
        unit: office.code.to_string(),
        mode: Mode::OnSite,
        title: format!("Penyuluhan Hukum Serentak, {short}"),
        venue: Some(venue),
        starts,
        ends,
        leader: office_holder(leader, &office.name),
        speakers,
        invited,
        target: i64::try_from(there + there / 8 + 1).unwrap_or(i64::MAX),
        budget: Some(Budget { ceiling: 7_500_000, source: "DIPA contoh 2024".into() }),
        agenda: moved(&template, starts),
        confirmed: true,
        ..template
    })
}

fn region(office: &Unit) -> &str {
    office.name.strip_prefix("Kantor Wilayah ").unwrap_or(&office.name)
}

/// Bengkulu's place in the morning, which the press told of in detail.
fn is_the_hall(office: &Unit, number: usize) -> bool {
    number == 0 && office.code.as_str() == BENGKULU
}

fn moved(template: &NewActivity, starts: Wall) -> Vec<AgendaItem> {
    crate::model::shifted(&template.agenda, template.starts, starts)
}

/// The day of one place: it begins, people and guests come, it ends, most report the next morning.
fn one_day(
    tx: &mut Tx<'_>,
    chance: &Chance,
    by: &Principal,
    (id, office, there): (ActivityId, &Unit, &[EmployeeId]),
    (number, serial): (usize, usize),
) -> Result<()> {
    let kept = activities::activity(tx, id)?;
    activities::start(tx, chance, kept.starts.plus_ms(-20 * 60_000), by, id)?;
    for (at, person) in there.iter().enumerate() {
        let (timing, minutes) = match at % 9 {
            0 | 1 => (Timing::Early, -10),
            8 => (Timing::Late, 25),
            _ => (Timing::OnTime, 2),
        };
        let (to, via) = (State::Present, Via::Operator);
        let mark = attendance::Mark { employee: *person, to, timing, via, reason: None, said: None };
        attendance::mark(tx, chance, kept.starts.plus_ms(minutes * 60_000), by, id, &mark)?;
    }
    let (institution, count) =
        if is_the_hall(office, number) { (PROVINCE, 30) } else { (region(office), 4 + serial % 5) };
    let guests = guests(institution, count)?;
    attendance::add_guests(tx, chance, kept.starts.plus_ms(5 * 60_000), by, id, (&guests, Via::Paper))?;
    activities::finish(tx, chance, kept.ends.plus_ms(5 * 60_000), by, id)?;
    if is_the_hall(office, number) {
        tell(tx, kept.ends.plus_ms(30 * 60_000), by, id, &AT_THE_HALL)?;
    }
    if serial % UNREPORTED != UNREPORTED - 1 {
        let next_morning = the_day()?.plus_days(1).at(office.zone, 8, 30);
        activities::file_report(tx, chance, next_morning, by, (id, None))?;
    }
    Ok(())
}

const AT_THE_HALL: Told<'_> = Told {
    minutes: "Kegiatan ini bagian dari penyuluhan serentak yang digagas Badan Pembinaan Hukum Nasional, supaya pegawai paham \
perannya menjelang pemungutan suara 14 Februari 2024. Hadir Kepala Kantor Wilayah, kepala divisi, pejabat struktural, camat, \
lurah, dan kepala desa; siapa yang memimpin tidak disebut berita, yang tercatat di sini contoh.\n\
Kepala Pusat Pembudayaan dan Bantuan Hukum menerangkan peran kementerian dalam pemilu. Wakil Bawaslu Provinsi Bengkulu \
menerangkan tugas pengawas dalam menjaga netralitas. Penyuluh hukum menjelaskan tiga arti netral: tidak berpihak, bebas dari \
pengaruh, dan adil kepada semua; pelanggarannya mengganggu layanan dan profesionalisme.\n\
Peserta bertanya tentang media sosial dan tentang keluarga yang mencalonkan diri (contoh).",
    quotes: &[
        (
            "Kepala Pusat Pembudayaan dan Bantuan Hukum, Badan Pembinaan Hukum Nasional",
            "Netral itu soal hati nurani dan juga soal menjalankan tugas menurut aturan, dalam setiap tahap pemilu.",
        ),
        (
            "Wakil Bawaslu Provinsi Bengkulu",
            "Ketika suasana politik memanas, pegawai tetap bekerja profesional dan tidak memihak peserta mana pun.",
        ),
        (
            "Penyuluh Hukum Ahli Madya, Kantor Wilayah Bengkulu",
            "Pegawai yang memihak merugikan layanan bagi warga dan mutu kerjanya sendiri.",
        ),
    ],
    photo: Some((Picture::Hall, "Penyuluhan Hukum Serentak di Aula Soekarno, Bengkulu, 23 Januari 2024")),
    spent: Some(6_845_000),
};

/// Guests of what was invited: the report counts them under that.
fn guests(institution: &str, count: usize) -> Result<Vec<Guest>> {
    let mut out = Vec::new();
    for (at, function) in ["Camat", "Lurah", "Kepala desa"].iter().cycle().take(count).enumerate() {
        let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
        out.push(Guest::parse(&format!("Tamu Contoh {letter}"), institution, function)?);
    }
    Ok(out)
}

/// Units that plan in the drive to come at most: enough for a board.
const PLANNING: usize = 120;

/// Announces a drive that is still being planned, ten days from `now`, and lets some units plan: some all their places, some
/// fewer, most none, each on behalf of its oversight team where it has one; two of them share a speaker at the same time.
///
/// # Errors
/// When the database fails or something is refused.
pub fn plan(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, root: UnitId) -> Result<ActivityDriveId> {
    let root = registry::unit(tx, root)?;
    let today = now.day(root.zone);
    let (opens, closes) = (today.plus_days(10), today.plus_days(12));
    let tree = registry::tree(tx, &root.path, Some(opens))?;
    let asked = |unit: &&Unit| matches!(unit.kind, UnitKind::Kanwil | UnitKind::Lapas);
    let units: Vec<&Unit> = tree.iter().filter(asked).collect();
    let kanwil = units.iter().filter(|unit| unit.kind == UnitKind::Kanwil);
    let mut exceptions: Vec<Exception<String>> =
        kanwil.step_by(5).map(|unit| Exception { unit: unit.code.to_string(), share: Share::Places(2) }).collect();
    if let Some(last) = units.last().filter(|last| exceptions.iter().all(|one| one.unit != last.code.as_str())) {
        exceptions.push(Exception { unit: last.code.to_string(), share: Share::LeftOut });
    }
    let new = NewDrive {
        unit: root.code.to_string(),
        announcer: root.code.to_string(),
        definition: Definition {
            title: "Apel Netralitas Serentak (contoh)".into(),
            theme: "Netral dalam tugas, netral di media sosial".into(),
            basis: vec!["ins-skb2022".into()],
            kind: ActivityKind::RollCall,
            material: None,
            agenda: agenda(),
            window: Window { opens: wall(opens, 7, 0), closes: wall(closes, 16, 0) },
            kinds: vec![UnitKind::Kanwil, UnitKind::Lapas],
            required: 1,
            most: 3,
            exceptions,
            target: 40,
        },
    };
    let announced = today.plus_days(-4).at(root.zone, 9, 0);
    let drive = actions::announce(tx, chance, announced.min(now), by, &new)?;
    let template = actions::place_form(tx, by, drive)?.place;
    let planning = units.iter().take(units.len().saturating_sub(1)).enumerate().filter(|(at, _)| at % 3 != 1);
    for (at, unit) in planning.take(PLANNING) {
        // The first two share a speaker at one hour; that shows on the board as a clash.
        let speaker = (at < 3 && at != 1).then(|| office_holder("Inspektur Wilayah", "Inspektorat Jenderal"));
        let starts = wall(opens, 8, 0);
        let one = NewActivity {
            unit: unit.code.to_string(),
            title: "Apel Netralitas Serentak (contoh)".into(),
            venue: Some(format!("Halaman {}", unit.name)),
            starts,
            ends: wall(opens, 10, 0),
            leader: office_holder("Kepala", &unit.name),
            speakers: speaker.into_iter().collect(),
            agenda: moved(&template, starts),
            team: valid_team(tx, unit.id, opens)?.map(|valid| valid.team.id),
            confirmed: true,
            ..template.clone()
        };
        actions::plan_place(tx, chance, now, by, drive, &one)?;
    }
    Ok(drive)
}
