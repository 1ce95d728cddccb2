//! Setting one-time codes up, confirming them, and taking them off again.

use super::guesses::{Checked, Verdict, own_password};
use super::sessions::{end_all, open, reopen};
use crate::model::{Account, Hash32, Opened, TotpSecret};
use crate::rules;
use crate::store::{accounts, grants};
use netra_base::{AccountId, Chance, Error, Moment, Principal, Refusal, Result, SignedInBy};
use netra_store::Tx;

/// Draws a secret to be shown and confirmed, afresh each time: one that waits already may have been drawn,
/// and seen, by somebody else.
///
/// # Errors
/// `NotFound`; refused when codes are on already.
pub fn start_totp(tx: &mut Tx<'_>, chance: &Chance, account: AccountId) -> Result<TotpSecret> {
    let account = accounts::hold(tx, account)?.ok_or(Error::NotFound)?;
    if account.totp_secret.is_some() {
        return Err(Refusal::new(
            "totp-on",
            "Kode sekali pakai sudah aktif. Matikan dulu jika ponselnya berganti.",
            "One-time codes are on already. Turn them off first if the phone has changed.",
        )
        .into());
    }
    let secret = TotpSecret::draw(chance);
    accounts::set_pending(tx, account.id, Some(&secret))?;
    Ok(secret)
}

/// Turns codes on after one was read back from the phone. Every session of the account ends, and a new one
/// is opened that was opened with a code.
///
/// # Errors
/// Refused when nothing was started or the code does not fit.
pub fn confirm_totp(tx: &mut Tx<'_>, chance: &Chance, now: Moment, who: &Principal, code: &str) -> Result<Opened> {
    let account = accounts::hold(tx, who.account)?.ok_or(Error::NotFound)?;
    let Some(secret) = account.totp_pending.filter(|_| account.totp_secret.is_none()) else {
        return Err(Refusal::new(
            "totp-not-started",
            "Belum ada kode yang disiapkan. Buka halaman kode sekali pakai dan mulai dari sana.",
            "No code was prepared. Open the one-time code page and start there.",
        )
        .into());
    };
    // Not counted as a guess: whoever types here has the secret on the screen.
    let step = rules::totp_step(&secret, code, None, now).ok_or_else(rules::wrong_totp)?;
    accounts::set_totp(tx, account.id, Some(&secret), Some(step))?;
    end_all(tx, account.id)?;
    let account = Account { totp_pending: None, ..account };
    open(tx, chance, now, &account, SignedInBy::PasswordTotp)
}

/// Turns codes off. Needs the password, and is refused while a role is held. Every session ends; the one
/// with `key` goes on as one that was opened with the password alone.
///
/// # Errors
/// `NotFound`; refused while a role is held or when codes are off.
pub fn remove_totp(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    (who, key): (&Principal, &Hash32),
    checked: &Checked,
) -> Result<Verdict<Opened>> {
    // Held before the grants are looked at: a role granted meanwhile is seen here, or waits for us.
    accounts::hold(tx, who.account)?.ok_or(Error::NotFound)?;
    if !grants::of_account(tx, who.account)?.is_empty() {
        return Err(Refusal::new(
            "totp-kept",
            "Akun dengan peran harus memakai kode sekali pakai. Serahkan dulu perannya kepada administrator.",
            "An account with a role must use one-time codes. Let an administrator take the role back first.",
        )
        .into());
    }
    let account = match own_password(tx, who.account, checked, now)? {
        Ok(account) => account,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if account.totp_secret.is_none() {
        return Err(Refusal::new("totp-off", "Kode sekali pakai memang tidak aktif.", "One-time codes are off.").into());
    }
    accounts::set_totp(tx, account.id, None, None)?;
    Ok(Ok(reopen(tx, chance, now, &account, (key, false))?))
}
