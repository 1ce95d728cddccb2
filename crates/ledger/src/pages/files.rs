//! The files of the log as C2SP tlog-tiles names them, under `/log/`. Whoever mirrors or monitors the log
//! needs these and nothing else of this house.

use crate::{Log, actions};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use netra_base::Error;
use netra_tlog::{Resource, TilePath};
use netra_web::{Reply, Site};

/// A tile, once published, never changes; neither does a partial one of a given width.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
const TEXT: &str = "text/plain; charset=utf-8";

/// What anybody may keep, and read from a page of their own.
fn open(kind: &'static str, cache: &'static str, body: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, cache),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, body).into_response()
}

/// The last published checkpoint: a signed note.
pub async fn checkpoint(Extension(log): Extension<Log>) -> Response {
    open(TEXT, ASK_AGAIN, log.published().checkpoint)
}

/// The policy that trusts this log, as a file to keep.
pub async fn policy(Extension(log): Extension<Log>) -> Response {
    let mut reply = open(TEXT, ASK_AGAIN, log.policy_text());
    let name = axum::http::HeaderValue::from_static("attachment; filename=\"netra-policy\"");
    reply.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    reply
}

/// The log's public key.
pub async fn key(Extension(log): Extension<Log>) -> Response {
    open(TEXT, ASK_AGAIN, format!("{}\n", log.key_text()))
}

/// A tile of hashes or a bundle of leaves, as wide as the address says.
pub async fn tile(State(site): State<Site>, Extension(log): Extension<Log>, Path(path): Path<String>) -> Reply {
    let address = TilePath::parse(&format!("tile/{path}")).map_err(|_| Error::NotFound)?;
    if !address.lies_within(log.published().size) {
        return Err(Error::NotFound.into());
    }
    let (index, width) = (address.index(), address.width());
    let bytes = site
        .store
        .read(move |tx| match address.resource() {
            Resource::Hashes(level) => actions::hash_tile(tx, level, index, width),
            Resource::Entries => actions::entry_bundle(tx, index, width),
        })
        .await?;
    Ok(open("application/octet-stream", FOR_EVER, bytes))
}
