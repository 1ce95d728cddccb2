//! Planning a place by program: what a person says in the form, without the parts that the centre has set.

use super::bodies::{Made, wall};
use crate::actions;
use crate::pages::drive_id;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use netra_activities::model::{Budget, Group, Mode, NewActivity, NewDelegation, Side, Somebody, TeamId};
use netra_base::DriveId;
use netra_web::form::Refusals;
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site};
use serde::Deserialize;
use utoipa::ToSchema;

/// Somebody by function.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OfficeBody {
    /// The function.
    function: String,
    /// The institution.
    institution: Option<String>,
}

impl OfficeBody {
    fn somebody(self) -> Somebody {
        Somebody::Outside { name: None, function: self.function, institution: self.institution }
    }
}

/// A group that is invited.
#[derive(Debug, Deserialize, ToSchema)]
pub struct GroupBody {
    /// Inside the agency?
    #[serde(default)]
    inside: bool,
    /// Who.
    name: String,
    /// Of which institution.
    institution: Option<String>,
    /// How many are expected.
    expected: i64,
}

/// A delegation of another unit.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DelegationBody {
    /// The unit's code.
    unit: String,
    /// How many are expected.
    expected: i64,
}

/// Money.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BudgetBody {
    /// Rupiah at most.
    ceiling: i64,
    /// Where it comes from.
    source: String,
}

/// A place to be planned; title, target and agenda come from the drive where they are absent.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewPlaceBody {
    /// The code of the host.
    #[schema(example = "KW-08")]
    unit: String,
    /// Its name.
    title: Option<String>,
    /// Where it is held.
    venue: String,
    /// Its beginning on the host's wall.
    #[schema(example = "2024-01-23T09:00")]
    starts: String,
    /// Its end on the host's wall.
    ends: String,
    /// Who leads it.
    leader: OfficeBody,
    /// Who speaks.
    #[serde(default)]
    speakers: Vec<OfficeBody>,
    /// Who is invited.
    #[serde(default)]
    invited: Vec<GroupBody>,
    /// Which units send people.
    #[serde(default)]
    delegations: Vec<DelegationBody>,
    /// How many of the host's own people should come.
    target: Option<i64>,
    /// Money.
    budget: Option<BudgetBody>,
    /// The oversight team on whose behalf it is held: valid on its day, of the host or of a unit above.
    team: Option<i64>,
    /// The pledge drive that is signed there.
    pledge_drive: Option<i64>,
    /// The warnings (clashes, quiet days) were read and it is meant all the same.
    #[serde(default)]
    confirmed: bool,
}

impl NewPlaceBody {
    fn parse(self, template: NewActivity) -> Result<NewActivity, netra_base::Error> {
        let mut refused = Refusals::default();
        let starts = refused.take(wall(&self.starts, "starts"));
        let ends = refused.take(wall(&self.ends, "ends"));
        let (Some(starts), Some(ends)) = (starts, ends) else { return Err(refused.into_error()) };
        let group = |one: GroupBody| Group {
            side: if one.inside { Side::Inside } else { Side::Outside },
            name: one.name,
            institution: one.institution,
            expected: one.expected,
        };
        let delegation = |one: DelegationBody| NewDelegation { unit: one.unit, expected: one.expected };
        let agenda = crate::model::shifted(&template.agenda, template.starts, starts);
        Ok(NewActivity {
            unit: self.unit,
            title: self.title.unwrap_or(template.title),
            mode: Mode::OnSite,
            venue: Some(self.venue),
            starts,
            ends,
            leader: self.leader.somebody(),
            speakers: self.speakers.into_iter().map(OfficeBody::somebody).collect(),
            invited: self.invited.into_iter().map(group).collect(),
            delegations: self.delegations.into_iter().map(delegation).collect(),
            target: self.target.unwrap_or(template.target),
            budget: self.budget.map(|one| Budget { ceiling: one.ceiling, source: one.source }),
            agenda,
            confirmed: self.confirmed,
            theme: template.theme,
            basis: template.basis,
            kind: template.kind,
            link: None,
            on_behalf_of: None,
            team: self.team.map(TeamId),
            drive: template.drive,
            pledge_drive: self.pledge_drive.map(DriveId),
        })
    }
}

/// Plans a place of the drive; answers the number of its activity.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/activity-drives/{drive}/places", tag = "activity drives", params(("drive" = i64, Path)),
    request_body = NewPlaceBody,
    responses((status = 201, body = Made), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
pub async fn plan_place(
    State(site): State<Site>,
    Signed(who): Signed,
    Path(drive): Path<String>,
    Given(body): Given<NewPlaceBody>,
) -> Reply<(StatusCode, Json<Made>)> {
    let (id, chance, now) = (drive_id(&drive)?, site.chance.clone(), site.now());
    let place = site
        .store
        .write(move |tx| {
            let template = actions::place_form(tx, &who, id)?.place;
            actions::plan_place(tx, &chance, now, &who, id, &body.parse(template)?)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(Made { id: place.0 })))
}
