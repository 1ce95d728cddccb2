//! The board in the yard: one thing on the screen, readable from the last row. The count lives, the map fills;
//! where no script runs the page reloads by itself.

use super::{place, tiles};
use crate::actions::{self, View};
use crate::api::drive_id;
use crate::model::OccasionId;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use maud::{Markup, html};
use netra_base::{DriveId, Error, Lang, Moment, Principal, Zone};
use netra_store::Tx;
use netra_web::charts::TileMap;
use netra_web::components::{bar, live, stage};
use netra_web::{Reply, Signed, Site, Visit, qr::qr};

/// Seconds between two looks.
const EVERY: u32 = 5;

/// The projector board; `?bagian=1` gives the part that renews itself, `?di=` the board of one occasion.
///
/// # Errors
/// `NotFound` when the asker's grants touch no unit of the drive.
pub async fn board(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    if let Some(at) = visit.asked("di") {
        return occasion(&site, &visit, who, (id, OccasionId::read(&at)), now).await;
    }
    let view = site.store.read(move |tx| actions::view(tx, Some(&who), id, now)).await?;
    let part = screen(&site, visit.lang, &view);
    if visit.asked("bagian").is_some() {
        return Ok(Html(part.into_string()).into_response());
    }
    let title = format!("{} · {}", visit.say("Papan", "Board"), view.drive.title);
    let page = visit.page(title).board().own_heading().refresh(EVERY);
    Ok(page.show(live(&format!("/papan/{id}?bagian=1"), EVERY, visit.lang, part)))
}

/// The same for one occasion of the drive: who signed there, and a code to sign there.
async fn occasion(
    site: &Site,
    visit: &Visit,
    who: Principal,
    (drive, id): (DriveId, OccasionId),
    now: Moment,
) -> Reply {
    let look = move |tx: &mut Tx<'_>| actions::occasion_seen(tx, &who, id);
    let (occasion, unit, held) = site.store.read(look).await?;
    if held.id != drive {
        return Err(Error::NotFound.into());
    }
    let (words, code) = place::screen(site, visit.lang, (&occasion, &unit, &held.title), now);
    let part = stage(words, code);
    if visit.asked("bagian").is_some() {
        return Ok(Html(part.into_string()).into_response());
    }
    let title = format!("{} · {}", visit.say("Papan", "Board"), occasion.title);
    let page = visit.page(title).board().own_heading().refresh(EVERY);
    Ok(page.show(live(&format!("/papan/{drive}?di={id}&bagian=1"), EVERY, visit.lang, part)))
}

fn screen(site: &Site, lang: Lang, view: &View) -> Markup {
    let total = view.coverage.total;
    let at = view.coverage.at;
    let label = lang.say("Cakupan per Kantor Wilayah", "Coverage by regional office");
    let tiles = tiles(&view.coverage, |_| None);
    let map = TileMap { label, tiles: &tiles, public: false, lang };
    let address = site.url(&format!("/pakta/{}", view.drive.id));
    stage(
        html! {
            h1 { (view.drive.title) }
            p.big { (lang.number(total.signed)) }
            (bar(total.signed, total.should))
            p.of { (lang.say("dari", "of")) " " (lang.number(total.should)) " " (lang.say("pegawai", "employees")) " · " (lang.percent(total.signed, total.should)) }
            p.of { (lang.moment(at, Zone::Wib)) }
            @if !view.coverage.is_final { (qr(&address, lang.say("Kode QR ke halaman pakta", "QR code to the pledge"))) }
        },
        map.show(),
    )
}
