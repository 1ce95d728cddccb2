//! Correspondence for programs: what a unit's papers carry, its register, a number for a letter written by another
//! program. JSON in, JSON out; errors are problem+json.

use crate::actions;
use crate::model::{LetterNumber, Letterhead, NumberRequest};
use axum::Json;
use axum::extract::{Path, State};
use netra_base::{Day, Refusal, Zone};
use netra_store::Tx;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The part of the description that is about correspondence.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(letterhead, numbers, take))]
pub struct ApiDoc;

/// A letterhead.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterheadBody {
    /// The code of the unit whose it is: the one asked for, or the office that it is a part of.
    unit: String,
    /// Is it kept, or made from the names in the organisation?
    kept: bool,
    /// The agency.
    agency: String,
    /// The units below it, outermost first.
    lines: Vec<String>,
    /// The address.
    address: Option<String>,
    /// Telephone and mail.
    contact: Option<String>,
    /// Where papers are signed.
    place: Option<String>,
    /// The function of who signs.
    head: String,
    /// How numbers are written.
    #[schema(example = "W.20-{class}-{serial:4}")]
    pattern: String,
}

impl LetterheadBody {
    fn of(one: Letterhead) -> Self {
        let says = one.says;
        Self {
            unit: one.code,
            kept: one.kept,
            agency: says.agency,
            lines: says.lines,
            address: says.address,
            contact: says.contact,
            place: says.place,
            head: says.head,
            pattern: says.pattern.as_str().to_owned(),
        }
    }
}

/// A number of a register.
#[derive(Debug, Serialize, ToSchema)]
pub struct NumberBody {
    /// Its id.
    id: i64,
    /// As it stands on the paper.
    #[schema(example = "W.20-UM.01.01-0112")]
    number: String,
    /// The year of the register.
    year: i64,
    /// The running number in that year.
    serial: i64,
    /// The class of the subject.
    class: String,
    /// The paper's day.
    day: String,
    /// What it is about.
    about: String,
    /// When it was taken.
    taken: String,
}

impl NumberBody {
    fn of(one: LetterNumber) -> Self {
        Self {
            id: one.id.0,
            number: one.text,
            year: one.year,
            serial: one.serial,
            class: one.class,
            day: one.day.to_string(),
            about: one.about,
            taken: one.taken.iso(Zone::Wib),
        }
    }
}

/// A page of a register, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisterBody {
    /// The year.
    year: i64,
    /// The numbers, at most 50.
    numbers: Vec<NumberBody>,
    /// The next page: `?before=…`; absent on the last.
    next: Option<i64>,
}

/// A number to be taken.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TakeBody {
    /// The class of the subject.
    #[schema(example = "UM.01.01")]
    class: String,
    /// The letter's day.
    #[schema(example = "2024-01-15")]
    day: String,
    /// What it is about.
    about: String,
    /// Your own name for the letter: the same one again gets the same number.
    key: String,
}

fn unfit(name: &'static str) -> Refusal {
    let id = format!("{name} bukan angka atau tanggal yang ada.");
    let en = format!("{name} is not a number or a day.");
    Refusal::new("query", id, en).at(name)
}

/// What the papers of a unit carry.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/units/{code}/letterhead", tag = "correspondence", params(("code" = String, Path)),
    responses((status = 200, body = LetterheadBody), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn letterhead(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(code): Path<String>,
) -> Reply<Json<LetterheadBody>> {
    let found = site
        .store
        .read(move |tx| {
            let unit = actions::office_to_keep(tx, &who, &code)?;
            actions::letterhead(tx, unit.id)
        })
        .await?;
    Ok(Json(LetterheadBody::of(found)))
}

/// The numbers of a unit's register in a year, the latest first.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/units/{code}/letter-numbers", tag = "correspondence",
    params(("code" = String, Path), ("year" = Option<i64>, Query), ("before" = Option<i64>, Query, description = "a running number")),
    responses((status = 200, body = RegisterBody), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn numbers(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(code): Path<String>,
) -> Reply<Json<RegisterBody>> {
    let now = site.now();
    let asked = |name: &'static str| visit.asked(name).map(|text| text.parse().map_err(|_| unfit(name))).transpose();
    let at = (asked("year")?, asked("before")?);
    let view = site.store.read(move |tx| actions::register(tx, now, &who, Some(&code), at)).await?;
    let numbers = view.numbers.into_iter().map(NumberBody::of).collect();
    Ok(Json(RegisterBody { year: view.year, numbers, next: view.next }))
}

/// Takes the next number of a unit's register.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/units/{code}/letter-numbers", tag = "correspondence", params(("code" = String, Path)), request_body = TakeBody,
    responses((status = 200, body = NumberBody), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn take(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(code): Path<String>,
    Given(body): Given<TakeBody>,
) -> Reply<Json<NumberBody>> {
    let now = site.now();
    let day = Day::parse(&body.day).ok_or_else(|| unfit("day"))?;
    // The account stands in the key: nobody meets another one's letter, nor a paper of the house.
    let key = format!("api:{}:{}", who.account, body.key);
    let request = NumberRequest::new(&body.class, day, &body.about, &key)?;
    let chance = site.chance.clone();
    let enter = move |tx: &mut Tx<'_>| actions::enter_letter(tx, &chance, now, &who, &code, &request);
    let number = site.store.write(enter).await?;
    Ok(Json(NumberBody::of(number)))
}
