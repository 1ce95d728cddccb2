//! The tables of activities. Counters of those present are kept per lane, so that a crowd that checks in does not
//! wait for one row; what was counted when an activity ended stands in its own row. Whoever plans takes the turn of the unit, and
//! last of all the turn number 0, everybody's, to look for clashes. `activity_contested` holds the places of drives where
//! somebody or the venue is due elsewhere at the same time: boards look for clashes there alone.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "activities-0001",
    sql: "CREATE TABLE activity (
            id {autoid},
            unit {int} NOT NULL,
            kind {text} NOT NULL,
            mode {text} NOT NULL,
            title {text} NOT NULL,
            theme {text},
            basis {text} NOT NULL,
            venue {text},
            venue_key {text_c},
            link {text},
            starts {int} NOT NULL,
            ends {int} NOT NULL,
            zone {text} NOT NULL,
            on_behalf_of {text},
            target {int} NOT NULL,
            expected {int} NOT NULL,
            team {int},
            drive {int},
            pledge_drive {int},
            occasion {int},
            ceiling {int},
            source {text},
            realised {int},
            evidence {int},
            state {text} NOT NULL,
            planned {int} NOT NULL,
            planned_by {int} NOT NULL,
            revision {int} NOT NULL DEFAULT 0,
            revised {int},
            started {int},
            started_by {int},
            closed {int},
            closed_by {int},
            reason {text},
            entry {int},
            present {int},
            early {int},
            late {int},
            doubtful {int},
            guests {int},
            on_paper {int},
            reported {int},
            minutes {text}
          ) {strict};
          CREATE INDEX activity_unit ON activity (unit, starts, id);
          CREATE INDEX activity_starts ON activity (starts, id);
          CREATE INDEX activity_owed ON activity (starts, id, unit, state, ends)
            WHERE COALESCE(drive, 0) = 0 AND COALESCE(reported, 0) = 0 AND state <> 'cancelled';
          CREATE INDEX activity_drive ON activity (drive, id);
          CREATE INDEX activity_drive_starts ON activity (drive, starts, id);
          CREATE INDEX activity_drive_unit ON activity (drive, unit, state, starts, ends, reported, target, expected);
          CREATE INDEX activity_reported ON activity (unit, reported);
          CREATE INDEX activity_venue ON activity (venue_key);
          CREATE INDEX activity_team ON activity (team, starts, id);
          CREATE TABLE activity_drive_name (
            drive {int} NOT NULL PRIMARY KEY,
            title {text} NOT NULL
          ) {strict};
          CREATE TABLE activity_turn (
            unit {int} NOT NULL PRIMARY KEY,
            at {int} NOT NULL
          ) {strict};
          CREATE TABLE activity_contested (
            drive {int} NOT NULL,
            activity {int} NOT NULL,
            PRIMARY KEY (drive, activity)
          ) {clustered};
          CREATE TABLE activity_person (
            activity {int} NOT NULL,
            number {int} NOT NULL,
            employee {int},
            name {text} NOT NULL,
            institution {text},
            function {text},
            key {text_c} NOT NULL,
            PRIMARY KEY (activity, number)
          ) {clustered};
          CREATE INDEX activity_person_key ON activity_person (key, activity);
          CREATE TABLE activity_group (
            activity {int} NOT NULL,
            number {int} NOT NULL,
            side {text} NOT NULL,
            name {text} NOT NULL,
            institution {text},
            expected {int} NOT NULL,
            PRIMARY KEY (activity, number)
          ) {clustered};
          CREATE TABLE activity_delegation (
            activity {int} NOT NULL,
            unit {int} NOT NULL,
            expected {int} NOT NULL,
            PRIMARY KEY (activity, unit)
          ) {clustered};
          CREATE INDEX activity_delegation_unit ON activity_delegation (unit, activity);
          CREATE TABLE activity_agenda (
            activity {int} NOT NULL,
            number {int} NOT NULL,
            at {text} NOT NULL,
            item {text} NOT NULL,
            who {text},
            PRIMARY KEY (activity, number)
          ) {clustered};
          CREATE TABLE activity_tally (
            activity {int} NOT NULL,
            lane {int} NOT NULL,
            present {int} NOT NULL,
            early {int} NOT NULL,
            late {int} NOT NULL,
            doubtful {int} NOT NULL,
            guests {int} NOT NULL,
            on_paper {int} NOT NULL,
            PRIMARY KEY (activity, lane)
          ) {clustered};
          CREATE TABLE activity_party (
            activity {int} NOT NULL,
            kind {text_c} NOT NULL,
            key {text_c} NOT NULL,
            lane {int} NOT NULL,
            name {text} NOT NULL,
            present {int} NOT NULL,
            PRIMARY KEY (activity, kind, key, lane)
          ) {clustered};
          CREATE TABLE activity_decision (
            id {autoid},
            activity {int} NOT NULL,
            unit {int} NOT NULL,
            what {text} NOT NULL,
            employee {int},
            function {text},
            due {text_c} NOT NULL,
            done {text_c},
            note {text},
            done_at {int},
            done_by {int},
            entry {int}
          ) {strict};
          CREATE INDEX activity_decision_activity ON activity_decision (activity);
          CREATE INDEX activity_decision_unit ON activity_decision (unit, done, due);
          CREATE INDEX activity_decision_due ON activity_decision (done, due, id);
          CREATE INDEX activity_decision_employee ON activity_decision (employee, done, due);
          CREATE TABLE activity_photo (
            activity {int} NOT NULL,
            number {int} NOT NULL,
            file {int} NOT NULL,
            alt {text} NOT NULL,
            caption {text} NOT NULL,
            PRIMARY KEY (activity, number)
          ) {clustered};
          CREATE TABLE activity_file (
            activity {int} NOT NULL,
            number {int} NOT NULL,
            file {int} NOT NULL,
            title {text} NOT NULL,
            PRIMARY KEY (activity, number)
          ) {clustered};
          CREATE TABLE activity_quote (
            activity {int} NOT NULL,
            number {int} NOT NULL,
            who {text} NOT NULL,
            says {text} NOT NULL,
            PRIMARY KEY (activity, number)
          ) {clustered};
          CREATE TABLE activity_report (
            activity {int} NOT NULL,
            version {int} NOT NULL,
            filed {int} NOT NULL,
            filed_by {int} NOT NULL,
            number {text} NOT NULL,
            data {text} NOT NULL,
            made_from {text} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (activity, version)
          ) {clustered};
          CREATE INDEX activity_report_filed ON activity_report (filed, activity);
          CREATE TABLE activity_correction (
            activity {int} NOT NULL,
            version {int} NOT NULL,
            reason {text} NOT NULL,
            opened {int} NOT NULL,
            opened_by {int} NOT NULL,
            entry {int} NOT NULL,
            PRIMARY KEY (activity, version)
          ) {clustered};
          CREATE TABLE activity_feed (
            unit {int} NOT NULL PRIMARY KEY,
            key {blob} NOT NULL,
            made {int} NOT NULL,
            made_by {int} NOT NULL
          ) {strict}",
}];
