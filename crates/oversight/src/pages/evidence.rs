//! Files of a finding: the form to add one, and one file. Nothing of the finding itself stands here: who recorded it
//! may add to it also when it is hidden from him.

use super::{MENU, number, team_id, team_page};
use crate::actions::{self, EvidenceView};
use crate::model::finding::MOST_EVIDENCE;
use crate::model::{self, EvidenceId, FindingId, Team, TeamId};
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Refusal, Result, Zone};
use netra_media::{Accepts, FIELD, FileKind, MediaDesk};
use netra_web::components::{FileInput, Filled, Input, Kind, button, note, quiet_link, upload_form, when};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, WebError, redirect, upload};

type At = (TeamId, FindingId);

fn address(team: &str, finding: &str) -> Result<At> {
    Ok((team_id(team)?, FindingId(number(finding)?)))
}

async fn ground(site: &Site, who: &Principal, at: At) -> Result<(Team, bool)> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::adding(tx, now, &who, at)).await
}

/// The form to add a file to a finding.
///
/// # Errors
/// `NotFound` for everybody but those who open its files and who recorded it.
pub async fn evidence_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, finding)): Path<(String, String)>,
) -> Reply {
    let at = address(&team, &finding)?;
    let ground = ground(&site, &who, at).await?;
    Ok(show(&visit, at, &ground, None, &[], StatusCode::OK))
}

fn show(
    visit: &Visit,
    (team, finding): At,
    (of, opens): &(Team, bool),
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Response {
    let lang = visit.lang;
    let empty = Fields::default();
    let filled = match fields {
        Some(fields) => Filled::again(lang, fields, refusals),
        None if refusals.is_empty() => Filled::blank(lang),
        None => Filled::again(lang, &empty, refusals),
    };
    let list = format!("{MENU}/{team}/temuan");
    let title = format!("{} {finding}", lang.say("Bukti temuan", "Evidence of finding"));
    let files = match lang {
        Lang::Id => {
            format!("Foto atau PDF, paling banyak {MOST_EVIDENCE} berkas. Tempat dan perangkat dihapus dari foto.")
        }
        Lang::En => {
            format!("A photo or a PDF, at most {MOST_EVIDENCE} files. Place and device are removed from photos.")
        }
    };
    let page = team_page(visit, &title, of).under(list.clone(), lang.say("Temuan tim", "Findings of the team"));
    page.narrow().status(status).show(html! {
        @if visit.asked("dicatat").is_some() {
            (note(Kind::Ok, html! { p { (lang.say("Temuan sudah dicatat. Tambahkan buktinya di sini, satu berkas setiap kali, atau kembali ke daftar.", "The finding is recorded. Add its evidence here, one file at a time, or go back to the list.")) } }))
        }
        @if visit.asked("ditambah").is_some() {
            (note(Kind::Ok, html! { p { (lang.say("Berkas sudah ditambahkan.", "The file was added.")) } }))
        }
        (upload_form(&format!("{list}/{finding}/bukti"), filled, html! {
            (FileInput::new(FIELD, lang.say("Berkas", "File"), Accepts::Paper.chooser()).hint(files).show(filled))
            (Input::text("shows", lang.say("Apa yang terlihat", "What it shows")).max(300).hint(lang.say("Satu kalimat tanpa nama, untuk yang tidak dapat melihat gambarnya juga.", "One sentence without names, also for who cannot see the picture.")).show(filled))
            (button(lang.say("Tambahkan berkas ini", "Add this file")))
        }))
        p.soft { (lang.say("Berkas dibuka oleh anggota dengan fungsi pengawasan atau penanganan yang boleh melihat temuan ini. Berkas tidak dapat ditukar; yang keliru dijelaskan pada berkas berikutnya.", "Files are opened by members with supervision or handling who may see this finding. A file cannot be exchanged; a wrong one is explained with the next.")) }
        p.actions {
            @if *opens { (quiet_link(&format!("{list}/{finding}"), lang.say("Ke temuan ini", "To this finding"))) }
            (quiet_link(&list, lang.say("Ke daftar temuan", "To the list of findings")))
        }
    })
}

/// Adds a file and leads back to the form for the next one.
///
/// # Errors
/// `NotFound` for everybody but those who open its files and who recorded it.
pub async fn add_evidence(
    State(site): State<Site>,
    Extension(desk): Extension<MediaDesk>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, finding)): Path<(String, String)>,
    form: Multipart,
) -> Reply {
    let at = address(&team, &finding)?;
    let ground = ground(&site, &who, at).await?;
    let (fields, outcome) = take(&site, &desk, form, who, at).await;
    match outcome {
        Ok(_) => Ok(redirect(&format!("{MENU}/{}/temuan/{}/bukti?ditambah=1", at.0, at.1))),
        Err(WebError::Base(Error::Refused(refusals))) => {
            Ok(show(&visit, at, &ground, fields.as_ref(), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// What was typed beside the file, and what came of both.
async fn take(
    site: &Site,
    desk: &MediaDesk,
    form: Multipart,
    who: Principal,
    at: At,
) -> (Option<Fields>, Result<EvidenceId, WebError>) {
    let upload = match upload::receive(form, FIELD, Accepts::Paper.limit()).await {
        Ok(upload) => upload,
        Err(error) => return (None, Err(error)),
    };
    let fields = upload.fields.clone();
    let shows = match model::evidence_shows(fields.get("shows").unwrap_or_default()) {
        Ok(shows) => shows,
        Err(refusal) => return (Some(fields), Err(refusal.into())),
    };
    let ready = match desk.take(upload, Accepts::Paper).await {
        Ok(ready) => ready,
        Err(error) => return (Some(fields), Err(error.into())),
    };
    let (chance, now) = (site.chance.clone(), site.now());
    let kept = site.store.write(move |tx| actions::add_evidence(tx, &chance, now, &who, at, (&ready, &shows))).await;
    (Some(fields), kept.map_err(WebError::from))
}

/// One file of a finding.
///
/// # Errors
/// `NotFound` for everybody but those who open the finding's files.
pub async fn evidence_file(
    State(site): State<Site>,
    Signed(who): Signed,
    Path((team, finding, evidence)): Path<(String, String, String)>,
) -> Reply {
    let (team, finding) = address(&team, &finding)?;
    let (at, now) = ((team, finding, EvidenceId(number(&evidence)?)), site.now());
    let kept = site.store.read(move |tx| actions::evidence_file(tx, now, &who, at)).await?;
    Ok(netra_media::reply(kept))
}

/// The files of a finding as its page shows them.
pub(super) fn files(lang: Lang, zone: Zone, href: &str, list: Option<&[EvidenceView]>) -> Markup {
    let Some(list) = list else {
        return html! { p.soft { (lang.say("Berkas bukti hanya untuk anggota dengan fungsi pengawasan atau penanganan.", "Files of evidence are for members with supervision or handling only.")) } };
    };
    let kind = |kind: FileKind| match kind {
        FileKind::Photo => lang.say("Foto", "Photo"),
        FileKind::Paper => "PDF",
    };
    html! {
        @if list.is_empty() { p.soft { (lang.say("Belum ada berkas.", "No files yet.")) } }
        ul {
            @for one in list {
                li {
                    a href={ (href) "/bukti/" (one.evidence.id) } { (kind(one.about.kind)) ": " (one.evidence.shows) } " "
                    span.soft { (size(lang, one.about.size)) " · " (one.by) ", " (when(one.evidence.at, zone, lang)) }
                }
            }
        }
        @if list.len() < MOST_EVIDENCE { p.actions { (quiet_link(&format!("{href}/bukti"), lang.say("Tambah bukti", "Add evidence"))) } }
    }
}

/// `320 KB`.
pub(super) fn size(lang: Lang, bytes: i64) -> String {
    format!("{} KB", lang.number((bytes + 999) / 1_000))
}
