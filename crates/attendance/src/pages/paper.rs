//! `/kegiatan/{id}/hadir/kertas`: sheets on paper. A scan, and either a number that is kept apart from persons or the
//! persons themselves. A sheet can be taken back, with the reason.

use super::guest::received;
use super::{activity_id, address, change_id, page_below};
use crate::actions::{self, Home, NewSheet};
use crate::model::{ChangeId, Sheet};
use crate::rules;
use axum::Extension;
use axum::extract::{Multipart, Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Moment, Principal, Refusal, Result};
use netra_media::{Accepts, FIELD, MediaDesk};
use netra_registry::model::Nip;
use netra_web::components::{
    Cell, Column, FileInput, Filled, Input, Kind, Table, TextArea, button, empty, facts, form, note, quiet_link, tag,
    upload_form, when,
};
use netra_web::{Fields, Reply, Signed, Site, Visit, acted, redirect};

async fn look(site: &Site, who: &Principal, activity: &str) -> Result<(Home, Vec<Sheet>)> {
    let (id, who) = (activity_id(activity)?, who.clone());
    site.store.read(move |tx| Ok((actions::sums(tx, &who, id)?.home, actions::sheets(tx, &who, id)?))).await
}

/// The sheets with the form to add one.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn sheets(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
) -> Reply {
    let (home, sheets) = look(&site, &who, &activity).await?;
    Ok(show(&visit, (&home, &sheets, site.now()), None, &[]))
}

fn show(
    visit: &Visit,
    (home, sheets, now): (&Home, &[Sheet], Moment),
    fields: Option<&Fields>,
    refusals: &[Refusal],
) -> Response {
    let (lang, activity) = (visit.lang, &home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let base = format!("{}/kertas", address(activity.id));
    let lead = lang.say(
        "Unggah hasil pindai atau foto lembar hadir. Lalu tandai orangnya dengan NIP, atau cukup tulis jumlahnya: jumlah disimpan terpisah dari angka orang, dan disebut tersendiri dalam laporan dan rekap.",
        "Upload a scan or a photo of the sheet. Then mark its people by NIP, or just write their number: it is kept apart from persons, and told apart in report and recap.",
    );
    page_below(visit, visit.say("Lembar kertas", "Paper sheets"), activity).lead(lead).status(status).show(html! {
        @match rules::may_keep(activity, now) {
            Err(refusal) => (note(Kind::Plain, html! { p { (refusal.say.to(lang)) } })),
            Ok(()) => (upload_form(&base, filled, html! {
                (FileInput::new(FIELD, lang.say("Hasil pindai", "Scan"), Accepts::Paper.chooser()).hint(lang.say("PDF tanpa skrip, atau foto.", "A PDF without scripts, or a photo.")).show(filled))
                (Input::digits("counted", lang.say("Jumlah tanda tangan yang Anda hitung", "Signatures that you counted")).max(5).short().optional().show(filled))
                (TextArea::new("persons", lang.say("Atau NIP orang-orang di lembar itu", "Or the NIPs of the people on it"), 8_000).hint(lang.say("Satu baris satu NIP: penyelenggara, delegasi, dan unit Anda. Yang tanpa NIP ditandai dari daftar hadir.", "One line, one NIP: the host, delegations and your units. Those without a NIP are marked from the list.")).optional().show(filled))
                (button(lang.say("Simpan lembar", "Keep the sheet")))
            })),
        }
        h2 { (lang.say("Yang sudah disimpan", "Kept so far")) }
        @if sheets.is_empty() { (empty(lang.say("Belum ada lembar.", "No sheets yet."), html! {})) }
        @else { (rows(lang, home, sheets, &base)) }
    })
}

fn rows(lang: Lang, home: &Home, sheets: &[Sheet], base: &str) -> Markup {
    let columns = vec![
        Column::text(lang.say("Lembar", "Sheet")),
        Column::text(lang.say("Dihitung oleh", "Counted by")),
        Column::number(lang.say("Jumlah", "Number")),
        Column::number(lang.say("Orang ditandai", "Persons marked")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let row = |one: &Sheet| {
        vec![
            Cell::link(&format!("{base}/{}/berkas", one.id), &format!("{} {}", lang.say("Pindaian", "Scan"), one.id)),
            Cell::of(
                html! { (lang.say("akun", "account")) " " (one.by) ", " (when(one.at, home.activity.zone, lang)) },
            ),
            Cell::number(lang, one.counted),
            Cell::number(lang, one.persons),
            Cell::of(html! {
                @if one.withdrawn { (tag(Kind::Bad, lang.say("Dicabut", "Taken back"))) }
                @else { (tag(Kind::Ok, lang.say("Berlaku", "Stands"))) " " a href={ (base) "/" (one.id) "/cabut" } { (lang.say("Cabut", "Take back")) } }
            }),
        ]
    };
    let caption = lang.say("Lembar kertas, yang terakhir dahulu", "Paper sheets, the latest first");
    Table::new(caption, columns).caption_hidden().cards().rows(sheets.iter().map(row)).show()
}

/// Reads the number and the NIPs; the first line that is no NIP is named.
fn parse(fields: &Fields) -> Result<(i64, Vec<Nip>)> {
    let counted = match fields.get("counted") {
        Some(_) => fields.number("counted", ("Jumlah", "The number"), 0..=crate::actions::MOST_COUNTED)?,
        None => 0,
    };
    let mut persons = Vec::new();
    for (at, line) in (1..).zip(fields.get("persons").unwrap_or_default().lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let nip = Nip::parse(line.trim()).map_err(|refusal| {
            Refusal::new("line", format!("Baris {at}: {}", refusal.say.id), format!("Line {at}: {}", refusal.say.en))
                .at("persons")
        })?;
        persons.push(nip);
    }
    Ok((counted, persons))
}

/// Keeps a sheet and leads back to the list of them.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; `Busy` when too many files wait.
pub async fn keep_sheet(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
    Extension(desk): Extension<MediaDesk>,
    form: Multipart,
) -> Reply {
    let (home, sheets) = look(&site, &who, &activity).await?;
    let (id, now, chance) = (home.activity.id, site.now(), site.chance.clone());
    rules::may_keep(&home.activity, now)?;
    let (fields, ready) = received(&desk, form, Accepts::Paper).await?;
    let outcome = match (ready, parse(&fields)) {
        (Ok(scan), Ok((counted, persons))) => {
            let keep = move |tx: &mut netra_store::Tx<'_>| {
                actions::keep_sheet(tx, &chance, now, &who, id, &NewSheet { scan: &scan, counted, persons })
            };
            site.store.write(keep).await.map(|_| ())
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    acted(
        outcome,
        |()| redirect(&format!("{}/kertas", address(id))),
        |refusals| show(&visit, (&home, &sheets, now), Some(&fields), refusals),
    )
}

/// The scan of a sheet.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such sheet.
pub async fn scan(
    Shared(site): Shared<Site>,
    Signed(who): Signed,
    Path((activity, sheet)): Path<(String, String)>,
) -> Reply {
    let (id, sheet) = (activity_id(&activity)?, change_id(&sheet)?);
    let kept = site.store.read(move |tx| actions::scan(tx, &who, id, sheet)).await?;
    Ok(netra_media::reply(kept))
}

async fn look_one(site: &Site, who: &Principal, activity: &str, sheet: &str) -> Result<(Home, Sheet)> {
    let sheet: ChangeId = change_id(sheet)?;
    let (home, sheets) = look(site, who, activity).await?;
    let found = sheets.into_iter().find(|one| one.id == sheet).ok_or(Error::NotFound)?;
    Ok((home, found))
}

/// Asks whether to take a sheet back.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such sheet that stands.
pub async fn withdraw_form(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, sheet)): Path<(String, String)>,
) -> Reply {
    let (home, sheet) = look_one(&site, &who, &activity, &sheet).await?;
    if sheet.withdrawn {
        return Err(Error::NotFound.into());
    }
    Ok(show_withdraw(&visit, &home, &sheet, None, &[]))
}

fn show_withdraw(visit: &Visit, home: &Home, sheet: &Sheet, fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let (lang, activity) = (visit.lang, &home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let base = format!("{}/kertas", address(activity.id));
    let follows = lang.say(
        "Jumlah pada lembar ini tidak dihitung lagi. Pindaiannya tetap tersimpan, dan pencabutan masuk ke log. Orang yang sudah ditandai dicabut satu per satu dari daftar hadir.",
        "The number on this sheet counts no more. Its scan stays, and taking it back is recorded in the log. Persons marked from it are taken off the list one by one.",
    );
    let page = page_below(visit, visit.say("Cabut lembar ini?", "Take this sheet back?"), activity);
    page.under(base.clone(), lang.say("Lembar kertas", "Paper sheets")).narrow().status(status).show(html! {
        (note(Kind::Warn, html! { p { (follows) } }))
        (facts(&[
            (lang.say("Jumlah", "Number"), html! { (lang.number(sheet.counted)) }),
            (lang.say("Orang ditandai", "Persons marked"), html! { (lang.number(sheet.persons)) }),
        ]))
        (form(&format!("{base}/{}/cabut", sheet.id), filled, html! {
            (Input::text("reason", lang.say("Alasan", "Reason")).max(300).show(filled))
            p.actions { button.btn { (lang.say("Cabut lembar", "Take the sheet back")) } (quiet_link(&base, lang.say("Batal", "Cancel"))) }
        }))
    })
}

/// Takes a sheet back. A second press changes nothing.
///
/// # Errors
/// `NotFound` when the asker does not keep the host, or there is no such sheet.
pub async fn withdraw(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, sheet)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let (home, sheet) = look_one(&site, &who, &activity, &sheet).await?;
    let (at, now, chance) = ((home.activity.id, sheet.id), site.now(), site.chance.clone());
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let take = move |tx: &mut netra_store::Tx<'_>| actions::withdraw_sheet(tx, &chance, now, &who, at, &reason);
    acted(
        site.store.write(take).await,
        |()| redirect(&format!("{}/kertas", address(at.0))),
        |refusals| show_withdraw(&visit, &home, &sheet, Some(&fields), refusals),
    )
}
