//! The walks that pages and API share: look in a transaction, work on the password at the desk, settle in
//! a transaction. They know requests of their own, no form and no JSON.

use crate::actions::{self, Attempt, Checked, Settled, Verdict};
use crate::desk::PasswordDesk;
use crate::identify::CurrentSession;
use crate::model::{ActivationCode, Device, Login, Opened, Token};
use crate::rules;
use netra_base::{Error, Principal, Result};
use netra_web::Site;

/// A refusal that was written down comes out as the error it is for the asker.
fn said<T>(verdict: Verdict<T>) -> Result<T> {
    verdict.map_err(Error::from)
}

/// Signs in with a login and a password, and a one-time code when it is given at once.
pub(crate) async fn sign_in(
    site: &Site,
    desk: &PasswordDesk,
    login: &str,
    password: &str,
    (totp, device): (Option<String>, Device),
) -> Result<Settled> {
    let Some(login) = Login::parse(login).filter(|_| password.len() <= rules::PASSWORD_MAX) else {
        return Err(rules::wrong_password().into());
    };
    let now = site.now();
    let looked = {
        let login = login.clone();
        site.store.read(move |tx| actions::look(tx, &login, device, now)).await?
    };
    let right = desk.fits(password, looked.password_hash.as_deref()).await?;
    let checked = Checked { right, hash: looked.password_hash };
    let attempt = Attempt { login, account: looked.account, checked, totp, device };
    let (chance, now) = (site.chance.clone(), site.now());
    said(site.store.write(move |tx| actions::settle(tx, &chance, now, &attempt)).await?)
}

/// The second step of a sign-in.
pub(crate) async fn give_code(site: &Site, ticket: Token, code: String, device: Device) -> Result<Opened> {
    let (chance, now) = (site.chance.clone(), site.now());
    said(site.store.write(move |tx| actions::settle_code(tx, &chance, now, &ticket, (&code, device))).await?)
}

/// Turns an activation code into an account and signs in. The password is hashed only for a right code.
pub(crate) async fn activate(
    site: &Site,
    desk: &PasswordDesk,
    login: &str,
    code: &str,
    password: &str,
) -> Result<Opened> {
    let Some(login) = Login::parse(login) else { return Err(rules::wrong_code().into()) };
    rules::check_new_password(password, &login)?;
    let (code, now) = (ActivationCode::parse(code), site.now());
    {
        let (chance, login, code) = (site.chance.clone(), login.clone(), code.clone());
        said(site.store.write(move |tx| actions::try_code(tx, &chance, &login, code.as_ref(), now)).await?)?;
    }
    let Some(code) = code else { return Err(rules::wrong_code().into()) };
    let hash = desk.hash(&site.chance, password).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    said(site.store.write(move |tx| actions::activate(tx, &chance, now, &login, &code, &hash)).await?)
}

/// Was one's own password given right?
async fn check_own_password(site: &Site, desk: &PasswordDesk, who: &Principal, password: &str) -> Result<Checked> {
    let (account, now) = (who.account, site.now());
    let hash = site.store.read(move |tx| actions::own_password_look(tx, account, now)).await?;
    let right = password.len() <= rules::PASSWORD_MAX && desk.fits(password, hash.as_deref()).await?;
    Ok(Checked { right, hash })
}

/// Changes one's own password; every other session ends.
pub(crate) async fn change_password(
    site: &Site,
    desk: &PasswordDesk,
    (who, CurrentSession(key)): (Principal, CurrentSession),
    old: &str,
    new: &str,
) -> Result<Opened> {
    let (asking, now) = (who.clone(), site.now());
    let login = site.store.read(move |tx| actions::me(tx, &asking, now)).await?.login;
    if let Some(login) = Login::parse(&login) {
        rules::check_new_password(new, &login)?;
    }
    let checked = check_own_password(site, desk, &who, old).await?;
    let hash = if checked.right { desk.hash(&site.chance, new).await? } else { String::new() };
    let (chance, now) = (site.chance.clone(), site.now());
    said(site.store.write(move |tx| actions::change_password(tx, &chance, now, (&who, &key), &checked, &hash)).await?)
}

/// Turns one-time codes off; every other session ends.
pub(crate) async fn remove_totp(
    site: &Site,
    desk: &PasswordDesk,
    (who, CurrentSession(key)): (Principal, CurrentSession),
    password: &str,
) -> Result<Opened> {
    let checked = check_own_password(site, desk, &who, password).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    said(site.store.write(move |tx| actions::remove_totp(tx, &chance, now, (&who, &key), &checked)).await?)
}
