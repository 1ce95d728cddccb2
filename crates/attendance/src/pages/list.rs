//! `/kegiatan/{id}/hadir`: the operator's list. Counts first, then what waits for a decision, then rows, the latest first,
//! fifty a page. Searching posts the form, so that no name stands in an address.

use super::{MENU, activity_id, address, clock, counts, page_of, state, timing};
use crate::actions::{self, Filter, FoundPerson, List, PartyView, Place, RowView};
use crate::model::{Party, State};
use crate::rules;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, Moment};
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Table, button, button_link, details, empty, form, note, pages, quiet_link, tag,
};
use netra_web::{Fields, Reply, Signed, Site, Visit};

/// What the list may be narrowed down to, by the word in the address.
fn filter(visit: &Visit) -> Filter {
    let from = visit.asked("dari").and_then(|text| Place::parse(&text));
    match visit.asked("saring").as_deref() {
        Some("ragu") => Filter { state: Some(State::Doubtful), shared: false, from },
        Some("hadir") => Filter { state: Some(State::Present), shared: false, from },
        Some("dicabut") => Filter { state: Some(State::Absent), shared: false, from },
        Some("bersama") => Filter { state: None, shared: true, from },
        _ => Filter { from, ..Filter::default() },
    }
}

/// The list.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn list(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
) -> Reply {
    let (id, filter) = (activity_id(&activity)?, filter(&visit));
    let list = site.store.read(move |tx| actions::list(tx, &who, id, &filter)).await?;
    Ok(show(&visit, &list, site.now(), None))
}

/// The list with people found by words.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn search(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
    fields: Fields,
) -> Reply {
    let id = activity_id(&activity)?;
    let words: String = fields.get("cari").unwrap_or_default().chars().take(120).collect();
    let (list, found) = site
        .store
        .read(move |tx| {
            let found = actions::search(tx, &who, id, &words)?;
            Ok((actions::list(tx, &who, id, &Filter::default())?, found))
        })
        .await?;
    Ok(show(&visit, &list, site.now(), Some((&fields, &found))))
}

fn show(visit: &Visit, list: &List, now: Moment, found: Option<(&Fields, &[FoundPerson])>) -> Response {
    let (lang, sums) = (visit.lang, &list.sums);
    let activity = &sums.home.activity;
    let base = address(activity.id);
    let keeps = rules::may_keep(activity, now);
    page_of(visit, visit.say("Daftar hadir", "Attendance"), activity).lead(super::line(lang, activity)).show(html! {
        (counts(lang, sums, now))
        (parties(lang, &sums.parties))
        p.actions {
            (button_link(&format!("{MENU}/{}/layar", activity.id), lang.say("Tampilkan di layar", "Show on the screen")))
            (quiet_link(&format!("{base}/tamu"), lang.say("Tamu", "Guests")))
            (quiet_link(&format!("{base}/kertas"), lang.say("Lembar kertas", "Paper sheets")))
            (quiet_link(&format!("{base}/impor"), lang.say("Impor daftar rapat", "Import a meeting list")))
            (quiet_link(&format!("{base}/berkas.xlsx"), lang.say("Unduh XLSX", "Download XLSX")))
            (quiet_link(&format!("{base}/berkas.csv"), lang.say("Unduh CSV", "Download CSV")))
        }
        (waiting(lang, list, &base))
        @match &keeps {
            Ok(()) => (find(lang, &base, found)),
            Err(refusal) => (note(Kind::Plain, html! { p { (refusal.say.to(lang)) } })),
        }
        h2 { (lang.say("Pegawai", "Employees")) }
        (filters(visit))
        @if list.rows.is_empty() {
            (empty(lang.say("Belum ada baris di sini.", "There are no rows here yet."), html! {}))
        } @else {
            (rows(lang, list, &base))
            (pages(visit, visit.asked("dari").is_none(), list.next.map(|next| next.to_string()).as_deref()))
        }
    })
}

/// Host and delegations, each with its own denominator.
fn parties(lang: Lang, parties: &[PartyView]) -> Markup {
    if parties.len() < 2 {
        return html! {};
    }
    let columns = vec![
        Column::text(lang.say("Rombongan", "Party")),
        Column::number(lang.say("Hadir", "Present")),
        Column::number(lang.say("Diharapkan", "Expected")),
        Column::number(lang.say("Bagian", "Share")),
    ];
    let name = |one: &PartyView| {
        let unit = one.unit.as_ref().map(|unit| unit.name.as_str()).unwrap_or_default();
        match one.party {
            Party::Host => format!("{unit} ({})", lang.say("penyelenggara", "host")),
            Party::Delegation(_) => unit.to_owned(),
            Party::Visitor => lang.say("Pegawai unit lain", "Employees of other units").to_owned(),
        }
    };
    let row = |one: &PartyView| {
        vec![
            Cell::text(name(one)),
            Cell::number(lang, one.present),
            one.expected.map_or(Cell::text("–"), |expected| Cell::number(lang, expected)),
            one.expected.map_or(Cell::text("–"), |expected| Cell::text(lang.percent(one.present, expected))),
        ]
    };
    let caption = lang.say("Penyelenggara dan delegasi, dihitung terpisah", "Host and delegations, counted apart");
    let table = Table::new(caption, columns).cards().rows(parties.iter().map(row));
    details(caption, table.show())
}

/// What waits for the operator.
fn waiting(lang: Lang, list: &List, base: &str) -> Markup {
    let (doubtful, shared) = (list.sums.tally.doubtful, list.sums.shared);
    html! {
        @if doubtful > 0 {
            (note(Kind::Warn, html! { p { a href={ (base) "?saring=ragu" } { (lang.number(doubtful)) " " (lang.say("pindaian meragukan", "doubtful scans")) } " " (lang.say("menunggu keputusan Anda: kodenya sudah lewat ketika dikirim.", "wait for your decision: their code had passed when it was sent.")) } }))
        }
        @if shared > 0 {
            (note(Kind::Warn, html! { p { a href={ (base) "?saring=bersama" } { (lang.number(shared)) " " (lang.say("perangkat", "devices")) } " " (lang.say("dipakai lebih dari tiga orang. Semuanya tersimpan; lihat apakah orangnya memang ada.", "were used by more than three people. All are kept; see whether they are really here.")) } }))
        }
    }
}

fn find(lang: Lang, base: &str, found: Option<(&Fields, &[FoundPerson])>) -> Markup {
    let filled = found.map_or(Filled::blank(lang), |(fields, _)| Filled::again(lang, fields, &[]));
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("Nomor", "Number")),
        Column::text(lang.say("Unit", "Unit")),
        Column::text(lang.say("Di daftar", "On the list")),
    ];
    let row = |one: &FoundPerson| {
        vec![
            person(lang, base, one),
            Cell::text(&one.number),
            Cell::text(&one.unit),
            one.state.map_or(Cell::text("–"), |found| Cell::of(state(lang, found))),
        ]
    };
    html! {
        (form(base, filled, html! {
            (Input::search("cari", lang.say("Cari pegawai untuk ditandai hadir", "Find an employee to mark present")).max(120).hint(lang.say("Nama atau NIP untuk penyelenggara dan unit Anda. Pegawai delegasi dari unit lain hanya ditemukan dengan NIP lengkap, 18 angka: daftar namanya milik unit itu.", "Name or NIP for the host and your units. People of other units' delegations are found by the whole NIP only, 18 digits: their names are their unit's.")).show(filled))
            (button(lang.say("Cari", "Search")))
        }))
        @if let Some((_, people)) = found {
            @if people.is_empty() {
                (empty(lang.say("Tidak ada yang cocok. Periksa ejaannya, atau catat sebagai tamu.", "Nobody fits. Check the spelling, or enter a guest."), html! { p { (quiet_link(&format!("{base}/tamu"), lang.say("Catat tamu", "Enter a guest"))) } }))
            } @else {
                (Table::new(lang.say("Yang cocok", "Who fits"), columns).cards().rows(people.iter().map(row)).show())
            }
        }
    }
}

/// The way to a person; whoever is known by the NIP alone is opened with it, by a form.
fn person(lang: Lang, base: &str, one: &FoundPerson) -> Cell {
    let at = format!("{base}/orang/{}", one.employee);
    let Some(nip) = one.said else { return Cell::link(&at, &one.name) };
    Cell::of(html! {
        (one.name)
        (form(&at, Filled::blank(lang), html! {
            input type="hidden" name="nip" value=(nip);
            button.btn.quiet { (lang.say("Buka", "Open")) }
        }))
    })
}

fn filters(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let now = visit.asked("saring").unwrap_or_default();
    let words = [
        ("", lang.say("Semua", "All")),
        ("hadir", lang.say("Hadir", "Present")),
        ("ragu", lang.say("Meragukan", "Doubtful")),
        ("bersama", lang.say("Perangkat bersama", "Shared device")),
        ("dicabut", lang.say("Tidak dihitung", "Not counted")),
    ];
    html! {
        p { @for (at, (word, words)) in words.iter().enumerate() {
            @if at > 0 { " · " }
            @if *word == now { strong { (words) } } @else { a href=(visit.here_with("saring", word)) { (words) } }
        } }
    }
}

fn rows(lang: Lang, list: &List, base: &str) -> Markup {
    let activity = &list.sums.home.activity;
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("Pukul", "At")),
        Column::text(lang.say("Keadaan", "State")),
        Column::text(lang.say("Cara", "By")),
        Column::text(lang.say("Unit", "Unit")),
    ];
    let row = |one: &RowView| {
        vec![
            Cell::link(&format!("{base}/orang/{}", one.row.employee), &one.row.name),
            Cell::of(html! { (clock(lang, one.row.at, activity)) (timing(lang, one.row.timing)) }),
            Cell::of(html! {
                (state(lang, one.row.state))
                @if one.row.party == Party::Visitor { " " (tag(Kind::Plain, lang.say("Unit lain", "Other unit"))) }
                @if let Some(count) = one.shared { " " (tag(Kind::Warn, &format!("{count} {}", lang.say("orang, satu perangkat", "people, one device")))) }
            }),
            Cell::text(one.row.via.name(lang)),
            Cell::text(&one.unit),
        ]
    };
    let caption = lang.say("Pegawai, yang terakhir dahulu", "Employees, the latest first");
    Table::new(caption, columns).cards().rows(list.rows.iter().map(row)).show()
}
