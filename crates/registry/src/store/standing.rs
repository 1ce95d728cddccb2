//! SQL of one person's standing: one statement, since every signature asks it.

use super::broken;
use crate::model::{Employment, Nip, Service, Standing};
use netra_base::{EmployeeId, Result, UnitId, Zone};
use netra_store::{Row, Tx, params};

pub(crate) fn standing(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Option<Standing>> {
    tx.query_opt(
        "SELECT e.name, e.nip, e.contract, e.employment, e.service, e.unit_id, u.code, u.path, u.zone, e.change
         FROM registry_employee e JOIN registry_unit u ON u.id = e.unit_id WHERE e.id = ?1",
        params![id],
        read,
    )
}

/// The same with the person's row, and no other, held until the transaction ends.
pub(crate) fn held(tx: &mut Tx<'_>, id: EmployeeId) -> Result<Option<Standing>> {
    tx.query_opt(
        "SELECT e.name, e.nip, e.contract, e.employment, e.service, e.unit_id, u.code, u.path, u.zone, e.change
         FROM (SELECT * FROM registry_employee WHERE id = ?1 {for_update}) e JOIN registry_unit u ON u.id = e.unit_id",
        params![id],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Standing> {
    let unit_code = row.text(6)?;
    let number = match row.opt_int(1)? {
        Some(nip) => Nip::stored(nip).to_string(),
        None => format!("{unit_code}/{}", row.opt_text(2)?.unwrap_or_default()),
    };
    Ok(Standing {
        name: row.text(0)?,
        number,
        employment: Employment::from_number(row.int(3)?).ok_or_else(|| broken("employment"))?,
        active: Service::from_number(row.int(4)?).is_some_and(Service::is_active),
        change: row.int(9)?,
        unit: UnitId(row.int(5)?),
        unit_code,
        unit_path: row.text(7)?,
        zone: Zone::parse(&row.text(8)?).ok_or_else(|| broken("time zone"))?,
    })
}
