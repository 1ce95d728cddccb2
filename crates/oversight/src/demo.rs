//! The teams of the sample ministry: Bali's, formed by the decree of 19 October 2022 (prg-04), and one in each of
//! the other regional offices but a few, so that the page has something to say. The persons are invented, the
//! decrees' numbers are marked as samples; only day, unit and functions of Bali's are from the press.

use crate::actions;
use crate::model::finding::NewFinding;
use crate::model::plan::{Assignment, Effect, ItemKind, NewFollowUp, NewItem, NewReport};
use crate::model::{Decree, Duty, Function, Functions, NewMember, NewTeam, Period, Person, TeamId};
use anyhow::Context;
use netra_base::{Chance, Day, EmployeeId, Moment, Principal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Unit};
use netra_store::Tx;

/// People of one sample team at most.
const TEAM: usize = 7;
/// Every eleventh office has no team yet.
const LEFT_OUT: usize = 11;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The team of the first unit, when it has people enough.
    pub team: Option<TeamId>,
    /// Its secretary: who shows the team's own pages in a demonstration.
    pub secretary: Option<EmployeeId>,
    /// Teams formed.
    pub teams: usize,
}

/// Forms the teams of these units, the first as Bali's with plan and finding, the others as samples; `by` keeps
/// them all. A unit with too few people is passed over. `basis` are the ids of instruments that the decrees name.
///
/// # Errors
/// When the database fails or a team is refused.
pub fn fill(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    units: &[UnitId],
    basis: &[&str],
) -> Result<Filled> {
    let mut filled = Filled { team: None, secretary: None, teams: 0 };
    for (at, id) in units.iter().enumerate() {
        let unit = registry::unit(tx, *id)?;
        let people = officials(tx, &unit)?;
        if people.len() < 4 || at % LEFT_OUT == LEFT_OUT - 1 {
            continue;
        }
        let first = at == 0;
        let team = formed(tx, chance, now, by, (&unit, &people), (first, basis))?;
        filled.teams += 1;
        if first {
            filled.team = Some(team);
            filled.secretary = people.get(1).copied();
            work(tx, chance, now, by, (team, &unit, &people))?;
        }
    }
    Ok(filled)
}

/// PNS and PPPK of the office: those who work for it directly, then those of its divisions.
fn officials(tx: &mut Tx<'_>, unit: &Unit) -> Result<Vec<EmployeeId>> {
    let mut out = Vec::new();
    for part in registry::tree(tx, &unit.path, None)?.into_iter().filter(|part| !part.kind.is_upt()) {
        for person in registry::people_of(tx, part.id, 0, 20)?.people {
            if person.service.is_active() && person.employment != Employment::Ppnpn && out.len() < TEAM {
                out.push(person.id);
            }
        }
    }
    Ok(out)
}

fn formed(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (unit, people): (&Unit, &[EmployeeId]),
    (first, basis): (bool, &[&str]),
) -> Result<TeamId> {
    use Function::{Guidance, Handling, Supervision};
    let day = Day::new(2022, 10, 19).context("a day")?;
    // The sample decrees of the others follow within two months.
    let later = i32::try_from(unit.id.0.rem_euclid(60)).unwrap_or(0);
    let day = if first { day } else { day.plus_days(7 + later) };
    let from = day;
    let until = now.day(unit.zone).plus_days(if first { 400 } else { 20 + later * 9 });
    let functions: [&[Function]; TEAM] = [
        &[Guidance, Supervision, Handling],
        &[Guidance],
        &[Guidance],
        &[Supervision],
        &[Supervision, Handling],
        &[Handling],
        &[Guidance, Supervision],
    ];
    let mut members = Vec::new();
    for (at, (person, functions)) in people.iter().zip(functions).enumerate() {
        let duty = match at {
            0 => Duty::Chair,
            1 => Duty::Secretary,
            _ => Duty::Member,
        };
        members.push(NewMember {
            person: Person::Known(*person),
            functions: Functions::new(functions.to_vec())?,
            duty,
        });
    }
    let new = NewTeam {
        unit: unit.code.to_string(),
        decree: Decree {
            number: format!("CONTOH/{}/{}", unit.code, day.ymd().0),
            day,
            issuer: format!("Kepala {}", unit.name),
            basis: basis.iter().map(|id| (*id).to_owned()).collect(),
        },
        title: format!("Tim Pembinaan dan Pengawasan Netralitas Pegawai {}", unit.name),
        period: Period { from, until: until.min(from.plus_days(crate::model::LONGEST_DAYS)) },
        members,
    };
    let at = if first { day.at(unit.zone, 10, 0) } else { day.at(Zone::Wib, 9, 0) };
    actions::form(tx, chance, at.min(now), by, &new, &|_| true)
}

/// Bali's plan with a visit held and one to come, and one finding.
fn work(
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
    actions::record_finding(tx, chance, at(today.plus_days(-4)), &member, team, &finding)?;
    Ok(())
}
