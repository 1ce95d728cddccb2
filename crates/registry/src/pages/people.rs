//! `/pegawai`: people by name, NIP or unit, within the asker's own units, and one person with every move.
//! What is searched for comes in a form that is posted, so that no NIP stands in an address or a log.

use super::deeds;
use crate::actions::{self, People, Scope};
use crate::model::{Departure, Employee, Service, State as Moved, Unit};
use crate::reach;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{EmployeeId, Error, Lang, Refusal, Result, UnitId, Zone};
use netra_store::Tx;
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Select, Table, button, empty, facts, form, note, quiet_link, tag,
};
use netra_web::{Fields, Reply, Signed, Site, Visit, address};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// So many units fit into a list to choose from; those who reach more type the code.
pub(super) const CHOICES: usize = 100;

/// People on a page.
const PAGE: usize = 50;
/// Units looked into for one page: empty ones cost some 50 µs each.
const LOOKED: usize = 500;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Question {
    /// Words of a name, or digits of a NIP.
    pub text: String,
    /// The code of a unit; with all below it.
    pub unit: Option<String>,
    /// Where the page begins: which part of the reach, and after whom.
    pub after: Option<(usize, i64)>,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Answer {
    pub people: Vec<Employee>,
    pub units: HashMap<UnitId, Unit>,
    pub next: Option<(usize, i64)>,
}

/// Reads a cursor: `0.1234`.
pub(crate) fn cursor(text: &str) -> Option<(usize, i64)> {
    let (part, after) = text.split_once('.')?;
    Some((part.parse().ok()?, after.parse().ok().filter(|after| *after >= 0)?))
}

/// Looks within the paths of the asker's reach, one after the other, a page at a time.
///
/// # Errors
/// Refused when the unit is unknown or out of reach, which is the same answer.
pub(crate) fn search(tx: &mut Tx<'_>, reach: &[String], asked: &Question) -> Result<Answer> {
    let (part, after) = asked.after.unwrap_or_default();
    let found = match &asked.unit {
        None => through(tx, reach, &asked.text, part, after)?,
        Some(code) => {
            let unit = actions::unit_by_code(tx, code).map_err(|error| unknown_unit(error, code))?;
            if !reach.iter().any(|path| unit.path.starts_with(path)) {
                return Err(unknown_unit(Error::NotFound, code));
            }
            if asked.text.is_empty() {
                listed(tx, &unit.path, part, after)?
            } else {
                through(tx, &[unit.path], &asked.text, part, after)?
            }
        }
    };
    let mut units = HashMap::new();
    for person in &found.0 {
        if let Entry::Vacant(place) = units.entry(person.unit) {
            place.insert(actions::unit(tx, person.unit)?);
        }
    }
    Ok(Answer { people: found.0, units, next: found.1 })
}

type Part = (Vec<Employee>, Option<(usize, i64)>);

fn through(tx: &mut Tx<'_>, reach: &[String], text: &str, part: usize, mut after: i64) -> Result<Part> {
    for (at, path) in reach.iter().enumerate().skip(part) {
        let People { people, next } = actions::find_people(tx, text, Scope::Below(path), after)?;
        if !people.is_empty() {
            let next = next.map(|next| (at, next)).or((at + 1 < reach.len()).then_some((at + 1, 0)));
            return Ok((people, next));
        }
        after = 0;
    }
    Ok((Vec::new(), None))
}

/// The people of a unit and of those below, unit by unit; `part` is the place of a unit in the tree.
fn listed(tx: &mut Tx<'_>, path: &str, part: usize, mut after: i64) -> Result<Part> {
    let mut people = Vec::new();
    for (looked, (at, unit)) in actions::tree(tx, path, None)?.into_iter().enumerate().skip(part).enumerate() {
        let room = PAGE - people.len();
        if room == 0 || looked == LOOKED {
            return Ok((people, Some((at, after))));
        }
        let found = actions::people_of(tx, unit.id, after, u32::try_from(room).unwrap_or(u32::MAX))?;
        people.extend(found.people);
        if let Some(next) = found.next {
            return Ok((people, Some((at, next))));
        }
        after = 0;
    }
    Ok((people, None))
}

fn unknown_unit(error: Error, code: &str) -> Error {
    let Error::NotFound = error else { return error };
    let shown: String = code.chars().filter(|letter| !letter.is_control()).take(32).collect();
    Refusal::new(
        "unit-unknown",
        format!("Tidak ada unit \"{shown}\" di dalam wewenang Anda; periksa kodenya."),
        format!("There is no unit \"{shown}\" within your reach; check its code."),
    )
    .at("unit")
    .into()
}

/// The empty search, or the people of a unit and below (`?unit=KW-20`), which names no person.
pub async fn people_page(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let fields = Fields::from_pairs(visit.asked("unit").map(|unit| ("unit".to_owned(), unit)));
    let asked = fields.get("unit").is_some();
    show(&site, &visit, &reach::paths(&who), &fields, asked).await
}

/// What the search found.
pub async fn people_found(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    show(&site, &visit, &reach::paths(&who), &fields, true).await
}

fn question(fields: &Fields) -> Result<Question, Refusal> {
    let text = fields.optional("cari", ("Pencarian", "Search"), 80)?.unwrap_or_default();
    let unit = fields.optional("unit", ("Kode unit", "Unit code"), 32)?;
    if text.is_empty() && unit.is_none() {
        return Err(Refusal::new(
            "required",
            "Tulis nama atau NIP, atau pilih unit.",
            "Write a name or a NIP, or choose a unit.",
        )
        .at("cari"));
    }
    Ok(Question { text, unit, after: fields.get("sesudah").and_then(cursor) })
}

async fn show(site: &Site, visit: &Visit, reach: &[String], fields: &Fields, asked: bool) -> Reply {
    let today = site.now().day(Zone::Wib);
    let question = if asked { Some(question(fields)) } else { None };
    let paths = reach.to_vec();
    let (units, answer) = site
        .store
        .read(move |tx| {
            let mut units = Vec::new();
            for path in &paths {
                units.extend(actions::tree(tx, path, Some(today))?);
            }
            let answer = match question {
                None => Ok(None),
                Some(Err(refusal)) => Err(vec![refusal]),
                Some(Ok(question)) => match search(tx, &paths, &question) {
                    Ok(answer) => Ok(Some(answer)),
                    Err(Error::Refused(list)) => Err(list),
                    Err(other) => return Err(other),
                },
            };
            Ok((units, answer))
        })
        .await?;
    let (refused, answer) = match answer {
        Ok(answer) => (Vec::new(), answer),
        Err(list) => (list, None),
    };
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (search_form(visit, &units, fields, &refused))
        @match &answer {
            Some(answer) => (found(visit, fields, answer)),
            None => p.actions { (quiet_link("/pegawai/impor", visit.say("Impor daftar pegawai", "Import a roster"))) (quiet_link("/unit", visit.say("Unit kerja", "Units"))) },
        }
    };
    Ok(visit
        .page(visit.say("Pegawai", "Staff"))
        .current("/pegawai")
        .status(status)
        .lead(visit.say("Pegawai di unit Anda dan di bawahnya.", "The people of your units and below."))
        .show(body))
}

fn search_form(visit: &Visit, units: &[Unit], fields: &Fields, refused: &[Refusal]) -> Markup {
    let filled = Filled::again(visit.lang, fields, refused);
    form(
        "/pegawai",
        filled,
        html! {
            (Input::search("cari", visit.say("Nama atau NIP", "Name or NIP"))
                .hint(visit.say("Awal kata dari nama, atau sedikitnya empat angka pertama NIP. Yang Anda tulis tidak masuk ke alamat halaman.", "The beginning of words of the name, or at least the first four digits of the NIP. What you write does not go into the page's address."))
                .optional().max(80).autocomplete("off").show(filled))
            @if units.len() <= CHOICES {
                (Select::new("unit", visit.say("Unit", "Unit"), choices(units)).prompt(visit.say("Semua unit Anda", "All your units")).optional().show(filled))
            } @else {
                (Input::text("unit", visit.say("Kode unit", "Unit code")).hint(visit.say("Misalnya KW-20. Kosongkan untuk semua unit Anda.", "Such as KW-20. Leave empty for all your units.")).optional().max(32).short().show(filled))
            }
            (button(visit.say("Cari pegawai", "Search")))
        },
    )
}

pub(super) fn choices(units: &[Unit]) -> Vec<(String, String)> {
    let top = units.iter().map(Unit::depth).min().unwrap_or(0);
    let words = |unit: &Unit| format!("{}{} ({})", "\u{2003}".repeat(unit.depth() - top), unit.name, unit.code);
    units.iter().map(|unit| (unit.code.to_string(), words(unit))).collect()
}

fn found(visit: &Visit, fields: &Fields, answer: &Answer) -> Markup {
    let lang = visit.lang;
    let count = i64::try_from(answer.people.len()).unwrap_or(0);
    html! {
        h2 { (lang.say("Hasil", "Result")) }
        @if answer.people.is_empty() {
            (empty(lang.say("Tidak ada pegawai yang cocok di unit Anda.", "Nobody in your units fits."),
                html! { p { (lang.say("Coba awal namanya saja, atau periksa angkanya. Pegawai unit lain tidak tampil di sini.", "Try only the beginning of the name, or check the digits. People of other units are not shown here.")) } }))
        } @else {
            p { (lang.number(count)) " " (lang.say("pegawai di halaman ini", "people on this page")) @if answer.next.is_some() { (lang.say("; masih ada lagi", "; there are more")) } "." }
            (table(lang, answer).show())
            @if let Some((part, after)) = answer.next {
                form method="post" action="/pegawai" {
                    @for name in ["cari", "unit"] { @if let Some(value) = fields.get(name) { input type="hidden" name=(name) value=(value); } }
                    input type="hidden" name="sesudah" value={ (part) "." (after) };
                    p.actions { button.btn.quiet { (lang.say("Berikutnya", "Next")) " →" } }
                }
            }
        }
    }
}

fn table(lang: Lang, answer: &Answer) -> Table {
    let columns = vec![
        Column::text(lang.say("Nama dan nomor", "Name and number")),
        Column::text(lang.say("Unit", "Unit")),
        Column::text(lang.say("Jabatan", "Position")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    Table::new(lang.say("Pegawai yang cocok", "People that fit"), columns).rows(answer.people.iter().map(|person| {
        let unit = answer.units.get(&person.unit);
        let name = html! {
            a href={ "/pegawai/" (person.id) } { (person.name.as_str()) }
            br;
            span.source { (person.employment.name()) " " (number(person)) }
        };
        vec![
            Cell::of(name),
            Cell::text(unit.map_or("", |unit| unit.name.as_str())),
            Cell::text(person.position.as_deref().unwrap_or("")),
            Cell::of(state(person.service, lang)),
        ]
    }))
}

pub(super) fn number(person: &Employee) -> String {
    match (&person.nip, &person.contract) {
        (Some(nip), _) => nip.to_string(),
        (None, Some(contract)) => contract.as_str().to_owned(),
        (None, None) => String::new(),
    }
}

fn state(service: Service, lang: Lang) -> Markup {
    match service {
        Service::Active => tag(Kind::Ok, lang.say("Aktif", "Active")),
        Service::Left(_) => tag(Kind::Plain, lang.say("Sudah keluar", "Left")),
    }
}

pub(super) fn service_words(service: Service, lang: Lang) -> &'static str {
    match service {
        Service::Active => lang.say("bekerja di sini", "works here"),
        Service::Left(Departure::Retired) => lang.say("pensiun", "retired"),
        Service::Left(Departure::Transferred) => lang.say("pindah ke instansi lain", "moved to another agency"),
        Service::Left(Departure::Ended) => lang.say("berhenti atau kontrak berakhir", "ended"),
        Service::Left(Departure::Died) => lang.say("meninggal dunia", "died"),
    }
}

/// One person, for the operators of the unit they are in now.
pub async fn person(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(id): Path<i64>,
) -> Reply<Response> {
    let (person, unit, history) = site
        .store
        .read(move |tx| {
            let (person, unit) = actions::person_in_reach(tx, &who, EmployeeId(id))?;
            let mut history = Vec::new();
            for moved in actions::history(tx, person.id)? {
                history.push((moved, actions::unit(tx, moved.unit)?));
            }
            Ok((person, unit, history))
        })
        .await?;
    let lang = visit.lang;
    let body = html! {
        @if visit.asked("kabar").as_deref() == Some("dicatat") {
            (note(Kind::Ok, html! { p { (lang.say("Sudah dicatat, dengan satu catatan di log.", "Recorded, with one entry in the log.")) } }))
        }
        (facts(&person_facts(&person, &unit, lang)))
        (deeds::links(&person, lang))
        h2 { (lang.say("Riwayat", "History")) }
        (history_table(&history, lang).show())
    };
    Ok(visit.page(person.name.as_str()).current("/pegawai").under("/pegawai", lang.say("Pegawai", "Staff")).show(body))
}

fn person_facts(person: &Employee, unit: &Unit, lang: Lang) -> Vec<(&'static str, Markup)> {
    let mut list = vec![
        (
            if person.nip.is_some() { "NIP" } else { lang.say("Nomor kontrak", "Contract number") },
            html! { (number(person)) },
        ),
        ("Status", html! { (person.employment.name()) }),
        (
            lang.say("Keadaan", "State"),
            html! { (state(person.service, lang)) " " (service_words(person.service, lang)) },
        ),
        (lang.say("Unit", "Unit"), html! { a href={ "/unit/" (address::encode(unit.code.as_str())) } { (unit.name) } }),
    ];
    if let Some(position) = &person.position {
        list.push((lang.say("Jabatan", "Position"), html! { (position) }));
    }
    if let Some(grade) = &person.grade {
        list.push((
            lang.say("Golongan", "Grade"),
            html! { (grade.as_str()) @if let Some(rank) = grade.rank() { " (" (rank) ")" } },
        ));
    }
    list.push((lang.say("Tercatat sejak", "On record since"), html! { (lang.day(person.joined)) }));
    if let Some(last) = person.left {
        list.push((lang.say("Hari terakhir", "Last day"), html! { (lang.day(last)) }));
    }
    list
}

fn history_table(history: &[(Moved, Unit)], lang: Lang) -> Table {
    let columns =
        vec![Column::text(lang.say("Sejak", "Since")), Column::text(lang.say("Unit dan keadaan", "Unit and state"))];
    let rows = history.iter().rev().map(|(moved, unit)| {
        let place = html! {
            a href={ "/unit/" (address::encode(unit.code.as_str())) } { (unit.name) }
            br;
            span.source { (moved.employment.name()) ", " (service_words(moved.service, lang)) }
        };
        vec![Cell::text(lang.day(moved.day)), Cell::of(place)]
    });
    Table::new(lang.say("Setiap perpindahan, yang terbaru di atas", "Every move, the latest on top"), columns)
        .rows(rows)
}
