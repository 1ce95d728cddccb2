//! A team's own findings, for its members alone; for whom a finding is about, and those below, it does not exist.
//! The form says not to write names: the person is chosen from the registry. Searching for a person posts the form,
//! so that no name stands in an address.

use super::evidence::files;
use super::{MENU, number, team_id, team_page, text};
use crate::actions::{self, FindingView, Offered};
use crate::model::finding::{FIX_DAYS, NewFinding, RULE};
use crate::model::{self, FindingId, Team, TeamId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, EmployeeId, Error, Lang, Principal, Refusal, Result};
use netra_registry::model::Unit;
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Radios, Table, TextArea, button_link, empty, facts, form, note, tag, when,
};
use netra_web::form::{Fields, Refusals};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// The findings that a member of the team may see.
///
/// # Errors
/// `NotFound` for everybody else.
pub async fn findings(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(team): Path<String>) -> Reply {
    let (id, now, lang) = (team_id(&team)?, site.now(), visit.lang);
    let found = site.store.read(move |tx| actions::findings(tx, now, &who, id)).await?;
    let new = || button_link(&format!("{MENU}/{id}/temuan/baru"), lang.say("Catat temuan", "Record a finding"));
    let columns = vec![
        Column::text(lang.say("Nomor", "Number")),
        Column::text(lang.say("Ditemukan", "Found")),
        Column::text(lang.say("Batas penetapan", "To be fixed by")),
        Column::text(lang.say("Perbuatan", "Act")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let row = |one: &FindingView| {
        vec![
            Cell::link(&format!("{MENU}/{id}/temuan/{}", one.finding.id), &one.finding.id.to_string()),
            Cell::text(lang.day(one.finding.found)),
            Cell::of(html! { (lang.day(one.finding.deadline)) " " (on_time(lang, one)) }),
            Cell::text(one.finding.act.as_deref().unwrap_or("–")),
            Cell::of(
                html! { (waits(lang)) @if one.passed_up { " " span.soft { (lang.say("naik dari", "up from")) " " (one.unit.name) } } },
            ),
        ]
    };
    let lead = lang.say(
        "Hanya anggota tim unit ini yang melihat halaman ini. Temuan tentang seseorang tidak terlihat olehnya dan bawahannya.",
        "Only members of this unit's team see this page. A finding about somebody is hidden from that person and those below.",
    );
    let shown = found.list.iter().take(MOST_ROWS).map(row);
    let table =
        Table::new(lang.say("Temuan tim, terbaru dahulu", "The team's findings, newest first"), columns).rows(shown);
    Ok(team_page(&visit, lang.say("Temuan tim", "Findings of the team"), &found.team).lead(lead).show(html! {
        @if found.list.is_empty() {
            (empty(lang.say("Belum ada temuan.", "No findings yet."), html! { p { (new()) } }))
        } @else {
            p.actions { (new()) }
            p { strong { (lang.number(i64::try_from(found.list.len()).unwrap_or(i64::MAX))) } " " (lang.say("temuan yang dapat Anda lihat", "findings that you can see")) }
            (table.show())
            @if found.list.len() > MOST_ROWS { p.source { (lang.say("Hanya 100 yang terbaru tampil.", "Only the newest 100 are shown.")) } }
        }
    }))
}

/// Rows of the list: some 30 KB.
const MOST_ROWS: usize = 100;

fn waits(lang: Lang) -> Markup {
    tag(Kind::Plain, lang.say("Menunggu meja perkara", "Waits for the case desk"))
}

fn on_time(lang: Lang, one: &FindingView) -> Markup {
    html! { @if one.late { (tag(Kind::Bad, lang.say("Dicatat terlambat", "Recorded late"))) } @else { (tag(Kind::Ok, lang.say("Tepat waktu", "In time"))) } }
}

/// One finding.
///
/// # Errors
/// `NotFound` for everybody who may not see it.
pub async fn finding(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((team, finding)): Path<(String, String)>,
) -> Reply {
    let (id, number, now, lang) = (team_id(&team)?, FindingId(number(&finding)?), site.now(), visit.lang);
    let (one, team) = site
        .store
        .read(move |tx| {
            let one = actions::finding(tx, now, &who, id, number)?;
            Ok((one, actions::recording(tx, now, &who, id)?.1))
        })
        .await?;
    let title = format!("{} {}", lang.say("Temuan", "Finding"), one.finding.id);
    let href = format!("{MENU}/{id}/temuan");
    let page = team_page(&visit, &title, &team).under(href.clone(), lang.say("Temuan tim", "Findings of the team"));
    Ok(page.narrow().show(html! {
        p { (waits(lang)) " " (on_time(lang, &one)) }
        (facts(&[
            (lang.say("Unit", "Unit"), html! { (one.unit.name) }),
            (lang.say("Ditemukan", "Found"), html! { (lang.day(one.finding.found)) }),
            (lang.say("Dicatat", "Recorded"), html! { (when(one.finding.recorded, one.unit.zone, lang)) " · " (one.by) }),
            (lang.say("Batas penetapan", "To be fixed by"), html! { (lang.day(one.finding.deadline)) " (" (FIX_DAYS) " " (lang.say("hari", "days")) ", " a href={ "/aturan/" (RULE) } { (RULE) } ")" }),
            (lang.say("Perbuatan", "Act"), html! { @match &one.finding.act { Some(act) => a href={ "/aturan/" (act) } { (act) }, None => (lang.say("belum ditentukan", "not decided yet")) } }),
            (lang.say("Tentang", "About"), html! { (one.concerned.as_deref().unwrap_or(lang.say("tidak disebut", "nobody named"))) }),
        ]))
        h2 { (lang.say("Apa yang ditemukan", "What was found")) }
        (text(&one.finding.what))
        h2 { (lang.say("Bukti", "Evidence")) }
        @if let Some(evidence) = &one.finding.evidence { (text(evidence)) }
        (files(lang, one.unit.zone, &format!("{href}/{}", one.finding.id), one.files.as_deref()))
    }))
}

/// What the form stands on.
struct Ground {
    unit: Unit,
    team: Team,
    today: Day,
    people: Vec<Offered>,
}

async fn ground(site: &Site, who: &Principal, id: TeamId, fields: Option<&Fields>) -> Result<Ground> {
    let (now, who) = (site.now(), who.clone());
    let words =
        fields.and_then(|fields| fields.get("search")).unwrap_or_default().chars().take(120).collect::<String>();
    let chosen = fields.and_then(chosen);
    site.store
        .read(move |tx| {
            let (unit, team) = actions::recording(tx, now, &who, id)?;
            let people = actions::concerned(tx, now, &who, id, (&words, chosen))?;
            let today = now.day(unit.zone);
            Ok(Ground { unit, team, today, people })
        })
        .await
}

fn chosen(fields: &Fields) -> Option<EmployeeId> {
    fields.get("concerned").and_then(|id| id.parse().ok()).map(EmployeeId)
}

/// The form for a finding.
///
/// # Errors
/// `NotFound` for everybody but members.
pub async fn finding_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
) -> Reply {
    let id = team_id(&team)?;
    let ground = ground(&site, &who, id, None).await?;
    Ok(show(&visit, (id, &ground), None, &[], StatusCode::OK))
}

fn show(
    visit: &Visit,
    (id, ground): (TeamId, &Ground),
    fields: Option<&Fields>,
    refusals: &[Refusal],
    status: StatusCode,
) -> Response {
    let lang = visit.lang;
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let href = format!("{MENU}/{id}/temuan");
    let no_names = lang.say("Jangan menulis nama, NIP, atau akun siapa pun.", "Write nobody's name, NIP or account.");
    let within = match lang {
        Lang::Id => format!(
            "Temuan ditetapkan paling lama {FIX_DAYS} hari sesudah ditemukan ({RULE}). Yang lewat tetap dicatat dan ditandai terlambat."
        ),
        Lang::En => format!(
            "A finding is fixed at most {FIX_DAYS} days after it was found ({RULE}). A later one is recorded all the same and marked late."
        ),
    };
    let page = team_page(visit, lang.say("Catat temuan", "Record a finding"), &ground.team)
        .under(href.clone(), lang.say("Temuan tim", "Findings of the team"));
    page.narrow().status(status).show(html! {
        (note(Kind::Plain, html! { p { (within) } p { (lang.say("Temuan menunggu meja perkara. Hanya anggota tim unit ini yang melihatnya. Foto dan berkas ditambahkan sesudah temuan dicatat.", "A finding waits for the case desk. Only members of this unit's team see it. Photos and files are added once the finding is recorded.")) } }))
        (form(&href, filled, html! {
            (Input::day("found", lang.say("Ditemukan pada", "Found on")).value(ground.today.to_string()).show(filled))
            (TextArea::new("what", lang.say("Apa yang ditemukan", "What was found"), 2_000).hint(no_names).show(filled))
            (Input::text("act", lang.say("Kode perbuatan", "Code of the act")).max(60).optional().hint(lang.say("Dari halaman aturan, misalnya skb2022-etik-04. Kosongkan bila belum pasti.", "From the rule pages, skb2022-etik-04 for instance. Leave it empty when in doubt.")).show(filled))
            (TextArea::new("evidence", lang.say("Catatan bukti", "Note on evidence"), 1_000).optional().hint(lang.say("Apa buktinya, di mana disimpan, siapa (jabatan) yang memegangnya. Jangan menulis nama.", "What the evidence is, where it is kept, which function holds it. Write no names.")).show(filled))
            (about(lang, ground, filled, fields))
            p.actions { button.btn name="do" value="record" { (lang.say("Catat temuan", "Record the finding")) } }
        }))
    })
}

/// Who it is about: a search within the form, and what it found.
fn about(lang: Lang, ground: &Ground, filled: Filled<'_>, fields: Option<&Fields>) -> Markup {
    let searched = fields.and_then(|fields| fields.get("search")).is_some();
    let mut choices: Vec<(String, String)> =
        ground.people.iter().map(|one| (one.employee.to_string(), format!("{}, {}", one.name, one.unit))).collect();
    choices
        .insert(0, (String::new(), lang.say("Tidak ada, atau belum diketahui", "Nobody, or not known yet").to_owned()));
    let hint = lang.say(
        "Orang yang dipilih, dan bawahannya di tim, tidak dapat melihat temuan ini.",
        "The chosen person, and those below in the team, cannot see this finding.",
    );
    html! {
        h2 { (lang.say("Tentang siapa", "Who it is about")) }
        (Input::search("search", lang.say("Cari pegawai", "Find an employee")).max(120).optional().hint(match lang {
            Lang::Id => format!("Nama atau NIP; di {} dan unit di bawahnya.", ground.unit.name),
            Lang::En => format!("Name or NIP; in {} and the units below.", ground.unit.name),
        }).show(filled))
        p.actions { button.btn.quiet name="do" value="search" { (lang.say("Cari", "Search")) } }
        @if searched && ground.people.is_empty() { p.soft { (lang.say("Tidak ada yang cocok. Periksa ejaannya.", "Nobody fits. Check the spelling.")) } }
        @if choices.len() > 1 { (Radios::one("concerned", lang.say("Pilih orangnya", "Choose the person"), choices).chosen("").optional().hint(hint).show(filled)) }
    }
}

fn parse(fields: &Fields) -> Result<NewFinding> {
    let mut refused = Refusals::default();
    let found = refused.take(fields.day("found", ("Hari ditemukan", "The day it was found")));
    let what = refused.take(model::finding_text(fields.get("what").unwrap_or_default()));
    let act = fields.get("act").map(|act| act.chars().take(80).collect());
    let evidence = refused.take(fields.get("evidence").map(model::evidence).transpose());
    let (Some(found), Some(what), Some(evidence)) = (found, what, evidence) else { return Err(refused.into_error()) };
    refused.check()?;
    Ok(NewFinding { act, what, found, evidence, concerned: chosen(fields) })
}

/// Records a finding and leads to the form for its evidence, where nothing of it is shown to who may not see it; or
/// searches.
///
/// # Errors
/// `NotFound` for everybody but members.
pub async fn record_finding(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
    fields: Fields,
) -> Reply {
    let id = team_id(&team)?;
    let ground = ground(&site, &who, id, Some(&fields)).await?;
    if fields.get("do") == Some("search") {
        return Ok(show(&visit, (id, &ground), Some(&fields), &[], StatusCode::OK));
    }
    let (chance, now) = (site.chance.clone(), site.now());
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::record_finding(tx, &chance, now, &who, id, &new)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(finding) => Ok(redirect(&format!("{MENU}/{id}/temuan/{finding}/bukti?dicatat=1"))),
        Err(Error::Refused(refusals)) => {
            Ok(show(&visit, (id, &ground), Some(&fields), &refusals, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
