//! Opening a drive: text, units, kinds, window. What was refused stands next to its field and everything that
//! was typed is still there.

use crate::api::Asked;
use crate::model::{PledgeText, TextFile, Wall, Window, WindowZone, drive_title};
use crate::words;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Principal, Refusal, Result, Role, Zone};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Unit};
use netra_web::components::{Filled, Input, Radios, Select, TextArea, button, details, form};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Longest list of codes: 1,000 units of 32 letters.
const CODES: usize = 33_000;

/// A unit that the operator may choose, and those directly below it.
struct Choice {
    unit: Unit,
    below: Vec<Unit>,
}

async fn choices(site: &Site, who: &Principal) -> Result<Vec<Choice>> {
    let roles = [Role::UnitOperator, Role::Administrator];
    let mut tops: Vec<_> = who.grants.iter().filter(|grant| roles.contains(&grant.role)).map(|g| g.unit).collect();
    tops.sort_unstable();
    tops.dedup();
    if tops.is_empty() {
        return Err(Error::NotFound);
    }
    let today = site.now().day(Zone::Wib);
    site.store
        .read(move |tx| {
            tops.iter()
                .map(|id| Ok(Choice { unit: registry::unit(tx, *id)?, below: registry::children(tx, *id, today)? }))
                .collect()
        })
        .await
}

/// The form for a new drive.
///
/// # Errors
/// `NotFound` for those who run no unit.
pub async fn new_drive(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let choices = choices(&site, &who).await?;
    let tomorrow = site.now().day(Zone::Wib).plus_days(1);
    show(&visit, &choices, tomorrow, None, &[], StatusCode::OK)
}

fn show(
    visit: &Visit,
    choices: &[Choice],
    tomorrow: Day,
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Reply<Response> {
    let lang = visit.lang;
    let texts = TextFile::all()?;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let newest = texts.last().map(PledgeText::key).unwrap_or_default();
    let versions = texts
        .iter()
        .rev()
        .map(|text| (text.key(), format!("{}, {} {}", text.title(lang), lang.say("versi", "version"), text.version)));
    let zones = WindowZone::ALL.map(|zone| (zone.code().to_owned(), words::zone(lang, zone).to_owned())).to_vec();
    let kinds = Employment::ALL.map(|kind| (kind.code().to_owned(), kind.name().to_owned())).to_vec();
    let kinds = Employment::ALL
        .iter()
        .fold(Radios::several("kinds", lang.say("Jenis kepegawaian", "Kinds of employment"), kinds), |field, kind| {
            field.chosen(kind.code())
        });
    let page =
        visit.page(lang.say("Buka gerakan baru", "Open a new drive")).current("/gerakan").narrow().status(status);
    Ok(page.under("/gerakan", lang.say("Gerakan ikrar", "Pledge drives")).show(form("/gerakan", filled, html! {
        (Input::text("title", lang.say("Judul gerakan", "Title")).hint(lang.say("Tampil di halaman pegawai dan pada bukti mereka.", "Shown on employees' pages and on their receipts.")).max(120).show(filled))
        (Select::new("text", lang.say("Naskah", "Text"), versions.collect()).value(newest).hint(lang.say("Naskah yang dipakai tidak dapat diganti sesudah gerakan dibuka.", "The text cannot be changed once the drive is open.")).show(filled))
        div.field { @for text in texts.iter().rev() { (preview(visit, text)) } }
        (units(visit, choices, fields, refusals))
        (TextArea::new("more_units", lang.say("Kode unit lain", "Codes of other units"), CODES).optional().hint(lang.say("Unit di bawah unit Anda; pisahkan dengan spasi, koma, atau baris baru.", "Units below your own; separate them by spaces, commas or new lines.")).show(filled))
        (kinds.show(filled))
        (Input::day("opens", lang.say("Dibuka pada tanggal", "Opens on")).value(tomorrow.to_string()).show(filled))
        (Input::time("opens_time", lang.say("Dibuka pukul", "Opens at")).value("08:00").show(filled))
        (Input::day("closes", lang.say("Ditutup pada tanggal", "Closes on")).value(tomorrow.to_string()).show(filled))
        (Input::time("closes_time", lang.say("Ditutup pukul", "Closes at")).value("23:59").hint(lang.say("Menit itu dihitung sampai habis.", "That minute counts to its end.")).show(filled))
        (Radios::one("zone", lang.say("Menurut jam mana?", "By which clock?"), zones).chosen(WindowZone::Local.code()).show(filled))
        p.soft { (lang.say("Begitu dibuka, gerakan terlihat oleh pegawai unit ini, dan jumlah yang seharusnya menandatangani hari itu diterbitkan di log.", "Once open, the drive is visible to the employees of these units, and how many should sign that day is published in the log.")) }
        (button(lang.say("Buka gerakan ini", "Open this drive")))
    })))
}

fn preview(visit: &Visit, text: &PledgeText) -> Markup {
    let lang = visit.lang;
    let summary = format!("{} {}", lang.say("Baca naskah versi", "Read text version"), text.version);
    details(
        &summary,
        html! {
            div.card lang="id" { p { (text.preface) } ol.pledge { @for point in &text.points { li { (point) } } } p.source { (text.instruments.join(", ")) } }
        },
    )
}

/// Boxes for the operator's own units, and for those directly below them once opened.
fn units(visit: &Visit, choices: &[Choice], fields: Option<&Fields>, refusals: &[Refusal]) -> Markup {
    let lang = visit.lang;
    let error = refusals.iter().find(|refusal| refusal.field.as_deref() == Some("units"));
    let ticked = |unit: &Unit| fields.is_some_and(|fields| fields.all("units").any(|code| code == unit.code.as_str()));
    let pick = |unit: &Unit| {
        html! {
            label.pick {
                input type="checkbox" name="units" value=(unit.code) checked[ticked(unit)];
                span { (unit.name) " " span.soft { (unit.code) } }
            }
        }
    };
    html! {
        fieldset.field.wrong[error.is_some()] id="f-units" aria-describedby=[error.map(|_| "f-units-e")] {
            legend { (lang.say("Unit yang ikut", "Units that take part")) }
            p.hint { (lang.say("Semua unit di bawahnya ikut serta.", "All units below them take part.")) }
            @if let Some(error) = error { p.error id="f-units-e" { (error.say.to(lang)) } }
            @for choice in choices {
                (pick(&choice.unit))
                @if !choice.below.is_empty() {
                    details.more open[choice.below.iter().any(&ticked)] {
                        summary { (lang.say("Hanya sebagian dari ", "Only part of ")) (choice.unit.name) }
                        div { @for unit in &choice.below { (pick(unit)) } }
                    }
                }
            }
        }
    }
}

/// Opens the drive and leads to its page.
///
/// # Errors
/// `NotFound` for those who run no unit.
pub async fn open(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let choices = choices(&site, &who).await?;
    let outcome = match parse(&fields) {
        Ok(asked) => asked.open(&site, who).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(redirect(&format!("/gerakan/{id}"))),
        Err(Error::Refused(refusals)) => {
            let tomorrow = site.now().day(Zone::Wib).plus_days(1);
            show(&visit, &choices, tomorrow, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(other) => Err(other.into()),
    }
}

fn parse(fields: &Fields) -> Result<Asked> {
    let mut refused = Refusals::default();
    let title = refused.take(drive_title(fields.get("title").unwrap_or_default()));
    let text = refused.take(fields.text("text", ("naskah", "text"), 60));
    let more = refused.take(fields.optional("more_units", ("Kode unit lain", "Codes of other units"), CODES)).flatten();
    let mut units: Vec<String> = fields.all("units").map(str::to_owned).collect();
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    units.extend(more.iter().flat_map(|list| list.split(between)).filter(|code| !code.is_empty()).map(str::to_owned));
    let kinds: Vec<_> = fields
        .all("kinds")
        .filter_map(|word| refused.take(Employment::parse(word).map_err(|r| r.at("kinds"))))
        .collect();
    if units.is_empty() {
        refused
            .add(Refusal::new("units-missing", "Pilih sedikitnya satu unit.", "Choose at least one unit.").at("units"));
    }
    if kinds.is_empty() {
        refused.add(
            Refusal::new(
                "kinds-missing",
                "Pilih sedikitnya satu jenis kepegawaian.",
                "Choose at least one kind of employment.",
            )
            .at("kinds"),
        );
    }
    let opens = refused.take(wall(fields, "opens", "opens_time", ("Waktu buka", "Opening time")));
    let closes = refused.take(wall(fields, "closes", "closes_time", ("Waktu tutup", "Closing time")));
    let zone = refused.take(fields.choice("zone", ("jam yang dipakai", "the clock"), WindowZone::parse));
    let (Some(title), Some(text), Some(opens), Some(closes), Some(zone)) = (title, text, opens, closes, zone) else {
        return Err(refused.into_error());
    };
    refused.check()?;
    Ok(Asked { title, text, units, kinds, window: Window { opens, closes, zone } })
}

/// A wall time from a day field and a time field; in no zone yet, so any one reads it.
fn wall(fields: &Fields, day: &str, time: &str, label: (&'static str, &'static str)) -> Result<Wall, Refusal> {
    let at = fields.moment(day, time, label, Zone::Wib)?;
    let (hour, minute) = at.wall(Zone::Wib);
    Ok(Wall { day: at.day(Zone::Wib), hour, minute })
}
