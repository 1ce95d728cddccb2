//! The report of an activity: on the screen and as a paper; filing it, opening it for correction.

use super::{activity_id, address, page_of};
use crate::actions::{self, ReportView};
use crate::model::{Report, State as Stage};
use crate::rules::state;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Refusal, Result};
use netra_documents::{Attachment, Paper, PrintDesk};
use netra_ledger::Log;
use netra_ledger::actions::receipt;
use netra_web::components::{
    Cell, Column, Figure, Filled, Input, Kind, Table, button, details, facts, figures, fold, form, note, quiet_link,
    when,
};
use netra_web::form::Fields;
use netra_web::{Reply, Signed, Site, Visit, acted, redirect, reply};

/// The version in the address, if there is one.
pub(super) fn version(visit: &Visit) -> Result<Option<i64>> {
    visit.asked("versi").map(|text| text.parse().map_err(|_| Error::NotFound)).transpose()
}

/// What leads to this version of the report, at the end of an address; nothing for a draft.
pub(super) fn of_version(view: &ReportView) -> String {
    view.filed.as_ref().map(|one| format!("?versi={}", one.version)).unwrap_or_default()
}

pub(super) async fn look(site: &Site, visit: &Visit, who: &Principal, id: &str) -> Result<ReportView> {
    let (id, now, who) = (activity_id(id)?, site.now(), who.clone());
    let version = version(visit)?;
    site.store.read(move |tx| actions::report(tx, now, &who, id, version)).await
}

fn show(visit: &Visit, view: &ReportView, again: Option<(&Fields, &[Refusal])>) -> Response {
    let lang = visit.lang;
    let status = if again.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let base = address(view.activity.id);
    let version = of_version(view);
    page_of(visit, lang.say("Laporan kegiatan", "Report of the activity"), &view.activity).status(status).show(html! {
        (standing(lang, view))
        p.actions {
            @if view.reach.tells { (quiet_link(&format!("{base}/laporan/teks{version}"), lang.say("Teks untuk humas", "Text for the press"))) " " }
            (quiet_link(&format!("{base}/laporan.pdf{version}"), lang.say("Unduh PDF", "Download PDF")))
        }
        @if view.reach.keeps { (keeper(lang, view, again)) }
        div lang="id" { (told(view)) }
        @if view.versions.len() > 1 {
            h2 { (lang.say("Versi", "Versions")) }
            ul { @for (number, at) in &view.versions { li { a href={ (base) "/laporan?versi=" (number) } { (lang.say("Versi", "Version")) " " (number) } ", " (when(*at, view.activity.zone, lang)) } } }
        }
    })
}

fn standing(lang: Lang, view: &ReportView) -> Markup {
    html! {
        @match &view.filed {
            Some(one) => p { (lang.say("Disampaikan", "Filed")) " " (when(one.at, view.activity.zone, lang)) ", " (lang.say("versi", "version")) " " (one.version) "."
                @if !view.reach.oversees && view.versions.last().is_some_and(|(last, _)| one.version < *last) {
                    " " (lang.say("Foto versi terdahulu tidak ditampilkan.", "Photos of an earlier version are not shown."))
                }
            },
            None => (note(Kind::Plain, html! { p { (lang.say("Konsep dari catatan saat ini; belum disampaikan.", "A draft from the records of this moment; not filed.")) } })),
        }
        @if let Some(one) = &view.correcting { (note(Kind::Warn, html! { p { (lang.say("Dibuka untuk koreksi:", "Open for correction:")) " " (one.reason) } })) }
    }
}

fn keeper(lang: Lang, view: &ReportView, again: Option<(&Fields, &[Refusal])>) -> Markup {
    let base = address(view.activity.id);
    let filled = again.map_or(Filled::blank(lang), |(fields, refusals)| Filled::again(lang, fields, refusals));
    let correcting = view.correcting.is_some();
    let class = lang.say(
        "Dari daftar klasifikasi arsip instansi. Kosong berarti {}.",
        "From the agency's list of classes. Empty means {}.",
    );
    let class = class.replace("{}", actions::REPORT_CLASS);
    html! {
        @if state::may_report(&view.activity, correcting).is_ok() {
            (form(&format!("{base}/laporan"), filled, html! {
                p.soft { (source(lang, correcting)) }
                @if !correcting { (Input::text("class", lang.say("Kode klasifikasi", "Class of the subject")).hint(class).max(20).optional().short().show(filled)) }
                (button(lang.say("Sampaikan laporan", "File the report")))
            }))
        } @else if view.activity.state != Stage::Held {
            p.soft { (lang.say("Laporan dapat disampaikan sesudah kegiatan selesai.", "The report can be filed once the activity is over.")) }
        } @else {
            (fold(lang.say("Koreksi laporan", "Correct the report"), again.is_some(), form(&format!("{base}/laporan/koreksi"), filled, html! {
                (Input::text("reason", lang.say("Alasan koreksi", "Reason for the correction")).max(300).show(filled))
                (button(lang.say("Buka untuk koreksi", "Open for correction")))
            })))
        }
    }
}

/// Where figures and number come from.
fn source(lang: Lang, correcting: bool) -> &'static str {
    if correcting {
        lang.say(
            "Angka diambil dari catatan pada saat disampaikan; nomornya tetap.",
            "The figures are those of the records when it is filed; it keeps its number.",
        )
    } else {
        lang.say(
            "Angka diambil dari catatan pada saat disampaikan; nomor diambil dari buku nomor unit.",
            "The figures are those of the records when it is filed; the number comes from the unit's register.",
        )
    }
}

/// The report in its own language.
fn told(view: &ReportView) -> Markup {
    let (lang, report) = (Lang::Id, &view.report);
    let figure = |one: &crate::model::report::ReportFigure| {
        Figure::new(lang.number(one.value), one.what.clone()).source(one.note.clone())
    };
    let list: Vec<Figure> = report.figures.iter().map(figure).collect();
    html! {
        p.lead { (report.summary) }
        (figures(&list))
        (facts(&rows(report)))
        (attendance(report))
        (minutes(report))
        @if !report.quotes.is_empty() {
            h2 { "Kutipan" }
            @for one in &report.quotes { blockquote { p { "\"" (one.says) "\"" } p.soft { (one.by) } } }
        }
        @if !report.decisions.is_empty() {
            h2 { "Tindak lanjut" }
            ul { @for one in &report.decisions { li { (one.what) ", " (one.owner) ", " (one.due) } } }
        }
        (photos(view))
    }
}

/// Lines of a list that stand open; more are folded.
const OPEN: usize = 8;

/// Who, what, where and when.
fn rows(report: &Report) -> Vec<(&'static str, Markup)> {
    let lang = Lang::Id;
    let several = |list: &[String]| {
        let all = html! { ul { @for one in list { li { (one) } } } };
        match list {
            [one] => html! { (one) },
            few if few.len() <= OPEN => all,
            // Whoever came of a delegation stands in the table below once more. What is folded is not printed, the count is.
            many => html! { (many.len()) " seluruhnya" (details("Lihat daftarnya", all)) },
        }
    };
    let number = report.number.as_deref().unwrap_or("konsep, belum bernomor");
    let mut rows = vec![("Nomor", html! { (number) }), ("Kegiatan", html! { (report.kind) })];
    for (name, words) in [("Atas nama", &report.team), ("Tema", &report.theme)] {
        if let Some(words) = words {
            rows.push((name, html! { (words) }));
        }
    }
    rows.push(("Tempat", html! { (report.venue) }));
    rows.push(("Waktu", html! { (report.time) }));
    rows.push(("Pemimpin", html! { (report.leader) }));
    for (name, list) in [("Narasumber", &report.speakers), ("Undangan", &report.invited), ("Dasar", &report.basis)] {
        if !list.is_empty() {
            rows.push((name, several(list)));
        }
    }
    if let Some(budget) = &report.budget {
        let spent = budget.realised.map_or_else(|| "belum dicatat".to_owned(), |sum| format!("Rp{}", lang.number(sum)));
        rows.push((
            "Anggaran",
            html! { "Pagu Rp" (lang.number(budget.ceiling)) " dari " (budget.source) "; terpakai " (spent) },
        ));
    }
    rows
}

/// Bytes of minutes on the screen, three pages of them; all of them stand on paper and in the text.
const MINUTES_SHOWN: usize = 8_000;

fn minutes(report: &Report) -> Markup {
    let mut left = MINUTES_SHOWN;
    let mut fits = |part: &&String| {
        let there = left;
        left = left.saturating_sub(part.len());
        there > 0
    };
    let shown = report.minutes.iter().take_while(&mut fits).collect::<Vec<_>>();
    html! {
        @if !shown.is_empty() {
            h2 { "Jalannya kegiatan" }
            @for part in &shown { p { (part) } }
            @if shown.len() < report.minutes.len() { p.source { "Lanjutannya ada dalam PDF." } }
        }
    }
}

/// The photos as this version shows them, to look at and to take.
fn photos(view: &ReportView) -> Markup {
    let (base, version) = (address(view.activity.id), of_version(view));
    let name = |number: usize| format!("foto-kegiatan-{}-{number}.jpg", view.activity.id);
    html! {
        @if !view.report.photos.is_empty() {
            h2 id="foto" { "Foto" }
            ul.photos { @for (number, one) in (1..).zip(&view.report.photos) {
                @let whole = format!("{base}/laporan/foto/{number}{version}");
                li {
                    a href=(whole) { img src={ (base) "/laporan/foto/" (number) "/kecil" (version) } alt=(one.alt) loading="lazy"; }
                    p.source { (one.caption) }
                    p { a.btn.quiet href=(whole) download=(name(number)) { "Unduh foto " (number) } }
                }
            } }
        }
    }
}

fn attendance(report: &Report) -> Markup {
    let lang = Lang::Id;
    let columns = vec![Column::text("Unsur"), Column::number("Diharapkan"), Column::number("Hadir")];
    let row = |one: &crate::model::report::ReportPart| {
        let expected = one.expected.map_or_else(|| Cell::text("–"), |count| Cell::number(lang, count));
        let present = one.present.map_or_else(|| Cell::text("–"), |count| Cell::number(lang, count));
        vec![Cell::text(&one.group), expected, present]
    };
    html! {
        h2 { "Kehadiran" }
        (Table::new("Kehadiran", columns).caption_hidden().rows(report.attendance.iter().map(row)).show())
    }
}

/// The report on the screen.
///
/// # Errors
/// `NotFound` for those who may not see it.
pub async fn report(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look(&site, &visit, &who, &id).await?;
    Ok(show(&visit, &view, None))
}

/// Files the report.
///
/// # Errors
/// `NotFound` for those who do not keep the unit; refused before the activity is over, and for the class.
pub async fn file_report(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let view = look(&site, &visit, &who, &id).await?;
    let (number, chance, now) = (view.activity.id, site.chance.clone(), site.now());
    let class = fields.get("class").map(str::to_owned);
    let filed = site.store.write(move |tx| actions::file_report(tx, &chance, now, &who, (number, class.as_deref())));
    acted(
        filed.await,
        |_| redirect(&format!("{}/laporan", address(number))),
        |refusals| show(&visit, &view, Some((&fields, refusals))),
    )
}

/// Opens a filed report for correction.
///
/// # Errors
/// `NotFound` for those who do not keep the unit.
pub async fn correct_report(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let view = look(&site, &visit, &who, &id).await?;
    let (number, chance, now) = (view.activity.id, site.chance.clone(), site.now());
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    acted(
        site.store.write(move |tx| actions::correct_report(tx, &chance, now, &who, number, &reason)).await,
        |()| redirect(&format!("{}/laporan", address(number))),
        |refusals| show(&visit, &view, Some((&fields, refusals))),
    )
}

/// The paper of a report. A draft is a specimen and carries neither number nor proof; a filed one carries inside what was
/// filed and, once it is in the published log, the receipt of its filing. Both name the money: the record in the receipt says
/// what was spent, and its hash of the report lets a ceiling be guessed. They go to those who may read that; to everybody
/// else the number leads, which tells kind and day of the act and nothing more.
async fn paper(site: &Site, log: &Log, view: &ReportView) -> Result<Paper> {
    let (report, filed, head) = (view.report.clone(), view.filed.clone(), log.published());
    let (pictures, proof) = site
        .store
        .read(move |tx| {
            let proof = match &filed {
                Some(one) => receipt(tx, one.entry, &head)?,
                None => None,
            };
            Ok((actions::pictures(tx, &report)?, proof))
        })
        .await?;
    let title = format!("Laporan kegiatan {}", view.activity.title);
    let made = view.filed.as_ref().map_or_else(|| site.now(), |one| one.at);
    let data = serde_json::to_value(&view.report).map_err(anyhow::Error::from)?;
    let mut paper = Paper::new("laporan-kegiatan.typ", &title, made, data);
    paper.specimen = site.demo || view.filed.is_none();
    paper.pictures = pictures;
    let attached = |name: &str, bytes: Vec<u8>, describes: &str| Attachment {
        name: name.to_owned(),
        mime: "application/json".to_owned(),
        bytes,
        describes: describes.to_owned(),
    };
    if let Some(one) = view.filed.as_ref().filter(|_| view.reach.money) {
        let describes = "Isi laporan seperti disampaikan; sidiknya ada dalam catatan log";
        paper.attachments.push(attached("laporan.json", one.data.clone().into_bytes(), describes));
    }
    if let Some(proof) = proof {
        let number = proof.number().map(|number| number.to_string());
        paper.verify = number.map(|number| site.url(&format!("/verifikasi?bukti={number}")));
        if view.reach.money {
            let describes = "Bukti lengkap: catatan, garam, daun, dan jalurnya ke pos pemeriksaan";
            paper.attachments.push(attached("bukti.json", proof.to_bytes()?, describes));
        }
    }
    Ok(paper)
}

/// The report as a paper.
///
/// # Errors
/// `NotFound` for those who may not see it; `Busy` when too many papers wait.
pub async fn report_pdf(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    Extension(log): Extension<Log>,
    Extension(desk): Extension<PrintDesk>,
) -> Reply {
    let view = look(&site, &visit, &who, &id).await?;
    let bytes = desk.print(paper(&site, &log, &view).await?).await?;
    Ok(reply::pdf(&format!("laporan-kegiatan-{}-versi-{}.pdf", view.activity.id, view.report.version), bytes))
}
