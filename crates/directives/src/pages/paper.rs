//! A directive on paper: as a PDF with a code that leads to the page of proofs, and the scan of the signed original.

use super::{MENU, directive_id, directive_page};
use crate::actions::{self, PaperFacts};
use crate::model::Part;
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_base::{Error, Lang, Moment, Refusal};
use netra_documents::{Paper, PrintDesk};
use netra_ledger::Log;
use netra_ledger::actions::number_of;
use netra_ledger::model::ReceiptNumber;
use netra_media::{Accepts, FIELD, MediaDesk};
use netra_web::components::{FileInput, Filled, Kind, note, upload_form};
use netra_web::form::Fields;
use netra_web::upload::receive;
use netra_web::{Reply, Signed, Site, Visit, redirect, reply};
use serde_json::json;

/// The template of all directives.
const TEMPLATE: &str = "surat-edaran.typ";

fn version(visit: &Visit) -> Option<i64> {
    visit.asked("versi").and_then(|version| version.parse().ok())
}

/// The paper of a directive; `number` is that of its text's entry in the published log.
pub(crate) fn paper(site: &Site, facts: &PaperFacts, made: Moment, number: Option<ReceiptNumber>) -> Paper {
    let (view, lang) = (&facts.view, Lang::Id);
    let directive = &view.directive;
    let content = &view.version.content;
    let body: Vec<serde_json::Value> = content
        .text
        .parts()
        .into_iter()
        .map(|part| match part {
            Part::Paragraph(words) => json!(words),
            Part::List(items) => json!(items),
        })
        .collect();
    let instruments = view
        .basis
        .instruments
        .iter()
        .map(|(id, row)| row.as_ref().map_or(id.as_str(), |row| row.name(lang)).to_owned());
    let above = view.basis.directives.iter().map(|(one, _, _)| format!("{} tentang {}", one.name(lang), one.subject));
    let until = directive.until.map_or("sampai dicabut".to_owned(), |until| format!("sampai {}", lang.day(until)));
    let mut data = json!({
        "agency": facts.agency,
        "signature": facts.signature,
        "kind": directive.kind.name(lang),
        "issuer": directive.issuer,
        "about": content.subject,
        "date": directive.dated.words(lang),
        "basis": instruments.chain(above).collect::<Vec<_>>(),
        "replaces": facts.replaces,
        "to": view.audience.iter().map(|unit| format!("Seluruh pegawai {unit} dan unit di bawahnya")).collect::<Vec<_>>(),
        "valid": format!("{} {until}", crate::words::from(lang, directive)),
        "version": format!("versi {}, untuk {}", view.version.version, crate::words::kinds(&directive.audience.kinds)),
        "body": body,
    });
    if let Some(number) = &directive.number {
        data["number"] = json!(number);
    }
    for (key, value) in [("read_by", &directive.read_by), ("occasion", &directive.occasion)] {
        if let Some(value) = value {
            data[key] = json!(value);
        }
    }
    let title = format!("{}: {}", directive.name(lang), content.subject).chars().take(300).collect::<String>();
    let mut paper = Paper::new(TEMPLATE, &title, made, data);
    paper.specimen = site.demo;
    paper.verify = number.map(|number| site.url(&format!("/verifikasi?bukti={number}")));
    paper
}

/// The directive as PDF.
///
/// # Errors
/// `NotFound` for those who may not read it.
pub async fn pdf(
    State(site): State<Site>,
    Extension(desk): Extension<PrintDesk>,
    Extension(log): Extension<Log>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply {
    let (id, now, version) = (directive_id(&id)?, site.now(), version(&visit));
    let head = log.published();
    let (facts, number) = site
        .store
        .read(move |tx| {
            let facts = actions::paper(tx, now, &who, id, version)?;
            let number = number_of(tx, facts.view.version.entry, &head)?;
            Ok((facts, number))
        })
        .await?;
    // Made when its text was recorded: once in the published log, the same version prints the same bytes.
    let paper = paper(&site, &facts, facts.view.version.at, number);
    let bytes = desk.print(paper).await?;
    let sample = if site.demo { "-CONTOH" } else { "" };
    Ok(reply::pdf(&format!("arahan-{id}-v{}{sample}.pdf", facts.view.version.version), bytes))
}

/// The scan of the signed original.
///
/// # Errors
/// `NotFound` for those who may not read the directive, and when there is none.
pub async fn original(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let (id, version) = (directive_id(&id)?, version(&visit));
    let kept = site.store.read(move |tx| actions::original(tx, &who, id, version)).await?;
    Ok(netra_media::reply(kept))
}

/// The form to send a scan.
///
/// # Errors
/// `NotFound` for those who do not keep the directive.
pub async fn attach_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    sending(&site, &visit, who, &id, &[], StatusCode::OK).await
}

async fn sending(
    site: &Site,
    visit: &Visit,
    who: netra_base::Principal,
    id: &str,
    refusals: &[Refusal],
    status: StatusCode,
) -> Reply<Response> {
    let (id, lang) = (directive_id(id)?, visit.lang);
    let (directive, version, _) = site.store.read(move |tx| actions::changing(tx, &who, id)).await?;
    let fields = Fields::default();
    let filled = if refusals.is_empty() { Filled::blank(lang) } else { Filled::again(lang, &fields, refusals) };
    let page = directive_page(visit, lang.say("Kirim pindaian naskah asli", "Send a scan of the original"), &directive);
    Ok(page.narrow().status(status).show(html! {
        (note(Kind::Plain, html! { p { (lang.say(
            "Pindaian surat yang sudah ditandatangani, untuk versi ini saja. Sidiknya tercatat di log; berkas yang lain tidak dapat menggantikannya diam-diam.",
            "A scan of the signed letter, for this version alone. Its hash is recorded in the log; no other file can take its place unnoticed.")) }
            p { (lang.say("Versi", "Version")) " " (version.version) } }))
        (upload_form(&format!("{MENU}/{id}/asli"), filled, html! {
            (FileInput::new(FIELD, lang.say("PDF atau foto surat", "PDF or photo of the letter"), Accepts::Paper.chooser()).show(filled))
            p.actions { button.btn { (lang.say("Kirim", "Send")) } }
        }))
    }))
}

/// Keeps the scan and leads to the directive.
///
/// # Errors
/// `NotFound` for those who do not keep it.
pub async fn attach(
    State(site): State<Site>,
    Extension(desk): Extension<MediaDesk>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    upload: Multipart,
) -> Reply {
    let directive = directive_id(&id)?;
    let asker = who.clone();
    // Who may not is told so before anything is taken in.
    site.store.read(move |tx| actions::changing(tx, &asker, directive)).await?;
    let outcome = match receive(upload, FIELD, Accepts::Paper.limit()).await {
        Ok(upload) => match desk.take(upload, Accepts::Paper).await {
            Ok(ready) => {
                let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
                site.store.write(move |tx| actions::attach_original(tx, &chance, now, &by, directive, &ready)).await
            }
            Err(error) => Err(error),
        },
        Err(netra_web::WebError::Base(error)) => Err(error),
        Err(other) => return Err(other),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{directive}"))),
        Err(Error::Refused(refusals)) => {
            sending(&site, &visit, who, &id, &refusals, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}
