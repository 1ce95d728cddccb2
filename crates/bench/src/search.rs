//! Search: by name, by NIP and by unit, among a few hundred thousand or a few million people, through the
//! registry's own actions, one after the other. Compared with the same searches among 60,000.

use crate::SearchArgs;
use crate::house::House;
use crate::report::{Report, Times, rate, round, tell};
use netra_base::Chance;
use netra_registry::actions::{Scope, find_people, find_units};
use netra_registry::demo::{self, DemoPerson, DemoPlace};
use netra_registry::model::Unit;
use netra_store::Store;
use serde_json::json;
use std::time::{Duration, Instant};

/// As many people as one large ministry has.
const SMALL: u32 = 60_000;
/// People whose names and numbers are searched for.
const KNOWN: u64 = 5_000;

/// Measures.
pub fn run(args: &SearchArgs) -> anyhow::Result<Report> {
    let mut report = Report::new("search");
    let span = Duration::from_secs(args.seconds) / 2;
    let small = among(args.employees.min(SMALL), span)?;
    let large = if args.employees > SMALL { among(args.employees, span)? } else { small.clone() };
    report.add("employees", args.employees);
    let worst = |found: &[Kind]| found.iter().map(|kind| kind.p99_ms).fold(0.0, f64::max);
    report.rate_per_s = round(large.iter().map(|kind| kind.rate).sum::<f64>() / 4.0);
    report.p50_ms = large.iter().map(|kind| kind.p50_ms).fold(0.0, f64::max);
    report.p99_ms = worst(&large);
    report.ratio = Some(round(worst(&large) / worst(&small).max(0.01)));
    report.ratio_of = format!("the slowest p99 among {} employees in this run", args.employees.min(SMALL));
    report.add("latency_of", "the slowest kind of search");
    for kind in large {
        let figures = json!({ "rate_per_s": round(kind.rate), "p50_ms": kind.p50_ms, "p99_ms": kind.p99_ms, "found": kind.found });
        report.add(kind.name, figures);
    }
    Ok(report)
}

/// One kind of search.
#[derive(Debug, Clone)]
struct Kind {
    name: &'static str,
    rate: f64,
    p50_ms: f64,
    p99_ms: f64,
    found: usize,
}

fn among(count: u32, span: Duration) -> anyhow::Result<Vec<Kind>> {
    let house = House::make(None)?;
    let store = house.open()?;
    house.people(&store, count)?;
    let places = store.read_now(demo::places)?;
    let known: Vec<DemoPerson> = demo::people(crate::house::SEED, KNOWN.min(u64::from(count)), &places).collect();
    let units = store.read_now(|tx| netra_registry::actions::tree(tx, "/", None))?;
    let searches: [(&'static str, Search); 4] =
        [("by_name", by_name), ("by_nip", by_nip), ("by_name_in_unit", by_name_in_unit), ("by_unit", by_unit)];
    let mut kinds = Vec::new();
    for (name, search) in searches {
        let kind =
            repeat(name, search, &Facts { store: &store, known: &known, places: &places, units: &units }, span / 4)?;
        tell(&format!("{name} among {count}: p50 {} ms, p99 {} ms", kind.p50_ms, kind.p99_ms));
        kinds.push(kind);
    }
    Ok(kinds)
}

struct Facts<'a> {
    store: &'a Store,
    known: &'a [DemoPerson],
    places: &'a [DemoPlace],
    units: &'a [Unit],
}

type Search = fn(&Facts<'_>, &DemoPerson) -> anyhow::Result<usize>;

fn repeat(name: &'static str, search: Search, facts: &Facts<'_>, span: Duration) -> anyhow::Result<Kind> {
    let chance = Chance::seeded(1);
    let (mut times, mut found, started) = (Times::default(), 0, Instant::now());
    while started.elapsed() < span {
        let at = usize::try_from(chance.below(facts.known.len() as u64))?;
        let since = Instant::now();
        found += search(facts, &facts.known[at])?;
        times.note(since.elapsed());
    }
    let times = times.sorted();
    Ok(Kind {
        name,
        rate: rate(times.count(), started.elapsed()),
        p50_ms: times.ms(50.0),
        p99_ms: times.ms(99.0),
        found,
    })
}

/// All the words of a name, the last one cut to three letters, as somebody types it.
fn words(person: &DemoPerson) -> String {
    let name = person.person.name.as_str();
    match name.rsplit_once(' ') {
        Some((first, last)) => format!("{first} {}", last.chars().take(3).collect::<String>()),
        None => name.to_owned(),
    }
}

fn by_name(facts: &Facts<'_>, person: &DemoPerson) -> anyhow::Result<usize> {
    let text = words(person);
    Ok(facts.store.read_now(move |tx| Ok(find_people(tx, &text, Scope::All, 0)?.people.len()))?)
}

/// The whole number, or its first eight digits: a birthday.
fn by_nip(facts: &Facts<'_>, person: &DemoPerson) -> anyhow::Result<usize> {
    let Some(nip) = person.person.nip() else { return Ok(0) };
    let whole = nip.to_string();
    let text = if nip.number() % 2 == 0 { whole } else { whole.chars().take(8).collect() };
    Ok(facts.store.read_now(move |tx| Ok(find_people(tx, &text, Scope::All, 0)?.people.len()))?)
}

/// The first word of a name, among the people of the person's own unit and below.
fn by_name_in_unit(facts: &Facts<'_>, person: &DemoPerson) -> anyhow::Result<usize> {
    let text = person.person.name.as_str().split(' ').next().unwrap_or_default().to_owned();
    let wanted = facts.places[person.place].unit;
    let path = facts.units.iter().find(|unit| unit.id == wanted).map_or("/".to_owned(), |unit| unit.path.clone());
    Ok(facts.store.read_now(move |tx| Ok(find_people(tx, &text, Scope::Below(&path), 0)?.people.len()))?)
}

/// A unit by its code.
fn by_unit(facts: &Facts<'_>, person: &DemoPerson) -> anyhow::Result<usize> {
    let code = facts.places[person.place].code.clone();
    Ok(facts.store.read_now(move |tx| Ok(find_units(tx, &code, Scope::All)?.len()))?)
}
