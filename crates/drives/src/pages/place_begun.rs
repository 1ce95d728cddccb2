//! The form of a place that has begun: who leads and speaks, where and in which order, as it turned out. What stands goes along
//! unseen, so that it is read like the form of any place and an older form that says otherwise is noticed.

use super::place_form::{Shown, agenda, confirm, folded, leader, link, pairs_of, speakers, venue};
use maud::{Markup, html};
use netra_activities::model::Mode;
use netra_activities::model::plan::MOST_SPEAKERS;
use netra_activities::pages::begun_note;
use netra_base::{Lang, Zone};
use netra_web::components::Filled;

/// Fields that are asked for; those of people begin with one of [`ASKED_OF`].
const ASKED: [&str; 5] = ["venue", "link", "on_behalf_of", "agenda", "rows"];
const ASKED_OF: [&str; 2] = ["leader", "speaker-"];

/// The fields, and those that stand. `more`: empty rows were asked for.
pub(super) fn body(lang: Lang, shown: &Shown<'_>, filled: Filled<'_>, (rows, more): (usize, bool)) -> Markup {
    let place = &shown.form.place;
    let rows = rows.max(place.invited.len());
    let meant = lang.say(
        "Saya sudah membaca peringatan ini dan tetap mencatatnya",
        "I have read this warning and keep it all the same",
    );
    html! {
        (begun_note(lang))
        (standing(shown))
        input type="hidden" name="rows" value=(rows);
        (venue(lang, filled))
        @if place.mode != Mode::OnSite { (link(lang, filled)) }
        (leader(lang, shown.fields, filled))
        (folded(filled, lang.say("Narasumber", "Speakers"), ("speaker", "speakers"), more, speakers(lang, rows, (shown.fields, filled), shown.refusals)))
        (agenda(lang, filled))
        (confirm(filled, meant))
        p.actions {
            button.btn name="do" value="plan" { (lang.say("Simpan pelaksanaan", "Keep what happened")) }
            @if rows < MOST_SPEAKERS { button.btn.quiet name="do" value="more" { (lang.say("Tambah baris narasumber", "More rows for speakers")) } }
        }
    }
}

fn standing(shown: &Shown<'_>) -> Markup {
    let zone = shown.form.units.first().map_or(Zone::Wib, |unit| unit.zone);
    let asked = |name: &str| ASKED.contains(&name) || ASKED_OF.iter().any(|start| name.starts_with(start));
    let pairs = pairs_of(&shown.form.place, zone);
    html! {
        @for (name, value) in pairs.iter().filter(|(name, _)| !asked(name)) { input type="hidden" name=(name) value=(value); }
    }
}
