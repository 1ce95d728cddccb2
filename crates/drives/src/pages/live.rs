//! The day itself: what has begun, who is there, what is over, place by place; it renews itself without a script. The projector
//! shows the same totals large, with the map filling up.

use super::words::{branch_note, counted, of, state, withdrawn_note};
use super::{MENU, ROWS, address, drive_id, drive_page, place_cell, tiles};
use crate::actions::{self, Live, LivePick, PlaceRow, Totals};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use maud::{Markup, html};
use netra_activities::actions::Place;
use netra_activities::model::State as PlaceState;
use netra_base::Lang;
use netra_web::charts::TileMap;
use netra_web::components::{
    Cell, Column, Figure, Filled, Input, Select, Table, bar, empty, figures, filter_form, pages, quiet_link, stage,
    when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// Seconds between two looks: with a thousand people looking that is a hundred pages a second.
const EVERY: u32 = 10;

/// The day live; `?bagian=1` gives the part that renews itself.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive, and for a unit that the asker does not see.
pub async fn live(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let state = visit.asked("keadaan").and_then(|code| PlaceState::parse(&code));
    let after = visit.asked("dari").as_deref().and_then(Place::parse);
    let pick = LivePick { state, reported: None, below: visit.asked("unit"), after, limit: ROWS };
    let live = site.store.read(move |tx| actions::live(tx, now, &who, id, &pick)).await?;
    let part = figures_of(lang, &visit, &live);
    if visit.asked("bagian").is_some() {
        return Ok(Html(part.into_string()).into_response());
    }
    let renewed = visit.here_with("bagian", "1");
    let page = drive_page(&visit, lang.say("Hari pelaksanaan", "The day live"), &live.seen);
    Ok(page.current(MENU).refresh(EVERY).show(html! {
        p.actions {
            (quiet_link(&address(&live.seen, "/papan"), lang.say("Untuk proyektor", "For the projector"))) " "
            (quiet_link(&address(&live.seen, "/laporan"), lang.say("Laporan", "Reports")))
        }
        (withdrawn_note(lang, &live.seen))
        (netra_web::components::live(&renewed, EVERY, lang, part))
        (branch_note(lang, &live.seen, live.branch.as_ref(), &live.whole))
        h2 { (lang.say("Tempat", "Places")) }
        (filter(lang, &visit))
        (places(lang, &visit, &live, after.is_none()))
        (counted(lang))
    }))
}

fn figures_of(lang: Lang, visit: &Visit, live: &Live) -> Markup {
    let totals = live.branch.as_ref().unwrap_or(&live.whole);
    let places = lang.number(totals.places);
    let said = |id: &str, en: &str| match lang {
        Lang::Id => format!("dari {places} tempat {id}"),
        Lang::En => format!("of {places} places {en}"),
    };
    let target = lang.number(totals.target);
    let present = match lang {
        Lang::Id => format!("pegawai tercatat hadir, dari target {target}; tamu {}", lang.number(totals.tally.guests)),
        Lang::En => format!(
            "employees recorded as present, of a target of {target}; guests {}",
            lang.number(totals.tally.guests)
        ),
    };
    let tiles = begun(live, |code| Some(visit.here_with("unit", code)));
    let label = lang.say("Tempat yang sudah mulai, per Kantor Wilayah", "Places begun, by regional office");
    let map = TileMap { label, tiles: &tiles, public: false, lang };
    html! {
        (figures(&[
            Figure::new(lang.number(totals.begun()), said("sudah mulai", "have begun")).share(totals.begun(), totals.places),
            Figure::new(lang.number(totals.running), said("sedang berlangsung", "are going on")),
            Figure::new(lang.number(totals.held), said("sudah selesai", "are over")).share(totals.held, totals.places),
            Figure::new(lang.number(totals.tally.present), present).share(totals.tally.present, totals.target),
        ]))
        p.source { (lang.say("Keadaan", "As of")) " " (when(live.at, live.seen.unit.zone, lang)) }
        @if tiles.len() > 2 { (map.show()) }
    }
}

fn begun(live: &Live, href: impl Fn(&str) -> Option<String>) -> Vec<netra_web::charts::Tile> {
    tiles(&live.regions, |totals: &Totals| (totals.begun(), totals.places), href)
}

fn filter(lang: Lang, visit: &Visit) -> Markup {
    let fields = visit.fields();
    let filled = Filled::again(lang, &fields, &[]);
    let states = [PlaceState::Running, PlaceState::Planned, PlaceState::Held]
        .map(|one| (one.code().to_owned(), one.name(lang).to_owned()))
        .to_vec();
    filter_form(
        &visit.path,
        lang.say("Saring", "Filter"),
        html! {
            (Select::new("keadaan", lang.say("Keadaan", "State"), states).prompt(lang.say("Semua", "All")).optional().show(filled))
            (Input::text("unit", lang.say("Kode unit, dengan yang di bawahnya", "Code of a unit, with those below")).max(32).optional().short().show(filled))
        },
    )
}

fn places(lang: Lang, visit: &Visit, live: &Live, first: bool) -> Markup {
    if live.places.is_empty() {
        let all = quiet_link(&visit.path, lang.say("Lihat semua", "See all"));
        return empty(lang.say("Tidak ada tempat seperti itu.", "There is no such place."), all);
    }
    let columns = vec![
        Column::text(lang.say("Tempat", "Place")),
        Column::text(lang.say("Keadaan", "State")),
        Column::number(lang.say("Hadir", "Present")),
        Column::number(lang.say("Target", "Target")),
        Column::number(lang.say("Tamu", "Guests")),
        Column::number(lang.say("Meragukan", "Doubtful")),
        Column::text(lang.say("Unit", "Unit")),
        // Set as a number: on one line.
        Column::number(lang.say("Mulai", "Begins")),
    ];
    let row = |row: &PlaceRow| {
        let place = &row.place;
        let venue = place.venue.as_deref().unwrap_or(place.mode.name(lang));
        let mut cells = vec![place_cell(&live.seen, row, venue), Cell::of(state(lang, place.state))];
        let tally = &place.tally;
        let counts = [tally.present, place.target, tally.guests, tally.doubtful];
        cells.extend(counts.map(|count| Cell::number(lang, count)));
        cells.extend([Cell::text(&row.unit.name), Cell::of(when(place.starts, place.zone, lang))]);
        cells
    };
    let caption = lang.say("Tempat menurut waktu mulainya", "Places by their beginning");
    let next = live.next.map(|place| place.to_string());
    html! {
        (Table::new(caption, columns).caption_hidden().rows(live.places.iter().map(row)).show())
        (pages(visit, first, next.as_deref()))
    }
}

/// The projector; `?bagian=1` gives the part that renews itself.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub async fn projector(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let live = site.store.read(move |tx| actions::live(tx, now, &who, id, &LivePick::default())).await?;
    let part = screen(lang, &live);
    if visit.asked("bagian").is_some() {
        return Ok(Html(part.into_string()).into_response());
    }
    let title = format!("{} · {}", lang.say("Papan", "Board"), live.seen.drive.definition.title);
    let page = visit.page(title).board().own_heading().refresh(EVERY);
    let renewed = visit.here_with("bagian", "1");
    Ok(page.show(netra_web::components::live(&renewed, EVERY, lang, part)))
}

fn screen(lang: Lang, live: &Live) -> Markup {
    let totals = live.branch.as_ref().unwrap_or(&live.whole);
    let tiles = begun(live, |_| None);
    let label = lang.say("Tempat yang sudah mulai, per Kantor Wilayah", "Places begun, by regional office");
    let map = TileMap { label, tiles: &tiles, public: false, lang };
    stage(
        html! {
            h1 { (live.seen.drive.definition.title) }
            @if live.seen.drive.withdrawn.is_some() { p.of { strong { (lang.say("Gerakan ini ditarik", "This drive was withdrawn")) } } }
            p.big { (lang.number(totals.begun())) }
            (bar(totals.begun(), totals.places))
            p.of { (lang.say("dari", "of")) " " (lang.number(totals.places)) " " (lang.say("tempat sudah mulai", "places have begun")) ", "
                (lang.number(totals.held)) " " (lang.say("selesai", "are over")) }
            p.of { (of(lang, totals.tally.present, totals.target)) " " (lang.say("pegawai hadir", "employees present")) " · "
                (lang.number(totals.tally.guests)) " " (lang.say("tamu", "guests")) }
            @if live.branch.is_some() { p.of { (lang.say("Hanya unit Anda", "Your units alone")) } }
            p.of { (lang.moment(live.at, live.seen.unit.zone)) }
        },
        map.show(),
    )
}
