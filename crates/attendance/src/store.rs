//! SQL of attendance's own tables: rows of employees here, codes and guesses in `codes`, guests in `guests`, acts and what
//! lists said in `acts`, lists that wait in `drafts`. Rows are read as they stand and parsed from there.

pub(crate) mod acts;
pub(crate) mod codes;
pub(crate) mod drafts;
pub(crate) mod guests;

use crate::model::{Attendee, Party, SHARED_DEVICE, Settled, State, Timing, Via};
use anyhow::anyhow;
use netra_activities::model::{ActivityId, Tally};
use netra_base::{AccountId, EmployeeId, Error, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// A column that does not say what it can say.
pub(crate) fn broken(column: &str) -> Error {
    Error::Failed(anyhow!("{column} cannot be read"))
}

const ROW: &str = "SELECT activity, employee, name, unit, party, at, timing, via, state, code_from, device, settled_by,
    settled, reason, change FROM attendance";

/// How a party stands in its column: the host is told from a delegation by the unit that holds the activity.
const HOST: i64 = 0;

fn party_number(party: Party) -> Option<i64> {
    match party {
        Party::Host => Some(HOST),
        Party::Delegation(unit) => Some(unit.0),
        Party::Visitor => None,
    }
}

pub(crate) fn party(number: Option<i64>) -> Party {
    match number {
        Some(HOST) => Party::Host,
        Some(unit) => Party::Delegation(UnitId(unit)),
        None => Party::Visitor,
    }
}

pub(crate) fn settled(by: Option<i64>, at: Option<i64>, reason: Option<String>) -> Option<Settled> {
    Some(Settled { by: AccountId(by?), at: Moment(at?), reason })
}

fn read(row: &Row<'_>) -> Result<Attendee> {
    let device: Option<[u8; 32]> = match row.opt_blob(10)? {
        Some(bytes) => Some(bytes.try_into().map_err(|_| broken("attendance.device"))?),
        None => None,
    };
    Ok(Attendee {
        activity: ActivityId(row.int(0)?),
        employee: EmployeeId(row.int(1)?),
        name: row.text(2)?,
        unit: UnitId(row.int(3)?),
        party: party(row.opt_int(4)?),
        at: Moment(row.int(5)?),
        timing: Timing::parse(&row.text(6)?).ok_or_else(|| broken("attendance.timing"))?,
        via: Via::parse(&row.text(7)?).ok_or_else(|| broken("attendance.via"))?,
        state: State::parse(&row.text(8)?).ok_or_else(|| broken("attendance.state"))?,
        code_from: row.opt_int(9)?.map(Moment),
        device,
        settled: settled(row.opt_int(11)?, row.opt_int(12)?, row.opt_text(13)?),
    })
}

/// Keeps a row where there is none; 0 when somebody was faster.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Attendee, change: Option<i64>) -> Result<u64> {
    let settled = one.settled.as_ref();
    tx.execute(
        "INSERT INTO attendance (activity, employee, name, unit, party, at, timing, via, state, code_from, device,
           settled_by, settled, reason, change)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
         ON CONFLICT (activity, employee) DO NOTHING",
        params![
            one.activity.0,
            one.employee,
            &one.name,
            one.unit,
            party_number(one.party),
            one.at,
            one.timing.code(),
            one.via.code(),
            one.state.code(),
            one.code_from,
            one.device.as_ref(),
            settled.map(|settled| settled.by),
            settled.map(|settled| settled.at),
            settled.and_then(|settled| settled.reason.as_deref()),
            change,
        ],
    )
}

/// Writes how a row stands now, if it still stands as `before`; 0 when somebody was faster.
pub(crate) fn set(tx: &mut Tx<'_>, before: State, one: &Attendee, change: Option<i64>) -> Result<u64> {
    let settled = one.settled.as_ref();
    tx.execute(
        "UPDATE attendance SET at = ?4, timing = ?5, via = ?6, state = ?7, device = ?8, settled_by = ?9, settled = ?10,
           reason = ?11, change = COALESCE(?12, change)
         WHERE activity = ?1 AND employee = ?2 AND state = ?3",
        params![
            one.activity.0,
            one.employee,
            before.code(),
            one.at,
            one.timing.code(),
            one.via.code(),
            one.state.code(),
            one.device.as_ref(),
            settled.map(|settled| settled.by),
            settled.map(|settled| settled.at),
            settled.and_then(|settled| settled.reason.as_deref()),
            change,
        ],
    )
}

pub(crate) fn attendee(tx: &mut Tx<'_>, activity: ActivityId, employee: EmployeeId) -> Result<Option<Attendee>> {
    tx.query_opt(&format!("{ROW} WHERE activity = ?1 AND employee = ?2"), params![activity.0, employee], read)
}

/// Who is counted, in the order of numbers.
pub(crate) fn present(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Vec<EmployeeId>> {
    tx.query(
        "SELECT employee FROM attendance WHERE activity = ?1 AND state = 'present' ORDER BY employee",
        params![activity.0],
        |row| Ok(EmployeeId(row.int(0)?)),
    )
}

/// A place in the list of an activity: the latest first.
pub(crate) type Place = (i64, i64);

/// Rows before a place, the latest first; `state` and `shared` narrow the list down.
pub(crate) fn page(
    tx: &mut Tx<'_>,
    activity: ActivityId,
    (state, shared): (Option<State>, bool),
    (at, employee): Place,
    limit: usize,
) -> Result<Vec<Attendee>> {
    let device = "device IN (SELECT device FROM attendance d WHERE d.activity = ?1 AND d.device IS NOT NULL
        GROUP BY device HAVING COUNT(*) > ?5)";
    let narrowed = if shared { device } else { "CAST(?5 AS {int}) > 0" };
    let sql = format!(
        "{ROW} WHERE activity = ?1 AND (at < ?2 OR (at = ?2 AND employee < ?3)) AND (?4 = '' OR state = ?4) AND {narrowed}
         ORDER BY at DESC, employee DESC LIMIT {limit}"
    );
    let state = state.map(State::code).unwrap_or_default();
    tx.query(&sql, params![activity.0, at, employee, state, SHARED_DEVICE], read)
}

/// Browsers from which more people checked in than is ordinary, with how many.
pub(crate) fn shared_devices(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Vec<([u8; 32], i64)>> {
    tx.query(
        "SELECT device, COUNT(*) FROM attendance WHERE activity = ?1 AND device IS NOT NULL
         GROUP BY device HAVING COUNT(*) > ?2 ORDER BY COUNT(*) DESC, device LIMIT 1000",
        params![activity.0, SHARED_DEVICE],
        |row| Ok((row.hash(0)?, row.int(1)?)),
    )
}

/// How many of each party are present.
pub(crate) fn parties(tx: &mut Tx<'_>, activity: ActivityId) -> Result<Vec<(Party, i64)>> {
    tx.query(
        "SELECT party, COUNT(*) FROM attendance WHERE activity = ?1 AND state = 'present' GROUP BY party ORDER BY party",
        params![activity.0],
        |row| Ok((party(row.opt_int(0)?), row.int(1)?)),
    )
}

/// What the rows of each activity after a number add up to; guests and sheets not included.
pub(crate) fn sums(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<(ActivityId, Tally)>> {
    tx.query(
        &format!(
            "SELECT activity, COUNT(CASE WHEN state = 'present' THEN 1 END),
               COUNT(CASE WHEN state = 'present' AND timing = 'early' THEN 1 END),
               COUNT(CASE WHEN state = 'present' AND timing = 'late' THEN 1 END),
               COUNT(CASE WHEN state = 'doubtful' THEN 1 END)
             FROM attendance WHERE activity > ?1 GROUP BY activity ORDER BY activity LIMIT {limit}"
        ),
        params![after],
        |row| {
            let [present, early, late, doubtful] = [row.int(1)?, row.int(2)?, row.int(3)?, row.int(4)?];
            Ok((ActivityId(row.int(0)?), Tally { present, early, late, doubtful, ..Tally::default() }))
        },
    )
}

/// Each row of an activity in the order of coming, for files.
pub(crate) fn each(tx: &mut Tx<'_>, activity: ActivityId, mut to: impl FnMut(Attendee) -> Result<()>) -> Result<()> {
    tx.for_each(&format!("{ROW} WHERE activity = ?1 ORDER BY at, employee"), params![activity.0], |row| to(read(row)?))
}

/// Each row that names an act, with the state it stands in (activity, employee, state, act): what the audit holds against
/// the act.
pub(crate) fn each_changed(tx: &mut Tx<'_>, mut to: impl FnMut(i64, i64, &str, i64)) -> Result<()> {
    let sql =
        "SELECT activity, employee, state, change FROM attendance WHERE change IS NOT NULL ORDER BY activity, employee";
    tx.for_each(sql, params![], |row| {
        to(row.int(0)?, row.int(1)?, &row.text(2)?, row.int(3)?);
        Ok(())
    })
}
