//! The tables of correspondence. A number that was taken is never changed and never given back.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "correspondence-0001",
    sql: "CREATE TABLE correspondence_letterhead (
            unit {int} NOT NULL PRIMARY KEY,
            agency {text} NOT NULL,
            lines {text} NOT NULL,
            address {text},
            contact {text},
            place {text},
            head {text} NOT NULL,
            head_name {text},
            seal {int} NOT NULL,
            pattern {text} NOT NULL,
            changed {int} NOT NULL,
            changed_by {int} NOT NULL
          ) {strict};
          CREATE TABLE correspondence_register (
            unit {int} NOT NULL,
            year {int} NOT NULL,
            last {int} NOT NULL,
            PRIMARY KEY (unit, year)
          ) {clustered};
          CREATE TABLE correspondence_number (
            id {autoid},
            unit {int} NOT NULL,
            year {int} NOT NULL,
            serial {int} NOT NULL,
            number {text} NOT NULL,
            class {text} NOT NULL,
            day {text_c} NOT NULL,
            about {text} NOT NULL,
            key {text_c} NOT NULL UNIQUE,
            taken {int} NOT NULL,
            taken_by {int} NOT NULL,
            person {int},
            entry {int} NOT NULL,
            UNIQUE (unit, year, serial)
          ) {strict}",
}];
