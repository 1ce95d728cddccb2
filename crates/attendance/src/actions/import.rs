//! Lists from meeting tools. Reading and comparing are done outside of any transaction; what came of it waits as a draft
//! that is its sender's alone. A person chooses where names fit several or nobody; only the confirmation writes, once for
//! each file, and leaves one leaf with the file's hash and what the list said.

use super::bodies::{self, kinds};
use super::guests::enter;
use super::home::{Home, active, keeps, kept, kept_held};
use super::mark::arrive;
use crate::meeting::{About, Known, Read};
use crate::model::draft::{Choice, Counts, Draft, DraftId, Line, Shown};
use crate::model::{Attendee, ChangeId, Guest, Settled, State, Timing, Via};
use crate::rules;
use crate::store::acts::{self, KeptChange, Listed};
use crate::store::{self, drafts};
use netra_activities::model::ActivityId;
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Nip;
use netra_store::Tx;
use std::collections::BTreeMap;

/// A draft that nobody confirms is forgotten after two days.
const KEPT_MS: i64 = 2 * 24 * 60 * 60 * 1_000;
/// Lines on a page: fifty with their choices are some 40 KB.
pub const PAGE: usize = 25;
/// People read at once from one unit.
const BATCH: u32 = 1_000;

/// What reading a list needs: when the meeting was.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused before it began and for what was cancelled.
pub fn importing(tx: &mut Tx<'_>, now: Moment, who: &Principal, id: ActivityId) -> Result<(Home, About)> {
    let home = kept(tx, who, id)?;
    rules::may_keep(&home.activity, now)?;
    let activity = &home.activity;
    let about = About { starts: activity.starts, ends: rules::ends(activity), zone: activity.zone };
    Ok((home, about))
}

/// The people with whom a list is compared: by name the active people of the host and of those delegations whose units the
/// asker keeps, in the order of units; of the other delegations only whom the list names by the whole NIP.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused when they are too many to be compared with a list.
pub fn invited(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, said: &[String]) -> Result<Vec<Known>> {
    let home = kept(tx, who, id)?;
    let mut units = BTreeMap::new();
    let own = home.invited.iter().map(|(unit, _)| &unit.path).filter(|path| keeps(who, path));
    for path in std::iter::once(&home.host.path).chain(own) {
        // Of a unit above the host that unit alone was invited.
        let alone = home.host.path.starts_with(path) && home.host.path != *path;
        for unit in registry::tree(tx, path, None)?.into_iter().filter(|unit| !alone || unit.path == *path) {
            units.insert(unit.id, ());
        }
    }
    let mut out = Vec::new();
    for unit in units.into_keys() {
        let mut after = 0;
        loop {
            let page = registry::people_of(tx, unit, after, BATCH)?;
            for person in page.people.into_iter().filter(|person| person.service.is_active()) {
                out.push(Known::new(person.id, person.nip.map(|nip| nip.to_string()), person.name.as_str()));
            }
            let Some(next) = page.next else { break };
            after = next;
        }
        if out.len() > crate::meeting::MOST_PEOPLE {
            return Err(Refusal::new(
                "roster-large",
                "Penyelenggara dan delegasinya lebih dari 200.000 orang. Impor daftar per Kantor Wilayah.",
                "Host and delegations are more than 200,000 people. Import the list office by office.",
            )
            .at("file")
            .into());
        }
    }
    for nip in said.iter().filter_map(|text| Nip::parse(text).ok()) {
        if let Some(person) = by_nip(tx, &home, who, nip)? {
            out.push(Known::by_nip(person, nip.to_string()));
        }
    }
    Ok(out)
}

/// Who within reach has this NIP.
fn by_nip(tx: &mut Tx<'_>, home: &Home, who: &Principal, nip: Nip) -> Result<Option<EmployeeId>> {
    let Some(person) = registry::employee_by_nip(tx, nip)? else { return Ok(None) };
    Ok(active(tx, person.id)?.filter(|standing| home.reaches(who, &standing.unit_path)).map(|_| person.id))
}

/// A list that was read and compared.
#[derive(Debug)]
pub struct NewDraft {
    /// The file's name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// What was read.
    pub read: Read,
    /// Its lines with what was found for each.
    pub lines: Vec<Line>,
}

/// Keeps a list until it is confirmed, in place of the one that this account left for the activity.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused when this file was confirmed for the activity already.
pub fn keep_draft(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    new: &NewDraft,
) -> Result<DraftId> {
    importing(tx, now, by, id)?;
    not_twice(tx, id, &new.sha256)?;
    drafts::forget(tx, id, by.account, now.plus_ms(-KEPT_MS))?;
    let draft = Draft {
        // Never a number again that an older list had: a page left open must not speak about another file.
        id: DraftId(i64::try_from(chance.below(1 << 53)).unwrap_or(1)),
        activity: id,
        name: new.name.clone(),
        sha256: new.sha256,
        rows: i64::try_from(new.read.rows).unwrap_or(0),
        problems: new.read.problems.iter().map(|say| (say.id.to_string(), say.en.to_string())).collect(),
        problem_count: i64::try_from(new.read.problem_count).unwrap_or(0),
        made: now,
    };
    drafts::insert(tx, by.account, &draft, &new.lines)?;
    Ok(draft.id)
}

fn not_twice(tx: &mut Tx<'_>, id: ActivityId, sha256: &[u8; 32]) -> Result<()> {
    if acts::by_content(tx, id, kinds::IMPORT, sha256)?.is_none() {
        return Ok(());
    }
    Err(Refusal::new(
        "file-known",
        "Berkas ini sudah pernah dikonfirmasi untuk kegiatan ini; tidak ada yang perlu diulang.",
        "This file was confirmed for this activity already; there is nothing to repeat.",
    )
    .at("file")
    .into())
}

/// The list that waits, and how its lines stand.
///
/// # Errors
/// `NotFound` when it is not the asker's.
pub fn draft(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, draft: DraftId) -> Result<(Home, Draft, Counts)> {
    let home = kept(tx, who, id)?;
    let kept = drafts::draft(tx, id, draft, who.account)?.ok_or(Error::NotFound)?;
    let counts = drafts::counts(tx, draft)?;
    Ok((home, kept, counts))
}

/// A person offered for a line: number, name, unit.
pub type OfferedPerson = (EmployeeId, String, String);

/// A line with the people it may be.
pub type OfferedLine = (Line, Vec<OfferedPerson>);

/// A page of lines, each with the people it may be, and the number of the next page.
///
/// # Errors
/// `NotFound` when the list is not the asker's.
pub fn lines_of(
    tx: &mut Tx<'_>,
    who: &Principal,
    (id, draft): (ActivityId, DraftId),
    (shown, after): (Shown, i64),
) -> Result<(Vec<OfferedLine>, Option<i64>)> {
    self::draft(tx, who, id, draft)?;
    let mut page = drafts::page(tx, draft, shown, after, PAGE + 1)?;
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let next = if more { page.last().map(|line| line.number) } else { None };
    let mut out = Vec::with_capacity(page.len());
    for line in page {
        let mut wanted = line.candidates.clone();
        if let Choice::Employee(id) = line.choice
            && !wanted.contains(&id)
        {
            wanted.insert(0, id);
        }
        let mut offered = Vec::new();
        for id in wanted {
            if let Some(person) = registry::standing(tx, id)? {
                offered.push((id, person.name, registry::unit(tx, person.unit)?.name));
            }
        }
        out.push((line, offered));
    }
    Ok((out, next))
}

/// What somebody says about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// What becomes of it.
    Choice(Choice),
    /// It is whoever has this NIP.
    Nip(Nip),
}

/// Writes what somebody chose for lines of a page.
///
/// # Errors
/// `NotFound` when the list is not the asker's, or a person is chosen who was not offered; refused at the line's field,
/// `n` and its number, for a NIP of nobody within reach.
pub fn choose(
    tx: &mut Tx<'_>,
    by: &Principal,
    (id, draft): (ActivityId, DraftId),
    choices: &[(i64, Said)],
) -> Result<()> {
    let (home, ..) = self::draft(tx, by, id, draft)?;
    for (number, said) in choices {
        let line = drafts::line(tx, draft, *number)?.ok_or(Error::NotFound)?;
        let choice = match *said {
            Said::Nip(nip) => {
                let person = by_nip(tx, &home, by, nip)?.ok_or_else(|| stranger(*number))?;
                Choice::Employee(person)
            }
            Said::Choice(choice) => choice,
        };
        if let Said::Choice(Choice::Employee(employee)) = said
            && choice != line.choice
            && !line.candidates.contains(employee)
        {
            let person = active(tx, *employee)?.filter(|person| home.tells(by, person, None));
            person.ok_or(Error::NotFound)?;
        }
        drafts::choose(tx, draft, *number, choice)?;
    }
    Ok(())
}

/// The same words for a NIP that nobody has and for one that is out of reach.
fn stranger(number: i64) -> Refusal {
    Refusal::new(
        "person-unknown",
        "NIP ini bukan pegawai aktif penyelenggara, delegasi, atau unit Anda. Periksa angkanya, atau pilih tamu.",
        "This NIP is no active employee of the host, a delegation or your units. Check the digits, or choose guest.",
    )
    .at(format!("n{number}"))
}

/// The same for all lines for whom nobody fits.
///
/// # Errors
/// `NotFound` when the list is not the asker's.
pub fn choose_rest(tx: &mut Tx<'_>, by: &Principal, (id, draft): (ActivityId, DraftId), choice: Choice) -> Result<()> {
    self::draft(tx, by, id, draft)?;
    if matches!(choice, Choice::Guest | Choice::Ignore) {
        drafts::choose_rest(tx, draft, choice)?;
    }
    Ok(())
}

/// Forgets a list that nobody will confirm.
///
/// # Errors
/// `NotFound` when it is not the asker's.
pub fn drop_draft(tx: &mut Tx<'_>, by: &Principal, id: ActivityId, draft: DraftId) -> Result<()> {
    self::draft(tx, by, id, draft)?;
    drafts::remove(tx, draft)?;
    Ok(())
}

/// What came of a confirmation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Employees on the list.
    pub persons: i64,
    /// Of these, counted only now.
    pub new: i64,
    /// Guests on the list.
    pub guests: i64,
    /// Lines that count for nobody.
    pub ignored: i64,
}

/// Writes what the list says: at most 5,000 lines, some 200 ms of the writer's time. The activity is held meanwhile and the
/// list is gone with it, so that whoever presses at the same moment finds it counted.
///
/// # Errors
/// `NotFound` when the list is not the asker's; refused while a line waits for somebody's word, and when this file was
/// confirmed already.
pub fn confirm(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, draft): (ActivityId, DraftId),
) -> Result<Imported> {
    let home = kept_held(tx, by, id)?;
    let kept = drafts::draft(tx, id, draft, by.account)?.ok_or(Error::NotFound)?;
    let counts = drafts::counts(tx, draft)?;
    rules::may_keep(&home.activity, now)?;
    if counts.open() > 0 {
        return Err(Refusal::new(
            "lines-open",
            format!("Masih ada {} baris yang menunggu pilihan Anda.", counts.open()),
            format!("{} lines still wait for your choice.", counts.open()),
        )
        .into());
    }
    not_twice(tx, id, &kept.sha256)?;
    let lines = drafts::lines(tx, draft)?;
    if drafts::remove(tx, draft)? != 1 {
        return Err(Error::NotFound);
    }
    let mut change = KeptChange::new(id, kinds::IMPORT, now, by.account);
    change.sha256 = Some(kept.sha256.to_vec());
    change.id = acts::insert(tx, &change)?;
    let (listed, imported) = write(tx, now, by, &home, (change.id, &lines))?;
    acts::keep_listed(tx, change.id, &listed)?;
    (change.persons, change.guests, change.ignored) = (imported.persons, imported.guests, imported.ignored);
    let body = bodies::changed(tx, &change)?;
    let entry = record(tx, chance, now, Kind::AttendanceChanged, &body)?;
    acts::complete(tx, &change, entry)?;
    Ok(imported)
}

fn write(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    home: &Home,
    (change, lines): (i64, &[Line]),
) -> Result<(Vec<Listed>, Imported)> {
    let mut out = Vec::with_capacity(lines.len());
    let mut imported = Imported::default();
    let mut seen = std::collections::HashSet::new();
    let mut guests = Vec::new();
    for line in lines {
        let mut listed = Listed {
            number: line.number,
            minutes: line.minutes,
            first: line.first.map(|at| at.0),
            last: line.last.map(|at| at.0),
            ..Listed::default()
        };
        match line.choice {
            Choice::Employee(employee) => {
                listed.employee = Some(employee.0);
                imported.persons += i64::from(seen.insert(employee));
                imported.new += i64::from(employee_came(tx, now, by, home, (change, line, employee))?);
            }
            Choice::Guest => {
                guests.push((out.len(), guest(line)));
                imported.guests += 1;
            }
            Choice::Ignore | Choice::Open => imported.ignored += 1,
        }
        out.push(listed);
    }
    let only: Vec<Guest> = guests.iter().map(|(_, guest)| guest.clone()).collect();
    let entered = enter(tx, now, by, &home.activity, (&only, Via::Import, Some(ChangeId(change))))?;
    for ((at, _), (guest, _)) in guests.into_iter().zip(entered) {
        out[at].guest = Some(guest.0);
    }
    Ok((out, imported))
}

/// A guest of a meeting: all that is known of the institution is where the e-mail comes from.
fn guest(line: &Line) -> Guest {
    let institution = line.email.split_once('@').map_or("Peserta daring", |(_, house)| house).trim();
    let institution = if institution.is_empty() { "Peserta daring" } else { institution };
    Guest { name: line.name.clone(), institution: institution.to_owned(), function: None }
}

/// Counts an employee of the list; whether he counts only now. Who is counted stays as he came, and who was taken off
/// stays off.
fn employee_came(
    tx: &mut Tx<'_>,
    now: Moment,
    by: &Principal,
    home: &Home,
    (change, line, employee): (i64, &Line, EmployeeId),
) -> Result<bool> {
    let activity = &home.activity;
    let before = store::attendee(tx, activity.id, employee)?;
    let settled = Some(Settled { by: by.account, at: now, reason: None });
    let row = match &before {
        Some(row) if row.state == State::Doubtful => Attendee { state: State::Present, settled, ..row.clone() },
        Some(_) => return Ok(false),
        None => {
            let Some(person) = active(tx, employee)? else { return Ok(false) };
            Attendee {
                activity: activity.id,
                employee,
                party: home.party(&person.unit_path),
                unit: person.unit,
                name: person.name,
                at: line.first.unwrap_or(activity.starts),
                timing: line.first.map_or(Timing::OnTime, |first| rules::timing(activity.starts, first)),
                via: Via::Import,
                state: State::Present,
                code_from: None,
                device: None,
                settled,
            }
        }
    };
    arrive(tx, before.as_ref(), &row, Some(change))
}
