//! Counting wrong guesses. A wrong guess has to be written down, so it is no error (an error writes
//! nothing): such actions answer with a [`Verdict`], whose refusal is as durable as its success.

use crate::model::{Account, Hash32, Login};
use crate::rules;
use crate::store::{accounts, guesses, notes};
use netra_base::{AccountId, Chance, Error, Moment, Refusal, Result, canonical};
use netra_store::Tx;

/// What came of an attempt: done, or refused and noted.
pub type Verdict<T> = std::result::Result<T, Refusal>;

/// A password that was checked at the desk, and the hash against which it was: between that and the
/// transaction the account may have got another.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Did it fit?
    pub right: bool,
    /// The hash, if there was one.
    pub hash: Option<String>,
}

impl Checked {
    /// Does the check still speak of this account's password?
    pub(crate) fn holds(&self, account: &Account) -> bool {
        self.hash == account.password_hash
    }
}

/// Lets a right guess through and counts a wrong one. While a lock lasts nothing passes, right or wrong.
pub(crate) fn gate(tx: &mut Tx<'_>, subject: &Hash32, right: bool, wrong: Refusal, now: Moment) -> Result<Verdict<()>> {
    if let Some(until) = guesses::locked_until(tx, subject, now)? {
        return Ok(Err(rules::locked(until, now)));
    }
    if right {
        return Ok(Ok(()));
    }
    let failures = guesses::count(tx, subject, now, now.plus_ms(-rules::GUESS_MEMORY))?;
    let Some(ms) = rules::lock_ms(failures) else { return Ok(Err(wrong)) };
    let until = now.plus_ms(ms);
    guesses::lock(tx, subject, until)?;
    Ok(Err(rules::locked(until, now)))
}

/// Where wrong passwords and one-time codes of an account are counted.
pub(crate) fn subject_of(account: &Account) -> Hash32 {
    subject_of_login(&account.login)
}

pub(crate) fn subject_of_login(login: &str) -> Hash32 {
    Login::parse(login).map_or_else(|| canonical::sha256(login.as_bytes()), |login| login.subject("account"))
}

/// Where guesses at a login of nobody are counted: in one of 65,536 places for all such logins, so that
/// inventing logins does not fill the table. Which place is ours to know; otherwise two logins in one place
/// would tell that neither is anybody's. None as long as nobody has guessed so.
pub(crate) fn subject_of_nobody(tx: &mut Tx<'_>, subject: &Hash32) -> Result<Option<Hash32>> {
    Ok(notes::secret(tx)?.map(|secret| {
        let spread = canonical::sha256(&[secret.as_slice(), subject.as_slice()].concat());
        canonical::sha256(format!("netra/guess/v1/nobody/{}", canonical::hex(&spread[..2])).as_bytes())
    }))
}

/// The same before a guess is counted: makes the secret if there is none.
pub(crate) fn keep_subject_of_nobody(tx: &mut Tx<'_>, chance: &Chance, subject: &Hash32) -> Result<Hash32> {
    if let Some(known) = subject_of_nobody(tx, subject)? {
        return Ok(known);
    }
    notes::keep_secret(tx, &chance.bytes())?;
    subject_of_nobody(tx, subject)?.ok_or(Error::NotFound)
}

/// The hash of one's own password, for being asked for it again; refused while the account is locked.
///
/// # Errors
/// `NotFound`; refused while locked.
pub fn own_password_look(tx: &mut Tx<'_>, account: AccountId, now: Moment) -> Result<Option<String>> {
    let account = accounts::by_id(tx, account)?.ok_or(Error::NotFound)?;
    if let Some(until) = guesses::seen_locked_until(tx, &subject_of(&account), now)? {
        return Err(rules::locked(until, now).at("sandi_lama").into());
    }
    Ok(account.password_hash)
}

/// The account, if its own password was given; a wrong one is counted.
pub(crate) fn own_password(tx: &mut Tx<'_>, id: AccountId, checked: &Checked, now: Moment) -> Result<Verdict<Account>> {
    let account = accounts::hold(tx, id)?.ok_or(Error::NotFound)?;
    if !checked.holds(&account) {
        return Ok(Err(rules::wrong_own_password()));
    }
    let subject = subject_of(&account);
    let passed = gate(tx, &subject, checked.right, rules::wrong_own_password(), now)?;
    Ok(match passed {
        Ok(()) => {
            guesses::clear(tx, &subject)?;
            Ok(account)
        }
        Err(refusal) => Err(if refusal.field.is_some() { refusal } else { refusal.at("sandi_lama") }),
    })
}
