//! The tables of the quiz. A running test holds its questions; a graded one only its score. How often a question
//! was missed is counted per lane, without persons and units, so that nobody waits for a hot row.

use netra_store::Migration;

/// Forward only.
pub const MIGRATIONS: [Migration; 2] = [
    Migration {
        name: "guidance-0001",
        sql: "CREATE TABLE quiz_attempt (
            employee {int} NOT NULL,
            phase {text} NOT NULL,
            attempt {text} NOT NULL,
            occasion {text},
            sheet {text} NOT NULL,
            begun {int} NOT NULL,
            PRIMARY KEY (employee, phase)
          ) {clustered};
          CREATE INDEX quiz_attempt_begun ON quiz_attempt (begun);
          CREATE TABLE quiz_result (
            attempt {text} NOT NULL PRIMARY KEY,
            employee {int} NOT NULL,
            unit {int} NOT NULL,
            phase {text} NOT NULL,
            occasion {text},
            turn {int} NOT NULL,
            score {int} NOT NULL,
            questions {int} NOT NULL,
            passed {int} NOT NULL,
            day {text} NOT NULL,
            at {int} NOT NULL
          ) {clustered};
          CREATE INDEX quiz_result_employee ON quiz_result (employee, phase);
          CREATE TABLE quiz_missed (
            question {text} NOT NULL,
            lane {int} NOT NULL,
            answered {int} NOT NULL,
            missed {int} NOT NULL,
            PRIMARY KEY (question, lane)
          ) {clustered};
          CREATE TABLE quiz_certificate (
            code {text_c} NOT NULL PRIMARY KEY,
            attempt {text} NOT NULL UNIQUE,
            employee {int} NOT NULL,
            name {text} NOT NULL,
            unit {text} NOT NULL,
            unit_kind {text} NOT NULL,
            occasion {text},
            score {int} NOT NULL,
            questions {int} NOT NULL,
            needed {int} NOT NULL,
            day {text} NOT NULL,
            at {int} NOT NULL,
            entry {int} NOT NULL
          ) {clustered};
          CREATE INDEX quiz_certificate_employee ON quiz_certificate (employee)",
    },
    // The figures of one place, asked for on its page and for the recap of hundreds of places.
    Migration {
        name: "guidance-0002",
        sql: "CREATE INDEX quiz_result_occasion ON quiz_result (occasion, phase, turn)",
    },
];
