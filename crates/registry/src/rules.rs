//! Decisions about people's records: does a NIP agree with the employment, what does a row change, does a
//! change begin a new state. Values in, values out.

pub(crate) mod units;

use crate::model::{Employee, Employment, Identity, NewEmployee, Service, State};
use netra_base::{Day, Refusal, UnitId};
use std::collections::BTreeMap;

/// Does the identity belong to this employment? (nip-3, ppnpn-1)
pub(crate) fn agrees(identity: &Identity, employment: Employment) -> Result<(), Refusal> {
    match identity {
        Identity::Nip(_) if employment == Employment::Ppnpn => Err(Refusal::new(
            "nip-unexpected",
            "PPNPN tidak memiliki NIP (ppnpn-1); kosongkan kolom nip, atau perbaiki kolom status.",
            "A PPNPN has no NIP (ppnpn-1); leave the column nip empty, or correct the column status.",
        )
        .at("nip")),
        Identity::Nip(nip) if nip.employment() != employment => {
            let (found, said) = (nip.employment().name(), employment.name());
            Err(Refusal::new(
                "nip-status",
                format!("NIP ini berbentuk {found}, tetapi status barisnya {said} (nip-3); perbaiki salah satunya."),
                format!("This NIP has the form of a {found}, but the row says {said} (nip-3); correct one of them."),
            )
            .at("nip"))
        }
        Identity::Contract(_) if employment != Employment::Ppnpn => Err(Refusal::new(
            "nip-missing",
            format!("{} harus memiliki NIP (nip-1); isi kolom nip.", employment.name()),
            format!("A {} must have a NIP (nip-1); fill in the column nip.", employment.name()),
        )
        .at("nip")),
        Identity::Nip(_) | Identity::Contract(_) => Ok(()),
    }
}

/// What a row means for a person who exists.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Unchanged,
    Update(Box<Employee>),
}

/// Compares a stored person with a row. Who is listed works here: a person who had left returns.
pub(crate) fn compare(before: &Employee, row: &NewEmployee, day: Day) -> Decision {
    let same = before.service.is_active()
        && before.name == row.name
        && before.employment == row.employment
        && before.position == row.position
        && before.grade == row.grade
        && before.unit == row.unit;
    if same {
        return Decision::Unchanged;
    }
    let back = !before.service.is_active();
    Decision::Update(Box::new(Employee {
        name: row.name.clone(),
        employment: row.employment,
        service: Service::Active,
        position: row.position.clone(),
        grade: row.grade.clone(),
        unit: row.unit,
        joined: if back { day } else { before.joined },
        left: None,
        ..before.clone()
    }))
}

/// Unit, employment and service make a state; a new name or position does not.
pub(crate) fn is_new_state(before: &Employee, after: &Employee) -> bool {
    (before.unit, before.employment, before.service) != (after.unit, after.employment, after.service)
}

pub(crate) fn state_of(person: &Employee, day: Day, previous: i64) -> State {
    State {
        change: person.change,
        employee: person.id,
        day,
        unit: person.unit,
        employment: person.employment,
        service: person.service,
        previous: Some(previous),
    }
}

/// Adds the difference that a change makes to the headcounts.
pub(crate) fn count(deltas: &mut BTreeMap<(UnitId, Employment), i64>, before: Option<&Employee>, after: &Employee) {
    if let Some(before) = before.filter(|p| p.service.is_active()) {
        *deltas.entry((before.unit, before.employment)).or_default() -= 1;
    }
    if after.service.is_active() {
        *deltas.entry((after.unit, after.employment)).or_default() += 1;
    }
}

pub(crate) fn unit_not_open(code: &str) -> Refusal {
    Refusal::new(
        "unit-not-open",
        format!("Unit {code} belum dibuka atau sudah berakhir pada hari itu; pilih unit yang berlaku."),
        format!("The unit {code} is not open on that day; choose one that is."),
    )
    .at("unit")
}
