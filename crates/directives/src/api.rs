//! Directives for programs under `/api/v1/directives`: those one may know of, one with its text, issuing, acknowledging,
//! passing on, how far it has come. JSON in, JSON out; errors are problem+json. Corrections and ends are for people. What
//! may be seen is decided in actions.

mod new;

pub use new::issue;

use crate::actions::{self, AckRequest, Line};
use crate::model::{self, Directive, DirectiveId, Figures, NewPass, Part};
use crate::pages::{acknowledge_once, directive_id, employee};
use axum::Json;
use axum::extract::{Path, State};
use netra_base::{Lang, Zone, canonical};
use netra_web::form::Refusals;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(directives, new::issue, directive, acknowledge, pass_on, spread))]
pub struct ApiDoc;

/// A directive.
#[derive(Debug, Serialize, ToSchema)]
pub struct DirectiveBody {
    /// Its number in this house.
    id: i64,
    /// `circular`, `address` or `order`.
    kind: &'static str,
    /// The number on the paper.
    number: Option<String>,
    /// The day of the paper; only a year where its day is not known.
    #[schema(example = "2023-11-23")]
    dated: String,
    /// The function that issued it.
    issuer: String,
    /// The function that read it on behalf of the issuer.
    read_by: Option<String>,
    /// What it is about.
    subject: String,
    /// The first day of its validity; absent where only the year of the paper is known.
    from: Option<String>,
    /// The last day.
    until: Option<String>,
    /// `in-force`, `replaced` or `withdrawn`.
    state: &'static str,
    /// What took its place.
    successor: Option<i64>,
    /// Is an acknowledgement asked?
    asks: bool,
    /// The last day on which it is in time.
    asked_until: Option<String>,
    /// Of how many working days that day came, when it was counted.
    asked_working_days: Option<u16>,
    /// The newest version.
    version: i64,
}

impl DirectiveBody {
    fn of(one: &Directive) -> Self {
        let (state, successor) = match one.end.as_ref().map(|end| &end.how) {
            None => ("in-force", None),
            Some(model::Ending::Withdrawn(_)) => ("withdrawn", None),
            Some(model::Ending::Replaced(next)) => ("replaced", Some(next.0)),
        };
        Self {
            id: one.id.0,
            kind: one.kind.code(),
            number: one.number.clone(),
            dated: one.dated.to_string(),
            issuer: one.issuer.clone(),
            read_by: one.read_by.clone(),
            subject: one.subject.clone(),
            from: one.from.map(|from| from.to_string()),
            until: one.until.map(|until| until.to_string()),
            state,
            successor,
            asks: one.asked.is_some(),
            asked_until: one.asked.and_then(|asked| asked.until).map(|until| until.to_string()),
            asked_working_days: one.asked.and_then(|asked| asked.days),
            version: one.version,
        }
    }
}

/// A page of directives.
#[derive(Debug, Serialize, ToSchema)]
pub struct DirectiveList {
    /// Newest first.
    directives: Vec<DirectiveBody>,
    /// Pass this as `dari` to see more.
    next: Option<i64>,
}

/// The directives that one may know of, newest first; with `?cari=` those whose number holds it in any spelling, or whose
/// subject holds each word.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/directives", tag = "directives",
    params(("cari" = Option<String>, Query), ("dari" = Option<i64>, Query)),
    responses((status = 200, body = DirectiveList), (status = 401, body = Problem))
)]
pub async fn directives(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply<Json<DirectiveList>> {
    let words: String = visit.asked("cari").unwrap_or_default().chars().take(120).collect();
    let before = visit.asked("dari").and_then(|cursor| cursor.parse().ok());
    let known = site.store.read(move |tx| actions::known(tx, &who, &words, before)).await?;
    Ok(Json(DirectiveList { directives: known.list.iter().map(DirectiveBody::of).collect(), next: known.next }))
}

/// A piece of a text: a paragraph or a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum PartBody {
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
}

/// A directive with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct DirectiveTextBody {
    /// The directive.
    #[serde(flatten)]
    directive: DirectiveBody,
    /// The text of the version asked for.
    text: Vec<PartBody>,
    /// Its version.
    text_version: i64,
    /// SHA-256 of its canonical text, base64: what acknowledgements name.
    text_sha256: String,
    /// Ids of the instruments it rests on.
    instruments: Vec<String>,
    /// Directives it rests on.
    rests_on: Vec<i64>,
    /// Is the asker in its audience?
    meant: bool,
    /// When the asker acknowledged it, and of which version; absent when he has not in this round.
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledged: Option<AcknowledgedAt>,
}

/// An acknowledgement that stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcknowledgedAt {
    /// Its entry in the ledger.
    entry: i64,
    /// When it was given.
    #[schema(example = "2023-11-27T01:00:00.123Z")]
    at: String,
    /// Of which version.
    version: i64,
    /// Was it there before this request?
    again: bool,
}

/// One directive; with `?versi=1` an older version. Reading by program is not noted as reading.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/directives/{id}", tag = "directives",
    params(("id" = i64, Path), ("versi" = Option<i64>, Query)),
    responses((status = 200, body = DirectiveTextBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn directive(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<DirectiveTextBody>> {
    let (id, now) = (directive_id(&id)?, site.now());
    let version = visit.asked("versi").and_then(|version| version.parse().ok());
    let view = site.store.read(move |tx| actions::view(tx, now, &who, id, version)).await?;
    let part = |part| match part {
        Part::Paragraph(text) => PartBody::Paragraph(text),
        Part::List(items) => PartBody::List(items),
    };
    let mark = view.mine.filter(|mine| mine.done).and_then(|mine| mine.acknowledged);
    let chain = &view.version.content.chain;
    Ok(Json(DirectiveTextBody {
        directive: DirectiveBody::of(&view.directive),
        text: view.version.content.text.parts().into_iter().map(part).collect(),
        text_version: view.version.version,
        text_sha256: canonical::base64(&view.version.hash),
        instruments: chain.instruments.clone(),
        rests_on: chain.directives.iter().map(|id| id.0).collect(),
        meant: view.reach.meant,
        acknowledged: mark.map(|mark| AcknowledgedAt {
            entry: mark.entry.0,
            at: mark.at.utc(),
            version: mark.version,
            again: true,
        }),
    }))
}

/// Which version is acknowledged.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AcknowledgeBody {
    /// The version that was read: it must be the newest.
    version: i64,
}

/// Acknowledges for the person who is signed in. Nobody acknowledges for another: there is no field for it.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/directives/{id}/acknowledge", tag = "directives", params(("id" = i64, Path)),
    request_body = AcknowledgeBody,
    responses((status = 200, body = AcknowledgedAt), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn acknowledge(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Given(body): Given<AcknowledgeBody>,
) -> Reply<Json<AcknowledgedAt>> {
    let request = AckRequest {
        directive: directive_id(&id)?,
        employee: employee(&who)?,
        by: who.signed_in_by,
        version: body.version,
    };
    let done = acknowledge_once(&site, request, site.now()).await?;
    Ok(Json(AcknowledgedAt { entry: done.entry.0, at: done.at.utc(), version: done.version, again: done.again }))
}

/// How a unit passes it on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PassBody {
    /// The code of the unit.
    #[schema(example = "KW-07")]
    unit: String,
    /// The function that passes it on.
    function: String,
    /// A note of its own.
    note: Option<String>,
    /// The unit's own order, which rests on the directive.
    order: Option<i64>,
}

/// That a unit passed it on.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassedAt {
    /// Its entry in the ledger.
    entry: i64,
    /// When.
    at: String,
    /// Was it there before this request?
    again: bool,
}

/// Passes a directive on in one unit; the same unit again answers with what is there.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/directives/{id}/pass-on", tag = "directives", params(("id" = i64, Path)), request_body = PassBody,
    responses((status = 200, body = PassedAt), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn pass_on(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Given(body): Given<PassBody>,
) -> Reply<Json<PassedAt>> {
    let (id, chance, now) = (directive_id(&id)?, site.chance.clone(), site.now());
    let mut refused = Refusals::default();
    let function = refused.take(model::function(&body.function).map_err(|refusal| refusal.at("function")));
    let note = refused.take(body.note.as_deref().map(model::note).transpose());
    let (Some(function), Some(note)) = (function, note) else { return Err(refused.into_error().into()) };
    let new = NewPass { unit: body.unit, function, note, order: body.order.map(DirectiveId) };
    let (passed, again) = site.store.write(move |tx| actions::pass_on(tx, &chance, now, &who, id, &new)).await?;
    Ok(Json(PassedAt { entry: passed.entry.0, at: passed.at.utc(), again }))
}

/// Figures of a unit and everything below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpreadFigures {
    /// How many people should read it.
    should: i64,
    /// How many have opened it.
    readers: i64,
    /// How many have acknowledged it.
    acknowledged: i64,
    /// How many units have to pass it on.
    duty: i64,
    /// How many have.
    passed: i64,
}

impl From<&Figures> for SpreadFigures {
    fn from(of: &Figures) -> Self {
        let Figures { should, readers, acknowledged, duty, passed } = *of;
        Self { should, readers, acknowledged, duty, passed }
    }
}

/// A unit with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpreadUnit {
    /// The unit's code.
    code: String,
    /// Its name.
    name: String,
    /// `issuer`, `nobody`, `due` or `done`.
    passing_on: &'static str,
    /// When it passed it on.
    passed_at: Option<String>,
    /// Of this unit and everything below.
    figures: SpreadFigures,
}

/// How far a directive has come, as far as the asker may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpreadBody {
    /// When these figures were true.
    at: String,
    /// Are they final? They are once the directive is over; later moves change nothing.
    r#final: bool,
    /// What the denominators are.
    denominator: String,
    /// Is it the whole audience?
    whole: bool,
    /// Of everything that the asker sees.
    total: SpreadFigures,
    /// Units in the order of the tree.
    units: Vec<SpreadUnit>,
}

/// How far a directive has come.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/directives/{id}/spread", tag = "directives", params(("id" = i64, Path)),
    responses((status = 200, body = SpreadBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn spread(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<SpreadBody>> {
    let (id, now) = (directive_id(&id)?, site.now());
    let spread = site.store.read(move |tx| actions::spread(tx, now, &who, id)).await?;
    let unit = |branch: &actions::Branch| {
        let (passing_on, passed_at) = match &branch.line {
            Line::Issuer => ("issuer", None),
            Line::Nobody => ("nobody", None),
            Line::Due(_) => ("due", None),
            Line::Done(passed) => ("done", Some(passed.at.iso(branch.unit.zone))),
        };
        let figures = (&branch.all).into();
        SpreadUnit {
            code: branch.unit.code.to_string(),
            name: branch.unit.name.clone(),
            passing_on,
            passed_at,
            figures,
        }
    };
    let lang: Lang = visit.lang;
    Ok(Json(SpreadBody {
        at: spread.at.iso(Zone::Wib),
        r#final: spread.directive.counted.is_some(),
        denominator: crate::words::denominator(lang, &spread.directive),
        whole: spread.whole,
        total: (&spread.total).into(),
        units: spread.branches.iter().map(unit).collect(),
    }))
}
