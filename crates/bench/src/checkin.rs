//! Checking in: five hundred people at each of sixty-six places, all behind one address, as fast as they can. Each has a
//! session and scans the code that its place shows at that moment; the time of an answer ends with the durable one.
//! Afterwards the rows are counted, and the counters held against them.

use crate::CheckinArgs;
use crate::bare;
use crate::comers::{Comers, Place};
use crate::engines::both;
use crate::house::House;
use crate::load::{self, Plan};
use crate::report::{Report, rate, round, tell};
use crate::server::{Server, cpu_ms};
use crate::store;
use anyhow::ensure;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Measures on SQLite and, when an address is given, once more on PostgreSQL.
pub fn run(args: &CheckinArgs) -> anyhow::Result<Report> {
    both(args.database_url.as_deref(), |url| measure(args, url))
}

fn measure(args: &CheckinArgs, url: Option<&str>) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let house = House::make(url)?;
    let (places, tokens) = prepare(args, &house)?;
    let mut report = Report::new("checkin");
    report.add("places", args.places);
    report.add("people", args.people * args.places);
    report.add("clients", args.clients);
    report.add("prepared_s", round(begun.elapsed().as_secs_f64()));

    let mut server = Server::start(house.path(), house.url())?;
    server.wait_for("/healthz")?;
    let lines = usize::try_from(args.clients)?;
    let mut comers = Comers::new(tokens, places, server.address.port(), lines);
    let window = Duration::from_secs(args.seconds);
    tell(&format!("{} people check in at {} places over {lines} connections", args.people * args.places, args.places));
    let cpu = server.cpu_ms();
    let own = cpu_ms(std::process::id());
    let took = load::run(&Plan { address: server.address, lines, window, pace: None }, &mut comers)?;
    let (cpu, own) = (server.cpu_ms() - cpu, cpu_ms(std::process::id()) - own);
    ensure!(!comers.acknowledged.is_empty(), "nobody could check in: {:?} {}", comers.refused, server.said());
    let (_, peak) = server.memory();
    server.stop()?;
    let times = std::mem::take(&mut comers.times).sorted();
    report.times(rate(times.count(), took), &times);
    report.add("max_ms", times.ms(100.0));
    report.add("window_s", round(took.as_secs_f64()));
    report.add("everybody_came", comers.left() == 0);
    report.add("acknowledged", comers.acknowledged.len());
    report.add("acknowledged_after_window", comers.late);
    report.add("server_cpu_us_each", cpu * 1_000 / comers.acknowledged.len().max(1) as u64);
    report.add("generator_cpu_us_each", own * 1_000 / comers.acknowledged.len().max(1) as u64);
    report.add("server_peak_mb", peak / 1_024);
    for (status, (count, body)) in &comers.refused {
        tell(&format!("{count} answers with {status}: {body}"));
    }
    check(&mut report, &house, &comers)?;
    compare(&mut report, args, &house, comers.acknowledged.len())?;
    report.add("whole_s", round(begun.elapsed().as_secs_f64()));
    Ok(report)
}

/// People with a session each, and an activity with its code at each place.
fn prepare(args: &CheckinArgs, house: &House) -> anyhow::Result<(Vec<Place>, Vec<[u8; 32]>)> {
    let people = args.places * args.people;
    let database = house.open()?;
    house.people(&database, people)?;
    let tokens = house.sessions(&database, people)?;
    drop(database);
    house.make_tables()?;
    let database = house.open()?;
    Ok((house.activities(&database, args.places, args.people)?, tokens))
}

/// Is every acknowledged check-in there, at its place, and do the counters say the same?
fn check(report: &mut Report, house: &House, comers: &Comers) -> anyhow::Result<()> {
    tell("counting what is there");
    let database = house.open()?;
    let mut found: HashMap<(i64, i64), u64> = HashMap::new();
    let (rows, counted) = database.read_long(|tx| {
        let mut rows = 0_u64;
        store::attendance(tx, |activity, employee, present| {
            rows += 1;
            *found.entry((activity, employee)).or_default() += u64::from(present);
        })?;
        Ok((rows, store::counted_present(tx)?))
    })?;
    let there = |(person, activity): &&(u32, i64)| found.get(&(*activity, i64::from(*person) + 1)) == Some(&1);
    let acknowledged = comers.acknowledged.len() as u64;
    report.lost = acknowledged - comers.acknowledged.iter().filter(there).count() as u64;
    // A counter above the rows is a person counted twice; one below is a person not counted.
    let difference = counted - i64::try_from(rows)?;
    report.double = found.values().filter(|count| **count > 1).count() as u64 + difference.unsigned_abs();
    report.errors = comers.errors();
    report.add("rows", rows);
    report.add("counted", counted);
    Ok(())
}

fn compare(report: &mut Report, args: &CheckinArgs, house: &House, count: usize) -> anyhow::Result<()> {
    tell("bare inserts, for comparison");
    let database = house.open()?;
    let limit = Duration::from_secs(args.seconds.min(10));
    let bare = bare::run(&database, 1_000_000_000, count, args.clients, limit)?;
    report.ratio = Some(round(report.rate_per_s / bare.rate.max(1.0)));
    report.ratio_of = "bare durable inserts of 500 bytes through the same group-committing writer, as many, at the \
                       same concurrency, in this run, without HTTP and without checks"
        .into();
    report.add("bare_per_s", round(bare.rate));
    Ok(())
}
