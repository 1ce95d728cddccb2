//! The day itself: what has begun, who is there, what is over, place by place; it renews itself without a script. The projector
//! shows the same totals large, with the map filling up.

use super::words::{branch_note, came, counted, of, on_paper, on_paper_words, state, state_words, withdrawn_note};
use super::{FEW, MENU, MOST_TILES, ROWS, address, drive_id, drive_page, place_cell, short, tiles};
use crate::actions::{self, Live, LivePick, PlaceRow, RegionSum, Totals};
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
use std::cmp::Reverse;

/// Seconds between two looks: with a thousand people looking that is a hundred pages a second.
const EVERY: u32 = 10;

/// The day live; `?bagian=1` gives the part that renews itself.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive, and for a unit that the asker does not see.
pub async fn live(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let (state, late) = asked(visit.asked("keadaan").as_deref());
    let after = visit.asked("dari").as_deref().and_then(Place::parse);
    let pick = LivePick { state, late, reported: None, below: visit.asked("unit"), after, limit: ROWS };
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
            @if live.seen.reminds { (quiet_link(&address(&live.seen, "/laporan"), lang.say("Laporan", "Reports"))) }
        }
        (withdrawn_note(lang, &live.seen))
        (netra_web::components::live(&renewed, EVERY, lang, part))
        (branch_note(lang, &live.seen, live.branch.as_ref(), &live.whole))
        @if visit.asked("unit").is_none() { (by_region(lang, &visit, &live)) }
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
    let tiles = begun(live, |code| Some(visit.here_with("unit", code)));
    let label = lang.say("Tempat yang sudah mulai, per Kantor Wilayah", "Places begun, by regional office");
    let map = TileMap { label, tiles: &tiles, public: false, lang };
    let mut list = vec![
        Figure::new(lang.number(totals.begun()), said("sudah mulai", "have begun"))
            .share(totals.begun(), totals.places),
        Figure::new(lang.number(totals.running), said("sedang berlangsung", "are going on")),
        Figure::new(lang.number(totals.held), said("sudah selesai", "are over")).share(totals.held, totals.places),
        Figure::new(lang.number(totals.came()), came(lang, totals)).share(totals.came(), totals.expected),
    ];
    list.extend(on_paper(lang, totals));
    if totals.unstarted > 0 {
        let words = said("lewat waktunya, tidak dimulai", "are past their time and never began");
        let see = lang.say("Lihat tempatnya", "See the places");
        list.push(Figure::new(lang.number(totals.unstarted), words).link(visit.here_with("keadaan", LATE), see));
    }
    html! {
        (figures(&list))
        p.source { (lang.say("Keadaan", "As of")) " " (when(live.at, live.seen.unit.zone, lang)) }
        @if tiles.len() > 2 { (map.show()) }
    }
}

fn begun(live: &Live, href: impl Fn(&str) -> Option<String>) -> Vec<netra_web::charts::Tile> {
    tiles(&live.regions, |totals: &Totals| (totals.begun(), totals.places), href)
}

/// On a phone, in place of fifty places: a line for each regional office, those with places that never began or have not
/// begun first.
fn by_region(lang: Lang, visit: &Visit, live: &Live) -> Markup {
    let mut regions: Vec<&RegionSum> = live.regions.iter().filter(|one| one.totals.places > 0).collect();
    let behind = |one: &&RegionSum| (Reverse(one.totals.unstarted), Reverse(one.totals.places - one.totals.begun()));
    regions.sort_by_key(behind);
    let words = |totals: &Totals| {
        let begun = format!("{} {}", of(lang, totals.begun(), totals.places), lang.say("mulai", "begun"));
        match totals.unstarted {
            0 => begun,
            late => format!("{begun}, {} {}", lang.number(late), lang.say("tidak dimulai", "never begun")),
        }
    };
    html! {
        @if (3..=MOST_TILES).contains(&regions.len()) {
            div.phone {
                h2 { (lang.say("Per Kantor Wilayah", "By regional office")) }
                ul.lines { @for one in regions {
                    li { a href=(visit.here_with("unit", one.unit.code.as_str())) { (short(&one.unit.name)) } " " span { (words(&one.totals)) } }
                } }
            }
        }
    }
}

/// The word for places past their time that never began.
const LATE: &str = "lewat";

/// A state and whether its time is over, by the word in the address; other words ask for nothing.
fn asked(code: Option<&str>) -> (Option<PlaceState>, Option<bool>) {
    match code {
        Some(LATE) => (Some(PlaceState::Planned), Some(true)),
        Some(code) => match PlaceState::parse(code) {
            Some(PlaceState::Planned) => (Some(PlaceState::Planned), Some(false)),
            other => (other, None),
        },
        None => (None, None),
    }
}

fn filter(lang: Lang, visit: &Visit) -> Markup {
    let fields = visit.fields();
    let filled = Filled::again(lang, &fields, &[]);
    let mut states = [PlaceState::Running, PlaceState::Planned, PlaceState::Held]
        .map(|one| (one.code().to_owned(), one.name(lang).to_owned()))
        .to_vec();
    states.push((LATE.to_owned(), state_words(lang, PlaceState::Planned, true).to_owned()));
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
    let mut columns = vec![
        Column::text(lang.say("Tempat", "Place")),
        Column::text(lang.say("Keadaan", "State")),
        Column::number(lang.say("Datang", "Came")),
        Column::number(lang.say("Ditunggu", "Awaited")),
        Column::number(lang.say("Tamu", "Guests")),
        Column::number(lang.say("Meragukan", "Doubtful")),
    ];
    let paper = live.places.iter().any(|row| row.place.tally.on_paper > 0);
    columns.extend(paper.then(|| Column::number(lang.say("Di lembar kertas", "On paper"))));
    // The time is set as a number: on one line.
    columns.extend([Column::text(lang.say("Unit", "Unit")), Column::number(lang.say("Mulai", "Begins"))]);
    let row = |row: &PlaceRow| {
        let place = &row.place;
        let venue = place.venue.as_deref().unwrap_or(place.mode.name(lang));
        let mut cells = vec![place_cell(&live.seen, row, venue), Cell::of(state(lang, place.state, row.late))];
        let tally = &place.tally;
        let counts = [tally.people(), place.expected, tally.guests, tally.doubtful];
        cells.extend(counts.map(|count| Cell::number(lang, count)));
        cells.extend(paper.then(|| Cell::number(lang, tally.on_paper)));
        cells.extend([Cell::text(&row.unit.name), Cell::text(lang.moment(place.starts, place.zone))]);
        cells
    };
    let caption = lang.say("Tempat menurut waktu mulainya", "Places by their beginning");
    let next = live.next.map(|place| place.to_string());
    let mut table = Table::new(caption, columns).caption_hidden().cards();
    if live.places.len() > FEW {
        // A phone has the offices above; whoever asked for some places sees them at once.
        let all = lang.say("tempat menurut waktu mulainya", "places by their beginning");
        table.fold(
            format!("{} {all}", live.places.len()),
            visit.asked("unit").is_some() || visit.asked("keadaan").is_some(),
        );
    }
    live.places.iter().for_each(|one| table.row(row(one)));
    html! {
        (table.show())
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
            @if live.seen.drive.withdrawn.is_some() { p.of { strong { (lang.say("Kegiatan serentak ini ditarik", "This drive was withdrawn")) } } }
            p.big { (lang.number(totals.begun())) }
            (bar(totals.begun(), totals.places))
            p.of { (lang.say("dari", "of")) " " (lang.number(totals.places)) " " (lang.say("tempat sudah mulai", "places have begun")) ", "
                (lang.number(totals.held)) " " (lang.say("selesai", "are over")) }
            p.of { (lang.number(totals.came())) " " (came(lang, totals)) }
            @if totals.tally.on_paper > 0 { p.of { (lang.number(totals.tally.on_paper)) " " (on_paper_words(lang)) } }
            @if live.branch.is_some() { p.of { (lang.say("Hanya unit Anda", "Your units alone")) } }
            p.of { (lang.moment(live.at, live.seen.unit.zone)) }
        },
        map.show(),
    )
}
