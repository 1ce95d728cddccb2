//! The receipt of a signature: what happened, what follows, what to keep, and how a stranger checks it. It is
//! checked here with the log's own key before it is shown; the file says the same offline.

use super::place;
use crate::actions::{self, Standing};
use crate::api;
use crate::model::{Answer, Drive};
use crate::words;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Principal, Result, Zone, canonical};
use netra_ledger::Log;
use netra_ledger::actions::Receipt;
use netra_ledger::verify::{Checked, check};
use netra_web::components::{Kind, button_link, copyable, details, facts, note, print_button, quiet_link, tag, when};
use netra_web::reply::attachment;
use netra_web::{Reply, Signed, Site, Visit, qr::qr, redirect};

/// A signature of the one who is signed in.
struct Mine {
    drive: Drive,
    answer: Answer,
    zone: Zone,
    /// What the occasion at which it was given is called.
    at: Option<String>,
}

async fn mine(site: &Site, who: &Principal, drive: &str) -> Result<Mine> {
    let (id, employee, now) = (api::drive_id(drive)?, api::employee(who)?, site.now());
    site.store
        .read(move |tx| {
            let drive = actions::drive(tx, id)?;
            let Standing::Signed(answer) = actions::standing(tx, &drive, employee, now)? else {
                return Err(Error::NotFound);
            };
            let unit = netra_registry::actions::unit_by_code(tx, &answer.unit)?;
            let at = answer.occasion.map(|id| Ok::<_, Error>(actions::occasion(tx, id)?.title)).transpose()?;
            Ok(Mine { drive, answer, zone: unit.zone, at })
        })
        .await
}

/// The receipt's page; while the signature waits for its place in the log, the page reloads by itself.
///
/// # Errors
/// `NotFound` when there is no signature.
pub async fn receipt(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let mine = mine(&site, &who, &drive).await?;
    let found = api::wait_for_receipt(&site, &log, mine.answer.entry).await?;
    let Some(receipt) = found else { return Ok(waiting(&visit, &mine)) };
    let checked = check(&receipt.to_bytes()?, &log.policy());
    let lang = visit.lang;
    let page = visit.page(lang.say("Bukti tanda tangan", "Receipt of your signature")).current("/pakta").narrow();
    let page = page.under("/pakta", lang.say("Pakta saya", "My pledges"));
    Ok(page.under(format!("/pakta/{}", mine.drive.id), mine.drive.title.clone()).show(html! {
        @if visit.asked("lagi").is_some() {
            (note(Kind::Plain, html! { p { (lang.say(
                "Anda sudah menandatangani pakta ini sebelumnya. Tidak ada yang berubah: inilah bukti yang sama.",
                "You had signed this pledge before. Nothing changed: this is the same receipt.")) } }))
        }
        (place::after(&visit))
        @match &checked {
            Ok(checked) => (held(&site, &visit, &mine, &receipt, checked)),
            Err(refusal) => (note(Kind::Bad, html! { p { strong { (lang.say("Tanda tangan Anda tercatat, tetapi buktinya tidak lolos pemeriksaan.", "Your signature is recorded, but its receipt does not pass the check.")) } " " (refusal.say.to(lang)) } p { (lang.say("Beri tahu operator unit Anda.", "Tell your unit's operator.")) } })),
        }
    }))
}

fn waiting(visit: &Visit, mine: &Mine) -> Response {
    let lang = visit.lang;
    let page =
        visit.page(lang.say("Tanda tangan Anda tercatat", "Your signature is recorded")).current("/pakta").narrow();
    // As a header, since it must work where scripts run and where none do.
    let mut reply = page.show(html! {
        (note(Kind::Ok, html! { p { (lang.say("Tanda tangan Anda sudah tersimpan dan tidak akan hilang:", "Your signature is kept and will not be lost:")) " " (when(mine.answer.at, mine.zone, lang)) "." } }))
        p { (lang.say("Buktinya sedang mendapat tempat di log. Halaman ini memuat ulang sendiri; Anda juga boleh kembali nanti.", "Its receipt is getting its place in the log. This page reloads by itself; you may also come back later.")) }
        p { (quiet_link(&format!("/pakta/{}/bukti", mine.drive.id), lang.say("Muat ulang", "Reload"))) }
    });
    reply.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    reply
}

fn held(site: &Site, visit: &Visit, mine: &Mine, receipt: &Receipt, checked: &Checked) -> Markup {
    let (lang, drive, answer) = (visit.lang, &mine.drive, &mine.answer);
    let base = format!("/pakta/{}/bukti", drive.id);
    html! {
        (note(Kind::Ok, html! { p { strong { (lang.say("Tanda tangan Anda tercatat.", "Your signature is recorded.")) } " " (lang.say(
            "Unduh bukti ini dan simpan. Dengannya Anda dapat menunjukkan kapan saja, kepada siapa saja, bahwa Anda menandatangani; tanpa berkas itu tidak ada orang luar yang dapat melihatnya.",
            "Download this receipt and keep it. With it you can show anybody, at any time, that you signed; without the file no outsider can see it.")) } }))
        @if visit.demo { p { (tag(Kind::Plain, "CONTOH")) } }
        p.actions {
            (button_link(&format!("{base}.pdf"), lang.say("Unduh pakta (PDF, bukti di dalamnya)", "Download the pledge (PDF, proof inside)")))
            (quiet_link(&format!("{base}.json"), lang.say("Unduh bukti (JSON)", "Download the receipt (JSON)")))
            (quiet_link(&format!("{base}.tlog-proof"), lang.say("Unduh bukti singkat (tlog-proof)", "Download the proof alone (tlog-proof)")))
            (print_button(lang))
        }
        h2 { (lang.say("Yang terjadi", "What happened")) }
        (facts(&[
            (lang.say("Gerakan", "Drive"), html! { (drive.title) br; span.soft { (words::window(lang, &drive.window, Some(mine.zone))) } }),
            (lang.say("Atas nama", "In the name of"), html! { (answer.name) br; span.soft { (answer.unit) " · " (answer.employment.name()) } }),
            (lang.say("Waktu", "Time"), html! { (when(answer.at, mine.zone, lang)) br; span.soft { (lang.say("Waktu adalah pernyataan server sampai ada saksi luar yang ikut menandatangani log.", "The time is the server's own word until outside witnesses have cosigned the log.")) } }),
            (lang.say("Sesi dibuka dengan", "Session opened with"), html! { (answer.by.name(lang)) }),
            (lang.say("Acara", "Occasion"), html! { @match &mine.at { Some(title) => (title), None => (lang.say("di luar acara", "at none")) } }),
            (lang.say("Naskah", "Text"), html! { (drive.text) br; span.mono.soft { "SHA-256 " (canonical::hex(&drive.text_hash)) } }),
            (lang.say("Tempat di log", "Place in the log"), html! { (lang.say("indeks ", "index ")) (number(visit, checked.proof.index)) (lang.say(" dalam log berisi ", " in a log of ")) (number(visit, checked.proof.size)) (lang.say(" catatan", " leaves")) }),
            (lang.say("Diterbitkan oleh", "Published by"), html! { span.mono { (checked.proof.origin) } }),
            (lang.say("Saksi luar", "Outside witnesses"), witnesses(visit, checked)),
        ]))
        h2 { (lang.say("Yang terjadi selanjutnya", "What follows")) }
        p { (lang.say(
            "Tidak ada lagi yang perlu Anda lakukan. Tanda tangan ini sekarang bagian dari log publik; menghapus atau mengubahnya akan terlihat oleh siapa pun yang memeriksa.",
            "There is nothing more to do. The signature is now part of the public log; removing or changing it would be seen by anybody who checks.")) }
        (how_to_check(site, visit, drive, receipt))
    }
}

fn number(visit: &Visit, value: u64) -> String {
    visit.lang.number(i64::try_from(value).unwrap_or(i64::MAX))
}

fn witnesses(visit: &Visit, checked: &Checked) -> Markup {
    let names: Vec<&str> = checked.proof.cosigners.iter().map(|witness| witness.name.as_str()).collect();
    html! {
        @if names.is_empty() { (visit.say("belum ada", "none yet")) } @else { (names.join(", ")) }
    }
}

fn how_to_check(site: &Site, visit: &Visit, drive: &Drive, receipt: &Receipt) -> Markup {
    let lang = visit.lang;
    let address = site.url("/verifikasi");
    html! {
        h2 { (lang.say("Cara memeriksa", "How to check it")) }
        div.two {
            ol {
                li { (lang.say("Buka ", "Open ")) a href="/verifikasi" { (address) } (lang.say(" dan kirim PDF atau berkas buktinya; atau pindai kode ini.", " and send the PDF or the receipt file; or scan this code.")) }
                li { (lang.say("Tanpa jaringan: ", "Offline: ")) code.mono { "netra verify " (file_name(visit.demo, drive)) ".json --policy netra-policy" } " " (lang.say("dengan kebijakan dari ", "with the policy from ")) a href="/log/policy" { "/log/policy" } "." }
                li { (lang.say("Dengan alat lain: berkas .tlog-proof adalah bentuk umum C2SP; alat mana pun yang mengenalnya dapat memeriksanya.", "With another tool: the .tlog-proof file is the common C2SP form; any tool that knows it can check it.")) }
            }
            div {
                (qr(&address, lang.say("Kode QR ke halaman pemeriksaan; tidak memuat data pribadi", "QR code to the page that checks receipts; holds no personal data")))
                p.source { (lang.say("Kode ini hanya alamat halaman pemeriksaan, tanpa data Anda.", "The code is only the address of the checking page, without your data.")) }
            }
        }
        (details(lang.say("Bukti singkat sebagai teks", "The proof as text"), copyable("bukti", &receipt.proof, lang)))
    }
}

/// The name of the file, without its ending; no personal data is in it.
fn file_name(demo: bool, drive: &Drive) -> String {
    format!("bukti-pakta-{}{}", drive.id, if demo { "-CONTOH" } else { "" })
}

/// The receipt as a file; the page instead while it waits for its place.
///
/// # Errors
/// `NotFound` when there is no signature.
pub async fn receipt_json(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    file(&site, &log, &who, &drive, "json", "application/json", Receipt::to_bytes).await
}

/// The proof alone as a file, in the form that any C2SP tool reads.
///
/// # Errors
/// `NotFound` when there is no signature.
pub async fn receipt_proof(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let text = |receipt: &Receipt| Ok(receipt.proof.clone().into_bytes());
    file(&site, &log, &who, &drive, "tlog-proof", "text/plain; charset=utf-8", text).await
}

async fn file(
    site: &Site,
    log: &Log,
    who: &Principal,
    drive: &str,
    ending: &str,
    kind: &'static str,
    bytes: impl Fn(&Receipt) -> Result<Vec<u8>>,
) -> Reply {
    let mine = mine(site, who, drive).await?;
    match api::wait_for_receipt(site, log, mine.answer.entry).await? {
        Some(receipt) => {
            Ok(attachment(&format!("{}.{ending}", file_name(site.demo, &mine.drive)), kind, bytes(&receipt)?))
        }
        None => Ok(redirect(&format!("/pakta/{}/bukti", mine.drive.id))),
    }
}
