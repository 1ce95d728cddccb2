//! Sheets on paper: the scan is kept, and either the persons on it are marked or their number is kept apart from persons, as
//! a counter of its own of the activity. A sheet can be taken back. Each is an act and leaves its leaf with the hash of the scan.

use super::bodies::{self, kinds};
use super::home::{Home, active, kept, kept_held};
use super::mark::{arrive, leave};
use crate::model::{self, Attendee, ChangeId, Settled, Sheet, State, Timing, Via};
use crate::rules;
use crate::store::{
    self,
    acts::{self, KeptChange, Listed},
};
use netra_activities::actions as activities;
use netra_activities::model::{ActivityId, Tally};
use netra_base::{Chance, EmployeeId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_media::{Kept, Ready, actions as media};
use netra_registry::actions as registry;
use netra_registry::model::Nip;
use netra_store::Tx;

/// Sheets of one activity: at forty signatures each, two thousand people.
pub const MOST_SHEETS: usize = 50;
/// Signatures counted on one scan.
pub const MOST_COUNTED: i64 = 10_000;
/// Persons marked from one scan.
pub const MOST_PERSONS: usize = 200;

/// A sheet as somebody brings it.
#[derive(Debug)]
pub struct NewSheet<'a> {
    /// The scan, checked and cleaned.
    pub scan: &'a Ready,
    /// How many signatures were counted on it; 0 when persons are named.
    pub counted: i64,
    /// Who is on it.
    pub persons: Vec<Nip>,
}

/// Keeps a sheet. The same scan again answers the sheet that is there.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused before it began, for what was cancelled, when both or neither
/// of count and persons are given, for a person out of reach, and when there are too many sheets.
pub fn keep_sheet(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    new: &NewSheet<'_>,
) -> Result<ChangeId> {
    let home = kept_held(tx, by, id)?;
    rules::may_keep(&home.activity, now)?;
    let sha256 = new.scan.sha256();
    if let Some(known) = acts::by_content(tx, id, kinds::PAPER, &sha256)? {
        return Ok(ChangeId(known.id));
    }
    check(new)?;
    if acts::sheets(tx, id, MOST_SHEETS)?.len() == MOST_SHEETS {
        return Err(Refusal::new(
            "sheets-many",
            format!("Paling banyak {MOST_SHEETS} lembar untuk satu kegiatan; gabungkan hasil pindaiannya."),
            format!("At most {MOST_SHEETS} sheets for one activity; join the scans."),
        )
        .at(netra_media::FIELD)
        .into());
    }
    let people = people(tx, by, &home, &new.persons)?;
    let scan = media::keep(tx, now, by.account, new.scan)?;
    let mut change = KeptChange::new(id, kinds::PAPER, now, by.account);
    change.scan = Some(scan.0);
    change.sha256 = Some(sha256.to_vec());
    change.counted = new.counted;
    change.id = acts::insert(tx, &change)?;
    let mut listed = Vec::new();
    for (number, row) in (1..).zip(&people) {
        let row = Attendee { settled: Some(Settled { by: by.account, at: now, reason: None }), ..row.clone() };
        let before = store::attendee(tx, id, row.employee)?;
        // Who is counted stays as he came; who was taken off stays off: one sheet does not undo a decision.
        if before.as_ref().is_none_or(|before| before.state == State::Doubtful) {
            arrive(tx, before.as_ref(), &row, Some(change.id))?;
        }
        listed.push(Listed { number, employee: Some(row.employee.0), ..Listed::default() });
    }
    acts::keep_listed(tx, change.id, &listed)?;
    change.persons = i64::try_from(people.len()).unwrap_or(0);
    let body = bodies::changed(tx, &change)?;
    let entry = record(tx, chance, now, Kind::AttendanceChanged, &body)?;
    acts::complete(tx, &change, entry)?;
    count(tx, id, new.counted)?;
    Ok(ChangeId(change.id))
}

/// Moves the activity's counter of those on paper.
fn count(tx: &mut Tx<'_>, id: ActivityId, counted: i64) -> Result<()> {
    activities::add_tally(tx, id, &Tally { on_paper: counted, ..Tally::default() })
}

fn check(new: &NewSheet<'_>) -> Result<(), Refusal> {
    let refuse = |id: &str, en: &str| Err(Refusal::new("sheet-what", id.to_owned(), en.to_owned()).at("counted"));
    match (new.counted, new.persons.is_empty()) {
        (0, true) => refuse(
            "Tulis berapa tanda tangan yang Anda hitung, atau NIP orang-orang di lembar itu.",
            "Write how many signatures you counted, or the NIPs of the people on the sheet.",
        ),
        (1.., false) => refuse(
            "Pilih salah satu: jumlah, atau orang-orangnya. Keduanya bersama akan dihitung dua kali.",
            "Choose one: the number, or the persons. Both together would count twice.",
        ),
        (i64::MIN..=MOST_COUNTED, _) if new.persons.len() <= MOST_PERSONS => Ok(()),
        _ => refuse(
            "Terlalu banyak untuk satu lembar; bagi menurut lembarnya.",
            "Too many for one sheet; split them by sheet.",
        ),
    }
}

/// The people of the sheet as rows; the first who is out of reach is named.
fn people(tx: &mut Tx<'_>, by: &Principal, home: &Home, nips: &[Nip]) -> Result<Vec<Attendee>> {
    let mut out: Vec<Attendee> = Vec::with_capacity(nips.len());
    for nip in nips {
        let known = registry::employee_by_nip(tx, *nip)?.map(|person| person.id);
        let person = match known {
            Some(id) => active(tx, id)?.filter(|person| home.reaches(by, &person.unit_path)).map(|person| (id, person)),
            None => None,
        };
        let Some((employee, person)) = person else { return Err(stranger(*nip).into()) };
        if out.iter().any(|row| row.employee == employee) {
            continue;
        }
        out.push(row(home, employee, &person));
    }
    Ok(out)
}

fn row(home: &Home, employee: EmployeeId, person: &netra_registry::model::Standing) -> Attendee {
    Attendee {
        activity: home.activity.id,
        employee,
        name: person.name.clone(),
        unit: person.unit,
        party: home.party(&person.unit_path),
        at: home.activity.starts,
        timing: Timing::OnTime,
        via: Via::Paper,
        state: State::Present,
        code_from: None,
        device: None,
        settled: None,
    }
}

fn stranger(nip: Nip) -> Refusal {
    Refusal::new(
        "person-unknown",
        format!("NIP {nip} bukan pegawai aktif penyelenggara, delegasi, atau unit Anda. Periksa angkanya, atau catat sebagai tamu."),
        format!("NIP {nip} is no active employee of the host, a delegation or your units. Check the digits, or enter a guest."),
    )
    .at("persons")
}

/// The sheets of an activity, the latest first.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub fn sheets(tx: &mut Tx<'_>, who: &Principal, id: ActivityId) -> Result<Vec<Sheet>> {
    kept(tx, who, id)?;
    acts::sheets(tx, id, MOST_SHEETS)
}

/// The scan of a sheet.
///
/// # Errors
/// `NotFound`.
pub fn scan(tx: &mut Tx<'_>, who: &Principal, id: ActivityId, sheet: ChangeId) -> Result<Kept> {
    kept(tx, who, id)?;
    let change = acts::change(tx, id, sheet)?.filter(|change| change.kind == kinds::PAPER).ok_or(Error::NotFound)?;
    media::file(tx, netra_media::FileId(change.scan.ok_or(Error::NotFound)?))
}

/// Takes a sheet back: its number counts no more. Persons marked from it stay and are taken off one by one. The scan stays
/// with the act. The same again changes nothing.
///
/// # Errors
/// `NotFound`; refused without the reason.
pub fn withdraw_sheet(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (id, sheet): (ActivityId, ChangeId),
    why: &str,
) -> Result<()> {
    kept_held(tx, by, id)?;
    let kept = acts::change(tx, id, sheet)?.filter(|change| change.kind == kinds::PAPER).ok_or(Error::NotFound)?;
    if acts::withdrawn_by(tx, kept.id)?.is_some() {
        return Ok(());
    }
    let mut change = KeptChange::new(id, kinds::WITHDRAWN, now, by.account);
    change.withdraws = Some(kept.id);
    change.reason = Some(model::reason(why)?);
    leave(tx, chance, now, change)?;
    count(tx, id, -kept.counted)
}
