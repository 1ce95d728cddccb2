//! A programme made for measuring: the centre's operator with a session, as many units as are asked for, simultaneous
//! drives with their places, some planned, some running, some over, and people who checked in. Everything goes through the
//! same verbs as behind the doors; only the counters of places without check-ins of their own are set.

use crate::house::{House, first_day, operator, progress, roll_call, root, wall};
use anyhow::{Context, ensure};
use netra_access::model::{Login, NewAccount, TotpSecret};
use netra_activities::actions as activities;
use netra_activities::model::{ActivityDriveId, ActivityId, ActivityKind, NewActivity, Somebody, Tally};
use netra_attendance::actions::{Came, Sent};
use netra_attendance::model::Via;
use netra_attendance::rules::code::Shown;
use netra_base::{AccountId, Chance, Clock, EmployeeId, Moment, Principal, Role, SignedInBy, Zone};
use netra_drives::model::{Definition, NewDrive, Wall, Window};
use netra_registry::actions as registry;
use netra_registry::model::{NewUnit, Unit, UnitCode, UnitKind};
use netra_store::{Store, Tx};
use std::sync::Arc;

/// Kinds of office that a wide drive may ask: regional ones first, then those below them that work with the public.
const OFFICES: [UnitKind; 10] = [
    UnitKind::Kanwil,
    UnitKind::Lapas,
    UnitKind::Rutan,
    UnitKind::Lpka,
    UnitKind::Bapas,
    UnitKind::Rupbasan,
    UnitKind::Hospital,
    UnitKind::Kanim,
    UnitKind::Rudenim,
    UnitKind::Bhp,
];
/// Places planned in one transaction.
const PLACES: usize = 25;
/// Check-ins in one transaction: some 100 ms.
const CHECK_INS: u32 = 1_000;
const HOUR: i64 = 3_600_000;

/// The centre: who announces and looks.
#[derive(Debug, Clone)]
pub struct Centre {
    by: Principal,
    root: Unit,
}

impl Centre {
    /// An account of this employee that keeps the agency and everything below.
    pub fn make(store: &Store, employee: EmployeeId) -> anyhow::Result<Self> {
        let login = Login::parse("bench.pusat").context("a login")?;
        let made = store.write_now(move |tx| {
            let (chance, now) = (Chance::System, Clock::System.now());
            let root = root(tx, now.day(Zone::Wib))?;
            let totp_secret = Some(TotpSecret::draw(&chance));
            let new = NewAccount { login, employee: Some(employee), password_hash: None, totp_secret };
            let account = netra_access::actions::create_account(tx, now, &new)?;
            netra_access::actions::grant_as_house(tx, &chance, now, account, Role::UnitOperator, root.id)?;
            Ok(Self { by: Principal { employee: Some(employee), ..operator(account, &root) }, root })
        });
        Ok(made?)
    }

    /// A session of it, as if it had signed in with password and code.
    pub fn session(&self, store: &Store) -> anyhow::Result<String> {
        let account = self.by.account;
        let opened = store.write_now(move |tx| {
            let (chance, now) = (Chance::System, Clock::System.now());
            netra_access::actions::open_session(tx, &chance, now, account, SignedInBy::PasswordTotp)
        });
        Ok(opened?.token.as_str().to_owned())
    }

    /// Announces a drive that asks these kinds of office for so many places each, from two days ago until in three.
    pub fn announce(
        &self,
        store: &Store,
        title: &str,
        kinds: &[UnitKind],
        (required, most): (i64, i64),
    ) -> anyhow::Result<ActivityDriveId> {
        let now = Clock::System.now();
        let today = now.day(Zone::Wib);
        let code = self.root.code.to_string();
        let new = NewDrive {
            unit: code.clone(),
            announcer: code,
            definition: Definition {
                title: title.to_owned(),
                theme: "Netral dalam tugas".into(),
                basis: vec!["ins-skb2022".into()],
                kind: ActivityKind::Outreach,
                material: None,
                agenda: Vec::new(),
                window: Window {
                    opens: Wall { day: today.plus_days(-2), hour: 0, minute: 0 },
                    closes: Wall { day: today.plus_days(3), hour: 23, minute: 59 },
                },
                kinds: kinds.to_vec(),
                required,
                most,
                exceptions: Vec::new(),
                target: 100,
            },
        };
        let by = self.by.clone();
        Ok(store.write_now(move |tx| netra_drives::actions::announce(tx, &Chance::System, now, &by, &new))?)
    }

    /// Plans so many places of a drive, one unit after the other, and brings each as far as `stage` says; their numbers.
    pub fn places(
        &self,
        store: &Store,
        drive: ActivityDriveId,
        (units, count): (&[Unit], usize),
        stage: fn(usize) -> Stage,
    ) -> anyhow::Result<Vec<ActivityId>> {
        ensure!(!units.is_empty(), "no unit to plan places at");
        let bar = progress(u32::try_from(count)?, "places");
        let units: Arc<[Unit]> = units.into();
        let now = Clock::System.now();
        let mut made = Vec::with_capacity(count);
        while made.len() < count {
            let (first, last) = (made.len(), (made.len() + PLACES).min(count));
            let (units, by) = (Arc::clone(&units), self.by.clone());
            made.extend(store.write_now(move |tx| {
                let place = |at: usize| (at, &units[at % units.len()], stage(at));
                (first..last).map(|at| hold(tx, now, &by, drive, place(at))).collect::<netra_base::Result<Vec<_>>>()
            })?);
            bar.set_position(u64::try_from(made.len())?);
        }
        bar.finish_and_clear();
        Ok(made)
    }
}

/// How far a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is tomorrow.
    Planned,
    /// It began an hour ago.
    Running,
    /// It was this morning.
    Held,
    /// The same, with its report.
    Reported,
}

impl Stage {
    /// Of ten places four are to come, three are going on, two are over and one is reported.
    pub fn mixed(at: usize) -> Self {
        match at % 10 {
            0..4 => Self::Planned,
            4..7 => Self::Running,
            7..9 => Self::Held,
            _ => Self::Reported,
        }
    }

    /// When it begins and ends. Some begin at the same hour, so that speakers clash.
    fn times(self, at: usize, now: Moment) -> (Moment, Moment) {
        let shift = i64::try_from(at % 6).unwrap_or(0) * HOUR;
        match self {
            Self::Planned => (now.plus_ms(24 * HOUR + shift), now.plus_ms(26 * HOUR + shift)),
            Self::Running => (now.plus_ms(-HOUR), now.plus_ms(3 * HOUR)),
            Self::Held | Self::Reported => (now.plus_ms(-6 * HOUR - shift), now.plus_ms(-4 * HOUR - shift)),
        }
    }
}

fn hold(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    drive: ActivityDriveId,
    (at, unit, stage): (usize, &Unit, Stage),
) -> netra_base::Result<ActivityId> {
    let chance = Chance::System;
    let (starts, ends) = stage.times(at, now);
    let outside = |function: String, institution: &str| Somebody::Outside {
        name: None,
        function,
        institution: Some(institution.to_owned()),
    };
    let number = u32::try_from(at).unwrap_or(u32::MAX);
    let new = NewActivity {
        title: format!("Penyuluhan {drive} di {}", unit.name),
        venue: Some(format!("Aula nomor {at}")),
        starts: wall(starts, unit),
        ends: wall(ends, unit),
        leader: outside(format!("Kepala Kantor {at}"), &unit.name),
        // Each goes to two places, most of them at the same hour.
        speakers: vec![
            outside(format!("Penyuluh Hukum {}", at % 996), "BPHN"),
            outside(format!("Narasumber {at}"), &unit.name),
        ],
        ..roll_call(number, unit, 100, now)
    };
    let id = netra_drives::actions::plan_place(tx, &chance, now, by, drive, &new)?;
    if stage == Stage::Planned {
        return Ok(id);
    }
    activities::start(tx, &chance, now, by, id)?;
    if stage != Stage::Running {
        let present = 40 + i64::from(number % 60);
        let tally = Tally { present, early: 20, late: 5, doubtful: 1, guests: 3, ..Tally::default() };
        activities::add_tally(tx, id, &tally)?;
        activities::finish(tx, &chance, now, by, id)?;
    }
    if stage == Stage::Reported {
        activities::file_report(tx, &chance, now, by, (id, None))?;
    }
    Ok(id)
}

/// The offices of these kinds, in the order of the tree.
pub fn offices(store: &Store, kinds: &[UnitKind]) -> anyhow::Result<Vec<Unit>> {
    let mut all = store.read_now(|tx| registry::tree(tx, "/", None))?;
    all.retain(|unit| kinds.contains(&unit.kind));
    Ok(all)
}

/// Kinds of office that come to so many offices, opening what is missing below the regional ones; and those offices.
pub fn asked(store: &Store, wanted: usize) -> anyhow::Result<(Vec<UnitKind>, Vec<Unit>)> {
    let (mut kinds, mut there) = (Vec::new(), 0);
    for kind in OFFICES {
        let more = offices(store, &[kind])?.len();
        if there + more <= wanted {
            kinds.push(kind);
            there += more;
        }
    }
    let regions = offices(store, &[UnitKind::Kanwil])?;
    let opens = kinds.last().copied().filter(|kind| *kind != UnitKind::Kanwil);
    let kind = opens.context("more than the regional offices must be asked")?;
    store.write_now(move |tx| {
        for (number, above) in (1..=wanted - there).zip(regions.iter().cycle()) {
            let new = NewUnit {
                code: UnitCode::parse(&format!("{}-UKUR-{number:04}", above.code))?,
                name: format!("Kantor pengukuran {number} (contoh)"),
                kind,
                class: None,
                short: None,
                parent: Some(above.id),
                zone: above.zone,
                valid_from: first_day(),
                sample: true,
                source: None,
            };
            registry::open_unit(tx, &new)?;
        }
        Ok(())
    })?;
    let found = offices(store, &kinds)?;
    ensure!(found.len() == wanted, "{} offices, not {wanted}", found.len());
    Ok((kinds, found))
}

/// The first `count` people check in, each at one of the places, one after the other.
pub fn check_in(store: &Store, places: &[ActivityId], count: u32) -> anyhow::Result<()> {
    ensure!(!places.is_empty(), "no place to check in at");
    let bar = progress(count, "check-ins");
    let places: Arc<[ActivityId]> = places.into();
    let mut first = 1;
    while first <= count {
        let last = (first + CHECK_INS - 1).min(count);
        let places = Arc::clone(&places);
        let turned_away = store.write_now(move |tx| {
            let now = Clock::System.now();
            let mut turned_away = 0;
            for person in first..=last {
                let sent = Sent { shown: Shown::Now, via: Via::Qr, device: None };
                let place = places[usize::try_from(person).unwrap_or(0) % places.len()];
                let came = netra_attendance::actions::check_in(tx, now, &employee(person), place, &sent)?;
                turned_away += u32::from(!matches!(came, Came::Present { again: false, .. }));
            }
            Ok(turned_away)
        })?;
        ensure!(turned_away == 0, "{turned_away} people could not check in");
        bar.set_position(u64::from(last));
        first = last + 1;
    }
    bar.finish_and_clear();
    Ok(())
}

fn employee(number: u32) -> Principal {
    let (account, employee) = (AccountId(i64::from(number)), Some(EmployeeId(i64::from(number))));
    Principal { account, employee, signed_in_by: SignedInBy::Password, grants: Vec::new() }
}

/// A house with people, every table, and its centre. The tables of activities come with the first server.
pub fn house(url: Option<&str>, people: u32) -> anyhow::Result<(House, Centre)> {
    let house = House::make(url)?;
    let database = house.open()?;
    house.people(&database, people)?;
    house.drive(&database)?;
    let centre = Centre::make(&database, EmployeeId(i64::from(people)))?;
    drop(database);
    house.make_tables()?;
    Ok((house, centre))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_to_come_going_on_and_over() {
        let now = Clock::System.now();
        for at in 0..40 {
            let (starts, ends) = Stage::mixed(at).times(at, now);
            assert!(starts < ends, "{at}");
            match Stage::mixed(at) {
                Stage::Planned => assert!(now < starts),
                Stage::Running => assert!(starts < now && now < ends),
                Stage::Held | Stage::Reported => assert!(ends < now),
            }
        }
    }
}
