//! `/pegawai/{id}/keluar`, `/kembali`, `/pindah`: an operator records that somebody left, came back or moved.
//! Each asks on a page of its own, which says what follows, before anything is written.

use super::people::{CHOICES, choices, number};
use super::refusals;
use crate::actions::{self, Deed};
use crate::model::{Departure, Employee, Unit};
use crate::reach;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{EmployeeId, Lang, Principal, Refusal, Result};
use netra_web::components::{Filled, Input, Radios, Select, button, facts, form, quiet_link};
use netra_web::{Fields, Refusals, Reply, Signed, Site, Visit, redirect};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Leave,
    Return,
    Move,
}

impl Verb {
    fn path(self) -> &'static str {
        match self {
            Self::Leave => "keluar",
            Self::Return => "kembali",
            Self::Move => "pindah",
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Leave => lang.say("Catat pegawai keluar?", "Record that this person left?"),
            Self::Return => lang.say("Catat pegawai kembali", "Record a return"),
            Self::Move => lang.say("Pindahkan ke unit lain", "Move to another unit"),
        }
    }

    fn button(self, lang: Lang) -> &'static str {
        match self {
            Self::Leave => lang.say("Catat keluar", "Record the departure"),
            Self::Return => lang.say("Catat kembali", "Record the return"),
            Self::Move => lang.say("Pindahkan", "Move"),
        }
    }

    fn follows(self, lang: Lang) -> &'static str {
        match self {
            Self::Leave => lang.say(
                "Orang ini tidak lagi dihitung di unitnya dan tidak dapat lagi menandatangani. Yang sudah ditandatangani tetap ada. Pencatatan ini masuk ke log dan tidak dihapus; bila keliru, catat bahwa ia kembali.",
                "This person is no longer counted in the unit and can no longer sign. What they signed stays. This is recorded in the log and not deleted; if it was a mistake, record their return.",
            ),
            Self::Return => lang.say(
                "Sejak hari itu orang ini dihitung lagi, di unit yang Anda pilih. Pencatatan ini masuk ke log.",
                "From that day on this person is counted again, in the unit that you choose. This is recorded in the log.",
            ),
            Self::Move => lang.say(
                "Sejak hari itu orang ini dihitung di unit yang Anda pilih. Pencatatan ini masuk ke log.",
                "From that day on this person is counted in the unit that you choose. This is recorded in the log.",
            ),
        }
    }

    fn read(self, fields: &Fields) -> Result<Deed> {
        let mut refused = Refusals::default();
        let label = if self == Self::Leave { ("Hari terakhir", "Last day") } else { ("Sejak hari", "From the day") };
        let day = refused.take(fields.day("hari", label));
        if self == Self::Leave {
            let reason = refused.take(fields.choice("alasan", ("Alasan", "Reason"), Departure::parse));
            return match (reason, day) {
                (Some(reason), Some(day)) => Ok(Deed::Left(reason, day)),
                _ => Err(refused.into_error()),
            };
        }
        let unit = refused.take(fields.text("unit", ("Unit", "Unit"), 40));
        match (unit, day) {
            (Some(unit), Some(day)) if self == Self::Return => Ok(Deed::Returned(unit, day)),
            (Some(unit), Some(day)) => Ok(Deed::Moved(unit, day)),
            _ => Err(refused.into_error()),
        }
    }
}

/// What can be recorded about this person now, on their page.
pub(super) fn links(person: &Employee, lang: Lang) -> Markup {
    let link = |verb: Verb, words| quiet_link(&format!("/pegawai/{}/{}", person.id, verb.path()), words);
    html! {
        p.actions {
            @if person.service.is_active() {
                (link(Verb::Move, lang.say("Pindahkan ke unit lain", "Move to another unit")))
                (link(Verb::Leave, lang.say("Catat keluar", "Record a departure")))
            } @else {
                (link(Verb::Return, lang.say("Catat kembali", "Record a return")))
            }
        }
    }
}

fn reason_words(reason: Departure, lang: Lang) -> &'static str {
    match reason {
        Departure::Retired => lang.say("Pensiun", "Retired"),
        Departure::Transferred => lang.say("Pindah ke instansi lain", "Moved to another agency"),
        Departure::Ended => lang.say("Berhenti atau kontrak berakhir", "Resigned, dismissed or contract ended"),
        Departure::Died => lang.say("Meninggal dunia", "Died"),
    }
}

/// What was filled in and refused.
type Again<'a> = Option<(&'a Fields, &'a [Refusal])>;

async fn ask(site: &Site, visit: &Visit, who: Principal, (id, verb): (i64, Verb), again: Again<'_>) -> Reply {
    let (filled, status) = match again {
        None => (Filled::blank(visit.lang), StatusCode::OK),
        Some((fields, list)) => (Filled::again(visit.lang, fields, list), StatusCode::UNPROCESSABLE_ENTITY),
    };
    let now = site.now();
    let (person, unit, units) = site
        .store
        .read(move |tx| {
            let (person, unit) = actions::person_in_reach(tx, &who, EmployeeId(id))?;
            let mut units = Vec::new();
            for path in reach::paths(&who).iter().filter(|_| verb != Verb::Leave) {
                units.extend(actions::tree(tx, path, Some(now.day(unit.zone)))?);
            }
            Ok((person, unit, units))
        })
        .await?;
    let lang = visit.lang;
    let today = now.day(unit.zone).to_string();
    let body = html! {
        (facts(&[
            (lang.say("Nama", "Name"), html! { (person.name.as_str()) }),
            (lang.say("Nomor", "Number"), html! { (number(&person)) }),
            (lang.say("Unit", "Unit"), html! { (unit.name) " (" (unit.code) ")" }),
        ]))
        p { (verb.follows(lang)) }
        (form(&format!("/pegawai/{id}/{}", verb.path()), filled, html! {
            @if verb == Verb::Leave {
                (Radios::one("alasan", lang.say("Alasan", "Reason"),
                    Departure::ALL.map(|reason| (reason.code().to_owned(), reason_words(reason, lang).to_owned())).into()).show(filled))
                (Input::day("hari", lang.say("Hari terakhir", "Last day")).value(today).show(filled))
            } @else {
                (unit_field(&units, lang, filled))
                (Input::day("hari", lang.say("Sejak hari", "From the day")).value(today).show(filled))
            }
            (button(verb.button(lang)))
        }))
        p { (quiet_link(&format!("/pegawai/{id}"), lang.say("Batal", "Cancel"))) }
    };
    Ok(visit
        .page(verb.title(lang))
        .current("/pegawai")
        .under("/pegawai", lang.say("Pegawai", "Staff"))
        .under(format!("/pegawai/{id}"), person.name.as_str())
        .narrow()
        .status(status)
        .show(body))
}

fn unit_field(units: &[Unit], lang: Lang, filled: Filled<'_>) -> Markup {
    if units.len() <= CHOICES {
        let prompt = lang.say("Pilih unit", "Choose a unit");
        return Select::new("unit", lang.say("Unit", "Unit"), choices(units)).prompt(prompt).show(filled);
    }
    let hint = lang.say("Misalnya KW-20; unit di dalam wewenang Anda.", "Such as KW-20; a unit within your reach.");
    Input::text("unit", lang.say("Kode unit", "Unit code")).hint(hint).max(32).short().show(filled)
}

async fn keep(site: &Site, visit: &Visit, who: Principal, id: i64, verb: Verb, fields: Fields) -> Reply {
    let kept = match verb.read(&fields) {
        Ok(deed) => {
            let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
            site.store.write(move |tx| actions::keep_deed(tx, &chance, now, &by, EmployeeId(id), &deed)).await
        }
        Err(error) => Err(error),
    };
    match kept {
        Ok(_) => Ok(redirect(&format!("/pegawai/{id}?kabar=dicatat"))),
        Err(error) => {
            let list: Vec<Refusal> = refusals(error.into())?.into_iter().map(at_field).collect();
            ask(site, visit, who, (id, verb), Some((&fields, &list))).await
        }
    }
}

/// The actions name the field as programs do; on the page it is called otherwise.
fn at_field(refusal: Refusal) -> Refusal {
    if refusal.field.as_deref() == Some("day") { refusal.at("hari") } else { refusal }
}

/// Asks before somebody is recorded as gone.
pub async fn ask_leave(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<i64>) -> Reply {
    ask(&site, &visit, who, (id, Verb::Leave), None).await
}

/// Asks when and where somebody came back.
pub async fn ask_return(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<i64>) -> Reply {
    ask(&site, &visit, who, (id, Verb::Return), None).await
}

/// Asks when and where somebody moved.
pub async fn ask_move(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<i64>) -> Reply {
    ask(&site, &visit, who, (id, Verb::Move), None).await
}

/// Records a departure.
pub async fn leave(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Reply<Response> {
    keep(&site, &visit, who, id, Verb::Leave, fields).await
}

/// Records a return.
pub async fn return_to(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Reply<Response> {
    keep(&site, &visit, who, id, Verb::Return, fields).await
}

/// Records a move within the operator's units.
pub async fn move_to(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Reply<Response> {
    keep(&site, &visit, who, id, Verb::Move, fields).await
}
