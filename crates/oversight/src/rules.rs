//! The decisions about teams: may this team be formed, may these members change, does somebody who moved leave
//! the team. Pure: facts in, refusals out. Plans are decided in `plan`, tasks in `task`, findings
//! in `finding`, whose work is whose after somebody left in `succession`.

pub mod finding;
pub mod plan;
pub mod succession;
pub mod task;

use crate::model::{
    Change, Duty, EndReason, Ended, FEWEST_MEMBERS, LONGEST_DAYS, MOST_BASES, MOST_MEMBERS, MOST_SCANS, Member,
    MemberId, NewTeam, Period, Team,
};
use netra_base::{Day, EmployeeId, Lang, Principal, Refusal, Role};
use netra_registry::model::{Employment, UnitKind};

/// May this principal keep the teams of the unit with this path? Those who keep its roster do.
#[must_use]
pub fn keeps(who: &Principal, unit_path: &str) -> bool {
    [Role::UnitOperator, Role::Administrator].iter().any(|role| who.covers(*role, unit_path))
}

/// Does this principal oversee the unit with this path by one of these roles?
#[must_use]
pub fn oversees(who: &Principal, unit_path: &str) -> bool {
    [Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator]
        .iter()
        .any(|role| who.covers(*role, unit_path))
}

/// Does this principal work in the house? Whoever only watches it from outside (a partner) learns which unit has a valid team,
/// and nothing else of it.
#[must_use]
pub fn belongs(who: &Principal) -> bool {
    who.employee.is_some() || who.grants.iter().any(|grant| grant.role != Role::Partner)
}

/// Units that have teams: not the parts of an office.
#[must_use]
pub fn has_teams(kind: UnitKind) -> bool {
    !matches!(kind, UnitKind::Division | UnitKind::Section)
}

/// Units that ought to have a team, their own or one above: each Kanwil (prg-04) and each UPT.
#[must_use]
pub fn should_have_team(kind: UnitKind) -> bool {
    kind == UnitKind::Kanwil || kind.is_upt()
}

/// Does one of these units lie at, below or above the other?
#[must_use]
pub fn in_line(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Does a member leave the team with a change of the registry? `after` is none when the person left the service.
/// Who was inside the team's unit leaves it with the unit; who was above it may move along the line.
#[must_use]
pub fn leaves(team: &str, before: &str, after: Option<&str>) -> bool {
    match after {
        None => true,
        Some(after) if before.starts_with(team) => !after.starts_with(team),
        Some(after) => !in_line(team, after),
    }
}

/// A member to be, as the registry knows the person; `who` is none when nobody was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The person.
    pub who: Option<EmployeeId>,
    /// In service?
    pub active: bool,
    /// The path of the person's unit.
    pub unit_path: &'a str,
    /// How employed.
    pub employment: Employment,
    /// The place in the team.
    pub duty: Duty,
}

/// May this person be in a team of the unit with this path? Whoever is elsewhere and whoever does not exist get
/// the same answer: a form is no way to look somebody up.
///
/// # Errors
/// `member-unknown`, `member-gone`, `member-employment`; at no field, the caller knows the row.
pub fn may_serve(team: &str, person: &Candidate<'_>) -> Result<(), Refusal> {
    if person.who.is_none() || !in_line(team, person.unit_path) {
        return Err(Refusal::new(
            "member-unknown",
            "Tidak ada pegawai dengan NIP ini di unit tim, di bawahnya, atau di atasnya. Periksa NIP-nya.",
            "Nobody with this NIP works in the team's unit, below it or above it. Check the NIP.",
        ));
    }
    if !person.active {
        return Err(Refusal::new(
            "member-gone",
            "Menurut daftar pegawai orang ini tidak lagi bertugas. Pilih orang lain.",
            "According to the roster this person no longer serves. Choose somebody else.",
        ));
    }
    if person.employment == Employment::Ppnpn {
        return Err(Refusal::new(
            "member-employment",
            "Tim terdiri dari pejabat pimpinan, administrasi, fungsional, dan pelaksana (org-kw-4); PPNPN tidak menjadi anggota.",
            "A team consists of leading, administrative, functional and general officials (org-kw-4); PPNPN are not members.",
        ));
    }
    Ok(())
}

/// What decides whether a team may be formed.
#[derive(Debug, Clone, Copy)]
pub struct Forming<'a> {
    /// The unit's kind.
    pub kind: UnitKind,
    /// Its path.
    pub unit_path: &'a str,
    /// Today, by the unit's own clock.
    pub today: Day,
    /// When its other teams are valid.
    pub others: &'a [Period],
    /// The members to be, in the order of the request.
    pub people: &'a [Candidate<'a>],
}

/// May this team be formed? `known` says which instruments there are.
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_form(new: &NewTeam, facts: &Forming<'_>, known: impl Fn(&str) -> bool) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if !has_teams(facts.kind) {
        refusals.push(
            Refusal::new(
                "team-unit",
                "Tim dibentuk untuk kementerian, unit eselon I, Kanwil, atau UPT, bukan untuk divisi atau bagiannya.",
                "Teams are formed for the ministry, an Echelon I unit, a Kanwil or a UPT, not for a division or section.",
            )
            .at("unit"),
        );
    }
    if new.decree.day > facts.today {
        refusals.push(
            Refusal::new(
                "decree-future",
                "Tanggal SK belum tiba. Catat tim ini sesudah SK-nya ditetapkan.",
                "The day of the decree has not come yet. Record the team once the decree is issued.",
            )
            .at("decree_day"),
        );
    }
    refusals.extend(basis(&new.decree.basis, known));
    refusals.extend(period(new.period, facts.others));
    for (at, person) in facts.people.iter().enumerate() {
        if let Err(refusal) = may_serve(facts.unit_path, person) {
            refusals.push(refusal.at(format!("nip-{at}")));
        }
    }
    let crew: Vec<_> = facts.people.iter().map(|person| (person.who, person.duty)).collect();
    refusals.extend(twice(&crew));
    refusals.extend(too_many(crew.len()));
    refusals.extend(complete(crew.iter().map(|(_, duty)| *duty)).err().map(|refusal| refusal.at("members")));
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

fn period(period: Period, others: &[Period]) -> Option<Refusal> {
    let Period { from, until } = period;
    if until < from {
        return Some(
            Refusal::new(
                "period-backwards",
                "Hari terakhir mendahului hari pertama. Periksa masa tugasnya.",
                "The last day lies before the first. Check the period.",
            )
            .at("until"),
        );
    }
    if until > from.plus_days(LONGEST_DAYS) {
        return Some(
            Refusal::new(
                "period-long",
                "Masa tugas paling lama sepuluh tahun. Periksa tahunnya.",
                "A period has at most ten years. Check the year.",
            )
            .at("until"),
        );
    }
    others.iter().find(|other| other.meets(&period)).map(|other| {
        let (id_from, id_until) = (Lang::Id.day(other.from), Lang::Id.day(other.until));
        let (en_from, en_until) = (Lang::En.day(other.from), Lang::En.day(other.until));
        Refusal::new(
            "period-overlap",
            format!("Unit ini sudah punya tim yang berlaku {id_from} sampai {id_until}. Akhiri tim itu dahulu, atau mulai sesudahnya."),
            format!("This unit has a team valid from {en_from} to {en_until}. End that team first, or begin after it."),
        )
        .at("from")
    })
}

/// One chair and at least two members beside; who is the secretary does not matter.
///
/// # Errors
/// `crew-chair`, `crew-members`.
pub fn complete(duties: impl Iterator<Item = Duty>) -> Result<(), Refusal> {
    let duties: Vec<Duty> = duties.collect();
    let count = |duty: Duty| duties.iter().filter(|one| **one == duty).count();
    let (chairs, members) = (count(Duty::Chair), count(Duty::Member));
    if chairs != 1 {
        return Err(Refusal::new(
            "crew-chair",
            format!("Tim harus punya tepat satu ketua; sekarang {chairs}. Pilih satu orang sebagai ketua."),
            format!("A team has exactly one chair; now there are {chairs}. Make one person the chair."),
        ));
    }
    if members < FEWEST_MEMBERS {
        return Err(Refusal::new(
            "crew-members",
            format!("Tim harus punya sedikitnya dua anggota selain ketua; sekarang {members}. Tambah anggota."),
            format!("A team has at least two members beside the chair; now there are {members}. Add members."),
        ));
    }
    Ok(())
}

fn twice(crew: &[(Option<EmployeeId>, Duty)]) -> Option<Refusal> {
    let at = (1..crew.len()).find(|at| crew[*at].0.is_some() && crew[..*at].iter().any(|one| one.0 == crew[*at].0))?;
    Some(in_it_already().at(format!("nip-{at}")))
}

fn in_it_already() -> Refusal {
    Refusal::new(
        "member-twice",
        "Orang ini sudah ada di tim yang sama. Satu orang satu tempat; gabungkan fungsinya.",
        "This person is in the team already. One person has one place; join the functions.",
    )
}

fn too_many(count: usize) -> Option<Refusal> {
    (count > MOST_MEMBERS).then(|| {
        Refusal::new(
            "crew-many",
            format!("Tim paling banyak {MOST_MEMBERS} orang."),
            format!("A team has at most {MOST_MEMBERS} people."),
        )
        .at("members")
    })
}

/// What decides whether the members of a team may change.
#[derive(Debug, Clone, Copy)]
pub struct Changing<'a> {
    /// The team.
    pub team: &'a Team,
    /// Its unit's path.
    pub unit_path: &'a str,
    /// Today, by the unit's own clock.
    pub today: Day,
    /// Every membership there was.
    pub members: &'a [Member],
    /// Who comes, if anybody.
    pub comes: Option<Candidate<'a>>,
}

/// May this change be made on that day? Answers the membership that it is about, if any.
///
/// # Errors
/// The refusal that comes first.
pub fn may_change<'a>(change: &Change, day: Day, facts: &Changing<'a>) -> Result<Option<&'a Member>, Refusal> {
    if !facts.team.valid().has(day) || day > facts.today {
        return Err(Refusal::new(
            "day-outside",
            "Harinya harus di dalam masa tugas tim dan tidak sesudah hari ini.",
            "The day must lie within the team's period and not after today.",
        )
        .at("day"));
    }
    let now: Vec<&Member> = facts.members.iter().filter(|member| member.ended.is_none()).collect();
    if let Some(person) = &facts.comes {
        may_serve(facts.unit_path, person).map_err(|refusal| refusal.at("nip"))?;
        if now.iter().any(|member| Some(member.employee) == person.who) {
            return Err(in_it_already().at("nip"));
        }
    }
    match change {
        Change::Join(new) => {
            if new.duty == Duty::Chair && now.iter().any(|member| member.duty == Duty::Chair) {
                return Err(Refusal::new(
                    "crew-chair",
                    "Tim sudah punya ketua. Ganti ketuanya, atau pilih tempat lain.",
                    "The team has a chair. Replace the chair, or choose another place.",
                )
                .at("duty"));
            }
            too_many(now.len() + 1).map_or(Ok(None), Err)
        }
        Change::Leave(id, _) => {
            let member = one_of(&now, *id, day)?;
            let rest = now.iter().filter(|other| other.id != *id).map(|other| other.duty);
            complete(rest).map_err(|_| successor_first())?;
            Ok(Some(member))
        }
        Change::Replace(id, ..) => match waiting(facts.members, *id) {
            Some(member) if day > member.from => Ok(Some(member)),
            _ => one_of(&now, *id, day).map(Some),
        },
        Change::Settle(id) => waiting(facts.members, *id).map(Some).ok_or_else(no_member),
    }
}

/// Somebody who left the unit and has not been dealt with. Who went otherwise waits for nobody.
fn waiting(members: &[Member], id: MemberId) -> Option<&Member> {
    let waits = |end: &Ended| end.reason == EndReason::LeftUnit && !end.settled;
    members.iter().find(|member| member.id == id && member.ended.as_ref().is_some_and(waits))
}

fn one_of<'a>(now: &[&'a Member], id: MemberId, day: Day) -> Result<&'a Member, Refusal> {
    let member = now.iter().find(|member| member.id == id).ok_or_else(no_member)?;
    if day <= member.from {
        return Err(Refusal::new(
            "day-early",
            "Hari pergantian harus sesudah hari pertama anggota itu.",
            "The day of the change must follow the member's first day.",
        )
        .at("day"));
    }
    Ok(member)
}

fn no_member() -> Refusal {
    Refusal::new(
        "member-ended",
        "Orang itu tidak lagi ada di tim. Muat ulang halaman dan pilih lagi.",
        "That person is no longer in the team. Reload the page and choose again.",
    )
    .at("member")
}

fn successor_first() -> Refusal {
    Refusal::new(
        "successor-missing",
        "Tanpa orang ini tim tidak lagi lengkap (satu ketua, sedikitnya dua anggota). Pilih \"Diganti\" dan sebutkan penggantinya.",
        "Without this person the team is not complete (one chair, at least two members). Choose \"Replaced\" and name the successor.",
    )
    .at("change")
}

/// May one more scan of the decree be handed in?
///
/// # Errors
/// `scans-many`.
pub fn may_scan(there: usize) -> Result<(), Refusal> {
    if there < MOST_SCANS {
        return Ok(());
    }
    Err(Refusal::new(
        "scans-many",
        format!("Tim ini sudah punya {MOST_SCANS} pindaian SK. Pindaian lama tetap disimpan; yang baru tidak dapat ditambahkan."),
        format!("This team has {MOST_SCANS} scans of its decree. Old ones stay; no more can be added."),
    )
    .at("file"))
}

/// May the team end after this day?
///
/// # Errors
/// `team-ended`, `day-outside`.
pub fn may_end(team: &Team, today: Day, last_day: Day) -> Result<(), Refusal> {
    if team.ended.is_some() || team.valid().until < today {
        return Err(Refusal::new("team-ended", "Tim ini sudah berakhir.", "This team has ended already."));
    }
    // The eve of the first day ends a team that never began.
    let earliest = team.period.from.plus_days(-1);
    if last_day < earliest || last_day > today.max(earliest) {
        return Err(Refusal::new(
            "day-outside",
            "Hari terakhir harus di dalam masa tugas tim dan tidak sesudah hari ini.",
            "The last day must lie within the team's period and not after today.",
        )
        .at("last_day"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
