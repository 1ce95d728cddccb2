//! Who has a valid team today: the map and table of all regional offices, and one unit with those below it. Every
//! count says of how many and when; nobody is named.

use super::team::plan_figures;
use super::{MENU, page, period, validity};
use crate::actions::{self, Counts, Has, MyDuty, Notice, Standing, UnitStanding, What};
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Lang, Role, Zone};
use netra_registry::model::UnitKind;
use netra_web::charts::{Tile, TileMap};
use netra_web::components::{
    Cell, Column, Figure, Kind, Table, button_link, details, empty, figures, note, quiet_link, tag, when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// So few tiles make no map.
const FEW: usize = 3;

/// Every Kanwil and UPT, and whether it has a valid team today.
///
/// # Errors
/// When the database fails.
pub async fn standing(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let forms = who.has(Role::UnitOperator) || who.has(Role::Administrator);
    let (standing, notices, mine, plans) = site
        .store
        .read(move |tx| {
            let (standing, notices) = (actions::standing(tx, now)?, actions::notices(tx, &who, now)?);
            Ok((standing, notices, actions::duties(tx, now, &who)?, actions::all_plans(tx, &who)?))
        })
        .await?;
    let lead = visit.say(
        "Tim pembinaan dan pengawasan netralitas dibentuk dengan SK. Halaman ini menunjukkan unit mana yang punya tim yang berlaku hari ini.",
        "Teams for guidance and supervision of neutrality are formed by decree. This page shows which units have a valid team today.",
    );
    let tiles = tiles(&standing);
    let label = lang.say(
        "Unit yang punya tim, per Kantor Wilayah; tabelnya di bawah",
        "Units with a team, by regional office; the table is below",
    );
    let map = TileMap { label, tiles: &tiles, public: false, lang };
    Ok(visit.page(visit.say("Tim pengawasan", "Oversight teams")).current(MENU).lead(lead).show(html! {
        (counts(lang, &standing.counts("/")))
        p.source { (lang.say("Dihitung: setiap Kantor Wilayah dan UPT yang ada hari ini. Keadaan", "Counted: every regional office and UPT there is today. As of")) " " (when(standing.at, Zone::Wib, lang)) }
        @if forms { p.actions { (button_link("/tim/baru", lang.say("Bentuk tim", "Form a team"))) } }
        (own(lang, &mine))
        (waiting(lang, &notices))
        @if tiles.len() > FEW { h2 { (lang.say("Peta", "Map")) } (map.show()) }
        h2 { (lang.say("Per Kantor Wilayah", "By regional office")) }
        @if standing.units.is_empty() {
            (empty(lang.say("Belum ada Kantor Wilayah atau UPT.", "There is no regional office or UPT yet."), html! {}))
        } @else { (offices(lang, &standing)) }
        @if let Some(plans) = plans.filter(|plans| plans.all() > 0) {
            h2 { (lang.say("Pengawasan di unit Anda", "Supervision in your units")) }
            (figures(&plan_figures(lang, &plans)))
            p.source { (lang.say("Jumlah dari laporan semua tim di unit dalam wewenang Anda, juga tim yang sudah berakhir.", "Sums of the reports of all teams in the units within your authority, teams that have ended included.")) }
        }
    }))
}

/// What the asker has to do, in a line that leads to the list.
fn own(lang: Lang, mine: &[MyDuty]) -> Markup {
    let late = mine.iter().filter(|one| one.late()).count();
    html! {
        @if !mine.is_empty() {
            (note(if late > 0 { Kind::Warn } else { Kind::Plain }, html! {
                p { a href={ (MENU) "/tugas" } { (mine.len()) " " (lang.say("tugas menunggu Anda", "tasks wait for you")) } @if late > 0 { ", " (late) " " (lang.say("terlambat", "late")) } "." }
            }))
        }
    }
}

fn counts(lang: Lang, counts: &Counts) -> Markup {
    let of = |id: &str, en: &str| match lang {
        Lang::Id => format!("dari {} unit {id}", lang.number(counts.units)),
        Lang::En => format!("of {} units {en}", lang.number(counts.units)),
    };
    let share = lang.percent(counts.with(), counts.units);
    let with = format!(
        "{} ({share})",
        of(
            "punya tim yang berlaku, sendiri atau dari unit di atasnya",
            "have a valid team, their own or that of a unit above"
        )
    );
    figures(&[
        Figure::new(lang.number(counts.with()), with).share(counts.with(), counts.units),
        Figure::new(lang.number(counts.own), of("punya tim sendiri", "have a team of their own")),
        Figure::new(lang.number(counts.without()), of("belum punya tim", "have no team yet")),
        Figure::new(
            lang.number(counts.incomplete),
            of("timnya kurang ketua atau anggota", "have a team that lacks a chair or members"),
        ),
    ])
}

/// What waits for those who keep teams, as a remark; nothing when nothing does.
#[must_use]
pub fn waiting(lang: Lang, notices: &[Notice]) -> Markup {
    let words = |notice: &Notice| match (&notice.what, lang) {
        (What::MemberLeft(_, name), Lang::Id) => {
            format!(
                "{name} pindah atau keluar dari unit, dan karena itu keluar dari tim. Pilih pengganti, atau catat bahwa tidak perlu."
            )
        }
        (What::MemberLeft(_, name), Lang::En) => {
            format!(
                "{name} moved or left the unit and so left the team. Choose a successor, or record that none is needed."
            )
        }
        (What::Incomplete, _) => lang
            .say("Tim kurang ketua atau anggota. Lengkapi.", "The team lacks a chair or members. Complete it.")
            .to_owned(),
        (What::EndsSoon(day), Lang::Id) => format!("Masa tugas berakhir {}. Siapkan SK berikutnya.", lang.day(*day)),
        (What::EndsSoon(day), Lang::En) => format!("The period ends on {}. Prepare the next decree.", lang.day(*day)),
    };
    html! {
        @if !notices.is_empty() {
            (note(Kind::Warn, html! {
                p { strong { (lang.number(i64::try_from(notices.len()).unwrap_or(i64::MAX))) " " (lang.say("hal menunggu Anda", "things wait for you")) } }
                ul {
                    @for notice in notices.iter().take(20) {
                        li { a href={ (MENU) "/" (notice.team) "/anggota" } { (notice.unit.name) } ": " (words(notice)) }
                    }
                }
                @if notices.len() > 20 { p { (lang.say("Sisanya tampil setelah sebagian diselesaikan.", "The rest follows once some are done.")) } }
            }))
        }
    }
}

fn tiles(standing: &Standing) -> Vec<Tile> {
    let tile = |office: &UnitStanding| {
        let counts = standing.counts(&office.unit.path);
        Tile {
            code: office.unit.code.to_string(),
            short: office.unit.short.clone().unwrap_or_default(),
            label: office.unit.name.clone(),
            part: counts.with(),
            whole: counts.units,
            href: Some(format!("{MENU}/unit/{}", office.unit.code)),
        }
    };
    standing.offices().map(tile).collect()
}

fn offices(lang: Lang, standing: &Standing) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kantor Wilayah", "Regional office")),
        Column::text(lang.say("Timnya", "Its team")),
        Column::number(lang.say("Unit", "Units")),
        Column::number(lang.say("Tim sendiri", "Own team")),
        Column::number(lang.say("Ikut unit di atas", "By unit above")),
        Column::number(lang.say("Belum", "None")),
    ];
    let row = |office: &UnitStanding| {
        let counts = standing.counts(&office.unit.path);
        let mut cells = vec![
            Cell::link(&format!("{MENU}/unit/{}", office.unit.code), &office.unit.name),
            Cell::of(has(lang, office)),
        ];
        cells.extend([counts.units, counts.own, counts.above, counts.without()].map(|count| Cell::number(lang, count)));
        cells
    };
    let all = standing.counts("/");
    let mut total = vec![Cell::text(lang.say("Seluruhnya", "All")), Cell::text("")];
    total.extend([all.units, all.own, all.above, all.without()].map(|count| Cell::number(lang, count)));
    let caption = lang.say(
        "Tim yang berlaku hari ini, per Kantor Wilayah dengan UPT-nya; baris terakhir termasuk UPT di luar Kanwil",
        "Teams valid today, by regional office with its UPT; the last row includes UPT outside any office",
    );
    Table::new(caption, columns).rows(standing.offices().map(row)).total(total).show()
}

/// The team of a unit in a word: its own, one above, none; complete or not.
fn has(lang: Lang, one: &UnitStanding) -> Markup {
    let until = |has: &Has| format!("{} {}", lang.say("sampai", "until"), lang.day(has.until));
    html! {
        @match &one.has {
            None => (tag(Kind::Bad, lang.say("Belum ada", "None"))),
            Some(has) => {
                @if has.complete { (tag(Kind::Ok, lang.say("Berlaku", "Valid"))) }
                @else { (tag(Kind::Warn, lang.say("Kurang anggota", "Lacks members"))) }
                " " a href={ (MENU) "/" (has.team) } { (if has.of == one.unit.id { lang.say("tim sendiri", "own team") } else { &has.of_name }) }
                " " span.soft { (until(has)) }
                @if has.soon { " " (tag(Kind::Warn, lang.say("segera berakhir", "ends soon"))) }
            },
        }
    }
}

/// One unit: its team, those below it, and the teams it had.
///
/// # Errors
/// `NotFound` for a code that no unit has.
pub async fn unit(State(site): State<Site>, visit: Visit, Signed(_): Signed, Path(code): Path<String>) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let (own, below, history) = site.store.read(move |tx| actions::of_unit(tx, now, &code)).await?;
    let today = now.day(own.unit.zone);
    let columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::text(lang.say("Jenis", "Kind")),
        Column::text(lang.say("Tim", "Team")),
    ];
    let row = |one: &UnitStanding| {
        let name = match one.unit.kind {
            UnitKind::Kanwil => Cell::link(&format!("{MENU}/unit/{}", one.unit.code), &one.unit.name),
            _ => Cell::text(&one.unit.name),
        };
        vec![name, Cell::text(one.unit.kind.name(lang)), Cell::of(has(lang, one))]
    };
    let shown = below.units.iter().take(MOST_ROWS);
    let caption = lang.say("Unit di bawahnya dan timnya hari ini", "Units below and their teams today");
    let table = Table::new(caption, columns).caption_hidden().rows(shown.map(row));
    let counted = below.counts("/");
    Ok(page(&visit, &own.unit.name).show(html! {
        p { (has(lang, &own)) }
        @if !below.units.is_empty() {
            h2 { (lang.say("Unit di bawahnya", "Units below")) }
            p { strong { (lang.number(counted.with())) } " " (lang.say("dari", "of")) " " (lang.number(counted.units)) " " (lang.say("unit punya tim yang berlaku.", "units have a valid team.")) }
            (table.show())
            @if below.units.len() > MOST_ROWS { p.source { (lang.say("Hanya 100 unit pertama tampil; buka Kantor Wilayahnya untuk sisanya.", "Only the first 100 units are shown; open the regional office for the rest.")) } }
        }
        h2 { (lang.say("Tim unit ini", "Teams of this unit")) }
        @if history.is_empty() {
            (empty(lang.say("Unit ini belum pernah punya tim sendiri.", "This unit has never had a team of its own."), html! {
                @if visit.is_any(&[Role::UnitOperator, Role::Administrator]) { (quiet_link(&format!("/tim/baru?unit={}", own.unit.code), lang.say("Bentuk tim", "Form a team"))) }
            }))
        }
        ul {
            @for team in history.iter().take(20) {
                li { a href={ (MENU) "/" (team.id) } { (team.title) } " " (validity(lang, team, today)) " " span.soft { (period(lang, team.valid().from, team.valid().until)) } }
            }
        }
        (details(lang.say("Apa yang dihitung", "What is counted"), html! { p { (lang.say(
            "Sebuah unit punya tim bila timnya sendiri, atau tim unit terdekat di atasnya, berlaku hari ini menurut tanggal setempat.",
            "A unit has a team when its own, or that of the nearest unit above, is valid today by the local date.")) } p.source { (when(below.at, own.unit.zone, lang)) } }))
    }))
}

/// Rows of a unit's page: some 25 KB.
const MOST_ROWS: usize = 100;
