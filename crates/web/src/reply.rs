//! Replies that are not simply a page: errors as a page or as problem+json, redirects, and the outermost
//! layer that gives each its final form. An error travels inside the response until that layer knows the
//! visitor's language, so handlers just use `?`.

use crate::address;
use crate::components::text::note_refusals;
use crate::form::FORM_LIMIT;
use crate::headers;
use crate::site::Site;
use crate::visit::{LANGUAGE_COOKIE, Visit, asked_language, is_api};
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use netra_base::{Error, Lang, Principal, Refusal, Say};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// What a handler returns.
pub type Reply<T = Response> = Result<T, WebError>;

/// The answer to a form that was acted on: the way on, or the form once more with what was refused.
///
/// # Errors
/// Whatever else went wrong.
pub fn acted<T>(
    outcome: Result<T, Error>,
    on: impl FnOnce(T) -> Response,
    again: impl FnOnce(&[Refusal]) -> Response,
) -> Reply {
    match outcome {
        Ok(done) => Ok(on(done)),
        Err(Error::Refused(refusals)) => Ok(again(&refusals)),
        Err(other) => Err(other.into()),
    }
}

/// Why a request got no ordinary answer. Made from [`netra_base::Error`] by `?`.
#[derive(Debug)]
pub enum WebError {
    /// An action said no, or failed.
    Base(Error),
    /// A program has to sign in first.
    SignIn,
    /// The request itself is not acceptable: too large, of the wrong type, from a foreign page.
    Unfit(StatusCode, Say),
}

impl From<Error> for WebError {
    fn from(error: Error) -> Self {
        Self::Base(error)
    }
}

impl From<Refusal> for WebError {
    fn from(refusal: Refusal) -> Self {
        Self::Base(refusal.into())
    }
}

impl From<anyhow::Error> for WebError {
    fn from(error: anyhow::Error) -> Self {
        Self::Base(Error::Failed(error))
    }
}

impl WebError {
    /// The status of the reply.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Base(Error::Refused(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Base(Error::NotFound) => StatusCode::NOT_FOUND,
            Self::Base(Error::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Base(Error::Failed(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Unfit(status, _) => *status,
        }
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut reply = self.status().into_response();
        reply.extensions_mut().insert(Arc::new(self));
        reply
    }
}

/// Sends the browser to another page of this house after a form was acted upon (303).
#[must_use]
pub fn redirect(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A file to keep, under a name without personal data.
#[must_use]
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// A paper to keep: a PDF as [`attachment`].
#[must_use]
pub fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    attachment(name, "application/pdf", bytes)
}

/// What of a query comes along through the sign-in: the code somebody scanned at a roll call (`k`) and the number of the
/// occasion at which a pledge is signed (`di`). Both name nobody, and without them the whole yard would scan twice.
const KEPT: [&str; 2] = ["k", "di"];
/// Longer than any code: sixteen letters and digits.
const KEPT_LENGTH: usize = 16;

/// Sends the browser to the sign-in page, which continues here. The query is left behind, since it may hold what somebody
/// searched for; but for a scanned code.
#[must_use]
pub fn sign_in_first(uri: &Uri) -> Response {
    let plain = |value: &str| value.len() <= KEPT_LENGTH && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let asked: Vec<(String, String)> = address::pairs(uri.query().unwrap_or(""))
        .filter(|(name, value)| KEPT.contains(&name.as_str()) && plain(value))
        .take(KEPT.len())
        .collect();
    let asked: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    redirect(&address::with_query("/masuk", &[("lanjut", &address::with_query(uri.path(), &asked))]))
}

/// A JSON body, at most as large as a form; broken JSON is a refusal that says where. Stands last in a
/// handler: `Given(request): Given<SignRequest>`.
#[derive(Debug, Clone, Copy)]
pub struct Given<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Given<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &S) -> Result<Self, WebError> {
        let bytes =
            to_bytes(request.into_body(), FORM_LIMIT).await.map_err(|_| unfit(StatusCode::PAYLOAD_TOO_LARGE))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let id = format!("Isi permintaan bukan JSON yang diharapkan: {error}.");
            let en = format!("The body is not the expected JSON: {error}.");
            Refusal::new("json", id, en).into()
        })
    }
}

/// An error for programs (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A stable address of the kind of problem: `/api/problems/refused`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// The path asked for, or the incident's number when we failed.
    pub instance: String,
    /// What was wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// One refusal of a [`Problem`].
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemField {
    /// The field, when the refusal is about one.
    pub field: Option<String>,
    /// A stable word for programs.
    pub code: String,
    /// What was wrong and what to do.
    pub message: String,
}

/// The sentences of an error in one language.
struct Told {
    kind: &'static str,
    title: &'static str,
    detail: String,
    next: &'static str,
}

fn tell(error: &WebError, incident: &str, lang: Lang) -> Told {
    let told = |kind, title, detail: &str, next| Told { kind, title, detail: detail.to_owned(), next };
    match error {
        WebError::Base(Error::Refused(list)) => Told {
            kind: "refused",
            title: lang.say("Belum dapat diproses", "Not accepted yet"),
            detail: list.iter().map(|r| r.say.to(lang)).collect::<Vec<_>>().join(" "),
            next: lang.say(
                "Tidak ada yang berubah. Kembali ke halaman sebelumnya, perbaiki hal di atas, lalu ulangi.",
                "Nothing was changed. Go back, correct the points above, and try again.",
            ),
        },
        WebError::Base(Error::NotFound) => told(
            "not-found",
            lang.say("Halaman tidak ditemukan", "Page not found"),
            lang.say(
                "Tidak ada halaman di alamat ini, atau Anda tidak berwenang membukanya.",
                "There is no page at this address, or you may not open it.",
            ),
            lang.say("Periksa alamatnya, atau mulai dari beranda.", "Check the address, or start from the home page."),
        ),
        WebError::Base(Error::Busy) => told(
            "busy",
            lang.say("Sedang penuh", "Busy"),
            lang.say(
                "Terlalu banyak permintaan datang bersamaan. Permintaan Anda belum diproses.",
                "Too many requests came at once. Yours was not processed.",
            ),
            lang.say("Tunggu beberapa detik, lalu ulangi.", "Wait a few seconds, then try again."),
        ),
        WebError::Base(Error::Failed(_)) => Told {
            kind: "failed",
            title: lang.say("Kami gagal memproses ini", "We failed to process this"),
            detail: match lang {
                Lang::Id => format!("Kesalahan ada pada kami, bukan pada Anda. Nomor kejadian: {incident}."),
                Lang::En => format!("The fault is ours, not yours. Incident number: {incident}."),
            },
            next: lang.say(
                "Tidak ada yang berubah. Ulangi sebentar lagi; jika tetap gagal, sampaikan nomor kejadian ini kepada administrator.",
                "Nothing was changed. Try again shortly; if it still fails, give this number to the administrator.",
            ),
        },
        WebError::SignIn => told(
            "sign-in",
            lang.say("Masuk dulu", "Sign in first"),
            lang.say("Permintaan ini memerlukan sesi.", "This request needs a session."),
            lang.say("Masuk, lalu ulangi.", "Sign in, then try again."),
        ),
        WebError::Unfit(_, say) => told(
            "unfit",
            lang.say("Permintaan tidak dapat diterima", "The request cannot be accepted"),
            say.to(lang),
            lang.say("Tidak ada yang berubah.", "Nothing was changed."),
        ),
    }
}

/// What a framework refused before a handler saw it, in words.
fn unfit(status: StatusCode) -> WebError {
    let say = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => return WebError::Base(Error::NotFound),
        StatusCode::FORBIDDEN => Say::new(
            "Permintaan datang dari halaman lain. Buka halaman Netra langsung, lalu ulangi.",
            "The request came from another site. Open the Netra page itself, then try again.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => Say::new(
            "Kiriman terlalu besar. Perkecil berkas atau bagi menjadi beberapa.",
            "The upload is too large. Make the file smaller or split it.",
        ),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => return WebError::Base(Error::Busy),
        other if other.is_server_error() => {
            return WebError::Base(Error::Failed(anyhow::anyhow!("a reply of status {other} without an error")));
        }
        _ => Say::new(
            "Isi permintaan tidak dapat dibaca. Muat ulang halaman, lalu ulangi.",
            "The request could not be read. Reload the page, then try again.",
        ),
    };
    WebError::Unfit(status, say)
}

/// The outermost layer; see [`crate::finish`].
pub async fn attend(State(site): State<Site>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    // Cloning a header value copies no bytes; the map itself is cloned only when an error needs it.
    let [accept, cookies] = [header::ACCEPT, header::COOKIE].map(|name| request.headers().get(name).cloned());
    let mut reply = next.run(request).await;
    if let Some(error) = error_of(&mut reply) {
        let mut headers = axum::http::HeaderMap::new();
        for (name, value) in [(header::ACCEPT, accept), (header::COOKIE, cookies)] {
            value.map(|value| headers.insert(name, value));
        }
        let who = reply.extensions_mut().remove::<Principal>();
        let visit = Visit::of(&uri, &headers, who, &site);
        let final_form = shape(&error, &visit, is_api(&uri, &headers), &site);
        let old = std::mem::replace(&mut reply, final_form);
        for (name, value) in old.headers() {
            if ![header::CONTENT_TYPE, header::CONTENT_LENGTH, header::ALLOW].contains(name) {
                reply.headers_mut().append(name, value.clone());
            }
        }
    }
    if let Some(lang) = asked_language(&uri) {
        let secure = if site.secure { "; Secure" } else { "" };
        let value =
            format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}", lang.code());
        if let Ok(value) = HeaderValue::from_str(&value) {
            reply.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    headers::protect(reply.headers_mut(), site.secure);
    reply
}

fn error_of(reply: &mut Response) -> Option<Arc<WebError>> {
    if let Some(error) = reply.extensions_mut().remove::<Arc<WebError>>() {
        return Some(error);
    }
    let status = reply.status();
    let wordless =
        reply.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    ((status.is_client_error() || status.is_server_error()) && wordless).then(|| Arc::new(unfit(status)))
}

fn shape(error: &WebError, visit: &Visit, program: bool, site: &Site) -> Response {
    let mut incident = String::new();
    if let WebError::Base(Error::Failed(cause)) = error {
        let number = netra_base::canonical::hex(&site.chance.bytes::<4>()).to_uppercase();
        incident = format!("{}-{}", &number[..4], &number[4..]);
        tracing::error!(incident, path = visit.path, cause = format!("{cause:#}"), "request failed");
    }
    let told = tell(error, &incident, visit.lang);
    let mut reply = if program { problem(error, &told, &incident, visit) } else { page(error, &told, visit) };
    if matches!(error, WebError::Base(Error::Busy)) {
        reply.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    reply
}

fn problem(error: &WebError, told: &Told, incident: &str, visit: &Visit) -> Response {
    let refusals: &[Refusal] = if let WebError::Base(Error::Refused(list)) = error { list } else { &[] };
    let body = Problem {
        kind: format!("/api/problems/{}", told.kind),
        title: told.title.to_owned(),
        status: error.status().as_u16(),
        detail: told.detail.clone(),
        instance: if incident.is_empty() { visit.path.clone() } else { incident.to_owned() },
        errors: refusals
            .iter()
            .map(|refusal| ProblemField {
                field: refusal.field.as_deref().map(str::to_owned),
                code: refusal.code.to_owned(),
                message: refusal.say.to(visit.lang).to_owned(),
            })
            .collect(),
    };
    let text = serde_json::to_string(&body).unwrap_or_default();
    (error.status(), [(header::CONTENT_TYPE, "application/problem+json")], text).into_response()
}

fn page(error: &WebError, told: &Told, visit: &Visit) -> Response {
    let body = html! {
        @match error {
            WebError::Base(Error::Refused(list)) => (note_refusals(list, visit.lang)),
            _ => p.lead { (told.detail) },
        }
        p { (told.next) }
        p { a.btn.quiet href="/" { (visit.say("Ke beranda", "To the home page")) } }
    };
    visit.page(told.title).status(error.status()).narrow().show(body)
}
