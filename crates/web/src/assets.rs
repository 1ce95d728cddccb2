//! The stylesheet, the script and the icon: built into the binary, served under an address that contains
//! their hash and may therefore be kept for ever. Nothing else is served as a file.

use crate::door::{Need, Route};
use crate::reply::{Reply, WebError};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use netra_base::{Error, canonical};
use std::sync::LazyLock;

/// The stylesheet.
pub const CSS: &str = include_str!("assets/netra.css");
/// The script.
pub const JS: &str = include_str!("assets/netra.js");
/// The icon.
pub const ICON: &str = include_str!("assets/netra.svg");

struct Asset {
    name: &'static str,
    file: String,
    kind: &'static str,
    text: &'static str,
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    let asset = |name: &'static str, kind, text: &'static str| {
        let (stem, end) = name.split_once('.').unwrap_or((name, ""));
        let hash = canonical::hex(&canonical::sha256(text.as_bytes())[..6]);
        Asset { name, file: format!("/aset/{stem}-{hash}.{end}"), kind, text }
    };
    [
        asset("netra.css", "text/css; charset=utf-8", CSS),
        asset("netra.js", "text/javascript; charset=utf-8", JS),
        asset("netra.svg", "image/svg+xml", ICON),
    ]
});

/// The address of an asset: `asset("netra.css")` is `/aset/netra-0123456789ab.css`.
#[must_use]
pub fn asset(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("/aset/", |asset| asset.file.as_str())
}

/// Serves the assets.
///
/// # Errors
/// Not found, for any other name or an old hash.
pub async fn serve(Path(file): Path<String>) -> Reply<impl IntoResponse> {
    let found = ASSETS.iter().find(|asset| asset.file.strip_prefix("/aset/") == Some(file.as_str()));
    let asset = found.ok_or(WebError::Base(Error::NotFound))?;
    let keep = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    Ok(([(header::CONTENT_TYPE, asset.kind), keep], asset.text))
}

/// The row of the permission table for [`serve`].
#[must_use]
pub fn route() -> Route {
    Route::get("/aset/{file}", Need::Public, "stylesheet, script and icon", serve)
}
