//! SQL of lessons: material and its versions, and where they are taught. Feedback stands in `store/feedback.rs`. The audit
//! reads versions unparsed, so that a damaged one is a finding and not its end.

pub(crate) mod feedback;

use crate::model::{Content, Listed, Material, MaterialId, Place, Taught, Version};
use netra_base::{AccountId, EntryId, Moment, Result, UnitId};
use netra_media::FileId;
use netra_store::{Row, Tx, params};

const MATERIAL: &str = "id, unit, latest, published";

fn read_material(row: &Row<'_>) -> Result<Material> {
    Ok(Material {
        id: MaterialId(row.int(0)?),
        unit: UnitId(row.int(1)?),
        latest: row.int(2)?,
        published: Moment(row.int(3)?),
    })
}

pub(crate) fn material(tx: &mut Tx<'_>, id: MaterialId) -> Result<Option<Material>> {
    tx.query_opt(&format!("SELECT {MATERIAL} FROM lessons_material WHERE id = ?1"), params![id.0], read_material)
}

/// The same, held until the transaction ends: two new versions come one after the other.
pub(crate) fn material_held(tx: &mut Tx<'_>, id: MaterialId) -> Result<Option<Material>> {
    tx.query_opt(
        &format!("SELECT {MATERIAL} FROM lessons_material WHERE id = ?1 {{for_update}}"),
        params![id.0],
        read_material,
    )
}

pub(crate) fn insert(tx: &mut Tx<'_>, unit: UnitId, now: Moment) -> Result<MaterialId> {
    let id =
        tx.insert("INSERT INTO lessons_material (unit, latest, published) VALUES (?1, 0, ?2)", params![unit, now])?;
    Ok(MaterialId(id))
}

pub(crate) fn set_latest(tx: &mut Tx<'_>, id: MaterialId, number: i64, now: Moment) -> Result<()> {
    tx.execute("UPDATE lessons_material SET latest = ?2, published = ?3 WHERE id = ?1", params![id.0, number, now])?;
    Ok(())
}

/// A version as its row says.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub material: i64,
    pub number: i64,
    pub content: Content,
    pub file: Option<i64>,
    pub file_sha256: Option<Vec<u8>>,
    pub hash: Vec<u8>,
    pub published: Moment,
    pub by: i64,
    pub entry: EntryId,
}

const VERSION: &str =
    "material, number, title, summary, body, publisher, file, file_sha256, content, published, by_account, entry";

fn read_kept(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        material: row.int(0)?,
        number: row.int(1)?,
        content: Content { title: row.text(2)?, summary: row.text(3)?, body: row.text(4)?, publisher: row.text(5)? },
        file: row.opt_int(6)?,
        file_sha256: row.opt_blob(7)?,
        hash: row.blob(8)?,
        published: Moment(row.int(9)?),
        by: row.int(10)?,
        entry: EntryId(row.int(11)?),
    })
}

fn parsed(kept: Kept) -> Result<Version> {
    let hash = |bytes: Vec<u8>| {
        <[u8; 32]>::try_from(bytes).map_err(|_| anyhow::anyhow!("a hash of lessons_version cannot be read"))
    };
    let file = match (kept.file, kept.file_sha256) {
        (Some(file), Some(bytes)) => Some((FileId(file), hash(bytes)?)),
        _ => None,
    };
    Ok(Version {
        material: MaterialId(kept.material),
        number: kept.number,
        content: kept.content,
        file,
        hash: hash(kept.hash)?,
        published: kept.published,
        entry: kept.entry,
    })
}

pub(crate) fn insert_version(tx: &mut Tx<'_>, version: &Version, by: AccountId) -> Result<()> {
    let (content, file) = (&version.content, version.file);
    tx.execute(
        "INSERT INTO lessons_version (material, number, title, summary, body, publisher, file, file_sha256, content,
           published, by_account, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            version.material.0,
            version.number,
            &content.title,
            &content.summary,
            &content.body,
            &content.publisher,
            file.map(|(id, _)| id.0),
            file.map(|(_, hash)| hash),
            version.hash,
            version.published,
            by,
            version.entry,
        ],
    )?;
    Ok(())
}

pub(crate) fn kept(tx: &mut Tx<'_>, id: MaterialId, number: i64) -> Result<Option<Kept>> {
    tx.query_opt(
        &format!("SELECT {VERSION} FROM lessons_version WHERE material = ?1 AND number = ?2"),
        params![id.0, number],
        read_kept,
    )
}

pub(crate) fn version(tx: &mut Tx<'_>, id: MaterialId, number: i64) -> Result<Option<Version>> {
    kept(tx, id, number)?.map(parsed).transpose()
}

/// Rows of one page of the audit: a body has at most 48 KB, so that a page stays below 5 MB.
const AUDITED: i64 = 100;

/// Versions after this one, in order.
pub(crate) fn kept_after(tx: &mut Tx<'_>, (material, number): (i64, i64)) -> Result<Vec<Kept>> {
    tx.query(
        &format!(
            "SELECT {VERSION} FROM lessons_version WHERE material > ?1 OR (material = ?1 AND number > ?2)
             ORDER BY material, number LIMIT {AUDITED}"
        ),
        params![material, number],
        read_kept,
    )
}

/// Number, day and hash of each version, latest first.
pub(crate) fn versions(tx: &mut Tx<'_>, id: MaterialId) -> Result<Vec<(i64, Moment)>> {
    tx.query(
        "SELECT number, published FROM lessons_version WHERE material = ?1 ORDER BY number DESC",
        params![id.0],
        |row| Ok((row.int(0)?, Moment(row.int(1)?))),
    )
}

/// The material of this unit whose first version says exactly this.
pub(crate) fn same(tx: &mut Tx<'_>, unit: UnitId, hash: [u8; 32]) -> Result<Option<MaterialId>> {
    tx.query_opt(
        "SELECT m.id FROM lessons_version v JOIN lessons_material m ON m.id = v.material
         WHERE v.content = ?1 AND v.number = 1 AND m.unit = ?2 ORDER BY m.id LIMIT 1",
        params![hash, unit],
        |row| Ok(MaterialId(row.int(0)?)),
    )
}

/// Materials, latest first, below this place in the list. The unit's name is not here.
pub(crate) fn list(tx: &mut Tx<'_>, (published, id): (Moment, i64), most: i64) -> Result<Vec<Listed>> {
    tx.query(
        "SELECT m.id, m.unit, m.latest, m.published, v.title, v.summary
         FROM lessons_material m JOIN lessons_version v ON v.material = m.id AND v.number = m.latest
         WHERE m.published < ?1 OR (m.published = ?1 AND m.id < ?2)
         ORDER BY m.published DESC, m.id DESC LIMIT ?3",
        params![published, id, most],
        |row| {
            let unit = String::new();
            Ok(Listed { material: read_material(row)?, title: row.text(4)?, summary: row.text(5)?, unit })
        },
    )
}

/// Materials whose latest version is not there, and versions beyond it or of no material: material and number.
pub(crate) fn torn(tx: &mut Tx<'_>) -> Result<Vec<(i64, i64)>> {
    tx.query(
        "SELECT m.id, m.latest FROM lessons_material m
           LEFT JOIN lessons_version v ON v.material = m.id AND v.number = m.latest AND v.published = m.published
         WHERE v.material IS NULL
         UNION ALL
         SELECT v.material, v.number FROM lessons_version v LEFT JOIN lessons_material m ON m.id = v.material
         WHERE m.id IS NULL OR v.number > m.latest OR v.number < 1
         ORDER BY 1, 2 LIMIT 1000",
        params![],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )
}

/// Teaches a version at a place, in place of another of the same material.
pub(crate) fn attach(
    tx: &mut Tx<'_>,
    place: Place,
    (material, number): (MaterialId, i64),
    (now, by): (Moment, AccountId),
) -> Result<()> {
    let (word, id) = place.key();
    tx.execute(
        "INSERT INTO lessons_use (place, place_id, material, number, at, by_account) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (place, place_id, material)
         DO UPDATE SET number = excluded.number, at = excluded.at, by_account = excluded.by_account",
        params![word, id, material.0, number, now, by],
    )?;
    Ok(())
}

pub(crate) fn detach(tx: &mut Tx<'_>, place: Place, material: MaterialId) -> Result<u64> {
    let (word, id) = place.key();
    tx.execute(
        "DELETE FROM lessons_use WHERE place = ?1 AND place_id = ?2 AND material = ?3",
        params![word, id, material.0],
    )
}

/// What is taught at a place, in the order in which it came.
pub(crate) fn taught(tx: &mut Tx<'_>, place: Place) -> Result<Vec<Taught>> {
    let (word, id) = place.key();
    tx.query(
        "SELECT u.material, u.number, m.latest, v.title, v.summary, v.file
         FROM lessons_use u JOIN lessons_material m ON m.id = u.material
           JOIN lessons_version v ON v.material = u.material AND v.number = u.number
         WHERE u.place = ?1 AND u.place_id = ?2 ORDER BY u.at, u.material",
        params![word, id],
        |row| {
            Ok(Taught {
                material: MaterialId(row.int(0)?),
                number: row.int(1)?,
                latest: row.int(2)?,
                title: row.text(3)?,
                summary: row.text(4)?,
                file: row.opt_int(5)?.is_some(),
                of_drive: word == "drive",
            })
        },
    )
}
