//! The decree as a paper: scans of the signed one and the one set from the record, on one page; for those who see who is
//! in the team. Its sentences are the template's; persons, days and instruments come from the record.

use super::evidence::size;
use super::{MENU, number, team_id, team_page};
use crate::actions::{self, MemberView, Scans, Sheet};
use crate::instruments::{Instrument, Instruments};
use crate::model::{Duty, ScanId, TeamId};
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Refusal, Result};
use netra_documents::{Paper, PrintDesk};
use netra_ledger::Log;
use netra_ledger::actions::number_of;
use netra_media::{Accepts, FIELD, FileKind, MediaDesk};
use netra_web::components::{FileInput, Filled, button, empty, quiet_link, upload_form, when};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, WebError, redirect, upload};
use serde_json::{Value, json};

async fn look(site: &Site, who: &Principal, id: TeamId) -> Result<Scans> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::scans(tx, now, &who, id)).await
}

/// The decree's papers.
///
/// # Errors
/// `NotFound` for those who do not see names.
pub async fn decree(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(team): Path<String>) -> Reply {
    let id = team_id(&team)?;
    let scans = look(&site, &who, id).await?;
    Ok(show(&visit, &scans, &[], StatusCode::OK))
}

fn show(visit: &Visit, scans: &Scans, refusals: &[Refusal], status: StatusCode) -> Response {
    let lang = visit.lang;
    let fields = Fields::default();
    let filled = Filled::again(lang, &fields, refusals);
    let href = format!("{MENU}/{}/sk", scans.team.id);
    let title = lang.say("Naskah SK", "The decree");
    team_page(visit, title, &scans.team).narrow().status(status).show(html! {
        p { (scans.team.decree.number) ", " (lang.day(scans.team.decree.day)) ". " (scans.team.decree.issuer) "." }
        h2 { (lang.say("Dari catatan", "From the record")) }
        p { (lang.say("Disusun dari catatan: dasar hukum, masa tugas, dan susunan tim saat dibentuk. Kode QR di naskah menuju bukti pencatatannya di log. Cetak untuk ditandatangani, atau untuk arsip.", "Set from the record: legal basis, period and the team as it was formed. The QR code on it leads to the proof of its record in the log. Print it to be signed, or for the files.")) }
        p.actions { (quiet_link(&format!("{href}.pdf"), lang.say("Unduh SK (PDF)", "Download the decree (PDF)"))) }
        h2 { (lang.say("Pindaian SK yang ditandatangani", "Scans of the signed decree")) }
        @if scans.list.is_empty() { (empty(lang.say("Belum ada pindaian.", "No scan yet."), html! {})) }
        ul { @for (scan, about) in &scans.list {
            li {
                a href={ (href) "/" (scan.id) } { (about.name) } " "
                span.soft { @if about.kind == FileKind::Photo { (lang.say("foto", "photo")) ", " } (size(lang, about.size)) " · " (when(scan.at, scans.unit.zone, lang)) }
            }
        } }
        @if scans.keeps { (hand_in(lang, &href, filled)) }
    })
}

fn hand_in(lang: Lang, href: &str, filled: Filled<'_>) -> Markup {
    upload_form(
        href,
        filled,
        html! {
            (FileInput::new(FIELD, lang.say("Tambah pindaian", "Add a scan"), Accepts::Paper.chooser()).hint(lang.say("PDF, atau foto lembar SK. Juga SK yang mengubah susunan tim.", "A PDF, or a photo of the sheet. Also a decree that changed the team.")).show(filled))
            (button(lang.say("Simpan pindaian ini", "Keep this scan")))
        },
    )
}

/// Hands in a scan and leads back to the papers.
///
/// # Errors
/// `NotFound` for those who do not keep the unit's teams.
pub async fn add_scan(
    State(site): State<Site>,
    Extension(desk): Extension<MediaDesk>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
    form: Multipart,
) -> Reply {
    let id = team_id(&team)?;
    let scans = look(&site, &who, id).await?;
    if !scans.keeps {
        return Err(Error::NotFound.into());
    }
    match keep(&site, &desk, form, who, id).await {
        Ok(_) => Ok(redirect(&format!("{MENU}/{id}/sk"))),
        Err(WebError::Base(Error::Refused(refusals))) => {
            Ok(show(&visit, &scans, &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn keep(site: &Site, desk: &MediaDesk, form: Multipart, who: Principal, id: TeamId) -> Result<ScanId, WebError> {
    let upload = upload::receive(form, FIELD, Accepts::Paper.limit()).await?;
    let ready = desk.take(upload, Accepts::Paper).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    Ok(site.store.write(move |tx| actions::add_scan(tx, &chance, now, &who, id, &ready)).await?)
}

/// One scan.
///
/// # Errors
/// `NotFound` for those who do not see names.
pub async fn scan_file(
    State(site): State<Site>,
    Signed(who): Signed,
    Path((team, scan)): Path<(String, String)>,
) -> Reply {
    let (at, now) = ((team_id(&team)?, ScanId(number(&scan)?)), site.now());
    let kept = site.store.read(move |tx| actions::scan_file(tx, now, &who, at)).await?;
    Ok(netra_media::reply(kept))
}

/// The decree, set from the record.
///
/// # Errors
/// `NotFound` for those who do not see names; busy when too many papers wait.
pub async fn decree_pdf(
    State(site): State<Site>,
    Extension(known): Extension<Instruments>,
    Extension(press): Extension<PrintDesk>,
    Extension(log): Extension<Log>,
    Signed(who): Signed,
    Path(team): Path<String>,
) -> Reply {
    let (id, now, head) = (team_id(&team)?, site.now(), log.published());
    let (sheet, instruments, number) = site
        .store
        .read(move |tx| {
            let sheet = actions::sheet(tx, now, &who, id)?;
            let number = number_of(tx, sheet.team.entry, &head)?;
            Ok((sheet, known.at(tx, now)?, number))
        })
        .await?;
    let mut paper = Paper::new("sk-tim.typ", &sheet.team.title, sheet.team.formed, data(&sheet, &instruments));
    paper.specimen = site.demo;
    // None until the forming of the team stands in the published log, a moment after it was recorded.
    paper.verify = number.map(|number| site.url(&format!("/verifikasi?bukti={number}")));
    let bytes = press.print(paper).await?;
    let name = format!("inline; filename=\"sk-tim-{}-{id}.pdf\"", sheet.unit.code.as_str().to_lowercase());
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

/// What the template is given: facts of the record. Its sentences are its own. A decree is in Indonesian whatever the
/// reader's language.
fn data(sheet: &Sheet, instruments: &[Instrument]) -> Value {
    let (team, lang) = (&sheet.team, Lang::Id);
    let mut signature = sheet.signature.data();
    if sheet.signature.position != team.decree.issuer {
        // Somebody else than the unit's head issued it: his function stands there, and no name of ours.
        signature =
            json!({ "position": team.decree.issuer, "seal": sheet.signature.seal, "date": lang.day(team.decree.day) });
    }
    let mut data = json!({
        "agency": sheet.letterhead.data(),
        "issuer": team.decree.issuer,
        "number": team.decree.number,
        "team": team.title,
        "unit": sheet.unit.name,
        "period": { "from": lang.day(team.period.from), "until": lang.day(team.period.until) },
        "basis": basis(&team.decree.basis, instruments),
        "members": sheet.members.iter().map(member).collect::<Vec<_>>(),
        "date": lang.day(team.decree.day),
        "signature": signature,
    });
    if let Some(place) = &sheet.signature.place {
        data["place"] = json!(place);
        data["signature"]["place"] = json!(place);
    }
    data
}

/// The instruments by name; one that the book no longer knows by its id.
fn basis<'a>(ids: &'a [String], instruments: &'a [Instrument]) -> Vec<&'a str> {
    let named = |id: &'a String| {
        let known = instruments.iter().find(|one| &one.id == id);
        known.map_or(id.as_str(), |one| one.name.to(Lang::Id))
    };
    ids.iter().map(named).collect()
}

fn member(one: &MemberView) -> Value {
    let functions = one.member.functions.words(Lang::Id).to_lowercase();
    let position = one.position.as_deref().unwrap_or(&one.unit);
    let role = match one.member.duty {
        Duty::Chair => "Ketua",
        Duty::Secretary => "Sekretaris",
        Duty::Member => "Anggota",
    };
    json!({ "name": one.name, "position": position, "role": role, "function": functions })
}
