//! Issuing a directive: paper, text, chain, audience, validity. What was refused stands next to its field and everything
//! that was typed is still there. The form carries a key, so that a second press finds the directive of the first.

use super::change::{directives, instruments};
use super::{MENU, page, ticked};
use crate::actions::{self, Offer};
use crate::model::{
    self, Asked, Audience, Chain, Content, Dated, DirectiveKind, MOST_UNITS, NewDirective, Numbering, Text,
};
use crate::rules::PPNPN_RULES;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Principal, Refusal, Result, UnitId, canonical};
use netra_registry::model::Employment;
use netra_web::components::{Checkbox, Filled, Input, Radios, Select, TextArea, form};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

async fn offer(site: &Site, who: &Principal) -> Result<Offer> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::offer(tx, now, &who)).await
}

/// The form for a new directive.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn new_directive(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let offer = offer(&site, &who).await?;
    let key = canonical::hex(&site.chance.bytes::<16>());
    Ok(show(&visit, &offer, &key, Filled::blank(visit.lang), StatusCode::OK))
}

fn show(visit: &Visit, offer: &Offer, key: &str, filled: Filled<'_>, status: StatusCode) -> Response {
    let lang = visit.lang;
    page(visit, lang.say("Terbitkan arahan", "Issue a directive")).narrow().status(status).show(form(MENU, filled, html! {
        input type="hidden" name="key" value=(key);
        (paper(lang, offer, filled))
        h2 { (lang.say("Isi", "The text")) }
        (Input::text("subject", lang.say("Hal", "Subject")).max(240).show(filled))
        (TextArea::new("text", lang.say("Isi arahan", "The text"), Text::MAX).hint(lang.say("Pisahkan alinea dengan baris kosong. Baris yang diawali 1. atau - menjadi daftar.", "Part paragraphs by an empty line. Lines that begin with 1. or - become a list.")).show(filled))
        (chain(lang, offer, filled))
        (audience(lang, offer, filled))
        h2 { (lang.say("Masa berlaku dan pernyataan", "Validity and acknowledgement")) }
        (Input::day("from", lang.say("Berlaku mulai", "In force from")).value(offer.today.to_string()).optional().hint(lang.say("Kosongkan hanya bila hari suratnya pun tidak diketahui.", "Leave it empty only when the day of the letter is not known either.")).show(filled))
        (Input::day("until", lang.say("Berlaku sampai", "In force until")).optional().hint(lang.say("Kosongkan bila berlaku sampai dicabut.", "Leave it empty when it holds until withdrawn.")).show(filled))
        (Checkbox::new("asks", lang.say("Minta setiap orang menyatakan sudah membaca dan memahami", "Ask everybody to acknowledge it")).optional().ticked(true).show(filled))
        (Input::day("asked_until", lang.say("Dinyatakan paling lambat", "To be acknowledged by")).optional().show(filled))
        p.soft { (lang.say("Arahan terlihat oleh semua yang dituju sejak saat ini, dan tercatat di log. Naskahnya dapat diperbaiki, tidak dapat dihapus.", "Everybody it is for sees it from now on, and it is recorded in the log. Its text can be corrected, not deleted.")) }
        p.actions { button.btn { (lang.say("Terbitkan", "Issue it")) } }
    }))
}

fn paper(lang: Lang, offer: &Offer, filled: Filled<'_>) -> Markup {
    let kinds = DirectiveKind::ALL.map(|kind| (kind.code().to_owned(), kind.name(lang).to_owned())).to_vec();
    let first = offer.units.first().map(|unit| unit.code.to_string()).unwrap_or_default();
    let numbers = [
        ("typed", lang.say("Tertera pada surat", "It stands on the letter")),
        ("taken", lang.say("Ambil nomor berikutnya dari register unit", "Take the next number of the unit's register")),
        ("none", lang.say("Tanpa nomor (hanya amanat)", "None (an address only)")),
    ];
    let numbers = numbers.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    html! {
        (Radios::one("kind", lang.say("Jenis", "Kind"), kinds).chosen("circular").show(filled))
        (Input::text("unit", lang.say("Kode unit penerbit", "Code of the issuing unit")).value(first).max(32).hint(lang.say("Unit Anda sendiri atau di bawahnya, misalnya E1-01.", "Your own unit or one below it, E1-01 for instance.")).show(filled))
        (Radios::one("numbering", lang.say("Nomor", "Number"), numbers).chosen("typed").show(filled))
        (Input::text("number", lang.say("Nomor surat", "Number of the letter")).max(80).optional().show(filled))
        (Input::text("class", lang.say("Kode klasifikasi, bila nomor diambil dari register", "Class, when the number is taken from the register")).max(20).optional().short().show(filled))
        (Input::day("dated", lang.say("Tanggal surat", "Day of the letter")).optional().show(filled))
        (Input::digits("year", lang.say("Tahunnya saja, bila harinya tidak diketahui", "Only its year, when the day is not known")).max(4).optional().short().show(filled))
        (Input::text("issuer", lang.say("Penerbit (jabatan)", "Issuer (function)")).max(160).hint(lang.say("Jabatannya, bukan nama orangnya; misalnya Plh. Sekretaris Jenderal.", "The function, not the person's name; Plh. Sekretaris Jenderal for instance.")).show(filled))
        (Input::text("read_by", lang.say("Amanat: dibacakan oleh (jabatan), bila bukan oleh pemiliknya", "Address: read by (function), when not by the one whose message it is")).max(160).optional().show(filled))
        (Input::text("occasion", lang.say("Amanat: disampaikan pada acara", "Address: spoken at")).max(200).optional().show(filled))
    }
}

fn chain(lang: Lang, offer: &Offer, filled: Filled<'_>) -> Markup {
    let own = offer.directives.iter().filter(|one| offer.own.contains(&one.id));
    let rows = instruments(lang, offer);
    let row = Select::new(
        "row",
        lang.say("Arahan ini sendiri dalam daftar peraturan", "This directive itself among the instruments"),
        rows.clone(),
    );
    html! {
        h2 { (lang.say("Dasar", "What it rests on")) }
        (Radios::several("basis", lang.say("Dasar hukum", "Legal basis"), rows).optional().show(filled))
        @if !offer.directives.is_empty() {
            (Radios::several("rests", lang.say("Arahan yang menjadi dasar", "Directives it rests on"), directives(lang, offer.directives.iter())).optional().show(filled))
            (Radios::several("replaces", lang.say("Arahan yang diganti", "Directives that it replaces"), directives(lang, own)).optional().hint(lang.say("Arahan yang diganti berakhir saat ini juga.", "What is replaced ends at this moment.")).show(filled))
        }
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
    let asked = refused.take(day("asked_until", ("Batas pernyataan", "The last day to acknowledge")));
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
        asked: fields.ticked("asks").then_some(Asked { until: asked }),
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
    let offer = offer(&site, &who).await?;
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse(&fields) {
        Ok((mut new, codes)) => {
            site.store
                .write(move |tx| {
                    let units: Vec<UnitId> = actions::audience(tx, &codes)?;
                    new.audience.units = units;
                    actions::issue(tx, &chance, now, &who, &new)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            let key = fields.get("key").unwrap_or_default();
            let filled = Filled::again(visit.lang, &fields, &refusals);
            Ok(show(&visit, &offer, key, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
