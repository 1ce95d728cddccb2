//! A kept file as an answer: our own JPEG is shown, anything else is saved; nothing in it can act in the house's name.

use crate::model::{FileKind, Kept};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use netra_web::address;

/// A file opened by itself is an island: it loads nothing, runs nothing, belongs to no site.
const ISLAND: &str = "default-src 'none'; sandbox";

/// The answer that carries a file.
#[must_use]
pub fn reply(kept: Kept) -> Response {
    let shown = kept.mime == FileKind::Photo.mime();
    let kind = if shown { FileKind::Photo.mime() } else { FileKind::Paper.mime() };
    let manner = if shown { "inline" } else { "attachment" };
    let manner =
        format!("{manner}; filename=\"{}\"; filename*=UTF-8''{}", plain(&kept.name), address::encode(&kept.name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(ISLAND)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&manner).unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, kept.bytes).into_response()
}

/// The name for programs of the last century.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect()
}
