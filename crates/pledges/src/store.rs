//! SQL of the pledges' own tables: drives and answers here, counters in `tally`, occasions in `occasions`.

pub(crate) mod kept;
pub(crate) mod occasions;
pub(crate) mod tally;

use crate::model::{Answer, Audience, Drive, OccasionId, Wall, Window, WindowZone};
use anyhow::anyhow;
use netra_base::{DriveId, EmployeeId, EntryId, Error, Moment, Result, SignedInBy, UnitId};
use netra_registry::model::Employment;
use netra_store::{Row, Tx, params};

const DRIVE: &str = "SELECT d.id, d.title, d.text, t.hash, d.units, d.kinds, d.opens, d.closes, d.zone, d.opened, d.opened_by,
    d.should_at_opening, d.entry, d.closed, d.closed_entry, d.followed FROM pledge_drive d JOIN pledge_text t ON t.code = d.text";

fn broken(what: &str) -> Error {
    Error::Failed(anyhow!("pledge_drive.{what} cannot be read"))
}

/// Ids of units in the form in which a drive keeps them: `1,5`.
pub(crate) fn units_text(units: &[UnitId]) -> String {
    units.iter().map(|unit| unit.0.to_string()).collect::<Vec<_>>().join(",")
}

/// Employment kinds in the form in which a drive keeps them: `pns,pppk`.
pub(crate) fn kinds_text(kinds: &[Employment]) -> String {
    kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",")
}

fn read_drive(row: &Row<'_>) -> Result<Drive> {
    let units =
        row.text(4)?.split(',').map(|id| id.parse().map(UnitId).map_err(|_| broken("units"))).collect::<Result<_>>()?;
    let kinds = row
        .text(5)?
        .split(',')
        .map(|code| Employment::parse(code).map_err(|_| broken("kinds")))
        .collect::<Result<_>>()?;
    let window = Window {
        opens: Wall::parse(&row.text(6)?).ok_or_else(|| broken("opens"))?,
        closes: Wall::parse(&row.text(7)?).ok_or_else(|| broken("closes"))?,
        zone: WindowZone::parse(&row.text(8)?).ok_or_else(|| broken("zone"))?,
    };
    Ok(Drive {
        id: DriveId(row.int(0)?),
        title: row.text(1)?,
        text: row.text(2)?,
        text_hash: row.hash(3)?,
        audience: Audience { units, kinds },
        window,
        opened: Moment(row.int(9)?),
        opened_by: row.int(10)?,
        should_at_opening: row.int(11)?,
        entry: EntryId(row.int(12)?),
        closed: row.opt_int(13)?.zip(row.opt_int(14)?).map(|(at, entry)| (Moment(at), EntryId(entry))),
        followed: row.int(15)?,
    })
}

pub(crate) fn drive(tx: &mut Tx<'_>, id: DriveId) -> Result<Option<Drive>> {
    tx.query_opt(&format!("{DRIVE} WHERE d.id = ?1"), params![id], read_drive)
}

pub(crate) fn drives(tx: &mut Tx<'_>) -> Result<Vec<Drive>> {
    // 500 drives are one a month for forty years.
    tx.query(&format!("{DRIVE} ORDER BY d.id DESC LIMIT 500"), params![], read_drive)
}

pub(crate) fn keep_text(tx: &mut Tx<'_>, code: &str, body: &str, hash: &[u8; 32]) -> Result<()> {
    tx.execute(
        "INSERT INTO pledge_text (code, body, hash) VALUES (?1, ?2, ?3) ON CONFLICT (code) DO NOTHING",
        params![code, body, hash],
    )?;
    Ok(())
}

pub(crate) fn text(tx: &mut Tx<'_>, code: &str) -> Result<Option<(String, [u8; 32])>> {
    tx.query_opt("SELECT body, hash FROM pledge_text WHERE code = ?1", params![code], |row| {
        Ok((row.text(0)?, row.hash(1)?))
    })
}

/// The number that the next drive will have, while no other drive can be opened.
pub(crate) fn next_drive(tx: &mut Tx<'_>) -> Result<DriveId> {
    tx.query_one("SELECT COALESCE(MAX(id), 0) + 1 FROM pledge_drive", params![], |row| Ok(DriveId(row.int(0)?)))
}

pub(crate) fn insert_drive(tx: &mut Tx<'_>, drive: &Drive) -> Result<()> {
    tx.execute(
        "INSERT INTO pledge_drive (id, title, text, units, kinds, opens, closes, zone, opened, opened_by,
           should_at_opening, entry, followed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            drive.id,
            &drive.title,
            &drive.text,
            units_text(&drive.audience.units),
            kinds_text(&drive.audience.kinds),
            drive.window.opens.to_string(),
            drive.window.closes.to_string(),
            drive.window.zone.code(),
            drive.opened,
            drive.opened_by,
            drive.should_at_opening,
            drive.entry,
            drive.followed,
        ],
    )?;
    Ok(())
}

pub(crate) fn close_drive(tx: &mut Tx<'_>, id: DriveId, at: Moment, by: i64, entry: EntryId) -> Result<u64> {
    tx.execute(
        "UPDATE pledge_drive SET closed = ?2, closed_by = ?3, closed_entry = ?4 WHERE id = ?1 AND closed IS NULL",
        params![id, at, by, entry],
    )
}

/// Open drives with the change up to which their counters follow the registry.
pub(crate) fn following(tx: &mut Tx<'_>) -> Result<Vec<(DriveId, i64)>> {
    tx.query("SELECT id, followed FROM pledge_drive WHERE closed IS NULL", params![], |row| {
        Ok((DriveId(row.int(0)?), row.int(1)?))
    })
}

pub(crate) fn set_followed(tx: &mut Tx<'_>, id: DriveId, change: i64) -> Result<()> {
    tx.execute("UPDATE pledge_drive SET followed = ?2 WHERE id = ?1", params![id, change])?;
    Ok(())
}

const COLUMNS: &str = "drive, employee, at, signed_in_by, name, number, unit, employment, entry";

fn read_answer(row: &Row<'_>) -> Result<Answer> {
    let unreadable = |what: &str| Error::Failed(anyhow!("pledge.{what} cannot be read"));
    Ok(Answer {
        drive: DriveId(row.int(0)?),
        employee: EmployeeId(row.int(1)?),
        at: Moment(row.int(2)?),
        by: SignedInBy::parse(&row.text(3)?).ok_or_else(|| unreadable("signed_in_by"))?,
        name: row.text(4)?,
        number: row.text(5)?,
        unit: row.text(6)?,
        employment: Employment::parse(&row.text(7)?).map_err(|_| unreadable("employment"))?,
        entry: EntryId(row.int(8)?),
        occasion: None,
    })
}

pub(crate) fn signed(tx: &mut Tx<'_>, drive: DriveId, employee: EmployeeId) -> Result<Option<Answer>> {
    tx.query_opt(
        &format!("SELECT {COLUMNS}, occasion FROM pledge WHERE drive = ?1 AND employee = ?2"),
        params![drive, employee],
        |row| Ok(Answer { occasion: row.opt_int(9)?.map(OccasionId), ..read_answer(row)? }),
    )
}

/// Who signed a drive in units that `seen` lets through, by the unit's code. One line a person: some 60 MB for the largest
/// agency there could be.
pub(crate) fn signed_in(tx: &mut Tx<'_>, drive: DriveId, seen: impl Fn(&str) -> bool) -> Result<Vec<EmployeeId>> {
    let mut out = Vec::new();
    tx.for_each("SELECT employee, unit FROM pledge WHERE drive = ?1 ORDER BY employee", params![drive], |row| {
        if seen(&row.text(1)?) {
            out.push(EmployeeId(row.int(0)?));
        }
        Ok(())
    })?;
    Ok(out)
}

pub(crate) fn declined(tx: &mut Tx<'_>, drive: DriveId, employee: EmployeeId) -> Result<Option<(Answer, String)>> {
    tx.query_opt(
        &format!("SELECT {COLUMNS}, reason FROM pledge_declined WHERE drive = ?1 AND employee = ?2"),
        params![drive, employee],
        |row| Ok((read_answer(row)?, row.text(9)?)),
    )
}

/// The newest reasons given in units that `seen` lets through, by the unit's code; at most `most`.
pub(crate) fn declined_in(
    tx: &mut Tx<'_>,
    drive: DriveId,
    most: usize,
    seen: impl Fn(&str) -> bool,
) -> Result<Vec<(Answer, String)>> {
    let mut out = Vec::new();
    tx.for_each(
        &format!("SELECT {COLUMNS}, reason FROM pledge_declined WHERE drive = ?1 ORDER BY at DESC"),
        params![drive],
        |row| {
            let answer = read_answer(row)?;
            if out.len() < most && seen(&answer.unit) {
                out.push((answer, row.text(9)?));
            }
            Ok(())
        },
    )?;
    Ok(out)
}

/// Zero rows changed means that somebody was faster.
pub(crate) fn insert_signed(tx: &mut Tx<'_>, answer: &Answer) -> Result<u64> {
    tx.execute(
        "INSERT INTO pledge (drive, employee, at, signed_in_by, name, number, unit, employment, entry, occasion)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (drive, employee) DO NOTHING",
        params![
            answer.drive,
            answer.employee,
            answer.at,
            answer.by.code(),
            &answer.name,
            &answer.number,
            &answer.unit,
            answer.employment.code(),
            answer.entry,
            answer.occasion.map(|occasion| occasion.0),
        ],
    )
}

/// Zero rows changed means that somebody was faster.
pub(crate) fn insert_declined(tx: &mut Tx<'_>, answer: &Answer, reason: &str) -> Result<u64> {
    tx.execute(
        "INSERT INTO pledge_declined (drive, employee, at, signed_in_by, name, number, unit, employment, entry, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (drive, employee) DO NOTHING",
        params![
            answer.drive,
            answer.employee,
            answer.at,
            answer.by.code(),
            &answer.name,
            &answer.number,
            &answer.unit,
            answer.employment.code(),
            answer.entry,
            reason,
        ],
    )
}
