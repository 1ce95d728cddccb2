//! What operators record about one person of their units: that they left, came back, or moved. Each is an
//! official act with a ledger entry. Imports are acts of their own and do not pass here.

use super::people;
use crate::model::{Departure, Employee, Unit};
use crate::reach;
use crate::store::acts::{self, Act};
use netra_base::{Chance, Day, EmployeeId, EntryId, Error, Moment, Principal, Refusal, Result};
use netra_ledger::Kind;
use netra_store::Tx;
use serde::Serialize;

/// What is recorded about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// They left after this day.
    Left(Departure, Day),
    /// They came back to the unit with this code on this day.
    Returned(String, Day),
    /// They moved to the unit with this code on this day.
    Moved(String, Day),
}

/// What the ledger keeps of it: numbers, no name.
#[derive(Debug, Serialize)]
pub(crate) struct Body {
    account: i64,
    change: i64,
    day: String,
    employee: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    unit: i64,
}

impl Body {
    pub(crate) fn of(act: &Act) -> Self {
        Self {
            account: act.account.0,
            change: act.change,
            day: act.day.to_string(),
            employee: act.employee.0,
            reason: act.reason.map(Departure::code),
            unit: act.unit.0,
        }
    }
}

/// A person and their unit, for those who keep its roster; to everybody else there is no such person.
///
/// # Errors
/// `NotFound`.
pub fn person_in_reach(tx: &mut Tx<'_>, by: &Principal, id: EmployeeId) -> Result<(Employee, Unit)> {
    let person = people::employee(tx, id)?;
    let unit = super::unit(tx, person.unit)?;
    if reach::covers(by, &unit.path) { Ok((person, unit)) } else { Err(Error::NotFound) }
}

/// Records a deed, with one entry in the ledger.
///
/// # Errors
/// `NotFound` for a person out of reach; refused when the other unit is out of reach or not open, when the
/// day has not come yet or comes before the person had left, or when the person is not in the service.
pub fn keep_deed(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: EmployeeId,
    deed: &Deed,
) -> Result<EntryId> {
    let (before, unit) = person_in_reach(tx, by, id)?;
    let (kind, day, unit, reason) = match deed {
        Deed::Left(reason, day) => (Kind::EmployeeLeft, *day, unit, Some(*reason)),
        Deed::Returned(code, day) => (Kind::EmployeeReturned, *day, unit_in_reach(tx, by, code)?, None),
        Deed::Moved(code, day) => (Kind::EmployeeMoved, *day, unit_in_reach(tx, by, code)?, None),
    };
    if day > now.day(unit.zone) {
        return Err(not_yet().into());
    }
    match kind {
        Kind::EmployeeLeft => people::leave(tx, id, reason.unwrap_or(Departure::Ended), day)?,
        Kind::EmployeeReturned if before.left.is_some_and(|left| day <= left) => return Err(too_early().into()),
        Kind::EmployeeReturned => people::come_back(tx, id, unit.id, day)?,
        _ if before.unit == unit.id => return Err(same_unit().into()),
        _ => people::move_to(tx, id, unit.id, day)?,
    }
    let change = people::employee(tx, id)?.change;
    let account = by.account;
    let mut act = Act { entry: EntryId(0), kind, employee: id, change, day, unit: unit.id, reason, account, at: now };
    act.entry = netra_ledger::actions::record(tx, chance, now, kind, &Body::of(&act))?;
    acts::insert(tx, &act)?;
    Ok(act.entry)
}

fn unit_in_reach(tx: &mut Tx<'_>, by: &Principal, code: &str) -> Result<Unit> {
    match super::unit_by_code(tx, code) {
        Ok(unit) if reach::covers(by, &unit.path) => Ok(unit),
        Ok(_) | Err(Error::NotFound | Error::Refused(_)) => Err(Refusal::new(
            "unit-unknown",
            "Tidak ada unit dengan kode itu di dalam wewenang Anda; untuk pindah ke unit lain, mintalah operator unit di atasnya.",
            "There is no unit with that code within your reach; to move somebody elsewhere, ask the operator of a unit above.",
        )
        .at("unit")
        .into()),
        Err(other) => Err(other),
    }
}

fn not_yet() -> Refusal {
    Refusal::new(
        "day-future",
        "Hari itu belum tiba, dan pencatatan ini berlaku seketika; catatlah pada harinya.",
        "That day has not come yet, and what you record takes effect at once; record it when it comes.",
    )
    .at("day")
}

fn too_early() -> Refusal {
    Refusal::new(
        "day-early",
        "Hari kembali harus sesudah hari terakhir sebelumnya; periksa tanggalnya.",
        "The day of the return must follow the last day before it; check the date.",
    )
    .at("day")
}

fn same_unit() -> Refusal {
    Refusal::new(
        "unit-same",
        "Pegawai ini sudah berada di unit itu; pilih unit lain.",
        "This person is in that unit already; choose another.",
    )
    .at("unit")
}
