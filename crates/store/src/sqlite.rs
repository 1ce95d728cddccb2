//! SQLite: one writer thread that commits many actions at once, a few reader threads, write-ahead log with
//! full synchronisation. What holds at each durable step: an action's answer is sent after COMMIT returned,
//! and COMMIT returns after the log was synced (`synchronous=FULL`), so an answered act survives a power cut.

use crate::queue::{Job, Queue, Stats};
use crate::tx::{Conn, Tx};
use anyhow::{Context, anyhow};
use crossbeam_channel::Receiver;
use netra_base::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Actions in one commit at most. Not as many as there may be waiting: when one commit holds everybody, the web
/// has nothing to do until it is through, and the writer nothing while everybody is answered. At 40 µs each this
/// is 5 ms, against less than one for the commit; a few hundred people then go in turns.
const BATCH: usize = 128;
/// A batch takes no further action after this long.
const BATCH_TIME: Duration = Duration::from_millis(30);
/// How long to wait for another process's write: its batches are ≤ 50 ms, so this is patience for 1,000 of
/// them before an error is better than waiting.
const PATIENCE_MS: i32 = 50_000;

pub(crate) fn open_writer(path: &Path) -> Result<Connection> {
    let mut conn = Connection::open(path).with_context(|| format!("opening {}", path.display()))?;
    conn.busy_handler(Some(wait_turn)).context("setting the busy handler")?;
    // A cache of 64 MiB holds the inner pages of every index at a million employees.
    conn.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;
         PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=8192; PRAGMA journal_size_limit=134217728;",
    )
    .context("setting up the SQLite connection")?;
    conn.set_prepared_statement_cache_capacity(256);
    plan_once(&conn)?;
    let found = durability(&conn)?;
    let wanted = [("journal_mode", "wal"), ("synchronous", "2")];
    if found.iter().map(|(name, value)| (name.as_str(), value.as_str())).ne(wanted) {
        return Err(Error::Failed(anyhow!("SQLite does not promise durability here: {found:?}, wanted {wanted:?}")));
    }
    Ok(conn)
}

/// A statement is planned once, whatever is bound to it later. Without this, every join that compares a column
/// with a parameter is parsed and planned again for each new value, which took half of a busy server's time.
fn plan_once(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).context("fixing query plans")?;
    Ok(())
}

/// The settings that decide whether an acknowledged act survives, as the connection reports them.
pub(crate) fn durability(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).context("reading journal_mode")?;
    let sync: i64 = conn.query_row("PRAGMA synchronous", [], |row| row.get(0)).context("reading synchronous")?;
    Ok(vec![("journal_mode".into(), mode), ("synchronous".into(), sync.to_string())])
}

/// Short, even waits: SQLite's own back-off grows to 100 ms and lets a busy neighbour starve us.
fn wait_turn(tries: i32) -> bool {
    std::thread::sleep(Duration::from_millis(1));
    tries < PATIENCE_MS
}

pub(crate) fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).with_context(|| format!("opening {}", path.display()))?;
    conn.busy_handler(Some(wait_turn)).context("setting the busy handler")?;
    // The file is not mapped: every commit of the writer would unmap it, and the page faults cost more than reading.
    conn.execute_batch("PRAGMA query_only=ON; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;")
        .context("setting up a reading connection")?;
    conn.set_prepared_statement_cache_capacity(256);
    plan_once(&conn)?;
    Ok(conn)
}

pub(crate) fn writer(path: &Path, stats: Arc<Stats>) -> Result<Queue> {
    let conn = open_writer(path)?;
    let (queue, waiting) = Queue::new();
    std::thread::Builder::new()
        .name("sqlite-writer".into())
        .spawn(move || write_loop(&conn, &waiting, &stats))
        .context("starting the writer thread")?;
    Ok(queue)
}

fn write_loop(conn: &Connection, waiting: &Receiver<Box<dyn Job>>, stats: &Stats) {
    while let Ok(first) = waiting.recv() {
        let started = Instant::now();
        if let Err(error) = conn.execute_batch("BEGIN IMMEDIATE") {
            first.settle(Some(Arc::new(Error::Failed(anyhow!("no turn to write: {error}")))));
            continue;
        }
        let mut batch = Vec::with_capacity(64);
        let mut next = Some(first);
        let mut broken = None;
        while let Some(mut job) = next.take() {
            broken = run_in_savepoint(conn, job.as_mut()).err();
            batch.push(job);
            if broken.is_some() {
                break;
            }
            if batch.len() < BATCH && started.elapsed() < BATCH_TIME {
                next = waiting.try_recv().ok();
            }
        }
        let lost = broken.or_else(|| commit(conn).err()).map(Arc::new);
        if lost.is_some() && !conn.is_autocommit() {
            // Nothing of this batch was answered; if even this fails the next BEGIN says so.
            let _ = conn.execute_batch("ROLLBACK");
        }
        if lost.is_none() {
            stats.committed(batch.len());
        }
        for job in batch {
            job.settle(lost.clone());
        }
    }
}

/// One action in its own savepoint. An error means that the whole batch is lost: SQLite itself rolled the
/// transaction back (disk full, I/O error, out of memory) or a savepoint could not be closed.
fn run_in_savepoint(conn: &Connection, job: &mut dyn Job) -> Result<()> {
    let step = |sql: &str| -> Result<()> {
        conn.prepare_cached(sql).and_then(|mut s| s.execute([])).with_context(|| sql.to_owned())?;
        Ok(())
    };
    step("SAVEPOINT act")?;
    let keep = job.run(&mut Tx { conn: Conn::Sqlite(conn), lane: 0 });
    if conn.is_autocommit() {
        return Err(Error::Failed(anyhow!("SQLite rolled the whole transaction back")));
    }
    if !keep {
        step("ROLLBACK TO act")?;
    }
    step("RELEASE act")
}

fn commit(conn: &Connection) -> Result<()> {
    conn.prepare_cached("COMMIT").and_then(|mut s| s.execute([])).context("COMMIT")?;
    Ok(())
}

pub(crate) fn readers(path: &Path, count: usize) -> Result<Queue> {
    let (queue, waiting) = Queue::new();
    for number in 0..count {
        let conn = open_reader(path)?;
        let waiting = waiting.clone();
        std::thread::Builder::new()
            .name(format!("sqlite-reader-{number}"))
            .spawn(move || {
                while let Ok(mut job) = waiting.recv() {
                    let lost = snapshot(&conn, |tx| {
                        job.run(tx);
                        Ok(())
                    });
                    job.settle(lost.err().map(Arc::new));
                }
            })
            .context("starting a reader thread")?;
    }
    Ok(queue)
}

/// A read on a connection made for it.
pub(crate) fn read_alone<T>(path: &Path, look: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    snapshot(&open_reader(path)?, look)
}

pub(crate) fn snapshot<T>(conn: &Connection, look: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let step = |sql: &str| conn.prepare_cached(sql).and_then(|mut s| s.execute([]));
    step("BEGIN").context("BEGIN")?;
    let seen = glance(conn, look);
    let ended = step("COMMIT").context("COMMIT");
    if ended.is_err() && !conn.is_autocommit() {
        // A snapshot left open would keep the write-ahead log from ever being emptied.
        step("ROLLBACK").context("ROLLBACK")?;
    }
    ended?;
    seen
}

/// Statements each on their own, without a snapshot around them. A panic costs only its own answer.
pub(crate) fn glance<T>(conn: &Connection, look: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(|| look(&mut Tx { conn: Conn::Sqlite(conn), lane: 0 })))
        .unwrap_or_else(|_| Err(Error::Failed(anyhow!("a read panicked"))))
}
