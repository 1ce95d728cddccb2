//! Schema changes: forward only, each with a name that is never used again, run once under the store's
//! write lock. What was applied is remembered with its hash, so that an edited migration is noticed.

use crate::tx::Tx;
use crate::{dialect, params};
use anyhow::anyhow;
use netra_base::canonical::{hex, sha256};
use netra_base::{Error, Result};

/// One step forward.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `registry-0001`: crate and number.
    pub name: &'static str,
    /// Statements separated by `;`, with the placeholders of [`crate::dialect`].
    pub sql: &'static str,
}

const OWN_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_migration (name {text} NOT NULL PRIMARY KEY, hash {text} NOT NULL) {strict}";

pub(crate) fn run(tx: &mut Tx<'_>, migrations: &[Migration]) -> Result<()> {
    lock(tx)?;
    tx.script(OWN_TABLE)?;
    let applied =
        tx.query("SELECT name, hash FROM schema_migration", params![], |row| Ok((row.text(0)?, row.text(1)?)))?;
    for migration in migrations {
        let hash = hex(&sha256(migration.sql.as_bytes()));
        match applied.iter().find(|(name, _)| name == migration.name) {
            Some((_, before)) if *before == hash => {}
            Some(_) => {
                return Err(Error::Failed(anyhow!(
                    "migration {} differs from the one applied to this database; use the program that made it",
                    migration.name
                )));
            }
            None => {
                tx.script(migration.sql)?;
                tx.execute("INSERT INTO schema_migration (name, hash) VALUES (?1, ?2)", params![migration.name, hash])?;
            }
        }
    }
    Ok(())
}

/// On PostgreSQL several processes may start at once; on SQLite the write transaction is the lock.
fn lock(tx: &mut Tx<'_>) -> Result<()> {
    tx.script(dialect::lock_schema(tx.engine()))
}
