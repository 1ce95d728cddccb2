//! Imports as JSON: a file goes in, an address to ask comes back, and there is the outcome with every
//! refused row.

use crate::desk::{ImportDesk, Stage};
use crate::import::{KEPT_PROBLEMS, Problem as RowProblem};
use crate::pages::imports::{Names, Shown, find, take_in};
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use netra_base::Lang;
use netra_web::reply::Problem;
use netra_web::{Reply, Signed, Site, Speak};
use serde::Serialize;
use utoipa::ToSchema;

/// The form of an import.
#[derive(Debug, ToSchema)]
pub struct ImportRequest {
    /// The CSV or XLSX file, at most 150 MB.
    #[schema(value_type = String, format = Binary)]
    pub file: String,
    /// `roster` (the default) or `units` (administrators only).
    pub what: Option<String>,
    /// Look and count only.
    pub dry_run: Option<bool>,
}

/// Where to ask for the outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportAccepted {
    /// The import's id.
    pub id: String,
    /// `running`.
    pub state: &'static str,
    /// The address of the outcome.
    pub location: String,
}

/// One refused row.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportError {
    /// The sheet's row; the header is row 1.
    pub row: u64,
    /// The column, or empty when it is the row as a whole.
    pub column: String,
    /// A stable word.
    pub code: String,
    /// What was wrong and what to do.
    pub message: String,
}

impl ImportError {
    fn new(problem: &RowProblem, lang: Lang) -> Self {
        Self {
            row: problem.row,
            column: problem.column.clone(),
            code: problem.code.clone(),
            message: problem.say.to(lang).to_owned(),
        }
    }
}

/// What came of an import.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportReply {
    /// The import's id; a finished real run is also known by its number.
    pub id: String,
    /// `running`, `finished`, `refused` (the file as a whole; nothing was changed), `failed` (we did), or
    /// `unfinished` (the server stopped; import the same file again).
    pub state: &'static str,
    /// `roster` or `units`.
    pub what: String,
    /// Nothing was written.
    pub dry_run: bool,
    /// The run's number in the registry; null for a dry run.
    pub import: Option<i64>,
    /// Data rows.
    pub read: i64,
    /// New.
    pub inserted: i64,
    /// Known, and something changed.
    pub updated: i64,
    /// Known, and the same.
    pub unchanged: i64,
    /// Not taken.
    pub refused: i64,
    /// Why, for the first ten thousand, in the order of rows.
    pub errors: Vec<ImportError>,
}

impl ImportReply {
    fn new(shown: Shown, lang: Lang) -> Self {
        let state = match &shown.stage {
            Some(Stage::Running) => "running",
            Some(Stage::Refused(_)) => "refused",
            Some(Stage::Failed) => "failed",
            None if !shown.finished => "unfinished",
            Some(Stage::Done(_)) | None => "finished",
        };
        let errors = match &shown.stage {
            Some(Stage::Refused(list)) => list
                .iter()
                .map(|refusal| ImportError {
                    row: 1,
                    column: refusal.field.as_deref().unwrap_or("").to_owned(),
                    code: refusal.code.to_owned(),
                    message: refusal.say.to(lang).to_owned(),
                })
                .collect(),
            _ => shown.problems.iter().map(|problem| ImportError::new(problem, lang)).collect(),
        };
        let read = match &shown.job {
            Some(job) if state == "running" => i64::try_from(job.progress.rows).unwrap_or(i64::MAX),
            _ => shown.tally.read,
        };
        Self {
            import: shown.job.as_ref().map_or_else(|| shown.id.parse().ok(), |job| job.progress.import),
            id: shown.id,
            state,
            what: shown.what,
            dry_run: shown.dry_run,
            read,
            inserted: shown.tally.inserted,
            updated: shown.tally.updated,
            unchanged: shown.tally.unchanged,
            refused: shown.tally.refused,
            errors,
        }
    }
}

/// Starts an import.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports", request_body(content = ImportRequest, content_type = "multipart/form-data"),
    responses((status = 202, description = "Taken in; ask at `Location`", body = ImportAccepted), (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn start_import(
    State(site): State<Site>,
    Speak(lang): Speak,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    form: Multipart,
) -> Reply<Response> {
    let names = Names { file: "file", what: "what", dry_run: "dry_run" };
    let id = take_in(&site, &desk, &who, lang, form, names).await?;
    let location = format!("/api/v1/imports/{id}");
    let accepted = ImportAccepted { id, state: "running", location: location.clone() };
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, location)], Json(accepted)).into_response())
}

/// How an import stands, and what came of it.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = String, Path, description = "The import's id")),
    responses((status = 200, body = ImportReply), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub async fn import_outcome(
    State(site): State<Site>,
    Speak(lang): Speak,
    Signed(who): Signed,
    Extension(desk): Extension<ImportDesk>,
    Path(id): Path<String>,
) -> Reply<Json<ImportReply>> {
    let kept = u32::try_from(KEPT_PROBLEMS).unwrap_or(u32::MAX - 1);
    let shown = find(&site, &desk, &who, &id, (0, kept)).await?;
    Ok(Json(ImportReply::new(shown, lang)))
}
