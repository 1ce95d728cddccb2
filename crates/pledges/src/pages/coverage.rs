//! The coverage of a drive for those inside: figures, map, table, growth. A leader sees the figures of his own
//! branches and no names; the whole is for those whose grants cover the whole.

use super::{burn, state, tiles};
use crate::actions::{self, Branch, Coverage, View};
use crate::api::drive_id;
use crate::model::Figures;
use crate::rules;
use crate::words;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use maud::{Markup, html};
use netra_base::{Lang, Moment, Principal, Role, Zone};
use netra_registry::model::{Unit, UnitKind};
use netra_web::charts::{Bar, TileMap, bars};
use netra_web::components::{Cell, Column, Figure, Table, bar, figures, live as renewed, quiet_link, when};
use netra_web::{Reply, Signed, Site, Visit};

/// So few tiles make no map: they would stand lost in an empty archipelago.
pub(super) const FEW: usize = 3;

/// The coverage page.
///
/// # Errors
/// `NotFound` when the asker's grants touch no unit of the drive.
pub async fn coverage(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let asker = who.clone();
    let view = site.store.read(move |tx| actions::view(tx, Some(&asker), id, now)).await?;
    let (drive, coverage) = (&view.drive, &view.coverage);
    let own_link = |unit: &Unit| Some(format!("/gerakan/{id}/unit/{}", unit.code));
    let map = TileMap {
        label: lang
            .say("Cakupan per Kantor Wilayah; tabelnya di bawah", "Coverage by regional office; the table is below"),
        tiles: &tiles(coverage, own_link),
        public: false,
        lang,
    };
    let page = visit
        .page(drive.title.clone())
        .current("/gerakan")
        .under("/gerakan", lang.say("Gerakan ikrar", "Pledge drives"));
    let lead = html! { (words::window(lang, &drive.window, None)) " · " (words::kinds(&drive.audience.kinds)) " · " (drive.text) };
    Ok(page.lead(lead).show(html! {
        p { (state(lang, drive, now)) }
        @if coverage.is_final { (counts(lang, &view)) } @else { (renewed(&format!("/gerakan/{id}/langsung"), 5, lang, counts(lang, &view))) }
        p.source { (words::denominator(lang, drive)) }
        (actions_of(&visit, &who, &view, now))
        @if map.tiles.len() > FEW {
            h2 { (lang.say("Peta cakupan", "Map of coverage")) }
            (map.show())
        }
        h2 { (lang.say("Per unit", "By unit")) }
        (table(lang, &view))
        h2 { (lang.say("Per jenis kepegawaian", "By kind of employment")) }
        (bars(lang.say("Per jenis kepegawaian", "By kind of employment"), &by_kind(coverage), lang))
        @if view.whole {
            h2 { (lang.say("Sepanjang waktu", "Over time")) }
            (burn(lang, &view.burn, coverage.total.should, Zone::Wib, lang.say("Tanda tangan", "Signatures"), |count| count))
            p.source { (lang.say("Setiap tanda tangan dihitung pada menit ia diberikan, juga bila orangnya kemudian pindah atau keluar.", "Each signature counts in the minute it was given, also when the person later moves or leaves.")) }
        }
    }))
}

/// The counts alone, for pages that renew them.
///
/// # Errors
/// `NotFound` when the asker's grants touch no unit of the drive.
pub async fn live(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let view = site.store.read(move |tx| actions::view(tx, Some(&who), id, now)).await?;
    Ok(Html(counts(visit.lang, &view).into_string()).into_response())
}

/// The great figures, each with its denominator and its moment.
fn counts(lang: Lang, view: &View) -> Markup {
    let (total, coverage) = (view.coverage.total, &view.coverage);
    let of = format!(
        "{} {} {} ({})",
        lang.say("dari", "of"),
        lang.number(total.should),
        lang.say("pegawai telah menandatangani", "employees have signed"),
        lang.percent(total.signed, total.should)
    );
    let source = format!(
        "{} {}",
        if coverage.is_final {
            lang.say("Angka akhir, dibekukan", "Final figures, frozen")
        } else {
            lang.say("Dihitung Netra dari daftar pegawai,", "Counted by Netra from the roster,")
        },
        lang.moment(coverage.at, Zone::Wib)
    );
    let left = lang.say(
        "belum menandatangani; nama hanya untuk operator unitnya",
        "have not signed; names are for their unit's operator only",
    );
    let declined = lang.say(
        "di antaranya menolak; angka ini hanya untuk tim pengawasan",
        "of these declined; this figure is for the oversight team only",
    );
    let mut shown = vec![
        Figure::new(lang.number(total.signed), of).share(total.signed, total.should).source(source),
        Figure::new(lang.number(total.outstanding()), left),
    ];
    if view.team {
        shown.push(Figure::new(lang.number(total.declined), declined));
    }
    html! {
        @if !view.whole { p.soft { (lang.say("Angka ini untuk unit dalam wewenang Anda:", "These figures are for the units within your authority:")) " " (tops(coverage)) "." } }
        (figures(&shown))
    }
}

fn tops(coverage: &Coverage) -> String {
    coverage.tops().iter().map(|branch| branch.unit.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn actions_of(visit: &Visit, who: &Principal, view: &View, now: Moment) -> Markup {
    let (lang, drive) = (visit.lang, &view.drive);
    let base = format!("/gerakan/{}", drive.id);
    let runs = view.coverage.tops().iter().all(|top| rules::runs(who, &top.unit.path));
    html! {
        p.actions {
            (quiet_link(&format!("{base}/cakupan.xlsx"), lang.say("Unduh XLSX", "Download XLSX")))
            (quiet_link(&format!("{base}/cakupan.csv"), lang.say("Unduh CSV", "Download CSV")))
            @if who.has(Role::UnitOperator) || who.has(Role::Leader) { (quiet_link(&format!("/papan/{}", drive.id), lang.say("Papan proyektor", "Projector board"))) }
            @if who.has(Role::TeamMember) { (quiet_link(&format!("{base}/penolakan"), lang.say("Alasan penolakan", "Reasons for declining"))) }
            @if view.whole && runs && rules::may_close(drive, now).is_ok() { (quiet_link(&format!("{base}/tutup"), lang.say("Tutup gerakan", "Close the drive"))) }
        }
    }
}

fn by_kind(coverage: &Coverage) -> Vec<Bar> {
    let bar = |(kind, figures): &(netra_registry::model::Employment, Figures)| Bar {
        label: kind.name().to_owned(),
        part: figures.signed,
        whole: figures.should,
        href: None,
        words: None,
    };
    coverage.by_kind.iter().map(bar).collect()
}

/// The table behind the map: the regional offices and the units of Eselon I; of a smaller part, the units
/// directly below its tops.
fn table(lang: Lang, view: &View) -> Markup {
    let coverage = &view.coverage;
    let high: Vec<&Branch> =
        coverage.branches.iter().filter(|b| matches!(b.unit.kind, UnitKind::Kanwil | UnitKind::Eselon1)).collect();
    let rows = if high.len() > 1 {
        high
    } else {
        coverage.tops().into_iter().flat_map(|top| std::iter::once(top).chain(coverage.below(top.unit.id))).collect()
    };
    let caption = lang.say("Cakupan per unit, termasuk unit di bawahnya", "Coverage by unit, with everything below it");
    let mut total = vec![
        Cell::text(lang.say("Seluruhnya", "All")),
        Cell::text(lang.percent(coverage.total.signed, coverage.total.should)),
    ];
    total.extend(numbers(lang, view, &coverage.total));
    branches(lang, view, caption, rows).total(total).show()
}

/// Should, signed, not yet; and for the oversight team how many of those declined.
fn numbers(lang: Lang, view: &View, figures: &Figures) -> Vec<Cell> {
    let mut counts = vec![figures.should, figures.signed, figures.outstanding()];
    if view.team {
        counts.push(figures.declined);
    }
    counts.into_iter().map(|count| Cell::number(lang, count)).collect()
}

/// Units with their figures, each leading to its own page. The share stands first: on a phone the rest is a push away.
pub(super) fn branches(lang: Lang, view: &View, caption: &str, rows: Vec<&Branch>) -> Table {
    let mut columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Cakupan", "Share")),
        Column::number(lang.say("Seharusnya", "Should")),
        Column::number(lang.say("Sudah", "Signed")),
        Column::number(lang.say("Belum", "Not yet")),
    ];
    if view.team {
        columns.push(Column::number(lang.say("Menolak", "Declined")));
    }
    let mut rows = rows;
    rows.sort_by(|a, b| (a.unit.kind, &a.unit.code).cmp(&(b.unit.kind, &b.unit.code)));
    let row = |branch: &Branch| {
        let all = branch.all;
        let mut cells = vec![
            Cell::link(&format!("/gerakan/{}/unit/{}", view.drive.id, branch.unit.code), &branch.unit.name),
            Cell::of(html! { (lang.percent(all.signed, all.should)) (bar(all.signed, all.should)) }),
        ];
        cells.extend(numbers(lang, view, &all));
        cells
    };
    Table::new(caption, columns).rows(rows.into_iter().map(row))
}

/// When these figures were true.
pub(super) fn as_of(lang: Lang, coverage: &Coverage) -> Markup {
    html! { p.source { (lang.say("Keadaan", "As of")) " " (when(coverage.at, Zone::Wib, lang)) } }
}
