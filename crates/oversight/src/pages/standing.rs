//! Who has a valid team today: the map and table of all regional offices, those with the most units without one first.
//! Every count says of how many and when; nobody is named.

use super::MENU;
use super::team::plan_figures;
use super::units::has;
use crate::actions::{self, Counts, MyDuty, Notice, Standing, UnitStanding, What};
use crate::rules;
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Lang, Role, Zone};
use netra_web::charts::{Tile, TileMap};
use netra_web::components::{
    Cell, Column, Figure, Kind, Table, button_link, details, empty, figures, note, quiet_link, when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// So few tiles make no map.
const FEW: usize = 3;

/// Every Kanwil and UPT, and whether it has a valid team today.
///
/// # Errors
/// When the database fails.
pub async fn standing(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang, inside) = (site.now(), visit.lang, rules::belongs(&who));
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
        (counts(lang, &standing.counts("/"), Some("/tim/daftar"), inside))
        p.source { (lang.say("Dihitung: setiap Kantor Wilayah dan UPT yang ada hari ini, juga UPT di luar Kanwil. Keadaan", "Counted: every regional office and UPT there is today, UPT outside any office included. As of")) " " (when(standing.at, Zone::Wib, lang)) }
        p.actions {
            @if forms { (button_link("/tim/baru", lang.say("Bentuk tim", "Form a team"))) " " }
            (quiet_link("/tim/daftar", lang.say("Semua unit dan timnya", "All units and their teams")))
        }
        (own(lang, &mine))
        (waiting(lang, &notices))
        @if tiles.len() > FEW { h2 { (lang.say("Peta", "Map")) } (map.show()) }
        h2 { (lang.say("Per Kantor Wilayah", "By regional office")) }
        @if standing.units.is_empty() {
            (empty(lang.say("Belum ada Kantor Wilayah atau UPT.", "There is no regional office or UPT yet."), html! {}))
        } @else { (offices(lang, &standing, inside)) }
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

/// How many units have a team; `list` is where those without one are found. Whose team it is and what it lacks is for those
/// inside the house.
pub(super) fn counts(lang: Lang, counts: &Counts, list: Option<&str>, inside: bool) -> Markup {
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
    let leads = |figure: Figure, state: &str, count: i64| match list {
        Some(list) if count > 0 => figure.link(format!("{list}?keadaan={state}"), lang.say("Unit mana", "Which units")),
        _ => figure,
    };
    let incomplete = of("timnya kurang ketua atau anggota", "have a team that lacks a chair or members");
    let without = Figure::new(lang.number(counts.without()), of("belum punya tim", "have no team yet"));
    let with = Figure::new(lang.number(counts.with()), with).share(counts.with(), counts.units);
    let without = leads(without, "belum", counts.without());
    if !inside {
        return figures(&[with, without]);
    }
    figures(&[
        with,
        Figure::new(lang.number(counts.own), of("punya tim sendiri", "have a team of their own")),
        without,
        leads(Figure::new(lang.number(counts.incomplete), incomplete), "kurang", counts.incomplete),
    ])
}

/// What waits for those who keep teams, in a sentence.
#[must_use]
pub fn notice_words(lang: Lang, notice: &Notice) -> String {
    match (&notice.what, lang) {
        (What::MemberLeft(_, name, open), Lang::Id) => {
            let work = match open {
                0 => String::new(),
                _ => format!(" Tugas, kunjungan, dan tindak lanjutnya yang belum dialihkan: {}.", lang.number(*open)),
            };
            format!(
                "{name} pindah atau keluar dari unit, dan karena itu keluar dari tim.{work} Pilih pengganti, atau catat bahwa tidak perlu."
            )
        }
        (What::MemberLeft(_, name, open), Lang::En) => {
            let work = match open {
                0 => String::new(),
                _ => format!(" Open tasks, visits and points to follow up that have nobody: {}.", lang.number(*open)),
            };
            format!(
                "{name} moved or left the unit and so left the team.{work} Choose a successor, or record that none is needed."
            )
        }
        (What::Incomplete, _) => lang
            .say("Tim kurang ketua atau anggota. Lengkapi.", "The team lacks a chair or members. Complete it.")
            .to_owned(),
        (What::EndsSoon(day), Lang::Id) => format!("Masa tugas berakhir {}. Siapkan SK berikutnya.", lang.day(*day)),
        (What::EndsSoon(day), Lang::En) => format!("The period ends on {}. Prepare the next decree.", lang.day(*day)),
    }
}

/// What waits for those who keep teams, as a remark; nothing when nothing does.
pub(super) fn waiting(lang: Lang, notices: &[Notice]) -> Markup {
    html! {
        @if !notices.is_empty() {
            (note(Kind::Warn, html! {
                p { strong { (lang.number(i64::try_from(notices.len()).unwrap_or(i64::MAX))) " " (lang.say("hal menunggu Anda", "things wait for you")) } }
                ul {
                    @for notice in notices.iter().take(20) {
                        li { a href={ (MENU) "/" (notice.team) "/anggota" } { (notice.unit.name) } ": " (notice_words(lang, notice)) }
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

/// The words over the two lists of offices, those that lack something and the others: its caption, and its summary where it
/// is folded. Those outside the house read of units without a team, and no word of what a team lacks.
struct Words {
    lacking: &'static str,
    whole: &'static str,
    summary: &'static str,
}

impl Words {
    fn of(lang: Lang, inside: bool) -> Self {
        let whole = lang.say("Kantor Wilayah dengan UPT-nya, menurut kode", "Regional offices with their UPT, by code");
        if inside {
            let lacking = lang.say(
                "Kantor Wilayah dengan UPT-nya yang belum semuanya punya tim lengkap. Yang paling banyak belum punya tim di atas, selebihnya menurut kode",
                "Regional offices with their UPT of which not every unit has a complete team. Those with the most units without a team come first, the others by code",
            );
            let summary = lang.say(
                "Kantor Wilayah yang semua unitnya punya tim lengkap",
                "regional offices of which every unit has a complete team",
            );
            return Self { lacking, whole, summary };
        }
        let lacking = lang.say(
            "Kantor Wilayah dengan UPT-nya yang belum semuanya punya tim. Yang paling banyak belum punya tim di atas",
            "Regional offices with their UPT of which not every unit has a team. Those with the most units without one come first",
        );
        let summary =
            lang.say("Kantor Wilayah yang semua unitnya punya tim", "regional offices of which every unit has a team");
        Self { lacking, whole, summary }
    }
}

/// Offices of which every unit has a complete team are folded: what is missing stands open. For those outside the house,
/// offices of which every unit has a team.
fn offices(lang: Lang, standing: &Standing, inside: bool) -> Markup {
    let lacks = |office: &&UnitStanding| {
        let counts = standing.counts(&office.unit.path);
        counts.without() > 0 || (inside && counts.incomplete > 0)
    };
    let mut list: Vec<&UnitStanding> = standing.offices().collect();
    list.sort_by_cached_key(|office| (-standing.counts(&office.unit.path).without(), &office.unit.code));
    let (open, whole): (Vec<&UnitStanding>, Vec<&UnitStanding>) = list.into_iter().partition(lacks);
    let words = Words::of(lang, inside);
    let count = lang.number(i64::try_from(whole.len()).unwrap_or(i64::MAX));
    let summary = format!("{count} {}", words.summary);
    let show = |caption, list| table(lang, standing, (caption, list), inside);
    html! {
        @if !open.is_empty() { (show(words.lacking, open)) }
        @if !whole.is_empty() { (details(&summary, show(words.whole, whole))) }
    }
}

fn table(lang: Lang, standing: &Standing, (caption, list): (&str, Vec<&UnitStanding>), inside: bool) -> Markup {
    let mut columns = vec![
        Column::text(lang.say("Kantor Wilayah", "Regional office")),
        Column::text(lang.say("Timnya", "Its team")),
        Column::number(lang.say("Unit", "Units")),
    ];
    if inside {
        columns.push(Column::number(lang.say("Tim sendiri", "Own team")));
        columns.push(Column::number(lang.say("Ikut unit di atas", "By unit above")));
    }
    columns.push(Column::number(lang.say("Belum", "None")));
    let row = |office: &UnitStanding| {
        let counts = standing.counts(&office.unit.path);
        let mut cells = vec![
            Cell::link(&format!("{MENU}/unit/{}", office.unit.code), &office.unit.name),
            Cell::of(has(lang, office, inside)),
            Cell::number(lang, counts.units),
        ];
        if inside {
            cells.extend([counts.own, counts.above].map(|count| Cell::number(lang, count)));
        }
        cells.push(Cell::number(lang, counts.without()));
        cells
    };
    Table::new(caption, columns).cards().rows(list.into_iter().map(row)).show()
}
