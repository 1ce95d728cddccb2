//! The screens of activities: lists, plan, the activity and its day, minutes, photos, report, calendar and feed. Forms and
//! words only; what may be seen and done is decided in actions.

mod begun;
mod budget;
mod calendar;
mod day;
mod decisions;
mod feed;
mod files;
mod form;
mod held;
mod lines;
mod list;
mod minutes;
mod month;
mod one;
mod photos;
mod plan;
mod pledge;
mod press;
mod report;
mod reported;
mod team;

pub use begun::begun_note;
pub use budget::{budget_form, evidence, keep_evidence, keep_spent};
pub use calendar::calendar;
pub use day::{cancel, cancel_form, finish, start};
pub use decisions::{decided_done, decisions};
pub use feed::{feed, feed_page, make_feed, revoke_feed};
pub use files::{add_file, file, files, remove_file};
pub use held::{held, year_span};
pub use list::list;
pub use minutes::{decide, minutes, quote, undecide, unquote, write_minutes};
pub use one::activity;
pub use photos::{add_photo, photo, photos, remove_photo, thumb};
pub use plan::{change, change_form, new_activity, plan};
pub use pledge::{pledge, pledge_field};
pub use press::{report_markdown, report_photo, report_text, report_thumb};
pub use report::{correct_report, file_report, report, report_pdf};
pub use team::{team, team_field};

use crate::actions::{self, View};
use crate::model::{Activity, ActivityId, State};
use maud::{Markup, html};
use netra_base::{Error, Lang, Moment, Principal, Result, Zone};
use netra_web::components::{Kind, tag};
use netra_web::{Page, Site, Visit};

/// Where these pages stand in the menu.
const MENU: &str = "/kegiatan";

/// The number in the address; what is no number is nothing.
pub(crate) fn activity_id(text: &str) -> Result<ActivityId> {
    text.parse().map(ActivityId).map_err(|_| Error::NotFound)
}

/// A number in an address or a form.
fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// A page below that of the activities.
fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    visit.page(title).current(MENU).under(MENU, visit.say("Kegiatan", "Activities"))
}

/// A page below that of one activity.
fn page_of<'a>(visit: &'a Visit, title: &str, activity: &Activity) -> Page<'a> {
    page(visit, title).under(address(activity.id), activity.title.clone())
}

/// The address of an activity.
fn address(id: ActivityId) -> String {
    format!("{MENU}/{id}")
}

/// The activity in the address as the asker sees it.
async fn look(site: &Site, who: &Principal, id: &str) -> Result<View> {
    let (id, now, who) = (activity_id(id)?, site.now(), who.clone());
    site.store.read(move |tx| actions::view(tx, now, &who, id)).await
}

/// The same, for who keeps its unit.
async fn look_keeper(site: &Site, who: &Principal, id: &str) -> Result<View> {
    let view = look(site, who, id).await?;
    if view.reach.keeps { Ok(view) } else { Err(Error::NotFound) }
}

/// Where an activity stands, in a word.
fn state(lang: Lang, activity: &Activity) -> Markup {
    let kind = match activity.state {
        State::Planned => Kind::Plain,
        State::Running | State::Held => Kind::Ok,
        State::Cancelled => Kind::Warn,
    };
    html! {
        (tag(kind, activity.state.name(lang)))
        @if activity.state == State::Held && activity.reported.is_some() { " " (tag(Kind::Ok, lang.say("Dilaporkan", "Reported"))) }
    }
}

/// How many came of how many are awaited: `47 dari 49`, and before it begins `49 diharapkan`.
fn came(lang: Lang, activity: &Activity) -> String {
    let (people, awaited) = (lang.number(activity.tally.people()), lang.number(activity.expected));
    match activity.state {
        State::Planned if activity.expected > 0 => format!("{awaited} {}", lang.say("diharapkan", "expected")),
        State::Running | State::Held if activity.expected > 0 => {
            format!("{people} {} {awaited}", lang.say("dari", "of"))
        }
        State::Running | State::Held => people,
        State::Planned | State::Cancelled => String::new(),
    }
}

/// `08.00–09.30 WIB`, with the second day when it crosses midnight.
fn hours(lang: Lang, activity: &Activity) -> String {
    let zone = activity.zone;
    let clock = |at: Moment| {
        let (hour, minute) = at.wall(zone);
        format!("{hour:02}{}{minute:02}", lang.say(".", ":"))
    };
    let (first, last) = (activity.starts.day(zone), activity.ends.day(zone));
    let end = if first == last { String::new() } else { format!(" ({})", lang.day(last)) };
    format!("{}–{}{end} {}", clock(activity.starts), clock(activity.ends), zone.abbreviation())
}

/// The day in words: `Kamis, 21 Desember 2023`.
fn day_words(lang: Lang, at: Moment, zone: Zone) -> String {
    let day = at.day(zone);
    format!("{}, {}", netra_calendar::model::weekday(day).to(lang), lang.day(day))
}

/// A text of several lines as people wrote it.
fn text(words: &str) -> Markup {
    html! { @for part in words.split('\n').filter(|part| !part.trim().is_empty()) { p { (part) } } }
}
