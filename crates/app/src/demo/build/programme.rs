//! The programme around the pledges, as the press told of it: teams, directives, the roll calls, the simultaneous outreach.
//! Each feature knows its own story (`demo` in its crate); here they are put in order and given people.

use super::{Builder, Worker};
use anyhow::Context;
use netra_activities::actions as activities;
use netra_activities::demo::{Filled, Lately};
use netra_activities::model::{ActivityKind, Mode, NewActivity, Somebody};
use netra_attendance::demo::Share;
use netra_attendance::model::Guest;
use netra_base::{Clock, Day, DriveId, EmployeeId, Principal, UnitId, Zone};
use netra_oversight::demo::Filled as Teams;
use netra_pledges::model::{OccasionId, Wall};
use netra_registry::actions as registry;
use netra_registry::model::{Nip, UnitKind};
use std::collections::HashSet;

/// The regional offices that the press told of.
const BALI: &str = "KW-20";
const BENGKULU: &str = "KW-08";
/// Who published the material of the outreach.
const PUBLISHER: &str = "E1-09";
/// Who acknowledged the circular of 2023, out of a thousand; and in the slowest unit of Bali the one that is over, with so
/// many more in each faster one.
const ACKNOWLEDGED: u64 = 420;
const ACKNOWLEDGED_OVER: u64 = 560;
const FASTER: u64 = 90;
/// Of a hundred expected so many come, and at most so many, so that the demonstration is built in time.
const COME: i64 = 90;
const MOST: usize = 400;

/// The three activities that the press told of, the place to sign at the declaration, and who was there.
pub(super) struct Held {
    filled: Filled,
    occasion: Option<OccasionId>,
    present: HashSet<EmployeeId>,
}

impl Held {
    /// Where this person signed the declaration, when he was present there; others sign without naming a place.
    pub(super) fn occasion_of(&self, person: EmployeeId) -> Option<OccasionId> {
        self.occasion.filter(|_| self.present.contains(&person))
    }
}

impl Builder {
    /// Bali's meeting of 19 October 2022, the readiness roll call of 21 December 2023 with the declaration of this drive, and
    /// the first roll call of 2024: planned, begun, and people come.
    pub(super) fn activities(&self, by: &Principal, declaration: DriveId) -> anyhow::Result<Held> {
        let (chance, by) = (self.chance.clone(), by.clone());
        Ok(self.store.write_now(move |tx| {
            let filled = netra_activities::demo::fill(tx, &chance, &by, Some(declaration))?;
            let mut share = Share { of_hundred: COME, most: MOST, doubtful: 2, guests: Vec::new() };
            for id in [filled.meeting, filled.roll_call].into_iter().flatten() {
                netra_attendance::demo::fill(tx, &chance, &by, id, &share)?;
            }
            let mut held = Held { filled, occasion: None, present: HashSet::new() };
            if let Some(id) = filled.readiness {
                for institution in ["Polresta", "BNN Kota", "KPU Kota", "Bawaslu Kota"] {
                    let institution = format!("{institution} Pangkalpinang");
                    share.guests.push(Guest::parse("Perwakilan (contoh)", &institution, "perwakilan")?);
                }
                netra_attendance::demo::fill(tx, &chance, &by, id, &share)?;
                held.occasion = activities::activity(tx, id)?.occasion;
                held.present = netra_attendance::actions::present(tx, id)?.into_iter().collect();
            }
            Ok(held)
        })?)
    }

    /// Ends the three activities and files their reports, once everybody has signed.
    pub(super) fn reports(&self, by: &Principal, held: Held) -> anyhow::Result<()> {
        let (chance, by) = (self.chance.clone(), by.clone());
        self.store.write_now(move |tx| netra_activities::demo::close(tx, &chance, &by, &held.filled))?;
        Ok(())
    }

    /// The teams of the regional offices: Bali's of 19 October 2022 (prg-04) first, the others as samples.
    pub(super) fn oversight(&self, by: &Principal) -> anyhow::Result<Teams> {
        let (chance, by, now) = (self.chance.clone(), by.clone(), Clock::System.now());
        Ok(self.store.write_now(move |tx| {
            let mut offices = registry::tree(tx, "/", None)?;
            offices.retain(|unit| unit.kind == UnitKind::Kanwil);
            offices.sort_by_key(|unit| (unit.code.as_str() != BALI, unit.id));
            let units: Vec<UnitId> = offices.iter().map(|unit| unit.id).collect();
            let basis = ["ins-uu5-2014", "ins-pp94-2021", "ins-skb2022"];
            netra_oversight::demo::fill(tx, &chance, now, &by, &units, &basis)
        })?)
    }

    /// Meetings of these days, with decisions that wait: on behalf of Bali's team, its secretary owing one, and at the prison
    /// of the employee that a visitor becomes, who owes another.
    pub(super) fn lately(&self, by: &Principal, teams: Teams, everyone: &[Worker]) -> anyhow::Result<()> {
        let [(visitor, nip), _] = self.two_employees(everyone)?;
        let (chance, by, now) = (self.chance.clone(), by.clone(), Clock::System.now());
        self.store.write_now(move |tx| {
            let office = registry::unit_by_code(tx, BALI)?;
            let secretary = teams.secretary.map(|id| registry::employee(tx, id)).transpose()?;
            let home = registry::employee(tx, visitor)?.unit;
            let prison = registry::unit(tx, home)?;
            let of_team = Lately { team: teams.team, owner: secretary.and_then(|person| person.nip) };
            let of_prison = Lately { team: None, owner: Nip::parse(&nip).ok() };
            for (unit, lately) in [(office, of_team), (prison, of_prison)] {
                let id = netra_activities::demo::meet(tx, &chance, now, &by, &unit, &lately)?;
                let share = Share { of_hundred: COME, most: MOST, doubtful: 0, guests: Vec::new() };
                netra_attendance::demo::fill(tx, &chance, &by, id, &share)?;
                netra_activities::demo::decide(tx, &chance, now, &by, (id, &unit), &lately)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Both circulars with their chain, acknowledged by some, and the addresses (prg-06); and a sample circular of Bali's
    /// office that is over. The two employees that a visitor becomes have answered none.
    pub(super) fn directives(&self, by: &Principal, everyone: &[Worker]) -> anyhow::Result<()> {
        let visitors = self.two_employees(everyone)?.map(|(id, _)| id);
        let answers = |worker: &&Worker| {
            let pace = 1 + (worker.unit.0.cast_unsigned() * 104_729 + self.seed) % 9;
            self.chosen(6, worker.id, 1_000, ACKNOWLEDGED * pace / 5) && !visitors.contains(&worker.id)
        };
        let people: Vec<EmployeeId> = everyone.iter().filter(answers).map(|worker| worker.id).collect();
        let filled = netra_directives::demo::fill(&self.store, &self.chance, by, &people)?;
        let bali: HashSet<UnitId> = self.store.read_now(|tx| {
            let office = registry::unit_by_code(tx, BALI)?;
            Ok(registry::tree(tx, &office.path, None)?.into_iter().map(|unit| unit.id).collect())
        })?;
        let answers = |worker: &&Worker| {
            let share = ACKNOWLEDGED_OVER + FASTER * (worker.unit.0.cast_unsigned() % 5);
            bali.contains(&worker.unit) && self.chosen(7, worker.id, 1_000, share) && !visitors.contains(&worker.id)
        };
        let people: Vec<EmployeeId> = everyone.iter().filter(answers).map(|worker| worker.id).collect();
        netra_directives::demo::over(&self.store, &self.chance, by, filled.se1133, &people)?;
        Ok(())
    }

    /// The outreach of 23 January 2024 in every regional office (prg-05), and a drive that is still being planned.
    pub(super) fn simultaneous(&self, by: &Principal, root: UnitId) -> anyhow::Result<()> {
        let (chance, who) = (self.chance.clone(), by.clone());
        let told = self.store.write_now(move |tx| netra_drives::demo::announce(tx, &chance, &who, root))?;
        for (at, office) in told.offices.into_iter().enumerate() {
            self.go_on()?;
            let (chance, who) = (self.chance.clone(), by.clone());
            self.store.write_now(move |tx| netra_drives::demo::hold(tx, &chance, &who, told.drive, (office, at)))?;
        }
        self.lessons(by, told.drive)?;
        let (chance, who, now) = (self.chance.clone(), by.clone(), Clock::System.now());
        self.store.write_now(move |tx| netra_drives::demo::plan(tx, &chance, now, &who, root))?;
        Ok(())
    }

    /// A declaration of today at the unit of the employee that a visitor becomes: begun this hour, so that the code on the
    /// screen, the check-in of a phone and the signatures of a place can be tried at once.
    pub(super) fn declaration(&self, by: &Principal, drive: DriveId, unit: UnitId) -> anyhow::Result<()> {
        let (chance, by, now) = (self.chance.clone(), by.clone(), Clock::System.now());
        self.store.write_now(move |tx| {
            let unit = registry::unit(tx, unit)?;
            let (hour, _) = now.wall(unit.zone);
            let today = now.day(unit.zone);
            let ends = Wall { day: today.plus_days(i32::from(hour >= 16)), hour: (hour + 8) % 24, minute: 0 };
            let leader = Somebody::Outside { name: None, function: format!("Kepala {}", unit.name), institution: None };
            let new = NewActivity {
                unit: unit.code.to_string(),
                kind: ActivityKind::Declaration,
                mode: Mode::OnSite,
                title: "Meja ikrar netralitas (contoh)".into(),
                theme: Some("Datang, catat hadir, baca, tanda tangani".into()),
                basis: vec!["ins-skb2022".into()],
                venue: Some(format!("Aula {}", unit.name)),
                link: None,
                starts: Wall { day: today, hour, minute: 0 },
                ends,
                leader,
                on_behalf_of: None,
                speakers: Vec::new(),
                invited: Vec::new(),
                delegations: Vec::new(),
                target: 40,
                budget: None,
                agenda: Vec::new(),
                team: netra_oversight::actions::valid_team(tx, unit.id, today)?.map(|valid| valid.team.id),
                drive: None,
                pledge_drive: Some(drive),
                confirmed: true,
            };
            let id = activities::plan(tx, &chance, now, &by, &new)?;
            activities::start(tx, &chance, now, &by, id)
        })?;
        Ok(())
    }

    /// What was taught at Bengkulu's place that day: material of the centre, tests before and after, three questions.
    fn lessons(&self, by: &Principal, drive: netra_activities::model::ActivityDriveId) -> anyhow::Result<()> {
        let end = Day::new(2024, 1, 23).context("a day")?.at(Zone::Wib, 11, 30);
        let (chance, by) = (self.chance.clone(), by.clone());
        self.store.write_now(move |tx| {
            let before = end.plus_ms(-14 * 24 * 3_600_000);
            let material = netra_lessons::demo::publish(tx, &chance, before, &by, PUBLISHER)?;
            netra_lessons::actions::attach_to_drive(tx, before, by.account, drive, material)?;
            let office = registry::unit_by_code(tx, BENGKULU)?;
            let Some(place) = activities::in_drive(tx, drive, Some(office.id), None, 1)?.into_iter().next() else {
                return Ok(());
            };
            let people = netra_attendance::actions::present(tx, place.id)?;
            netra_lessons::demo::fill(tx, &chance, end, &by, (place.id, material), &people)?;
            Ok(())
        })?;
        Ok(())
    }
}
