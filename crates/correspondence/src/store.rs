//! SQL of letterheads and registers.

use crate::model::{LetterNumber, Letterings, NumberId, NumberRequest, Pattern};
use anyhow::anyhow;
use netra_base::{AccountId, Day, EmployeeId, EntryId, Error, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

fn broken(column: &str) -> Error {
    Error::Failed(anyhow!("{column} cannot be read"))
}

const LETTERHEAD: &str = "SELECT unit, agency, lines, address, contact, place, head, head_name, seal, pattern FROM correspondence_letterhead";

fn read_letterhead(row: &Row<'_>) -> Result<(UnitId, Letterings)> {
    let says = Letterings {
        agency: row.text(1)?,
        lines: row.text(2)?.lines().map(str::to_owned).collect(),
        address: row.opt_text(3)?,
        contact: row.opt_text(4)?,
        place: row.opt_text(5)?,
        head: row.text(6)?,
        head_name: row.opt_text(7)?,
        seal: row.flag(8)?,
        pattern: Pattern::parse(&row.text(9)?).map_err(|_| broken("correspondence_letterhead.pattern"))?,
    };
    Ok((UnitId(row.int(0)?), says))
}

/// The letterhead that a unit keeps.
pub(crate) fn letterhead(tx: &mut Tx<'_>, unit: UnitId) -> Result<Option<Letterings>> {
    Ok(tx.query_opt(&format!("{LETTERHEAD} WHERE unit = ?1"), params![unit], read_letterhead)?.map(|(_, says)| says))
}

/// Every letterhead kept: at most one an office, some hundreds.
pub(crate) fn letterheads(tx: &mut Tx<'_>) -> Result<Vec<(UnitId, Letterings)>> {
    tx.query(&format!("{LETTERHEAD} ORDER BY unit"), params![], read_letterhead)
}

/// Keeps a letterhead in place of the one before.
pub(crate) fn keep(tx: &mut Tx<'_>, unit: UnitId, says: &Letterings, (at, by): (Moment, AccountId)) -> Result<()> {
    tx.execute(
        "INSERT INTO correspondence_letterhead (unit, agency, lines, address, contact, place, head, head_name, seal,
           pattern, changed, changed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (unit) DO UPDATE SET agency = ?2, lines = ?3, address = ?4, contact = ?5, place = ?6, head = ?7,
           head_name = ?8, seal = ?9, pattern = ?10, changed = ?11, changed_by = ?12",
        params![
            unit,
            &says.agency,
            says.lines.join("\n"),
            says.address.as_deref(),
            says.contact.as_deref(),
            says.place.as_deref(),
            &says.head,
            says.head_name.as_deref(),
            says.seal,
            says.pattern.as_str(),
            at,
            by,
        ],
    )?;
    Ok(())
}

/// The last running number of a register, which is held until this transaction ends: whoever else wants a number of it
/// waits here.
pub(crate) fn hold(tx: &mut Tx<'_>, unit: UnitId, year: i64) -> Result<i64> {
    tx.query_one(
        "INSERT INTO correspondence_register (unit, year, last) VALUES (?1, ?2, 0)
         ON CONFLICT (unit, year) DO UPDATE SET last = correspondence_register.last RETURNING last",
        params![unit, year],
        |row| row.int(0),
    )
}

const NUMBER: &str =
    "SELECT id, unit, year, serial, number, class, day, about, taken, taken_by, person FROM correspondence_number";

fn read_number(row: &Row<'_>) -> Result<LetterNumber> {
    Ok(LetterNumber {
        id: NumberId(row.int(0)?),
        unit: UnitId(row.int(1)?),
        year: row.int(2)?,
        serial: row.int(3)?,
        text: row.text(4)?,
        class: row.text(5)?,
        day: Day::parse(&row.text(6)?).ok_or_else(|| broken("correspondence_number.day"))?,
        about: row.text(7)?,
        taken: Moment(row.int(8)?),
        by: AccountId(row.int(9)?),
        person: row.opt_int(10)?.map(EmployeeId),
    })
}

/// Enters a number and moves its register on.
pub(crate) fn enter(
    tx: &mut Tx<'_>,
    number: &LetterNumber,
    request: &NumberRequest,
    entry: EntryId,
) -> Result<NumberId> {
    tx.execute(
        "UPDATE correspondence_register SET last = ?3 WHERE unit = ?1 AND year = ?2",
        params![number.unit, number.year, number.serial],
    )?;
    tx.query_one(
        "INSERT INTO correspondence_number (unit, year, serial, number, class, day, about, key, taken, taken_by,
           person, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id",
        params![
            number.unit,
            number.year,
            number.serial,
            &number.text,
            &number.class,
            number.day,
            &number.about,
            &request.key,
            number.taken,
            number.by,
            number.person,
            entry,
        ],
        |row| Ok(NumberId(row.int(0)?)),
    )
}

/// The number that a key got.
pub(crate) fn of_key(tx: &mut Tx<'_>, key: &str) -> Result<Option<LetterNumber>> {
    tx.query_opt(&format!("{NUMBER} WHERE key = ?1"), params![key], read_number)
}

/// One number.
pub(crate) fn number(tx: &mut Tx<'_>, id: NumberId) -> Result<Option<LetterNumber>> {
    tx.query_opt(&format!("{NUMBER} WHERE id = ?1"), params![id.0], read_number)
}

/// Numbers of a register below a running number, the latest first.
pub(crate) fn before(
    tx: &mut Tx<'_>,
    (unit, year): (UnitId, i64),
    serial: i64,
    most: i64,
) -> Result<Vec<LetterNumber>> {
    tx.query(
        &format!("{NUMBER} WHERE unit = ?1 AND year = ?2 AND serial < ?3 ORDER BY serial DESC LIMIT ?4"),
        params![unit, year, serial, most],
        read_number,
    )
}

/// The years of a unit's registers with their last running numbers, the latest first: a row a year.
pub(crate) fn years(tx: &mut Tx<'_>, unit: UnitId) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "SELECT year, last FROM correspondence_register WHERE unit = ?1 AND last > 0 ORDER BY year DESC",
        params![unit],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// A number as its row says, for the audit.
#[derive(Debug)]
pub(crate) struct KeptNumber {
    pub id: i64,
    pub unit: i64,
    pub year: i64,
    pub serial: i64,
    pub number: String,
    pub class: String,
    pub day: String,
    pub about: String,
    pub key: String,
    pub taken: i64,
    pub by: i64,
    pub person: Option<i64>,
    pub entry: i64,
}

impl KeptNumber {
    /// A number as its row will stand.
    pub(crate) fn of(number: &LetterNumber, key: &str) -> Self {
        Self {
            id: number.id.0,
            unit: number.unit.0,
            year: number.year,
            serial: number.serial,
            number: number.text.clone(),
            class: number.class.clone(),
            day: number.day.to_string(),
            about: number.about.clone(),
            key: key.to_owned(),
            taken: number.taken.0,
            by: number.by.0,
            person: number.person.map(|person| person.0),
            entry: 0,
        }
    }
}

/// Numbers after one, in the order of their ids, a thousand at a time, for the audit.
pub(crate) fn kept_after(tx: &mut Tx<'_>, id: i64) -> Result<Vec<KeptNumber>> {
    tx.query(
        "SELECT id, unit, year, serial, number, class, day, about, key, taken, taken_by, person, entry
         FROM correspondence_number WHERE id > ?1 ORDER BY id LIMIT 1000",
        params![id],
        |row| {
            Ok(KeptNumber {
                id: row.int(0)?,
                unit: row.int(1)?,
                year: row.int(2)?,
                serial: row.int(3)?,
                number: row.text(4)?,
                class: row.text(5)?,
                day: row.text(6)?,
                about: row.text(7)?,
                key: row.text(8)?,
                taken: row.int(9)?,
                by: row.int(10)?,
                person: row.opt_int(11)?,
                entry: row.int(12)?,
            })
        },
    )
}

/// A register with what its numbers come to.
#[derive(Debug)]
pub(crate) struct Sum {
    pub unit: i64,
    pub year: i64,
    pub last: i64,
    pub count: i64,
    pub first: i64,
    pub highest: i64,
}

/// Every register; a row a unit and year.
pub(crate) fn sums(tx: &mut Tx<'_>) -> Result<Vec<Sum>> {
    tx.query(
        "SELECT r.unit, r.year, r.last, COUNT(n.id), COALESCE(MIN(n.serial), 1), COALESCE(MAX(n.serial), 0)
         FROM correspondence_register r LEFT JOIN correspondence_number n ON n.unit = r.unit AND n.year = r.year
         GROUP BY r.unit, r.year, r.last ORDER BY r.unit, r.year",
        params![],
        |row| {
            Ok(Sum {
                unit: row.int(0)?,
                year: row.int(1)?,
                last: row.int(2)?,
                count: row.int(3)?,
                first: row.int(4)?,
                highest: row.int(5)?,
            })
        },
    )
}

/// How many numbers belong to no register.
pub(crate) fn strays(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM correspondence_number n WHERE NOT EXISTS
           (SELECT 1 FROM correspondence_register r WHERE r.unit = n.unit AND r.year = n.year)",
        params![],
        |row| row.int(0),
    )
}
