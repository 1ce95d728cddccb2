//! The walk that page and API share: look, judge the code on this thread, write. Judging stands outside the transaction,
//! so that a long look back for an old code holds up nobody who checks in with a fresh one.

use crate::actions::{self, Came, Looked, Sent};
use crate::model::{State, Via};
use crate::rules;
use crate::rules::code::{Code, Shown};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use netra_activities::model::ActivityId;
use netra_base::{Principal, Result, canonical};
use netra_web::Site;
use netra_web::visit::cookie;

/// The name of the cookie by which a browser is known again at check-in; it opens nothing and says nothing.
const DEVICE_COOKIE: &str = "netra_hadir";
/// As long as browsers keep any cookie: 400 days.
const DEVICE_SECONDS: i64 = 400 * 24 * 60 * 60;

/// What the door knows of an activity and its asker.
pub(crate) async fn look(site: &Site, who: &Principal, id: ActivityId) -> Result<Looked> {
    let (now, who) = (site.now(), who.clone());
    site.store.peek(move |tx| actions::look(tx, now, &who, id)).await
}

/// Checks the asker in with a code as it was sent.
pub(crate) async fn check_in(
    site: &Site,
    who: &Principal,
    id: ActivityId,
    (sent, device): (&str, Option<[u8; 32]>),
) -> Result<Came> {
    let looked = look(site, who, id).await?;
    if let Some(row) = looked.mine.filter(|row| row.state == State::Present) {
        return Ok(Came::Present { row, again: true });
    }
    let now = site.now();
    rules::admits(&looked.activity, now)?;
    if let Some(until) = looked.locked {
        return Err(rules::locked(until, now).into());
    }
    let secret = looked.secret.ok_or_else(rules::no_code_yet)?;
    let code = Code::parse(sent);
    let via = if matches!(code, Some(Code::Qr(_))) { Via::Qr } else { Via::Typed };
    let shown = code.map_or(Shown::Never, |code| secret.judge(&code, now));
    let (who, sent) = (who.clone(), Sent { shown, via, device });
    site.store.write(move |tx| actions::check_in(tx, now, &who, id, &sent)).await
}

/// The browser of a request, as a hash of the number that it keeps.
pub(crate) fn device(headers: &HeaderMap) -> Option<[u8; 32]> {
    let value = cookie(headers, DEVICE_COOKIE)?;
    let sound = value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| canonical::sha256(format!("netra/attendance/device/v1/{value}").as_bytes()))
}

/// Gives a browser its number, if it has none.
pub(crate) fn mark_device(mut reply: Response, site: &Site, headers: &HeaderMap) -> Response {
    if device(headers).is_none() {
        let value = canonical::hex(&site.chance.bytes::<16>());
        let secure = if site.secure { "; Secure" } else { "" };
        let line =
            format!("{DEVICE_COOKIE}={value}; Path=/hadir; HttpOnly; SameSite=Lax; Max-Age={DEVICE_SECONDS}{secure}");
        if let Ok(line) = HeaderValue::from_str(&line) {
            reply.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    reply
}
