//! The table of adopted versions: each whole, as text, so that a decided case can be read under the version it
//! was decided under.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "rulebook-0001",
    sql: "CREATE TABLE rulebook_version (
            id {autoid},
            hash {text_c} NOT NULL,
            edition {text} NOT NULL,
            effective {text_c} NOT NULL,
            authority {text} NOT NULL,
            adopted {int} NOT NULL,
            files {text} NOT NULL,
            entry {int} NOT NULL
          ) {strict};
          CREATE INDEX rulebook_version_effective ON rulebook_version (effective, id)",
}];
