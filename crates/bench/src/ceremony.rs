//! The ceremony: everybody signs at once. The server is a process of its own; each person has a session and
//! signs once over one of a few hundred keep-alive connections; the time of an answer ends with the durable
//! one. Afterwards the rows are counted.

use crate::bare;
use crate::count::count;
use crate::crowd::Crowd;
use crate::engines::both;
use crate::house::House;
use crate::http::published_size;
use crate::lag::Watch;
use crate::load::{self, Plan};
use crate::report::{Report, ms, rate, round, tell};
use crate::server::{Server, cpu_ms, machine_cpu_ms};
use crate::store;
use crate::{CeremonyArgs, CrashArgs};
use anyhow::ensure;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// More than this a second nobody signs on two cores, twice what must be reached: the bound of what is prepared.
const CEILING: u32 = 30_000;
/// Bare inserts tried to estimate how many people are needed.
const TRY: Duration = Duration::from_millis(400);

/// Measures on SQLite and, when an address is given, once more on PostgreSQL.
pub fn run(args: &CeremonyArgs) -> anyhow::Result<Report> {
    if args.crash {
        let crash = CrashArgs {
            seconds: args.seconds,
            rounds: args.rounds,
            clients: args.clients,
            keep_log: args.keep_log.clone(),
            json: args.json,
        };
        return crate::crash::run(&crash);
    }
    both(args.database_url.as_deref(), |url| measure(args, url))
}

fn measure(args: &CeremonyArgs, url: Option<&str>) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let house = House::make(url)?;
    let database = house.open()?;
    let people = match args.people {
        Some(people) => people,
        None => people_needed(args, &database)?,
    };
    house.people(&database, people)?;
    let tokens = house.sessions(&database, people)?;
    let drive = house.drive(&database)?;
    drop(database);
    let mut report = Report::new("ceremony");
    report.add("people", people);
    report.add("clients", args.clients);
    report.add("prepared_s", round(begun.elapsed().as_secs_f64()));

    let mut server = Server::start(house.path(), house.url())?;
    server.wait_for("/healthz")?;
    let mut crowd = Crowd::new(tokens);
    sign(args, &mut report, &mut server, drive.0, &mut crowd)?;
    server.stop()?;
    if let Some(file) = &args.keep_log {
        crowd.keep(file)?;
    }

    tell("counting what is there");
    let database = house.open()?;
    let found = count(&database, drive, &crowd.acknowledged)?;
    (report.errors, report.lost, report.double) = (crowd.errors(), found.lost, found.double);
    report.add("acknowledged", crowd.acknowledged.len());
    report.add("acknowledged_after_window", crowd.late);
    report.add("pledges", found.pledges);
    report.add("pledges_not_acknowledged", found.unacknowledged);
    report.add("unsequenced_after_stop", database.read_now(store::waiting)?);
    for (status, (count, body)) in &crowd.refused {
        tell(&format!("{count} answers with {status}: {body}"));
    }
    tell("bare inserts, for comparison");
    let bare =
        bare::run(&database, 1_000_000_000, crowd.acknowledged.len(), args.clients, Duration::from_secs(args.seconds))?;
    report.ratio = Some(round(report.rate_per_s / bare.rate.max(1.0)));
    report.ratio_of = "bare durable inserts of 500 bytes through the same group-committing writer, as many, at the \
                       same concurrency, in this run, without HTTP and without checks"
        .into();
    report.add("bare_per_s", round(bare.rate));
    report.add("bare_p99_ms", bare.times.ms(99.0));
    report.add("whole_s", round(begun.elapsed().as_secs_f64()));
    Ok(report)
}

/// The measured minutes themselves.
fn sign(
    args: &CeremonyArgs,
    report: &mut Report,
    server: &mut Server,
    drive: i64,
    crowd: &mut Crowd,
) -> anyhow::Result<()> {
    let lines = usize::try_from(args.clients)?;
    let before = published_size(server.address)?;
    crowd.gather(drive, server.address.port(), lines);
    tell(&format!("signing for {} s over {lines} connections", args.seconds));
    let plan = Plan { address: server.address, lines, window: Duration::from_secs(args.seconds), pace: None };
    let (watch, cpu) = (Watch::start(server.address, before, crowd.count.clone()), server.cpu_ms());
    let (own, whole) = (cpu_ms(std::process::id()), machine_cpu_ms());
    let took = load::run(&plan, crowd)?;
    let (own, whole) = (cpu_ms(std::process::id()) - own, machine_cpu_ms() - whole);
    let cpu = server.cpu_ms() - cpu;
    let lags = watch.end();
    ensure!(crowd.count.load(Ordering::Relaxed) > 0, "nobody could sign: {:?} {}", crowd.refused, server.said());
    let times = std::mem::take(&mut crowd.times).sorted();
    report.times(rate(times.count(), took), &times);
    report.add("p999_ms", times.ms(99.9));
    report.add("max_ms", times.ms(100.0));
    report.add("window_s", round(took.as_secs_f64()));
    report.add("everybody_signed", crowd.left() == 0);
    report.add("checkpoint_lag_ms", lags.get(lags.len() / 2).copied().map(ms));
    report.add("checkpoint_lag_max_ms", lags.last().copied().map(ms));
    let signatures = crowd.count.load(Ordering::Relaxed).max(1);
    report.add("server_cpu_us_each", cpu * 1_000 / signatures);
    report.add("generator_cpu_us_each", own * 1_000 / signatures);
    // What else ran on this machine at the same time, in cores: a figure above 0.2 spoils the others.
    report.add("others_cores", round(rate(usize::try_from(whole.saturating_sub(cpu + own))?, took) / 1_000.0));
    let (now, peak) = server.memory();
    report.add("server_rss_mb", now / 1_024);
    report.add("server_peak_mb", peak / 1_024);
    Ok(())
}

/// A ceremony cannot be faster than bare inserts: three quarters of that rate is enough people.
fn people_needed(args: &CeremonyArgs, database: &netra_store::Store) -> anyhow::Result<u32> {
    let tried = bare::run(database, 2_000_000_000, 100_000, args.clients, TRY)?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "far below 2^32, and cut to the ceiling"
    )]
    let likely = (tried.rate * 0.75) as u32;
    let seconds = u32::try_from(args.seconds)?;
    let people = (likely.min(CEILING) * seconds).clamp(2_000, 3_000_000);
    tell(&format!("bare inserts run at {:.0}/s: {people} people will do for {seconds} s", tried.rate));
    Ok(people)
}
