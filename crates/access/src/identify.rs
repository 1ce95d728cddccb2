//! Who is asking: the layer that reads a session's token from the cookie or the `Authorization` header and
//! puts the [`Principal`] into the request. Whether the principal may do anything is not decided here.

use crate::actions::{self, Standing};
use crate::model::{Device, Hash32, Opened, Token};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use netra_base::{Principal, SignedInBy};
use netra_web::visit::cookie;
use netra_web::{Site, WebError};

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "netra";

/// The key of the session that a request came with; doors that end it find it in the extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrentSession(pub Hash32);

fn token(headers: &HeaderMap) -> Option<Token> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match bearer.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(text) => Token::parse(text.trim()),
        None => Token::parse(cookie(headers, SESSION_COOKIE)?),
    }
}

/// The layer. A request without a token costs nothing; one with a token costs one short read.
pub async fn identify(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let Some(token) = token(request.headers()) else { return next.run(request).await };
    let (key, now) = (token.hash(), site.now());
    match site.store.peek(move |tx| actions::session(tx, &key, now)).await {
        Err(error) => return WebError::from(error).into_response(),
        Ok(None) => {}
        Ok(Some(Standing { principal, stale })) => {
            if stale {
                let store = site.store.clone();
                // Nobody waits for this note, and a full queue may drop it: the next request writes it.
                tokio::spawn(async move { store.write(move |tx| actions::touch(tx, &key, now)).await });
            }
            request.extensions_mut().insert(CurrentSession(key));
            request.extensions_mut().insert::<Principal>(principal);
        }
    }
    next.run(request).await
}

/// The name of the cookie by which a browser is known again; it opens nothing.
const DEVICE_COOKIE: &str = "netra_perangkat";
/// As long as browsers keep any cookie: 400 days.
const DEVICE_SECONDS: i64 = 400 * 24 * 60 * 60;

/// The browser that a request came from.
pub(crate) fn device(headers: &HeaderMap) -> Device {
    Device::Browser(cookie(headers, DEVICE_COOKIE).and_then(Token::parse).map(|token| token.hash()))
}

fn set_cookie(reply: &mut Response, site: &Site, (name, path): (&str, &str), value: &str, seconds: i64) {
    let secure = if site.secure { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        reply.headers_mut().append(header::SET_COOKIE, line);
    }
}

/// Gives the browser the token of a session that was just opened.
pub(crate) fn keep(mut reply: Response, site: &Site, opened: &Opened) -> Response {
    let seconds = ((opened.expires.0 - site.now().0) / 1_000).max(0);
    set_cookie(&mut reply, site, (SESSION_COOKIE, "/"), opened.token.as_str(), seconds);
    if let Some(device) = &opened.device {
        // Sent to the sign-in page and to no other.
        set_cookie(&mut reply, site, (DEVICE_COOKIE, "/masuk"), device.as_str(), DEVICE_SECONDS);
    }
    reply
}

/// Makes the browser forget its token.
pub(crate) fn forget(mut reply: Response, site: &Site) -> Response {
    set_cookie(&mut reply, site, (SESSION_COOKIE, "/"), "", 0);
    reply
}

/// Where a session that was just opened goes first.
pub(crate) fn first_page(opened: &Opened, wanted: Option<&str>) -> String {
    if opened.must_enrol && opened.signed_in_by == SignedInBy::Password {
        return "/akun/totp".into();
    }
    wanted.filter(|path| netra_web::address::is_local(path)).unwrap_or("/").to_owned()
}
