//! The certificate as a page and as a paper, for its holder; and the check of a code for anybody, which tells no name. All
//! three name the activity at which the test was taken, when it was taken at one.

use super::{MENU, QUIZ, employee};
use crate::actions::{self, Valid};
use crate::model::{Certificate, Code, Occasion};
use crate::{Activities, AtActivity};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Refusal, Result};
use netra_documents::{Paper, PrintDesk};
use netra_registry::model::Unit;
use netra_store::Tx;
use netra_web::components::{Filled, Input, Kind, button, button_link, facts, form, note, print_button, tag};
use netra_web::form::Fields;
use netra_web::reply::pdf;
use netra_web::{Page, Reply, Signed, Site, Visit, qr::qr};
use serde_json::json;

const CHECK: &str = "/tanya/kuis/periksa";

/// Longest text that is looked at as a code; one with groups has 19 characters.
const TYPED: usize = 64;

/// The activities, when the house has any.
type Lent = Option<Extension<Activities>>;

fn named(tx: &mut Tx<'_>, lent: &Lent, occasion: Option<&Occasion>) -> Result<Option<AtActivity>> {
    match (lent, occasion) {
        (Some(Extension(activities)), Some(occasion)) => activities.named(tx, occasion),
        _ => Ok(None),
    }
}

fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    let page = visit.page(title).current(MENU).narrow().under(MENU, visit.say("Tanya", "Ask"));
    page.under(QUIZ, visit.say("Kuis netralitas", "Neutrality quiz"))
}

/// The certificate, for the one who holds it.
///
/// # Errors
/// `NotFound` for everybody else.
pub async fn certificate(
    State(site): State<Site>,
    lent: Lent,
    visit: Visit,
    Signed(who): Signed,
    Path(code): Path<String>,
) -> Reply {
    let (holder, code) = (employee(&who)?, Code::parse(&code).ok_or(Error::NotFound)?);
    let (found, unit, at) = site
        .store
        .read(move |tx| {
            let (found, unit) = actions::certificate(tx, holder, &code)?;
            let at = named(tx, &lent, found.occasion.as_ref())?;
            Ok((found, unit, at))
        })
        .await?;
    let lang = visit.lang;
    Ok(page(&visit, lang.say("Sertifikat kuis netralitas", "Certificate of the neutrality quiz")).show(html! {
        (paper(&site, &visit, (&found, &unit, at.as_ref())))
        p.actions {
            (button_link(&format!("/tanya/kuis/sertifikat/{}/sertifikat.pdf", found.code), lang.say("Unduh sertifikat (PDF)", "Download the certificate (PDF)")))
            " " (print_button(lang))
        }
        p.soft { (match at {
            None => lang.say(
                "Simpan alamat halaman ini atau cetaklah. Siapa pun yang menerima kodenya dapat memeriksanya; yang ia lihat hanya tanggal dan jenis unit, tanpa nama.",
                "Keep the address of this page, or print it. Whoever receives the code can check it and sees only the day and the kind of unit, no name."),
            Some(_) => lang.say(
                "Simpan alamat halaman ini atau cetaklah. Siapa pun yang menerima kodenya dapat memeriksanya; yang ia lihat hanya tanggal, jenis unit, dan kegiatannya, tanpa nama.",
                "Keep the address of this page, or print it. Whoever receives the code can check it and sees only the day, the kind of unit and the activity, no name."),
        }) }
    }))
}

/// The certificate as a PDF. Nobody signs it: its code proves it.
///
/// # Errors
/// `NotFound` for everybody but its holder; `Busy` when too many papers wait.
pub async fn certificate_pdf(
    State(site): State<Site>,
    Extension(desk): Extension<PrintDesk>,
    lent: Lent,
    Signed(who): Signed,
    Path(code): Path<String>,
) -> Reply {
    let (holder, code) = (employee(&who)?, Code::parse(&code).ok_or(Error::NotFound)?);
    let (made, data) = site
        .store
        .read(move |tx| {
            let (found, unit) = actions::certificate(tx, holder, &code)?;
            let agency = actions::agency(tx, &unit)?;
            let at = named(tx, &lent, found.occasion.as_ref())?;
            Ok((found.at, printed(&found, &unit, &agency, at.as_ref())))
        })
        .await?;
    let verify = Some(site.url(CHECK));
    let paper = Paper::new("sertifikat.typ", "Sertifikat kuis netralitas", made, data);
    let paper = Paper { specimen: site.demo, verify, ..paper };
    Ok(pdf("sertifikat-kuis-netralitas.pdf", desk.print(paper).await?))
}

/// What the template prints; papers are in Indonesian, whatever the language of the screen.
fn printed(one: &Certificate, unit: &Unit, agency: &str, at: Option<&AtActivity>) -> serde_json::Value {
    let lang = Lang::Id;
    let activity = at.map(|at| json!({ "title": at.title, "date": lang.day(at.day), "unit": at.unit }));
    json!({
        "agency": { "name": agency },
        "number": one.code.to_string(),
        "name": one.name,
        "unit": format!("{} ({})", unit.name, one.unit),
        "says": "telah lulus tes akhir kuis netralitas pegawai. Sertifikat ini menyatakan hasil sebuah tes pengetahuan, bukan penilaian atas sikap seseorang.",
        "activity": activity,
        "score": format!("{} dari {} jawaban benar, diperlukan {}", one.score, one.questions, one.needed),
        "check_code": one.code.to_string(),
        "entry": lang.number(one.entry.0),
        "date": lang.day(one.day),
    })
}

fn paper(site: &Site, visit: &Visit, (one, unit, at): (&Certificate, &Unit, Option<&AtActivity>)) -> Markup {
    let lang = visit.lang;
    let address = site.url(CHECK);
    let score = format!("{} {} {}", one.score, lang.say("dari", "of"), one.questions);
    let needed = format!("{} {}", lang.say("diperlukan", "needed:"), one.needed);
    let mut list = vec![
        (lang.say("Unit", "Unit"), html! { (unit.name) br; span.soft { (one.unit) } }),
        (lang.say("Tanggal", "Day"), html! { (lang.day(one.day)) }),
    ];
    list.extend(at.map(|at| {
        let held = html! { (at.title) br; span.soft { (lang.day(at.day)) ", " (at.unit) } };
        (lang.say("Kegiatan", "Activity"), held)
    }));
    list.extend([
        (lang.say("Nilai", "Score"), html! { (score) " " span.soft { "(" (needed) ")" } }),
        (lang.say("Catatan log", "Ledger entry"), html! { (lang.say("nomor ", "number ")) (lang.number(one.entry.0)) }),
        (lang.say("Kode", "Code"), html! { span.mono.code { (one.code) } }),
    ]);
    html! {
        article.card.certificate {
            @if visit.demo { p { (tag(Kind::Plain, "CONTOH")) } }
            p { (lang.say("Dinyatakan bahwa", "This says that")) }
            p.holder { (one.name) }
            p { (lang.say(
                "telah lulus tes akhir kuis netralitas pegawai.",
                "has passed the post-test of the neutrality quiz for staff.")) }
            (facts(&list))
            (qr(&address, lang.say("Kode QR ke halaman pemeriksaan sertifikat; tidak memuat data pribadi", "QR code to the page that checks certificates; holds no personal data")))
            p.source {
                (lang.say("Periksa kode ini di", "Check this code at")) " " (address) ". "
                (lang.say("Sertifikat ini menyatakan hasil sebuah tes pengetahuan, bukan penilaian atas sikap seseorang.", "It states the result of a test of knowledge, not a judgement of anybody's conduct."))
            }
        }
    }
}

/// The form to check a code.
///
/// # Errors
/// Never.
pub async fn check_certificate_form(visit: Visit) -> Reply {
    Ok(check_page(&visit, Filled::blank(visit.lang), StatusCode::OK, html! {}))
}

/// Checks a code: valid or unknown. Nothing is kept.
///
/// # Errors
/// When the database fails.
pub async fn check_certificate(State(site): State<Site>, lent: Lent, visit: Visit, fields: Fields) -> Reply {
    let lang = visit.lang;
    let read =
        fields.text("code", ("kode", "the code"), TYPED).and_then(|text| Code::parse(&text).ok_or_else(unreadable));
    let code = match read {
        Ok(code) => code,
        Err(refusal) => {
            let refusals = [refusal];
            let filled = Filled::again(lang, &fields, &refusals);
            return Ok(check_page(&visit, filled, StatusCode::UNPROCESSABLE_ENTITY, html! {}));
        }
    };
    let found = site
        .store
        .read(move |tx| {
            let Some(valid) = actions::check(tx, &code)? else { return Ok(None) };
            let at = named(tx, &lent, valid.occasion.as_ref())?;
            Ok(Some((valid, at)))
        })
        .await?;
    let said = match found {
        Some((valid, at)) => note(
            Kind::Ok,
            html! {
                p { strong { (lang.say("Sertifikat ini sah.", "This certificate is valid.")) } " " (sentence(lang, &valid)) }
                @if let Some(at) = at { p { (lang.say("Tesnya dikerjakan di kegiatan ini:", "The test was taken at this activity:")) " " (at.title) ", " (lang.day(at.day)) ", " (at.unit) "." } }
            },
        ),
        None => note(
            Kind::Bad,
            html! {
                p { strong { (lang.say("Tidak ada sertifikat dengan kode ini.", "There is no certificate with this code.")) } " "
                    (lang.say("Cocokkan setiap huruf dengan kertasnya, lalu periksa lagi.", "Compare each letter with the paper, then check again.")) }
            },
        ),
    };
    Ok(check_page(&visit, Filled::again(lang, &fields, &[]), StatusCode::OK, said))
}

fn sentence(lang: Lang, valid: &Valid) -> String {
    let (day, kind) = (lang.day(valid.day), valid.unit_kind.name(lang));
    match lang {
        Lang::Id => format!("Pemegangnya lulus tes akhir pada {day}, ketika bekerja di unit jenis {kind}."),
        Lang::En => format!("Its holder passed the post-test on {day}, when working in a unit of the kind: {kind}."),
    }
}

fn unreadable() -> Refusal {
    Refusal::new(
        "certificate-code",
        "Kode sertifikat terdiri dari 16 huruf dan angka, misalnya ABCD-EFGH-JKMN-PQRS.",
        "A certificate's code has 16 letters and digits, like ABCD-EFGH-JKMN-PQRS.",
    )
    .at("code")
}

fn check_page(visit: &Visit, filled: Filled<'_>, status: StatusCode, said: Markup) -> Response {
    let lang = visit.lang;
    let lead = lang.say(
        "Ketik kode dari sertifikat. Jawabannya hanya sah atau tidak, tanggal, jenis unit, dan kegiatannya bila ada; tanpa nama.",
        "Type the code of a certificate. The answer is valid or not, the day, the kind of unit and the activity if there was one; no name.",
    );
    let page = page(visit, lang.say("Periksa sertifikat", "Check a certificate")).status(status).lead(lead);
    page.show(html! {
        (said)
        (form(CHECK, filled, html! {
            (Input::text("code", lang.say("Kode sertifikat", "The certificate's code"))
                .hint(lang.say("16 huruf dan angka; huruf besar atau kecil sama saja.", "16 letters and digits, in any case."))
                .autocomplete("off").max(TYPED).show(filled))
            (button(lang.say("Periksa", "Check")))
        }))
    })
}
