//! The first page for everybody: what waits for me, and the figures that the public sees. It only puts together what the
//! features offer.

use crate::waits::{self, waits};
use axum::Extension;
use axum::extract::State;
use maud::html;
use netra_base::{Moment, Result, Zone};
use netra_ledger::Log;
use netra_pledges::actions::{self as pledges, PublicDrive};
use netra_pledges::model::{Drive, Phase};
use netra_pledges::pages::public_tile;
use netra_pledges::rules::phase;
use netra_registry::model::UnitKind;
use netra_web::charts::{Tile, TileMap};
use netra_web::components::{Cell, Column, Figure, Kind, Table, button_link, empty, figures, quiet_link, tag};
use netra_web::{Markup, Reply, Site, Visit};
use std::sync::{Arc, Mutex, PoisonError};

/// Drives looked at for the portal: the newest ones.
const NEWEST: usize = 5;
/// How long the portal's figures are kept: a crowd that looks at once costs one look.
const KEPT_MS: i64 = 1_000;

type Figures = Arc<Vec<PublicDrive>>;

/// The portal's figures of the last second.
#[derive(Debug, Clone, Default)]
pub struct Front(Arc<Mutex<Option<(Moment, Figures)>>>);

impl Front {
    async fn figures(&self, site: &Site) -> Result<Figures> {
        let now = site.now();
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, figures)) = kept.filter(|(at, _)| (0..KEPT_MS).contains(&(now.0 - at.0))) {
            return Ok(figures);
        }
        let mut told = site.store.read(move |tx| pledges::public_drives(tx, None, NEWEST, now)).await?.0;
        // What runs comes first, and of that what concerns most people.
        told.sort_by_key(|told| (!runs(&told.drive, now), std::cmp::Reverse(told.coverage.total.should)));
        let figures = Arc::new(told);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&figures)));
        Ok(figures)
    }
}

fn runs(drive: &Drive, now: Moment) -> bool {
    drive.closed.is_none() && matches!(phase(&drive.window, Zone::Wib, now), Phase::Open(_))
}

/// `GET /`.
pub async fn home(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    Extension(front): Extension<Front>,
    visit: Visit,
) -> Reply {
    let told = front.figures(&site).await?;
    let (now, speaks) = (site.now(), visit.lang);
    let waiting = match visit.who.clone() {
        Some(who) => site.store.read(move |tx| waits(tx, &who, now, speaks)).await?,
        None => Vec::new(),
    };
    let size = log.published().size.cast_signed();
    let lang = visit.lang;
    let lead = visit.say(
        "Program netralitas pegawai: siapa yang berikrar, dan berapa yang seharusnya. Setiap angka menyebut penyebutnya, \
         dan setiap tanda tangan dapat diperiksa siapa saja.",
        "The neutrality programme of the civil service: who has pledged, and how many should. Every number names its \
         denominator, and anybody can check every signature.",
    );
    let body = html! {
        p.actions {
            (button_link("/pakta", visit.say("Baca dan tanda tangani pakta", "Read and sign the pledge")))
            " " (quiet_link("/tanya", visit.say("Tanya sebelum bertindak", "Ask before you act")))
            " " (quiet_link("/verifikasi", visit.say("Periksa sebuah bukti", "Check a receipt")))
        }
        (waits::show(&waiting, lang))
        (figures(&[
            told.first().map(|told| drive_figure(told, &visit)).unwrap_or_else(|| Figure::new("–", visit.say("belum ada gerakan", "no drive yet"))),
            Figure::new(lang.number(size), visit.say("catatan pada log publik; tak satu pun dapat dihapus atau diubah diam-diam", "entries in the public log; none can be dropped or changed unnoticed"))
                .link("/log", visit.say("Tentang log", "About the log")),
        ]))
        @if let Some(first) = told.first() { (public_drive(first, &visit)) }
        @if told.len() > 1 {
            h2 { (visit.say("Gerakan ikrar lain", "Other pledge drives")) }
            (figures(&told.iter().skip(1).map(|told| drive_figure(told, &visit)).collect::<Vec<_>>()))
        }
        @if told.is_empty() {
            (empty(visit.say("Belum ada gerakan yang dibuka.", "No drive has been opened yet."), html! {}))
        }
    };
    let title = visit.say("Netral, dan dapat dibuktikan.", "Neutral, and provable.").to_owned();
    Ok(visit.page(title).current("/").lead(lead).show(body))
}

fn drive_figure(told: &PublicDrive, visit: &Visit) -> Figure {
    let PublicDrive { drive, coverage } = told;
    let (lang, total) = (visit.lang, pledges::public_total(coverage));
    let words = match lang {
        netra_base::Lang::Id => {
            format!("dari {} pegawai telah menandatangani ({})", total.should.words(lang), total.share(lang))
        }
        netra_base::Lang::En => {
            format!("of {} employees have signed ({})", total.should.words(lang), total.share(lang))
        }
    };
    let source = format!("{}, {}", drive.title, lang.moment(coverage.at, Zone::Wib));
    let (part, whole) = total.bar();
    let figure = Figure::new(total.signed.words(lang), words).share(part, whole);
    figure.source(source).link(format!("/data/{}", drive.id), visit.say("Rinciannya", "Details"))
}

/// A drive as the public sees it: from Kanwil upward, small counts suppressed.
fn public_drive(told: &PublicDrive, visit: &Visit) -> Markup {
    let PublicDrive { drive, coverage } = told;
    let lang = visit.lang;
    let mut rows = pledges::public_rows(coverage);
    rows.retain(|row| row.unit.kind != UnitKind::Agency);
    let tiles: Vec<Tile> = rows
        .iter()
        .filter(|row| row.unit.kind == UnitKind::Kanwil)
        .filter_map(|row| public_tile(&row.unit, &row.figures, Some(format!("/data/{}", drive.id))))
        .collect();
    let mut table = Table::new(
        visit.say("Cakupan per Kantor Wilayah dan unit pusat", "Coverage by regional office and central unit"),
        vec![
            Column::text(visit.say("Unit", "Unit")),
            Column::number(visit.say("Seharusnya", "Should")),
            Column::number(visit.say("Sudah", "Signed")),
            Column::number("%"),
        ],
    );
    for row in &rows {
        table.row(vec![
            Cell::text(&row.unit.name),
            Cell::text(row.figures.should.words(lang)),
            Cell::text(row.figures.signed.words(lang)),
            Cell::text(row.figures.share(lang)),
        ]);
    }
    let label = visit
        .say("Cakupan per Kantor Wilayah; tabel lengkap di bawah", "Coverage by regional office; the table is below");
    html! {
        section {
            h2 { (drive.title) " " (state(drive, coverage.at, visit)) }
            @if tiles.len() > 3 { (TileMap { label, tiles: &tiles, public: true, lang }.show()) }
            (netra_web::components::details(visit.say("Angkanya dalam tabel", "The figures in a table"), table.show()))
            p { a href=(format!("/data/{}", drive.id)) { (visit.say("Semua angka gerakan ini", "All figures of this drive")) } }
        }
    }
}

fn state(drive: &Drive, at: netra_base::Moment, visit: &Visit) -> Markup {
    match phase(&drive.window, Zone::Wib, at) {
        _ if drive.closed.is_some() => tag(Kind::Plain, visit.say("selesai", "closed")),
        Phase::Before(_) => tag(Kind::Plain, visit.say("belum dibuka", "not open yet")),
        Phase::Open(_) => tag(Kind::Ok, visit.say("berjalan", "running")),
        Phase::After(_) => tag(Kind::Plain, visit.say("berakhir", "over")),
    }
}
