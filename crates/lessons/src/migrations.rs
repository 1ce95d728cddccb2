//! The tables of lessons. A version is never changed once it is published. Who has given feedback and what was said stand
//! in two tables that share nothing but the activity: no time, no order, no person beside an answer; its key is drawn.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "lessons-0001",
    sql: "CREATE TABLE lessons_material (
            id {autoid},
            unit {int} NOT NULL,
            latest {int} NOT NULL,
            published {int} NOT NULL
          ) {strict};
          CREATE INDEX lessons_material_published ON lessons_material (published, id);
          CREATE TABLE lessons_version (
            material {int} NOT NULL,
            number {int} NOT NULL,
            title {text} NOT NULL,
            summary {text} NOT NULL,
            publisher {text} NOT NULL,
            file {int},
            file_sha256 {blob},
            content {blob} NOT NULL,
            published {int} NOT NULL,
            by_account {int} NOT NULL,
            entry {int} NOT NULL,
            body {text} NOT NULL,
            PRIMARY KEY (material, number)
          ) {clustered};
          CREATE INDEX lessons_version_content ON lessons_version (content);
          CREATE TABLE lessons_use (
            place {text_c} NOT NULL,
            place_id {int} NOT NULL,
            material {int} NOT NULL,
            number {int} NOT NULL,
            at {int} NOT NULL,
            by_account {int} NOT NULL,
            PRIMARY KEY (place, place_id, material)
          ) {clustered};
          CREATE TABLE lessons_answered (
            activity {int} NOT NULL,
            employee {int} NOT NULL,
            PRIMARY KEY (activity, employee)
          ) {clustered};
          CREATE TABLE lessons_turn (
            activity {int} NOT NULL PRIMARY KEY,
            given {int} NOT NULL
          ) {clustered};
          CREATE TABLE lessons_feedback (
            activity {int} NOT NULL,
            key {blob} NOT NULL,
            useful {int} NOT NULL,
            clear {int} NOT NULL,
            note {text},
            told {int} NOT NULL,
            PRIMARY KEY (activity, key)
          ) {clustered}",
}];
