//! What was held in a year, and of this what was reported: the list behind the figure on a leader's desk.

use super::{address, day_words, page};
use crate::actions::{self, HeldCount, Line, Place};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Zone};
use netra_web::components::{Cell, Column, Figure, Kind, Table, empty, figures, pages, quiet_link, tag, when};
use netra_web::{Reply, Signed, Site, Visit, address as place};

/// The years that a list can be asked for.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=9998;
const HERE: &str = "/kegiatan/selesai";

/// A year as a span of beginnings, by the clock of the west; a year that there is not has none.
#[must_use]
pub fn year_span(year: i16) -> Option<actions::Span> {
    let first = |year| Day::new(year, 1, 1).map(|day| day.start(Zone::Wib));
    first(year).zip(first(year.checked_add(1)?))
}

/// What was held in a year (`?tahun=2024`, this one without), or only what was reported or not (`?laporan=belum`).
///
/// # Errors
/// `NotFound` for a year that there is not.
pub async fn held(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let this = now.day(Zone::Wib).ymd().0;
    let year = match visit.asked("tahun") {
        Some(text) => text.parse().map_err(|_| Error::NotFound)?,
        None => this,
    };
    let span = Some(year).filter(|year| YEARS.contains(year)).and_then(year_span).ok_or(Error::NotFound)?;
    let reported = match visit.asked("laporan").as_deref() {
        Some("belum") => Some(false),
        Some("sudah") => Some(true),
        _ => None,
    };
    let from = visit.asked("dari").as_deref().and_then(Place::parse);
    let (count, lines, next) = site
        .store
        .read(move |tx| {
            let (lines, next) = actions::list_held(tx, now, &who, span, (reported, from))?;
            Ok((actions::count_held(tx, &who, span)?, lines, next))
        })
        .await?;
    let title = format!("{} {year}", lang.say("Kegiatan yang selesai", "Activities held in"));
    let next = next.map(|place| place.to_string());
    Ok(page(&visit, &title).show(html! {
        (counts(lang, year, count))
        p.source { (lang.say("Dihitung: kegiatan yang selesai di unit dalam wewenang Anda, menurut tahun mulainya (WIB). Keadaan", "Counted: activities that are over in the units within your authority, by the year in which they began (WIB). As of")) " " (when(now, Zone::Wib, lang)) }
        (ways(&visit, (year, this), reported))
        @if lines.is_empty() { (empty(lang.say("Tidak ada kegiatan yang cocok.", "No activity fits."), html! {})) }
        @else { (table(lang, &lines)) }
        (pages(&visit, from.is_none(), next.as_deref()))
    }))
}

fn counts(lang: Lang, year: i16, count: HeldCount) -> Markup {
    let held = match lang {
        Lang::Id => format!("kegiatan yang mulai tahun {year} sudah selesai"),
        Lang::En => format!("activities that began in {year} are over"),
    };
    let share = lang.percent(count.reported, count.held);
    let reported = match lang {
        Lang::Id => format!("dari {} sudah dilaporkan ({share})", lang.number(count.held)),
        Lang::En => format!("of {} are reported ({share})", lang.number(count.held)),
    };
    figures(&[
        Figure::new(lang.number(count.held), held),
        Figure::new(lang.number(count.reported), reported).share(count.reported, count.held),
    ])
}

fn ways(visit: &Visit, (year, this): (i16, i16), reported: Option<bool>) -> Markup {
    let lang = visit.lang;
    let of = |year: i16| place::with_query(HERE, &[("tahun", &year.to_string())]);
    let only = |value: &str| visit.here_with("laporan", value);
    html! {
        p.actions {
            @if reported != Some(false) { (quiet_link(&only("belum"), lang.say("Hanya yang belum dilaporkan", "Only what is not reported"))) " " }
            @if reported.is_some() { (quiet_link(&only(""), lang.say("Semua yang selesai", "All that is over"))) " " }
            (quiet_link(&of(year - 1), &format!("{} {}", lang.say("Tahun", "Year"), year - 1)))
            @if year < this { " " (quiet_link(&of(year + 1), &format!("{} {}", lang.say("Tahun", "Year"), year + 1))) }
        }
    }
}

fn table(lang: Lang, list: &[Line]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan", "Activity")),
        Column::text(lang.say("Hari", "Day")),
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Hadir", "Present")),
        Column::text(lang.say("Laporan", "Report")),
    ];
    let row = |line: &Line| {
        let one = &line.activity;
        let report = match one.reported {
            Some(_) => tag(Kind::Ok, lang.say("Dilaporkan", "Reported")),
            None => tag(Kind::Warn, lang.say("Belum dilaporkan", "Not reported")),
        };
        vec![
            Cell::of(html! { a href=(address(one.id)) { (one.title) } br; span.soft { (one.kind.name(lang)) } }),
            Cell::text(day_words(lang, one.starts, one.zone)),
            Cell::text(&line.unit.name),
            Cell::number(lang, one.tally.people()),
            Cell::of(report),
        ]
    };
    let caption = lang.say("Kegiatan yang selesai, yang terakhir di atas", "Activities held, the latest first");
    Table::new(caption, columns).cards().rows(list.iter().map(row)).show()
}
