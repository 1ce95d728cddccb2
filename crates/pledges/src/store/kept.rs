//! Rows as they stand, unparsed: the audit must be able to tell what a damaged column says. Nobody else
//! reads them in this form.

use crate::model::OccasionId;
use netra_base::{DriveId, EmployeeId, EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

/// A drive as its row says.
#[derive(Debug)]
pub(crate) struct KeptDrive {
    pub id: DriveId,
    pub title: String,
    pub text: String,
    pub units: String,
    pub kinds: String,
    pub opens: String,
    pub closes: String,
    pub zone: String,
    pub opened: Moment,
    pub opened_by: i64,
    pub should_at_opening: i64,
    pub entry: EntryId,
    pub closed: Option<Moment>,
    pub closed_by: Option<i64>,
    pub closed_entry: Option<EntryId>,
}

/// Every drive, by number: as many as an agency opens in its life, a few hundred.
pub(crate) fn drives(tx: &mut Tx<'_>) -> Result<Vec<KeptDrive>> {
    tx.query(
        "SELECT id, title, text, units, kinds, opens, closes, zone, opened, opened_by, should_at_opening, entry,
           closed, closed_by, closed_entry FROM pledge_drive ORDER BY id",
        params![],
        |row| {
            Ok(KeptDrive {
                id: DriveId(row.int(0)?),
                title: row.text(1)?,
                text: row.text(2)?,
                units: row.text(3)?,
                kinds: row.text(4)?,
                opens: row.text(5)?,
                closes: row.text(6)?,
                zone: row.text(7)?,
                opened: Moment(row.int(8)?),
                opened_by: row.int(9)?,
                should_at_opening: row.int(10)?,
                entry: EntryId(row.int(11)?),
                closed: row.opt_int(12)?.map(Moment),
                closed_by: row.opt_int(13)?,
                closed_entry: row.opt_int(14)?.map(EntryId),
            })
        },
    )
}

/// An answer as its row says; the reason is empty for a signature.
#[derive(Debug)]
pub(crate) struct KeptAnswer {
    pub drive: DriveId,
    pub employee: EmployeeId,
    pub at: Moment,
    pub signed_in_by: String,
    pub name: String,
    pub number: String,
    pub unit: String,
    pub employment: String,
    pub entry: EntryId,
    pub reason: String,
    pub occasion: Option<OccasionId>,
}

fn read(row: &Row<'_>) -> Result<KeptAnswer> {
    Ok(KeptAnswer {
        drive: DriveId(row.int(0)?),
        employee: EmployeeId(row.int(1)?),
        at: Moment(row.int(2)?),
        signed_in_by: row.text(3)?,
        name: row.text(4)?,
        number: row.text(5)?,
        unit: row.text(6)?,
        employment: row.text(7)?,
        entry: EntryId(row.int(8)?),
        reason: row.text(9)?,
        occasion: row.opt_int(10)?.map(OccasionId),
    })
}

/// Answers of all drives after one, in order, 5,000 at a time: some 2 MB.
pub(crate) fn answers_after(
    tx: &mut Tx<'_>,
    (drive, employee): (DriveId, EmployeeId),
    refusals: bool,
) -> Result<Vec<KeptAnswer>> {
    let (table, rest) =
        if refusals { ("pledge_declined", "reason, CAST(NULL AS {int})") } else { ("pledge", "'', occasion") };
    tx.query(
        &format!(
            "SELECT drive, employee, at, signed_in_by, name, number, unit, employment, entry, {rest} FROM {table}
             WHERE (drive, employee) > (?1, ?2) ORDER BY drive, employee LIMIT 5000"
        ),
        params![drive, employee],
        read,
    )
}
