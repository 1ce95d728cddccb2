//! The form of an activity that has begun: who leads and speaks, where and in which order, as it turned out. What stands goes
//! along unseen, so that it is read like the form of a plan and an older form that says otherwise is noticed.

use super::form::{First, agenda, leading, speakers, venue, warned};
use crate::model::Mode;
use maud::{Markup, html};
use netra_base::{Lang, Refusal};
use netra_web::components::{Filled, Kind, button, note};

/// The fields, and those that stand.
pub(super) fn body(lang: Lang, filled: Filled<'_>, first: &First, warnings: &[Refusal]) -> Markup {
    let meant = lang.say("Tetap catat seperti ini.", "Keep it like this all the same.");
    html! {
        (begun_note(lang))
        (warned(lang, warnings, meant))
        (standing(first))
        (venue(lang, filled, first, first.mode != Mode::OnSite.code()))
        (leading(lang, filled, first))
        (speakers(lang, filled, first))
        (agenda(lang, filled, first))
        (button(lang.say("Simpan pelaksanaan", "Keep what happened")))
    }
}

/// What the form of something that has begun is for, and what of it stands.
#[must_use]
pub fn begun_note(lang: Lang) -> Markup {
    let words = lang.say(
        "Kegiatan sudah dimulai. Catat di sini apa yang berjalan lain dari rencana; laporan memakai yang tercatat terakhir. Waktu, target, undangan, dan anggaran tetap.",
        "The activity has begun. Keep here what went otherwise than planned; the report takes what was kept last. Time, target, guests and budget stand.",
    );
    note(Kind::Plain, html! { p { (words) } })
}

fn standing(first: &First) -> Markup {
    let fields = [
        ("unit", &first.unit),
        ("kind", &first.kind),
        ("mode", &first.mode),
        ("title", &first.title),
        ("theme", &first.theme),
        ("team", &first.team),
        ("day", &first.day),
        ("starts", &first.starts),
        ("ends_day", &first.ends_day),
        ("ends", &first.ends),
        ("inside", &first.inside),
        ("outside", &first.outside),
        ("delegations", &first.delegations),
        ("target", &first.target),
        ("ceiling", &first.ceiling),
        ("source", &first.source),
        ("pledge_drive", &first.pledge_drive),
    ];
    let basis = first.basis.iter().map(|one| ("basis", one));
    html! { @for (name, value) in fields.into_iter().chain(basis) { input type="hidden" name=(name) value=(value); } }
}
