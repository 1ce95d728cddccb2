//! The list of activities that the asker may see: what comes, by day, or what is over; narrowed by unit, kind and state.

use super::{MENU, address, day_words, hours, state};
use crate::actions::{self, Filter, Line, Place};
use crate::model::{ActivityKind, State as Stage};
use crate::rules;
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Lang, Moment, Principal, Role};
use netra_web::components::{
    Cell, Column, Filled, Input, Select, Table, button_link, empty, filter_form, pages, quiet_link,
};
use netra_web::{Reply, Signed, Site, Visit};

/// Who is led to the simultaneous drives: those whom the permission table lets in there.
const OVERSEERS: [Role; 5] = [Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator];

/// What the address asks for; words it does not know ask for nothing.
fn asked(visit: &Visit) -> Filter {
    Filter {
        past: visit.asked("waktu").as_deref() == Some("lalu"),
        state: visit.asked("keadaan").as_deref().and_then(Stage::parse),
        kind: visit.asked("jenis").as_deref().and_then(ActivityKind::parse),
        unit: visit.asked("unit").map(|code| code.chars().take(32).collect()),
        from: visit.asked("dari").as_deref().and_then(Place::parse),
        ..Filter::default()
    }
}

/// The activities of the asker.
///
/// # Errors
/// `NotFound` for a unit that the asker sees nothing of.
pub async fn list(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (filter, now, lang) = (asked(&visit), site.now(), visit.lang);
    let (asker, wanted) = (who.clone(), filter.clone());
    let (lines, next) = site.store.read(move |tx| actions::list(tx, now, &asker, &wanted)).await?;
    let lead = if filter.past {
        lang.say("Yang sudah lewat, terakhir di atas.", "What is over, the latest first.")
    } else {
        lang.say("Hari ini dan yang akan datang.", "Today and what comes.")
    };
    let title = lang.say("Kegiatan", "Activities");
    let next = next.map(|place| place.to_string());
    Ok(visit.page(title).current(MENU).lead(lead).show(html! {
        (ways(&visit, &who, &filter))
        (filters(&visit, &filter))
        @if lines.is_empty() {
            (empty(lang.say("Tidak ada kegiatan yang cocok.", "No activity fits."), html! {}))
        } @else if filter.past {
            (table(lang, lang.say("Kegiatan yang sudah lewat", "Activities that are over"), lines.iter().collect()))
        } @else {
            (coming(lang, &lines, now))
        }
        (pages(&visit, filter.from.is_none(), next.as_deref()))
    }))
}

fn ways(visit: &Visit, who: &Principal, filter: &Filter) -> Markup {
    let lang = visit.lang;
    let keeps = !rules::kept(who).is_empty();
    html! {
        p.actions {
            @if keeps { (button_link("/kegiatan/baru", lang.say("Rencanakan kegiatan", "Plan an activity"))) " " }
            @if filter.past { (quiet_link(&visit.here_with("waktu", ""), lang.say("Yang akan datang", "What comes"))) }
            @else { (quiet_link(&visit.here_with("waktu", "lalu"), lang.say("Yang sudah lewat", "What is over"))) }
            " " (quiet_link("/kegiatan/kalender", lang.say("Kalender", "Calendar")))
            @if visit.is_any(&OVERSEERS) { " " (quiet_link("/kegiatan/serentak", lang.say("Gerakan serentak", "Simultaneous drives"))) }
            " " (quiet_link("/kegiatan/keputusan", lang.say("Tindak lanjut keputusan", "Decisions to follow up")))
            " " (quiet_link("/materi", lang.say("Materi", "Material")))
        }
    }
}

fn filters(visit: &Visit, filter: &Filter) -> Markup {
    let lang = visit.lang;
    let all = || (String::new(), lang.say("Semua", "All").to_owned());
    let kinds = std::iter::once(all())
        .chain(ActivityKind::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())));
    let states =
        std::iter::once(all()).chain(Stage::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())));
    let filled = Filled::blank(lang);
    let unit = filter.unit.clone().unwrap_or_default();
    filter_form(
        MENU,
        lang.say("Saring", "Filter"),
        html! {
            @if filter.past { input type="hidden" name="waktu" value="lalu"; }
            (Select::new("jenis", lang.say("Jenis", "Kind"), kinds.collect()).value(filter.kind.map(ActivityKind::code).unwrap_or_default()).optional().show(filled))
            (Select::new("keadaan", lang.say("Keadaan", "State"), states.collect()).value(filter.state.map(Stage::code).unwrap_or_default()).optional().show(filled))
            (Input::text("unit", lang.say("Kode unit", "Code of the unit")).value(unit).max(32).optional().short().show(filled))
        },
    )
}

/// Today's first, then the others.
fn coming(lang: Lang, lines: &[Line], now: Moment) -> Markup {
    let today = |line: &&Line| line.activity.starts.day(line.activity.zone) <= now.day(line.activity.zone);
    let (first, later): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(today);
    html! {
        @if !first.is_empty() {
            h2 { (lang.say("Hari ini", "Today")) }
            (table(lang, lang.say("Kegiatan hari ini", "Activities today"), first))
        }
        @if !later.is_empty() {
            h2 { (lang.say("Akan datang", "To come")) }
            (table(lang, lang.say("Kegiatan yang akan datang", "Activities to come"), later))
        }
    }
}

fn table(lang: Lang, caption: &str, lines: Vec<&Line>) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan", "Activity")),
        Column::text(lang.say("Waktu", "Time")),
        Column::text(lang.say("Unit dan tempat", "Unit and place")),
        Column::text(lang.say("Keadaan", "State")),
        Column::number(lang.say("Hadir", "Present")),
    ];
    let row = |line: &Line| {
        let one = &line.activity;
        let place = one.venue.as_deref().unwrap_or(lang.say("ruang virtual", "virtual room"));
        vec![
            Cell::of(html! { a href=(address(one.id)) { (one.title) } br; span.soft { (one.kind.name(lang)) } }),
            Cell::of(html! { (day_words(lang, one.starts, one.zone)) br; (hours(lang, one)) }),
            Cell::of(html! { (line.unit.name) br; span.soft { (place) } }),
            Cell::of(state(lang, one)),
            Cell::number(lang, one.tally.people()),
        ]
    };
    Table::new(caption, columns).caption_hidden().rows(lines.into_iter().map(row)).show()
}
