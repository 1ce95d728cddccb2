//! Correcting a text and ending a directive, each on a page of its own with what it means.

use super::{MENU, directive_id, directive_page, ticked};
use crate::actions::{self, Offer};
use crate::model::{self, Chain, Content, Correction, Directive, DirectiveId, Ending, Text, Version};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Refusal, Result};
use netra_registry::model::Unit;
use netra_web::components::{Checkbox, Filled, Input, Kind, Radios, Select, TextArea, fold, form, note, quiet_link};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// What the forms stand on.
struct Ground {
    directive: Directive,
    version: Version,
    unit: Unit,
    offer: Offer,
    /// The directives that the text rests on now.
    rests: Vec<Directive>,
}

async fn ground(site: &Site, who: &Principal, id: DirectiveId) -> Result<Ground> {
    let (now, who) = (site.now(), who.clone());
    site.store
        .read(move |tx| {
            let (directive, version, unit) = actions::changing(tx, &who, id)?;
            let rests = actions::rests(tx, &version)?;
            Ok(Ground { directive, version, unit, offer: actions::offer(tx, now, &who, None)?, rests })
        })
        .await
}

/// The form to correct a text.
///
/// # Errors
/// `NotFound` for those who do not keep the directive.
pub async fn correct_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> Reply {
    let ground = ground(&site, &who, directive_id(&id)?).await?;
    Ok(correcting(&visit, &ground, Filled::blank(visit.lang), StatusCode::OK))
}

/// Instruments as boxes to tick.
pub(super) fn instruments(lang: Lang, offer: &Offer) -> Vec<(String, String)> {
    offer.instruments.iter().map(|row| (row.id.clone(), format!("{} ({})", row.name(lang), row.id))).collect()
}

/// Directives as boxes to tick or a list to choose from.
pub(super) fn directives<'a>(lang: Lang, list: impl Iterator<Item = &'a Directive>) -> Vec<(String, String)> {
    list.map(|one| directive(lang, one)).collect()
}

fn directive(lang: Lang, one: &Directive) -> (String, String) {
    (one.id.to_string(), format!("{}: {}", one.name(lang), short(&one.subject)))
}

/// Letters of a subject beside a box: what tells one from another, and lets forty of them stay a light page.
const SUBJECT: usize = 90;

fn short(subject: &str) -> String {
    match subject.char_indices().nth(SUBJECT) {
        Some((end, _)) => format!("{}…", subject[..end].trim_end()),
        None => subject.to_owned(),
    }
}

/// What the text rests on now and the offer has no box for: without one, a correction would drop it unseen.
fn left_out(lang: Lang, ground: &Ground) -> [Vec<(String, String)>; 2] {
    let (chain, offer) = (&ground.version.content.chain, &ground.offer);
    let gone = chain.instruments.iter().filter(|id| offer.instruments.iter().all(|row| row.id != **id));
    let gone = gone.map(|id| {
        (
            id.clone(),
            format!("{id} ({})", lang.say("tidak ada lagi di daftar peraturan", "no longer among the instruments")),
        )
    });
    let rests = ground.rests.iter().filter(|one| offer.directives.iter().all(|known| known.id != one.id));
    let rests = rests.map(|one| match (directive(lang, one), &one.end) {
        ((id, words), Some(_)) => (id, format!("{words} ({})", lang.say("tidak berlaku lagi", "no longer in force"))),
        (holds, None) => holds,
    });
    [gone.collect(), rests.collect()]
}

fn correcting(visit: &Visit, ground: &Ground, filled: Filled<'_>, status: StatusCode) -> Response {
    let (lang, content) = (visit.lang, &ground.version.content);
    let href = format!("{MENU}/{}/koreksi", ground.directive.id);
    let others = ground.offer.directives.iter().filter(|one| one.id != ground.directive.id);
    let [mut basis, mut rests] = left_out(lang, ground);
    basis.extend(instruments(lang, &ground.offer));
    rests.extend(directives(lang, others));
    let (basis, rests) = (
        (lang.say("Dasar hukum", "Legal basis"), basis),
        (lang.say("Arahan yang menjadi dasar", "Directives it rests on"), rests),
    );
    let chain = html! {
        (kept(lang, "basis", basis, &content.chain.instruments, filled))
        (kept(lang, "rests", rests, &content.chain.directives.iter().map(ToString::to_string).collect::<Vec<_>>(), filled))
    };
    let page = directive_page(visit, lang.say("Perbaiki naskah", "Correct the text"), &ground.directive);
    page.narrow().status(status).show(html! {
        (note(Kind::Plain, html! { p { (lang.say(
            "Perbaikan menjadi versi baru; versi lama tetap dapat dibaca. Pernyataan yang sudah diberikan tetap menyebut versi yang dibaca.",
            "A correction becomes a new version; the old one stays readable. Acknowledgements given go on naming the version that was read.")) } }))
        (form(&href, filled, html! {
            input type="hidden" name="of" value=(ground.version.version);
            (Input::text("subject", lang.say("Hal", "Subject")).value(content.subject.clone()).max(240).show(filled))
            (TextArea::new("text", lang.say("Isi arahan", "The text"), Text::MAX).value(content.text.as_str()).show(filled))
            (chain)
            (Input::text("reason", lang.say("Alasan perbaikan", "Reason for the correction")).max(300).show(filled))
            (Checkbox::new("anew", lang.say("Isinya berubah: harus dibaca, dinyatakan, dan diteruskan lagi oleh semua", "Its meaning changes: everybody reads, acknowledges and passes it on anew")).optional().show(filled))
            p.actions { button.btn { (lang.say("Terbitkan versi baru", "Issue the new version")) } }
        }))
    })
}

/// A folded list of boxes: those that are ticked now come first, in the order of the text, and the fold says how many.
fn kept(
    lang: Lang,
    name: &str,
    (words, mut choices): (&str, Vec<(String, String)>),
    chosen: &[String],
    filled: Filled<'_>,
) -> Markup {
    choices.sort_by_key(|(value, _)| chosen.iter().position(|one| one == value).unwrap_or(usize::MAX));
    let summary = format!("{words} ({} {})", chosen.len(), lang.say("terpilih sekarang", "chosen now"));
    let mut boxes = Radios::several(name, words, choices).optional();
    for value in chosen {
        boxes = boxes.chosen(value.clone());
    }
    fold(&summary, filled.refuses(&[name]), boxes.show(filled))
}

fn parse_correction(fields: &Fields) -> Result<Correction> {
    let mut refused = Refusals::default();
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let subject = refused.take(model::subject(text("subject")));
    let body = refused.take(Text::parse(text("text")));
    let reason = refused.take(model::correction_reason(text("reason")));
    let (Some(subject), Some(body), Some(reason)) = (subject, body, reason) else { return Err(refused.into_error()) };
    let chain =
        Chain { instruments: fields.all("basis").map(str::to_owned).collect(), directives: ticked(fields, "rests") };
    let of = fields.get("of").and_then(|of| of.parse().ok()).unwrap_or(0);
    Ok(Correction { of, content: Content { subject, text: body, chain }, reason, anew: fields.ticked("anew") })
}

/// Corrects the text and leads to it.
///
/// # Errors
/// `NotFound` for those who do not keep the directive.
pub async fn correct(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now, chance) = (directive_id(&id)?, site.now(), site.chance.clone());
    let ground = ground(&site, &who, id).await?;
    let outcome = match parse_correction(&fields) {
        Ok(new) => site.store.write(move |tx| actions::correct(tx, &chance, now, &who, id, &new)).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(correcting(&visit, &ground, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// The form to withdraw or replace a directive.
///
/// # Errors
/// `NotFound` for those who do not keep it.
pub async fn end_form(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let ground = ground(&site, &who, directive_id(&id)?).await?;
    Ok(ending(&visit, &ground, Filled::blank(visit.lang), StatusCode::OK))
}

fn ending(visit: &Visit, ground: &Ground, filled: Filled<'_>, status: StatusCode) -> Response {
    let (lang, id) = (visit.lang, ground.directive.id);
    let others = ground.offer.directives.iter().filter(|one| one.id != id && !one.rests.contains(&id));
    let how = vec![
        ("withdrawn".to_owned(), lang.say("Dicabut", "Withdrawn").to_owned()),
        ("replaced".to_owned(), lang.say("Diganti oleh arahan lain", "Replaced by another directive").to_owned()),
    ];
    let page = directive_page(visit, lang.say("Cabut atau ganti", "Withdraw or replace"), &ground.directive);
    page.narrow().status(status).lead(ground.unit.name.clone()).show(html! {
        @if ground.directive.end.is_some() {
            (note(Kind::Warn, html! { p { (lang.say("Arahan ini sudah dicabut atau diganti.", "This directive was withdrawn or replaced.")) } }))
            p { (quiet_link(&format!("{MENU}/{id}"), lang.say("Kembali", "Back"))) }
        } @else {
            (note(Kind::Warn, html! { p { (lang.say(
                "Sesudah ini tidak ada lagi yang diminta menyatakan atau meneruskannya, dan angka sebarannya dibekukan seperti saat ini. Tidak dapat dihidupkan lagi; naskahnya tetap dapat dibaca.",
                "After this nobody is asked to acknowledge it or pass it on, and the figures of its spread are frozen as they are now. It cannot be brought back; its text stays readable.")) } }))
            (form(&format!("{MENU}/{id}/akhiri"), filled, html! {
                (Radios::one("how", lang.say("Bagaimana berakhir", "How it ends"), how).chosen("withdrawn").show(filled))
                (Input::text("reason", lang.say("Alasan, bila dicabut", "Reason, when it is withdrawn")).max(300).optional().show(filled))
                (Select::new("replaces", lang.say("Pengganti, bila diganti", "What takes its place, when it is replaced"), directives(lang, others)).prompt(lang.say("Pilih arahan", "Choose a directive")).optional().show(filled))
                p.actions { button.btn { (lang.say("Akhiri arahan ini", "End this directive")) } }
            }))
        }
    })
}

fn parse_ending(fields: &Fields) -> Result<Ending> {
    match fields.get("how") {
        Some("withdrawn") => Ok(Ending::Withdrawn(model::withdrawal_reason(fields.get("reason").unwrap_or_default())?)),
        Some("replaced") => match ticked(fields, "replaces").first() {
            Some(id) => Ok(Ending::Replaced(*id)),
            None => Err(Refusal::new("required", "Pilih arahan penggantinya.", "Choose what takes its place.")
                .at("replaces")
                .into()),
        },
        _ => {
            Err(Refusal::new("choice", "Pilih bagaimana arahan ini berakhir.", "Choose how it ends.").at("how").into())
        }
    }
}

/// Ends the directive and leads to it.
///
/// # Errors
/// `NotFound` for those who do not keep it.
pub async fn end(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, now, chance) = (directive_id(&id)?, site.now(), site.chance.clone());
    let ground = ground(&site, &who, id).await?;
    let outcome = match parse_ending(&fields) {
        Ok(how) => site.store.write(move |tx| actions::end(tx, &chance, now, &who, id, &how)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(ending(&visit, &ground, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
