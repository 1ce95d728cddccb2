//! The tables of imported holidays. Rows are only added: the newest import that holds a year is the one in
//! force for it, the older ones stay as what was known before.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "calendar-0001",
    sql: "CREATE TABLE calendar_import (
            id {autoid},
            at {int} NOT NULL,
            file_hash {blob} NOT NULL,
            entry {int} NOT NULL
          ) {strict};
          CREATE TABLE calendar_holiday (
            import_id {int} NOT NULL REFERENCES calendar_import (id),
            day {text_c} NOT NULL,
            year {int} NOT NULL,
            kind {text} NOT NULL,
            reason {text} NOT NULL,
            reason_en {text} NOT NULL,
            confidence {text} NOT NULL,
            PRIMARY KEY (import_id, day)
          ) {clustered};
          CREATE INDEX calendar_holiday_year ON calendar_holiday (year, import_id)",
}];
