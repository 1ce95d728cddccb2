//! The teams of the sample ministry: Bali's, formed by the decree of 19 October 2022 (prg-04), and one in each of
//! the other regional offices but a few, so that the page has something to say: one ended early, one lost a member who
//! moved away. The persons are invented, the decrees' numbers are marked as samples; only day, unit, mandate and the
//! kinds of officials in Bali's are from the press. What Bali's team does stands in `work`.

mod work;

use crate::actions;
use crate::model::{Decree, Duty, Function, Functions, NewMember, NewTeam, Numbering, Period, Person, TeamId};
use anyhow::Context;
use netra_base::{Chance, Day, EmployeeId, Moment, Principal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Identity, NewEmployee, Unit};
use netra_store::Tx;

/// People of one sample team at most.
const TEAM: usize = 7;
/// People of one sample team at least: chair, secretary and two members.
const FEWEST: usize = 4;
/// Every eleventh office has no team yet.
const LEFT_OUT: usize = 11;
/// The team of this office ended early, and a member of that one moved away: far enough from the first to be others.
const ENDED: usize = 4;
const MOVED: usize = 6;
/// Who is in a team as Bali's was: the head, leading officials of the office; the others keep their own functions.
const OFFICIALS: [&str; 4] = [
    "Kepala Kantor Wilayah",
    "Kepala Divisi Administrasi",
    "Kepala Divisi Pelayanan Hukum dan HAM",
    "Kepala Bagian Umum",
];

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
    let mut moves = None;
    for (at, id) in units.iter().enumerate() {
        let unit = registry::unit(tx, *id)?;
        let people = officials(tx, &unit)?;
        if people.len() < FEWEST || at % LEFT_OUT == LEFT_OUT - 1 {
            continue;
        }
        let first = at == 0;
        if first {
            for (person, position) in people.iter().zip(OFFICIALS) {
                appoint(tx, *person, position)?;
            }
            // The head belongs to the office itself, not to one of its divisions.
            let head = registry::employee(tx, people[0])?;
            if head.unit != unit.id {
                registry::move_to(tx, head.id, unit.id, head.joined)?;
            }
        }
        let team = formed(tx, chance, now, by, (&unit, &people), (first, basis))?;
        filled.teams += 1;
        match at {
            0 => {
                filled.team = Some(team);
                filled.secretary = people.get(1).copied();
                work::fill(tx, chance, now, by, (team, &unit, &people))?;
            }
            ENDED => {
                let last = now.day(unit.zone).plus_days(-30);
                let reason = "Susunan Kantor Wilayah ditata ulang; SK berikutnya sedang disiapkan.";
                actions::end(tx, chance, now, by, team, (last, reason))?;
            }
            MOVED => moves = people.last().copied(),
            _ => {}
        }
    }
    if let (Some(person), Some(to)) = (moves, units.first()) {
        registry::move_to(tx, person, *to, now.day(Zone::Wib).plus_days(-1))?;
        actions::follow(tx, chance, now, usize::MAX)?;
    }
    Ok(filled)
}

/// Who is secretary of a sample team: somebody may sign in as that person and see the team's own pages.
///
/// # Errors
/// When the database fails.
pub fn secretary(tx: &mut Tx<'_>, unit: &Unit) -> Result<Option<EmployeeId>> {
    Ok(officials(tx, unit)?.get(1).copied())
}

/// Gives somebody of the sample office a position; everything else stays. In a prison people keep what they do there.
fn appoint(tx: &mut Tx<'_>, id: EmployeeId, position: &str) -> Result<()> {
    let person = registry::employee(tx, id)?;
    let (Some(nip), day) = (person.nip, person.joined) else { return Ok(()) };
    if registry::unit(tx, person.unit)?.kind.is_upt() {
        return Ok(());
    }
    let new = NewEmployee {
        identity: Identity::Nip(nip),
        name: person.name,
        employment: person.employment,
        position: Some(position.to_owned()),
        grade: person.grade,
        unit: person.unit,
    };
    registry::correct(tx, id, &new, day)
}

/// PNS and PPPK of the office: those who work for it directly, then those of its divisions; where these are too few for a
/// team, as in a very small sample, some of its UPT.
fn officials(tx: &mut Tx<'_>, unit: &Unit) -> Result<Vec<EmployeeId>> {
    let (prisons, own): (Vec<Unit>, Vec<Unit>) =
        registry::tree(tx, &unit.path, None)?.into_iter().partition(|part| part.kind.is_upt());
    let mut out = Vec::new();
    for (parts, most) in [(own, TEAM), (prisons, FEWEST)] {
        for part in parts {
            for person in registry::people_of(tx, part.id, 0, 20)?.people {
                let serves = person.service.is_active() && person.employment != Employment::Ppnpn;
                if serves && out.len() < most {
                    out.push(person.id);
                }
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
        &[Guidance, Supervision],
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
        numbering: Numbering::Given,
        title: format!("Tim Pembinaan dan Pengawasan Netralitas Pegawai {}", unit.name),
        period: Period { from, until: until.min(from.plus_days(crate::model::LONGEST_DAYS)) },
        members,
    };
    let at = if first { day.at(unit.zone, 10, 0) } else { day.at(Zone::Wib, 9, 0) };
    actions::form(tx, chance, at.min(now), by, &new, &|_| true)
}
