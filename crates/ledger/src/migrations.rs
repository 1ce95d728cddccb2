//! The ledger's tables, forward only. Records are never rewritten by a migration.

use netra_store::Migration;

/// The tables of the ledger. Hash tiles are stored at full width so far; a partial tile is cut from them.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "ledger-0001",
    sql: "CREATE TABLE ledger_entry (
            id {autoid},
            kind {text} NOT NULL,
            public_kind {text} NOT NULL,
            day {text} NOT NULL,
            at {int} NOT NULL,
            salt {blob},
            record {blob},
            commitment {blob} NOT NULL
          ) {strict};
          CREATE TABLE ledger_pending (entry {int} NOT NULL PRIMARY KEY) {clustered};
          CREATE TABLE ledger_leaf (
            entry {int} NOT NULL PRIMARY KEY,
            idx {int} NOT NULL UNIQUE
          ) {strict};
          CREATE TABLE ledger_tile (
            level {int} NOT NULL,
            n {int} NOT NULL,
            hashes {blob} NOT NULL,
            PRIMARY KEY (level, n)
          ) {strict};
          CREATE TABLE ledger_head (
            one {int} NOT NULL PRIMARY KEY CHECK (one = 1),
            size {int} NOT NULL,
            root {blob} NOT NULL,
            checkpoint {text} NOT NULL
          ) {strict}",
}];
