//! `/unit`: the organisation from its root, a search, and one unit with what is below it. Counts only; who
//! works there is for the unit's own operator.

use crate::actions::{self, Scope};
use crate::model::{Employment, Unit, UnitKind};
use crate::{Beside, Fact, reach};
use axum::Extension;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Day, Lang, Moment, Result, UnitId, Zone};
use netra_store::Tx;
use netra_web::components::{
    Cell, Column, Figure, Filled, Input, Kind, Table, details, empty, facts, figures, filter_form, note, pages,
    quiet_link, tag,
};
use netra_web::{Reply, Signed, Site, Visit, address};
use std::collections::HashMap;

/// Units on a page.
const PAGE: usize = 50;

/// Active people at and below each unit, by employment.
#[derive(Debug, Default)]
struct Counts {
    below: HashMap<UnitId, [i64; 3]>,
    own: HashMap<UnitId, [i64; 3]>,
}

impl Counts {
    /// Adds each unit's people to all units above it: cost grows with units, not people.
    fn read(tx: &mut Tx<'_>, path: &str) -> Result<Self> {
        let mut counts = Self::default();
        let paths: HashMap<UnitId, String> =
            actions::tree(tx, path, None)?.into_iter().map(|unit| (unit.id, unit.path)).collect();
        for (unit, employment, people) in actions::headcounts(tx, path)? {
            let at = usize::try_from(employment.number()).unwrap_or(0).min(2);
            counts.own.entry(unit).or_default()[at] += people;
            let Some(path) = paths.get(&unit) else { continue };
            for above in path.split('/').filter_map(|id| id.parse().ok()) {
                counts.below.entry(UnitId(above)).or_default()[at] += people;
            }
        }
        Ok(counts)
    }

    fn below(&self, unit: UnitId) -> [i64; 3] {
        self.below.get(&unit).copied().unwrap_or_default()
    }
}

fn href(unit: &Unit) -> String {
    format!("/unit/{}", address::encode(unit.code.as_str()))
}

/// The organisation from its root, or what a search found.
pub async fn unit_tree(State(site): State<Site>, visit: Visit, _: Signed) -> Reply {
    let today = site.now().day(Zone::Wib);
    let asked = visit.asked("cari").map(|text| text.chars().take(80).collect::<String>());
    let (units, counts) = site
        .store
        .read({
            let asked = asked.clone();
            move |tx| {
                let units = match asked {
                    Some(text) => actions::find_units(tx, &text, Scope::All)?,
                    None => actions::tree(tx, "/", Some(today))?,
                };
                Ok((units, Counts::read(tx, "/")?))
            }
        })
        .await?;
    let fields = visit.fields();
    let filled = Filled::again(visit.lang, &fields, &[]);
    let body = html! {
        (filter_form("/unit", visit.say("Cari unit", "Search"),
            Input::search("cari", visit.say("Nama atau kode unit", "Name or code of a unit")).optional().max(80).show(filled)))
        @match &asked {
            Some(text) => (found(&visit, text, &units, &counts)),
            None => (overview(&visit, &units, &counts)),
        }
    };
    Ok(visit
        .page(visit.say("Unit kerja", "Units"))
        .lead(visit.say(
            "Susunan organisasi hari ini, dengan jumlah pegawai aktif di tiap unit dan di bawahnya.",
            "The organisation today, with the number of active people in each unit and below it.",
        ))
        .show(body))
}

fn found(visit: &Visit, text: &str, units: &[Unit], counts: &Counts) -> Markup {
    let lang = visit.lang;
    html! {
        @if units.is_empty() {
            (empty(&match lang {
                Lang::Id => format!("Tidak ada unit yang cocok dengan \u{201c}{text}\u{201d}."),
                Lang::En => format!("No unit fits \u{201c}{text}\u{201d}."),
            }, html! { p { (lang.say("Coba sebagian namanya, misalnya ", "Try a part of its name, such as ")) em { "lapas cipinang" } "." } }))
        } @else {
            p { (units.len()) " " (lang.say("unit ditemukan", "units found")) @if units.len() >= PAGE { " " (lang.say("(50 pertama; persempit pencarian)", "(the first 50; narrow the search)")) } "." }
            (table(lang, lang.say("Unit yang cocok", "Units that fit"), &units.iter().collect::<Vec<_>>(), counts).show())
        }
    }
}

/// Roots with the level below them: more does not fit a page and is one link away.
fn overview(visit: &Visit, units: &[Unit], counts: &Counts) -> Markup {
    let lang = visit.lang;
    let roots: Vec<&Unit> = units.iter().filter(|unit| unit.parent.is_none()).collect();
    let mut kinds: Vec<(UnitKind, i64)> = Vec::new();
    for kind in UnitKind::ALL {
        let count = units.iter().filter(|unit| unit.kind == kind).count();
        if count > 0 {
            kinds.push((kind, i64::try_from(count).unwrap_or(i64::MAX)));
        }
    }
    html! {
        @if roots.is_empty() {
            (empty(lang.say("Belum ada unit.", "There are no units yet."), html! { p { (lang.say("Administrator mengimpor daftar unit dengan perintah ", "An administrator imports the list of units with ")) code.mono { "netra import units" } "." } }))
        }
        @for root in roots {
            @let people = counts.below(root.id);
            (figures(&[
                Figure::new(lang.number(people.iter().sum()), format!("{} {}", lang.say("pegawai aktif di", "active people in"), root.name))
                    .source(by_employment(people, lang)).link(href(root), lang.say("Buka unit ini", "Open this unit")),
                Figure::new(lang.number(i64::try_from(units.iter().filter(|unit| unit.path.starts_with(&root.path)).count()).unwrap_or(0)),
                    lang.say("unit yang berlaku hari ini", "units that exist today").to_owned()),
            ]))
            @for kind in [UnitKind::Eselon1, UnitKind::Kanwil] {
                @let level: Vec<&Unit> = units.iter().filter(|unit| unit.parent == Some(root.id) && unit.kind == kind).collect();
                @if !level.is_empty() {
                    h2 { (kind.name(lang)) }
                    (table(lang, kind.name(lang), &sorted(level), counts).caption_hidden().show())
                }
            }
            @let others: Vec<&Unit> = units.iter().filter(|unit| unit.parent == Some(root.id) && ![UnitKind::Eselon1, UnitKind::Kanwil].contains(&unit.kind)).collect();
            @if !others.is_empty() {
                h2 { (lang.say("Unit lain", "Other units")) }
                (table(lang, lang.say("Unit lain", "Other units"), &sorted(others).into_iter().take(PAGE).collect::<Vec<_>>(), counts).caption_hidden().show())
                @if level_is_long(units, root) { p { a href=(href(root)) { (lang.say("Lihat semua", "See all")) } } }
            }
        }
        @if !kinds.is_empty() {
            (details(lang.say("Jumlah unit menurut jenis", "Number of units by kind"),
                Table::new(lang.say("Unit menurut jenis", "Units by kind"), vec![Column::text(lang.say("Jenis", "Kind")), Column::number(lang.say("Unit", "Units"))])
                    .caption_hidden()
                    .rows(kinds.into_iter().map(|(kind, count)| vec![Cell::text(kind.name(lang)), Cell::number(lang, count)])).show()))
        }
    }
}

fn level_is_long(units: &[Unit], root: &Unit) -> bool {
    units.iter().filter(|unit| unit.parent == Some(root.id)).count() > PAGE
}

fn sorted(mut units: Vec<&Unit>) -> Vec<&Unit> {
    units.sort_by(|a, b| a.code.cmp(&b.code));
    units
}

fn by_employment(people: [i64; 3], lang: Lang) -> String {
    let part = |employment: Employment| {
        let at = usize::try_from(employment.number()).unwrap_or(0).min(2);
        format!("{} {}", lang.number(people[at]), employment.name())
    };
    Employment::ALL.map(part).join(", ")
}

/// Units with their active people. The kind is said where the rows are of several.
fn table(lang: Lang, caption: &str, units: &[&Unit], counts: &Counts) -> Table {
    let mixed = units.iter().any(|unit| unit.kind != units[0].kind);
    let columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::number("PNS"),
        Column::number("PPPK"),
        Column::number("PPNPN"),
        Column::number(lang.say("Pegawai", "People")),
    ];
    Table::new(caption, columns).rows(units.iter().map(|unit| {
        let [pns, pppk, ppnpn] = counts.below(unit.id);
        let name = html! {
            a href=(href(unit)) { (unit.name) }
            br;
            span.source { (unit.code) @if mixed { " · " (unit.kind.name(lang)) } }
        };
        vec![
            Cell::of(name),
            Cell::number(lang, pns),
            Cell::number(lang, pppk),
            Cell::number(lang, ppnpn),
            Cell::number(lang, pns + pppk + ppnpn),
        ]
    }))
}

/// What a unit's page shows.
struct Shown {
    unit: Unit,
    above: Vec<Unit>,
    children: Vec<Unit>,
    counts: Counts,
    former: Vec<(Day, String)>,
    successors: Vec<(Unit, Day)>,
    beside: Vec<Fact>,
}

fn look(tx: &mut Tx<'_>, code: &str, now: Moment, beside: Option<&Beside>) -> Result<Shown> {
    let (unit, today) = (actions::unit_by_code(tx, code)?, now.day(Zone::Wib));
    let beside = match beside {
        Some(beside) => beside.of(tx, now, &unit)?,
        None => Vec::new(),
    };
    let mut above = Vec::new();
    for id in unit.path.split('/').filter_map(|id| id.parse().ok()).map(UnitId).filter(|id| *id != unit.id) {
        above.push(actions::unit(tx, id)?);
    }
    let mut successors = Vec::new();
    for link in actions::successors(tx, unit.id)? {
        successors.push((actions::unit(tx, link.successor)?, link.day));
    }
    Ok(Shown {
        children: actions::children(tx, unit.id, today)?,
        counts: Counts::read(tx, &unit.path)?,
        former: actions::former_names(tx, unit.id)?,
        successors,
        beside,
        above,
        unit,
    })
}

/// One unit: its facts, its people in figures, and the units directly below.
pub async fn unit(
    State(site): State<Site>,
    beside: Option<Extension<Beside>>,
    visit: Visit,
    Signed(who): Signed,
    Path(code): Path<String>,
) -> Reply {
    let (now, beside) = (site.now(), beside.map(|Extension(beside)| beside));
    let shown = site.store.read(move |tx| look(tx, &code, now, beside.as_ref())).await?;
    let lang = visit.lang;
    let unit = &shown.unit;
    let mut page = visit.page(unit.name.clone()).under("/unit", lang.say("Unit kerja", "Units"));
    for above in &shown.above {
        page = page.under(href(above), above.name.clone());
    }
    let people = shown.counts.below(unit.id);
    let own: i64 = shown.counts.own.get(&unit.id).copied().unwrap_or_default().iter().sum();
    let body = html! {
        @if let Some(last) = unit.valid_to {
            (note(Kind::Warn, html! { p { (lang.say("Unit ini berlaku sampai ", "This unit existed until ")) (lang.day(last)) "." } }))
        }
        (figures(&[
            Figure::new(lang.number(people.iter().sum()), lang.say("pegawai aktif di unit ini dan di bawahnya", "active people in this unit and below").to_owned()).source(by_employment(people, lang)),
            Figure::new(lang.number(own), lang.say("di antaranya langsung di unit ini", "of them in this unit itself").to_owned()),
            Figure::new(lang.number(i64::try_from(shown.children.len()).unwrap_or(0)), lang.say("unit langsung di bawahnya", "units directly below").to_owned()),
        ]))
        @if reach::covers(&who, &unit.path) {
            p.actions {
                (quiet_link(&address::with_query("/pegawai", &[("unit", unit.code.as_str())]), lang.say("Lihat pegawai unit ini", "See this unit's people")))
                (quiet_link("/pegawai/impor", lang.say("Impor daftar pegawai", "Import a roster")))
            }
        }
        (unit_facts(&shown, lang))
        (below(&visit, &shown))
    };
    Ok(page.show(body))
}

fn unit_facts(shown: &Shown, lang: Lang) -> Markup {
    let unit = &shown.unit;
    let mut list = vec![
        (lang.say("Kode", "Code"), html! { code.mono { (unit.code) } }),
        (
            lang.say("Jenis", "Kind"),
            html! { (unit.kind.name(lang)) @if let Some(class) = &unit.class { ", " (lang.say("kelas", "class")) " " (class) } },
        ),
        (lang.say("Zona waktu", "Time zone"), html! { (unit.zone.abbreviation()) }),
        (
            lang.say("Berlaku", "Exists"),
            html! {
                (lang.say("sejak ", "since ")) (lang.day(unit.valid_from))
                @if let Some(last) = unit.valid_to { (lang.say(" sampai ", " until ")) (lang.day(last)) }
            },
        ),
    ];
    if let Some(parent) = shown.above.last() {
        list.push((lang.say("Di bawah", "Below"), html! { a href=(href(parent)) { (parent.name) } }));
    }
    for fact in &shown.beside {
        let kind = if fact.good { Kind::Ok } else { Kind::Bad };
        let words =
            html! { (tag(kind, fact.state.to(lang))) " " a href=(fact.href) { (lang.say("Rinciannya", "Details")) } };
        list.push((fact.label.to(lang), words));
    }
    if !shown.successors.is_empty() {
        list.push((lang.say("Dilanjutkan oleh", "Succeeded by"), html! { ul {
            @for (unit, day) in &shown.successors { li { a href=(href(unit)) { (unit.name) } " (" (lang.say("sejak ", "since ")) (lang.day(*day)) ")" } }
        } }));
    }
    if !shown.former.is_empty() {
        list.push((lang.say("Nama terdahulu", "Former names"), html! { ul {
            @for (last, name) in &shown.former { li { (name) " (" (lang.say("sampai ", "until ")) (lang.day(*last)) ")" } }
        } }));
    }
    if let Some(source) = &unit.source {
        list.push((lang.say("Dasar data", "Rests on"), html! { code.mono { (source) } }));
    }
    if unit.sample {
        list.push((lang.say("Keterangan", "Remark"), html! { (tag(Kind::Warn, lang.say("contoh", "sample"))) " " (lang.say("unit ini dibuat untuk peragaan", "this unit was invented for the demonstration")) }));
    }
    facts(&list)
}

fn below(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let from = visit.asked("dari");
    let rest: Vec<&Unit> =
        shown.children.iter().filter(|unit| from.as_deref().is_none_or(|from| unit.code.as_str() > from)).collect();
    let next = (rest.len() > PAGE).then(|| rest[PAGE - 1].code.as_str());
    html! {
        @if !shown.children.is_empty() {
            h2 { (lang.say("Unit langsung di bawahnya", "Units directly below")) }
            (table(lang, lang.say("Unit di bawahnya, dengan pegawai aktif", "Units below, with active people"), &rest.iter().copied().take(PAGE).collect::<Vec<_>>(), &shown.counts).show())
            (pages(visit, from.is_none(), next))
        }
    }
}
