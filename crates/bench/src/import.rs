//! The import: a roster with all checks, by the command as an operator runs it, against the engine's own bulk
//! insert of the same rows; its memory; and whether people can go on signing beside it.
//!
//! The baseline writes what the import must write for each person: one row of `registry_employee` (unique by
//! NIP, unique by unit and contract), one of `registry_employee_history`, one of the word index; by prepared
//! INSERTs, parsed beforehand, in the order of the file, in one transaction, with the house's own durability
//! settings, up to and including the commit. It reads no file and checks nothing.

use crate::ImportArgs;
use crate::crowd::Crowd;
use crate::house::{House, SEED, first_day, progress};
use crate::load::{self, Answer, Plan, Script};
use crate::report::{Report, Times, rate, round, tell};
use crate::server::{Server, memory, netra};
use crate::store::{Rows, insert_rows};
use anyhow::{Context, ensure};
use netra_registry::demo::{self, DemoPlace};
use netra_registry::model::{ContractNumber, Grade, Nip, Service};
use netra_store::Value;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Who signs beside the import (people of the roster, so they are unchanged rows of it), and how: 32 people, each a few times a second, which is a busy morning.
const SIGNERS: u32 = 30_000;
const LINES: usize = 32;
const PACE: Duration = Duration::from_millis(100);

/// Measures.
pub fn run(args: &ImportArgs) -> anyhow::Result<Report> {
    let mut report = Report::new("import");
    report.add("rows", args.rows);
    let bulk = bulk(args.rows)?;
    tell(&format!("bulk insert: {bulk:.0} rows/s"));
    let folder = tempfile::TempDir::with_prefix("netra-bench-")?;
    let file = roster(folder.path(), args.rows)?;

    let alone = Import::of(&file, &House::make(None)?, args.rows, &AtomicBool::new(false))?;
    tell(&format!("import with all checks: {:.0} rows/s, peak {} MB", alone.rate, alone.peak_kb / 1_024));
    report.rate_per_s = round(alone.rate);
    report.ratio = Some(round(alone.rate / bulk.max(1.0)));
    report.ratio_of = "prepared INSERTs of the same rows, parsed beforehand, into registry_employee, its history and \
                       its word index with all their indexes, one transaction, same durability, commit included, in \
                       this run"
        .into();
    report.add("bulk_per_s", round(bulk));
    report.add("peak_mb", alone.peak_kb / 1_024);
    report.add("file_mb", std::fs::metadata(&file)?.len() / 1_048_576);
    beside(args, &file, &mut report)?;
    Ok(report)
}

/// Rows a second of the engine's own bulk insert.
fn bulk(count: u32) -> anyhow::Result<f64> {
    let house = House::make(None)?;
    let store = house.open()?;
    let places = store.read_now(demo::places)?;
    tell(&format!("{count} rows for the bulk insert"));
    let rows = parsed(count, &places);
    let written = rows.people.len();
    let started = Instant::now();
    store.write_now(move |tx| {
        insert_rows(tx, &rows)?;
        // Freeing the rows is not the engine's work.
        Ok(rows)
    })?;
    Ok(rate(written, started.elapsed()))
}

fn parsed(count: u32, places: &[DemoPlace]) -> Rows {
    let day = first_day().to_string();
    let room = || Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    let mut rows = Rows { people: room(), states: room(), words: room() };
    let text = |text: Option<&str>| text.map_or(Value::Null, |text| Value::from(text.to_owned()));
    for (id, demo) in (1i64..).zip(demo::people(SEED, u64::from(count), places)) {
        let person = demo.person;
        let (unit, kind, serving) = (person.unit, person.employment.number(), Service::Active.number());
        rows.people.push(vec![
            id.into(),
            person.nip().map(Nip::number).into(),
            text(person.contract().map(ContractNumber::as_str)),
            text(Some(person.name.as_str())),
            kind.into(),
            serving.into(),
            text(person.position.as_deref()),
            text(person.grade.as_ref().map(Grade::as_str)),
            unit.into(),
            day.clone().into(),
            id.into(),
        ]);
        let day = Value::from(day.clone());
        rows.states.push(vec![id.into(), id.into(), day, unit.into(), kind.into(), serving.into(), Value::Null]);
        let words = person.name.as_str().to_lowercase().replace('\'', "");
        rows.words.push(vec![id.into(), format!("{words} 0u{unit}").into()]);
    }
    rows
}

fn roster(folder: &Path, rows: u32) -> anyhow::Result<PathBuf> {
    let bar = progress(rows, "rows of the file");
    let file = folder.join("roster.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    demo::write_roster(&mut out, SEED, u64::from(rows), &demo::demo_places()?)?;
    bar.finish_and_clear();
    Ok(file)
}

/// One run of `netra import roster`.
struct Import {
    rate: f64,
    peak_kb: u64,
    took: Duration,
}

impl Import {
    /// Imports, watching the memory of the process; `over` is set when it ended, however it ended.
    fn of(file: &Path, house: &House, rows: u32, over: &AtomicBool) -> anyhow::Result<Self> {
        let done = Self::watched(file, house, rows);
        over.store(true, Ordering::Relaxed);
        done
    }

    fn watched(file: &Path, house: &House, rows: u32) -> anyhow::Result<Self> {
        let (dir, name) = (house.path().to_str().context("a plain name")?, file.to_str().context("a plain name")?);
        let (said, answer) = (house.path().join("import.txt"), house.path().join("import.json"));
        let started = Instant::now();
        let mut command = netra(&["import", "roster", name, "--data", dir, "--json"], &said)?;
        let mut child = command.stdout(std::fs::File::create(&answer)?).spawn().context("starting netra import")?;
        let mut peak_kb = 0;
        let ended = loop {
            peak_kb = memory(child.id()).1.max(peak_kb);
            match child.try_wait()? {
                Some(ended) => break ended,
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        let took = started.elapsed();
        let outcome: Json = serde_json::from_slice(&std::fs::read(&answer)?)
            .with_context(|| format!("netra import said: {}", std::fs::read_to_string(&said).unwrap_or_default()))?;
        let figure = |name: &str| outcome[name].as_u64().unwrap_or(0);
        ensure!(ended.success(), "netra import ended with {ended}: {} refused", figure("refused"));
        ensure!(figure("read") == u64::from(rows), "read {} of {rows} rows", figure("read"));
        let settled = figure("inserted") + figure("updated") + figure("unchanged");
        ensure!(settled == u64::from(rows), "settled {settled} of {rows} rows");
        Ok(Self { rate: rate(usize::try_from(rows)?, took), peak_kb, took })
    }
}

/// People sign through a running server while the same import runs as a process beside it.
fn beside(args: &ImportArgs, file: &Path, report: &mut Report) -> anyhow::Result<()> {
    let house = House::make(None)?;
    let store = house.open()?;
    house.people(&store, SIGNERS.min(args.rows))?;
    let mut crowd = Crowd::new(house.sessions(&store, SIGNERS.min(args.rows))?);
    let drive = house.drive(&store)?;
    drop(store);
    let mut server = Server::start(house.path(), None)?;
    server.wait_for("/readyz")?;
    crowd.gather(drive.0, server.address.port(), LINES);
    tell("the same import beside people who sign");
    let window = Duration::from_secs(args.seconds);
    let plan = Plan { address: server.address, lines: LINES, window, pace: Some(PACE) };
    let over = Arc::new(AtomicBool::new(false));
    let mut script = Beside { crowd, over: Arc::clone(&over) };
    let (import, signing) = std::thread::scope(|scope| {
        let import = scope.spawn(|| Import::of(file, &house, args.rows, &over));
        let signing = load::run(&plan, &mut script);
        (import.join(), signing)
    });
    let import = import.map_err(|_| anyhow::anyhow!("the importing thread failed"))??;
    let (took, mut crowd) = (signing?, script.crowd);
    server.stop()?;
    let times: Times = std::mem::take(&mut crowd.times).sorted();
    ensure!(times.count() > 0, "nobody could sign beside the import: {:?}", crowd.refused);
    (report.p50_ms, report.p99_ms) = (times.ms(50.0), times.ms(99.0));
    report.errors = crowd.errors();
    report.add("latency_of", "signatures given beside the import, durable answer included");
    report.add("signing_beside_per_s", round(rate(times.count(), took)));
    report.add("signing_beside_max_ms", times.ms(100.0));
    report.add("import_beside_per_s", round(rate(usize::try_from(args.rows)?, import.took)));
    let found = crate::count::count(&house.open()?, drive, &crowd.acknowledged)?;
    (report.lost, report.double) = (found.lost, found.double);
    Ok(())
}

/// People who sign until the import is over.
struct Beside {
    crowd: Crowd,
    over: Arc<AtomicBool>,
}

impl Script for Beside {
    fn next(&mut self, line: usize, out: &mut Vec<u8>) -> bool {
        self.crowd.next(line, out)
    }
    fn answered(&mut self, line: usize, answer: &Answer<'_>) {
        self.crowd.answered(line, answer);
    }
    fn broken(&mut self, line: usize) {
        self.crowd.broken(line);
    }
    fn enough(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}
