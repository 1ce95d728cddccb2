//! A transaction as actions see it, on either engine. It neither begins nor commits: the queue does, so
//! that one durable commit can hold many actions.

use crate::dialect::{self, Engine};
use crate::value::{Kind, Value};
use anyhow::{Context, anyhow};
use netra_base::{Error, Result};
use std::collections::HashMap;

/// An open transaction.
pub struct Tx<'c> {
    pub(crate) conn: Conn<'c>,
    pub(crate) lane: i64,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tx({}, lane {})", self.engine().name(), self.lane)
    }
}

pub(crate) enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut PgConn),
}

/// A PostgreSQL connection with the statements it has prepared, keyed by our own text.
pub(crate) struct PgConn {
    pub client: postgres::Client,
    pub prepared: HashMap<String, postgres::Statement>,
}

impl PgConn {
    fn prepare(&mut self, sql: &str) -> Result<postgres::Statement> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let text = dialect::render(Engine::Postgres, sql);
        let statement = self.client.prepare(&text).with_context(|| format!("preparing {text}"))?;
        // 512 statements: far more than the house has; dynamic filters cannot grow it without end.
        if self.prepared.len() >= 512 {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn refs<'a>(params: &'a [Value<'a>]) -> Vec<&'a (dyn postgres::types::ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn postgres::types::ToSql + Sync)).collect()
}

impl Tx<'_> {
    /// Which engine runs; only `dialect` may care.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.conn {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Postgres(_) => Engine::Postgres,
        }
    }

    /// A small number that no other transaction of this engine uses at the same time in this process:
    /// counters kept per lane are added to without waiting for each other. Always 0 on SQLite.
    #[must_use]
    pub fn lane(&self) -> i64 {
        self.lane
    }

    /// Runs a statement; answers how many rows it changed.
    ///
    /// # Errors
    /// Whatever the engine says, with the statement.
    pub fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let mut statement = prepare(conn, sql)?;
                let changed = statement.execute(rusqlite::params_from_iter(params)).with_context(|| said(sql))?;
                Ok(changed as u64)
            }
            Conn::Postgres(conn) => {
                let statement = conn.prepare(sql)?;
                Ok(conn.client.execute(&statement, &refs(params)).with_context(|| said(sql))?)
            }
        }
    }

    /// Inserts one row into a table whose key is `id {autoid}`; answers that id. Cheaper than asking for the
    /// id in the statement where the engine remembers it anyway.
    ///
    /// # Errors
    /// Whatever the engine says, with the statement.
    pub fn insert(&mut self, sql: &str, params: &[Value<'_>]) -> Result<i64> {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                prepare(conn, sql)?.execute(rusqlite::params_from_iter(params)).with_context(|| said(sql))?;
                Ok(conn.last_insert_rowid())
            }
            Conn::Postgres(_) => self.query_one(&dialect::returning_id(sql), params, |row| row.int(0)),
        }
    }

    /// Every row, turned into `T`.
    ///
    /// # Errors
    /// Whatever the engine or `read` says.
    pub fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.for_each(sql, params, |row| {
            out.push(read(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Each row in turn, without holding them all.
    ///
    /// # Errors
    /// Whatever the engine or `each` says; stops at the first.
    pub fn for_each(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let mut statement = prepare(conn, sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(params)).with_context(|| said(sql))?;
                while let Some(row) = rows.next().with_context(|| said(sql))? {
                    each(&Row::Sqlite(row))?;
                }
            }
            Conn::Postgres(conn) => {
                use postgres::fallible_iterator::FallibleIterator;
                let statement = conn.prepare(sql)?;
                let mut rows = conn.client.query_raw(&statement, params).with_context(|| said(sql))?;
                while let Some(row) = rows.next().with_context(|| said(sql))? {
                    each(&Row::Postgres(&row))?;
                }
            }
        }
        Ok(())
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// Whatever the engine or `read` says.
    pub fn query_opt<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let mut statement = prepare(conn, sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(params)).with_context(|| said(sql))?;
                let row = rows.next().with_context(|| said(sql))?;
                row.map(|row| read(&Row::Sqlite(row))).transpose()
            }
            Conn::Postgres(conn) => {
                let statement = conn.prepare(sql)?;
                let rows = conn.client.query(&statement, &refs(params)).with_context(|| said(sql))?;
                rows.first().map(|row| read(&Row::Postgres(row))).transpose()
            }
        }
    }

    /// The first row; its absence is `NotFound`.
    ///
    /// # Errors
    /// `NotFound`, or whatever the engine or `read` says.
    pub fn query_one<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.query_opt(sql, params, read)?.ok_or(Error::NotFound)
    }

    /// Inserts many rows with one text. `kinds` gives the type of each column.
    ///
    /// # Errors
    /// Whatever the engine says; none of the rows stays then, once the action is rolled back.
    pub fn insert_many(
        &mut self,
        table: &str,
        columns: &[&str],
        kinds: &[Kind],
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64> {
        self.insert_many_with(table, columns, kinds, rows, "")
    }

    /// [`Tx::insert_many`] with a tail such as `ON CONFLICT … DO NOTHING`.
    ///
    /// # Errors
    /// As [`Tx::insert_many`].
    pub fn insert_many_with(
        &mut self,
        table: &str,
        columns: &[&str],
        kinds: &[Kind],
        rows: &[Vec<Value<'_>>],
        tail: &str,
    ) -> Result<u64> {
        if rows.is_empty() {
            return Ok(0);
        }
        let sql = dialect::insert_many(self.engine(), table, columns, kinds, tail);
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let mut statement = prepare(conn, &sql)?;
                let mut changed = 0;
                for row in rows {
                    changed += statement.execute(rusqlite::params_from_iter(row)).with_context(|| said(&sql))?;
                }
                Ok(changed as u64)
            }
            Conn::Postgres(conn) => {
                let arrays: Vec<Array<'_>> =
                    kinds.iter().enumerate().map(|(at, kind)| Array::of(*kind, rows, at)).collect::<Result<_>>()?;
                let params: Vec<&(dyn postgres::types::ToSql + Sync)> = arrays.iter().map(Array::as_sql).collect();
                let statement = conn.prepare(&sql)?;
                Ok(conn.client.execute(&statement, &params).with_context(|| said(&sql))?)
            }
        }
    }

    /// Several statements separated by `;`, as migrations bring them.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        for statement in sql.split(';').filter(|text| !text.trim().is_empty()) {
            let text = dialect::render(self.engine(), statement);
            match &mut self.conn {
                Conn::Sqlite(conn) => conn.execute_batch(&text).with_context(|| said(&text))?,
                Conn::Postgres(conn) => conn.client.batch_execute(&text).with_context(|| said(&text))?,
            }
        }
        Ok(())
    }
}

fn prepare<'a>(conn: &'a rusqlite::Connection, sql: &str) -> Result<rusqlite::CachedStatement<'a>> {
    let text = dialect::render(Engine::Sqlite, sql);
    Ok(conn.prepare_cached(&text).with_context(|| said(&text))?)
}

fn said(sql: &str) -> String {
    format!("running {sql}")
}

/// One column of many rows, for PostgreSQL.
enum Array<'a> {
    Int(Vec<Option<i64>>),
    Text(Vec<Option<&'a str>>),
    Blob(Vec<Option<&'a [u8]>>),
}

impl<'a> Array<'a> {
    fn of(kind: Kind, rows: &'a [Vec<Value<'a>>], at: usize) -> Result<Self> {
        let misfit = || Error::Failed(anyhow!("a value of column {at} is not of kind {kind:?}"));
        let column = rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null));
        Ok(match kind {
            Kind::Int => Self::Int(
                column
                    .map(|v| match v {
                        Value::Null => Ok(None),
                        Value::Int(x) => Ok(Some(*x)),
                        _ => Err(misfit()),
                    })
                    .collect::<Result<_>>()?,
            ),
            Kind::Text => Self::Text(
                column
                    .map(|v| match v {
                        Value::Null => Ok(None),
                        Value::Text(x) => Ok(Some(x.as_ref())),
                        _ => Err(misfit()),
                    })
                    .collect::<Result<_>>()?,
            ),
            Kind::Blob => Self::Blob(
                column
                    .map(|v| match v {
                        Value::Null => Ok(None),
                        Value::Blob(x) => Ok(Some(x.as_ref())),
                        _ => Err(misfit()),
                    })
                    .collect::<Result<_>>()?,
            ),
        })
    }

    fn as_sql(&self) -> &(dyn postgres::types::ToSql + Sync) {
        match self {
            Self::Int(x) => x,
            Self::Text(x) => x,
            Self::Blob(x) => x,
        }
    }
}

/// One row of an answer. Columns count from 0.
pub enum Row<'r> {
    /// From SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// From PostgreSQL.
    Postgres(&'r postgres::Row),
}

impl std::fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Row")
    }
}

macro_rules! getter {
    ($(#[$doc:meta] $name:ident $opt:ident $type:ty),+ $(,)?) => {$(
        #[$doc]
        ///
        /// # Errors
        /// When the column is NULL or of another type.
        pub fn $name(&self, at: usize) -> Result<$type> {
            self.$opt(at)?.ok_or_else(|| Error::Failed(anyhow!("column {at} is NULL")))
        }

        /// The same, where NULL is allowed.
        ///
        /// # Errors
        /// When the column is of another type.
        pub fn $opt(&self, at: usize) -> Result<Option<$type>> {
            match self {
                Self::Sqlite(row) => Ok(row.get(at).with_context(|| format!("reading column {at}"))?),
                Self::Postgres(row) => Ok(row.try_get(at).with_context(|| format!("reading column {at}"))?),
            }
        }
    )+};
}

impl Row<'_> {
    getter! {
        /// An integer.
        int opt_int i64,
        /// A text.
        text opt_text String,
        /// Bytes.
        blob opt_blob Vec<u8>,
    }

    /// A 0/1 integer as a truth value.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.int(at)? != 0)
    }

    /// Thirty-two bytes: a hash or a salt.
    ///
    /// # Errors
    /// When the column is NULL, of another type or of another length.
    pub fn hash(&self, at: usize) -> Result<[u8; 32]> {
        let bytes = self.blob(at)?;
        let length = bytes.len();
        bytes.try_into().map_err(|_| Error::Failed(anyhow!("column {at} has {length} bytes, not 32")))
    }
}
