//! SQL of employees and of their history.

use super::{below, broken, day};
use crate::model::{Employee, Employment, NewEmployee, Nip, Service, State};
use netra_base::{Day, EmployeeId, Result, UnitId};
use netra_store::{Kind, Row, Tx, Value, params};

const COLUMNS: &str = "e.id, e.nip, e.contract, e.name, e.employment, e.service, e.position, e.grade, e.unit_id, e.joined, e.left_on, e.change";

pub(crate) fn read(row: &Row<'_>) -> Result<Employee> {
    Ok(Employee {
        id: EmployeeId(row.int(0)?),
        nip: row.opt_int(1)?.map(Nip::stored),
        contract: row.opt_text(2)?.map(Employee::stored_contract),
        name: Employee::stored_name(row.text(3)?),
        employment: employment(row.int(4)?)?,
        service: service(row.int(5)?)?,
        position: row.opt_text(6)?,
        grade: row.opt_text(7)?.map(Employee::stored_grade),
        unit: UnitId(row.int(8)?),
        joined: day(&row.text(9)?)?,
        left: row.opt_text(10)?.as_deref().map(day).transpose()?,
        change: row.int(11)?,
    })
}

fn employment(number: i64) -> Result<Employment> {
    Employment::from_number(number).ok_or_else(|| broken("employment"))
}

fn service(number: i64) -> Result<Service> {
    Service::from_number(number).ok_or_else(|| broken("state of service"))
}

pub(crate) fn by_id(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Option<Employee>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM registry_employee e WHERE e.id = ?1"), params![id], read)
}

pub(crate) fn by_nip(tx: &mut Tx<'_>, nip: Nip) -> Result<Option<Employee>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM registry_employee e WHERE e.nip = ?1"), params![nip.number()], read)
}

pub(crate) fn by_contract(tx: &mut Tx<'_>, unit: UnitId, contract: &str) -> Result<Option<Employee>> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM registry_employee e WHERE e.unit_id = ?1 AND e.contract = ?2"),
        params![unit, contract],
        read,
    )
}

/// NIPs asked for in one statement: enough to make the statement's cost small, few enough to stay below
/// every engine's limit of parameters.
const ASK: usize = 128;

/// The employees with these NIPs, in no order.
pub(crate) fn by_nips(tx: &mut Tx<'_>, nips: &[i64], mut each: impl FnMut(Employee)) -> Result<()> {
    let marks = (1..=ASK).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT {COLUMNS} FROM registry_employee e WHERE e.nip IN ({marks})");
    for chunk in nips.chunks(ASK) {
        // One text for every length: the last number fills the rest.
        let last = chunk[chunk.len() - 1];
        let numbers: Vec<Value<'_>> =
            chunk.iter().copied().chain(std::iter::repeat(last)).take(ASK).map(Value::from).collect();
        tx.for_each(&sql, &numbers, |row| {
            each(read(row)?);
            Ok(())
        })?;
    }
    Ok(())
}

/// The employees with these contracts in these units, in no order.
pub(crate) fn by_contracts(
    tx: &mut Tx<'_>,
    contracts: &[(UnitId, &str)],
    mut each: impl FnMut(Employee),
) -> Result<()> {
    let marks: Vec<String> =
        (1..=ASK).map(|n| format!("(CAST(?{} AS {{int}}), CAST(?{} AS {{text}}))", 2 * n - 1, 2 * n)).collect();
    let sql = format!(
        "WITH wanted (unit_id, contract) AS (VALUES {}) SELECT {COLUMNS} FROM wanted w
         JOIN registry_employee e ON e.unit_id = w.unit_id AND e.contract = w.contract",
        marks.join(", ")
    );
    for chunk in contracts.chunks(ASK) {
        let last = chunk[chunk.len() - 1];
        let pairs = chunk.iter().copied().chain(std::iter::repeat(last)).take(ASK);
        let values: Vec<Value<'_>> = pairs.flat_map(|(unit, contract)| [unit.into(), contract.into()]).collect();
        tx.for_each(&sql, &values, |row| {
            each(read(row)?);
            Ok(())
        })?;
    }
    Ok(())
}

/// A person to insert, with the id and change number that were taken for it.
pub(crate) struct Fresh<'a> {
    pub id: EmployeeId,
    pub change: i64,
    pub day: Day,
    pub person: &'a NewEmployee,
}

/// Inserts people, their first states and their words.
pub(crate) fn insert(tx: &mut Tx<'_>, people: &[Fresh<'_>]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = people.iter().map(employee_row).collect();
    tx.insert_many("registry_employee", &EMPLOYEE_COLUMNS, &EMPLOYEE_KINDS, &rows)?;
    drop(rows);
    let states: Vec<State> = people.iter().map(first_state).collect();
    insert_states(tx, &states)?;
    super::words::insert(tx, people.iter().map(|f| (f.id, f.person.name.as_str(), f.person.unit)))
}

const EMPLOYEE_COLUMNS: [&str; 11] =
    ["id", "nip", "contract", "name", "employment", "service", "position", "grade", "unit_id", "joined", "change"];
const EMPLOYEE_KINDS: [Kind; 11] = [
    Kind::Int,
    Kind::Int,
    Kind::Text,
    Kind::Text,
    Kind::Int,
    Kind::Int,
    Kind::Text,
    Kind::Text,
    Kind::Int,
    Kind::Text,
    Kind::Int,
];

fn employee_row<'a>(fresh: &Fresh<'a>) -> Vec<Value<'a>> {
    let person = fresh.person;
    vec![
        fresh.id.into(),
        person.nip().map(Nip::number).into(),
        person.contract().map(super::super::model::ContractNumber::as_str).into(),
        person.name.as_str().into(),
        person.employment.number().into(),
        Service::Active.number().into(),
        person.position.as_deref().into(),
        person.grade.as_ref().map(super::super::model::Grade::as_str).into(),
        person.unit.into(),
        fresh.day.into(),
        fresh.change.into(),
    ]
}

fn first_state(fresh: &Fresh<'_>) -> State {
    State {
        change: fresh.change,
        employee: fresh.id,
        day: fresh.day,
        unit: fresh.person.unit,
        employment: fresh.person.employment,
        service: Service::Active,
        previous: None,
    }
}

pub(crate) fn insert_states(tx: &mut Tx<'_>, states: &[State]) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = states
        .iter()
        .map(|s| {
            vec![
                s.change.into(),
                s.employee.into(),
                s.day.into(),
                s.unit.into(),
                s.employment.number().into(),
                s.service.number().into(),
                s.previous.into(),
            ]
        })
        .collect();
    let kinds = [Kind::Int, Kind::Int, Kind::Text, Kind::Int, Kind::Int, Kind::Int, Kind::Int];
    let columns = ["change", "employee_id", "day", "unit_id", "employment", "service", "previous"];
    tx.insert_many("registry_employee_history", &columns, &kinds, &rows)?;
    Ok(())
}

/// Writes every field that may change of a person who exists.
pub(crate) fn update(tx: &mut Tx<'_>, person: &Employee) -> Result<()> {
    tx.execute(
        "UPDATE registry_employee SET name = ?2, employment = ?3, service = ?4, position = ?5, grade = ?6, unit_id = ?7,
         joined = ?8, left_on = ?9, change = ?10, contract = ?11 WHERE id = ?1",
        params![
            person.id, person.name.as_str(), person.employment.number(), person.service.number(),
            person.position.as_deref(), person.grade.as_ref().map(crate::model::Grade::as_str), person.unit,
            person.joined, person.left, person.change,
            person.contract.as_ref().map(crate::model::ContractNumber::as_str),
        ],
    )?;
    Ok(())
}

const STATE_COLUMNS: &str = "change, employee_id, day, unit_id, employment, service, previous";

fn read_state(row: &Row<'_>) -> Result<State> {
    Ok(State {
        change: row.int(0)?,
        employee: EmployeeId(row.int(1)?),
        day: day(&row.text(2)?)?,
        unit: UnitId(row.int(3)?),
        employment: employment(row.int(4)?)?,
        service: service(row.int(5)?)?,
        previous: row.opt_int(6)?,
    })
}

pub(crate) fn state(tx: &mut Tx<'_>, change: i64) -> Result<Option<State>> {
    tx.query_opt(
        &format!("SELECT {STATE_COLUMNS} FROM registry_employee_history WHERE change = ?1"),
        params![change],
        read_state,
    )
}

pub(crate) fn states_after(tx: &mut Tx<'_>, change: i64, limit: i64) -> Result<Vec<State>> {
    tx.query(
        &format!(
            "SELECT {STATE_COLUMNS} FROM registry_employee_history WHERE change > ?1 ORDER BY change LIMIT CAST(?2 AS {{int}})"
        ),
        params![change, limit],
        read_state,
    )
}

/// Every person, in the order of ids, of the units at or below `path`.
pub(crate) fn each_below(
    tx: &mut Tx<'_>,
    path: &str,
    mut each: impl FnMut(Employee, &str) -> Result<()>,
) -> Result<()> {
    tx.for_each(
        &format!(
            "SELECT {COLUMNS}, u.code FROM registry_employee e JOIN registry_unit u ON u.id = e.unit_id
             WHERE u.path >= ?1 AND u.path < ?2 ORDER BY e.id"
        ),
        params![path, below(path)],
        |row| each(read(row)?, &row.text(12)?),
    )
}

/// People whose NIP lies between two numbers, in its order, whatever their unit.
pub(crate) fn by_nip_range(
    tx: &mut Tx<'_>,
    from: i64,
    to: i64,
    scope: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Employee>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM registry_employee e JOIN registry_unit u ON u.id = e.unit_id
             WHERE e.nip >= ?1 AND e.nip <= ?2 AND e.nip > ?3 AND u.path >= ?4 AND u.path < ?5
             ORDER BY e.nip LIMIT CAST(?6 AS {{int}})"
        ),
        params![from, to, after, scope, below(scope), limit],
        read,
    )
}

/// The same among the people whom a word query finds.
pub(crate) fn by_nip_range_in(
    tx: &mut Tx<'_>,
    from: i64,
    to: i64,
    query: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Employee>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM registry_employee e
             WHERE e.nip >= ?1 AND e.nip <= ?2 AND e.nip > ?3
               AND e.id IN (SELECT rowid FROM registry_words WHERE registry_words{{words_match}} ?4 {{words_end}})
             ORDER BY e.nip LIMIT CAST(?5 AS {{int}})"
        ),
        params![from, to, after, query, limit],
        read,
    )
}

/// People found by words, in the order of ids. `scope` also cuts by path, for scopes too wide for tokens.
pub(crate) fn by_words(tx: &mut Tx<'_>, query: &str, scope: &str, after: i64, limit: i64) -> Result<Vec<Employee>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM registry_words
             JOIN registry_employee e ON e.id = registry_words.rowid
             JOIN registry_unit u ON u.id = e.unit_id
             WHERE registry_words{{words_match}} ?1 {{words_end}} AND registry_words.rowid > ?2
               AND u.path >= ?3 AND u.path < ?4
             ORDER BY registry_words.rowid LIMIT CAST(?5 AS {{int}})"
        ),
        params![query, after, scope, below(scope), limit],
        read,
    )
}
