//! The screens of pledges: the person's own pledge and receipt, drives and their coverage for operators and
//! leaders, the board in the yard, and what the public sees. Forms and words only; what may be seen and done
//! is decided in actions.

mod board;
mod close;
mod coverage;
mod drives;
mod files;
mod mine;
mod names;
mod new;
mod paper;
mod place;
mod public;
mod receipt;
mod unit;

pub use board::board;
pub use close::{close, close_form};
pub use coverage::{coverage, live};
pub use drives::drives;
pub use files::{coverage_csv, coverage_xlsx, public_csv};
pub use mine::{decline, decline_form, mine, pledge, sign};
pub use names::{outstanding, reasons};
pub use new::{new_drive, open};
pub use paper::receipt_pdf;
pub use public::{public_drive, public_drives, public_tile};
pub use receipt::{receipt, receipt_json, receipt_proof};
pub use unit::unit;

use crate::actions::{Burn, Coverage};
use crate::model::{Drive, Figures};
use maud::{Markup, html};
use netra_base::{Lang, Moment, Zone};
use netra_registry::model::{Unit, UnitKind};
use netra_web::charts::{BurnPoint, BurnUp, Tile};
use netra_web::components::{Cell, Column, Kind, Table, details, tag};

/// Where a drive stands as a whole, in a word: it opens first in the east and closes last in the west.
fn state(lang: Lang, drive: &Drive, now: Moment) -> Markup {
    let (opens, closes) = (drive.window.opens_at(Zone::Wit), drive.window.closes_at(Zone::Wib));
    if drive.closed.is_some() {
        tag(Kind::Ok, lang.say("Ditutup, angka akhir", "Closed, final figures"))
    } else if now < opens {
        tag(Kind::Plain, lang.say("Belum dibuka", "Not open yet"))
    } else if now <= closes {
        tag(Kind::Plain, lang.say("Sedang berjalan", "Running"))
    } else {
        tag(Kind::Plain, lang.say("Waktunya selesai", "Time is over"))
    }
}

/// Tiles of the regional offices among these branches, or of the topmost units when there is none.
fn tiles(coverage: &Coverage, href: impl Fn(&Unit) -> Option<String>) -> Vec<Tile> {
    let offices: Vec<_> = coverage.branches.iter().filter(|branch| branch.unit.kind == UnitKind::Kanwil).collect();
    let shown = if offices.is_empty() {
        coverage.tops().iter().flat_map(|top| coverage.below(top.unit.id)).collect()
    } else {
        offices
    };
    shown.into_iter().map(|branch| tile(&branch.unit, &branch.all, href(&branch.unit))).collect()
}

fn tile(unit: &Unit, figures: &Figures, href: Option<String>) -> Tile {
    Tile {
        code: unit.code.to_string(),
        short: unit.short.clone().unwrap_or_default(),
        label: unit.name.clone(),
        part: figures.signed,
        whole: figures.should,
        href,
    }
}

/// The burn-up with its table behind it; nothing while there are fewer than two points.
fn burn(lang: Lang, burn: &Burn, should: i64, zone: Zone, label: &str, count: impl Fn(i64) -> i64) -> Markup {
    let points: Vec<BurnPoint> =
        burn.points.iter().map(|(at, part)| BurnPoint { at: *at, part: count(*part), whole: should }).collect();
    if points.len() < 2 {
        return html! { p.soft { (lang.say("Belum cukup tanda tangan untuk digambar.", "Too few signatures to draw yet.")) } };
    }
    let every = points.len().div_ceil(TABLE_ROWS);
    let columns = vec![
        Column::text(lang.say("Waktu", "Time")),
        Column::number(lang.say("Tanda tangan sampai saat itu", "Signatures by then")),
    ];
    let rows = points
        .iter()
        .enumerate()
        .filter(|(at, _)| at % every == 0 || at + 1 == points.len())
        .map(|(_, point)| vec![Cell::text(lang.moment(point.at, zone)), Cell::number(lang, point.part)]);
    let table = Table::new(lang.say("Tanda tangan sepanjang waktu", "Signatures over time"), columns).rows(rows);
    html! {
        (BurnUp { label, whole_label: lang.say("seharusnya", "should sign"), points: &points, zone, lang }.show())
        (details(lang.say("Angkanya dalam tabel", "The figures as a table"), table.show()))
    }
}

/// Rows of the table behind a burn-up: one screen.
const TABLE_ROWS: usize = 24;
