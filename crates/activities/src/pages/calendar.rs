//! The calendar of the asker's activities, a month at a time, with holidays and quiet days marked and what falls on them
//! said. A simultaneous drive's places at other units are one line on its first day.

use super::list::{more_drives, span};
use super::month::{anchor, picture};
use super::{MENU, address, hours, page, state};
use crate::actions::{self, Filter, Folded, Stretch};
use crate::rules;
use crate::rules::days::Marked;
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Day, Lang, Zone};
use netra_calendar::model::{month_words, weekday};
use netra_registry::actions as registry;
use netra_web::components::{Filled, Input, Kind, details, empty, filter_form, quiet_link, tag};
use netra_web::{Reply, Signed, Site, Visit, address as web};

/// Activities that one month shows at most: some 35 KB of markup.
const MOST: usize = 100;

/// The month in the address, `2024-01`; without one that of today.
fn asked(visit: &Visit, today: Day) -> Day {
    let asked = visit.asked("bulan").and_then(|text| Day::parse(&format!("{text}-01")));
    let (year, month, _) = asked.filter(|day| (2000..=2100).contains(&day.ymd().0)).unwrap_or(today).ymd();
    Day::new(year, month, 1).unwrap_or(today)
}

fn month_text(day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{year:04}-{month:02}")
}

/// The month of the asker.
///
/// # Errors
/// `NotFound` for a unit that the asker sees nothing of.
pub async fn calendar(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let unit = visit.asked("unit").map(|code| code.chars().take(32).collect::<String>());
    let kept = rules::kept(&who).first().map(|path| (*path).to_owned());
    let today = now.day(Zone::Wib);
    let first = asked(&visit, today);
    let (asker, code) = (who.clone(), unit.clone());
    let (found, marks, own) = site
        .store
        .read(move |tx| {
            let days = month(first);
            let last = days.last().copied().unwrap_or(first);
            // From the first zone that has the month until the last that leaves it.
            let filter = Filter {
                unit: code,
                since: Some(first.start(Zone::Wit)),
                until: Some(last.end(Zone::Wib)),
                ..Filter::default()
            };
            let found = actions::stretch(tx, now, &asker, &filter, MOST)?;
            let own = match kept.as_deref().and_then(|path| path.trim_matches('/').rsplit('/').next()?.parse().ok()) {
                Some(id) => Some(registry::unit(tx, netra_base::UnitId(id))?),
                None => None,
            };
            Ok((found, actions::marks(tx, now, first, last)?, own))
        })
        .await?;
    let name = month_words(first, lang);
    let title = format!("{} {name}", lang.say("Kalender kegiatan", "Calendar of activities"));
    let (before, after) = (first.plus_days(-1), first.plus_days(31));
    // The neighbours; of the same year by their name alone, so that both fit a phone's line.
    let year = format!(" {}", first.ymd().0);
    let short = |day: Day| month_words(day, lang).trim_end_matches(&year).to_owned();
    let to = |day: Day| {
        web::with_query(
            "/kegiatan/kalender",
            &[("bulan", &month_text(day)), ("unit", unit.as_deref().unwrap_or_default())],
        )
    };
    Ok(page(&visit, &title).show(html! {
        p.actions {
            (quiet_link(&to(before), &format!("← {}", short(before))))
            " " (quiet_link(&to(after), &format!("{} →", short(after))))
            @if let Some(own) = &own { " " (quiet_link(&format!("{MENU}/kalender/{}/alamat", own.code), lang.say("Langganan kalender", "Calendar feed"))) }
        }
        @if unit.is_some() { (filters(lang, first, unit.as_deref())) }
        @else { (details(lang.say("Bulan lain, atau satu unit", "Another month, or one unit"), filters(lang, first, None))) }
        section.month {
            (picture(lang, &month(first), &marks, &busy(first, &found), today, &name))
        }
        @if found.lines.is_empty() && found.drives.is_empty() { (nothing(lang, &to(after), &short(after), own.is_some())) }
        (days(lang, first, &found, &marks, today))
        (more_drives(lang, found.drives_more))
        @if found.more { p.source { (lang.say("Hanya 100 kegiatan yang pertama tampil; saring menurut unit.", "Only the first 100 activities are shown; filter by unit.")) } }
    }))
}

/// The days of the month that begins on `first`.
fn month(first: Day) -> Vec<Day> {
    (0..31).map(|at| first.plus_days(at)).filter(|day| day.ymd().1 == first.ymd().1).collect()
}

/// The day on which a drive stands in this month: its first, or that of the month.
fn day_of(first: Day, one: &Folded) -> Day {
    one.first.day(Zone::Wib).max(first)
}

fn busy(first: Day, found: &Stretch) -> Vec<Day> {
    let drives = found.drives.iter().map(|one| day_of(first, one));
    found.lines.iter().map(|line| line.activity.starts.day(line.activity.zone)).chain(drives).collect()
}

/// In place of a month's activities: what to do next.
fn nothing(lang: Lang, next: &str, name: &str, keeps: bool) -> Markup {
    empty(
        lang.say("Tidak ada kegiatan Anda pada bulan ini.", "You have no activity in this month."),
        html! {
            p {
                a href=(next) { (lang.say("Lihat", "See")) " " (name) } ", "
                a href=(MENU) { (lang.say("lihat yang akan datang", "see what comes")) }
                @if keeps { ", " (lang.say("atau", "or")) " " a href="/kegiatan/baru" { (lang.say("rencanakan kegiatan", "plan an activity")) } }
                "."
            }
        },
    )
}

fn filters(lang: Lang, first: Day, unit: Option<&str>) -> Markup {
    let filled = Filled::blank(lang);
    filter_form(
        "/kegiatan/kalender",
        lang.say("Tampilkan", "Show"),
        html! {
            (Input::text("bulan", lang.say("Bulan", "Month")).value(month_text(first)).max(7).short().show(filled))
            (Input::text("unit", lang.say("Kode unit", "Code of the unit")).value(unit.unwrap_or_default()).max(32).optional().short().show(filled))
        },
    )
}

/// The days that have something, in order.
fn days(lang: Lang, first: Day, found: &Stretch, marks: &[Marked], today: Day) -> Markup {
    let on = |day: Day| found.lines.iter().filter(move |line| line.activity.starts.day(line.activity.zone) == day);
    let begun = |day: Day| found.drives.iter().filter(move |one| day_of(first, one) == day);
    let marked = |day: Day| marks.iter().filter(move |one| one.day == day);
    let busy = |day: Day| on(day).next().is_some() || begun(day).next().is_some();
    let shown: Vec<Day> = month(first).into_iter().filter(|day| busy(*day) || marked(*day).next().is_some()).collect();
    html! {
        @for day in shown {
            section id=(anchor(day)) {
                h2 { (weekday(day).to(lang)) ", " (lang.day(day)) @if day == today { " " (tag(Kind::Plain, lang.say("hari ini", "today"))) } }
                @for one in marked(day) {
                    p { (tag(if busy(day) { Kind::Warn } else { Kind::Plain }, one.mark.label(lang))) " " (one.mark.name(lang)) }
                }
                ul {
                    @for line in on(day) {
                        li {
                            a href=(address(line.activity.id)) { (line.activity.title) } ", " (hours(lang, &line.activity)) ", " (line.unit.name)
                            " " (state(lang, &line.activity))
                        }
                    }
                    @for one in begun(day) { li { (drive(lang, one)) } }
                }
            }
        }
    }
}

fn drive(lang: Lang, one: &Folded) -> Markup {
    let places = web::with_query(MENU, &[("gerakan", &one.drive.to_string()), ("waktu", "datang")]);
    let href = if one.board { format!("{MENU}/serentak/{}", one.drive) } else { places };
    html! {
        a href=(href) { (one.title) } ", " (lang.say("kegiatan serentak:", "simultaneous drive:")) " "
        (lang.number(one.places)) " " (lang.say("tempat di unit lain", "places at other units")) ", " (span(lang, one))
    }
}
