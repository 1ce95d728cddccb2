//! The tables of access. Moments are milliseconds; a session or a code is stored as the hash of what its
//! holder has, so that the database alone opens nothing.

use netra_store::Migration;

/// Sessions and half-made sign-ins are keyed by SHA-256 of their token. `access_guess` counts wrong
/// guesses under a hash of what was guessed at, known to us or not, so that both look the same.
///
/// `access_note` holds the little that the house keeps for itself: the secret under which guesses at logins
/// of nobody are counted, and how far it has read who left.
pub const MIGRATIONS: [Migration; 4] = [FIRST, SECOND, THIRD, FOURTH];

/// Sessions of accounts without roles say so themselves: asking for one is then one row and no join.
const FOURTH: Migration =
    Migration { name: "access-0004", sql: "ALTER TABLE access_session ADD COLUMN plain {int} NOT NULL DEFAULT 0" };

/// The browsers in which an account was signed in to, by the hash of what they keep.
const THIRD: Migration = Migration {
    name: "access-0003",
    sql: "CREATE TABLE access_device (
            account {int} NOT NULL,
            token_hash {blob} NOT NULL,
            since {int} NOT NULL,
            PRIMARY KEY (account, token_hash)
          ) {clustered};
          CREATE INDEX access_device_token ON access_device (token_hash)",
};

const SECOND: Migration = Migration {
    name: "access-0002",
    sql: "ALTER TABLE access_account ADD COLUMN closed_by {int};
          CREATE TABLE access_note (
            name {text} NOT NULL PRIMARY KEY,
            number {int},
            secret {blob}
          ) {clustered};
          CREATE INDEX access_step_account ON access_step (account)",
};

const FIRST: Migration = Migration {
    name: "access-0001",
    sql: "CREATE TABLE access_account (
            id {autoid},
            employee {int} UNIQUE,
            login {text} NOT NULL UNIQUE,
            password_hash {text},
            totp_secret {blob},
            totp_pending {blob},
            totp_last_step {int},
            created {int} NOT NULL,
            closed {int}
          ) {strict};
          CREATE TABLE access_guess (
            subject {blob} NOT NULL PRIMARY KEY,
            failures {int} NOT NULL,
            locked_until {int},
            at {int} NOT NULL
          ) {clustered};
          CREATE INDEX access_guess_at ON access_guess (at);
          CREATE TABLE access_session (
            token_hash {blob} NOT NULL PRIMARY KEY,
            account {int} NOT NULL,
            employee {int},
            signed_in_by {int} NOT NULL,
            opened {int} NOT NULL,
            last_seen {int} NOT NULL,
            expires {int} NOT NULL
          ) {clustered};
          CREATE INDEX access_session_account ON access_session (account);
          CREATE INDEX access_session_expires ON access_session (expires);
          CREATE TABLE access_step (
            token_hash {blob} NOT NULL PRIMARY KEY,
            account {int} NOT NULL,
            expires {int} NOT NULL
          ) {clustered};
          CREATE TABLE access_grant (
            id {autoid},
            account {int} NOT NULL,
            role {text} NOT NULL,
            unit {int} NOT NULL,
            granted_by {int},
            granted_at {int} NOT NULL,
            entry {int} NOT NULL,
            revoked_by {int},
            revoked_at {int},
            revoke_entry {int}
          ) {strict};
          CREATE UNIQUE INDEX access_grant_held ON access_grant (account, role, unit) WHERE revoked_at IS NULL;
          CREATE TABLE access_codes_issued (
            id {autoid},
            unit {int} NOT NULL,
            below {int} NOT NULL,
            count {int} NOT NULL,
            valid_until {int} NOT NULL,
            issued_by {int} NOT NULL,
            issued_at {int} NOT NULL,
            entry {int} NOT NULL
          ) {strict};
          CREATE TABLE access_code (
            employee {int} NOT NULL PRIMARY KEY,
            code_hash {blob} NOT NULL,
            issued {int} NOT NULL,
            expires {int} NOT NULL,
            used_at {int}
          ) {strict}",
};
