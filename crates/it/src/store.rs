//! The same check on both engines: an empty SQLite in a temporary folder, then an empty database on the private
//! PostgreSQL. Nothing is migrated; a check brings the migrations of the crate it is about.

use crate::postgres::Database;
use netra_store::Store;

/// Runs `check` on SQLite and on PostgreSQL. When it fails, the last line of its output says on which.
///
/// # Panics
/// When an engine cannot be had, or the check fails.
pub fn each_engine(check: impl Fn(&Store)) {
    on_sqlite(&check);
    on_postgres(&check);
}

/// Runs `check` on a new SQLite database alone; for what only that engine has.
///
/// # Panics
/// When the check fails.
pub fn on_sqlite(check: impl Fn(&Store)) {
    eprintln!("on SQLite:");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::sqlite(&folder.path().join("netra.db")).expect("SQLite opens a new file");
    check(&store);
}

/// Runs `check` on a new PostgreSQL database alone; for what only that engine has.
///
/// # Panics
/// When the check fails.
pub fn on_postgres(check: impl Fn(&Store)) {
    eprintln!("on PostgreSQL:");
    let database = Database::fresh();
    let store = Store::postgres(&database.url()).expect("PostgreSQL takes a connection");
    check(&store);
    drop(store);
}
