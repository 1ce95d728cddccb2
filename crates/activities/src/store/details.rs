//! SQL of what belongs to an activity: its people, who is invited, delegations, the agenda. Kept as a whole and replaced as
//! a whole until the activity is over.

use crate::model::{ActivityId, AgendaItem, Delegation, Details, Group, Named, Side};
use crate::store::broken;
use netra_base::{EmployeeId, Result, UnitId};
use netra_store::{Tx, params};

/// Keeps the leader and what belongs to an activity of this host, in place of what was there.
pub(crate) fn keep(tx: &mut Tx<'_>, id: ActivityId, (leader, host): (&Named, &str), details: &Details) -> Result<()> {
    for table in ["activity_person", "activity_group", "activity_delegation", "activity_agenda"] {
        tx.execute(&format!("DELETE FROM {table} WHERE activity = ?1"), params![id.0])?;
    }
    for (number, one) in (0i64..).zip(std::iter::once(leader).chain(&details.speakers)) {
        tx.execute(
            "INSERT INTO activity_person (activity, number, employee, name, institution, function, key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id.0,
                number,
                one.employee,
                &one.name,
                one.institution.as_deref(),
                one.function.as_deref(),
                if number == 0 { one.of_host(host).key() } else { one.key() },
            ],
        )?;
    }
    for (number, one) in (1i64..).zip(&details.invited) {
        tx.execute(
            "INSERT INTO activity_group (activity, number, side, name, institution, expected)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id.0, number, one.side.code(), &one.name, one.institution.as_deref(), one.expected],
        )?;
    }
    for one in &details.delegations {
        tx.execute(
            "INSERT INTO activity_delegation (activity, unit, expected) VALUES (?1, ?2, ?3)",
            params![id.0, one.unit, one.expected],
        )?;
    }
    for (number, one) in (1i64..).zip(&details.agenda) {
        tx.execute(
            "INSERT INTO activity_agenda (activity, number, at, item, who) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.0, number, &one.at, &one.item, one.by.as_deref()],
        )?;
    }
    Ok(())
}

/// What belongs to an activity.
pub(crate) fn of(tx: &mut Tx<'_>, id: ActivityId) -> Result<Details> {
    let speakers = tx.query(
        "SELECT employee, name, institution, function FROM activity_person WHERE activity = ?1 AND number > 0 ORDER BY number",
        params![id.0],
        |row| {
            Ok(Named {
                employee: row.opt_int(0)?.map(EmployeeId),
                name: row.text(1)?,
                institution: row.opt_text(2)?,
                function: row.opt_text(3)?,
            })
        },
    )?;
    let invited = tx.query(
        "SELECT side, name, institution, expected FROM activity_group WHERE activity = ?1 ORDER BY number",
        params![id.0],
        |row| {
            Ok(Group {
                side: Side::parse(&row.text(0)?).ok_or_else(|| broken("activity_group.side"))?,
                name: row.text(1)?,
                institution: row.opt_text(2)?,
                expected: row.int(3)?,
            })
        },
    )?;
    let delegations = tx.query(
        "SELECT unit, expected FROM activity_delegation WHERE activity = ?1 ORDER BY unit",
        params![id.0],
        |row| Ok(Delegation { unit: UnitId(row.int(0)?), expected: row.int(1)? }),
    )?;
    let agenda = tx.query(
        "SELECT at, item, who FROM activity_agenda WHERE activity = ?1 ORDER BY number",
        params![id.0],
        |row| Ok(AgendaItem { at: row.text(0)?, item: row.text(1)?, by: row.opt_text(2)? }),
    )?;
    Ok(Details { speakers, invited, delegations, agenda })
}
