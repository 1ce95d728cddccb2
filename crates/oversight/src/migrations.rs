//! The tables of oversight. A membership is a row that gets an end; what was recorded is never overwritten.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 2] = [FIRST, SECOND];

const FIRST: Migration = Migration {
    name: "oversight-0001",
    sql: "CREATE TABLE oversight_team (
            id {autoid},
            unit {int} NOT NULL,
            decree_number {text} NOT NULL,
            decree_day {text} NOT NULL,
            issuer {text} NOT NULL,
            basis {text} NOT NULL,
            title {text} NOT NULL,
            from_day {text_c} NOT NULL,
            until_day {text_c} NOT NULL,
            formed {int} NOT NULL,
            formed_by {int} NOT NULL,
            entry {int} NOT NULL,
            last_day {text_c},
            end_reason {text},
            ended {int}
          ) {strict};
          CREATE INDEX oversight_team_unit ON oversight_team (unit);
          CREATE TABLE oversight_change (
            id {autoid},
            team {int} NOT NULL,
            kind {text} NOT NULL,
            at {int} NOT NULL,
            made_by {int},
            decree {text},
            entry {int} NOT NULL
          ) {strict};
          CREATE TABLE oversight_member (
            id {autoid},
            team {int} NOT NULL,
            employee {int} NOT NULL,
            functions {text} NOT NULL,
            duty {text} NOT NULL,
            from_day {text_c} NOT NULL,
            since {int} NOT NULL,
            came {int},
            replaces {int},
            last_day {text_c},
            reason {text},
            gone {int},
            settled {int}
          ) {strict};
          CREATE INDEX oversight_member_team ON oversight_member (team);
          CREATE INDEX oversight_member_employee ON oversight_member (employee);
          CREATE TABLE oversight_followed (
            id {int} NOT NULL PRIMARY KEY,
            change {int} NOT NULL
          ) {strict};
          CREATE TABLE oversight_item (
            id {autoid},
            team {int} NOT NULL,
            kind {text} NOT NULL,
            day {text} NOT NULL,
            unit {int} NOT NULL,
            place {text} NOT NULL,
            planned {int} NOT NULL,
            planned_by {int} NOT NULL,
            state {text} NOT NULL,
            held_day {text},
            told {text},
            reached {int} NOT NULL,
            checked {int} NOT NULL,
            corrected {int} NOT NULL,
            reported {int},
            reported_by {int},
            entry {int}
          ) {strict};
          CREATE INDEX oversight_item_team ON oversight_item (team);
          CREATE TABLE oversight_assigned (
            item {int} NOT NULL,
            employee {int} NOT NULL,
            due {text} NOT NULL,
            PRIMARY KEY (item, employee)
          ) {clustered};
          CREATE TABLE oversight_follow_up (
            item {int} NOT NULL,
            number {int} NOT NULL,
            what {text} NOT NULL,
            due {text} NOT NULL,
            done {text},
            done_at {int},
            done_by {int},
            entry {int},
            PRIMARY KEY (item, number)
          ) {clustered};
          CREATE TABLE oversight_finding (
            id {autoid},
            team {int} NOT NULL,
            unit {int} NOT NULL,
            act {text},
            what {text} NOT NULL,
            found {text} NOT NULL,
            deadline {text} NOT NULL,
            recorded {int} NOT NULL,
            evidence {text},
            concerned {int},
            made_by {int} NOT NULL,
            entry {int} NOT NULL
          ) {strict};
          CREATE INDEX oversight_finding_unit ON oversight_finding (unit)",
};

/// Scans of decrees, files that show something of a finding, tasks of members.
const SECOND: Migration = Migration {
    name: "oversight-0002",
    sql: "CREATE TABLE oversight_scan (
            id {autoid},
            team {int} NOT NULL,
            file {int} NOT NULL,
            sha256 {text} NOT NULL,
            at {int} NOT NULL,
            change {int} NOT NULL
          ) {strict};
          CREATE INDEX oversight_scan_team ON oversight_scan (team);
          CREATE TABLE oversight_evidence (
            id {autoid},
            finding {int} NOT NULL,
            file {int} NOT NULL,
            sha256 {text} NOT NULL,
            shows {text} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            entry {int} NOT NULL
          ) {strict};
          CREATE INDEX oversight_evidence_finding ON oversight_evidence (finding);
          CREATE TABLE oversight_task (
            id {autoid},
            team {int} NOT NULL,
            employee {int} NOT NULL,
            what {text} NOT NULL,
            due {text_c} NOT NULL,
            given {int} NOT NULL,
            given_by {int} NOT NULL,
            entry {int} NOT NULL,
            state {text} NOT NULL,
            done_day {text},
            reason {text},
            ended {int},
            ended_by {int},
            end_entry {int}
          ) {strict};
          CREATE INDEX oversight_task_team ON oversight_task (team);
          CREATE INDEX oversight_task_employee ON oversight_task (employee);
          CREATE INDEX oversight_assigned_employee ON oversight_assigned (employee)",
};
