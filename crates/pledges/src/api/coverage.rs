//! Coverage for programs: exact below the asker's grants, blurred and from the regional office upward for
//! everybody else.

use super::drive_id;
use crate::actions::{self, View, public_rows, public_total};
use crate::model::{Figures, PublicFigures};
use crate::rules;
use axum::Json;
use axum::extract::{Path, State};
use netra_base::{DriveId, Lang, Principal, Result, Zone};
use netra_registry::model::Unit;
use netra_web::reply::Problem;
use netra_web::{Reply, Site, Visit, Who};
use serde::Serialize;
use utoipa::ToSchema;

/// Figures of one unit and everything below it. A count that the public may not have is absent; the words
/// beside it say what can be said.
#[derive(Debug, Serialize, ToSchema)]
pub struct FiguresBody {
    /// How many should have signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    should: Option<i64>,
    /// How many have.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<i64>,
    /// How many declined; for the oversight team only.
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<i64>,
    /// How many have not signed; inside only.
    #[serde(skip_serializing_if = "Option::is_none")]
    outstanding: Option<i64>,
    /// `1.232 dari 1.400`, `<5 dari 1.400`, `≥ 20 dari ≥ 1.400`.
    words: String,
    /// `88,0 %`, `≈ 100 %`.
    share: String,
}

impl FiguresBody {
    fn exact(lang: Lang, figures: &Figures, team: bool) -> Self {
        let of = lang.say("dari", "of");
        Self {
            should: Some(figures.should),
            signed: Some(figures.signed),
            declined: team.then_some(figures.declined),
            outstanding: Some(figures.outstanding()),
            words: format!("{} {of} {}", lang.number(figures.signed), lang.number(figures.should)),
            share: lang.percent(figures.signed, figures.should),
        }
    }

    fn public(lang: Lang, figures: &PublicFigures) -> Self {
        Self {
            should: figures.should.exact(),
            signed: figures.signed.exact(),
            declined: None,
            outstanding: None,
            words: figures.words(lang),
            share: figures.share(lang),
        }
    }
}

/// A unit with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct BranchBody {
    /// The unit's code.
    code: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: &'static str,
    /// The code of the unit above, when that is shown too.
    parent: Option<String>,
    /// Of this unit and everything below.
    figures: FiguresBody,
}

/// The coverage of a drive, as far as the asker may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageBody {
    /// The drive.
    drive: i64,
    /// When these figures were true.
    at: String,
    /// Are they frozen?
    r#final: bool,
    /// What the denominator is.
    denominator: String,
    /// What the public's figures leave out; absent inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<&'static str>,
    /// The whole, or the sum of the asker's own branches.
    total: FiguresBody,
    /// Is the total that of the whole drive?
    whole: bool,
    /// Is this the public's view: from the regional office upward, small counts left out?
    public: bool,
    /// Units in the order of the tree.
    units: Vec<BranchBody>,
}

/// What the asker sees; who has no grant on any unit of the drive sees what the public sees.
async fn look(site: &Site, who: Option<Principal>, id: DriveId) -> Result<(View, bool)> {
    let now = site.now();
    site.store
        .read(move |tx| {
            if let Some(who) = &who {
                match actions::view(tx, Some(who), id, now) {
                    Err(netra_base::Error::NotFound) => {}
                    other => return other.map(|view| (view, false)),
                }
            }
            actions::view(tx, None, id, now).map(|view| (view, true))
        })
        .await
}

fn branch(unit: &Unit, parent: Option<String>, figures: FiguresBody) -> BranchBody {
    BranchBody { code: unit.code.to_string(), name: unit.name.clone(), kind: unit.kind.code(), parent, figures }
}

/// The coverage of a drive.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/drives/{drive}/coverage", tag = "coverage", params(("drive" = i64, Path)),
    responses((status = 200, body = CoverageBody), (status = 404, body = Problem))
)]
pub async fn coverage(
    State(site): State<Site>,
    visit: Visit,
    Who(who): Who,
    Path(drive): Path<String>,
) -> Reply<Json<CoverageBody>> {
    let (view, public) = look(&site, who, drive_id(&drive)?).await?;
    let (lang, coverage) = (visit.lang, &view.coverage);
    let (total, units) = if public {
        let rows = public_rows(coverage);
        let total = FiguresBody::public(lang, &public_total(coverage));
        let units = rows.into_iter().map(|row| branch(&row.unit, row.parent, FiguresBody::public(lang, &row.figures)));
        (total, units.collect())
    } else {
        let above = |unit: &Unit| coverage.of(unit.parent?).map(|above| above.unit.code.to_string());
        let exact = |figures: &Figures| FiguresBody::exact(lang, figures, view.team);
        let units = coverage.branches.iter().map(|b| branch(&b.unit, above(&b.unit), exact(&b.all)));
        (exact(&coverage.total), units.collect())
    };
    Ok(Json(CoverageBody {
        drive: view.drive.id.0,
        at: coverage.at.iso(Zone::Wib),
        r#final: coverage.is_final,
        denominator: crate::words::denominator(lang, &view.drive),
        left_out: public.then(|| crate::words::blurring(lang)),
        total,
        whole: view.whole,
        public,
        units,
    }))
}

/// How a count grew.
#[derive(Debug, Serialize, ToSchema)]
pub struct BurnBody {
    /// In order of time.
    points: Vec<BurnPointBody>,
}

/// A moment and how many had signed by then.
#[derive(Debug, Serialize, ToSchema)]
pub struct BurnPointBody {
    /// The moment.
    at: String,
    /// How many; in tens for the public.
    signed: i64,
}

/// How the signatures of a drive grew: minutes for those who see the whole drive, tens for the public.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/drives/{drive}/burn-up", tag = "coverage", params(("drive" = i64, Path)),
    responses((status = 200, body = BurnBody), (status = 404, body = Problem))
)]
pub async fn burn_up(State(site): State<Site>, Who(who): Who, Path(drive): Path<String>) -> Reply<Json<BurnBody>> {
    let (view, public) = look(&site, who, drive_id(&drive)?).await?;
    let total = public_total(&view.coverage);
    let cut = |signed: i64| if public { rules::told_growth(signed, &total) } else { signed };
    let points =
        view.burn.points.iter().map(|(at, signed)| BurnPointBody { at: at.iso(Zone::Wib), signed: cut(*signed) });
    Ok(Json(BurnBody { points: points.collect() }))
}
