//! SQL of directives as they were issued, their ends, and whom they are for.

use super::{broken, day, ids, list, list_text};
use crate::model::{Asked, Audience, Counted, Dated, Directive, DirectiveId, DirectiveKind, End, Ending};
use netra_base::{Day, EntryId, Moment, Result, UnitId};
use netra_registry::model::Employment;
use netra_store::{Row, Tx, params};

/// A directive as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptDirective {
    pub id: DirectiveId,
    pub kind: String,
    pub unit: i64,
    pub number: Option<String>,
    pub dated: String,
    pub issuer: String,
    pub read_by: Option<String>,
    pub occasion: Option<String>,
    pub row: Option<String>,
    pub replaces: String,
    pub units: String,
    pub kinds: String,
    pub from_day: Option<String>,
    pub until_day: Option<String>,
    pub asks: i64,
    pub asked_until: Option<String>,
    pub issued: Moment,
    pub issued_by: i64,
    pub should_at_issue: i64,
    pub entry: EntryId,
    pub ended: Option<Moment>,
    pub ended_by: Option<i64>,
    pub end_reason: Option<String>,
    pub successor: Option<i64>,
    pub end_entry: Option<EntryId>,
    pub asked_days: Option<i64>,
    pub counted: Option<Moment>,
    pub counted_by: Option<i64>,
    pub counted_round: Option<i64>,
    pub counted_entry: Option<EntryId>,
}

const COLUMNS: &str =
    "d.id, d.kind, d.unit, d.number, d.dated, d.issuer, d.read_by, d.occasion, d.rulebook_row, d.replaces,
    d.units, d.kinds, d.from_day, d.until_day, d.asks, d.asked_until, d.issued, d.issued_by, d.should_at_issue, d.entry,
    d.ended, d.ended_by, d.end_reason, d.successor, d.end_entry, d.asked_days, d.counted, d.counted_by, d.counted_round,
    d.counted_entry";
const NEWEST: &str = "JOIN directive_version v ON v.directive = d.id
    AND v.version = (SELECT MAX(w.version) FROM directive_version w WHERE w.directive = d.id)";

fn read_kept(row: &Row<'_>) -> Result<KeptDirective> {
    Ok(KeptDirective {
        id: DirectiveId(row.int(0)?),
        kind: row.text(1)?,
        unit: row.int(2)?,
        number: row.opt_text(3)?,
        dated: row.text(4)?,
        issuer: row.text(5)?,
        read_by: row.opt_text(6)?,
        occasion: row.opt_text(7)?,
        row: row.opt_text(8)?,
        replaces: row.text(9)?,
        units: row.text(10)?,
        kinds: row.text(11)?,
        from_day: row.opt_text(12)?,
        until_day: row.opt_text(13)?,
        asks: row.int(14)?,
        asked_until: row.opt_text(15)?,
        issued: Moment(row.int(16)?),
        issued_by: row.int(17)?,
        should_at_issue: row.int(18)?,
        entry: EntryId(row.int(19)?),
        ended: row.opt_int(20)?.map(Moment),
        ended_by: row.opt_int(21)?,
        end_reason: row.opt_text(22)?,
        successor: row.opt_int(23)?,
        end_entry: row.opt_int(24)?.map(EntryId),
        asked_days: row.opt_int(25)?,
        counted: row.opt_int(26)?.map(Moment),
        counted_by: row.opt_int(27)?,
        counted_round: row.opt_int(28)?,
        counted_entry: row.opt_int(29)?.map(EntryId),
    })
}

fn read(row: &Row<'_>) -> Result<Directive> {
    let kept = read_kept(row)?;
    let optional = |text: Option<String>, column| text.map(|text| day(&text, column)).transpose();
    let kinds = kept.kinds.split(',').map(|code| Employment::parse(code).map_err(|_| broken("directive.kinds")));
    let how = match (kept.successor, kept.end_reason) {
        (Some(successor), _) => Ending::Replaced(DirectiveId(successor)),
        (None, reason) => Ending::Withdrawn(reason.unwrap_or_default()),
    };
    Ok(Directive {
        id: kept.id,
        kind: DirectiveKind::parse(&kept.kind).ok_or_else(|| broken("directive.kind"))?,
        unit: UnitId(kept.unit),
        number: kept.number,
        dated: Dated::parse(&kept.dated).ok_or_else(|| broken("directive.dated"))?,
        issuer: kept.issuer,
        read_by: kept.read_by,
        occasion: kept.occasion,
        row: kept.row,
        replaces: list(&kept.replaces, "directive.replaces", DirectiveId)?,
        audience: Audience {
            units: list(&kept.units, "directive.units", UnitId)?,
            kinds: kinds.collect::<Result<_>>()?,
        },
        from: optional(kept.from_day, "directive.from_day")?,
        until: optional(kept.until_day, "directive.until_day")?,
        asked: match kept.asks {
            0 => None,
            _ => {
                let days = kept.asked_days.map(u16::try_from).transpose();
                Some(Asked {
                    until: optional(kept.asked_until, "directive.asked_until")?,
                    days: days.map_err(|_| broken("directive.asked_days"))?,
                })
            }
        },
        issued: kept.issued,
        should_at_issue: kept.should_at_issue,
        entry: kept.entry,
        end: kept.ended.map(|at| End { at, how }),
        counted: kept.counted.zip(kept.counted_round).map(|(at, round)| Counted { at, round }),
        version: row.int(30)?,
        round: row.int(31)?,
        subject: row.text(32)?,
        hash: row.hash(33)?,
        rests: list(&row.text(34)?, "directive_version.rests", DirectiveId)?,
    })
}

fn head() -> String {
    format!("SELECT {COLUMNS}, v.version, v.round, v.subject, v.hash, v.rests FROM directive d {NEWEST}")
}

/// Keeps a directive; its entry comes after, its first version beside it.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Directive, key: &str, by: i64) -> Result<DirectiveId> {
    let asked = new.asked.and_then(|asked| asked.until);
    let id = tx.query_one(
        "INSERT INTO directive (request_key, kind, unit, number, dated, issuer, read_by, occasion, rulebook_row, replaces,
           units, kinds, from_day, until_day, asks, asked_until, asked_days, issued, issued_by, should_at_issue, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, 0) RETURNING id",
        params![
            key,
            new.kind.code(),
            new.unit,
            new.number.as_deref(),
            new.dated.to_string(),
            &new.issuer,
            new.read_by.as_deref(),
            new.occasion.as_deref(),
            new.row.as_deref(),
            ids(&new.replaces),
            list_text(new.audience.units.iter().map(|unit| unit.0)),
            new.audience.kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(","),
            new.from,
            new.until,
            i64::from(new.asked.is_some()),
            asked,
            new.asked.and_then(|asked| asked.days).map(i64::from),
            new.issued,
            by,
            new.should_at_issue,
        ],
        |row| Ok(DirectiveId(row.int(0)?)),
    )?;
    for unit in &new.audience.units {
        tx.execute("INSERT INTO directive_audience (unit, directive) VALUES (?1, ?2)", params![*unit, id.0])?;
    }
    Ok(id)
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, id: DirectiveId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE directive SET entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

/// Ends a directive; zero rows changed means that it has an end already.
pub(crate) fn end(tx: &mut Tx<'_>, id: DirectiveId, end: &End, by: i64) -> Result<u64> {
    let (reason, successor) = match &end.how {
        Ending::Withdrawn(reason) => (Some(reason.as_str()), None),
        Ending::Replaced(successor) => (None, Some(successor.0)),
    };
    tx.execute(
        "UPDATE directive SET ended = ?2, ended_by = ?3, end_reason = ?4, successor = ?5 WHERE id = ?1 AND ended IS NULL",
        params![id.0, end.at, by, reason, successor],
    )
}

pub(crate) fn set_end_entry(tx: &mut Tx<'_>, id: DirectiveId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE directive SET end_entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

/// Says that the figures of a round are counted for good; zero rows changed means that they were before.
pub(crate) fn count(tx: &mut Tx<'_>, id: DirectiveId, (counted, by): (Counted, Option<i64>)) -> Result<u64> {
    tx.execute(
        "UPDATE directive SET counted = ?2, counted_by = ?3, counted_round = ?4 WHERE id = ?1 AND counted IS NULL",
        params![id.0, counted.at, by, counted.round],
    )
}

pub(crate) fn set_counted_entry(tx: &mut Tx<'_>, id: DirectiveId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE directive SET counted_entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

/// Directives whose last day lies before this one and whose figures still move, the oldest first.
pub(crate) fn over(tx: &mut Tx<'_>, today: Day, most: i64) -> Result<Vec<DirectiveId>> {
    tx.query(
        "SELECT id FROM directive WHERE counted IS NULL AND until_day < ?1 ORDER BY id LIMIT ?2",
        params![today, most],
        |row| Ok(DirectiveId(row.int(0)?)),
    )
}

/// Directives in force on a day that ask for an acknowledgement, newest first, `most` of them.
pub(crate) fn asking(tx: &mut Tx<'_>, today: Day, most: i64) -> Result<Vec<Directive>> {
    tx.query(
        &format!(
            "{} WHERE d.counted IS NULL AND d.asks = 1 AND (d.until_day IS NULL OR d.until_day >= ?1)
             ORDER BY d.id DESC LIMIT ?2",
            head()
        ),
        params![today, most],
        read,
    )
}

/// The directive that this request made before.
pub(crate) fn by_key(tx: &mut Tx<'_>, key: &str) -> Result<Option<DirectiveId>> {
    tx.query_opt("SELECT id FROM directive WHERE request_key = ?1", params![key], |row| Ok(DirectiveId(row.int(0)?)))
}

pub(crate) fn directive(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Option<Directive>> {
    tx.query_opt(&format!("{} WHERE d.id = ?1", head()), params![id.0], read)
}

/// Holds a directive until the transaction ends: what is being answered or passed on comes before, what comes after sees its
/// end.
pub(crate) fn hold(tx: &mut Tx<'_>, id: DirectiveId) -> Result<()> {
    tx.query_opt("SELECT id FROM directive WHERE id = ?1 {for_update}", params![id.0], |row| row.int(0))?;
    Ok(())
}

/// Answers beside others; only who holds it waits for us, and we for him.
pub(crate) fn join(tx: &mut Tx<'_>, id: DirectiveId) -> Result<()> {
    tx.query_opt("SELECT id FROM directive WHERE id = ?1 {for_share}", params![id.0], |row| row.int(0))?;
    Ok(())
}

/// Directives below a number, newest first, `most` of them.
pub(crate) fn before(tx: &mut Tx<'_>, id: i64, most: i64) -> Result<Vec<Directive>> {
    tx.query(&format!("{} WHERE d.id < ?1 ORDER BY d.id DESC LIMIT ?2", head()), params![id, most], read)
}

/// Directives of a unit with any number, newest first: what a new number may not repeat.
pub(crate) fn of_unit(tx: &mut Tx<'_>, unit: UnitId, year: i16) -> Result<Vec<Directive>> {
    tx.query(
        &format!("{} WHERE d.unit = ?1 AND d.dated LIKE ?2 AND d.number IS NOT NULL", head()),
        params![unit, format!("{year}%")],
        read,
    )
}

/// Directives of a unit that have no end, newest first, `most` of them.
pub(crate) fn newest_of(tx: &mut Tx<'_>, unit: UnitId, most: i64) -> Result<Vec<Directive>> {
    tx.query(
        &format!("{} WHERE d.unit = ?1 AND d.ended IS NULL ORDER BY d.id DESC LIMIT ?2", head()),
        params![unit, most],
        read,
    )
}

/// Directives that hold on a day and name this unit itself at the top of their audience, newest first.
pub(crate) fn running_for(tx: &mut Tx<'_>, unit: UnitId, today: Day) -> Result<Vec<Directive>> {
    // 200 that hold at once for one unit are one a week for four years.
    tx.query(
        &format!(
            "{} JOIN directive_audience a ON a.directive = d.id WHERE a.unit = ?1 AND d.ended IS NULL
             AND (d.until_day IS NULL OR d.until_day >= ?2) ORDER BY d.id DESC LIMIT 200",
            head()
        ),
        params![unit, today],
        read,
    )
}

/// Directives whose newest text rests on this one, newest first; the page shows no more than fifty.
pub(crate) fn resting_on(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Vec<Directive>> {
    resting(tx, id, "", 50)
}

/// Those of them that were not ended: each of a thousand units may have one.
pub(crate) fn covers(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Vec<Directive>> {
    resting(tx, id, "AND d.ended IS NULL", 1000)
}

fn resting(tx: &mut Tx<'_>, id: DirectiveId, and: &str, most: i64) -> Result<Vec<Directive>> {
    let sql = format!("{} WHERE ',' || v.rests || ',' LIKE ?1 {and} ORDER BY d.id DESC LIMIT ?2", head());
    tx.query(&sql, params![format!("%,{id},%"), most], read)
}

/// Every directive as it stands, after a number, a thousand at a time.
pub(crate) fn kept_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptDirective>> {
    let sql = format!("SELECT {COLUMNS} FROM directive d WHERE d.id > ?1 ORDER BY d.id LIMIT 1000");
    tx.query(&sql, params![after], read_kept)
}

/// The directive as its row says.
pub(crate) fn kept(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Option<KeptDirective>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM directive d WHERE d.id = ?1"), params![id.0], read_kept)
}

/// The units under which a directive is found, in order.
pub(crate) fn audience(tx: &mut Tx<'_>, id: DirectiveId) -> Result<Vec<i64>> {
    tx.query("SELECT unit FROM directive_audience WHERE directive = ?1 ORDER BY unit", params![id.0], |row| row.int(0))
}

/// Units in the index of audiences that belong to no directive.
pub(crate) fn strays(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM directive_audience a WHERE NOT EXISTS (SELECT 1 FROM directive d WHERE d.id = a.directive)",
        params![],
        |row| row.int(0),
    )
}
