//! Forming a team: unit, decree, period, members by NIP. What was refused stands next to its field and everything
//! that was typed is still there; more rows for members come with a button, without a script.

use super::{MENU, page};
use crate::actions;
use crate::instruments::{Instrument, Instruments};
use crate::model::{
    self, Decree, Duty, Function, Functions, MOST_MEMBERS, NewMember, NewTeam, Numbering, Period, Person,
};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Principal, Refusal, Result, Zone};
use netra_registry::model::Unit;
use netra_web::components::{Filled, Input, Radios, Select, form};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// So many units fit into a list to choose from; those who reach more type the code.
const CHOICES: usize = 100;
/// Rows for members at first, and how many come with the button.
const ROWS: usize = 5;

/// What the form offers.
struct Offer {
    units: Vec<Unit>,
    instruments: Vec<Instrument>,
    today: Day,
}

async fn offer(site: &Site, who: &Principal, known: Instruments) -> Result<Offer> {
    let (now, who) = (site.now(), who.clone());
    let today = now.day(Zone::Wib);
    let offer = site
        .store
        .read(move |tx| {
            let units = actions::units_to_form(tx, &who, today)?;
            Ok(Offer { units, instruments: known.at(tx, now)?, today })
        })
        .await?;
    if offer.units.is_empty() { Err(Error::NotFound) } else { Ok(offer) }
}

/// The form for a new team.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn new_team(
    State(site): State<Site>,
    Extension(known): Extension<Instruments>,
    visit: Visit,
    Signed(who): Signed,
) -> Reply {
    let offer = offer(&site, &who, known).await?;
    Ok(show(&visit, &offer, None, &[], StatusCode::OK))
}

fn rows(fields: Option<&Fields>) -> usize {
    let asked = fields.and_then(|fields| fields.get("rows")).and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    asked.clamp(ROWS, MOST_MEMBERS)
}

fn show(visit: &Visit, offer: &Offer, fields: Option<&Fields>, refusals: &[Refusal], status: StatusCode) -> Response {
    let lang = visit.lang;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let more = fields.is_some_and(|fields| fields.get("do") == Some("more"));
    let rows = (rows(fields) + if more { ROWS } else { 0 }).min(MOST_MEMBERS);
    let asked = visit.asked("unit").unwrap_or_default();
    let bases: Vec<_> =
        offer.instruments.iter().map(|one| (one.id.clone(), format!("{} ({})", one.name.to(lang), one.id))).collect();
    page(visit, lang.say("Bentuk tim", "Form a team")).narrow().status(status).show(form(MENU, filled, html! {
        (unit_field(lang, offer, &asked, filled))
        (Input::text("title", lang.say("Nama tim", "Name of the team")).value(lang.say("Tim Pembinaan dan Pengawasan Netralitas Pegawai", "Team for Guidance and Supervision of Neutrality")).max(200).show(filled))
        (number_fields(lang, filled))
        (Input::day("decree_day", lang.say("Tanggal SK", "Day of the decree")).show(filled))
        (Input::text("issuer", lang.say("Ditetapkan oleh (jabatan)", "Issued by (function)")).hint(lang.say("Jabatannya, bukan nama orangnya.", "The function, not the person's name.")).max(160).show(filled))
        (Radios::several("basis", lang.say("Dasar hukum", "Legal basis"), bases).hint(lang.say("Pilih peraturan yang disebut SK.", "Choose the instruments that the decree names.")).show(filled))
        (Input::day("from", lang.say("Berlaku mulai", "Valid from")).value(offer.today.to_string()).show(filled))
        (Input::day("until", lang.say("Berlaku sampai", "Valid until")).show(filled))
        (members(lang, rows, filled, refusals))
        p.soft { (lang.say("Pembentukan tim dicatat di log. Nama anggota tidak tampil untuk umum.", "Forming the team is recorded in the log. The members' names are not shown to the public.")) }
        p.actions {
            button.btn name="do" value="form" { (lang.say("Bentuk tim ini", "Form this team")) }
            @if rows < MOST_MEMBERS { button.btn.quiet name="do" value="more" { (lang.say("Tambah baris anggota", "More rows for members")) } }
        }
    }))
}

/// A number that is there, or a class for the register to give one.
fn number_fields(lang: Lang, filled: Filled<'_>) -> Markup {
    let number = lang.say(
        "Seperti tertulis pada SK. Kosongkan bila nomor diambil dari buku nomor unit.",
        "As the decree has it. Leave it empty to take the next number of the unit's register.",
    );
    let class = lang.say(
        "Hanya bila nomornya diambil dari buku nomor unit, misalnya KP.05.02.",
        "Only when the number is taken from the unit's register, KP.05.02 for instance.",
    );
    html! {
        (Input::text("decree_number", lang.say("Nomor SK", "Number of the decree")).hint(number).max(80).optional().show(filled))
        (Input::text("decree_class", lang.say("Kode klasifikasi", "Class of the subject")).hint(class).max(20).optional().short().show(filled))
    }
}

fn numbering(fields: &Fields) -> Result<(String, Numbering), Refusal> {
    match (fields.get("decree_number"), fields.get("decree_class")) {
        (None, Some(class)) => Ok((String::new(), Numbering::Register(model::decree_class(class)?))),
        (None, None) => Err(Refusal::new(
            "number-missing",
            "Isi nomor SK, atau kode klasifikasi untuk mengambil nomor dari buku nomor unit.",
            "Fill in the number of the decree, or the class to take a number from the unit's register.",
        )
        .at("decree_number")),
        (Some(number), _) => Ok((model::decree_number(number)?, Numbering::Given)),
    }
}

fn unit_field(lang: Lang, offer: &Offer, asked: &str, filled: Filled<'_>) -> Markup {
    let label = lang.say("Unit", "Unit");
    if offer.units.len() > CHOICES {
        let hint = lang.say(
            "Kode Kantor Wilayah, UPT, atau unit eselon I dalam wewenang Anda, misalnya KW-20.",
            "The code of a regional office, UPT or Echelon I unit within your authority, KW-20 for instance.",
        );
        return Input::text("unit", lang.say("Kode unit", "Code of the unit"))
            .hint(hint)
            .value(asked)
            .max(32)
            .show(filled);
    }
    let choices = offer.units.iter().map(|unit| (unit.code.to_string(), format!("{} ({})", unit.name, unit.code)));
    Select::new("unit", label, choices.collect())
        .prompt(lang.say("Pilih unit", "Choose a unit"))
        .value(asked)
        .show(filled)
}

fn members(lang: Lang, rows: usize, filled: Filled<'_>, refusals: &[Refusal]) -> Markup {
    let error = refusals.iter().find(|refusal| refusal.field.as_deref() == Some("members"));
    let functions = Function::ALL.map(|one| (one.code().to_owned(), one.name(lang).to_owned())).to_vec();
    html! {
        input type="hidden" name="rows" value=(rows);
        h2 id="f-members" { (lang.say("Anggota", "Members")) }
        p.hint { (lang.say("Satu ketua dan sedikitnya dua anggota, pegawai unit ini, di bawahnya, atau di atasnya. Baris tanpa NIP diabaikan.", "One chair and at least two members, from this unit, below it or above it. Rows without a NIP are ignored.")) }
        @if let Some(error) = error { p.error { (error.say.to(lang)) } }
        @for at in 0..rows {
            h3 { (lang.say("Orang ke-", "Person ")) (at + 1) }
            (Input::digits(format!("nip-{at}"), "NIP").max(24).optional().autocomplete("off").show(filled))
            (duty(lang, &format!("duty-{at}"), if at == 0 { Duty::Chair } else { Duty::Member }).show(filled))
            (Radios::several(format!("fn-{at}"), lang.say("Fungsi", "Functions"), functions.clone()).show(filled))
        }
    }
}

/// A member's place, to choose.
pub(super) fn duty(lang: Lang, name: &str, first: Duty) -> Select {
    let choices = Duty::ALL.map(|one| (one.code().to_owned(), one.name(lang).to_owned())).to_vec();
    Select::new(name, lang.say("Kedudukan", "Place"), choices).value(first.code())
}

/// Forms the team and leads to its page; with the other button, shows more rows.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn form_team(
    State(site): State<Site>,
    Extension(known): Extension<Instruments>,
    visit: Visit,
    Signed(who): Signed,
    fields: Fields,
) -> Reply {
    let offer = offer(&site, &who, known).await?;
    if fields.get("do") == Some("more") {
        return Ok(show(&visit, &offer, Some(&fields), &[], StatusCode::OK));
    }
    let (chance, now) = (site.chance.clone(), site.now());
    let ids: Vec<String> = offer.instruments.iter().map(|one| one.id.clone()).collect();
    let outcome = match parse(&fields) {
        Ok((new, at)) => site
            .store
            .write(move |tx| actions::form(tx, &chance, now, &who, &new, &|id| ids.iter().any(|one| one == id)))
            .await
            .map_err(|error| in_rows(error, &at)),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(redirect(&format!("{MENU}/{id}"))),
        Err(Error::Refused(refusals)) => {
            Ok(show(&visit, &offer, Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// The rules count members; the form counts rows, of which some are empty.
fn in_rows(error: Error, rows: &[usize]) -> Error {
    let Error::Refused(list) = error else { return error };
    let placed = list.into_iter().map(|refusal| {
        let at = refusal.field.as_deref().and_then(|field| field.strip_prefix("nip-")?.parse::<usize>().ok());
        match at.and_then(|at| rows.get(at)) {
            Some(row) => refusal.at(format!("nip-{row}")),
            None => refusal,
        }
    });
    Error::Refused(placed.collect())
}

/// The team of a form, and of each member the row.
fn parse(fields: &Fields) -> Result<(NewTeam, Vec<usize>)> {
    let mut refused = Refusals::default();
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let unit = refused.take(fields.text("unit", ("unit", "the unit"), 32));
    let title = refused.take(model::title(&text("title")));
    let number = refused.take(numbering(fields));
    let day = refused.take(fields.day("decree_day", ("Tanggal SK", "The day of the decree")));
    let issuer = refused.take(model::issuer(&text("issuer")));
    let from = refused.take(fields.day("from", ("Hari pertama", "The first day")));
    let until = refused.take(fields.day("until", ("Hari terakhir", "The last day")));
    let basis: Vec<String> = fields.all("basis").map(str::to_owned).collect();
    let (mut members, mut at) = (Vec::new(), Vec::new());
    for row in 0..rows(Some(fields)) {
        if let Some(nip) = fields.get(&format!("nip-{row}")) {
            at.push(row);
            members.push(refused.take(member(fields, row, nip)));
        }
    }
    let (Some(unit), Some(title), Some((number, numbering)), Some(day), Some(issuer), Some(from), Some(until)) =
        (unit, title, number, day, issuer, from, until)
    else {
        return Err(refused.into_error());
    };
    refused.check()?;
    let decree = Decree { number, day, issuer, basis };
    let members = members.into_iter().flatten().collect();
    Ok((NewTeam { unit, decree, numbering, title, period: Period { from, until }, members }, at))
}

fn member(fields: &Fields, row: usize, nip: &str) -> Result<NewMember, Refusal> {
    let person = Person::of_nip(nip).map_err(|refusal| refusal.at(format!("nip-{row}")))?;
    let duty = fields.choice(&format!("duty-{row}"), ("kedudukan", "the place"), Duty::parse)?;
    let name = format!("fn-{row}");
    let functions = Functions::new(fields.all(&name).filter_map(Function::parse).collect());
    Ok(NewMember { person, duty, functions: functions.map_err(|refusal| refusal.at(name.clone()))? })
}
