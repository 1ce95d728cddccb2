//! What a person would notice, tried on a fresh SQLite database and, where `NETRA_TEST_POSTGRES_URL` names a
//! server, in a fresh schema there.

mod files;
mod imports;
mod people;
mod units;

use crate::import::{self, ImportOptions, Outcome};
use crate::model::{Unit, UnitCode, UnitKind};
use crate::{MIGRATIONS, actions, organisation};
use netra_base::{Chance, Day, Moment, Result, Zone};
use netra_store::{Store, Tx, params};
use std::path::PathBuf;

/// A house with the demo ministry in it.
pub(super) struct House {
    pub store: Store,
    pub dir: tempfile::TempDir,
}

pub(super) fn today() -> Day {
    Day::parse("2024-01-05").expect("a day")
}

pub(super) fn now() -> Moment {
    today().at(Zone::Wib, 8, 0)
}

/// One house on each engine that is there.
pub(super) fn houses() -> Vec<House> {
    let mut houses = vec![House::sqlite()];
    if let Ok(url) = std::env::var("NETRA_TEST_POSTGRES_URL") {
        houses.push(House::postgres(&url));
    }
    houses
}

impl House {
    pub fn sqlite() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Store::sqlite(&dir.path().join("netra.db")).expect("opens");
        Self { store, dir }.furnished()
    }

    fn postgres(url: &str) -> Self {
        let schema = format!("registry_{}", netra_base::canonical::hex(&Chance::System.bytes::<8>()));
        let first = Store::postgres(url).expect("connects");
        let sql = format!("CREATE SCHEMA {schema}");
        first.write_now(move |tx| tx.execute(&sql, params![])).expect("a schema");
        drop(first);
        let join = if url.contains('?') { '&' } else { '?' };
        let store = Store::postgres(&format!("{url}{join}options=-csearch_path%3D{schema}")).expect("connects");
        Self { store, dir: tempfile::tempdir().expect("a directory") }.furnished()
    }

    fn furnished(self) -> Self {
        self.store.migrate(MIGRATIONS).expect("migrates");
        self.store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        self.write(|tx| organisation::seed_organisation(tx, Day::parse("2020-01-01").expect("a day")));
        self
    }

    pub fn write<T: Send + 'static>(&self, act: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
        self.store.write_now(act).expect("written")
    }

    pub fn read<T: Send + 'static>(&self, look: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
        self.store.read_now(look).expect("read")
    }

    pub fn unit(&self, code: &str) -> Unit {
        let code = code.to_owned();
        self.read(move |tx| actions::unit_by_code(tx, &code))
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// Imports a roster with the usual header in front.
    pub fn import(&self, rows: &str) -> Outcome {
        self.import_with(rows, |_| {}).expect("a readable file")
    }

    pub fn import_with(&self, rows: &str, change: impl FnOnce(&mut ImportOptions<'_>)) -> Result<Outcome> {
        let path = self.file("roster.csv", format!("nip,nama,status,jabatan,golongan,unit,nomor_kontrak\n{rows}"));
        self.import_file(&path, change)
    }

    pub fn import_file(&self, path: &std::path::Path, change: impl FnOnce(&mut ImportOptions<'_>)) -> Result<Outcome> {
        let mut options = ImportOptions::command(now(), Chance::seeded(1));
        change(&mut options);
        import::roster(&self.store, path, &options, &mut |_| {})
    }

    /// Active people below a path.
    pub fn heads(&self, path: &str) -> i64 {
        let path = path.to_owned();
        self.read(move |tx| actions::total(tx, &path))
    }

    pub fn count(&self, table: &'static str) -> i64 {
        self.read(move |tx| tx.query_one(&format!("SELECT COUNT(*) FROM {table}"), params![], |row| row.int(0)))
    }
}

/// The five figures.
pub(super) fn figures(outcome: &Outcome) -> [u64; 5] {
    [outcome.read, outcome.inserted, outcome.updated, outcome.unchanged, outcome.refused]
}

/// Row, column and code of each refusal.
pub(super) fn refusals(outcome: &Outcome) -> Vec<(u64, &str, &str)> {
    outcome.errors.iter().map(|p| (p.row, p.column.as_str(), p.code.as_str())).collect()
}

pub(super) fn code(text: &str) -> UnitCode {
    UnitCode::parse(text).expect("a code")
}

pub(super) const SECTION: UnitKind = UnitKind::Section;
