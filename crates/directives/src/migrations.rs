//! The tables of directives. What was issued is never overwritten: a correction is a new version, an end is added to the
//! row. Readers and acknowledgements are kept by person, so that a second press finds the first; their counters are kept
//! per lane, so that nobody waits for a hot row. When a directive is over, its figures are kept once more as they were then,
//! with the place of each unit in the tree of that day.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "directives-0001",
    sql: "CREATE TABLE directive (
            id {autoid},
            request_key {text} NOT NULL UNIQUE,
            kind {text} NOT NULL,
            unit {int} NOT NULL,
            number {text},
            dated {text} NOT NULL,
            issuer {text} NOT NULL,
            read_by {text},
            occasion {text},
            rulebook_row {text},
            replaces {text} NOT NULL,
            units {text} NOT NULL,
            kinds {text} NOT NULL,
            from_day {text_c},
            until_day {text_c},
            asks {int} NOT NULL,
            asked_until {text_c},
            issued {int} NOT NULL,
            issued_by {int} NOT NULL,
            should_at_issue {int} NOT NULL,
            entry {int} NOT NULL,
            ended {int},
            ended_by {int},
            end_reason {text},
            successor {int},
            end_entry {int},
            asked_days {int},
            counted {int},
            counted_by {int},
            counted_round {int},
            counted_entry {int}
          ) {strict};
          CREATE INDEX directive_running ON directive (counted, until_day);
          CREATE INDEX directive_of_unit ON directive (unit, id);
          CREATE TABLE directive_version (
            directive {int} NOT NULL,
            version {int} NOT NULL,
            round {int} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            hash {blob} NOT NULL,
            entry {int} NOT NULL,
            basis {text} NOT NULL,
            rests {text} NOT NULL,
            subject {text} NOT NULL,
            reason {text},
            body {text} NOT NULL,
            PRIMARY KEY (directive, version)
          ) {clustered};
          CREATE TABLE directive_audience (
            unit {int} NOT NULL,
            directive {int} NOT NULL,
            PRIMARY KEY (unit, directive)
          ) {clustered};
          CREATE TABLE directive_original (
            directive {int} NOT NULL,
            version {int} NOT NULL,
            file {int} NOT NULL,
            sha256 {blob} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (directive, version)
          ) {clustered};
          CREATE TABLE directive_passed (
            directive {int} NOT NULL,
            round {int} NOT NULL,
            unit {int} NOT NULL,
            received {int},
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            function {text} NOT NULL,
            note {text},
            own_order {int},
            entry {int} NOT NULL,
            PRIMARY KEY (directive, round, unit)
          ) {clustered};
          CREATE TABLE directive_read (
            employee {int} NOT NULL,
            directive {int} NOT NULL,
            round {int} NOT NULL,
            at {int} NOT NULL,
            PRIMARY KEY (employee, directive, round)
          ) {clustered};
          CREATE TABLE directive_acknowledged (
            employee {int} NOT NULL,
            directive {int} NOT NULL,
            round {int} NOT NULL,
            version {int} NOT NULL,
            at {int} NOT NULL,
            signed_in_by {text} NOT NULL,
            unit {text} NOT NULL,
            employment {text} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (employee, directive, round)
          ) {clustered};
          CREATE TABLE directive_tally (
            directive {int} NOT NULL,
            round {int} NOT NULL,
            unit {int} NOT NULL,
            employment {int} NOT NULL,
            lane {int} NOT NULL,
            readers {int} NOT NULL,
            acknowledged {int} NOT NULL,
            PRIMARY KEY (directive, round, unit, employment, lane)
          ) {clustered};
          CREATE TABLE directive_final (
            directive {int} NOT NULL,
            unit {int} NOT NULL,
            employment {int} NOT NULL,
            should {int} NOT NULL,
            readers {int} NOT NULL,
            acknowledged {int} NOT NULL,
            PRIMARY KEY (directive, unit, employment)
          ) {clustered};
          CREATE TABLE directive_final_unit (
            directive {int} NOT NULL,
            unit {int} NOT NULL,
            path {text} NOT NULL,
            duty {int} NOT NULL,
            received {int},
            PRIMARY KEY (directive, unit)
          ) {clustered};
          CREATE TABLE directive_followed (
            id {int} NOT NULL PRIMARY KEY,
            change {int} NOT NULL
          ) {strict};
          CREATE TABLE directive_reminder (
            directive {int} NOT NULL,
            round {int} NOT NULL,
            unit {int} NOT NULL,
            day {text_c} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            outstanding {int} NOT NULL,
            PRIMARY KEY (directive, round, unit, day)
          ) {clustered}",
}];
