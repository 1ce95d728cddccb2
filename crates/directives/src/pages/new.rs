//! Issuing a directive: paper, text, chain, audience, validity. What was refused stands next to its field and everything
//! that was typed is still there; long lists are folded, and open where something in them was refused. The form carries a
//! key, so that a second press finds the directive of the first.

use super::change::{directives, instruments};
use super::{MENU, page, ticked};
use crate::actions::{self, Offer};
use crate::model::{
    self, Audience, Chain, Confirmed, Content, Dated, DirectiveId, DirectiveKind, Due, MOST_UNITS, NewDirective,
    Numbering, Text,
};
use crate::rules::PPNPN_RULES;
use crate::rules::due::{Last, with_weekday};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Principal, Refusal, Result, UnitId, canonical};
use netra_registry::model::Employment;
use netra_web::components::{Checkbox, Filled, Input, Kind, Radios, Select, TextArea, fold, form, note};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

async fn offer(site: &Site, who: &Principal, under: Option<DirectiveId>) -> Result<Offer> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::offer(tx, now, &who, under)).await
}

/// What the form shows.
struct Sheet<'a> {
    offer: &'a Offer,
    key: &'a str,
    filled: Filled<'a>,
    /// The directive from whose page the form was opened, to rest on it: one of those offered, and ticked.
    under: Option<DirectiveId>,
    /// The last day to acknowledge, when it waits to be confirmed.
    last: Option<Last>,
    /// Is that all that is missing? Then it is asked on top, and not as a fault.
    alone: bool,
}

/// The form for a new directive.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn new_directive(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let under = visit.asked("dasar").and_then(|id| id.parse().ok()).map(DirectiveId);
    let offer = offer(&site, &who, under).await?;
    let under = under.filter(|id| offer.directives.iter().any(|one| one.id == *id));
    let key = canonical::hex(&site.chance.bytes::<16>());
    let filled = Filled::blank(visit.lang);
    let sheet = Sheet { offer: &offer, key: &key, filled, under, last: None, alone: false };
    Ok(show(&visit, &sheet, StatusCode::OK))
}

fn show(visit: &Visit, sheet: &Sheet<'_>, status: StatusCode) -> Response {
    let (lang, filled, offer) = (visit.lang, sheet.filled, sheet.offer);
    page(visit, lang.say("Terbitkan arahan", "Issue a directive")).narrow().status(status).show(form(MENU, filled, html! {
        input type="hidden" name="key" value=(sheet.key);
        @if let Some(last) = sheet.last.as_ref().filter(|_| sheet.alone) { (look_first(lang, last, filled)) }
        (paper(lang, sheet))
        h2 { (lang.say("Isi", "The text")) }
        (Input::text("subject", lang.say("Hal", "Subject")).max(240).show(filled))
        (TextArea::new("text", lang.say("Isi arahan", "The text"), Text::MAX).hint(lang.say("Pisahkan alinea dengan baris kosong. Baris yang diawali 1. atau - menjadi daftar.", "Part paragraphs by an empty line. Lines that begin with 1. or - become a list.")).show(filled))
        (chain(lang, sheet))
        (audience(lang, offer, filled))
        (validity(lang, sheet))
        p.soft { (lang.say("Arahan terlihat oleh semua yang dituju sejak saat ini, dan tercatat di log. Naskahnya dapat diperbaiki, tidak dapat dihapus.", "Everybody it is for sees it from now on, and it is recorded in the log. Its text can be corrected, not deleted.")) }
        p.actions { button.btn { (lang.say("Terbitkan", "Issue it")) } }
    }))
}

/// The last day on top of the form, with the button beside it: on a phone the other one is far below.
fn look_first(lang: Lang, last: &Last, filled: Filled<'_>) -> Markup {
    let told = last.told.as_ref().map(|told| told.to(lang)).unwrap_or_default();
    note(
        Kind::Warn,
        html! {
            p { strong { (lang.say("Periksa dulu batas pernyataannya.", "Look at the last day to acknowledge first.")) } }
            p { (told) }
            (confirming(lang, last, filled))
            button.btn { (lang.say("Terbitkan", "Issue it")) }
        },
    )
}

fn confirming(lang: Lang, last: &Last, filled: Filled<'_>) -> Markup {
    let yes = format!("{} {}", lang.say("Ya,", "Yes,"), with_weekday(lang, last.day));
    let words = lang.say("Batas pernyataan", "The last day to acknowledge");
    Radios::several("confirmed", words, vec![(last.day.to_string(), yes)]).show(filled)
}

fn paper(lang: Lang, sheet: &Sheet<'_>) -> Markup {
    let (offer, filled) = (sheet.offer, sheet.filled);
    let kind = if sheet.under.is_some() { DirectiveKind::Order } else { DirectiveKind::Circular };
    let kinds = DirectiveKind::ALL.map(|kind| (kind.code().to_owned(), kind.name(lang).to_owned())).to_vec();
    let first = offer.units.first().map(|unit| unit.code.to_string()).unwrap_or_default();
    let numbers = [
        ("typed", lang.say("Tertera pada surat", "It stands on the letter")),
        ("taken", lang.say("Ambil nomor berikutnya dari register unit", "Take the next number of the unit's register")),
        ("none", lang.say("Tanpa nomor (hanya amanat)", "None (an address only)")),
    ];
    let numbers = numbers.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    html! {
        (Radios::one("kind", lang.say("Jenis", "Kind"), kinds).chosen(kind.code()).show(filled))
        (Input::text("unit", lang.say("Kode unit penerbit", "Code of the issuing unit")).value(first).max(32).hint(lang.say("Unit Anda sendiri atau di bawahnya, misalnya E1-01.", "Your own unit or one below it, E1-01 for instance.")).show(filled))
        (Radios::one("numbering", lang.say("Nomor", "Number"), numbers).chosen("typed").show(filled))
        (Input::text("number", lang.say("Nomor surat", "Number of the letter")).max(80).optional().show(filled))
        (Input::text("class", lang.say("Kode klasifikasi, bila nomor diambil dari register", "Class, when the number is taken from the register")).max(20).optional().short().show(filled))
        (Input::day("dated", lang.say("Tanggal surat", "Day of the letter")).optional().show(filled))
        (Input::text("issuer", lang.say("Penerbit (jabatan)", "Issuer (function)")).max(160).hint(lang.say("Jabatannya, bukan nama orangnya; misalnya Plh. Sekretaris Jenderal.", "The function, not the person's name; Plh. Sekretaris Jenderal for instance.")).show(filled))
        (seldom(lang, filled))
    }
}

/// What only an address has, or an old letter.
fn seldom(lang: Lang, filled: Filled<'_>) -> Markup {
    let address = html! {
        (Input::text("read_by", lang.say("Dibacakan oleh (jabatan), bila bukan oleh pemiliknya", "Read by (function), when not by the one whose message it is")).max(160).optional().show(filled))
        (Input::text("occasion", lang.say("Disampaikan pada acara", "Spoken at")).max(200).optional().show(filled))
    };
    let year = Input::digits(
        "year",
        lang.say("Tahunnya saja, bila harinya tidak diketahui", "Only its year, when the day is not known"),
    );
    html! {
        (fold(lang.say("Untuk amanat: pembaca dan acara", "For an address: reader and occasion"), filled.touches(&["read_by", "occasion"]), address))
        (fold(lang.say("Surat lama yang harinya tidak diketahui", "An old letter whose day is not known"), filled.touches(&["year"]), year.max(4).optional().short().show(filled)))
    }
}

/// A folded list of boxes, with how many there are and how many of them are ticked.
fn folded(lang: Lang, words: &str, (ticked, choices): (usize, usize), open: bool, body: Markup) -> Markup {
    let summary = match ticked {
        0 => format!("{words} ({} {})", choices, lang.say("pilihan", "to choose from")),
        ticked => format!("{words} ({ticked} {} {choices} {})", lang.say("dari", "of"), lang.say("dipilih", "chosen")),
    };
    fold(&summary, open, body)
}

fn chain(lang: Lang, sheet: &Sheet<'_>) -> Markup {
    let (offer, filled) = (sheet.offer, sheet.filled);
    let own: Vec<_> = offer.directives.iter().filter(|one| offer.own.contains(&one.id)).collect();
    let rows = instruments(lang, offer);
    let count = rows.len();
    let row = Select::new(
        "row",
        lang.say("Arahan ini sendiri dalam daftar peraturan", "This directive itself among the instruments"),
        rows.clone(),
    );
    let (basis, rests, replaces) = (
        lang.say("Dasar hukum", "Legal basis"),
        lang.say("Arahan yang menjadi dasar", "Directives it rests on"),
        lang.say("Arahan yang diganti", "Directives that it replaces"),
    );
    let mut boxes = Radios::several("rests", rests, directives(lang, offer.directives.iter()));
    let mut resting = filled.sent("rests");
    if let Some(id) = sheet.under {
        (boxes, resting) = (boxes.chosen(id.to_string()), 1);
    }
    let replaced = Radios::several("replaces", replaces, directives(lang, own.iter().copied())).optional();
    let replaced = replaced.hint(lang.say(
        "Arahan yang diganti berakhir saat ini juga, dan angkanya dibekukan.",
        "What is replaced ends at this moment, and its figures are frozen.",
    ));
    html! {
        h2 { (lang.say("Dasar", "What it rests on")) }
        (folded(lang, basis, (filled.sent("basis"), count), filled.refuses(&["basis"]), Radios::several("basis", basis, rows).optional().show(filled)))
        @if !offer.directives.is_empty() {
            (folded(lang, rests, (resting, offer.directives.len()), sheet.under.is_some() || filled.refuses(&["rests"]), boxes.optional().show(filled)))
        }
        @if !own.is_empty() { (folded(lang, replaces, (filled.sent("replaces"), own.len()), filled.refuses(&["replaces"]), replaced.show(filled))) }
        (row.prompt(lang.say("Tidak ada", "None")).optional().show(filled))
    }
}

fn audience(lang: Lang, offer: &Offer, filled: Filled<'_>) -> Markup {
    let codes = offer.units.iter().map(|unit| unit.code.to_string()).collect::<Vec<_>>().join("\n");
    let kinds = Employment::ALL.map(|kind| (kind.code().to_owned(), kind.name().to_owned())).to_vec();
    let mut boxes = Radios::several("kinds", lang.say("Jenis kepegawaian", "Kinds of employment"), kinds);
    for kind in Employment::ALL {
        boxes = boxes.chosen(kind.code());
    }
    let rules = PPNPN_RULES.join(", ");
    html! {
        h2 { (lang.say("Untuk siapa", "For whom")) }
        (TextArea::new("units", lang.say("Kode unit, satu per baris", "Codes of units, one a line"), MOST_UNITS * 34).value(codes).hint(lang.say("Unit di bawahnya ikut dengan sendirinya.", "Those below come with them.")).show(filled))
        (boxes.hint(lang.say("PPNPN juga harus menerima aturan netralitas", "PPNPN must receive the rules of neutrality too").to_owned() + " (" + &rules + ").").show(filled))
        (Checkbox::new("without_ppnpn", lang.say("Memang tidak untuk PPNPN", "It is not meant for PPNPN")).optional().show(filled))
    }
}

fn validity(lang: Lang, sheet: &Sheet<'_>) -> Markup {
    let filled = sheet.filled;
    let days = Input::digits("asked_days", lang.say("Atau dalam sekian hari kerja", "Or within so many working days"));
    let days = days.max(3).optional().short().hint(lang.say(
        "Dihitung sesudah hari ini, atau sesudah hari pertama berlakunya bila itu kemudian. Akhir pekan, hari libur, dan cuti bersama tidak ikut; tanggalnya ditunjukkan dulu sebelum disimpan.",
        "Counted after today, or after the first day of its validity when that comes later. Weekends, holidays and joint leave do not count; the date is shown before anything is kept.",
    ));
    html! {
        h2 { (lang.say("Masa berlaku dan pernyataan", "Validity and acknowledgement")) }
        (Input::day("from", lang.say("Berlaku mulai", "In force from")).value(sheet.offer.today.to_string()).optional().hint(lang.say("Kosongkan hanya bila hari suratnya pun tidak diketahui.", "Leave it empty only when the day of the letter is not known either.")).show(filled))
        (Input::day("until", lang.say("Berlaku sampai", "In force until")).optional().hint(lang.say("Kosongkan bila berlaku sampai dicabut.", "Leave it empty when it holds until withdrawn.")).show(filled))
        (Checkbox::new("asks", lang.say("Minta setiap orang menyatakan sudah membaca dan memahami", "Ask everybody to acknowledge it")).optional().ticked(true).show(filled))
        (Input::day("asked_until", lang.say("Dinyatakan paling lambat", "To be acknowledged by")).optional().show(filled))
        (days.show(filled))
        @if let Some(last) = sheet.last.as_ref().filter(|_| !sheet.alone) { (confirming(lang, last, filled)) }
    }
}

/// What the form says, but for the units, which only the registry knows by their codes.
fn parse(fields: &Fields) -> Result<(NewDirective, Vec<String>)> {
    let mut refused = Refusals::default();
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let key: String = text("key").chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    if key.is_empty() {
        refused.add(Refusal::new(
            "key-missing",
            "Formulir ini tidak utuh. Buka halamannya sekali lagi dan isi kembali.",
            "This form is not whole. Open its page once more and fill it in again.",
        ));
    }
    let kind = refused.take(fields.choice("kind", ("jenis", "the kind"), DirectiveKind::parse));
    let unit = refused.take(fields.text("unit", ("kode unit penerbit", "the code of the issuing unit"), 32));
    let number = refused.take(numbering(fields));
    let dated = refused.take(dated(fields));
    let issuer = refused.take(model::function(text("issuer")));
    let read_by = refused.take(fields.get("read_by").map(model::reader).transpose());
    let occasion = refused.take(fields.get("occasion").map(model::occasion).transpose());
    let subject = refused.take(model::subject(text("subject")));
    let body = refused.take(Text::parse(text("text")));
    let kinds = refused.take(model::kinds(fields.all("kinds")));
    let day = |name, label| fields.get(name).map(|_| fields.day(name, label)).transpose();
    let from = refused.take(day("from", ("Hari pertama", "The first day")));
    let until = refused.take(day("until", ("Hari terakhir", "The last day")));
    let asked = day("asked_until", ("Batas pernyataan", "The last day to acknowledge"));
    let asked = refused.take(asked.and_then(|day| Due::of(day, fields.get("asked_days"))));
    let (Some(kind), Some(unit), Some(number), Some(dated), Some(issuer), Some(read_by), Some(occasion)) =
        (kind, unit, number, dated, issuer, read_by, occasion)
    else {
        return Err(refused.into_error());
    };
    let (Some(subject), Some(body), Some(kinds), Some(from), Some(until), Some(asked)) =
        (subject, body, kinds, from, until, asked)
    else {
        return Err(refused.into_error());
    };
    let chain =
        Chain { instruments: fields.all("basis").map(str::to_owned).collect(), directives: ticked(fields, "rests") };
    refused.check()?;
    let new = NewDirective {
        key,
        kind,
        unit,
        number,
        dated,
        issuer,
        read_by,
        occasion,
        row: fields.get("row").map(str::to_owned),
        content: Content { subject, text: body, chain },
        replaces: ticked(fields, "replaces"),
        audience: Audience { units: Vec::new(), kinds },
        without_ppnpn: fields.ticked("without_ppnpn"),
        from,
        until,
        asked: fields.ticked("asks").then_some(asked),
        confirmed: fields.get("confirmed").and_then(Day::parse).map_or(Confirmed::Nothing, Confirmed::Day),
    };
    Ok((new, text("units").split_whitespace().map(str::to_owned).collect()))
}

fn numbering(fields: &Fields) -> Result<Numbering, Refusal> {
    match fields.get("numbering") {
        Some("taken") => Ok(Numbering::Taken(fields.text("class", ("kode klasifikasi", "the class"), 20)?)),
        Some("none") => Ok(Numbering::None),
        _ => model::number(fields.get("number").unwrap_or_default()).map(Numbering::Typed),
    }
}

fn dated(fields: &Fields) -> Result<Dated, Refusal> {
    let given = fields.get("dated").or(fields.get("year"));
    given.and_then(Dated::parse).ok_or_else(|| {
        Refusal::new(
            "dated",
            "Tulis tanggal surat seperti 2024-01-05, atau tahunnya saja bila harinya tidak diketahui.",
            "Write the day of the letter like 2024-01-05, or only its year when the day is not known.",
        )
        .at("dated")
    })
}

/// Issues the directive and leads to it.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn issue(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let offer = offer(&site, &who, None).await?;
    let (error, last) = match parse(&fields) {
        Ok((new, codes)) => match keep(&site, &who, new.clone(), codes).await {
            Ok(id) => return Ok(redirect(&format!("{MENU}/{id}"))),
            Err(error) => {
                let last = if unconfirmed(&error) { last_day(&site, &who, new).await? } else { None };
                (error, last)
            }
        },
        Err(error) => (error, None),
    };
    match error {
        Error::Refused(refusals) => {
            let alone = last.is_some() && refusals.len() == 1;
            let filled = Filled::again(visit.lang, &fields, if alone { &[] } else { &refusals });
            let sheet =
                Sheet { offer: &offer, key: fields.get("key").unwrap_or_default(), filled, under: None, last, alone };
            Ok(show(&visit, &sheet, StatusCode::UNPROCESSABLE_ENTITY))
        }
        other => Err(other.into()),
    }
}

async fn keep(site: &Site, who: &Principal, mut new: NewDirective, codes: Vec<String>) -> Result<DirectiveId> {
    let (chance, now, who) = (site.chance.clone(), site.now(), who.clone());
    site.store
        .write(move |tx| {
            let units: Vec<UnitId> = actions::audience(tx, &codes)?;
            new.audience.units = units;
            actions::issue(tx, &chance, now, &who, &new)
        })
        .await
}

/// Does the last day to acknowledge wait to be confirmed?
fn unconfirmed(error: &Error) -> bool {
    matches!(error, Error::Refused(list) if list.iter().any(|one| one.field.as_deref() == Some("confirmed")))
}

async fn last_day(site: &Site, who: &Principal, new: NewDirective) -> Result<Option<Last>> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::last_day(tx, now, &who, &new)).await
}
