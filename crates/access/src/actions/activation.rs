//! Activation: an operator issues one-time codes for the people of a unit; each of them turns a code into
//! an account. A code exists in clear only in the answer to the operator.

use super::guesses::{Verdict, gate, keep_subject_of_nobody, subject_of};
use super::sessions::{end_all, open};
use super::sign_in::{is_gone, person_of};
use crate::model::{Account, ActivationCode, Hash32, Issued, Login, NewAccount, Opened, Slip};
use crate::rules;
use crate::store::codes::{self, IssueRow};
use crate::store::{accounts, grants, guesses};
use netra_base::{Chance, EmployeeId, EntryId, Error, Moment, Principal, Refusal, Result, SignedInBy, Zone};
use netra_ledger::Kind;
use netra_registry::actions as registry;
use netra_registry::model::{Employee, Unit};
use netra_store::Tx;
use serde::Serialize;
use subtle::ConstantTimeEq;

/// Codes in one go: a Kanwil with its prisons has some two thousand people; each code costs a look-up and a
/// row, 20 µs, so the writer is held for 40 ms.
const MAX_CODES: usize = 2_000;

/// What the ledger keeps of an issue: how many, for which unit; no persons.
#[derive(Debug, Serialize)]
pub(crate) struct CodesIssued {
    below: bool,
    by: i64,
    count: i64,
    unit: i64,
    valid_until: String,
}

impl CodesIssued {
    pub(crate) fn of(row: &IssueRow) -> Self {
        Self { below: row.below, by: row.by.0, count: row.count, unit: row.unit.0, valid_until: row.valid_until.utc() }
    }
}

/// Issues codes for the active people of a unit (and, with `below`, of every unit under it) who have no
/// account yet. Issuing again replaces the codes of before.
///
/// # Errors
/// `NotFound` for a unit outside the operator's own; refused when nobody needs a code, or too many do.
pub fn issue_codes(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    unit_code: &str,
    below: bool,
) -> Result<Issued> {
    let unit = registry::unit_by_code(tx, unit_code)?;
    if !rules::may_issue(by, &unit.path) {
        return Err(Error::NotFound);
    }
    let people = waiting_people(tx, &unit, below, now)?;
    issue(tx, chance, now, by, (unit, below), &people)
}

/// Issues a code for one person of the operator's units, account or not: somebody who forgot the password
/// or lost the phone.
///
/// # Errors
/// Refused when there is no such active person in those units, or the account holds a role.
pub fn issue_code_for(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, login: &Login) -> Result<Issued> {
    let (person, unit) = one_person(tx, by, login)?;
    issue(tx, chance, now, by, (unit.clone(), false), &[(person, unit)])
}

fn issue(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (unit, below): (Unit, bool),
    people: &[(Employee, Unit)],
) -> Result<Issued> {
    let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let valid_until = now.plus_ms(rules::CODE_LIFE);
    let entry = EntryId(0);
    let mut row = IssueRow { unit: unit.id, below, count, valid_until, by: by.account, at: now, entry };
    row.entry = netra_ledger::actions::record(tx, chance, now, Kind::CodesIssued, &CodesIssued::of(&row))?;
    let issue = codes::insert_issue(tx, &row)?;
    let slips = write_codes(tx, chance, people, issue, valid_until)?;
    Ok(Issued { unit_code: unit.code.to_string(), unit_name: unit.name, slips, valid_until, entry: row.entry })
}

fn write_codes(
    tx: &mut Tx<'_>,
    chance: &Chance,
    people: &[(Employee, Unit)],
    issue: i64,
    valid_until: Moment,
) -> Result<Vec<Slip>> {
    let (mut stored, mut slips) = (Vec::with_capacity(people.len()), Vec::with_capacity(people.len()));
    for (person, at) in people {
        let code = ActivationCode::draw(chance);
        stored.push((person.id, code.hash()));
        slips.push(Slip {
            name: person.name.to_string(),
            login: login_text(person, at),
            unit: at.name.clone(),
            code: code.grouped(),
        });
        // A fresh code is a fresh secret: what was guessed at the old one does not lock the new one.
        guesses::clear(tx, &login_of(person, at)?.subject("code"))?;
    }
    codes::replace(tx, &stored, issue, valid_until)?;
    Ok(slips)
}

/// One active person of the operator's own units, who holds no role: a code opens the account anew without
/// its phone, and an operator must not come by somebody's role that way.
fn one_person(tx: &mut Tx<'_>, by: &Principal, login: &Login) -> Result<(Employee, Unit)> {
    let person = person_of(tx, login)?.filter(|person| person.service.is_active());
    let found = match person {
        Some(person) => {
            let unit = registry::unit(tx, person.unit)?;
            rules::may_issue(by, &unit.path).then_some((person, unit))
        }
        None => None,
    };
    let (person, unit) = found.ok_or_else(|| {
        Refusal::new(
            "person-not-yours",
            "Tidak ada pegawai aktif dengan nomor ini di unit Anda; periksa nomornya.",
            "There is no active employee with this number in your units; check the number.",
        )
        .at("login")
    })?;
    if let Some(account) = accounts::by_employee(tx, person.id)?
        && !grants::of_account(tx, account.id)?.is_empty()
    {
        return Err(holds_role().at("login").into());
    }
    Ok((person, unit))
}

fn holds_role() -> Refusal {
    Refusal::new(
        "person-holds-role",
        "Akun ini memegang peran. Administrator harus mencabut perannya dulu, lalu kode dapat dipakai, lalu peran diberikan lagi.",
        "This account holds a role. An administrator has to take it back first; then a code can be used and the role granted again.",
    )
}

/// Active people without an account that can be signed in to, by unit and name.
fn waiting_people(tx: &mut Tx<'_>, unit: &Unit, below: bool, now: Moment) -> Result<Vec<(Employee, Unit)>> {
    let units = if below { registry::tree(tx, &unit.path, Some(now.day(Zone::Wib)))? } else { vec![unit.clone()] };
    let mut waiting = Vec::new();
    for unit in units {
        let mut after = Some(0);
        while let Some(from) = after {
            let page = registry::people_of(tx, unit.id, from, 500)?;
            after = page.next;
            for person in page.people.into_iter().filter(|p| p.service.is_active()) {
                let account = accounts::by_employee(tx, person.id)?;
                if account.is_none_or(|a| a.password_hash.is_none()) {
                    waiting.push((person, unit.clone()));
                }
            }
            if waiting.len() > MAX_CODES {
                return Err(too_many().into());
            }
        }
    }
    if waiting.is_empty() {
        return Err(nobody().into());
    }
    waiting.sort_by(|(a, at), (b, bt)| (&at.path, &a.name).cmp(&(&bt.path, &b.name)));
    Ok(waiting)
}

fn too_many() -> Refusal {
    Refusal::new(
        "codes-too-many",
        format!("Lebih dari {MAX_CODES} pegawai sekaligus; terbitkan kode per unit di bawahnya."),
        format!("More than {MAX_CODES} people at once; issue codes for the units below one by one."),
    )
    .at("unit")
}

fn nobody() -> Refusal {
    Refusal::new(
        "codes-nobody",
        "Semua pegawai aktif di unit ini sudah memiliki akun; tidak ada kode yang perlu diterbitkan.",
        "Every active employee of this unit has an account already; no code is needed.",
    )
    .at("unit")
}

/// What a person types: the NIP, or unit code and contract.
fn login_text(person: &Employee, unit: &Unit) -> String {
    match (person.nip, &person.contract) {
        (Some(nip), _) => nip.to_string(),
        (None, Some(contract)) => format!("{}/{}", unit.code, contract.as_str()),
        (None, None) => String::new(),
    }
}

pub(crate) fn login_of(person: &Employee, unit: &Unit) -> Result<Login> {
    match (person.nip, &person.contract) {
        (Some(nip), _) => Ok(Login::of_nip(nip)),
        (None, Some(contract)) => Ok(Login::of_contract(unit.code.as_str(), contract)),
        (None, None) => Err(anyhow::anyhow!("employee {} has neither NIP nor contract", person.id).into()),
    }
}

/// Is this the code of this person? A wrong one is counted, for a number nobody has like for any other.
///
/// # Errors
/// When the database fails.
pub fn try_code(
    tx: &mut Tx<'_>,
    chance: &Chance,
    login: &Login,
    code: Option<&ActivationCode>,
    now: Moment,
) -> Result<Verdict<EmployeeId>> {
    let person = person_of(tx, login)?;
    let kept: Option<Hash32> = match &person {
        Some(person) => codes::standing(tx, person.id, now)?,
        None => None,
    };
    let given = code.map(ActivationCode::hash);
    let right = matches!((kept, given), (Some(kept), Some(given)) if bool::from(kept.ct_eq(&given)));
    let subject = code_subject(tx, chance, person.as_ref(), login)?;
    if let Err(refusal) = gate(tx, &subject, right, rules::wrong_code(), now)? {
        return Ok(Err(if refusal.field.is_some() { refusal } else { refusal.at("kode") }));
    }
    let Some(person) = person else { return Err(Error::NotFound) };
    Ok(if person.service.is_active() { Ok(person.id) } else { Err(rules::gone()) })
}

/// Where wrong codes are counted: under the person's own number, however it was typed.
fn code_subject(tx: &mut Tx<'_>, chance: &Chance, person: Option<&Employee>, login: &Login) -> Result<Hash32> {
    let Some(person) = person else { return keep_subject_of_nobody(tx, chance, &login.subject("code")) };
    let unit = registry::unit(tx, person.unit)?;
    Ok(login_of(person, &unit)?.subject("code"))
}

/// Turns a code into an account and signs in. An account there is already gets the new password, loses its
/// one-time codes (the phone may be lost) and all its sessions.
///
/// # Errors
/// Refused when the account has come to hold a role since the code was issued.
pub fn activate(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    login: &Login,
    code: &ActivationCode,
    password_hash: &str,
) -> Result<Verdict<Opened>> {
    let employee = match try_code(tx, chance, login, Some(code), now)? {
        Ok(employee) => employee,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let person = registry::employee(tx, employee)?;
    let unit = registry::unit(tx, person.unit)?;
    if !codes::use_up(tx, employee, now)? {
        return Ok(Err(rules::wrong_code()));
    }
    let own = login_of(&person, &unit)?;
    let subject = own.subject("code");
    let account = account_with(tx, employee, own, password_hash, now)?;
    guesses::clear(tx, &subject)?;
    if is_gone(tx, &account)? {
        return Ok(Err(rules::gone()));
    }
    Ok(Ok(open(tx, chance, now, &account, SignedInBy::Password)?))
}

fn account_with(tx: &mut Tx<'_>, employee: EmployeeId, login: Login, hash: &str, now: Moment) -> Result<Account> {
    let id = match accounts::by_employee(tx, employee)? {
        None => {
            let password_hash = Some(hash.to_owned());
            super::create_account(
                tx,
                now,
                &NewAccount { login, employee: Some(employee), password_hash, totp_secret: None },
            )?
        }
        Some(known) => {
            // Held before the grants are looked at: a role granted meanwhile is seen here, or waits for us.
            accounts::hold(tx, known.id)?;
            if !grants::of_account(tx, known.id)?.is_empty() {
                return Err(holds_role().into());
            }
            accounts::set_password(tx, known.id, hash)?;
            accounts::set_totp(tx, known.id, None, None)?;
            end_all(tx, known.id)?;
            guesses::clear(tx, &subject_of(&known))?;
            if accounts::by_login(tx, login.key())?.is_none() {
                accounts::set_login(tx, known.id, login.key())?;
            }
            known.id
        }
    };
    accounts::by_id(tx, id)?.ok_or(Error::NotFound)
}
