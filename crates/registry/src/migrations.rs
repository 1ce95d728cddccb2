//! The registry's tables, forward only.
//!
//! * A person is found by NIP (unique) or by unit and contract (unique where there is a contract); by name
//!   and unit through `registry_words`, which holds the words of the name and one token for the unit. There
//!   is deliberately no index on `unit_id`: the token serves the same question and costs less on import.
//! * `registry_employee_history` is a stream: `change` grows in the order of commits, because the counter's
//!   row stays locked until the commit. Each state names the one before it, so one person's history is a
//!   walk back and needs no second index.
//! * `registry_headcount` counts active people per unit, employment and lane, in the same transaction as
//!   the people themselves: a denominator costs per unit, not per person.

use netra_store::Migration;

/// In the order in which they are applied.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "registry-0001", sql: FIRST }, Migration { name: "registry-0002", sql: SECOND }];

const FIRST: &str = "
CREATE TABLE registry_unit (
    id {int} NOT NULL PRIMARY KEY,
    code {text_c} NOT NULL UNIQUE,
    name {text} NOT NULL,
    kind {text} NOT NULL,
    class {text},
    short {text},
    parent_id {int} REFERENCES registry_unit (id),
    path {text_c} NOT NULL UNIQUE,
    zone {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text},
    sample {int} NOT NULL,
    source {text}
) {strict};
CREATE TABLE registry_unit_name (
    unit_id {int} NOT NULL REFERENCES registry_unit (id),
    last_day {text_c} NOT NULL,
    name {text} NOT NULL,
    PRIMARY KEY (unit_id, last_day)
) {clustered};
CREATE TABLE registry_unit_successor (
    unit_id {int} NOT NULL REFERENCES registry_unit (id),
    successor_id {int} NOT NULL REFERENCES registry_unit (id),
    day {text} NOT NULL,
    PRIMARY KEY (unit_id, successor_id)
) {clustered};
CREATE TABLE registry_employee (
    id {int} NOT NULL PRIMARY KEY,
    nip {int} UNIQUE,
    contract {text_c},
    name {text} NOT NULL,
    employment {int} NOT NULL,
    service {int} NOT NULL,
    position {text},
    grade {text},
    unit_id {int} NOT NULL,
    joined {text} NOT NULL,
    left_on {text},
    change {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX registry_employee_contract ON registry_employee (unit_id, contract) WHERE contract IS NOT NULL;
CREATE TABLE registry_employee_history (
    change {int} NOT NULL PRIMARY KEY,
    employee_id {int} NOT NULL,
    day {text} NOT NULL,
    unit_id {int} NOT NULL,
    employment {int} NOT NULL,
    service {int} NOT NULL,
    previous {int}
) {strict};
CREATE TABLE registry_headcount (
    unit_id {int} NOT NULL,
    employment {int} NOT NULL,
    lane {int} NOT NULL,
    people {int} NOT NULL,
    PRIMARY KEY (unit_id, employment, lane)
) {clustered};
CREATE TABLE registry_counter (
    name {text} NOT NULL PRIMARY KEY,
    next {int} NOT NULL
) {clustered};
INSERT INTO registry_counter (name, next) VALUES ('unit', 1), ('employee', 1), ('change', 1), ('import', 1);
CREATE {words_table} registry_words {words_columns};
{words_index} registry_words {words_gin};
CREATE TABLE registry_import (
    id {int} NOT NULL PRIMARY KEY,
    what {text} NOT NULL,
    file_name {text} NOT NULL,
    file_hash {blob} NOT NULL,
    file_bytes {int} NOT NULL,
    account_id {int},
    started {int} NOT NULL,
    finished {int},
    done_bytes {int} NOT NULL,
    read_rows {int} NOT NULL,
    inserted {int} NOT NULL,
    updated {int} NOT NULL,
    unchanged {int} NOT NULL,
    refused {int} NOT NULL,
    entry_id {int}
) {strict};
CREATE TABLE registry_import_refusal (
    import_id {int} NOT NULL REFERENCES registry_import (id),
    row_number {int} NOT NULL,
    column_name {text_c} NOT NULL,
    code {text} NOT NULL,
    message_id {text} NOT NULL,
    message_en {text} NOT NULL,
    PRIMARY KEY (import_id, row_number, column_name)
) {clustered}
";

/// Acts of operators upon one person, each with its ledger entry and the state that it made; and imports
/// that were stopped half-way, closed with what they did until then.
const SECOND: &str = "
CREATE TABLE registry_act (
    entry_id {int} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    employee_id {int} NOT NULL,
    change {int} NOT NULL,
    day {text} NOT NULL,
    unit_id {int} NOT NULL,
    reason {text},
    account_id {int} NOT NULL,
    at {int} NOT NULL
) {strict};
ALTER TABLE registry_import ADD COLUMN interrupted {int} NOT NULL DEFAULT 0
";
