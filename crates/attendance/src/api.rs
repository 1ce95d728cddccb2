//! Attendance for programs under `/api/v1/activities/{activity}/attendance`: checking in, and the list for who keeps the host.
//! JSON in, JSON out; errors are problem+json. What may be seen is decided in actions.

use crate::actions::{self, Came, Filter, Place, RowView};
use crate::entrance;
use crate::model::{Attendee, Party, State};
use crate::pages::activity_id;
use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use netra_base::{Error, Refusal, Zone};
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(check_in, list))]
pub struct ApiDoc;

/// A check-in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CheckInBody {
    /// The eight digits of the QR code, or the six to type.
    #[schema(example = "123456")]
    code: String,
}

/// What came of a check-in.
#[derive(Debug, Serialize, ToSchema)]
pub struct CameBody {
    /// `present`, or `doubtful` when the code had passed.
    state: &'static str,
    /// When, by the server.
    #[schema(example = "2023-12-21T08:00:00+07:00")]
    at: String,
    /// `early`, `on-time` or `late`.
    timing: &'static str,
    /// Was it there before this request?
    again: bool,
    /// Of a doubtful one: when its code was on the screen.
    code_from: Option<String>,
}

impl CameBody {
    fn of(row: &Attendee, again: bool) -> Self {
        Self {
            state: row.state.code(),
            at: row.at.iso(Zone::Wib),
            timing: row.timing.code(),
            again,
            code_from: row.code_from.map(|at| at.iso(Zone::Wib)),
        }
    }
}

/// Checks the asker in. The same again answers the same. For an activity of which the asker may not know, a wrong code and
/// a number of none are told alike.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activities/{activity}/attendance", tag = "attendance", params(("activity" = i64, Path)),
    request_body = CheckInBody,
    responses((status = 200, body = CameBody), (status = 201, body = CameBody), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn check_in(
    Shared(site): Shared<Site>,
    Signed(who): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
    Given(body): Given<CheckInBody>,
) -> Reply {
    let id = activity_id(&id)?;
    match entrance::check_in(&site, &who, id, (&body.code, entrance::device(&headers))).await? {
        Came::Present { row, again } => Ok(answer(&row, again)),
        Came::Doubtful(row) => Ok(answer(&row, false)),
        Came::Refused(refusal) => Err(at_code(refusal).into()),
    }
}

fn answer(row: &Attendee, again: bool) -> Response {
    let status = if again { StatusCode::OK } else { StatusCode::CREATED };
    (status, Json(CameBody::of(row, again))).into_response()
}

/// The field as programs name it.
fn at_code(refusal: Refusal) -> Error {
    if refusal.field.is_some() { refusal.at("code").into() } else { refusal.into() }
}

/// An employee on the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttendeeBody {
    /// The employee's number.
    employee: i64,
    /// The name as on that day.
    name: String,
    /// The name of the unit of that day.
    unit: String,
    /// `host`, `delegation` or `visitor`.
    party: &'static str,
    /// `present`, `doubtful` or `absent`.
    state: &'static str,
    /// When.
    at: String,
    /// `early`, `on-time` or `late`.
    timing: &'static str,
    /// `qr`, `typed`, `operator`, `paper` or `import`.
    via: &'static str,
    /// How many checked in from the same device, when they are more than three.
    shared_device: Option<i64>,
}

impl AttendeeBody {
    fn of(one: RowView) -> Self {
        let RowView { row, unit, shared } = one;
        Self {
            employee: row.employee.0,
            name: row.name,
            unit,
            party: match row.party {
                Party::Host => "host",
                Party::Delegation(_) => "delegation",
                Party::Visitor => "visitor",
            },
            state: row.state.code(),
            at: row.at.iso(Zone::Wib),
            timing: row.timing.code(),
            via: row.via.code(),
            shared_device: shared,
        }
    }
}

/// A page of the list, counts first.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttendanceList {
    /// When this was true.
    at: String,
    /// Employees present, early and late ones included.
    present: i64,
    /// Of these, early.
    early: i64,
    /// Of these, late.
    late: i64,
    /// Scans to be decided upon; not among the present.
    doubtful: i64,
    /// Guests without an account; not among the present.
    guests: i64,
    /// Counted on sheets of paper, apart from persons.
    on_paper: i64,
    /// Employees and guests who came: what stands beside `expected`.
    came: i64,
    /// Awaited in all, guests among them: the host's own, delegations, invited groups.
    expected: i64,
    /// The latest first.
    attendees: Vec<AttendeeBody>,
    /// Where the next page begins: `?from=`.
    next: Option<String>,
}

/// The list of an activity for who keeps its host; `?state=doubtful` narrows it down.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/activities/{activity}/attendance", tag = "attendance",
    params(("activity" = i64, Path), ("state" = Option<String>, Query), ("from" = Option<String>, Query)),
    responses((status = 200, body = AttendanceList), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn list(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply<Json<AttendanceList>> {
    let (id, now) = (activity_id(&id)?, site.now());
    let state = visit.asked("state").and_then(|word| State::parse(&word));
    let filter = Filter { state, shared: false, from: visit.asked("from").and_then(|text| Place::parse(&text)) };
    let list = site.store.read(move |tx| actions::list(tx, &who, id, &filter)).await?;
    let tally = list.sums.tally;
    Ok(Json(AttendanceList {
        at: now.iso(Zone::Wib),
        present: tally.present,
        early: tally.early,
        late: tally.late,
        doubtful: tally.doubtful,
        guests: tally.guests,
        on_paper: tally.on_paper,
        came: tally.people(),
        expected: list.sums.expected(),
        attendees: list.rows.into_iter().map(AttendeeBody::of).collect(),
        next: list.next.map(|next| next.to_string()),
    }))
}
