//! The oversight team on whose behalf an activity is held, as a form asks for it: here in the form of a plan, and in that of a
//! place of a simultaneous drive.

use crate::actions::Teams;
use crate::model::TeamId;
use maud::{Markup, html};
use netra_base::{Lang, Refusal};
use netra_oversight::model::Team;
use netra_registry::model::Unit;
use netra_web::components::{Filled, Input, Select};
use netra_web::form::Fields;

/// The name of the field.
const TEAM: &str = "team";
/// Teams that a list of choices holds: at 200 bytes each some 12 KB. Where there are more of them, one writes the number.
const CHOICES: usize = 60;

/// The field, with `value` in it at first; nothing where there is no team.
#[must_use]
pub fn team_field(lang: Lang, filled: Filled<'_>, teams: &Teams, value: &str) -> Markup {
    let Teams(teams) = teams;
    let label = lang.say("Atas nama tim", "On behalf of a team");
    let hint = lang.say(
        "Tim unit ini atau unit di atasnya, yang berlaku pada hari kegiatan.",
        "A team of this unit or of one above it, valid on the day of the activity.",
    );
    let number = lang.say(
        "Nomor tim, seperti di alamat halamannya. Boleh kosong.",
        "The team's number, as in the address of its page. It may stay empty.",
    );
    html! {
        @if teams.len() > CHOICES {
            (Input::digits(TEAM, label).value(value).optional().short().hint(number).show(filled))
        } @else if !teams.is_empty() || filled.refuses(&[TEAM]) {
            @let choices = teams.iter().map(|(team, unit)| (team.id.to_string(), words(lang, team, unit))).collect();
            (Select::new(TEAM, label, choices).prompt(lang.say("Tidak atas nama tim", "On behalf of no team")).value(value).optional().hint(hint).show(filled))
        }
    }
}

/// `Kantor Wilayah Contoh, SK 12/2022 (19 Oktober 2022 sampai 18 Oktober 2025)`.
fn words(lang: Lang, team: &Team, unit: &Unit) -> String {
    let days = team.valid();
    let until = lang.say("sampai", "to");
    let decree = lang.say("SK", "decree");
    format!("{}, {decree} {} ({} {until} {})", unit.name, team.decree.number, lang.day(days.from), lang.day(days.until))
}

/// The team that a form names, if it names one.
///
/// # Errors
/// `number` at the field.
pub fn team(fields: &Fields) -> Result<Option<TeamId>, Refusal> {
    let Some(text) = fields.get(TEAM) else { return Ok(None) };
    text.parse().map(|id| Some(TeamId(id))).map_err(|_| {
        Refusal::new(
            "number",
            "Nomor tim berupa angka, seperti di alamat halaman tim. Kosongkan bila tidak atas nama tim.",
            "The number of a team is in digits, as in the address of its page. Leave it empty for no team.",
        )
        .at(TEAM)
    })
}
