//! One database behind one seam: embedded SQLite or PostgreSQL, the same SQL text, the same behaviour.
//!
//! Synchronous inside, asynchronous at the doors. An action is a plain function of a transaction, a moment
//! and a request; `store.write(|tx| …)` queues it, runs it in a savepoint of its own, and answers only after
//! the transaction that holds it is durable. On SQLite one writer thread commits many queued actions at
//! once (group commit); on PostgreSQL a pool of blocking connections runs them side by side.
//!
//! It knows no table and no feature; those bring their own migrations and SQL.

pub mod dialect;
mod lanes;
mod migrate;
mod pg;
mod queue;
mod sqlite;
mod tx;
mod value;

pub use dialect::Engine;
pub use migrate::Migration;
pub use tx::{Row, Tx};
pub use value::{Kind, Value};

use netra_base::{Error, Result};
use queue::{Queue, Stats};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The parameters of a statement: `params![id, name]`, anything that turns into a [`Value`].
#[macro_export]
macro_rules! params {
    ($($x:expr),* $(,)?) => { &[$($crate::Value::from($x)),*] as &[$crate::Value<'_>] };
}

/// An open database. Clones share it; the last one dropped closes it.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    writes: Queue,
    reads: Queue,
    /// Connections for [`Store::peek`]; none on PostgreSQL.
    peeks: Vec<Mutex<rusqlite::Connection>>,
    source: Source,
    stats: Arc<Stats>,
}

/// What is needed to open one more connection.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Sqlite(std::path::PathBuf),
    Postgres(String),
}

/// Connections that answer reads on SQLite: two cores have no use for more, and each may cache 8 MiB.
const SQLITE_READERS: usize = 3;
/// Connections for peeks on SQLite: as many as two cores have web threads, and as many again.
const SQLITE_PEEKS: usize = 4;
/// Writers and readers on PostgreSQL: 8 + 4 connections a process, so eight processes stay below the
/// usual limit of 100.
const POSTGRES_WRITERS: usize = 8;
const POSTGRES_READERS: usize = 4;

impl Store {
    /// Opens (and if need be makes) the SQLite database at `path`.
    ///
    /// # Errors
    /// When the file cannot be opened, or the engine does not promise durability as asked.
    pub fn sqlite(path: &Path) -> Result<Self> {
        let stats = Arc::new(Stats::default());
        // The first connection makes the file and sets the journal mode that the readers rely on.
        drop(sqlite::open_writer(path)?);
        let writes = sqlite::writer(path, Arc::clone(&stats))?;
        let reads = sqlite::readers(path, SQLITE_READERS)?;
        let peeks = (0..SQLITE_PEEKS).map(|_| Ok(Mutex::new(sqlite::open_reader(path)?))).collect::<Result<_>>()?;
        let source = Source::Sqlite(path.to_owned());
        Ok(Self { inner: Arc::new(Inner { engine: Engine::Sqlite, writes, reads, peeks, source, stats }) })
    }

    /// Connects to the PostgreSQL database at `url` (15 or later).
    ///
    /// # Errors
    /// When there is no answer, or the server is set up to lose acknowledged transactions.
    pub fn postgres(url: &str) -> Result<Self> {
        let stats = Arc::new(Stats::default());
        let writes = pg::workers(url, POSTGRES_WRITERS, false, Arc::clone(&stats))?;
        let reads = pg::workers(url, POSTGRES_READERS, true, Arc::clone(&stats))?;
        let (source, peeks) = (Source::Postgres(url.to_owned()), Vec::new());
        Ok(Self { inner: Arc::new(Inner { engine: Engine::Postgres, writes, reads, peeks, source, stats }) })
    }

    /// Which engine this is; for messages and measurements, never for SQL.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Brings the schema up to `migrations`, under a lock; those already applied are checked, not run.
    ///
    /// # Errors
    /// When a migration fails (nothing of it stays) or differs from what was applied under its name.
    pub fn migrate(&self, migrations: &[Migration]) -> Result<()> {
        let migrations = migrations.to_vec();
        self.write_now(move |tx| migrate::run(tx, &migrations))
    }

    /// Runs `action` and answers after its transaction is durable.
    ///
    /// # Errors
    /// What the action refused; `Busy` when the queue is full; `Failed` when the commit failed.
    pub async fn write<T, F>(&self, action: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let answer = self.inner.writes.submit(action)?;
        answer.await.map_err(|_| stopped())?
    }

    /// [`Store::write`] for threads that may block: commands, tests, background work.
    ///
    /// # Errors
    /// As [`Store::write`]; waits instead of answering `Busy`.
    pub fn write_now<T, F>(&self, action: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.inner.writes.submit_waiting(action)?.blocking_recv().map_err(|_| stopped())?
    }

    /// Runs `look` on one consistent snapshot.
    ///
    /// # Errors
    /// What `look` answered; `Busy` when the queue is full.
    pub async fn read<T, F>(&self, look: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let answer = self.inner.reads.submit(look)?;
        answer.await.map_err(|_| stopped())?
    }

    /// A read of one or two rows by key, at once and on this thread where the engine lives in this process:
    /// handing a lookup of ten microseconds to another thread costs more than the lookup. Anything longer
    /// belongs to [`Store::read`], since it would hold up the web's thread; so does whatever needs all its
    /// statements to see the same moment.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn peek<T, F>(&self, look: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        if let Some(conn) = self.inner.peeks.iter().find_map(|conn| conn.try_lock().ok()) {
            return sqlite::glance(&conn, look);
        }
        self.read(look).await
    }

    /// [`Store::read`] for threads that may block.
    ///
    /// # Errors
    /// As [`Store::read`]; waits instead of answering `Busy`.
    pub fn read_now<T, F>(&self, look: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.inner.reads.submit_waiting(look)?.blocking_recv().map_err(|_| stopped())?
    }

    /// A read that may take minutes (an export, an audit), on a connection of its own and on this thread.
    ///
    /// # Errors
    /// What `look` answered, or why no connection could be had.
    pub fn read_long<T>(&self, look: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        match &self.inner.source {
            Source::Sqlite(path) => sqlite::read_alone(path, look),
            Source::Postgres(url) => pg::read_alone(url, look),
        }
    }

    /// Commits made and actions settled since this store was opened: what group commit saves.
    #[must_use]
    pub fn commits(&self) -> (u64, u64) {
        self.inner.stats.read()
    }

    /// The durability settings as one more connection reads them back, name and value.
    ///
    /// # Errors
    /// When the connection cannot be had.
    pub fn durability(&self) -> Result<Vec<(String, String)>> {
        match &self.inner.source {
            Source::Sqlite(path) => sqlite::durability(&sqlite::open_writer(path)?),
            Source::Postgres(url) => pg::durability(&mut pg::connect(url)?),
        }
    }
}

fn stopped() -> Error {
    Error::Failed(anyhow::anyhow!("the database thread stopped before it answered"))
}

#[cfg(test)]
mod tests;
