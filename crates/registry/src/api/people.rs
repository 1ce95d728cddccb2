//! People as JSON, within the asker's units.

use crate::model::Employee;
use crate::pages::people::{Answer, Question, cursor, search};
use crate::reach;
use axum::Json;
use axum::extract::State;
use netra_base::{Refusal, Result};
use netra_web::reply::Problem;
use netra_web::{Given, Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmployeeReply {
    /// The number in the registry.
    pub id: i64,
    /// The NIP of a PNS or PPPK.
    pub nip: Option<String>,
    /// The contract of a PPNPN.
    pub contract: Option<String>,
    /// The name.
    pub name: String,
    /// `pns`, `pppk`, `ppnpn`.
    pub employment: String,
    /// Works here now.
    pub active: bool,
    /// Jabatan.
    pub position: Option<String>,
    /// Golongan.
    pub grade: Option<String>,
    /// The code of the unit.
    pub unit: String,
    /// On record since.
    pub joined: String,
    /// Last day, for those who left.
    pub left: Option<String>,
}

impl EmployeeReply {
    pub(super) fn new(person: &Employee, answer: &Answer) -> Self {
        Self {
            id: person.id.0,
            nip: person.nip.map(|nip| nip.to_string()),
            contract: person.contract.as_ref().map(|number| number.as_str().to_owned()),
            name: person.name.to_string(),
            employment: person.employment.code().to_owned(),
            active: person.service.is_active(),
            position: person.position.clone(),
            grade: person.grade.as_ref().map(|grade| grade.as_str().to_owned()),
            unit: answer.units.get(&person.unit).map(|unit| unit.code.to_string()).unwrap_or_default(),
            joined: person.joined.to_string(),
            left: person.left.map(|day| day.to_string()),
        }
    }
}

/// A page of people.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmployeeList {
    /// The people, at most fifty.
    pub employees: Vec<EmployeeReply>,
    /// Pass this as `after` to see more; null when these were the last.
    pub next: Option<String>,
}

impl From<Answer> for EmployeeList {
    fn from(answer: Answer) -> Self {
        Self {
            employees: answer.people.iter().map(|person| EmployeeReply::new(person, &answer)).collect(),
            next: answer.next.map(|(part, after)| format!("{part}.{after}")),
        }
    }
}

/// A search.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EmployeeSearch {
    /// Words of a name, or the first four digits of a NIP or more.
    #[serde(default)]
    pub text: String,
    /// The code of a unit: only it and the units below are looked into; without text everybody there is listed.
    pub unit: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// The people of a unit and of those below.
#[utoipa::path(get, path = "/api/v1/employees", tag = "employees",
    params(("unit" = String, Query, description = "The unit's code"), ("after" = Option<String>, Query, description = "The `next` of the page before")),
    responses((status = 200, body = EmployeeList), (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn employees(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply<Json<EmployeeList>> {
    let asked = EmployeeSearch { text: String::new(), unit: visit.asked("unit"), after: visit.asked("after") };
    Ok(Json(answer(&site, reach::paths(&who), asked).await?))
}

/// People by name, NIP and unit.
#[utoipa::path(post, path = "/api/v1/employees/search", tag = "employees", request_body = EmployeeSearch,
    responses((status = 200, body = EmployeeList), (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn search_employees(
    State(site): State<Site>,
    Signed(who): Signed,
    Given(asked): Given<EmployeeSearch>,
) -> Reply<Json<EmployeeList>> {
    Ok(Json(answer(&site, reach::paths(&who), asked).await?))
}

async fn answer(site: &Site, reach: Vec<String>, asked: EmployeeSearch) -> Result<EmployeeList> {
    let text: String = asked.text.trim().chars().take(80).collect();
    let unit = asked.unit.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
    if text.is_empty() && unit.is_none() {
        return Err(Refusal::new("required", "Sebutkan text atau unit.", "Give text or unit.").at("unit").into());
    }
    let after = match asked.after {
        None => None,
        Some(text) => Some(cursor(&text).ok_or_else(|| {
            Refusal::new(
                "cursor",
                "Nilai after bukan dari jawaban sebelumnya.",
                "The value of after is not from an earlier answer.",
            )
            .at("after")
        })?),
    };
    let question = Question { text, unit, after };
    Ok(site.store.read(move |tx| search(tx, &reach, &question)).await?.into())
}
