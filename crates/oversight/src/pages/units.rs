//! Units and the team they have: one unit with those below it, and the list of all that ought to have a team, narrowed to
//! those that have none, an incomplete one, or one that ends soon. Whoever is outside the house learns whether, and no more.

use super::standing::counts;
use super::{MENU, page, period, validity};
use crate::actions::{self, Has, UnitStanding};
use crate::model::Team;
use crate::rules;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Day, Lang, Role, Zone};
use netra_registry::actions as registry;
use netra_web::components::{
    Cell, Column, Filled, Input, Kind, Select, Table, details, empty, filter_form, pages, quiet_link, tag, when,
};
use netra_web::{Reply, Signed, Site, Visit};

/// The list of all units.
const LIST: &str = "/tim/daftar";
/// Rows of one page: some 20 KB.
const PAGE: usize = 50;
/// Rows of a unit's page: some 25 KB.
const MOST_ROWS: usize = 100;
/// Units whose parts one address may ask for: somebody's grants, as a desk leads here.
const MOST_CODES: usize = 10;

/// The team of a unit in a word: its own, one above, none; complete or not.
pub(super) fn has(lang: Lang, one: &UnitStanding, inside: bool) -> Markup {
    let until = |has: &Has| format!("{} {}", lang.say("sampai", "until"), lang.day(has.until));
    html! {
        @match &one.has {
            None => (tag(Kind::Bad, lang.say("Belum ada", "None"))),
            Some(_) if !inside => (tag(Kind::Ok, lang.say("Berlaku", "Valid"))),
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

/// What a list of units is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    Without,
    Incomplete,
    Soon,
}

impl Wanted {
    /// What the asker may narrow by. Those outside the house learn whether a unit has a team, so for them every other
    /// narrowing is none.
    fn offered(inside: bool) -> &'static [Self] {
        if inside { &[Self::All, Self::Without, Self::Incomplete, Self::Soon] } else { &[Self::All, Self::Without] }
    }

    fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Without => "belum",
            Self::Incomplete => "kurang",
            Self::Soon => "segera",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::All => lang.say("Semua", "All"),
            Self::Without => lang.say("Belum punya tim", "Without a team"),
            Self::Incomplete => lang.say("Timnya kurang ketua atau anggota", "Whose team lacks a chair or members"),
            Self::Soon => lang.say("Timnya segera berakhir", "Whose team ends soon"),
        }
    }

    fn fits(self, one: &UnitStanding) -> bool {
        match self {
            Self::All => true,
            Self::Without => one.has.is_none(),
            Self::Incomplete => one.has.as_ref().is_some_and(|has| !has.complete),
            Self::Soon => one.has.as_ref().is_some_and(|has| has.soon),
        }
    }
}

/// The list of all units that ought to have a team; `?keadaan=belum` for those without, `?unit=KW-20` for those at and below
/// a unit.
///
/// # Errors
/// `NotFound` for a code that no unit has.
pub async fn units(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang, inside) = (site.now(), visit.lang, rules::belongs(&who));
    let asked = visit.asked("keadaan").unwrap_or_default();
    let wanted = Wanted::offered(inside).iter().copied().find(|one| one.code() == asked).unwrap_or(Wanted::All);
    let codes: String = visit.asked("unit").unwrap_or_default().chars().take(200).collect();
    let named: Vec<String> =
        codes.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect();
    let (standing, paths) = site
        .store
        .read(move |tx| {
            let mut paths = Vec::new();
            for code in named.iter().take(MOST_CODES) {
                paths.push(registry::unit_by_code(tx, code)?.path);
            }
            Ok((actions::standing(tx, now)?, paths))
        })
        .await?;
    let among = |path: &str| paths.is_empty() || paths.iter().any(|above| path.starts_with(above.as_str()));
    let from = visit.asked("dari");
    let mut rows: Vec<&UnitStanding> =
        standing.units.iter().filter(|one| among(&one.unit.path) && wanted.fits(one)).collect();
    rows.sort_by(|one, other| one.unit.code.cmp(&other.unit.code));
    rows.retain(|one| from.as_deref().is_none_or(|from| one.unit.code.as_str() > from));
    let next = (rows.len() > PAGE).then(|| rows[PAGE - 1].unit.code.as_str());
    let caption = lang.say("Unit dan timnya hari ini, menurut kode", "Units and their teams today, by code");
    let lead =
        lang.say("Setiap Kantor Wilayah dan UPT, menurut kode unit.", "Every regional office and UPT, by its code.");
    Ok(page(&visit, lang.say("Unit dan timnya", "Units and their teams")).lead(lead).show(html! {
        (counts(lang, &standing.counts_of(|unit| among(&unit.path)), None, inside))
        p.source { (lang.say("Keadaan", "As of")) " " (when(standing.at, Zone::Wib, lang)) }
        (filters(lang, wanted, &codes, inside))
        @if rows.is_empty() { (empty(lang.say("Tidak ada unit yang cocok.", "No unit fits."), html! {})) }
        @else { (table(lang, caption, &rows[..rows.len().min(PAGE)], inside).show()) }
        (pages(&visit, from.is_none(), next))
    }))
}

fn filters(lang: Lang, wanted: Wanted, codes: &str, inside: bool) -> Markup {
    let filled = Filled::blank(lang);
    let states = Wanted::offered(inside).iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())).collect();
    filter_form(
        LIST,
        lang.say("Saring", "Filter"),
        html! {
            (Select::new("keadaan", lang.say("Timnya", "Their team"), states).value(wanted.code()).optional().show(filled))
            (Input::text("unit", lang.say("Kode unit", "Code of the unit")).value(codes).max(200).optional().short().show(filled))
        },
    )
}

/// Units with their teams: two columns, which a phone shows side by side.
fn table(lang: Lang, caption: &str, rows: &[&UnitStanding], inside: bool) -> Table {
    let columns = vec![Column::text(lang.say("Unit", "Unit")), Column::text(lang.say("Tim", "Team"))];
    let row = |one: &&UnitStanding| {
        let unit = &one.unit;
        let name = html! {
            a href={ (MENU) "/unit/" (unit.code) } { (unit.name) } br;
            span.source { (unit.code) " · " (unit.kind.name(lang)) }
        };
        vec![Cell::of(name), Cell::of(has(lang, one, inside))]
    };
    Table::new(caption, columns).rows(rows.iter().map(row))
}

/// One unit: its team, those below it, and the teams it had.
///
/// # Errors
/// `NotFound` for a code that no unit has.
pub async fn unit(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(code): Path<String>) -> Reply {
    let (now, lang, inside) = (site.now(), visit.lang, rules::belongs(&who));
    let (own, below, history) = site.store.read(move |tx| actions::of_unit(tx, now, &who, &code)).await?;
    let today = now.day(own.unit.zone);
    let counted = below.counts("/");
    let all = format!("{LIST}?unit={}", own.unit.code);
    let caption = lang.say("Unit di bawahnya dan timnya hari ini", "Units below and their teams today");
    let shown: Vec<&UnitStanding> = below.units.iter().take(MOST_ROWS).collect();
    Ok(page(&visit, &own.unit.name).show(html! {
        p { (has(lang, &own, inside)) }
        @if !below.units.is_empty() {
            h2 { (lang.say("Unit di bawahnya", "Units below")) }
            p { strong { (lang.number(counted.with())) } " " (lang.say("dari", "of")) " " (lang.number(counted.units)) " " (lang.say("unit punya tim yang berlaku.", "units have a valid team.")) }
            @if counted.without() > 0 { p.actions { (quiet_link(&format!("{all}&keadaan=belum"), lang.say("Hanya yang belum punya tim", "Only those without a team"))) } }
            (table(lang, caption, &shown, inside).caption_hidden().show())
            @if below.units.len() > MOST_ROWS { p.source { (lang.say("Hanya 100 unit pertama tampil.", "Only the first 100 units are shown.")) " " a href=(all) { (lang.say("Semua unit di bawahnya", "All units below")) } } }
        }
        @if inside { (teams_it_had(&visit, &own, &history, today)) }
        (details(lang.say("Apa yang dihitung", "What is counted"), html! { p { (lang.say(
            "Sebuah unit punya tim bila timnya sendiri, atau tim unit terdekat di atasnya, berlaku hari ini menurut tanggal setempat.",
            "A unit has a team when its own, or that of the nearest unit above, is valid today by the local date.")) } p.source { (when(below.at, own.unit.zone, lang)) } }))
    }))
}

fn teams_it_had(visit: &Visit, own: &UnitStanding, history: &[Team], today: Day) -> Markup {
    let lang = visit.lang;
    html! {
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
    }
}
