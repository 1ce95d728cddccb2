//! The rulebook for programs: the rows, one row, the decision, the search. Everything here is public and
//! nothing is kept.

use crate::actions;
use crate::model::{Asked, Circumstance, Favours, Request};
use crate::rules;
use axum::Json;
use axum::extract::{Path, State};
use netra_base::{Day, Error, Refusal};
use netra_web::{Given, Site, Visit, WebError};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{OpenApi, ToSchema};

/// The description of these doors.
#[derive(OpenApi)]
#[openapi(paths(list, row, decide, ask), components(schemas(DecideBody, AskBody)))]
pub struct ApiDoc;

/// A question to the rulebook.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideBody {
    /// Acts, one to ten.
    acts: Vec<String>,
    /// The contest.
    contest: String,
    /// The day of the act where it happened, YYYY-MM-DD.
    date: String,
    /// pns, pppk, ppnpn or village-head.
    employment: String,
    /// spouse, unpaid-leave, attributes, state-facilities, mobilising.
    #[serde(default)]
    circumstances: Vec<String>,
    /// Is a party favoured as such?
    #[serde(default)]
    party: bool,
    /// The sanction of the last time, for a repeated breach.
    #[serde(default)]
    after: Option<String>,
    /// The version to decide under; the one in force when absent.
    #[serde(default)]
    version: Option<String>,
}

/// A question in free words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskBody {
    /// The question, at most 2,000 characters.
    question: String,
}

/// Rows answered to a question.
const MOST: usize = 20;
/// Characters of a question.
const LONGEST: usize = 2_000;

/// Every row of the version in force.
///
/// # Errors
/// When the database fails.
#[utoipa::path(get, path = "/api/v1/rules", responses((status = 200, description = "rows, with the version's hash")))]
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Json<Value>, WebError> {
    let now = site.now();
    let library = site.store.read(move |tx| actions::current(tx, now)).await?;
    let rows: Vec<_> = library.book().rows.iter().map(|row| crate::cli::row_json(row, visit.lang)).collect();
    Ok(Json(json!({ "sha256": library.book().hash, "edition": library.book().edition, "rows": rows })))
}

/// One row of the version in force.
///
/// # Errors
/// `NotFound` when there is no such row.
#[utoipa::path(get, path = "/api/v1/rules/{id}", params(("id" = String, Path, description = "the row's id")),
    responses((status = 200, description = "the row"), (status = 404, description = "no such row")))]
pub async fn row(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Json<Value>, WebError> {
    let now = site.now();
    let library = site.store.read(move |tx| actions::current(tx, now)).await?;
    let row = library.book().row(&id).ok_or(Error::NotFound)?;
    Ok(Json(crate::cli::row_json(row, visit.lang)))
}

/// What follows for an act on a date. Nothing is kept.
///
/// # Errors
/// Refusals for words that the book does not know, contradictions, dates outside its data.
#[utoipa::path(post, path = "/api/v1/rules/decide", request_body = DecideBody,
    responses((status = 200, description = "the decision"), (status = 422, description = "refused, with reasons")))]
pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Given(body): Given<DecideBody>,
) -> Result<Json<Value>, WebError> {
    let (now, version) = (site.now(), body.version.clone());
    let library = site
        .store
        .read(move |tx| match version {
            Some(hash) => actions::version(tx, &hash),
            None => actions::current(tx, now),
        })
        .await?;
    let asked = asked(body)?;
    let request = Request::parse(library.book(), &asked).map_err(Error::Refused)?;
    let decision = rules::decide(library.book(), &request).map_err(Error::from)?;
    Ok(Json(decision.json(visit.lang)))
}

fn asked(body: DecideBody) -> Result<Asked, Error> {
    let circumstances = body.circumstances.iter().map(|word| {
        Circumstance::parse(word).ok_or_else(|| {
            let known = Circumstance::ALL.map(Circumstance::code).join(", ");
            Refusal::new(
                "circumstance-unknown",
                format!("Keadaan itu tidak dikenal. Yang dikenal: {known}."),
                format!("That circumstance is not known. Known are: {known}."),
            )
            .at("circumstances")
        })
    });
    Ok(Asked {
        circumstances: circumstances.collect::<Result<_, _>>()?,
        acts: body.acts,
        contest: body.contest,
        day: Day::parse(&body.date),
        employment: body.employment,
        favours: if body.party { Favours::Party } else { Favours::Contestant },
        after: body.after,
    })
}

/// Rows that answer a question in free words, best first. Nothing is kept.
///
/// # Errors
/// A refusal when the question is too long.
#[utoipa::path(post, path = "/api/v1/rules/ask", request_body = AskBody,
    responses((status = 200, description = "matching rows, best first"), (status = 422, description = "too long")))]
pub async fn ask(State(site): State<Site>, visit: Visit, Given(body): Given<AskBody>) -> Result<Json<Value>, WebError> {
    if body.question.chars().count() > LONGEST {
        return Err(Refusal::new(
            "question-long",
            "Pertanyaan paling panjang 2.000 karakter.",
            "A question has at most 2,000 characters.",
        )
        .at("question")
        .into());
    }
    let now = site.now();
    let library = site.store.read(move |tx| actions::current(tx, now)).await?;
    let hits = library.ask(&body.question, MOST);
    let hits = hits.iter().filter_map(|hit| crate::cli::hit_json(library.book(), hit, visit.lang));
    Ok(Json(json!({ "matches": hits.collect::<Vec<_>>() })))
}
