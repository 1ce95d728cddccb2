//! The pledge that is signed at an activity, as a form asks for it: here in the form of a plan, and in that of a place of a
//! simultaneous drive.

use crate::actions::Pledges;
use maud::{Markup, html};
use netra_base::{DriveId, Lang, Refusal};
use netra_web::components::{Filled, Select};
use netra_web::form::Fields;

/// The name of the field.
const PLEDGE: &str = "pledge_drive";

/// The field, with `value` in it at first; nothing where there is no drive to sign.
#[must_use]
pub fn pledge_field(lang: Lang, filled: Filled<'_>, pledges: &Pledges, value: &str) -> Markup {
    let Pledges(drives) = pledges;
    let label = lang.say("Pakta yang ditandatangani di sini", "Pledge signed here");
    let hint = lang.say(
        "Tanda tangan di tempat ini dihitung dari satu jam sebelum mulai sampai tiga jam sesudah selesai.",
        "Signatures given here count from an hour before the beginning to three hours after the end.",
    );
    html! {
        @if !drives.is_empty() || filled.refuses(&[PLEDGE]) {
            @let choices = drives.iter().map(|drive| (drive.id.to_string(), drive.title.clone())).collect();
            (Select::new(PLEDGE, label, choices).prompt(lang.say("Tidak ada", "None")).value(value).optional().hint(hint).show(filled))
        }
    }
}

/// The pledge drive that a form names, if it names one.
///
/// # Errors
/// `choice` at the field.
pub fn pledge(fields: &Fields) -> Result<Option<DriveId>, Refusal> {
    let id = |text: &str| text.parse().ok().map(DriveId);
    fields.get(PLEDGE).map(|_| fields.choice(PLEDGE, ("pakta", "the pledge"), id)).transpose()
}
