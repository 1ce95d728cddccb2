//! Names: who has not signed, for the operator of the unit; why some declined, for the oversight team. To
//! everybody else these pages do not exist.

use crate::actions;
use crate::api::drive_id;
use axum::extract::{Path, State};
use maud::html;
use netra_registry::actions as registry;
use netra_web::components::{Cell, Column, Kind, Table, empty, note, pages, quiet_link, tag};
use netra_web::{Reply, Signed, Site, Visit};

/// Those of one unit who have not signed, fifty a page.
///
/// # Errors
/// `NotFound` unless the asker operates this unit.
pub async fn outstanding(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((drive, code)): Path<(String, String)>,
) -> Reply {
    let (id, lang) = (drive_id(&drive)?, visit.lang);
    let after: i64 = visit.asked("dari").and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    let (drive, unit, people, next) = site
        .store
        .read(move |tx| {
            let (drive, unit) = (actions::drive(tx, id)?, registry::unit_by_code(tx, &code)?);
            let (people, next) = actions::outstanding(tx, &who, &drive, unit.id, after)?;
            Ok((drive, unit, people, next))
        })
        .await?;
    let back = format!("/gerakan/{id}/unit/{}", unit.code);
    let page = visit.page(lang.say("Belum menandatangani", "Have not signed")).current("/gerakan");
    let page = page.under(format!("/gerakan/{id}"), drive.title.clone()).under(back.clone(), unit.name.clone());
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("NIP atau nomor kontrak", "NIP or contract number")),
    ];
    let table = Table::new(lang.say("Pegawai yang belum menandatangani", "Employees who have not signed"), columns)
        .caption_hidden()
        .rows(people.iter().map(|person| vec![Cell::text(&person.name), Cell::text(&person.number)]));
    Ok(page.lead(unit.name.clone()).show(html! {
        (note(Kind::Plain, html! { p { (lang.say(
            "Daftar ini hanya untuk Anda sebagai operator unit, untuk mengingatkan. Jangan diteruskan; siapa yang menolak tidak dibedakan di sini.",
            "This list is for you as the unit's operator, to remind people. Do not pass it on; it does not tell who declined.")) } }))
        @if people.is_empty() && after == 0 {
            (empty(lang.say("Semua pegawai unit ini sudah menandatangani.", "Everybody in this unit has signed."), quiet_link(&back, lang.say("Kembali ke cakupan", "Back to the coverage"))))
        } @else {
            p { (lang.say("Ditampilkan", "Shown")) ": " strong { (people.len()) } @if next.is_some() { " " (lang.say("pada halaman ini", "on this page")) } }
            (table.show())
            (pages(&visit, after == 0, next.map(|cursor| cursor.to_string()).as_deref()))
        }
    }))
}

/// Why people declined, in the units that the asker's team oversees.
///
/// # Errors
/// `NotFound` unless the asker is a team member.
pub async fn reasons(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let (drive, list, declined) = site
        .store
        .read(move |tx| {
            let drive = actions::drive(tx, id)?;
            let list = actions::reasons(tx, &who, id)?;
            let declined = actions::declined_overseen(tx, &who, &drive, now)?;
            Ok((drive, list, declined))
        })
        .await?;
    let zone = drive.window.zone.for_unit(netra_base::Zone::Wib);
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("Unit", "Unit")),
        Column::text(lang.say("Waktu", "Time")),
        Column::text(lang.say("Alasan", "Reason")),
        Column::text(lang.say("Keadaan", "State")),
    ];
    let rows = list.iter().map(|one| {
        let signed = one.signed_since.then(|| tag(Kind::Ok, lang.say("Kemudian menandatangani", "Signed since")));
        vec![
            Cell::text(&one.answer.name),
            Cell::text(&one.answer.unit),
            Cell::text(lang.moment(one.answer.at, zone)),
            Cell::text(&one.reason),
            Cell::of(signed.unwrap_or_default()),
        ]
    });
    let table =
        Table::new(lang.say("Alasan menolak, yang terbaru di atas", "Reasons for declining, newest first"), columns)
            .rows(rows);
    let page = visit.page(lang.say("Alasan penolakan", "Reasons for declining")).current("/gerakan");
    // The team reads reasons, not coverage: the way back is the list.
    Ok(page.under("/gerakan", lang.say("Gerakan ikrar", "Pledge drives")).lead(drive.title.clone()).show(html! {
        (note(Kind::Plain, html! { p { (lang.say(
            "Menolak bukan pelanggaran, dan alasan dekat dengan pendapat politik. Hanya anggota tim yang membacanya; jangan disalin ke luar.",
            "Declining is no breach, and a reason is close to political opinion. Only team members read it; do not copy it elsewhere.")) } }))
        @if list.is_empty() {
            (empty(lang.say("Tidak ada yang menolak di unit yang Anda awasi.", "Nobody declined in the units you oversee."), html! {}))
        } @else {
            p { (lang.say("Menolak dan belum menandatangani", "Declined and not signed since")) ": " strong { (lang.number(declined)) } }
            (table.show())
        }
    }))
}
