//! What the public sees: every drive with its figures, from the regional office upward. Small counts are
//! hidden, shares near none and all are rounded, refusals are not told at all.

use super::{burn, state, tile};
use crate::actions::{self, PublicRow, public_rows, public_total};
use crate::api::drive_id;
use crate::model::Figures;
use crate::words;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{DriveId, Lang, Zone};
use netra_registry::model::UnitKind;
use netra_web::charts::{TileMap, public_count, public_part, public_share};
use netra_web::components::{Cell, Column, Figure, Table, bar, empty, figures, pages, quiet_link};
use netra_web::{Reply, Site, Visit};

/// Every drive, newest first.
///
/// # Errors
/// When the database fails.
pub async fn public_drives(State(site): State<Site>, visit: Visit) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let before = visit.asked("dari").and_then(|id| id.parse().ok()).map(DriveId);
    let (list, next) = site.store.read(move |tx| actions::glimpses(tx, None, before, now)).await?;
    let lead = visit.say(
        "Siapa yang seharusnya berikrar, dan berapa yang sudah. Setiap angka menyebut penyebutnya.",
        "Who should pledge, and how many have. Every figure names its denominator.",
    );
    Ok(visit.page(visit.say("Data terbuka", "Open data")).current("/data").lead(lead).show(html! {
        @if list.is_empty() {
            (empty(visit.say("Belum ada gerakan.", "No drive yet."), html! { p { (visit.say("Kembalilah nanti.", "Come back later.")) } }))
        }
        @for one in &list {
            section.card {
                h2 { a href={ "/data/" (one.drive.id) } { (one.drive.title) } }
                p { (state(lang, &one.drive, now)) " " span.soft { (words::window(lang, &one.drive.window, None)) } }
                (bar_of(&one.figures))
                p { (sentence(lang, &one.figures)) }
            }
        }
        (pages(&visit, before.is_none(), next.map(|id| id.to_string()).as_deref()))
    }))
}

/// A bar whose length does not tell what its words hide.
fn bar_of(figures: &Figures) -> Markup {
    let Figures { should, signed, .. } = *figures;
    let few_hide = should < 100;
    let shown = match (signed, should - signed) {
        (0..5, _) => 0,
        (_, ..5) if few_hide => should - 5,
        (_, ..5) => should,
        _ => signed,
    };
    bar(shown, should)
}

fn sentence(lang: Lang, figures: &Figures) -> Markup {
    let Figures { should, signed, .. } = *figures;
    html! {
        strong { (public_part(lang, signed, should)) } " " (lang.say("dari", "of")) " " (public_count(lang, should)) " "
        (lang.say("pegawai telah menandatangani", "employees have signed")) " (" (public_share(lang, signed, should)) ")"
    }
}

/// One drive in public.
///
/// # Errors
/// `NotFound` when there is no such drive.
pub async fn public_drive(State(site): State<Site>, visit: Visit, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let view = site.store.read(move |tx| actions::view(tx, None, id, now)).await?;
    let (drive, rows) = (&view.drive, public_rows(&view.coverage));
    let total = public_total(&view.coverage);
    let offices = rows.iter().filter(|row| row.unit.kind == UnitKind::Kanwil);
    let tiles: Vec<_> = offices.map(|row| tile(&row.unit, &row.figures, None)).collect();
    let map = TileMap {
        label: lang
            .say("Cakupan per Kantor Wilayah; tabelnya di bawah", "Coverage by regional office; the table is below"),
        tiles: &tiles,
        public: true,
        lang,
    };
    let of = format!(
        "{} {} {} ({})",
        lang.say("dari", "of"),
        public_count(lang, total.should),
        lang.say("pegawai telah menandatangani", "employees have signed"),
        public_share(lang, total.signed, total.should)
    );
    let source =
        format!("{} {}", lang.say("Dihitung Netra,", "Counted by Netra,"), lang.moment(view.coverage.at, Zone::Wib));
    let page = visit.page(drive.title.clone()).current("/data").under("/data", lang.say("Data terbuka", "Open data"));
    Ok(page.lead(html! { (words::window(lang, &drive.window, None)) " · " (words::kinds(&drive.audience.kinds)) }).show(html! {
        p { (state(lang, drive, now)) }
        (figures(&[Figure::new(public_part(lang, total.signed, total.should), of).source(source)]))
        (bar_of(&total))
        p.source { (words::denominator(lang, drive)) }
        p.actions { (quiet_link(&format!("/data/{id}/cakupan.csv"), lang.say("Unduh CSV", "Download CSV"))) (quiet_link("/log", lang.say("Periksa log", "Inspect the log"))) }
        @if tiles.len() > super::coverage::FEW {
            h2 { (lang.say("Peta cakupan", "Map of coverage")) }
            (map.show())
        }
        h2 { (lang.say("Per unit", "By unit")) }
        (table(lang, &rows))
        p.source { (words::blurring(lang)) }
        h2 { (lang.say("Sepanjang waktu", "Over time")) }
        (burn(lang, &view.burn, total.should, Zone::Wib, lang.say("Tanda tangan, dibulatkan ke puluhan", "Signatures, cut to tens"), |count| count - count % 10))
    }))
}

fn table(lang: Lang, rows: &[PublicRow]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Seharusnya", "Should")),
        Column::number(lang.say("Sudah", "Signed")),
        Column::number(lang.say("Cakupan", "Share")),
    ];
    let row = |row: &PublicRow| {
        let Figures { should, signed, .. } = row.figures;
        vec![
            Cell::text(&row.unit.name),
            Cell::text(public_count(lang, should)),
            Cell::text(public_part(lang, signed, should)),
            Cell::of(html! { (public_share(lang, signed, should)) (bar_of(&row.figures)) }),
        ]
    };
    let caption = lang.say("Cakupan per unit, termasuk unit di bawahnya", "Coverage by unit, with everything below it");
    Table::new(caption, columns).rows(rows.iter().map(row)).show()
}
