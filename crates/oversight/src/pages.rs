//! The screens of oversight: who has a team, one team, forming and changing it, its decree, its plan, visits and tasks,
//! its own findings with their evidence. Forms and words only; what may be seen and done is decided in actions.

mod decree;
mod evidence;
mod findings;
mod form;
mod item;
mod members;
mod plan;
mod standing;
mod tasks;
mod team;
mod units;

pub use decree::{add_scan, decree, decree_pdf, scan_file};
pub use evidence::{add_evidence, evidence_file, evidence_form};
pub use findings::{finding, finding_form, findings, record_finding};
pub use form::{form_team, new_team};
pub use item::{follow_up_done, item, report_visit};
pub use members::{change_member, end_form, end_team, member_form};
pub use plan::{add_item, plan, plan_item_form};
pub use standing::{notice_words, standing};
pub use tasks::{duties, end_task, give_task, left_words, task, task_form, tasks};
pub use team::team;
pub use units::{unit, units};

use crate::model::{Team, TeamId};
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Result};
use netra_web::components::{Kind, tag};
use netra_web::{Page, Visit};

/// Where these pages stand in the menu.
const MENU: &str = "/tim";

/// The number in the address; what is no number is nothing.
pub(crate) fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The team in the address.
pub(crate) fn team_id(text: &str) -> Result<TeamId> {
    number(text).map(TeamId)
}

/// A page below that of the teams.
fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    visit.page(title).current(MENU).under(MENU, visit.say("Tim pengawasan", "Oversight teams"))
}

/// A page below that of one team.
fn team_page<'a>(visit: &'a Visit, title: &str, team: &Team) -> Page<'a> {
    page(visit, title).under(format!("{MENU}/{}", team.id), team.title.clone())
}

/// Whether a team is valid on a day, in a word or two.
fn validity(lang: Lang, team: &Team, today: Day) -> Markup {
    let valid = team.valid();
    if today < valid.from {
        tag(Kind::Plain, lang.say("Belum mulai", "Not begun yet"))
    } else if today <= valid.until {
        tag(Kind::Ok, lang.say("Berlaku", "Valid"))
    } else if team.ended.is_some() {
        tag(Kind::Warn, lang.say("Diakhiri", "Ended"))
    } else {
        tag(Kind::Warn, lang.say("Masa tugas habis", "Period over"))
    }
}

/// `19 Oktober 2022 sampai 31 Desember 2024`.
fn period(lang: Lang, from: Day, until: Day) -> String {
    format!("{} {} {}", lang.day(from), lang.say("sampai", "to"), lang.day(until))
}

/// A text of several lines as people wrote it.
fn text(words: &str) -> Markup {
    html! { @for part in words.split('\n').filter(|part| !part.trim().is_empty()) { p { (part) } } }
}
