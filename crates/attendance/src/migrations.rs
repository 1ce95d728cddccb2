//! The tables of attendance. One row a person and activity; what a list or a sheet said stands beside it and is never
//! overwritten, so that its record can be held against it.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "attendance-0001",
    sql: "CREATE TABLE attendance (
            activity {int} NOT NULL,
            employee {int} NOT NULL,
            name {text} NOT NULL,
            unit {int} NOT NULL,
            party {int},
            at {int} NOT NULL,
            timing {text} NOT NULL,
            via {text} NOT NULL,
            state {text} NOT NULL,
            code_from {int},
            device {blob},
            settled_by {int},
            settled {int},
            reason {text},
            change {int},
            PRIMARY KEY (activity, employee)
          ) {clustered};
          CREATE INDEX attendance_at ON attendance (activity, at, employee);
          CREATE TABLE attendance_secret (
            activity {int} NOT NULL PRIMARY KEY,
            secret {blob} NOT NULL,
            made {int} NOT NULL
          ) {strict};
          CREATE TABLE attendance_guess (
            account {int} NOT NULL PRIMARY KEY,
            failures {int} NOT NULL,
            locked_until {int},
            at {int} NOT NULL
          ) {strict};
          CREATE TABLE attendance_guest (
            id {autoid},
            activity {int} NOT NULL,
            key {text_c} NOT NULL,
            name {text} NOT NULL,
            institution {text} NOT NULL,
            function {text},
            at {int} NOT NULL,
            via {text} NOT NULL,
            counts {int} NOT NULL,
            made_by {int} NOT NULL,
            signature {int},
            settled_by {int},
            settled {int},
            reason {text},
            change {int}
          ) {strict};
          CREATE UNIQUE INDEX attendance_guest_key ON attendance_guest (activity, key);
          CREATE TABLE attendance_change (
            id {autoid},
            activity {int} NOT NULL,
            kind {text} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            employee {int},
            guest {int},
            before {text},
            after {text},
            reason {text},
            scan {int},
            sha256 {blob},
            counted {int} NOT NULL,
            persons {int} NOT NULL,
            guests {int} NOT NULL,
            ignored {int} NOT NULL,
            withdraws {int},
            entry {int} NOT NULL
          ) {strict};
          CREATE INDEX attendance_change_activity ON attendance_change (activity);
          CREATE TABLE attendance_listed (
            change {int} NOT NULL,
            number {int} NOT NULL,
            employee {int},
            guest {int},
            minutes {int},
            first {int},
            last {int},
            PRIMARY KEY (change, number)
          ) {clustered};
          CREATE TABLE attendance_draft (
            id {int} NOT NULL PRIMARY KEY,
            activity {int} NOT NULL,
            made_by {int} NOT NULL,
            made {int} NOT NULL,
            name {text} NOT NULL,
            sha256 {blob} NOT NULL,
            rows {int} NOT NULL,
            problems {text} NOT NULL,
            problem_count {int} NOT NULL
          ) {strict};
          CREATE INDEX attendance_draft_activity ON attendance_draft (activity);
          CREATE TABLE attendance_draft_line (
            draft {int} NOT NULL,
            number {int} NOT NULL,
            name {text} NOT NULL,
            email {text} NOT NULL,
            minutes {int},
            first {int},
            last {int},
            candidates {text} NOT NULL,
            choice {text} NOT NULL,
            employee {int},
            PRIMARY KEY (draft, number)
          ) {clustered}",
}];
