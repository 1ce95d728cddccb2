//! Lessons for programs: material under `/api/v1/materials`, and under `/api/v1/activities` what was gained and feedback.
//! JSON in, JSON out; errors are problem+json. Files come and go by the pages.

use crate::actions::{self, Cursor, NewMaterial};
use crate::model::{Answers, Attached, Content, Gain, definition};
use crate::pages::{material_id, number};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use netra_activities::model::ActivityId;
use netra_base::{Error, Zone, canonical};
use netra_guidance::model::{Bound, Mean};
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The description of these doors, to be merged into the house's.
#[derive(Debug, OpenApi)]
#[openapi(paths(materials, publish, material, learning, answer))]
pub struct ApiDoc;

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedMaterial {
    /// The material's number.
    id: i64,
    /// The title of the latest version.
    title: String,
    /// Its summary.
    summary: String,
    /// Name of the unit that publishes it.
    unit: String,
    /// The number of the latest version.
    version: i64,
    /// When that was published.
    published: String,
}

/// A page of materials.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaterialList {
    /// Latest first.
    materials: Vec<ListedMaterial>,
    /// The value of `from` for the next page.
    next: Option<String>,
}

/// Materials, fifty at a time, latest first.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/materials", tag = "lessons",
    params(("from" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, body = MaterialList), (status = 401, body = Problem))
)]
pub async fn materials(State(site): State<Site>, visit: Visit, Signed(_): Signed) -> Reply<Json<MaterialList>> {
    let from = visit.asked("from").and_then(|text| Cursor::parse(&text)).unwrap_or(Cursor::START);
    let (list, next) = site.store.read(move |tx| actions::materials(tx, from)).await?;
    let line = |one: crate::model::Listed| ListedMaterial {
        id: one.material.id.0,
        title: one.title,
        summary: one.summary,
        unit: one.unit,
        version: one.material.latest,
        published: one.material.published.iso(Zone::Wib),
    };
    let materials = list.into_iter().map(line).collect();
    Ok(Json(MaterialList { materials, next: next.map(|cursor| cursor.to_string()) }))
}

/// A material to be published.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewMaterialBody {
    /// The code of the unit that publishes it.
    #[schema(example = "KW-20")]
    unit: String,
    /// Its title.
    title: String,
    /// What it is about.
    summary: String,
    /// The text: paragraphs parted by blank lines, `# ` headings, `- ` points.
    body: String,
    /// The function that publishes it.
    publisher: String,
}

/// What was published.
#[derive(Debug, Serialize, ToSchema)]
pub struct Published {
    /// The material's number.
    id: i64,
}

/// Publishes a material without a file.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/materials", tag = "lessons", request_body = NewMaterialBody,
    responses((status = 201, body = Published), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn publish(
    State(site): State<Site>,
    Signed(who): Signed,
    Given(asked): Given<NewMaterialBody>,
) -> Reply<(StatusCode, Json<Published>)> {
    let content =
        Content::parse(&asked.title, &asked.summary, &asked.body, &asked.publisher).map_err(Error::Refused)?;
    let new = NewMaterial { unit: asked.unit, content, file: Attached::Nothing };
    let (chance, now) = (site.chance.clone(), site.now());
    let id = site.store.write(move |tx| actions::publish(tx, &chance, now, &who, &new)).await?;
    Ok((StatusCode::CREATED, Json(Published { id: id.0 })))
}

/// A material with its latest version.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaterialBody {
    /// Its number.
    id: i64,
    /// The code of the unit that publishes it.
    unit: String,
    /// The number of the version.
    version: i64,
    /// Its title.
    title: String,
    /// Its summary.
    summary: String,
    /// Its text.
    body: String,
    /// The function that published it.
    publisher: String,
    /// The hash of texts and file, as recorded.
    content_sha256: String,
    /// The hash of the file, when there is one.
    file_sha256: Option<String>,
    /// When it was published.
    published: String,
}

/// The latest version of a material.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/materials/{id}", tag = "lessons", params(("id" = i64, Path)),
    responses((status = 200, body = MaterialBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn material(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<MaterialBody>> {
    let (id, now) = (material_id(&id)?, site.now());
    let view = site.store.read(move |tx| actions::material(tx, now, &who, id)).await?;
    let version = view.version;
    Ok(Json(MaterialBody {
        id: view.material.id.0,
        unit: view.unit.code.to_string(),
        version: version.number,
        content_sha256: canonical::hex(&version.hash),
        file_sha256: version.file.map(|(_, hash)| canonical::hex(&hash)),
        published: version.published.iso(view.unit.zone),
        title: version.content.title,
        summary: version.content.summary,
        body: version.content.body,
        publisher: version.content.publisher,
    }))
}

/// What was gained at an activity. A figure that tells of too few is absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearningBody {
    /// What is counted.
    definition: String,
    /// Who took the pre-test.
    pre: Option<i64>,
    /// The mean of their scores, in tenths.
    pre_mean_tenths: Option<i64>,
    /// Who took the post-test.
    post: Option<i64>,
    /// The mean of the first post-tests, in tenths.
    post_mean_tenths: Option<i64>,
    /// Who passed.
    passed: Option<i64>,
    /// Who took both.
    pairs: Option<i64>,
    /// What they gained on average, in tenths.
    gain_tenths: Option<i64>,
}

impl LearningBody {
    fn of(gain: &Gain, definition: String) -> Self {
        let (told, count, mean) = (&gain.told, Bound::exact, Mean::tenths);
        Self {
            definition,
            pre: count(told.pre),
            pre_mean_tenths: mean(told.pre_mean),
            post: count(told.post),
            post_mean_tenths: mean(told.post_mean),
            passed: count(told.passed),
            pairs: count(told.pairs),
            gain_tenths: mean(told.gain),
        }
    }
}

/// What was gained at an activity, for those who oversee it.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activities/{id}/learning", tag = "lessons", params(("id" = i64, Path)),
    responses((status = 200, body = LearningBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn learning(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<LearningBody>> {
    let (id, now) = (ActivityId(number(&id)?), site.now());
    let found = site.store.read(move |tx| actions::learning(tx, now, &who, id)).await?;
    let gain = found.gain.ok_or(Error::NotFound)?;
    Ok(Json(LearningBody::of(&gain, definition()?.to(visit.lang).to_owned())))
}

/// Answers to the three questions.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AnswersBody {
    /// How useful, 1 to 5.
    useful: i64,
    /// How clear, 1 to 5.
    clear: i64,
    /// What should be better.
    note: Option<String>,
}

/// What became of the answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answered {
    /// Were they kept now? False when there were some already.
    kept: bool,
}

/// Gives feedback on an activity, once.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities/{id}/feedback", tag = "lessons", params(("id" = i64, Path)), request_body = AnswersBody,
    responses((status = 200, body = Answered), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn answer(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Given(asked): Given<AnswersBody>,
) -> Reply<Json<Answered>> {
    let id = ActivityId(number(&id)?);
    let (useful, clear) = (asked.useful.to_string(), asked.clear.to_string());
    let answers = Answers::parse(&useful, &clear, &asked.note.unwrap_or_default()).map_err(Error::Refused)?;
    let (chance, now) = (site.chance.clone(), site.now());
    let kept = site.store.write(move |tx| actions::answer(tx, &chance, now, &who, id, &answers)).await?;
    Ok(Json(Answered { kept }))
}
