//! PostgreSQL: blocking connections, each living and dying on a thread of its own (the synchronous client
//! must not be used or dropped inside an asynchronous context). One action, one transaction; the server
//! groups the commits.

use crate::lanes;
use crate::queue::{Job, Queue, Stats};
use crate::tx::{Conn, PgConn, Tx};
use anyhow::{Context, anyhow};
use crossbeam_channel::Receiver;
use netra_base::{Error, Result};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

pub(crate) fn connect(url: &str) -> Result<PgConn> {
    // The address may hold a password: it never appears in an error.
    let client = postgres::Client::connect(url, postgres::NoTls).context("connecting to PostgreSQL")?;
    let mut conn = PgConn { client, prepared: HashMap::new() };
    let found = durability(&mut conn)?;
    for (name, value) in &found {
        let weak = match name.as_str() {
            "fsync" => value != "on",
            "synchronous_commit" => value == "off" || value == "local",
            _ => false,
        };
        if weak {
            return Err(Error::Failed(anyhow!(
                "PostgreSQL may lose acknowledged acts: {name} is {value}; set it to on"
            )));
        }
    }
    Ok(conn)
}

/// The settings that decide whether an acknowledged act survives, as the connection reports them.
pub(crate) fn durability(conn: &mut PgConn) -> Result<Vec<(String, String)>> {
    ["fsync", "synchronous_commit"]
        .into_iter()
        .map(|name| {
            let row = conn.client.query_one(&format!("SHOW {name}"), &[]).with_context(|| format!("reading {name}"))?;
            Ok((name.to_owned(), row.get(0)))
        })
        .collect()
}

pub(crate) fn workers(url: &str, count: usize, reading: bool, stats: Arc<Stats>) -> Result<Queue> {
    let (queue, waiting) = Queue::new();
    let (ready, opened) = crossbeam_channel::bounded(count);
    for number in 0..count {
        let (url, waiting, ready, stats) = (url.to_owned(), waiting.clone(), ready.clone(), Arc::clone(&stats));
        let kind = if reading { "reader" } else { "writer" };
        std::thread::Builder::new()
            .name(format!("pg-{kind}-{number}"))
            .spawn(move || {
                let opened = connect(&url);
                let failed = opened.is_err();
                let conn = opened.map_err(|error| ready.send(Err(error))).ok();
                if !failed && ready.send(Ok(())).is_ok() {
                    work(&url, conn, &waiting, reading, &stats);
                }
            })
            .context("starting a database thread")?;
    }
    for _ in 0..count {
        opened.recv().map_err(|_| crate::stopped())??;
    }
    Ok(queue)
}

fn work(url: &str, mut conn: Option<PgConn>, waiting: &Receiver<Box<dyn Job>>, reading: bool, stats: &Stats) {
    let lane = lanes::next();
    while let Ok(mut job) = waiting.recv() {
        // A connection that died shows it at BEGIN, when the action has not run yet: one more try is safe.
        for _ in 0..2 {
            if conn.as_ref().is_none_or(|c| c.client.is_closed()) {
                conn = reconnect(url);
            }
            if conn.as_mut().is_some_and(|open| begin(open, reading).is_ok()) {
                break;
            }
            conn = None;
        }
        let Some(open) = conn.as_mut() else {
            job.settle(Some(Arc::new(Error::Failed(anyhow!("PostgreSQL does not answer")))));
            continue;
        };
        let lost = transact(open, lane, job.as_mut()).err().map(Arc::new);
        if lost.is_none() && !reading {
            stats.committed(1);
        }
        job.settle(lost);
    }
}

/// Three tries in about a second: a restart of the server takes longer, and then an error is honest.
fn reconnect(url: &str) -> Option<PgConn> {
    for pause in [0, 200, 800] {
        std::thread::sleep(Duration::from_millis(pause));
        match connect(url) {
            Ok(conn) => return Some(conn),
            Err(error) => tracing::warn!("PostgreSQL connection: {error}"),
        }
    }
    None
}

fn begin(conn: &mut PgConn, reading: bool) -> Result<()> {
    let begin = if reading { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" };
    Ok(conn.client.batch_execute(begin).context("BEGIN")?)
}

fn transact(conn: &mut PgConn, lane: i64, job: &mut dyn Job) -> Result<()> {
    let keep = job.run(&mut Tx { conn: Conn::Postgres(conn), lane });
    if keep {
        conn.client.batch_execute("COMMIT").context("COMMIT")?;
    } else {
        conn.client.batch_execute("ROLLBACK").context("ROLLBACK")?;
    }
    Ok(())
}

/// A read on a connection made for it. The connection lives and dies on a thread of its own, so that the
/// caller may be anywhere.
pub(crate) fn read_alone<T>(url: &str, look: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let mut conn = connect(url)?;
    conn.client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").context("BEGIN")?;
    let seen = look(&mut Tx { conn: Conn::Postgres(&mut conn), lane: 0 });
    conn.client.batch_execute("COMMIT").context("COMMIT")?;
    seen
}
