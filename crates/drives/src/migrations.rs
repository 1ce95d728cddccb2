//! The tables of drives. What is announced is a version with its lines and exceptions; none is ever overwritten.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 2] = [FIRST, WITHDRAWN];

/// The reason stands in the version that withdraws its drive, and in no other.
const WITHDRAWN: Migration =
    Migration { name: "drives-0002", sql: "ALTER TABLE drives_version ADD COLUMN withdrawn {text}" };

const FIRST: Migration = Migration {
    name: "drives-0001",
    sql: "CREATE TABLE drives_drive (
            id {autoid},
            unit {int} NOT NULL,
            announcer {int} NOT NULL,
            version {int} NOT NULL
          ) {strict};
          CREATE TABLE drives_version (
            drive {int} NOT NULL,
            number {int} NOT NULL,
            title {text} NOT NULL,
            theme {text} NOT NULL,
            basis {text} NOT NULL,
            kind {text} NOT NULL,
            material {text},
            opens {text_c} NOT NULL,
            closes {text_c} NOT NULL,
            kinds {text} NOT NULL,
            required {int} NOT NULL,
            most {int} NOT NULL,
            target {int} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (drive, number)
          ) {clustered};
          CREATE TABLE drives_agenda (
            drive {int} NOT NULL,
            number {int} NOT NULL,
            line {int} NOT NULL,
            minute {int} NOT NULL,
            item {text} NOT NULL,
            PRIMARY KEY (drive, number, line)
          ) {clustered};
          CREATE TABLE drives_exception (
            drive {int} NOT NULL,
            number {int} NOT NULL,
            unit {int} NOT NULL,
            places {int} NOT NULL,
            PRIMARY KEY (drive, number, unit)
          ) {clustered}",
};
