//! The crash: while people sign, the server is killed without warning (`kill -9`), several times over. Our
//! own process lists each acknowledgement as it comes; after each kill every acknowledged signature must be
//! there, none twice, and `netra audit` must find nothing. Those who were cut off press again in the next
//! round, as people do.
//!
//! A killed process proves nothing about fsync: the operating system lives on. That the settings promise it
//! is read back when a store is opened, and syncs are counted by the store's own tests.

use crate::CrashArgs;
use crate::bare;
use crate::count::count;
use crate::crowd::Crowd;
use crate::house::House;
use crate::load::{self, Plan};
use crate::report::{Report, rate, round, tell};
use crate::server::{Server, netra};
use anyhow::{Context, ensure};
use netra_base::{Chance, DriveId};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// People for each second of each round: more than sign.
const PER_SECOND: u64 = 16_000;

/// Kills and counts.
pub fn run(args: &CrashArgs) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let house = House::make(None)?;
    let database = house.open()?;
    let people = u32::try_from((PER_SECOND * args.seconds * u64::from(args.rounds)).clamp(2_000, 1_500_000))?;
    house.people(&database, people)?;
    let mut crowd = Crowd::new(house.sessions(&database, people)?);
    let drive = house.drive(&database)?;
    drop(database);
    let mut report = Report::new("crash");
    report.add("people", people);
    let (mut rounds, mut signing) = (Vec::new(), Duration::ZERO);
    for number in 1..=args.rounds {
        let (round, took) = one_round(args, number, &house, drive, &mut crowd, &mut report)?;
        rounds.push(round);
        signing += took;
    }
    if let Some(file) = &args.keep_log {
        crowd.keep(file)?;
    }
    let times = std::mem::take(&mut crowd.times).sorted();
    report.times(rate(times.count(), signing), &times);
    // Connections that broke with the server are the point, not an error.
    report.errors += crowd.errors() - crowd.broken;
    let database = house.open()?;
    let bare = bare::run(&database, 1_000_000_000, crowd.acknowledged.len(), args.clients, Duration::from_secs(5))?;
    report.ratio = Some(round(report.rate_per_s / bare.rate.max(1.0)));
    report.ratio_of = "bare durable inserts of 500 bytes through the same writer in this run".into();
    report.add("acknowledged", crowd.acknowledged.len());
    report.add("cut_off", crowd.broken);
    report.add("rounds", rounds);
    report.add("whole_s", round(begun.elapsed().as_secs_f64()));
    Ok(report)
}

fn one_round(
    args: &CrashArgs,
    number: u32,
    house: &House,
    drive: DriveId,
    crowd: &mut Crowd,
    report: &mut Report,
) -> anyhow::Result<(Value, Duration)> {
    let mut server = Server::start(house.path(), None)?;
    let ready = server.wait_for("/readyz")?;
    let lines = usize::try_from(args.clients)?;
    crowd.gather(drive.0, server.address.port(), lines);
    let window = Duration::from_secs(args.seconds);
    let whole = u64::try_from(window.as_millis())?;
    let at = Duration::from_millis(whole / 10 + Chance::System.below(whole * 8 / 10));
    let before = crowd.acknowledged.len();
    tell(&format!("round {number}: the server dies after {} ms of signing", at.as_millis()));
    let plan = Plan { address: server.address, lines, window, pace: None };
    let (begun, begins) = std::sync::mpsc::channel();
    let took = std::thread::scope(|scope| {
        let server = &mut server;
        let killer = scope.spawn(move || {
            // Also when signing could not begin: then the sender is dropped.
            let _ = begins.recv();
            std::thread::sleep(at);
            server.kill()
        });
        let took = load::run_and_tell(&plan, crowd, || {
            let _ = begun.send(());
        });
        killer.join().map_err(|_| anyhow::anyhow!("the killing thread failed"))??;
        took
    });
    let took = took.context("signing")?;
    let acknowledged = crowd.acknowledged.len() - before;
    ensure!(acknowledged > 0, "nobody could sign before the server died: {:?} {}", crowd.refused, server.said());
    let (sound, audit) = audit(house)?;
    let database = house.open()?;
    let found = count(&database, drive, &crowd.acknowledged)?;
    report.lost = report.lost.max(found.lost);
    report.double = report.double.max(found.double);
    report.errors += u64::from(!sound);
    let line = json!({
        "killed_after_ms": u64::try_from(at.as_millis())?, "acknowledged": acknowledged, "pledges": found.pledges,
        "lost": found.lost, "double": found.double, "not_acknowledged": found.unacknowledged,
        "ready_after_ms": u64::try_from(ready.as_millis())?, "audit_clean": sound, "audit": audit,
    });
    tell(&format!(
        "round {number}: {acknowledged} acknowledged, {} lost, {} double, audit clean: {sound}",
        found.lost, found.double
    ));
    Ok((line, took))
}

/// `netra audit`, as an operator would run it.
fn audit(house: &House) -> anyhow::Result<(bool, Value)> {
    let dir = house.path().to_str().context("a plain name")?;
    let said = house.path().join("audit.txt");
    let done = netra(&["audit", "--data", dir, "--json"], &said)?.output().context("running netra audit")?;
    let answer: Value = serde_json::from_slice(&done.stdout)
        .with_context(|| format!("netra audit said: {}", std::fs::read_to_string(&said).unwrap_or_default()))?;
    Ok((done.status.success(), answer))
}
