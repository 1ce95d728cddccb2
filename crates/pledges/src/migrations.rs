//! The tables of pledges. Answers are kept by drive and person: the primary key is what makes a signature
//! exactly one. Counters are kept per lane, so that nobody waits for a hot row.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 2] = [ANSWERS, OCCASIONS];

/// Texts, drives, answers, and the counters of coverage.
const ANSWERS: Migration = Migration {
    name: "pledges-0001",
    sql: "CREATE TABLE pledge_text (
            code {text} NOT NULL PRIMARY KEY,
            body {text} NOT NULL,
            hash {blob} NOT NULL
          ) {strict};
          CREATE TABLE pledge_drive (
            id {autoid},
            title {text} NOT NULL,
            text {text} NOT NULL REFERENCES pledge_text (code),
            units {text} NOT NULL,
            kinds {text} NOT NULL,
            opens {text} NOT NULL,
            closes {text} NOT NULL,
            zone {text} NOT NULL,
            opened {int} NOT NULL,
            opened_by {int} NOT NULL,
            should_at_opening {int} NOT NULL,
            entry {int} NOT NULL,
            closed {int},
            closed_by {int},
            closed_entry {int},
            followed {int} NOT NULL
          ) {strict};
          CREATE TABLE pledge (
            drive {int} NOT NULL,
            employee {int} NOT NULL,
            at {int} NOT NULL,
            signed_in_by {text} NOT NULL,
            name {text} NOT NULL,
            number {text} NOT NULL,
            unit {text} NOT NULL,
            employment {text} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (drive, employee)
          ) {clustered};
          CREATE TABLE pledge_declined (
            drive {int} NOT NULL,
            employee {int} NOT NULL,
            at {int} NOT NULL,
            signed_in_by {text} NOT NULL,
            name {text} NOT NULL,
            number {text} NOT NULL,
            unit {text} NOT NULL,
            employment {text} NOT NULL,
            reason {text} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (drive, employee)
          ) {clustered};
          CREATE TABLE pledge_tally (
            drive {int} NOT NULL,
            unit {int} NOT NULL,
            employment {int} NOT NULL,
            lane {int} NOT NULL,
            signed {int} NOT NULL,
            declined {int} NOT NULL,
            PRIMARY KEY (drive, unit, employment, lane)
          ) {clustered};
          CREATE TABLE pledge_minute (
            drive {int} NOT NULL,
            minute {int} NOT NULL,
            lane {int} NOT NULL,
            signed {int} NOT NULL,
            PRIMARY KEY (drive, minute, lane)
          ) {clustered};
          CREATE TABLE pledge_final (
            drive {int} NOT NULL,
            unit {int} NOT NULL,
            employment {int} NOT NULL,
            should {int} NOT NULL,
            signed {int} NOT NULL,
            declined {int} NOT NULL,
            PRIMARY KEY (drive, unit, employment)
          ) {clustered}",
};

/// Occasions at which a drive is signed, with each of their versions as it was recorded. A signature given at none, and every
/// one from before, has no number there.
const OCCASIONS: Migration = Migration {
    name: "pledges-0002",
    sql: "CREATE TABLE pledge_occasion (
            id {autoid},
            drive {int} NOT NULL REFERENCES pledge_drive (id),
            unit {int} NOT NULL,
            title {text} NOT NULL,
            starts {int} NOT NULL,
            ends {int} NOT NULL,
            key {int} NOT NULL
          ) {strict};
          CREATE INDEX pledge_occasion_place ON pledge_occasion (drive, unit);
          CREATE TABLE pledge_occasion_version (
            occasion {int} NOT NULL,
            version {int} NOT NULL,
            title {text} NOT NULL,
            starts {int} NOT NULL,
            ends {int} NOT NULL,
            at {int} NOT NULL,
            made_by {int} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (occasion, version)
          ) {clustered};
          CREATE TABLE pledge_occasion_count (
            occasion {int} NOT NULL,
            lane {int} NOT NULL,
            signed {int} NOT NULL,
            PRIMARY KEY (occasion, lane)
          ) {clustered};
          ALTER TABLE pledge ADD COLUMN occasion {int}",
};
