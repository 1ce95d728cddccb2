//! The screens of the calendar: one year of holidays at a glance, and a form that says where a limit ends.
//! Public; nothing about a person is asked, and what is computed is kept nowhere.

mod deadline;
mod month;

use crate::actions;
use crate::model::{Calendar, HolidayKind, Origin, Year, is_weekend, weekday};
use axum::extract::State;
use axum::http::StatusCode;
use maud::{Markup, html};
use netra_base::{Day, Lang, Zone};
use netra_web::components::{Figure, Kind, empty, figures, note};
use netra_web::{Reply, Site, Visit};

/// Where this page stands; its form and its links lead here.
const HERE: &str = "/aturan/kalender/libur";

/// The holidays of a year (`?tahun=2024`; this year when not said) and a deadline, if one is asked for.
///
/// # Errors
/// When the database fails.
pub async fn holidays(State(site): State<Site>, visit: Visit) -> Reply {
    let calendar = site.store.read(actions::calendar).await?;
    let (lang, today) = (visit.lang, site.now().day(Zone::Wib));
    let asked = visit.asked("tahun").map(|text| text.parse::<i16>().ok());
    let shown = match asked {
        Some(number) => number.and_then(|number| calendar.year(number)),
        None => calendar.year(today.ymd().0).or_else(|| calendar.years().next_back()),
    };
    let title = match shown {
        Some(year) => format!("{} {}", lang.say("Hari libur", "Holidays"), year.number()),
        None => lang.say("Hari libur", "Holidays").to_owned(),
    };
    let lead = lang.say(
        "Libur nasional dan cuti bersama yang dipakai untuk menghitung hari kerja dan batas waktu.",
        "National holidays and joint leave, by which working days and deadlines are counted.",
    );
    let page = visit.page(title).current("/aturan").under("/aturan", lang.say("Aturan", "Rules")).lead(lead);
    let page = if shown.is_none() { page.status(StatusCode::NOT_FOUND) } else { page };
    Ok(page.show(html! {
        (now(&calendar, today, lang))
        (deadline::section(&calendar, &visit, shown.map_or(today.ymd().0, Year::number), today))
        (years(&calendar, shown, lang))
        @match shown {
            Some(year) => (at_a_glance(year, today, lang)),
            None => (nothing(lang)),
        }
    }))
}

/// Today, and whether offices work.
fn now(calendar: &Calendar, today: Day, lang: Lang) -> Markup {
    let name = weekday(today);
    let what = match calendar.day_off(today) {
        Err(_) => lang.say("belum ada data hari libur untuk tahun ini", "no holiday data for this year yet").to_owned(),
        Ok(None) => lang.say("hari kerja", "a working day").to_owned(),
        Ok(Some(_)) if is_weekend(today) && !matches!(calendar.holiday(today), Ok(Some(_))) => {
            lang.say("akhir pekan", "weekend").to_owned()
        }
        Ok(Some(reason)) => format!("{}: {}", lang.say("libur", "a day off"), reason.to(lang)),
    };
    html! {
        p { (lang.say("Hari ini", "Today")) " " strong { (name.to(lang)) ", " (lang.day(today)) } " (WIB): " (what) "." }
    }
}

fn years(calendar: &Calendar, shown: Option<&Year>, lang: Lang) -> Markup {
    html! {
        nav.pages aria-label=(lang.say("Tahun", "Years")) {
            @for year in calendar.years() {
                @let here = shown.is_some_and(|shown| shown.number() == year.number());
                a href={ (HERE) "?tahun=" (year.number()) } aria-current=[here.then_some("page")] { (year.number()) }
            }
        }
    }
}

fn nothing(lang: Lang) -> Markup {
    let words = lang.say("Belum ada data hari libur untuk tahun itu.", "There is no holiday data for that year.");
    let next = lang.say(
        "Pilih tahun lain di atas. Administrator dapat menambah tahun dengan perintah impor hari libur.",
        "Choose another year above. The administrator can add years by importing holidays.",
    );
    empty(words, html! { p { (next) } })
}

fn at_a_glance(year: &Year, today: Day, lang: Lang) -> Markup {
    let months = (1..=12).filter_map(|month| Day::new(year.number(), month, 1));
    html! {
        (summary(year, lang))
        (source(year, lang))
        p.soft { (lang.say(
            "Tebal: libur nasional. Bergaris bawah: cuti bersama. Kelabu: Sabtu dan Minggu. Berbingkai: hari ini. Nama harinya di bawah tiap bulan.",
            "Bold: national holiday. Underlined: joint leave. Grey: Saturday and Sunday. Framed: today. The names stand below each month.")) }
        div.year { @for first in months { (month::section(year, first, today, lang)) } }
    }
}

fn summary(year: &Year, lang: Lang) -> Markup {
    let [national, joint] = HolidayKind::ALL.map(|kind| year.count(kind));
    let days = Day::new(year.number(), 1, 1).into_iter().flat_map(|first| (0..366).map(move |at| first.plus_days(at)));
    let working =
        days.filter(|day| day.ymd().0 == year.number() && !is_weekend(*day) && year.on(*day).is_none()).count();
    let number = year.number();
    let (of, weekend) = match lang {
        Lang::Id => (
            format!("hari kerja pada tahun {number}, tanpa Sabtu, Minggu, libur nasional, dan cuti bersama"),
            "termasuk yang jatuh pada akhir pekan",
        ),
        Lang::En => (
            format!("working days in {number}, without Saturdays, Sundays, national holidays and joint leave"),
            "those on weekends included",
        ),
    };
    figures(&[
        Figure::new(working.to_string(), of),
        Figure::new(national.to_string(), format!("{}, {weekend}", lang.say("libur nasional", "national holidays"))),
        Figure::new(joint.to_string(), lang.say("hari cuti bersama", "days of joint leave")),
    ])
}

/// How sure the dates are and where they come from.
fn source(year: &Year, lang: Lang) -> Markup {
    let sure = year.confidence();
    let label = lang.say("Keyakinan data", "Confidence of the data");
    let imported = match year.origin() {
        Origin::BuiltIn => None,
        Origin::Imported(at) => Some(format!("{} {}.", lang.say("Diimpor", "Imported"), lang.moment(at, Zone::Wib))),
    };
    let kind = if sure == crate::model::Confidence::Low { Kind::Warn } else { Kind::Plain };
    note(
        kind,
        html! {
            p { (label) ": " strong { (sure.words(lang)) } ". "
                @if let Some(note) = year.note() { (note.to(lang)) }
                @if let Some(imported) = imported { (imported) } }
        },
    )
}
