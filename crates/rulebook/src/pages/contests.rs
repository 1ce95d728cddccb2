//! The calendar: each contest with its stages as a picture, its boundary days and all its events. Contests whose
//! stages are the same share one picture. Holidays and working days stand on the calendar's own page.

use super::timeline;
use super::view::View;
use super::{HERE, below, in_force, today};
use crate::model::{Contest, Event, Row, What};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::Day;
use netra_web::components::{Cell, Column, Figure, Table, details, figures};
use netra_web::{Reply, Site, Visit};

/// Contests that share their stages.
struct Shared<'a> {
    rows: Vec<&'a Row>,
    contest: &'a Contest,
}

/// Every contest with its stages and events.
///
/// # Errors
/// When the database fails.
pub async fn calendar(State(site): State<Site>, visit: Visit) -> Reply {
    let library = in_force(&site).await?;
    let (lang, day) = (visit.lang, today(&site));
    let view = View::new(lang, &library);
    let mut shared: Vec<Shared<'_>> = Vec::new();
    for (row, contest) in library.book().contests() {
        match shared.iter_mut().find(|one| one.contest == contest) {
            Some(known) => known.rows.push(row),
            None => shared.push(Shared { rows: vec![row], contest }),
        }
    }
    let running = shared.iter().filter(|one| day <= one.contest.until).map(|one| one.rows.len()).sum::<usize>();
    let all = shared.iter().map(|one| one.rows.len()).sum::<usize>();
    let sentence = format!(
        "{} {all} {} {}",
        lang.say("dari", "of"),
        lang.say("pemilihan dalam buku ini masih berlangsung pada", "contests in this book are still on, on"),
        lang.day(day)
    );
    let lead = lang.say(
        "Bakal calon adalah orang yang belum ditetapkan KPU; sejak hari penetapan ia calon. Pada hari itu perbuatan yang sama berganti dari pelanggaran kode etik menjadi pelanggaran disiplin.",
        "A prospective candidate has not yet been fixed by the election commission; from the day of fixing there is a candidate. On that day the same act turns from a breach of ethics into a breach of discipline.",
    );
    let title = lang.say("Kalender pemilihan", "Calendar of the contests");
    Ok(below(&visit, title).lead(lead).show(html! {
        (figures(&[Figure::new(running.to_string(), sentence)]))
        p { (lang.say("Yang dihitung ialah tanggal perbuatan, bukan tanggal laporan", "What counts is the date of the act, not of the report")) " (" (view.link("stg-03")) "). "
            a href={ (HERE) "/kalender/libur" } { (lang.say("Hari libur dan batas waktu", "Holidays and deadlines")) } }
        @for one in &shared { (section(view, one, day)) }
    }))
}

fn section(view: View<'_>, shared: &Shared<'_>, day: Day) -> Markup {
    let lang = view.lang;
    let events: Vec<(&Row, &Event)> = view
        .book()
        .rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Event(event) if shared.rows.iter().any(|one| event.contests.contains(&one.id)) => Some((row, event)),
            _ => None,
        })
        .collect();
    html! {
        section {
            h2 { @for (at, row) in shared.rows.iter().enumerate() { @if at > 0 { "; " } (row.name(lang)) } }
            p.soft { @for (at, row) in shared.rows.iter().enumerate() { @if at > 0 { " · " } (view.link(&row.id)) } }
            (timeline::picture(lang, shared.contest, day))
            (details(
                &format!("{} ({})", lang.say("Semua peristiwa", "All events"), events.len()),
                table(view, shared, &events)))
        }
    }
}

fn table(view: View<'_>, shared: &Shared<'_>, events: &[(&Row, &Event)]) -> Markup {
    let lang = view.lang;
    let mut events = events.to_vec();
    events.sort_by_key(|(_, event)| (event.first, event.last));
    let columns = vec![Column::text(lang.say("Tanggal", "Date")), Column::text(lang.say("Peristiwa", "Event"))];
    let row = |(row, event): &(&Row, &Event)| {
        let some: Vec<&str> =
            shared.rows.iter().filter(|one| event.contests.contains(&one.id)).map(|one| one.id.as_str()).collect();
        let date = html! {
            (lang.day(event.first))
            @if event.last != event.first { " – " (lang.day(event.last)) }
        };
        let what = html! {
            (row.says.to(lang))
            @if some.len() < shared.rows.len() { span.soft { " (" (some.join(", ")) ")" } }
            " " (view.link(&row.id))
        };
        vec![Cell::of(date), Cell::of(what)]
    };
    let caption = lang.say("Peristiwa menurut tanggal", "Events by date");
    Table::new(caption, columns).caption_hidden().rows(events.iter().map(row)).show()
}
