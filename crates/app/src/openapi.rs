//! `/api/openapi.json`: the description of every door for programs, put together from the crates' own. The
//! descriptions stand on the handlers, so they change with them.

use axum::Json;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(info(
    title = "Netra",
    description = "Pledges of neutrality with a public proof. Errors are application/problem+json; times are RFC 3339 or \
                   integer milliseconds where the field says so. Sign in with POST /api/v1/sessions and send the token as \
                   `Authorization: Bearer`."
))]
struct House;

/// The whole description.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut all = House::openapi();
    for part in [
        netra_ledger::api::ApiDoc::openapi(),
        netra_calendar::api::ApiDoc::openapi(),
        netra_rulebook::api::ApiDoc::openapi(),
        netra_registry::api::ApiDoc::openapi(),
        netra_access::api::ApiDoc::openapi(),
        netra_pledges::api::ApiDoc::openapi(),
        netra_guidance::api::ApiDoc::openapi(),
        netra_correspondence::api::ApiDoc::openapi(),
        netra_oversight::api::ApiDoc::openapi(),
        netra_activities::api::ApiDoc::openapi(),
        netra_attendance::api::ApiDoc::openapi(),
        netra_drives::api::ApiDoc::openapi(),
        netra_lessons::api::ApiDoc::openapi(),
        netra_directives::api::ApiDoc::openapi(),
    ] {
        all.merge(part);
    }
    all
}

/// `GET /api/openapi.json`.
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
