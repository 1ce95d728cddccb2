//! What the press desk takes from a report: its text, to read, copy and download, and its photos.

use super::report::{look, of_version, version};
use super::{activity_id, address, page_of};
use crate::actions::{self, ReportView};
use crate::rules::press::markdown;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Result};
use netra_web::components::{Kind, copyable, note, quiet_link};
use netra_web::{Reply, Signed, Site, Visit, reply};

/// Bytes of text that a page shows: with the page around it less than 50 KB. What is longer is downloaded.
const MOST_SHOWN: usize = 36_000;

/// The report, for who speaks for its unit.
async fn look_press(site: &Site, visit: &Visit, who: &Principal, id: &str) -> Result<ReportView> {
    let view = look(site, visit, who, id).await?;
    if view.reach.tells { Ok(view) } else { Err(Error::NotFound) }
}

fn text(site: &Site, view: &ReportView) -> String {
    markdown(&view.report, &site.url(&address(view.activity.id)))
}

/// The text for the press desk on a page: to read and to copy.
///
/// # Errors
/// `NotFound` for those who do not speak for the unit.
pub async fn report_text(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look_press(&site, &visit, &who, &id).await?;
    let (lang, text, version) = (visit.lang, text(&site, &view), of_version(&view));
    let base = address(view.activity.id);
    let report = lang.say("Laporan kegiatan", "Report of the activity");
    let page = page_of(&visit, lang.say("Teks untuk humas", "Text for the press"), &view.activity);
    Ok(page.under(format!("{base}/laporan{version}"), report).show(html! {
        (settled(lang, &view))
        p.actions {
            (quiet_link(&format!("{base}/laporan.md{version}"), lang.say("Unduh teks (.md)", "Download the text (.md)"))) " "
            (quiet_link(&format!("{base}/laporan.pdf{version}"), lang.say("Unduh PDF", "Download PDF")))
            @if !view.report.photos.is_empty() { " " (quiet_link(&format!("{base}/laporan{version}#foto"), lang.say("Foto", "Photos"))) }
        }
        @if text.len() <= MOST_SHOWN { div lang="id" { (copyable("teks", &text, lang)) } }
        @else { p { (lang.say("Teks ini terlalu panjang untuk satu halaman; unduh berkasnya.", "This text is too long for one page; download the file.")) } }
        p.source { (lang.say("Tanda seperti # dan ** adalah Markdown, yang dibaca kebanyakan penyunting laman. Angka dan kutipan diambil dari laporan; ubahlah kalimatnya, jangan angkanya.", "Signs like # and ** are Markdown, which most editors of web pages read. Numbers and quotes are those of the report; change the sentences, not the numbers.")) }
    }))
}

/// May it go out already?
fn settled(lang: Lang, view: &ReportView) -> Markup {
    html! {
        @if view.filed.is_none() {
            (note(Kind::Warn, html! { p { strong { (lang.say("Konsep.", "A draft.")) } " " (lang.say("Laporannya belum disampaikan; angka dan isinya masih dapat berubah. Jangan disiarkan dulu.", "The report is not filed; its numbers and words may still change. Do not publish it yet.")) } }))
        } @else if let Some(one) = &view.correcting {
            (note(Kind::Warn, html! { p { (lang.say("Laporan sedang dikoreksi:", "The report is being corrected:")) " " (one.reason) } }))
        }
    }
}

/// The report as text for the press desk.
///
/// # Errors
/// `NotFound` for those who do not speak for the unit.
pub async fn report_markdown(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply {
    let view = look_press(&site, &visit, &who, &id).await?;
    let name = format!("laporan-kegiatan-{}-versi-{}.md", view.activity.id, view.report.version);
    Ok(reply::attachment(&name, "text/markdown; charset=utf-8", text(&site, &view).into_bytes()))
}

async fn picture((site, visit, who): (&Site, &Visit, Principal), (id, number): (&str, &str), small: bool) -> Reply {
    let (id, version, now) = (activity_id(id)?, version(visit)?, site.now());
    let number = number.parse().map_err(|_| Error::NotFound)?;
    let kept = site.store.read(move |tx| actions::report_photo(tx, now, &who, (id, version), (number, small))).await?;
    Ok(netra_media::reply(kept))
}

/// A photo of a report, whole, as the version in the address shows it.
///
/// # Errors
/// `NotFound` for those who may not see the report.
pub async fn report_photo(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((id, number)): Path<(String, String)>,
) -> Reply {
    picture((&site, &visit, who), (&id, &number), false).await
}

/// The small one of a photo of a report.
///
/// # Errors
/// As [`report_photo`].
pub async fn report_thumb(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((id, number)): Path<(String, String)>,
) -> Reply {
    picture((&site, &visit, who), (&id, &number), true).await
}
