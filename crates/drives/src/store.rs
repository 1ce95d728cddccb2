//! SQL of drives: the drive with its latest version, versions with their lines and exceptions, the audit's rows. Private to
//! the crate; places are activities and not read here.

use crate::model::{ActivityDriveId, ActivityKind, AgendaLine, Definition, Drive, Exception, Share, Wall, Window};
use netra_base::{EntryId, Error, Moment, Result, UnitId};
use netra_registry::model::UnitKind;
use netra_store::{Row, Tx, params};

/// A version as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptVersion {
    pub drive: i64,
    pub unit: i64,
    pub announcer: i64,
    pub number: i64,
    pub title: String,
    pub theme: String,
    pub basis: String,
    pub kind: String,
    pub material: Option<String>,
    pub opens: String,
    pub closes: String,
    pub kinds: String,
    pub required: i64,
    pub most: i64,
    pub target: i64,
    pub at: Moment,
    pub by: i64,
    pub entry: EntryId,
    pub withdrawn: Option<String>,
}

const VERSION: &str =
    "SELECT v.drive, d.unit, d.announcer, v.number, v.title, v.theme, v.basis, v.kind, v.material, v.opens,
    v.closes, v.kinds, v.required, v.most, v.target, v.at, v.made_by, v.entry, v.withdrawn
    FROM drives_version v JOIN drives_drive d ON d.id = v.drive";

fn read(row: &Row<'_>) -> Result<KeptVersion> {
    Ok(KeptVersion {
        drive: row.int(0)?,
        unit: row.int(1)?,
        announcer: row.int(2)?,
        number: row.int(3)?,
        title: row.text(4)?,
        theme: row.text(5)?,
        basis: row.text(6)?,
        kind: row.text(7)?,
        material: row.opt_text(8)?,
        opens: row.text(9)?,
        closes: row.text(10)?,
        kinds: row.text(11)?,
        required: row.int(12)?,
        most: row.int(13)?,
        target: row.int(14)?,
        at: Moment(row.int(15)?),
        by: row.int(16)?,
        entry: EntryId(row.int(17)?),
        withdrawn: row.opt_text(18)?,
    })
}

fn broken(column: &'static str) -> Error {
    anyhow::anyhow!("{column} cannot be read").into()
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').filter(|word| !word.is_empty())
}

fn whole(tx: &mut Tx<'_>, kept: KeptVersion) -> Result<Drive> {
    let (id, number) = (ActivityDriveId(kept.drive), kept.number);
    let (agenda, exceptions) = (agenda(tx, id, number)?, exceptions(tx, id, number)?);
    read_with(kept, agenda, exceptions)
}

fn read_with(kept: KeptVersion, agenda: Vec<AgendaLine>, exceptions: Vec<Exception<UnitId>>) -> Result<Drive> {
    let (id, number) = (ActivityDriveId(kept.drive), kept.number);
    let wall = |text: &str, column| Wall::parse(text).ok_or_else(|| broken(column));
    let kinds: Option<Vec<UnitKind>> = words(&kept.kinds).map(|kind| UnitKind::parse(kind).ok()).collect();
    let definition = Definition {
        basis: words(&kept.basis).map(str::to_owned).collect(),
        kind: ActivityKind::parse(&kept.kind).ok_or_else(|| broken("drives_version.kind"))?,
        agenda,
        window: Window {
            opens: wall(&kept.opens, "drives_version.opens")?,
            closes: wall(&kept.closes, "drives_version.closes")?,
        },
        kinds: kinds.ok_or_else(|| broken("drives_version.kinds"))?,
        exceptions,
        title: kept.title,
        theme: kept.theme,
        material: kept.material,
        required: kept.required,
        most: kept.most,
        target: kept.target,
    };
    let (unit, announcer) = (UnitId(kept.unit), UnitId(kept.announcer));
    let (at, entry, withdrawn) = (kept.at, kept.entry, kept.withdrawn);
    Ok(Drive { id, unit, announcer, version: number, at, entry, withdrawn, definition })
}

/// The drive in its latest version.
pub(crate) fn drive(tx: &mut Tx<'_>, id: ActivityDriveId) -> Result<Option<Drive>> {
    let kept = tx.query_opt(&format!("{VERSION} WHERE v.drive = ?1 AND v.number = d.version"), params![id.0], read)?;
    kept.map(|kept| whole(tx, kept)).transpose()
}

/// Holds the drive's row until the transaction ends: whoever plans or changes comes one after the other.
pub(crate) fn hold(tx: &mut Tx<'_>, id: ActivityDriveId) -> Result<bool> {
    let held =
        tx.query_opt("SELECT id FROM drives_drive WHERE id = ?1 {for_update}", params![id.0], |row| row.int(0))?;
    Ok(held.is_some())
}

/// Drives below a number, newest first.
pub(crate) fn before(tx: &mut Tx<'_>, below: i64, limit: i64) -> Result<Vec<Drive>> {
    let sql = format!("{VERSION} WHERE v.number = d.version AND d.id < ?1 ORDER BY d.id DESC LIMIT ?2");
    let kept = tx.query(&sql, params![below, limit], read)?;
    kept.into_iter().map(|kept| whole(tx, kept)).collect()
}

/// The drives that were not withdrawn with the unit whose branch each asks, newest first.
pub(crate) fn standing(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(i64, UnitId)>> {
    tx.query(
        "SELECT d.id, d.unit FROM drives_drive d JOIN drives_version v ON v.drive = d.id AND v.number = d.version
         WHERE v.withdrawn IS NULL ORDER BY d.id DESC LIMIT ?1",
        params![limit],
        |row| Ok((row.int(0)?, UnitId(row.int(1)?))),
    )
}

/// Drives read at once by [`some`]; nought stands for none.
pub(crate) const AT_ONCE: usize = 5;

/// These drives in their latest versions, newest first, without their agendas: two statements for all of them.
pub(crate) fn some(tx: &mut Tx<'_>, ids: [i64; AT_ONCE]) -> Result<Vec<Drive>> {
    let [a, b, c, d, e] = ids;
    let kept = tx.query(
        &format!("{VERSION} WHERE d.id IN (?1, ?2, ?3, ?4, ?5) AND v.number = d.version ORDER BY d.id DESC"),
        params![a, b, c, d, e],
        read,
    )?;
    let exceptions = tx.query(
        "SELECT e.drive, e.unit, e.places FROM drives_exception e
         JOIN drives_drive d ON d.id = e.drive AND d.version = e.number
         WHERE e.drive IN (?1, ?2, ?3, ?4, ?5) ORDER BY e.drive, e.unit",
        params![a, b, c, d, e],
        |row| Ok((row.int(0)?, exception(UnitId(row.int(1)?), row.int(2)?))),
    )?;
    let of = |drive: i64| exceptions.iter().filter(move |(of, _)| *of == drive).map(|(_, one)| one.clone()).collect();
    kept.into_iter()
        .map(|kept| {
            let own = of(kept.drive);
            read_with(kept, Vec::new(), own)
        })
        .collect()
}

/// The first version of the drive for this unit with this title and opening: at most one, when the rules were kept. One that
/// was withdrawn is not meant: it may be announced anew.
pub(crate) fn twin(tx: &mut Tx<'_>, unit: UnitId, title: &str, opens: Wall) -> Result<Option<Drive>> {
    let sql = format!(
        "{VERSION} WHERE d.unit = ?1 AND v.number = 1 AND v.title = ?2 AND v.opens = ?3 AND NOT EXISTS
           (SELECT 1 FROM drives_version w WHERE w.drive = d.id AND w.withdrawn IS NOT NULL) ORDER BY d.id LIMIT 1"
    );
    let kept = tx.query_opt(&sql, params![unit, title, opens.to_string()], read)?;
    kept.map(|kept| whole(tx, kept)).transpose()
}

/// A new drive without a version yet.
pub(crate) fn insert(tx: &mut Tx<'_>, unit: UnitId, announcer: UnitId) -> Result<ActivityDriveId> {
    tx.query_one(
        "INSERT INTO drives_drive (unit, announcer, version) VALUES (?1, ?2, 0) RETURNING id",
        params![unit, announcer],
        |row| Ok(ActivityDriveId(row.int(0)?)),
    )
}

/// Keeps a version and makes it the latest; its entry is told afterwards. `withdrawn` says why the drive is withdrawn with it.
pub(crate) fn add_version(
    tx: &mut Tx<'_>,
    (id, number): (ActivityDriveId, i64),
    (new, withdrawn): (&Definition<UnitId>, Option<&str>),
    (at, by): (Moment, i64),
) -> Result<()> {
    let kinds = new.kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",");
    tx.execute(
        "INSERT INTO drives_version (drive, number, title, theme, basis, kind, material, opens, closes, kinds, required, most,
           target, at, made_by, entry, withdrawn)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, ?16)",
        params![
            id.0,
            number,
            &new.title,
            &new.theme,
            new.basis.join(","),
            new.kind.code(),
            new.material.as_deref(),
            new.window.opens.to_string(),
            new.window.closes.to_string(),
            kinds,
            new.required,
            new.most,
            new.target,
            at,
            by,
            withdrawn
        ],
    )?;
    for (line, one) in (1_i64..).zip(&new.agenda) {
        tx.execute(
            "INSERT INTO drives_agenda (drive, number, line, minute, item) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.0, number, line, one.minute, &one.item],
        )?;
    }
    for one in &new.exceptions {
        let places = match one.share {
            Share::Places(places) => places,
            Share::LeftOut => 0,
        };
        tx.execute(
            "INSERT INTO drives_exception (drive, number, unit, places) VALUES (?1, ?2, ?3, ?4)",
            params![id.0, number, one.unit, places],
        )?;
    }
    tx.execute("UPDATE drives_drive SET version = ?2 WHERE id = ?1", params![id.0, number])?;
    Ok(())
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, (id, number): (ActivityDriveId, i64), entry: EntryId) -> Result<()> {
    let sql = "UPDATE drives_version SET entry = ?3 WHERE drive = ?1 AND number = ?2";
    tx.execute(sql, params![id.0, number, entry])?;
    Ok(())
}

pub(crate) fn agenda(tx: &mut Tx<'_>, id: ActivityDriveId, number: i64) -> Result<Vec<AgendaLine>> {
    let sql = "SELECT minute, item FROM drives_agenda WHERE drive = ?1 AND number = ?2 ORDER BY line";
    tx.query(sql, params![id.0, number], |row| Ok(AgendaLine { minute: row.int(0)?, item: row.text(1)? }))
}

pub(crate) fn exceptions(tx: &mut Tx<'_>, id: ActivityDriveId, number: i64) -> Result<Vec<Exception<UnitId>>> {
    let sql = "SELECT unit, places FROM drives_exception WHERE drive = ?1 AND number = ?2 ORDER BY unit";
    tx.query(sql, params![id.0, number], |row| Ok(exception(UnitId(row.int(0)?), row.int(1)?)))
}

fn exception(unit: UnitId, places: i64) -> Exception<UnitId> {
    Exception { unit, share: if places == 0 { Share::LeftOut } else { Share::Places(places) } }
}

/// The versions of a drive, oldest first.
pub(crate) fn versions(tx: &mut Tx<'_>, id: ActivityDriveId) -> Result<Vec<KeptVersion>> {
    tx.query(&format!("{VERSION} WHERE v.drive = ?1 ORDER BY v.number"), params![id.0], read)
}

pub(crate) fn version(tx: &mut Tx<'_>, id: ActivityDriveId, number: i64) -> Result<Option<KeptVersion>> {
    tx.query_opt(&format!("{VERSION} WHERE v.drive = ?1 AND v.number = ?2"), params![id.0, number], read)
}

/// Drives after a number with the number of their latest version, a thousand at a time.
pub(crate) fn after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<(ActivityDriveId, i64)>> {
    let sql = "SELECT id, version FROM drives_drive WHERE id > ?1 ORDER BY id LIMIT 1000";
    tx.query(sql, params![after], |row| Ok((ActivityDriveId(row.int(0)?), row.int(1)?)))
}

/// Rows that belong to nothing: versions without a drive, lines and exceptions without a version.
pub(crate) fn orphans(tx: &mut Tx<'_>) -> Result<[(&'static str, i64); 3]> {
    let mut count = |sql: &str| tx.query_one(sql, params![], |row| row.int(0));
    Ok([
        (
            "drives_version",
            count(
                "SELECT COUNT(*) FROM drives_version v WHERE NOT EXISTS (SELECT 1 FROM drives_drive d WHERE d.id = v.drive)",
            )?,
        ),
        (
            "drives_agenda",
            count(
                "SELECT COUNT(*) FROM drives_agenda a WHERE NOT EXISTS
                   (SELECT 1 FROM drives_version v WHERE v.drive = a.drive AND v.number = a.number)",
            )?,
        ),
        (
            "drives_exception",
            count(
                "SELECT COUNT(*) FROM drives_exception e WHERE NOT EXISTS
                   (SELECT 1 FROM drives_version v WHERE v.drive = e.drive AND v.number = e.number)",
            )?,
        ),
    ])
}
