//! SQL of the versions of texts, and of the scans of signed originals.

use super::{broken, ids, list};
use crate::model::{Chain, Content, DirectiveId, Text, Version};
use netra_base::{EntryId, Moment, Result};
use netra_store::{Row, Tx, params};

/// A version as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptVersion {
    pub directive: DirectiveId,
    pub version: i64,
    pub round: i64,
    pub at: Moment,
    pub by: i64,
    pub hash: Vec<u8>,
    pub entry: EntryId,
    pub basis: String,
    pub rests: String,
    pub subject: String,
    pub reason: Option<String>,
    pub body: String,
}

const COLUMNS: &str = "directive, version, round, at, made_by, hash, entry, basis, rests, subject, reason, body";

fn read_kept(row: &Row<'_>) -> Result<KeptVersion> {
    Ok(KeptVersion {
        directive: DirectiveId(row.int(0)?),
        version: row.int(1)?,
        round: row.int(2)?,
        at: Moment(row.int(3)?),
        by: row.int(4)?,
        hash: row.blob(5)?,
        entry: EntryId(row.int(6)?),
        basis: row.text(7)?,
        rests: row.text(8)?,
        subject: row.text(9)?,
        reason: row.opt_text(10)?,
        body: row.text(11)?,
    })
}

fn parse(kept: KeptVersion) -> Result<Version> {
    let instruments = kept.basis.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let directives = list(&kept.rests, "directive_version.rests", DirectiveId)?;
    Ok(Version {
        version: kept.version,
        round: kept.round,
        at: kept.at,
        hash: kept.hash.try_into().map_err(|_| broken("directive_version.hash"))?,
        content: Content {
            subject: kept.subject,
            text: Text::parse(&kept.body).map_err(|_| broken("directive_version.body"))?,
            chain: Chain { instruments, directives },
        },
        reason: kept.reason,
        entry: kept.entry,
    })
}

/// Keeps a version; its entry comes after.
pub(crate) fn insert(tx: &mut Tx<'_>, directive: DirectiveId, version: &Version, by: i64) -> Result<()> {
    let content = &version.content;
    tx.execute(
        "INSERT INTO directive_version (directive, version, round, at, made_by, hash, entry, basis, rests, subject, reason, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9, ?10, ?11)",
        params![
            directive.0,
            version.version,
            version.round,
            version.at,
            by,
            &version.hash,
            content.chain.instruments.join(","),
            ids(&content.chain.directives),
            &content.subject,
            version.reason.as_deref(),
            content.text.as_str(),
        ],
    )?;
    Ok(())
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, directive: DirectiveId, version: i64, entry: EntryId) -> Result<()> {
    tx.execute(
        "UPDATE directive_version SET entry = ?3 WHERE directive = ?1 AND version = ?2",
        params![directive.0, version, entry],
    )?;
    Ok(())
}

pub(crate) fn version(tx: &mut Tx<'_>, directive: DirectiveId, version: i64) -> Result<Option<Version>> {
    let sql = format!("SELECT {COLUMNS} FROM directive_version WHERE directive = ?1 AND version = ?2");
    tx.query_opt(&sql, params![directive.0, version], read_kept)?.map(parse).transpose()
}

/// The versions of a directive as they stand, the oldest first.
pub(crate) fn kept(tx: &mut Tx<'_>, directive: DirectiveId) -> Result<Vec<KeptVersion>> {
    let sql = format!("SELECT {COLUMNS} FROM directive_version WHERE directive = ?1 ORDER BY version");
    tx.query(&sql, params![directive.0], read_kept)
}

/// Versions that belong to no directive.
pub(crate) fn strays(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM directive_version v WHERE NOT EXISTS (SELECT 1 FROM directive d WHERE d.id = v.directive)",
        params![],
        |row| row.int(0),
    )
}

/// The scan of the signed original of one version.
#[derive(Debug, Clone)]
pub(crate) struct Original {
    pub directive: DirectiveId,
    pub version: i64,
    pub file: i64,
    pub sha256: Vec<u8>,
    pub at: Moment,
    pub by: i64,
    pub entry: EntryId,
}

/// Keeps a scan; zero rows changed means that the version has one.
pub(crate) fn insert_original(tx: &mut Tx<'_>, one: &Original) -> Result<u64> {
    tx.execute(
        "INSERT INTO directive_original (directive, version, file, sha256, at, made_by, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (directive, version) DO NOTHING",
        params![one.directive.0, one.version, one.file, one.sha256.as_slice(), one.at, one.by, one.entry],
    )
}

/// The scans of a directive, by version.
pub(crate) fn originals(tx: &mut Tx<'_>, directive: DirectiveId) -> Result<Vec<Original>> {
    tx.query(
        "SELECT directive, version, file, sha256, at, made_by, entry FROM directive_original WHERE directive = ?1 ORDER BY version",
        params![directive.0],
        |row| {
            Ok(Original {
                directive: DirectiveId(row.int(0)?),
                version: row.int(1)?,
                file: row.int(2)?,
                sha256: row.blob(3)?,
                at: Moment(row.int(4)?),
                by: row.int(5)?,
                entry: EntryId(row.int(6)?),
            })
        },
    )
}

/// A version as its row will be.
pub(crate) fn as_kept(directive: DirectiveId, version: &Version, by: i64) -> KeptVersion {
    let content = &version.content;
    KeptVersion {
        directive,
        version: version.version,
        round: version.round,
        at: version.at,
        by,
        hash: version.hash.to_vec(),
        entry: version.entry,
        basis: content.chain.instruments.join(","),
        rests: ids(&content.chain.directives),
        subject: content.subject.clone(),
        reason: version.reason.clone(),
        body: content.text.as_str().to_owned(),
    }
}
