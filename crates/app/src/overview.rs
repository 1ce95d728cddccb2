//! Where the programme stands, for those who lead and those who audit: activities, teams, directives, decisions. Four figures
//! of their own units, each with what it counts and the way to its rows, which count the same.

use netra_activities::actions::{self as activities, HeldCount, OpenCount};
use netra_activities::pages::year_span;
use netra_base::{Day, Lang, Moment, Principal, Result, Role, Zone};
use netra_directives::actions::{self as directives, Standing as Acknowledged};
use netra_oversight::actions::{self as oversight, Counts};
use netra_oversight::rules::oversees;
use netra_registry::actions as registry;
use netra_store::Tx;
use netra_web::components::{Figure, figures, when};
use netra_web::{Markup, html};

/// What somebody who leads or audits sees first.
pub struct Overview {
    /// The year of which activities are counted.
    year: i16,
    held: HeldCount,
    teams: Counts,
    /// Codes of the units whose teams are counted; none for the whole house.
    branches: Vec<String>,
    acknowledged: Acknowledged,
    decisions: OpenCount,
    at: Moment,
}

/// The figures of this principal's units; none for those who neither lead nor audit.
///
/// # Errors
/// When the database fails.
pub fn overview(tx: &mut Tx<'_>, who: &Principal, now: Moment) -> Result<Option<Overview>> {
    if !who.has(Role::Leader) && !who.has(Role::Auditor) {
        return Ok(None);
    }
    let year = now.day(Zone::Wib).ymd().0;
    let held = match year_span(year) {
        Some(span) => activities::count_held(tx, who, span)?,
        None => HeldCount::default(),
    };
    let mut branches = Vec::new();
    for grant in who.grants.iter().filter(|grant| oversees(who, &grant.path)) {
        let unit = registry::unit(tx, grant.unit)?;
        if unit.parent.is_none() {
            branches.clear();
            break;
        }
        branches.push(unit.code.to_string());
    }
    branches.sort_unstable();
    branches.dedup();
    let teams = oversight::standing(tx, now)?.counts_of(|unit| oversees(who, &unit.path));
    let acknowledged = directives::standing(tx, who, now)?;
    let decisions = activities::count_open(tx, who, now)?;
    Ok(Some(Overview { year, held, teams, branches, acknowledged, decisions, at: now }))
}

/// The figures as people see them.
pub fn show(overview: &Overview, lang: Lang) -> Markup {
    html! {
        section {
            h2 { (lang.say("Keadaan program", "Where the programme stands")) }
            (figures(&[held(overview, lang), teams(overview, lang), acknowledged(overview, lang), decisions(overview, lang)]))
            p.source {
                (lang.say("Dihitung untuk unit dalam wewenang Anda. Keadaan", "Counted for the units within your authority. As of")) " "
                (when(overview.at, Zone::Wib, lang))
            }
        }
    }
}

fn held(overview: &Overview, lang: Lang) -> Figure {
    let HeldCount { held, reported } = overview.held;
    let first = Day::new(overview.year, 1, 1).map(|day| lang.day(day)).unwrap_or_default();
    let (told, share) = (lang.number(reported), lang.percent(reported, held));
    let words = match lang {
        _ if held == 0 => format!("{} {first}", lang.say("kegiatan selesai sejak", "activities held since")),
        Lang::Id => format!("kegiatan selesai sejak {first}; {told} di antaranya sudah dilaporkan ({share})"),
        Lang::En => format!("activities held since {first}; {told} of these are reported ({share})"),
    };
    Figure::new(lang.number(held), words)
        .share(reported, held)
        .link("/kegiatan/selesai", lang.say("Kegiatan yang selesai", "Activities held"))
}

fn teams(overview: &Overview, lang: Lang) -> Figure {
    let counts = &overview.teams;
    let (units, share) = (lang.number(counts.units), lang.percent(counts.with(), counts.units));
    let words = match lang {
        Lang::Id => format!("dari {units} Kantor Wilayah dan UPT punya tim pengawasan yang berlaku hari ini ({share})"),
        Lang::En => format!("of {units} regional offices and UPT have a valid oversight team today ({share})"),
    };
    let without = counts.without();
    let state = if without > 0 { "belum" } else { "" };
    let (unit, label) = (overview.branches.join(","), lang.say("Semua unit dan timnya", "All units and their teams"));
    let label = match lang {
        _ if without == 0 => label.to_owned(),
        Lang::Id => format!("{} unit belum punya tim", lang.number(without)),
        Lang::En => format!("{} units without a team", lang.number(without)),
    };
    let href = netra_web::address::with_query("/tim/daftar", &[("keadaan", state), ("unit", &unit)]);
    Figure::new(lang.number(counts.with()), words).share(counts.with(), counts.units).link(href, label)
}

fn acknowledged(overview: &Overview, lang: Lang) -> Figure {
    let Acknowledged { directives, must, acknowledged, newest } = overview.acknowledged;
    let (given, asked, papers) = (lang.number(acknowledged), lang.number(must), lang.number(directives));
    let words = match lang {
        Lang::Id if must == 0 => "tidak ada arahan berlaku yang meminta pernyataan paham".to_owned(),
        Lang::En if must == 0 => "no directive in force asks for an acknowledgement".to_owned(),
        Lang::Id => {
            format!("sudah menyatakan paham: {given} dari {asked} pernyataan yang wajib, {papers} arahan yang berlaku")
        }
        Lang::En => format!("have acknowledged: {given} of {asked} acknowledgements due, {papers} directives in force"),
    };
    let number = if must == 0 { "–".to_owned() } else { lang.percent(acknowledged, must) };
    let figure = Figure::new(number, words).share(acknowledged, must);
    match newest.filter(|_| directives == 1) {
        Some(id) => figure.link(format!("/arahan/{id}/sebaran"), lang.say("Sebaran arahan itu", "How far it has come")),
        None => figure.link("/arahan", lang.say("Arahan", "Directives")),
    }
}

fn decisions(overview: &Overview, lang: Lang) -> Figure {
    let OpenCount { open, late } = overview.decisions;
    let words = match lang {
        Lang::Id => format!("dari {} keputusan kegiatan yang belum selesai sudah lewat tenggatnya", lang.number(open)),
        Lang::En => format!("of {} open decisions of activities are overdue", lang.number(open)),
    };
    let label = lang.say("Tindak lanjut keputusan", "Decisions to follow up");
    Figure::new(lang.number(late), words).link("/kegiatan/keputusan", label)
}
