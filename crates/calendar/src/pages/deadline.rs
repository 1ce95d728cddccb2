//! The form that asks for a deadline, and its answer with every day that was passed over. The question stands in
//! the address, so that an answer can be linked; it names no person.

use super::HERE;
use crate::model::{Calendar, Deadline, Limit, MOST_DAYS, weekday};
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Refusal, Zone};
use netra_web::Visit;
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Radios, Select, Table, details, error_summary, facts, note,
};
use netra_web::form::{Fields, Refusals};

/// Days passed over that are listed: three months of weekends and holidays. The API gives them all.
const LISTED: usize = 60;

/// The form, blank or as it was filled, with what came of it.
pub(super) fn section(calendar: &Calendar, visit: &Visit, year: i16, today: Day) -> Markup {
    let (lang, fields) = (visit.lang, visit.fields());
    let asked = fields.get("mulai").is_some() || fields.get("hari").is_some();
    let answer = if asked { Some(answer(calendar, &fields)) } else { None };
    let refusals: &[Refusal] = match &answer {
        Some(Err(Error::Refused(list))) => list,
        _ => &[],
    };
    let filled = if asked { Filled::again(lang, &fields, refusals) } else { Filled::blank(lang) };
    let title = lang.say("Hitung batas waktu", "Compute a deadline");
    html! {
        @if asked {
            section.card #batas {
                h2 { (title) }
                (error_summary(filled))
                @if let Some(Ok((asked, found))) = &answer { (told(asked, found, lang)) }
                (form(filled, year, today))
            }
        } @else { (details(title, form(filled, year, today))) }
    }
}

struct Asked {
    from: Day,
    limit: Limit,
    zone: Zone,
}

fn answer(calendar: &Calendar, fields: &Fields) -> Result<(Asked, Deadline), Error> {
    let mut refused = Refusals::default();
    let from = refused.take(fields.day("mulai", ("Tanggal diterima", "Day of receipt")));
    let days = refused.take(fields.number("hari", ("Jumlah hari", "Number of days"), 1..=i64::from(MOST_DAYS)));
    let working = refused.take(fields.choice("jenis", ("Jenis hari", "Kind of days"), |word| match word {
        "kerja" => Some(true),
        "kalender" => Some(false),
        _ => None,
    }));
    let zone = match fields.get("zona") {
        // The form always says it; an address that somebody shortened means Jakarta.
        None => Some(Zone::Wib),
        Some(_) => refused.take(fields.choice("zona", ("Zona waktu", "Time zone"), Zone::parse)),
    };
    let (Some(from), Some(days), Some(working), Some(zone)) = (from, days, working, zone) else {
        return Err(refused.into_error());
    };
    let limit = if working { Limit::working_days(days)? } else { Limit::calendar_days(days)? };
    let found = calendar.deadline(from, limit, zone)?;
    Ok((Asked { from, limit, zone }, found))
}

fn form(filled: Filled<'_>, year: i16, today: Day) -> Markup {
    let lang = filled.lang;
    let kinds = vec![
        ("kerja".to_owned(), lang.say("Hari kerja", "Working days").to_owned()),
        ("kalender".to_owned(), lang.say("Hari kalender", "Calendar days").to_owned()),
    ];
    let zones = Zone::ALL.map(|zone| (zone.abbreviation().to_owned(), zone.abbreviation().to_owned())).to_vec();
    html! {
        form method="get" action={ (HERE) "#batas" } novalidate {
            input type="hidden" name="tahun" value=(year);
            (Input::day("mulai", lang.say("Tanggal diterima", "Day of receipt"))
                .hint(lang.say("Hari diterima tidak ikut dihitung.", "The day of receipt is not counted."))
                .value(today.to_string()).show(filled))
            (Input::digits("hari", lang.say("Jumlah hari", "Number of days")).short().max(5).value("14").show(filled))
            (Radios::one("jenis", lang.say("Dihitung dalam", "Counted in"), kinds).chosen("kerja").show(filled))
            (Select::new("zona", lang.say("Zona waktu", "Time zone"), zones).value("WIB").show(filled))
            p.actions { button.btn { (lang.say("Hitung batas waktu", "Compute the deadline")) } }
        }
    }
}

fn told(asked: &Asked, found: &Deadline, lang: Lang) -> Markup {
    let (name, end) = (weekday(found.deadline), lang.day(found.deadline));
    let until = match lang {
        Lang::Id => format!("pukul 23.59 {}", asked.zone.abbreviation()),
        Lang::En => format!("23:59 {}", asked.zone.abbreviation()),
    };
    let mut list = vec![
        (
            lang.say("Batas waktu", "Deadline"),
            html! { strong { time datetime=(found.at) { (name.to(lang)) ", " (end) } } " " (until) },
        ),
        (
            lang.say("Dihitung", "Counted"),
            html! { (asked.limit.words(lang)) " " (lang.say("sesudah", "after")) " " (lang.day(asked.from)) },
        ),
    ];
    if matches!(asked.limit, Limit::WorkingDays(_)) {
        list.push((lang.say("Keyakinan data", "Confidence"), html! { (found.confidence.words(lang)) }));
    }
    html! {
        (note(Kind::Ok, facts(&list)))
        @if !found.skipped.is_empty() { (skipped(found, lang)) }
    }
}

fn skipped(found: &Deadline, lang: Lang) -> Markup {
    let columns = vec![Column::text(lang.say("Tanggal", "Date")), Column::text(lang.say("Sebab", "Reason"))];
    let rows = found.skipped.iter().take(LISTED).map(|one| {
        let day = format!("{}, {}", weekday(one.date).to(lang), lang.day(one.date));
        vec![Cell::text(day), Cell::text(one.reason.to(lang))]
    });
    let count = lang.number(i64::try_from(found.skipped.len()).unwrap_or(i64::MAX));
    let caption = format!("{}: {count}", lang.say("Hari yang dilewati", "Days passed over"));
    let more = found.skipped.len().saturating_sub(LISTED);
    let table = Table::new(caption.clone(), columns).caption_hidden().rows(rows).show();
    details(
        &caption,
        html! {
            (table)
            @if more > 0 {
                p.soft { "… " (lang.number(i64::try_from(more).unwrap_or(i64::MAX))) " "
                    (lang.say("hari lagi; semuanya diberikan oleh API.", "more days; the API gives them all.")) }
            }
        },
    )
}
