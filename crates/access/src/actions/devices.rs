//! Browsers in which an account was signed in to. They open nothing; wrong guesses from there are counted
//! apart, so that nobody is locked out of their account by strangers.

use super::guesses::subject_of;
use crate::model::{Account, Device, Hash32, Opened, Token};
use crate::rules;
use crate::store::devices;
use netra_base::{Chance, Moment, Result, canonical};
use netra_store::Tx;

/// Where wrong guesses at this account from there are counted.
pub(crate) fn subject_from(tx: &mut Tx<'_>, account: &Account, device: Device) -> Result<Hash32> {
    match device {
        Device::Browser(Some(hash)) if devices::knows(tx, account.id, &hash)? => {
            let text = format!("netra/guess/v1/device/{}/{}", account.id, canonical::hex(&hash));
            Ok(canonical::sha256(text.as_bytes()))
        }
        _ => Ok(subject_of(account)),
    }
}

/// Keeps the browser in which a session was opened. One that several people share is kept for each.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    mut opened: Opened,
    device: Device,
) -> Result<Opened> {
    let Device::Browser(kept) = device else { return Ok(opened) };
    let hash = match kept {
        Some(hash) if devices::knows(tx, opened.account, &hash)? => return Ok(opened),
        Some(hash) if devices::is_known(tx, &hash)? => hash,
        _ => {
            let token = Token::draw(chance);
            let hash = token.hash();
            opened.device = Some(token);
            hash
        }
    };
    devices::keep(tx, opened.account, &hash, now, rules::DEVICES)?;
    Ok(opened)
}
