//! What a signed pledge says on paper, gathered: the text as it was signed, the record as it was kept, the receipt under a
//! published head. What a person is called today, or where he works today, is not asked.

use crate::model::{Answer, Drive, PledgeText};
use crate::store;
use netra_base::{DriveId, EmployeeId, Error, Lang, Result};
use netra_correspondence::actions::letterhead;
use netra_correspondence::model::Letterhead;
use netra_ledger::actions::{Receipt, number_of, receipt};
use netra_ledger::model::{Head, ReceiptNumber};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use std::collections::HashSet;

/// What is the same for everybody who signed a drive.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The drive.
    pub drive: Drive,
    /// The text as it was signed.
    pub text: PledgeText,
    /// Names of the instruments it rests on, by the law of the day the drive was opened.
    pub instruments: Vec<String>,
}

/// One signed pledge.
#[derive(Debug, Clone)]
pub struct Pakta {
    /// Who signed, when and how, as it was recorded.
    pub answer: Answer,
    /// The unit whose code was recorded.
    pub unit: Unit,
    /// What stands on top of that unit's papers.
    pub letterhead: Letterhead,
    /// What the occasion at which it was signed is called.
    pub occasion: Option<String>,
    /// The receipt.
    pub receipt: Receipt,
}

/// The part of a drive's pledges that is the same on each.
///
/// # Errors
/// `NotFound` for an unknown drive.
pub fn offered(tx: &mut Tx<'_>, id: DriveId) -> Result<Offered> {
    let drive = super::drive(tx, id)?;
    let text = super::text_of(tx, &drive)?;
    let law = netra_rulebook::actions::current(tx, drive.opened)?;
    let name = |id: &String| law.book().row(id).map_or_else(|| id.clone(), |row| row.name(Lang::Id).to_owned());
    let instruments = text.instruments.iter().map(name).collect();
    Ok(Offered { drive, text, instruments })
}

/// The pledge that a person signed; none while its entry has no place below the published head.
///
/// # Errors
/// `NotFound` when the person has not signed.
pub fn pakta(tx: &mut Tx<'_>, drive: DriveId, employee: EmployeeId, published: &Head) -> Result<Option<Pakta>> {
    let answer = store::signed(tx, drive, employee)?.ok_or(Error::NotFound)?;
    let Some(receipt) = receipt(tx, answer.entry, published)? else { return Ok(None) };
    let unit = registry::unit_by_code(tx, &answer.unit)?;
    let letterhead = letterhead(tx, unit.id)?;
    let occasion = answer.occasion.map(|id| Ok::<_, Error>(super::occasion(tx, id)?.title)).transpose()?;
    Ok(Some(Pakta { answer, unit, letterhead, occasion, receipt }))
}

/// Who signed a drive in a unit and in those below, by the units that were recorded.
///
/// # Errors
/// `NotFound` for an unknown unit.
pub fn signed_within(tx: &mut Tx<'_>, drive: DriveId, unit: &str) -> Result<Vec<EmployeeId>> {
    let top = registry::unit_by_code(tx, unit)?;
    // Also units that ended: who signed in one is still one of theirs.
    let codes: HashSet<String> =
        registry::tree(tx, &top.path, None)?.into_iter().map(|unit| unit.code.to_string()).collect();
    store::signed_in(tx, drive, |code| codes.contains(code))
}

/// The number of the receipt of a signature; none while it has no place below the published head.
///
/// # Errors
/// `NotFound` when the person has not signed.
pub fn pakta_number(
    tx: &mut Tx<'_>,
    drive: DriveId,
    employee: EmployeeId,
    published: &Head,
) -> Result<Option<ReceiptNumber>> {
    let answer = store::signed(tx, drive, employee)?.ok_or(Error::NotFound)?;
    number_of(tx, answer.entry, published)
}
