//! The screens of attendance: checking in, the screen in front, the operator's list with guests, sheets and lists from
//! meeting tools. Forms and words only; what may be seen and done is decided in actions.

mod board;
mod checkin;
mod draft;
mod files;
mod guest;
mod guests;
mod import;
mod list;
mod paper;
mod person;
mod today;

pub use board::board;
pub use checkin::{check_in, check_in_form};
pub use draft::{choose, confirm, draft};
pub use files::{list_csv, list_xlsx};
pub use guest::{guest, settle_guest, sign_guest, signature};
pub use guests::{add_guests, guests};
#[cfg(test)]
pub(crate) use import::compared;
pub use import::{import_form, upload};
pub use list::{list, search};
pub use paper::{keep_sheet, scan, sheets, withdraw, withdraw_form};
pub use person::{person, settle};
pub use today::{check_in_today, today};

use crate::actions::Sums;
use crate::model::{ChangeId, DraftId, GuestId, State, Timing};
use maud::{Markup, html};
use netra_activities::model::{Activity, ActivityId};
use netra_base::{EmployeeId, Error, Lang, Moment, Result};
use netra_web::components::{Figure, Kind, figures, tag};
use netra_web::{Page, Visit};

/// Where these pages stand in the menu.
const MENU: &str = "/kegiatan";

/// A number in an address; what is no number is nothing.
fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The activity in the address.
pub(crate) fn activity_id(text: &str) -> Result<ActivityId> {
    number(text).map(ActivityId)
}

fn employee_id(text: &str) -> Result<EmployeeId> {
    number(text).map(EmployeeId)
}

fn guest_id(text: &str) -> Result<GuestId> {
    number(text).map(GuestId)
}

fn change_id(text: &str) -> Result<ChangeId> {
    number(text).map(ChangeId)
}

fn draft_id(text: &str) -> Result<DraftId> {
    number(text).map(DraftId)
}

/// The address of an activity's list.
fn address(id: ActivityId) -> String {
    format!("{MENU}/{id}/hadir")
}

/// A page below that of one activity.
fn page_of<'a>(visit: &'a Visit, title: &str, activity: &Activity) -> Page<'a> {
    let page = visit.page(title).current(MENU).under(MENU, visit.say("Kegiatan", "Activities"));
    page.under(format!("{MENU}/{}", activity.id), activity.title.clone())
}

/// A page below the list of an activity.
fn page_below<'a>(visit: &'a Visit, title: &str, activity: &Activity) -> Page<'a> {
    page_of(visit, title, activity).under(address(activity.id), visit.say("Daftar hadir", "Attendance"))
}

/// What, where and when, in a line.
fn line(lang: Lang, activity: &Activity) -> String {
    let place = activity.venue.as_deref().unwrap_or(activity.mode.name(lang));
    format!("{} · {} · {place}", activity.kind.name(lang), lang.moment(activity.starts, activity.zone))
}

/// `08.03`, on the wall of the activity.
fn clock(lang: Lang, at: Moment, activity: &Activity) -> String {
    let (hour, minute) = at.wall(activity.zone);
    format!("{hour:02}{}{minute:02} {}", lang.say(".", ":"), activity.zone.abbreviation())
}

/// How somebody stands, in a word.
fn state(lang: Lang, state: State) -> Markup {
    let kind = match state {
        State::Present => Kind::Ok,
        State::Doubtful => Kind::Warn,
        State::Absent => Kind::Bad,
    };
    tag(kind, state.name(lang))
}

/// Early or late; in time needs no word.
fn timing(lang: Lang, timing: Timing) -> Markup {
    html! { @if timing != Timing::OnTime { " " (tag(Kind::Plain, timing.name(lang))) } }
}

/// The counts before the rows.
fn counts(lang: Lang, sums: &Sums, at: Moment) -> Markup {
    let (tally, expected) = (sums.tally, sums.expected());
    let present = match lang {
        Lang::Id => format!(
            "orang hadir dari {} yang diharapkan ({}); {} lebih awal, {} terlambat",
            lang.number(expected),
            lang.percent(tally.people(), expected),
            lang.number(tally.early),
            lang.number(tally.late)
        ),
        Lang::En => format!(
            "people present of {} expected ({}); {} early, {} late",
            lang.number(expected),
            lang.percent(tally.people(), expected),
            lang.number(tally.early),
            lang.number(tally.late)
        ),
    };
    let doubtful = lang.say(
        "meragukan, menunggu keputusan Anda; tidak termasuk yang hadir",
        "doubtful, for you to decide; not among those present",
    );
    let paper = lang.say(
        "dihitung pada lembar kertas, di luar angka orang; disebut tersendiri dalam laporan",
        "counted on sheets of paper, apart from persons; told apart in the report",
    );
    html! {
        (figures(&[
            Figure::new(lang.number(tally.people()), present).share(tally.people(), expected),
            Figure::new(lang.number(tally.guests), lang.say("di antaranya tamu tanpa akun", "of these guests without an account")),
            Figure::new(lang.number(tally.doubtful), doubtful),
            Figure::new(lang.number(tally.on_paper), paper),
        ]))
        p.source { (lang.say("Dihitung dari daftar hadir kegiatan ini, pukul", "Counted from this activity's list at")) " " (clock(lang, at, &sums.home.activity)) "." }
    }
}
