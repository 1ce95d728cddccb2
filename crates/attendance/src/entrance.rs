//! The walk that page and API share: look, judge the code on this thread, write. Judging stands outside the transaction,
//! so that a long look back for an old code holds up nobody who checks in with a fresh one.

use crate::actions::{self, Came, Looked, Sent};
use crate::model::{State, Via};
use crate::rules;
use crate::rules::code::{Code, Shown};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use netra_activities::model::ActivityId;
use netra_base::{Error, Moment, Principal, Refusal, Result, canonical};
use netra_web::Site;
use netra_web::visit::cookie;

/// The name of the cookie by which a browser is known again at check-in; it opens nothing and says nothing.
const DEVICE_COOKIE: &str = "netra_hadir";
/// As long as browsers keep any cookie: 400 days.
const DEVICE_SECONDS: i64 = 400 * 24 * 60 * 60;

/// What the door knows of an activity and its asker. To an employee who may not be told of it, it is as if there were none:
/// nothing, until a code of it comes along, of now or of the days before. A code of none is written down, so that nobody
/// counts his way through codes.
pub(crate) async fn look(site: &Site, who: &Principal, id: ActivityId, code: Option<&Code>) -> Result<Option<Looked>> {
    let looked = match known(site, who, id, code).await? {
        Some(looked) if looked.told => return Ok(Some(looked)),
        other => other,
    };
    let Some(code) = code else { return Ok(None) };
    if let Some(looked) =
        looked.filter(|looked| looked.locked.is_none() && judged(looked, code, site.now()) != Shown::Never)
    {
        return Ok(Some(looked));
    }
    missed(site, who).await?;
    Ok(None)
}

async fn known(site: &Site, who: &Principal, id: ActivityId, code: Option<&Code>) -> Result<Option<Looked>> {
    let (now, asker, code) = (site.now(), who.clone(), code.cloned());
    match site.store.peek(move |tx| actions::look(tx, now, &asker, (id, code.as_ref()))).await {
        Ok(looked) => Ok(Some(looked)),
        Err(Error::NotFound) if who.employee.is_some() => Ok(None),
        Err(other) => Err(other),
    }
}

fn judged(looked: &Looked, code: &Code, now: Moment) -> Shown {
    looked.secret.as_ref().map_or(Shown::Never, |secret| secret.judge(code, now))
}

async fn missed(site: &Site, who: &Principal) -> Result<Refusal> {
    let (now, who) = (site.now(), who.clone());
    site.store.write(move |tx| actions::missed(tx, now, &who)).await
}

/// Checks the asker in with a code as it was sent.
pub(crate) async fn check_in(
    site: &Site,
    who: &Principal,
    id: ActivityId,
    (sent, device): (&str, Option<[u8; 32]>),
) -> Result<Came> {
    let code = Code::parse(sent);
    let now = site.now();
    let looked = match known(site, who, id, code.as_ref()).await? {
        Some(looked) if looked.told || looked.locked.is_none() => looked,
        _ => return Ok(Came::Refused(missed(site, who).await?)),
    };
    if let Some(row) = looked.mine.as_ref().filter(|row| row.state == State::Present) {
        return Ok(Came::Present { row: row.clone(), again: true });
    }
    let shown = code.as_ref().map_or(Shown::Never, |code| judged(&looked, code, now));
    if !looked.told && shown == Shown::Never {
        return Ok(Came::Refused(missed(site, who).await?));
    }
    rules::admits(&looked.activity, now)?;
    if let Some(until) = looked.locked {
        return Err(rules::locked(until, now).into());
    }
    if looked.secret.is_none() {
        return Err(rules::no_code_yet().into());
    }
    let via = if matches!(code, Some(Code::Qr(_))) { Via::Qr } else { Via::Typed };
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
        let line = format!("{DEVICE_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={DEVICE_SECONDS}{secure}");
        if let Ok(line) = HeaderValue::from_str(&line) {
            reply.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    reply
}
