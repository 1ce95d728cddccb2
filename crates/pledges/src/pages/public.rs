//! What the public sees: every drive with its figures, from the regional office upward. Small counts are
//! hidden, shares near none and all are rounded, refusals are not told at all.

use super::{burn, state};
use crate::actions::{self, PublicRow, public_rows, public_total};
use crate::api::drive_id;
use crate::model::PublicFigures;
use crate::{rules, words};
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{DriveId, Lang, Zone};
use netra_registry::model::Unit;
use netra_registry::model::UnitKind;
use netra_web::charts::{Tile, TileMap};
use netra_web::components::{Cell, Column, Figure, Table, bar, empty, figures, pages, quiet_link};
use netra_web::{Reply, Site, Visit};

/// Drives on one page.
const PAGE: usize = 20;

/// Every drive that the public sees, newest first.
///
/// # Errors
/// When the database fails.
pub async fn public_drives(State(site): State<Site>, visit: Visit) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let before = visit.asked("dari").and_then(|id| id.parse().ok()).map(DriveId);
    let (list, next) = site.store.read(move |tx| actions::public_drives(tx, before, PAGE, now)).await?;
    let lead = visit.say(
        "Siapa yang seharusnya berikrar, dan berapa yang sudah. Setiap angka menyebut penyebutnya.",
        "Who should pledge, and how many have. Every figure names its denominator.",
    );
    Ok(visit.page(visit.say("Data terbuka", "Open data")).current("/data").lead(lead).show(html! {
        @if list.is_empty() {
            (empty(visit.say("Belum ada gerakan.", "No drive yet."), html! { p { (visit.say("Kembalilah nanti.", "Come back later.")) } }))
        }
        @for one in &list {
            @let total = public_total(&one.coverage);
            section.card {
                h2 { a href={ "/data/" (one.drive.id) } { (one.drive.title) } }
                p { (state(lang, &one.drive, now)) " " span.soft { (words::window(lang, &one.drive.window, None)) } }
                (bar_of(&total))
                p { (sentence(lang, &total)) }
            }
        }
        (pages(&visit, before.is_none(), next.map(|id| id.to_string()).as_deref()))
    }))
}

/// A bar of what is told, not of what is hidden.
fn bar_of(figures: &PublicFigures) -> Markup {
    let (part, whole) = figures.bar();
    bar(part, whole)
}

fn sentence(lang: Lang, figures: &PublicFigures) -> Markup {
    html! {
        strong { (figures.signed.words(lang)) } " " (lang.say("dari", "of")) " " (figures.should.words(lang)) " "
        (lang.say("pegawai telah menandatangani", "employees have signed")) " (" (figures.share(lang)) ")"
    }
}

/// One drive in public.
///
/// # Errors
/// `NotFound` when there is no such drive for the public.
pub async fn public_drive(State(site): State<Site>, visit: Visit, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let view = site.store.read(move |tx| actions::view(tx, None, id, now)).await?;
    let (drive, rows) = (&view.drive, public_rows(&view.coverage));
    let total = public_total(&view.coverage);
    let offices = rows.iter().filter(|row| row.unit.kind == UnitKind::Kanwil);
    let tiles: Vec<_> = offices.filter_map(|row| public_tile(&row.unit, &row.figures, None)).collect();
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
        total.should.words(lang),
        lang.say("pegawai telah menandatangani", "employees have signed"),
        total.share(lang)
    );
    let source =
        format!("{} {}", lang.say("Dihitung Netra,", "Counted by Netra,"), lang.moment(view.coverage.at, Zone::Wib));
    let page = visit.page(drive.title.clone()).current("/data").under("/data", lang.say("Data terbuka", "Open data"));
    Ok(page.lead(html! { (words::window(lang, &drive.window, None)) " · " (words::kinds(&drive.audience.kinds)) }).show(html! {
        p { (state(lang, drive, now)) }
        (figures(&[Figure::new(total.signed.words(lang), of).source(source)]))
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
        (burn(lang, &view.burn, total.should.least(), Zone::Wib, lang.say("Tanda tangan, dibulatkan ke puluhan", "Signatures, cut to tens"), |count| rules::told_growth(count, &total)))
    }))
}

/// A tile of what is told; none where a tile could not say it.
pub fn public_tile(unit: &Unit, figures: &PublicFigures, href: Option<String>) -> Option<Tile> {
    let (part, whole) = figures.tile()?;
    let (code, short) = (unit.code.to_string(), unit.short.clone().unwrap_or_default());
    Some(Tile { code, short, label: unit.name.clone(), part, whole, href })
}

fn table(lang: Lang, rows: &[PublicRow]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Seharusnya", "Should")),
        Column::number(lang.say("Sudah", "Signed")),
        Column::number(lang.say("Cakupan", "Share")),
    ];
    let row = |row: &PublicRow| {
        let told = &row.figures;
        vec![
            Cell::text(&row.unit.name),
            Cell::text(told.should.words(lang)),
            Cell::text(told.signed.words(lang)),
            Cell::of(html! { (told.share(lang)) (bar_of(told)) }),
        ]
    };
    let caption = lang.say("Cakupan per unit, termasuk unit di bawahnya", "Coverage by unit, with everything below it");
    Table::new(caption, columns).rows(rows.iter().map(row)).show()
}
