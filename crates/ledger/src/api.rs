//! The ledger for programs: the state of the log, and the check of a receipt. Tiles, checkpoint and policy
//! have the addresses of the tlog formats and stand in `pages`.

use crate::verdict::Verdict;
use crate::verify::MAX_BYTES;
use crate::{Log, pages};
use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use netra_base::{Say, canonical};
use netra_web::{Reply, Speak, WebError};
use serde::Serialize;

/// The public log at its last published checkpoint.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LogState {
    /// The log's name.
    pub origin: String,
    /// How many leaves it has.
    pub size: u64,
    /// The root hash over all of them, base64.
    pub root: String,
    /// The public key, `name+id+base64`, as C2SP tools read it.
    pub key: String,
    /// The signed checkpoint, as served at `/log/checkpoint`.
    pub checkpoint: String,
}

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(log_state, verify_receipt))]
pub struct ApiDoc;

/// The state of the public log.
#[utoipa::path(get, path = "/api/v1/log", tag = "log", responses((status = 200, description = "Origin, size, root, key and the signed checkpoint", body = LogState)))]
pub async fn log_state(Extension(log): Extension<Log>) -> Response {
    let head = log.published();
    let state = LogState {
        origin: log.origin().to_owned(),
        size: head.size,
        root: canonical::base64(&head.root),
        key: log.key_text(),
        checkpoint: head.checkpoint,
    };
    ([(axum::http::header::CACHE_CONTROL, "no-cache")], Json(state)).into_response()
}

/// Checks a receipt (JSON) or a proof (tlog-proof) against this log's own key. The body is the file as it
/// is; nothing of it is kept.
#[utoipa::path(
    post,
    path = "/api/v1/receipts/verify",
    tag = "log",
    request_body(content = String, description = "The bytes of the receipt or proof, at most 1 MiB", content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "The verdict; `valid` says whether it holds", body = Verdict),
        (status = 413, description = "Longer than any receipt", body = netra_web::reply::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn verify_receipt(Extension(log): Extension<Log>, Speak(lang): Speak, body: Body) -> Reply<Json<Verdict>> {
    let bytes = to_bytes(body, MAX_BYTES).await.map_err(|_| {
        let say = Say::new(
            "Kiriman terputus, atau lebih besar dari 1 MB: bukti tidak pernah sebesar itu. Kirim berkas bukti aslinya.",
            "The upload broke off, or is larger than 1 MB: no receipt is. Send the original receipt.",
        );
        WebError::Unfit(StatusCode::PAYLOAD_TOO_LARGE, say)
    })?;
    let policy = log.policy();
    Ok(Json(pages::off_thread(move || Verdict::on(&bytes, &policy, lang)).await?))
}
